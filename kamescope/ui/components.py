"""Small things that several pages show: score cards, charts, fragments, downloads."""

from collections.abc import Callable, Mapping, Sequence

import pandas as pd
import streamlit as st

from kamescope.analysis.published import Cell, Level
from kamescope.charts.figures import ROLLED_UP, cell_text
from kamescope.charts.fragment import Fragment
from kamescope.charts.names import group_label
from kamescope.charts.theme import Chart
from kamescope.i18n import NBSP, Writing
from kamescope.model import ENVIRONMENT, OVERALL
from kamescope.privacy import Status
from kamescope.reports.formulas import is_run
from kamescope.sentences import counted, overall_notes
from kamescope.ui.team.view import TeamView
from kamescope.ui.text import plain, sign
from kamescope.ui.view import View

CARD_WIDTH = 168
Rows = Sequence[Mapping[str, object]]


def show_chart(chart: Chart, key: str, on_pick: Callable[[str], None] | None = None) -> None:
    """A chart over the full width; `on_pick` receives the code of the mark that was clicked.

    Its text alternative is the specification's own description.
    """
    name = f"chart_{key}"
    if on_pick is None:
        st.vega_lite_chart(chart.spec, width="stretch", theme=None, key=name)
        return
    event = st.vega_lite_chart(
        chart.spec, width="stretch", theme=None, key=name, on_select="rerun", selection_mode="pick"
    )
    if picked := event.get("selection", {}).get("pick"):
        on_pick(str(picked[0]["code"]))


def show_fragment(fragment: Fragment) -> None:
    """A table or list of our own."""
    st.html(fragment.html)


def figure(view: View, cell: Cell) -> str:
    """A rolled-up score as it is shown: percent or points, or why there is none."""
    return cell_text(cell, view.look, ROLLED_UP)


def score_cards(view: View, level: Level, code: str, names: Mapping[str, str], notes: Mapping[str, str]) -> None:
    """One card a group listed and one for the environment: name, figure, a note, and what the figure is made of."""
    columns = view.with_environment
    with st.grid(min(len(columns), 4), min_column_width=CARD_WIDTH, border=True):
        for column in columns:
            cell = view.published.cell(level, code, column)
            with st.container(gap=None):
                label = f"{sign(view.model, column, view.look)}{NBSP}{names[column]}"
                st.metric(label, figure(view, cell), help=made_of(view, column, cell))
                st.markdown(f":small[:gray[{notes.get(column, NBSP)}]]")


def column_labels(view: View) -> dict[str, str]:
    """The heading of every column, as Markdown."""
    columns = (ENVIRONMENT, *(group.code for group in view.published.groups))
    return {column: plain(group_label(view.published, column, view.say)) for column in columns}


def made_of(view: View, column: str, cell: Cell) -> str:
    """What a figure is made of and from how many answers, in words."""
    say = view.say
    if cell.status is Status.MASKED:
        return say("tip.masked")
    if cell.status is Status.NO_DATA:
        return say("tip.no_data")
    facts = {"score": say.number(cell.score, 2), "maximum": say.number(view.model.scale.maximum)}
    facts |= {"percent": say.percent(cell.percent, 1), "answers": say.number(cell.answers)}
    return say("tip.environment" if column == ENVIRONMENT else "tip.score", cell.respondents, **facts)


def overall_cards(view: View) -> None:
    """The overall score of each group."""
    names = column_labels(view)
    names |= {g.code: plain(counted(view.model, g, view.say)) for g in view.published.groups if g.respondents}
    notes = overall_notes(view.published, view.say, plain)
    score_cards(view, Level.OVERALL, OVERALL, names, notes)


def download(view: View | TeamView, rows: Rows | Callable[[], Rows], name: str) -> None:
    """A button that gives a table as csv, as the language's spreadsheets read it; each row says whose it is.

    Long tables are better given as a function: it runs where somebody presses the button.
    """
    say, whose = view.say, view.whose
    if view.where is not None:
        whose = whose | {say.text(view.model.partition_name): view.where or say("filter.segment_missing")}
    st.download_button(
        say("download.csv"),
        lambda: csv_bytes([{**whose, **row} for row in (rows() if callable(rows) else rows)], say.writing),
        f"kamescope_{view.token}_{view.address.campaign}_{name}.csv",
        "text/csv",
        key=f"csv_{name}",
        icon=":material/download:",
        on_click="ignore",
        type="tertiary",
    )


def csv_bytes(rows: Sequence[Mapping[str, object]], writing: Writing) -> bytes:
    """Rows as csv, as spreadsheets of that writing read it; a text that they would run is made plain."""
    frame = pd.DataFrame([{key: _harmless(value) for key, value in row.items()} for row in rows])
    for column in frame:
        # A count with blanks beside it would else be written as 8.0.
        if all(isinstance(row[column], int | None) for row in rows):
            frame[column] = frame[column].astype("Int64")
    return frame.to_csv(index=False, sep=writing.separator, decimal=writing.decimal).encode("utf-8-sig")


def _harmless(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and is_run(value) else value

"""Small things that several pages show: charts, fragments, downloads."""

from collections.abc import Callable, Iterable, Mapping, Sequence

import pandas as pd
import streamlit as st

from kamescope.charts.fragment import Fragment, tag
from kamescope.charts.theme import Chart
from kamescope.i18n import Writing
from kamescope.reports.formulas import is_run
from kamescope.service import Service
from kamescope.ui import data
from kamescope.ui.sent import sent
from kamescope.ui.view import View

Rows = Sequence[Mapping[str, object]]


def show_chart(chart: Chart, key: str, on_pick: Callable[[str], None] | None = None) -> None:
    """A chart over the full width; `on_pick` receives the code of the mark that was clicked.

    What it shows is said in words behind it, which are heard and not seen.
    """
    name = f"chart_{key}"
    if on_pick is None:
        st.vega_lite_chart(sent(chart), width="stretch", theme=None, key=name)
        _say(chart)
        return
    event = st.vega_lite_chart(
        sent(chart), width="stretch", theme=None, key=name, on_select="rerun", selection_mode="pick"
    )
    _say(chart)
    if picked := event.get("selection", {}).get("pick"):
        on_pick(str(picked[0]["code"]))


def _say(chart: Chart) -> None:
    st.html(tag("p", chart.alternative, class_="kms-in-words"))


def show_fragment(fragment: Fragment) -> None:
    """A table or list of our own."""
    st.html(fragment.html)


def download(view: View, rows: Rows | Callable[[], Rows], name: str) -> None:
    """A button that gives a table as csv, as the language's spreadsheets read it; each row says whose it is.

    Long tables are better given as a function: it runs where somebody presses the button.
    """
    door, say, whose = data.door(), view.say, view.whose
    if view.where is not None:
        whose = whose | {say.text(view.model.partition_name): view.where or say("filter.segment_missing")}

    def content() -> bytes:
        note_download(door, "csv", view.kams, view.address.campaign)
        return csv_bytes([{**whose, **row} for row in (rows() if callable(rows) else rows)], say.writing)

    st.download_button(
        say("download.csv"),
        content,
        f"kamescope_{view.token}_{view.address.campaign}_{name}.csv",
        "text/csv",
        key=f"csv_{name}",
        icon=":material/download:",
        on_click="ignore",
        type="tertiary",
    )


def note_download(door: Service, kind: str, kams: Iterable[str], campaign: str) -> None:
    """Write that somebody took a document of these KAMs (tokens) along; nothing where nobody signs in.

    `door`: of the run that offered it, for the file is asked for when that has ended.
    """
    if door.viewer.roles:
        door.trace_all(f"downloaded_{kind}", kams, campaign)


def csv_bytes(rows: Sequence[Mapping[str, object]], writing: Writing) -> bytes:
    """Rows as csv, as spreadsheets of that writing read it; a text that they would run is made plain."""
    frame = pd.DataFrame([{key: _harmless(value) for key, value in row.items()} for row in rows])
    for column in frame:
        # A count with blanks beside it would else be written as 8.0.
        if all(isinstance(row[column], int | None) for row in rows):
            frame[column] = frame[column].astype("Int64")
    return _written(frame, writing)


def csv_table(frame: pd.DataFrame, writing: Writing) -> bytes:
    """A frame as csv, the same way; long ones are made plain column by column."""
    plain = {name: _plain(values) for name, values in frame.items()}
    return _written(pd.DataFrame(plain), writing)


def _plain(values: pd.Series) -> pd.Series:
    return values.map(_harmless) if values.dtype == object or pd.api.types.is_string_dtype(values) else values


def _written(frame: pd.DataFrame, writing: Writing) -> bytes:
    return frame.to_csv(index=False, sep=writing.separator, decimal=writing.decimal).encode("utf-8-sig")


def _harmless(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and is_run(value) else value

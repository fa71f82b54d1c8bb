"""One card a rater group: its figure, and what that is made of."""

from collections.abc import Mapping

import streamlit as st

from kamescope import sentences
from kamescope.analysis.published import Cell, Level
from kamescope.charts.figures import ROLLED_UP, cell_text
from kamescope.charts.names import group_label
from kamescope.charts.tiles import Tile, tiles
from kamescope.i18n import NBSP
from kamescope.model import ENVIRONMENT, OVERALL
from kamescope.privacy import Status
from kamescope.sentences import LITTLE, counted, overall_notes
from kamescope.ui.components import show_fragment
from kamescope.ui.kam.view import KamView
from kamescope.ui.text import plain


def figure(view: KamView, cell: Cell) -> str:
    """A rolled-up score as it is shown: percent or points, or why there is none."""
    return cell_text(cell, view.look, ROLLED_UP)


def score_cards(view: KamView, level: Level, code: str, names: Mapping[str, str], notes: Mapping[str, str]) -> None:
    """One card a group listed and one for the environment: name, figure, a note, and what the figure is made of."""
    shown = []
    for column in view.with_environment:
        cell = view.published.cell(level, code, column)
        text, told = figure(view, cell), made_of(view, column, cell)
        shown.append(Tile(column, names[column], text, cell.is_published, (notes.get(column, ""),), told))
    show_fragment(tiles(view.model, shown, view.look))


def column_labels(view: KamView) -> dict[str, str]:
    """The heading of every column."""
    columns = (ENVIRONMENT, *(group.code for group in view.published.groups))
    return {column: group_label(view.published, column, view.say) for column in columns}


def made_of(view: KamView, column: str, cell: Cell) -> str:
    """What a figure is made of and from how many answers, in words."""
    say = view.say
    if cell.status is Status.MASKED:
        return say("tip.masked")
    if cell.status is Status.NO_DATA:
        return say("tip.no_data")
    facts = {"score": say.number(cell.score, 2), "maximum": say.number(view.model.scale.maximum)}
    facts |= {"percent": say.percent(cell.percent, 1), "answers": say.number(cell.answers)}
    return say("tip.environment" if column == ENVIRONMENT else "tip.score", cell.respondents, **facts)


def overall_cards(view: KamView) -> None:
    """The overall score of each group."""
    names = column_labels(view)
    names |= {g.code: counted(view.model, g, view.say) for g in view.published.groups if g.respondents}
    notes = overall_notes(view.published, view.say)
    score_cards(view, Level.OVERALL, OVERALL, names, notes)
    if view.address.factors:
        st.markdown(f":small[:gray[{view.say('report.overall_covers', len(view.model.factors))}]]")


def show_footing(view: KamView) -> None:
    """Under the scores of a factor: what rests on little, the fair gap, who makes it, how near answers lie."""
    published, code, say = view.published, view.factor.code, view.say
    rests_on = sentences.rests_on(published, code, say)
    told = [
        f"{LITTLE}{NBSP}{rests_on}" if rests_on else "",
        sentences.fair(published, code, say),
        sentences.seen_by(published, code, say),
    ]
    lines = [
        " · ".join(filter(None, told)),
        sentences.nearness(published, view.factor, say, view.groups),
        sentences.partly_asked(published, view.factor, say),
    ]
    if any(lines):
        st.markdown("  \n".join(f":small[:gray[{plain(line)}]]" for line in lines if line))

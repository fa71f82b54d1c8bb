"""What may be taken along of the current comparison: a PDF of one page, a slide; each is made when it is asked for."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field

import streamlit as st

from kamescope.analysis.compare import Heatmap
from kamescope.analysis.published import Level
from kamescope.analysis.side_by_side import SideBySide
from kamescope.charts.heatmap import HeatmapPart
from kamescope.charts.heatmap_words import HeatmapLine
from kamescope.errors import KamescopeError
from kamescope.reports import comparison as paper
from kamescope.reports.comparison import Comparison
from kamescope.reports.comparison.comparison_spec import About, CohortComparison, SideBySideComparison, TeamComparison
from kamescope.reports.names import Format, comparison_name
from kamescope.reports.render import attempted
from kamescope.reports.report_spec import RenderOptions
from kamescope.ui import data
from kamescope.ui.address import Address
from kamescope.ui.components import note_download
from kamescope.ui.report.result import TYPES
from kamescope.ui.team.filters import filter_sentence
from kamescope.ui.team.view import TeamView
from kamescope.ui.team.words import cohort_title
from kamescope.ui.text import plain

KEY = "paper_made"
FORMATS = {Format.PDF: ":material/picture_as_pdf:", Format.PPTX: ":material/slideshow:"}


@dataclass(frozen=True, slots=True)
class PaperOrder:
    """Everything that the files depend on: two orders that are equal give the same files."""

    address: Address
    part: HeatmapPart | None
    data_version: int
    day: datetime.date


@dataclass(frozen=True, slots=True)
class MadePapers:
    """What was made for an order, by format: a file, or the problem that there is none for."""

    order: PaperOrder
    files: dict[Format, bytes | KamescopeError] = field(default_factory=dict)


def offer_papers(
    view: TeamView, shown: Heatmap | SideBySide, part: HeatmapPart | None = None, lines: Sequence[HeatmapLine] = ()
) -> None:
    """A button for each format: makes the file, then gives it; where it cannot be made, a sentence says so.

    `part`: what of a heatmap is on the screen; `lines`: the groups of KAMs that are there instead.
    """
    order = PaperOrder(view.address, part, data.version(), datetime.date.today())
    made = st.session_state.get(KEY)
    if made is None or made.order != order:
        made = st.session_state[KEY] = MadePapers(order)
    comparison = comparison_of(view, shown, part, lines)
    with st.container(horizontal=True, vertical_alignment="center"):
        for format in FORMATS:
            if isinstance(file := made.files.get(format), bytes):
                _give(view, comparison, format, file)
            else:
                _make(view, comparison, format, made)
    for problem in made.files.values():
        if isinstance(problem, KamescopeError):
            st.warning(plain(view.say.shown(problem)), icon=":material/warning:")


def comparison_of(
    view: TeamView, shown: Heatmap | SideBySide, part: HeatmapPart | None = None, lines: Sequence[HeatmapLine] = ()
) -> Comparison:
    """What is on the screen, as paper tells it; without a part or groups all KAMs in their order."""
    items = isinstance(shown, Heatmap) and shown.places[-1][0] is Level.ITEM
    about = About(
        cohort_title(view.cohort, view.say),
        view.cohort.company,
        filter_sentence(view, groups=False, name=str),
        RenderOptions(view.say.language, made_on=datetime.date.today(), data_version=data.version()),
        (view.item_look if items else view.look).unit,
        view.cohort.fictitious,
    )
    if isinstance(shown, SideBySide):
        return SideBySideComparison(about, shown)
    if lines:
        return CohortComparison(about, shown, tuple(lines), view.address.order)
    return TeamComparison(about, shown, part or HeatmapPart(shown.order(view.address.order), view.address.order))


def _make(view: TeamView, comparison: Comparison, format: Format, made: MadePapers) -> None:
    pressed = st.button(
        view.say(f"paper.make_{format}"), key=f"paper_make_{format}", icon=FORMATS[format], type="tertiary"
    )
    if pressed:
        with st.spinner(view.say("paper.making")):
            made.files[format] = attempted(lambda: paper.render(comparison, format))
        st.rerun()


def _give(view: TeamView, comparison: Comparison, format: Format, file: bytes) -> None:
    door = data.door()

    def content() -> bytes:
        note_download(door, format, view.kams, view.address.campaign)
        return file

    st.download_button(
        view.say(f"paper.get_{format}"),
        content,
        comparison_name(comparison, format),
        TYPES[format],
        key=f"paper_get_{format}",
        icon=":material/download:",
        on_click="ignore",
        type="primary",
    )

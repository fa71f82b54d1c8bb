"""The parts of the perception window's page: its choices, its cut, its four lists."""

import streamlit as st

from kamescope import sentences
from kamescope.analysis.gaps import Gap, GapClass
from kamescope.analysis.published import Level
from kamescope.analysis.window import (
    AS_DRAWN,
    Cut,
    CutKind,
    Placed,
    Quadrant,
    Window,
    cut_at,
    place,
    window_gaps,
)
from kamescope.charts.names import part_name
from kamescope.charts.window import axis_floor
from kamescope.i18n import NBSP
from kamescope.model import ENVIRONMENT
from kamescope.sentences import unbroken
from kamescope.service import Untold
from kamescope.ui import data, state
from kamescope.ui.address import CUTS, LEVELS
from kamescope.ui.kam.view import KamView, environments
from kamescope.ui.perception import control, cut_words, environment_label
from kamescope.ui.text import plain


def choices(view: KamView) -> None:
    """Level, cut and environment."""
    say, address, published = view.say, view.address, view.published
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        control("level", LEVELS, view, lambda level: say(f"level.{level}"), address.level)
        # Others' figures are of now, whatever was shown of this KAM before.
        cuts = tuple(cut for cut in CUTS if view.version is None or cut != CutKind.COHORT)
        control("cut", cuts, view, lambda cut: _cut_label(view, cut), address.cut)
        if address.cut == CutKind.VALUE:
            st.number_input(
                say("perception.percent"), 0, 100, step=1, width=130, **state.bound("percent", address.percent)
            )
        others = environments(published)
        if len(others) > 1:
            control("environment", others, view, lambda code: environment_label(view, code), address.environment)


def current_window(view: KamView) -> Window:
    """The window that the address asks for."""
    level = Level(view.address.level)
    return place(_gaps(view), level, _cut(view, view.address.cut))


def why_nothing(view: KamView, window: Window) -> str:
    """Why there is nothing to draw: a side is missing, or the cohort's mean is not given to who looks; else ""."""
    if all(point.gap.gap is None for point in window.points):
        return view.say("perception.no_cut")
    if view.address.cut == CutKind.COHORT and isinstance(why := _cohort(view), Untold):
        return view.say(f"perception.untold_{why}")
    return ""


def window_caption(view: KamView, window: Window) -> str:
    """One sentence: what a point is and where the axes begin."""
    floor = view.say.percent(axis_floor(window, view.model))
    return view.say(f"perception.caption_{window.level}", floor=floor)


def lists(view: KamView, window: Window) -> None:
    """The four quadrants in words, one under the other; then what could not be placed."""
    for quadrant in Quadrant:
        _quadrant(view, window, quadrant)
    _missing(view, window)


def lists_like_quadrants(view: KamView, window: Window) -> None:
    """The same as four cards that lie as the quadrants do, for long lists."""
    with st.grid(2, min_column_width=320, border=True):
        for quadrant in AS_DRAWN:
            _quadrant(view, window, quadrant)
    _missing(view, window)


def window_rows(view: KamView, window: Window) -> list[dict[str, object]]:
    """The window as a table: one row a code."""
    say = view.say
    return [
        {
            say("column.code"): point.code,
            say("column.name"): _name(view, window.level, point.code),
            say("column.self_percent"): _short(point.gap.self_percent),
            say("column.environment_percent"): _short(point.gap.environment_percent),
            say("gap"): _short(point.gap.gap),
            say("quadrant"): say(f"quadrant.{point.quadrant}") if point.quadrant else "",
        }
        for point in window.points
    ]


def _gaps(view: KamView) -> tuple[Gap, ...]:
    return window_gaps(view.published, Level(view.address.level), view.address.environment, view.factors)


def _cut(view: KamView, cut: str) -> Cut | None:
    def cohort() -> Cut | None:
        found = _cohort(view)
        return found if isinstance(found, Cut) else None

    return cut_at(CutKind(cut), _gaps(view), view.model.scale, view.address.percent, cohort)


def _cohort(view: KamView) -> Cut | Untold:
    return data.door().cohort_cut(view.question, Level(view.address.level), view.address.environment)


def _cut_label(view: KamView, cut: str) -> str:
    """The choice with its value, where it has one: a cut per axis has two."""
    label = view.say(f"cut.{cut}")
    # How many there are that one does not see, one is not told.
    if cut == CutKind.COHORT and not data.door().viewer.scope.is_granted:
        return f"{label} · {view.say.number(_cohort_size(view))}{NBSP}KAM"
    return cut_words(label, None if cut in (CutKind.VALUE, CutKind.COHORT) else _cut(view, cut), view.say)


def _cohort_size(view: KamView) -> int:
    """How many KAMs of the campaign the cohort is taken from: real ones and fictitious ones are never mixed."""
    mine = view.published
    return sum(
        entry.campaign.token == mine.campaign.token and entry.kam.fictitious == mine.kam.fictitious
        for entry in data.door().people()
    )


def _line(view: KamView, window: Window, point: Placed) -> str:
    """A point in words: the wider its gap, the louder; what rests on little, and who alone makes the gap, is added."""
    say, gap = view.say, point.gap
    shown = say.points(gap.gap)
    if gap.kind is GapClass.MARKED:
        shown = f"**:primary[{shown}]**"
    name = plain(_name(view, window.level, point.code))
    kind = unbroken(say(f"gap.{gap.kind}"))
    if gap.kind is GapClass.ALIGNED:
        return f":small[:gray[{point.code} {name}{NBSP} {shown}{NBSP}{kind}]]"
    return f":small[:gray[{point.code}] {name}{NBSP} {shown}{NBSP}:gray[{kind}{_beside(view, window, point.code)}]]"


def _beside(view: KamView, window: Window, code: str) -> str:
    """What has to be said beside the gap of a factor between self and the whole environment."""
    if window.level is not Level.FACTOR or view.address.environment != ENVIRONMENT:
        return ""
    rests_on = sentences.rests_on(view.published, code, view.say)
    told = [
        f"{sentences.LITTLE}{NBSP}{rests_on}" if rests_on else "",
        sentences.seen_by(view.published, code, view.say),
    ]
    return "".join(f" · {plain(each)}" for each in told if each)


def _name(view: KamView, level: Level, code: str) -> str:
    return part_name(view.model, level, code, view.say)


def _short(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _quadrant(view: KamView, window: Window, quadrant: Quadrant) -> None:
    points = window.in_quadrant(quadrant)
    colour = view.look.palette.quadrants[quadrant][0]
    with st.container(gap=None):
        title = f':color[**{view.say(f"quadrant.{quadrant}")}**]{{foreground="{colour}"}}'
        st.markdown(f"{title}{NBSP}{NBSP}:gray[{view.say.number(len(points))}]")
        st.markdown(f":small[:gray[{view.say(f'quadrant.{quadrant}_means')}]]")
        st.markdown("  \n".join(_line(view, window, point) for point in points))


def _missing(view: KamView, window: Window) -> None:
    missing = [point.code for point in window.points if point.quadrant is None]
    if missing and window.cut is not None:
        st.markdown(f":small[:gray[{view.say('perception.missing', len(missing), codes=view.say.listing(missing))}]]")

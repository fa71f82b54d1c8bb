"""The parts of the team's perception windows: the choices, the KAMs by quadrant, the team by factor."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from kamescope.analysis.compare import Measure
from kamescope.analysis.gaps import Gap, WholeGap
from kamescope.analysis.panel import Panel
from kamescope.analysis.people import told_apart
from kamescope.analysis.published import Level
from kamescope.analysis.team_window import TeamGap, people_gaps, seen_by
from kamescope.analysis.window import (
    AS_DRAWN,
    Cut,
    CutKind,
    Placed,
    Quadrant,
    Window,
    cut_at,
    place,
)
from kamescope.charts.people_lists import ListedKam, PeopleList
from kamescope.charts.people_window import people_window as people_chart
from kamescope.charts.theme import Chart, Look
from kamescope.charts.window import axis_floor, factors_window
from kamescope.model import ENVIRONMENT, OVERALL
from kamescope.sentences import few_of, short_name
from kamescope.ui import menu, state
from kamescope.ui.address import write
from kamescope.ui.components import show_chart
from kamescope.ui.perception import control, cut_words, environment_label
from kamescope.ui.team import seen
from kamescope.ui.team.people import Row, open_kam, show_blocks, show_people
from kamescope.ui.team.view import TeamView
from kamescope.ui.text import plain
from kamescope.ui.warm import warm

CUTS = tuple(kind for kind in CutKind if kind is not CutKind.COHORT)


def choose(view: TeamView) -> None:
    """Overall or which factor, where high begins, and whose view stands against self."""
    say, address = view.say, view.address
    names = {code: f"{code}  {say.text(view.model.factor_of[code].name)}" for code in view.factors}
    if address.factor:
        names.setdefault(address.factor, f"{address.factor}  {say.text(view.factor.name)}")
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        st.selectbox(
            say("factor.what"),
            ["", *names],
            format_func=lambda code: names.get(code, say("tables.level.overall")),
            width=340,
            **state.bound("factor", address.factor),
        )
        control("cut", CUTS, view, lambda cut: _cut_label(view, cut), address.cut)
        if address.cut == CutKind.VALUE:
            st.number_input(
                say("perception.percent"), 0, 100, step=1, width=130, **state.bound("percent", address.percent)
            )
        others = seen_by(view.panel)
        if len(others) > 1:
            control("environment", others, view, lambda code: environment_label(view, code), _environment(view))


def people_shown(view: TeamView) -> Window:
    """All KAMs of the cohort in one window."""
    gaps = _people(view)
    return place(gaps, _asked(view)[0], _cut(view, _cut_name(view), gaps))


def title(view: TeamView) -> str:
    """What the KAMs are compared on."""
    level, code = _asked(view)
    return view.say("tables.level.overall") if level is Level.OVERALL else f"{code} {view.say.text(view.factor.name)}"


def caption(view: TeamView, window: Window, key: str) -> str:
    """What a point is and where the axes begin."""
    return view.say(key, floor=view.say.percent(axis_floor(window, view.model)))


def show_window(view: TeamView, window: Window) -> None:
    """The window of the KAMs; pressing one opens their own."""
    drawing = warm(_window_of, view.panel, window, view.look, _environment(view), title(view))
    show_chart(drawing, "people_window", lambda picked: open_kam(view, picked))


def _window_of(panel: Panel, shown: Window, look: Look, environment: str, title: str) -> Chart:
    names = {kam.token: name for kam, name in zip(panel.kams, told_apart(panel.kams), strict=True)}
    return people_chart(panel.model, shown, names, look, environment, title)


def lists(view: TeamView, window: Window) -> None:
    """Who stands in which quadrant; of many, how many, and the names in a table with a search."""
    names = {kam.token: kam.name for kam in view.panel.kams}
    kept = {each: [point.gap for point in window.points if point.quadrant is each] for each in AS_DRAWN}
    blocks = [
        _block(
            view,
            each,
            [ListedKam(gap.code, names[gap.code], view.say.signed(gap.gap)) for gap in gaps],
            "team_perception",
        )
        for each, gaps in kept.items()
    ]
    show_blocks(view, "quadrants", blocks)
    _missing(view, window)


def table(view: TeamView, window: Window) -> None:
    """Everybody with both sides and their quadrant, where they are too many to be listed."""
    say = view.say
    headings = [say(key) for key in ("team_perception.column_self", "perception.environment", "gap", "quadrant")]
    rows = {point.code: _row(view, point.gap, say(f"quadrant.{point.quadrant}")) for point in _placed(window)}
    show_people(view, "quadrants", headings, rows)


def say_partial(view: TeamView) -> None:
    """Of how many KAMs the environment lacks a group that rates others: like is not set against like."""
    level, code = _asked(view)
    if _environment(view) != ENVIRONMENT:
        return
    factors = (code,) if level is Level.FACTOR else ()
    found = seen.heatmap(view.panel, Level.FACTOR, ENVIRONMENT, Measure.SCORE, factors).partial[:, -1]
    lacking = [kam.name for kam, partial in zip(view.panel.kams, found, strict=True) if partial]
    if lacking:
        names = plain(few_of(lacking, view.say))
        st.markdown(f":small[:gray[{view.say('team_perception.partial', len(lacking), kams=names)}]]")


def people_rows(view: TeamView, window: Window) -> list[dict[str, object]]:
    """The window of the KAMs as a table to download."""
    say = view.say
    return [
        {say("filter.kam"): kam.name, say("factor.what"): title(view)}
        | _sides(view, point.gap)
        | {say("quadrant"): say(f"quadrant.{point.quadrant}") if point.quadrant else ""}
        for kam, point in zip(view.panel.kams, window.points, strict=True)
    ]


def factors_shown(view: TeamView) -> tuple[Window, tuple[TeamGap, ...]]:
    """The team's own window by factor, and from how many KAMs each point is made."""
    found = seen.team_gaps(view.panel, _environment(view), view.factors)
    gaps = [each.gap for each in found]
    return place(gaps, Level.FACTOR, _cut(view, _cut_name(view), gaps)), found


def factors_cut(view: TeamView, window: Window) -> str:
    """Where high begins among the factors: at their own means it is elsewhere than among the KAMs."""
    label = cut_words(view.say(f"cut.{_cut_name(view)}"), window.cut, view.say)
    return view.say("team_perception.factors_cut", cut=label)


def show_factors(view: TeamView, window: Window) -> None:
    """The window of the factors; pressing one opens it for the team."""
    drawing = warm(factors_window, view.model, window, view.look, _environment(view))
    show_chart(drawing, "factors_window", lambda picked: _open_factor(view, picked))


def factor_lists(view: TeamView, window: Window, found: Sequence[TeamGap]) -> None:
    """Which factors stand in which quadrant, in model order, and from how many KAMs."""
    say = view.say
    blocks = []
    for each in AS_DRAWN:
        gaps = [point.gap for point in window.points if point.quadrant is each]
        names = {gap.code: f"{gap.code} {say.text(view.model.factor_of[gap.code].name)}" for gap in gaps}
        entries = [ListedKam(gap.code, names[gap.code], say.signed(gap.gap)) for gap in gaps]
        blocks.append(_block(view, each, entries, "team_perception.factors"))
    show_blocks(view, "factors", blocks, lambda code: _open_factor(view, code))
    counts = [each.kams for each in found if each.kams]
    if counts:
        fewest, most = say.number(min(counts)), say.number(max(counts))
        key = "team_perception.from" if fewest == most else "team_perception.from_to"
        st.markdown(f":small[:gray[{say(key, max(counts), fewest=fewest)}]]")
    if missing := [each.gap.code for each in found if not each.kams]:
        st.markdown(f":small[:gray[{say('perception.missing', len(missing), codes=say.listing(missing))}]]")


def factor_rows(view: TeamView, window: Window, found: Sequence[TeamGap]) -> list[dict[str, object]]:
    """The team's own window as a table to download."""
    say = view.say
    return [
        {say("column.code"): point.code, say("column.name"): say.text(view.model.factor_of[point.code].name)}
        | _sides(view, point.gap)
        | {
            say("quadrant"): say(f"quadrant.{point.quadrant}") if point.quadrant else "",
            say("team_perception.csv_kams"): each.kams,
        }
        for point, each in zip(window.points, found, strict=True)
    ]


def _asked(view: TeamView) -> tuple[Level, str]:
    return (Level.FACTOR, view.address.factor) if view.address.factor else (Level.OVERALL, OVERALL)


def _environment(view: TeamView) -> str:
    return view.address.environment if view.address.environment in seen_by(view.panel) else ENVIRONMENT


def _people(view: TeamView) -> tuple[Gap, ...]:
    return warm(people_gaps, view.panel, *_asked(view), _environment(view))


def _cut_name(view: TeamView) -> str:
    return view.address.cut if view.address.cut in CUTS else CUTS[0]


def _cut(view: TeamView, name: str, gaps: Sequence[Gap]) -> Cut | None:
    return cut_at(CutKind(name), gaps, view.model.scale, view.address.percent)


def _cut_label(view: TeamView, name: str) -> str:
    cut = None if name == CutKind.VALUE else _cut(view, name, _people(view))
    return cut_words(view.say(f"cut.{name}"), cut, view.say)


def _placed(window: Window) -> list[Placed]:
    return [point for point in window.points if point.quadrant is not None]


def _block(view: TeamView, quadrant: Quadrant, entries: Sequence[ListedKam], means: str) -> PeopleList:
    say, colour = view.say, view.look.palette.quadrants[quadrant][0]
    meaning = say(f"{means}.{quadrant}_means")
    return PeopleList(say(f"quadrant.{quadrant}"), colour, len(entries), meaning, tuple(entries))


def _row(view: TeamView, gap: WholeGap, word: str) -> Row:
    say = view.say
    return say.percent(gap.self_percent), say.percent(gap.environment_percent), say.signed(gap.gap), word


def _sides(view: TeamView, gap: Gap) -> dict[str, object]:
    say = view.say
    return {
        say("column.self_percent"): _short(gap.self_percent),
        say("perception.environment"): short_name(view.model, _environment(view), say),
        say("column.environment_percent"): _short(gap.environment_percent),
        say("gap"): _short(gap.gap),
    }


def _short(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _missing(view: TeamView, window: Window) -> None:
    names = {kam.token: kam.name for kam in view.panel.kams}
    missing = [names[point.code] for point in window.points if point.gap.gap is None]
    if missing:
        told = view.say("team_perception.missing", len(missing), kams=plain(few_of(missing, view.say)))
        st.markdown(f":small[:gray[{told}]]")


def _open_factor(view: TeamView, picked: str) -> None:
    """The factor for the team; a place that several factors share opens none."""
    if picked in view.model.factor_of:
        address = replace(view.address, factor=picked)
        st.switch_page(menu.page("team_factor"), query_params=write(address))

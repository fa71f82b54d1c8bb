"""The parts of the page that compares the KAMs of a cohort: its choices, its gist, its heatmap."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from math import ceil

import streamlit as st

from kamescope.analysis.compare import Heatmap, Measure, means_of, ordered, rated_by_all
from kamescope.analysis.published import Level
from kamescope.analysis.team_highlights import TeamHighlights, team_highlights
from kamescope.charts.heatmap import SIDE_BY_SIDE, Part, cohort_table
from kamescope.charts.heatmap_words import Line, cohort_rows, heatmap_rows, legend, score_text
from kamescope.charts.theme import Look
from kamescope.model import ENVIRONMENT
from kamescope.naming import alphabetical
from kamescope.sentences import factor_name, short_name, unbroken
from kamescope.service import Cohort, Reach
from kamescope.ui import drawings, menu, state
from kamescope.ui.address import LEVELS, MODES, ROWS, SHOWN, write
from kamescope.ui.components import download
from kamescope.ui.frame import card, link
from kamescope.ui.pickable import show_pickable
from kamescope.ui.team.view import TeamView
from kamescope.ui.text import plain, sign

A_PAGE = 40
"""KAMs on one page, where they are the rows."""
MOST_COLUMNS = 30
"""More codes than this do not fit beside one another: the KAMs are then paged side by side."""


def choose(view: TeamView) -> None:
    """All KAMs or a few from near by; whose view of them; of all of them, what is shown; how finely."""
    say, address = view.say, view.address
    near = address.mode == "close"
    levels = LEVELS[:-1] if near else LEVELS
    level = address.level if address.level in levels else levels[0]
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        _control(view, "mode", MODES, lambda mode: say(f"compare.mode_{mode}"), address.mode)
        choose_regard(view)
        if not near:
            _control(view, "show", SHOWN, lambda shown: say(f"compare.show_{shown}"), address.show)
        _control(view, "level", levels, lambda level: say(f"level.{level}"), level)


def choose_regard(view: TeamView) -> None:
    """Whose view of the KAMs is shown: everybody's but their own, or one group's."""
    others = [group.code for group in view.model.groups if not group.is_self]
    _control(
        view,
        "regard",
        (ENVIRONMENT, *others, *(code for code in view.model.group_index if code not in others)),
        lambda column: f"{sign(view.model, column, view.look)} {plain(short_name(view.model, column, view.say))}",
        view.address.regard,
    )


def current_heatmap(view: TeamView) -> Heatmap:
    """The heatmap that the address asks for."""
    address = view.address
    return drawings.heatmap(view.panel, Level(address.level), address.regard, Measure(address.show), view.factors)


def gist(view: TeamView) -> None:
    """Four cards: where the cohort is strong, where not, where it is split, and whose gaps are wide."""
    scores, gaps = (
        drawings.heatmap(view.panel, Level.FACTOR, view.address.regard, measure, view.factors)
        for measure in (Measure.SCORE, Measure.GAP)
    )
    common = rated_by_all(view.model, view.panel, view.address.regard)
    found = team_highlights(scores, gaps, [code for code in common if code in view.factors])
    with st.grid(4, min_column_width=190, border=True):
        _card(view, "strength", found.strength, _mean(view, scores, found.strength))
        _card(view, "area", found.area, _mean(view, scores, found.area))
        _card(view, "split", found.split and found.split.code, _ends(view, found))
        _wide_gaps(view, found)


def show_heatmap(view: TeamView, heatmap: Heatmap) -> None:
    """The heatmap as a table, and what may be taken along of it."""
    with card(view.say(f"compare.title_{heatmap.measure}"), legend(heatmap, _look(view, heatmap))):
        inside = _inside(view)
        if len(inside) > 1:
            _choose_rows(view)
        if len(inside) > 1 and view.address.rows == "cohort":
            _cohorts(view, heatmap, inside)
            return
        part = _table(view, heatmap)
        if heatmap.partial[list(part.rows)].any():
            st.markdown(f":small[:gray[{view.say('heatmap.partial')}]]")
        with st.container(horizontal=True, vertical_alignment="center"):
            _choose_counts(view)
            download(view, heatmap_rows(heatmap, heatmap.order(part.order), _look(view, heatmap)), "comparaison")


def _inside(view: TeamView) -> list[Cohort]:
    """The cohorts that make up this one: its teams, or the companies of a campaign."""
    reach = Reach.TEAM if view.cohort.reach is Reach.COMPANY else Reach.COMPANY
    wanted = [each for each in view.cohorts if each.reach is reach and each.kams < view.cohort.kams]
    return [each for each in wanted if each.fictitious is view.cohort.fictitious]


def _choose_rows(view: TeamView) -> None:
    _control(view, "rows", ROWS, lambda rows: view.say(f"compare.rows_{rows}"), view.address.rows)


def _cohorts(view: TeamView, heatmap: Heatmap, inside: Sequence[Cohort]) -> None:
    """The means of each team, or company, one under the other."""
    lines = []
    for cohort in inside:
        means, counted = means_of(heatmap, cohort.kams, each_seen=True)
        name = cohort.team or cohort.company
        lines.append(Line(cohort.token, name, len(cohort.kams & view.panel.places.keys()), means, counted))
    codes = [code for _, code in heatmap.places]
    lines = [lines[at] for at in ordered([line.means for line in lines], codes, view.address.order)]
    drawn = cohort_table(heatmap, lines, view.address.order, _look(view, heatmap))
    show_pickable(drawn, "cohorts", lambda picked: _picked(view, picked))
    download(view, cohort_rows(heatmap, lines, view.look), "equipes")


def _look(view: TeamView, heatmap: Heatmap) -> Look:
    return view.item_look if heatmap.places[-1][0] is Level.ITEM else view.look


def _table(view: TeamView, heatmap: Heatmap) -> Part:
    """The table, searched and paged where the KAMs are many; gives the part that is shown."""
    order = view.address.order
    rows = heatmap.order(order)
    size = SIDE_BY_SIDE if len(heatmap.places) > MOST_COLUMNS else A_PAGE
    if len(rows) > SIDE_BY_SIDE:
        rows = _searched(view, rows)
    shown = _paged(view, rows, size if len(heatmap.panel) > SIDE_BY_SIDE else SIDE_BY_SIDE)
    part = Part(shown, order, view.address.counts == "yes")
    if not shown:
        st.markdown(view.say("compare.nobody_found"))
        return part
    drawn = drawings.heatmap_table(heatmap, part, _look(view, heatmap))
    show_pickable(drawn, "heatmap", lambda picked: _picked(view, picked))
    return part


def _choose_counts(view: TeamView) -> None:
    """Whether the number of answers stands under each figure."""
    key = "view_counts"
    st.session_state[key] = view.address.counts == "yes"
    st.toggle(
        view.say("compare.counts"),
        key=key,
        on_change=lambda: state.change(counts="yes" if st.session_state[key] else ""),
    )


def _control(view: TeamView, name: str, options: Sequence[str], label: Callable[[str], str], value: str) -> None:
    st.segmented_control(
        view.say(f"compare.{name}"), options, format_func=label, required=True, wrap=True, **state.bound(name, value)
    )


def _card(view: TeamView, kind: str, code: str | None, told: str) -> None:
    with st.container(gap="small"):
        st.markdown(f":small[:gray[{view.say(f'compare.{kind}')}]]")
        if code is None:
            st.markdown(view.say(f"compare.no_{kind}"))
            return
        st.markdown(f"**{factor_name(view.model, code, view.say, plain)}**  \n{told}")
        link("team_factor", replace(view.address, factor=code), code, icon=":material/arrow_forward:")


def _mean(view: TeamView, scores: Heatmap, code: str | None) -> str:
    if code is None:
        return ""
    mean = scores.means[[each for _, each in scores.places].index(code)]
    return view.say("compare.mean", mean=_score(view, float(mean)))


def _ends(view: TeamView, found: TeamHighlights) -> str:
    if found.split is None:
        return ""
    low, high = _score(view, found.split.lowest), _score(view, found.split.highest)
    return view.say("compare.ends", low=low, high=high)


def _score(view: TeamView, points: float) -> str:
    text = score_text(view.model.scale, points, view.look)
    return view.say.percent(view.model.scale.percent(points)) if view.look.unit == "percent" else text


def _wide_gaps(view: TeamView, found: TeamHighlights) -> None:
    with st.container(gap="small"):
        st.markdown(f":small[:gray[{view.say('compare.gaps')}]]")
        if not found.gaps:
            st.markdown(view.say("compare.no_gaps"))
        for gap in found.gaps:
            kam = view.panel.kams[gap.row]
            label = view.say(
                "compare.gap_of", kam=plain(unbroken(kam.name)), code=gap.code, gap=view.say.signed(gap.gap)
            )
            link("factor", replace(view.address, kam=kam.token, factor=gap.code), label, icon="")


def _searched(view: TeamView, rows: tuple[int, ...]) -> tuple[int, ...]:
    say = view.say
    with st.container(horizontal=True, vertical_alignment="center"):
        asked = st.text_input(
            say("compare.search"),
            key="compare_search",
            placeholder=say("compare.search"),
            icon=":material/search:",
            label_visibility="collapsed",
            width=320,
        )
        wanted = alphabetical(asked.strip())
        found = tuple(row for row in rows if wanted in alphabetical(_full_name(view, row)))
        if wanted:
            st.markdown(f":gray[{say('compare.found', len(found))}]")
    return found


def _full_name(view: TeamView, row: int) -> str:
    kam = view.panel.kams[row]
    return f"{kam.name} {kam.company} {kam.team}"


def _paged(view: TeamView, rows: tuple[int, ...], size: int) -> tuple[int, ...]:
    pages = max(ceil(len(rows) / size), 1)
    page = min(view.address.page, pages)
    if pages > 1:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.pagination(pages, **state.bound("page", page))
            first, last = (page - 1) * size + 1, min(page * size, len(rows))
            facts = {"first": view.say.number(first), "last": view.say.number(last)}
            st.markdown(f":small[:gray[{view.say('compare.part', len(rows), **facts)}]]")
    return rows[(page - 1) * size : page * size]


def _picked(view: TeamView, picked: str) -> None:
    """What a press on the heatmap does: open a KAM or a figure's factor, or sort."""
    what, _, rest = picked.partition(":")
    if what == "order":
        state.change(order=rest, page=1)
        st.rerun()
    if what == "cohort":
        state.change(cohort=rest, rows="kam", page=1, people=())
        st.rerun()
    kam, _, code = rest.partition(":")
    if kam not in view.panel.places:
        return
    address = replace(view.address, kam=kam)
    if code in view.model.factor_of:
        address = replace(address, factor=view.model.factor_of[code].code)
        st.switch_page(menu.page("factor"), query_params=write(address))
    st.switch_page(menu.page("overview"), query_params=write(address))

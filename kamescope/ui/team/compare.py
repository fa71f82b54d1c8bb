"""The parts of the page that compares the KAMs of a cohort: its choices, its heatmap."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import streamlit as st

from kamescope.analysis.compare import Heatmap, Measure, means_of, ordered
from kamescope.analysis.published import Level
from kamescope.charts.heat_legend import heat_legend
from kamescope.charts.heatmap import SIDE_BY_SIDE, HeatmapPart, cohort_table, fits_across, heatmap_table
from kamescope.charts.heatmap_words import HeatmapLine, cohort_rows, heatmap_rows
from kamescope.charts.theme import Look
from kamescope.model import ENVIRONMENT, SELF
from kamescope.naming import alphabetical
from kamescope.sentences import short_name
from kamescope.service import Cohort, Reach
from kamescope.ui import menu, state
from kamescope.ui.address import LEVELS, MODES, ROWS, SHOWN, write
from kamescope.ui.components import download, show_fragment
from kamescope.ui.pickable import show_pickable
from kamescope.ui.team import seen
from kamescope.ui.team.before import last_time
from kamescope.ui.team.paging import paged, searched
from kamescope.ui.team.paper import offer_papers
from kamescope.ui.team.view import TeamView
from kamescope.ui.team.words import names_in_table
from kamescope.ui.text import plain, sign
from kamescope.ui.warm import warm

A_PAGE = 40
"""KAMs on one page, where they are the rows."""
# Without it the words are squeezed beside the switch where the window is narrow.
_STYLE = """<style>
.st-key-kms-heatmap-head > :first-child { flex: 1 1 24rem; }
</style>"""


def choose(view: TeamView) -> None:
    """All KAMs or a few from near by; whose view of them; what is shown of all, how finely a few are compared."""
    say, address = view.say, view.address
    side_by_side = address.mode == "close"
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        _control(view, "mode", MODES, lambda mode: say(f"compare.mode_{mode}"), address.mode)
        choose_regard(view)
        if side_by_side:
            _choose_level(view, LEVELS[:-1])
        else:
            _control(view, "show", SHOWN, lambda shown: say(f"heatmap.{shown}"), address.show)


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
    address, measure = view.address, Measure(view.address.show)
    if measure is Measure.CHANGE:
        return seen.changes(view.panel, last_time(view), Level(address.level), address.regard, view.factors)
    return seen.heatmap(view.panel, Level(address.level), address.regard, measure, view.factors)


def show_heatmap(view: TeamView, heatmap: Heatmap) -> None:
    """The heatmap as a table, of its KAMs or of their teams or companies, and what may be taken along of it."""
    inside = _inside(view)
    by_cohort = len(inside) > 1 and view.address.rows == "cohort"
    with st.container(border=True, height="stretch"):
        _head(view, heatmap, by_cohort)
        if heatmap.empty.all() and heatmap.measure is Measure.CHANGE:
            st.info(view.say("compare.change_none"), icon=":material/hourglass_empty:")
            return
        if len(inside) > 1:
            _control(view, "rows", ROWS, lambda rows: view.say(f"compare.rows_{rows}"), view.address.rows, hidden=True)
        if by_cohort:
            _show_cohorts(view, heatmap, inside)
        else:
            _show_kams(view, heatmap)


def _title(heatmap: Heatmap, by_cohort: bool) -> str:
    if by_cohort:
        return f"compare.groups_{heatmap.measure}"
    self_alone = heatmap.measure is Measure.GAP and heatmap.column == SELF
    return f"compare.title_{heatmap.measure}{'_self' * self_alone}"


def _head(view: TeamView, heatmap: Heatmap, by_cohort: bool) -> None:
    """What is shown, in which order, what the tints mean and what a press does; beside it, how finely."""
    say = view.say
    st.html(_STYLE)
    with st.container(horizontal=True, key="kms-heatmap-head"):
        with st.container(gap=None, width="stretch"):
            st.markdown(f"###### {say(_title(heatmap, by_cohort))}", anchors=False)
            told = (_said_of_order(view, heatmap, by_cohort), _since(view, heatmap))
            st.markdown(f":small[:gray[{' '.join(filter(None, told))}]]")
            st.markdown(f":small[:gray[{say('compare.hint_cohorts' if by_cohort else 'compare.hint_kams')}]]")
        _choose_level(view, LEVELS, hidden=True)
    show_fragment(heat_legend(heatmap, _look(view, heatmap)))


def _since(view: TeamView, heatmap: Heatmap) -> str:
    """Which campaigns changes are told against; nothing of another measure."""
    names = dict.fromkeys(old.campaign.name for old in heatmap.before if old is not None)
    return view.say("compare.since", campaigns=plain(view.say.listing(names))) if names else ""


def _said_of_order(view: TeamView, heatmap: Heatmap, by_cohort: bool) -> str:
    say, order = view.say, _order(view, heatmap)
    if not order:
        return say("compare.groups_alphabetical" if by_cohort else "compare.alphabetical")
    code, end = order.removeprefix("-"), "lowest" if order.startswith("-") else "highest"
    name = say("heatmap.overall") if code == heatmap.places[0][1] else code
    return say(f"compare.groups_{end}_first", code=name) if by_cohort else say(f"compare.{end}_first", code=name)


def _order(view: TeamView, heatmap: Heatmap) -> str:
    """The order that the address asks for, as far as it can be seen."""
    order = view.address.order
    return order if order.removeprefix("-") in {code for _, code in heatmap.places} else ""


def _show_cohorts(view: TeamView, heatmap: Heatmap, inside: Sequence[Cohort]) -> None:
    """The means of each team, or company."""
    order, look = _order(view, heatmap), _look(view, heatmap)
    lines = [_line(view, heatmap, cohort, name) for name, cohort in _named(inside)]
    lines = [lines[at] for at in ordered([line.means for line in lines], [code for _, code in heatmap.places], order)]
    show_pickable(cohort_table(heatmap, lines, order, look), "cohorts", lambda picked: _picked(view, picked))
    download(view, lambda: cohort_rows(heatmap, lines, look), "cohorts")
    offer_papers(view, heatmap, lines=lines)


def _line(view: TeamView, heatmap: Heatmap, cohort: Cohort, name: str) -> HeatmapLine:
    means, counted = means_of(heatmap, cohort.kams, each_seen=True)
    return HeatmapLine(cohort.token, name, len(cohort.kams & view.panel.places.keys()), means, counted)


def _named(inside: Sequence[Cohort]) -> list[tuple[str, Cohort]]:
    """Cohorts with their names in alphabetical order."""
    return sorted(zip(names_in_table(inside), inside, strict=True), key=lambda pair: alphabetical(pair[0]))


def _show_kams(view: TeamView, heatmap: Heatmap) -> None:
    """The KAMs, searched and paged where they are many."""
    order, look = _order(view, heatmap), _look(view, heatmap)
    rows = every = heatmap.order(order)
    if len(every) > SIDE_BY_SIDE:
        rows = searched(view, every, "compare_search")
    rows = paged(view, rows, SIDE_BY_SIDE if fits_across(heatmap) else A_PAGE)
    if not rows:
        st.markdown(view.say("compare.nobody_found"))
        return
    part = HeatmapPart(rows, order, view.address.counts == "yes")
    show_pickable(warm(heatmap_table, heatmap, part, look), "heatmap", lambda picked: _picked(view, picked))
    _notes(view, heatmap, part)
    with st.container(horizontal=True, vertical_alignment="center"):
        _choose_counts(view)
        download(view, lambda: heatmap_rows(heatmap, every, look), "kams")
    offer_papers(view, heatmap, part)


def _notes(view: TeamView, heatmap: Heatmap, part: HeatmapPart) -> None:
    """What signs stand for, and empty places."""
    say, rows = view.say, list(part.rows)
    is_empty = heatmap.measure is Measure.CHANGE and heatmap.empty[rows].any()
    told = {
        "heatmap.partial": heatmap.partial[rows].any(),
        "compare.change_empty": is_empty,
        "heatmap.behind_means": part.counts,
    }
    if any(told.values()):
        st.markdown("  \n".join(f":small[:gray[{say(key)}]]" for key, is_there in told.items() if is_there))


def _inside(view: TeamView) -> list[Cohort]:
    """The cohorts that make up this one: the companies of a campaign, and teams that are in none of them.

    A company's own cohort holds teams alone; where no company is told, or all of one is one team, so do others.
    """
    within = [each for each in view.cohorts if each.kams < view.cohort.kams]
    within = [each for each in within if each.fictitious is view.cohort.fictitious]
    companies = [each for each in within if each.reach is Reach.COMPANY]
    known = {each.company for each in companies}
    return [*companies, *(each for each in within if each.reach is Reach.TEAM and each.company not in known)]


def _look(view: TeamView, heatmap: Heatmap) -> Look:
    return view.item_look if heatmap.places[-1][0] is Level.ITEM else view.look


def _choose_counts(view: TeamView) -> None:
    """Whether the number of respondents stands under each figure."""
    key = "view_counts"
    st.session_state[key] = view.address.counts == "yes"
    st.toggle(
        view.say("compare.counts"),
        key=key,
        on_change=lambda: state.change(counts="yes" if st.session_state[key] else ""),
    )


def _choose_level(view: TeamView, levels: Sequence[str], hidden: bool = False) -> None:
    level = view.address.level if view.address.level in levels else levels[0]
    _control(view, "level", levels, lambda level: view.say(f"level.{level}"), level, hidden)


def _control(
    view: TeamView, name: str, options: Sequence[str], label: Callable[[str], str], value: str, hidden: bool = False
) -> None:
    """A switch tied to the address; `hidden`: its name is told to those who listen alone."""
    st.segmented_control(
        view.say(f"compare.{name}"),
        options,
        format_func=label,
        required=True,
        wrap=True,
        label_visibility="collapsed" if hidden else "visible",
        **state.bound(name, value),
    )


def _picked(view: TeamView, picked: str) -> None:
    """What a press on the heatmap does: open a KAM or a figure's factor, or sort."""
    what, _, rest = picked.partition(":")
    if what == "order":
        state.change(order=rest, page=1)
        st.rerun()
    if what == "cohort":
        here = {"campaign": view.address.campaign, "kam": view.address.kam}
        state.change(**here, cohort=rest, rows="kam", page=1, people=())
        st.rerun()
    kam, _, code = rest.partition(":")
    if kam not in view.panel.places:
        return
    address = replace(view.address, kam=kam)
    if code in view.model.factor_of:
        address = replace(address, factor=view.model.factor_of[code].code)
        st.switch_page(menu.page("factor"), query_params=write(address))
    st.switch_page(menu.page("overview"), query_params=write(address))

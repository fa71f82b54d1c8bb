"""The parts of the page that sets two to six KAMs side by side."""

from dataclasses import replace

import streamlit as st

from kamescope.analysis.gaps import thresholds
from kamescope.analysis.people import told_apart
from kamescope.analysis.published import Level, Shown, listed
from kamescope.analysis.side_by_side import FEWEST, MOST, CommonRank, Difference, SideBySide, side_by_side, widest
from kamescope.charts.figures import difference_unit, threshold_text
from kamescope.charts.names import column_name, part_name
from kamescope.charts.overlay import side_by_side_overlay
from kamescope.charts.radar import FEWEST_AXES
from kamescope.charts.side_by_side_table import names_at, side_by_side_rows, side_by_side_table, size_text
from kamescope.charts.strips import Mark, Strip, strips
from kamescope.charts.theme import person_mark
from kamescope.sentences import factor_name, unbroken
from kamescope.ui import menu, state
from kamescope.ui.address import write
from kamescope.ui.components import download, show_chart
from kamescope.ui.frame import card, link, two_columns
from kamescope.ui.pickable import show_pickable
from kamescope.ui.team.paper import offer_papers
from kamescope.ui.team.view import TeamView
from kamescope.ui.text import plain
from kamescope.ui.warm import warm

LEVELS = (Level.FACTOR.value, Level.SUB_FACTOR.value)


def choose_people(view: TeamView) -> None:
    """Which KAMs of the cohort: two to six."""
    # With their spaces as they are typed: a no-break space would not be found.
    kams = view.panel.kams
    names = dict(zip((kam.token for kam in kams), told_apart(kams), strict=True))
    st.multiselect(
        view.say("near.people", most=view.say.number(MOST)),
        list(names),
        format_func=names.__getitem__,
        max_selections=MOST,
        select_all=False,
        placeholder=view.say("near.choose"),
        **state.bound("people", list(view.address.people)),
    )


def current_near(view: TeamView) -> SideBySide | None:
    """The KAMs that the address asks for, side by side; None while there are fewer than two."""
    if len(view.people) < FEWEST:
        return None
    level = Level(view.address.level if view.address.level in LEVELS else Level.FACTOR)
    codes = tuple(listed(view.model, level, view.factors))
    return warm(side_by_side, view.people, level, view.address.regard, codes, view.panel.kams)


def show_near(view: TeamView, found: SideBySide | None) -> None:
    """Radar, what they share, the dots by factor, the table; where fewer than two are chosen, what to do."""
    if found is None:
        st.info(view.say("near.few"), icon=":material/group_add:")
        return
    say = view.say
    column = column_name(view.model, found.column, say)
    left, right = two_columns([2, 1])
    with left, card(say("near.radar"), say("near.seen_by", column=column)):
        if len(found.differences) >= FEWEST_AXES:
            drawn = warm(side_by_side_overlay, found, view.look, column)
            show_chart(drawn, "near_radar", lambda code: _open(view, code))
        else:
            st.markdown(say("near.no_radar"))
    with right, st.container(height="stretch", gap="small"):
        _shared(view, found)
    with card(say(f"level.by_{found.level}"), say("near.dots_caption", column=column)):
        headings = (say(f"tables.level.{found.level}"),)
        told = say("near.dots_caption", column=column)
        rows, legend = _strips(view, found), _legend(found)
        dots = strips(rows, headings, view.model, view.look, "near", told, legend)
        show_pickable(dots, "near_dots", lambda picked: _open(view, picked))
    with card(say("near.table"), _rule(view)):
        show_pickable(warm(side_by_side_table, found, view.look), "near_table", lambda picked: _open(view, picked))
        if any(each.partial for each in found.differences):
            st.markdown(f":small[:gray[{say('heatmap.partial')}]]")
        _open_each(view, found)
        download(view, side_by_side_rows(found, view.look), "near")
    offer_papers(view, found)


def _rule(view: TeamView) -> str:
    """What the differences are, with the thresholds in force."""
    explore, marked = (threshold_text(view.model, each, view.look) for each in thresholds(view.model))
    unit = difference_unit(view.model.scale, view.look)
    return view.say("near.rule", explore=explore, marked=marked, unit=unit)


def _strips(view: TeamView, found: SideBySide) -> tuple[Strip, ...]:
    """A strip a code, a mark a KAM."""
    say = view.say
    return tuple(
        Strip(
            each.code,
            part_name(view.model, found.level, each.code, say),
            tuple(_mark(view, found, index, each, cell) for index, cell in enumerate(each.cells) if cell.is_published),
            pick=f"code:{each.code}",
        )
        for each in found.differences
    )


def _mark(view: TeamView, found: SideBySide, place: int, each: Difference, cell: Shown) -> Mark:
    token, note = found.people[place].kam.token, view.say("count.answers", cell.answers)
    if place in each.partial:
        note += f" · {view.say('heatmap.lacks_a_group')}"
    return Mark(f"{token}:{each.code}", found.names[place], cell.percent, person_mark(place), note)


def _legend(found: SideBySide) -> list[tuple[str, str]]:
    """Whose mark is whose."""
    return [(person_mark(index), name) for index, name in enumerate(found.names)]


def _shared(view: TeamView, found: SideBySide) -> None:
    """Strengths and areas to work on that several have, and where they are furthest apart."""
    for kind, codes in (("strengths", found.strengths), ("areas", found.areas)):
        with st.container(border=True, height="stretch", gap="small"):
            st.markdown(f":small[:gray[{view.say(f'near.{kind}')}]]")
            if not codes:
                st.markdown(view.say(f"near.no_{kind}"))
            for each in codes:
                st.markdown(_common(view, found, each))
    with st.container(border=True, height="stretch", gap="small"):
        st.markdown(f":small[:gray[{view.say('near.widest')}]]")
        _widest(view, found)


def _open(view: TeamView, picked: str) -> None:
    """What a press on a mark or a code does: the factor of that KAM opens, or the factor of the cohort."""
    kam, _, code = picked.rpartition(":")
    for each in code.split():
        if each in view.model.factor_of:
            address = replace(view.address, factor=view.model.factor_of[each].code)
            if kam in view.panel.places:
                st.switch_page(menu.page("factor"), query_params=write(replace(address, kam=kam)))
            st.switch_page(menu.page("team_factor"), query_params=write(address))


def _common(view: TeamView, found: SideBySide, each: CommonRank) -> str:
    name = factor_name(view.model, each.code, view.say, plain)
    if len(each.people) == len(found.people):
        who = view.say("near.all")
    else:
        who = plain(names_at(found, each.people, view.say))
    return f"**{each.code} {name}**  \n:small[:gray[{who}]]"


def _widest(view: TeamView, found: SideBySide) -> None:
    say, apart, unit = view.say, widest(found.differences), difference_unit(view.model.scale, view.look)
    if not apart:
        is_told = any(each.size is not None for each in found.differences)
        st.markdown(say("near.no_widest" if is_told else "near.no_two"))
    for each in apart:
        name = plain(part_name(view.model, found.level, each.code, say))
        high, low = (plain(names_at(found, places, say)) for places in (each.highest, each.lowest))
        told = say("near.apart_by", size=size_text(view.model, each, view.look), unit=unit, high=high, low=low)
        st.markdown(f"**{each.code} {name}**  \n:small[:gray[{told}]]")
    if any(each.is_uneven for each in apart):
        st.markdown(f":small[:gray[{say('heatmap.partial')}]]")


def _open_each(view: TeamView, found: SideBySide) -> None:
    """A link to each KAM's own page."""
    with st.container(horizontal=True, gap="small"):
        st.markdown(f":small[:gray[{view.say('near.open')}]]")
        for published, name in zip(found.people, found.names, strict=True):
            link("overview", replace(view.address, kam=published.kam.token), plain(unbroken(name)), icon="")

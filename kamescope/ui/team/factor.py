"""The parts of the page about one factor and all KAMs of a cohort: how they spread, who is far from the mean."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from kamescope.analysis.distribution import Distribution, Far
from kamescope.analysis.gaps import GapClass, thresholds
from kamescope.analysis.published import Level
from kamescope.charts.distribution_strips import by_code, by_group
from kamescope.charts.distribution_table import distribution_rows, distribution_table
from kamescope.charts.figures import score_text
from kamescope.charts.names import column_name
from kamescope.charts.strip_layout import MOST_MARKS
from kamescope.sentences import few_of
from kamescope.ui import components, menu
from kamescope.ui.address import write
from kamescope.ui.frame import card
from kamescope.ui.pickable import show_pickable
from kamescope.ui.team import seen
from kamescope.ui.team.compare import choose_regard
from kamescope.ui.team.paging import paged, searched
from kamescope.ui.team.view import TeamView
from kamescope.ui.text import plain, sign
from kamescope.ui.warm import warm

A_PAGE = 25
SEARCH_FROM = 12
"""With more KAMs than this, the table can be searched."""
CARD_WIDTH = 200
SIDES = {"above_marked": (1, GapClass.MARKED), "above": (1, GapClass.TO_EXPLORE)}
SIDES |= {"below": (-1, GapClass.TO_EXPLORE), "below_marked": (-1, GapClass.MARKED)}


def spread_of(view: TeamView) -> tuple[Distribution, ...]:
    """How the KAMs spread on the factor: one distribution a group listed, the environment's last."""
    return seen.distributions(view.panel, Level.FACTOR, (view.factor.code,), view.with_environment)


def lead(view: TeamView, one: Distribution) -> None:
    """Mean, range and who is far from it, as the environment sees it, in a sentence or two."""
    st.markdown(" ".join(_lead(view, one)))


def show_spread(view: TeamView, found: tuple[Distribution, ...]) -> None:
    """A strip a group with a mark a KAM, who opens at a press."""
    say = view.say
    caption = "crowd_caption" if len(view.panel) > MOST_MARKS else "spread_caption"
    with card(say("team_factor.spread"), say(f"team_factor.{caption}")):
        drawn = warm(by_group, view.panel, found, view.look)
        show_pickable(drawn, "spread_groups", lambda kam: _open(view, kam))
        st.markdown(f":small[:gray[{say('team_factor.how')}]]", help=say("team_factor.deviation_explained"))
        if uneven := found[-1].uneven:
            st.markdown(f":small[:gray[{say('team_factor.uneven', len(uneven))}]]")


def show_far(view: TeamView, found: Sequence[Distribution]) -> None:
    """Who is far from the mean, group by group, in the alphabet's order."""
    caption = view.say("team_factor.far_caption", **_thresholds(view))
    with card(view.say("team_factor.far"), caption), st.grid(min(len(found), 4), min_column_width=CARD_WIDTH):
        for one in found:
            _far_card(view, one)


def show_sub_factors(view: TeamView) -> None:
    """The same strips for the factor's sub-factors, as everybody or one group sees them."""
    if view.factor.is_plain:
        return
    say, regard = view.say, view.address.regard
    codes = tuple(sub_factor.code for sub_factor in view.factor.sub_factors)
    with card(say("level.sub_factor"), say("team_factor.sub_caption")):
        choose_regard(view)
        found = seen.distributions(view.panel, Level.SUB_FACTOR, codes, (regard,))
        drawn = warm(by_code, view.panel, found, view.look)
        show_pickable(drawn, "spread_codes", lambda kam: _open(view, kam))


def show_table(view: TeamView, found: tuple[Distribution, ...]) -> None:
    """Every KAM against every group; searched and paged where they are many."""
    say, rows = view.say, tuple(range(len(view.panel)))
    with card(say("team_factor.table"), say("team_factor.table_words")):
        if len(rows) > SEARCH_FROM:
            rows = _far_only(view, found, searched(view, rows, "team_factor_search"))
        rows = paged(view, rows, A_PAGE)
        if rows:
            drawn = warm(distribution_table, view.panel, found, rows, view.look)
            show_pickable(drawn, "spread_table", lambda kam: _open(view, kam))
        else:
            st.markdown(say("compare.nobody_found"))
        rows_told = distribution_rows(view.panel, found, view.look)
        components.download(view, rows_told, f"repartition_{view.factor.code}")


def _lead(view: TeamView, one: Distribution) -> list[str]:
    say, scale = view.say, view.model.scale
    if one.summary is None:
        return [say("team_factor.too_few" if one.counted else "team_factor.nobody")]
    summary = one.summary
    points = {"mean": summary.mean, "low": summary.lowest, "high": summary.highest}
    facts = {key: score_text(scale, scale.percent(value), view.look) for key, value in points.items()}
    facts |= {"spread": say.number(summary.highest - summary.lowest, 2)}
    told = [say("team_factor.lead", one.counted, **facts)]
    explore = _thresholds(view)["explore"]
    if one.far:
        return [*told, say("team_factor.lead_far", len(one.far), explore=explore)]
    return [*told, say("team_factor.lead_none", explore=explore)]


def _far_card(view: TeamView, one: Distribution) -> None:
    say, model = view.say, view.model
    with st.container(gap="small"):
        st.markdown(f"{sign(model, one.column, view.look)} **{plain(column_name(model, one.column, say))}**")
        st.markdown("\n".join(f"- {line}" for line in _far_lines(view, one)))


def _far_lines(view: TeamView, one: Distribution) -> list[str]:
    say = view.say
    if one.summary is None:
        return [say("team_factor.too_few" if one.counted else "team_factor.nobody")]
    sides = {
        key: [far for far in one.far if far.kind is kind and far.difference * side > 0]
        for key, (side, kind) in SIDES.items()
    }
    lines = [
        say(f"team_factor.{key}", len(there), kams=plain(few_of(_told(view, there), say)))
        for key, there in sides.items()
        if there
    ]
    return lines or [say("team_factor.none_far", **_thresholds(view))]


def _told(view: TeamView, there: Sequence[Far]) -> list[str]:
    return [f"{view.panel.kams[far.row].name} ({view.say.signed(far.difference)})" for far in there]


def _far_only(view: TeamView, found: Sequence[Distribution], rows: tuple[int, ...]) -> tuple[int, ...]:
    if not st.toggle(view.say("team_factor.far_only"), key="team_factor_far"):
        return rows
    far = {each.row for one in found for each in one.far}
    return tuple(row for row in rows if row in far)


def _thresholds(view: TeamView) -> dict[str, str]:
    explore, marked = thresholds(view.model)
    return {"explore": view.say.number(explore, 2), "marked": view.say.number(marked, 2)}


def _open(view: TeamView, kam: str) -> None:
    if kam in view.panel.places:
        address = replace(view.address, kam=kam, factor=view.factor.code)
        st.switch_page(menu.page("factor"), query_params=write(address))

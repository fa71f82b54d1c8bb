"""What the page that follows KAMs from campaign to campaign shows, part by part."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from kamescope.analysis.gaps import thresholds
from kamescope.analysis.published import Level
from kamescope.analysis.scores import settled
from kamescope.analysis.trajectory import Move, Moved, Trajectory, Way, movers, turned, way
from kamescope.charts import moves as told
from kamescope.charts.arrows import pointing
from kamescope.charts.figures import ROLLED_UP, cell_text
from kamescope.charts.move_table import move_rows, move_table, respondents, row_of
from kamescope.charts.moves import dumbbells
from kamescope.charts.tiles import Tile, tiles
from kamescope.charts.trend_chart import trend_chart as course_chart
from kamescope.i18n import NBSP
from kamescope.model import OVERALL, Model
from kamescope.naming import alphabetical
from kamescope.records import Kam
from kamescope.sentences import factor_name, unbroken
from kamescope.ui import menu, state
from kamescope.ui.address import write
from kamescope.ui.components import download, show_chart, show_fragment
from kamescope.ui.frame import card, link
from kamescope.ui.pickable import show_pickable
from kamescope.ui.team.progress import Progression
from kamescope.ui.text import arrow, plain
from kamescope.ui.warm import warm

FOREMOST = 3
PEOPLE = 24
"""So many are shown at first, or named."""
COURSE_FROM = 3
"""With fewer campaigns the cards say as much as lines would."""
MOVED = (Way.UP, Way.DOWN)


def cards(shown: Progression) -> None:
    """Overall, one card a column: the latest score, how far it moved, and how many answered; else why there is none."""
    trajectory, view = shown.trajectory(Level.OVERALL), shown.view
    if not shown.has_whole:
        st.markdown(view.say("progress.whole_apart"))
        return
    cells = [(column, trajectory.of(OVERALL, column)) for column in shown.columns]
    every = [_card(shown, trajectory, column, move) for column, move in cells]
    show_fragment(tiles(view.model, every, view.look))


def strips(shown: Progression) -> None:
    """The dumbbells of one column, factor by factor; a press on a name opens its factor."""
    view, trajectory = shown.view, shown.trajectory(Level.FACTOR)
    between = len(shown.campaigns) > 2
    caption = view.say(
        "progress.caption_between" if between else "progress.caption_strips", column=_column(shown), **_ends(shown)
    )
    with card(view.say("level.by_factor"), caption):
        drawn = warm(dumbbells, trajectory, shown.column, shown.codes, view.look)
        show_pickable(drawn, "progress", lambda code: _open(shown, code))


def foremost(shown: Progression) -> None:
    """The factors that rose most and those that fell most, as far as any moved enough; else why nobody can tell."""
    if unknown := _unknown(shown, shown.trajectory(Level.FACTOR).column(shown.column, shown.codes)):
        st.info(unknown, icon=":material/visibility_off:")
        return
    with st.grid(2, min_column_width=300, border=True):
        for direction in MOVED:
            _foremost(shown, direction)


def trend_chart(shown: Progression) -> None:
    """The overall score over three campaigns or more, where it compares."""
    if len(shown.campaigns) >= COURSE_FROM and shown.has_whole:
        with card(shown.view.say("progress.title_course")):
            drawn = warm(course_chart, shown.trajectory(Level.OVERALL), OVERALL, shown.columns, shown.view.look)
            show_chart(drawn, "progress_course")


def people(shown: Progression) -> None:
    """Who moved, overall or on one factor: in alphabetical order, each a link to their own progress."""
    view, say = shown.view, shown.view.say
    with card(
        say("progress.title_people"), say("progress.caption_people", column=_column(shown), explore=_explore(shown))
    ):
        place = _choose_place(shown)
        level, code = (Level.FACTOR, place) if place else (Level.OVERALL, OVERALL)
        trajectory, found = shown.trajectory(level), warm(movers, shown.followed, level, code, shown.column)
        for direction, box in zip(MOVED, st.columns(2, gap="medium"), strict=True):
            with box:
                _movers(shown, direction, _went_that_way(view.model, found, direction))
        _rest(shown, found)
        rows = [{say("filter.kam"): kam.name} | row_of(trajectory, move, say) for kam, move in found]
        download(view, rows, "progression_kam")


def items(shown: Progression) -> None:
    """The items whose score moved, up and down, at a press."""
    view, say, trajectory = shown.view, shown.view.say, shown.trajectory(Level.ITEM)
    factors = {code: view.model.factor_of[code].code for code in trajectory.common.codes}
    listed = [code for code in trajectory.common.codes if factors[code] in view.factors]
    caption = say("progress.caption_items", column=_column(shown), explore=_explore(shown))
    with card(say("progress.title_items"), caption):
        moves = trajectory.column(shown.column, listed)
        moved = {each: turned(view.model, moves, each) for each in MOVED}
        if not any(moved.values()):
            st.markdown(_unknown(shown, moves) or say("progress.items_none", explore=_explore(shown)))
        for direction, found in moved.items():
            _items(shown, trajectory, direction, found)
        download(view, move_rows((trajectory,), listed, shown.columns, view.item_look), "progression_items")


def table(shown: Progression) -> None:
    """Every change by factor and column, with how many stand behind it, at a press."""
    view, trajectories = shown.view, shown.trajectories
    with st.expander(view.say("progress.title_table")):
        st.markdown(f":small[:gray[{view.say('progress.caption_table', **_ends(shown))}]]")
        show_fragment(warm(move_table, trajectories, shown.codes, shown.columns, view.look))
        download(view, move_rows(trajectories, shown.codes, shown.columns, view.look), "progression")


def rules(shown: Progression) -> None:
    """What a change is, from where it counts, and how carefully to read it."""
    view, say = shown.view, shown.view.say
    scale = {"low": say.number(view.model.scale.minimum), "high": say.number(view.model.scale.maximum)}
    parts = [say("progress.rule", explore=_explore(shown), **_ends(shown), **scale)]
    if not shown.kam:
        parts.append(say("progress.team_rule"))
    st.markdown(f":small[:gray[{' '.join(parts)}]]")
    st.markdown(f":small[:gray[{say('progress.caution')}]]")


def _unknown(shown: Progression, moves: Sequence[Move]) -> str:
    """Why no change at all can be told, where none can: steady is something else."""
    if any(move.change is not None for move in moves):
        return ""
    reasons = sorted({told.changed(move, shown.view.say) for move in moves})
    return shown.view.say("progress.unknown", column=_column(shown), reasons=shown.view.say.listing(reasons))


def _foremost(shown: Progression, direction: Way) -> None:
    view, say, trajectory = shown.view, shown.view.say, shown.trajectory(Level.FACTOR)
    found = turned(view.model, trajectory.column(shown.column, shown.codes), direction)
    with st.container(gap="small"):
        st.markdown(f":small[:gray[{say(f'progress.title_{direction}', column=_column(shown))}]]")
        if not found:
            st.markdown(say(f"progress.none_{direction}", explore=_explore(shown)))
        for move in found[:FOREMOST]:
            name = factor_name(view.model, move.code, say, plain)
            sides = plain(told.from_to(trajectory, move, view.look))
            change = f"{arrow(view.model, move.change, view.look)}{NBSP}{say.signed(move.change)}"
            st.markdown(f"**{move.code} {name}** {change}  \n:small[:gray[{sides}]]")


def _card(shown: Progression, trajectory: Trajectory, column: str, move: Move) -> Tile:
    view, latest = shown.view, move.sides[-1]
    return Tile(
        column,
        told.who(trajectory, column, view.say),
        cell_text(latest, view.look, ROLLED_UP),
        latest.is_published,
        tuple(_card_lines(shown, trajectory, move)),
        told.told(trajectory, move, view.say),
    )


def _card_lines(shown: Progression, trajectory: Trajectory, move: Move) -> list[str]:
    """The change, or why there is none where the score itself does not say so; and from how many."""
    say, change = shown.view.say, told.changed(move, shown.view.say)
    lines = [change] if move.sides[-1].is_published else []
    if move.change is not None:
        drawn = pointing(shown.view.model, move.change, shown.view.look)
        lines = [drawn + say("progress.card", change=change, way=told.which_way(trajectory, move, say))]
    if not shown.kam:
        lines.append(say("progress.compared", move.kams))
    return [*lines, respondents(trajectory, move.group, say)]


def _items(shown: Progression, trajectory: Trajectory, direction: Way, found: Sequence[Move]) -> None:
    if found:
        with st.expander(shown.view.say(f"progress.items_{direction}", len(found)), key=f"items_{direction}"):
            _item_table(shown, trajectory, found)


def _item_table(shown: Progression, trajectory: Trajectory, found: Sequence[Move]) -> None:
    codes = tuple(move.code for move in found)
    show_fragment(warm(move_table, (trajectory,), codes, shown.columns, shown.view.item_look))


def _choose_place(shown: Progression) -> str:
    """Overall (empty), where that compares, or a factor."""
    say, model = shown.view.say, shown.view.model
    whole = {"": say("tables.level.overall")} if shown.has_whole else {}
    names = whole | {code: f"{code}  {say.text(model.factor_of[code].name)}" for code in shown.codes}
    place = shown.view.address.factor if shown.view.address.factor in names else next(iter(names))
    st.selectbox(
        say("factor.what"),
        list(names),
        format_func=names.__getitem__,
        label_visibility="collapsed",
        width=420,
        **state.bound("factor", place),
    )
    return place


def _went_that_way(model: Model, found: Sequence[tuple[Kam, Move]], where: Way) -> list[tuple[Kam, Moved]]:
    return [(kam, move) for kam, move in found if move.change is not None and way(model, move.change) is where]


def _went(model: Model, move: Move) -> Way | None:
    return None if move.change is None else way(model, move.change)


def _movers(shown: Progression, direction: Way, found: Sequence[tuple[Kam, Moved]]) -> None:
    say = shown.view.say
    st.markdown(f"**{say(f'progress.people_{direction}', len(found))}**")
    widest = sorted(found, key=lambda pair: -settled(abs(pair[1].change)))[:PEOPLE]
    with st.container(horizontal=True, gap="small"):
        for kam, move in sorted(widest, key=lambda pair: alphabetical(pair[0].name)):
            turn = arrow(shown.view.model, move.change, shown.view.look)
            label = f"{plain(unbroken(kam.name))}{NBSP}{turn}{NBSP}{say.signed(move.change)}"
            link("progress", replace(shown.view.address, who="kam", kam=kam.token), label, icon="")


def _rest(shown: Progression, found: Sequence[tuple[Kam, Move]]) -> None:
    """How many are not named: those who are steady, those of whom nothing can be told, those beyond the widest."""
    say, went = shown.view.say, [_went(shown.view.model, move) for _, move in found]
    parts = [
        say(key, count)
        for key, count in (
            ("progress.people_steady", went.count(Way.STEADY)),
            ("progress.people_untold", went.count(None)),
        )
        if count
    ]
    more = sum(max(went.count(direction) - PEOPLE, 0) for direction in MOVED)
    if more:
        parts.append(say("progress.people_more", more))
    st.markdown(f":small[:gray[{' · '.join(parts)}]]")


def _open(shown: Progression, code: str) -> None:
    address = replace(shown.view.address, factor=code, kam=shown.kam or shown.view.address.kam)
    st.switch_page(menu.page("factor" if shown.kam else "team_factor"), query_params=write(address))


def _column(shown: Progression) -> str:
    return plain(told.who(shown.trajectories[0], shown.column, shown.view.say))


def _explore(shown: Progression) -> str:
    return shown.view.say.number(thresholds(shown.view.model)[0], 2)


def _ends(shown: Progression) -> dict[str, str]:
    """The names of the first campaign and the last."""
    return {"first": plain(shown.campaigns[0].name), "last": plain(shown.campaigns[-1].name)}

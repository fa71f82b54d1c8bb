"""Where time went and goes: hours of each task, and what its lever frees, then and now."""

import pandas as pd

from kamescope.levers.board import Board, BoardColumn, BoardFacts, Style
from kamescope.levers.since import both, from_to, presence_tile, short, table_of, tile
from kamescope.levers.tasks.analysis import TasksChoices, analyse


def since(before: pd.DataFrame, now: pd.DataFrame, choices: TasksChoices, facts: BoardFacts) -> Board:
    """Hours a month of all tasks, and those that the chosen levers free."""
    former, after = (analyse(each, choices) for each in (before, now))
    say, told = facts.say, (former, after)
    found = both(former.tasks, after.tasks, ("task", "kam"), ("potential", "hours", "freed"))
    tiles = (
        tile(say("lever.tasks.hours"), [each.hours for each in told], Style.DECIMAL, facts),
        tile(say("lever.tasks.could"), [each.could_be_freed for each in told], Style.DECIMAL, facts),
        tile(say("lever.tasks.freed"), [each.freed for each in told], Style.DECIMAL, facts),
        presence_tile(found, say("lever.tasks.tasks_changed"), facts),
    )
    with_kam = bool((found["kam"].fillna("") != "").any())
    names = tuple(
        BoardColumn(name, say(f"lever.column.{name}")) for name in (("task", "kam") if with_kam else ("task",))
    )
    figures = (
        BoardColumn("potential", say("lever.column.potential"), Style.NUMBER),
        BoardColumn("hours", say("lever.tasks.hours"), Style.DECIMAL),
        BoardColumn("freed", say("lever.tasks.freed"), Style.DECIMAL),
    )
    table = table_of("since", say("lever.tasks.since_table"), names, figures, found, facts)
    hours = from_to([each.hours for each in told], short(Style.DECIMAL, facts), facts)
    return Board(say("lever.tasks.since", hours=hours), tiles, (table,))

"""Who is in another class since a former file."""

import pandas as pd

from kamescope.levers.abc.analysis import AbcChoices, analyse
from kamescope.levers.board import Board, BoardColumn, BoardFacts, Style
from kamescope.levers.since import PRESENCE, both, presence_tile, table_of

_CLASSES = ("revenue_class", "second_class")


def since(before: pd.DataFrame, now: pd.DataFrame, choices: AbcChoices, facts: BoardFacts) -> Board:
    """Both by the same second measure, each client's classes then and now; those that differ first."""
    after = analyse(now, choices)
    former = analyse(before, AbcChoices(after.by))
    found = both(former.clients, after.clients, ("client",), ("revenue", *_CLASSES), ("kam",))
    changed = pd.Series(False, index=found.index)
    for name in _CLASSES:
        then, today = (found[name + when].fillna("") for when in ("_then", "_now"))
        changed |= (then != today) & (found[PRESENCE] == "")
    say = facts.say
    names = tuple(BoardColumn(name, say(f"lever.column.{name}")) for name in ("client", "kam"))
    figures = (
        BoardColumn("revenue_class", say("lever.abc.revenue_class")),
        BoardColumn("second_class", say("lever.abc.second_class")),
        BoardColumn("revenue", say("lever.column.revenue"), Style.AMOUNT),
    )
    ordered = found.iloc[(~changed).argsort(kind="stable").to_numpy()]
    table = table_of("since", say("lever.abc.since_table"), names, figures, ordered, facts)
    tiles = (presence_tile(found, say("lever.portfolio.clients_changed"), facts),)
    return Board(say("lever.abc.since", int(changed.sum())), tiles, (table,))

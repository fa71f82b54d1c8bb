"""How the dependence on the best sellers has changed since a former file, seller by seller."""

from dataclasses import replace

import pandas as pd

from kamescope.levers.board import Board, BoardColumn, BoardFacts, Style
from kamescope.levers.dependence.analysis import DependenceChoices, analyse
from kamescope.levers.since import both, from_to, presence_tile, table_of, tile


def since(before: pd.DataFrame, now: pd.DataFrame, choices: DependenceChoices, facts: BoardFacts) -> Board:
    """Of the period looked at, and of the former file's last one; nobody is thought away."""
    after = analyse(now, replace(choices, leaving=()))
    former = analyse(before, DependenceChoices())
    say, told = facts.say, (former.reliance, after.reliance)
    found = both(former.sellers, after.sellers, ("seller",), ("revenue", "share"))
    shares = [each.share for each in told]
    tiles = (
        tile(say("lever.dependence.tenth"), shares, Style.SHARE, facts),
        tile(say("lever.dependence.half"), [each.half for each in told], Style.NUMBER, facts),
        tile(say("lever.dependence.total"), [each.total for each in told], Style.AMOUNT, facts),
        presence_tile(found, say("lever.dependence.sellers_changed"), facts),
    )
    names = (BoardColumn("seller", say("lever.column.seller")),)
    figures = (
        BoardColumn("revenue", say("lever.column.revenue"), Style.AMOUNT),
        BoardColumn("share", say("lever.dependence.share"), Style.SHARE),
    )
    table = table_of("since", say("lever.dependence.table"), names, figures, found, facts)
    return Board(say("lever.dependence.since", share=from_to(shares, facts.share, facts)), tiles, (table,))

"""Who would have reached the targets by a former file, and who by this one: the same targets on both."""

import pandas as pd

from kamescope.levers.board import Board, BoardColumn, BoardFacts, Style
from kamescope.levers.since import both, from_to, presence_tile, table_of, tile
from kamescope.levers.targets.analysis import TargetsChoices, analyse


def since(before: pd.DataFrame, now: pd.DataFrame, choices: TargetsChoices, facts: BoardFacts) -> Board:
    """Attainment of each seller then and now. Errors as of the analysis."""
    former, after = (analyse(each, choices) for each in (before, now))
    say, shares = facts.say, [former.share_reached, after.share_reached]
    found = both(former.sellers, after.sellers, ("seller",), ("attainment",))
    tiles = (
        tile(say("lever.targets.share"), shares, Style.SHARE, facts),
        presence_tile(found, say("lever.dependence.sellers_changed"), facts),
    )
    names = (BoardColumn("seller", say("lever.column.seller")),)
    figures = (BoardColumn("attainment", say("lever.targets.attainment"), Style.PERCENT),)
    table = table_of("since", say("lever.targets.since_table"), names, figures, found, facts)
    return Board(say("lever.targets.since", share=from_to(shares, facts.share, facts)), tiles, (table,))

"""How conversion, cost of winning and average deals have changed since a former file, by segment and by KAM."""

import pandas as pd

from kamescope.levers.board import Board, BoardColumn, BoardFacts, Style
from kamescope.levers.indicators.analysis import DealFigures, IndicatorsChoices, analyse
from kamescope.levers.since import both, from_to, table_of, tile

_FIGURES = ("closed", "rate", "cost_of_winning", "average_deal", "revenue")


def since(before: pd.DataFrame, now: pd.DataFrame, choices: IndicatorsChoices, facts: BoardFacts) -> Board:
    """Of the period looked at, and of all that the former file has; the same cost of an hour in both."""
    after = analyse(now, choices)
    former = analyse(before, IndicatorsChoices(choices.hour_cost))
    say, told = facts.say, (former.together, after.together)
    rates = [each.conversion.rate for each in told]
    tiles = (
        tile(say("lever.indicators.conversion"), rates, Style.SHARE, facts),
        tile(say("lever.indicators.closed"), [each.conversion.closed for each in told], Style.NUMBER, facts),
        tile(say("lever.indicators.cost_of_winning"), [each.cost_of_winning for each in told], Style.AMOUNT, facts),
        tile(say("lever.indicators.average_deal"), [each.average_deal for each in told], Style.AMOUNT, facts),
    )
    figures = (
        BoardColumn("closed", say("lever.indicators.closed"), Style.NUMBER),
        BoardColumn("rate", say("lever.indicators.conversion"), Style.SHARE),
        BoardColumn("cost_of_winning", say("lever.indicators.cost_of_winning"), Style.AMOUNT),
        BoardColumn("average_deal", say("lever.indicators.average_deal"), Style.AMOUNT),
        BoardColumn("revenue", say("lever.column.revenue"), Style.AMOUNT),
    )
    tables = tuple(
        table_of(
            f"since_{by}",
            say(f"lever.indicators.since_{by}"),
            (BoardColumn("name", say(f"lever.column.{by}")),),
            figures,
            both(_frame(sides[0], facts), _frame(sides[1], facts), ("name",), _FIGURES),
            facts,
        )
        for by, sides in (
            ("segment", (former.by_segment, after.by_segment)),
            ("kam", (former.by_kam, after.by_kam)),
        )
    )
    headline = say("lever.indicators.since", share=from_to(rates, facts.share, facts))
    return Board(headline, tiles, tables)


def _frame(figures: tuple[DealFigures, ...], facts: BoardFacts) -> pd.DataFrame:
    rows = [
        {name: getattr(each, name, None) for name in _FIGURES}
        | {
            "name": each.name or facts.say("lever.indicators.unnamed"),
            "closed": each.conversion.closed,
            "rate": each.conversion.rate,
        }
        for each in figures
    ]
    return pd.DataFrame(rows, columns=["name", *_FIGURES])

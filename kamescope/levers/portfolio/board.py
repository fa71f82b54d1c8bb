"""What a portfolio shows: the fragile reserve, the matrix, the bubbles, what is to be won from whom, KAM by KAM."""

from collections.abc import Mapping

import pandas as pd

from kamescope.charts.amount_bars import MOST, AmountBars, Bar
from kamescope.charts.bubbles import MOST as MOST_BUBBLES
from kamescope.charts.bubbles import Bubble, Bubbles
from kamescope.charts.cell_matrix import CellMatrix, MatrixCell
from kamescope.levers.board import (
    Board,
    BoardColumn,
    BoardFacts,
    BoardPicture,
    BoardTable,
    BoardTile,
    Figures,
    Part,
    Style,
)
from kamescope.levers.portfolio.analysis import (
    BANDS,
    FRAGILE_FROM,
    SHARE_LIMITS,
    Apart,
    PortfolioResult,
    quartiles,
)

DRAWN = ("client", "revenue", "potential", "share", "to_win", "fragile")
"""What pictures read of a client."""


def board(result: PortfolioResult, facts: BoardFacts) -> Board:
    """The board of one portfolio."""
    say, fragile = facts.say, result.fragile
    parts: list[Part] = []
    if result.placed.clients:
        first = result.to_win(max(MOST, MOST_BUBBLES))
        parts += [matrix(result, facts), _bubbles(first, result, facts), _bars(first, result, facts)]
        parts += _kams(result, facts)
    parts.append(_table(result, facts))
    for why in Apart:
        if not (apart := result.apart(why)).empty:
            parts.append(_apart(why, apart, facts))
    headline = say("lever.portfolio.headline", fragile.clients, amount=facts.amount(fragile.to_win))
    if not fragile.clients:
        headline = say("lever.portfolio.headline_none")
    notes = [say("lever.in_part")] if facts.is_part else []
    return Board(headline, _tiles(result, facts), tuple(parts), (*notes, say("lever.portfolio.rule")))


def line(said: Figures, facts: BoardFacts) -> str:
    """The fragile reserve of one KAM, and what is to be won there."""
    return facts.say("lever.portfolio.line", int(said["fragile"]), amount=facts.amount(float(said["to_win"])))


def options(frame: pd.DataFrame) -> Mapping[str, tuple[float, ...]]:
    """The limits of the potential while nobody sets their own."""
    return {"limits": quartiles(frame)}


def _tiles(result: PortfolioResult, facts: BoardFacts) -> tuple[BoardTile, ...]:
    say, placed, fragile = facts.say, result.placed, result.fragile
    return (
        BoardTile(
            say("lever.portfolio.fragile"),
            say.number(fragile.clients),
            say("lever.portfolio.to_win_there", amount=facts.amount(fragile.to_win)),
        ),
        BoardTile(
            say("lever.portfolio.share"), facts.share(placed.share), say("lever.portfolio.clients", placed.clients)
        ),
        BoardTile(
            say("lever.portfolio.to_win"),
            facts.amount(placed.to_win),
            say("lever.portfolio.of_potential", amount=facts.amount(placed.potential)),
        ),
    )


def matrix(result: PortfolioResult, facts: BoardFacts) -> BoardPicture:
    """Clients and what is to be won by share and potential, the fragile reserve framed."""
    say = facts.say
    most = max(cell.to_win for cell in result.cells.values()) or 1.0
    cells = tuple(
        tuple(
            MatrixCell(
                cell.clients,
                say.number(cell.clients),
                facts.amount(cell.to_win) if cell.clients else "",
                max(cell.to_win, 0.0) / most,
                row >= FRAGILE_FROM and column >= FRAGILE_FROM,
            )
            for column in range(1, BANDS + 1)
            for cell in (result.cells[row, column],)
        )
        for row in range(1, BANDS + 1)
    )
    first, *middle = SHARE_LIMITS
    rows = [say("lever.portfolio.from", share=facts.share(first))]
    rows += [
        say("lever.portfolio.between", low=facts.share(low), high=facts.share(high))
        for low, high in zip(middle, SHARE_LIMITS, strict=False)
    ]
    rows.append(say("lever.portfolio.below", share=facts.share(SHARE_LIMITS[-1])))
    limits = [facts.amount(limit) for limit in result.limits]
    columns = [say("lever.portfolio.up_to", amount=limits[0])]
    columns += [say("lever.portfolio.up_to", amount=limit) for limit in limits[1:]]
    columns.append(say("lever.portfolio.above", amount=limits[-1]))
    title = say("lever.portfolio.matrix")
    axes = say("lever.portfolio.share"), say("lever.column.potential")
    shape = CellMatrix(title, axes, tuple(rows), tuple(columns), cells, say("lever.portfolio.fragile"))
    return BoardPicture("matrix", title, shape, say("lever.portfolio.matrix_caption"))


def _bubbles(first: pd.DataFrame, result: PortfolioResult, facts: BoardFacts) -> BoardPicture:
    say = facts.say
    drawn = tuple(
        Bubble(row.client, row.potential, row.share, row.to_win, _said(row.revenue, row.potential, facts), row.fragile)
        for row in first.head(MOST_BUBBLES)[[*DRAWN]].itertuples()
    )
    title = say("lever.portfolio.bubbles")
    across, upwards = say("lever.column.potential"), say("lever.portfolio.share")
    shape = Bubbles(title, across, upwards, drawn, result.limits, SHARE_LIMITS)
    return BoardPicture("bubbles", title, shape, say("lever.portfolio.bubbles_caption"))


def _said(revenue: float, potential: float, facts: BoardFacts) -> str:
    return facts.say("lever.portfolio.said", revenue=facts.amount(revenue), potential=facts.amount(potential))


def _bars(first: pd.DataFrame, result: PortfolioResult, facts: BoardFacts) -> BoardPicture:
    say = facts.say
    headings = say("lever.column.client"), say("lever.portfolio.to_win"), say("lever.portfolio.share")
    bars = tuple(
        Bar(row.client, row.to_win, facts.amount(row.to_win), facts.share(row.share), "strong" if row.fragile else "")
        for row in first.head(MOST)[[*DRAWN]].itertuples()
    )
    title = say("lever.portfolio.bars")
    shape = AmountBars(title, headings, bars, result.placed.clients - len(bars))
    return BoardPicture("to_win", title, shape, say("lever.portfolio.bars_caption"))


def _kams(result: PortfolioResult, facts: BoardFacts) -> list[Part]:
    """What each KAM has to win in the fragile reserve, where there are several."""
    named = [each for each in result.by_kam if each.kam]
    if len(named) < 2:
        return []
    say = facts.say
    headings = say("lever.column.kam"), say("lever.portfolio.fragile_to_win"), say("lever.portfolio.fragile")
    ordered = sorted(named, key=lambda each: -each.fragile.to_win)
    bars = tuple(
        Bar(each.kam, each.fragile.to_win, facts.amount(each.fragile.to_win), say.number(each.fragile.clients))
        for each in ordered
    )
    title = say("lever.portfolio.by_kam")
    return [BoardPicture("kams", title, AmountBars(title, headings, bars))]


def _columns(facts: BoardFacts) -> tuple[BoardColumn, ...]:
    say = facts.say
    return (
        BoardColumn("client", say("lever.column.client")),
        BoardColumn("kam", say("lever.column.kam")),
        BoardColumn("revenue", say("lever.column.revenue"), Style.AMOUNT),
        BoardColumn("potential", say("lever.column.potential"), Style.AMOUNT),
        BoardColumn("share", say("lever.portfolio.share"), Style.SHARE),
    )


def _table(result: PortfolioResult, facts: BoardFacts) -> BoardTable:
    to_win = BoardColumn("to_win", facts.say("lever.portfolio.to_win"), Style.AMOUNT)
    columns = (*_columns(facts), to_win)
    return BoardTable("clients", facts.say("lever.portfolio.table"), columns, result.clients, by="to_win")


def _apart(why: Apart, apart: pd.DataFrame, facts: BoardFacts) -> BoardTable:
    say = facts.say
    return BoardTable(
        str(why), say(f"lever.portfolio.apart_{why}"), _columns(facts), apart, say("lever.portfolio.apart_caption")
    )

"""What a portfolio has become since a former file: share, fragile reserve, clients who changed cells, new and gone."""

from dataclasses import replace

import pandas as pd

from kamescope.charts.cell_matrix import CellMatrix
from kamescope.levers.board import Board, BoardColumn, BoardFacts, BoardPicture, BoardTable, Style
from kamescope.levers.portfolio.analysis import PortfolioChoices, PortfolioResult, analyse
from kamescope.levers.portfolio.board import matrix
from kamescope.levers.since import PRESENCE, both, from_to, presence_tile, short, table_of, tile

_FIGURES = ("revenue", "potential", "share", "row", "column", "fragile")


def since(before: pd.DataFrame, now: pd.DataFrame, choices: PortfolioChoices, facts: BoardFacts) -> Board:
    """Both by the bands of the latter file, so that nobody changes cells because others did."""
    after = analyse(now, choices)
    former = analyse(before, replace(choices, limits=after.limits or choices.limits))
    found = both(former.clients, after.clients, ("client",), _FIGURES, ("kam",))
    say = facts.say
    amount = from_to((former.fragile.to_win, after.fragile.to_win), short(Style.AMOUNT, facts), facts)
    share = from_to((former.placed.share, after.placed.share), facts.share, facts)
    tiles = (
        tile(say("lever.portfolio.share"), (former.placed.share, after.placed.share), Style.SHARE, facts),
        tile(say("lever.column.revenue"), (former.placed.revenue, after.placed.revenue), Style.AMOUNT, facts),
        tile(say("lever.portfolio.fragile"), (former.fragile.clients, after.fragile.clients), Style.NUMBER, facts),
        presence_tile(found, say("lever.portfolio.clients_changed"), facts),
    )
    parts = [_matrix(former, after, facts)] if after.placed.clients else []
    return Board(
        say("lever.portfolio.since", share=share, amount=amount),
        tiles,
        (*parts, _moved(found, facts), _all(found, facts)),
        (say("lever.portfolio.since_rule"),),
    )


def _matrix(former: PortfolioResult, after: PortfolioResult, facts: BoardFacts) -> BoardPicture:
    """Where clients are, and how many were there."""
    drawn = matrix(after, facts)
    said = {
        place: facts.say("lever.were", count=facts.say.number(cell.clients)) for place, cell in former.cells.items()
    }
    assert isinstance(drawn.shape, CellMatrix)
    cells = tuple(
        tuple(replace(cell, said=said[row, column]) for column, cell in enumerate(line, start=1))
        for row, line in enumerate(drawn.shape.cells, start=1)
    )
    return replace(
        drawn, shape=replace(drawn.shape, cells=cells), caption=facts.say("lever.portfolio.since_matrix_caption")
    )


def _moved(found: pd.DataFrame, facts: BoardFacts) -> BoardTable:
    """Who is in another cell, those who left or joined the fragile reserve first, with what that means."""
    say = facts.say
    there = found[(found[PRESENCE] == "") & found["row_then"].notna() & found["row_now"].notna()]
    other = there[(there["row_then"] != there["row_now"]) | (there["column_then"] != there["column_now"])]
    joined, left = (other[name].astype(bool) for name in ("fragile_now", "fragile_then"))
    words = {1: say("lever.portfolio.joined"), -1: say("lever.portfolio.left"), 0: ""}
    change = joined.astype(int) - left.astype(int)
    told = other.assign(change=change.map(words)).iloc[change.abs().argsort(kind="stable")[::-1].to_numpy()]
    table = table_of("moved", say("lever.portfolio.moved"), _names(facts), _shares(facts), told, facts)
    return replace(table, columns=(*table.columns, BoardColumn("change", say("lever.portfolio.fragile"))))


def _all(found: pd.DataFrame, facts: BoardFacts) -> BoardTable:
    return table_of("since", facts.say("lever.portfolio.bubbles"), _names(facts), _amounts(facts), found, facts)


def _names(facts: BoardFacts) -> tuple[BoardColumn, ...]:
    return tuple(BoardColumn(name, facts.say(f"lever.column.{name}")) for name in ("client", "kam"))


def _shares(facts: BoardFacts) -> tuple[BoardColumn, ...]:
    say = facts.say
    return (
        BoardColumn("share", say("lever.portfolio.share"), Style.SHARE),
        BoardColumn("potential", say("lever.column.potential"), Style.AMOUNT),
    )


def _amounts(facts: BoardFacts) -> tuple[BoardColumn, ...]:
    return (BoardColumn("revenue", facts.say("lever.column.revenue"), Style.AMOUNT), *_shares(facts))

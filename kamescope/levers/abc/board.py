"""What the crossed ABC shows: whose classes differ, the matrix with what to do, the curve, effort against class."""

from collections.abc import Mapping

import pandas as pd

from kamescope.charts.cell_matrix import CellMatrix, MatrixCell
from kamescope.charts.share_curve import ShareCurve
from kamescope.levers.abc.analysis import ACTIONS, CLASSES, AbcResult, SecondMeasure
from kamescope.levers.board import Board, BoardColumn, BoardFacts, BoardPicture, BoardTable, BoardTile, Part, Style

BEST = CLASSES[0]


def board(result: AbcResult, facts: BoardFacts) -> Board:
    """The board of one file."""
    say = facts.say
    growing = [code for code in ACTIONS if code[1] == BEST and code[0] != BEST]
    count = sum(result.cells[code].clients for code in growing)
    parts: list[Part] = [_matrix(result, facts), *_curve(result, facts), _differing(result, facts)]
    if result.effort:
        parts.append(_effort(result, facts))
    parts.append(_table(result, facts))
    notes = [say("lever.abc.unclassed", result.unclassed)] if result.unclassed else []
    notes += [say("lever.in_part")] if facts.is_part else []
    headline = say("lever.abc.headline", count, measure=_measure(result, facts))
    return Board(headline, _tiles(result, facts), tuple(parts), (*notes, say("lever.abc.rule")))


def options(frame: pd.DataFrame) -> Mapping[str, tuple[str, ...]]:
    """The measures that the file has."""
    return {"by": tuple(str(each) for each in SecondMeasure if each.column in frame)}


def _measure(result: AbcResult, facts: BoardFacts) -> str:
    return facts.say(f"lever.abc.by_{result.by}")


def _heading(result: AbcResult, facts: BoardFacts) -> str:
    """What the second measure is called over a column."""
    is_growth = result.by is SecondMeasure.GROWTH
    return facts.say("lever.abc.growth" if is_growth else f"lever.column.{result.by}")


def _tiles(result: AbcResult, facts: BoardFacts) -> tuple[BoardTile, ...]:
    say = facts.say
    found = []
    for code in CLASSES:
        own = result.clients[result.clients["revenue_class"] == code]
        name = say("lever.abc.class", code=code)
        found.append(BoardTile(name, say.number(len(own)), facts.amount(float(own["revenue"].sum()))))
    return tuple(found)


def _matrix(result: AbcResult, facts: BoardFacts) -> BoardPicture:
    say = facts.say
    most = max(cell.clients for cell in result.cells.values()) or 1
    cells = tuple(
        tuple(
            MatrixCell(
                cell.clients,
                say.number(cell.clients),
                say(f"lever.abc.action_{ACTIONS[first + second]}"),
                cell.clients / most,
                first != BEST and second == BEST,
            )
            for second in CLASSES
            for cell in (result.cells[first + second],)
        )
        for first in CLASSES
    )
    title = say("lever.abc.matrix")
    axes = say("lever.column.revenue"), _heading(result, facts)
    shape = CellMatrix(title, axes, CLASSES, CLASSES, cells, say("lever.abc.growing"))
    return BoardPicture("matrix", title, shape, say("lever.abc.matrix_caption"))


def _curve(result: AbcResult, facts: BoardFacts) -> list[Part]:
    if result.curve.empty:
        return []
    say = facts.say
    points = tuple(zip(result.curve["clients"].tolist(), result.curve["revenue"].tolist(), strict=True))
    own = result.clients["revenue_class"].value_counts()
    at = float(own.get(BEST, 0)) / max(len(result.clients), 1)
    made = max((revenue for clients, revenue in points if clients <= at + 1e-9), default=0.0)
    said = say("lever.abc.curve_mark", share=facts.share(at), made=facts.share(made))
    title = say("lever.abc.curve")
    across, upwards = say("lever.abc.across"), say("lever.abc.upwards")
    return [BoardPicture("curve", title, ShareCurve(title, across, upwards, points, ((at, made, said),)))]


def _columns(result: AbcResult, facts: BoardFacts) -> tuple[BoardColumn, ...]:
    say = facts.say
    return (
        BoardColumn("client", say("lever.column.client")),
        BoardColumn("kam", say("lever.column.kam")),
        BoardColumn("revenue", say("lever.column.revenue"), Style.AMOUNT),
        BoardColumn("second", _heading(result, facts), Style.AMOUNT),
        BoardColumn("revenue_class", say("lever.abc.revenue_class")),
        BoardColumn("second_class", say("lever.abc.second_class")),
    )


def _differing(result: AbcResult, facts: BoardFacts) -> BoardTable:
    say = facts.say
    return BoardTable("differing", say("lever.abc.differing"), _columns(result, facts), result.differing())


def _table(result: AbcResult, facts: BoardFacts) -> BoardTable:
    title = facts.say("lever.abc.table")
    return BoardTable("clients", title, _columns(result, facts), result.clients, by="revenue")


def _effort(result: AbcResult, facts: BoardFacts) -> BoardTable:
    say = facts.say
    columns = (
        BoardColumn("code", say("lever.abc.revenue_class")),
        BoardColumn("clients", say("lever.abc.count"), Style.NUMBER),
        BoardColumn("part_of_revenue", say("lever.abc.part_of_revenue"), Style.SHARE),
        BoardColumn("part_of_visits", say("lever.abc.part_of_visits"), Style.SHARE),
        BoardColumn("visits_each", say("lever.abc.visits_each"), Style.DECIMAL),
    )
    names = [column.name for column in columns]
    frame = pd.DataFrame([{name: getattr(each, name) for name in names} for each in result.effort])
    return BoardTable("effort", say("lever.abc.effort"), columns, frame, say("lever.abc.effort_caption"))

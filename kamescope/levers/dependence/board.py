"""What the dependence on the best sellers shows: the verdict, bars, the curve, what is left if one goes."""

from collections.abc import Mapping

import pandas as pd

from kamescope.charts.amount_bars import MOST, AmountBars, Bar
from kamescope.charts.share_curve import ShareCurve
from kamescope.levers.board import Board, BoardColumn, BoardFacts, BoardPicture, BoardTable, BoardTile, Part, Style
from kamescope.levers.dependence.analysis import DependenceResult, DependenceVerdict, Reliance

CURVE_POINTS = 200
"""So many points draw a curve, however many sellers there are."""


def board(result: DependenceResult, facts: BoardFacts) -> Board:
    """The board of one period."""
    say, told = facts.say, result.reliance
    parts: list[Part] = [_bars(result, facts)]
    if told.share is not None and told.sellers > 1:
        parts.append(_curve(result, facts))
    parts += [_reliances(each, by, facts) for by, each in _compared(result)]
    parts.append(_table(result, facts))
    notes = [say("lever.dependence.few")] if told.verdict is DependenceVerdict.TOO_FEW else []
    if result.undated:
        notes.append(say("lever.dependence.undated", result.undated))
    if facts.is_part:
        notes.append(say("lever.in_part"))
    return Board(_headline(told, facts), _tiles(result, facts), tuple(parts), (*notes, say("lever.dependence.rule")))


def _headline(told: Reliance, facts: BoardFacts) -> str:
    say = facts.say
    if told.share is None:
        return say("lever.dependence.nothing")
    who = say("lever.dependence.best", told.people)
    known = told.verdict if told.verdict is not None else DependenceVerdict.TOO_FEW
    return say(f"lever.dependence.headline_{known}", who=who, share=facts.share(told.share))


def _tiles(result: DependenceResult, facts: BoardFacts) -> tuple[BoardTile, ...]:
    say, told = facts.say, result.reliance
    found = [
        BoardTile(
            say("lever.dependence.tenth"),
            facts.share(told.share),
            say("lever.dependence.best", told.people),
            say(f"lever.dependence.verdict_{told.verdict}") if told.verdict else "",
        ),
        BoardTile(
            say("lever.dependence.half"),
            say("no_data") if told.half is None else say.number(told.half),
            say("lever.dependence.of_sellers", told.sellers),
        ),
        BoardTile(say("lever.dependence.total"), facts.amount(told.total), result.period),
    ]
    if gone := result.departure:
        each = say("no_data") if gone.each is None else facts.amount(gone.each)
        rise = "" if gone.rise is None else say("lever.dependence.rise", rise=facts.share(gone.rise))
        title = say("lever.dependence.each", who=say.listing(gone.names))
        found.append(BoardTile(title, each, rise))
    return tuple(found)


def _bars(result: DependenceResult, facts: BoardFacts) -> BoardPicture:
    say = facts.say
    headings = (say("lever.column.seller"), say("lever.column.revenue"), say("lever.dependence.share"))
    bars = tuple(
        Bar(row.seller, row.revenue, facts.amount(row.revenue), _share(row.share, facts), _tone(row.is_best, row.far))
        for row in result.sellers.head(MOST).itertuples()
    )
    caption = say("lever.dependence.bars_caption", result.reliance.people)
    title = say("lever.dependence.bars")
    left = len(result.sellers) - len(bars)
    return BoardPicture("sellers", title, AmountBars(title, headings, bars, left), caption)


def _tone(is_best: bool, far: int) -> str:
    """The best tenth stands out, who is far below the others stands back."""
    return "strong" if is_best else "faint" if far < 0 else ""


def _curve(result: DependenceResult, facts: BoardFacts) -> BoardPicture:
    say, told, count = facts.say, result.reliance, result.reliance.sellers
    summed = result.sellers["summed"].tolist()
    step = max(1, count // CURVE_POINTS)
    shown = [*range(step, count, step), count]
    points = ((0.0, 0.0), *((place / count, summed[place - 1]) for place in shown))
    marks = []
    if told.half is not None:
        said = say("lever.dependence.half_mark", told.half, share=facts.share(summed[told.half - 1]))
        marks.append((told.half / count, summed[told.half - 1], said))
    across, upwards = say("lever.dependence.across"), say("lever.dependence.upwards")
    title = say("lever.dependence.curve")
    shape = ShareCurve(title, across, upwards, points, tuple(marks))
    return BoardPicture("curve", title, shape, say("lever.dependence.curve_caption"))


def _compared(result: DependenceResult) -> list[tuple[str, tuple[Reliance, ...]]]:
    """Periods and teams beside one another, where there are several."""
    found = [("period", result.by_period), ("team", result.by_team)]
    return [(by, reliances) for by, reliances in found if len(reliances) > 1]


def _reliances(reliances: tuple[Reliance, ...], by: str, facts: BoardFacts) -> BoardPicture:
    say = facts.say
    headings = (say(f"lever.column.{by}"), say("lever.dependence.tenth"), say("lever.dependence.verdict"))
    bars = tuple(
        Bar(each.name, each.share or 0.0, facts.share(each.share), _verdict(each, facts)) for each in reliances
    )
    title = say(f"lever.dependence.by_{by}")
    return BoardPicture(by, title, AmountBars(title, headings, bars), is_half=True)


def _verdict(told: Reliance, facts: BoardFacts) -> str:
    return facts.say(f"lever.dependence.verdict_{told.verdict}") if told.verdict else ""


def _table(result: DependenceResult, facts: BoardFacts) -> BoardTable:
    say = facts.say
    columns = (
        BoardColumn("seller", say("lever.column.seller")),
        BoardColumn("team", say("lever.column.team")),
        BoardColumn("revenue", say("lever.column.revenue"), Style.AMOUNT),
        BoardColumn("share", say("lever.dependence.share"), Style.SHARE),
        BoardColumn("summed", say("lever.dependence.summed"), Style.SHARE),
        BoardColumn("far", say("lever.dependence.far")),
    )
    far = {1: say("lever.dependence.far_above"), -1: say("lever.dependence.far_below"), 0: ""}
    frame = result.sellers.assign(far=result.sellers["far"].map(far))
    has_teams = bool((frame["team"] != "").any())
    shown = tuple(column for column in columns if has_teams or column.name != "team")
    return BoardTable("sellers", say("lever.dependence.table"), shown, frame)


def options(frame: pd.DataFrame) -> Mapping[str, tuple[str, ...]]:
    """What may be chosen for each setting: periods, and sellers who may go."""
    periods = sorted(set(frame["period"]) - {""}) if "period" in frame else []
    return {"period": tuple(periods), "leaving": tuple(dict.fromkeys(frame["seller"]))}


def _share(value: float, facts: BoardFacts) -> str:
    return facts.share(_plain(value))


def _plain(value: float) -> float | None:
    return None if pd.isna(value) else float(value)

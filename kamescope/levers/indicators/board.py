"""What the indicators show, as small multiples: conversion, cost of winning, effort, average deals, months."""

import datetime
from collections.abc import Callable, Mapping, Sequence

import pandas as pd

from kamescope.charts.amount_bars import AmountBars, Bar
from kamescope.charts.month_columns import MOST, MonthColumns
from kamescope.levers.board import Board, BoardColumn, BoardFacts, BoardPicture, BoardTable, BoardTile, Part, Style
from kamescope.levers.board import Figures as Said
from kamescope.levers.indicators.analysis import Conversion, DealFigures, IndicatorsResult, periods

Figures = Sequence[DealFigures]
_TABLES = {"segment": "lever.indicators.table_segment", "kam": "compare.rows_kam"}


def board(result: IndicatorsResult, facts: BoardFacts) -> Board:
    """The board of some opportunities."""
    say = facts.say
    notes = [say("lever.indicators.undated", result.undated)] if result.undated else []
    if facts.is_part:
        notes.append(say("lever.in_part"))
    made = (
        _conversion(result, facts),
        _effort("kam", result.by_kam, facts),
        _amounts("cost_of_winning", result.by_segment, lambda each: each.cost_of_winning, facts),
        _amounts("average_deal", result.by_segment, lambda each: each.average_deal, facts),
        _effort("segment", result.by_segment, facts),
        _months(result, facts),
        _table("segment", result.by_segment, facts),
        _table("kam", result.by_kam, facts),
    )
    parts: tuple[Part, ...] = tuple(part for part in made if part is not None)
    return Board(_headline(result, facts), _tiles(result, facts), parts, (*notes, say("lever.indicators.rule")))


def line(said: Said, facts: BoardFacts) -> str:
    """How much of what one KAM closed was won, with the number behind it."""
    return facts.say("lever.indicators.line", int(said["closed"]), share=facts.share(float(said["rate"])))


def options(frame: pd.DataFrame) -> Mapping[str, tuple[str, ...]]:
    """The years and months that may be looked at alone; what an hour costs is only asked where hours are known."""
    found = {"period": periods(frame)}
    known = "hours" in frame and bool(frame["hours"].notna().any())
    return found if known else found | {"hour_cost": ()}


def _headline(result: IndicatorsResult, facts: BoardFacts) -> str:
    say, all_of_them = facts.say, result.together
    found = all_of_them.conversion
    if found.rate is None:
        return say("lever.indicators.nothing_closed", all_of_them.opportunities)
    if not found.is_enough:
        return say("lever.indicators.too_few", found.closed, won=say.number(found.won))
    key = "headline" if all_of_them.cost_of_winning is None else "headline_cost"
    cost = "" if all_of_them.cost_of_winning is None else facts.amount(all_of_them.cost_of_winning)
    return say(f"lever.indicators.{key}", found.closed, share=facts.share(found.rate), cost=cost)


def _tiles(result: IndicatorsResult, facts: BoardFacts) -> tuple[BoardTile, ...]:
    say, told = facts.say, result.together
    open_ones = told.opportunities - told.conversion.closed
    days = "" if told.days is None else say("lever.indicators.won_in", round(told.days))
    return (
        BoardTile(
            say("lever.indicators.conversion"),
            facts.share(told.conversion.rate),
            say("lever.indicators.won_of", won=say.number(told.conversion.won), n=say.number(told.conversion.closed)),
            "" if told.conversion.is_enough else say("lever.indicators.no_verdict"),
        ),
        BoardTile(say("lever.indicators.cost_of_winning"), _amount(told.cost_of_winning, facts)),
        BoardTile(say("lever.indicators.average_deal"), _amount(told.average_deal, facts), days),
        BoardTile(say("lever.indicators.open"), say.number(open_ones), say("lever.indicators.of", told.opportunities)),
    )


def _conversion(result: IndicatorsResult, facts: BoardFacts) -> BoardPicture | None:
    """The rate of each KAM beside that of all; n is said, and who has too few is not judged."""
    say, title = facts.say, facts.say("lever.indicators.by_kam")
    rated = [(each, rate) for each in result.by_kam if (rate := each.conversion.rate) is not None]
    ordered = sorted(rated, key=lambda pair: (not pair[0].conversion.is_enough, -pair[1]))
    whole = result.together.conversion.rate
    bars = tuple(
        Bar(
            _named(each, facts),
            rate,
            facts.share(rate),
            say("lever.indicators.n", n=say.number(each.conversion.closed)),
            _tone(each.conversion, whole),
            whole,
        )
        for each, rate in ordered
    )
    headings = (say("lever.column.kam"), say("lever.indicators.conversion"), say("lever.indicators.closed"))
    shape = AmountBars(title, headings, bars)
    caption = say("lever.indicators.by_kam_caption", share=facts.share(whole))
    return BoardPicture("conversion", title, shape, caption, is_half=True) if bars else None


def _tone(found: Conversion, whole: float | None) -> str:
    if not found.is_enough or found.rate is None or whole is None:
        return "faint"
    return "strong" if found.rate > whole else ""


def _amounts(
    key: str, figures: Figures, figure: Callable[[DealFigures], float | None], facts: BoardFacts
) -> BoardPicture | None:
    """An amount of each kind of account, the largest first."""
    say, title = facts.say, facts.say(f"lever.indicators.{key}_title")
    known = [(each, value) for each in figures if (value := figure(each)) is not None]
    ordered = sorted(known, key=lambda pair: -pair[1])
    bars = tuple(
        Bar(
            _named(each, facts),
            value,
            facts.amount(value),
            say("lever.indicators.won", each.conversion.won),
        )
        for each, value in ordered
    )
    headings = (say("lever.column.segment"), say(f"lever.indicators.{key}"), say("lever.indicators.won_heading"))
    caption = say(f"lever.indicators.{key}_caption")
    return BoardPicture(key, title, AmountBars(title, headings, bars), caption, is_half=True) if bars else None


def _effort(by: str, figures: Figures, facts: BoardFacts) -> BoardPicture | None:
    """The part of the effort that each takes, against the part of the revenue that it brings."""
    say, title = facts.say, facts.say(f"lever.indicators.effort_{by}")
    known = [(each, part) for each in figures if (part := each.part_of_effort) is not None]
    ordered = sorted(known, key=lambda pair: -pair[1])
    bars = tuple(
        Bar(
            _named(each, facts),
            part,
            facts.share(part),
            facts.share(each.part_of_revenue),
            "strong" if part > (each.part_of_revenue or 0.0) else "",
            each.part_of_revenue,
        )
        for each, part in ordered
    )
    headings = (say(f"lever.column.{by}"), say("lever.indicators.effort"), say("lever.column.revenue"))
    caption = say("lever.indicators.effort_caption")
    shape = AmountBars(title, headings, bars)
    return BoardPicture(f"effort_{by}", title, shape, caption, is_half=True) if bars else None


def _months(result: IndicatorsResult, facts: BoardFacts) -> BoardPicture | None:
    """All opportunities by month, then those of each origin, the one with most first."""
    say, title, months = facts.say, facts.say("lever.indicators.months"), list(result.created)
    if not months:
        return None
    panels = [(say("lever.indicators.all_origins"), tuple(result.created.values()))]
    counts = result.by_origin[result.by_origin["origin"] != ""]
    wide = counts.pivot(index="origin", columns="month", values="opportunities").reindex(columns=months).fillna(0)
    order = wide.sum(axis=1).sort_values(ascending=False, kind="stable").index
    panels += [(str(origin), tuple(map(int, wide.loc[origin]))) for origin in order]
    left = len(panels) - MOST
    caption = say("lever.indicators.months_caption")
    if left > 0:
        caption += " " + say("lever.indicators.origins_left", left)
    named = tuple(say.month(datetime.date.fromisoformat(f"{month}-01")) for month in months)
    return BoardPicture("months", title, MonthColumns(title, named, tuple(panels[:MOST])), caption)


def _table(by: str, figures: Figures, facts: BoardFacts) -> BoardTable | None:
    if not figures:
        return None
    say = facts.say
    columns = (
        BoardColumn("name", say(f"lever.column.{by}")),
        BoardColumn("opportunities", say("lever.indicators.opportunities"), Style.NUMBER),
        BoardColumn("closed", say("lever.indicators.closed"), Style.NUMBER),
        BoardColumn("rate", say("lever.indicators.conversion"), Style.SHARE),
        BoardColumn("cost_of_winning", say("lever.indicators.cost_of_winning"), Style.AMOUNT),
        BoardColumn("average_deal", say("lever.indicators.average_deal"), Style.AMOUNT),
        BoardColumn("hours", say("lever.column.hours"), Style.NUMBER),
        BoardColumn("cost", say("lever.column.cost"), Style.AMOUNT),
        BoardColumn("revenue", say("lever.column.revenue"), Style.AMOUNT),
    )
    rows = [
        {column.name: getattr(each, column.name, None) for column in columns}
        | {"name": _named(each, facts), "closed": each.conversion.closed, "rate": each.conversion.rate}
        for each in figures
    ]
    frame = pd.DataFrame(rows)
    known = tuple(column for column in columns if frame[column.name].notna().any())
    return BoardTable(by, say(_TABLES[by]), known, frame)


def _named(each: DealFigures, facts: BoardFacts) -> str:
    return each.name or facts.say("lever.indicators.unnamed")


def _amount(value: float | None, facts: BoardFacts) -> str:
    return facts.say("no_data") if value is None else facts.amount(value)

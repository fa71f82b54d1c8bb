"""What targets tried on last year show: who would reach them, the share at other heights, what decides, the bonus."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from kamescope.charts.amount_bars import MOST, AmountBars, Bar
from kamescope.charts.band_curve import BandCurve
from kamescope.levers.board import Board, BoardColumn, BoardFacts, BoardPicture, BoardTable, BoardTile, Part, Style
from kamescope.levers.figures import amounts
from kamescope.levers.targets.analysis import AIM, WHOLE, TargetsChoices, TargetsResult

FILE = ("row_number", "seller", "team", "bonus_last_year")
"""Columns of the file that are no criteria."""
_MET = "met"


def board(result: TargetsResult, facts: BoardFacts) -> Board:
    """The board of one set of targets."""
    say = facts.say
    if result.share_reached is None:
        return Board(say("lever.targets.nobody"), notes=(say("lever.targets.rule"),))
    parts: list[Part] = [_curve(result, facts), _sellers(result, facts), _decides(result, facts)]
    if result.sellers["distance"].notna().any():
        parts.append(_distances(result, facts))
    parts.append(_table(result, facts))
    notes = [say("lever.targets.unknown", result.unknown)] if result.unknown else []
    if facts.is_part:
        notes.append(say("lever.in_part"))
    return Board(_headline(result, facts), _tiles(result, facts), tuple(parts), (*notes, say("lever.targets.rule")))


def options(frame: pd.DataFrame) -> Mapping[str, tuple[str, ...]]:
    """What is set for each criterion, and whether a bonus can be set against last year's."""
    names = _criteria(frame)
    bonus = amounts(frame, "bonus_last_year")
    return {"weight": names, "target": names, "own": names} | ({} if (~np.isnan(bonus)).any() else {"bonus": ()})


def starts(frame: pd.DataFrame) -> Mapping[str, object]:
    """Where a page begins: equal weights, and last year's mean as the target of each criterion, in three figures."""
    names = _criteria(frame)
    shares = [float(WHOLE // len(names))] * len(names) if names else []
    weights = dict(zip(names, shares, strict=True))
    if names:
        weights[names[0]] += WHOLE - sum(shares)
    means = {name: _plain(amounts(frame, name)) for name in names}
    usual = TargetsChoices()
    plain = {name: getattr(usual, name) for name in ("cap", "threshold", "bonus", "scale")}
    return {"weight": weights, "target": {name: mean for name, mean in means.items() if mean}} | plain


def _criteria(frame: pd.DataFrame) -> tuple[str, ...]:
    return tuple(str(name) for name in frame if name not in FILE)


def _plain(values: np.ndarray) -> float:
    """The mean, as somebody would set it: 18,734 is 18,700."""
    known = values[~np.isnan(values)]
    return float(f"{known.mean():.3g}") if len(known) else 0.0


def _counted(result: TargetsResult) -> tuple[int, int]:
    """How many reach their targets, of how many who have an attainment."""
    return int(result.sellers["reached"].sum()), len(result.sellers) - result.unknown


def _headline(result: TargetsResult, facts: BoardFacts) -> str:
    reached, known = _counted(result)
    how = facts.say("lever.targets.would", reached, known=facts.say.number(known))
    return facts.say(f"lever.targets.headline_{_state(result)}", how=how, share=facts.share(result.share_reached))


def _state(result: TargetsResult) -> str:
    """How the targets stand: `right`, `easy` where more reach them than is aimed at, `hard` where fewer do."""
    if result.well_set:
        return "right"
    return "easy" if (result.share_reached or 0.0) > AIM[1] else "hard"


def _tiles(result: TargetsResult, facts: BoardFacts) -> tuple[BoardTile, ...]:
    say, (reached, known) = facts.say, _counted(result)
    attainment = result.sellers["attainment"].dropna()
    found = [
        BoardTile(
            say("lever.targets.share"),
            facts.share(result.share_reached),
            say("lever.targets.of", reached=say.number(reached), known=say.number(known)),
            say(f"lever.targets.state_{_state(result)}"),
        ),
        BoardTile(say("lever.targets.middle"), say.percent(float(attainment.median()), 1)),
        BoardTile(say("lever.targets.scale_aimed"), _aimed(result, facts), say("lever.targets.scale_note")),
    ]
    if costs := max(result.decides.values(), default=0):
        name = next(name for name, count in result.decides.items() if count == costs)
        found.append(BoardTile(say("lever.targets.decides"), name, say("lever.targets.costs", costs)))
    return tuple(found)


def _aimed(result: TargetsResult, facts: BoardFacts) -> str:
    """At which heights of the targets the share is the one aimed at."""
    scales = [scale for scale, share in result.by_scale if share is not None and AIM[0] <= share <= AIM[1]]
    if not scales:
        return facts.say("no_data")
    ends = dict.fromkeys(facts.say.percent(each) for each in (scales[0], scales[-1]))
    return " – ".join(ends)


def _curve(result: TargetsResult, facts: BoardFacts) -> BoardPicture:
    say, title = facts.say, facts.say("lever.targets.curve")
    scale = facts.chosen.get("scale", WHOLE)
    at = float(scale) if isinstance(scale, int | float) else float(WHOLE)
    share = result.share_reached or 0.0
    points = sorted({(float(each), part) for each, part in result.by_scale if part is not None} | {(at, share)})
    here = say("lever.targets.here", scale=say.percent(at), share=facts.share(share))
    aim = say("lever.targets.aim", least=facts.share(AIM[0]), most=facts.share(AIM[1]))
    shape = BandCurve(title, say("lever.targets.across"), tuple(points), AIM, aim, (at, share, here))
    return BoardPicture("scale", title, shape, say("lever.targets.curve_caption"), is_half=True)


def _sellers(result: TargetsResult, facts: BoardFacts) -> BoardPicture:
    say, title = facts.say, facts.say("lever.targets.bars")
    best = result.sellers.dropna(subset="attainment").sort_values("attainment", ascending=False, kind="stable")
    bars = tuple(
        Bar(
            row.seller,
            row.attainment,
            say.percent(row.attainment, 1),
            row.decides,
            "strong" if row.reached else "",
            float(WHOLE),
        )
        for row in best.head(MOST).itertuples()
    )
    headings = (say("lever.column.seller"), say("lever.targets.attainment"), say("lever.targets.decides"))
    shape = AmountBars(title, headings, bars, len(best) - len(bars))
    return BoardPicture("sellers", title, shape, say("lever.targets.bars_caption"), is_half=True)


def _decides(result: TargetsResult, facts: BoardFacts) -> BoardPicture:
    say, title = facts.say, facts.say("lever.targets.decides_title")
    headings = (say("lever.targets.criterion"), say("lever.targets.sellers"), "")
    bars = tuple(Bar(name, count, say.number(count)) for name, count in result.decides.items())
    return BoardPicture("decides", title, AmountBars(title, headings, bars), say("lever.targets.decides_words"), True)


def _distances(result: TargetsResult, facts: BoardFacts) -> BoardPicture:
    say, title = facts.say, facts.say("lever.targets.distances")
    rows = result.sellers.dropna(subset="distance").sort_values("distance", ascending=False, kind="stable")
    bars = tuple(
        Bar(row.seller, row.distance, say.signed(row.distance, 1), tone="" if row.distance >= 0 else "faint")
        for row in rows.head(MOST).itertuples()
    )
    headings = (say("lever.column.seller"), say("lever.targets.distance"), "")
    shape = AmountBars(title, headings, bars, len(rows) - len(bars))
    return BoardPicture("distances", title, shape, say("lever.targets.distances_caption"), is_half=True)


def _table(result: TargetsResult, facts: BoardFacts) -> BoardTable:
    say = facts.say
    reached = {True: say("lever.yes"), False: say("lever.no")}
    known = result.sellers["attainment"].notna()
    frame = result.sellers.assign(reached=result.sellers["reached"].map(reached).where(known, ""))
    met = {f"{_MET}{place}": result.met[name] for place, name in enumerate(result.criteria)}
    columns = [
        BoardColumn("seller", say("lever.column.seller")),
        BoardColumn("attainment", say("lever.targets.attainment"), Style.PERCENT),
        BoardColumn("reached", say("lever.targets.reached")),
        *(BoardColumn(key, name, Style.PERCENT) for key, name in zip(met, result.criteria, strict=True)),
        BoardColumn("decides", say("lever.targets.decides")),
    ]
    if frame["distance"].notna().any():
        columns.append(BoardColumn("bonus", say("lever.targets.bonus"), Style.DECIMAL))
        columns.append(BoardColumn("distance", say("lever.targets.distance"), Style.DECIMAL))
    caption = say("lever.targets.table_caption")
    return BoardTable("sellers", say("lever.dependence.table"), tuple(columns), frame.assign(**met), caption)

"""Top n + and top n −: the best and the worst items of each group, those in common linked and spelled out."""

from functools import partial

from kamescope.analysis.published import Level
from kamescope.analysis.ranking import RankedItem, Ranking
from kamescope.charts.fragment import svg
from kamescope.charts.measure import wrap
from kamescope.charts.names import group_label
from kamescope.charts.theme import LIGHT
from kamescope.charts.top_items import Geometry, curves
from kamescope.reports.document.pieces import Data, Part, column, common_item
from kamescope.reports.report_spec import ReportSpec
from kamescope.sentences import tied_out

LINKED_AT_MOST = 3
"""How many columns of cards stand side by side on a page, and may be linked by curves."""
WIDTH, SPACE, GAP = 481.9, 22.0, 5.0
"""The type area, the space between two columns and between two cards, in points."""
TEXT_SIZE, LINE, PADDING, SCORE, BESIDE = 7.5, 8.6, 9.0, 23.0, 13.0
"""A card: its text's size and lines, what is above and below, the score's column, what else is left and right."""
BESIDE_HIGH = 30.0
"""The height of the score, the code and the factor, one over the other."""
MOST_LINES = 60
WIDE_SCORE = 9.0
"""How much wider the score's column is where it holds a percent."""
ROOM = 560.0
"""What a page has for cards, in points."""


def best(spec: ReportSpec) -> Part:
    """The best items of each group."""
    return _part(spec, spec.top, "top")


def worst(spec: ReportSpec) -> Part:
    """The worst items of each group."""
    return _part(spec, spec.bottom, "bottom")


def _part(spec: ReportSpec, ranking: Ranking, side: str) -> Part:
    say, n = spec.say, spec.say.number(spec.listed.n)
    at = _geometry(spec, ranking)
    rows = max(map(len, ranking.groups.values()), default=0)
    linked = 0 < len(ranking.groups) <= LINKED_AT_MOST and rows * (at.card + at.gap) <= ROOM
    data: Data = {
        "kind": "lists",
        "title": say(f"report.{side}", n=n),
        "caption": say(f"report.{side}_caption", n=n),
        "columns": [_column(spec, ranking, group, linked) for group in ranking.groups],
        "linked": linked,
        "whole": rows * (at.card + LINE + at.gap) <= ROOM,
        "geometry": {"card": at.card, "gap": at.gap, "space": at.space, "score": _score_width(spec)},
        "common_title": say("report.common"),
        "common": [common_item(spec, ranking, code) for code in ranking.common],
        "empty": "" if ranking.groups else say("tables.no_group"),
        "rule": say("top.rule"),
    }
    if not linked or not ranking.common:
        return Part(data)
    data["curves"] = f"{side}.svg"
    return Part(data, {f"{side}.svg": partial(_drawing, ranking, at)})


def _score_width(spec: ReportSpec) -> float:
    return SCORE + (WIDE_SCORE if spec.item_look.unit == "percent" else 0)


def _geometry(spec: ReportSpec, ranking: Ranking) -> Geometry:
    """Cards of one height, high enough for the longest text: its lines are counted with the font's own widths."""
    count = min(max(len(ranking.groups), 1), LINKED_AT_MOST)
    width = (WIDTH - SPACE * (count - 1)) / count
    model, codes = spec.model, {item.code for items in ranking.groups.values() for item in items}
    texts = [spec.say.statement(model.item(code)) for code in codes]
    room = width - _score_width(spec) - BESIDE
    lines = max((len(wrap(text, room, TEXT_SIZE, MOST_LINES)) for text in texts), default=1)
    return Geometry(width, SPACE, max(lines * LINE, BESIDE_HIGH) + PADDING, GAP)


def _drawing(ranking: Ranking, at: Geometry) -> bytes:
    """The curves as a picture that lies over the cards; it begins one gap above the first one and ends one below."""
    height = max(map(len, ranking.groups.values())) * (at.card + at.gap) + at.gap
    lines = "".join(f'<path d="{path}"/>' for path in curves(ranking, at))
    inside = f'<g fill="none" stroke="{LIGHT.accent}" stroke-width="0.9">{lines}</g>'
    return svg(f'viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}"', inside).encode()


def _column(spec: ReportSpec, ranking: Ranking, group: str, linked: bool) -> Data:
    say = spec.say
    items = ranking.groups[group]
    return {
        "column": column(spec, group),
        "note": tied_out(ranking, group, say) if items else say("tables.no_item"),
        "cards": [_card(spec, group, item, linked) for item in items],
    }


def _card(spec: ReportSpec, group: str, item: RankedItem, linked: bool) -> Data:
    say, model = spec.say, spec.model
    also = say.series(group_label(spec.published, other, say) for other in item.common_with)
    return {
        "code": item.code,
        "score": spec.figure(Level.ITEM, item.code, group),
        "text": say.statement(model.item(item.code)),
        "factor": model.factor_of[item.code].code,
        "common": bool(also),
        "also": say("tables.also", groups=also) if also and not linked else "",
    }

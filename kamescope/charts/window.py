"""The perception window as a chart: self across, environment upwards, four quadrants (DESIGN section 3)."""

import math

from kamescope.analysis.published import Level, Published, codes, text_of
from kamescope.analysis.scores import settled
from kamescope.analysis.window import POOLED, Quadrant, Window
from kamescope.charts.parts import assemble
from kamescope.charts.theme import Chart, Look, label_of
from kamescope.charts.window_layers import window_layers, window_parameters
from kamescope.charts.window_layout import ALWAYS, LEFT, Mark, Row, areas, cut_place, label_rows, marks
from kamescope.i18n import Words
from kamescope.model import ENVIRONMENT, SELF, Model

_TICK = 10
_BREATH = 2.0


def window_chart(
    published: Published,
    window: Window,
    look: Look,
    environment: str = ENVIRONMENT,
    lowest: float | None = None,
) -> Chart:
    """The window of one KAM; without a cut or a whole point, its axes alone.

    `environment` is what the window was made with: all groups, `pooled` or one group. Axes start at `axis_floor`, or at
    the tens below `lowest` percent where that is lower. A click selects (parameter `pick`, field `code`) the codes at
    that place, separated by spaces.
    """
    model, say = published.model, look.words
    floor = axis_floor(window, model)
    floor = floor if lowest is None else min(_tens(lowest), floor)
    sides = label_of(model, SELF, say), label_of(model, ENVIRONMENT if environment == POOLED else environment, say)
    found = marks(window, floor)
    texts, rules, tints = _axes(floor, sides, say), [_diagonal()], []
    if window.cut is not None and found:
        cut = cut_place(window.cut, floor)
        named = {} if window.level is Level.ITEM else names(model, window.level, say)
        labels, leaders = label_rows(found, cut, named, {each: quadrant_name(each, say) for each in Quadrant})
        texts += labels
        rules += [*_cut_lines(*cut), *leaders]
        tints = [{"style": each.value, **box._asdict()} for each, box in areas(*cut).items()]
    points = [_point(mark, published, window.level, sides, look) for mark in found]
    layers = window_layers(points, texts, rules, tints, look.palette)
    return assemble(layers, window_parameters(), look, describe(published, window, look, environment, floor))


def axis_floor(window: Window, model: Model) -> float:
    """Where both axes start, in percent: the tens below the lowest point and the cut, no lower than the scale needs."""
    shown = [
        percent
        for point in window.points
        if point.gap.gap is not None
        for percent in (point.gap.self_percent, point.gap.environment_percent)
    ]
    cuts = [] if window.cut is None else [window.cut.self_percent, window.cut.environment_percent]
    lowest_answer = _tens(model.scale.floor_percent)
    if not shown:
        return min([lowest_answer, *map(_tens, cuts)])
    lowest = min(shown + cuts)
    return min(max(_tens(lowest - _BREATH), lowest_answer), _tens(lowest))


def floor_sentence(floor: float, look: Look) -> str:
    """Says where the axes start, for a caption."""
    return look.words("window.floor", percent=look.words.percent(floor))


def quadrant_name(quadrant: Quadrant, say: Words) -> str:
    """The name of a quadrant."""
    return say(f"quadrant.{quadrant.value}")


def names(model: Model, level: Level, say: Words) -> dict[str, str]:
    """Code → name of a factor or sub-factor, or the text of an item."""
    return {code: say.text(text_of(model, level, code)) for code in codes(model, level)}


def describe(published: Published, window: Window, look: Look, environment: str, floor: float) -> str:
    """The window in words: what stands in which quadrant, where high starts, what cannot be compared."""
    model, say = published.model, look.words
    others = label_of(model, ENVIRONMENT if environment == POOLED else environment, say)
    sides = {"own": label_of(model, SELF, say), "others": others}
    whole = [point for point in window.points if point.quadrant is not None]
    lacking = [point.code for point in window.points if point.gap.gap is None]
    called = {} if window.level is Level.ITEM else names(model, window.level, say)
    parts = [say("window.points", len(whole), **sides) if whole else say("window.no_points", **sides)]
    if whole and window.cut is not None:
        cut = window.cut
        parts += [say("window.cut", own=say.percent(cut.self_percent), others=say.percent(cut.environment_percent))]
        parts += [_in_quadrant(window, quadrant, called, say) for quadrant in Quadrant]
    if whole and lacking:
        parts.append(say("window.incomplete", codes=say.listing(lacking)))
    return " ".join([*parts, floor_sentence(floor, look)])


def _in_quadrant(window: Window, quadrant: Quadrant, called: dict[str, str], say: Words) -> str:
    codes = [f"{point.code} {called.get(point.code, '')}".strip() for point in window.in_quadrant(quadrant)]
    return say(
        "window.in_quadrant",
        quadrant=quadrant_name(quadrant, say),
        codes=say.listing(codes) if codes else say("window.nobody"),
    )


def _tens(percent: float) -> float:
    return max(0.0, math.floor(settled(percent) / _TICK) * float(_TICK))


def _axes(floor: float, sides: tuple[str, str], say: Words) -> list[Row]:
    rows = []
    for percent in range(int(floor), 101, _TICK):
        share = (percent - floor) / (100 - floor)
        rows.append(_text(share, 1, 0, 14, say.number(percent), "center", 11))
        rows.append(_text(0, 1 - share, -8, 0, say.number(percent), "right", 11))
    rows.append(_text(1, 1, 0, 34, say("window.axis_x", name=sides[0]), "right", 12))
    rows.append(_text(0, 0, 4 - LEFT, -19, say("window.axis_y", name=sides[1]), "left", 12))
    return rows


def _text(u: float, v: float, dx: float, dy: float, text: str, align: str, size: int) -> Row:
    return {"u": u, "v": v, "dx": dx, "dy": dy, "text": text, "align": align, "size": size, "style": "axis"} | ALWAYS


def _rule(u: float, v: float, u2: float, v2: float, style: str) -> Row:
    return {"u": u, "v": v, "dx": 0, "dy": 0, "u2": u2, "v2": v2, "dx2": 0, "dy2": 0, "style": style} | ALWAYS


def _diagonal() -> Row:
    return _rule(0, 1, 1, 0, "diagonal")


def _cut_lines(u: float, v: float) -> list[Row]:
    return [_rule(u, 0, u, 1, "cut"), _rule(0, v, 1, v, "cut")]


def _point(mark: Mark, published: Published, level: Level, sides: tuple[str, str], look: Look) -> Row:
    called = names(published.model, level, look.words)
    tip = _tip(mark, published.model, called, sides, look.words)
    return {
        "u": mark.u,
        "v": mark.v,
        "code": " ".join(mark.codes),
        "together": len(mark.codes),
        "style": mark.quadrant.value,
        "tip": tip,
        "said": " · ".join(value if key == "title" else f"{key} {value}" for key, value in tip.items()),
    }


def _tip(mark: Mark, model: Model, called: dict[str, str], sides: tuple[str, str], say: Words) -> dict[str, str]:
    """The tooltip of a mark: every code there and what they have in common, title first."""
    gaps = [point.gap for point in mark.points]
    single = len(gaps) == 1
    rows = {"title": f"{gaps[0].code} {called[gaps[0].code]}" if single else say("window.together", len(gaps))}
    if not single:
        rows |= {gap.code: called[gap.code] for gap in gaps}
    values = [
        (sides[0], [_value(model, gap.self_percent, say) for gap in gaps]),
        (sides[1], [_value(model, gap.environment_percent, say) for gap in gaps]),
        (say("window.gap"), [_gap_value(gap.gap, gap.kind.value, say) for gap in gaps]),
        (say("quadrant"), [quadrant_name(mark.quadrant, say)]),
    ]
    return rows | {key: " / ".join(dict.fromkeys(told)) for key, told in values}


def _value(model: Model, percent: float, say: Words) -> str:
    return say("window.value", percent=say.percent(percent), points=say.number(model.scale.points(percent), 2))


def _gap_value(gap: float, kind: str, say: Words) -> str:
    return say("window.gap_value", gap=say.signed(gap), kind=say(f"gap.{kind}"))

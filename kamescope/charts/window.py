"""The perception window as a chart: self across, environment upwards, four quadrants (docs/design.md 3)."""

import math

from kamescope.analysis.published import Published
from kamescope.analysis.scores import settled
from kamescope.analysis.window import Quadrant, Window
from kamescope.charts.names import side_names, sides_of
from kamescope.charts.parts import assemble
from kamescope.charts.theme import Chart, Look
from kamescope.charts.window_layers import Rows, window_layers, window_parameters
from kamescope.charts.window_layout import ALWAYS, LEFT, Row, WindowMark, areas, cut_place, label_rows, marks
from kamescope.charts.window_subject import Parts, Subject
from kamescope.charts.window_texts import quadrant_name
from kamescope.i18n import Words
from kamescope.model import ENVIRONMENT, Model

_TICK = 10
_BREATH = 2.0


def window_chart(
    published: Published,
    window: Window,
    look: Look,
    environment: str = ENVIRONMENT,
    lowest: float | None = None,
) -> Chart:
    """The window of one KAM; without a cut or a whole point, its axes.

    `environment` is what the window was made with: all groups, `pooled` or one group. Axes start at `axis_floor`, or at
    the tens below `lowest` percent where that is lower. A click selects (parameter `pick`, field `code`) the codes at
    that place, separated by spaces.
    """
    sides = sides_of(published, environment, look.words)
    return scatter(published.model, window, Parts(published.model, window.level, look.words), look, sides, lowest)


def factors_window(model: Model, window: Window, look: Look, environment: str = ENVIRONMENT) -> Chart:
    """The window of a team's factors: as that of one KAM."""
    sides = side_names(model, environment, look.words)
    return scatter(model, window, Parts(model, window.level, look.words), look, sides)


def scatter(
    model: Model,
    window: Window,
    subject: Subject,
    look: Look,
    sides: tuple[str, str],
    lowest: float | None = None,
) -> Chart:
    """Any window, whatever its points stand for, between what its two axes are called."""
    floor = axis_floor(window, model)
    floor = floor if lowest is None else min(_tens(lowest), floor)
    found = marks(window, floor)
    texts, rules, tints = _axes(floor, sides, look.words), [_diagonal()], []
    if window.cut is not None and found:
        cut = cut_place(window.cut, floor)
        titles = {each: subject.title(each, window) for each in Quadrant}
        labels, leaders = label_rows(found, cut, None if subject.crowded else subject.forms, titles)
        texts += labels
        rules += [*_cut_lines(*cut), *leaders]
        tints = [{"style": each.value, **box._asdict()} for each, box in areas(*cut).items()]
    points = [_point(mark, model, subject, sides, look.words) for mark in found]
    layers = window_layers(Rows(points, texts, rules, tints, subject.crowded), look.palette)
    return assemble(layers, window_parameters(), look, _described(window, subject, sides, look, floor))


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


def describe(published: Published, window: Window, look: Look, environment: str, floor: float) -> str:
    """The window in words: what stands in which quadrant, where high starts, what cannot be compared."""
    model, say = published.model, look.words
    return _described(window, Parts(model, window.level, say), sides_of(published, environment, say), look, floor)


def _described(window: Window, subject: Subject, sides: tuple[str, str], look: Look, floor: float) -> str:
    say, cut = look.words, window.cut
    whole = [point for point in window.points if point.quadrant is not None]
    lacking = [point for point in window.points if point.gap.gap is None]
    parts = [subject.opening(len(whole), *sides)]
    if whole and cut is not None:
        parts += [say("window.cut", own=say.percent(cut.self_percent), others=say.percent(cut.environment_percent))]
        parts += [subject.in_quadrant(quadrant, window) for quadrant in Quadrant]
    if whole and lacking:
        parts.append(subject.incomplete(lacking))
    return " ".join([*parts, floor_sentence(floor, look)])


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


def _point(mark: WindowMark, model: Model, subject: Subject, sides: tuple[str, str], say: Words) -> Row:
    tip = subject.heading(mark.codes) | _facts(mark, model, sides, say)
    return {
        "u": mark.u,
        "v": mark.v,
        "code": " ".join(mark.codes),
        "together": len(mark.codes),
        "style": mark.quadrant.value,
        "tip": tip,
        "said": " · ".join(value if key == "title" else f"{key} {value}" for key, value in tip.items()),
    }


def _facts(mark: WindowMark, model: Model, sides: tuple[str, str], say: Words) -> dict[str, str]:
    """What the points of a mark have, for its tooltip."""
    gaps = [point.gap for point in mark.points]
    values = [
        (sides[0], [_value(model, gap.self_percent, say) for gap in gaps]),
        (sides[1], [_value(model, gap.environment_percent, say) for gap in gaps]),
        (say("window.gap"), [_gap_value(gap.gap, gap.kind.value, say) for gap in gaps]),
        (say("quadrant"), [quadrant_name(mark.quadrant, say)]),
    ]
    return {key: " / ".join(dict.fromkeys(told)) for key, told in values}


def _value(model: Model, percent: float, say: Words) -> str:
    return say("window.value", percent=say.percent(percent), points=say.number(model.scale.points(percent), 2))


def _gap_value(gap: float, kind: str, say: Words) -> str:
    return say("window.gap_value", gap=say.signed(gap), kind=say(f"gap.{kind}"))

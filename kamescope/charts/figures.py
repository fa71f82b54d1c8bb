"""What figures are called: places and ticks on the axis of a scale, names, and a figure in words."""

from dataclasses import dataclass
from math import ceil

from kamescope.analysis.published import Cell, Level, Published, text_of
from kamescope.charts.theme import Look, label_of
from kamescope.i18n import Words
from kamescope.model import ENVIRONMENT, Model, Scale
from kamescope.privacy import Status


@dataclass(frozen=True, slots=True)
class Tick:
    """A place on the axis, 0 at the scale's lowest answer and 1 at its highest, and what it says."""

    fraction: float
    label: str


def fraction(scale: Scale, percent: float) -> float:
    """Where a percent stands between the lowest answer (0) and the highest (1): 60 % on 1–5 `of_max` is 0.5."""
    place = (scale.points(percent) - scale.minimum) / scale.span
    return round(min(max(place, 0.0), 1.0), 5)


def ticks(scale: Scale, look: Look) -> tuple[Tick, ...]:
    """Three to seven places of the axis in the unit of `look`; the last one carries the percent sign."""
    say = look.words
    if look.unit == "points":
        return tuple(Tick((value - scale.minimum) / scale.span, say.number(value)) for value in _whole_ticks(scale))
    values = _percent_ticks(scale.floor_percent)
    labels = [*(say.number(value) for value in values[:-1]), say.percent(values[-1])]
    return tuple(Tick(fraction(scale, value), label) for value, label in zip(values, labels, strict=True))


def name_of(model: Model, level: Level, code: str, say: Words) -> str:
    """The name of a factor or sub-factor, the text of an item."""
    return say.statement(model.item(code)) if level is Level.ITEM else say.text(text_of(model, level, code))


def score_text(scale: Scale, percent: float, look: Look) -> str:
    """A figure in the unit of `look`: `47 %` or `2,33`."""
    return look.words.percent(percent) if look.unit == "percent" else look.words.number(scale.points(percent), 2)


def full_text(scale: Scale, percent: float, answers: int | None, say: Words) -> str:
    """A figure in both units and its answers, for a tooltip: `47 % · 2,33 sur 5 · 8 réponses`."""
    said = [say.percent(percent), points_text(scale, percent, say)]
    if answers is not None:
        said.append(say("count.answers", answers))
    return " · ".join(said)


def points_text(scale: Scale, percent: float, say: Words) -> str:
    """A figure in points: `2,33 sur 5`."""
    return say("tables.points", score=say.number(scale.points(percent), 2), maximum=say.number(scale.maximum))


def cell_text(scale: Scale, cell: Cell, say: Words) -> str:
    """A cell for a tooltip; where nothing is published, the reason."""
    if cell.is_published:
        return full_text(scale, cell.percent, cell.answers, say)
    return missing_text(cell.status, say)


def missing_text(status: Status, say: Words) -> str:
    """`n.d.` or `masqué`."""
    return say("masked" if status is Status.MASKED else "no_data")


def unit_text(scale: Scale, look: Look) -> str:
    """The unit of the axis in words: `en % de la note maximale`."""
    kind = look.unit if look.unit == "points" else scale.percent_rule
    return look.words(
        f"chart.unit.{kind}", minimum=look.words.number(scale.minimum), maximum=look.words.number(scale.maximum)
    )


def who(published: Published, group: str, say: Words) -> str:
    """The name of a group, in the plural where several people answered, or of the environment."""
    if group != ENVIRONMENT and published.group(group).respondents > 1:
        return say.text(published.model.group(group).plural)
    return label_of(published.model, group, say)


def heading(published: Published, level: Level, code: str, say: Words) -> str:
    """Code and name: the heading of every tooltip."""
    return f"{code} {name_of(published.model, level, code, say)}"


def _whole_ticks(scale: Scale) -> list[int]:
    steps = [step for step in range(1, scale.span + 1) if scale.span / step <= 6]
    whole = [step for step in steps if scale.span % step == 0 and scale.span // step >= 2]
    return list(range(scale.minimum, scale.maximum + 1, (whole or steps)[0]))


def _percent_ticks(floor: float) -> list[int]:
    fitting = [step for step in (20, 25, 10, 50) if floor % step == 0 and 2 <= (100 - floor) / step <= 5]
    step = fitting[0] if fitting else (20 if floor < 60 else 10)
    return list(range(ceil(floor / step) * step, 101, step))

"""The axis of a scale: where a figure stands on it, its ticks, and what its unit is called."""

from dataclasses import dataclass, replace
from math import ceil

from kamescope.charts.theme import UNITS, Look
from kamescope.model import Scale


@dataclass(frozen=True, slots=True)
class Tick:
    """A place on the axis, 0 at the scale's lowest answer and 1 at its highest, and what it says."""

    fraction: float
    label: str


def fraction(scale: Scale, percent: float) -> float:
    """Where a percent stands between the lowest answer (0) and the highest (1): 60 % on 1–5 `of_max` is 0.5."""
    place = scale.share(scale.points(percent))
    return round(min(max(place, 0.0), 1.0), 5)


def ticks(scale: Scale, look: Look) -> tuple[Tick, ...]:
    """Three to seven places of the axis in the unit of `look`; the last one carries the percent sign."""
    say = look.words
    if look.unit == "points":
        return tuple(Tick(scale.share(value), say.number(value)) for value in _whole_ticks(scale))
    values = _percent_ticks(scale.floor_percent)
    labels = [*(say.number(value) for value in values[:-1]), say.percent(values[-1])]
    return tuple(Tick(fraction(scale, value), label) for value, label in zip(values, labels, strict=True))


def ticks_of_all_units(scale: Scale, look: Look) -> tuple[tuple[Tick, ...], ...]:
    """The ticks of each unit in turn: room for all of them lets a drawing stand when the unit changes."""
    return tuple(ticks(scale, replace(look, unit=unit)) for unit in UNITS)


def unit_text(scale: Scale, look: Look) -> str:
    """The unit of the axis in words: `en % de la note maximale`."""
    kind = look.unit if look.unit == "points" else scale.percent_rule
    return look.words(
        f"chart.unit.{kind}", minimum=look.words.number(scale.minimum), maximum=look.words.number(scale.maximum)
    )


def _whole_ticks(scale: Scale) -> list[int]:
    steps = [step for step in range(1, scale.span + 1) if scale.span / step <= 6]
    whole = [step for step in steps if scale.span % step == 0 and scale.span // step >= 2]
    return list(range(scale.minimum, scale.maximum + 1, (whole or steps)[0]))


def _percent_ticks(floor: float) -> list[int]:
    fitting = [step for step in (20, 25, 10, 50) if floor % step == 0 and 2 <= (100 - floor) / step <= 5]
    step = fitting[0] if fitting else (20 if floor < 60 else 10)
    return list(range(ceil(floor / step) * step, 101, step))

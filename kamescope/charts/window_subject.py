"""What the points of a perception window stand for, in words: what a window says of factors, and could of others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from kamescope.analysis.published import Level, codes
from kamescope.analysis.window import Point, Quadrant, Window
from kamescope.charts.labels import LabelForm
from kamescope.charts.names import part_name
from kamescope.charts.window_texts import label_forms, quadrant_name
from kamescope.i18n import Words
from kamescope.model import Model


class Subject(Protocol):
    """The words of a window for its points; all sentences are whole."""

    @property
    def crowded(self) -> bool:
        """Whether there are too many points to write labels."""

    def forms(self, found: tuple[str, ...], narrow: bool, font: int) -> tuple[LabelForm, ...]:
        """The ways to write what stands at one place, best first."""

    def heading(self, found: tuple[str, ...]) -> dict[str, str]:
        """How the tooltip of a place begins: its `title` first."""

    def title(self, quadrant: Quadrant, window: Window) -> str:
        """What is written in a quadrant."""

    def opening(self, count: int, own: str, others: str) -> str:
        """How many points there are, and the two axes."""

    def in_quadrant(self, quadrant: Quadrant, window: Window) -> str:
        """What stands in a quadrant."""

    def incomplete(self, points: Sequence[Point]) -> str:
        """What cannot be compared."""


@dataclass(frozen=True)
class Parts:
    """Factors, sub-factors or items: codes everywhere, names where they have room (of items, never in the drawing)."""

    model: Model
    level: Level
    say: Words
    crowded: bool = False

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Code → name of a factor or sub-factor, or the text of an item."""
        return {code: part_name(self.model, self.level, code, self.say) for code in codes(self.model, self.level)}

    @property
    def written(self) -> Mapping[str, str]:
        """The names that may be written out."""
        return {} if self.level is Level.ITEM else self.names

    def forms(self, found: tuple[str, ...], narrow: bool, font: int) -> tuple[LabelForm, ...]:
        """Names, then codes; codes alone in a narrow chart."""
        return label_forms(found, {} if narrow else self.written, font)

    def heading(self, found: tuple[str, ...]) -> dict[str, str]:
        """Code and name; a line each where several share a place."""
        if len(found) == 1:
            return {"title": f"{found[0]} {self.names[found[0]]}"}
        return {"title": self.say("window.together", len(found))} | {code: self.names[code] for code in found}

    def title(self, quadrant: Quadrant, window: Window) -> str:
        """The quadrant's name."""
        return quadrant_name(quadrant, self.say)

    def opening(self, count: int, own: str, others: str) -> str:
        """How many points there are, and the two axes."""
        if not count:
            return self.say("window.no_points", own=own, others=others)
        return self.say("window.points", count, own=own, others=others)

    def in_quadrant(self, quadrant: Quadrant, window: Window) -> str:
        """Its codes and names, from the widest gap down."""
        told = [f"{point.code} {self.written.get(point.code, '')}".strip() for point in window.in_quadrant(quadrant)]
        return self.say(
            "window.in_quadrant",
            quadrant=quadrant_name(quadrant, self.say),
            codes=self.say.listing(told) if told else self.say("window.nobody"),
        )

    def incomplete(self, points: Sequence[Point]) -> str:
        """The codes of points without one of the sides."""
        return self.say("window.incomplete", codes=self.say.listing(point.code for point in points))

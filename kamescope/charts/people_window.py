"""The perception window of many KAMs: each a point, named where there is room, counted where there is none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kamescope.analysis.window import Point, Quadrant, Window
from kamescope.charts.labels import LabelForm
from kamescope.charts.names import side_names
from kamescope.charts.theme import Chart, Look
from kamescope.charts.window import scatter
from kamescope.charts.window_texts import name_forms, quadrant_name
from kamescope.i18n import Words
from kamescope.model import ENVIRONMENT, Model

LABELLED = 40
"""Up to so many KAMs their names are written beside the points."""
LISTED = 12
"""So many names at most are told at one place or in one quadrant; beyond, their number."""


def people_window(
    model: Model,
    window: Window,
    names: Mapping[str, str],
    look: Look,
    environment: str = ENVIRONMENT,
    title: str = "",
) -> Chart:
    """The window of several KAMs: the code of a point is a KAM's opaque token, `names` says who that is.

    Up to `LABELLED` KAMs carry their names where these have room; more are small marks, each named by its tooltip, and
    every quadrant says how many stand in it. `title` says what is compared (a factor, the whole) to those who hear
    the chart. A click selects (parameter `pick`, field `code`) the tokens at that place, separated by spaces.
    KeyError for a token without a name.
    """
    whole = sum(point.quadrant is not None for point in window.points)
    return scatter(
        model,
        window,
        People(names, look.words, whole > LABELLED, title),
        look,
        side_names(model, environment, look.words),
    )


@dataclass(frozen=True, slots=True)
class People:
    """KAMs as the subject of a window, in the order of its points: names, never tokens."""

    names: Mapping[str, str]
    say: Words
    crowded: bool
    opened_by: str

    def forms(self, found: tuple[str, ...], narrow: bool, font: int) -> tuple[LabelForm, ...]:
        """Names, cut where a whole one has no room."""
        return name_forms([self.names[code] for code in found], font)

    def heading(self, found: tuple[str, ...]) -> dict[str, str]:
        """The name; where several share a place, their number and their names."""
        if len(found) == 1:
            return {"title": self.names[found[0]]}
        return {"title": self.say("people_window.together", len(found)), self.say("column.kam"): self._listed(found)}

    def title(self, quadrant: Quadrant, window: Window) -> str:
        """The quadrant's name, in a crowd with the number of KAMs."""
        name = quadrant_name(quadrant, self.say)
        if not self.crowded:
            return name
        return self.say("people_window.counted", quadrant=name, number=self.say.number(len(_those(quadrant, window))))

    def opening(self, count: int, own: str, others: str) -> str:
        """How many KAMs are compared, and the two axes."""
        said = [self.say("chart.sentence", text=self.opened_by)] if self.opened_by else []
        if count:
            return " ".join([*said, self.say("people_window.points", count, own=own, others=others)])
        return " ".join([*said, self.say("people_window.no_points", own=own, others=others)])

    def in_quadrant(self, quadrant: Quadrant, window: Window) -> str:
        """How many, and who, in the order of the window's points: this is no ranking."""
        found, name = _those(quadrant, window), quadrant_name(quadrant, self.say)
        if not found:
            return self.say("people_window.nobody", quadrant=name)
        if len(found) > LISTED:
            return self.say("people_window.many", len(found), quadrant=name)
        return self.say("people_window.in_quadrant", len(found), quadrant=name, names=self._listed(found))

    def incomplete(self, points: Sequence[Point]) -> str:
        """Who cannot be compared."""
        return self.say("people_window.incomplete", names=self._listed([point.code for point in points]))

    def _listed(self, found: Sequence[str]) -> str:
        """Names in a sentence; from `LISTED` on, the others by their number."""
        names = [self.names[code] for code in found]
        if len(names) <= LISTED:
            return self.say.listing(names)
        rest = len(names) - LISTED + 1
        return self.say.listing([*names[: LISTED - 1], self.say("people_window.others", rest)])


def _those(quadrant: Quadrant, window: Window) -> list[str]:
    return [point.code for point in window.points if point.quadrant is quadrant]

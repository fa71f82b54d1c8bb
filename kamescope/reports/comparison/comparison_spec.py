"""What a page or a slide of a comparison tells: figures of several KAMs as far as they may be shown, and whose."""

from dataclasses import dataclass
from functools import cached_property

from kamescope.analysis.compare import Heatmap
from kamescope.analysis.published import Level, Published
from kamescope.analysis.side_by_side import SideBySide
from kamescope.charts.heat import Tints, tints
from kamescope.charts.heatmap import HeatmapPart
from kamescope.charts.heatmap_words import HeatmapLine
from kamescope.charts.names import column_name
from kamescope.charts.overlay import distinct, side_by_side_overlay
from kamescope.charts.radar import FEWEST_AXES
from kamescope.charts.theme import LIGHT, Chart, Look
from kamescope.i18n import Words
from kamescope.model import Model
from kamescope.records import Campaign
from kamescope.reports.report_spec import RenderOptions

SPOKES = range(FEWEST_AXES, 41)
"""Enough codes for a shape, and few enough to read."""


@dataclass(frozen=True, slots=True)
class About:
    """Who is compared and how it is told: names of cohort and company, the filters as a sentence, edition, unit."""

    cohort: str
    company: str
    filters: str
    render_options: RenderOptions
    unit: str = "percent"
    fictitious: bool = False

    @property
    def look(self) -> Look:
        """How figures are written, always on a light ground."""
        return Look(self.render_options.language, unit=self.unit)

    @property
    def say(self) -> Words:
        """The words of the edition's language."""
        return self.look.words


@dataclass(frozen=True, eq=False)
class _OfHeatmap:
    about: About
    heatmap: Heatmap

    @property
    def model(self) -> Model:
        """The campaign's questionnaire."""
        return self.heatmap.panel.model

    @property
    def campaign(self) -> Campaign:
        """When it was."""
        return self.heatmap.panel.campaign

    @property
    def level(self) -> Level:
        """The level of what is listed under the overall figure."""
        return self.heatmap.places[-1][0]

    @cached_property
    def people(self) -> tuple[Published, ...]:
        """Everybody in it."""
        return tuple(self.heatmap.panel)

    @cached_property
    def tints(self) -> Tints:
        """How its figures are tinted: as on the screen."""
        return tints(self.heatmap, LIGHT)


@dataclass(frozen=True, eq=False)
class TeamComparison(_OfHeatmap):
    """A cohort's heatmap; of its KAMs those of `part` are on paper, in that order, beside the mean of all."""

    part: HeatmapPart

    @property
    def order(self) -> str:
        """Sorted by what."""
        return self.part.order


@dataclass(frozen=True, eq=False)
class CohortComparison(_OfHeatmap):
    """The same heatmap told by the means of groups of its KAMs, in that order; `order`: sorted by what."""

    lines: tuple[HeatmapLine, ...]
    order: str = ""


@dataclass(frozen=True, eq=False)
class SideBySideComparison:
    """Two to six KAMs of a cohort from near by."""

    about: About
    side_by_side: SideBySide

    @property
    def model(self) -> Model:
        """The campaign's questionnaire."""
        return self.side_by_side.people[0].model

    @property
    def campaign(self) -> Campaign:
        """When it was."""
        return self.side_by_side.people[0].campaign

    @property
    def level(self) -> Level:
        """The level of what is listed."""
        return self.side_by_side.level

    @property
    def people(self) -> tuple[Published, ...]:
        """Everybody in it."""
        return self.side_by_side.people

    @property
    def names(self) -> list[str]:
        """What they are called, no two alike."""
        return distinct(self.side_by_side.names)

    @property
    def radar(self) -> Chart | None:
        """Their profiles laid over each other as on the screen, where there are codes for that."""
        shown = self.side_by_side
        if len(shown.differences) not in SPOKES:
            return None
        return side_by_side_overlay(shown, self.about.look, column_name(self.model, shown.column, self.about.say))


Tinted = TeamComparison | CohortComparison
"""A heatmap, of KAMs or of groups of them."""
Comparison = Tinted | SideBySideComparison

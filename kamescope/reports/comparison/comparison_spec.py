"""What a page or a slide of a comparison tells: figures of several KAMs as far as they may be shown, and whose."""

from dataclasses import dataclass

from kamescope.analysis.compare import Heatmap
from kamescope.analysis.side_by_side import SideBySide
from kamescope.charts.heatmap import Part
from kamescope.charts.heatmap_words import Line
from kamescope.charts.theme import Look
from kamescope.i18n import Words
from kamescope.model import Model
from kamescope.records import Campaign
from kamescope.reports.report_spec import RenderOptions


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


@dataclass(frozen=True, eq=False)
class TeamComparison(_OfHeatmap):
    """A cohort's heatmap; of its KAMs those of `part` are on paper, in that order, beside the mean of all."""

    part: Part


@dataclass(frozen=True, eq=False)
class CohortComparison(_OfHeatmap):
    """The same heatmap told by the means of groups of its KAMs, in that order; `order`: sorted by what."""

    lines: tuple[Line, ...]
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


Tinted = TeamComparison | CohortComparison
"""A heatmap, of KAMs or of groups of them."""
Comparison = Tinted | SideBySideComparison

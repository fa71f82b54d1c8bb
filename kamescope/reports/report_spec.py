"""What a report, a deck or a workbook is to tell: one KAM's published results, and the view they are told in."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from kamescope import sentences
from kamescope.analysis.conversation import ConversationStep, Preparation, conversation
from kamescope.analysis.gaps import Gap, Highlights, highlights, sorted_gaps
from kamescope.analysis.headline import headline
from kamescope.analysis.plan import Undertaking
from kamescope.analysis.plan_review import PlanReview
from kamescope.analysis.published import Level, Published
from kamescope.analysis.ranking import Ranking, rank_items
from kamescope.analysis.window import Window, own_cut, place, window_gaps
from kamescope.charts.figures import ROLLED_UP, cell_text
from kamescope.charts.theme import ITEM_UNIT, Look
from kamescope.comments import Passage
from kamescope.errors import RequestError
from kamescope.i18n import DEFAULT_LANGUAGE, Words
from kamescope.model import ENVIRONMENT, OVERALL, Factor, Model
from kamescope.naming import same_key
from kamescope.privacy import GroupResult, Status

UNTOLD = "untold_"
"""How the cut of a window begins where the cohort's mean was asked for and is not told: own, and it says why."""


class Section(StrEnum):
    """A part of a report that may be left out; the rules of the figures always stand at its end."""

    SUMMARY = "summary"
    METHOD = "method"
    RESULTS = "results"
    TOP = "top"
    BOTTOM = "bottom"
    WINDOW = "window"
    FACTORS = "factors"
    COMMENTS = "comments"


@dataclass(frozen=True, slots=True)
class RenderOptions:
    """How it is told: language, sections in the report's own order, the day it is made and the state of the data."""

    language: str = DEFAULT_LANGUAGE
    sections: tuple[Section, ...] = tuple(Section)
    made_on: datetime.date = datetime.date.min
    data_version: int = 0


@dataclass(frozen=True, slots=True)
class Listed:
    """What of the results is listed: groups, factors (None: all), items a list, and the unit (empty: the natural)."""

    groups: tuple[str, ...] | None = None
    factors: tuple[str, ...] | None = None
    n: int = 10
    unit: str = ""


@dataclass(frozen=True, eq=False)
class ReportSpec:
    """One KAM in one campaign as a report tells it.

    `asked_window` None: factors, cut at the mean of the points. `environment` is what the window was made with, `cut`
    the kind of its cut: `own`, `midpoint`, `cohort`, `value`, or why there is no cohort (`UNTOLD`). `preparation`: what
    a coach prepared, for the guide alone. For the hand-out alone, as far as its reader may read them: `plan`, and
    `reviewed`, that of the campaign before. `comments`: what was kept of them.
    """

    published: Published
    render_options: RenderOptions = RenderOptions()
    listed: Listed = Listed()
    asked_window: Window | None = None
    environment: str = ENVIRONMENT
    cut: str = "own"
    preparation: Preparation = field(default_factory=Preparation)
    plan: tuple[Undertaking, ...] = ()
    reviewed: PlanReview | None = None
    comments: tuple[Passage, ...] = ()

    @property
    def model(self) -> Model:
        """The campaign's questionnaire."""
        return self.published.model

    @property
    def look(self) -> Look:
        """How rolled-up figures are shown: percent, unless the view asks for points; always on a light ground."""
        return Look(self.render_options.language, unit=self.listed.unit or "percent")

    @property
    def item_look(self) -> Look:
        """How the figures of items are shown: points, unless the view asks for percent."""
        return Look(self.render_options.language, unit=self.listed.unit or ITEM_UNIT)

    @property
    def say(self) -> Words:
        """The words of the report's language."""
        return self.look.words

    @cached_property
    def groups(self) -> tuple[str, ...]:
        """The rater groups listed, in model order."""
        wanted = self.listed.groups
        return tuple(group.code for group in self.model.groups if wanted is None or group.code in wanted)

    @property
    def columns(self) -> tuple[str, ...]:
        """The groups listed, then the environment."""
        return (*self.groups, ENVIRONMENT)

    @property
    def shown(self) -> tuple[str, ...]:
        """The groups listed that are published."""
        return tuple(group for group in self.groups if group in self.published.published_groups)

    @property
    def masked(self) -> tuple[GroupResult, ...]:
        """The groups that are held back, listed or not."""
        return tuple(group for group in self.published.groups if group.status is Status.MASKED)

    @property
    def held_back(self) -> list[str]:
        """Why nothing is shown of these, a sentence each."""
        return [sentences.masked_group(self.model, group, self.say) for group in self.masked]

    @cached_property
    def factors(self) -> tuple[Factor, ...]:
        """The factors listed, in model order."""
        wanted = self.listed.factors
        return tuple(factor for factor in self.model.factors if wanted is None or factor.code in wanted)

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """The codes of the factors listed."""
        return tuple(factor.code for factor in self.factors)

    @cached_property
    def highlights(self) -> Highlights:
        """Strengths, areas to work on and widest gaps among the factors listed."""
        return highlights(self.published, factors=self.codes)

    @cached_property
    def headline(self) -> str:
        """The first sentence about the KAM; nothing where there is nothing to set against another."""
        found = headline(self.published, self.codes)
        if found is None:
            return ""

        def figure(code: str, column: str) -> str:
            return self.figure(Level.OVERALL if code == OVERALL else Level.FACTOR, code, column)

        return sentences.headline(self.published, found, self.say, sentences.HeadlineStyle(figure, self.look.unit))

    @cached_property
    def gaps(self) -> tuple[Gap, ...]:
        """The gaps of the factors listed, from where the KAM sees themself highest to lowest."""
        return sorted_gaps(self.published, Level.FACTOR, self.codes)

    @cached_property
    def window(self) -> Window:
        """The perception window."""
        if self.asked_window is not None:
            return self.asked_window
        gaps = window_gaps(self.published, Level.FACTOR, self.environment, self.codes)
        return place(gaps, Level.FACTOR, own_cut(gaps))

    @cached_property
    def top(self) -> Ranking:
        """The best items of each group listed."""
        return rank_items(self.published, self.listed.n, False, self.groups, self.codes)

    @cached_property
    def bottom(self) -> Ranking:
        """The worst items of each group listed."""
        return rank_items(self.published, self.listed.n, True, self.groups, self.codes)

    @cached_property
    def talk(self) -> tuple[ConversationStep, ...]:
        """The conversation about these results, as long as it was prepared to be."""
        return conversation(self.published, self.preparation.length)

    @property
    def who(self) -> str:
        """The person rated, with their company."""
        kam = self.published.kam
        return " · ".join(part for part in (kam.name, kam.company) if part)

    @property
    def when(self) -> str:
        """The campaign with its date."""
        return sentences.dated(self.published.campaign, self.say)

    @property
    def filters(self) -> str:
        """Which filters are active, as a sentence."""
        return sentences.filters(self.published, self.listed.groups, self.listed.factors, self.say)

    @property
    def is_filtered(self) -> bool:
        """Whether a filter is asked for."""
        return self.published.where is not None or (self.listed.groups, self.listed.factors) != (None, None)

    def figure(self, level: Level, code: str, group: str) -> str:
        """A figure as a text in the unit of its level, or why there is none."""
        cell = self.published.cell(level, code, group)
        return cell_text(cell, self.item_look) if level is Level.ITEM else cell_text(cell, self.look, ROLLED_UP)

    def has(self, section: Section) -> bool:
        """Whether a section is told; that of comments only where there is one."""
        is_there = section is not Section.COMMENTS or any(each.comments for each in self.comments)
        return is_there and section in self.render_options.sections


def sections_named(names: Sequence[str]) -> tuple[Section, ...]:
    """The sections of that name in any case, each once, in the report's own order; none named means all.

    Raises RequestError `section_unknown`, which lists what there is.
    """
    for name in names:
        if same_key(name) not in tuple(Section):
            raise RequestError("section_unknown", section=name, candidates=", ".join(Section))
    meant = {same_key(name) for name in names}
    return tuple(section for section in Section if not names or section in meant)

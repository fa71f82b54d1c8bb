"""What is to be made: the choices and the view that they are made in, and the brief of each KAM."""

import datetime
from dataclasses import dataclass, replace

from kamescope.analysis.published import Level
from kamescope.analysis.window import CutKind, Window, own_cut, place, window_gaps
from kamescope.model import ENVIRONMENT
from kamescope.reports.names import Format
from kamescope.reports.report_spec import UNTOLD, Listed, RenderOptions, ReportSpec
from kamescope.service import Question, Untold
from kamescope.service.viewer import Viewer
from kamescope.ui import data
from kamescope.ui.address import PLAIN, Address
from kamescope.ui.kam.perception import current_window
from kamescope.ui.kam.view import KamView, environments
from kamescope.ui.report.choices import Choices
from kamescope.ui.report.plans import with_plans


@dataclass(frozen=True, slots=True)
class Order:
    """Everything that a file depends on: two orders that are equal give the same file.

    `filters` is the address without what no report shows: the KAMs are those of the choices, and the partition value
    is `where`, None where it may not be looked at alone. `viewer` is who asks: a file is for nobody else.
    """

    choices: Choices
    filters: Address
    where: str | None
    data_version: int
    viewer: Viewer

    @property
    def render_options(self) -> RenderOptions:
        """How it is told, as of today."""
        chosen = self.choices
        return RenderOptions(chosen.language, chosen.sections, datetime.date.today(), self.data_version)


def order_of(view: KamView, choices: Choices) -> Order:
    """The order that the choices make of the view."""
    address = view.address
    percent = address.percent if address.cut == CutKind.VALUE else PLAIN.percent
    whose = replace(address, kam="", version=PLAIN.version, segment="")
    filters = replace(whose, lang=PLAIN.lang, factor="", side=PLAIN.side, percent=percent)
    return Order(choices, filters, view.published.where, data.version(), data.door().viewer)


def brief_of(view: KamView, order: Order) -> ReportSpec:
    """What one KAM's view tells as a report: the same lists, the same figures, the same window."""
    address = view.address
    groups, factors = address.groups and view.groups, address.factors and view.factors
    listed = Listed(groups or None, factors or None, address.n, address.unit)
    window, cut = _window(view)
    comments = data.door().comments(address.campaign, address.kam).kept
    spec = ReportSpec(view.published, order.render_options, listed, window, address.environment, cut, comments=comments)
    if order.choices.format is not Format.HANDOUT:
        return spec
    return with_plans(data.door(), (address.campaign, address.kam), spec)


def view_of(view: KamView, kam: str) -> KamView:
    """The same view of any KAM of the campaign.

    A filter that may not act on them is left out, as it is when their page is opened. Raises RequestError
    `link_unknown` where they are no longer there.
    """
    question = Question(view.address.campaign, kam)
    segments = data.door().segments(question)
    if view.published.where in segments.values.values():
        question = replace(question, where=view.published.where)
    published = data.door().results(question)
    data.note_opening(question.campaign, [question.kam])
    others = view.address.environment
    address = replace(view.address, kam=kam, environment=others if others in environments(published) else ENVIRONMENT)
    return replace(view, address=address, published=published, segments=segments)


def _window(view: KamView) -> tuple[Window, str]:
    """The view's window and the kind of its cut; a cohort's mean is asked for once for all who are of one cohort.

    Whoever makes the report may see everybody, who reads it only themself: why there is no mean for them is said.
    """
    if view.address.cut != CutKind.COHORT:
        return current_window(view), view.address.cut
    level, others = Level(view.address.level), view.address.environment
    gaps, alike = window_gaps(view.published, level, others, view.factors), _first_alike(view)
    cut = data.door().narrowed(frozenset({alike.kam})).cohort_cut(alike, level, others)
    if isinstance(cut, Untold):
        return place(gaps, level, own_cut(gaps)), f"{UNTOLD}{cut}"
    return place(gaps, level, cut), CutKind.COHORT


def _first_alike(view: KamView) -> Question:
    mine = view.published
    kam = next(
        entry.kam.token
        for entry in data.door().people()
        if entry.campaign.token == mine.campaign.token and entry.kam.fictitious == mine.kam.fictitious
    )
    return Question(mine.campaign.token, kam)

"""What the reports of one run have in common, from the options of the command line."""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from kamescope import service
from kamescope.analysis.published import Level, Published
from kamescope.analysis.window import Cut, CutKind, place, window_gaps
from kamescope.cli.choice import cut_named, kind_named, results_of
from kamescope.cli.context import Context
from kamescope.errors import RequestError
from kamescope.model import Model
from kamescope.naming import same_key
from kamescope.reports.names import Format
from kamescope.reports.render import Job
from kamescope.reports.report_spec import UNTOLD, Listed, RenderOptions, ReportSpec, sections_named
from kamescope.service import Participation, Service, Untold, WholePlan


@dataclass(frozen=True)
class CommandOrder:
    """The edition, what is listed, the format, the respondents and the cut."""

    render_options: RenderOptions
    listed: Listed
    format: Format
    where: str | None
    cut: str
    _cuts: dict[bool, Cut | Untold | None] = field(default_factory=dict)

    def jobs(self, door: Service, entries: Iterable[Participation]) -> Iterator[Job]:
        """The report of each KAM, read when it is asked for."""
        return (Job(self._brief(door, entry), self.format) for entry in entries)

    def _brief(self, door: Service, entry: Participation) -> ReportSpec:
        published = results_of(door, entry, self.where)
        pair = entry.campaign.token, entry.kam.token
        spec = ReportSpec(published, self.render_options, self.listed, comments=door.comments(*pair).kept)
        if self.format is Format.HANDOUT:
            plan = door.plan(*pair)
            written = plan.priorities if isinstance(plan, WholePlan) else ()
            spec = replace(spec, plan=written, reviewed=door.plan_before(*pair))
        if self.cut == CutKind.OWN:
            return spec
        cut = self._cut(door, published)
        if isinstance(cut, Untold):
            return replace(spec, cut=f"{UNTOLD}{cut}")
        asked = place(window_gaps(published, Level.FACTOR, factors=spec.codes), Level.FACTOR, cut)
        return replace(spec, asked_window=asked, cut=kind_named(self.cut))

    def _cut(self, door: Service, published: Published) -> Cut | Untold | None:
        """One for the whole campaign: real people and fictitious ones are two cohorts.

        Whoever makes the report may see everybody, who reads it only themself: why there is no mean for them is said.
        """
        kind = published.kam.fictitious
        if kind not in self._cuts:
            reader = door.narrowed(frozenset({published.kam.token}))
            self._cuts[kind] = cut_named(reader, published, Level.FACTOR, self.cut)
        return self._cuts[kind]


def read_order(context: Context, door: Service, model: Model, view: Mapping[str, Any]) -> CommandOrder:
    """The order that the options give for a campaign under a model.

    Raises RequestError: `section_unknown`, `group_unknown`, `report_factor_unknown`.
    """
    render_options = RenderOptions(
        view["lang"] or context.say.language,
        sections_named(view["sections"]),
        datetime.date.today(),
        service.version(door.store),
    )
    listed = Listed(_groups(model, view["groups"]), _factors(model, view["factors"]), view["n"])
    return CommandOrder(render_options, listed, view["format"], view["where"], view["cut"])


def _groups(model: Model, wanted: tuple[str, ...]) -> tuple[str, ...] | None:
    known = tuple(group.code for group in model.groups)
    for word in wanted:
        if _meant(word, known) is None:
            raise RequestError("group_unknown", value=word, words=", ".join(known))
    return _all_meant(wanted, known)


def _factors(model: Model, wanted: tuple[str, ...]) -> tuple[str, ...] | None:
    known = tuple(factor.code for factor in model.factors)
    for word in wanted:
        if _meant(word, known) is None:
            raise RequestError("report_factor_unknown", factor=word, candidates=", ".join(known))
    return _all_meant(wanted, known)


def _all_meant(wanted: tuple[str, ...], known: tuple[str, ...]) -> tuple[str, ...] | None:
    """The codes that words are; None where there is no word."""
    return tuple(code for word in wanted if (code := _meant(word, known)) is not None) or None


def _meant(word: str, known: tuple[str, ...]) -> str | None:
    """The code that a word is, in any case; as it is written where two codes differ by case alone."""
    return word if word in known else next((code for code in known if same_key(code) == same_key(word)), None)

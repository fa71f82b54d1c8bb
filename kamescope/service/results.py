"""One KAM's published results, what may filter them, and the cohort they stand in."""

import math
from collections.abc import Collection, Mapping
from dataclasses import astuple, dataclass
from enum import StrEnum

from kamescope.analysis.compare import SMALL_COHORT, fewest
from kamescope.analysis.dispersion import dispersions
from kamescope.analysis.panel import Panel
from kamescope.analysis.published import Level, Published
from kamescope.analysis.scores import roll_up, settled
from kamescope.analysis.window import Cut, own_cut, window_gaps
from kamescope.analysis.window import cohort_cut as mean_cut
from kamescope.errors import RequestError
from kamescope.model import ENVIRONMENT, Model
from kamescope.privacy import FilterState, by_value, filter_state, publish_groups, spreads
from kamescope.records import RespondentCount
from kamescope.service.team import Whose, team_results
from kamescope.service.versions import as_given, version_results
from kamescope.service.viewer import EVERYTHING, Scope
from kamescope.store import reads
from kamescope.store.connect import Snapshot, Store
from kamescope.store.gone import diminished
from kamescope.store.imports import token


@dataclass(frozen=True, slots=True)
class Question:
    """Whose results: campaign and KAM by token, and one partition value or everybody; `version` 0 is what is so now."""

    campaign: str
    kam: str
    where: str | None = None
    version: int = 0


@dataclass(frozen=True, slots=True)
class Segments:
    """The partition values one may look at alone, by token, and what the filter would do to each group."""

    values: Mapping[str, str]
    states: Mapping[str, FilterState]


def results(store: Store, scope: Scope, question: Question) -> Published:
    """Everything that may be shown of one KAM in one campaign.

    Raises RequestError `link_unknown` where there is no such KAM or campaign, or not for this viewer; of a version
    `version_unknown` where they did not have it, `version_whole` where one partition value is asked for.
    """
    if question.version:
        if question.where is not None:
            raise RequestError("version_whole")
        return version_results(store, scope, question.campaign, question.kam, question.version)
    with store.snapshot() as frozen:
        return published(frozen, _locate(store, frozen, scope, question), question.where)


def published(frozen: Snapshot, place: reads.Located, where: str | None = None) -> Published:
    """What may be shown there of everybody, or of one partition value, in one state of the data."""
    by_segment = where is not None
    respondents = reads.respondent_counts(frozen, place, by_segment)
    items = reads.item_counts(frozen, place, by_segment)
    answers, less = reads.answer_counts(frozen, place), diminished(frozen, place)
    groups = publish_groups(place.model, respondents, items, where)
    cells = roll_up(place.model, groups)
    told = dispersions(place.model, groups, spreads(place.model, groups, answers, less))
    return Published(place.model, place.campaign, place.kam, groups, cells, where, told)


def segments(store: Store, scope: Scope, question: Question) -> Segments:
    """What the partition filter can do here; values are named only where viewing one alone is safe."""
    with store.snapshot() as frozen:
        place = _locate(store, frozen, scope, question)
        model = place.model
        if model.partition is None:
            return Segments({}, {})
        counts = _by_group(model, reads.respondent_counts(frozen, place, by_segment=True))
    states = {group.code: filter_state(group, *by_value(counts[group.code]), "") for group in model.groups}
    safe = [code for code, state in states.items() if state is FilterState.APPLIED and model.group(code).protected]
    key = reads.secret(store)
    values = sorted({count.value for code in safe for count in counts[code]})
    return Segments({token(key, "segment", value): value for value in values}, states)


class Untold(StrEnum):
    """Why there is no mean of a cohort: as far as who looks may know why."""

    NOBODY = "nobody"
    FEW = "few"
    BESIDE = "beside"
    ONE_GROUP = "one_group"


def cohort_cut(
    store: Store, scope: Scope, question: Question, level: Level, environment: str = ENVIRONMENT
) -> Cut | Untold:
    """The mean, over the KAMs of the campaign, of each KAM's own means, each KAM counting once; or why there is none.

    `NOBODY` has both sides; or the viewer may not see each of these KAMs, and they are `FEW`er than five, or for
    somebody who signed in too few `BESIDE` those they see, as `_fixed_cohort` says, or `ONE_GROUP` alone is asked for.
    Never of one partition value alone. Fictitious people and real ones are never in one cohort.
    """
    with store.snapshot() as frozen:
        fictitious = _locate(store, frozen, scope, question).kam.fictitious
    everybody = team_results(store, EVERYTHING, Whose(question.campaign, fictitious))
    kams = [published.kam.token for published in everybody]
    seen = {kam for kam in kams if scope.sees(question.campaign, kam)}
    counted = _own_cuts(everybody, level, environment)
    if scope.is_granted and len(seen) < len(everybody):
        if environment != ENVIRONMENT:
            return Untold.ONE_GROUP
        known = {kam for kam in kams if scope.will_see(question.campaign, kam)}
        # One reason for whatever is too few: which it is would tell how many others there are.
        cut = mean_cut([counted[kam] for kam in sorted(_fixed_cohort(everybody, known))])
        return _whole(cut) if cut else Untold.BESIDE
    if counted and len(counted) < fewest(seen >= counted.keys()):
        return Untold.FEW
    return mean_cut(list(counted.values())) or Untold.NOBODY


def _own_cuts(everybody: Panel, level: Level, environment: str) -> dict[str, Cut]:
    """The own cut of each KAM (token) who has one."""
    cuts = {published.kam.token: own_cut(window_gaps(published, level, environment)) for published in everybody}
    return {kam: cut for kam, cut in cuts.items() if cut is not None}


def _whole(cut: Cut) -> Cut:
    """A cut in whole percents: of two means, before and after somebody joined, the difference tells little of them."""
    return Cut(*(float(math.floor(settled(side) + 0.5)) for side in astuple(cut)))


def _fixed_cohort(everybody: Panel, known: Collection[str]) -> frozenset[str]:
    """The KAMs (tokens) of a campaign's mean for somebody who sees only some of them, and may ask for many means.

    The same people at every level: those who have a cut by items, and so by all that items make up. Five or more; and
    where several of them are ever to be `known`, five or more besides: their mean is known by then too, and who takes
    it away would be left with too few. Who sees one is left with the sum of four. And only against the environment as a
    whole: from one group to the next, people's self-ratings count over other items, and two means could differ in one
    person alone.
    """
    fixed = _own_cuts(everybody, Level.ITEM, ENVIRONMENT).keys()
    others = fixed - set(known)
    parted = len(fixed) - len(others) > 1
    return frozenset(fixed if len(others if parted else fixed) >= SMALL_COHORT else ())


def _locate(store: Store, frozen: Snapshot, scope: Scope, question: Question) -> reads.Located:
    place = reads.locate(frozen, question.campaign, question.kam)
    if place is None or not scope.sees(question.campaign, question.kam):
        raise RequestError("link_unknown")
    return as_given(frozen, place)


def _by_group(model: Model, respondents: list[RespondentCount]) -> dict[str, list[RespondentCount]]:
    found: dict[str, list[RespondentCount]] = {group.code: [] for group in model.groups}
    for count in respondents:
        found[model.groups[count.group].code].append(count)
    return found

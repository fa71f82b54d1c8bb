"""How the questionnaires of one campaign came back, as far as it may be shown."""

from collections import Counter
from collections.abc import Iterable, Mapping

from kamescope.analysis.quality import (
    SAME_FROM,
    SECONDS_AN_ANSWER,
    BlockPart,
    KamReturns,
    Quality,
    Returns,
    Sign,
    Tally,
    blanks_of_many,
    blocks,
)
from kamescope.errors import RequestError
from kamescope.model import Model, RaterGroup
from kamescope.privacy import Status, publish_count
from kamescope.service.team import Whose, counts_of
from kamescope.service.viewer import Scope
from kamescope.store import journal, reads
from kamescope.store.connect import Store
from kamescope.store.quality import ReturnCounts, Signs, counts, signs

COUNTED = {Sign.SAME: ("respondents", "same"), Sign.FAST: ("timed", "fast"), Sign.LATE: ("respondents", "late")}
"""What bears a sign, out of which questionnaires."""


def quality(store: Store, scope: Scope, campaign: str, fictitious: bool = False) -> Quality:
    """What came back in a campaign (token), over the KAMs in scope; real people and fictitious ones apart.

    Raises RequestError `link_unknown` where there is nobody to be seen in it.
    """
    with store.snapshot() as frozen:
        seen = [entry for entry in reads.enrolments(frozen) if _is_seen(entry, scope, campaign, fictitious)]
        if not seen:
            raise RequestError("link_unknown")
        model = reads.shown_models(frozen)[campaign]
        found = counts(frozen, campaign, fictitious)
        borne = signs(frozen, campaign, fictitious, SAME_FROM, SECONDS_AN_ANSWER)
        _, group_counts, counted = counts_of(store, frozen, scope, Whose(campaign, fictitious))
        sent = _sent(frozen, campaign)
    kams = [entry.kam for entry in seen]
    returned = [KamReturns(kam, _returns(model, found.get(kam.token, {}), sent.get(kam.token, {}))) for kam in kams]
    whole = _whole(returned, borne)
    told = {sign: blocks(model, [_part(model, some, sign) for some in whole]) for sign in Sign}
    return Quality(model, tuple(returned), blanks_of_many(model, group_counts, counted), told)


def _is_seen(entry: reads.Enrolment, scope: Scope, campaign: str, fictitious: bool) -> bool:
    here = entry.campaign.token == campaign and entry.kam.fictitious is fictitious
    return here and scope.sees(campaign, entry.kam.token)


def _sent(store: reads.Readable, campaign: str) -> dict[str, dict[int, int]]:
    """Questionnaires sent out, by KAM and the group's place in the model."""
    found: dict[str, dict[int, int]] = {}
    for line in journal.expected(store):
        if line.campaign == campaign:
            found.setdefault(line.kam, {})[line.rater_group] = line.sent
    return found


def _returns(model: Model, found: Mapping[int, ReturnCounts], sent: Mapping[int, int]) -> tuple[Returns, ...]:
    return tuple(
        _returned(group, found.get(index) or _none(index), sent.get(index)) for index, group in enumerate(model.groups)
    )


def _returned(group: RaterGroup, count: ReturnCounts, sent: int | None) -> Returns:
    head = publish_count(group, count.respondents, count.answers)
    # How many of a protected group came back empty says something of its answers: only where they are shown.
    open_to_all = head.status is Status.PUBLISHED or not group.protected
    return Returns(head, sent, count.waiting, count.empty if open_to_all else None)


def _whole(returned: Iterable[KamReturns], borne: Iterable[Signs]) -> list[Signs]:
    """The signs of blocks that all still count, in groups that are shown, of KAMs that may be seen."""
    shown = {
        (entry.kam.token, index)
        for entry in returned
        for index, each in enumerate(entry.groups)
        if each.group.status is Status.PUBLISHED
    }
    there = [some for some in borne if (some.kam, some.group) in shown]
    sizes = Counter[int]()
    for some in there:
        sizes[some.block] += some.respondents
    return [some for some in there if sizes[some.block] == some.size]


def _part(model: Model, some: Signs, sign: Sign) -> BlockPart:
    """How many bear the sign."""
    whole, marked = COUNTED[sign]
    tally = Tally(getattr(some, whole), getattr(some, marked))
    return BlockPart(some.block, some.kam, model.groups[some.group].code, tally)


def _none(place: int) -> ReturnCounts:
    return ReturnCounts("", place, 0, 0, 0, 0)

"""How the questionnaires of one campaign came back, as far as it may be shown."""

from collections.abc import Mapping

from kamescope.analysis.quality import (
    SAME_FROM,
    SECONDS_AN_ANSWER,
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
from kamescope.privacy import Status, publish_head
from kamescope.service.scope import Scope
from kamescope.service.team import Whose, counts_of
from kamescope.store import journal, reads
from kamescope.store.connect import Store
from kamescope.store.quality import Counts, counts

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
        model = reads.as_shown(reads.model_of(frozen, seen[0].model_id), seen[0].campaign)
        found = counts(frozen, campaign, fictitious, SAME_FROM, SECONDS_AN_ANSWER)
        _, heads, counted = counts_of(store, frozen, scope, Whose(campaign, fictitious))
        sent = _sent(frozen, campaign)
    kams = [entry.kam for entry in seen]
    returned = [KamReturns(kam, _returns(model, found.get(kam.token, {}), sent.get(kam.token, {}))) for kam in kams]
    shown = {entry.kam.token: _shown(entry, found.get(entry.kam.token, {})) for entry in returned}
    signs = {sign: blocks(model, {kam: _tallies(shown[kam], sign) for kam in shown}) for sign in Sign}
    return Quality(model, tuple(returned), blanks_of_many(model, heads, counted), signs)


def _is_seen(entry: reads.Enrolment, scope: Scope, campaign: str, fictitious: bool) -> bool:
    here = entry.campaign.token == campaign and entry.kam.fictitious is fictitious
    return here and scope.sees(entry.kam.token)


def _sent(store: reads.Readable, campaign: str) -> dict[str, dict[int, int]]:
    """Questionnaires sent out, by KAM and the group's place in the model."""
    found: dict[str, dict[int, int]] = {}
    for line in journal.expected(store):
        if line.campaign == campaign:
            found.setdefault(line.kam, {})[line.rater_group] = line.sent
    return found


def _returns(model: Model, found: Mapping[int, Counts], sent: Mapping[int, int]) -> tuple[Returns, ...]:
    return tuple(
        _returned(group, found.get(place) or _none(place), sent.get(place)) for place, group in enumerate(model.groups)
    )


def _returned(group: RaterGroup, count: Counts, sent: int | None) -> Returns:
    head = publish_head(group, count.respondents, count.answers)
    # How many of a protected group came back empty says something of its answers: only where they are shown.
    open_to_all = head.status is Status.PUBLISHED or not group.protected
    return Returns(head, sent, count.waiting, count.empty if open_to_all else None)


def _shown(entry: KamReturns, found: Mapping[int, Counts]) -> dict[str, Counts]:
    """What came back in the groups of a KAM that are shown, by code."""
    heads = ((place, each.group) for place, each in enumerate(entry.groups))
    return {head.code: found[place] for place, head in heads if head.status is Status.PUBLISHED}


def _tallies(shown: Mapping[str, Counts], sign: Sign) -> dict[str, Tally]:
    """How many bear the sign, by group."""
    whole, marked = COUNTED[sign]
    return {code: Tally(getattr(count, whole), getattr(count, marked)) for code, count in shown.items()}


def _none(place: int) -> Counts:
    return Counts("", place, 0, 0, 0, 0, 0, 0, 0, 0)

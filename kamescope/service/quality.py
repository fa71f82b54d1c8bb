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
    blanks,
    blocks,
)
from kamescope.errors import RequestError
from kamescope.model import Model, RaterGroup
from kamescope.privacy import Status, publish_groups, publish_head
from kamescope.service.scope import Scope
from kamescope.store import journal, reads
from kamescope.store.connect import Store
from kamescope.store.quality import Counts, counts


def quality(store: Store, scope: Scope, campaign: str, fictitious: bool = False) -> Quality:
    """What came back in a campaign (token), over the KAMs in scope; real people and fictitious ones apart.

    Raises RequestError `link_unknown` where there is nobody to be seen in it.
    """
    with store.snapshot() as frozen:
        seen = [entry for entry in reads.enrolments(frozen) if _is_seen(entry, scope, campaign, fictitious)]
        if not seen:
            raise RequestError("link_unknown")
        model = reads.model_of(frozen, seen[0].model_id)
        found = counts(frozen, campaign, fictitious, SAME_FROM, SECONDS_AN_ANSWER)
        answers = reads.campaign_counts(frozen, campaign, fictitious)
        sent = _sent(frozen, campaign)
    kams = [entry.kam for entry in seen]
    came = {kam.token: found.get(kam.token, {}) for kam in kams}
    return Quality(
        model,
        tuple(KamReturns(kam, _returns(model, came[kam.token], sent.get(kam.token, {}))) for kam in kams),
        blanks(model, (publish_groups(model, *answers[token]) for token in came if token in answers)),
        {sign: blocks(model, {token: _tallies(model, came[token], sign) for token in came}) for sign in Sign},
    )


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
        _returned(group, found.get(place, _none(place)), sent.get(place)) for place, group in enumerate(model.groups)
    )


def _returned(group: RaterGroup, count: Counts, sent: int | None) -> Returns:
    head = publish_head(group, count.respondents, count.answers)
    # How many of a protected group came back empty says something of its answers: only where they are shown.
    open_to_all = head.status is Status.PUBLISHED or not group.protected
    return Returns(head, sent, count.waiting, count.empty if open_to_all else None)


def _tallies(model: Model, found: Mapping[int, Counts], sign: Sign) -> dict[str, Tally]:
    """How many bear the sign, in the groups that are shown."""
    shown = ((model.groups[place], count) for place, count in found.items())
    return {
        group.code: _tally(count, sign)
        for group, count in shown
        if publish_head(group, count.respondents, count.answers).status is Status.PUBLISHED
    }


def _tally(count: Counts, sign: Sign) -> Tally:
    marked = {Sign.SAME: count.same, Sign.FAST: count.fast, Sign.LATE: count.late}[sign]
    return Tally(count.timed if sign is Sign.FAST else count.respondents, marked)


def _none(place: int) -> Counts:
    return Counts("", place, 0, 0, 0, 0, 0, 0, 0, 0)

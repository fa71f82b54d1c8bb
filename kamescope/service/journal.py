"""What the administrator looks after: the journal of imports, undo, late answers, agreed mappings, expected numbers."""

from dataclasses import dataclass

from kamescope.errors import RequestError
from kamescope.records import Campaign, Kam
from kamescope.service.files import not_counted
from kamescope.service.viewer import Scope
from kamescope.store import journal as kept
from kamescope.store import reads
from kamescope.store.connect import Store
from kamescope.store.journal import Waited
from kamescope.store.road import releases, standing
from kamescope.store.undo import Undone
from kamescope.store.undo import undo as take_back
from kamescope.store.undo import undo_together as take_back_together


class JournalEntry(kept.Line):
    """One import: what its file holds, what became of it, and who it is about."""

    __slots__ = ()

    @property
    def not_counted(self) -> dict[str, int]:
        """Everything of the file that did not come in, waits or took another's place, each kind in numbers."""
        return not_counted(self)


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits in one group until enough comes with it: `late` questionnaires, `held` answers of those that count.

    `held` is 0 where questionnaires were replaced: how many of the changed answers wait would tell which are others.
    `released`: they wait until the results, which were released, are reopened.
    """

    campaign: Campaign
    kam: Kam
    group: str
    late: int
    held: int
    minimum: int
    released: bool = False


@dataclass(frozen=True, slots=True)
class SavedMapping:
    """What a person agreed to (TOML) for files with these headings (a fingerprint) in a campaign."""

    campaign: Campaign
    headings: str
    source: str


@dataclass(frozen=True, slots=True)
class Expected:
    """How many questionnaires were sent to one group of a KAM."""

    campaign: Campaign
    kam: Kam
    group: str
    sent: int


def journal(store: Store, scope: Scope) -> tuple[JournalEntry, ...]:
    """Every import all of whose KAMs are in scope, undone ones too, the newest first."""
    return tuple(JournalEntry(*line) for line in kept.lines(store) if _sees_all(scope, line))


def lines_about(store: Store, kam: str) -> tuple[kept.Line, ...]:
    """The imports that rate a KAM (token) and stand, the oldest first."""
    return tuple(line for line in reversed(kept.lines(store)) if kam in line.kams and line.undone_at is None)


def undo(store: Store, scope: Scope, import_id: int, release: bool = False) -> Undone:
    """Take back everything that only this import brought; versions that it replaced come back.

    What is left of a protected group and would tell by difference waits from then on; with `release` it counts all the
    same, and the journal keeps it. Raises RequestError `import_unknown`.
    """
    _check_seen(store, scope, import_id)
    return take_back(store, import_id, release)


def undo_together(store: Store, scope: Scope, import_ids: tuple[int, ...], release: bool = False) -> Undone:
    """Take back several imports in one step, all or none; else as `undo`."""
    for import_id in import_ids:
        _check_seen(store, scope, import_id)
    return take_back_together(store, import_ids, release)


def waiting(store: Store, scope: Scope) -> tuple[Waiting, ...]:
    """The groups in which late questionnaires wait."""
    with store.snapshot() as frozen:
        found = [(reads.there(frozen, late.campaign, late.kam), late) for late in kept.late(frozen)]
        stands = {pair for pair, every in releases(frozen.run).items() if standing(every)}
    groups = (
        (place, place.model.groups[late.rater_group], late, (late.campaign, late.kam) in stands)
        for place, late in found
    )
    return tuple(
        Waiting(place.campaign, place.kam, group.code, late.late, late.held, group.minimum, released)
        for place, group, late, released in groups
        if scope.sees(place.campaign.token, place.kam.token)
    )


def release(store: Store, scope: Scope, campaign: str, kam: str, group: str) -> Waited:
    """Count at once what waits in one group of one KAM (tokens, group code); what waited there.

    The lines of their imports say so. Raises RequestError `link_unknown`, `group_unknown`.
    """
    return kept.release(store, campaign, kam, _group(store, scope, campaign, kam, group))


def release_import(store: Store, scope: Scope, import_id: int) -> Waited:
    """Count at once what waits in the groups where an import brought something; what waited there, where that is told.

    Raises RequestError `import_unknown`.
    """
    _check_seen(store, scope, import_id)
    return kept.release_import(store, import_id)


def open_campaign(store: Store, scope: Scope, campaign: str) -> Waited:
    """Show the results of a campaign in collection (token): its first view; what waits from then on.

    Raises RequestError `link_unknown` where there is no such campaign, `campaign_open` where it is shown already.
    """
    with store.snapshot() as frozen:
        found = [entry for entry in reads.enrolments(frozen) if entry.campaign.token == campaign]
    if not found or not all(scope.sees(campaign, entry.kam.token) for entry in found):
        raise RequestError("link_unknown")
    if not found[0].campaign.collecting:
        raise RequestError("campaign_open", campaign=found[0].campaign.name)
    return kept.open_campaign(store, campaign)


def saved_mappings(store: Store, scope: Scope) -> tuple[SavedMapping, ...]:
    """The mappings that are offered again: one for each campaign and headings, the newest agreed to.

    They may name people: only who may see everybody in the file they were agreed for may see them.
    """
    return tuple(
        SavedMapping(found.campaign, found.headings, found.source)
        for found in kept.mappings(store)
        if scope.sees_all_of(found.kams)
    )


def expected(store: Store, scope: Scope) -> tuple[Expected, ...]:
    """How many questionnaires were sent out, by campaign, KAM and group, where that is known."""
    with store.snapshot() as frozen:
        found = [(reads.there(frozen, sent.campaign, sent.kam), sent) for sent in kept.expected(frozen)]
    return tuple(
        Expected(place.campaign, place.kam, place.model.groups[sent.rater_group].code, sent.sent)
        for place, sent in found
        if scope.sees(place.campaign.token, place.kam.token)
    )


def set_expected(store: Store, scope: Scope, campaign: str, kam: str, group: str, sent: int | None) -> None:
    """Keep how many questionnaires were sent to one group of one KAM (tokens, group code); None forgets it.

    Raises RequestError `link_unknown`, `group_unknown`, `expected_negative`.
    """
    if sent is not None and sent < 0:
        raise RequestError("expected_negative", sent=sent)
    kept.set_expected(store, campaign, kam, _group(store, scope, campaign, kam, group), sent)


def _sees_all(scope: Scope, line: kept.Line) -> bool:
    """A line names its file and its problems: only who may see everybody in it may see it."""
    return scope.sees_all_of(line.kams)


def _check_seen(store: Store, scope: Scope, import_id: int) -> None:
    """Raises RequestError `import_unknown` where the viewer may not see that import, or there is none."""
    if not any(line.id == import_id and _sees_all(scope, line) for line in kept.lines(store)):
        raise RequestError("import_unknown", number=import_id)


def _group(store: Store, scope: Scope, campaign: str, kam: str, group: str) -> int:
    """The place of a group in the campaign's model, where the viewer may see that KAM in it."""
    with store.snapshot() as frozen:
        place = reads.locate(frozen, campaign, kam)
    if place is None or not scope.sees(campaign, kam):
        raise RequestError("link_unknown")
    if group not in place.model.group_index:
        raise RequestError("group_unknown", value=group, words=", ".join(place.model.group_index))
    return place.model.group_index[group]

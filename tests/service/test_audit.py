"""What is written of what somebody did, on whom; and what a person would find who is known by e-mail."""

import datetime
from collections.abc import Iterator

import pytest

from kamescope import places, service
from kamescope.errors import RequestError
from kamescope.service import (
    GrantRequest,
    ImportRequest,
    Role,
    Service,
    Store,
    Upload,
    everything,
    open_upload,
    signed_in,
)
from kamescope.store import access as kept
from kamescope.store import audit
from kamescope.store.access import Granted, Holder
from tests.service.sheets import TEAM, found, full, give, load, loaded, question, several, wide
from tests.support import kamescope_model, other_model

COACH, LEAD = "coach@xyz.fr", "lead@xyz.fr"


def written(door: Service) -> list[tuple[str, str, str]]:
    """What was done, on which KAM in which campaign, the newest last."""
    return [(line.what, line.on, line.campaign) for line in reversed(door.audit())]


@pytest.fixture
def north(store: Store) -> Iterator[Service]:
    """Ada and Bob of two teams."""
    loaded(store, [full("manager", "m1", 5, team="Nord"), full("manager", "m1", 6, kam="Bob", team="Sud")])
    return everything(store)


@pytest.mark.deep
def test_an_import_is_written_where_something_came_in(store: Store):
    door = everything(store)
    load(store, TEAM, dry_run=True)
    load(store, b"nothing that anybody knows")
    door.preview(*upload(wide(TEAM)))
    assert written(door) == []
    load(store, TEAM)
    one = found(store)
    assert written(door) == [("imported", one.kam.id, one.campaign.name)]
    load(store, TEAM)
    assert len(written(door)) == 1, "what is there already does not come in again"
    both = [full("self", "s1", 5, kam=kam, campaign=campaign) for kam in ("Bob", "Cleo") for campaign in ("A", "B")]
    door.import_upload(*upload(wide(both)))
    assert sorted(written(door)[1:]) == [("imported", "", "A"), ("imported", "", "B")], "the journal says who"


@pytest.mark.deep
def test_what_is_undone_or_counted_at_once_is_written_with_whom_it_is_about(store: Store):
    door = everything(store)
    loaded(store, several("peer", 3))
    loaded(store, several("peer", 1, first=9), name="late.csv")
    one = found(store)
    door.release_import(2)
    door.undo(2, release=True)
    door.undo(1)
    assert [line[0] for line in written(door)[2:]] == ["released_late", "undid", "released_late", "undid"]
    loaded(store, several("peer", 3), name="again.csv")
    assert {line[1:] for line in written(door)} == {(one.kam.id, one.campaign.name)}


def test_a_grant_is_written_on_whom_it_is_for_and_on_the_kam(north: Service):
    """By tokens, which are told as e-mail and id as long as these are known here."""
    ada, bob = found(north.store).kam, found(north.store, "Bob").kam
    north.grant(GrantRequest(Role.COACH, COACH, kam="Ada Martin"))
    north.revoke(GrantRequest(Role.COACH, COACH, kam="Ada Martin"))
    batch = north.grant_all([GrantRequest(Role.COACH, COACH, team="Nord"), GrantRequest(Role.KAM, LEAD, kam="Bob")])
    assert [line[:2] for line in written(north) if line[0] in ("granted", "revoked")] == [
        *(("granted", COACH), ("granted", ada.id)),
        *(("revoked", COACH), ("revoked", ada.id)),
        *(("granted", COACH), ("granted", LEAD), ("granted", bob.id)),
    ]
    north.revoke_all(batch)
    assert [what for what, _, _ in written(north)][-3:] == ["revoked"] * 3
    assert not {COACH, LEAD} & {line.on for line in north.audit()}, "nobody knows them any more"
    assert not any("@" in line.on_whom for line in audit.lines(north.store))


def upload(content: bytes) -> tuple[Upload, ImportRequest]:
    """A file as the page imports it."""
    return open_upload("file.csv", content), ImportRequest(other_model())


@pytest.mark.deep
def test_the_demonstration_is_imports_and_undos(store: Store):
    door = everything(store)
    list(door.import_demo(places.DEMO, kamescope_model()))
    list(door.import_demo(places.DEMO, kamescope_model()))
    assert [what for what, _, _ in written(door)] == ["imported"] * 3, "the second time nothing came in"
    door.remove_demo()
    assert [what for what, _, _ in written(door)] == ["imported"] * 3 + ["undid"] * 3


def test_sharing_and_taking_back_are_written_with_whose_results(north: Service):
    ada = found(north.store)
    tokens, names = (ada.campaign.token, ada.kam.token), (ada.kam.id, ada.campaign.name)
    give(north, *tokens)
    north.reopen(*tokens)
    assert written(north)[-4:] == [(what, *names) for what in ("went_on", "prepared", "released", "reopened")]


def test_what_is_done_on_several_is_a_line_each_and_what_is_refused_none(north: Service):
    kams = [entry.kam for entry in north.people()]
    campaign = found(north.store).campaign
    before = len(written(north))
    north.trace_all("downloaded_pdf", [kam.token for kam in kams], campaign.token)
    assert written(north)[before:] == [("downloaded_pdf", kam.id, campaign.name) for kam in kams]
    with pytest.raises(RequestError, match="link_unknown"):
        north.release_to("nobody", "nothing")
    assert len(written(north)) == before + len(kams)


@pytest.mark.deep
def test_seen_as_somebody_there_is_what_they_would_find(north: Service):
    north.grant(GrantRequest(Role.COACH, COACH, team="Nord"))
    north.grant(GrantRequest(Role.LEAD, LEAD, company="XYZ"))
    for email in (COACH, LEAD, f"  {COACH.upper()} "):
        theirs = signed_in(north.store, email.strip().lower())
        assert north.seen_by(email).people == theirs.people()
        assert north.seen_by(email).viewer == theirs.viewer
    assert [entry.kam.name for entry in north.seen_by(COACH).people] == ["Ada Martin"]
    waits = north.seen_by(LEAD)
    assert (waits.people, [entry.kam.name for entry in waits.waiting]) == ((), ["Ada Martin", "Bob"])
    bob = found(north.store, "Bob")
    give(north, bob.campaign.token, bob.kam.token)
    found_now = north.seen_by(LEAD)
    assert ([e.kam.name for e in found_now.people], [e.kam.name for e in found_now.waiting]) == (
        ["Bob"],
        ["Ada Martin"],
    )
    assert len(north.seen_by(LEAD, at_once=True).people) == 2
    with pytest.raises(RequestError, match="not_granted"):
        north.seen_by("nobody@xyz.fr")


def test_a_grant_on_what_is_no_longer_there_can_be_taken_away(north: Service):
    gone = [Granted(LEAD, Role.LEAD, "company", "GONE"), Granted(LEAD, Role.KAM, "kam", kam="0123456789abcdef")]
    kept.grant(north.store, [Holder(LEAD, "")], gone)
    north.revoke(GrantRequest(Role.LEAD, LEAD, company="gone"))
    north.revoke(GrantRequest(Role.KAM, LEAD, kam="0123456789abcdef"))
    assert north.persons() == ()
    with pytest.raises(RequestError, match="grant_company_unknown"):
        north.revoke(GrantRequest(Role.LEAD, LEAD, company="GONE"))


def test_an_opening_is_written_once_a_day_and_changes_no_state_of_the_data(store: Store):
    loaded(store, [full("manager", "m1", 5)])
    before, door = service.version(store), everything(store, "zoe@x.fr")
    about = question(found(store))
    for _ in range(3):
        door.trace_opening(about)
    assert [(line.who, line.what) for line in door.audit() if line.who == "zoe@x.fr"] == [("zoe@x.fr", "opened")]
    with store.transaction(changes=False) as cursor:
        cursor.execute("UPDATE audit SET done_at = done_at - INTERVAL '1 day' WHERE what = 'opened'")
    door.trace_opening(about)
    assert sum(line.what == "opened" for line in door.audit()) == 2, "another day"
    assert service.version(store) == before


def test_what_is_older_than_its_months_is_purged_and_the_purge_is_a_line(store: Store):
    door = everything(store)
    door.trace("signed_in")
    door.trace("backed_up")
    with store.transaction(changes=False) as cursor:
        old = datetime.datetime.now() - datetime.timedelta(days=800)
        cursor.execute("UPDATE audit SET done_at = $old WHERE what = 'signed_in'", {"old": old})
    assert service.purge_audit(store, 27) == 0, "26 months are kept"
    assert service.purge_audit(store, 24) == 1
    assert [line.what for line in door.audit()] == ["purged", "backed_up"]
    assert service.purge_audit(store, 24) == 0, "a purge of nothing is no line"
    assert len(door.audit()) == 2

"""Erased for good: in no table, journal line or byte; what is left obeys the rule for changes (docs/design.md 4)."""

import datetime
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamescope import service
from kamescope.errors import RequestError
from kamescope.service import GrantRequest, Participation, Store, everything, open_store
from kamescope.store.tokens import token
from tests.service.deliveries import deliver
from tests.service.sheets import Sheet, all_rows, found, full, give, load, loaded, question, several
from tests.service.test_by_difference import MORE, SHEETS, THREE, Reader, peer
from tests.service.test_door import told
from tests.store.damage import copied

ADA, BOB = "Ada Lovelace", "Bob Noyce"
SPRING, AUTUMN = "Printemps", "Automne"
OF_ADA = [full("self", "s1", 5, kam=ADA), full("manager", "m1", 4, kam=ADA), *several("peer", 4, kam=ADA)]
OF_BOB = [full("self", "s2", 6, kam=BOB), *several("peer", 4, first=11, kam=BOB)]


def filled(store: Store) -> Store:
    """Two KAMs in one campaign, Ada in another one too: files of her own, one of both, an undone one, and access."""
    loaded(store, [*OF_ADA, *OF_BOB], name="Noyce et LOVELACE.csv")
    loaded(store, [sheet.but(campaign=AUTUMN) for sheet in several("peer", 4, kam=ADA, seed=9)], name="lovelace.csv")
    deliver(store, [full("manager", "m2", 3, kam=ADA)], file="Retour Lovelace.csv", mapping=ADA, headings="h")
    deliver(store, several("peer", 1, first=30, kam=ADA), file="ada LOVELACE, late.csv", sha256="late")
    everything(store).undo(4)
    for kam, email in ((ADA, "ada@example.org"), (BOB, "bob@example.org")):
        everything(store).grant(GrantRequest("kam", email, name=kam, kam=kam))
        give(everything(store), *_place(found(store, kam, SPRING)))
        everything(store).set_expected(*_place(found(store, kam, SPRING)), "peer", 9)
        service.signed_in(store, email).trace_opening(question(found(store, kam, SPRING)))
        everything(store).reopen(*_place(found(store, kam, SPRING)))
    return store


def _place(entry: Participation) -> tuple[str, str]:
    return entry.campaign.token, entry.kam.token


def everywhere(store: Store) -> str:
    """Every value of every table."""
    return "\n".join(map(str, all_rows(store).values()))


def figures(store: Store, kam: str) -> Mapping[str, object]:
    """Everything told of somebody, by campaign."""
    return {
        entry.campaign.name: told(everything(store).results(question(entry)))
        for entry in everything(store).people()
        if entry.kam.name == kam
    }


def sound(store: Store) -> bool:
    return everything(store).check().faults == ()


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed database of both."""
    path = tmp_path_factory.mktemp("both") / "e.duckdb"
    filled(open_store(path)).close()
    return path


@pytest.fixture
def store(both: Path, tmp_path: Path) -> Iterator[Store]:
    """A file of the same, open."""
    opened = open_store(copied(both, tmp_path))
    yield opened
    opened.close()


@pytest.mark.deep
@pytest.mark.parametrize("name", ["lovelace", "ada@example"])
def test_a_kam_stands_nowhere_any_more(store: Store, tmp_path: Path, name: str):
    bobs, ada = figures(store, BOB), found(store, ADA, SPRING).kam.token
    assert name in everywhere(store).casefold()
    everything(store).erase("", ada)
    assert name not in everywhere(store).casefold()
    assert [line.file for line in everything(store).journal()] == ["….csv"]
    assert figures(store, BOB) == bobs and {BOB} == {entry.kam.name for entry in everything(store).people()}
    assert sound(store)
    assert [account.email for account in everything(store).persons()] == ["bob@example.org"]
    assert {(road.campaign.token, road.kam.token) for road in everything(store).roads() if road.releases} == {
        _place(found(store, BOB, SPRING))
    }
    store.close()
    for file in tmp_path.iterdir():
        assert name.encode() not in file.read_bytes().lower(), file.name


def test_the_audit_keeps_tokens(store: Store):
    ada = found(store, ADA, SPRING).kam.token
    everything(store).erase("", ada)
    lines = [line for line in everything(store).audit() if line.what == "opened"]
    assert {line.on for line in lines} == {ada, found(store, BOB, SPRING).kam.id}
    assert {line.who for line in lines} == {token(store.secret, "account", "ada@example.org"), "bob@example.org"}


@pytest.mark.deep
def test_a_campaign_stands_nowhere_any_more(store: Store):
    before = figures(store, ADA)[SPRING], figures(store, BOB)
    everything(store).erase(found(store, ADA, AUTUMN).campaign.token, "")
    assert AUTUMN not in everywhere(store)
    assert (figures(store, ADA), figures(store, BOB)) == ({SPRING: before[0]}, before[1])
    assert sound(store)


@pytest.mark.deep
def test_who_was_only_in_that_campaign_goes_with_it(store: Store):
    everything(store).erase(found(store, BOB, SPRING).campaign.token, "")
    assert BOB not in everywhere(store) and "bob@example.org" not in everywhere(store)
    assert list(figures(store, ADA)) == [AUTUMN]
    assert sound(store)


WHAT = {
    "kam": lambda store: ("", found(store, ADA, SPRING).kam.token),
    "campaign": lambda store: (found(store, ADA, SPRING).campaign.token, ""),
    "respondent": lambda store: (*_place(found(store, ADA, SPRING)), "peer", "p1"),
}


@pytest.mark.deep
@pytest.mark.parametrize("what", WHAT)
def test_a_dry_run_changes_nothing_and_lists_what_then_goes(store: Store, what: str):
    before, asked = everywhere(store), WHAT[what](store)
    tried = everything(store).would_erase(*asked)
    assert everywhere(store) == before
    assert everything(store).erase(*asked) == tried
    assert tried.rows["respondents"] == {"kam": 11, "campaign": 12, "respondent": 1}[what]
    assert ("answers" in tried.rows) is (what != "respondent")


def test_nothing_is_erased_half(store: Store, monkeypatch: pytest.MonkeyPatch):
    """What stops an erasure at its very end undoes all of it."""
    before = everywhere(store)

    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("kamescope.store.erase._forget_access", stopped)
    with pytest.raises(KeyboardInterrupt):
        everything(store).erase("", found(store, ADA, SPRING).kam.token)
    assert everywhere(store) == before


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (lambda ada: ("", "nobody"), "link_unknown"),
        (lambda ada: ("", ""), "link_unknown"),
        (lambda ada: ("nothing", ""), "link_unknown"),
        (lambda ada: (*ada, "peers", "p1"), "group_unknown"),
        (lambda ada: (*ada, "peer", "p99"), "respondent_unknown"),
        (lambda ada: (*ada, "manager", "p1"), "respondent_unknown"),
    ],
)
def test_unknown_ones_are_refused(store: Store, asked, code: str):
    before = everywhere(store)
    with pytest.raises(RequestError, match=code):
        everything(store).erase(*asked(_place(found(store, ADA, SPRING))))
    assert everywhere(store) == before


@pytest.mark.deep
def test_every_version_of_a_respondent_goes(store: Store):
    loaded(store, several("peer", 4, kam=ADA, seed=3), name="again.csv", replace=True)
    rows = everything(store).erase(*_place(found(store, ADA, SPRING)), "peer", "P1 ").rows
    assert rows["respondents"] == 2
    assert sound(store)


@pytest.mark.deep
def test_remarks_that_name_somebody_elsewhere_go_too(store: Store):
    """Another KAM's file remarked on hers, which it resembles; of other lines only what names her goes."""
    deliver(
        store, [full("manager", "m9", 3, kam=BOB)], file="b.csv", sha256="b", set_aside=({"who": ADA}, {"who": "x"})
    )
    everything(store).erase("", found(store, ADA, SPRING).kam.token)
    assert [dict(each) for each in everything(store).journal()[0].set_aside] == [{"who": "x"}]


def test_campaigns_past_their_keeping_are_only_listed(store: Store):
    today = datetime.date.today()
    before = everywhere(store)
    assert everything(store).overdue(1, today) == everything(store).overdue(0, today + datetime.timedelta(900)) == ()
    late = everything(store).overdue(24, today + datetime.timedelta(800))
    assert {(each.campaign.name, each.kams, each.respondents) for each in late} == {(SPRING, 2, 12), (AUTUMN, 1, 4)}
    assert everywhere(store) == before


def test_a_month_that_is_shorter_ends_on_its_last_day():
    before = service.erasure._before
    assert before(datetime.date(2026, 3, 31), 1) == datetime.date(2026, 2, 28)
    assert before(datetime.date(2026, 1, 15), 13) == datetime.date(2024, 12, 15)
    assert before(datetime.date(2026, 12, 31), 24) == datetime.date(2024, 12, 31)


# --- by difference


@pytest.fixture
def reader() -> Reader:
    """A reader of an empty database."""
    made = Reader(open_store(":memory:"))
    yield made
    made.store.close()


def erase(reader: Reader, respondent: str) -> bool:
    """Erase one of Ada Martin's peers, wherever they answered, and look; whether there was one."""
    done = False
    for entry in everything(reader.store).people():
        try:
            everything(reader.store).erase(*_place(entry), "peer", respondent)
            done = True
        except RequestError as error:
            assert error.code == "respondent_unknown"
        reader.look()
    return done


@pytest.mark.deep
def test_the_rest_waits_where_the_difference_would_tell(reader: Reader):
    reader.load(*THREE, MORE[0])
    erase(reader, "d")
    assert (reader.peers(), reader.knows()) == (0, {})
    reader.load(*MORE[1:])
    reader.load(peer("g"), peer("h", 1, 2, 3), peer("i", 4, 4, 4))
    assert (reader.peers(), reader.knows()) == (5, {})


@pytest.mark.deep
def test_who_was_erased_comes_back_only_when_released(reader: Reader):
    reader.load(*THREE, *MORE)
    for gone in "def":
        erase(reader, gone)
    assert reader.peers() == 3
    reader.load(*MORE, peer("g"))
    assert (reader.peers(), reader.knows()) == (3, {})
    assert everything(reader.store).waiting()[0].late == 4
    assert everything(reader.store).release(*_place(*everything(reader.store).people()), "peer").questionnaires == 4
    assert reader.peers() == 7


@pytest.mark.deep
def test_nor_under_another_id(reader: Reader):
    """All answers of one together are known again; none of them alone can be tried."""
    reader.load(*THREE, *MORE)
    (entry,) = everything(reader.store).people()
    everything(reader.store).erase("", entry.kam.token)
    reader.load(*(sheet.but(respondent=f"x{sheet.respondent}") for sheet in (*THREE, *MORE)), peer("g"))
    assert everything(reader.store).waiting()[0].late == len((*THREE, *MORE))
    assert not any(digest for (digest,) in _digests(reader.store))


@pytest.mark.deep
def test_what_was_undone_before_cannot_be_tried_either(reader: Reader):
    reader.load(*THREE)
    reader.load(*MORE)
    reader.undo(1)
    assert any(digest for (digest,) in _digests(reader.store))
    (entry,) = everything(reader.store).people()
    everything(reader.store).erase("", entry.kam.token)
    assert not any(digest for (digest,) in _digests(reader.store))


def _digests(store: Store) -> list[tuple[str]]:
    with store.snapshot() as frozen:
        return frozen._cursor.execute("SELECT digest FROM gone_answers").fetchall()


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("load"), SHEETS, st.booleans(), st.booleans()),
        st.tuples(st.just("load"), SHEETS, st.booleans(), st.booleans()),
        st.tuples(st.just("undo"), st.integers(0, 5)),
        st.tuples(st.just("erase"), st.sampled_from("abcdefgh")),
        st.tuples(st.just("erase all")),
    ),
    min_size=2,
    max_size=6,
)


@pytest.mark.deep
@given(STEPS)
@settings(max_examples=settings.default.max_examples // 4)
def test_no_history_with_erasures_tells_an_answer(steps: list[tuple]):
    """Import, replace, undo, erase somebody or everybody, import again, with and without sites and blanks."""
    reader, alive = Reader(open_store(":memory:")), []
    try:
        for what, *facts in steps:
            if what == "undo" and alive:
                number = alive.pop(facts[0] % len(alive))
                try:
                    reader.undo(number)
                except RequestError as error:  # nothing of it was left
                    assert error.code == "import_unknown"
            elif what == "erase":
                erase(reader, facts[0])
            elif what == "erase all":
                for kam in {entry.kam.token for entry in everything(reader.store).people()}:
                    everything(reader.store).erase("", kam)
                    reader.look()
            elif what == "load":
                sheets: list[Sheet] = facts[0]
                sheets = [sheet.but(value="") for sheet in sheets] if facts[2] else sheets
                if reader.load(*sheets, replace=facts[1]):
                    alive.append(reader.imports)
        assert reader.knows() == {}
        assert sound(reader.store)
    finally:
        reader.store.close()


UNDONE = {
    "by name": ({"company": "ACME"}, (ADA, "acme")),
    "by id": ({"kam_id": "K-77"}, ("k-77",)),
}


@pytest.mark.deep
@pytest.mark.parametrize("how", UNDONE)
def test_a_kam_of_undone_imports_alone_can_be_erased(tmp_path: Path, how: str):
    facts, asked = UNDONE[how]
    store = open_store(tmp_path / "u.duckdb")
    door = everything(store)
    loaded(store, OF_BOB, name="bob.csv")
    bobs = figures(store, BOB)
    theirs = [full("manager", "m1", 4, kam=ADA, **facts), *several("peer", 4, kam=ADA, **facts)]
    loaded(store, theirs, name=f"K-77 {ADA}.csv")
    door.grant(GrantRequest("kam", "ada@example.org", kam=ADA))
    door.undo(2)
    with pytest.raises(RequestError, match="link_unknown"):
        door.erase_undone("Ada Nobody", "ACME")
    before = everywhere(store)
    tried = door.would_erase_undone(*asked)
    assert everywhere(store) == before and tried.rows == {"imports": 1, "grants": 1, "persons": 1}
    assert door.erase_undone(*asked) == tried
    for word in ("lovelace", "k-77", "ada@example"):
        assert word not in everywhere(store).casefold()
    assert figures(store, BOB) == bobs and sound(store)
    if how == "by name":
        assert not any(digest for (digest,) in _digests(store)), "nothing of her answers can be tried"
    with pytest.raises(RequestError, match="link_unknown"):
        door.erase_undone(*asked)
    store.close()


@pytest.mark.deep
def test_a_number_of_the_journal_is_never_given_again(store: Store):
    """Whoever still has the page of the erased import open undoes no other one."""
    deliver(store, [full("manager", "m5", 3, kam="Cleo")], file="cleo.csv", sha256="c")
    last = everything(store).journal()[0].id
    everything(store).erase("", found(store, "Cleo").kam.token)
    assert last not in [line.id for line in everything(store).journal()]
    deliver(store, [full("manager", "m6", 3, kam="Dora")], file="dora.csv", sha256="d")
    assert everything(store).journal()[0].id == last + 1
    with pytest.raises(RequestError, match="import_unknown"):
        everything(store).undo(last)
    assert sound(store)


@pytest.mark.deep
def test_a_file_once_more_after_its_kam_was_erased_is_another_import(store: Store):
    everything(store).erase("", found(store, ADA, SPRING).kam.token)
    again = [sheet.but(campaign=AUTUMN) for sheet in several("peer", 4, kam=ADA, seed=9)]
    assert load(store, again, name="lovelace.csv").status == "imported"
    assert found(store, ADA, AUTUMN).groups[2].respondents == 0

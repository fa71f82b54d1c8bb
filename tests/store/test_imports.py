"""What an import leaves in the tables: sorted and typed answers, opaque tokens, an honest journal."""

import hashlib
import json
import re
import threading

import pytest

from kamescope.naming import same_key
from kamescope.service import Question, everything
from kamescope.store import reads
from kamescope.store.connect import Store, open_store
from kamescope.store.tokens import kam_key, token
from tests.service.sheets import Sheet, found, full, load, loaded, question, readable, several, tables, wide

TYPES = {
    "campaign_id": "INTEGER",
    "kam_id": "INTEGER",
    "rater_group": "UTINYINT",
    "respondent_id": "INTEGER",
    "item": "USMALLINT",
    "value": "TINYINT",
    "cell": "INTEGER",
}


def rows(store: Store, sql: str) -> list[tuple]:
    """The rows of a query written in a test."""
    with store.snapshot() as frozen:
        return frozen._cursor.execute(sql).fetchall()


def mixed() -> list[Sheet]:
    """Two campaigns, three KAMs and three groups, in no order."""
    sheets = [
        sheet
        for kam in ("Zoé", "Bob", "Ada")
        for campaign in ("Automne", "Printemps")
        for group, count in (("team", 4), ("self", 1), ("peer", 3))
        for sheet in several(group, count, kam=kam, campaign=campaign)
    ]
    return sheets[1::2] + sheets[::2]


@pytest.mark.parametrize("table", ["answers", "waiting_answers", "replaced_answers"])
def test_answers_are_typed(store: Store, table: str):
    told = {line for line in store.run("shape").fetchall() if line[0] == table}
    assert told == {line for line in store.spelled((table, *column) for column in TYPES.items()) if line[0] == table}


@pytest.mark.duckdb
def test_answers_are_sorted_by_campaign_and_kam(store: Store):
    loaded(store, mixed())
    kept = rows(store, "SELECT campaign_id, kam_id, rater_group, respondent_id, item FROM answers ORDER BY rowid")
    assert len(kept) == 6 * (4 * 16 + 17 + 3 * 11)
    assert kept == sorted(kept)
    assert len({row[:2] for row in kept}) == 6


def test_every_answer_is_kept_as_it_was_given(store: Store):
    sheets = several("peer", 3)
    loaded(store, sheets)
    model = found(store).model
    kept = rows(store, "SELECT r.source_id, a.item, a.value FROM answers a JOIN respondents r USING (respondent_id)")
    ids = readable(reads.secret(store))
    assert {(ids[name], model.items[item].code, value) for name, item, value in kept} == {
        (sheet.respondent, code, value) for sheet in sheets for code, value in sheet.answers.items()
    }


def test_of_the_attributes_only_the_partition_is_kept(store: Store):
    head = "campagne;kam;groupe;repondant;Site;Langue;L01\r\n"
    loaded(store, (head + "C;Ada;Peer;p1; Grand  Sud ;Français;5\r\nC;Ada;Peer;p2;;;4\r\n").encode())
    kept = rows(store, "SELECT source_id, segment FROM respondents")
    assert {readable(reads.secret(store))[name]: segment for name, segment in kept} == {"p1": "Grand Sud", "p2": ""}
    assert "Français" not in repr(tables(store))


@pytest.mark.deep
def test_no_id_of_a_respondent_is_kept_as_it_was(store: Store):
    sheets = [sheet.but(respondent=f"matricule-{place}") for place, sheet in enumerate(several("peer", 3))]
    loaded(store, [*sheets, Sheet("peer", "matricule-9", {})])
    assert "matricule" not in repr(tables(store)).lower()
    report = loaded(store, [*sheets, full("manager", "m1", 4)])
    assert report.skipped == 3


# Tokens


def test_tokens_are_opaque(store: Store):
    loaded(store, [full("manager", "m1", 5, kam="Ada", kam_id="ada", campaign="ada", company="ada")])
    entry = found(store, "Ada")
    assert re.fullmatch("[a-z2-7]{12}", entry.kam.token)
    assert re.fullmatch("[a-z2-7]{12}", entry.campaign.token)
    assert entry.kam.token != entry.campaign.token
    assert "ada" not in entry.kam.token + entry.campaign.token


def test_tokens_stay_when_the_same_people_come_again(store: Store):
    loaded(store, mixed())
    before = {(entry.kam.name, entry.campaign.name): question(entry) for entry in everything(store).people()}
    assert len({asked.kam for asked in before.values()}) == 3
    assert len({asked.campaign for asked in before.values()}) == 2
    loaded(store, [*mixed(), full("manager", "m1", 4, kam="Aaa", campaign="Aaa")])
    after = {(entry.kam.name, entry.campaign.name): question(entry) for entry in everything(store).people()}
    assert before.items() <= after.items()


@pytest.mark.deep
def test_tokens_are_the_same_in_whatever_order_people_came(store: Store):
    """They come from who is meant and the database's secret, so that a link survives a removal and a new import."""
    loaded(store, [full("manager", "m1", 4)], demo=True)
    before = question(found(store))
    everything(store).remove_demo()
    loaded(store, [full("manager", "m1", 4, kam="First"), full("manager", "m1", 4)])
    assert question(found(store)) == before


@pytest.mark.deep
def test_tokens_mean_nothing_in_another_database(store: Store):
    other = open_store(":memory:")
    for each in (store, other):
        loaded(each, [full("manager", "m1", 4)])
    mine, theirs = question(found(store)), question(found(other))
    assert (mine.kam, mine.campaign) != (theirs.kam, theirs.campaign)
    other.close()


def test_a_token_depends_on_secret_kind_and_key():
    made = {token(secret, kind, key) for secret in "ab" for kind in ("kam", "campaign") for key in ("x", "y")}
    assert len(made) == 8
    assert token("a", "kam", "x") == token("a", "kam", "x")


def test_keys_of_different_people_differ():
    people = [
        (None, "XYZ", "Ada", False),
        (None, "XYZ", "Bob", False),
        (None, "ABC", "Ada", False),
        ("k1", "XYZ", "Ada", False),
        (None, "XYZ", "Ada", True),
        ("k1", "XYZ", "Ada", True),
    ]
    assert len({kam_key(*person) for person in people}) == len(people)
    assert kam_key(None, " xyz ", "ADA", False) == kam_key("", "XYZ", "ada", False)
    assert same_key("  É  x ") == same_key("E\u0301 X")


# The journal


def journal(store: Store) -> list[dict]:
    """The journal's lines, by column."""
    names = [name for table, name in store.run("columns").fetchall() if table == "imports"]
    return [dict(zip(names, row, strict=True)) for row in rows(store, "SELECT * FROM imports ORDER BY import_id")]


def test_the_journal_keeps_file_digest_counts_and_issues(store: Store):
    sheets = [*several("peer", 3), Sheet("team", "t1", {}), Sheet("manager", "m1", {"L01": 4})]
    content = wide(sheets)
    loaded(store, content, name="vague 1.csv")
    (line,) = journal(store)
    assert (line["file"], line["layout"]) == ("vague 1.csv", "wide")
    assert line["sha256"] == hashlib.sha256(content).hexdigest()
    assert (line["respondents"], line["answers"], line["blanks"], line["skipped"]) == (5, 34, 16, 0)
    assert (line["demo"], line["released"]) == (False, False)
    assert [(issue["severity"], issue["code"], issue["row"]) for issue in json.loads(line["issues"])] == [
        ("warning", "questionnaire_empty", 5)
    ]


def test_the_journal_counts_what_was_known(store: Store):
    loaded(store, several("peer", 3))
    loaded(store, several("peer", 6))
    assert [(line["respondents"], line["skipped"]) for line in journal(store)] == [(3, 0), (6, 3)]


@pytest.mark.deep
def test_what_was_refused_tried_or_known_leaves_no_line(store: Store):
    loaded(store, several("peer", 3))
    load(store, several("peer", 3))
    load(store, several("team", 4), dry_run=True)
    load(store, [Sheet("peer", "p9", {"L01": 99})])
    load(store, several("peer", 3, seed=8))
    assert len(journal(store)) == 1


def test_each_questionnaire_knows_its_import_and_row(store: Store):
    loaded(store, several("peer", 3))
    loaded(store, [*several("peer", 3), *several("team", 1)])
    kept = rows(store, "SELECT source_id, import_id, source_row FROM respondents ORDER BY respondent_id")
    told = [(readable(reads.secret(store))[name], *rest) for name, *rest in kept]
    assert told == [("p1", 1, 2), ("p2", 1, 3), ("p3", 1, 4), ("t1", 2, 5)]


# Readers during an import


@pytest.mark.deep
def test_readers_during_imports_never_see_half_a_file(store: Store):
    """Each wave brings three peers who answer everything: what is read is whole waves, and agrees with itself."""
    loaded(store, [full("manager", "m1", 5), *several("peer", 3)])
    asked, done, faults, seen = question(found(store)), threading.Event(), [], set()

    def read() -> None:
        while not done.is_set():
            try:
                look(asked)
            except Exception as error:
                faults.append(repr(error))
                return

    def look(asked: Question) -> None:
        head = everything(store).results(asked).group("peer")
        seen.add(head.respondents)
        answers = {item.answers for item in head.items if item.answers is not None}
        if head.respondents % 3 or answers != {head.respondents} or head.answers != 11 * head.respondents:
            faults.append((head.respondents, head.answers, answers))
        for entry in everything(store).people():
            peers = entry.groups[2]
            if peers.respondents % 3 or peers.answers not in (11 * peers.respondents, None):
                faults.append(peers)

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    for wave in range(1, 4):
        others = [
            sheet for name in ("Bob", "Zoé") for sheet in several("peer", 3, first=3 * wave, kam=f"{name} {wave}")
        ]
        loaded(store, [*several("peer", 3, first=1 + 3 * wave), *others])
    done.set()
    for reader in readers:
        reader.join()
    assert faults == []
    assert everything(store).results(asked).group("peer").respondents == 12
    assert seen <= set(range(3, 13, 3))

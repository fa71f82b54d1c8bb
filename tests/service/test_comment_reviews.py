"""Comments: from how many writers on, by nobody's order, reviewed before a release, and nothing by difference."""

import dataclasses
import random
from collections import Counter
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamescope.analysis.suspects import KnownNames, Telling, suspects
from kamescope.analysis.themes import themes
from kamescope.comments import BLACK, CommentState, Verbatim, blackened, mentions, seen_after, shown_of
from kamescope.errors import RequestError
from kamescope.i18n import LANGUAGES, words
from kamescope.service import CommentRight, GrantRequest, Participation, Service, Store, everything, signed_in
from kamescope.service.comments import CommentDecision
from tests.comments import COLUMNS, FREE, INSERT, KEEP, START, about, decide, keep_all, named, texts, write
from tests.service.sheets import Sheet, found, full, load, loaded, several, wide
from tests.support import kamescope_model

MODEL = kamescope_model()
ADA = "Ada Martin"
SAID = ["Rappelle toujours dans la journée", "Claire nous présente le marché", "Toujours à l’écoute"]


def sheets(clients: int, first: int = 1) -> list[Sheet]:
    return several("client", clients, MODEL, first)


@pytest.fixture
def ada(store: Store) -> Participation:
    """Ada with a self-rating, one manager and three clients, who wrote; two of these answered a second question."""
    loaded(store, [full("self", "s", 4, MODEL), full("manager", "m", 3, MODEL), *sheets(3)], model=MODEL)
    entry = found(store, ADA)
    write(
        store,
        entry,
        ("client", KEEP, SAID),
        ("client", START, ["Venir plus souvent", "", "Moins de diapositives"]),
        ("manager", KEEP, ["Connaît ses comptes"]),
        ("self", FREE, ["Une bonne année"]),
    )
    return entry


def door_of(store: Store, role: str, **on: str) -> Service:
    """Somebody who signed in with one role on Ada, or on what is said."""
    everything(store).grant(GrantRequest(role, f"{role}@x.fr", **on or {"kam": ADA}))
    return signed_in(store, f"{role}@x.fr")


def refused(act: Callable[[], object]) -> str:
    """What is refused, told in a sentence in every language; its code."""
    with pytest.raises(RequestError) as caught:
        act()
    for language in LANGUAGES:
        assert not words(language).error(caught.value).startswith("error.")
    return caught.value.code


def release(store: Store, entry: Participation, *to: str) -> None:
    """Keep what is not reviewed, prepare and release."""
    door = everything(store)
    door.go_on(*about(entry))
    keep_all(door, *about(entry))
    door.prepare(*about(entry))
    door.release_to(*about(entry), *([to] if to else []))


def file_again() -> bytes:
    """The clients of Ada in a file that asks what they were asked, in other words than before."""
    rows = wide(sheets(3), MODEL).decode().splitlines()
    more = [KEEP, *("Claire, encore" for _ in rows[1:])]
    return "\n".join(f"{row};{each}" for row, each in zip(rows, more, strict=True)).encode()


# From how many on


def test_below_the_least_number_of_writers_nothing_is_told_not_even_to_the_coach(store: Store, ada: Participation):
    read = door_of(store, "coach").comments(*about(ada))
    assert sorted(texts(read, "client", KEEP)) == sorted(SAID)
    masked = {(each.question, each.group) for each in read.passages if each.masked}
    # Two wrote to one question and nobody to the others: the same is told of all of these.
    assert masked == {(question, "client") for question in (START, "stop", FREE)}
    assert all(not each.comments and not each.left for each in read.passages if each.masked)
    assert "Venir" not in repr(read) and "diapositives" not in repr(read)
    assert read.left == len(SAID) + 2
    assert {each.group for each in read.passages if each.attributable} == {"self", "manager"}


def test_hiding_one_of_three_masks_the_others_until_the_review_begins_again(store: Store, ada: Participation):
    door = everything(store)
    decide(door, ada, "Toujours", CommentState.HIDDEN)
    read = door.comments(*about(ada))
    (masked,) = (each for each in read.passages if (each.group, each.question) == ("client", KEEP))
    assert masked.masked and masked.by_review and not masked.comments
    assert read.left == 2
    door.review_again(*about(ada), KEEP, "client")
    assert door.comments(*about(ada)).left == 5


def test_one_person_is_one_writer_however_many_rows_they_are(store: Store, ada: Participation):
    with store.transaction() as cursor:
        cursor.execute("DELETE FROM seen_comments")
        cursor.execute(
            "INSERT INTO comments SELECT campaign_id, kam_id, rater_group, respondent_id, question, text || '!' "
            "FROM comments WHERE question = 'start'"
        )
    write(store, ada)
    assert not texts(everything(store).comments(*about(ada)), "client", START)


# Nothing by difference


@pytest.mark.deep
def test_late_comments_show_only_once_enough_came_together(store: Store, ada: Participation):
    door = everything(store)
    for number in (4, 5):
        loaded(store, sheets(1, number), model=MODEL, name=f"late{number}.csv", release=True)
        write(store, ada, ("client", KEEP, [""] * (number - 1) + [f"Client {number} écrit"]))
        assert sorted(texts(door.comments(*about(ada)), "client", KEEP)) == sorted(SAID)
    loaded(store, sheets(1, 6), model=MODEL, name="late6.csv", release=True)
    write(store, ada, ("client", KEEP, [""] * 5 + [SAID[0]]))
    read = texts(door.comments(*about(ada)), "client", KEEP)
    assert Counter(read) == Counter([*SAID, "Client 4 écrit", "Client 5 écrit", SAID[0]])


@given(st.lists(st.lists(st.sampled_from("abcdefgh"), max_size=4), max_size=8), st.integers(2, 4), st.randoms())
def test_who_keeps_every_view_never_sees_fewer_new_writers_than_the_least(waves, least: int, chance: random.Random):
    """People come by a few and go one by one; of what was never seen, each view brings none or enough."""
    seen, there, known = Counter(), Counter(), Counter()
    for wave in waves:
        there += Counter(wave)
        if there and chance.random() < 0.3:
            there -= Counter([chance.choice(sorted(there))])
        seen = seen_after(there, seen, least)
        view = Counter(each.key for each in shown_of([Verbatim("", "", key, key) for key in there.elements()], seen))
        new = (view - known).total()
        assert new == 0 or new >= least
        known |= view
        assert view <= there


def test_what_is_erased_or_undone_goes_and_the_rest_is_masked_below_the_least(store: Store, ada: Participation):
    door = everything(store)
    decide(door, ada, "Rappelle")
    door.erase(*about(ada), "client", "c1")
    read = door.comments(*about(ada))
    assert not texts(read, "client", KEEP)
    # Nothing is kept of who is erased, not even a hash; the decision about what they wrote goes too.
    of_ada = dict(zip(("campaign", "kam"), about(ada), strict=True))
    keys = [key for key, _ in store.run("seen_comments", **of_ada).fetchall()]
    assert len(keys) == 2
    assert not store.run("comment_reviews", **of_ada).fetchall()
    # Somebody else comes: beside what was seen, their comment would be the only new one.
    loaded(store, sheets(1, 4), model=MODEL, name="late.csv", release=True)
    write(store, ada, ("client", KEEP, ["", "", "Le seul nouveau"]))
    assert not texts(door.comments(*about(ada)), "client", KEEP)


def test_nothing_of_order_or_numbers_leads_to_who_wrote(store: Store, ada: Participation):
    """The same texts given by other people, in another order, are told alike to the last sign, in every question."""
    door = everything(store)
    before = door.comments(*about(ada))
    stored = store.run("seen_comments", campaign=about(ada)[0], kam=about(ada)[1]).fetchall()
    with store.transaction() as cursor:
        rows = cursor.execute("SELECT * FROM comments ORDER BY respondent_id").fetchall()
        cursor.execute("DELETE FROM comments")
        clients = [row for row in rows if row[2] == 2]
        ids = sorted({row[3] for row in clients})
        turned = dict(zip(ids, ids[1:] + ids[:1], strict=True))
        for row in reversed(rows):
            who = turned[row[3]] if row[2] == 2 and row[4] == KEEP else row[3]
            cursor.execute(INSERT, dict(zip(COLUMNS, [*row[:3], who, *row[4:]], strict=True)))
    assert repr(everything(store).comments(*about(ada))) == repr(before)
    assert store.run("seen_comments", campaign=about(ada)[0], kam=about(ada)[1]).fetchall() == stored
    assert stored == sorted(stored)
    held = {str(number) for number in ids} | {f"c{number}" for number in range(1, 4)}
    told = {
        str(value) for passage in before.passages for each in passage.comments for value in dataclasses.astuple(each)
    }
    assert not told & (held - {"0"})


# Reviewed before it is released


@pytest.mark.deep
def test_nothing_is_prepared_while_a_comment_is_left_and_readers_see_what_was_kept(store: Store, ada: Participation):
    door = everything(store)
    door.go_on(*about(ada))
    coach, kam, lead = door_of(store, "coach"), door_of(store, "kam"), door_of(store, "lead", company="XYZ")
    assert refused(lambda: coach.prepare(*about(ada))) == "comments_left"
    assert refused(lambda: kam.comments(*about(ada))) == "link_unknown"
    decide(coach, ada, "Claire", CommentState.BLACKED, "claire")
    decide(coach, ada, "Une bonne", CommentState.HIDDEN)
    release(store, ada)
    kam, lead = signed_in(store, "kam@x.fr"), signed_in(store, "lead@x.fr")
    read = kam.comments(*about(ada))
    assert read.right is CommentRight.READ and read.left == 0 and not read.suspects
    assert sorted(texts(read, "client", KEEP)) == sorted([SAID[0], f"{BLACK} nous présente le marché", SAID[2]])
    assert not texts(read, "self", FREE)
    assert "Claire" not in repr(read)
    assert lead.comments(*about(ada)).right is CommentRight.NOTHING
    assert lead.comments(*about(ada)).passages == ()
    assert refused(lambda: kam.review_comment(*about(ada), CommentDecision("x", CommentState.KEPT))) == "not_allowed"
    # Frozen, and what was not kept is in no table any more.
    assert refused(lambda: decide(door, ada, "Toujours")) == "comments_released"
    held = str([store._engine.ask(f"SELECT * FROM {name}", {}).fetchall() for name in ("comments", "comment_reviews")])
    assert "Claire" not in held and "Une bonne" not in held
    door.reopen(*about(ada))
    # The same people in a file with what they wrote are known again; nothing is brought back.
    again = load(store, file_again(), "again.csv", model=MODEL)
    assert (again.status, again.skipped) == ("imported", 3)
    assert door.comments(*about(ada)).left == 0
    assert texts(door.comments(*about(ada)), "client", KEEP) == texts(read, "client", KEEP)


@pytest.mark.deep
def test_originals_may_stay_with_the_coach(store: Store, ada: Participation):
    kept = dataclasses.replace(
        MODEL,
        comment_originals="keep",
        source=MODEL.source.replace('"item_minimum": 2', '"item_minimum": 2, "comment_originals": "keep"'),
    )
    with store.transaction() as cursor:
        cursor.execute("UPDATE models SET source = $source", {"source": kept.source})
    door = everything(store)
    decide(door, ada, "Claire", CommentState.BLACKED, "Claire")
    release(store, ada, "kam")
    door.reopen(*about(ada))
    again = named(door.comments(*about(ada)), "Claire")
    assert (again.state, again.words, again.kept) == (
        CommentState.BLACKED,
        ("Claire",),
        f"{BLACK} nous présente le marché",
    )


def test_of_two_coaches_the_second_sees_what_the_first_decided(store: Store, ada: Participation):
    door = everything(store)
    seen = named(door.comments(*about(ada)), "Claire")
    decide(door, ada, "Claire", CommentState.BLACKED, "Claire")
    late = CommentDecision(seen.key, CommentState.HIDDEN, (), seen.version)
    assert refused(lambda: door.review_comment(*about(ada), late)) == "comment_newer"
    now = named(door.comments(*about(ada)), "Claire")
    assert now.state is CommentState.BLACKED
    assert refused(lambda: decide(door, ada, "Claire", CommentState.BLACKED, "Paris")) == "comment_word_absent"
    decide(door, ada, "Claire", CommentState.TO_REVIEW)
    assert named(door.comments(*about(ada)), "Claire").state is CommentState.TO_REVIEW
    assert refused(lambda: door.review_comment(*about(ada), CommentDecision("?", CommentState.KEPT))) == "comment_gone"
    with pytest.raises(StopIteration):
        decide(door, ada, "Venir")  # masked: nobody reviews it
    audited = [line.what for line in door.audit()]
    assert audited.count("reviewed_comment") == 2


@pytest.mark.deep
def test_a_coach_reviews_nothing_of_whom_they_only_manage(store: Store, ada: Participation):
    loaded(store, sheets(3, 20)[:0] or [full("self", "s9", 4, MODEL, kam="Bob")], model=MODEL, name="bob.csv")
    door_of(store, "coach", kam="Bob")
    everything(store).grant(GrantRequest("manager", "coach@x.fr", kam=ADA))
    door = signed_in(store, "coach@x.fr", at_once=True)
    key = named(everything(store).comments(*about(ada)), "Claire").key
    assert refused(lambda: door.review_comment(*about(ada), CommentDecision(key, CommentState.KEPT))) == "not_allowed"
    # Given at once, but nothing while a comment is left to review.
    assert door.comments(*about(ada)).passages == ()
    keep_all(everything(store), *about(ada))
    assert texts(door.comments(*about(ada)), "manager", KEEP) == ["Connaît ses comptes"]


# Words


@given(st.sampled_from(["Lyon", "M. Martin", "12 k€", "a+b"]), st.text("Lyonais .,é", max_size=12))
def test_what_is_blacked_out_is_there_no_more_and_the_rest_is(word: str, around: str):
    text = f"{around} {word}, {word.upper()} {around}"
    black = blackened(text, [word])
    assert not mentions(black, word) and black.count(BLACK) >= 2
    assert blackened(around, ["zz"]) == around


def test_what_may_tell_who_somebody_is_is_proposed_and_nothing_else():
    known = KnownNames(frozenset({"Claire Dupont", "M. MARTIN"}), frozenset({"Novalis Santé"}))
    text = (
        "Claire (06 12 34 56 78, claire@novalis.fr) de Novalis santé a signé 1,2 million d’euros au 12 rue de la Paix ;"
        " en clair, un martin-pêcheur vu 3 fois en 2024."
    )
    assert [(each.words, each.why) for each in suspects(text, known)] == [
        ("Claire", Telling.PERSON),
        ("06 12 34 56 78", Telling.PHONE),
        ("claire@novalis.fr", Telling.EMAIL),
        ("Novalis santé", Telling.COMPANY),
        ("1,2 million d’euros", Telling.AMOUNT),
        ("12 rue de la Paix", Telling.ADDRESS),
    ]


def test_themes_are_found_by_lemmas_in_either_language():
    assert themes(MODEL, "Elle nous rappelait et négociait les prix") == ("F5", "F8")
    assert themes(MODEL, "Our proposals were well presented") == ("F4",)
    assert themes(MODEL, "Il fait beau") == ()

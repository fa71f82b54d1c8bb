"""What a coach prepares: notes that nobody else reads, choices that coaches share, two at a time, and how it ends."""

import dataclasses
import datetime

import pytest

from kamescope.analysis.conversation import PriorityRank, ProposedQuestion, TalkStep
from kamescope.service import (
    LONGEST_NOTE,
    LONGEST_QUESTION,
    MOST_OWN,
    GrantRequest,
    Service,
    Store,
    everything,
    signed_in,
)
from kamescope.service.preparation import KNOWN
from tests.service.sheets import found, full, loaded, question, several
from tests.service.test_erasure import everywhere
from tests.service.test_plan import ADA, BOB, refused

ASKED = ProposedQuestion(sorted(KNOWN)[0])
NOTE = "Ne pas commencer\npar le chiffre"


@pytest.fixture
def pair(store: Store) -> tuple[str, str]:
    """Ada in her campaign (tokens); Bob is in it too."""
    loaded(store, [full("self", "s1", 8), full("manager", "m1", 4), *several("peer", 3), *several("peer", 3, kam=BOB)])
    return dataclasses.astuple(question(found(store, ADA)))[:2]


def coach(store: Store, name: str = "zoe", kam: str = ADA, role: str = "coach") -> Service:
    """Somebody who signed in with a role on a KAM."""
    on = {} if role == "admin" else {"company": "XYZ"} if role == "lead" else {"kam": kam}
    everything(store).grant(GrantRequest(role, f"{name}@x.fr", **on))
    return signed_in(store, f"{name}@x.fr", at_once=True)


def test_what_is_prepared_is_kept_as_it_was_said(store: Store, pair):
    zoe = coach(store)
    empty = zoe.preparation(*pair)
    assert (empty.preparation.length, empty.preparation.start, empty.questions, empty.notes) == (60, None, (), ())
    zoe.set_length(*pair, 90, datetime.time(14, 30, 59))
    zoe.set_talk(*pair, datetime.date(2026, 3, 31))
    zoe.choose_question(*pair, TalkStep.BLIND, ASKED._replace(factor="A"))
    own = zoe.reword_question(*pair, TalkStep.CLOSE, "  Et   maintenant ?\0")
    for code in "BA":
        zoe.flag_factor(*pair, code)
    zoe.rank_factor(*pair, "B", PriorityRank.FIRST)
    zoe.write_note(*pair, TalkStep.BLIND, f"  {NOTE}  \n")
    read = zoe.preparation(*pair)
    told = read.preparation
    assert (told.length, told.start, told.talk) == (90, datetime.time(14, 30), datetime.date(2026, 3, 31))
    assert told.note(TalkStep.BLIND) == NOTE, "lines are kept"
    assert [each.code for each in told.chosen(TalkStep.BLIND)] == [ASKED.code]
    assert [(each.code, each.text) for each in told.chosen(TalkStep.CLOSE)] == [("", "Et maintenant ?")]
    assert read.at(TalkStep.CLOSE)[0].code == own and read.at(TalkStep.CLOSE)[0].is_own
    assert [each.code for each in told.brought_up] == ["A", "B"] and told.priorities == ("B",)
    assert everything(store).check().faults == ()


# Who


@pytest.mark.parametrize("role", ["kam", "manager", "lead", "admin"])
def test_only_a_coach_prepares(store: Store, pair, role: str):
    coach(store).write_note(*pair, TalkStep.BLIND, NOTE)
    door, before = coach(store, role, role=role), everywhere(store)
    assert refused(lambda: door.preparation(*pair)).code == "not_allowed"
    assert refused(lambda: door.write_note(*pair, TalkStep.BLIND, "x")).code == "not_allowed"
    assert everywhere(store) == before


def test_a_coach_of_others_prepares_nothing_of_whom_they_only_manage_or_are(store: Store, pair):
    for role in ("kam", "manager"):
        coach(store, "zoe", BOB)
        zoe = coach(store, "zoe", ADA, role)
        assert zoe.people() and refused(lambda zoe=zoe: zoe.preparation(*pair)).code == "link_unknown"
        assert refused(lambda zoe=zoe: zoe.go_on(*pair)).code == "link_unknown", "the road neither"
        assert zoe.preparation(pair[0], found(store, BOB).kam.token).questions == ()
    assert refused(lambda: coach(store, "ida", BOB).flag_factor(*pair, "A")).code == "link_unknown"


def test_a_note_is_read_by_its_writer_alone_and_choices_by_every_coach(store: Store, pair):
    zoe, ida = coach(store), coach(store, "ida")
    zoe.write_note(*pair, TalkStep.BLIND, NOTE)
    ida.write_note(*pair, TalkStep.BLIND, "la note d’Ida")
    zoe.flag_factor(*pair, "A")
    everything(store).write_note(*pair, TalkStep.BLIND, "personne ne se connecte")
    assert [door.preparation(*pair).note(TalkStep.BLIND)[0] for door in (zoe, ida, everything(store))] == [
        NOTE,
        "la note d’Ida",
        "personne ne se connecte",
    ]
    assert [each.code for each in ida.preparation(*pair).preparation.brought_up] == ["A"]
    assert "zoe@x.fr" not in str(store.run("coach_notes", campaign=pair[0], kam=pair[1], writer="").fetchall())


def test_the_audit_tells_once_a_day_that_something_was_written_and_never_what(store: Store, pair):
    zoe, before = coach(store), store.run("meta", key="data_version").fetchall()
    for number in range(3):
        zoe.write_note(*pair, list(TalkStep)[number], NOTE)
        zoe.flag_factor(*pair, "ABC"[number])
    lines = [line for line in everything(store).audit() if line.what.startswith("wrote_")]
    assert sorted((line.who, line.role, line.what) for line in lines) == [
        ("zoe@x.fr", "coach", "wrote_note"),
        ("zoe@x.fr", "coach", "wrote_preparation"),
    ]
    assert "chiffre" not in repr(lines)
    assert store.run("meta", key="data_version").fetchall() == before, "what is kept warm stays so"


# Bad input: each a sentence, and nothing changed

BAD = {
    "length_unknown": lambda door, pair: door.set_length(*pair, 50),
    "step_unknown": lambda door, pair: door.write_note(*pair, "nap", "x"),
    "question_unknown": lambda door, pair: door.choose_question(*pair, TalkStep.FRAME, ProposedQuestion("own:x")),
    "question_empty": lambda door, pair: door.reword_question(*pair, TalkStep.FRAME, " \0 "),
    "question_long": lambda door, pair: door.reword_question(*pair, TalkStep.FRAME, "x" * (LONGEST_QUESTION + 1)),
    "question_newer": lambda door, pair: door.reword_question(*pair, TalkStep.FRAME, "x", ASKED, 7),
    "note_long": lambda door, pair: door.write_note(*pair, TalkStep.FRAME, "x" * (LONGEST_NOTE + 1)),
    "note_newer": lambda door, pair: door.write_note(*pair, TalkStep.FRAME, "x", 7),
    "flag_unknown": lambda door, pair: door.flag_factor(*pair, "Z"),
    "rank_unknown": lambda door, pair: door.rank_factor(*pair, "A", 5),
    "rank_unflagged": lambda door, pair: door.rank_factor(*pair, "C", 1),
    "rank_taken": lambda door, pair: door.rank_factor(*pair, "B", 1),
}


def test_bad_input_is_a_sentence_and_changes_nothing(store: Store, pair):
    zoe = coach(store)
    for code in "AB":
        zoe.flag_factor(*pair, code)
    zoe.rank_factor(*pair, "A", 1)
    zoe.write_note(*pair, TalkStep.BLIND, NOTE)
    before = everywhere(store)
    for code, act in BAD.items():
        assert refused(lambda act=act: act(zoe, pair)).code == code
    assert everywhere(store) == before
    for code in "AB":
        zoe.rank_factor(*pair, code, PriorityRank.LATER)
    for _ in range(MOST_OWN):
        zoe.reword_question(*pair, TalkStep.FRAME, "encore une")
    assert refused(lambda: zoe.reword_question(*pair, TalkStep.FRAME, "de trop")).code == "questions_full"


# Two at a time


def test_two_who_write_at_once_lose_nothing(store: Store, pair):
    zoe, ida = coach(store), coach(store, "ida")
    zoe.flag_factor(*pair, "A")
    ida.flag_factor(*pair, "B")
    zoe.rank_factor(*pair, "A", 2)
    ida.flag_factor(*pair, "A")
    assert [(each.code, each.rank) for each in ida.preparation(*pair).preparation.brought_up] == [("A", 2), ("B", None)]
    zoe.reword_question(*pair, TalkStep.FRAME, "de Zoé", ASKED)
    ida.choose_question(*pair, TalkStep.FRAME, ASKED, is_on=False)
    assert refused(lambda: ida.reword_question(*pair, TalkStep.FRAME, "d’Ida", ASKED)).code == "question_newer"
    (there,) = zoe.preparation(*pair).at(TalkStep.FRAME)
    assert (there.text, there.is_chosen) == ("de Zoé", False)
    ida.reword_question(*pair, TalkStep.FRAME, "d’Ida", ASKED, there.version)
    assert zoe.preparation(*pair).at(TalkStep.FRAME)[0].text == "d’Ida"
    first = zoe.write_note(*pair, TalkStep.FRAME, "une fenêtre")
    assert refused(lambda: zoe.write_note(*pair, TalkStep.FRAME, "l’autre")).code == "note_newer"
    assert zoe.write_note(*pair, TalkStep.FRAME, "l’autre", first) > first


def test_an_empty_text_takes_a_note_and_an_own_question_out_and_has_a_proposed_one_as_it_was(store: Store, pair):
    zoe = coach(store)
    own = ProposedQuestion(zoe.reword_question(*pair, TalkStep.FRAME, "la mienne"))
    zoe.reword_question(*pair, TalkStep.FRAME, "autrement", ASKED)
    for each in zoe.preparation(*pair).at(TalkStep.FRAME):
        zoe.reword_question(*pair, TalkStep.FRAME, "", each.proposed, each.version)
    assert [(each.code, each.text) for each in zoe.preparation(*pair).at(TalkStep.FRAME)] == [(ASKED.code, "")]
    assert own.code not in everywhere(store)
    version = zoe.write_note(*pair, TalkStep.FRAME, NOTE)
    assert zoe.write_note(*pair, TalkStep.FRAME, "", version) == 0
    assert zoe.preparation(*pair).notes == ()


# How it ends


def test_an_export_has_the_notes_of_who_asks_and_counts_the_others(store: Store, pair):
    everything(store).write_note(*pair, TalkStep.FRAME, "ma propre note")
    coach(store).write_note(*pair, TalkStep.BLIND, NOTE)
    coach(store).flag_factor(*pair, "A")
    (taken,) = everything(store).export(pair[1]).campaigns
    assert [note for _, note in taken.prepared.notes] == ["ma propre note"] and taken.others == 1
    assert taken.prepared.flagged == ("A",) and "chiffre" not in repr(taken)


@pytest.mark.deep
@pytest.mark.parametrize("what", ["kam", "campaign"])
def test_it_is_erased_with_whom_it_is_about(store: Store, pair, what: str):
    zoe = coach(store)
    zoe.set_length(*pair, 90)
    zoe.reword_question(*pair, TalkStep.FRAME, "gardée pour Ada")
    zoe.flag_factor(*pair, "A")
    zoe.write_note(*pair, TalkStep.BLIND, NOTE)
    asked = ("", pair[1]) if what == "kam" else (pair[0], "")
    rows = everything(store).would_erase(*asked).rows
    assert (rows["prepared"], rows["notes"]) == (3, 1)
    everything(store).erase(*asked)
    assert not any(text in everywhere(store) for text in ("gardée pour Ada", "chiffre"))


def test_of_somebody_all_of_whose_imports_are_undone_it_can_be_erased(store: Store, pair):
    everything(store).write_note(*pair, TalkStep.BLIND, NOTE)
    everything(store).undo(1)
    assert "chiffre" in everywhere(store)
    everything(store).erase_undone(ADA, "XYZ")
    assert "chiffre" not in everywhere(store)


@pytest.mark.deep
def test_with_one_campaign_goes_what_was_prepared_for_it_alone(store: Store, pair):
    loaded(store, [full("self", "s2", 3, campaign="Automne")], name="autumn.csv")
    later = (found(store, ADA, "Automne").campaign.token, pair[1])
    door = everything(store)
    for about, note in ((pair, NOTE), (later, "pour l’automne")):
        door.flag_factor(*about, "A")
        door.write_note(*about, TalkStep.BLIND, note)
    door.erase(pair[0], "")
    assert "chiffre" not in everywhere(store)
    assert door.preparation(*later).note(TalkStep.BLIND)[0] == "pour l’automne"
    assert door.preparation(*later).preparation.flagged == ("A",)

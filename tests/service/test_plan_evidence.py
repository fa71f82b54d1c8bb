"""What a goal rests on beside the 360: chosen by who sees it, kept as figures, told in any language, gone with whom."""

import dataclasses
import datetime

import pytest

from kamescope import service
from kamescope.analysis.plan import FileState, GoalEvidence
from kamescope.cli.plan import plan_document
from kamescope.cli.record import record_files
from kamescope.errors import RequestError
from kamescope.i18n import words
from kamescope.levers.evidence import evidence_told
from kamescope.service import GrantRequest, LeverRequest, PlanOutline, Store, everything, signed_in
from tests.plans import priority
from tests.service.sheets import found, full, loaded, question, several
from tests.service.test_erasure import everywhere, sound

ADA, BOB = "Ada Martin", "Bob Noyce"
DAY = datetime.date(2025, 12, 31)
ADAS = f"X;{ADA};500;2000\nY;{ADA};10;3000\n"
"""Of her two clients one is fragile, with 2,990 to win."""
BOBS = f"Z;{BOB};77;300\nW;{BOB};5;400\n"
SAID = (("fragile", 1), ("to_win", 2990.0))


@pytest.fixture
def pair(store: Store) -> tuple[str, str]:
    """Ada in her campaign (tokens), with Bob; file 1 tells of both, file 2 of Bob alone."""
    loaded(store, [full("self", "s1", 8), full("manager", "m1", 4), *several("peer", 3), *several("peer", 3, kam=BOB)])
    kept(store, ADAS + BOBS)
    kept(store, BOBS, team="Nord")
    return dataclasses.astuple(question(found(store, ADA)))[:2]


def kept(store: Store, rows: str, **facts: object) -> int:
    upload = service.open_upload("clients.csv", f"Client;KAM;CA (€);Potentiel\n{rows}".encode())
    return everything(store).keep_lever(upload, LeverRequest("portfolio", held_on=DAY, **facts)).id


def evidence(store: Store, pair: tuple[str, str]) -> tuple[GoalEvidence, ...]:
    (entry,) = everything(store).plan(*pair).priorities
    return entry.evidence


def test_a_line_of_an_instrument_is_kept_as_figures_and_told_in_any_language(store: Store, pair):
    everything(store).write_plan(*pair, priority("A", evidence=(1,)))
    (each,) = evidence(store, pair)
    assert each == GoalEvidence("portfolio", 1, DAY, "EUR", SAID)
    told = {
        language: evidence_told(each, words(language)).replace("\N{NO-BREAK SPACE}", " ") for language in ("fr", "en")
    }
    assert told == {
        "fr": "Portefeuille : 1 client fragile, 3 k€ à gagner (31 décembre 2025)",
        "en": "Portfolio: 1 fragile client, €3k to win (31 December 2025)",
    }
    assert sound(store)
    (entry,) = everything(store).plan(*pair).priorities
    document = plan_document(entry)["evidence"]
    assert document[0]["figures"] == dict(SAID) and document[0]["date"] == "2025-12-31"
    written = b"".join(record_files(words("fr"), everything(store).export(pair[1])).values()).decode("utf-8", "replace")
    assert told["fr"] in written.replace("\N{NO-BREAK SPACE}", " ")


def test_it_stays_as_it_was_and_says_what_became_of_its_file(store: Store, pair):
    """A newer file about that day, and its undoing; a state that is changed meanwhile takes nothing away."""
    door = everything(store)
    door.write_plan(*pair, priority("A", evidence=(1,)))
    newer = kept(store, ADAS.replace("10", "20") + BOBS)
    assert [(each.state, each.figures) for each in evidence(store, pair)] == [(FileState.REPLACED, SAID)]
    version = door.plan(*pair).priorities[0].version
    door.write_plan(*pair, priority("A", position=1, version=version))
    assert [each.figures for each in evidence(store, pair)] == [SAID]
    door.undo_lever(newer)
    assert evidence(store, pair)[0].state is FileState.STANDS
    door.undo_lever(1)
    (gone,) = evidence(store, pair)
    assert gone.state is FileState.UNDONE and gone.figures == SAID
    assert "no longer there" in evidence_told(gone, words("en"))
    with pytest.raises(RequestError, match="lever_file_unknown"):
        door.write_plan(*pair, priority("B", evidence=(1,)))
    version = door.plan(*pair).priorities[0].version
    door.write_plan(*pair, priority("A", position=1, version=version, evidence=()))
    assert evidence(store, pair) == ()


@pytest.mark.parametrize("number", [2, 3])
def test_only_what_is_told_of_that_kam_may_be_chosen(store: Store, pair, number: int):
    """A file about somebody else is refused in the same words as one that is not there; nothing is written."""
    with pytest.raises(RequestError, match="lever_file_unknown"):
        everything(store).write_plan(*pair, priority("A", evidence=(number,)))
    assert everything(store).plan(*pair).priorities == ()


def test_who_reads_the_plan_reads_it_and_the_lead_is_told_no_more_than_titles(store: Store, pair):
    for role in ("kam", "manager", "coach", "lead"):
        on = {"company": found(store, ADA).kam.company} if role == "lead" else {"kam": ADA}
        everything(store).grant(GrantRequest(role, f"{role}@x.fr", **on))
    doors = {role: signed_in(store, f"{role}@x.fr", at_once=True) for role in ("kam", "manager", "coach", "lead")}
    doors["kam"].write_plan(*pair, priority("A", evidence=(1,)))
    assert [trace.what for trace in everything(store).audit() if trace.who == "kam@x.fr"][:1] == ["wrote_plan"]
    for role in ("manager", "coach"):
        assert doors[role].plan(*pair).priorities[0].evidence[0].figures == SAID
    assert isinstance(doors["lead"].plan(*pair), PlanOutline)


@pytest.mark.parametrize("what", ["kam", "campaign", "priority"])
def test_it_goes_with_whom_it_is_about(store: Store, pair, what: str):
    door = everything(store)
    door.write_plan(*pair, priority("A", evidence=(1,)))
    if what == "priority":
        door.remove_from_plan(*pair, 1, door.plan(*pair).priorities[0].version)
    else:
        door.erase(*(("", pair[1]) if what == "kam" else (pair[0], "")))
    assert "2990" not in everywhere(store) and sound(store)

"""Comments go where their questionnaire goes: they count, wait, are replaced, come back, and are erased with it."""

import csv
import io
import json
from collections.abc import Mapping

import pytest

from kamescope import service
from kamescope.model import Model
from kamescope.model_file import model_from_data
from kamescope.service import FileReport, Store, everything
from kamescope.store.check import check
from tests.service.sheets import Sheet, changed, codes, found, full, give, load, several, tables, wide
from tests.support import other_model

PEERS = several("peer", 3)
WROTE = {"p1": {"keep": "Écoute bien.\nToujours.", "stop": "<b>Trop</b> vite"}, "p2": {"keep": "Tient parole."}}
WORDS = [text for each in WROTE.values() for text in each.values()]
Wrote = Mapping[str, Mapping[str, str]]


def asking(minimum: int = 3) -> Model:
    """The other model with two open questions."""
    data = json.loads(other_model().source)
    data["open_questions"] = [{"code": code, "text": f"What to {code}?"} for code in ("keep", "stop")]
    data["settings"]["comment_minimum"] = minimum
    return model_from_data(data, "asking.toml")


def written(sheets: list[Sheet], wrote: Wrote, questions: tuple[str, ...] = ("keep", "stop")) -> bytes:
    """A wide file with a column for each of these questions."""
    rows = list(csv.reader(io.StringIO(wide(sheets).decode()), delimiter=";"))
    at = rows[0].index("repondant")
    more = [[wrote.get(row[at], {}).get(question, "") for question in questions] for row in rows[1:]]
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";").writerows(
        [row + own for row, own in zip(rows, [list(questions), *more], strict=True)]
    )
    return text.getvalue().encode()


def bring(store: Store, content: bytes, name: str = "file.csv", **how) -> FileReport:
    """Import a file of the model with open questions."""
    return load(store, content, name, asking(), **how)


def kept(store: Store) -> tuple[list[str], list[str]]:
    """The comments that count, and those that do not; nothing else may disagree."""
    assert check(store).faults == ()
    counted, waits = (sorted(row[5] for row in tables(store)[table]) for table in ("comments", "waiting_comments"))
    return counted, waits


@pytest.mark.deep
def test_they_count_and_wait_with_their_questionnaires_and_nothing_but_their_number_is_told(store: Store):
    report = bring(store, written(PEERS, WROTE))
    assert (report.status, report.comments, kept(store)) == ("imported", 3, (sorted(WORDS), []))
    late = bring(store, written([*PEERS, *several("peer", 1, first=4)], {**WROTE, "p4": {"keep": "Tard"}}), "late.csv")
    assert (late.comments, late.waiting, kept(store)) == (4, 1, (sorted(WORDS), ["Tard"]))
    again = bring(store, written(PEERS, WROTE))
    assert (again.status, again.comments) == ("already_imported", 3)
    told = f"{report} {late} {everything(store).journal()} {everything(store).waiting()}"
    assert not any(word in told for word in (*WORDS, "Tard", "Trop", "parole"))
    everything(store).release_import(2)
    assert kept(store) == (sorted([*WORDS, "Tard"]), [])
    everything(store).undo(2)
    assert kept(store) == (sorted(WORDS), [])


@pytest.mark.deep
def test_a_changed_comment_is_a_change_and_the_former_one_comes_back(store: Store):
    bring(store, written(PEERS, WROTE))
    other = {**WROTE, "p2": {"keep": "Tient toujours parole."}}
    refused = bring(store, written(PEERS, other), "other.csv")
    assert (refused.status, codes(refused)) == ("refused", ["respondents_changed"])
    done = bring(store, written(PEERS, other), "other.csv", replace=True)
    assert (done.replaced, done.skipped) == (1, 2)
    counted, waits = kept(store)
    assert "Tient toujours parole." in counted and waits == ["Tient parole."]
    everything(store).undo(2)
    assert kept(store) == (sorted(WORDS), [])


@pytest.mark.deep
def test_a_file_that_does_not_ask_says_nothing_of_what_was_written(store: Store):
    bring(store, written(PEERS, WROTE))
    assert bring(store, wide(PEERS), "plain.csv").skipped == 3
    newer = [*changed(1), *PEERS[1:]]
    done = bring(store, written(newer, {"p1": {"stop": "Moins vite"}}, ("stop",)), "newer.csv", replace=True)
    assert done.replaced == 1
    counted, waits = kept(store)
    # `keep` was not asked and is taken along; `stop` was, and is another.
    assert sorted({*counted, *waits}) == sorted({*WORDS, "Moins vite"})
    everything(store).undo(3)
    everything(store).undo(2)
    assert kept(store) == (sorted(WORDS), [])


def test_comments_alone_count_nowhere_until_something_is_answered(store: Store):
    report = bring(store, written([Sheet("manager", "m1", {}), *PEERS], {"m1": {"keep": "Rien à noter ici"}}))
    assert {"comments_alone", "questionnaire_empty"} <= set(codes(report, "warning"))
    assert kept(store) == ([], ["Rien à noter ici"])
    bring(store, wide([full("manager", "m1", 4)]), "filled.csv")
    assert kept(store) == (["Rien à noter ici"], ["Rien à noter ici"])


@pytest.mark.deep
def test_what_is_erased_goes_from_every_table(store: Store):
    newer = {**WROTE, "p2": {"keep": "Autre"}}
    bring(store, written(PEERS, WROTE))
    bring(store, written(PEERS, newer), "newer.csv", replace=True)
    ada = found(store)
    where = (ada.campaign.token, ada.kam.token)
    tried = everything(store).would_erase(*where, "peer", "p2")
    assert "comments" not in tried.rows and "answers" not in tried.rows
    everything(store).erase(*where, "peer", "p2")
    assert sorted(text for each in kept(store) for text in each) == sorted(WROTE["p1"].values())
    assert {line.comments for line in everything(store).journal()} == {0}
    done = everything(store).erase(*where)
    assert done.rows["comments"] == 2 and kept(store) == ([], [])


@pytest.mark.deep
def test_what_was_released_stands_still(store: Store):
    bring(store, written(PEERS, WROTE))
    ada = found(store)
    where = (ada.campaign.token, ada.kam.token)
    give(everything(store), *where)
    late = written([*PEERS, *several("peer", 3, first=4)], {**WROTE, "p4": {"keep": "Tard"}})
    assert "released_wait" in codes(bring(store, late, "late.csv"), "warning")
    assert kept(store) == (sorted(WORDS), ["Tard"])
    everything(store).reopen(*where)
    assert kept(store) == (sorted([*WORDS, "Tard"]), [])


@pytest.mark.deep
def test_a_campaign_keeps_the_strictest_minimum_of_writers(store: Store):
    bring(store, written(PEERS, WROTE))
    raised = everything(store).import_file(
        "b.csv", wide(several("team", 4)), service.ImportRequest(default_model=asking(), model=asking(5))
    )
    assert set(codes(raised, "warning")) >= {"minimum_raised"}
    assert (found(store).model.comment_minimum, found(store).model.group("peer").comment_minimum) == (5, 5)
    kept_it = everything(store).import_file(
        "c.csv", wide(several("manager", 1)), service.ImportRequest(default_model=asking(), model=asking(3))
    )
    assert "minimum_kept" in codes(kept_it, "warning")
    assert found(store).model.comment_minimum == 5
    assert found(store).model.fingerprint == other_model().fingerprint

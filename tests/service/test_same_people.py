"""The same people twice are a question; nobody is shown under less protection than promised (docs/design.md 4)."""

import datetime
from itertools import cycle

import pytest

from kamescope import service
from kamescope.ingest import Options
from kamescope.ingest.mapping import SOMEONE_ELSE, FileMapping
from kamescope.service import Store, everything
from kamescope.store.staging import _of_its_form
from tests.service.deliveries import deliver
from tests.service.sheets import Sheet, codes, full, load, loaded, published, several, weak, wide
from tests.support import other_model

OTHERS = FileMapping(keep_duplicates=True)


def kept(store: Store, sheets, **how):
    """Import what somebody has said to be other people."""
    request = service.ImportRequest(other_model(), options=Options(mapping=OTHERS), **how)
    return everything(store).import_file("kept.csv", wide(sheets), request)


def renamed(sheets: list[Sheet], **facts: object) -> list[Sheet]:
    """The same answers under other ids, another campaign, KAM or group."""
    return [sheet.but(respondent=f"x{place}", **facts) for place, sheet in enumerate(sheets)]


# In the same group


@pytest.mark.deep
def test_the_same_answers_under_other_ids_never_count_twice(store: Store):
    """Two, below the minimum, would be shown as four."""
    two = several("peer", 2)
    loaded(store, two)
    report = load(store, renamed(two))
    (issue,) = report.issues
    assert (report.status, issue.code, issue.row, issue.facts["count"]) == ("refused", "respondents_alike", 2, 2)
    assert published(store).group("peer").respondents == 2
    assert kept(store, renamed(two)).status == "imported"


@pytest.mark.deep
@pytest.mark.parametrize(("first", "then"), [("007", "7"), ("7", "007"), ("12", "12.0"), ("'0012", "12")])
def test_an_id_that_a_spreadsheet_rewrote_is_a_question_whatever_is_answered(store: Store, first: str, then: str):
    loaded(store, [full("peer", first, 5)])
    assert codes(load(store, [full("peer", then, 9)])) == ["respondents_alike"]
    assert load(store, [full("peer", "8", 9)]).status == "imported"


def test_one_value_throughout_is_no_sign_of_the_same_person(store: Store):
    loaded(store, [full("peer", "p1", 5)])
    assert load(store, [full("peer", "p2", 5)]).status == "imported"


def test_a_cumulative_export_goes_on_adding_only_what_is_new(store: Store):
    loaded(store, several("peer", 3))
    report = loaded(store, several("peer", 6))
    assert (report.skipped, report.issues) == (3, ())


# Elsewhere


@pytest.mark.parametrize(
    "facts",
    [
        {"campaign": "Printemps bis"},
        {"kam": "MARTIN Ada", "company": "ABC"},
        {"group": "team"},
    ],
    ids=["another campaign", "another company and spelling", "another group"],
)
def test_the_same_answers_about_a_kam_of_that_name_are_a_question(store: Store, facts: dict):
    sheets = [Sheet("peer", sheet.respondent, dict(list(sheet.answers.items())[:11])) for sheet in several("peer", 3)]
    loaded(store, sheets)
    report = load(store, renamed(sheets, **facts), name="again.csv")
    assert codes(report) == ["same_people"]
    assert report.issues[0].facts["count"] == 3
    assert kept(store, renamed(sheets, **facts)).status == "imported"


def test_the_same_people_are_a_question_even_where_their_kam_is_said_to_be_another(store: Store):
    sheets = several("peer", 3)
    loaded(store, sheets)
    again = renamed(sheets, campaign="Automne", kam_id="K-1")
    assert codes(load(store, again)) == ["kam_looks_like"]
    request = service.ImportRequest(other_model(), options=Options(mapping=FileMapping(people={"k-1": SOMEONE_ELSE})))
    assert codes(everything(store).import_file("again.csv", wide(again), request)) == ["same_people"]


def test_the_same_ids_with_nearly_the_same_answers_are_the_same_questionnaires(store: Store):
    sheets = several("peer", 3)
    loaded(store, sheets)
    corrected = [sheet.but(answers=dict(sheet.answers) | {"L01": 0}, campaign="Bis") for sheet in sheets]
    assert codes(load(store, corrected)) == ["same_people"]


def test_the_same_ids_with_other_answers_are_another_wave(store: Store):
    loaded(store, several("peer", 3))
    report = loaded(store, [*several("peer", 3, campaign="Automne"), full("manager", "m1", 4, campaign="Automne")])
    assert report.issues == ()


def test_one_who_answers_alike_year_after_year_stops_nobody(store: Store):
    loaded(store, [full("peer", "p1", 5), *several("peer", 3, first=2)])
    again = [full("peer", "p1", 5, campaign="Automne"), *several("peer", 3, first=2, campaign="Automne")]
    assert load(store, again).status == "imported"


def test_the_same_moment_of_return_gives_a_corrected_copy_away(store: Store):
    moments = [datetime.datetime(2026, 5, 4, 9, minute) for minute in (1, 2, 3)]
    deliver(store, several("peer", 3), columns={"returned_at": moments})
    sheets = several("peer", 3, campaign="Bis")
    written = deliver(store, sheets, columns={"returned_at": moments})
    assert [issue.code for issue in written.issues] == ["same_people"]


def test_somebody_else_of_another_name_may_answer_alike(store: Store):
    loaded(store, several("peer", 3))
    assert load(store, several("peer", 3, kam="Bob Roy")).status == "imported"


# A weaker protection


def test_a_protected_group_does_not_come_in_again_as_another(store: Store):
    sheets = several("peer", 3)
    loaded(store, sheets)
    again = renamed(sheets, group="manager")
    assert codes(load(store, again)) == ["collected_protected"]
    assert codes(kept(store, again)) == ["collected_protected"]


def test_nor_under_a_model_that_promises_less(store: Store):
    sheets = several("peer", 3)
    loaded(store, sheets)
    again = wide(renamed(sheets, campaign="Bis"))
    report = load(store, again, model=weak())
    assert codes(report) == ["collected_protected"]
    assert load(store, wide(several("peer", 3, campaign="Bis")), model=weak()).status == "imported"


def test_what_was_shown_of_few_may_become_protected(store: Store):
    loaded(store, [sheet.but(group="manager") for sheet in several("peer", 3)])
    assert codes(load(store, renamed(several("peer", 3)))) == ["same_people"]


SOME = {"L01": 5, "L02": 3, "L04": 9}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ([Sheet("peer", "a", SOME)], [Sheet("manager", "a", SOME)]),
        ([Sheet("peer", "a", {"L01": 5})], [Sheet("manager", "a", {"L01": 5})]),
        ([Sheet("peer", "a", dict.fromkeys(SOME, 4))], [Sheet("manager", "a", dict.fromkeys(SOME, 4))]),
        (
            several("peer", 3),
            [several("peer", 1)[0].but(group="manager"), full("manager", "p2", 0), full("manager", "x", 0)],
        ),
    ],
    ids=["three answers", "one answer", "one value throughout", "among others"],
)
def test_one_person_known_again_loses_no_protection(store: Store, before: list[Sheet], after: list[Sheet]):
    """However little somebody said as a peer, and whoever comes beside them: a manager is shown alone."""
    loaded(store, before)
    assert codes(load(store, after)) == ["collected_protected"]
    assert codes(kept(store, after)) == ["collected_protected"], "no option lets them in"


@pytest.mark.deep
@pytest.mark.parametrize("group", ["manager", "peer"])
@pytest.mark.parametrize("guess", [{"L01": 5}, {"L01": 4}, SOME, SOME | {"L04": 8}], ids=str)
def test_a_guess_of_a_few_answers_learns_nothing(store: Store, group: str, guess: dict):
    """Else who knows an id tries value after value, and the question tells which of them that person gave."""
    loaded(store, several("peer", 3))
    said = several("peer", 1)[0].answers
    right = {code: said[code] for code in guess}
    told = [load(store, [Sheet(group, "p1", tried, campaign=name)]) for tried, name in ((guess, "A"), (right, "B"))]
    assert [report.status for report in told] == ["imported", "imported"]


def test_the_same_few_answers_under_another_id_are_a_question(store: Store):
    """They may be another person's: whoever knows says so."""
    loaded(store, [Sheet("peer", "a", SOME)])
    other = [Sheet("manager", "z", SOME)]
    assert codes(load(store, other)) == ["same_people"]
    assert kept(store, other).status == "imported"


def test_a_manager_who_ticks_what_a_peer_ticked_is_no_question(store: Store):
    loaded(store, [Sheet("peer", "a", dict.fromkeys(SOME, 4))])
    assert load(store, [Sheet("manager", "z", dict.fromkeys(SOME, 4))]).status == "imported"


FEW = [
    Sheet("peer", name, {"L01": one, "L02": two, "L04": 3})
    for name, one, two in (("a", 1, 9), ("b", 5, 2), ("c", 0, 7))
]
FOURTH = Sheet("peer", "d", {"L01": 5, "L02": 5, "L04": 6})


@pytest.mark.parametrize("ids", ["abcd", "wxyz"])
def test_few_answers_of_a_whole_group_tell_who_is_new_beside_them(store: Store, ids: str):
    loaded(store, FEW)
    again = [one.but(campaign="Automne", respondent=name) for one, name in zip([*FEW, FOURTH], ids, strict=True)]
    assert codes(load(store, again)) == ["same_people"]


def test_two_who_come_back_each_time_are_a_question(store: Store):
    """Else a chain of campaigns, two of each before in every one, gives the last one's answers by subtraction."""
    loaded(store, [*FEW, FOURTH])
    again = [*(one.but(campaign="Automne") for one in FEW[:2]), Sheet("peer", "e", SOME, campaign="Automne")]
    assert codes(load(store, again)) == ["same_people"]


# Within one file


def test_the_same_answers_twice_in_a_file_are_a_question_with_ids_too(store: Store):
    sheets = several("peer", 2)
    report = load(store, [*sheets, *renamed(sheets[:1])])
    assert [(issue.code, issue.row, issue.facts["first_row"]) for issue in report.issues] == [("rows_alike", 4, 2)]
    assert kept(store, [*sheets, *renamed(sheets[:1])]).status == "imported"


def test_ids_that_would_become_one_are_a_question(store: Store):
    report = load(store, [full("peer", "007", 5), full("peer", "7", 9)])
    assert [(issue.code, issue.row) for issue in report.issues] == [("ids_alike", 3)]
    assert load(store, [full("peer", "007", 5), full("manager", "7", 9)]).status == "imported"


REWRITTEN = [
    *("1,18E+11", "1.2E+15", "1-févr", "janv-26", "04/05/2026", "2026-05-04", "2-Mar-26"),
    *("04/05/2026 00:00", "2026-05-04 0:00:00", "########"),
]


@pytest.mark.parametrize(
    ("written", "others"),
    list(zip(REWRITTEN, cycle([[], [full("peer", "r1", 9)]]), strict=False)),
    ids=[f"{written} {place}" for written, place in zip(REWRITTEN, cycle(["alone", "among others"]), strict=False)],
)
def test_an_id_that_no_survey_gives_is_a_question(store: Store, written: str, others: list[Sheet]):
    sheets = [*others, full("peer", written, 5)]
    report = load(store, sheets)
    assert codes(report) == ["ids_rewritten"]
    assert report.issues[0].facts["listed"] == written
    assert kept(store, sheets).status == "imported"


# Forms that number their answers anew


def test_a_second_form_is_not_taken_for_the_first(store: Store):
    first, second = ([datetime.datetime(2026, month, 4, 9, minute) for minute in (1, 2, 3)] for month in (5, 6))
    sheets = [sheet.but(respondent=sheet.respondent[1:]) for sheet in several("peer", 3)]
    others = [sheet.but(respondent=sheet.respondent[1:]) for sheet in several("peer", 3, seed=9)]
    facts = {"numbered": True}
    assert deliver(store, sheets, columns={"returned_at": first}, **facts).respondents == 3
    written = deliver(store, others, columns={"returned_at": second}, sha256="second", **facts)
    assert (written.respondents, written.skipped, written.replaced, written.issues) == (3, 0, 0, ())
    again = deliver(store, sheets, columns={"returned_at": first}, sha256="third", **facts)
    assert (again.respondents, again.skipped) == (0, 3)


def test_only_short_numbers_need_the_moment():
    moment = datetime.datetime(2026, 5, 4, 9, 1)
    assert _of_its_form("3", moment) == "3 2026-05-04T09:01:00"
    assert [_of_its_form(each, moment) for each in ("R_1a", "11457812345", None)] == ["R_1a", "11457812345", None]
    assert _of_its_form("3", None) == "3"


def test_changed_questionnaires_of_a_protected_group_are_counted_not_named(store: Store):
    loaded(store, [*several("peer", 3), full("manager", "m1", 4)])
    report = load(store, [*several("peer", 2, seed=8), full("manager", "m1", 5)])
    told = {issue.code: (issue.row, issue.facts.get("count"), issue.facts.get("respondent")) for issue in report.issues}
    assert told == {"respondents_changed": (None, 2, None), "respondent_changed": (4, None, "m1")}

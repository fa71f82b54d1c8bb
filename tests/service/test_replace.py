"""Questionnaires that come again: skipped, refused, replaced when asked, never doubled (docs/design.md 7)."""

import datetime

import pytest

from kamescope.service import Store, everything
from kamescope.store import reads
from kamescope.store.tokens import rater_tokens
from tests.service.deliveries import deliver
from tests.service.sheets import (
    TEAM,
    Sheet,
    changed,
    codes,
    full,
    load,
    loaded,
    published,
    returned,
    several,
    shown,
    single_waiting,
    tables,
    wide,
)
from tests.support import other_model, publish


def nameless(sheets: list[Sheet]) -> bytes:
    """The same questionnaires without the respondents' ids."""
    return wide(sheets, without=["repondant"])


def states(store: Store) -> dict[tuple[str, int], str]:
    """(id, import) → state, as the table has it."""
    return {(row[4], row[5]): row[7] for row in tables(store)["respondents"]}


def overall(store: Store, group: str = "manager") -> float | None:
    """The overall score that one group gives."""
    return published(store).cell("overall", "ALL", group).score


# Replacing


def test_a_changed_questionnaire_replaces_the_old_one_when_asked(store: Store):
    loaded(store, TEAM)
    report = loaded(store, [full("manager", "M1", 9)], replace=True)
    assert report.issues == ()
    assert overall(store) == 9
    assert published(store).group("manager").respondents == 1
    assert (states(store)["m1", 1], states(store)["m1", 2]) == ("replaced", "counted")
    assert len(tables(store)["replaced_answers"]) == 17
    assert everything(store).journal()[0].replaced == 1


@pytest.mark.deep
def test_replacing_touches_only_what_changed(store: Store):
    loaded(store, TEAM)
    before = tables(store)["answers"]
    loaded(store, [*TEAM[:1], full("manager", "m1", 9), *TEAM[2:]], replace=True)
    entry = everything(store).journal()[0]
    assert (entry.respondents, entry.skipped, entry.replaced) == (5, 4, 1)
    assert len(set(before) - set(tables(store)["answers"])) == 17


@pytest.mark.deep
def test_the_replacement_of_a_replacement(store: Store):
    for answer in (4, 7, 2):
        loaded(store, [full("manager", "m1", answer)], replace=True)
        assert overall(store) == answer
    assert [state for _, state in sorted(states(store).items(), key=lambda line: line[0][1])] == [
        "replaced",
        "replaced",
        "counted",
    ]


def test_the_same_file_with_and_without_replace_are_two_imports(store: Store):
    loaded(store, TEAM)
    report = loaded(store, TEAM, replace=True)
    assert report.issues == ()
    assert everything(store).journal()[0].skipped == 5
    assert load(store, TEAM, replace=True).status == "already_imported"


def test_a_dry_run_replaces_nothing(store: Store):
    loaded(store, TEAM)
    before = tables(store)
    assert load(store, [full("manager", "m1", 9)], replace=True, dry_run=True).status == "would_import"
    assert tables(store) == before


@pytest.mark.deep
def test_an_emptied_questionnaire_is_refused_or_takes_the_old_one_away_when_asked(store: Store):
    loaded(store, [*TEAM, full("manager", "m2", 6)])
    empty = [Sheet("manager", "m2", {})]
    assert codes(load(store, empty)) == ["respondent_changed"]
    loaded(store, empty, replace=True)
    assert (overall(store), published(store).group("manager").respondents) == (4, 1)


@pytest.mark.deep
def test_one_that_came_back_empty_is_filled_in_without_asking(store: Store):
    loaded(store, [Sheet("manager", "m1", {})])
    report = loaded(store, [full("manager", "m1", 6)])
    assert (report.issues, overall(store)) == ((), 6)
    assert everything(store).journal()[0].replaced == 0
    assert states(store) == {("m1", 1): "replaced", ("m1", 2): "counted"}


# Other details, same answers


@pytest.mark.deep
def test_other_details_with_the_same_answers_are_said_and_kept_as_they_were(store: Store):
    loaded(store, several("peer", 4, value="Nord"))
    before = shown(store)
    report = loaded(store, [*several("peer", 2, value="Sud"), *several("peer", 2, first=3, value="Nord")])
    (issue,) = report.issues
    assert (issue.severity, issue.code, issue.row, issue.facts["count"]) == (
        "warning",
        "respondent_details_differ",
        2,
        2,
    )
    assert shown(store) == before


@pytest.mark.deep
def test_other_details_make_a_new_version_when_asked(store: Store):
    loaded(store, several("peer", 3, value="Nord"))
    loaded(store, several("peer", 3, value="Sud"), replace=True)
    assert {row[9] for row in tables(store)["respondents"] if row[7] == "counted"} == {"Sud"}
    assert everything(store).journal()[0].replaced == 3


@pytest.mark.deep
def test_a_file_without_the_column_says_nothing_of_it(store: Store):
    loaded(store, several("manager", 1, value="Nord"))
    report = loaded(store, wide(several("manager", 1), without=["site"]), replace=True)
    assert (report.issues, everything(store).journal()[0].skipped) == ((), 1)


# One self


@pytest.mark.parametrize("respondent", ["s1", "other tool 7", ""])
def test_the_same_self_rating_from_another_tool_is_skipped(store: Store, respondent: str):
    loaded(store, [full("self", "s1", 5)])
    report = loaded(store, [full("self", respondent, 5), full("manager", "m1", 4)])
    assert codes(report) == []
    assert published(store).group("self").respondents == 1
    assert everything(store).journal()[0].skipped == 1


@pytest.mark.deep
@pytest.mark.parametrize(("respondent", "code"), [("S1", "respondent_changed"), ("s2", "self_exists")])
def test_another_self_rating_is_refused_or_replaces(store: Store, respondent: str, code: str):
    loaded(store, [full("self", "s1", 5)])
    assert codes(load(store, [full("self", respondent, 8)])) == [code]
    loaded(store, [full("self", respondent, 8)], replace=True)
    assert overall(store, "self") == 8
    assert published(store).group("self").respondents == 1


@pytest.mark.deep
def test_an_empty_self_rating_under_another_id_stands_in_nobodys_way(store: Store):
    loaded(store, [full("self", "s1", 5), Sheet("self", "s0", {})])
    before = shown(store)
    loaded(store, [Sheet("self", "s9", {}), full("manager", "m1", 3)], replace=True)
    assert overall(store, "self") == 5
    assert published(store).group("self").respondents == 1
    loaded(store, [full("self", "s1", 5), Sheet("self", "s0", {}), full("peer", "p1", 3)])
    assert [row[4] for row in tables(store)["respondents"] if row[7] == "empty"] == ["s0"]
    assert before != shown(store)


# Without ids


@pytest.mark.deep
def test_a_file_of_the_same_name_without_ids_is_refused_and_names_the_import(store: Store):
    loaded(store, TEAM)
    loaded(store, nameless(several("team", 4)), name="wave.csv")
    before = tables(store)
    report = load(store, nameless(several("team", 6)), name="wave.csv")
    (issue,) = [issue for issue in report.issues if issue.is_error]
    assert (issue.code, issue.row) == ("nameless_again", 2)
    assert {name: issue.facts[name] for name in ("file", "number", "count")} == {
        "file": "wave.csv",
        "number": 2,
        "count": 6,
    }
    assert tables(store) == before
    everything(store).undo(2)
    loaded(store, nameless(several("team", 6)), name="wave.csv")
    assert (published(store).group("team").respondents, everything(store).waiting()[0].late) == (4, 2)


@pytest.mark.deep
def test_the_same_name_for_another_kam_group_or_campaign_is_another_matter(store: Store):
    loaded(store, nameless(several("team", 4)))
    loaded(store, nameless([*several("team", 4, kam="Bob"), *several("peer", 3)]))
    loaded(store, nameless(several("team", 4, campaign="Automne")))
    assert published(store, "Bob").group("team").respondents == 4


@pytest.mark.deep
def test_the_same_answers_without_ids_from_another_file_are_refused_unless_kept(store: Store):
    loaded(store, nameless(several("team", 4)), name="one.csv")
    again = [*several("team", 2), *several("team", 4, first=9)]
    report = load(store, nameless(again), name="two.csv")
    (issue,) = [issue for issue in report.issues if issue.is_error]
    assert (issue.code, issue.row, issue.facts["number"], issue.facts["count"]) == ("nameless_same_answers", 2, 1, 2)
    without = {"without": ["repondant"]}
    assert [issue.code for issue in deliver(store, again, file="two.csv", **without).issues] == [
        "nameless_same_answers"
    ]
    assert not deliver(store, again, file="two.csv", keep_duplicates=True, **without).refused
    assert published(store).group("team").respondents == 10


@pytest.mark.deep
def test_few_answers_may_well_be_alike(store: Store):
    nine, ten = ({f"L{number:02}": 5 for number in range(1, last)} for last in (10, 11))
    people = [Sheet("manager", "", answers) for answers in (nine, ten)]
    loaded(store, nameless(people), name="one.csv")
    assert load(store, nameless(people[:1]), name="two.csv").status == "imported"
    assert codes(load(store, nameless(people[1:]), name="three.csv")) == ["nameless_same_answers"]


@pytest.mark.deep
def test_those_who_wait_without_an_id_are_known_by_their_answers_too(store: Store):
    loaded(store, nameless(several("peer", 3)), name="one.csv")
    loaded(store, nameless(several("peer", 1, first=4)), name="two.csv")
    more = [*several("peer", 1, first=4), full("manager", "", 4)]
    assert codes(load(store, nameless(more), name="three.csv")) == ["nameless_same_answers"]


# The same rater


def test_a_raters_mail_is_kept_as_a_keyed_hash_only(store: Store):
    moment = datetime.datetime(2026, 5, 4, 10, 30)
    columns = {"email": ["  Anne@Exemple.FR ", None], "seconds": [412, None], "returned_at": [moment, None]}
    deliver(store, several("manager", 2), columns=columns)
    kept = {row[4]: row[10:13] for row in tables(store)["respondents"]}
    assert kept == {
        "m1": (rater_tokens(reads.secret(store), ["anne@exemple.fr"])[0], 412, moment),
        "m2": (None, None, None),
    }
    assert "exemple" not in repr(tables(store)).lower()


@pytest.mark.parametrize("email", [None, "", "anonymous", float("nan")])
def test_no_mail_is_no_rater(email):
    assert rater_tokens("secret", [email]) == [None]


@pytest.mark.deep
def test_a_second_questionnaire_of_a_rater_is_refused_unless_kept(store: Store):
    deliver(store, several("manager", 1), columns={"email": ["a@b.fr"]})
    late = several("manager", 2, first=2)
    columns = {"email": ["A@b.fr", "c@b.fr"]}
    (issue,) = deliver(store, late, columns=columns).issues
    assert (issue.code, issue.row, issue.facts["kam"], issue.facts["count"]) == ("rater_again", 2, "Ada Martin", 1)
    assert published(store).group("manager").respondents == 1
    assert deliver(store, late, columns=columns, keep_duplicates=True).respondents == 2


@pytest.mark.deep
def test_a_rater_may_rate_another_kam_come_again_or_correct(store: Store):
    columns = {"email": ["a@b.fr"]}
    deliver(store, [full("manager", "m1", 4)], columns=columns)
    assert not deliver(store, [full("manager", "x", 4, kam="Bob")], columns=columns).refused
    assert not deliver(store, [full("peer", "x", 4)], columns=columns).refused
    assert deliver(store, [full("manager", "m1", 4)], columns=columns, sha256="again").skipped == 1
    assert deliver(store, [full("manager", "m1", 7)], columns=columns, replace=True).replaced == 1


@pytest.mark.deep
def test_a_rater_whose_questionnaire_was_replaced_by_another_raters_has_none(store: Store):
    deliver(store, [full("manager", "m1", 4)], columns={"email": ["a@b.fr"]})
    deliver(store, [full("manager", "m1", 7)], columns={"email": ["c@d.fr"]}, replace=True)
    assert not deliver(store, [full("manager", "m2", 4)], columns={"email": ["a@b.fr"]}).refused


# Late answers: a replacement moves a published group as an arrival does


@pytest.mark.deep
@pytest.mark.parametrize("count", [1, 2])
def test_too_few_replacements_wait_and_the_old_ones_go_on_counting(base: Store, count: int):
    before = shown(base)
    report = loaded(base, changed(count), replace=True)
    assert codes(report, "warning") == ["changed_answers_wait"]
    assert single_waiting(base) == 11 * count
    assert shown(base) == before


def test_enough_replacements_count_at_once(base: Store):
    assert codes(loaded(base, changed(3), replace=True), "warning") == ["changed_answers_wait"]
    assert single_waiting(base) == 0
    assert published(base).cells == publish(other_model(), returned([*TEAM[:2], *changed(3)])).cells


@pytest.mark.deep
def test_new_ones_do_not_hide_a_single_replacement(base: Store):
    """Two new and one changed are three that move, but the changed answers alone are what leaves."""
    loaded(base, [*changed(1), *several("peer", 2, first=4)], replace=True)
    assert published(base).group("peer").respondents == 3
    loaded(base, several("peer", 1, first=6))
    now = [*TEAM, *several("peer", 3, first=4)]
    assert published(base).cells == publish(other_model(), returned(now)).cells
    assert (everything(base).waiting(), single_waiting(base)) == ((), 11)


def test_the_rest_of_a_replacement_comes_with_two_more(base: Store):
    loaded(base, changed(1), replace=True)
    loaded(base, changed(2, first=2), replace=True)
    assert published(base).cells == publish(other_model(), returned([*TEAM[:2], *changed(3)])).cells


@pytest.mark.deep
def test_a_replacement_that_waits_is_what_the_next_file_is_compared_with(base: Store):
    loaded(base, changed(1), replace=True)
    before = shown(base)
    assert codes(load(base, TEAM[2:3], name="older.csv")) == ["respondents_changed"]
    again = loaded(base, [*changed(1), full("manager", "m2", 5)])
    assert (again.issues, everything(base).journal()[0].skipped) == ((), 1)
    everything(base).undo(3)
    loaded(base, [full("peer", "p1", 0)], replace=True)
    assert sorted(states(base).values()) == ["counted"] * 5 + ["replaced", "replaced"]
    assert shown(base) == before


@pytest.mark.deep
def test_a_replacement_that_moves_a_value_looked_at_alone_waits(store: Store):
    """Three of North become one of South and two of North: South would grow by one."""
    loaded(store, [*several("peer", 3, value="Nord"), *several("peer", 3, first=4, value="Sud")])
    before = shown(store)
    moved = [*several("peer", 1, value="Sud"), *several("peer", 2, first=2, seed=99, value="Nord")]
    assert codes(loaded(store, moved, replace=True), "warning") == ["late_answers_wait", "changed_answers_wait"]
    assert shown(store) == before
    back = [*several("peer", 3, value="Nord"), *several("peer", 3, first=4, value="Sud")]
    loaded(store, back, replace=True)
    assert (shown(store), everything(store).waiting()) == (before, ())


@pytest.mark.deep
def test_a_replacement_that_leaves_a_value_looked_at_alone_waits(store: Store):
    """Three come to East together, but only one of them leaves North."""
    loaded(store, [*several("peer", 4, value="Nord"), *several("peer", 4, first=5, value="Sud")])
    before = shown(store)
    moved = [*several("peer", 1, value="Est"), *several("peer", 2, first=5, value="Est")]
    assert codes(loaded(store, moved, replace=True), "warning") == ["late_answers_wait", "changed_answers_wait"]
    assert shown(store) == before


@pytest.mark.deep
def test_an_emptied_questionnaire_of_a_published_group_waits(base: Store):
    loaded(base, several("peer", 3, first=4))
    before = shown(base)
    empty = [Sheet("peer", "p1", {})]
    assert "late_answers_wait" in codes(loaded(base, empty, replace=True), "warning")
    assert shown(base) == before
    (late,) = everything(base).waiting()
    everything(base).release(late.campaign.token, late.kam.token, late.group)
    assert published(base).group("peer").respondents == 5
    assert states(base)["p1", 3] == "empty"


def test_an_emptied_questionnaire_without_which_the_group_is_masked_goes(base: Store):
    """Of two nothing is shown: there is nothing to compare."""
    loaded(base, [Sheet("peer", "p1", {})], replace=True)
    assert (published(base).group("peer").status, everything(base).waiting()) == ("masked", ())


# What the journal keeps of a delivery


@pytest.mark.deep
def test_mapping_and_lines_set_aside_are_kept(store: Store):
    aside = ({"row": 7, "reason": "test"},)
    facts = {"mapping": 'kam = "Ada"', "headings": "h1", "set_aside": aside}
    deliver(store, [*TEAM, full("self", "s1", 4, campaign="Automne")], **facts)
    (entry,) = everything(store).journal()
    assert (entry.mapping, entry.set_aside) == ('kam = "Ada"', aside)
    deliver(store, several("team", 4), mapping="newer", headings="h1")
    deliver(store, several("partner", 3), mapping="other", headings="h2")
    kept = {(m.campaign.name, m.headings): m.source for m in everything(store).saved_mappings()}
    assert kept == {("Automne", "h1"): 'kam = "Ada"', ("Printemps", "h1"): "newer", ("Printemps", "h2"): "other"}
    assert len(everything(store).saved_mappings()) == 3


@pytest.mark.deep
def test_a_long_list_of_refusals_is_cut(store: Store):
    loaded(store, several("manager", 130))
    report = load(store, several("manager", 130, seed=8))
    assert codes(report) == ["respondent_changed"] * 100 + ["more_issues"]
    assert report.issues[-1].facts["count"] == 30


def test_a_self_rating_without_an_id_that_changed_is_a_second_one(store: Store):
    loaded(store, [full("self", "", 5)])
    assert codes(load(store, [full("self", "", 8)])) == ["self_exists"]


@pytest.mark.deep
def test_an_address_that_serves_as_an_id_is_kept_as_a_hash_and_still_tells_the_rater_apart(store: Store):
    def file(value: int) -> bytes:
        return f"campagne;kam;groupe;repondant;L01\r\nC;Ada;Peer;Anne@Exemple.fr;{value}\r\n".encode()

    assert load(store, file(4)).status == "imported"
    kept = [row for rows in tables(store).values() for row in rows]
    assert "exemple" not in str(kept).casefold()
    assert load(store, file(4).replace(b"Anne@E", b"anne@e")).skipped == 1
    assert load(store, file(2)).refused

"""How questionnaires came back: the figures are right, nothing of a masked group tells, no total is under five."""

import secrets
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamescope.analysis.published import Level
from kamescope.analysis.quality import (
    SMALLEST_TOTAL,
    BlockPart,
    KamReturns,
    Quality,
    Rate,
    Returns,
    Sign,
    State,
    Tally,
    blanks,
    blocks,
    by_urgency,
    most_blank,
    summed,
)
from kamescope.errors import RequestError
from kamescope.model import OVERALL, Model
from kamescope.privacy import Status, group_status, publish_count
from kamescope.records import Kam
from kamescope.service import Scope, Service, Store, Viewer, everything, open_store
from kamescope.service.viewer import EVERYTHING
from tests.service.deliveries import deliver
from tests.service.sheets import Sheet, found, full, loaded, published, several, weak
from tests.strategies import Case, cases
from tests.support import Questionnaire, other_model, publish

MODEL = other_model()


def quality(store: Store, scope: Scope = EVERYTHING, campaign: str = "Printemps", fictitious: bool = False) -> Quality:
    """The quality of a campaign by name."""
    token = next(e.campaign.token for e in everything(store).people() if e.campaign.name == campaign)
    return Service(store, Viewer(scope)).quality(token, fictitious)


def returned(store: Store, group: str, kam: str = "Ada Martin") -> Returns:
    """What came back from one group of one KAM."""
    entry = next(entry for entry in quality(store).kams if entry.kam.name == kam)
    return next(each for each in entry.groups if each.group.code == group)


def told(found: Quality) -> str:
    """Everything that a page is handed."""
    return repr((found.kams, sorted(found.blanks.items()), found.signs))


def tallies(store: Store, sign: Sign) -> dict[tuple[str, ...], tuple[int, int]]:
    """The totals of the only KAM, by groups; of nobody's own under ()."""
    return {block.groups: tuple(block.tally) for block in quality(store).signs[sign]}


def undo(store: Store, number: int) -> None:
    """Undo an import by its number."""
    everything(store).undo(number)


def alike(sheets: Iterable[Sheet], count: int) -> list[Sheet]:
    """The same questionnaires, the first `count` with one value everywhere."""
    some = list(sheets)
    return [sheet.but(answers=dict.fromkeys(sheet.answers, 4)) for sheet in some[:count]] + some[count:]


# What came back


def head(respondents: int, group: str = "team"):
    """A group of which so many came back, by default one with a minimum of four."""
    return publish_count(MODEL.group(group), respondents, respondents)


@pytest.mark.parametrize(
    ("respondents", "sent", "waiting", "state", "wanting", "difference"),
    [
        (0, None, 0, State.NOTHING, 4, 0),
        (0, 6, 0, State.NOTHING, 4, -6),
        (0, 0, 0, State.COMPLETE, 4, 0),
        (3, 3, 0, State.MASKED, 1, 0),
        (3, None, 2, State.MASKED, 1, 0),
        (5, 6, 1, State.WAITING, 0, 0),
        (5, None, 0, State.SHOWN, 0, 0),
        (5, 6, 0, State.INCOMPLETE, 0, -1),
        (5, 5, 0, State.COMPLETE, 0, 0),
        (7, 5, 0, State.EXCESS, 0, 2),
    ],
)
def test_a_group_says_the_most_urgent_thing(respondents, sent, waiting, state, wanting, difference):
    each = Returns(head(respondents), sent, waiting, None)
    assert (each.state, each.wanting, each.difference) == (state, wanting, difference)


def test_what_asks_for_action_comes_first():
    kams = [
        KamReturns(Kam(name, name, name, "", "", False), (Returns(head(count), sent, 0, None),))
        for name, count, sent in [("A", 5, 5), ("B", 0, None), ("C", 2, None), ("D", 4, 6), ("E", 5, 5)]
    ]
    assert [entry.kam.name for entry in by_urgency(kams, ["team"])] == ["C", "B", "D", "A", "E"]
    assert [entry.kam.name for entry in by_urgency(kams, [])] == ["A", "B", "C", "D", "E"], (
        "an unlisted group is no reason"
    )


@pytest.mark.deep
def test_returned_sent_waiting_and_empty(store: Store):
    empty = [Sheet("peer", "p9", {}), Sheet("team", "t9", {}), Sheet("manager", "m9", {})]
    loaded(store, [full("self", "s1", 3), *several("peer", 4), *several("team", 3), *empty])
    loaded(store, several("peer", 2, first=20))
    entry = found(store)
    for group, sent in (("peer", 8), ("team", 5)):
        everything(store).set_expected(entry.campaign.token, entry.kam.token, group, sent)
    peer, team = returned(store, "peer"), returned(store, "team")
    assert (peer.group.respondents, peer.sent, peer.waiting, peer.empty, peer.state) == (4, 8, 2, 1, State.WAITING)
    assert (team.group.respondents, team.sent, team.waiting, team.state) == (3, 5, 0, State.MASKED)
    assert (team.empty, team.group.answers, team.group.non_response) == (None, None, None), "nothing else of it"
    assert (returned(store, "manager").state, returned(store, "manager").empty) == (State.NOTHING, 1)
    assert returned(store, "partner").sent is None


def test_only_the_kams_in_scope_are_there_and_counted(store: Store):
    loaded(store, [*several("team", 6), *several("team", 7, kam="Bo Nilsson")])
    whole = quality(store)
    mine = found(store).kam.token
    own = quality(store, Scope(frozenset({mine})))
    assert len(whole.kams) == 2
    assert [entry.kam.name for entry in own.kams] == ["Ada Martin"]
    assert own.blanks[OVERALL, "team"].possible * 13 == whole.blanks[OVERALL, "team"].possible * 6
    assert {block.kam for block in own.signs[Sign.SAME]} == {mine}
    with pytest.raises(RequestError, match="link_unknown"):
        quality(store, Scope(frozenset()))
    with pytest.raises(RequestError, match="link_unknown"):
        quality(store, fictitious=True)
    with pytest.raises(RequestError, match="link_unknown"):
        everything(store).quality("nobody knows")


# Non-response


@given(cases())
def test_non_response_is_what_is_published_and_nothing_else(case: Case):
    for where in case.views:
        shown = case.published(where)
        rates = blanks(case.model, [shown.groups])
        for group in shown.groups:
            asked = case.model.group(group.code).items
            for factor in case.model.factors:
                given = possible = 0
                for item in factor.items:
                    cell, rate = shown.cell(Level.ITEM, item.code, group.code), rates[item.code, group.code]
                    open_item = group.status is Status.PUBLISHED and cell.status is not Status.MASKED
                    if open_item and item.code in asked:
                        assert rate == Rate(Status.PUBLISHED, cell.answers or 0, group.respondents)
                        given, possible = given + rate.given, possible + rate.possible
                    else:
                        assert (rate.given, rate.possible, rate.share) == (None, None, None)
                        assert rate.status is cell.status
                rate = rates[factor.code, group.code]
                assert (rate.given or 0, rate.possible or 0) == (given, possible)
            assert rates[OVERALL, group.code].share == pytest.approx(group.non_response)


@pytest.mark.deep
def test_non_response_of_many_at_once_is_that_of_each(store: Store):
    loaded(store, [*several("peer", 3), full("manager", "m1", 3), *several("team", 4, seed=1), full("self", "s", 2)])
    loaded(store, [*several("peer", 2, kam="Bob"), *several("team", 5, seed=2, kam="Bob")])
    loaded(store, [Sheet("peer", f"p{n}", {"L01": 5} | ({"L02": 4} if n else {}), kam="Cleo") for n in range(3)])
    loaded(store, [Sheet("peer", "e1", {}, kam="Dan")])
    each = [published(store, kam).groups for kam in ("Ada Martin", "Bob", "Cleo", "Dan")]
    assert quality(store).blanks == blanks(MODEL, each)


@pytest.mark.deep
def test_where_nothing_was_answered_there_is_no_data_anywhere(store: Store):
    loaded(store, [Sheet("peer", "e1", {}), Sheet("peer", "e2", {}, kam="Bob")])
    rates = quality(store).blanks
    codes = {OVERALL, *(item.code for item in MODEL.items), *(factor.code for factor in MODEL.factors)}
    assert rates == {(code, group.code): Rate(Status.NO_DATA) for code in codes for group in MODEL.groups}


def test_non_response_by_hand():
    sheets = [Questionnaire("peer", {"L01": 5, "L02": 5}), Questionnaire("peer", {"L01": 5, "L02": 1, "L04": 2})]
    groups = publish(MODEL, [*sheets, Questionnaire("peer", {"L01": 3})]).groups
    rates = blanks(MODEL, [groups])
    assert rates["L01", "peer"] == Rate(Status.PUBLISHED, 3, 3)
    assert rates["L02", "peer"].share == pytest.approx(1 / 3)
    assert rates["L03", "peer"] == Rate(Status.NO_DATA), "not asked"
    assert rates["L04", "peer"] == Rate(Status.MASKED), "one answer"
    assert rates["L05", "peer"].share == 1, "asked, and nobody answered"
    assert rates["A", "peer"] == Rate(Status.PUBLISHED, 5, 15), "the masked item counts in nothing above it"
    assert rates["D", "peer"] == Rate(Status.NO_DATA)
    assert most_blank(rates, ["L01", "L02", "L04", "L05"], ["peer", "team"], 5) == ("L05", "L02")
    assert most_blank(rates, ["L01", "L02", "L04", "L05"], ["peer", "team"], 1) == ("L05",)
    assert most_blank(rates, ["L05"], ["team"], 5) == ()
    assert blanks(MODEL, [groups, groups])["A", "peer"] == Rate(Status.PUBLISHED, 10, 30)


# Signs


def test_answers_all_alike(store: Store):
    loaded(store, alike(several("team", 6), 2))
    assert tallies(store, Sign.SAME) == {("team",): (6, 2)}


@pytest.mark.deep
def test_a_few_answers_alike_are_no_sign(store: Store):
    nine = {code: 4 for code in sorted(MODEL.group("team").items)[:9]}
    ten = {code: 4 for code in sorted(MODEL.group("team").items)[:10]}
    loaded(store, [*several("team", 5), Sheet("team", "t8", nine), Sheet("team", "t9", ten)])
    assert tallies(store, Sign.SAME) == {("team",): (7, 1)}


def test_answers_too_fast_among_those_whose_time_is_known(store: Store):
    sheets = several("team", 7)
    asked = len(MODEL.group("team").items)
    deliver(store, sheets, columns={"seconds": [2 * asked - 1, 2 * asked, None, 0, 900, 900, None]})
    assert tallies(store, Sign.FAST) == {("team",): (5, 2)}


def test_no_total_where_too_few_say_how_long_they_took(store: Store):
    deliver(store, several("team", 7), columns={"seconds": [1, 1, 1, 1, None, None, None]})
    assert tallies(store, Sign.FAST) == {}
    assert tallies(store, Sign.SAME) == {("team",): (7, 0)}


@pytest.mark.deep
def test_late_is_what_came_after_the_first_import_of_its_group(store: Store):
    loaded(store, several("peer", 5))
    loaded(store, several("team", 5))
    assert tallies(store, Sign.LATE) == {("peer",): (5, 0), ("team",): (5, 0)}, "one file a group is no lateness"
    loaded(store, several("team", 5, first=10))
    assert tallies(store, Sign.LATE) == {("peer",): (5, 0), ("team",): (10, 5)}
    loaded(store, several("team", 5, seed=8), replace=True)
    assert tallies(store, Sign.LATE)["team",] == (5, 5), "a block of which one is corrected is told no more"
    undo(store, 4)
    assert tallies(store, Sign.LATE)["team",] == (10, 5), "as before the correction"


@pytest.mark.deep
def test_signs_do_not_move_before_five_are_new(store: Store):
    loaded(store, [*several("team", 6), *(full("manager", f"m{n}", 5) for n in range(5))])
    before = quality(store).signs
    for number in (10, 12):
        loaded(store, [full("manager", f"m{each}", 4) for each in (number, number + 1)])
        assert quality(store).signs == before
    loaded(store, several("team", 4, first=20))
    assert returned(store, "team").group.respondents == 10, "they count, in no sign yet"
    assert quality(store).signs == before, "nor together with managers, who are not protected"
    loaded(store, [full("manager", "m14", 4)])
    assert tallies(store, Sign.SAME) == {("team",): (6, 0), ("manager",): (10, 10)}


@pytest.mark.deep
def test_a_block_of_which_one_is_taken_back_is_told_no_more(store: Store):
    loaded(store, [full("manager", f"m{n}", 5) for n in range(4)])
    loaded(store, [full("manager", "m9", 5)])
    assert tallies(store, Sign.SAME) == {("manager",): (5, 5)}
    undo(store, 2)
    assert tallies(store, Sign.SAME) == {}
    loaded(store, [full("manager", f"m{n}", 4) for n in range(10, 14)])
    assert tallies(store, Sign.SAME) == {}, "those that are left are in no other block"
    loaded(store, [full("manager", "m14", 4)])
    assert tallies(store, Sign.SAME) == {("manager",): (5, 5)}


@pytest.mark.deep
def test_who_was_seen_taken_back_and_comes_again_with_one_more_is_in_no_new_total(store: Store):
    loaded(store, several("team", 5))
    undo(store, 1)
    loaded(store, [*several("team", 5), full("team", "t9", 4)])
    assert tallies(store, Sign.SAME) == {}, "else the sixth one's sign were the difference"


def test_a_total_of_several_kams_is_for_those_who_see_them_all(store: Store):
    loaded(store, [s for name in ("Ada", "Bo") for s in several("team", 4, kam=name)])
    assert len(quality(store).signs[Sign.SAME]) == 1
    own = quality(store, Scope(frozenset({found(store, "Ada").kam.token})))
    assert own.signs[Sign.SAME] == ()


@pytest.mark.deep
def test_small_groups_of_one_kind_share_a_total_and_open_ones_never_join_them(store: Store):
    open_ones = [full("self", "s1", 5), *(full("manager", f"m{n}", 5) for n in range(3))]
    loaded(store, [*open_ones, *alike(several("peer", 3), 1), *alike(several("partner", 3), 1)])
    # A reader sees that self and managers gave one value everywhere; with the peers in one total they could subtract.
    assert tallies(store, Sign.SAME) == {("peer", "partner"): (6, 1)}, "partners are asked six items"
    loaded(store, [full("manager", "m9", 2)])
    assert tallies(store, Sign.SAME) == {("peer", "partner"): (6, 1), ("self", "manager"): (5, 5)}


def test_what_several_kams_have_left_makes_one_total_of_nobody_s_own(store: Store):
    loaded(store, [s for name in ("Ada", "Bo", "Cy") for s in several("team", 4, kam=name)])
    assert tallies(store, Sign.SAME) == {(): (12, 0)}
    assert quality(store).signs[Sign.SAME][0].kam is None


@pytest.mark.deep
@pytest.mark.parametrize("collecting", [False, True])
@pytest.mark.parametrize("count", [1, 2, 3, 4])
@pytest.mark.parametrize("model", [MODEL, weak(2)], ids=lambda model: model.code)
def test_what_is_in_a_block_is_what_is_shown(store: Store, model: Model, count: int, collecting: bool):
    """The query that makes blocks says again whether a group is shown: as `privacy.group_status` does, at each edge."""
    kams = [f"KAM {letter}" for letter in "abcde"]
    sheets = [s for g in model.groups[1:] for name in kams for s in several(g.code, count, model, kam=name)]
    loaded(store, sheets, model=model, collecting=collecting)
    shown = {
        place
        for place, group in enumerate(model.in_collection.groups if collecting else model.groups)
        if group_status(group, count) is Status.PUBLISHED and not group.is_self
    }
    with store.snapshot() as frozen:
        kept = frozen._cursor.execute("SELECT DISTINCT block, rater_group FROM respondents WHERE block <> 0").fetchall()
    assert {place for _, place in kept} == shown
    kinds = {(block, model.groups[place].protected) for block, place in kept}
    assert len(kinds) == len({block for block, _ in kept}), "protected groups and open ones are apart"


counted = st.integers(0, 9).flatmap(lambda n: st.builds(Tally, st.just(n), st.integers(0, n)))
parts = st.lists(
    st.builds(
        BlockPart, st.integers(1, 4), st.sampled_from("abc"), st.sampled_from([g.code for g in MODEL.groups]), counted
    )
)


@given(parts)
def test_totals_are_of_whole_blocks_of_five_or_more_and_each_is_in_one(everybody):
    told = blocks(MODEL, everybody)
    by_number = [[part for part in everybody if part.block == number] for number in range(1, 5)]
    large = [some for some in by_number if summed(part.tally for part in some).questionnaires >= SMALLEST_TOTAL]
    assert len({block[:2] for block in told}) == len(told)
    for block in told:
        mine = [part for some in large if whose(some) == block[:2] for part in some]
        assert block.tally == summed(part.tally for part in mine)
    assert summed(block.tally for block in told) == summed(part.tally for some in large for part in some)


def whose(some: list[BlockPart]) -> tuple:
    """The KAM and the groups of a block; nobody's own where several share it."""
    codes = {part.group for part in some}
    kams = {part.kam for part in some}
    return (kams.pop(), tuple(g.code for g in MODEL.groups if g.code in codes)) if len(kams) == 1 else (None, ())


# What is masked

OPEN = [full("self", "s1", 5), full("manager", "m1", 4), *several("peer", 6)]


def few(answer: int | None, count: int = 3) -> list[Sheet]:
    """Too few of the team, who all give that answer, or random ones."""
    return several("team", count) if answer is None else [full("team", f"t{n}", answer) for n in range(1, count + 1)]


@pytest.mark.deep
@pytest.mark.parametrize("answer", [0, 10, None])
@pytest.mark.parametrize("seconds", [1, 900])
@pytest.mark.parametrize("apart", [False, True])
def test_a_masked_group_changes_nothing_whatever_it_answers_however_fast_and_late(monkeypatch, answer, seconds, apart):
    monkeypatch.setattr(secrets, "token_hex", lambda size: "0" * 2 * size)
    seen = []
    for sheets, time, late in ((few(5), 60, False), (few(answer), seconds, apart)):
        store = open_store(":memory:")
        first, second = (sheets[:1], sheets[1:]) if late else (sheets, [])
        deliver(store, [*OPEN, *first], columns={"seconds": [60] * len(OPEN) + [time] * len(first)})
        if second:
            deliver(store, second, columns={"seconds": [time] * len(second)})
        seen.append(told(quality(store)))
        store.close()
    assert seen[0] == seen[1]


@pytest.mark.deep
def test_one_more_and_the_group_is_there(store: Store):
    """Else the test above would see nothing."""
    loaded(store, [*OPEN, *few(7)])
    before = told(quality(store))
    loaded(store, [full("team", "t9", 7)])
    assert published(store).group("team").status is Status.PUBLISHED
    assert told(quality(store)) != before
    assert quality(store).blanks[OVERALL, "team"].share == 0


def test_a_masked_group_counts_in_no_total_of_the_campaign(store: Store):
    sheets = [*few(7), *several("peer", 3)]
    loaded(store, [sheet.but(kam=name) for name in ("Ada", "Bo") for sheet in sheets])
    assert tallies(store, Sign.SAME) == {(): (6, 0)}, "the peers alone"
    assert quality(store).blanks[OVERALL, "team"] == Rate(Status.MASKED)

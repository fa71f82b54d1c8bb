"""Action plans: who may read and write them, what is kept of that day, two at a time, limits, and how they end."""

import dataclasses
import datetime
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamescope.analysis.plan import (
    MOST_IN_PLAN,
    STEPS,
    Goal,
    StepState,
    late_steps,
    next_step,
    offered,
)
from kamescope.analysis.plan_review import is_visible, moved_since, review
from kamescope.analysis.progress import progress
from kamescope.analysis.published import Level, columns
from kamescope.analysis.reliability import little
from kamescope.errors import RequestError
from kamescope.i18n import LANGUAGES, words
from kamescope.model import ENVIRONMENT
from kamescope.service import (
    LONGEST_TEXT,
    GrantRequest,
    PlanOutline,
    Service,
    StepDraft,
    Store,
    WholePlan,
    everything,
    signed_in,
)
from tests.plans import GOAL, TOMORROW, priority
from tests.service.sheets import found, full, loaded, published, question, several
from tests.service.test_access import WHO, crowd, granted, grants, shared_alone, slowly
from tests.service.test_erasure import everywhere
from tests.store.again import apart
from tests.support import kamescope_model

ADA, BOB = "Ada Martin", "Bob"
DAY = datetime.timedelta(1)


@pytest.fixture
def pair(store: Store) -> tuple[str, str]:
    """Ada in her campaign (tokens); Bob is in it too."""
    loaded(store, [full("self", "s1", 8), full("manager", "m1", 4), *several("peer", 3), *several("peer", 3, kam=BOB)])
    return dataclasses.astuple(question(found(store, ADA)))[:2]


def door_of(store: Store, role: str, **on: str) -> Service:
    """Somebody who signed in with one role on Ada, or on what is said; results are given at once."""
    everything(store).grant(GrantRequest(role, f"{role}@x.fr", **on))
    return signed_in(store, f"{role}@x.fr", at_once=True)


def refused(act: Callable[[], object]) -> RequestError:
    """What is refused, told in a sentence in every language."""
    with pytest.raises(RequestError) as caught:
        act()
    for language in LANGUAGES:
        assert not words(language).error(caught.value).startswith("error.")
    return caught.value


def plan(store: Store, pair: tuple[str, str]) -> WholePlan:
    """The whole plan."""
    read = everything(store).plan(*pair)
    assert isinstance(read, WholePlan)
    return read


# Who


@pytest.mark.parametrize(
    ("role", "reads", "writes"), [("kam", 1, 1), ("coach", 1, 1), ("manager", 1, 0), ("lead", 0, 0)]
)
def test_each_role_reads_and_writes_as_far_as_it_may(store: Store, pair, role: str, reads: bool, writes: bool):
    everything(store).write_plan(*pair, priority("A"))
    door = door_of(store, role, **({"company": "XYZ"} if role == "lead" else {"kam": ADA}))
    read = door.plan(*pair)
    assert [(each.code, each.state) for each in read.titles] == [("A", StepState.NOT_BEGUN)]
    assert isinstance(read, WholePlan) is bool(reads)
    assert isinstance(read, PlanOutline) or read.is_writable is bool(writes)
    if not reads:
        assert not any(text in repr(read) for text in dataclasses.astuple(GOAL))
    if writes:
        assert door.write_plan(*pair, priority("B")) == 2
        door.remove_from_plan(*pair, 2, plan(store, pair).priorities[1].version)
    else:
        before = everywhere(store)
        assert refused(lambda: door.write_plan(*pair, priority("B"))).code == "not_allowed"
        assert refused(lambda: door.remove_from_plan(*pair, 1, 1)).code == "not_allowed"
        assert everywhere(store) == before


def test_nobody_else_is_told_more_than_of_a_dead_link(store: Store, pair):
    everything(store).write_plan(*pair, priority("A"))
    admin, other = door_of(store, "admin"), door_of(store, "coach", kam=BOB)
    dead = refused(lambda: other.plan(pair[0], "nobody"))
    for door in (admin, other):
        told = refused(lambda door=door: door.plan(*pair))
        assert (told.code, told.facts) == (dead.code, dead.facts) == ("link_unknown", {})
    assert refused(lambda: other.write_plan(*pair, priority("B"))).code == "link_unknown"
    assert refused(lambda: admin.write_plan(*pair, priority("B"))).code == "not_allowed"


def test_a_coach_writes_nothing_of_whom_they_only_manage(store: Store, pair):
    door_of(store, "coach", kam=BOB)
    everything(store).grant(GrantRequest("manager", "coach@x.fr", kam=ADA))
    door = signed_in(store, "coach@x.fr", at_once=True)
    assert refused(lambda: door.write_plan(*pair, priority("A"))).code == "not_allowed"
    assert not door.plan(*pair).is_writable
    assert door.plan(pair[0], found(store, BOB).kam.token).is_writable


@pytest.mark.deep
@settings(max_examples=settings.default.max_examples // 2)
@given(st.lists(grants(), min_size=1, max_size=4), st.sets(st.integers(0, 11)))
def test_the_right_is_the_widest_of_the_grants_that_reach_somebody(given: list, places: set[int]):
    """Against the slow reference, each grant alone."""
    store, everybody = crowd(), everything(crowd()).people()
    pairs, shared = shared_alone(places)
    granted(store, given)
    scope = signed_in(store, WHO).viewer.scope
    rights = {"kam": 3, "coach": 3, "manager": 2, "lead": 1, "admin": 0}
    for each in pairs:
        reaching = [rights[one[0]] for one in given if each in slowly([one], everybody, shared)]
        assert scope.plan_right(*each) == max(reaching, default=0)
        coaching = [one for one in given if one[0] == "coach" and each in slowly([one], everybody, shared)]
        assert scope.coaches(*each) is bool(coaching)


def test_writing_and_reading_stand_in_the_audit_without_a_text(store: Store, pair):
    door = door_of(store, "coach", kam=ADA)
    door.write_plan(*pair, priority("A"))
    for _ in range(2):
        door.trace_opening(question(found(store, ADA)), "read_plan")
    lines = [line for line in everything(store).audit() if line.what.endswith("_plan")]
    assert [(line.who, line.role, line.what) for line in lines] == [
        ("coach@x.fr", "coach", "read_plan"),
        ("coach@x.fr", "coach", "wrote_plan"),
    ]
    assert not any(text in repr(lines) for text in dataclasses.astuple(GOAL))


# What is kept


@pytest.mark.deep
@settings(max_examples=settings.default.max_examples // 3)
@given(st.lists(st.integers(0, 10), min_size=4, max_size=4), st.sampled_from([Level.FACTOR, Level.ITEM]), st.data())
def test_figures_are_those_published_that_day_and_stay(answers: list[int], level: Level, data):
    """Whatever comes in later; what is not published is not kept."""

    store = apart()
    peers = [full("peer", f"p{number}", answer) for number, answer in enumerate(answers[1:])]
    loaded(store, [full("self", "s1", answers[0]), *peers, full("team", "t1", 9)])
    pair = dataclasses.astuple(question(found(store, ADA)))[:2]
    before = published(store)
    code = data.draw(st.sampled_from([code for kind, code in offered(before, (), True) if kind is level]))
    everything(store).write_plan(*pair, priority(code, level))
    cells = {column: before.cell(level, code, column) for column in columns(before.model)}
    expected = {column: (cell.score, cell.percent, cell.answers) for column, cell in cells.items() if cell.is_published}
    assert {column: tuple(each) for column, each in plan(store, pair).priorities[0].basis.figures} == expected
    assert "team" not in expected, "one answer where four are needed"
    basis = plan(store, pair).priorities[0].basis
    loaded(store, [full("manager", "m1", 10)], name="later.csv")
    assert plan(store, pair).priorities[0].basis == basis
    everything(store).write_plan(*pair, priority(code, level, position=1, version=1))
    assert plan(store, pair).priorities[0].basis == basis
    store.close()


def test_what_rests_on_little_is_offered_only_when_asked(store: Store, pair):
    result = published(store)
    few = {code for level, code in offered(result, (), True) if level is Level.FACTOR and little(result, code)}
    assert few
    assert {code for level, code in offered(result, (), False) if level is Level.FACTOR}.isdisjoint(few)
    assert (Level.FACTOR, "A") not in offered(result, [(Level.FACTOR, "A")], True)


def test_follow_ups_come_30_and_90_days_after_the_first_step_and_can_be_moved(store: Store, pair):
    everything(store).write_plan(*pair, priority("A"))
    steps = plan(store, pair).priorities[0].steps
    assert [step.due - TOMORROW for step in steps] == [days * DAY for days in STEPS]
    moved = (StepDraft(TOMORROW, "holding", "fait"), StepDraft(TOMORROW + 40 * DAY, "under_way"))
    everything(store).write_plan(*pair, priority("A", steps=moved, position=1, version=1))
    (found,) = plan(store, pair).priorities
    assert [(step.due - TOMORROW) // DAY for step in found.steps] == [0, 40, 90]
    assert found.state is StepState.UNDER_WAY
    later = (StepDraft(TOMORROW + 3 * DAY, "holding", "fait"), *map(StepDraft, [step.due for step in found.steps[1:]]))
    everything(store).write_plan(*pair, priority("A", steps=later, position=1, version=found.version))
    (put_off,) = plan(store, pair).priorities
    assert [(step.due - TOMORROW) // DAY for step in put_off.steps] == [3, 40, 93], "only what nobody moved goes along"
    assert found.steps[0].line == "fait"
    assert next_step([found]) == found.steps[2]
    assert late_steps([found], found.steps[2].due) == 0
    assert late_steps([found], found.steps[2].due + DAY) == 1


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "=1+1", "**gras** $x$ :red[y]", "日本語 العربية", "a\nb  c"]
)
def test_texts_are_kept_as_text(store: Store, pair, text: str):
    everything(store).write_plan(*pair, priority("A", goal=Goal(text, text, text, text, text)))
    assert set(dataclasses.astuple(plan(store, pair).priorities[0].goal)) == {" ".join(text.split())}


# Bad input: each a sentence, and nothing changed


@pytest.mark.parametrize(
    ("draft", "code"),
    [
        (priority("Z"), "plan_code_unknown"),
        (priority("A", Level.OVERALL), "plan_code_unknown"),
        (priority("A", goal=Goal("", "je note")), "plan_goal_missing"),
        (priority("A", goal=Goal("je prépare", "  ")), "plan_goal_missing"),
        (priority("A", goal=dataclasses.replace(GOAL, sign="x" * (LONGEST_TEXT + 1))), "plan_text_long"),
        (priority("A", steps=(StepDraft(TOMORROW, line="x" * 20_000),)), "plan_text_long"),
        (priority("A", steps=()), "plan_day_missing"),
        (priority("A", steps=(StepDraft(TOMORROW - 2 * DAY),)), "plan_day_past"),
        (priority("A", steps=(StepDraft(TOMORROW), StepDraft(TOMORROW - DAY))), "plan_days_order"),
        (priority("A", steps=(StepDraft(TOMORROW, "done"),)), "plan_state_unknown"),
        (priority("A", position=1, version=4), "plan_newer"),
    ],
)
def test_bad_input_is_a_sentence_and_changes_nothing(store: Store, pair, draft, code: str):
    before = everywhere(store)
    assert refused(lambda: everything(store).write_plan(*pair, draft)).code == code
    assert everywhere(store) == before


def test_a_date_that_has_passed_meanwhile_stays(store: Store, pair):
    everything(store).write_plan(*pair, priority("A"))
    later = TOMORROW + 50 * DAY
    steps = tuple(StepDraft(step.due) for step in plan(store, pair).priorities[0].steps)
    changed = priority("A", steps=steps, position=1, version=1)
    from kamescope.service.plan import write_plan
    from kamescope.service.viewer import EVERYTHING

    write_plan(store, EVERYTHING, *pair, changed, today=later)
    moved = dataclasses.replace(changed, version=2, steps=(StepDraft(TOMORROW + DAY), *steps[1:]))
    assert refused(lambda: write_plan(store, EVERYTHING, *pair, moved, today=later)).code == "plan_day_past"


def test_the_last_day_there_is_needs_no_day_after_it(store: Store, pair):
    everything(store).write_plan(*pair, priority("A", steps=(StepDraft(datetime.date.max),)))
    assert {step.due for step in plan(store, pair).priorities[0].steps} == {datetime.date.max}


def test_a_fourth_priority_is_refused_and_one_factor_stands_once(store: Store, pair):
    for code in "ABC":
        everything(store).write_plan(*pair, priority(code))
    assert refused(lambda: everything(store).write_plan(*pair, priority("D"))).code == "plan_full"
    everything(store).remove_from_plan(*pair, 2, plan(store, pair).priorities[1].version)
    assert refused(lambda: everything(store).write_plan(*pair, priority("A"))).code == "plan_code_twice"
    assert everything(store).write_plan(*pair, priority("D")) == 2
    assert [each.basis.code for each in plan(store, pair).priorities] == ["A", "D", "C"]
    assert len(plan(store, pair).priorities) == MOST_IN_PLAN


# Two at a time


def test_who_saves_over_a_newer_version_is_refused_and_both_are_there(store: Store, pair):
    mine, theirs = everything(store, "mine"), everything(store, "theirs")
    mine.write_plan(*pair, priority("A"))
    seen = plan(store, pair).priorities[0].version
    first = dataclasses.replace(GOAL, when="premier")
    theirs.write_plan(*pair, priority("A", goal=first, position=1, version=seen))
    late = priority("A", goal=dataclasses.replace(GOAL, when="second"), position=1, version=seen)
    assert refused(lambda: mine.write_plan(*pair, late)).code == "plan_newer"
    assert refused(lambda: mine.remove_from_plan(*pair, 1, seen)).code == "plan_newer"
    (stands,) = plan(store, pair).priorities
    assert stands.goal == first
    mine.write_plan(*pair, dataclasses.replace(late, version=stands.version))
    assert plan(store, pair).priorities[0].goal.when == "second"


def test_a_priority_put_back_is_not_taken_for_the_one_that_was_there(store: Store, pair):
    door = everything(store)
    door.write_plan(*pair, priority("A"))
    door.remove_from_plan(*pair, 1, 1)
    door.write_plan(*pair, priority("A"))
    assert refused(lambda: door.write_plan(*pair, priority("A", position=1, version=1))).code == "plan_newer"


def test_two_who_add_at_once_both_stand(store: Store, pair):
    assert [everything(store).write_plan(*pair, priority(code)) for code in "AB"] == [1, 2]


# How it ends


def test_the_plan_is_in_the_export(store: Store, pair):
    everything(store).write_plan(*pair, priority("A"))
    (taken,) = everything(store).export(pair[1]).campaigns
    assert taken.plan == plan(store, pair).priorities


@pytest.mark.parametrize("what", ["kam", "campaign"])
def test_the_plan_is_erased_with_whom_it_is_about(store: Store, pair, what: str):
    everything(store).write_plan(*pair, priority("A"))
    asked = ("", pair[1]) if what == "kam" else (pair[0], "")
    tried = everything(store).would_erase(*asked)
    assert tried.rows["plans"] == 1
    assert len(plan(store, pair).priorities) == 1
    everything(store).erase(*asked)
    assert "deux besoins" not in everywhere(store)


def test_a_plan_of_somebody_all_of_whose_imports_are_undone_can_be_erased(store: Store, pair):
    everything(store).write_plan(*pair, priority("A"))
    everything(store).undo(1)
    assert "deux besoins" in everywhere(store)
    everything(store).erase_undone(ADA, "XYZ")
    assert "deux besoins" not in everywhere(store)


def test_no_figure_that_tells_of_an_erased_respondent_stays(store: Store, pair):
    everything(store).write_plan(*pair, priority("A"))
    everything(store).erase(*pair, "manager", "m1")
    (stands,) = plan(store, pair).priorities
    assert (stands.basis.figures, stands.basis.gap, stands.goal) == ((), None, GOAL)


# Before and after


@pytest.fixture
def years(store: Store, pair: tuple[str, str]) -> tuple[str, str]:
    """A campaign later, Ada with B by an item and A in the first one's plan: that campaign (tokens)."""
    item = published(store).model.factor_of["B"].items[0].code
    everything(store).write_plan(*pair, priority("A", steps=(StepDraft(TOMORROW, "holding"),)))
    everything(store).write_plan(*pair, priority(item, Level.ITEM))
    later = [full("self", "s1", 8), full("manager", "m1", 6), *several("peer", 3, seed=11)]
    loaded(store, [sheet.but(campaign="Automne", date="2027-01-01") for sheet in later], name="later.csv")
    return dataclasses.astuple(question(found(store, ADA, "Automne")))[:2]


def test_what_was_worked_on_stands_beside_what_was_not(store: Store, pair, years):
    """As `progress` tells each factor's change; means over those that have one."""
    before, after = published(store, campaign="Printemps"), published(store, campaign="Automne")
    titles = plan(store, pair).titles
    told = [each for each in progress(before, after, Level.FACTOR).changes if each.group == ENVIRONMENT]
    moves = {each.code: each.change for each in told}
    inside, outside = [moves["A"], moves["B"]], [each for each in told if each.code in "CD" and each.change is not None]
    seen = review(before, after, titles)
    assert seen.mean == pytest.approx(sum(inside) / 2)
    means = [sum(values) / len(outside) for values in zip(*map(_figures, outside), strict=True)]
    assert seen.rest == pytest.approx((len(outside), *means))
    assert [each.title for each in seen.worked] == list(titles)
    items = {(each.code, each.group): each for each in progress(before, after, Level.ITEM).changes}
    assert seen.worked[1].change == items[titles[1].code, ENVIRONMENT], "exactly what was worked on"
    for each in moved_since(before, after, Level.ITEM, titles[1].code):
        assert each == items[each.code, each.group]
    assert review(before, after, ()) is None


def _figures(change) -> tuple[float, float, float]:
    return change.before.percent, change.after.percent, change.change


def test_the_plan_before_is_found_from_the_later_campaign_by_who_sees_both(store: Store, pair, years):
    door = everything(store)
    seen = door.plan_before(*years)
    assert seen == review(
        published(store, campaign="Printemps"), published(store, campaign="Automne"), plan(store, pair).titles
    )
    assert (seen.before.name, seen.after.name) == ("Printemps", "Automne")
    assert door.plan_before(*pair) is None, "nothing came before"
    lead = door_of(store, "lead", company="XYZ")
    assert lead.plan_before(*years) == seen, "titles are enough"
    assert door_of(store, "coach", kam=BOB).plan_before(*years) is None, "for them there is nobody"


def test_titles_of_a_campaign_are_those_that_each_plan_tells_and_of_nobody_else(store: Store, pair, years):
    door, bob = everything(store), found(store, BOB).kam.token
    door.write_plan(pair[0], bob, priority("C"))
    assert door.plan_titles(pair[0]) == {kam: door.plan(pair[0], kam).titles for kam in (pair[1], bob)}
    assert door_of(store, "coach", kam=BOB).plan_titles(pair[0]).keys() == {bob}
    assert door.plan_titles(pair[0])[pair[1]][0].state is StepState.HOLDING
    assert door.plan_titles(years[0]) == {}


@pytest.mark.parametrize(("moved", "visible"), [(0.25, True), (-0.25, True), (0.24, False), (0, False)])
def test_a_change_is_spoken_of_from_a_quarter_of_a_point_on_five(moved: float, visible: bool):
    assert is_visible(kamescope_model(), moved) is visible

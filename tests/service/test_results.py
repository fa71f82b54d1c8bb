"""The service's answers: those of the rules on the same questionnaires, for those who may see them."""

import json
import random
from collections.abc import Iterator
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamescope import service
from kamescope.analysis.published import Level
from kamescope.analysis.window import Cut
from kamescope.errors import RequestError
from kamescope.model import ENVIRONMENT, Model
from kamescope.model_file import model_from_data
from kamescope.privacy import FilterState
from kamescope.service import Question, Store, Untold, everything, open_store
from kamescope.store import reads
from tests import reference_views
from tests.reference import Reference, average
from tests.service.sheets import Sheet, found, full, loaded, long, published, question, returned, several, wide
from tests.support import kamescope_model, other_model, publish

VALUES = ("", "Nord", "Grand  Sud", "Est")


def tidy(sheets: list[Sheet]) -> list[Sheet]:
    """What the files hold once spaces are normalised."""
    return [sheet.but(value=" ".join(sheet.value.split())) for sheet in sheets]


@st.composite
def waves(draw: st.DrawFn, model: Model) -> list[Sheet]:
    """One KAM's questionnaires: any number by group and partition value, blanks, empty sheets, shy items."""
    chance = random.Random(draw(st.integers(0, 2**32)))
    sheets = []
    for group in model.groups:
        values = VALUES if not group.is_self else ("",)
        for value in values:
            top = 1 if group.is_self else group.minimum + 1
            for _ in range(draw(st.integers(0, top))):
                blank = chance.choice((0, 0.2, 0.8, 1))
                scale = model.scale
                answers = {
                    code: chance.randint(scale.minimum, scale.maximum)
                    for code in sorted(group.items)
                    if chance.random() >= blank
                }
                sheets.append(Sheet(group.code, f"{group.code}{len(sheets)}", answers, value=value))
    return sheets


def assert_published_as_by_the_rules(model: Model, sheets: list[Sheet], layout) -> None:
    """From the bytes of a file through the database: exactly what the rules give without one."""
    store = open_store(":memory:")
    anchor = full("manager", "anchor", model.scale.minimum, model)
    loaded(store, layout([anchor, *sheets], model), model=model)
    expected = returned(tidy([anchor, *sheets]))
    asked = question(found(store))
    for where in (None, *sorted({sheet.value for sheet in expected}), "nobody has this value"):
        mine = everything(store).results(Question(asked.campaign, asked.kam, where))
        theirs = publish(model, expected, where)
        assert mine.groups == theirs.groups, where
        assert mine.cells == theirs.cells, where
    group_counts = everything(store).people()[0].groups
    without_items = tuple(group._replace(items=()) for group in publish(model, expected).groups)
    assert group_counts == without_items
    store.close()


@pytest.mark.deep
@given(waves(other_model()), st.sampled_from([wide, long]))
@settings(max_examples=settings.default.max_examples // 3)
def test_results_of_the_other_model_are_those_of_the_rules(sheets, layout):
    assert_published_as_by_the_rules(other_model(), sheets, layout)


@pytest.mark.deep
@given(waves(kamescope_model()), st.sampled_from([wide, long]))
@settings(max_examples=settings.default.max_examples // 6)
def test_results_of_the_kamescope_model_are_those_of_the_rules(sheets, layout):
    assert_published_as_by_the_rules(kamescope_model(), sheets, layout)


@pytest.mark.deep
@given(waves(other_model()), st.integers(1, 4))
@settings(max_examples=settings.default.max_examples // 3)
def test_other_kams_and_campaigns_change_nothing(sheets, seed):
    alone, crowded = open_store(":memory:"), open_store(":memory:")
    mine = [full("manager", "anchor", 0), *sheets]
    others = [*several("peer", 4, kam="Bob", seed=seed), *several("peer", 4, campaign="Automne", seed=seed)]
    loaded(alone, mine)
    loaded(crowded, [*others, *mine])
    one, two = published(alone), published(crowded, campaign="Printemps")
    assert (one.groups, one.cells) == (two.groups, two.cells)


# What may filter


def split(**counts: int) -> list[Sheet]:
    """Peers by site, `none` for those without one."""
    sheets = []
    for value, count in counts.items():
        sheets += several("peer", count, first=len(sheets) + 1, value="" if value == "none" else value)
    return sheets


@pytest.mark.parametrize(
    ("sheets", "values", "state"),
    [
        (split(Nord=3, Sud=3), ["Nord", "Sud"], FilterState.APPLIED),
        (split(Nord=3, none=4), ["", "Nord"], FilterState.APPLIED),
        (split(Nord=3), ["Nord"], FilterState.APPLIED),
        (split(Nord=5, Sud=2), [], FilterState.TOO_FEW),
        (split(Nord=5, none=1), [], FilterState.TOO_FEW),
        (split(none=5), [], FilterState.NOT_HELD),
    ],
)
def test_values_are_named_only_where_each_may_be_looked_at_alone(store: Store, sheets, values, state):
    loaded(store, [full("manager", "m1", 5), *sheets])
    offered = everything(store).segments(question(found(store)))
    assert sorted(offered.values.values()) == values
    assert offered.states["peer"] is state
    assert offered.states["manager"] is FilterState.NOT_HELD
    assert not any(value and value in token for token, value in offered.values.items())


def test_values_of_a_group_that_may_not_be_filtered_stay_unnamed(store: Store):
    """The managers' site is theirs alone, and so is that of two team members."""
    loaded(
        store,
        [*split(Nord=3), full("manager", "m1", 5, value="Secret"), *several("team", 2, value="Hidden")],
    )
    offered = everything(store).segments(question(found(store)))
    assert list(offered.values.values()) == ["Nord"]


def test_a_model_without_partition_has_no_filter(store: Store):
    data = {key: value for key, value in _source(other_model()).items() if key != "partition"}
    model = model_from_data(data, "plain.toml")
    loaded(store, wide(split(Nord=3, Sud=3), other_model()), model=model)
    offered = everything(store).segments(question(found(store)))
    assert (dict(offered.values), dict(offered.states)) == ({}, {})


@pytest.mark.deep
def test_value_tokens_are_stable_and_this_databases_own(store: Store):
    other = open_store(":memory:")
    for each in (store, other):
        loaded(each, split(Nord=3, Sud=3))
    mine = everything(store).segments(question(found(store))).values
    loaded(store, several("peer", 3, first=50, value="Nord"))
    assert everything(store).segments(question(found(store))).values == mine
    theirs = everything(other).segments(question(found(other))).values
    assert set(theirs.values()) == set(mine.values())
    assert not set(theirs) & set(mine)


def _source(model: Model) -> dict:
    return json.loads(model.source)


# The cohort


def cohort(kams: int, seed: int = 3) -> dict[str, list[Sheet]]:
    """So many KAMs of one campaign; some without a self-rating, some with a masked group, some with blanks."""
    chance = random.Random(seed)
    people = {}
    for number in range(kams):
        name = f"Kam {number}"
        facts = {"kam": name, "seed": seed + number}
        sheets = several("peer", chance.choice((2, 3, 4)), **facts) + several("manager", chance.choice((0, 1)), **facts)
        if chance.random() < 0.8:
            sheets += several("self", 1, **facts)
        people[name] = [
            sheet.but(answers={code: answer for code, answer in sheet.answers.items() if chance.random() < 0.8})
            for sheet in sheets
        ]
    return people


def slow_cut(people: dict[str, list[Sheet]], level: Level, choice: str) -> tuple[Fraction, Fraction] | None:
    """The mean of the KAMs' own means, from the slow reference."""
    cuts = []
    for sheets in people.values():
        reference = Reference(_source(other_model()), returned(sheets))
        gaps = [reference_views.gap(reference, level, code, choice) for code in reference.codes(level)]
        cuts.append(reference_views.own_cut(gaps))
    cuts = [cut for cut in cuts if cut is not None]
    return (average(cut[0] for cut in cuts), average(cut[1] for cut in cuts)) if cuts else None


@pytest.fixture(scope="module")
def crowd() -> Iterator[Store]:
    """Twelve KAMs of one campaign, others of another one, and a fictitious one."""
    store = open_store(":memory:")
    everybody = [sheet for sheets in cohort(12).values() for sheet in sheets]
    loaded(store, everybody)
    loaded(
        store, [full("self", "s1", 10, kam="Kam 1", campaign="Automne"), full("manager", "m1", 9, campaign="Automne")]
    )
    loaded(store, [full("self", "s1", 10, kam="Fic"), full("manager", "m1", 9, kam="Fic")], fictitious=True)
    yield store
    store.close()


@pytest.mark.parametrize("level", [Level.FACTOR, Level.SUB_FACTOR, Level.ITEM])
@pytest.mark.parametrize("choice", [ENVIRONMENT, "pooled", "peer", "manager"])
def test_the_cohorts_cut_is_that_of_the_slow_reference(crowd: Store, level: Level, choice: str):
    expected = slow_cut(cohort(12), level, choice)
    for name in ("Kam 0", "Kam 7"):
        cut = everything(crowd).cohort_cut(question(found(crowd, name, "Printemps")), level, choice)
        assert cut.self_percent == pytest.approx(float(expected[0]), abs=1e-9)
        assert cut.environment_percent == pytest.approx(float(expected[1]), abs=1e-9)


def test_without_a_single_whole_point_there_is_no_cohort(crowd: Store):
    asked = question(found(crowd, "Kam 0", "Printemps"))
    assert everything(crowd).cohort_cut(asked, Level.FACTOR, "partner") is Untold.NOBODY


@pytest.mark.parametrize(("kams", "shown"), [(4, False), (5, True)])
def test_a_small_cohort_is_for_those_who_may_see_each_of_it(store: Store, kams: int, shown: bool):
    names = [f"Kam {number}" for number in range(kams)]
    loaded(store, [full(group, "x1", 4, kam=name) for name in names for group in ("self", "manager")])
    # Somebody without a self-rating is in no cohort, seen or not.
    loaded(store, [full("manager", "x1", 4, kam="No Self")])
    asked = question(found(store, "Kam 0"))
    tokens = {entry.kam.name: entry.kam.token for entry in everything(store).people()}
    everybody_counted = everything(store).narrowed(frozenset(tokens[name] for name in names))
    alone = everybody_counted.narrowed(frozenset({tokens["Kam 0"]}))
    assert isinstance(everybody_counted.cohort_cut(asked, Level.FACTOR), Cut)
    assert isinstance(told := alone.cohort_cut(asked, Level.FACTOR), Cut) is shown
    assert shown or told is Untold.FEW


# Who may see whom


def test_a_scope_shows_its_kams_and_nobody_else(store: Store):
    loaded(store, [full("manager", "m1", 5), full("manager", "m1", 6, kam="Bob")])
    ada, bob = question(found(store)), question(found(store, "Bob"))
    mine = everything(store).narrowed(frozenset({ada.kam}))
    assert [entry.kam.name for entry in mine.people()] == ["Ada Martin"]
    assert mine.results(ada).kam.name == "Ada Martin"
    for ask in (mine.results, mine.segments):
        with pytest.raises(RequestError, match="link_unknown"):
            ask(bob)
    with pytest.raises(RequestError, match="link_unknown"):
        mine.cohort_cut(bob, Level.FACTOR)
    assert mine.narrowed(frozenset({bob.kam})).people() == ()


def test_a_link_to_nobody_opens_nobody(store: Store):
    loaded(store, [full("manager", "m1", 5), full("manager", "m1", 5, kam="Bob", campaign="Automne")])
    ada, bob = question(found(store)), question(found(store, "Bob"))
    for asked in (
        Question("x", ada.kam),
        Question(ada.campaign, "x"),
        Question(bob.campaign, ada.kam),
        Question("", ""),
    ):
        with pytest.raises(RequestError, match="link_unknown"):
            everything(store).results(asked)


# From words to a person


def test_choosing_by_id_token_and_name(store: Store):
    loaded(
        store,
        [full("manager", "m1", 5, kam_id="K1"), full("manager", "m1", 5, kam="K1"), full("self", "s", 5, kam="Zoé")],
    )
    everybody = everything(store).people()
    assert service.choose(everybody, "K1").kam.name == "Ada Martin"
    assert service.choose(everybody, "k1").kam.name == "Ada Martin"
    assert service.choose(everybody, " ADA  martin").kam.id == "K1"
    zoe = service.choose(everybody, "zoé")
    assert service.choose(everybody, zoe.kam.token) == zoe
    assert service.choose(everybody, "zoé", zoe.campaign.token) == zoe
    with pytest.raises(RequestError, match="kam_unknown"):
        service.choose(everybody, "Ada")


def test_results_belong_to_one_moment(store: Store, monkeypatch: pytest.MonkeyPatch):
    """An import that lands between two queries of one answer is seen by both or by none."""
    loaded(store, [full("manager", "m1", 5), *several("peer", 3)])
    before = published(store)
    asked = question(found(store))
    counts = reads.respondent_counts
    late = []

    def and_then_import(*asked_for):
        found_now = counts(*asked_for)
        if not late:
            late.append(loaded(store, [full("manager", "m2", 1), *several("peer", 3, first=4)]))
        return found_now

    monkeypatch.setattr(reads, "respondent_counts", and_then_import)
    during = everything(store).results(asked)
    assert (during.groups, during.cells) == (before.groups, before.cells)
    after = everything(store).results(asked)
    assert [group.respondents for group in after.groups][:3] == [0, 2, 6]

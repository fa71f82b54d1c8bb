"""Confidentiality among several KAMs: what is masked of anybody leaves no trace in what is told of all, and cannot be
solved for from every figure, gap and mean of every cohort under every filter."""

import random
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import combinations
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kamescope.analysis.compare import WITHIN, Heatmap, Measure, heatmap, means_of, rated_by_all
from kamescope.analysis.panel import STATUSES, Panel
from kamescope.analysis.published import Level, codes, columns
from kamescope.analysis.side_by_side import MOST, side_by_side, widest
from kamescope.analysis.team_highlights import team_highlights
from kamescope.charts.heatmap import HeatmapPart, cohort_table, heatmap_table
from kamescope.charts.heatmap_words import HeatmapLine, cohort_rows, heatmap_rows, legend
from kamescope.charts.side_by_side_table import side_by_side_rows, side_by_side_table
from kamescope.charts.theme import Look
from kamescope.model import ENVIRONMENT, SELF
from kamescope.model_file import model_from_data
from kamescope.privacy import FilterState, Status
from kamescope.service import Store, Whose, everything, open_store
from tests.service.sheets import Sheet, loaded, several
from tests.service.sheets import codes as issues
from tests.strategies import Case
from tests.support import Questionnaire
from tests.test_compare import campaign, teams
from tests.test_panel import panel
from tests.test_privacy import SEEDS, swapped, thin_cells

LOOK = Look("fr")
Team = Sequence[Case]


class Pick(NamedTuple):
    """One view of a team: which partition value, how finely, whose view, what is compared."""

    where: str | None
    level: Level
    column: str
    measure: Measure


def views(team: Team) -> list[str | None]:
    """Everybody, each partition value of anybody, and one that nobody has."""
    return [None, *sorted({view for case in team for view in case.views if view is not None})]


@st.composite
def picks(draw: st.DrawFn, team: Team) -> Pick:
    """Any view of a team."""
    sides = views(team), list(Level), columns(team[0].model), list(WITHIN)
    return Pick(*(draw(st.sampled_from(side)) for side in sides))


def told(team: Team) -> bytes:
    """All the figures, states, counts and filters of every KAM, in every view, to the last bit."""
    found = []
    for where in views(team):
        shown = panel(tuple(team), where)
        arrays = [array for level in Level for array in shown.levels[level]]
        found += [array.tobytes() for array in (*arrays, *shown.group_counts, shown.respondents)]
        found.append(repr((shown.filtered, [published.groups for published in shown])).encode())
    return b"".join(found)


def made_of(team: Team, pick: Pick) -> list[str]:
    """All that is made of one view of a team: heatmaps, means, orders, highlights, near by, drawings, downloads."""
    shown = panel(tuple(team), pick.where)
    return [repr(part) for parts in (compared(shown, pick), close_by(shown, pick)) for part in parts]


def compared(shown: Panel, pick: Pick) -> Iterator[object]:
    """A heatmap and what is made of it."""
    scores, gaps = (
        heatmap(shown, Level.FACTOR, pick.column, measure, None, True) for measure in (Measure.SCORE, Measure.GAP)
    )
    common = rated_by_all(shown.model, shown, pick.column)
    yield common, team_highlights(scores, gaps, common)
    for each_seen in (False, True):
        found = heatmap(shown, pick.level, pick.column, pick.measure, None, each_seen)
        yield [array.tobytes() for array in (found.values, found.means, found.counted, found.partial)]
    orders = [found.order(sign + code) for _, code in found.places for sign in ("", "-")]
    yield orders, legend(found, LOOK), heatmap_rows(found, orders[0], LOOK)
    yield heatmap_table(found, HeatmapPart(orders[0], found.places[0][1], True), LOOK)
    half = [kam.token for kam in shown.kams[::2]]
    lines = [HeatmapLine("half", "half", len(half), *means_of(found, half, True))]
    yield cohort_table(found, lines, "", LOOK), cohort_rows(found, lines, LOOK)


def close_by(shown: Panel, pick: Pick) -> Iterator[object]:
    """The KAMs from near by, two by two and all together."""
    listed = codes(shown.model, pick.level)
    for people in (*combinations(shown, 2), list(shown)[:MOST]):
        found = side_by_side(people, pick.level, pick.column, listed)
        yield found.differences, widest(found.differences), found.strengths, found.areas
    yield side_by_side_rows(found, LOOK), side_by_side_table(found, LOOK)


# Changing what is masked changes nothing


def retold(case: Case, chance: random.Random) -> Case:
    """The same KAM with other answers to what is masked; masked groups give other numbers of them, and where the filter
    must leave a group alone, other people in it have each value."""
    reference = case.reference()
    masked = {group for group, head in reference.group_counts.items() if head.status == "masked"}
    held = {key[1:] for key, figure in reference.table.items() if key[0] == "item" and figure.status == "masked"}

    def answers(sheet: Questionnaire) -> dict[str, int]:
        asked = sorted(case.model.group(sheet.group).items)
        if sheet.group in masked and sheet.answers:
            return {code: answer() for code in chance.sample(asked, chance.randint(1, len(asked)))}
        return {code: answer() if (code, sheet.group) in held else given for code, given in sheet.answers.items()}

    def answer() -> int:
        return chance.randint(case.model.scale.minimum, case.model.scale.maximum)

    sheets = [sheet._replace(answers=answers(sheet)) for sheet in case.questionnaires]
    for group in reference.groups:
        counts = [len(reference.sheets(group, value)) for value in reference.values(group)]
        if any(count < reference.minimum(group) for count in counts):
            there = [at for at, sheet in enumerate(sheets) if sheet.group == group and sheet.answers]
            values = chance.sample([sheets[at].value for at in there], len(there))
            for at, value in zip(there, values, strict=True):
                sheets[at] = sheets[at]._replace(value=value)
    return case.answered(sheets)


@pytest.mark.deep
@given(teams(protected=True), st.data(), SEEDS)
def test_what_is_masked_of_anybody_leaves_no_trace(team: tuple[Case, ...], data: st.DataObject, seed: int):
    chance, pick = random.Random(seed), data.draw(picks(team))
    others = [retold(case, chance) for case in team]
    assume([case.questionnaires for case in others] != [case.questionnaires for case in team])
    assert told(others) == told(team)
    assert made_of(others, pick) == made_of(team, pick)


@pytest.mark.deep
@given(teams(protected=True))
def test_what_too_few_of_one_value_answered_leaves_no_trace(team: tuple[Case, ...]):
    """The same totals by item, split otherwise between the values: for every KAM at once."""
    pairs = [next(filter(None, (swapped(case, *cell) for cell in thin_cells(case))), (case, case)) for case in team]
    one, other = zip(*pairs, strict=True)
    assume(one != other)
    assert told(one) == told(other)


def test_the_traces_looked_for_would_be_seen():
    """Another answer, one questionnaire more, another value: each of them shows where it is published."""
    team = [example("client", 2, 4, 5, 3), example("client", 1, 1, 5)]
    first, *rest = team[0].questionnaires
    others = (
        [first._replace(answers=first.answers | {"A": 1}), *rest],
        [first, first, *rest],
        [first._replace(value="Nord"), *rest],
    )
    for sheets in others:
        assert told([team[0].answered(sheets), team[1]]) != told(team)


# Solving for what is masked

DATA = {
    "code": "small",
    "name": "small",
    "partition": "segment",
    "scale": {"min": 1, "max": 5},
    "settings": {"item_minimum": 2, "gap_marked": 0.25, "gap_to_explore": 0.125},
    "groups": [
        {"code": "self", "name": "self"},
        {"code": "manager", "name": "manager", "minimum": 1, "attributable": True},
        {"code": "client", "name": "client", "minimum": 3, "items": ["A", "B", "C"]},
        {"code": "peer", "name": "peer", "minimum": 2, "attributable": True},
    ],
    "factors": [
        {
            "code": "F1",
            "name": "F1",
            "sub_factors": [
                {"code": "S1", "name": "S1", "items": [{"code": "A", "text": "A"}, {"code": "B", "text": "B"}]},
                {"code": "S2", "name": "S2", "items": [{"code": "C", "text": "C"}]},
            ],
        },
        {"code": "F2", "name": "F2", "items": [{"code": "D", "text": "D"}]},
    ],
}
MODEL = model_from_data(DATA, "small.toml")
PARTS = {Level.SUB_FACTOR: (2, 1, 1), Level.FACTOR: (2, 1), Level.OVERALL: (2,)}
"""How many of the level below make up each code, from the items up."""
COHORTS = (range(6), range(5), range(3))
"""Everyone, a company of five of them, a team of three of those: whom one counts and the next does not is a sum too."""


def example(group: str, *points: int) -> Case:
    """A KAM of the small model of whom one group gives these points to every item."""
    sheets = [Questionnaire(group, dict.fromkeys(sorted(MODEL.group(group).items), point)) for point in points]
    return Case(DATA, tuple(sheets), MODEL)


def company(seed: int) -> tuple[Case, ...]:
    """Six KAMs of the small model, with blanks, few respondents and several partition values."""
    chance = random.Random(seed)
    return tuple(Case(DATA, tuple(_sheets(chance)), MODEL) for _ in range(6))


def _sheets(chance: random.Random) -> Iterator[Questionnaire]:
    for group in MODEL.groups:
        values = {"": chance.randint(0, 1)}
        if not group.is_self:
            some = chance.choice((("",), ("Nord", "Sud"), ("Nord", "Sud"), ("", "Nord"), ("Nord", "Sud", "Est")))
            values = {value: chance.choice((0, 1, 2, 3, 3, 4)) for value in some}
        asked = sorted(group.items)
        shy = chance.choice((*asked, None))
        for value, count in values.items():
            for place in range(count):
                answers = {code: chance.randint(1, 5) for code in asked if chance.random() < 0.8}
                if place:
                    answers.pop(shy, None)
                yield Questionnaire(group.code, answers, value)


TINY = 1e-9
Key = tuple[int, str, str]
"""KAM (place), group, item."""


class Attack:
    """All that is told of a team as equations, each checked against the answers.

    The unknowns are sums: what the people of one KAM, group and partition value answered to one item, together. How
    many they are is taken as known, which is more than is told. Of each level there is an array (KAM, column, code,
    coefficient of each sum), NaN where there is no figure.
    """

    def __init__(self, team: Team) -> None:
        answers: dict[Key, dict[str, list[int]]] = {}
        for kam, case in enumerate(team):
            for sheet in case.questionnaires:
                for code, answer in sheet.answers.items():
                    answers.setdefault((kam, sheet.group, code), {}).setdefault(sheet.value, []).append(answer)
        self.answers, self.team = answers, team
        sums = {(key, value): sum(given) for key, values in answers.items() for value, given in values.items()}
        self.places = {unknown: place for place, unknown in enumerate(sums)}
        self.truth = np.array(list(sums.values()), dtype=float)

    def secrets(self) -> list[np.ndarray]:
        """All that nobody may work out: what is masked, as it would be; what masks would hide in what is published;
        and what too few of one value answered to an item that others answered too."""
        shown = panel(tuple(self.team))
        bare, whole, found = self.levels(shown), self.levels(), []
        for level in Level:
            hidden = ~np.isnan(whole[level][..., 0]) & ~np.isclose(bare[level], whole[level]).all(axis=-1)
            assert not (hidden & (shown.levels[level].status == STATUSES.index(Status.NO_DATA))).any()
            found += list(whole[level][hidden])
        return found + [self.mean(key, value) for key, value in self.places if self._is_thin(key, value)]

    def published(self) -> list[np.ndarray]:
        """The published items of everybody."""
        level = self.levels(panel(tuple(self.team)))[Level.ITEM]
        return list(level[:, :-1][~np.isnan(level[:, :-1, :, 0])])

    def unknown(self, secret: np.ndarray, *more: np.ndarray) -> bool:
        """Whether a sum does not follow from all that is told (and `more`): other answers give the same figures."""
        rows = self._solved if not more else _solved(np.vstack([self._solved, *more]))
        pivots = (np.abs(rows) > TINY).argmax(axis=1)
        return bool(np.abs(secret - (secret[pivots, None] * rows).sum(axis=0)).max() > TINY)

    def levels(self, shown: Panel | None = None) -> dict[Level, np.ndarray]:
        """Scores as a panel shows them; without one, as they would be with nothing masked."""
        groups, items = [group.code for group in MODEL.groups], [item.code for item in MODEL.items]
        kams = range(len(self.team))
        rows = [self._item(shown, (kam, group, code)) for kam in kams for group in groups for code in items]
        level, found = np.reshape(rows, (len(self.team), len(groups), len(items), -1)), {}
        for name, sizes in ((Level.ITEM, (1,) * len(items)), *PARTS.items()):
            level = np.stack([_mean(run, 2) for run in np.split(level, np.cumsum(sizes)[:-1], axis=2)], axis=2)
            found[name] = np.concatenate([level, _mean(level[:, 1:], 1)[:, None]], axis=1)
        return found

    def mean(self, key: Key, value: str | None = None) -> np.ndarray:
        """The mean of an item: of those of one value, or of all."""
        behind = {held: each for held, each in self.answers.get(key, {}).items() if value in (None, held)}
        row = np.full(len(self.places), 0.0 if behind else np.nan)
        row[[self.places[key, held] for held in behind]] = 1 / max(sum(map(len, behind.values())), 1)
        return row

    def _item(self, shown: Panel | None, key: Key) -> np.ndarray:
        if shown is None:
            return self.mean(key)
        kam, group, code = key
        if not shown[kam].cell(Level.ITEM, code, group).is_published:
            return np.full(len(self.places), np.nan)
        filtered = shown[kam].group(group).filter is FilterState.APPLIED
        return self.mean(key, shown.where if filtered else None)

    def _is_thin(self, key: Key, value: str) -> bool:
        kam, group, _ = key
        sheets = self.team[kam].questionnaires
        people = sum(sheet.group == group and sheet.value == value and bool(sheet.answers) for sheet in sheets)
        limits, count = MODEL.group(group), len(self.answers[key][value])
        few = count < limits.item_minimum or people < limits.minimum
        return limits.protected and few and len(self.answers[key]) > 1

    @cached_property
    def _solved(self) -> np.ndarray:
        """The equations of all that is told, solved, once it is seen that the answers give those figures."""
        told = [pair for where in views(self.team) for pair in self._view(panel(tuple(self.team), where))]
        rows, figures = (np.concatenate(side) for side in zip(*told, strict=True))
        assert np.allclose((rows * self.truth).sum(axis=1), figures, rtol=0, atol=TINY, equal_nan=True)
        rows = rows[~np.isnan(figures)]
        return _solved(np.stack(list({row.tobytes(): row for row in rows}.values())))

    def _view(self, shown: Panel) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        """The equations of one view, and their figures: every level, column and measure, the means of each cohort."""
        levels = self.levels(shown)
        for level in (Level.FACTOR, Level.SUB_FACTOR, Level.ITEM):
            rows = np.concatenate([levels[Level.OVERALL], levels[level]], axis=2)
            own, environment = (rows[:, shown.column(column)] for column in (SELF, ENVIRONMENT))
            for column in columns(MODEL):
                scores = rows[:, shown.column(column)]
                gaps = own - (environment if column == SELF else scores)
                sides = {Measure.SCORE: scores, Measure.GAP: gaps, Measure.DIFFERENCE: scores - _mean(scores, 0)}
                for measure, each in sides.items():
                    yield from self._heatmap(heatmap(shown, level, column, measure, None, True), each)

    def _heatmap(self, found: Heatmap, rows: np.ndarray) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        yield rows.reshape(-1, len(self.places)), found.values.ravel()
        for cohort in COHORTS if found.measure is not Measure.DIFFERENCE else ():
            yield _mean(rows[cohort], 0), means_of(found, [found.panel.kams[kam].token for kam in cohort], True)[0]


def _mean(rows: np.ndarray, axis: int) -> np.ndarray:
    """The mean of the rows that are there; NaN without any."""
    there = ~np.isnan(rows)
    count = there.sum(axis=axis)
    return np.where(count > 0, np.where(there, rows, 0).sum(axis=axis) / np.maximum(count, 1), np.nan)


def _solved(rows: np.ndarray) -> np.ndarray:
    """Equations solved as far as they can be (Gauss and Jordan): each begins with a 1, alone in its column."""
    rows, found = rows.copy(), 0
    for column in range(rows.shape[1]):
        best = found + int(np.abs(rows[found:, column]).argmax()) if found < len(rows) else found
        if best < len(rows) and abs(rows[best, column]) > TINY:
            rows[[found, best]] = rows[[best, found]]
            rows[found] /= rows[found, column]
            others = rows[:, column].copy()
            others[found] = 0
            rows -= others[:, None] * rows[found]
            rows = rows[(np.abs(rows) > TINY).any(axis=1)]
            found += 1
    return rows[:found]


@pytest.mark.deep
@given(SEEDS)
def test_all_that_is_told_does_not_determine_what_is_masked(seed: int):
    attack = Attack(company(seed))
    assert [secret for secret in attack.secrets() if not attack.unknown(secret)] == []


def test_the_attack_finds_what_is_published_and_what_one_careless_figure_would_give_away():
    attack = Attack(company(3))
    secrets, published = attack.secrets(), attack.published()
    assert len(secrets) > 50
    assert not any(attack.unknown(known) for known in published)
    for secret in secrets:
        careless = (published[0] + secret) / 2
        assert not attack.unknown(secret, careless)


# Partition values: whom the filter acts on, what may be chosen


def heard(kam: str, group: str = "peer", **values: int) -> list[Sheet]:
    """So many questionnaires of each partition value about a KAM."""
    some = ((value, number) for value, count in values.items() for number in range(count))
    return [several(group, 1, first=at, kam=kam, value=value)[0] for at, (value, _) in enumerate(some)]


@pytest.fixture
def store() -> Iterator[Store]:
    """Ada may be looked at by site; of Bea one site has too few peers; of Cléo nobody told theirs; Dora has too few."""
    opened = open_store(":memory:")
    sheets = [*heard("Ada", Nord=3, Sud=4), *heard("Bea", Nord=4, Ouest=1), *heard("Cléo", **{"": 4})]
    sheets += [*heard("Ada", "manager", Sud=1), *heard("Bea", "manager", Ouest=1), *heard("Dora", Nord=2)]
    loaded(opened, sheets)
    yield opened
    opened.close()


def offered(store: Store) -> list[str]:
    """The partition values that the pages about several KAMs offer."""
    kams = frozenset(entry.kam.token for entry in everything(store).people())
    return list(everything(store).team_segments(Whose(campaign(store)), kams).values())


def test_a_value_is_offered_only_for_a_kam_of_whom_it_is_safe(store: Store):
    """Bea's Ouest is named nowhere, though her manager, who may be looked at alone, is of it too."""
    assert offered(store) == ["Nord", "Sud"]


def test_only_those_on_whom_the_filter_acts_are_compared_under_it(store: Store):
    """Bea's manager could be; but her peers would stand there with all their answers, beside Ada's of Nord alone."""
    for where in ("Nord", "Sud", "Ouest"):
        shown = everything(store).team_results(Whose(campaign(store), where=where))
        bea = shown[1]
        assert [bea.group(group).filter for group in ("manager", "peer")] == [FilterState.APPLIED, FilterState.TOO_FEW]
        assert [kam.name for kam in shown.filtered] == ["Ada"]
    assert everything(store).team_results(Whose(campaign(store))).filtered == ()


def test_where_the_filter_is_off_every_value_shows_the_same(store: Store):
    """A value that Bea's one peer has, one that others of hers have, and one that nobody has."""
    every = [
        everything(store).team_results(Whose(campaign(store), where=where))[1]
        for where in ("Ouest", "Nord", "Atlantis")
    ]
    assert len({published.group("peer") for published in every}) == 1
    for code in codes(every[0].model, Level.ITEM):
        assert len({published.cell(Level.ITEM, code, "peer") for published in every}) == 1


def test_of_a_masked_group_nothing_is_carried_but_how_many_came_back(store: Store):
    """Not even where no drawing would look: in the arrays of the panel itself."""
    for where in (None, "Nord"):
        shown = everything(store).team_results(Whose(campaign(store), where=where))
        assert shown.respondents[3].tolist() == [0, 0, 2, 0, 0, 0]
        for group_counts in (shown.group_counts, *(shown.levels[level] for level in Level)):
            assert not group_counts.answers[3].any()
        assert shown[3].group("peer").status is Status.MASKED


@pytest.mark.deep
def test_late_answers_that_wait_change_nothing_told_of_a_team(store: Store):
    """An eighth peer of Ada's would be the difference between two means of hers, and of any team that she is in."""

    def told() -> list[bytes]:
        panels = (everything(store).team_results(Whose(campaign(store), where=where)) for where in (None, "Nord"))
        return [
            array.tobytes()
            for shown in panels
            for level in Level
            for array in (*shown.levels[level], *shown.group_counts)
        ]

    before = told(), offered(store)
    report = loaded(store, several("peer", 1, first=90, kam="Ada", value="Est"), name="late.csv")
    assert issues(report, "warning") == ["late_answers_wait"]
    assert (told(), offered(store)) == before

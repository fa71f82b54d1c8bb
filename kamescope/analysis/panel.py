"""`Panel`: the published scores of many KAMs in one campaign, as arrays. Holds no respondent, like `Published`.

One KAM's `Published` is a window into it (`panel[0]`), so that whatever is said of one KAM can be said of each; what is
said of all of them together is worked out on the arrays: a thousand KAMs cost little more than one query.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import numpy as np

from kamescope.analysis.published import Cell, Level, Published, Shown, codes, columns, missing
from kamescope.model import Model
from kamescope.privacy import FilterState, GroupResult, Status, group_status, publish_count, too_few
from kamescope.records import Campaign, Kam

STATUSES = (Status.NO_DATA, Status.PUBLISHED, Status.MASKED)
"""A state as the arrays write it: its place here."""
_NO_DATA, _PUBLISHED, _MASKED = range(3)
_PLACE = {status: place for place, status in enumerate(STATUSES)}
FILTERS = tuple(FilterState)
"""What a filter does to a group, as the arrays write it: its place here."""
Key = tuple[Level, str, str]


class Counted(NamedTuple):
    """Answers by KAM, group, item (their places) and partition value: parallel arrays, one entry a combination.

    `kept`: whether the value is the one filtered on; where nothing is filtered, all True. `apart`: whether the values
    of the item may be viewed alone.
    """

    kam: np.ndarray
    group: np.ndarray
    item: np.ndarray
    answers: np.ndarray
    total: np.ndarray
    kept: np.ndarray
    apart: np.ndarray


class GroupCounts(NamedTuple):
    """Questionnaires and answers that count, states and filters of each group: arrays of (KAM, group).

    States and filters as their places in `STATUSES` and `FILTERS`; answers are 0 unless published.
    """

    respondents: np.ndarray
    answers: np.ndarray
    status: np.ndarray
    filter: np.ndarray


class Figures(NamedTuple):
    """One level: scores in points (NaN unless published), states, answers; arrays of (KAM, column, code)."""

    score: np.ndarray
    status: np.ndarray
    answers: np.ndarray


@dataclass(frozen=True, eq=False)
class Panel:
    """Many KAMs in one campaign, as far as each may be shown; columns are the groups, then the environment."""

    model: Model
    campaign: Campaign
    kams: tuple[Kam, ...]
    group_counts: GroupCounts
    levels: Mapping[Level, Figures]
    where: str | None = None
    _windows: dict[int, Published] = field(default_factory=dict, repr=False)

    def __len__(self) -> int:
        return len(self.kams)

    def __iter__(self) -> Iterator[Published]:
        return (self[index] for index in range(len(self)))

    def __getitem__(self, place: int) -> Published:
        """The results of one KAM, the same object each time."""
        if place not in self._windows:
            groups, cells = self._groups(place), _Cells(self, place)
            self._windows[place] = Published(self.model, self.campaign, self.kams[place], groups, cells, self.where)
        return self._windows[place]

    @cached_property
    def places(self) -> Mapping[str, int]:
        """KAM token → place."""
        return {kam.token: index for index, kam in enumerate(self.kams)}

    def about(self, kam: str) -> Published:
        """The results of the KAM of that token; KeyError where there is none."""
        return self[self.places[kam]]

    def only(self, kams: Iterable[str]) -> "Panel":
        """The same for some KAMs by token, in the order of this panel; all of them are this very panel."""
        wanted = set(kams)
        kept = [place for place, kam in enumerate(self.kams) if kam.token in wanted]
        if len(kept) == len(self):
            return self
        levels = {level: Figures(*(array[kept] for array in found)) for level, found in self.levels.items()}
        people, group_counts = (
            tuple(self.kams[place] for place in kept),
            GroupCounts(*(array[kept] for array in self.group_counts)),
        )
        return Panel(self.model, self.campaign, people, group_counts, levels, self.where)

    def with_state(self, group: str, status: Status) -> tuple[Kam, ...]:
        """The KAMs of whom a group is in that state."""
        there = self.group_counts.status[:, self.model.group_index[group]] == _PLACE[status]
        return tuple(self.kams[place] for place in np.flatnonzero(there))

    @property
    def filtered(self) -> tuple[Kam, ...]:
        """The KAMs of whom the partition filter acts on some group, and is off for what it would tell in none."""
        acted = (self.group_counts.filter == FILTERS.index(FilterState.APPLIED)).any(axis=1)
        silenced = [FILTERS.index(FilterState.TOO_FEW), FILTERS.index(FilterState.INSEPARABLE)]
        off = np.isin(self.group_counts.filter, silenced).any(axis=1)
        return tuple(self.kams[place] for place in np.flatnonzero(acted & ~off))

    def scores(self, level: Level, column: str) -> np.ndarray:
        """The scores of one column in points, NaN unless published: an array of (KAM, code), codes in model order."""
        return self.levels[level].score[:, self.column(column), :]

    def states(self, level: Level, column: str) -> np.ndarray:
        """The states of one column, as places in `STATUSES`: an array of (KAM, code)."""
        return self.levels[level].status[:, self.column(column), :]

    def column(self, column: str) -> int:
        """The place of a group, or of the environment; KeyError for an unknown one."""
        return self._columns[column]

    def code(self, level: Level, code: str) -> int:
        """The place of a code at its level; KeyError for an unknown one."""
        return self._codes[level][code]

    @cached_property
    def respondents(self) -> np.ndarray:
        """Questionnaires behind each column, (KAM, column); the environment's are those of its published groups."""
        others = ~np.array([group.is_self for group in self.model.groups])
        shown = self.group_counts.respondents * (self.group_counts.status == _PUBLISHED) * others
        return np.hstack([self.group_counts.respondents, shown.sum(axis=1, keepdims=True)])

    def _groups(self, place: int) -> tuple[GroupResult, ...]:
        return tuple(
            publish_count(
                group, int(self.group_counts.respondents[place, at]), int(self.group_counts.answers[place, at])
            )._replace(filter=FILTERS[self.group_counts.filter[place, at]])
            for at, group in enumerate(self.model.groups)
        )

    @cached_property
    def _columns(self) -> dict[str, int]:
        return {column: index for index, column in enumerate(columns(self.model))}

    @cached_property
    def _codes(self) -> dict[Level, dict[str, int]]:
        return {level: {code: index for index, code in enumerate(codes(self.model, level))} for level in Level}


class _Cells(Mapping[Key, Cell]):
    """One KAM's cells, made when they are asked for."""

    def __init__(self, panel: Panel, place: int) -> None:
        self._panel, self._place = panel, place

    def __getitem__(self, key: Key) -> Cell:
        level, code, column = key
        panel = self._panel
        at = self._place, panel.column(column), panel.code(level, code)
        found, respondents = panel.levels[level], int(panel.respondents[at[:2]])
        status = STATUSES[found.status[at]]
        if status is not Status.PUBLISHED:
            return missing(respondents, status)
        score = float(found.score[at])
        return Shown(score, panel.model.scale.percent(score), respondents, int(found.answers[at]))

    def __iter__(self) -> Iterator[Key]:
        model = self._panel.model
        return ((level, code, column) for level in Level for code in codes(model, level) for column in columns(model))

    def __len__(self) -> int:
        return sum(found.score.shape[1] * found.score.shape[2] for found in self._panel.levels.values())


def build(
    model: Model,
    campaign: Campaign,
    kams: Sequence[Kam],
    group_counts: GroupCounts,
    counted: Counted,
    where: str | None = None,
) -> Panel:
    """Mask first, then roll up, every KAM at once: the same figures as `publish_groups` and `roll_up` give for each.

    `kams` and `heads` in the order of the places in `counted`.
    """
    items = item_figures(model, group_counts, counted)
    subs = _above(items, [len(sub.items) for sub in model.sub_factors])
    factors = _above(subs, [len(factor.sub_factors) for factor in model.factors])
    overall = _above(factors, [len(model.factors)])
    others = [index for index, group in enumerate(model.groups) if not group.is_self]
    levels = dict(zip(reversed(Level), (items, subs, factors, overall), strict=True))
    return Panel(
        model,
        campaign,
        tuple(kams),
        group_counts,
        {level: _with_environment(levels[level], others) for level in Level},
        where,
    )


def group_counts_of_arrays(model: Model, respondents: np.ndarray, answers: np.ndarray) -> GroupCounts:
    """The states that counts by (KAM, group) give, where nothing is filtered."""
    status = np.zeros(respondents.shape, dtype=np.int8)
    for at, group in enumerate(model.groups):
        for count in np.unique(respondents[:, at]):
            status[respondents[:, at] == count, at] = _PLACE[group_status(group, int(count))]
    shown = np.where(status == _PUBLISHED, answers, 0)
    return GroupCounts(
        respondents, shown, status, np.full(status.shape, FILTERS.index(FilterState.NONE), dtype=np.int8)
    )


def group_counts_of_groups(model: Model, group_counts: Sequence[Sequence[GroupResult]]) -> GroupCounts:
    """The same as arrays: one row a KAM, groups in model order."""
    shape = len(group_counts), len(model.groups)
    rows = [
        [(head.respondents, head.answers or 0, _PLACE[head.status], FILTERS.index(head.filter)) for head in row]
        for row in group_counts
    ]
    found = np.array(rows, dtype=np.int64).reshape(*shape, 4)
    return GroupCounts(found[..., 0], found[..., 1], found[..., 2].astype(np.int8), found[..., 3].astype(np.int8))


def item_figures(model: Model, group_counts: GroupCounts, counted: Counted) -> Figures:
    """Item means by KAM and group: of published groups only, each item masked where too few answered."""
    shape, state = (*group_counts.status.shape, len(model.items)), group_counts.status
    answers, total, few = _tally(model, shape, group_counts.filter == FILTERS.index(FilterState.APPLIED), counted)
    asked = np.array([[item.code in group.items for item in model.items] for group in model.groups])
    shown = asked & (state == _PUBLISHED)[:, :, None] & (answers > 0) & ~few
    masked = asked & ((state == _MASKED)[:, :, None] | ((state == _PUBLISHED)[:, :, None] & few))
    status = np.where(shown, _PUBLISHED, np.where(masked, _MASKED, _NO_DATA)).astype(np.int8)
    answers[~shown] = 0
    return Figures(_divided(total, answers), status, answers)


def _tally(
    model: Model, shape: tuple[int, int, int], filtered: np.ndarray, counted: Counted
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Answers and sums by (KAM, group, item), and where too few answered, under a filter to *any* of its values."""
    minimum = np.array([group.item_minimum for group in model.groups])
    place = np.ravel_multi_index((counted.kam, counted.group, counted.item), shape)
    turned = np.array([item.reversed for item in model.items])[counted.item]
    totals = np.where(turned, model.scale.turned(counted.total, counted.answers), counted.total)

    def summed(what: np.ndarray) -> np.ndarray:
        return np.bincount(place, what, shape[0] * shape[1] * shape[2]).reshape(shape)

    if not filtered.any():
        answers = summed(counted.answers).astype(np.int32)
        return answers, summed(totals), too_few(answers, minimum[None, :, None])
    under_filter = filtered[counted.kam, counted.group]
    taken = counted.kept | ~under_filter
    answers = summed(counted.answers * taken).astype(np.int32)
    untold = too_few(counted.answers, minimum[counted.group]) | ~counted.apart
    some_few = summed(under_filter & untold) > 0
    return answers, summed(totals * taken), some_few | too_few(answers, minimum[None, :, None])


def _above(parts: Figures, sizes: Sequence[int]) -> Figures:
    """The means of the published parts, which lie together in runs of these sizes; without any, masked if one is."""
    starts = np.cumsum([0, *sizes[:-1]])
    shown = parts.status == _PUBLISHED
    count = np.add.reduceat(shown.astype(np.int64), starts, axis=2)
    total = np.add.reduceat(_exact(shown, parts.score), starts, axis=2)
    masked = np.add.reduceat((parts.status == _MASKED).astype(np.int64), starts, axis=2)
    return _mean(total, count, masked, np.add.reduceat(parts.answers, starts, axis=2))


def _with_environment(groups: Figures, others: Sequence[int]) -> Figures:
    """The groups and behind them the mean of those besides self, each published one counting once."""
    score, status, answers = (array[:, others, :] for array in groups)
    shown = status == _PUBLISHED
    total = _exact(shown, score).sum(axis=1)
    found = _mean(total, shown.sum(axis=1), (status == _MASKED).sum(axis=1), answers.sum(axis=1))
    pairs = zip(groups, found, strict=True)
    return Figures(*(np.concatenate([array, more[:, None, :]], axis=1) for array, more in pairs))


def _exact(shown: np.ndarray, score: np.ndarray) -> np.ndarray:
    """Scores to be added up, in more digits than a score has: the sum is the one that `math.fsum` gives."""
    return np.where(shown, score, 0.0).astype(np.longdouble)


def _mean(total: np.ndarray, count: np.ndarray, masked: np.ndarray, answers: np.ndarray) -> Figures:
    status = np.where(count > 0, _PUBLISHED, np.where(masked > 0, _MASKED, _NO_DATA)).astype(np.int8)
    return Figures(_divided(total.astype(np.float64), count), status, answers)


def _divided(total: np.ndarray, count: np.ndarray) -> np.ndarray:
    """Quotients, NaN where the count is 0."""
    return np.divide(total, count, out=np.full(total.shape, np.nan), where=count > 0)

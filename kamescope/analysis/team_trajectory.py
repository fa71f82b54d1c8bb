"""A team over two or more campaigns, like for like: the same people in each, everyone counting once. Pure.

At each place the means are taken over the KAMs whose figure every campaign publishes, those of them for whom it is made
up of the same groups and filtered in all campaigns or in none. So the team's change is the mean of these KAMs' changes.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from kamescope.analysis.compare import column_means, fewest
from kamescope.analysis.gaps import thresholds
from kamescope.analysis.panel import FILTERS, STATUSES, Figures, Panel
from kamescope.analysis.progress import SharedParts, common
from kamescope.analysis.published import Level, Shown, missing
from kamescope.analysis.scores import PLACES, settled
from kamescope.analysis.trajectory import Followed, Move, Moved, Trajectory, Unmoved, Ways
from kamescope.model import ENVIRONMENT, SELF, Model
from kamescope.privacy import FilterState, Hidden, Status

_PUBLISHED, _MASKED = STATUSES.index(Status.PUBLISHED), STATUSES.index(Status.MASKED)


def team_trajectory(followed: Followed, level: Level, match: bool, each_seen: bool) -> Trajectory:
    """Those who are followed, together. A side's respondents and answers are those of the KAMs compared there.

    `each_seen`: whether the viewer may see each of these KAMs; without it nothing is told of fewer than five, and the
    status is masked. Raises as `progress` does.
    """
    panels = followed.panels
    shared, model = common(panels, level, match), panels[-1].model
    means = _means(followed, level, shared, each_seen)
    moves = tuple(
        _move(model, means, (code, column), (at_column, at_code))
        for at_code, code in enumerate(shared.codes)
        for at_column, column in enumerate(shared.columns)
    )
    campaigns = tuple(panel.campaign for panel in panels)
    return Trajectory(model, campaigns, level, shared, len(followed.kams), moves)


class _Means(NamedTuple):
    """Arrays of (column, code); `sides`, `steps`, `respondents`, `answers` have one such a campaign or step."""

    sides: np.ndarray
    steps: np.ndarray
    change: np.ndarray
    kams: np.ndarray
    told: np.ndarray
    respondents: np.ndarray
    answers: np.ndarray
    ways: "_Ways"
    masked: np.ndarray
    uneven: np.ndarray


class _Ways(NamedTuple):
    """How many KAMs went which way: arrays of (column, code)."""

    up: np.ndarray
    down: np.ndarray
    steady: np.ndarray


def _means(followed: Followed, level: Level, shared: SharedParts, each_seen: bool) -> _Means:
    score, status, answers, respondents = _stacked(followed, level, shared)
    complete = (status == _PUBLISHED).all(axis=0)
    even = _even(followed, level, shared)
    compared = complete & even
    score = np.where(compared, score, np.nan)
    change, kams = column_means(score[-1] - score[0], each_seen)
    return _Means(
        np.stack([column_means(side, each_seen)[0] for side in score]),
        np.stack([column_means(step, each_seen)[0] for step in np.diff(score, axis=0)]),
        change,
        kams,
        kams >= fewest(each_seen),
        np.where(compared, respondents, 0).sum(axis=1),
        np.where(compared, answers, 0).sum(axis=1),
        _ways(followed.panels[-1].model, score[-1] - score[0]),
        (status == _MASKED).any(axis=(0, 1)),
        (complete & ~even).sum(axis=0),
    )


def _move(model: Model, means: _Means, names: tuple[str, str], at: tuple[int, int]) -> Move:
    kams, uneven = int(means.kams[at]), int(means.uneven[at])
    if not means.told[at]:
        hidden: Hidden = Status.MASKED if kams or means.masked[at] else Status.NO_DATA
        nothing = (missing(0, hidden),) * len(means.sides)
        return Unmoved(*names, nothing, (None,) * len(means.steps), hidden, kams, uneven)
    sides = tuple(_side(model, means, (campaign, *at)) for campaign in range(len(means.sides)))
    steps = tuple(float(step[at]) for step in means.steps)
    ways = Ways(*(int(each[at]) for each in means.ways))
    return Moved(*names, sides, steps, float(means.change[at]), kams, ways, uneven)


def _side(model: Model, means: _Means, at: tuple[int, int, int]) -> Shown:
    score = float(means.sides[at])
    return Shown(score, model.scale.percent(score), int(means.respondents[at]), int(means.answers[at]))


def _ways(model: Model, changes: np.ndarray) -> _Ways:
    moved, limit = np.round(changes, PLACES), settled(thresholds(model)[0])
    up, down, told = moved >= limit, moved <= -limit, ~np.isnan(moved)
    return _Ways(up.sum(axis=0), down.sum(axis=0), (told & ~up & ~down).sum(axis=0))


def _stacked(followed: Followed, level: Level, shared: SharedParts) -> list[np.ndarray]:
    """Scores, states, answers and respondents: arrays of (campaign, KAM, column, code)."""
    found = []
    for panel in followed.panels:
        figures = _of(panel, followed, level, shared.columns, shared.codes)
        rows, columns = _rows(panel, followed), [panel.column(column) for column in shared.columns]
        respondents = panel.respondents[np.ix_(rows, columns)][:, :, None]
        found.append((*figures, np.broadcast_to(respondents, figures.answers.shape)))
    return [np.stack(each) for each in zip(*found, strict=True)]


def _even(followed: Followed, level: Level, shared: SharedParts) -> np.ndarray:
    """Whether the same groups make it up in every campaign, filtered in all or in none, by (KAM, column, code)."""
    known = sorted({group.code for each in followed.panels for group in each.model.groups})
    seen = np.stack([_groups_there(panel, followed, level, known, shared.codes) for panel in followed.panels])
    same = (seen == seen[:1]).all(axis=0)
    others = [index for index, group in enumerate(known) if group != SELF]
    parts = [others if column == ENVIRONMENT else [known.index(column)] for column in shared.columns]
    return np.stack([same[:, places, :].all(axis=1) for places in parts], axis=1)


def _groups_there(
    panel: Panel, followed: Followed, level: Level, known: Sequence[str], codes: Sequence[str]
) -> np.ndarray:
    """Which groups publish (1), under the partition filter (2), by (KAM, group, code)."""
    there = np.zeros((len(followed.kams), len(known), len(codes)), dtype=np.int8)
    mine = [place for place, group in enumerate(known) if group in panel.model.group_index]
    own = [panel.column(known[place]) for place in mine]
    acts = panel.group_counts.filter[np.ix_(_rows(panel, followed), own)] == FILTERS.index(FilterState.APPLIED)
    figures = _of(panel, followed, level, [known[place] for place in mine], codes)
    there[:, mine, :] = (figures.status == _PUBLISHED) * (1 + acts[:, :, None])
    return there


def _of(panel: Panel, followed: Followed, level: Level, columns: Sequence[str], codes: Sequence[str]) -> Figures:
    """The arrays of one level, of those followed and some columns and codes only."""
    places = [panel.column(column) for column in columns], [panel.code(level, code) for code in codes]
    return Figures(*(array[np.ix_(_rows(panel, followed), *places)] for array in panel.levels[level]))


def _rows(panel: Panel, followed: Followed) -> list[int]:
    return [panel.places[kam.token] for kam in followed.kams]

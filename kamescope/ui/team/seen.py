"""Figures of several KAMs together, for a viewer who sees each of them: even of few they tell nothing new."""

from kamescope.analysis import compare, team_window
from kamescope.analysis import priorities as coaching
from kamescope.analysis.changes import Before, change_heatmap
from kamescope.analysis.compare import Heatmap, Measure
from kamescope.analysis.distribution import Distribution, distribution
from kamescope.analysis.panel import Panel
from kamescope.analysis.priorities import KamPriorities
from kamescope.analysis.published import Level
from kamescope.analysis.team_trajectory import team_trajectory
from kamescope.analysis.team_window import TeamGap
from kamescope.analysis.trajectory import Followed, Trajectory, kam_trajectory
from kamescope.ui.warm import warm

Codes = tuple[str, ...]


def heatmap(panel: Panel, level: Level, column: str, measure: Measure, factors: Codes) -> Heatmap:
    """One figure for each KAM of a panel and each listed code."""
    return warm(compare.heatmap, panel, level, column, measure, factors, each_seen=True)


def changes(panel: Panel, before: tuple[Before, ...], level: Level, column: str, factors: Codes) -> Heatmap:
    """What changed of each KAM and each listed code since the campaign before theirs."""
    return warm(change_heatmap, panel, before, level, column, factors, each_seen=True)


def priorities(panel: Panel, before: tuple[Before, ...], factors: Codes) -> tuple[KamPriorities, ...]:
    """What each KAM is to be coached on, among the factors listed."""
    return warm(coaching.priorities, panel, before, factors, each_seen=True)


def distributions(panel: Panel, level: Level, codes: Codes, columns: Codes) -> tuple[Distribution, ...]:
    """How the KAMs spread on each code, as each column sees it."""
    return warm(_distributions, panel, level, codes, columns)


def team_gaps(panel: Panel, environment: str, factors: Codes) -> tuple[TeamGap, ...]:
    """The team's self against the others, factor by factor."""
    return warm(team_window.team_gaps, panel, environment, factors, each_seen=True)


def trajectory(who: Followed, kam: str, level: Level, match: bool) -> Trajectory:
    """One KAM (token) from campaign to campaign, or all who are followed."""
    if kam:
        return warm(_kam_trail, who, kam, level, match)
    return warm(team_trajectory, who, level, match, each_seen=True)


def _distributions(panel: Panel, level: Level, codes: Codes, columns: Codes) -> tuple[Distribution, ...]:
    return tuple(distribution(panel, level, code, column, each_seen=True) for code in codes for column in columns)


def _kam_trail(who: Followed, kam: str, level: Level, match: bool) -> Trajectory:
    return kam_trajectory(who.sides(kam), level, match)

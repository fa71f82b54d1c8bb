"""What stands in the perception windows of a team: its KAMs for one code, and its factors as means. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from kamescope.analysis.compare import column_means
from kamescope.analysis.gaps import Gap, make_gap
from kamescope.analysis.panel import Panel
from kamescope.analysis.published import Level, listed
from kamescope.model import ENVIRONMENT, SELF


@dataclass(frozen=True, slots=True)
class TeamGap:
    """The team on one factor: means of self and of the others over the `kams` who have both, each counting once."""

    gap: Gap
    kams: int


def people_gaps(panel: Panel, level: Level, code: str, environment: str = ENVIRONMENT) -> tuple[Gap, ...]:
    """Each KAM's self against the environment, or against one group, for one code; a gap's code is the KAM's token.

    In the panel's order; a side that is not published is missing, and the gap with it.
    """
    place = panel.code(level, code)
    own, others = (panel.scores(level, column)[:, place] for column in (SELF, environment))
    return tuple(
        make_gap(panel.model, kam.token, _known(one), _known(other))
        for kam, one, other in zip(panel.kams, own, others, strict=True)
    )


def team_gaps(panel: Panel, environment: str, factors: Iterable[str] | None, each_seen: bool) -> tuple[TeamGap, ...]:
    """The team's self against its environment, or against one group, factor by factor in model order.

    Only KAMs with both sides count, in both means: two sides of different people would make a gap that nobody has.
    `each_seen`: see `compare.column_means`; where no mean may be told, the gap is missing.
    """
    own, others = (panel.scores(Level.FACTOR, column) for column in (SELF, environment))
    one_sided = np.isnan(own) | np.isnan(others)
    own, others = (np.where(one_sided, np.nan, side) for side in (own, others))
    (own_means, counted), (others_means, _) = column_means(own, each_seen), column_means(others, each_seen)
    found = []
    for code in listed(panel.model, Level.FACTOR, factors):
        place = panel.code(Level.FACTOR, code)
        gap = make_gap(panel.model, code, _known(own_means[place]), _known(others_means[place]))
        found.append(TeamGap(gap, int(counted[place])))
    return tuple(found)


def seen_by(panel: Panel) -> tuple[str, ...]:
    """Whose view one may set against self: everybody's; where two groups or more are shown of anyone, each of them."""
    others = [group.code for group in panel.model.groups if not group.is_self]
    groups = tuple(code for code in others if not np.isnan(panel.scores(Level.OVERALL, code)).all())
    return (ENVIRONMENT, *groups) if len(groups) > 1 else (ENVIRONMENT,)


def _known(score: float) -> float | None:
    return None if np.isnan(score) else float(score)

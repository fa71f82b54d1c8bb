"""Several KAMs side by side: what may be said of all of them together (DESIGN section 4). Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from kamescope.analysis.published import Level, Published
from kamescope.analysis.scores import mean

SMALL_COHORT = 5
"""Over fewer KAMs than this a mean is shown only to those who may see each of them (DESIGN 4)."""


@dataclass(frozen=True, slots=True)
class TeamMean:
    """The mean of the KAMs' own figures, in points and percent, and how many KAMs have one."""

    score: float
    percent: float
    kams: int


def team_mean(team: Iterable[Published], place: tuple[Level, str, str], each_seen: bool) -> TeamMean | None:
    """The mean of one (level, code, group) over its published cells, each KAM counting once whatever came back.

    `each_seen`: whether the viewer may see each of these KAMs; without it there is no mean of fewer than five. A
    masked cell is left out like a missing one; without any published cell there is no mean. 3.0, masked and 4.0
    give 3.5 of 2 KAMs.
    """
    cells = [published.cell(*place) for published in team]
    shown = [cell for cell in cells if cell.is_published]
    if not shown or (len(shown) < SMALL_COHORT and not each_seen):
        return None
    return TeamMean(mean([cell.score for cell in shown]), mean([cell.percent for cell in shown]), len(shown))

"""What one factor gives to speak about: figures, gap, who makes it, on how much it rests, which item to quote. Pure."""

from dataclasses import dataclass

from kamescope.analysis.gaps import Gap, Spread, WholeGap, factor_gap, spread
from kamescope.analysis.plan import KeptFigure
from kamescope.analysis.published import Level, Published, columns
from kamescope.analysis.reliability import Footing, Makers, changes_class, like_for_like, little, makers
from kamescope.analysis.scores import settled
from kamescope.analysis.window import Quadrant, Window, own_cut, place, window_gaps
from kamescope.model import ENVIRONMENT

Figures = tuple[tuple[str, KeptFigure], ...]
"""Published figures by column, in model order, the environment last."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """The item of a factor on which self and groups lie furthest apart: its figures, and by how many points."""

    code: str
    figures: Figures
    size: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """One factor as a conversation needs it.

    `apart`: the two groups furthest apart, however far. `unrated`: published groups that have no figure of it.
    `fair`: the gap like for like, where sides rated different items; `reclassed` where that is of another class.
    """

    code: str
    figures: Figures
    gap: Gap
    quadrant: Quadrant | None
    makers: Makers | None
    apart: Spread | None
    little: tuple[Footing, ...]
    unrated: tuple[str, ...]
    fair: WholeGap | None
    is_reclassed: bool
    quoted: Quoted | None

    def figure(self, column: str) -> KeptFigure | None:
        """The figure of a group or the environment; None where there is none."""
        return dict(self.figures).get(column)


def factor_window(published: Published) -> Window:
    """The quadrants that a conversation goes by: factors, cut at the mean of each axis."""
    gaps = window_gaps(published, Level.FACTOR)
    return place(gaps, Level.FACTOR, own_cut(gaps))


def evidence(published: Published, code: str, quadrant: Quadrant | None = None) -> Evidence:
    """All that there is to say of a factor; `quadrant`: where it lies in `factor_window`."""
    shown = figures(published, Level.FACTOR, code)
    told = [column for column, _ in shown]
    return Evidence(
        code=code,
        figures=shown,
        gap=factor_gap(published, code),
        quadrant=quadrant,
        makers=makers(published, code),
        apart=spread(published, Level.FACTOR, code),
        little=little(published, code),
        unrated=tuple(group for group in published.environment_groups if group not in told),
        fair=like_for_like(published, code),
        is_reclassed=changes_class(published, code) is not None,
        quoted=quoted(published, code),
    )


def figures(published: Published, level: Level, code: str) -> Figures:
    """What is published of a code, column by column."""
    cells = ((column, published.cell(level, code, column)) for column in columns(published.model))
    return tuple((column, KeptFigure(*cell[:2], cell.answers)) for column, cell in cells if cell.is_published)


def quoted(published: Published, code: str) -> Quoted | None:
    """The item to quote: the widest spread among self and groups, ties in model order; None where no two rated any.

    M. MARTIN, F10: Q66, self 4, manager 2, clients 3.67, so 2 points.
    """
    found = []
    for item in published.model.factor_of[code].items:
        told = figures(published, Level.ITEM, item.code)
        scores = [figure.score for column, figure in told if column != ENVIRONMENT]
        if len(scores) > 1:
            found.append(Quoted(item.code, told, max(scores) - min(scores)))
    return max(found, key=lambda each: settled(each.size), default=None)

"""From campaign to campaign in words and strips: how a move is told, and a strip a factor with a mark a campaign."""

from collections.abc import Sequence

from kamescope.analysis.gaps import GapClass, classify
from kamescope.analysis.published import Cell
from kamescope.analysis.scores import settled
from kamescope.analysis.trajectory import Move, Trajectory, way
from kamescope.charts.arrows import arrowed
from kamescope.charts.figures import ROLLED_UP, cell_text, full_text, status_text
from kamescope.charts.fragment import Fragment
from kamescope.charts.names import column_name, part_name
from kamescope.charts.strips import Mark, Strip, strips
from kamescope.charts.theme import Look, mark_of
from kamescope.i18n import Words

ARROW = " → "


def dumbbells(trajectory: Trajectory, column: str, codes: Sequence[str], look: Look) -> Fragment:
    """A strip a code as one column sees it: a hollow mark before, a full one after, and a link where they compare.

    From what rose most to what fell most; what cannot be compared comes last, ties in the order given. Campaigns in
    between are faint. A name is a button that picks its code; show the fragment with `ui.pickable`.
    """
    say = look.words
    moves = sorted(trajectory.column(column, codes), key=lambda move: (move.change is None, -settled(move.change or 0)))
    headings = (say(f"tables.level.{trajectory.level}"), say("column.score"), say("progress.change"))
    caption = say("progress.strips", column=who(trajectory, column, say))
    return strips(
        [_strip(trajectory, move, look) for move in moves], headings, trajectory.model, look, "moves", caption
    )


def who(trajectory: Trajectory, column: str, say: Words) -> str:
    """The name of a group, in the plural where several people answered, or of the environment."""
    counts = (cell.respondents for move in trajectory.moves if move.group == column for cell in move.sides)
    return column_name(trajectory.model, column, say, max(counts, default=None))


def changed(move: Move, say: Words) -> str:
    """The change in points, or why there is none: `+0,34`, `masqué`, `non comparable`."""
    if move.change is not None:
        return say.signed(move.change)
    return say("team.uneven_cell") if move.uneven else status_text(move.status, say)


def change_class(trajectory: Trajectory, move: Move) -> str:
    """The style of a change: bold from where a gap is to explore; its arrow has the colour."""
    if move.change is None:
        return "kms-none"
    return "" if classify(trajectory.model, move.change) is GapClass.ALIGNED else f"kms-{GapClass.TO_EXPLORE}"


def from_to(trajectory: Trajectory, move: Move, look: Look) -> str:
    """The figures of all campaigns: `47 % → 53 %`."""
    return ARROW.join(cell_text(cell, look, ROLLED_UP) for cell in move.sides)


def told(trajectory: Trajectory, move: Move, say: Words) -> str:
    """All there is to tell of a move: each campaign's figure and from how many, then which way it went."""
    sides = (
        say("progress.side", campaign=campaign.name, figure=side_text(trajectory, cell, say))
        for campaign, cell in zip(trajectory.campaigns, move.sides, strict=True)
    )
    return say("apart").join([*sides, *([counted(move, say)] if move.ways else [which_way(trajectory, move, say)])])


def side_text(trajectory: Trajectory, cell: Cell, say: Words) -> str:
    """A figure in both units, its answers and respondents; where nothing is published, the reason."""
    if not cell.is_published:
        return status_text(cell.status, say)
    figure = full_text(trajectory.model.scale, cell.percent, cell.answers, say)
    return say("progress.of_respondents", cell.respondents, figure=figure)


def which_way(trajectory: Trajectory, move: Move, say: Words) -> str:
    """`progresse`, `recule`, `stable`, or why it cannot be said."""
    return changed(move, say) if move.change is None else say(f"progress.way_{way(trajectory.model, move.change)}")


def counted(move: Move, say: Words) -> str:
    """`9 KAM : 3 progressent, 1 recule, 5 stables`; nothing of one KAM's own move, or where there is no change."""
    if move.ways is None:
        return ""
    parts = (say(f"progress.kams_{name}", number) for name, number in move.ways._asdict().items() if number)
    return say("progress.kams", move.kams, ways=say.series(parts))


def _strip(trajectory: Trajectory, move: Move, look: Look) -> Strip:
    say, (first, *_, last) = look.words, move.sides
    link = None
    if move.change is not None and first.is_published and last.is_published:
        link = first.percent, last.percent
    is_there = any(cell.is_published for cell in move.sides)
    figure = ARROW.join(cell_text(cell, look, ROLLED_UP) for cell in (first, last)) if is_there else ""
    note = counted(move, say) if is_there else changed(move, say)
    name = part_name(trajectory.model, trajectory.level, move.code, say)
    marks = _marks(trajectory, move, say)
    change = arrowed(trajectory.model, move.change, changed(move, say), look)
    return Strip(move.code, name, marks, link=link, figures=(figure, change), pick=move.code, note=note)


def _marks(trajectory: Trajectory, move: Move, say: Words) -> tuple[Mark, ...]:
    """A mark a campaign that publishes a figure: the first one hollow, those between faint, the last one full."""
    last, mark = len(move.sides) - 1, mark_of(trajectory.model, move.group)
    return tuple(
        Mark("", campaign.name, cell.percent, mark, _note(cell, say), faint=0 < index < last, hollow=index == 0)
        for index, (campaign, cell) in enumerate(zip(trajectory.campaigns, move.sides, strict=True))
        if cell.is_published
    )


def _note(cell: Cell, say: Words) -> str:
    return say("progress.of_respondents", cell.respondents, figure=say("count.answers", cell.answers))

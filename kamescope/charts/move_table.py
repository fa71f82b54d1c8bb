"""The changes from campaign to campaign in a table: a row a code, a column a rater group, the figures behind each."""

from collections.abc import Iterator, Sequence
from functools import partial

from kamescope.analysis.published import Level
from kamescope.analysis.trajectory import Move, Trajectory
from kamescope.charts.arrows import arrowed
from kamescope.charts.fragment import Fragment, fragment, mark_picture, narrow_columns, tag
from kamescope.charts.moves import ARROW, change_class, changed, from_to, told, which_way, who
from kamescope.charts.names import part_name
from kamescope.charts.table import Content, HtmlTable, TableColumn, content
from kamescope.charts.table_cells import coded, narrow_mark
from kamescope.charts.table_style import headed
from kamescope.charts.theme import Look
from kamescope.i18n import Words
from kamescope.model import ENVIRONMENT

_Moves = tuple[Trajectory, tuple[Move, ...]]
_CSS = headed("""
@root{--kms-pad:.45rem .6rem .5rem;--kms-first:30%}
@root thead th{line-height:1.3}
@root .kms-name>:only-child{grid-column:1/-1;font-weight:600}
@root .kms-note{line-height:1.35}
""")


def move_table(
    trajectories: Sequence[Trajectory], codes: Sequence[str], columns: Sequence[str], look: Look
) -> Fragment:
    """The changes in points of the listed codes, trail by trail, the overall one first.

    Codes and columns that the models do not share are left out. Under each heading, how many answered in each campaign,
    as far as that is the same for all rows.
    """
    say, (first, *_) = look.words, trajectories
    shown = [column for column in columns if column in first.common.columns]
    level = content(say(f"tables.level.{trajectories[-1].level}"))
    drawn = HtmlTable(
        say("progress.table_caption"),
        (
            TableColumn(level, partial(_name, say), "kms-part"),
            *(_column(first, column, index, look) for index, column in enumerate(shown)),
        ),
    )
    rows = _rows(trajectories, codes, shown)
    return fragment("changes", _CSS, 240 + 110 * len(shown), look, drawn.of(rows), cols=narrow_columns(len(shown)))


def move_rows(
    trajectories: Sequence[Trajectory], codes: Sequence[str], columns: Sequence[str], look: Look
) -> list[dict[str, object]]:
    """One row a code and column, to download, headings in the reader's language; figures null unless published."""
    shown = [column for column in columns if column in trajectories[0].common.columns]
    return [
        row_of(trajectory, move, look.words)
        for trajectory, moves in _rows(trajectories, codes, shown)
        for move in moves
    ]


def row_of(trajectory: Trajectory, move: Move, say: Words) -> dict[str, object]:
    """One move as a row to download: each campaign's figure and counts, then the change."""
    row: dict[str, object] = {
        say("column.code"): move.code,
        say("column.name"): part_name(trajectory.model, trajectory.level, move.code, say),
        say("column.group"): who(trajectory, move.group, say),
    }
    for campaign, cell in zip(trajectory.campaigns, move.sides, strict=True):
        row[say("progress.csv.score", campaign=campaign.name)] = None if cell.score is None else round(cell.score, 4)
        row[say("progress.csv.respondents", campaign=campaign.name)] = cell.respondents
        row[say("progress.csv.answers", campaign=campaign.name)] = cell.answers
    row[say("progress.csv.change")] = None if move.change is None else round(move.change, 4)
    row[say("progress.csv.way")] = which_way(trajectory, move, say)
    return row | ({say("progress.csv.kams"): move.kams} if trajectory.followed != 1 else {})


def respondents(trajectory: Trajectory, column: str, say: Words) -> str:
    """`4 → 5 répondants`: how many stand behind the first code of a column, campaign by campaign."""
    (move, *_) = trajectory.column(column, trajectory.common.codes)
    counts = [cell.respondents for cell in move.sides]
    return say("progress.respondents", max(counts), counts=ARROW.join(map(say.number, counts)))


def _rows(trajectories: Sequence[Trajectory], codes: Sequence[str], columns: Sequence[str]) -> Iterator[_Moves]:
    """A row's moves, one a column; overall is always listed."""
    for trajectory in trajectories:
        known = trajectory.common.codes
        for code in known if trajectory.level is Level.OVERALL else (code for code in codes if code in known):
            yield trajectory, tuple(trajectory.of(code, column) for column in columns)


def _column(trajectory: Trajectory, column: str, place: int, look: Look) -> TableColumn[_Moves]:
    say, name = (
        look.words,
        tag("span", mark_picture(trajectory.model, column, look), " ", _short(trajectory, column, look)),
    )
    same = trajectory.level is Level.OVERALL or trajectory.followed == 1
    counts = tag("span", respondents(trajectory, column, say), class_="kms-note") if same else ""
    return TableColumn(content(name, counts), lambda row: _value(row[0], row[1][place], look), "kms-num")


def _short(trajectory: Trajectory, column: str, look: Look) -> str:
    return look.words("tables.environment") if column == ENVIRONMENT else who(trajectory, column, look.words)


def _name(say: Words, row: _Moves) -> Content:
    trajectory, (move, *_) = row
    shown = "" if trajectory.level is Level.OVERALL else move.code
    return content(coded(shown, part_name(trajectory.model, trajectory.level, move.code, say)))


def _value(trajectory: Trajectory, move: Move, look: Look) -> Content:
    say = look.words
    told_so = arrowed(trajectory.model, move.change, changed(move, say), look)
    text = tag("span", told_so, class_=change_class(trajectory, move))
    is_told = any(cell.is_published for cell in move.sides)
    sides = tag("span", from_to(trajectory, move, look), class_="kms-note") if is_told else ""
    title = say("progress.tip", group=who(trajectory, move.group, say), told=told(trajectory, move, say))
    return content(narrow_mark(trajectory.model, move.group, look), text, sides, title=title)

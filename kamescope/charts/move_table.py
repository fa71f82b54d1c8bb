"""The changes from campaign to campaign in a table: a row a code, a column a rater group, the figures behind each."""

from collections.abc import Iterator, Sequence

from markupsafe import Markup, escape

from kamescope.analysis.published import Level
from kamescope.analysis.trajectory import Move, Trajectory
from kamescope.charts.fragment import Fragment, fragment, mark_picture, narrow_columns, tag
from kamescope.charts.moves import ARROW, change_class, changed, from_to, told, which_way, who
from kamescope.charts.names import part_name
from kamescope.charts.theme import Look
from kamescope.i18n import Words
from kamescope.model import ENVIRONMENT

_CSS = """
@root table{width:100%;border-collapse:collapse;table-layout:fixed;margin:0}
@root th,@root td{padding:.45rem .6rem .5rem;border:0;font-weight:400;text-align:left;vertical-align:top}
@root tr{border-bottom:1px solid var(--kms-line)}
@root tbody tr:last-child{border-bottom:0}
@root thead th{font-size:.8125rem;color:var(--kms-muted);vertical-align:bottom;overflow-wrap:anywhere;line-height:1.3}
@root .kms-part{width:30%;padding-left:0}
@root .kms-name{display:grid;grid-template-columns:minmax(2rem,max-content) minmax(0,1fr);column-gap:.5rem;
align-items:baseline;overflow-wrap:anywhere;hyphens:auto}
@root .kms-name>:only-child{grid-column:1/-1;font-weight:600}
@root .kms-num{font-variant-numeric:tabular-nums}
@root .kms-sides{display:block;font-size:.75rem;line-height:1.35;color:var(--kms-muted)}
@root .kms-only-narrow{display:none}
@container (max-width:@limit){
@root table,@root tbody,@root thead{display:block}
@root tr{display:grid;grid-template-columns:repeat(var(--kms-cols),minmax(0,1fr));gap:.35rem .5rem;padding:.6rem 0}
@root thead tr{padding-top:0}
@root th,@root td,@root tr .kms-part{display:block;width:auto;padding:0}
@root tbody .kms-part{grid-column:1/-1}
@root thead .kms-part{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
@root thead th{font-size:.75rem}
@root .kms-only-narrow{display:inline-block;margin-right:.25rem}
}
"""


def move_table(
    trajectories: Sequence[Trajectory], codes: Sequence[str], columns: Sequence[str], look: Look
) -> Fragment:
    """The changes in points of the listed codes, trail by trail, the overall one first.

    Codes and columns that the models do not share are left out. Under each heading, how many answered in each campaign,
    as far as that is the same for all rows.
    """
    say, (first, *_) = look.words, trajectories
    shown = [column for column in columns if column in first.common.columns]
    table = tag(
        "table",
        tag("caption", say("progress.table_caption"), class_="kms-sr"),
        _head(trajectories, shown, look),
        tag("tbody", *(_row(*row, look) for row in _rows(trajectories, codes, shown)), role="rowgroup"),
        role="table",
    )
    return fragment("changes", _CSS, 240 + 110 * len(shown), look, table, cols=narrow_columns(len(shown)))


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
        say("tables.csv.code"): move.code,
        say("tables.csv.name"): part_name(trajectory.model, trajectory.level, move.code, say),
        say("tables.csv.group"): who(trajectory, move.group, say),
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


def _rows(
    trajectories: Sequence[Trajectory], codes: Sequence[str], columns: Sequence[str]
) -> Iterator[tuple[Trajectory, tuple[Move, ...]]]:
    """A row's moves, one a column; overall is always listed."""
    for trajectory in trajectories:
        known = trajectory.common.codes
        for code in known if trajectory.level is Level.OVERALL else (code for code in codes if code in known):
            yield trajectory, tuple(trajectory.of(code, column) for column in columns)


def _head(trajectories: Sequence[Trajectory], columns: Sequence[str], look: Look) -> Markup:
    first = tag(
        "th", look.words(f"tables.level.{trajectories[-1].level}"), scope="col", role="columnheader", class_="kms-part"
    )
    return tag(
        "thead",
        tag("tr", first, *(_heading(trajectories[0], each, look) for each in columns), role="row"),
        role="rowgroup",
    )


def _heading(trajectory: Trajectory, column: str, look: Look) -> Markup:
    say = look.words
    short = say("tables.environment") if column == ENVIRONMENT else who(trajectory, column, say)
    name = tag("span", mark_picture(trajectory.model, column, look), " ", short)
    same = trajectory.level is Level.OVERALL or trajectory.followed == 1
    counts = [tag("span", respondents(trajectory, column, say), class_="kms-sides")] if same else []
    return tag("th", name, *counts, scope="col", role="columnheader", class_="kms-num")


def _row(trajectory: Trajectory, moves: Sequence[Move], look: Look) -> Markup:
    code = moves[0].code
    shown = [] if trajectory.level is Level.OVERALL else [tag("span", code, class_="kms-code")]
    name = tag(
        "span", *shown, tag("span", part_name(trajectory.model, trajectory.level, code, look.words)), class_="kms-name"
    )
    head = tag("th", name, scope="row", role="rowheader", class_="kms-part")
    return tag("tr", head, *(_value(trajectory, move, look) for move in moves), role="row")


def _value(trajectory: Trajectory, move: Move, look: Look) -> Markup:
    say = look.words
    mark = mark_picture(trajectory.model, move.group, look, 10, "kms-mark kms-only-narrow")
    text = tag("span", changed(move, say), class_=change_class(trajectory, move))
    sides = Markup("")
    if any(cell.is_published for cell in move.sides):
        sides = tag("span", from_to(trajectory, move, look), class_="kms-sides")
    title = say("progress.tip", group=who(trajectory, move.group, say), told=told(trajectory, move, say))
    return tag("td", mark, text, escape(sides), role="cell", class_="kms-num", title=title)

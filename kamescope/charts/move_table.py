"""The changes from campaign to campaign in a table: a row a code, a column a rater group, the figures behind each."""

from collections.abc import Iterator, Sequence

from markupsafe import Markup, escape

from kamescope.analysis.published import Level
from kamescope.analysis.trail import Move, Trail
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


def move_table(trails: Sequence[Trail], codes: Sequence[str], columns: Sequence[str], look: Look) -> Fragment:
    """The changes in points of the listed codes, trail by trail, the overall one first.

    Codes and columns that the models do not share are left out. Under each heading, how many answered in each campaign,
    as far as that is the same for all rows.
    """
    say, (first, *_) = look.words, trails
    shown = [column for column in columns if column in first.common.columns]
    table = tag(
        "table",
        tag("caption", say("progress.table_caption"), class_="kms-sr"),
        _head(trails, shown, look),
        tag("tbody", *(_row(*row, look) for row in _rows(trails, codes, shown)), role="rowgroup"),
        role="table",
    )
    return fragment("changes", _CSS, 240 + 110 * len(shown), look, table, cols=narrow_columns(len(shown)))


def move_rows(
    trails: Sequence[Trail], codes: Sequence[str], columns: Sequence[str], look: Look
) -> list[dict[str, object]]:
    """One row a code and column, to download, headings in the reader's language; figures null unless published."""
    shown = [column for column in columns if column in trails[0].common.columns]
    return [row_of(trail, move, look.words) for trail, moves in _rows(trails, codes, shown) for move in moves]


def row_of(trail: Trail, move: Move, say: Words) -> dict[str, object]:
    """One move as a row to download: each campaign's figure and counts, then the change."""
    row: dict[str, object] = {
        say("tables.csv.code"): move.code,
        say("tables.csv.name"): part_name(trail.model, trail.level, move.code, say),
        say("tables.csv.group"): who(trail, move.group, say),
    }
    for campaign, cell in zip(trail.campaigns, move.sides, strict=True):
        row[say("progress.csv.score", campaign=campaign.name)] = None if cell.score is None else round(cell.score, 4)
        row[say("progress.csv.respondents", campaign=campaign.name)] = cell.respondents
        row[say("progress.csv.answers", campaign=campaign.name)] = cell.answers
    row[say("progress.csv.change")] = None if move.change is None else round(move.change, 4)
    row[say("progress.csv.way")] = which_way(trail, move, say)
    return row | ({say("progress.csv.kams"): move.kams} if trail.followed != 1 else {})


def respondents(trail: Trail, column: str, say: Words) -> str:
    """`4 → 5 répondants`: how many stand behind the first code of a column, campaign by campaign."""
    (move, *_) = trail.column(column, trail.common.codes)
    counts = [cell.respondents for cell in move.sides]
    return say("progress.respondents", max(counts), counts=ARROW.join(map(say.number, counts)))


def _rows(
    trails: Sequence[Trail], codes: Sequence[str], columns: Sequence[str]
) -> Iterator[tuple[Trail, tuple[Move, ...]]]:
    """A row's moves, one a column; overall is always listed."""
    for trail in trails:
        known = trail.common.codes
        for code in known if trail.level is Level.OVERALL else (code for code in codes if code in known):
            yield trail, tuple(trail.of(code, column) for column in columns)


def _head(trails: Sequence[Trail], columns: Sequence[str], look: Look) -> Markup:
    first = tag(
        "th", look.words(f"tables.level.{trails[-1].level}"), scope="col", role="columnheader", class_="kms-part"
    )
    return tag(
        "thead", tag("tr", first, *(_heading(trails[0], each, look) for each in columns), role="row"), role="rowgroup"
    )


def _heading(trail: Trail, column: str, look: Look) -> Markup:
    say = look.words
    short = say("tables.environment") if column == ENVIRONMENT else who(trail, column, say)
    name = tag("span", mark_picture(trail.model, column, look), " ", short)
    same = trail.level is Level.OVERALL or trail.followed == 1
    counts = [tag("span", respondents(trail, column, say), class_="kms-sides")] if same else []
    return tag("th", name, *counts, scope="col", role="columnheader", class_="kms-num")


def _row(trail: Trail, moves: Sequence[Move], look: Look) -> Markup:
    code = moves[0].code
    shown = [] if trail.level is Level.OVERALL else [tag("span", code, class_="kms-code")]
    name = tag("span", *shown, tag("span", part_name(trail.model, trail.level, code, look.words)), class_="kms-name")
    head = tag("th", name, scope="row", role="rowheader", class_="kms-part")
    return tag("tr", head, *(_value(trail, move, look) for move in moves), role="row")


def _value(trail: Trail, move: Move, look: Look) -> Markup:
    say = look.words
    mark = mark_picture(trail.model, move.group, look, 10, "kms-mark kms-only-narrow")
    text = tag("span", changed(move, say), class_=change_class(trail, move))
    sides = Markup("")
    if any(cell.is_published for cell in move.sides):
        sides = tag("span", from_to(trail, move, look), class_="kms-sides")
    title = say("progress.tip", group=who(trail, move.group, say), told=told(trail, move, say))
    return tag("td", mark, text, escape(sides), role="cell", class_="kms-num", title=title)

"""Scores of factors, sub-factors or items by group: figures, micro-bars and the gap."""

from collections.abc import Sequence

from markupsafe import Markup, escape

from kamescope.analysis.gaps import gap_of
from kamescope.analysis.published import Level, Published
from kamescope.charts.figures import ROLLED_UP, cell_text, record, tooltip
from kamescope.charts.fragment import Fragment, fragment, gap_cell, heading, mark_picture, narrow_columns, tag
from kamescope.charts.names import part_name
from kamescope.charts.theme import Look, mark_of
from kamescope.model import ENVIRONMENT

_CSS = """
@root table{width:100%;border-collapse:collapse;table-layout:fixed;margin:0}
@root th,@root td{padding:.5rem .6rem .6rem;border:0;font-weight:400;text-align:left;vertical-align:top}
@root tr{border-bottom:1px solid var(--kms-line)}
@root tbody tr:last-child{border-bottom:0}
@root thead th{color:var(--kms-muted);font-size:.8125rem;vertical-align:bottom;overflow-wrap:anywhere;hyphens:manual}
@root .kms-head{display:inline-flex;align-items:baseline;gap:.35rem;line-height:1.25}
@root .kms-part{width:32%;padding-left:0}
@root .kms-name{display:grid;grid-template-columns:minmax(2rem,max-content) minmax(0,1fr);column-gap:.5rem;
align-items:baseline;overflow-wrap:anywhere;hyphens:auto}
@root .kms-num{font-variant-numeric:tabular-nums;white-space:nowrap}
@root thead .kms-num{white-space:normal}
@root .kms-gap,@root thead .kms-gapcol{width:4.5rem;text-align:right;padding-right:0}
@root .kms-bar{display:block;height:3px;margin-top:5px;border-radius:2px;background:var(--kms-line);overflow:hidden}
@root .kms-bar span{display:block;height:100%;min-width:2px}
@root .kms-only-narrow,@root .kms-label{display:none}
@container (max-width:@limit){
@root table,@root tbody,@root thead{display:block}
@root tr{display:grid;grid-template-columns:repeat(var(--kms-cols),minmax(0,1fr));gap:.35rem .5rem;padding:.6rem 0}
@root thead tr{padding-top:0}
@root th,@root td,@root tr .kms-part,@root tr .kms-gap,@root tr .kms-gapcol{display:block;width:auto;padding:0}
@root tbody .kms-part{grid-column:1/-1}
@root thead .kms-part{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
@root .kms-head{display:block}
@root thead th{font-size:.75rem}
@root .kms-only-narrow{display:inline-block;margin-right:.25rem}
@root .kms-label{display:block;font-weight:400;font-size:.75rem;line-height:1.1;color:var(--kms-muted)}
}
"""


def score_table(
    published: Published, level: Level, codes: Sequence[str], groups: Sequence[str], look: Look
) -> Fragment:
    """One row for each code, one column for each group given and for the environment, then the gap.

    Bars start at the scale's minimum. The environment and the gap do not depend on the groups listed
    (docs/design.md 3, rule 9). KeyError for a code that is not of that level, or an unknown group.
    """
    say = look.words
    if not codes:
        return fragment("scores", _CSS, 0, look, tag("p", say("tables.no_row"), class_="kms-empty"))
    columns = (*groups, ENVIRONMENT)
    cells = len(columns) + 1
    table = tag(
        "table",
        tag("caption", say("tables.score_caption"), class_="kms-sr"),
        _head(published, level, columns, look),
        tag("tbody", *(_row(published, level, code, columns, look) for code in codes), role="rowgroup"),
        role="table",
    )
    return fragment("scores", _CSS, 220 + 80 * cells, look, table, cols=narrow_columns(cells))


def score_rows(
    published: Published, level: Level, codes: Sequence[str], groups: Sequence[str], look: Look
) -> list[dict[str, object]]:
    """One row for each code and column, the environment last, to download; the code's gap stands on each."""
    say = look.words
    rows = []
    for code in codes:
        gap = gap_of(published, level, code)
        told = {
            say("tables.csv.gap"): None if gap.gap is None else round(gap.gap, 4),
            say("tables.csv.gap_kind"): None if gap.kind is None else say(f"gap.{gap.kind.value}"),
        }
        rows += [{**record(published, level, code, column, look.words), **told} for column in (*groups, ENVIRONMENT)]
    return rows


def _head(published: Published, level: Level, columns: Sequence[str], look: Look) -> Markup:
    say = look.words
    first = tag("th", say(f"tables.level.{level.value}"), scope="col", role="columnheader", class_="kms-part")
    numbers = (
        tag("th", heading(published, column, look), scope="col", role="columnheader", class_="kms-num")
        for column in columns
    )
    gap = tag("th", say("gap"), scope="col", role="columnheader", class_="kms-gapcol", title=say("tables.gap_help"))
    return tag("thead", tag("tr", first, *numbers, gap, role="row"), role="rowgroup")


def _row(published: Published, level: Level, code: str, columns: Sequence[str], look: Look) -> Markup:
    name = escape(part_name(published.model, level, code, look.words))
    shown = "" if level is Level.OVERALL else tag("span", code, class_="kms-code")
    first = tag("span", shown, " ", tag("span", name), class_="kms-name")
    return tag(
        "tr",
        tag("th", first, scope="row", role="rowheader", class_="kms-part"),
        *(_value(published, level, code, column, look) for column in columns),
        gap_cell(gap_of(published, level, code), look),
        role="row",
    )


def _value(published: Published, level: Level, code: str, column: str, look: Look) -> Markup:
    cell = published.cell(level, code, column)
    mark = mark_picture(published.model, column, look, 10, "kms-mark kms-only-narrow")
    text = tag("span", cell_text(cell, look, ROLLED_UP), class_=None if cell.is_published else "kms-none")
    bar = _bar(published, column, cell.score, look) if cell.is_published else ""
    title = tooltip(published, level, code, column, look.words)
    return tag("td", mark, text, bar, role="cell", class_="kms-num", title=title)


def _bar(published: Published, column: str, score: float, look: Look) -> Markup:
    scale = published.model.scale
    colour = look.palette.groups[mark_of(published.model, column)]
    share = (score - scale.minimum) / scale.span * 100
    filled = tag("span", style=f"width:{share:.1f}%;background:{colour}")
    return tag("span", filled, class_="kms-bar", aria_hidden="true")

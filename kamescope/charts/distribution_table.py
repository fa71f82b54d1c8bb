"""The figures of one code, KAM by KAM and group by group: score, distance from the mean, answers, questionnaires."""

from collections.abc import Sequence

from markupsafe import Markup

from kamescope.analysis.distribution import Distribution
from kamescope.analysis.gaps import GapClass, classify
from kamescope.analysis.panel import Panel
from kamescope.charts.figures import ROLLED_UP, cell_text, record, tooltip
from kamescope.charts.fragment import Fragment, fragment, mark_picture, narrow_columns, tag
from kamescope.charts.names import column_name
from kamescope.charts.theme import Look
from kamescope.model import ENVIRONMENT
from kamescope.privacy import Status

_CSS = """
@root table{width:100%;border-collapse:collapse;table-layout:fixed;margin:0}
@root th,@root td{padding:.45rem .5rem;border:0;font-weight:400;text-align:left;vertical-align:top}
@root tr{border-bottom:1px solid var(--kms-line)}
@root tbody tr:last-child{border-bottom:0}
@root thead th{color:var(--kms-muted);font-size:.8125rem;vertical-align:bottom;overflow-wrap:anywhere}
@root .kms-who{width:22%;padding-left:0;overflow-wrap:anywhere;hyphens:auto}
@root .kms-who button{all:unset;cursor:pointer;border-radius:.3rem}
@root .kms-who button:hover{text-decoration:underline;text-underline-offset:2px}
@root .kms-who button:focus-visible{outline:2px solid var(--kms-accent);outline-offset:1px}
@root .kms-num{font-variant-numeric:tabular-nums}
@root .kms-gap{display:inline-block;margin-left:.4rem;font-size:.8125rem}
@root .kms-from{display:block;font-size:.75rem;line-height:1.3;color:var(--kms-muted)}
@root .kms-from span{white-space:nowrap}
@root .kms-only-narrow{display:none}
@container (max-width:@limit){
@root table,@root tbody{display:block}
@root thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
@root tr{display:grid;grid-template-columns:repeat(var(--kms-cols),minmax(0,1fr));gap:.35rem .5rem;padding:.6rem 0}
@root th,@root td,@root .kms-who{display:block;width:auto;padding:0}
@root .kms-who{grid-column:1/-1;font-weight:600}
@root .kms-only-narrow{display:block;font-size:.75rem;line-height:1.15;color:var(--kms-muted);overflow-wrap:anywhere}
}
"""


def distribution_table(panel: Panel, found: Sequence[Distribution], rows: Sequence[int], look: Look) -> Fragment:
    """One row for each of some KAMs of the panel, one column a distribution; a KAM's name picks their token.

    Distances in points with two decimals, bold from the threshold of a gap to explore, violet from a marked one on.
    """
    say = look.words
    first = tag("th", say("heatmap.kam"), scope="col", role="columnheader", class_="kms-who")
    heads = (tag("th", _heading(panel, one, look), scope="col", role="columnheader") for one in found)
    table = tag(
        "table",
        tag("caption", say("team_factor.table_caption"), class_="kms-sr"),
        tag("thead", tag("tr", first, *heads, role="row"), role="rowgroup"),
        tag("tbody", *(_row(panel, found, row, look) for row in rows), role="rowgroup"),
        role="table",
    )
    columns = min(narrow_columns(len(found)), 2) if found else 1
    return fragment("spread-table", _CSS, 220 + 120 * len(found), look, table, cols=columns)


def distribution_rows(panel: Panel, found: Sequence[Distribution], look: Look) -> list[dict[str, object]]:
    """One row a KAM and distribution, to download; null unless published."""
    say, made = look.words, []
    for row, kam in enumerate(panel.kams):
        for one in found:
            published = panel[row]
            cell, away = published.cell(one.level, one.code, one.column), float(one.differences[row])
            told = away == away
            made.append(
                {say("heatmap.kam"): kam.name}
                | record(published, one.level, one.code, one.column, look.words)
                | {
                    say("heatmap.difference"): round(away, 4) if told else None,
                    say("team_factor.kind"): say(f"gap.{classify(panel.model, away)}") if told else None,
                    say("heatmap.respondents"): cell.respondents,
                }
            )
    return made


def _heading(panel: Panel, one: Distribution, look: Look) -> Markup:
    say, model = look.words, panel.model
    name = say("tables.environment") if one.column == ENVIRONMENT else say.text(model.group(one.column).short)
    return tag("span", mark_picture(model, one.column, look), " ", name, title=column_name(model, one.column, say))


def _row(panel: Panel, found: Sequence[Distribution], row: int, look: Look) -> Markup:
    kam = panel.kams[row]
    opens = tag("button", kam.name, type="button", data_pick=kam.token, title=look.words("team_factor.open"))
    cells = (_cell(panel, one, row, look) for one in found)
    return tag("tr", tag("th", opens, scope="row", role="rowheader", class_="kms-who"), *cells, role="row")


def _cell(panel: Panel, one: Distribution, row: int, look: Look) -> Markup:
    published, say = panel[row], look.words
    cell = published.cell(one.level, one.code, one.column)
    label = tag("span", _heading(panel, one, look), class_="kms-only-narrow", aria_hidden="true")
    title = tooltip(published, one.level, one.code, one.column, say)
    shown = tag("span", cell_text(cell, look, ROLLED_UP), class_=None if cell.is_published else "kms-none")
    if cell.status is Status.NO_DATA:
        return tag("td", label, shown, role="cell", class_="kms-num", title=title)
    counts = [tag("span", say("count.answers", cell.answers)), " · "] if cell.is_published else []
    counts.append(tag("span", say("count.questionnaires", cell.respondents)))
    inside = (label, shown, _away(panel, one, row, look), tag("span", *counts, class_="kms-from"))
    return tag("td", *inside, role="cell", class_="kms-num", title=title)


def _away(panel: Panel, one: Distribution, row: int, look: Look) -> Markup:
    away = float(one.differences[row])
    if away != away:
        return Markup("")
    kind, say = classify(panel.model, away), look.words
    told = Markup("") if kind is GapClass.ALIGNED else tag("span", ", ", say(f"gap.{kind}"), class_="kms-sr")
    return tag("span", say.signed(away), told, class_=f"kms-gap kms-{kind}")

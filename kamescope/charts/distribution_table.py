"""The figures of one code, KAM by KAM and group by group: score, distance from the mean, answers, questionnaires."""

from collections.abc import Sequence
from functools import partial

from markupsafe import Markup

from kamescope.analysis.distribution import Distribution
from kamescope.analysis.gaps import classify
from kamescope.analysis.panel import Panel
from kamescope.charts.figures import ROLLED_UP, record, tooltip
from kamescope.charts.fragment import Fragment, fragment, mark_picture, narrow_columns, tag
from kamescope.charts.names import column_name
from kamescope.charts.table import Content, HtmlTable, TableColumn, content
from kamescope.charts.table_cells import figure, label, short_name, told_kind
from kamescope.charts.table_style import labelled
from kamescope.charts.theme import Look
from kamescope.i18n import Words
from kamescope.privacy import Status
from kamescope.records import Kam

_CSS = labelled(
    """
@root{--kms-pad:.45rem .5rem;--kms-first:22%}
@root .kms-part{overflow-wrap:anywhere;hyphens:auto}
@root .kms-gap{display:inline-block;margin-left:.4rem;font-size:.8125rem}
@root .kms-note{line-height:1.3}
@root .kms-note span{white-space:nowrap}
""",
    "@root .kms-part{font-weight:600}\n",
)


def distribution_table(panel: Panel, found: Sequence[Distribution], rows: Sequence[int], look: Look) -> Fragment:
    """One row for each of some KAMs of the panel, one column a distribution; a KAM's name picks their token.

    Distances in points with two decimals, bold from the threshold of a gap to explore, violet from a marked one on.
    """
    say = look.words
    drawn = HtmlTable(
        say("team_factor.table_caption"),
        (
            TableColumn(content(say("heatmap.kam")), lambda row: content(_opens(panel.kams[row], say)), "kms-part"),
            *(_column(panel, one, look) for one in found),
        ),
    )
    columns = min(narrow_columns(len(found)), 2) if found else 1
    return fragment("spread-table", _CSS, 220 + 120 * len(found), look, drawn.of(rows), cols=columns)


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
    name = short_name(model, one.column, say)
    return tag("span", mark_picture(model, one.column, look), " ", name, title=column_name(model, one.column, say))


def _opens(kam: Kam, say: Words) -> Markup:
    return tag("button", kam.name, type="button", data_pick=kam.token, title=say("team_factor.open"))


def _column(panel: Panel, one: Distribution, look: Look) -> TableColumn[int]:
    return TableColumn(content(_heading(panel, one, look)), partial(_cell, panel, one, look), "kms-num")


def _cell(panel: Panel, one: Distribution, look: Look, row: int) -> Content:
    published, say = panel[row], look.words
    cell = published.cell(one.level, one.code, one.column)
    title = tooltip(published, one.level, one.code, one.column, say)
    shown = label(_heading(panel, one, look)), figure(cell, look, ROLLED_UP)
    if cell.status is Status.NO_DATA:
        return content(*shown, title=title)
    counts = [tag("span", say("count.answers", cell.answers)), " · "] if cell.is_published else []
    counts.append(tag("span", say("count.questionnaires", cell.respondents)))
    return content(*shown, _away(panel, one, row, look), tag("span", *counts, class_="kms-note"), title=title)


def _away(panel: Panel, one: Distribution, row: int, look: Look) -> Markup | str:
    away = float(one.differences[row])
    if away != away:
        return ""
    kind, say = classify(panel.model, away), look.words
    return tag("span", say.signed(away), told_kind(kind, say), class_=f"kms-gap kms-{kind}")

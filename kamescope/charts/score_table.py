"""Scores of factors, sub-factors or items by group: figures, micro-bars and the gap."""

from collections.abc import Sequence
from functools import partial

from kamescope.analysis.gaps import gap_of
from kamescope.analysis.published import Level, Published
from kamescope.charts.figures import ROLLED_UP, record, tooltip
from kamescope.charts.fragment import Fragment, fragment, narrow_columns, tag
from kamescope.charts.names import part_name
from kamescope.charts.table import Content, HtmlTable, TableColumn, content
from kamescope.charts.table_cells import bar, coded, figure, gap_column, heading, little_mark, narrow_mark
from kamescope.charts.table_style import headed
from kamescope.charts.theme import Look
from kamescope.i18n import Words
from kamescope.model import ENVIRONMENT, SELF
from kamescope.sentences import rests_on

_CSS = headed(
    """
@root{--kms-pad:.5rem .6rem .6rem;--kms-first:32%;--kms-gaps:4.5rem}
@root td.kms-num{white-space:nowrap}
@root .kms-bar span{min-width:2px}
"""
)


def score_table(
    published: Published, level: Level, codes: Sequence[str], groups: Sequence[str], look: Look
) -> Fragment:
    """One row for each code, one column for each group given and for the environment, then the gap.

    Factors are links to their code. Bars start at the scale's minimum. The environment and the gap do not depend on the
    groups listed (docs/design.md 3, rule 9). KeyError for a code that is not of that level, or an unknown group.
    """
    say = look.words
    if not codes:
        return fragment("scores", _CSS, 0, look, tag("p", say("tables.no_row"), class_="kms-empty"))
    columns = (*groups, ENVIRONMENT)
    cells = len(columns) + 1
    drawn = HtmlTable(
        say("tables.score_caption"),
        (
            TableColumn(content(say(f"tables.level.{level.value}")), partial(_name, published, level, say), "kms-part"),
            *(_column(published, level, column, look) for column in columns),
            gap_column(partial(gap_of, published, level), look, partial(_rests_on, published, level, ENVIRONMENT, say)),
        ),
    )
    return fragment("scores", _CSS, 220 + 80 * cells, look, drawn.of(codes), cols=narrow_columns(cells))


def score_rows(
    published: Published, level: Level, codes: Sequence[str], groups: Sequence[str], look: Look
) -> list[dict[str, object]]:
    """One row for each code and column, the environment last, to download; the code's gap stands on each."""
    say = look.words
    rows = []
    for code in codes:
        gap = gap_of(published, level, code)
        told = {
            say("gap"): None if gap.gap is None else round(gap.gap, 4),
            say("column.gap_kind"): None if gap.kind is None else say(f"gap.{gap.kind.value}"),
        }
        rows += [{**record(published, level, code, column, look.words), **told} for column in (*groups, ENVIRONMENT)]
    return rows


def _name(published: Published, level: Level, say: Words, code: str) -> Content:
    name = coded("" if level is Level.OVERALL else code, part_name(published.model, level, code, say))
    return content(tag("a", name, data_pick=code) if level is Level.FACTOR else name)


def _column(published: Published, level: Level, column: str, look: Look) -> TableColumn[str]:
    head = content(heading(published, column, look))
    return TableColumn(head, partial(_value, published, level, column, look), "kms-num")


def _value(published: Published, level: Level, column: str, look: Look, code: str) -> Content:
    cell, model = published.cell(level, code, column), published.model
    drawn = bar(model, column, model.scale.share(cell.score), look) if cell.is_published else ""
    text = figure(cell, look, ROLLED_UP)
    title = tooltip(published, level, code, column, look.words)
    little = little_mark(_rests_on(published, level, column, look.words, code))
    return content(narrow_mark(model, column, look), text, little, drawn, title=title)


def _rests_on(published: Published, level: Level, column: str, say: Words, code: str) -> str:
    """What a factor's figure stands on where that is little."""
    return rests_on(published, code, say, column) if level is Level.FACTOR and column != SELF else ""

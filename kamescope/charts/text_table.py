"""A long table of texts: what stands in a file beside what it is taken for; it scrolls in itself under its heads."""

from collections.abc import Collection, Sequence

from kamescope.charts.fragment import Fragment, fragment, tag
from kamescope.charts.table import Content, HtmlTable, TableColumn, content
from kamescope.charts.table_cells import label
from kamescope.charts.table_style import labelled
from kamescope.charts.theme import Look

Texts = Sequence[str]
TALLEST, SUBJECT = "36rem", "34%"
_CSS = labelled(
    """
@root{--kms-pad:.4rem .6rem .4rem 0;--kms-first:var(--kms-subject)}
@root .kms-scroll{max-height:var(--kms-tallest);overflow:auto}
@root .kms-scroll:focus-visible{outline:2px solid var(--kms-accent);outline-offset:1px}
@root td,@root th{overflow-wrap:anywhere;hyphens:auto}
@root thead th{position:sticky;top:0;background:var(--kms-ground)}
@root .kms-figures{table-layout:auto}
@root .kms-figures td,@root .kms-figures th{overflow-wrap:break-word;hyphens:manual}
@root .kms-figures .kms-figure{text-align:right;font-variant-numeric:tabular-nums}
@root .kms-figures td.kms-figure{white-space:nowrap}
@root .kms-figures .kms-figure:last-child{padding-right:var(--kms-last,.2rem)}
@root .kms-figures .kms-figure+:not(.kms-figure){padding-left:var(--kms-after,1.4rem)}
@media print{@root .kms-scroll{max-height:none}}
""",
    """
@root tbody .kms-part{font-weight:600}
@root .kms-figures{--kms-last:0;--kms-after:0}
@root .kms-figures td:not(.kms-long){display:flex;justify-content:space-between;gap:1rem;text-align:right}
@root .kms-figures td:empty{display:none}
@root .kms-figures .kms-label{flex:none;max-width:50%;line-height:1.6}
""",
)
_LEAST = 560
_LINE = 40
"""Signs that stand beside the name of their column on a phone; a longer text stands under it."""


def text_table(caption: str, headings: Texts, rows: Sequence[Texts], look: Look, subject: str = SUBJECT) -> Fragment:
    """Rows of texts under their headings, the first of each being what it is about. On a phone they stack.

    `subject`: how wide the first column is.
    """
    return _table(caption, _columns(headings), rows, look, subject)


def figure_table(
    caption: str, headings: Texts, figures: Collection[int], rows: Sequence[Texts], look: Look
) -> Fragment:
    """The same where the columns at the places `figures` hold figures: these stand right, one under the other.

    Columns are as wide as what they hold; on a phone each row is a short list of names and values.
    """
    return _table(caption, _columns(headings, figures), rows, look, "auto", "kms-figures")


def _table(
    caption: str, columns: Sequence[TableColumn[Texts]], rows: Sequence[Texts], look: Look, subject: str, css: str = ""
) -> Fragment:
    table = HtmlTable(caption, columns).of(rows, css)
    inside = tag("div", table, class_="kms-scroll", tabindex="0", role="region", aria_label=caption)
    return fragment("texts", _CSS, _LEAST, look, inside, cols=1, tallest=TALLEST, subject=subject)


def _columns(headings: Texts, figures: Collection[int] = ()) -> list[TableColumn[Texts]]:
    first, *others = headings
    return [
        TableColumn(content(first), lambda row: content(row[0]), "kms-part"),
        *(_column(heading, at, at in figures) for at, heading in enumerate(others, start=1)),
    ]


def _column(heading: str, at: int, is_figure: bool) -> TableColumn[Texts]:
    def cell(row: Texts) -> Content:
        css = "kms-long" if len(row[at]) > _LINE else ""
        return content(label(heading) if row[at] else "", row[at], css=css)

    return TableColumn(content(heading), cell, "kms-figure" if is_figure else "")

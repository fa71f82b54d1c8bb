"""A long table of texts: what stands in a file beside what it is taken for; it scrolls in itself under its heads."""

from collections.abc import Sequence

from kamescope.charts.fragment import Fragment, fragment, tag
from kamescope.charts.table import HtmlTable, TableColumn, content
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
@media print{@root .kms-scroll{max-height:none}}
""",
    "@root tbody .kms-part{font-weight:600}\n",
)
_LEAST = 560


def text_table(caption: str, headings: Texts, rows: Sequence[Texts], look: Look, subject: str = SUBJECT) -> Fragment:
    """Rows of texts under their headings, the first of each being what it is about. On a phone they stack.

    `subject`: how wide the first column is.
    """
    first, *others = headings
    columns = [
        TableColumn(content(first), lambda row: content(row[0]), "kms-part"),
        *(_column(heading, at) for at, heading in enumerate(others, start=1)),
    ]
    table = HtmlTable(caption, columns).of(rows)
    inside = tag("div", table, class_="kms-scroll", tabindex="0", role="region", aria_label=caption)
    return fragment("texts", _CSS, _LEAST, look, inside, cols=1, tallest=TALLEST, subject=subject)


def _column(heading: str, at: int) -> TableColumn[Texts]:
    return TableColumn(content(heading), lambda row: content(label(heading) if row[at] else "", row[at]))

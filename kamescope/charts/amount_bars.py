"""Sorted bars in HTML: a row a name, its bar from one zero line, its figure and what is said beside it."""

from dataclasses import dataclass

from markupsafe import Markup

from kamescope.charts.fragment import Fragment, fragment, tag
from kamescope.charts.table import HtmlTable, TableColumn, content
from kamescope.charts.table_cells import label
from kamescope.charts.table_style import labelled
from kamescope.charts.theme import Look

MOST = 25
"""Rows that are drawn; the others are told in one line, for a table below has all of them."""
_LEAST = 400
_CSS = labelled(
    """
@root{--kms-pad:.32rem .6rem .32rem 0;--kms-first:30%}
@root .kms-figure{width:7.5rem;text-align:right;font-variant-numeric:tabular-nums}
@root .kms-said{width:7.5rem;color:var(--kms-muted);text-align:right;padding-right:0}
@root tbody .kms-part{overflow-wrap:anywhere}
@root .kms-track{display:block;height:.85rem;background:none}
@root .kms-track span{display:block;height:100%;border-radius:0 .2rem .2rem 0;min-width:1px;
background:var(--kms-soft)}
@root .kms-strong .kms-track span{background:var(--kms-accent)}
@root .kms-strong .kms-part,@root .kms-strong .kms-figure{font-weight:600}
@root .kms-faint .kms-track span{background:var(--kms-line)}
@root .kms-faint{color:var(--kms-muted)}
@root .kms-rest{color:var(--kms-muted);margin:.5rem 0 0}
""",
    """@root td.kms-bars{grid-column:1/-1}
@root td.kms-bars .kms-label{display:none}
@root tr{grid-template-columns:1fr 1fr}
@root .kms-figure,@root .kms-said{text-align:left}
""",
)


@dataclass(frozen=True, slots=True)
class Bar:
    """One row: a name, how long its bar is, its figure as written, what is said beside it.

    `tone`: `strong` stands out, `faint` stands back; "" is as the others.
    """

    name: str
    value: float
    figure: str
    said: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class AmountBars:
    """Bars in their order, and how many there are beside them; `headings` of the names, the figures and what is said.

    `caption` says what is shown. `whole`: what a bar of the full width would be, 0 for the longest one.
    """

    caption: str
    headings: tuple[str, str, str]
    bars: tuple[Bar, ...]
    left: int = 0
    whole: float = 0


def amount_bars(shown: AmountBars, look: Look) -> Fragment:
    """The first bars, the longest as wide as there is room; how many are left out is said."""
    drawn, left = shown.bars[:MOST], shown.left + max(0, len(shown.bars) - MOST)
    longest = shown.whole or max((bar.value for bar in drawn), default=0) or 1
    name, figure, said = shown.headings
    columns: list[TableColumn[Bar]] = [
        TableColumn(content(name), lambda bar: content(bar.name), "kms-part"),
        TableColumn(
            content(tag("span", figure, class_="kms-sr")), lambda bar: content(_track(bar, longest)), "kms-bars"
        ),
        TableColumn(content(figure), lambda bar: content(label(figure), bar.figure), "kms-figure"),
    ]
    if any(bar.said for bar in drawn):
        columns.append(TableColumn(content(said), lambda bar: content(label(said), bar.said), "kms-said"))
    table = HtmlTable(shown.caption, columns, lambda bar: f"kms-{bar.tone}" if bar.tone else "").of(drawn)
    rest = [tag("p", look.words("lever.bars_left", left), class_="kms-rest")] if left else []
    soft = {"soft": look.palette.accent_soft}
    return fragment("amounts", _CSS, _LEAST, look, table, *rest, cols=2, **soft)


def _track(bar: Bar, longest: float) -> Markup:
    filled = tag("span", style=f"width:{max(bar.value, 0) / longest:.1%}")
    return tag("span", filled, class_="kms-track", aria_hidden="true")

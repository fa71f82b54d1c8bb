"""Sorted bars in HTML: a row a name, its bar from one zero line, its figure and what is said beside it.

A figure to set each bar against may stand as a line across it.
"""

from dataclasses import dataclass

from markupsafe import Markup

from kamescope.charts.fragment import Fragment, fragment, tag
from kamescope.charts.table import Content, HtmlTable, TableColumn, content
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
@root .kms-track{display:block;position:relative;height:.85rem;background:none}
@root .kms-track span{display:block;height:100%;border-radius:0 .2rem .2rem 0;min-width:1px;
background:var(--kms-soft)}
@root .kms-track i{position:absolute;top:-.2rem;bottom:-.2rem;width:2px;margin-left:-1px;background:var(--kms-text)}
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

    `tone`: `strong` stands out, `faint` stands back; "" is as the others. `against`: what it is set against, a line
    across it. A value below zero goes to the left of the common zero.
    """

    name: str
    value: float
    figure: str
    said: str = ""
    tone: str = ""
    against: float | None = None


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

    @property
    def drawn(self) -> tuple[Bar, ...]:
        """Those that are drawn."""
        return self.bars[:MOST]

    @property
    def ends(self) -> tuple[float, float]:
        """From where to where the bars go: zero is in it, and so is what they are set against."""
        values = [each for bar in self.drawn for each in (bar.value, bar.against) if each is not None]
        low, high = min([0.0, *values]), max([self.whole, *values])
        return low, high if high > low else low + 1


def amount_bars(shown: AmountBars, look: Look) -> Fragment:
    """The first bars, the longest as wide as there is room; how many are left out is said."""
    drawn, left, ends = shown.drawn, shown.left + max(0, len(shown.bars) - MOST), shown.ends
    name, figure, said = shown.headings
    columns: list[TableColumn[Bar]] = [
        TableColumn(content(name), lambda bar: content(bar.name), "kms-part"),
        TableColumn(content(tag("span", figure, class_="kms-sr")), lambda bar: content(_track(bar, ends)), "kms-bars"),
        TableColumn(content(figure), lambda bar: content(label(figure), bar.figure), "kms-figure"),
    ]
    if any(bar.said for bar in drawn):
        columns.append(TableColumn(content(said), lambda bar: _said(said, bar), "kms-said"))
    table = HtmlTable(shown.caption, columns, lambda bar: f"kms-{bar.tone}" if bar.tone else "").of(drawn)
    rest = [tag("p", look.words("lever.bars_left", left), class_="kms-rest")] if left else []
    soft = {"soft": look.palette.accent_soft}
    return fragment("amounts", _CSS, _LEAST, look, table, *rest, cols=2, **soft)


def _track(bar: Bar, ends: tuple[float, float]) -> Markup:
    low, whole = ends[0], ends[1] - ends[0]
    start = f"margin-left:{(min(bar.value, 0) - low) / whole:.1%};" if low < 0 else ""
    filled = tag("span", style=f"{start}width:{abs(bar.value) / whole:.1%}")
    against = "" if bar.against is None else tag("i", style=f"left:{(bar.against - low) / whole:.1%}")
    return tag("span", filled, against, class_="kms-track", aria_hidden="true")


def _said(heading: str, bar: Bar) -> Content:
    """Nothing of who has nothing to say: on a phone its heading would stand alone."""
    return content(label(heading), bar.said) if bar.said else content("")

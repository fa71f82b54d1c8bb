"""The heatmap of several KAMs: factors as rows while the KAMs fit side by side, else KAMs as rows.

Every name and figure is a button: `kam:<token>` opens the KAM, `cell:<token>:<code>` the figure's factor,
`order:<code>` sorts (`order:` alphabetically). `cohort_table` shows the means of groups of KAMs in the same way; there
`cohort:<token>` opens a group.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from math import ceil

import numpy as np
from markupsafe import Markup

from kamescope.analysis.compare import Heatmap, Measure
from kamescope.analysis.published import Level
from kamescope.charts.figures import bare_text, difference_unit, full_cell, status_text, tooltip
from kamescope.charts.fragment import Fragment, fragment, tag
from kamescope.charts.heat import Tints, tints
from kamescope.charts.heatmap_style import CSS
from kamescope.charts.heatmap_words import PARTIAL, HeatmapLine, value_text
from kamescope.charts.measure import SLACK, text_width
from kamescope.charts.names import part_name
from kamescope.charts.table import Content, HtmlTable, TableColumn, content
from kamescope.charts.theme import Look
from kamescope.i18n import NBSP, Words
from kamescope.privacy import Status

SIDE_BY_SIDE = 12
"""Up to so many KAMs stand side by side, and factors are the rows."""
MOST_COLUMNS = 16
"""More codes than this do not stand side by side: they are the rows, of however many KAMs some are shown."""
LEAST = 400
"""Under so many pixels, a phone, a table stacks even with few columns: beside them no name of a factor has room."""
HEAD, NUMBER = 12.2, 10.4
TALL, TALLEST = 110.0, 230.0
"""In pixels: the letters of a head; how high one that is turned upright stands in one line, and at most in more."""


@dataclass(frozen=True, slots=True)
class HeatmapPart:
    """Which KAMs of a heatmap are shown, in which order, sorted by what, and whether respondents stand by figures."""

    rows: tuple[int, ...]
    order: str = ""
    counts: bool = False


def fits_across(heatmap: Heatmap) -> bool:
    """Whether the KAMs are the columns and the codes the rows; then at most `SIDE_BY_SIDE` KAMs are shown at once."""
    return len(heatmap.panel) <= SIDE_BY_SIDE or len(heatmap.places) > MOST_COLUMNS


def heatmap_table(heatmap: Heatmap, part: HeatmapPart, look: Look) -> Fragment:
    """The figures of the KAMs of `part`, beside the mean of all; tinted, each with its words.

    Figures in the unit of `look`; a change that cannot be told leaves its place empty.
    """
    table = _Table(heatmap, part.order, look, tints(heatmap, look.palette))
    lines = [_kam(table, row, part.counts) for row in part.rows]
    return _drawn(table, lines, fits_across(heatmap), look.words("heatmap.caption"))


def cohort_table(heatmap: Heatmap, cohorts: Sequence[HeatmapLine], order: str, look: Look) -> Fragment:
    """The means of groups of KAMs, beside the mean of all; a group's name is a button."""
    table = _Table(heatmap, order, look, tints(heatmap, look.palette))
    lines = [_cohort(table, line) for line in cohorts]
    return _drawn(table, lines, len(lines) <= SIDE_BY_SIDE, look.words("heatmap.caption_cohorts"))


@dataclass(frozen=True, slots=True)
class _Table:
    heatmap: Heatmap
    order: str
    look: Look
    tints: Tints

    @property
    def say(self) -> Words:
        return self.look.words

    @property
    def places(self) -> range:
        return range(len(self.heatmap.places))


@dataclass(frozen=True, slots=True)
class _Line:
    """A KAM, a group of them, or the mean of all: its name, how many stand behind it, what its name opens, its cells.

    `cell` takes a place, and the heading that the cell shows where the table stacks.
    """

    name: str
    number: str
    cell: Callable[[int, Markup], Content]
    pick: str = ""
    title: str | None = None
    css: str = ""

    @property
    def head(self) -> Markup:
        inside = tag("span", self.name, class_="kms-label"), tag("span", self.number, class_="kms-n")
        if not self.pick:
            return tag("span", *inside, class_="kms-name kms-plain")
        return tag("button", *inside, type="button", data_pick=self.pick, title=self.title, class_="kms-plain")


def _drawn(table: _Table, lines: Sequence[_Line], upright: bool, caption: str) -> Fragment:
    every = (_mean(table), *lines)
    drawn = _codes_down(table, every, caption) if upright else _lines_down(table, every, caption)
    across = len(every) if upright else len(table.places)
    limit, roomy = (150 + 36 * across, 180 + 46 * across) if upright else (130 + 36 * across, 165 + 44 * across)
    name, names, least = ("heatmap", "14rem", "4.6rem") if upright else ("heatmap_rows", "11rem", "3.4rem")
    turned, tall = _turned(every)
    css = CSS.replace("@turned", f"{turned}px").replace("@roomy", f"{roomy}px")
    parts = (drawn,) if upright else (_key(table), drawn) if across <= MOST_COLUMNS else (drawn, _key(table))
    variables = {"names": names, "least": least, "tall": f"{tall}px"}
    return fragment(f"{name}_{turned}", css, max(LEAST, limit), table.look, *parts, **variables)


def _turned(lines: Sequence[_Line]) -> tuple[int, int]:
    """The width below which a word in a head would break between its letters, and how high heads then stand."""
    words = [(word, HEAD) for line in lines for word in line.name.split()]
    words += [(line.number, NUMBER) for line in lines]
    widest = max(text_width(*word) for word in words) / SLACK
    whole = max(text_width(line.name, HEAD) for line in lines)
    tall = min(max(widest, whole / 2 * 1.2, min(whole, TALL)), TALLEST)
    return round(228 + (widest + 4) * len(lines)), ceil(tall) + 6


def _codes_down(table: _Table, lines: Sequence[_Line], caption: str) -> Markup:
    def name(at: int) -> Content:
        return content(_code(table, at, named=True), css=_sorted(table, at))

    columns = (TableColumn(_corner(table), name, "kms-row"), *map(_line_column, lines))
    # The row of the overall score stands apart.
    return HtmlTable(caption, columns, lambda at: "" if at else "kms-whole").of(table.places, "kms-upright")


def _line_column(line: _Line) -> TableColumn[int]:
    return TableColumn(content(line.head, css="kms-head" + line.css), lambda at: line.cell(at, _own(line.name)))


def _lines_down(table: _Table, lines: Sequence[_Line], caption: str) -> Markup:
    first: TableColumn[_Line] = TableColumn(_corner(table), lambda line: content(line.head), "kms-row")
    columns = (first, *(_code_column(table, at) for at in table.places))
    return HtmlTable(caption, columns, lambda line: "kms-whole" if line.css else "").of(lines)


def _code_column(table: _Table, at: int) -> TableColumn[_Line]:
    head = content(_code(table, at), css="kms-head " + _sorted(table, at))
    return TableColumn(head, lambda line: line.cell(at, _own(_short(table, at))))


def _sorted(table: _Table, at: int) -> str:
    return "kms-sorted" if table.order.removeprefix("-") == table.heatmap.places[at][1] else ""


def _corner(table: _Table) -> Content:
    say = table.say
    label = tag("span", say("heatmap.alphabetical"), class_="kms-label")
    css = "kms-plain" + " kms-sorted" * (not table.order)
    title = say("heatmap.alphabetical_help")
    inside = tag("button", label, type="button", data_pick="order:", class_=css, title=title)
    return content(inside, css="kms-head")


def _key(table: _Table) -> Markup:
    """What the codes in the heads of the columns are."""
    model, say = table.heatmap.panel.model, table.say
    told = (
        tag("li", tag("span", code, class_="kms-code"), " ", part_name(model, level, code, say))
        for level, code in table.heatmap.places
        if level is not Level.OVERALL
    )
    return tag("ul", *told, class_="kms-key")


def _code(table: _Table, at: int, named: bool = False) -> Markup:
    """The code and name of a factor: a press sorts by it, the highest first, then the lowest first, then not at all."""
    (level, code), say, order = table.heatmap.places[at], table.say, table.order
    after = {code: f"-{code}", f"-{code}": ""}.get(order, code)
    arrow = {code: f"{NBSP}↓", f"-{code}": f"{NBSP}↑"}.get(order, "")
    name = part_name(table.heatmap.panel.model, level, code, say).replace(" /", f"{NBSP}/")
    whole = level is Level.OVERALL
    label = tag("span", name if named else _short(table, at), arrow, class_="kms-label")
    inside = tag("span", code, class_="kms-code") + label if named and not whole else label
    title = say("heatmap.sort", name=name if whole else f"{code} {name}")
    told = {"data_pick": f"order:{after}", "data_kept": f"order:{code}", "title": title, "aria_label": title}
    return tag("button", Markup(inside), type="button", **told)


def _short(table: _Table, at: int) -> str:
    level, code = table.heatmap.places[at]
    return table.say("heatmap.overall") if level is Level.OVERALL else code


def _kam(table: _Table, row: int, counts: bool) -> _Line:
    panel, say = table.heatmap.panel, table.say
    kam, count = panel.kams[row], int(panel.respondents[row, panel.column(table.heatmap.column)])
    name = table.heatmap.names[row]
    cell, title = partial(_cell, table, row, counts=counts), say("heatmap.open", name=name)
    return _Line(name, say("heatmap.back", count), cell, f"kam:{kam.token}", title)


def _cohort(table: _Table, line: HeatmapLine) -> _Line:
    def cell(at: int, own: Markup) -> Content:
        return _told_mean(table, float(line.means[at]), int(line.counted[at]), own)

    return _Line(line.name, table.say("count.kams_unbroken", line.kams), cell, f"cohort:{line.token}")


def _mean(table: _Table) -> _Line:
    heatmap, say = table.heatmap, table.say

    def cell(at: int, own: Markup) -> Content:
        return _told_mean(table, float(heatmap.means[at]), int(heatmap.counted[at]), own, "kms-mean")

    return _Line(say("heatmap.mean"), say("count.kams_unbroken", int(heatmap.counted[0])), cell, css=" kms-mean")


def _told_mean(table: _Table, value: float, count: int, own: Markup, css: str = "") -> Content:
    heatmap, say = table.heatmap, table.say
    if value != value:
        none = tag("span", say("no_data"), class_="kms-cell kms-none")
        return content(own, none, css=css, title=say("heatmap.no_mean"))
    # Differences are told from the mean of all, so that one itself is told as a score.
    whole = css and heatmap.measure is Measure.DIFFERENCE
    scale = heatmap.panel.model.scale
    text = bare_text(scale, scale.percent(value), table.look) if whole else value_text(heatmap, value, table.look)
    background, ink = ("transparent", "inherit") if whole else table.tints.of(value)
    shown = tag("span", text, class_="kms-cell", style=f"background:{background};color:{ink}")
    return content(own, shown, css=css, title=say("heatmap.mean_of", count, mean=text))


def _earlier(heatmap: Heatmap, row: int, at: int, say: Words) -> str:
    """The figure of the campaign before, or that there was none; and whether the two compare."""
    old = heatmap.before[row]
    if old is None:
        return say("heatmap.no_before")
    scale, cell = old.model.scale, old.cells.get((*heatmap.places[at], heatmap.column))
    figure = say("no_data") if cell is None else full_cell(scale, cell, say)
    told = say("progress.side", campaign=old.campaign.name, figure=figure)
    lost = np.isnan(heatmap.values[row, at]) and cell is not None and cell.is_published
    return f"{told} ({say('team.uneven_cell')})" if lost else told


def _own(text: str) -> Markup:
    """A cell's own heading, where the table stacks."""
    return tag("span", text, class_="kms-own", aria_hidden="true")


def _cell(table: _Table, row: int, at: int, own: Markup, counts: bool) -> Content:
    heatmap, (_, code) = table.heatmap, table.heatmap.places[at]
    value, state = float(heatmap.values[row, at]), heatmap.state(row, at)
    count = heatmap.respondents(row, at)
    # A group that is held back is counted too, what nobody answered is not.
    is_counted = counts and state is not Status.NO_DATA and count
    number = tag("span", table.say("heatmap.behind", number=table.say.number(count)), class_="kms-n")
    shown = number if is_counted else ""
    words = _words(table, row, at, count)
    if state is not Status.PUBLISHED:
        told = status_text(state, table.say)
        if heatmap.measure is Measure.CHANGE and state is Status.NO_DATA:
            told = tag("span", table.say("team.uneven_cell"), class_="kms-sr")
        none = tag("span", told, shown, class_="kms-cell kms-none")
        return content(own, none, title=words)
    background, ink = table.tints.of(value)
    button = tag(
        "button",
        value_text(heatmap, value, table.look) + PARTIAL * bool(heatmap.partial[row, at]),
        shown,
        type="button",
        class_="kms-cell",
        style=f"background:{background};color:{ink}",
        data_pick=f"cell:{heatmap.panel.kams[row].token}:{code}",
        title=words,
        aria_label=words.replace("\n", ", "),
    )
    return content(own, button)


def _words(table: _Table, row: int, at: int, count: int) -> str:
    """Whose figure it is and of what, what it is made of and from how many, or why there is none."""
    heatmap, say, (level, code) = table.heatmap, table.say, table.heatmap.places[at]
    published, value, gone = heatmap.panel[row], float(heatmap.values[row, at]), heatmap.lacking(row, at)
    name = part_name(heatmap.panel.model, level, code, say)
    told = [f"{heatmap.names[row]} · {name if level is Level.OVERALL else f'{code} {name}'}"]
    told.append(tooltip(published, level, code, heatmap.column, say))
    if gone != heatmap.column:
        told.append(tooltip(published, level, code, gone, say))
    if heatmap.measure is Measure.CHANGE:
        told.append(_earlier(heatmap, row, at, say))
    if value == value:
        told.append(say("heatmap.back", count))
        if heatmap.measure is not Measure.SCORE:
            unit = difference_unit(heatmap.panel.model.scale, table.look)
            sized = f"{value_text(heatmap, value, table.look)} ({unit})"
            told.append(say(f"heatmap.told_{heatmap.measure}", value=sized))
    if heatmap.partial[row, at]:
        told.append(say("heatmap.partial"))
    return "\n".join(told)

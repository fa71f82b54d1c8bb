"""The heatmap of several KAMs: factors as rows while the KAMs fit side by side, else KAMs as rows.

Every name and figure is a button: `kam:<token>` opens the KAM, `cell:<token>:<code>` the figure's factor,
`order:<code>` sorts (`order:` alphabetically). `cohort_table` shows the means of groups of KAMs in the same way.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kamescope.analysis.compare import Heatmap, Measure
from kamescope.analysis.published import Level
from kamescope.charts.fragment import Fragment, Html, figure, fragment, part_name, tag, tooltip
from kamescope.charts.heat import Tints, tints
from kamescope.charts.heatmap_words import PARTIAL, Line, score_text, value_text
from kamescope.charts.theme import Look
from kamescope.i18n import NBSP, Words

SIDE_BY_SIDE = 12
"""Up to so many KAMs stand side by side, and factors are the rows."""

_CSS = """
@root table{width:100%;border-collapse:separate;border-spacing:3px;table-layout:fixed;margin:0}
@root th,@root td{padding:0;border:0;font-weight:400;text-align:center;vertical-align:middle}
@root thead th{vertical-align:bottom;padding-bottom:.25rem}
@root button{all:unset;box-sizing:border-box;cursor:pointer;border-radius:.3rem}
@root button:focus-visible{outline:2px solid var(--kms-accent);outline-offset:1px}
@root .kms-cell{display:block;width:100%;min-height:2rem;padding:.3rem .1rem;border-radius:.3rem;text-align:center;
font-variant-numeric:tabular-nums;line-height:1.35rem}
@root button.kms-cell:hover{box-shadow:0 0 0 2px var(--kms-accent)}
@root .kms-none{font-size:.8125rem}
@root .kms-n{display:block;font-size:.6875rem;line-height:.9rem;opacity:.85}
@root .kms-row{width:var(--kms-names);text-align:left;padding-right:.5rem}
@root .kms-row button,@root .kms-row .kms-name{display:grid;grid-template-columns:2.4rem minmax(0,1fr);
align-items:baseline;width:100%;overflow-wrap:anywhere;hyphens:auto;line-height:1.25}
@root .kms-row .kms-plain{display:block;text-align:left}
@root .kms-head button,@root .kms-head .kms-name{display:block;width:100%;font-size:.8125rem;line-height:1.2;
overflow-wrap:anywhere;padding:.15rem 0;text-align:center}
@root .kms-head .kms-n,@root .kms-row .kms-n{color:var(--kms-muted);opacity:1}
@root button:hover .kms-label{text-decoration:underline;text-underline-offset:2px}
@root .kms-sorted .kms-label{font-weight:650;color:var(--kms-accent)}
@root .kms-whole>*{padding-bottom:.5rem}
@root .kms-whole .kms-row{font-weight:600}
@root .kms-upright .kms-mean{padding-right:.5rem}
@root .kms-mean .kms-cell{font-weight:600}
@root .kms-own{display:none}
@container (max-width:@limit){
@root table,@root tbody{display:block}
@root thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
@root tr{display:grid;grid-template-columns:repeat(var(--kms-cols),minmax(0,1fr));gap:.35rem .25rem;padding:.6rem 0}
@root tr+tr{border-top:1px solid var(--kms-line)}
@root th,@root td,@root .kms-whole>*,@root .kms-mean{display:flex;flex-direction:column;justify-content:flex-end;
width:auto;padding:0}
@root .kms-row{grid-column:1/-1;font-weight:600}
@root .kms-own{display:block;font-size:.6875rem;line-height:1.15;color:var(--kms-muted);overflow-wrap:anywhere}
}
"""


@dataclass(frozen=True, slots=True)
class Part:
    """Which KAMs of a heatmap are shown, in which order, sorted by what, and whether counts stand beside figures."""

    rows: tuple[int, ...]
    order: str = ""
    counts: bool = False


def heatmap_table(heatmap: Heatmap, part: Part, look: Look) -> Fragment:
    """The figures of the KAMs of `part`, beside the mean of all; tinted, each with its words.

    Figures in the unit of `look`, gaps in points with two decimals.
    """
    table = _Table(heatmap, part, look, tints(heatmap, look.palette))
    upright = len(heatmap.panel) <= SIDE_BY_SIDE
    across = (len(part.rows) if upright else len(heatmap.places)) + 1
    body = _factors_down(table) if upright else _kams_down(table)
    names = "15rem" if upright else "11rem"
    columns = 4 if upright else 5
    limit = 300 + (56 if upright else 38) * across
    caption = tag("caption", look.words("heatmap.caption"), class_="kms-sr")
    drawn = tag("table", caption, *body, role="table", class_="kms-upright" if upright else None)
    return fragment("heatmap", _CSS, min(limit, 1000), look, drawn, names=names, cols=columns)


@dataclass(frozen=True, slots=True)
class _Table:
    heatmap: Heatmap
    part: Part
    look: Look
    tints: Tints

    @property
    def say(self) -> Words:
        return self.look.words


def cohort_table(heatmap: Heatmap, cohorts: Sequence[Line], order: str, look: Look) -> Fragment:
    """The means of groups of KAMs, under the mean of all; a group's name is a button, `cohort:<token>`."""
    table = _Table(heatmap, Part((), order), look, tints(heatmap, look.palette))
    rows = [*_kams_down(table)]
    body = tag("tbody", *(_cohort_row(table, line) for line in cohorts), role="rowgroup")
    caption = tag("caption", look.words("heatmap.caption_cohorts"), class_="kms-sr")
    drawn = tag("table", caption, *rows, body, role="table")
    limit = 300 + 38 * (len(heatmap.places) + 1)
    return fragment("heatmap", _CSS, min(limit, 1000), look, drawn, names="11rem", cols=5)


def _cohort_row(table: _Table, line: Line) -> Html:
    name = tag("span", line.name, class_="kms-label")
    number = tag("span", table.say("heatmap.kams", line.kams), class_="kms-n")
    opens = tag("button", name, number, type="button", data_pick=f"cohort:{line.token}", class_="kms-plain")
    cells = (
        _told_mean(table, float(line.means[at]), int(line.counted[at]), _own_code(table, at), "")
        for at in range(len(table.heatmap.places))
    )
    return tag("tr", tag("th", opens, scope="row", role="rowheader", class_="kms-row"), *cells, role="row")


def _factors_down(table: _Table) -> Iterable[Html]:
    heatmap, rows = table.heatmap, table.part.rows
    corner = tag("th", _alphabetical(table), scope="col", role="columnheader", class_="kms-row kms-head")
    heads = (tag("th", _kam(table, row), scope="col", role="columnheader", class_="kms-head") for row in rows)
    yield tag("thead", tag("tr", corner, _mean_head(table), *heads, role="row"), role="rowgroup")
    yield tag("tbody", *(_factor_row(table, at) for at in range(len(heatmap.places))), role="rowgroup")


def _factor_row(table: _Table, at: int) -> Html:
    head = tag("th", _code(table, at, named=True), scope="row", role="rowheader", class_=_head_css(table, at))
    cells = (_cell(table, row, at, _own(table.heatmap.panel.kams[row].name)) for row in table.part.rows)
    return tag(
        "tr", head, _mean_cell(table, at, _own(table.say("heatmap.mean"))), *cells, role="row", class_=_whole(at)
    )


def _kams_down(table: _Table) -> Iterable[Html]:
    places = range(len(table.heatmap.places))
    corner = tag("th", _alphabetical(table), scope="col", role="columnheader", class_="kms-row kms-head")
    heads = (
        tag("th", _code(table, at, named=False), scope="col", role="columnheader", class_=_head_css(table, at, "head"))
        for at in places
    )
    yield tag("thead", tag("tr", corner, *heads, role="row"), role="rowgroup")
    mean = tag("th", _mean_name(table), scope="row", role="rowheader", class_="kms-row")
    means = (_mean_cell(table, at, _own_code(table, at)) for at in places)
    rows = [tag("tr", mean, *means, role="row", class_="kms-whole")]
    rows += [_kam_row(table, row) for row in table.part.rows]
    yield tag("tbody", *rows, role="rowgroup")


def _kam_row(table: _Table, row: int) -> Html:
    head = tag("th", _kam(table, row), scope="row", role="rowheader", class_="kms-row")
    cells = (_cell(table, row, at, _own_code(table, at)) for at in range(len(table.heatmap.places)))
    return tag("tr", head, *cells, role="row")


def _whole(at: int) -> str | None:
    """The row of the overall score stands apart."""
    return None if at else "kms-whole"


def _head_css(table: _Table, at: int, kind: str = "row") -> str:
    sorted_by = table.part.order.removeprefix("-") == table.heatmap.places[at][1]
    return f"kms-{kind}" + " kms-sorted" * sorted_by


def _alphabetical(table: _Table) -> Html:
    say, now = table.say, not table.part.order
    label = tag("span", say("heatmap.alphabetical"), class_="kms-label")
    css = "kms-plain" + " kms-sorted" * now
    return tag("button", label, type="button", data_pick="order:", class_=css, title=say("heatmap.alphabetical_help"))


def _code(table: _Table, at: int, named: bool) -> Html:
    """The code and name of a factor: a press sorts by it, the highest first, then the lowest first, then not at all."""
    (level, code), say, order = table.heatmap.places[at], table.say, table.part.order
    after = {code: f"-{code}", f"-{code}": ""}.get(order, code)
    arrow = {code: f"{NBSP}↓", f"-{code}": f"{NBSP}↑"}.get(order, "")
    name = part_name(table.heatmap.panel.model, level, code, say).replace(" /", f"{NBSP}/")
    whole = level is Level.OVERALL
    short = say("heatmap.overall") if whole else code
    title = say("heatmap.sort", name=name if whole else f"{code} {name}")
    if not named:
        inside = tag("span", short, arrow, class_="kms-label")
    elif whole:
        inside = tag("span", name, arrow, class_="kms-label kms-whole-name", style="grid-column:1/-1")
    else:
        inside = tag("span", code, class_="kms-code") + tag("span", name, arrow, class_="kms-label")
    return tag("button", Html(inside), type="button", data_pick=f"order:{after}", title=title, aria_label=title)


def _kam(table: _Table, row: int) -> Html:
    kam, say = table.heatmap.panel.kams[row], table.say
    name = tag("span", kam.name, class_="kms-label")
    count = int(table.heatmap.panel.respondents[row, table.heatmap.panel.column(table.heatmap.column)])
    number = tag("span", say("heatmap.back", count), class_="kms-n")
    title = say("heatmap.open", name=kam.name)
    return tag("button", name, number, type="button", data_pick=f"kam:{kam.token}", title=title, class_="kms-plain")


def _mean_head(table: _Table) -> Html:
    inside = tag("span", _mean_name(table), class_="kms-name")
    return tag("th", inside, scope="col", role="columnheader", class_="kms-head kms-mean")


def _mean_name(table: _Table) -> Html:
    number = tag("span", table.say("heatmap.kams", len(table.heatmap.panel)), class_="kms-n")
    return tag("span", table.say("heatmap.mean"), number)


def _mean_cell(table: _Table, at: int, own: Html) -> Html:
    heatmap = table.heatmap
    return _told_mean(table, float(heatmap.means[at]), int(heatmap.counted[at]), own, "kms-mean")


def _told_mean(table: _Table, value: float, count: int, own: Html, css: str) -> Html:
    heatmap, say = table.heatmap, table.say
    if value != value:
        none = tag("span", say("no_data"), class_="kms-cell kms-none")
        return tag("td", own, none, role="cell", class_=css, title=say("heatmap.no_mean"))
    # Differences are told from the mean of all, so that one itself is told as a score.
    whole = css and heatmap.measure is Measure.DIFFERENCE
    text = score_text(heatmap.panel.model.scale, value, table.look) if whole else value_text(heatmap, value, table.look)
    background, ink = ("transparent", "inherit") if whole else table.tints.of(value)
    shown = tag("span", text, class_="kms-cell", style=f"background:{background};color:{ink}")
    return tag("td", own, shown, role="cell", class_=css, title=say("heatmap.mean_of", count, mean=text))


def _own(text: str) -> Html:
    """A cell's own heading, where the table stacks."""
    return tag("span", text, class_="kms-own", aria_hidden="true")


def _own_code(table: _Table, at: int) -> Html:
    level, code = table.heatmap.places[at]
    text = table.say("heatmap.overall") if level is Level.OVERALL else code
    return _own(text)


def _cell(table: _Table, row: int, at: int, own: Html) -> Html:
    heatmap, say, look = table.heatmap, table.say, table.look
    (level, code), published = heatmap.places[at], heatmap.panel[row]
    value, cell = float(heatmap.values[row, at]), published.cell(level, code, heatmap.column)
    name = part_name(heatmap.panel.model, level, code, say)
    heading = f"{published.kam.name} · {name if level is Level.OVERALL else f'{code} {name}'}"
    words = f"{heading}\n{tooltip(published, level, code, heatmap.column, say)}"
    if value != value:
        why = figure(cell, look) if not cell.is_published else say("no_data")
        none = tag("span", why, class_="kms-cell kms-none")
        return tag("td", own, none, role="cell", title=words)
    partial = bool(heatmap.partial[row, at])
    text = value_text(heatmap, value, look)
    if heatmap.measure is not Measure.SCORE:
        words += "\n" + say(f"heatmap.told_{heatmap.measure}", value=text)
    words += f"\n{say('heatmap.partial')}" if partial else ""
    background, ink = table.tints.of(value)
    count = tag("span", say("heatmap.answers", cell.answers), class_="kms-n") if table.part.counts else ""
    button = tag(
        "button",
        text + PARTIAL * partial,
        count,
        type="button",
        class_="kms-cell",
        style=f"background:{background};color:{ink}",
        data_pick=f"cell:{published.kam.token}:{code}",
        title=words,
        aria_label=words.replace("\n", ", "),
    )
    return tag("td", own, button, role="cell")

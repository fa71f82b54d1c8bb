"""Every item of a factor: its statement, each group's mark on the scale, the figures and the gap."""

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from kamescope.analysis.gaps import gap_of
from kamescope.analysis.published import Level, Published
from kamescope.analysis.scores import settled
from kamescope.charts.figures import cell_text, record, tooltip
from kamescope.charts.fragment import (
    MARK_SIZE,
    NARROW_COLUMNS,
    Fragment,
    blend,
    fragment,
    gap_cell,
    heading,
    mark_picture,
    mark_svg,
    narrow_columns,
    picture,
    svg,
    tag,
)
from kamescope.charts.theme import Look, mark_of
from kamescope.model import Factor, Item, Scale, SubFactor

NEAR = 0.08
"""Marks closer than this share of the scale would overlap: 12 px on the narrowest strip."""
STEP = 11
"""How far apart dodged marks stand, in pixels, one above the other: each keeps its true place on the scale."""
MOST_TICKS = 11
_CSS = """
@root table{width:100%;border-collapse:collapse;table-layout:fixed;margin:0}
@root th,@root td{padding:.55rem .25rem;border:0;font-weight:400;text-align:center;vertical-align:middle}
@root tr{border-bottom:1px solid var(--kms-line)}
@root thead tr,@root .kms-sub{border-bottom:0}
@root thead th{vertical-align:bottom;color:var(--kms-muted);font-size:.8125rem;overflow-wrap:anywhere;hyphens:auto;
padding-bottom:.25rem}
@root .kms-head{display:inline-flex;flex-direction:column;align-items:center;gap:3px;line-height:1.25}
@root .kms-item{text-align:left;width:auto;padding-left:0;padding-right:1rem}
@root .kms-statement{display:grid;grid-template-columns:2.4rem minmax(0,1fr);column-gap:.5rem;align-items:baseline;
overflow-wrap:anywhere;hyphens:auto}
@root .kms-sub th{text-align:left;font-weight:600;padding:1rem 0 .25rem}
@root .kms-sub .kms-code{font-weight:400}
@root .kms-scale{width:27%;padding-left:.5rem;padding-right:.5rem}
@root .kms-num{width:4.5rem;font-variant-numeric:tabular-nums}
@root td.kms-gap,@root th.kms-gapcol{width:4rem;text-align:right;padding-right:0}
@root .kms-strip{position:relative;display:block;margin:0 8px}
@root .kms-strip .kms-track{position:absolute;left:0;top:50%;width:100%;height:24px;max-width:none;
transform:translateY(-50%)}
@root .kms-at{position:absolute;transform:translate(-50%,-50%);max-width:none}
@root .kms-axis{position:relative;display:block;height:1.25em;margin:0 8px}
@root .kms-axis span{position:absolute;white-space:nowrap;transform:translateX(-50%)}
@root .kms-only-narrow,@root .kms-label,@root .kms-end{display:none}
@root .kms-line{display:flex;align-items:center}
@root .kms-line .kms-strip{flex:1}
@container (max-width:@limit){
@root table,@root tbody,@root thead{display:block}
@root thead tr,@root .kms-row{display:grid;grid-template-columns:repeat(var(--kms-cols),minmax(0,1fr));
column-gap:.25rem;padding:.6rem 0}
@root tr.kms-row th,@root tr.kms-row td,@root thead tr th{display:block;width:auto;padding:0}
@root .kms-row .kms-item,@root .kms-row .kms-scale{grid-column:1/-1}
@root thead .kms-item,@root thead .kms-scale{position:absolute;width:1px;height:1px;overflow:hidden;
clip-path:inset(50%)}
@root thead tr{border-bottom:1px solid var(--kms-line);padding-top:0}
@root .kms-sub{display:block}
@root .kms-sub th{display:block}
@root .kms-row .kms-scale{padding:.35rem 0}
@root .kms-end{display:inline;color:var(--kms-muted);font-size:.75rem}
@root .kms-row td,@root thead th{text-align:left}
@root .kms-row td.kms-gap,@root thead th.kms-gapcol{text-align:right}
@root .kms-head{display:block}
@root thead .kms-num,@root thead .kms-gapcol{width:auto}
@root .kms-only-narrow{display:inline-block;margin-right:.3rem}
@root tr.kms-row td.kms-gap{display:flex;flex-flow:row-reverse wrap;align-items:baseline;column-gap:.35rem}
@root .kms-label{display:var(--kms-label);font-weight:400;font-size:.75rem;line-height:1.1;color:var(--kms-muted)}
}
"""


def item_table(published: Published, factor_code: str, groups: Sequence[str], look: Look) -> Fragment:
    """The items of a factor under its sub-factors, for the groups given; KeyError for an unknown factor or group.

    The gap is always self − environment, whichever groups are listed (docs/design.md 3, rule 9).
    """
    factor = _factor(published, factor_code)
    say, cells = look.words, len(groups) + 1
    scale = published.model.scale
    facts = {"minimum": say.number(scale.minimum), "maximum": say.number(scale.maximum)}
    track = _track(scale, look)
    bodies = [
        tag(
            "tbody",
            Markup("") if factor.is_plain else _sub_factor_row(sub, cells + 2, look),
            *(_row(published, item, groups, track, look) for item in sub.items),
            role="rowgroup",
        )
        for sub in factor.sub_factors
    ]
    caption = tag("caption", say("tables.item_caption", factor=say.text(factor.name), **facts), class_="kms-sr")
    table = tag("table", caption, _head(published, groups, facts, look), *bodies, role="table")
    limit, narrow = 400 + 72 * cells, narrow_columns(cells)
    # On a phone the word « Écart » stands before its figure, unless the columns are too narrow for both.
    label = "inline" if narrow < NARROW_COLUMNS else "none"
    return fragment("items", _CSS, limit, look, table, cols=narrow, label=label)


def item_rows(published: Published, factor_code: str, groups: Sequence[str], look: Look) -> list[dict[str, object]]:
    """One row for each item of the factor and group, to download."""
    say = look.words
    return [
        {say("tables.csv.sub_factor"): sub.code, **record(published, Level.ITEM, item.code, group, look.words)}
        for sub in _factor(published, factor_code).sub_factors
        for item in sub.items
        for group in groups
    ]


def lanes(places: Mapping[str, float]) -> dict[str, tuple[float, int]]:
    """Group → (offset from the middle in lanes, lanes of its cluster) for marks at the given shares of the scale.

    Marks nearer than `NEAR` to a neighbour stand one above the other in the order given: 0.5 and 0.5 → −0.5, +0.5.
    """
    ordered = sorted(places, key=lambda group: settled(places[group]))
    clusters: list[list[str]] = []
    for group in ordered:
        if clusters and settled(places[group] - places[clusters[-1][-1]]) < NEAR:
            clusters[-1].append(group)
        else:
            clusters.append([group])
    order = list(places)
    return {
        group: (lane - (len(cluster) - 1) / 2, len(cluster))
        for cluster in clusters
        for lane, group in enumerate(sorted(cluster, key=order.index))
    }


def ticks(scale: Scale) -> tuple[int, ...]:
    """Every value of the scale, or its two ends where there are more than eleven."""
    if scale.span < MOST_TICKS:
        return tuple(range(scale.minimum, scale.maximum + 1))
    return scale.minimum, scale.maximum


def _factor(published: Published, code: str) -> Factor:
    factor = published.model.factor_of[code]
    if factor.code != code:
        raise KeyError(code)
    return factor


def _share(scale: Scale, score: float) -> float:
    return (score - scale.minimum) / scale.span


def _head(published: Published, groups: Sequence[str], facts: Mapping[str, str], look: Look) -> Markup:
    say, scale = look.words, published.model.scale
    numbers = [
        tag("span", say.number(value), style=f"left:{_share(scale, value) * 100:.2f}%") for value in ticks(scale)
    ]
    name = tag("span", say("tables.scale", **facts), class_="kms-sr")
    axis = tag("span", *numbers, class_="kms-axis", aria_hidden="true")
    cells = [
        tag(
            "th",
            tag("span", say("tables.level.item"), class_="kms-sr"),
            scope="col",
            role="columnheader",
            class_="kms-item",
        ),
        tag("th", name, axis, scope="col", role="columnheader", class_="kms-scale"),
        *(
            tag("th", heading(published, group, look), scope="col", role="columnheader", class_="kms-num")
            for group in groups
        ),
        tag("th", say("gap"), scope="col", role="columnheader", class_="kms-gapcol", title=say("tables.gap_help")),
    ]
    return tag("thead", tag("tr", *cells, role="row"), role="rowgroup")


def _sub_factor_row(sub: SubFactor, span: int, look: Look) -> Markup:
    cell = tag("th", _coded(sub.code, look.words.text(sub.name)), scope="rowgroup", role="rowheader", colspan=span)
    return tag("tr", cell, role="row", class_="kms-sub")


def _coded(code: str, text: str) -> Markup:
    return tag("span", tag("span", code, class_="kms-code"), " ", tag("span", text), class_="kms-statement")


def _row(published: Published, item: Item, groups: Sequence[str], track: Markup, look: Look) -> Markup:
    say = look.words
    statement = _coded(item.code, say.statement(item))
    values = [_value(published, item.code, group, look) for group in groups]
    return tag(
        "tr",
        tag("th", statement, scope="row", role="rowheader", class_="kms-item"),
        tag("td", _strip(published, item.code, groups, track, look), role="cell", class_="kms-scale"),
        *values,
        gap_cell(gap_of(published, Level.ITEM, item.code), look),
        role="row",
        class_="kms-row",
    )


def _value(published: Published, code: str, group: str, look: Look) -> Markup:
    cell = published.cell(Level.ITEM, code, group)
    mark = mark_picture(published.model, group, look, 10, "kms-mark kms-only-narrow")
    text = tag("span", cell_text(cell, look), class_=None if cell.is_published else "kms-none")
    title = tooltip(published, Level.ITEM, code, group, look.words)
    return tag("td", mark, text, role="cell", class_="kms-num", title=title)


def _strip(published: Published, code: str, groups: Sequence[str], track: Markup, look: Look) -> Markup:
    """The scale as a line with a mark for each figure shown; hidden from screen readers, who get the figures."""
    scale, say = published.model.scale, look.words
    cells = {group: published.cell(Level.ITEM, code, group) for group in groups}
    places = {group: _share(scale, cell.score) for group, cell in cells.items() if cell.is_published}
    dodged = lanes(places)
    marks = []
    for group, place in places.items():
        mark = mark_of(published.model, group)
        document = mark_svg(mark, look.palette.groups[mark], MARK_SIZE + 1, look.palette.background)
        style = f"left:{place * 100:.2f}%;top:calc(50% + {dodged[group][0] * STEP:g}px)"
        title = tooltip(published, Level.ITEM, code, group, say)
        marks.append(picture(document, class_="kms-at", style=style, title=title, width=MARK_SIZE + 1))
    height = 14 + STEP * max((count for _, count in dodged.values()), default=1)
    strip = tag("span", track, *marks, class_="kms-strip", style=f"height:{height}px")
    ends = [tag("span", say.number(end), class_="kms-end") for end in (scale.minimum, scale.maximum)]
    return tag("span", ends[0], strip, ends[1], class_="kms-line", aria_hidden="true")


def _track(scale: Scale, look: Look) -> Markup:
    lines = "M0,12H100" + "".join(f"M{_share(scale, value) * 100:g},8.5V15.5" for value in ticks(scale))
    stroke = f'stroke="{blend(look.palette.muted, look.palette.background, 0.35)}" stroke-width="1.3"'
    path = f'<path d="{lines}" fill="none" {stroke} vector-effect="non-scaling-stroke"/>'
    return picture(svg('viewBox="0 0 100 24" preserveAspectRatio="none"', path), class_="kms-track")

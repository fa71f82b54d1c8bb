"""Every item of a factor: its statement, each group's mark on the scale, the figures and the gap."""

from collections.abc import Mapping, Sequence
from functools import partial

from markupsafe import Markup

from kamescope.analysis.gaps import gap_of
from kamescope.analysis.published import Level, Published
from kamescope.analysis.scores import settled
from kamescope.charts.figures import record, tooltip
from kamescope.charts.fragment import (
    MARK_SIZE,
    NARROW_COLUMNS,
    Fragment,
    blend,
    fragment,
    mark_svg,
    narrow_columns,
    picture,
    svg,
    tag,
)
from kamescope.charts.table import Content, HtmlTable, TableColumn, content
from kamescope.charts.table_cells import coded, figure, gap_column, heading, narrow_mark
from kamescope.charts.table_style import headed
from kamescope.charts.theme import Look, mark_of
from kamescope.i18n import Words
from kamescope.model import Factor, Item, Scale

NEAR = 0.08
"""Marks closer than this share of the scale would overlap: 12 px on the narrowest strip."""
STEP = 11
"""How far apart dodged marks stand, in pixels, one above the other: each keeps its true place on the scale."""
MOST_TICKS = 11
_CSS = headed(
    """
@root{--kms-pad:.55rem .25rem;--kms-first:auto;--kms-code:2.4rem;--kms-gaps:4rem}
@root th,@root td{text-align:center;vertical-align:middle}
@root tbody tr:last-child{border-bottom:1px solid var(--kms-line)}
@root thead tr,@root .kms-over{border-bottom:0}
@root thead th{hyphens:auto;padding-bottom:.25rem}
@root .kms-head{flex-direction:column;align-items:center;gap:3px}
@root .kms-part{text-align:left;padding-right:1rem}
@root tr.kms-over th{text-align:left;font-weight:600;padding:1rem 0 .25rem}
@root .kms-over .kms-code{font-weight:400}
@root .kms-scale{width:27%;padding-left:.5rem;padding-right:.5rem}
@root .kms-num{width:4.5rem}
@root .kms-strip{position:relative;display:block;margin:0 8px}
@root .kms-strip .kms-track{position:absolute;left:0;top:50%;width:100%;height:24px;max-width:none;
transform:translateY(-50%)}
@root .kms-at{position:absolute;transform:translate(-50%,-50%);max-width:none}
@root .kms-axis{position:relative;display:block;height:1.25em;margin:0 8px}
@root .kms-axis span{position:absolute;white-space:nowrap;transform:translateX(-50%)}
@root .kms-end{display:none}
@root .kms-line{display:flex;align-items:center}
@root .kms-line .kms-strip{flex:1}
""",
    """
@root tr{gap:0 .25rem}
@root thead tr{border-bottom:1px solid var(--kms-line)}
@root thead th{font-size:.8125rem}
@root .kms-over{display:block;padding:0}
@root tbody .kms-scale{grid-column:1/-1}
@root thead .kms-scale{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
@root tr .kms-scale{padding:.35rem 0}
@root .kms-end{display:inline;color:var(--kms-muted);font-size:.75rem}
@root .kms-row td,@root thead th{text-align:left}
@root tr .kms-gapcol{text-align:right}
@root .kms-only-narrow{margin-right:.3rem}
@root tr td.kms-gap{display:flex;flex-flow:row-reverse wrap;align-items:baseline;column-gap:.35rem}
""",
)


def item_table(published: Published, factor_code: str, groups: Sequence[str], look: Look) -> Fragment:
    """The items of a factor under its sub-factors, for the groups given; KeyError for an unknown factor or group.

    The gap is always self − environment, whichever groups are listed (docs/design.md 3, rule 9).
    """
    factor = _factor(published, factor_code)
    say, cells = look.words, len(groups) + 1
    scale = published.model.scale
    facts = {"minimum": say.number(scale.minimum), "maximum": say.number(scale.maximum)}
    drawn = HtmlTable(
        say("tables.item_caption", factor=say.text(factor.name), **facts),
        (
            TableColumn(
                content(tag("span", say("tables.level.item"), class_="kms-sr")), partial(_name, say), "kms-part"
            ),
            TableColumn(
                _scale(scale, facts, say), partial(_strip, published, groups, _track(scale, look), look), "kms-scale"
            ),
            *(_column(published, group, look) for group in groups),
            gap_column(lambda item: gap_of(published, Level.ITEM, item.code), look),
        ),
        lambda _: "kms-row",
    )
    parts = [("" if factor.is_plain else coded(sub.code, say.text(sub.name)), sub.items) for sub in factor.sub_factors]
    limit, narrow = 400 + 72 * cells, narrow_columns(cells)
    # On a phone the word « Écart » stands before its figure, unless the columns are too narrow for both.
    label = "inline" if narrow < NARROW_COLUMNS else "none"
    return fragment("items", _CSS, limit, look, drawn.parted(parts), cols=narrow, label=label)


def item_rows(published: Published, factor_code: str, groups: Sequence[str], look: Look) -> list[dict[str, object]]:
    """One row for each item of the factor and group, to download."""
    say = look.words
    return [
        {say("tables.level.sub_factor"): sub.code, **record(published, Level.ITEM, item.code, group, look.words)}
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


def _scale(scale: Scale, facts: Mapping[str, str], say: Words) -> Content:
    numbers = [tag("span", say.number(value), style=f"left:{scale.share(value):.2%}") for value in ticks(scale)]
    axis = tag("span", *numbers, class_="kms-axis", aria_hidden="true")
    return content(tag("span", say("tables.scale", **facts), class_="kms-sr"), axis)


def _name(say: Words, item: Item) -> Content:
    return content(coded(item.code, say.statement(item)))


def _column(published: Published, group: str, look: Look) -> TableColumn[Item]:
    return TableColumn(content(heading(published, group, look)), partial(_value, published, group, look), "kms-num")


def _value(published: Published, group: str, look: Look, item: Item) -> Content:
    text = figure(published.cell(Level.ITEM, item.code, group), look)
    title = tooltip(published, Level.ITEM, item.code, group, look.words)
    return content(narrow_mark(published.model, group, look), text, title=title)


def _strip(published: Published, groups: Sequence[str], track: Markup, look: Look, item: Item) -> Content:
    """The scale as a line with a mark for each figure shown; hidden from screen readers, who get the figures."""
    scale, say = published.model.scale, look.words
    cells = {group: published.cell(Level.ITEM, item.code, group) for group in groups}
    places = {group: scale.share(cell.score) for group, cell in cells.items() if cell.is_published}
    dodged = lanes(places)
    marks = []
    for group, place in places.items():
        mark = mark_of(published.model, group)
        document = mark_svg(mark, look.palette.groups[mark], MARK_SIZE + 1, look.palette.background)
        style = f"left:{place * 100:.2f}%;top:calc(50% + {dodged[group][0] * STEP:g}px)"
        title = tooltip(published, Level.ITEM, item.code, group, say)
        marks.append(picture(document, class_="kms-at", style=style, title=title, width=MARK_SIZE + 1))
    height = 14 + STEP * max((count for _, count in dodged.values()), default=1)
    strip = tag("span", track, *marks, class_="kms-strip", style=f"height:{height}px")
    ends = [tag("span", say.number(end), class_="kms-end") for end in (scale.minimum, scale.maximum)]
    return content(tag("span", ends[0], strip, ends[1], class_="kms-line", aria_hidden="true"))


def _track(scale: Scale, look: Look) -> Markup:
    lines = "M0,12H100" + "".join(f"M{scale.share(value) * 100:g},8.5V15.5" for value in ticks(scale))
    stroke = f'stroke="{blend(look.palette.muted, look.palette.background, 0.35)}" stroke-width="1.3"'
    path = f'<path d="{lines}" fill="none" {stroke} vector-effect="non-scaling-stroke"/>'
    return picture(svg('viewBox="0 0 100 24" preserveAspectRatio="none"', path), class_="kms-track")

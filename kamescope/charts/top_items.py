"""The best or worst items of each group side by side, the items that several groups share linked by curves."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, pairwise

from markupsafe import Markup

from kamescope.analysis.published import Level, Published
from kamescope.analysis.ranking import RankedItem, Ranking
from kamescope.charts.figures import cell_text, record, tooltip
from kamescope.charts.fragment import Fragment, fragment, mark_picture, picture, tag
from kamescope.charts.fragment import svg as drawing
from kamescope.charts.names import group_label
from kamescope.charts.theme import Look
from kamescope.i18n import Words
from kamescope.naming import in_sentence

MOST_LINKED = 4
"""With more groups the cards get too narrow for curves to help."""
CARD, GAP, COLUMN = 84, 12, 235
"""Height of a card and of the space between two, least width of a linked column, in pixels."""
STACKED = 560
SPACES = {1: 0, 2: 12, 3: 6.5, 4: 5}
"""Space between two columns in percent of the whole, by number of columns."""
_LANES = (0, -3, 3, -1.5, 1.5)
"""Where curves that share a space run, in pixels from its middle."""

_CSS = (
    """
@root .kms-columns{display:grid;justify-content:space-between;
grid-template-columns:repeat(var(--kms-groups),var(--kms-width));grid-template-rows:auto auto}
@root .kms-column{display:grid;grid-row:1/span 2;grid-column:var(--kms-at);
grid-template:subgrid/minmax(0,1fr);align-content:start;min-width:0}
@root .kms-title{font:inherit;font-weight:600;font-size:1rem;margin:0;padding:0;color:inherit}
@root .kms-note{color:var(--kms-muted);font-size:.8125rem;margin:0 0 .25rem 1.4rem}
@root .kms-list{list-style:none;margin:0;padding:GAPpx 0 0}
@root .kms-card{box-sizing:border-box;height:CARDpx;margin:0 0 GAPpx;padding:4px 12px;display:flex;
align-items:center;gap:12px;border:1px solid var(--kms-line);border-radius:.5rem;font-size:.8125rem;line-height:15px}
@root .kms-common{background:var(--kms-tint);border-color:var(--kms-accent)}
@root .kms-common .kms-code{color:var(--kms-accent)}
@root .kms-score{flex:none;min-width:2.25rem;display:flex;flex-direction:column}
@root .kms-score b{font-size:1.0625rem;line-height:1.3;font-weight:600;white-space:nowrap;
font-variant-numeric:tabular-nums}
@root .kms-body{min-width:0;display:flex;flex-direction:column}
@root .kms-text{display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:4;overflow:hidden;
overflow-wrap:anywhere}
@root .kms-factor{color:var(--kms-muted);font-size:.75rem;line-height:14px;white-space:nowrap;overflow:hidden;
text-overflow:ellipsis}
@root .kms-also{color:var(--kms-accent);font-size:.8125rem;margin-top:2px}
@root .kms-linked .kms-also{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
@root .kms-curves{grid-row:2;grid-column:1/-1;width:100%;max-width:none;pointer-events:none;align-self:start}
@root .kms-many{grid-template-columns:repeat(auto-fill,minmax(min(100%,180px),1fr));column-gap:.75rem;row-gap:1.5rem;
grid-template-rows:none}
@root .kms-many .kms-column{display:block;grid-area:auto}
@root .kms-many .kms-card{height:auto;padding:8px 12px;flex-direction:column;align-items:stretch;
gap:2px}
@root .kms-many .kms-score{flex-direction:row;align-items:baseline;justify-content:space-between}
@container (max-width:@limit){
@root .kms-linked{grid-template-columns:repeat(var(--kms-stack),minmax(0,1fr));column-gap:1rem;row-gap:1.5rem;
grid-template-rows:none}
@root .kms-linked .kms-column{display:block;grid-area:auto}
@root .kms-linked .kms-curves{display:none}
@root .kms-linked .kms-also{position:static;width:auto;height:auto;overflow:visible;clip-path:none}
@root .kms-linked .kms-card{height:auto;min-height:3.5rem;padding:8px 12px}
@root .kms-text{display:block;overflow:visible}
@root .kms-list{padding-top:6px}
@root .kms-card{margin-bottom:8px}
}
@container (max-width:STACKEDpx){
@root .kms-linked{grid-template-columns:minmax(0,1fr)}
}
""".replace("GAP", str(GAP))
    .replace("CARD", str(CARD))
    .replace("STACKED", str(STACKED))
)


def top_items(published: Published, ranking: Ranking, look: Look) -> Fragment:
    """A column of cards for each group in the ranking, common items tinted and linked.

    Where a column would be narrower than `COLUMN` the columns stack and the cards say in words who else lists the
    item; with more than `MOST_LINKED` groups they always do.
    """
    say = look.words
    count = len(ranking.groups)
    if not count:
        return fragment("top", _CSS, STACKED, look, tag("p", say("tables.no_group"), class_="kms-empty"))
    columns = [_column(published, ranking, group, at, look) for at, group in enumerate(ranking.groups, start=1)]
    linked = count <= MOST_LINKED
    curves = _overlay(ranking, look) if linked and ranking.common else Markup("")
    body = tag("div", *columns, curves, class_="kms-columns " + ("kms-linked" if linked else "kms-many"))
    stack = 2 if count == MOST_LINKED else 1
    variables = {"groups": count, "width": f"{column_width(count):g}%", "stack": stack}
    return fragment("top", _CSS, max(STACKED, COLUMN * min(count, MOST_LINKED)) - 1, look, body, **variables)


def common_sentence(published: Published, ranking: Ranking, look: Look) -> str:
    """Which items each pair of groups has in common, in plain sentences; in words too where there is none."""
    say = look.words
    sentences = []
    for first, second in combinations(ranking.groups, 2):
        shared = [item.code for item in ranking.groups[first] if second in item.common_with]
        if shared:
            names = (group_label(published, group, say) for group in (first, second))
            one, other = (name if index == 0 else in_sentence(name) for index, name in enumerate(names))
            sentences.append(say("tables.agree", len(shared), first=one, second=other, codes=say.series(shared)))
    if not sentences and len(ranking.groups) > 1:
        return say("tables.agree_none")
    return " ".join(sentences)


def top_rows(published: Published, ranking: Ranking, look: Look) -> list[dict[str, object]]:
    """Every listed item of every group as a row to download: rank, figures and the other groups that list it."""
    say = look.words
    return [
        {
            say("column.rank"): item.rank,
            **record(published, Level.ITEM, item.code, group, look.words),
            say("tables.level.factor"): _factor_name(published, item.code, say),
            say("column.also"): say.series(group_label(published, other, say) for other in item.common_with),
        }
        for group, items in ranking.groups.items()
        for item in items
    ]


def _column(published: Published, ranking: Ranking, group: str, at: int, look: Look) -> Markup:
    say = look.words
    label = group_label(published, group, say)
    items, left_out = ranking.groups[group], ranking.tied_out.get(group, 0)
    tied = say("tables.tied_out", left_out) if left_out else say("tables.tied_out_none")
    title = tag("h3", mark_picture(published.model, group, look, 13), " ", label, class_="kms-title")
    head = tag("div", title, tag("p", tied if items else "", class_="kms-note"))
    cards = tag("ol", *(_card(published, group, item, look) for item in items), class_="kms-list", role="list")
    empty = tag("p", say("tables.no_item"), class_="kms-empty")
    inside = cards if items else empty
    return tag("section", head, inside, class_="kms-column", style=f"--kms-at:{at}", aria_label=label)


def _card(published: Published, group: str, item: RankedItem, look: Look) -> Markup:
    say = look.words
    model = published.model
    statement = say.statement(model.item(item.code))
    cell = published.cell(Level.ITEM, item.code, group)
    score = tag(
        "span",
        tag("b", cell_text(cell, look), title=tooltip(published, Level.ITEM, item.code, group, say)),
        " ",
        tag("span", item.code, class_="kms-code"),
        class_="kms-score",
    )
    factor = _factor_name(published, item.code, say)
    body = [tag("span", statement, class_="kms-text"), " ", tag("span", factor, class_="kms-factor", title=factor)]
    if item.common_with:
        names = say.series(group_label(published, other, say) for other in item.common_with)
        body += [" ", tag("span", say("tables.also", groups=names), class_="kms-also")]
    css = "kms-card kms-common" if item.common_with else "kms-card"
    return tag("li", score, " ", tag("span", *body, class_="kms-body"), class_=css, title=statement)


def _factor_name(published: Published, code: str, say: Words) -> str:
    factor = published.model.factor_of[code]
    return f"{factor.code} {say.text(factor.name)}"


def _overlay(ranking: Ranking, look: Look) -> Markup:
    rows = max(map(len, ranking.groups.values()))
    height = rows * (CARD + GAP) + GAP
    lines = "".join(f'<path d="{path}" vector-effect="non-scaling-stroke"/>' for path in curves(ranking))
    inside = f'<g fill="none" stroke="{look.palette.accent}" stroke-width="1.4">{lines}</g>'
    document = drawing(f'viewBox="0 0 100 {height}" preserveAspectRatio="none"', inside)
    return picture(document, class_="kms-curves", style=f"height:{height}px", aria_hidden="true")


@dataclass(frozen=True, slots=True)
class Geometry:
    """Columns of cards: width of a column and the space beside it, height of a card and the gap under it."""

    width: float
    space: float
    card: float = CARD
    gap: float = GAP

    def middle(self, row: int) -> float:
        """The middle of a card, from the top of the lists."""
        return self.gap + row * (self.card + self.gap) + self.card / 2

    def between(self, row: float, lane: float) -> float:
        """A lane of the gap above a card."""
        return row * (self.card + self.gap) + self.gap / 2 + lane * self.gap / GAP

    def left(self, column: int) -> float:
        """The left edge of a column."""
        return column * (self.width + self.space)


def curves(ranking: Ranking, at: Geometry | None = None) -> list[str]:
    """One SVG path for each link; on screen x in percent of the whole width, y in pixels from the top of the lists."""
    count = len(ranking.groups)
    at = at or Geometry(column_width(count), SPACES[count])
    used: Counter[tuple[int, int]] = Counter()
    return [_path(link, at, used) for link in links(ranking)]


def column_width(count: int) -> float:
    """The width of each of `count` columns in percent of the whole; the rest is the space between them."""
    return (100 - SPACES.get(count, 0) * (count - 1)) / count


def links(ranking: Ranking) -> Iterator[tuple[int, int, int, int]]:
    """(column, row, next column, row there) for each common item and each two neighbouring lists that hold it."""
    places = [{item.code: row for row, item in enumerate(items)} for items in ranking.groups.values()]
    for code in ranking.common:
        found = [(column, rows[code]) for column, rows in enumerate(places) if code in rows]
        yield from ((*here, *there) for here, there in pairwise(found))


def _path(link: tuple[int, int, int, int], at: Geometry, used: Counter[tuple[int, int]]) -> str:
    """From the right edge of one card to the left edge of another, between the cards of the columns passed."""
    column, row, last, last_row = link
    y = at.middle(row)
    path = f"M{at.left(column) + at.width:g},{y:g}"
    for passed in range(column + 1, last):
        lane = at.between(*_free_space(passed, (row + last_row + 1) / 2, used))
        left = at.left(passed)
        path += _bend(left - at.space, y, left, lane) + f"H{left + at.width:g}"
        y = lane
    left = at.left(last)
    return path + _bend(left - at.space, y, left, at.middle(last_row))


def _free_space(column: int, wanted: float, used: Counter[tuple[int, int]]) -> tuple[int, float]:
    """The space between cards nearest to the one wanted, an unused lane of it where there is one."""
    lower = int(wanted)
    nearest = sorted({lower, round(wanted), lower + (wanted > lower)}, key=lambda k: (used[column, k], abs(k - wanted)))
    chosen = nearest[0]
    lane = _LANES[used[column, chosen] % len(_LANES)]
    used[column, chosen] += 1
    return chosen, lane


def _bend(x: float, y: float, to_x: float, to_y: float) -> str:
    half = (x + to_x) / 2
    return f"C{half:g},{y:g} {half:g},{to_y:g} {to_x:g},{to_y:g}"

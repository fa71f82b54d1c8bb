"""A few KAMs side by side: each one's figure, its distance from their mean, and how far apart they are."""

from collections.abc import Sequence

from markupsafe import Markup

from kamescope.analysis.compare import behind
from kamescope.analysis.gaps import GapClass, classify
from kamescope.analysis.published import Level
from kamescope.analysis.scores import mean
from kamescope.analysis.side_by_side import Difference, SideBySide
from kamescope.charts.figures import ROLLED_UP, cell_text, raw, tooltip
from kamescope.charts.fragment import Fragment, fragment, mark_svg, narrow_columns, picture, tag
from kamescope.charts.heatmap_words import PARTIAL, remarks
from kamescope.charts.names import column_name, part_name
from kamescope.charts.theme import Look, person_mark
from kamescope.i18n import Words
from kamescope.model import Model
from kamescope.privacy import Status

_CSS = """
@root table{width:100%;border-collapse:collapse;table-layout:fixed;margin:0}
@root th,@root td{padding:.45rem .5rem;border:0;font-weight:400;text-align:left;vertical-align:top}
@root tr{border-bottom:1px solid var(--kms-line)}
@root tbody tr:last-child{border-bottom:0}
@root thead th{color:var(--kms-muted);font-size:.8125rem;vertical-align:bottom;overflow-wrap:anywhere}
@root .kms-part{width:23%;padding-left:0}
@root .kms-part button{all:unset;box-sizing:border-box;cursor:pointer;display:grid;
grid-template-columns:2.4rem minmax(0,1fr);overflow-wrap:anywhere;hyphens:auto;border-radius:.3rem}
@root .kms-part button:hover{text-decoration:underline;text-underline-offset:2px}
@root .kms-part button:focus-visible{outline:2px solid var(--kms-accent);outline-offset:1px}
@root .kms-num{font-variant-numeric:tabular-nums}
@root .kms-from{display:block;font-size:.75rem;color:var(--kms-muted)}
@root .kms-apart{width:22%}
@root .kms-who{display:block;font-size:.75rem;color:var(--kms-muted);overflow-wrap:anywhere}
@root .kms-label{display:none}
@container (max-width:@limit){
@root table,@root tbody{display:block}
@root thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
@root tr{display:grid;grid-template-columns:repeat(var(--kms-cols),minmax(0,1fr));gap:.35rem .5rem;padding:.6rem 0}
@root th,@root td,@root .kms-part,@root .kms-apart{display:block;width:auto;padding:0}
@root .kms-part,@root .kms-apart{grid-column:1/-1}
@root .kms-label{display:block;font-size:.75rem;line-height:1.15;color:var(--kms-muted);overflow-wrap:anywhere}
}
"""


def side_by_side_table(found: SideBySide, look: Look) -> Fragment:
    """One row a code, one column a KAM, then how far apart they are and who is at the ends; a code is a button.

    Under each figure its distance from the KAMs' mean and the respondents behind it. Differences in points with two
    decimals, bold from the threshold of a gap to explore, violet from a marked one on.
    """
    say = look.words
    heads = (tag("th", _person(found, place, look), scope="col", role="columnheader") for place in _places(found))
    first = tag("th", say(f"tables.level.{found.level}"), scope="col", role="columnheader", class_="kms-part")
    last = tag("th", say("near.apart"), scope="col", role="columnheader", class_="kms-apart")
    table = tag(
        "table",
        tag("caption", say("near.caption", column=column_name(_model(found), found.column, say)), class_="kms-sr"),
        tag("thead", tag("tr", first, *heads, last, role="row"), role="rowgroup"),
        tag("tbody", *(_row(found, each, look) for each in found.differences), role="rowgroup"),
        role="table",
    )
    count = len(found.people)
    return fragment("near", _CSS, 300 + 88 * count, look, table, cols=narrow_columns(count))


def side_by_side_rows(found: SideBySide, look: Look) -> list[dict[str, object]]:
    """One row a code and KAM, to download: the score, its distance from the KAMs' mean, from how many, its state."""
    say, rows = look.words, []
    for difference in found.differences:
        middle = _middle(difference)
        for place, (published, cell) in enumerate(zip(found.people, difference.cells, strict=True)):
            away = None if cell.score is None or middle is None else round(cell.score - middle, 4)
            rows.append(
                {
                    say("heatmap.kam"): found.names[place],
                    say("tables.csv.company"): published.kam.company,
                    say("tables.csv.code"): difference.code,
                    say("tables.csv.name"): part_name(published.model, found.level, difference.code, say),
                    say("tables.csv.group"): column_name(published.model, found.column, say),
                    **raw(cell, say),
                    say("near.from_mean"): away,
                    say("near.apart"): None if difference.size is None else round(difference.size, 4),
                    say("heatmap.respondents"): behind(published, found.level, difference.code, found.column),
                    say("tables.csv.answers"): cell.answers,
                }
                | remarks(cell.status, place in difference.partial, say)
            )
    return rows


def names_at(found: SideBySide, places: Sequence[int], say: Words) -> str:
    """Some of the KAMs, in a sentence."""
    return say.listing(found.names[place] for place in places)


def size_text(difference: Difference, say: Words) -> str:
    """How far apart the KAMs are, signed where the two ends are environments of unlike groups."""
    if difference.size is None:
        return say("no_data")
    return say.number(difference.size, 2) + PARTIAL * difference.is_uneven


def _row(found: SideBySide, difference: Difference, look: Look) -> Markup:
    name = part_name(_model(found), found.level, difference.code, look.words)
    code = tag("span", "" if found.level is Level.OVERALL else difference.code, class_="kms-code")
    opens = tag("button", code, tag("span", name), type="button", data_pick=f"code:{difference.code}")
    cells = (_figure(found, difference, place, look) for place in _places(found))
    head = tag("th", opens, scope="row", role="rowheader", class_="kms-part")
    return tag("tr", head, *cells, _apart(found, difference, look), role="row")


def _figure(found: SideBySide, difference: Difference, place: int, look: Look) -> Markup:
    cell, middle, say = difference.cells[place], _middle(difference), look.words
    label = tag("span", _person(found, place, look), class_="kms-label", aria_hidden="true")
    shown = cell_text(cell, look, ROLLED_UP) + PARTIAL * (place in difference.partial)
    text = tag("span", shown, class_=None if cell.is_published else "kms-none")
    away = ""
    if cell.is_published and middle is not None:
        away = tag("span", say.signed(cell.score - middle), class_="kms-from")
    count = behind(found.people[place], found.level, difference.code, found.column)
    # A group that is held back is counted too, what nobody answered is not.
    is_counted = count and cell.status is not Status.NO_DATA
    number = tag("span", say("heatmap.back", count), class_="kms-from") if is_counted else ""
    title = tooltip(found.people[place], found.level, difference.code, found.column, say)
    title += f"\n{say('heatmap.partial')}" if place in difference.partial else ""
    return tag("td", label, text, away, number, role="cell", class_="kms-num", title=title)


def _apart(found: SideBySide, difference: Difference, look: Look) -> Markup:
    say = look.words
    label = tag("span", say("near.apart"), class_="kms-label", aria_hidden="true")
    if difference.size is None:
        none = tag("span", size_text(difference, say), class_="kms-none")
        return tag("td", label, none, role="cell", class_="kms-apart")
    kind = classify(_model(found), difference.size)
    css = None if kind is GapClass.ALIGNED else f"kms-{kind}"
    size = tag("span", size_text(difference, say), class_=css)
    if difference.highest == difference.lowest:
        return tag("td", label, size, role="cell", class_="kms-num kms-apart")
    ends = say("near.ends", high=names_at(found, difference.highest, say), low=names_at(found, difference.lowest, say))
    return tag("td", label, size, tag("span", ends, class_="kms-who"), role="cell", class_="kms-num kms-apart")


def _person(found: SideBySide, place: int, look: Look) -> Markup:
    mark = person_mark(place)
    drawn = picture(mark_svg(mark, look.palette.groups[mark]), class_="kms-mark", width=12, height=12)
    return tag("span", drawn, " ", found.names[place])


def _middle(difference: Difference) -> float | None:
    scores = [cell.score for cell in difference.cells if cell.is_published]
    return mean(scores) if len(scores) > 1 else None


def _places(found: SideBySide) -> range:
    return range(len(found.people))


def _model(found: SideBySide) -> Model:
    return found.people[0].model

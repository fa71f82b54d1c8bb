"""A few KAMs side by side: each one's figure, its distance from their mean, and how far apart they are."""

from collections.abc import Sequence

from markupsafe import Markup

from kamescope.analysis.compare import behind
from kamescope.analysis.gaps import GapClass, classify
from kamescope.analysis.published import Level
from kamescope.analysis.scores import mean
from kamescope.analysis.side_by_side import Difference, SideBySide
from kamescope.charts.figures import ROLLED_UP, cell_text, difference_text, distance_text, raw, tooltip
from kamescope.charts.fragment import Fragment, fragment, mark_svg, narrow_columns, picture, tag
from kamescope.charts.heatmap_words import PARTIAL, remarks
from kamescope.charts.names import column_name, part_name
from kamescope.charts.table import Content, HtmlTable, TableColumn, content
from kamescope.charts.table_cells import label, value
from kamescope.charts.table_style import labelled
from kamescope.charts.theme import Look, person_mark
from kamescope.i18n import Words
from kamescope.model import Model
from kamescope.privacy import Status

_CSS = labelled(
    """
@root{--kms-pad:.45rem .5rem;--kms-first:23%}
@root .kms-part button{display:grid;grid-template-columns:2.4rem minmax(0,1fr);overflow-wrap:anywhere;hyphens:auto}
@root .kms-apart{width:22%}
@root .kms-apart .kms-note{overflow-wrap:anywhere}
""",
    "@root tr .kms-apart{grid-column:1/-1;width:auto}\n",
)


def side_by_side_table(found: SideBySide, look: Look) -> Fragment:
    """One row a code, one column a KAM, then how far apart they are and who is at the ends; a code is a button.

    Under each figure its distance from the KAMs' mean and the respondents behind it. Differences in the unit of the
    figures, bold from the threshold of a gap to explore, violet from a marked one on.
    """
    say = look.words
    level = content(say(f"tables.level.{found.level}"))
    drawn = HtmlTable(
        say("near.caption", column=column_name(_model(found), found.column, say)),
        (
            TableColumn(level, lambda each: content(_code(found, each.code, say)), "kms-part"),
            *(_column(found, index, look) for index in range(len(found.people))),
            TableColumn(content(say("near.apart")), lambda each: _apart(found, each, look), "kms-apart"),
        ),
    )
    count = len(found.people)
    return fragment("near", _CSS, 300 + 88 * count, look, drawn.of(found.differences), cols=narrow_columns(count))


def side_by_side_rows(found: SideBySide, look: Look) -> list[dict[str, object]]:
    """One row a code and KAM, to download: the score, its distance from the KAMs' mean, from how many, its state."""
    say, rows = look.words, []
    for difference in found.differences:
        middle = _middle(difference)
        for index, (published, cell) in enumerate(zip(found.people, difference.cells, strict=True)):
            away = None if cell.score is None or middle is None else round(cell.score - middle, 4)
            rows.append(
                {
                    say("heatmap.kam"): found.names[index],
                    say("column.company"): published.kam.company,
                    say("column.code"): difference.code,
                    say("column.name"): part_name(published.model, found.level, difference.code, say),
                    say("column.group"): column_name(published.model, found.column, say),
                    **raw(cell, say),
                    say("near.from_mean"): away,
                    say("near.apart"): None if difference.size is None else round(difference.size, 4),
                    say("heatmap.respondents"): behind(published, found.level, difference.code, found.column),
                    say("column.answers"): cell.answers,
                }
                | remarks(cell.status, index in difference.partial, say)
            )
    return rows


def names_at(found: SideBySide, places: Sequence[int], say: Words) -> str:
    """Some of the KAMs, in a sentence."""
    return say.listing(found.names[place] for place in places)


def size_text(model: Model, difference: Difference, look: Look) -> str:
    """How far apart the KAMs are, with a sign where the two ends are environments of unlike groups."""
    if difference.size is None:
        return look.words("no_data")
    return distance_text(model, difference.size, look) + PARTIAL * difference.is_uneven


def _code(found: SideBySide, code: str, say: Words) -> Markup:
    shown = tag("span", "" if found.level is Level.OVERALL else code, class_="kms-code")
    name = tag("span", part_name(_model(found), found.level, code, say))
    return tag("button", shown, name, type="button", data_pick=f"code:{code}")


def _column(found: SideBySide, place: int, look: Look) -> TableColumn[Difference]:
    head = content(_person(found, place, look))
    return TableColumn(head, lambda each: _figure(found, each, place, look), "kms-num")


def _figure(found: SideBySide, difference: Difference, place: int, look: Look) -> Content:
    cell, middle, say = difference.cells[place], _middle(difference), look.words
    partial = PARTIAL * (place in difference.partial)
    text = value(cell_text(cell, look, ROLLED_UP) + partial, cell.is_published)
    away = ""
    if cell.is_published and middle is not None:
        away = tag("span", difference_text(_model(found), cell.score - middle, look), class_="kms-note")
    count = behind(found.people[place], found.level, difference.code, found.column)
    # A group that is held back is counted too, what nobody answered is not.
    is_counted = count and cell.status is not Status.NO_DATA
    number = tag("span", say("heatmap.back", count), class_="kms-note") if is_counted else ""
    title = tooltip(found.people[place], found.level, difference.code, found.column, say)
    title += f"\n{say('heatmap.partial')}" if partial else ""
    return content(label(_person(found, place, look)), text, away, number, title=title)


def _apart(found: SideBySide, difference: Difference, look: Look) -> Content:
    say = look.words
    name, text = label(say("near.apart")), size_text(_model(found), difference, look)
    if difference.size is None:
        return content(name, value(text, False))
    kind = classify(_model(found), difference.size)
    size = tag("span", text, class_=None if kind is GapClass.ALIGNED else f"kms-{kind}")
    if difference.highest == difference.lowest:
        return content(name, size, css="kms-num")
    ends = say("near.ends", high=names_at(found, difference.highest, say), low=names_at(found, difference.lowest, say))
    return content(name, size, tag("span", ends, class_="kms-note"), css="kms-num")


def _person(found: SideBySide, place: int, look: Look) -> Markup:
    mark = person_mark(place)
    drawn = picture(mark_svg(mark, look.palette.groups[mark]), class_="kms-mark", width=12, height=12)
    return tag("span", drawn, " ", found.names[place])


def _middle(difference: Difference) -> float | None:
    scores = [cell.score for cell in difference.cells if cell.is_published]
    return mean(scores) if len(scores) > 1 else None


def _model(found: SideBySide) -> Model:
    return found.people[0].model

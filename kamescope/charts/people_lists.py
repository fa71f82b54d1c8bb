"""Short lists under coloured headings, and a plain table: who stands where, each one press from their own page."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from kamescope.charts.fragment import Fragment, fragment, tag
from kamescope.charts.table import HtmlTable, TableColumn, content
from kamescope.charts.table_cells import label
from kamescope.charts.table_style import labelled
from kamescope.charts.theme import Look

_BUTTON = """
@root button{all:unset;cursor:pointer;text-decoration:underline;text-decoration-color:var(--kms-line);
text-underline-offset:.2em;overflow-wrap:anywhere}
@root button:hover{text-decoration-color:currentColor}
@root button:focus-visible{outline:2px solid var(--kms-accent);outline-offset:2px}
@root small{color:var(--kms-muted);font-size:.8125rem;font-variant-numeric:tabular-nums;margin-left:.35rem}
"""
_LISTS = (
    _BUTTON
    + """
@root section{margin:0 0 .9rem}
@root .kms-title{font-weight:600;margin:0}
@root .kms-title span{color:var(--kms-muted);font-weight:400;margin-left:.35rem}
@root .kms-means{color:var(--kms-muted);font-size:.8125rem;line-height:1.35;margin:0 0 .2rem}
@root ul{list-style:none;margin:0;padding:0;display:flex;flex-wrap:wrap;gap:.1rem 1.1rem}
@root li{margin:0}
"""
)
_TABLE = labelled(
    _BUTTON
    + """
@root{--kms-pad:.35rem .6rem .35rem 0}
@root table{table-layout:auto}
@root thead th{overflow-wrap:normal}
@root td.kms-num{overflow-wrap:anywhere}
""",
    """
@root tr{gap:.2rem .6rem;padding:.5rem 0}
@root tbody th{grid-column:1/-1}
@root .kms-label{line-height:inherit}
""",
)
_NARROW = 2


@dataclass(frozen=True, slots=True)
class ListedKam:
    """One line: what pressing it picks, its name, and a figure or a word after it."""

    pick: str
    name: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class PeopleList:
    """A heading in its colour with how many stand under it, what it means, and those who are listed."""

    title: str
    colour: str
    count: int
    meaning: str
    entries: tuple[ListedKam, ...]


def people_lists(blocks: Sequence[PeopleList], look: Look) -> Fragment:
    """The lists, one under the other; a list of many flows over several columns."""
    return fragment("people-lists", _LISTS, 0, look, *(_block(block, look) for block in blocks))


def people_table(headings: Sequence[str], rows: Sequence[tuple[ListedKam, Sequence[str]]], look: Look) -> Fragment:
    """A row an entry and its figures as told; `headings` are the names' and one for each figure."""
    first, *others = headings
    drawn = HtmlTable(
        "",
        (
            TableColumn(content(first), lambda row: content(*_line(row[0]))),
            *(_column(heading, index) for index, heading in enumerate(others)),
        ),
    )
    return fragment("people-table", _TABLE, 200 + 90 * len(headings), look, drawn.of(rows), cols=_NARROW)


def _block(block: PeopleList, look: Look) -> Markup:
    number = tag("span", look.words.number(block.count))
    lines = [tag("ul", *(tag("li", *_line(entry)) for entry in block.entries))] if block.entries else []
    return tag(
        "section",
        tag("p", block.title, number, class_="kms-title", style=f"color:{block.colour}"),
        tag("p", block.meaning, class_="kms-means"),
        *lines,
    )


def _line(entry: ListedKam) -> tuple[Markup, ...]:
    name = tag("button", entry.name, type="button", data_pick=entry.pick)
    return (name, tag("small", entry.note)) if entry.note else (name,)


def _column(heading: str, place: int) -> TableColumn[tuple[ListedKam, Sequence[str]]]:
    return TableColumn(content(heading), lambda row: content(label(heading), row[1][place]), "kms-num")

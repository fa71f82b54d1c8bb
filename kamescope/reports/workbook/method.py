"""The sheet that says whose results these are, who answered, what is held back, and how the figures are made."""

import re
from collections.abc import Iterator

from kamescope import sentences
from kamescope.charts.figures import status_text
from kamescope.charts.theme import LIGHT
from kamescope.privacy import GroupResult, Status
from kamescope.reports.workbook.paper import SIZE, Area, Book, Page, height_of, pixels_of

LABEL, FIELD, FIELDS = 30, 15, 6
_TEXT = pixels_of(FIELD) * FIELDS
_LINE = {"bottom": 1, "bottom_color": LIGHT.grid}
_HEAD = {"bold": True, "text_wrap": True, "valign": "bottom", "bg_color": LIGHT.surface, "bottom": 2}
_NUMBER = {"align": "right"}
Fact = tuple[str, str]


def write(book: Book) -> None:
    """Facts, questionnaires by group, then the rules, one under the other."""
    say = book.say
    page = book.page(say("workbook.sheet_method"))
    page.sheet.set_column(0, 0, LABEL, book.style())
    page.sheet.set_column(1, FIELDS, FIELD, book.style())
    page.put(0, 0, say("page.method"), font_size=16, bold=True)
    page.set_row(0, 24)
    row = _facts(page, 2, list(_who(book)))
    row = _groups(page, row + 1)
    row = _facts(page, row + 1, list(_shown(book)))
    row = _section(page, row + 1, say("workbook.rules"))
    row = _facts(page, row, sentences.rules(book.spec.model, say))
    row = _section(page, row + 1, say("workbook.origin"))
    row = _facts(page, row, list(_origin(book)))
    page.print_set_up(Area(row - 1, FIELDS, pixels_of(LABEL) + _TEXT), heading=None)


def _who(book: Book) -> Iterator[Fact]:
    say, published = book.say, book.spec.published
    fictitious = f" ({say('head.fictitious')})" if published.kam.fictitious else ""
    yield say("filter.kam"), published.kam.name + fictitious
    if published.kam.company:
        yield say("column.company"), published.kam.company
    yield say("filter.campaign"), book.spec.when


def _shown(book: Book) -> Iterator[Fact]:
    """What is filtered, held back, recognisable; what stands for a figure that is not there."""
    spec, say = book.spec, book.say
    yield say("report.fact_filters"), spec.filters
    yield from ((say("term.masked"), told) for told in spec.held_back)
    attributable = sentences.attributable(spec.model, say)
    if attributable:
        yield say("workbook.attributable"), attributable
    yield status_text(Status.NO_DATA, say), say("term.no_data_means")
    yield status_text(Status.MASKED, say), say("term.masked_means")
    yield say("workbook.empty_cell"), say("workbook.grey_cell")


def _origin(book: Book) -> Iterator[Fact]:
    spec, say = book.spec, book.say
    model = spec.model
    yield say("term.model"), f"{say.text(model.name)} ({model.code})"
    yield say("workbook.version"), model.version
    yield say("report.fact_fingerprint"), model.fingerprint
    yield say("report.fact_data_version"), say.number(spec.render_options.data_version)
    yield say("report.fact_made_on"), say.date(spec.render_options.made_on)


def _section(page: Page, row: int, title: str) -> int:
    page.put(row, 0, title, font_size=13, bold=True, font_color=LIGHT.accent)
    page.set_row(row, 24)
    return row + 1


def _facts(page: Page, row: int, facts: list[Fact]) -> int:
    """A label and what it says on each row; returns the row below."""
    for index, (label, said) in enumerate(facts, start=row):
        page.put(index, 0, label, bold=True, text_wrap=True, valign="top", **_LINE)
        told = re.sub(r"(?m)^- ", "• ", said.replace("**", ""))
        page.put_across(index, told, (1, FIELDS), _TEXT, SIZE, valign="top", **_LINE)
        page.set_row(index, max(height_of(told, _TEXT), height_of(label, pixels_of(LABEL), face="bold")))
    return row + len(facts)


def _groups(page: Page, row: int) -> int:
    """How many questionnaires of each group, and how much of them is blank; returns the row below."""
    say, published = page.book.say, page.book.spec.published
    headings = ("column.group", "column.questionnaires", "column.minimum", "quality.column_possible",
                "column.answers", "quality.column_blank", "column.status")  # fmt: skip
    for column, key in enumerate(headings):
        page.put(row, column, say(key), **_HEAD | (_NUMBER if 0 < column < FIELDS else {}))
    page.set_row(row, 34)
    for index, group in enumerate(published.groups, start=row + 1):
        _group(page, index, group)
    return row + 1 + len(published.groups)


def _group(page: Page, row: int, group: GroupResult) -> None:
    """Of a group that is not published, only how many there are, how many it takes, and its state in words."""
    book, say = page.book, page.book.say
    shown = group.status is Status.PUBLISHED
    page.put(row, 0, say.text(book.spec.model.group(group.code).plural), **_LINE)
    figures: list[tuple[float, str]] = [(group.respondents, "0"), (group.minimum, "0")]
    if group.answers is not None and group.non_response is not None:
        percent = book.number_format("percent", 1)
        figures += [(group.respondents * group.asked, "0"), (group.answers, "0"), (group.non_response, percent)]
    for column in range(1, FIELDS):
        if column <= len(figures):
            value, number_format = figures[column - 1]
            page.sheet.write_number(row, column, value, book.style(num_format=number_format, **_LINE, **_NUMBER))
        else:
            page.put(row, column, "", **_LINE)
    page.put(row, FIELDS, say("tables.published") if shown else status_text(group.status, say), indent=1, **_LINE)

"""The sheet of the best and the worst items of each group; those that several groups list are brought out."""

from collections.abc import Iterator

from kamescope.analysis.published import Level
from kamescope.analysis.ranking import RankedItem, Ranking
from kamescope.charts.fragment import blend
from kamescope.charts.names import group_label
from kamescope.charts.theme import LIGHT
from kamescope.charts.top_items import common_sentence
from kamescope.model import ENVIRONMENT
from kamescope.reports.report_spec import Section
from kamescope.reports.workbook.items import PART, STATEMENT
from kamescope.reports.workbook.paper import Book, Page
from kamescope.reports.workbook.scores import CODE, factor_label
from kamescope.reports.workbook.table import (
    CellEntry,
    Row,
    SheetColumn,
    figure,
    figure_column,
    figure_columns,
    table_area,
    table_pixels,
    text,
    write_table,
)

_COMMON = blend(LIGHT.accent, LIGHT.background, 0.09)


def write(book: Book) -> None:
    """Both lists of every group as one table, then what they have in common and what was left out."""
    say = book.say
    rankings = [ranking for section, ranking in _rankings(book) if book.spec.has(section)]
    columns = [
        SheetColumn(say("workbook.list"), 20),
        SheetColumn(say("column.group"), 18, wide=True),
        figure_column(say("column.rank"), "0"),
        SheetColumn(say("column.code"), CODE),
        SheetColumn(say("column.statement"), STATEMENT, wide=True),
        SheetColumn(say("tables.level.factor"), PART, wide=True),
        *_score_columns(book),
        SheetColumn(say("column.common_with"), 24, wide=True),
    ]
    rows = [_row(book, ranking, group, item)
            for ranking in rankings for group, items in ranking.groups.items() for item in items]  # fmt: skip
    page = book.page(say("workbook.sheet_lists"))
    below = write_table(page, say("workbook.title_lists"), columns, rows, frozen=4)
    below = _notes(page, below + 1, rankings, columns)
    page.print_set_up(table_area(columns, below))


def _rankings(book: Book) -> Iterator[tuple[Section, Ranking]]:
    yield Section.TOP, book.spec.top
    yield Section.BOTTOM, book.spec.bottom


def _list_name(book: Book, ranking: Ranking) -> str:
    return book.say("top.bottom" if ranking.bottom else "top.top")


def _score_columns(book: Book) -> list[SheetColumn]:
    """The group's own score, then the environment's."""
    environment = figure_columns(book, Level.ITEM, book.spec.item_look.unit)[-1]
    return [figure_column(book.say("column.score"), environment.number_format), environment]


def _row(book: Book, ranking: Ranking, group: str, item: RankedItem) -> Row:
    spec, say = book.spec, book.say
    published, model = spec.published, spec.model
    looks = {"bg_color": _COMMON} if item.common_with else {}
    strong = looks | {"bold": True, "font_color": LIGHT.accent} if item.common_with else {}
    statement = say.statement(model.item(item.code))
    others = say.listing(group_label(published, other, say) for other in item.common_with)
    scores = [figure(published.cell(Level.ITEM, item.code, column), spec.item_look) for column in (group, ENVIRONMENT)]
    return [
        text(_list_name(book, ranking), **looks),
        text(group_label(published, group, say), **looks),
        CellEntry(item.rank).on(**looks),
        text(item.code, **strong),
        text(statement, **looks),
        text(factor_label(book, item.code), **looks),
        *(score.on(**looks) for score in scores),
        text(others, **strong),
    ]


def _notes(page: Page, row: int, rankings: list[Ranking], columns: list[SheetColumn]) -> int:
    """For each list, its common items and how many tied with its last place; returns the row below."""
    spec, say = page.book.spec, page.book.say
    for ranking in rankings:
        said = [common_sentence(spec.published, ranking, spec.item_look)]
        for group, left_out in ranking.tied_out.items():
            if left_out:
                name = group_label(spec.published, group, say)
                said.append(say("workbook.tied_out", group=name, items=say("tables.tied_out", left_out)))
        note = say("workbook.note", list=_list_name(page.book, ranking), note=" ".join(said))
        page.put_across(row, note, (0, len(columns) - 1), table_pixels(columns), font_color=LIGHT.muted)
        row += 1
    return row

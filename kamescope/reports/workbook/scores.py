"""The sheets of factors and sub-factors: each group's figures in percent and in points, the gap, its class; charts."""

from kamescope import sentences
from kamescope.analysis.gaps import gap_of
from kamescope.analysis.published import Level, listed
from kamescope.charts.names import part_name
from kamescope.charts.theme import LIGHT, UNITS, Look
from kamescope.model import OVERALL
from kamescope.reports.workbook import pictures
from kamescope.reports.workbook.paper import FIRST, Book, Page
from kamescope.reports.workbook.table import (
    Row,
    SheetColumn,
    charted,
    figure,
    figure_columns,
    gap_columns,
    gap_entries,
    shade_empty,
    table_area,
    table_pixels,
    text,
    write_row,
    write_table,
)

CODE, NAME, NEAR = 9, 40, 34


def factors(book: Book) -> None:
    """The factors listed and the whole under them, how near answers lie; a radar of them and their gaps below."""
    spec, say = book.spec, book.say
    near = [sentences.nearness_told(spec.published, factor, say, spec.groups) for factor in spec.factors]
    page = book.page(say("workbook.sheet_results"))
    columns = [SheetColumn(say("column.code"), CODE), SheetColumn(say("tables.level.factor"), NAME, wide=True)]
    columns += _figures(book, Level.FACTOR)
    if any(near):
        columns.append(SheetColumn(say("help.nearness_title"), NEAR, wide=True))
    rows = [
        [*_factor_row(book, Level.FACTOR, factor.code, say.text(factor.name)), *([text(told)] if any(near) else [])]
        for factor, told in zip(spec.factors, near, strict=True)
    ]
    below = write_table(page, say("workbook.title_results"), columns, rows, frozen=2)
    whole = below + 1
    page.set_row(below, 6)
    overall = _factor_row(book, Level.OVERALL, OVERALL, say("tables.level.overall"))
    write_row(page, whole, columns, [*overall, *([text("")] if any(near) else [])], bold=True)
    shade_empty(page, (FIRST, below - 1), (2, 2 + len(spec.groups)))
    shade_empty(page, (whole, whole), (2, 2 + len(spec.groups)))
    foot = _notes(page, whole + 1, columns)
    page.print_set_up(table_area(columns, foot))
    pictures.score_charts(page, foot + 1, columns)


def sub_factors(book: Book) -> None:
    """The sub-factors of the factors listed."""
    spec, say = book.spec, book.say
    model, level = spec.model, Level.SUB_FACTOR
    columns = [SheetColumn(say("column.code"), CODE), SheetColumn(say("tables.level.sub_factor"), NAME, wide=True)]
    columns += [SheetColumn(say("tables.level.factor"), 34, wide=True), *_figures(book, level)]
    rows = []
    for code in listed(model, level, spec.codes):
        name = part_name(model, level, code, say)
        rows.append([text(code), text(name), text(factor_label(book, code)), *_cells(book, level, code)])
    page = book.page(say("workbook.sheet_sub_factors"))
    below = write_table(page, say("workbook.title_sub_factors"), columns, rows, frozen=2)
    page.print_set_up(table_area(columns, below))


def factor_label(book: Book, code: str) -> str:
    """Code and name of the factor that a sub-factor or an item belongs to."""
    factor = book.spec.model.factor_of[code]
    return f"{factor.code} {book.say.text(factor.name)}"


def _figures(book: Book, level: Level) -> list[SheetColumn]:
    return [*figure_columns(book, level, "percent"), *figure_columns(book, level, "points"), *gap_columns(book)]


def _factor_row(book: Book, level: Level, code: str, name: str) -> Row:
    shown = "" if level is Level.OVERALL else code
    return [text(shown), text(name), *_cells(book, level, code, is_charted=True)]


def _cells(book: Book, level: Level, code: str, is_charted: bool = False) -> Row:
    """Percents that the radar reads hold no words; the points beside them say why one is not there."""
    published, language = book.spec.published, book.say.language
    cells = [published.cell(level, code, group) for group in book.spec.columns]
    percent, points = (Look(language, unit=unit) for unit in UNITS)
    percents = [charted(cell) if is_charted else figure(cell, percent) for cell in cells]
    gap = gap_entries(gap_of(published, level, code), book.spec.look)
    return [*percents, *(figure(cell, points) for cell in cells), *gap]


def _notes(page: Page, row: int, columns: list[SheetColumn]) -> int:
    """What a grey cell means, who is masked, who is recognisable; returns the row below."""
    spec, say = page.book.spec, page.book.say
    shown = (spec.published.cell(Level.FACTOR, code, group) for code in spec.codes for group in spec.columns)
    notes = [] if all(cell.is_published for cell in shown) else [say("workbook.grey_cell")]
    notes += spec.held_back
    notes += [note for note in (sentences.gap_rule(spec.model, say), sentences.attributable(spec.model, say)) if note]
    for index, note in enumerate(notes, start=row):
        page.put_across(index, note, (0, len(columns) - 1), table_pixels(columns), 9, font_color=LIGHT.muted)
    return row + len(notes)

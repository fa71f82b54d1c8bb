"""The workbook being written: styles, the head of a sheet, cells that never become formulas, how it prints."""

import datetime
import io
from dataclasses import dataclass, field
from typing import NamedTuple

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from kamescope.charts.measure import wrap
from kamescope.charts.theme import LIGHT
from kamescope.i18n import MINUS, NBSP, Words
from kamescope.reports.cells import holdable
from kamescope.reports.formulas import is_run
from kamescope.reports.report_spec import ReportSpec

TITLE, WHEN, FILTERS, HEADING, FIRST = range(5)
"""The rows of every sheet that holds a table, counted from 0."""
ACROSS, DOWN = {True: 960, False: 660}, {True: 660, False: 985}
"""How many pixels A4 surely holds, landscape or not, whatever the font that Calibri is replaced by."""
READABLE = 0.5
"""Set smaller than this, a sheet is not read on one page: it takes several."""
_ROW = 15.0
"""The height in points of a row that nobody has set."""
_PIXELS = 4 / 3
"""Pixels in a point."""
_LONGEST_TEXT, _LONGEST_NAME = 32_767, 50
_EARLIEST = datetime.date(1980, 1, 1)
_A4, _ENDLESS = 9, 1000
SIZE = 11
_PLAIN = {"font_name": "Calibri", "font_size": SIZE, "font_color": LIGHT.text, "valign": "vcenter"}


class Book:
    """One brief as a workbook; `style` keeps each look once, as Excel wants it."""

    def __init__(self, spec: ReportSpec) -> None:
        self.spec = spec
        self._content = io.BytesIO()
        self.file = Workbook(self._content, {"in_memory": True})
        self.file.set_properties(self._properties())
        self._styles: dict[frozenset, Format] = {}

    @property
    def say(self) -> Words:
        """The words of the workbook's language."""
        return self.spec.say

    def style(self, **looks: object) -> Format:
        """A cell's look in XlsxWriter's words, on top of the common one."""
        key = frozenset(looks.items())
        if key not in self._styles:
            self._styles[key] = self.file.add_format(_PLAIN | looks)
        return self._styles[key]

    def number_format(self, unit: str, digits: int) -> str:
        """How Excel is to show figures in `percent` (of fractions), `points` or `gap`; separators are the reader's."""
        decimals = "0." + "0" * digits if digits else "0"
        if unit == "gap":
            return f'+{decimals};"{MINUS}"{decimals};{decimals}'
        if unit == "percent":
            # Excel shows few signs of a format that are not quoted.
            return decimals.join(part.replace(NBSP, f'"{NBSP}"') for part in self.say.writing.percent)
        return decimals

    def page(self, name: str) -> "Page":
        """A new sheet under a name of the catalogue."""
        return Page(self, self.file.add_worksheet(name))

    def saved(self) -> bytes:
        """The file."""
        self.file.close()
        return self._content.getvalue()

    def _properties(self) -> dict[str, object]:
        made_on = max(self.spec.render_options.made_on, _EARLIEST)
        return {
            "title": holdable(f"{self.spec.who} · {self.spec.published.campaign.name}"),
            "subject": self.say("workbook.subject", model=holdable(self.say.text(self.spec.model.name))),
            "author": "KAMeSCOPE",
            "created": datetime.datetime(made_on.year, made_on.month, made_on.day),
        }


class Area(NamedTuple):
    """What of a sheet is printed: from its first cell to a row and a column, counted from 0, so many pixels wide."""

    row: int
    column: int
    pixels: float


@dataclass(frozen=True, eq=False)
class Page:
    """One sheet of the workbook; `heights` are those of its rows that were set, in points."""

    book: Book
    sheet: Worksheet
    heights: dict[int, float] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The sheet's name, for references."""
        return self.sheet.get_name()

    def put(self, row: int, column: int, text: str, **looks: object) -> None:
        """A text as it is, `=1+1` too; an empty one leaves its look alone."""
        text = holdable(text)[:_LONGEST_TEXT]
        if is_run(text):
            looks["quote_prefix"] = True
        style = self.book.style(**looks)
        if text:
            self.sheet.write_string(row, column, text, style)
        else:
            self.sheet.write_blank(row, column, None, style)

    def set_row(self, row: int, height: float) -> None:
        """Make a row so many points high."""
        self.heights[row] = height
        self.sheet.set_row(row, height)

    def put_across(
        self, row: int, text: str, columns: tuple[int, int], pixels: float, size: float = SIZE, **looks: object
    ) -> None:
        """A text that wraps over several columns, `pixels` wide together; Excel measures no merged cell."""
        looks |= {"font_size": size} if size != SIZE else {}
        first, last = columns
        if last > first:
            # Empty at first: XlsxWriter would take a text given here for a formula where it begins as one.
            self.sheet.merge_range(row, first, row, last, "", self.book.style(text_wrap=True, **looks))
        self.put(row, first, text, text_wrap=True, **looks)
        self.set_row(row, height_of(text, pixels, size))

    def head(self, title: str, columns: int, pixels: float) -> None:
        """Whose results these are, when, what the sheet shows and which filters are active."""
        name = self.book.spec.published.kam
        fictitious = f" · {self.book.say('head.fictitious')}" if name.fictitious else ""
        self.put(TITLE, 0, self.book.spec.who + fictitious, font_size=16, bold=True)
        self.set_row(TITLE, 24)
        self.put(WHEN, 0, f"{title} · {self.book.spec.when}", bold=True, font_color=LIGHT.accent)
        self.set_row(WHEN, 18)
        filters = self.book.spec.filters
        self.put_across(FILTERS, filters, (0, columns - 1), pixels, valign="top", font_color=LIGHT.muted)
        self.set_row(FILTERS, height_of(filters, pixels) + 6)

    def print_set_up(self, area: Area, heading: int | None = HEADING, part: int | None = None) -> None:
        """A4, the headings on every page, whose it is and the page's number at the foot.

        On one page, upright or not, where it can be read there; else as wide as the page, and `part` is a row that
        begins one.
        """
        sheet, say = self.sheet, self.book.say
        sheet.set_paper(_A4)
        sheet.print_area(0, 0, area.row, area.column)
        self._scale(area, part)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.7)
        if heading is not None:
            sheet.repeat_rows(heading)
        published = self.book.spec.published
        names = " · ".join(name[:_LONGEST_NAME] for name in (published.kam.name, published.campaign.name))
        # `&` begins a code there, `&&` is the sign.
        sheet.set_footer(f"&L{holdable(names).replace('&', '&&')}&R{say('workbook.page')}")
        # 2: on the screen too.
        sheet.hide_gridlines(2)

    def _scale(self, area: Area, part: int | None) -> None:
        sheet = self.sheet
        high = sum(self.heights.get(row, _ROW) for row in range(area.row + 1)) * _PIXELS
        whole = {landscape: min(ACROSS[landscape] / area.pixels, DOWN[landscape] / high) for landscape in ACROSS}
        landscape, wide = max(whole, key=whole.__getitem__), area.pixels > ACROSS[False]
        # One that is as small for its width alone gains nothing by more pages.
        if whole[landscape] >= min(READABLE, ACROSS[wide] / area.pixels):
            sheet.fit_to_pages(1, 1)
        else:
            landscape = wide
            # 0: as many pages down as it takes.
            sheet.fit_to_pages(1, 0)
            if part is not None:
                # Excel breaks no page where it is to fit the width by itself.
                sheet.set_print_scale(max(10, min(100, int(ACROSS[landscape] / area.pixels * 100))))
                sheet.set_h_pagebreaks([part])
        if landscape:
            sheet.set_landscape()


def pixels_of(width: float) -> float:
    """The width in pixels of a column so many characters wide."""
    return width * 7 + 5


def height_of(text: str, pixels: float, size: float = SIZE, face: str = "regular") -> float:
    """The height in points of a text that wraps at a width, at a font size in points, with some air."""
    rows = (wrap(line, max(pixels - 8, 1), size * _PIXELS, _ENDLESS, face) for line in text.split("\n"))
    return sum(map(len, rows)) * size * 1.36 + 4

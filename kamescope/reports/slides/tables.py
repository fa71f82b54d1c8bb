"""Native tables: thin lines under the rows, figures in columns, every row as high as its text."""

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass

from pptx.oxml import parse_xml
from pptx.slide import Slide
from pptx.table import _Cell
from pptx.util import Pt

from kamescope.charts.theme import LIGHT
from kamescope.reports.slides.page import described
from kamescope.reports.slides.text import Box, Paragraph, rgb, write

_NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
_SPACE = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
SIDE = 3.0
"""The margin left and right in a cell, in points."""
_CELL = {"marL": str(Pt(SIDE)), "marR": str(Pt(SIDE)), "marT": "0", "marB": "0", "anchor": "ctr"}
_LINE = parse_xml(f'<a:lnB {_SPACE} w="6350"><a:solidFill><a:srgbClr val="{LIGHT.grid[1:]}"/></a:solidFill></a:lnB>')


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row, its height in points and its ground."""

    cells: tuple[Paragraph, ...]
    height: float
    fill: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: where it starts, how wide its columns are, its rows; the first row is the heading where it says so."""

    left: float
    top: float
    widths: tuple[float, ...]
    rows: tuple[Row, ...]
    headed: bool = True

    @property
    def height(self) -> float:
        """How high it stands."""
        return sum(row.height for row in self.rows)


def table(slide: Slide, name: str, description: str, grid: Grid) -> None:
    """Draw a table and say what it shows."""
    box = Box(grid.left, grid.top, sum(grid.widths), grid.height)
    frame = slide.shapes.add_table(len(grid.rows), len(grid.widths), *box.emu)
    described(frame, name, description)
    drawn = frame.table
    drawn.first_row, drawn.horz_banding = grid.headed, False
    drawn._tbl.tblPr.find(f"{{{_SPACE[9:-1]}}}tableStyleId").text = _NO_STYLE
    for column, width in zip(drawn.columns, grid.widths, strict=True):
        column.width = Pt(width)
    for place, row in enumerate(grid.rows):
        drawn.rows[place].height = Pt(row.height)
        for cell, paragraph in zip(drawn.rows[place].cells, row.cells, strict=True):
            _cell(cell, paragraph, row.fill)


def _cell(cell: _Cell, paragraph: Paragraph, fill: str) -> None:
    write(cell.text_frame, [paragraph])
    properties = cell._tc.get_or_add_tcPr()
    for name, value in _CELL.items():
        properties.set(name, value)
    properties.append(deepcopy(_LINE))
    if fill:
        cell.fill.solid()
        cell.fill.fore_color.rgb = rgb(fill)


def shares(widths: Sequence[float], whole: float) -> tuple[float, ...]:
    """Widths stretched or shrunk alike until they fill the whole."""
    return tuple(width * whole / sum(widths) for width in widths)

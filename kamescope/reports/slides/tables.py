"""Native tables: thin lines under the rows, figures in columns, every row as high as its text."""

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from functools import cache

from pptx.oxml import parse_xml
from pptx.oxml.xmlchemy import BaseOxmlElement
from pptx.slide import Slide
from pptx.table import _Cell
from pptx.util import Pt

from kamescope.charts.theme import LIGHT
from kamescope.reports.slides.page import described
from kamescope.reports.slides.text import Box, Paragraph, write

# How Office calls a table without style and grid.
_NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
_SPACE = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
SIDE = 3.0
"""The margin left and right in a cell, in points."""
_CELL = {"marT": "0", "marB": "0", "anchor": "ctr"}


def _line(edge: str, width: int, colour: str) -> BaseOxmlElement:
    fill = f'<a:solidFill><a:srgbClr val="{colour[1:]}"/></a:solidFill>'
    return parse_xml(f'<a:ln{edge} {_SPACE} w="{width}">{fill}</a:ln{edge}>')


@cache
def _ground(colour: str) -> BaseOxmlElement:
    return parse_xml(f'<a:solidFill {_SPACE}><a:srgbClr val="{colour[1:]}"/></a:solidFill>')


_UNDER = (_line("B", 6350, LIGHT.grid),)
_AROUND = tuple(_line(edge, 15240, LIGHT.background) for edge in "LRTB")


@dataclass(frozen=True, slots=True)
class SlideRow:
    """The cells of a row, of one or more paragraphs each, its height in points and its ground.

    `fills`: instead, a ground a cell, parted by white lines.
    """

    cells: tuple[Paragraph | tuple[Paragraph, ...], ...]
    height: float
    fill: str = ""
    fills: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SlideTable:
    """A table: where it starts, how wide its columns are, its rows; the first row is the heading where it says so.

    `side`: the margin left and right in a cell.
    """

    left: float
    top: float
    widths: tuple[float, ...]
    rows: tuple[SlideRow, ...]
    headed: bool = True
    side: float = SIDE

    @property
    def height(self) -> float:
        """How high it stands."""
        return sum(row.height for row in self.rows)


def table(slide: Slide, name: str, description: str, grid: SlideTable) -> None:
    """Draw a table and say what it shows."""
    box = Box(grid.left, grid.top, sum(grid.widths), grid.height)
    frame = slide.shapes.add_table(len(grid.rows), len(grid.widths), *box.emu)
    described(frame, name, description)
    drawn = frame.table
    drawn.first_row, drawn.horz_banding = grid.headed, False
    drawn._tbl.get_or_add_tblPr().find(f"{{{_SPACE[9:-1]}}}tableStyleId").text = _NO_STYLE
    # Through python-pptx's own properties, a wide table takes ten times as long.
    for column, width in zip(drawn._tbl.tblGrid.gridCol_lst, grid.widths, strict=True):
        column.w = Pt(width)
    for index, row in enumerate(grid.rows):
        drawn.rows[index].height = Pt(row.height)
        fills, lines = row.fills or (row.fill,) * len(row.cells), _AROUND if row.fills else _UNDER
        for cell, said, fill in zip(drawn.rows[index].cells, row.cells, fills, strict=True):
            write(cell.text_frame, said if isinstance(said, tuple) else [said])
            _cell(cell, fill, lines, grid.side)


def _cell(cell: _Cell, fill: str, lines: Sequence[BaseOxmlElement], side: float) -> None:
    properties = cell._tc.get_or_add_tcPr()
    for name, value in (_CELL | dict.fromkeys(("marL", "marR"), str(Pt(side)))).items():
        properties.set(name, value)
    # Copies, as an element stands in one place of one tree; lines before the ground, as the schema has them.
    properties.extend(deepcopy(line) for line in lines)
    if fill:
        properties.append(deepcopy(_ground(fill)))


def shares(widths: Sequence[float], whole: float) -> tuple[float, ...]:
    """Widths stretched or shrunk alike until they fill the whole."""
    return tuple(width * whole / sum(widths) for width in widths)

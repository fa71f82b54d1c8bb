"""Text on a slide: boxes in points, paragraphs that are measured before they are written."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple, TypeVar

from lxml import etree
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE
from pptx.shapes.autoshape import Shape
from pptx.slide import Slide
from pptx.text.text import TextFrame
from pptx.util import Length, Pt

from kamescope.charts.measure import ELLIPSIS, text_width, wrap
from kamescope.charts.theme import LIGHT
from kamescope.reports.cells import holdable

LINE = 1.22
"""The height of a line of Calibri in sizes of its font."""
CARD_MARGIN = 14.0
Size = TypeVar("Size")
_MANY = 999
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_SPACES = dict.fromkeys(map(ord, "\t\n\r"), " ")
_ALIGN = {"left": "l", "center": "ctr", "right": "r"}
_ANCHOR = {"top": MSO_ANCHOR.TOP, "middle": MSO_ANCHOR.MIDDLE, "bottom": MSO_ANCHOR.BOTTOM}


class Box(NamedTuple):
    """A place on the slide, in points from its upper left corner."""

    left: float
    top: float
    width: float
    height: float

    @property
    def emu(self) -> tuple[Length, Length, Length, Length]:
        """The place as python-pptx wants it."""
        return Pt(self.left), Pt(self.top), Pt(self.width), Pt(self.height)

    def inside(self, margin: float) -> "Box":
        """The box without a margin on all sides."""
        return Box(self.left + margin, self.top + margin, self.width - 2 * margin, self.height - 2 * margin)

    def across(self, count: int, space: float) -> "list[Box]":
        """The box parted into so many of one width, side by side."""
        width = (self.width - space * (count - 1)) / count
        return [self._replace(left=self.left + index * (width + space), width=width) for index in range(count)]


@dataclass(frozen=True, slots=True)
class Run:
    """Some letters of one look; `size` 0 is that of the paragraph."""

    text: str
    color: str = LIGHT.text
    bold: bool = False
    size: float = 0


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Runs that follow one another, font size and space before in points."""

    runs: tuple[Run, ...]
    size: float = 12
    before: float = 0
    align: str = "left"

    @property
    def text(self) -> str:
        """What it says."""
        return "".join(run.text for run in self.runs)

    @property
    def face(self) -> str:
        """The face of most of its letters, to measure with."""
        bold = sum(len(run.text) for run in self.runs if run.bold)
        return "semibold" if 2 * bold > len(self.text) else "regular"

    def height(self, width: float) -> float:
        """How high it stands in a width."""
        size = max([run.size or self.size for run in self.runs], default=self.size)
        return line_count(self.text, width, size, self.face) * size * LINE + self.before


def plain(text: str, size: float = 12, color: str = LIGHT.text, bold: bool = False, before: float = 0) -> Paragraph:
    """A paragraph of one look."""
    return Paragraph((Run(text, color, bold),), size, before)


def line_count(text: str, width: float, size: float, face: str = "regular") -> int:
    """In how many lines a text stands."""
    text = holdable(text)
    if text_width(text, size, face) <= width:
        return 1
    return len(wrap(text, max(width, 4.0), size, _MANY, face))


def height(paragraphs: Iterable[Paragraph], width: float) -> float:
    """How high paragraphs stand in a width."""
    return sum(paragraph.height(width) for paragraph in paragraphs)


@lru_cache(maxsize=4096)
def clipped(text: str, width: float, size: float, lines: int = 1, face: str = "regular", tail: str = "") -> str:
    """The text, or as many whole words of it as stand in that many lines before `tail`, and an ellipsis."""
    text = holdable(text)
    if line_count(text + tail, width, size, face) <= lines:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        fits = line_count(text[:middle].rstrip() + ELLIPSIS + tail, width, size, face) <= lines
        low, high = (middle, high) if fits else (low, middle - 1)
    words = text[:low].rstrip()
    whole = words.rsplit(" ", 1)[0] if " " in words and text[low : low + 1] not in (" ", "") else words
    return whole.rstrip(" ,;:.") + ELLIPSIS


def largest(sizes: Sequence[Size], fits: Callable[[Size], bool]) -> Size:
    """The first of the sizes that fits, the last where none does."""
    return next((size for size in sizes if fits(size)), sizes[-1])


def fitted(make: Callable[[float], Sequence[Paragraph]], box: Box, sizes: Sequence[float]) -> Sequence[Paragraph]:
    """What `make` gives for the first of the sizes that fits the box; past the last size, as much of it as fits."""
    for size in sizes:
        made = make(size)
        if height(made, box.width) <= box.height:
            return made
    return head_of(made, box)


def head_of(paragraphs: Sequence[Paragraph], box: Box) -> list[Paragraph]:
    """As many paragraphs as fit, and the beginning of the next one."""
    kept: list[Paragraph] = []
    for paragraph in paragraphs:
        left = box.height - height(kept, box.width)
        if paragraph.height(box.width) > left:
            lines = int((left - paragraph.before) / (paragraph.size * LINE))
            text = clipped(paragraph.text, box.width, paragraph.size, lines, paragraph.face) if lines > 0 else ""
            return [*kept, replace(paragraph, runs=_beginning(paragraph.runs, text))] if text else kept
        kept.append(paragraph)
    return kept


def _beginning(runs: Sequence[Run], text: str) -> tuple[Run, ...]:
    """The runs that say the beginning of what they said, each in its own look."""
    found: list[Run] = []
    for run in runs:
        found.append(replace(run, text=text[: len(run.text)]))
        text = text[len(run.text) :]
    return (*found[:-1], replace(found[-1], text=found[-1].text + text))


def write(frame: TextFrame, paragraphs: Iterable[Paragraph]) -> None:
    """Put paragraphs into a frame that holds none yet.

    The elements are made here: through python-pptx's own properties, letters take half of the time of a deck.
    """
    for number, paragraph in enumerate(paragraphs):
        element = (frame.paragraphs[0] if number == 0 else frame.add_paragraph())._p
        properties = etree.SubElement(element, f"{_A}pPr", algn=_ALIGN[paragraph.align])
        if paragraph.before:
            before = etree.SubElement(properties, f"{_A}spcBef")
            etree.SubElement(before, f"{_A}spcPts", val=_hundredths(paragraph.before))
        for run in paragraph.runs if paragraph.text else ():
            _run(element, run, run.size or paragraph.size)
        if not paragraph.text:
            # Nothing at all would else stand as high as letters of the usual size.
            etree.SubElement(element, f"{_A}endParaRPr", sz=_hundredths(paragraph.size))


def _run(element: etree._Element, run: Run, size: float) -> None:
    made = etree.SubElement(element, f"{_A}r")
    properties = etree.SubElement(made, f"{_A}rPr", sz=_hundredths(size), b=str(int(run.bold)))
    etree.SubElement(etree.SubElement(properties, f"{_A}solidFill"), f"{_A}srgbClr", val=run.color[1:])
    etree.SubElement(made, f"{_A}t").text = holdable(run.text).translate(_SPACES)


def _hundredths(points: float) -> str:
    return str(round(points * 100))


def text_box(
    slide: Slide, name: str, box: Box, paragraphs: Sequence[Paragraph], anchor: str = "top", margin: float = 0
) -> Shape:
    """A box of text that wraps, under a name for the selection pane."""
    shape = slide.shapes.add_textbox(*box.emu)
    shape.name, frame = holdable(name), shape.text_frame
    frame.auto_size, frame.word_wrap, frame.vertical_anchor = MSO_AUTO_SIZE.NONE, True, _ANCHOR[anchor]
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = Pt(margin)
    write(frame, paragraphs)
    return shape


def card(slide: Slide, name: str, box: Box, paragraphs: Sequence[Paragraph], margin: float = CARD_MARGIN) -> Shape:
    """A box of text on a tinted ground."""
    shape = text_box(slide, name, box, paragraphs, margin=margin)
    shape.fill.solid()
    shape.fill.fore_color.rgb = rgb(LIGHT.surface)
    shape.line.color.rgb = rgb(LIGHT.grid)
    shape.line.width = Pt(0.75)
    return shape


def rgb(color: str) -> RGBColor:
    """A colour of the palette, `#RRGGBB`, as python-pptx wants it."""
    return RGBColor.from_string(color[1:])

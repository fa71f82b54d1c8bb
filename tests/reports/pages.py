"""Reading a PDF back: its words, where they stand, its contents, its tags."""

import io
import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import pypdf
import pypdfium2

from kamescope.reports.pdf import report_pdf
from tests.reports.specs import CASES

POINTS_OF_A4 = (595.3, 841.9)
MARGIN, FOOT = 40, 30
TOUCH = 0.22
"""Boxes of lines set close together touch; letters do not, until a box loses this share of its height."""


class Box(NamedTuple):
    """Where a run of text stands on a page, in points from the lower left corner."""

    left: float
    bottom: float
    right: float
    top: float

    def covers(self, other: "Box") -> bool:
        """Whether the letters of two runs lie on one another."""
        across = min(self.right, other.right) - max(self.left, other.left)
        up = min(self.top, other.top) - max(self.bottom, other.bottom)
        least = min(self.top - self.bottom, other.top - other.bottom)
        return across > 1 and up > TOUCH * least


@cache
def case(name: str) -> bytes:
    """The report of one of `CASES`, made once."""
    return report_pdf(CASES[name]())


def plain(text: str) -> str:
    """A text as a reader reads it: any space is a space, lines run on."""
    return re.sub(r"\s+", " ", text.replace("\N{NO-BREAK SPACE}", " ")).strip()


def unspaced(text: str) -> str:
    """A text without spaces and hyphens, wherever its lines were broken."""
    return re.sub(r"[\s\ufffe-]", "", text)


@cache
def texts(content: bytes) -> tuple[str, ...]:
    """The words of each page, in reading order."""
    found = pypdfium2.PdfDocument(content)
    return tuple(plain(page.get_textpage().get_text_range()) for page in found)


def whole(content: bytes) -> str:
    """The words of all pages."""
    return " ".join(texts(content))


def faults(content: bytes) -> list[tuple[int, str, str]]:
    """(Page, text, other text) of runs that lie on one another; (page, text, "outside") of those past the margins."""
    found = []
    for number, page in enumerate(pypdfium2.PdfDocument(content), 1):
        words = page.get_textpage()
        boxes = [Box(*words.get_rect(place)) for place in range(words.count_rects())]
        said = [(words.get_text_bounded(*one), words.get_text_bounded(*other)) for one, other in collisions(boxes)]
        # The halo of a label is the label itself, drawn twice.
        found += [(number, one, other) for one, other in said if one != other]
        if number > 1:
            found += [(number, words.get_text_bounded(*box), "outside") for box in boxes if outside(box)]
    return found


def collisions(boxes: list[Box]) -> Iterator[tuple[Box, Box]]:
    """The pairs that lie on one another."""
    ordered = sorted(boxes, key=lambda box: box.bottom)
    for place, one in enumerate(ordered):
        for other in ordered[place + 1 :]:
            if other.bottom > one.top:
                break
            if one.covers(other):
                yield one, other


def outside(box: Box) -> bool:
    """Whether a run leaves the margins of an A4 page."""
    width, height = POINTS_OF_A4
    return box.left < MARGIN or box.right > width - MARGIN or box.bottom < FOOT or box.top > height - MARGIN


def reader(content: bytes) -> pypdf.PdfReader:
    """The file with its structure."""
    return pypdf.PdfReader(io.BytesIO(content))


def bookmarks(content: bytes) -> list[tuple[int, str, int]]:
    """(depth, title, page from 1) of every bookmark."""
    found = reader(content)

    def walk(entries: list, depth: int) -> Iterator[tuple[int, str, int]]:
        for entry in entries:
            if isinstance(entry, list):
                yield from walk(entry, depth + 1)
            else:
                yield depth, plain(entry.title), found.get_destination_page_number(entry) + 1

    return list(walk(found.outline, 0))


def tags(content: bytes) -> Iterator[pypdf.generic.DictionaryObject]:
    """Every element of the structure tree."""

    def walk(node: object) -> Iterator[pypdf.generic.DictionaryObject]:
        node = node.get_object()
        if isinstance(node, pypdf.generic.ArrayObject):
            for kid in node:
                yield from walk(kid)
        elif isinstance(node, pypdf.generic.DictionaryObject):
            yield node
            if "/K" in node:
                yield from walk(node["/K"])

    yield from walk(reader(content).trailer["/Root"]["/StructTreeRoot"]["/K"])

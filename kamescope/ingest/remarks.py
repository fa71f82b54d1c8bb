"""What an Open XML workbook says outside its cells: notes, text boxes, prompts, headers, number formats.

A legend may stand there as well as in a cell; nothing else is read in them.
"""

import re
import zipfile
from collections.abc import Iterator
from html import unescape
from itertools import islice
from xml.etree import ElementTree

from kamescope.ingest.inside import margin_words
from kamescope.ingest.zipped import part

MOST = 1_000
_PARTS = re.compile(r"xl/(?:comments\w*|threadedComments/\w+|drawings/\w+|comments/\w+)\.xml")
_FORMATS = "xl/styles.xml"
_HOLDERS = ("comment", "threadedComment", "txBody")
_PARAGRAPHS = ("p", "text")
_BEHIND_CELLS = b"</sheetData>"
_PROMPT = re.compile(rb"""\s(?:prompt|error)(?:Title)?=(?:"([^"]*)"|'([^']*)')""")
_CHOICES = re.compile(rb"<(?:\w+:)?formula1>(?:\"|&quot;)([^<]*?)(?:\"|&quot;)</")
_FORMAT = re.compile(rb"""\sformatCode=(?:"([^"]*)"|'([^']*)')""")
_BEHIND = re.compile(r"0[^\"]*\"\s*(/\s*\d{1,3})\s*\"")
_SHOWN_AS = re.compile(r"""\[=(\d+)\]\s*"([^"]*)\"""")
_MARGIN = re.compile(rb"<(?:\w+:)?(?:odd|even|first)(?:Header|Footer)>([^<]*)<")


def remarks(archive: zipfile.ZipFile, sheets: set[str]) -> tuple[str, ...]:
    """The texts outside the cells of a workbook, whose sheets are these parts; the first ones where there are many."""
    return tuple(islice(dict.fromkeys(filter(None, _all(archive, sheets))), MOST))


def _all(archive: zipfile.ZipFile, sheets: set[str]) -> Iterator[str]:
    for name in archive.namelist():
        if name in sheets:
            xml = part(archive, name)
            behind = xml[max(0, xml.rfind(_BEHIND_CELLS)) :]
            yield from map(_plain, _PROMPT.findall(behind))
            yield from (_plain((found,)).replace(",", " ; ") for found in _CHOICES.findall(behind))
            yield from (margin_words(_plain((found,))) for found in _MARGIN.findall(behind))
        elif name == _FORMATS:
            yield from (_shown_as(_plain(found)) for found in _FORMAT.findall(part(archive, name)))
        elif _PARTS.fullmatch(name):
            yield from _boxes(part(archive, name))


def _plain(found: tuple[bytes, ...]) -> str:
    """What XML says, in whichever quotes."""
    return unescape(b"".join(found).decode("utf-8", "replace")).strip()


def _shown_as(number_format: str) -> str:
    """The words that a number format shows in place of numbers, `[=1]"low";[=5]"high"`, or behind them, `0" / 10"`."""
    if behind := _BEHIND.search(number_format):
        return f"note {behind[1]}"
    return "; ".join(f"{number} = {words}" for number, words in _SHOWN_AS.findall(number_format))


def _boxes(xml: bytes) -> Iterator[str]:
    """The notes and text boxes of a part, a line for each of their paragraphs."""
    for holder in ElementTree.fromstring(xml).iter():
        if _local(holder) in _HOLDERS:
            lines = [each for each in holder.iter() if _local(each) in _PARAGRAPHS]
            yield "\n".join("".join(line.itertext()).strip() for line in lines).strip()


def _local(element: ElementTree.Element) -> str:
    return str(element.tag).rpartition("}")[2]

"""What an Office file of ours holds, read back from the file itself: titles of slides, names of sheets."""

import io
import re
import zipfile
from xml.etree import ElementTree

from kamescope.reports.names import Format

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_SLIDE = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_TITLES = ("title", "ctrTitle")


def inside(format: Format, content: bytes) -> list[str]:
    """The slides or the sheets in order; nothing for a PDF, whose pages are seen."""
    if format.is_pdf:
        return []
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return _slides(parts) if format is Format.PPTX else _sheets(parts)


def _slides(parts: zipfile.ZipFile) -> list[str]:
    found = (re.fullmatch(r"ppt/slides/slide(\d+)\.xml", name) for name in parts.namelist())
    numbered = sorted((int(match[1]), match[0]) for match in found if match)
    return [_title(parts.read(name)) for _, name in numbered]


def _title(slide: bytes) -> str:
    for shape in ElementTree.fromstring(slide).iter(f"{_SLIDE}sp"):
        place = shape.find(f".//{_SLIDE}ph")
        if place is not None and place.get("type") in _TITLES:
            return " ".join(text.text or "" for text in shape.iter(f"{_DRAWING}t"))
    return ""


def _sheets(parts: zipfile.ZipFile) -> list[str]:
    book = ElementTree.fromstring(parts.read("xl/workbook.xml"))
    return [sheet.get("name", "") for sheet in book.iter(f"{_SHEET}sheet")]

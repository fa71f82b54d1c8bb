"""The file that slides become: in one language, with its properties, the same bytes for the same slides."""

import datetime
import io
import zipfile
from dataclasses import dataclass

from pptx.presentation import Presentation as Deck
from pptx.slide import Slide

from kamescope.reports.cells import holdable

_FIRST_DAY = datetime.date(1980, 1, 1)


@dataclass(frozen=True, slots=True)
class Facts:
    """What the file says of itself: title, subject, the day it was made, its language as Office names it."""

    title: str
    subject: str
    made_on: datetime.date
    region: str


def deck_file(deck: Deck, facts: Facts) -> bytes:
    """The slides as a PowerPoint file."""
    for slide in deck.slides:
        _in_language(slide, facts.region)
    _properties(deck, facts)
    content = io.BytesIO()
    deck.save(content)
    return _timeless(content.getvalue())


def _in_language(slide: Slide, region: str) -> None:
    """Every letter says its language, for spelling and for readers' voices."""
    for part in (slide, slide.notes_slide):
        for run in part._element.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}r"):
            run.get_or_add_rPr().set("lang", region)


def _properties(deck: Deck, facts: Facts) -> None:
    said = deck.core_properties
    # python-pptx refuses longer ones.
    said.title, said.subject = holdable(facts.title)[:255], holdable(facts.subject)[:255]
    said.author = said.last_modified_by = "KAMeSCOPE"
    said.keywords, said.comments, said.language = "", "", facts.region
    said.created = said.modified = datetime.datetime.combine(max(facts.made_on, _FIRST_DAY), datetime.time())
    said.revision = 1


def _timeless(content: bytes) -> bytes:
    """The same file, its parts without the hour at which they were written."""
    timeless = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(timeless, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            target.writestr(zipfile.ZipInfo(entry.filename), source.read(entry), zipfile.ZIP_DEFLATED)
    return timeless.getvalue()

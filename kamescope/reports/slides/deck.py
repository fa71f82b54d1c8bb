"""The story of the deck: which slides, in which order, and the file they become."""

import datetime
import io
import zipfile
from collections.abc import Callable

from pptx.slide import Slide

from kamescope.reports.brief import Brief, Section
from kamescope.reports.cells import holdable
from kamescope.reports.slides import closing, factors, lists, opening, results, window
from kamescope.reports.slides.page import Paper, paper

STORY: tuple[tuple[Section | None, Callable[[Paper], None]], ...] = (
    (None, opening.cover),
    (Section.SUMMARY, opening.essential),
    (Section.METHOD, opening.answered),
    (Section.RESULTS, results.profile),
    (Section.RESULTS, results.gaps),
    (Section.RESULTS, results.every_factor),
    (Section.TOP, lists.top),
    (Section.BOTTOM, lists.bottom),
    (Section.WINDOW, window.window),
    (Section.FACTORS, factors.factors),
    (Section.SUMMARY, closing.conversation),
    (None, closing.rules),
)
"""A slide is left out with its section; the cover and the rules always stay."""
_FIRST_DAY = datetime.date(1980, 1, 1)
_REGIONS = {"fr": "fr-FR", "en": "en-GB"}


def debrief_slides(brief: Brief) -> bytes:
    """The debrief of one KAM as a PowerPoint file of 12 to 16 slides, charts and tables editable.

    The same brief gives the same bytes.
    """
    written = paper(brief)
    for section, tell in STORY:
        if section is None or brief.has(section):
            tell(written)
    for number, slide in enumerate(written.deck.slides):
        if number:
            written.finish(slide)
        _in_language(slide, brief.say.language)
    _properties(written)
    content = io.BytesIO()
    written.deck.save(content)
    return _timeless(content.getvalue())


def _in_language(slide: Slide, language: str) -> None:
    """Every letter says its language, for spelling and for readers' voices."""
    for part in (slide, slide.notes_slide):
        for run in part._element.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}r"):
            run.get_or_add_rPr().set("lang", _REGIONS.get(language, language))


def _properties(written: Paper) -> None:
    brief, facts = written.brief, written.deck.core_properties
    day = datetime.datetime.combine(max(brief.edition.made_on, _FIRST_DAY), datetime.time())
    facts.title = holdable(written.say("slides.file_title", kam=brief.published.kam.name))[:255]
    facts.subject = holdable(brief.published.campaign.name)[:255]
    facts.author = facts.last_modified_by = "KAMeSCOPE"
    facts.keywords, facts.comments, facts.language = "", "", _REGIONS.get(written.say.language, written.say.language)
    facts.created = facts.modified = day
    facts.revision = 1


def _timeless(content: bytes) -> bytes:
    """The same file, its parts without the hour at which they were written."""
    timeless = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(timeless, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            target.writestr(zipfile.ZipInfo(entry.filename), source.read(entry), zipfile.ZIP_DEFLATED)
    return timeless.getvalue()

"""The story of the deck: which slides, in which order."""

from collections.abc import Callable

from kamescope.reports.report_spec import ReportSpec, Section
from kamescope.reports.slides import closing, factors, lists, opening, results, window
from kamescope.reports.slides.file import Facts, deck_file
from kamescope.reports.slides.page import DeckPaper, paper
from kamescope.reports.steps import Stage, Step, Tell, told, unheard

STORY: tuple[tuple[Section | None, Callable[[DeckPaper], None]], ...] = (
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


def debrief_slides(spec: ReportSpec, tell: Tell = unheard) -> bytes:
    """The debrief of one KAM as a PowerPoint file of 12 to 16 slides, charts and tables editable.

    The same brief gives the same bytes.
    """
    written = paper(spec)
    story = [write for section, write in STORY if section is None or spec.has(section)]
    for write in told(Stage.SLIDES, story, tell):
        write(written)
    for number, slide in enumerate(written.deck.slides):
        if number:
            written.finish(slide)
    tell(Step(Stage.WRITING))
    title = written.say("slides.file_title", kam=spec.published.kam.name)
    facts = Facts(title, spec.published.campaign.name, spec.render_options.made_on, spec.say.writing.region)
    return deck_file(written.deck, facts)

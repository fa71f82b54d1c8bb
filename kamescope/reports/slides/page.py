"""One slide: title, lead, footer, number and the speaker's notes; what stands between is drawn by others."""

from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass
from typing import cast

from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.presentation import Presentation as Deck
from pptx.shapes.autoshape import Shape
from pptx.shapes.base import BaseShape
from pptx.shapes.placeholder import SlidePlaceholder
from pptx.slide import Slide

from kamescope.charts.theme import LIGHT
from kamescope.i18n import Words
from kamescope.reports.cells import holdable
from kamescope.reports.report_spec import ReportSpec
from kamescope.reports.slides import words
from kamescope.reports.slides.master import (
    FIGURE,
    FOOT_SIZE,
    FOOTNOTE,
    LEAD,
    LEAD_PLACE,
    LEAD_SIZE,
    TEXTS,
    TITLE_SIZE,
    blank_deck,
)
from kamescope.reports.slides.text import clipped, plain, text_box

_SIDES = range(3, 31)
_FOOT = (PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER)


@dataclass(frozen=True, slots=True)
class SlideWords:
    """What a slide says besides what it shows: its title, the one sentence under it, the speaker's notes.

    `figures`: it shows scores, so that a line at its foot says which groups are missing from them.
    """

    title: str
    lead: str
    notes: tuple[str, ...]
    figures: bool = False


@dataclass(frozen=True, eq=False)
class DeckPaper:
    """The deck that is being written, and what it is written from."""

    deck: Deck
    spec: ReportSpec

    @property
    def say(self) -> Words:
        """The words of the deck's language."""
        return self.spec.say

    @property
    def footer(self) -> str:
        """Who and when, under every slide."""
        published = self.spec.published
        return " · ".join((published.kam.name, published.campaign.name))

    def page(self, told: SlideWords, layout: int = FIGURE) -> Slide:
        """A new slide; a lead that is too long is shortened, in full in the notes."""
        slide = add_page(self.deck, told, layout)
        lead = place(slide, LEAD_PLACE).text_frame.text
        unshown = words.unshown(self.spec) if told.figures else ""
        foot = clipped(unshown, FOOTNOTE.width, FOOT_SIZE)
        if foot:
            text_box(slide, self.say("slides.note"), FOOTNOTE, [plain(foot, FOOT_SIZE, LIGHT.muted)], "middle")
        cut = (whole for whole, said in ((told.lead, lead), (unshown, foot)) if whole != said)
        write_notes(slide, (*cut, *told.notes))
        return slide

    def finish(self, slide: Slide) -> None:
        """Footer and number last, so that they are read last."""
        close_page(slide, self.footer)


def paper(spec: ReportSpec) -> DeckPaper:
    """An empty deck for a brief."""
    sides = min(max(len(spec.factors), _SIDES.start), _SIDES.stop - 1)
    return DeckPaper(blank_deck(spec.say, sides), spec)


def add_page(deck: Deck, told: SlideWords, layout: int = FIGURE) -> Slide:
    """A new slide with its title and lead; what is too long for its place is shortened."""
    slide = deck.slides.add_slide(deck.slide_layouts[layout])
    title_of(slide).text_frame.text = clipped(told.title, LEAD.width, TITLE_SIZE, 1, "semibold")
    place(slide, LEAD_PLACE).text_frame.text = clipped(told.lead, LEAD.width, LEAD_SIZE, 1 if layout == TEXTS else 2)
    return slide


def close_page(slide: Slide, footer: str) -> None:
    """Footer and number last, so that they are read last."""
    # python-pptx's own types call the iterator an attribute.
    for source in slide.slide_layout.placeholders:  # type: ignore[misc]
        if source.placeholder_format.type in _FOOT:
            # python-pptx gives a slide every placeholder of its layout but these.
            slide.shapes._spTree.append(deepcopy(source._element))
            copied = cast(Shape, slide.shapes[-1])
            # The copy comes with a number that another shape of the slide may have.
            copied._element.nvSpPr.cNvPr.set("id", str(max(shape.shape_id for shape in slide.shapes) + 1))
            if source.placeholder_format.type == PP_PLACEHOLDER.FOOTER:
                copied.text_frame.text = clipped(footer, 750, 10)


def title_of(slide: Slide) -> Shape:
    """The title of a slide: every layout of ours has one. LookupError where there is none."""
    if (title := slide.shapes.title) is None:
        raise LookupError(slide.slide_layout.name)
    return title


def place(slide: Slide, number: int) -> SlidePlaceholder:
    """The placeholder of that number."""
    return next(shape for shape in slide.placeholders if shape.placeholder_format.idx == number)


def write_notes(slide: Slide, paragraphs: Iterable[str]) -> None:
    """What the speaker reads: one paragraph after the other."""
    if (frame := slide.notes_slide.notes_text_frame) is None:
        raise LookupError(slide.slide_layout.name)
    frame.text = holdable("\n".join(paragraphs))


def described(shape: BaseShape, name: str, text: str) -> None:
    """Name a chart or a table, and say what it shows to those who cannot see it."""
    properties = shape._element._nvXxPr.cNvPr
    properties.set("name", holdable(name))
    properties.set("descr", holdable(text))

"""The first slides: who it is about, the essential, who answered."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from pptx.shapes.base import BaseShape
from pptx.slide import Slide

from kamescope import sentences
from kamescope.analysis.gaps import WholeGap
from kamescope.analysis.published import Level
from kamescope.analysis.questions import TalkStep
from kamescope.analysis.scores import settled
from kamescope.charts.figures import status_text
from kamescope.charts.names import group_label
from kamescope.charts.theme import LIGHT
from kamescope.model import ENVIRONMENT, SELF
from kamescope.privacy import GroupResult, Status
from kamescope.reports.slides import legend, words
from kamescope.reports.slides.master import BODY, COVER, COVER_TEXT, COVER_TITLE, KICKER, LEAD_PLACE
from kamescope.reports.slides.motif import LILAC, PALE, WHITE
from kamescope.reports.slides.page import DeckPaper, SlideWords, place, title_of
from kamescope.reports.slides.tables import SIDE, SlideRow, SlideTable, shares, table
from kamescope.reports.slides.text import (
    CARD_MARGIN,
    LINE,
    Box,
    Paragraph,
    Run,
    card,
    clipped,
    fitted,
    head_of,
    height,
    line_count,
    plain,
    text_box,
    write,
)

_CARDS, _GAP, _NOTE = 3, 20.0, 40.0
_ROW, _HEAD, _SAID = 58.0, 28.0, 110.0
_LARGE = 40.0
"""Rows as high as this have room for large letters."""
_SCALES = (1.2, 1.1, 1, 0.9, 0.8, 0.7)
Entry = Sequence[Paragraph]


def cover(paper: DeckPaper) -> None:
    """The KAM, the company, the campaign, the day and the sources; fictitious people are said to be so."""
    say, published = paper.say, paper.spec.published
    name = clipped(published.kam.name, COVER_TITLE.width, 40, 2, "semibold")
    slide = paper.page(
        SlideWords(name, say("slides.kicker"), (*words.to_say(paper.spec, TalkStep.FRAME), *words.source(paper.spec))),
        COVER,
    )
    unused = COVER_TITLE.height - line_count(name, COVER_TITLE.width, 40, "semibold") * 40 * LINE - 2
    _move(title_of(slide), COVER_TITLE._replace(top=COVER_TITLE.top + unused, height=COVER_TITLE.height - unused))
    _move(place(slide, LEAD_PLACE), KICKER._replace(top=KICKER.top + unused))
    unshown = words.unshown(paper.spec)
    lines = (
        (published.kam.company, 20, WHITE, 0),
        (say("head.fictitious") if published.kam.fictitious else "", 12, LILAC, 4),
        (paper.spec.when, 16, WHITE, 22),
        (say("slides.made_on", date=say.date(paper.spec.render_options.made_on)), 13, PALE, 2),
        (words.received(paper.spec), 13, PALE, 12),
        (say("chart.sentence", text=unshown) if unshown else "", 13, PALE, 2),
    )
    told = [
        plain(clipped(text, COVER_TEXT.width, size, 2), size, color, before=before)
        for text, size, color, before in lines
        if text
    ]
    write(slide.placeholders[1].text_frame, told)


def _move(shape: BaseShape, box: Box) -> None:
    shape.left, shape.top, shape.width, shape.height = box.emu


def essential(paper: DeckPaper) -> None:
    """Three cards: strengths, areas to work on, gaps; then what only a part of the environment rates."""
    say, spec = paper.say, paper.spec
    found = spec.highlights
    partly = sentences.partly_rated(spec.published, found, say)
    lead = words.viewed(spec, say("slides.essential_lead"))
    notes = (
        *words.to_say(spec, TalkStep.REACTION),
        partly,
        *words.source(spec, "highlights", "environment", "gap"),
        *_full_names(paper),
    )
    slide = paper.page(SlideWords(say("report.summary"), lead, tuple(note for note in notes if note), figures=True))
    room = BODY.height - legend.HEIGHT - (_NOTE if partly else 0)
    boxes = BODY._replace(height=room).across(_CARDS, _GAP)
    width = boxes[0].width
    cards = {
        "strengths": [_scored(paper, code, width) for code in found.strengths],
        "areas": [_scored(paper, code, width) for code in found.areas],
        "gaps": [_gap(paper, gap, width) for gap in found.gaps],
    }
    _cards(slide, paper, boxes, cards)
    if partly:
        box = Box(BODY.left, BODY.top + room + 4, BODY.width, _NOTE - 4)
        text_box(slide, say("slides.note"), box, [plain(clipped(partly, BODY.width, 12, 2), 12, LIGHT.muted)], "middle")
    groups = (*dict.fromkeys((SELF, *spec.shown)), ENVIRONMENT)
    legend.legend(
        slide, spec, groups, Box(BODY.left, BODY.top + BODY.height - legend.HEIGHT, BODY.width, legend.HEIGHT)
    )


def answered(paper: DeckPaper) -> None:
    """A table of the groups: questionnaires, answers, non-response and how to read it, and why a group is masked."""
    say, spec = paper.say, paper.spec
    notes = (*words.source(spec, "non_response"), sentences.attributable(spec.model, say))
    lead = words.viewed(spec, words.received(spec))
    slide = paper.page(SlideWords(say("slides.answered"), lead, tuple(note for note in notes if note)))
    grid = _returns(paper)
    table(slide, say("slides.answered"), " ".join((words.received(spec), *spec.held_back)), grid)
    said = (*spec.held_back, _silence(paper), sentences.attributable(spec.model, say), spec.filters)
    top = BODY.top + grid.height + 14
    box = Box(BODY.left, top, BODY.width, BODY.top + BODY.height - top)
    made = fitted(
        lambda size: [plain(text, size, LIGHT.muted, before=size * 0.6) for text in said if text],
        box,
        (16, 15, 14, 13, 12, 11, 10, 9),
    )
    text_box(slide, say("slides.note"), box, made)


def _silence(paper: DeckPaper) -> str:
    """Which group left the most questions blank, and what a blank does to its scores."""
    say, published = paper.say, paper.spec.published
    rates = ((code, published.group(code).non_response) for code in published.published_groups)
    shares = {code: settled(rate) for code, rate in rates if rate is not None}
    most = [code for code, share in shares.items() if share and share == max(shares.values())]
    if not most:
        return ""
    who, share = words.groups_named(paper.spec, most), say.percent(shares[most[0]] * 100, 1)
    return say("slides.silence", who=who, share=share)


def _full_names(paper: DeckPaper) -> list[str]:
    """The factors spoken of, whose names a card may shorten, and who was asked little of them."""
    found = paper.spec.highlights
    codes = dict.fromkeys((*found.strengths, *found.areas, *(gap.code for gap in found.gaps)))
    told = ((words.heading(paper.spec, code), words.barely(paper.spec, code)) for code in codes)
    return [" · ".join(filter(None, parts)) for parts in told]


def _cards(slide: Slide, paper: DeckPaper, boxes: Sequence[Box], cards: Mapping[str, Sequence[Entry]]) -> None:
    """Cards side by side, their letters alike, as large as the fullest of them allows."""
    say, inside = paper.say, boxes[0].inside(CARD_MARGIN)
    titles = [say(f"highlight.{kind}") for kind in cards]
    filled = [entries or [[_nothing(paper, kind)]] for kind, entries in cards.items()]
    for scale in _SCALES:
        made = [_card(title, entries, scale) for title, entries in zip(titles, filled, strict=True)]
        if all(height(paragraphs, inside.width) <= inside.height for paragraphs in made):
            break
    for title, box, paragraphs in zip(titles, boxes, made, strict=True):
        card(slide, title, box, head_of(paragraphs, inside))


def _nothing(paper: DeckPaper, kind: str) -> Paragraph:
    """Why a card is empty; with few factors the strengths leave none to work on."""
    few = kind == "areas" and paper.spec.highlights.strengths
    nothing = sentences.no_highlight(paper.spec.published, kind, paper.say)
    return plain(paper.say("slides.no_area") if few else nothing, 13, LIGHT.muted)


def _card(title: str, entries: Sequence[Entry], scale: float) -> list[Paragraph]:
    found = [plain(title, 13, LIGHT.accent, bold=True)]
    for entry in entries:
        first, *others = (_scaled(paragraph, scale) for paragraph in entry)
        found += [replace(first, before=18 * scale), *others]
    return found


def _scaled(paragraph: Paragraph, scale: float) -> Paragraph:
    runs = tuple(replace(run, size=round(run.size * scale, 1)) for run in paragraph.runs)
    return replace(paragraph, runs=runs, size=round(paragraph.size * scale, 1), before=paragraph.before * scale)


def _scored(paper: DeckPaper, code: str, width: float) -> list[Paragraph]:
    spec, room = paper.spec, width - 2 * CARD_MARGIN
    figure = spec.figure(Level.FACTOR, code, ENVIRONMENT)
    return [
        Paragraph((Run(f"{figure}  ", bold=True, size=24), Run(code, LIGHT.muted, size=13)), 24),
        plain(clipped(words.name(spec, Level.FACTOR, code), room, 15, 2, "semibold"), 15, bold=True),
        Paragraph(words.signed_figures(spec, code, 12), 12, 2),
        *_barely(paper, code, room),
    ]


def _gap(paper: DeckPaper, gap: WholeGap, width: float) -> list[Paragraph]:
    spec, room = paper.spec, width - 2 * CARD_MARGIN
    color = words.GAP_COLORS[gap.kind]
    kind = Run(f"{paper.say(f'gap.{gap.kind}')}  ", color, True, 13)
    sides = [
        piece
        for side in (SELF, ENVIRONMENT)
        for piece in (
            words.sign(spec, side, "\N{NO-BREAK SPACE}", 12),
            Run(f"{spec.figure(Level.FACTOR, gap.code, side)}  ", LIGHT.muted, size=12),
        )
    ]
    figure = Run(f"{paper.say.signed(gap.gap)} ", color, True, 24)
    return [
        Paragraph((figure, kind, Run(gap.code, LIGHT.muted, size=13)), 24),
        plain(clipped(words.name(spec, Level.FACTOR, gap.code), room, 15, 2, "semibold"), 15, bold=True),
        Paragraph(tuple(sides), 12, 2),
        *_barely(paper, gap.code, room),
    ]


def _barely(paper: DeckPaper, code: str, room: float) -> list[Paragraph]:
    """Who was asked less than half of a factor; one line, so that the letters' scale leaves it one."""
    said = words.barely(paper.spec, code)
    return [plain(clipped(said, room / _SCALES[0], 11), 11, LIGHT.muted, before=2)] if said else []


def _returns(paper: DeckPaper) -> SlideTable:
    say, spec = paper.say, paper.spec
    widths = shares((300, 120, 100, 190, 170), BODY.width)
    keys = ("term.group", "column.questionnaires", "column.minimum", "column.answers", "slides.column_silent")
    heads = tuple(
        replace(plain(say(key), 13, LIGHT.muted), align="left" if number == 0 else "right")
        for number, key in enumerate(keys)
    )
    high = min(_ROW, (BODY.height - _HEAD - _SAID) / len(spec.published.groups))
    rows = [_return(paper, group, widths, high) for group in spec.published.groups]
    return SlideTable(BODY.left, BODY.top, widths, (SlideRow(heads, _HEAD), *rows))


def _return(paper: DeckPaper, group: GroupResult, widths: Sequence[float], high: float) -> SlideRow:
    say, spec = paper.say, paper.spec
    full, room = group_label(spec.published, group.code, say), widths[0] - 2 * SIDE - 24
    figure = 18 if high >= _LARGE else 14
    size = figure if line_count(full, room, figure, "semibold") == 1 else 11.5
    label = clipped(full, room, size, max(1, int(high / (size * LINE))), "semibold")
    name = Paragraph((words.sign(spec, group.code, "  "), Run(label, bold=True)), size)
    figures = [say.number(group.respondents), say.number(group.minimum), *_given(paper, group)]
    cells = [replace(plain(text, figure, _tone(group)), align="right") for text in figures]
    return SlideRow((name, *cells), high)


def _given(paper: DeckPaper, group: GroupResult) -> tuple[str, str]:
    """Answers and non-response, of published groups alone."""
    if (silent := group.non_response) is not None:
        return words.answers(paper.spec, group.code), paper.say.percent(silent * 100, 1)
    return (status_text(group.status, paper.say),) * 2


def _tone(group: GroupResult) -> str:
    return LIGHT.text if group.status is Status.PUBLISHED else LIGHT.muted

"""The last slides: questions for the conversation, and the rules behind every figure."""

from collections.abc import Sequence
from itertools import repeat

from kamescope import sentences
from kamescope.analysis.questions import TalkStep
from kamescope.charts.theme import LIGHT
from kamescope.reports.slides import words
from kamescope.reports.slides.master import BODY, COLUMNS, HALF, LEFT_PLACE, RIGHT_PLACE, TEXTS
from kamescope.reports.slides.page import DeckPaper, SlideWords, place
from kamescope.reports.slides.text import CARD_MARGIN, Box, Paragraph, card, head_of, height, largest, plain, write

_SPACE, _COLUMNS = 20.0, 3
_TALK_SIZES = (18, 17, 16, 15, 14, 13, 12, 11, 10)
_SIZES = (12, 11.5, 11, 10.5, 10, 9.5, 9, 8.5, 8)
Question = tuple[str, str]


def conversation(paper: DeckPaper) -> None:
    """Open questions for the coach, from the strengths, the areas and the gaps of this KAM."""
    say, spec = paper.say, paper.spec
    asked = _questions(paper)
    notes = (
        *words.to_say(spec, TalkStep.PRIORITIES),
        *(f"{title} {text}" for title, text in asked),
        *words.source(spec, "highlights"),
    )
    slide = paper.page(SlideWords(say("slides.talk"), say("slides.talk_lead"), notes))
    boxes = _boxes(len(asked))
    size = largest(_TALK_SIZES, lambda size: all(map(_holds, boxes, asked, repeat(size))))
    for box, question in zip(boxes, asked, strict=True):
        made = head_of(_question(question, size), box.inside(CARD_MARGIN))
        card(slide, question[0], box, made)


def _boxes(count: int) -> list[Box]:
    """As many cards in two rows."""
    columns = min(_COLUMNS, count)
    rows = -(-count // columns)
    high = (BODY.height - _SPACE * (rows - 1)) / rows
    lines = (BODY._replace(top=BODY.top + row * (high + _SPACE), height=high) for row in range(rows))
    return [box for row, line in enumerate(lines) for box in line.across(min(columns, count - row * columns), _SPACE)]


def _holds(box: Box, question: Question, size: float) -> bool:
    inside = box.inside(CARD_MARGIN)
    return height(_question(question, size), inside.width) <= inside.height


def _question(question: Question, size: float) -> list[Paragraph]:
    title, text = question
    return [plain(title, size, LIGHT.accent, bold=True), plain(text, size, before=size / 2)]


def rules(paper: DeckPaper) -> None:
    """Formulas, thresholds, filters, the state of the data and the day."""
    say, spec = paper.say, paper.spec
    told, facts = sentences.rules(spec.model, say), (say("slides.facts"), _facts(paper))
    notes = (*words.to_say(spec, TalkStep.CLOSE), *words.source(spec), *(words.stated(spec, rule) for rule in told))
    slide = paper.page(SlideWords(say("slides.rules"), sentences.gap_rule(spec.model, say), notes), TEXTS)
    left, right = _halves([*told, facts])
    high = COLUMNS.height
    size = largest(_SIZES, lambda size: max(_tall(left, size), _tall(right, size)) <= high)
    for number, part in ((LEFT_PLACE, left), (RIGHT_PLACE, right)):
        write(
            place(slide, number).text_frame,
            head_of(_texts(part, size), COLUMNS._replace(width=HALF)),
        )


def _questions(paper: DeckPaper) -> list[Question]:
    say, found = paper.say, paper.spec.highlights
    best, worst = (
        say.listing(words.scored(paper.spec, code) for code in codes) for codes in (found.strengths, found.areas)
    )
    asked = [(say("slides.ask_open"), say("slides.ask_open_text"))]
    if found.strengths:
        asked.append(
            (say("slides.ask_strengths"), say("slides.ask_strengths_text", len(found.strengths), factors=best))
        )
    if found.areas:
        asked.append((say("slides.ask_areas"), say("slides.ask_areas_text", len(found.areas), factors=worst)))
    for key, above in (("above", True), ("below", False)):
        gaps = words.gaps_side(paper.spec, above)
        if gaps:
            named = say.listing(f"{words.heading(paper.spec, gap.code)} ({say.signed(gap.gap)})" for gap in gaps)
            asked.append((say(f"slides.ask_{key}"), say(f"slides.ask_{key}_text", len(gaps), factors=named)))
    known = any(gap.gap is not None for gap in paper.spec.gaps)
    if known and not any(words.gaps_side(paper.spec, above) for above in (True, False)):
        asked.append((say("slides.ask_agreed"), say("slides.ask_agreed_text")))
    return [*asked, (say("slides.ask_next"), say("slides.ask_next_text"))]


def _facts(paper: DeckPaper) -> str:
    say, spec = paper.say, paper.spec
    return say(
        "slides.facts_text",
        filters=spec.filters,
        model=say.text(spec.model.name),
        version=spec.model.version,
        campaign=spec.when,
        data=say.number(spec.render_options.data_version),
        made_on=say.date(spec.render_options.made_on),
    )


def _texts(rules: Sequence[tuple[str, str]], size: float) -> list[Paragraph]:
    made: list[Paragraph] = []
    for title, text in rules:
        made.append(plain(title, size + 0.5, LIGHT.accent, bold=True, before=size * 0.7 if made else 0))
        made += [plain(line.replace("**", ""), size) for line in text.split("\n") if line]
    return made


def _tall(rules: Sequence[tuple[str, str]], size: float) -> float:
    return height(_texts(rules, size), HALF)


def _halves(rules: Sequence[tuple[str, str]]) -> tuple[Sequence[tuple[str, str]], Sequence[tuple[str, str]]]:
    """Two columns of like height, in order."""
    cuts = range(1, len(rules))
    best = min(cuts, key=lambda cut: abs(_tall(rules[:cut], 10) - _tall(rules[cut:], 10)))
    return rules[:best], rules[best:]

"""The coach's guide: the conversation step by step on two pages, with its evidence, questions and notes."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kamescope import sentences
from kamescope.analysis.conversation import (
    Caution,
    ChosenQuestion,
    ConversationStep,
    clock,
)
from kamescope.analysis.evidence import Evidence, Quoted
from kamescope.analysis.gaps import is_wide
from kamescope.analysis.published import Level
from kamescope.analysis.questions import ProposedQuestion, TalkStep
from kamescope.charts.strip_layout import lanes
from kamescope.charts.theme import mark_of
from kamescope.model import ENVIRONMENT, SELF
from kamescope.reports.document import summary
from kamescope.reports.document.cover import frame
from kamescope.reports.document.pieces import Data, Part, gap_data, mark_name, marked, shortened
from kamescope.reports.report_spec import ReportSpec

FIRST_PAGE = 5
"""So many steps stand on the first page."""
UNCHOSEN = 3
"""So many questions are printed of a step of which the coach kept none, to be ticked by hand."""
ROOM = 0.07
"""Marks nearer than this share of the track would hide one another."""
SAID = (TalkStep.FRAME, TalkStep.CLOSE)
"""The steps that have words of their own to say."""


@dataclass(frozen=True, slots=True)
class Shortening:
    """How much is printed of a step: questions, signs of a question, signs of a note, cautions (each of them whole)."""

    questions: int
    question: int
    note: int
    cautions: int


SHORTENINGS = (
    Shortening(50, 500, 2000, 50),
    Shortening(6, 220, 300, 3),
    Shortening(4, 130, 160, 2),
    Shortening(3, 80, 90, 1),
)
"""Tried one after the other until a page holds all; from the second on it says that texts are shortened."""


def part(spec: ReportSpec) -> Part:
    """Both pages as data, each as many times as there are shortenings; the template takes the first that fits."""
    say, published, steps = spec.say, spec.published, spec.talk
    data: Data = frame(spec) | {
        "title_of": say("guide.title"),
        "own": say("guide.own"),
        "kam": published.kam.name,
        "context": " · ".join(filter(None, _context(spec))),
        "tiles": summary.tiles(spec),
        "masked": summary.masked(spec),
        "headline": spec.headline,
        "thread": say("guide.thread"),
        "read_before": say("talk.read_before"),
        "notes_name": say("guide.note"),
        "flag": say("guide.flag"),
        "pages": [
            {"pages": [_page(spec, steps, page, short) for page in (0, 1)], "is_cut": place > 0}
            for place, short in enumerate(SHORTENINGS)
        ],
        "cut": say("guide.cut"),
        "cards": _cards(spec),
        "prompts": [say(f"handout.prompt_{prompt}") for prompt in ("when", "then", "first", "help")],
        "help": [{"title": say(f"guide.{kind}"), "text": say(f"guide.{kind}_text")} for kind in ("words", "short")],
        "foot": spec.when,
        "little": sentences.little_marked(published, spec.codes, say),
        "marks": {column: mark_name(mark_of(spec.model, column)) for column in (SELF, ENVIRONMENT)},
    }
    return Part(data)


def _context(spec: ReportSpec) -> Iterable[str]:
    say, kept = spec.say, spec.preparation
    yield spec.published.kam.company
    yield say("head.fictitious") if spec.published.kam.fictitious else ""
    yield say.date(kept.talk) if kept.talk else ""
    yield _hour(spec, kept.start) if kept.start else ""
    yield say("guide.minutes", kept.length)
    yield sentences.sources(spec.published, say)


def _page(spec: ReportSpec, steps: Sequence[ConversationStep], page: int, short: Shortening) -> list[Data]:
    """The steps of one page."""
    times = clock(steps, spec.preparation.start or datetime.time())
    told = [_step(spec, step, number, times[number - 1][0], short) for number, step in enumerate(steps, start=1)]
    return told[:FIRST_PAGE] if page == 0 else told[FIRST_PAGE:]


def _hour(spec: ReportSpec, time: datetime.time) -> str:
    return spec.say.time(datetime.datetime.combine(datetime.date.min, time))


def _step(spec: ReportSpec, step: ConversationStep, number: int, begins: datetime.time, short: Shortening) -> Data:
    say, kept = spec.say, spec.preparation
    elapsed = begins.hour * 60 + begins.minute
    cautions = [sentences.caution(spec.published, step.step, each, say) for each in _told(step)]
    questions = _questions(spec, step)
    shown = questions[: short.questions]
    return {
        "time": _hour(spec, begins) if kept.start else say("guide.after", elapsed),
        "minutes": say("guide.minutes", step.minutes) if step.minutes else "",
        "number": number,
        "title": sentences.talk_step(step.step, say),
        "aim": say("talk.nothing") if step.is_empty else say(f"talk.aim.{step.step}"),
        "is_empty": step.is_empty,
        "say": say(f"talk.say.{step.step}") if step.step in SAID else "",
        "cautions": cautions[: short.cautions],
        "unsaid": say("guide.unsaid", len(cautions) - short.cautions) if len(cautions) > short.cautions else "",
        "factors": [_factor(spec, each, step.step, place == 0) for place, each in enumerate(step.evidence)],
        "reserve": _reserve(spec, step),
        "brought_up": _brought_up(spec) if step.step is TalkStep.PRIORITIES else "",
        "questions": [{"text": shortened(text, short.question), "kept": is_kept} for text, is_kept in shown],
        "more": say("guide.more", len(questions) - len(shown)) if len(questions) > len(shown) else "",
        "note": shortened(kept.note(step.step), short.note),
    }


def _told(step: ConversationStep) -> list[Caution]:
    """What the figures beside it do not say already: not what rests on little, nor what is reclassed."""
    return [each for each in step.cautions if each.groups or each.others]


def _questions(spec: ReportSpec, step: ConversationStep) -> list[tuple[str, bool]]:
    """Those that the coach kept, as they were worded; else the first ones proposed, to be ticked by hand."""
    kept = [(text, True) for each in spec.preparation.chosen(step.step) if (text := _worded(spec, each))]
    if kept or step.is_empty:
        return kept
    return [(sentences.question(spec.published, each, spec.say), False) for each in step.questions[:UNCHOSEN]]


def _worded(spec: ReportSpec, kept: ChosenQuestion) -> str:
    asked = ProposedQuestion(kept.code, kept.factor)
    return kept.text.strip() or sentences.question(spec.published, asked, spec.say)


def _factor(spec: ReportSpec, found: Evidence, step: TalkStep, is_first: bool) -> Data:
    say, published = spec.say, spec.published
    columns = [column for column, _ in found.figures]
    apart = found.apart
    notes = (
        sentences.seen_by(published, found.code, say),
        sentences.fair(published, found.code, say),
        f"{sentences.LITTLE}\N{NO-BREAK SPACE}{sentences.rests_on(published, found.code, say)}" if found.little else "",
        say("guide.unrated", groups=sentences.sides(published, found.unrated, say)) if found.unrated else "",
    )
    is_apart = step is TalkStep.DISAGREEMENT and apart is not None and is_wide(spec.model, apart)
    return {
        "code": found.code,
        "name": sentences.factor_name(spec.model, found.code, say),
        "flagged": found.code in spec.preparation.flagged,
        "cells": [marked(spec, Level.FACTOR, found.code, column) for column in columns if column != ENVIRONMENT],
        "track": _track(spec, found, (apart.lowest, apart.highest) if is_apart and apart else (SELF, ENVIRONMENT)),
        "gap": {"text": say("guide.apart", points=say.number(apart.size, 2)), "kind": "marked", "word": ""}
        if is_apart and apart
        else gap_data(spec, found.gap),
        "quote": _quote(spec, found.quoted) if is_first and found.quoted else {},
        "notes": say("apart").join(note for note in notes if note),
    }


def _track(spec: ReportSpec, found: Evidence, ends: tuple[str, str]) -> Data:
    """The marks on the scale with their lanes, and the bar between two of them."""
    shares = {column: spec.model.scale.share(figure.score) for column, figure in found.figures}
    stacked = lanes(list(shares.values()), ROOM)
    marks = [
        {"mark": mark_name(mark_of(spec.model, column)), "at": round(share, 4), "lane": lane}
        for (column, share), lane in zip(shares.items(), stacked, strict=True)
    ]
    bar = sorted(round(shares[end], 4) for end in ends) if all(end in shares for end in ends) else []
    return {"marks": marks, "bar": bar, "lanes": max(map(abs, stacked), default=0)}


def _quote(spec: ReportSpec, found: Quoted) -> Data:
    """The item to quote, with its figures."""
    columns = [column for column, _ in found.figures if column != ENVIRONMENT]
    return {
        "code": found.code,
        "text": spec.say.statement(spec.model.item(found.code)),
        "cells": [marked(spec, Level.ITEM, found.code, column) for column in columns],
    }


def _reserve(spec: ReportSpec, step: ConversationStep) -> str:
    if not step.reserve:
        return ""
    named = [_named(spec, each) for each in step.reserve]
    return spec.say("talk.reserve", factors=spec.say.series(named))


def _named(spec: ReportSpec, found: Evidence) -> str:
    """A factor's code with its gap."""
    return found.code if found.gap.gap is None else f"{found.code} ({spec.say.signed(found.gap.gap)})"


def _brought_up(spec: ReportSpec) -> str:
    flagged = [code for code in spec.preparation.flagged if code in spec.model.factor_of]
    if not flagged:
        return ""
    names = (f"{code} {sentences.factor_name(spec.model, code, spec.say)}" for code in flagged)
    return spec.say("guide.brought_up", len(flagged), factors=spec.say.series(names))


def _cards(spec: ReportSpec) -> list[Data]:
    """Three cards to write in, the factors ranked already named in them."""
    say, ranked = spec.say, [code for code in spec.preparation.priorities if code in spec.model.factor_of]
    named = [f"{code} {sentences.factor_name(spec.model, code, say)}" for code in ranked]
    return [
        {"title": say("plan.priority", position=say.number(place + 1)), "name": (*named, "", "", "")[place]}
        for place in range(3)
    ]

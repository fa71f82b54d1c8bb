"""How a coach prepares the conversation with a KAM: choices that the coaches of a KAM share, and notes of each alone.

A note is read by whoever wrote it, in whatever role others come: by nobody else.
"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from kamescope.analysis.conversation import (
    LENGTHS,
    USUAL_LENGTH,
    BroughtUp,
    ChosenQuestion,
    Preparation,
    PriorityRank,
    ProposedQuestion,
    TalkStep,
)
from kamescope.analysis.questions import OFFERS
from kamescope.errors import RequestError
from kamescope.model import Model
from kamescope.naming import tidy
from kamescope.records import Marks
from kamescope.service.viewer import Scope
from kamescope.store import audit, reads, road
from kamescope.store import preparation as kept
from kamescope.store.access import account_tokens
from kamescope.store.connect import Snapshot, Store
from kamescope.store.preparation import FrameRow, NoteRow, QuestionRow

LONGEST_NOTE = 2000
"""Characters of a note."""
LONGEST_QUESTION = 500
"""Characters of a question as a coach words it."""
MOST_OWN = 10
"""Questions that coaches may add to a step."""
KNOWN = frozenset(code for offer in OFFERS for code in offer.codes)
"""Every question that may be proposed."""


@dataclass(frozen=True, slots=True)
class Worded:
    """A question that somebody chose, took out again, worded anew or added.

    `code` is that of the catalogue, or the name of an added one (`is_own`); `text` is "" where it stays as proposed;
    `version`: which wording this is.
    """

    step: TalkStep
    code: str
    factor: str | None
    is_chosen: bool
    text: str
    version: int

    @property
    def is_own(self) -> bool:
        """Whether somebody added it."""
        return self.code.startswith(kept.OWN)

    @property
    def proposed(self) -> ProposedQuestion:
        """What it is in the catalogue."""
        return ProposedQuestion(self.code, self.factor)


@dataclass(frozen=True, slots=True)
class Prepared:
    """What is prepared, with the notes of whoever looks; and all that was ever done with a question, to be changed.

    `notes`: step, note and which writing it is.
    """

    preparation: Preparation
    questions: tuple[Worded, ...]
    notes: tuple[tuple[TalkStep, str, int], ...]

    def at(self, step: TalkStep) -> tuple[Worded, ...]:
        """The questions of a step."""
        return tuple(each for each in self.questions if each.step is step)

    def note(self, step: TalkStep) -> tuple[str, int]:
        """The note at a step, and which writing it is; "" and 0 where there is none."""
        return next(((note, version) for at, note, version in self.notes if at is step), ("", 0))


def preparation(store: Store, scope: Scope, campaign: str, kam: str) -> Prepared:
    """What is prepared for a KAM in a campaign (tokens); RequestError `link_unknown` for who does not prepare it."""
    place = _place(store, scope, campaign, kam)
    writer = _writer(store, scope)
    with store.snapshot() as frozen:
        return prepared_in(frozen, place, writer)


def prepared_in(frozen: Snapshot, place: reads.Located, writer: str) -> Prepared:
    """The same in one state of the data, with the notes of one writer."""
    pair = place.campaign.token, place.kam.token
    frame = kept.frame(frozen.run, *pair) or FrameRow(USUAL_LENGTH, None)
    codes = [factor.code for factor in place.model.factors]
    ranks = {each.code: each.rank for each in kept.factors(frozen.run, *pair)}
    questions = tuple(_known(kept.questions(frozen.run, *pair), codes))
    notes = tuple((TalkStep(each.step), each.note, each.version) for each in kept.notes(frozen.run, *pair, writer))
    told = Preparation(
        frame.length if frame.length in LENGTHS else USUAL_LENGTH,
        road.marks(frozen.run).get(pair, Marks()).talk,
        frame.begins,
        tuple((step, note) for step, note, _ in notes),
        tuple(_chosen(each) for each in questions if each.is_chosen),
        tuple(BroughtUp(code, _rank(ranks[code])) for code in codes if code in ranks),
    )
    return Prepared(told, questions, notes)


def taken_along(store: Store, scope: Scope, campaign: str, kam: str) -> tuple[Prepared, int]:
    """The same for an export, with the notes of whoever asks for it, and how many others wrote."""
    writer = _writer(store, scope)
    with store.snapshot() as frozen:
        place = reads.there(frozen, campaign, kam)
        return prepared_in(frozen, place, writer), kept.notes_of_others(frozen.run, campaign, kam, writer)


def set_length(
    store: Store, scope: Scope, campaign: str, kam: str, length: int, begins: datetime.time | None = None
) -> None:
    """Keep how long the conversation takes (minutes), and when it begins; None forgets that.

    Raises RequestError `link_unknown`, `length_unknown`.
    """
    pair = _pair(store, scope, campaign, kam)
    if length not in LENGTHS:
        raise RequestError("length_unknown", length=length, candidates=", ".join(map(str, LENGTHS)))
    kept.set_frame(store, pair, FrameRow(length, begins and begins.replace(second=0, microsecond=0, tzinfo=None)))


def choose_question(
    store: Store, scope: Scope, campaign: str, kam: str, step: TalkStep, question: ProposedQuestion, is_on: bool = True
) -> None:
    """Keep a question for a step, or not; how it was worded stays.

    Raises RequestError `link_unknown`, `step_unknown`, `question_unknown`.
    """
    place = _place(store, scope, campaign, kam)
    code, factor = _asked(place.model, question)
    kept.choose(store, (campaign, kam), QuestionRow(_step(step), code, factor, is_on, "", 0))


def reword_question(
    store: Store,
    scope: Scope,
    campaign: str,
    kam: str,
    step: TalkStep,
    text: str,
    question: ProposedQuestion | None = None,
    version: int = 0,
) -> str:
    """Word a question as the coach would ask it, and keep it; without a `question` add one. Returns its code.

    Without a text it is as proposed again, and one that was added goes. `version`: the wording that the writer had
    before their eyes. Raises RequestError `link_unknown`, `step_unknown`, `question_unknown`, `question_empty`,
    `question_long`, `question_newer` (worded anew meanwhile: nothing is changed), `questions_full`.
    """
    place = _place(store, scope, campaign, kam)
    code, factor = ("", "") if question is None else _asked(place.model, question)
    written = tidy(text.replace("\0", ""))
    if not (written or code):
        raise RequestError("question_empty")
    if len(written) > LONGEST_QUESTION:
        raise RequestError("question_long", length=len(written), most=LONGEST_QUESTION)
    row = QuestionRow(_step(step), code, factor, True, written, version)
    return kept.reword(store, (campaign, kam), row, MOST_OWN)


def flag_factor(store: Store, scope: Scope, campaign: str, kam: str, code: str, is_on: bool = True) -> None:
    """Say that a factor is to be brought up, or not. Raises RequestError `link_unknown`, `flag_unknown`."""
    place = _place(store, scope, campaign, kam)
    if code not in [factor.code for factor in place.model.factors]:
        raise RequestError("flag_unknown", part=tidy(code))
    kept.flag(store, (campaign, kam), code, is_on)


def rank_factor(store: Store, scope: Scope, campaign: str, kam: str, code: str, rank: int | None) -> None:
    """Say which of the factors to bring up comes first, second, third or later; None: nothing is said.

    Raises RequestError `link_unknown`, `rank_unknown`, `rank_unflagged`, `rank_taken` where another one has it.
    """
    pair = _pair(store, scope, campaign, kam)
    if rank is not None and rank not in set(PriorityRank):
        raise RequestError("rank_unknown", rank=rank)
    kept.set_rank(store, pair, code, rank)


def write_note(store: Store, scope: Scope, campaign: str, kam: str, step: TalkStep, note: str, version: int = 0) -> int:
    """Keep what the coach who asks writes for themself about a step, "" for nothing; which writing it is.

    `version`: the one that the writer had before their eyes. Raises RequestError `link_unknown`, `step_unknown`,
    `note_long`, `note_newer` (the same coach wrote another one meanwhile: nothing is changed).
    """
    pair = _pair(store, scope, campaign, kam)
    lines = (tidy(line) for line in note.replace("\0", "").splitlines())
    written = "\n".join(lines).strip()
    if len(written) > LONGEST_NOTE:
        raise RequestError("note_long", length=len(written), most=LONGEST_NOTE)
    return kept.write_note(store, pair, _writer(store, scope), NoteRow(_step(step), written, version))


def _place(store: Store, scope: Scope, campaign: str, kam: str) -> reads.Located:
    """Somebody with whom the viewer prepares the conversation; RequestError `link_unknown` for everybody else."""
    with store.snapshot() as frozen:
        place = reads.locate(frozen, campaign, kam)
    if place is None or not scope.coaches(campaign, kam):
        raise RequestError("link_unknown")
    return place


def _pair(store: Store, scope: Scope, campaign: str, kam: str) -> road.Pair:
    place = _place(store, scope, campaign, kam)
    return place.campaign.token, place.kam.token


def _writer(store: Store, scope: Scope) -> str:
    """The token of who asks; whoever has the machine for themself is nobody in particular."""
    who = audit.author()
    return account_tokens(store, [who])[who] if scope.is_granted else ""


def _step(step: str) -> TalkStep:
    try:
        return TalkStep(step)
    except ValueError:
        raise RequestError("step_unknown", step=tidy(step), candidates=", ".join(TalkStep)) from None


def _asked(model: Model, question: ProposedQuestion) -> tuple[str, str]:
    """Code and factor of a question that there is, or that somebody added; RequestError `question_unknown`."""
    code, factor = question.code, question.factor or ""
    is_there = code in KNOWN or (code.startswith(kept.OWN) and code.removeprefix(kept.OWN).isdigit())
    if not is_there or factor not in ("", *(each.code for each in model.factors)):
        raise RequestError("question_unknown", question=tidy(code))
    return code, factor


def _rank(kept_rank: int | None) -> PriorityRank | None:
    return None if kept_rank is None else PriorityRank(kept_rank)


def _known(rows: tuple[QuestionRow, ...], codes: list[str]) -> Iterator[Worded]:
    """The questions that can be told: one that is proposed no more, as it was worded."""
    for each in rows:
        is_told = each.question in KNOWN and (each.factor in codes or not each.factor)
        if is_told or each.wording:
            yield Worded(
                TalkStep(each.step), each.question, each.factor or None, each.chosen, each.wording, each.version
            )


def _chosen(each: Worded) -> ChosenQuestion:
    is_proposed = each.code in KNOWN
    return ChosenQuestion(each.step, each.code if is_proposed else "", each.factor if is_proposed else None, each.text)

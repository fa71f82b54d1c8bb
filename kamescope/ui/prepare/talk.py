"""What the parts of the page share: the conversation, what is prepared for it, and which step is open."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from kamescope import sentences
from kamescope.analysis.conversation import ConversationStep, clock, conversation
from kamescope.analysis.evidence import Evidence
from kamescope.analysis.published import Published
from kamescope.analysis.questions import TalkStep
from kamescope.i18n import Words
from kamescope.service import Prepared, Question
from kamescope.ui import data
from kamescope.ui.debrief.release import Pair
from kamescope.ui.kam.view import KamView
from kamescope.ui.warm import warm


@dataclass(frozen=True, slots=True)
class Talk:
    """One conversation as its coach has it before their eyes; results are those of everybody, whatever the filters."""

    view: KamView
    published: Published
    steps: tuple[ConversationStep, ...]
    prepared: Prepared

    @property
    def say(self) -> Words:
        """The language."""
        return self.view.say

    @property
    def pair(self) -> Pair:
        """Tokens of campaign and KAM."""
        return self.view.address.campaign, self.view.address.kam

    @property
    def place(self) -> int:
        """Where the open step stands."""
        return next(place for place, each in enumerate(self.steps) if each.step == self.view.address.step)

    @property
    def open_step(self) -> ConversationStep:
        """The step that is open."""
        return self.steps[self.place]

    @property
    def flagged(self) -> tuple[str, ...]:
        """The factors to bring up, in model order."""
        return tuple(each.code for each in self.prepared.preparation.brought_up)

    def name(self, step: TalkStep) -> str:
        """What a step is called."""
        return sentences.talk_step(step, self.say)

    def key(self, *parts: object) -> str:
        """The key of a widget about this very conversation."""
        return "_".join(map(str, ("prepare", *parts, *self.pair)))

    def times(self, place: int) -> str:
        """`14:24 → 14:34`; nothing where it is not said when the conversation begins."""
        begins = self.prepared.preparation.start
        if begins is None:
            return ""
        ends = clock(self.steps, begins)[place]
        return " → ".join(self.say.time(datetime.datetime.combine(datetime.date.min, end)) for end in ends)

    def is_done(self, step: TalkStep) -> bool:
        """Whether a step is prepared: a question is kept for it; of the choice of priorities, a factor has a rank."""
        told = self.prepared.preparation
        return bool(told.priorities if step is TalkStep.PRIORITIES else told.chosen(step))

    def has_flag(self, each: ConversationStep) -> bool:
        """Whether one of a step's factors is to be brought up."""
        return any(found.code in self.flagged for found in (*each.evidence, *each.reserve))

    def evidence(self) -> Iterator[tuple[TalkStep, Evidence]]:
        """Every factor that is spoken about, at the first step that does."""
        known: set[str] = set()
        for each in self.steps:
            for found in (*each.evidence, *each.reserve):
                if found.code not in known:
                    known.add(found.code)
                    yield each.step, found


def talk_of(view: KamView) -> Talk:
    """The conversation about the KAM of the page; RequestError `link_unknown` for who does not prepare it."""
    campaign, kam = view.address.campaign, view.address.kam
    prepared = data.door().preparation(campaign, kam)
    published = data.door().results(Question(campaign, kam))
    return Talk(view, published, warm(conversation, published, prepared.preparation.length), prepared)

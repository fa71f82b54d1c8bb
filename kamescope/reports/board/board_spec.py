"""What a page or a slide of a board tells: the board as the screen shows it, whose it is, what is filtered and set."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from kamescope.charts.theme import Look
from kamescope.i18n import Words
from kamescope.levers.board import Board, BoardFacts, Part
from kamescope.reports.names import safe_name


@dataclass(frozen=True, eq=False)
class BoardPaper:
    """A board and what stands around it.

    `title`: what its page is called; `context`: the day of the figures, company and team; `filters`: what is filtered
    and set, in a sentence.
    """

    board: Board
    facts: BoardFacts
    title: str
    context: str
    filters: str
    made_on: datetime.date

    @property
    def say(self) -> Words:
        """The words of the edition's language."""
        return self.facts.say

    @property
    def look(self) -> Look:
        """How figures are drawn: on a light ground."""
        return Look(self.say.language)

    @property
    def document_title(self) -> str:
        """What the file says it is."""
        return ", ".join(part for part in (self.title, self.context) if part)

    @property
    def file_name(self) -> str:
        """How its files are called, without an ending: `objectifs_30-juin-2026`."""
        return "_".join(part for part in map(safe_name, (self.title, self.context)) if part)

    def told_notes(self, left_out: Sequence[Part]) -> list[str]:
        """What has no room first, then what a reader must know."""
        titles = self.say.listing(f"{part.title}" for part in left_out)
        missing = [self.say("board_paper.left_out", len(left_out), titles=titles)] if left_out else []
        return [*missing, *self.board.notes]

    def more(self, count: int, told: int, cut: int) -> str:
        """How many rows of a part, and columns, are on the screen alone."""
        rows = self.say("board_paper.rows_left", count - told) if count > told and told else ""
        return " ".join(part for part in (rows, self.say("board_paper.columns_left", cut) if cut else "") if part)

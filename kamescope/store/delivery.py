"""What a file brings to the store, and what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import pandas as pd

from kamescope.errors import Collected, Issue
from kamescope.model import Model, RaterGroup
from kamescope.store.connect import run
from kamescope.store.engine import Cursor, Reply
from kamescope.store.reads import Wave


def no_comments() -> pd.DataFrame:
    """The comments of a file that has none."""
    kinds = {"respondent": "int64", "question": "str", "text": "str"}
    return pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in kinds.items()})


@dataclass(frozen=True, slots=True)
class Delivery:
    """What one file brings: checked frames (see `ingest.checked`) and the line for the journal.

    `respondents` may also hold email (text or None; only its keyed hash is stored), seconds (int or None) and
    returned_at (datetime or None). `mapping` is what a person agreed to (TOML) for files with these `headings` (a
    fingerprint); `set_aside` says what was excluded and why, `left_out` how much of all
    that the file holds does not come in. `replace` lets changed questionnaires replace those the
    store has; `keep_duplicates` lets in what looks like a questionnaire it has. `numbered`: the survey tool gave the
    respondents' ids, and may number them anew in every form. `collecting`: a campaign that is new shows only counts
    until it is opened. `batch` is what files that are imported together share. `comments`: respondent (position in
    `respondents`), question (code), text; `open_questions`: the codes of those that the file asks.
    """

    file: str
    layout: str
    sha256: str
    options: str
    model: Model
    respondents: pd.DataFrame
    answers: pd.DataFrame
    blanks: int
    segment_key: str = ""
    issues: tuple[Issue, ...] = ()
    left_out: Mapping[str, int] = field(default_factory=dict)
    demo: bool = False
    fictitious: bool = False
    release: bool = False
    replace: bool = False
    mapping: str = ""
    headings: str = ""
    set_aside: tuple[Mapping[str, object], ...] = ()
    keep_duplicates: bool = False
    numbered: bool = False
    collecting: bool = False
    batch: str = ""
    comments: pd.DataFrame = field(default_factory=no_comments)
    open_questions: tuple[str, ...] = ()


@dataclass(slots=True)
class Written:
    """What became of a delivery; errors among the issues mean that nothing was kept.

    `already`: the same bytes came in while this file was being read. `respondents` came in (new, or `replaced` an
    older version), `skipped` were known, `waiting` are counted nowhere.
    """

    already: bool = False
    respondents: int = 0
    skipped: int = 0
    replaced: int = 0
    waiting: int = 0
    found: Collected = field(default_factory=Collected)

    @property
    def refused(self) -> bool:
        """Whether an error kept the file out."""
        return self.found.errors > 0

    @property
    def issues(self) -> tuple[Issue, ...]:
        """What was found; of one kind only the first are listed."""
        return self.found.listed()

    def add(self, issue: Issue) -> None:
        """Note one thing found."""
        self.found.add_all(issue.severity, issue.code, 1, [issue])


class Next(NamedTuple):
    """The first free number of each table."""

    model: int
    campaign: int
    kam: int
    import_: int
    respondent: int


@dataclass(slots=True)
class Delivering:
    """One delivery on its way into the tables, under the numbers that are free; `secret` keys what is hashed.

    `waves`: every campaign by number, those of the delivery too, once they are recorded.
    """

    cursor: Cursor
    delivery: Delivery
    written: Written
    next: Next
    secret: str
    waves: Mapping[int, Wave] = field(default_factory=dict)

    @property
    def import_id(self) -> int:
        """The number of this import."""
        return self.next.import_

    def group(self, campaign_id: int, place: int) -> RaterGroup:
        """A rater group of the model, under what a campaign promises it."""
        return self.waves[campaign_id].model.groups[place]

    def issue(self, severity: str, code: str, row: int | None = None, **facts: object) -> None:
        """Note one thing found."""
        self.written.add(Issue(severity, code, row, facts=facts))

    def run(self, query: str, **facts: object) -> Reply:
        """Run a query of `queries/` by its name on the cursor of this delivery."""
        return run(self.cursor, query, **facts)

    def one(self, query: str, **facts: object) -> tuple:
        """The only row of a query; nothing is left unread, or the cursor would take no frame."""
        return self.run(query, **facts).fetchall()[0]

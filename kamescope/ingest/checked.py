"""What comes out of reading one file: its questionnaires, its answers, how it was understood, what is wrong with it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import pandas as pd

from kamescope.errors import Issue
from kamescope.ingest.column_use import ColumnUse
from kamescope.ingest.exclusions import Exclusion
from kamescope.ingest.held import Held
from kamescope.ingest.labels import LabelUse
from kamescope.ingest.likeness import Likeness
from kamescope.ingest.mapping import FileMapping
from kamescope.ingest.own_ways import Turning
from kamescope.ingest.unseen import Unseen
from kamescope.ingest.who import Source, WordUse

RESPONDENT_COLUMNS = (
    "campaign",
    "date",
    "kam",
    "kam_id",
    "company",
    "team",
    "group",
    "respondent",
    "row",
    "attributes",
    "answers",
    "email",
    "seconds",
    "returned_at",
)


@dataclass(frozen=True)
class Understood:
    """How a file was read: everything a person may see and correct before it is imported.

    `headings` is the fingerprint of layout and headings: files that share it share one mapping. `proposal` says
    explicitly all that was in doubt: reading again under it asks nothing but what is still open. `unknown_items`: what
    the column of items says, in a file of one row an answer, that is no item. `labels_held` and `words_held`: where
    answers and words of the group column that are in doubt stand, by their normal form.
    """

    file: str
    layout: str
    why: tuple[str, ...]
    row: int
    columns: tuple[ColumnUse, ...]
    labels: tuple[LabelUse, ...]
    kam: Source
    group: Source
    words: tuple[WordUse, ...]
    sheets: tuple[str, ...]
    set_aside: tuple[Exclusion, ...]
    headings: str
    proposal: FileMapping
    still_open: Mapping[str, tuple[str, ...]]
    unknown_items: tuple[str, ...]
    first_rows: tuple[tuple[str, ...], ...]
    unseen: Unseen
    campaigns: Mapping[str, str]
    turnings: tuple[Turning, ...] = ()
    people: tuple[Likeness, ...] = ()
    labels_held: Mapping[str, tuple[Held, ...]] = field(default_factory=dict)
    words_held: Mapping[str, tuple[Held, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Checked:
    """One file, read and checked; nothing of it may be stored where `refused`.

    `respondents`: one row a questionnaire: campaign, kam, company, team (text, "" where not given), kam_id and
    respondent (text or None), date (datetime.date or None), group (position in `model.groups`), row (first row in the
    spreadsheet, headings are row 1), attributes (dict: normalised heading → text), answers (how many), email (raw,
    never stored as such, or None), seconds taken and moment of return (or None).
    `answers`: respondent (position in `respondents`), item (position in `model.items`), value; sorted by the first two.
    `blanks`: items asked and left unanswered, over the questionnaires with at least one answer. `understood`: how the
    file was read, for a person to see and to correct; None where it was not recognised. `left_out`: how much of what
    the file holds does not come in, by a name of LEFT_OUT. `numbered`: the survey tool gave the respondents' ids,
    and may number them anew in every form, so that only the moment of return tells two forms apart. `comments`:
    respondent, question (code), text, one row each; `open_questions`: the codes of those that the file asks.
    """

    layout: str | None
    respondents: pd.DataFrame
    answers: pd.DataFrame
    blanks: int
    issues: tuple[Issue, ...]
    headings: Mapping[str, str] = field(default_factory=dict)
    understood: Understood | None = None
    left_out: Mapping[str, int] = field(default_factory=dict)
    numbered: bool = False
    comments: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=["respondent", "question", "text"]))
    open_questions: tuple[str, ...] = ()

    @property
    def refused(self) -> bool:
        """Whether an error forbids to import the file."""
        return any(issue.is_error for issue in self.issues)


def nothing_read(issues: Iterable[Issue], layout: str | None = None) -> Checked:
    """A file of which no questionnaire could be understood."""
    respondents = pd.DataFrame({name: pd.Series(dtype=object) for name in RESPONDENT_COLUMNS})
    answers = pd.DataFrame(
        {
            "respondent": pd.Series(dtype="int64"),
            "item": pd.Series(dtype="uint16"),
            "value": pd.Series(dtype="int16"),
        }
    )
    return Checked(layout, respondents, answers, 0, tuple(issues))

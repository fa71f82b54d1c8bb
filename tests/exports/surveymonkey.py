"""SurveyMonkey: the question over its first column, below it `Response` or the statements of a table."""

from collections.abc import Iterable

from tests.exports.answered import Answered
from tests.exports.sheets import Rows
from tests.exports.wording import Wording, stamped

META = (
    "Respondent ID",
    "Collector ID",
    "Start Date",
    "End Date",
    "IP Address",
    "Email Address",
    "First Name",
    "Last Name",
    "Custom Data 1",
)
LABELS = {"fr": ("Réponse", "Réponse ouverte"), "en": ("Response", "Open-Ended Response")}


def response_id(one: Answered) -> str:
    """What the tool calls a respondent: eleven digits."""
    return f"118{int(one.respondent):08d}"


def rows(
    wording: Wording, answered: Iterable[Answered], matrix: bool = True, nameless: bool = False, english: bool = True
) -> Rows:
    """Two header rows; `matrix`: all statements are rows of one question; `nameless`: no column says who answered.

    `english`: `Response` whatever the language of the survey.
    """
    response, opened = LABELS["en" if english else wording.language]
    items = wording.items
    above = [wording.title, *[""] * (len(items) - 1)] if matrix else items
    below = items if matrix else [response] * len(items)
    meta = [] if nameless else META
    return [
        [*meta, *wording.who, *above, wording.comment],
        [*[""] * len(meta), response, response, *below, opened],
        *(
            [*([] if nameless else _meta(one)), *wording.about(one), *wording.values(one), one.comment]
            for one in answered
        ),
    ]


def _meta(one: Answered) -> list[object]:
    first, last = one.name.split(" ", 1)
    known = (*stamped(one, "%m/%d/%Y %I:%M:%S %p"), one.address, one.email, first, last)
    return [response_id(one), "431298765", *known, "4"]

"""Typeform: `#` in front, the tool's own columns at the end; one column a choice where several may be chosen."""

from collections.abc import Iterable

from tests.exports.answered import Answered
from tests.exports.sheets import Rows
from tests.exports.wording import Wording, stamped

META = ("Response Type", "Start Date (UTC)", "Stage Date (UTC)", "Submit Date (UTC)", "Network ID", "Tags", "Ending")


def response_id(one: Answered) -> str:
    """What the tool calls a response: thirty-two letters and digits."""
    return f"{int(one.respondent):x}".rjust(32, "k")


def rows(wording: Wording, answered: Iterable[Answered], by_choice: bool = False, short: bool = False) -> Rows:
    """One header row; `by_choice`: each choice has its own column, so that headings occur once an item.

    `short`: the tool's columns of some years ago.
    """
    meta = ["Start Date (UTC)", "Submit Date (UTC)", "Network ID"] if short else META
    labels = [label.in_(wording.language) for label in wording.model.scale.labels]
    items = labels * len(wording.items) if by_choice else wording.items
    return [
        ["#", *wording.who, *items, wording.comment, *meta],
        *(
            [response_id(one), *wording.about(one), *_values(wording, one, by_choice), one.comment, *_meta(one, short)]
            for one in answered
        ),
    ]


def _values(wording: Wording, one: Answered, by_choice: bool) -> list[object]:
    if not by_choice:
        return wording.values(one)
    scale = wording.model.scale
    chosen = (one.answers.get(item.code) for item in wording.model.items)
    labels = [label.in_(wording.language) for label in scale.labels]
    return [label if value == scale.minimum + place else "" for value in chosen for place, label in enumerate(labels)]


def _meta(one: Answered, short: bool) -> list[str]:
    start, end = stamped(one)
    if short:
        return [start, end, "5ad0f6d42e"]
    kind, stage, submitted = ("completed", "", end) if one.finished else ("started", end, "")
    return [kind, start, stage, submitted, "5ad0f6d42e", "", "merci"]

"""Our own two layouts, and what a colleague makes of them in Excel."""

from collections.abc import Iterable, Mapping

from openpyxl.utils import get_column_letter

from tests.exports.answered import Answered
from tests.exports.sheets import Rows, workbook
from tests.exports.wording import Wording

WHO = {
    "fr": ["campagne", "date", "kam", "groupe", "repondant"],
    "en": ["Campaign", "Date", "KAM", "Group", "Respondent"],
}
PAIR = {"fr": ["item", "reponse"], "en": ["Item", "Answer"]}
CAMPAIGN = "Printemps 2026"


def wide(wording: Wording, answered: Iterable[Answered]) -> Rows:
    """One row a questionnaire."""
    head = [*WHO[wording.language], *wording.items]
    return [head, *([*_who(wording, one), *wording.values(one)] for one in answered)]


def long(wording: Wording, answered: Iterable[Answered]) -> Rows:
    """One row an answer."""
    items = list(zip(wording.model.items, wording.items, strict=True))
    return [
        [*WHO[wording.language], *PAIR[wording.language]],
        *(
            [*_who(wording, one), heading, wording.value(one.answers[item.code])]
            for one in answered
            for item, heading in items
            if item.code in one.answers
        ),
    ]


def _who(wording: Wording, one: Answered) -> list[str]:
    return [CAMPAIGN, one.ended.strftime("%d/%m/%Y"), *wording.about(one), one.respondent]


def titled(rows: Rows) -> bytes:
    """A workbook with a title, a line about it and a blank line above the headings."""
    above = [["Évaluation 360° des KAM"], ["Tiré le 16/03/2026, 5 items en tête"], []]
    return workbook({"Réponses": [*above, *rows]}, merged=["A1:F1"])


def under_parts(rows: Rows, first: int = 5, width: int = 6) -> bytes:
    """A workbook whose first row names parts of the questionnaire, each merged over its columns."""
    last = len(rows[0])
    starts = range(first, last, width)
    above = ["" if place not in starts else f"Partie {starts.index(place) + 1}" for place in range(last)]
    ends = ((start + 1, min(start + width, last)) for start in starts)
    merged = [f"{get_column_letter(start)}1:{get_column_letter(end)}1" for start, end in ends if end > start]
    return workbook({"Feuil1": [above, *rows]}, merged=merged)


def by_group(wording: Wording, answered: Iterable[Answered]) -> bytes:
    """A workbook with a sheet for each group, which no column names."""
    return _parted(wording, answered, "groupe" if wording.language == "fr" else "Group", lambda one: wording.group(one))


def by_kam(wording: Wording, answered: Iterable[Answered]) -> bytes:
    """A workbook with a sheet for each KAM, whom no column names."""
    return _parted(wording, answered, "kam" if wording.language == "fr" else "KAM", lambda one: one.kam)


def _parted(wording: Wording, answered: Iterable[Answered], column: str, part) -> bytes:
    parts: dict[str, list[Answered]] = {}
    for one in answered:
        parts.setdefault(part(one), []).append(one)
    sheets: Mapping[str, Rows] = {name: _without(wide(wording, ones), column) for name, ones in parts.items()}
    return workbook(sheets)


def _without(rows: Rows, column: str) -> Rows:
    place = list(rows[0]).index(column)
    return [[*row[:place], *row[place + 1 :]] for row in rows]


def cross_table(wording: Wording, answered: Iterable[Answered]) -> Rows:
    """Means by item and group, as a pivot gives them: no questionnaire stands anywhere."""
    everybody = list(answered)
    groups = [group for group in wording.model.groups if any(one.group == group.code for one in everybody)]
    lines = []
    for item, heading in zip(wording.model.items, wording.items, strict=True):
        by_group = ([one.given.get(item.code) for one in everybody if one.group == group.code] for group in groups)
        lines.append([heading, *map(_mean, by_group)])
    return [["Item", *(group.name.in_(wording.language) for group in groups)], *lines]


def _mean(values: Iterable[int | None]) -> object:
    given = [value for value in values if value is not None]
    return round(sum(given) / len(given), 2) if given else ""

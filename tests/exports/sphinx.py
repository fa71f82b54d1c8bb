"""Sphinx: the tool's own columns in capitals; or a title, names in the second row, and a number for each line."""

from collections.abc import Iterable

from tests.exports.answered import Answered
from tests.exports.sheets import Rows
from tests.exports.wording import Wording, stamped

META = (
    "CLE",
    "DATE_SAISIE",
    "DATE_ENREG",
    "DATE_MODIF",
    "TEMPS_SAISIE",
    "ORIGINE_SAISIE",
    "LANG_SAISIE",
    "APPAREIL_SAISIE",
    "PROGRESSION",
    "DERNIERE_QUESTION_SAISIE",
)


def rows(wording: Wording, answered: Iterable[Answered], numbered: bool = False) -> Rows:
    """The export; `numbered`: a title, then the names, and `N°Obs` in the first column."""
    known = [] if numbered else list(META)
    head = [*known, *wording.who, *wording.items, wording.comment]
    lines = [
        [*([] if numbered else _meta(one)), *wording.about(one), *wording.values(one), one.comment] for one in answered
    ]
    if not numbered:
        return [head, *lines]
    return [["Enquête 360 : données brutes"], ["N°Obs", *head], *([n, *line] for n, line in enumerate(lines, 1))]


def _meta(one: Answered) -> list[object]:
    start, end = stamped(one, "%d/%m/%Y %H:%M:%S")
    progress = "100" if one.finished else "38"
    return [one.respondent, start, end, end, one.seconds, "Web", "FR", "Ordinateur", progress, "Q81"]

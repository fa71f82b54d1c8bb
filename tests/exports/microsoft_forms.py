"""Microsoft Forms: a workbook with one Excel table; no-break and trailing spaces in headings."""

from collections.abc import Iterable

from tests.exports.answered import Answered
from tests.exports.sheets import Rows, workbook
from tests.exports.wording import Wording

META = {
    "fr": (
        "ID",
        "Heure de début",
        "Heure de fin",
        "Adresse de messagerie",
        "Nom",
        "Heure de la dernière modification",
    ),
    "en": ("ID", "Start time", "Completion time", "Email", "Name", "Last modified time"),
}

QUIZ = ("Total points", "Quiz feedback")


def rows(
    wording: Wording,
    answered: Iterable[Answered],
    quiz: bool = False,
    named: bool = False,
    ended: str = "",
    recent: bool = True,
    about: bool = True,
) -> Rows:
    """One header row; `quiz`: points and feedback follow every question; `named`: the survey asks a name too.

    `ended`: what follows every answer (`;` where several may be chosen); `recent`: the column of the last change is
    there; `about`: the survey asks who is rated, and by whom.
    """
    meta = META[wording.language][: None if recent else -1]
    asked = [*(wording.who if about else ()), *(f"{each}\u00a0" for each in wording.items)]
    return [
        [
            *meta,
            *(["Total points", "Quiz feedback"] if quiz else []),
            *_questions(asked, quiz),
            *_named(wording, named),
        ],
        *(_row(wording, one, quiz, named, ended, len(meta), about) for one in answered),
    ]


def _questions(asked: list[str], quiz: bool) -> list[str]:
    if not quiz:
        return asked
    return [heading for each in asked for heading in (each, f"Points - {each}", f"Feedback - {each}")]


def _named(wording: Wording, named: bool) -> list[str]:
    """A question titled like a column of the tool gets a digit; so does a second one."""
    return [f"{META[wording.language][4]}2", f"{wording.comment} "] if named else []


def _row(wording: Wording, one: Answered, quiz: bool, named: bool, ended: str, width: int, about: bool) -> list[object]:
    meta = [int(one.respondent), one.started, one.ended, one.email, one.name, one.ended][:width]
    values = [f"{value}{ended}" if value != "" else "" for value in wording.values(one)]
    cells = [*(wording.about(one) if about else ()), *values]
    answers = [each for cell in cells for each in (cell, 4, "")] if quiz else cells
    return [*meta, *([1, ""] if quiz else []), *answers, *([one.name, one.comment] if named else [])]


def content(rows: Rows, sheet: str = "Sheet1") -> bytes:
    """The file as the tool writes it: answers are texts, numbers too."""
    return workbook({sheet: rows}, table=True)

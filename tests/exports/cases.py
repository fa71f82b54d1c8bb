"""Every way an export is written that a reader must understand by itself, each with its layout and its own ids."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tests.exports import (
    google_forms,
    kobotoolbox,
    limesurvey,
    microsoft_forms,
    own,
    qualtrics,
    sphinx,
    surveymonkey,
    typeform,
)
from tests.exports.answered import Answered
from tests.exports.sheets import Rows, text, workbook
from tests.exports.wording import Wording

WHO = frozenset(("kam", "groupe", "KAM", "Groupe", "kam. KAM", "groupe. Groupe"))
Ids = Callable[[Answered], set[str | None]]


@dataclass(frozen=True)
class Case:
    """One way of writing: what it is called, the layout it has, the file's name, rows and bytes.

    `ids`: what a questionnaire's id may be. `headers`: how many rows stand above the first questionnaire.
    `free`: whether a survey's author chooses the headings of the items. `who`: how it heads KAM and group.
    """

    name: str
    layout: str
    file: str
    rows: Callable[[Wording, Sequence[Answered]], Rows]
    write: Callable[[Rows], bytes]
    ids: Ids
    headers: int = 1
    free: bool = False
    who: frozenset[str] = WHO

    @property
    def layouts(self) -> set[str]:
        """What the reader may call it: a colleague's table with our headings is one of ours."""
        return {self.layout, "wide"} if self.layout == "table" else {self.layout}

    def __call__(self, wording: Wording, answered: Sequence[Answered]) -> bytes:
        """The file."""
        return self.write(self.rows(wording, answered))


def _plain(one: Answered) -> set[str | None]:
    return {one.respondent}


def _none(one: Answered) -> set[str | None]:
    return {None}


def _google(one: Answered) -> set[str | None]:
    """Nothing but the second tells one response from another."""
    return {None, *(one.ended.strftime(stamp) for stamp in google_forms.STAMPS)}


def _qualtrics(one: Answered) -> set[str | None]:
    return {qualtrics.response_id(one)}


def _monkey(one: Answered) -> set[str | None]:
    return {surveymonkey.response_id(one)}


def _kobo(one: Answered) -> set[str | None]:
    return {one.respondent, kobotoolbox.uuid(one)}


def _typeform(one: Answered) -> set[str | None]:
    return {typeform.response_id(one)}


def _case(layout: str, variant: str, file: str, rows, write, ids: Ids = _plain, **more) -> Case:
    return Case(f"{layout}: {variant}", layout, file, rows, write, ids, **more)


def _qualtrics_cases() -> list[Case]:
    made, three = qualtrics, {"ids": _qualtrics, "headers": 3}
    old = {"ids": _qualtrics, "headers": 2}
    utf16 = {"separator": "\t", "encoding": "utf-16"}
    name = "KAM 360 (Printemps)_March 16, 2026_09.12.csv"
    return [
        _case("qualtrics", "codes", name, made.rows, lambda r: text(r, end="\n"), **three),
        _case("qualtrics", "choices", name, lambda w, a: made.rows(w, a, choices=True), text, **three),
        _case("qualtrics", "older ids", name, lambda w, a: made.rows(w, a, older=True), text, **three),
        _case("qualtrics", "tsv", "export.tsv", made.rows, lambda r: text(r, **utf16), **three),
        _case("qualtrics", "workbook", "export.xlsx", made.rows, lambda r: workbook({"Sheet0": r}), **three),
        _case("qualtrics", "V1 to V10", "old.csv", made.legacy, lambda r: text(r, encoding="utf-8-sig"), **old),
        _case("qualtrics", "V1, all in quotes", "old.csv", made.legacy, lambda r: text(r, quoted=True), **old),
    ]


def _surveymonkey_cases() -> list[Case]:
    made, two = surveymonkey, {"ids": _monkey, "headers": 2, "free": True}
    nameless = two | {"ids": _none}
    cr = {"separator": "\t", "end": "\r"}
    return [
        _case("surveymonkey", "table", "Sheet_1.csv", made.rows, text, **two),
        _case("surveymonkey", "questions", "Sheet_1.csv", lambda w, a: made.rows(w, a, matrix=False), text, **two),
        _case("surveymonkey", "Réponse", "f.csv", lambda w, a: made.rows(w, a, False, english=False), text, **two),
        _case("surveymonkey", "no ids", "f.csv", lambda w, a: made.rows(w, a, nameless=True), text, **nameless),
        _case("surveymonkey", "cp1252", "f.csv", made.rows, lambda r: text(r, encoding="cp1252"), **two),
        _case("surveymonkey", "Mac Roman", "f.csv", made.rows, lambda r: text(r, encoding="mac_roman"), **two),
        _case("surveymonkey", "CR alone, tab", "f.csv", made.rows, lambda r: text(r, **cr), **two),
        _case("surveymonkey", "workbook", "f.xlsx", made.rows, lambda r: workbook({"Sheet": r}), **two),
    ]


def _limesurvey_cases() -> list[Case]:
    made, name = limesurvey, "results-survey413261.csv"
    kinds = {
        "codes": {},
        "codes of a table": {"table": True},
        "full texts": {"shown": "full"},
        "full texts of a table": {"shown": "full", "table": True},
        "both": {"shown": "both"},
        "both of a table": {"shown": "both", "table": True},
        "with timings": {"timings": True},
    }
    cases = [
        _case("limesurvey", kind, name, lambda w, a, how=how: made.rows(w, a, **how), made.content)
        for kind, how in kinds.items()
    ]
    return [*cases, _case("limesurvey", "workbook", "r.xlsx", made.rows, lambda r: workbook({"results": r}))]


def _microsoft_cases() -> list[Case]:
    made, name = microsoft_forms, "Évaluation 360(1-10).xlsx"
    kinds = {
        "today": {},
        "without the last change": {"recent": False},
        "quiz": {"quiz": True},
        "a name asked for": {"named": True},
    }
    return [
        _case("microsoft_forms", kind, name, lambda w, a, how=how: made.rows(w, a, **how), made.content, free=True)
        for kind, how in kinds.items()
    ]


def _google_cases() -> list[Case]:
    made, name, more = google_forms, "Évaluation 360.csv", {"ids": _google, "free": True}
    kinds: dict[str, dict] = {f"stamp {stamp}": {"stamp": stamp} for stamp in made.STAMPS}
    kinds |= {"grid": {"grid": True}, "no addresses": {"email": False}}
    return [
        _case("google_forms", kind, name, lambda w, a, how=how: made.rows(w, a, **how), text, **more)
        for kind, how in kinds.items()
    ]


def _other_cases() -> list[Case]:
    kobo, form = {"ids": _kobo, "free": True}, {"ids": _typeform, "free": True}
    answers = {"free": True}
    made = kobotoolbox.rows
    numbered = {"ids": lambda one: {None, *map(str, range(1, 100))}, "headers": 2, "free": True}
    return [
        _case("typeform", "today", "responses.csv", typeform.rows, text, **form),
        _case("typeform", "some years ago", "r.csv", lambda w, a: typeform.rows(w, a, short=True), text, **form),
        _case("kobotoolbox", "text", "e.csv", made, kobotoolbox.content, **kobo),
        _case("kobotoolbox", "group", "e.csv", lambda w, a: made(w, a, "Bloc A"), kobotoolbox.content, **kobo),
        _case("kobotoolbox", "HXL", "e.csv", lambda w, a: made(w, a, tagged=True), kobotoolbox.content,
              **kobo | {"headers": 2}),
        _case("kobotoolbox", "workbook", "e.xlsx", lambda w, a: made(w, a, place=False), kobotoolbox.book, **kobo),
        _case("sphinx", "text", "base.csv", sphinx.rows, lambda r: text(r, ";", "cp1252"), **answers),
        _case("sphinx", "workbook", "base.xlsx", sphinx.rows, lambda r: workbook({"Données": r}), **answers),
        _case("sphinx", "numbered", "base.xlsx", lambda w, a: sphinx.rows(w, a, numbered=True),
              lambda r: workbook({"Données": r}), **numbered),
        _case("wide", "text", "wide.csv", own.wide, lambda r: text(r, ";")),
        _case("wide", "workbook", "wide.xlsx", own.wide, lambda r: workbook({"Réponses": r})),
        _case("long", "text", "long.csv", own.long, lambda r: text(r, "\t", "utf-16")),
        _case("long", "workbook", "long.xlsx", own.long, lambda r: workbook({"Réponses": r})),
        _case("table", "under a title", "c.xlsx", own.wide, own.titled, headers=4),
        _case("table", "under parts", "c.xlsx", own.wide, own.under_parts, headers=2),
    ]  # fmt: skip


CASES: tuple[Case, ...] = (
    *_qualtrics_cases(),
    *_surveymonkey_cases(),
    *_limesurvey_cases(),
    *_microsoft_cases(),
    *_google_cases(),
    *_other_cases(),
)


def case(name: str) -> Case:
    """The case of that name."""
    return next(each for each in CASES if each.name == name)

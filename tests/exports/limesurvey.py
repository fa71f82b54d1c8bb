"""LimeSurvey: headings as codes, as full texts, or both; everything in quotes, an empty line at the end."""

from collections.abc import Iterable

from tests.exports.answered import Answered
from tests.exports.sheets import Rows, text
from tests.exports.wording import Wording, stamped

META = {
    "id": ("ID de la réponse", "Response ID"),
    "submitdate": ("Date de soumission", "Date submitted"),
    "lastpage": ("Dernière page", "Last page"),
    "startlanguage": ("Langue de départ", "Start language"),
    "seed": ("Tête de série", "Seed"),
    "startdate": ("Date de lancement", "Date started"),
    "datestamp": ("Date de la dernière action", "Date last action"),
    "ipaddr": ("Adresse IP", "IP address"),
    "refurl": ("URL référente", "Referrer URL"),
}
SHOWN = ("code", "full", "both")


def rows(
    wording: Wording, answered: Iterable[Answered], shown: str = "code", table: bool = False, timings: bool = False
) -> Rows:
    """One header row; `table`: the statements are sub-questions of one question, `GRILLE[Q12]`.

    `timings`: the tool's columns of seconds by group and question stand at the end.
    """
    late = [*("interviewtime", "groupTime17"), *(f"{item.code}Time" for item in wording.model.items)]
    headings = [*_meta_headings(wording, shown), *_asked(wording, shown, table)]
    return [
        [*headings, *(late if timings else [])],
        *(
            [*_meta(one, wording.language), *wording.about(one), *wording.values(one), one.comment]
            + ([one.seconds, one.seconds - 2, *[4] * len(wording.items)] if timings else [])
            for one in answered
        ),
    ]


def _meta_headings(wording: Wording, shown: str) -> list[str]:
    full = {code: texts[wording.language != "fr"] for code, texts in META.items()}
    return [_heading(code, words, shown) for code, words in full.items()]


def _asked(wording: Wording, shown: str, table: bool) -> list[str]:
    kam, group = (_heading(word.lower(), word, shown) for word in wording.who)
    items = wording.model.items
    codes = [f"GRILLE[{item.code}]" if table else item.code for item in items]
    words = [item.text.in_(wording.language) for item in items]
    full = [f"{wording.title} [{each}]" if table else each for each in words]
    told = [_heading(code, each, shown) for code, each in zip(codes, full, strict=True)]
    return [kam, group, *told, _heading("remarque", wording.comment, shown)]


def _heading(code: str, words: str, shown: str) -> str:
    return {"code": code, "full": words, "both": f"{code}. {words}"}[shown]


def _meta(one: Answered, language: str) -> list[object]:
    start, end = stamped(one)
    return [one.respondent, end if one.finished else "", "3", language, "4", start, end, one.address, ""]


def content(rows: Rows) -> bytes:
    """The file as the tool writes it."""
    return text(rows, ";", "utf-8-sig", quoted=True) + b"\r\n"

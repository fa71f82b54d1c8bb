"""What must not be kept: who the rater is, where they sat, what they wrote in their own words."""

import re
from itertools import islice

from kamescope.ingest.form import PERSONAL, Form, cells_below
from kamescope.ingest.values import text
from kamescope.ingest.words import bare

LOOKED_AT = 60
_WORD = re.compile(r"\w+")
_FREE_PARTS = frozenset(
    ("commentaire", "commentaires", "remarque", "remarques", "verbatim", "verbatims", "comment", "comments", "precisez")
)
LONG_ANSWER = 45
_EMAIL = re.compile(r"[^@\s;,]+@[^@\s;,]+\.[a-z]{2,}", re.IGNORECASE)
_ADDRESS = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}|(?:[0-9a-f]{0,4}:){3,7}[0-9a-f]{0,4}", re.IGNORECASE)
_PLACE = re.compile(r"-?\d{1,3}[.,]\d{2,}\s*[;, ]\s*-?\d{1,3}[.,]\d{2,}(?: -?[\d.]+){0,2}")
_EMAILS = (
    "e-mail", "email", "mail", "courriel", "adresse e-mail", "adresse email", "adresse mail", "adresse de messagerie",
    "adresse électronique", "email address", "e-mail address", "mail address", "votre e-mail", "votre email",
    "votre adresse e-mail", "your email", "your e-mail",
)  # fmt: skip
_PERSONAL = (
    "nom", "prénom", "nom et prénom", "prénom et nom", "nom de famille", "nom complet", "votre nom", "votre prénom",
    "nom du répondant", "nom de l'évaluateur", "nom du client", "nom du manager",
    "évaluateur", "évaluatrice", "interlocuteur", "interlocutrice",
    "nom de l'interlocuteur", "contact", "rater", "evaluator", "reviewer", "contact name",
    "votre nom et prénom", "name", "first name", "last name", "full name",
    "surname", "your name", "rater name", "respondent name", "ip", "ip address", "adresse ip", "ipaddress", "ipaddr",
    "téléphone", "tél", "tel", "mobile", "phone", "phone number", "numéro de téléphone", "latitude", "longitude",
    "location", "localisation", "gps", "adresse", "address", "date de naissance", "birth date", "date of birth",
    "recipientfirstname", "recipientlastname", "locationlatitude", "locationlongitude",
)  # fmt: skip
_FREE = (
    "commentaire", "commentaires", "remarque", "remarques", "observations", "observation", "verbatim", "verbatims",
    "suggestion", "suggestions", "comment", "comments", "remark", "remarks", "feedback", "free text", "texte libre",
    "avez-vous un commentaire", "un commentaire", "votre commentaire", "any comments", "any other comments",
)  # fmt: skip
_EMAIL_WORDS, _PERSONAL_WORDS, _FREE_WORDS = (frozenset(map(bare, words)) for words in (_EMAILS, _PERSONAL, _FREE))


def personal_kind(heading: str, form: Form, position: int) -> str | None:
    """`email`, `personal` or `free_text` where a column's heading or its cells say so; None for any other.

    A word in the midst of a heading tells nothing of a blank column: « comment » is French for "how".
    """
    name = bare(heading)
    if name in _EMAIL_WORDS:
        return "email"
    if name in _PERSONAL_WORDS:
        return PERSONAL
    if name in _FREE_WORDS:
        return "free_text"
    cells = [text(cell) for cell in islice(cells_below(form, position), LOOKED_AT)]
    if not cells:
        return None
    if not _FREE_PARTS.isdisjoint(_WORD.findall(name)):
        return "free_text"
    if _most(cells, _EMAIL):
        return "email"
    if _most(cells, _ADDRESS) or _most(cells, _PLACE):
        return PERSONAL
    if len(set(cells)) > len(cells) // 2 and sum(map(len, cells)) / len(cells) > LONG_ANSWER:
        return "free_text"
    return None


def _most(cells: list[str], pattern: re.Pattern[str]) -> bool:
    return sum(bool(pattern.fullmatch(cell)) for cell in cells) * 2 > len(cells)

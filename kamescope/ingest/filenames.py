"""What a file's or a sheet's name says of the KAM and the group: proposed, never taken for granted."""

import re
from collections.abc import Iterable
from pathlib import PurePath

from kamescope.ingest import layouts
from kamescope.ingest.words import group_words, normal
from kamescope.model import Model

_APART = re.compile(r"\s+[-–—]\s+|[_–—,;()\[\]{}+&#]+|\s+")
_HYPHENS = re.compile(r"[-_–—,;()\[\]{}+&#]+|\s+")
_NOISE = frozenset((
    "export", "exports", "forms", "form", "reponse", "reponses", "response", "responses", "resultat", "resultats",
    "results", "result", "kobo", "questionnaire", "questionnaires", "enquete", "survey", "data", "donnees", "copie",
    "copy", "final", "v1", "v2", "v3", "de", "du", "des", "la", "le", "les", "pour", "sur", "kam", "kams", "evaluation",
    "evaluations", "eval", "360", "groupe", "group", "xlsx", "csv", "feuille", "sheet", "campagne", "campaign", "of",
    "for", "file", "fichier", "test", "ete", "hiver", "printemps", "automne", "janvier", "fevrier", "mars", "avril",
    "mai", "juin", "juillet", "aout", "septembre", "octobre", "novembre", "decembre", "spring", "summer", "autumn",
    "fall", "winter",
)).union(*(name.split("_") for name in layouts.NAMES))  # fmt: skip
"""What names of files say of no KAM; the tools that export are named by their layouts."""
_ARTICLES = frozenset(("de", "du", "des", "la", "le", "les"))
_MOST_WORDS = 3


def group_in(name: str, model: Model) -> str:
    """The code of the one group whose word stands in a name; "" where there is none or several."""
    return _group(_parts(name), model) or _group(_parts(name, _HYPHENS), model)


def _group(parts: list[str], model: Model) -> str:
    words = group_words(model)
    found = {
        model.groups[position].code
        for size in range(_MOST_WORDS, 0, -1)
        for start in range(len(parts) - size + 1)
        if (position := words.position(" ".join(parts[start : start + size]))) is not None
        and normal(parts[start]) not in _NOISE
    }
    return found.pop() if len(found) == 1 else ""


def kam_in(name: str, model: Model, people: Iterable[str] = ()) -> str:
    """The KAM that a name seems to speak of: a known one, else what is left without groups, dates and filler."""
    spoken = f" {' '.join(map(normal, _parts(name)))} "
    known = [person for person in people if person and f" {' '.join(map(normal, _parts(person)))} " in spoken]
    if len(known) == 1:
        return known[0]
    words = group_words(model)
    parts = _parts(name) if _group(_parts(name), model) else _parts(name, _HYPHENS)
    left = [part for part in parts if _speaks(part) and words.position(part) is None]
    return " ".join(left) if any(part[0].isupper() for part in left) else ""


def stem(file: str) -> str:
    """A file's name without its folder and its ending."""
    return PurePath(file.replace("\\", "/")).stem


def _parts(name: str, apart: re.Pattern[str] = _APART) -> list[str]:
    return [part for part in apart.split(name) if part.strip(".")]


def _speaks(part: str) -> bool:
    plain = normal(part).strip(".")
    if plain in _ARTICLES and part != part.lower():
        return True  # LE GALL, De La Tour
    return plain not in _NOISE and not any(char.isdigit() for char in plain)

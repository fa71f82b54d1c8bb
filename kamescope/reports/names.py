"""What files for download are called: readable, stable, safe on every system."""

import re
import unicodedata

from kamescope.i18n import words
from kamescope.questionnaire import Addressee

_LONGEST_PART = 40


def blank_name(addressee: Addressee, language: str, wide: bool = False) -> str:
    """The name of a blank questionnaire or table: `questionnaire_printemps-2026_m-martin_client.xlsx`."""
    say = words(language)
    kind = say("entry.file") if wide else say("questionnaire.file")
    parts = [kind, *map(_safe, (addressee.campaign, addressee.kam, addressee.group))]
    return "_".join(part for part in parts if part) + ".xlsx"


def _safe(text: str) -> str:
    """Letters and digits without accents, in any script, hyphens between."""
    plain = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return re.sub(r"[\W_]+", "-", plain).strip("-")[:_LONGEST_PART].strip("-").lower()

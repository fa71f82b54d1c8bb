"""When two names are one, and how a name stands in a sentence. Nothing here knows what the names are for."""

import unicodedata
from functools import lru_cache


def tidy(text: str) -> str:
    """A text to keep as written, but for its spaces: trimmed, single, ordinary, and its accents composed."""
    return " ".join((text if text.isascii() else unicodedata.normalize("NFC", text)).split())


def same_key(text: str) -> str:
    """What makes two names one (DESIGN 7): spaces and case do not count, accents do."""
    return tidy(text).casefold()


def in_sentence(name: str) -> str:
    """A label as it stands inside a sentence: `Clients` → `clients`; `N+1` and `RH` stay."""
    return name[:1].lower() + name[1:] if name[1:2].islower() else name


@lru_cache(maxsize=65_536)
def alphabetical(name: str) -> str:
    """A key that sorts names as a directory does, accents and case aside: É beside E."""
    return "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).casefold()

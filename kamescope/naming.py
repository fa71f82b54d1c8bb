"""When two names are one, and how a name stands in a sentence. Nothing here knows what the names are for."""

import re
import unicodedata
from functools import lru_cache

_JOINERS = "\u034f\u180b-\u180d\u180f\u200c\u200d\ufe00-\ufe0f"
"""What nobody sees by itself but may change how the letter beside it looks: in Persian, in Hindi, in an emoji."""
_UNSEEN = (
    "\x01-\x08\x0e-\x1b\x7f\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
"""What nobody sees at all: marks of width, direction and line ends, fillers, controls; not NUL, which means damage."""
_NEVER_SEEN = re.compile(f"[{_UNSEEN}{_JOINERS}]")
_IDLE = re.compile(f"[{_UNSEEN}]|(?<![\u0600-\U0010ffff])[{_JOINERS}]")


def tidy(text: str) -> str:
    """A text to keep as written: spaces trimmed, single, ordinary; accents composed; no character that nobody sees."""
    if not (text.isascii() and text.isprintable()):
        text = unicodedata.normalize("NFC", _IDLE.sub("", text))
    return " ".join(text.split())


def seen(text: str) -> str:
    """A text without any character that nobody sees by itself: what is compared, never what is shown."""
    return text if text.isascii() and text.isprintable() else _NEVER_SEEN.sub("", text)


@lru_cache(maxsize=65_536)  # a file names the same few people row after row
def same_key(text: str) -> str:
    """What makes two names one (docs/design.md 7): spaces, case and what nobody sees do not count, accents do."""
    return tidy(seen(text)).casefold()


def in_sentence(name: str) -> str:
    """A label as it stands inside a sentence: `Clients` → `clients`; `N+1` and `RH` stay."""
    return name[:1].lower() + name[1:] if name[1:2].islower() else name


@lru_cache(maxsize=65_536)
def alphabetical(name: str) -> str:
    """A key that sorts names as a directory does, accents and case aside: É beside E."""
    return "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).casefold()

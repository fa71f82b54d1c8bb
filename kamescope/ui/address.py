"""What the address bar says: an opaque token for the KAM, codes for all else, never a name (docs/design.md 4)."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from kamescope.analysis.compare import Measure
from kamescope.analysis.published import Level
from kamescope.analysis.questions import TalkStep
from kamescope.analysis.window import CutKind
from kamescope.charts.theme import UNITS
from kamescope.i18n import DEFAULT_LANGUAGE, LANGUAGES
from kamescope.model import ENVIRONMENT

CUTS = tuple(kind.value for kind in CutKind)
SIDES = ("top", "bottom")
LEVELS = (Level.FACTOR.value, Level.SUB_FACTOR.value, Level.ITEM.value)
MOST_ITEMS = 30
LONGEST = 64
MODES = ("team", "close")
ROWS = ("kam", "cohort")
SHOWN = (Measure.DIFFERENCE.value, Measure.SCORE.value, Measure.GAP.value, Measure.CHANGE.value)
WHO = ("team", "kam")
SWITCH = ("", "yes")
TALK_STEPS = tuple(step.value for step in TalkStep)
MOST_PEOPLE = 6
MOST_PAGES = 9999
MOST_VERSIONS = 9999
MOST_FILES = 9999
_CHOICES = {"unit": UNITS, "lang": LANGUAGES, "side": SIDES, "level": LEVELS, "cut": CUTS, "step": TALK_STEPS}
_CHOICES |= {"mode": MODES, "rows": ROWS, "show": SHOWN, "who": WHO, "counts": SWITCH, "match": SWITCH}
_NUMBERS = {"n": (1, MOST_ITEMS), "percent": (0, 100), "page": (1, MOST_PAGES), "version": (0, MOST_VERSIONS)}
_NUMBERS |= {"file": (0, MOST_FILES), "before": (0, MOST_FILES)}
_LISTS = {"groups": None, "factors": None, "people": MOST_PEOPLE, "since": None, "settings": None}
"""How many of a list are kept; None is all."""


BAR = ("kam", "campaign", "version", "segment", "groups", "factors", "cohort", "lang")


@dataclass(frozen=True, slots=True)
class Address:
    """One view: whose results, what is listed, and how. An empty tuple lists everything.

    `version`: a former one of that KAM's results in that campaign, 0 what is so now.
    From `cohort` on for the pages about several KAMs: which cohort (token), which KAMs of it from near by (tokens),
    whose view of them (a column), what is shown of it, in which order (a code, `-` before it for the lowest first),
    since which campaigns (tokens), and against which cohort one KAM stands. `step` is that of a conversation.
    From `file` on for the manager's instruments: which file (0: the latest), and which of its rows (tokens).
    `settings`: the instrument, then what is set beside its files (`kamescope/ui/levers/asked.py`);
    `before`: the file that it is compared with, 0 for none.
    """

    kam: str = ""
    campaign: str = ""
    segment: str = ""
    groups: tuple[str, ...] = ()
    factors: tuple[str, ...] = ()
    unit: str = ""
    lang: str = DEFAULT_LANGUAGE
    factor: str = ""
    side: str = "top"
    n: int = 10
    level: str = "factor"
    cut: str = "own"
    percent: int = 60
    environment: str = ENVIRONMENT
    version: int = 0
    cohort: str = ""
    mode: str = "team"
    people: tuple[str, ...] = ()
    regard: str = ENVIRONMENT
    show: str = Measure.DIFFERENCE.value
    order: str = ""
    page: int = 1
    rows: str = "kam"
    counts: str = ""
    who: str = "team"
    since: tuple[str, ...] = ()
    match: str = ""
    against: str = ""
    step: str = TALK_STEPS[0]
    file: int = 0
    whose: str = ""
    company: str = ""
    team: str = ""
    kind: str = ""
    settings: tuple[str, ...] = ()
    before: int = 0


PLAIN = Address()
"""What an address that says nothing means."""


def read(parameters: Mapping[str, str], start: Address = PLAIN) -> Address:
    """The view that query parameters ask for; what they do not say stays as in `start`, nonsense is ignored."""
    said: dict[str, Any] = {}  # each of its field's own kind
    for field in fields(Address):
        if (text := parameters.get(field.name)) is not None:
            value = _value(field.name, text[: LONGEST * LONGEST])
            if value is not None:
                said[field.name] = value
    return replace(start, **said)


def write(address: Address) -> dict[str, str]:
    """The query parameters of a view: only what differs from the plain one; KAM and campaign always."""
    said = {}
    for field in fields(Address):
        value = getattr(address, field.name)
        if value != getattr(PLAIN, field.name):
            said[field.name] = ",".join(value) if isinstance(value, tuple) else str(value)
    return said


@lru_cache(maxsize=4096)
def query(address: Address) -> str:
    """The same as it stands in a link, after the question mark."""
    return urlencode(write(address), safe=",")


def barred(address: Address) -> Address:
    """What of a view stands in the bar over its page, or decides what does."""
    return replace(PLAIN, **{name: getattr(address, name) for name in BAR})


def spoken_in(address: Address) -> str:
    """The language of a view."""
    return address.lang


def unfiltered(address: Address) -> Address:
    """The same person and page settings with no filter left."""
    return replace(address, segment="", groups=(), factors=())


def _value(name: str, text: str) -> object | None:
    if name in _CHOICES:
        return text if text in _CHOICES[name] else None
    if name in _NUMBERS:
        low, high = _NUMBERS[name]
        return min(max(int(text), low), high) if text.isascii() and text.isdigit() and len(text) < 5 else None
    if name in _LISTS:
        return tuple(part for part in text.split(",") if part)[: _LISTS[name]]
    return text[:LONGEST]

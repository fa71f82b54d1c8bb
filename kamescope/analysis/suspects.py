"""What in a text may tell who somebody is: proposed for blacking out, never done alone. Pure."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from phonenumbers import PhoneNumberMatcher

from kamescope.naming import alphabetical, tidy

COUNTRIES = ("FR", "GB", "BE", "CH", "US")
"""Where a telephone number without its country's code may be from."""
LEAST_LETTERS = 3
"""Shorter parts of a name are initials and particles."""
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_CURRENCY = r"(?:€|\$|£|EUR\b|USD\b|GBP\b|CHF\b|euros?\b|dollars?\b|pounds?\b|francs?\b)"
_FIGURE = r"\d+(?:[\s.,]\d+)*"
_LARGE = r"(?:k\s?|m\s?|md\s?|bn\s?|(?:mille|millions?|milliards?|thousand|billions?)\s(?:d['’]|de\s|of\s)?)"
_SHORT = r"(?-i:\s?(?:k|K)|M)(?!\w)"
_AMOUNT = re.compile(
    rf"[€$£]\s?{_FIGURE}(?:\s?{_LARGE}|\b)|{_FIGURE}\s?{_LARGE}?{_CURRENCY}|{_FIGURE}{_SHORT}", re.IGNORECASE
)
_STREETS = "rue|avenue|av\\.|boulevard|bd|place|allée|chemin|quai|impasse|route|cours|square|faubourg"
_ADDRESS = re.compile(
    rf"\b\d+(?:\s?(?:bis|ter))?,?\s(?:{_STREETS})\s(?:[\w’'-]+\s){{0,4}}?[A-ZÀ-Ý][\w’'-]+(?:\s[A-ZÀ-Ý][\w’'-]+)*"
    r"|\b\d+\s(?:[A-Z][\w’'-]+\s){1,3}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Drive|Square)\b"
    r"|\b\d{5}\s[A-ZÀ-Ý][\w’'-]+(?:\s[A-ZÀ-Ý][\w’'-]+)*"
    r"|\b[A-Z]{1,2}\d[A-Z\d]?\s\d[A-Z]{2}\b"
)
_TITLED = re.compile(
    r"\b(?:M\.|MM\.|Mme|Mlle|Monsieur|Madame|Mademoiselle|Mr\.?|Mrs\.?|Ms\.?|Dr\.?)\s(?P<name>[A-ZÀ-Ý][\w’'-]+)"
)
_WORD = re.compile(r"[^\W\d_]+")


class Telling(StrEnum):
    """Why some words may tell who somebody is."""

    PERSON = "person"
    COMPANY = "company"
    EMAIL = "email"
    PHONE = "phone"
    AMOUNT = "amount"
    ADDRESS = "address"


@dataclass(frozen=True, slots=True)
class Suspect:
    """Words of a text that may tell who somebody is, as they stand in it, and why."""

    words: str
    why: Telling


@dataclass(frozen=True)
class KnownNames:
    """The people and companies that a database knows."""

    people: frozenset[str] = frozenset()
    companies: frozenset[str] = frozenset()

    @cached_property
    def parts(self) -> frozenset[str]:
        """Words of people's names, without accents, in lower case: `dupont`."""
        words = (word for name in self.people for word in _WORD.findall(name))
        return frozenset(alphabetical(word) for word in words if len(word) >= LEAST_LETTERS)

    @cached_property
    def called(self) -> re.Pattern[str] | None:
        """The companies' names, the longest first."""
        names = sorted(map(tidy, self.companies), key=len, reverse=True)
        told = "|".join(re.escape(name) for name in names if len(name) > 1)
        return re.compile(rf"(?<!\w)(?:{told})(?!\w)", re.IGNORECASE) if told else None


def suspects(text: str, known: KnownNames) -> tuple[Suspect, ...]:
    """What may tell who somebody is, each wording once, in the text's order; of what overlaps, the longest.

    *« Claire Dupont (06 12 34 56 78) a signé 40 k€ »: two words of a name, a telephone number, an amount.*
    """
    found: dict[str, Suspect] = {}
    end = 0
    for start, stop, why in sorted(_spans(text, known), key=lambda span: (span[0], -span[1])):
        if start >= end:
            found.setdefault(text[start:stop].casefold(), Suspect(text[start:stop], why))
            end = stop
    return tuple(found.values())


def _spans(text: str, known: KnownNames) -> Iterator[tuple[int, int, Telling]]:
    for why, pattern in ((Telling.EMAIL, _EMAIL), (Telling.ADDRESS, _ADDRESS), (Telling.AMOUNT, _AMOUNT)):
        yield from _found(pattern.finditer(text), why)
    for country in COUNTRIES:
        for each in PhoneNumberMatcher(text, country):
            # A bracket that opens before the number belongs to the sentence.
            yield each.start + (each.raw_string[0] == "(" and ")" not in each.raw_string), each.end, Telling.PHONE
    if known.called is not None:
        yield from _found(known.called.finditer(text), Telling.COMPANY)
    yield from ((*each.span("name"), Telling.PERSON) for each in _TITLED.finditer(text))
    names = (each for each in _WORD.finditer(text) if each[0][:1].isupper() and alphabetical(each[0]) in known.parts)
    yield from _found(names, Telling.PERSON)


def _found(matches: Iterable[re.Match[str]], why: Telling) -> Iterator[tuple[int, int, Telling]]:
    return ((each.start(), each.start() + len(each[0].rstrip()), why) for each in matches)

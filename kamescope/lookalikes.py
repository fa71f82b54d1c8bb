"""What may be the same although it is not written the same: ids that a spreadsheet rewrote, names that look alike."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import Generic, TypeVar

from kamescope.naming import same_key

_QUOTED = re.compile(r"=?([\"'])(.*)\1")
_ZEROS = re.compile(r"\+?0*(\d+)(?:[.,]0+)?")
_MONTHS = "jan|f[eé]v|feb|mar|avr|apr|mai|may|juin|jui|jun|jul|ao[uû]|aug|sep|oct|nov|d[eé]c"
_REWRITTEN = re.compile(
    rf"""
    \d(?:[.,]\d+)?e\+\d+                                    # 1,18E+11: the digits are lost
    | \d{{1,2}}[-/. ](?:{_MONTHS})[a-zé]*\.?(?:[-/. ]\d{{2,4}})?    # 1-févr, 2-Mar-26: it was 1-2, MAR2
    | (?:{_MONTHS})[a-zé]*\.?[-/. ]\d{{2,4}}                  # janv-26
    | \#{{2,}}                                                # ####: the column was too narrow
    | (?:\d{{4}}-\d{{2}}-\d{{2}} | \d{{1,2}}/\d{{1,2}}/\d{{2,4}})(?:\ 0?0:00(?::00)?)?   # a day without a time
    """,
    re.VERBOSE | re.IGNORECASE,
)
_WORD = re.compile(r"\w+")
_TITLES = (
    dict.fromkeys(("m", "mr", "monsieur"), "he")
    | dict.fromkeys(("mme", "mlle", "mrs", "ms", "miss", "madame", "mademoiselle"), "she")
    | dict.fromkeys(("dr", "pr"), "")
)
Person = TypeVar("Person")
LONG_ENOUGH = 4
"""Letters of a word in which one may be typed wrongly; `Ana` and `Ada` are two names."""
MOST_WORDS, MOST_LETTERS = 12, 200
"""What is longer is no name of a person: it is like itself alone, for its parts would be too many to look for."""
_SHAPES = str.maketrans(
    dict(zip("авекмнорстухіјѕԁһԛԝαβεζηικμνορτυχłøđı", "abekmhopctyxijsdhqwabezhikmnoptyxlodi", strict=True))
    | {"œ": "oe", "æ": "ae"}
    | dict.fromkeys("’'ʼ`´", "")
)
"""Letters of other scripts that look like ours, as capitals or small; apostrophes."""


def is_rewritten(written: str) -> bool:
    """Whether an id looks as a spreadsheet makes it: a rounded number, a day without a time."""
    return _REWRITTEN.fullmatch(written.strip()) is not None


def plain_id(written: str) -> str:
    """An id without what a spreadsheet drops or adds: leading zeros, decimals, a sign, quotes, case."""
    plain = same_key(written)
    if quoted := _QUOTED.fullmatch(plain):
        plain = quoted[2]
    number = _ZEROS.fullmatch(plain.lstrip("'"))
    return number[1] if number else plain


def plain_name(written: str) -> str:
    """A name without what eyes pass over: accents, marks, letters borrowed from another script, the order of its words.

    Titles count for nothing; zeros before a number neither.
    """
    return " ".join(sorted(_words(written)))


@dataclass(frozen=True)
class Spoken:
    """A name as people hear it: its words, the initials beside them, whether a title says he or she."""

    words: tuple[str, ...]
    initials: frozenset[str]
    title: str

    @classmethod
    @lru_cache(maxsize=65_536)  # a name is looked up, then taken in
    def of(cls, written: str) -> "Spoken":
        """The name of somebody; its parts in no order."""
        found = _WORD.findall(_latin(written))
        titles = {_TITLES[word] for word in found if word in _TITLES}
        left = _told(found)
        words = [word for word in left if len(word) > 1 or not word.isalpha()]
        initials = frozenset(word for word in left if word not in words)
        return cls(tuple(sorted(words or left)), initials if words else frozenset(), "".join(titles))

    @property
    def is_name(self) -> bool:
        """Whether it is as short as names are."""
        return len(self.words) <= MOST_WORDS and sum(map(len, self.words)) <= MOST_LETTERS

    def parts(self) -> Iterator[tuple[str, ...]]:
        """The name without one or two of its words: somebody may be called by the others alone."""
        if not self.is_name:
            return
        for size in range(max(1, len(self.words) - 2), len(self.words)):
            yield from combinations(self.words, size)

    def slips(self) -> Iterator[tuple]:
        """What two names share that differ by one letter: a word of each without a letter, and the rest."""
        if not self.is_name:
            return
        for index, word in enumerate(self.words):
            if len(word) >= LONG_ENOUGH and word.isalpha():
                rest = self.words[:index] + self.words[index + 1 :]
                yield from ((rest, short) for short in {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))})

    def may_be(self, other: "Spoken") -> bool:
        """Whether both may be one person's name: the same words, some of them, initials, one letter typed wrongly."""
        if {self.title, other.title} == {"he", "she"}:
            return False
        fewer, more = sorted((self, other), key=lambda name: len(name.words))
        extra = list((Counter(more.words) - Counter(fewer.words)).elements())
        missing = list((Counter(fewer.words) - Counter(more.words)).elements())
        if missing:
            return self.initials == other.initials and len(missing) == len(extra) == 1 and _slip(missing[0], extra[0])
        given = more.initials | {word[0] for word in extra}
        return all(map(str.isalpha, extra)) and (not fewer.initials or not given or fewer.initials <= given)


class NameDirectory(Generic[Person]):
    """People by name, to find those who are called nearly alike, however many there are."""

    def __init__(self) -> None:
        self._whole: defaultdict[tuple, list[tuple[Spoken, Person]]] = defaultdict(list)
        self._parts: defaultdict[tuple, list[tuple[Spoken, Person]]] = defaultdict(list)
        self._slips: defaultdict[tuple, list[tuple[Spoken, Person]]] = defaultdict(list)

    def add(self, written: str, person: Person) -> None:
        """Take somebody in."""
        name = Spoken.of(written)
        entry = (name, person)
        self._whole[name.words].append(entry)
        for part in name.parts():
            self._parts[part].append(entry)
        for slip in name.slips():
            self._slips[slip].append(entry)

    def like(self, written: str) -> list[Person]:
        """Who may be meant by a name, in the order in which they were taken in, more exact names first."""
        name = Spoken.of(written)
        places = [self._whole.get(name.words), self._parts.get(name.words)]
        places += [self._whole.get(part) for part in name.parts()]
        places += [self._slips.get(slip) for slip in name.slips()]
        found = (entry for place in places if place for entry in place)
        return list(dict.fromkeys(person for other, person in found if name.may_be(other)))


def _slip(one: str, other: str) -> bool:
    """Whether two words differ by one letter more, less, other or exchanged with its neighbour."""
    if min(len(one), len(other)) < LONG_ENOUGH or not (one + other).isalpha():
        return False
    start = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    one, other = one[start:], other[start:]
    swapped = one[1::-1] + one[2:]
    return one[1:] == other or one == other[1:] or one[1:] == other[1:] or (len(one) > 1 and swapped == other)


def _words(written: str) -> list[str]:
    return _told(_WORD.findall(_latin(written)))


def _told(found: list[str]) -> list[str]:
    """The words of a name that tell who it is: not its titles, where anything else stands beside them."""
    return [_number(word) for word in found if word not in _TITLES] or found


def _number(word: str) -> str:
    return word.lstrip("0") or "0" if word.isdecimal() else word


def _latin(written: str) -> str:
    """Small letters as a reader sees them: without accents, in Latin letters where others look the same."""
    plain = same_key(written).translate(_SHAPES)
    if plain.isascii():
        return plain
    bare = unicodedata.normalize("NFKD", plain)
    return "".join(char for char in bare if not unicodedata.combining(char)).translate(_SHAPES)

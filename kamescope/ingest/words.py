"""Words as people type them: one normal form, and what headings, rater groups and items may be called."""

import html
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from kamescope.model import Item, Model, RaterGroup
from kamescope.naming import seen

_SAME = str.maketrans(dict.fromkeys("’‘ʼ‛`´′", "'") | dict.fromkeys("‐‑‒–—―−", "-"))
TELLING = 25
"""So many letters of a statement tell it from the others."""
TOLD = 12
"""So many letters of a cut-off statement propose one."""
_SPACED_CODE = re.compile(r"\[?([a-z]{1,6})[ _.-]?0*(\d{1,4})[\]. :)]*")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,300}>|_x00(?:0[9AaDd]|[Aa]0)_")
"""What web pages and Open XML put around and into a text."""
_REQUIRED = re.compile(
    r"[(\[]\s*(?:(?:question|reponse|champ|champs)\s+)?"
    r"(?:obligatoires?|requise?|mandatory|required|compulsory)(?:\s+(?:question|answer|field))?\s*[)\]]"
)
_MANY = re.compile(r"\s*;\s*$")
PLAIN_NUMBER = re.compile(r"([+-]?\d{1,12})(?:[.,]0{1,12})?(?<!,000)", re.ASCII)
_QUOTED = re.compile(r"""(?:="|'|\(|\[)([+-]?\d{1,4})(?:"|\)|\])?""", re.ASCII)
"""How spreadsheets and people mark a number as a text: `="4"`, `'4`, `[4]`."""
_OPTIONAL_PLURAL = re.compile(r"\((?:s|x|es)\)")

HEADINGS: Mapping[str, tuple[str, ...]] = {
    "campaign": ("campagne", "campaign"),
    "date": ("date",),
    "kam": (
        *("kam", "kam évalué", "nom du kam", "nom du kam évalué", "qui évaluez-vous", "quel kam évaluez-vous"),
        *("personne évaluée", "nom de la personne évaluée", "bénéficiaire", "kam name", "kam rated", "ratee"),
        *("who are you rating", "which kam are you rating", "person rated", "name of the person rated"),
    ),
    "kam_id": ("kam_id", "kam id", "id kam", "id du kam", "identifiant kam", "identifiant du kam"),
    "company": ("société", "entreprise", "company"),
    "team": ("équipe", "team"),
    "group": ("groupe", "group", "groupe de répondants", "rater group"),
    "respondent": ("répondant", "respondent", "id répondant", "identifiant répondant", "respondent id"),
    "item": ("item", "question", "énoncé", "affirmation", "statement"),
    "answer": ("réponse", "answer", "note", "score", "valeur", "value", "rating"),
}
"""The headings our own layouts understand, in both languages; compared in their normal form."""


@lru_cache(maxsize=8192)  # a heading is asked about by every layout, a label by every answer
def normal(text: str) -> str:
    """One form for all spellings of a text: `  Évalué(s) ` → `evalue`.

    NFKC, case and accents off, straight apostrophes and hyphens, single spaces (no-break ones too), no "(s)", nothing
    that nobody sees.
    """
    text = seen(text)
    if text.isascii():
        plain = text.translate(_SAME).casefold()
    else:
        folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text.translate(_SAME)).casefold())
        plain = "".join(char for char in folded if not unicodedata.combining(char)).translate(_SAME)
    return " ".join(_OPTIONAL_PLURAL.sub("", plain).split())


def bare(heading: str) -> str:
    """What a heading says: its normal form without markup, "(required)" and the marks around a question."""
    return _REQUIRED.sub("", normal(_plain_text(heading))).strip(" *\"'«»“”").rstrip(" :?.*!\"'«»“”")


def _plain_text(heading: str) -> str:
    """A text without the tags and entities of a web page."""
    written = html.unescape(heading) if "&" in heading else heading
    return _TAG.sub(" ", written) if "<" in written or "_x" in written else written


def label_key(written: str) -> str:
    """A label's normal form, without the `;` that multiple choices end with; every way to write 4 is `4`."""
    key = normal(_MANY.sub("", written))
    if quoted := _QUOTED.fullmatch(key):
        key = quoted.group(1)
    found = PLAIN_NUMBER.fullmatch(key)
    return str(int(found.group(1))) if found else key


@cache
def _heading_names() -> dict[str, str]:
    return {bare(word): name for name, words in HEADINGS.items() for word in words}


def heading_name(text: str) -> str | None:
    """Which metadata a heading stands for: `Société` → `company`; None for any other heading."""
    return _heading_names().get(bare(text))


def heading_examples(names: Iterable[str]) -> str:
    """The first word of each heading, to say what is needed."""
    return ", ".join(HEADINGS[name][0] for name in names)


@dataclass(frozen=True)
class GroupWords:
    """What files call each rater group of one model."""

    exact: Mapping[str, int]
    singular: Mapping[str, int]
    understood: str

    def position(self, text: str) -> int | None:
        """The group's position in the model: exact word first, then whatever its number; None if not understood."""
        word = normal(text)
        found = self.exact.get(word)
        return self.singular.get(_singular(word)) if found is None else found


def group_words(model: Model) -> GroupWords:
    """The words for the groups of a model, from their codes, names and word lists; ambiguous ones are left out."""
    return _group_words(model.groups)


@cache
def _group_words(groups: tuple[RaterGroup, ...]) -> GroupWords:
    spoken = [[normal(word) for word in _all_words(group)] for group in groups]
    exact = _owners(spoken) | {normal(group.code): index for index, group in enumerate(groups)}
    singular = _owners([[_singular(word) for word in words] for words in spoken])
    return GroupWords(exact, singular, ", ".join(map(group_name, groups)))


def _all_words(group: RaterGroup) -> tuple[str, ...]:
    names = (version for text in (group.name, group.plural) for _, version in text.versions)
    return (group.code, *group.words, *names)


def _owners(spoken: list[list[str]]) -> dict[str, int]:
    owners: dict[str, set[int]] = {}
    for index, words in enumerate(spoken):
        for word in words:
            owners.setdefault(word, set()).add(index)
    return {word: positions.pop() for word, positions in owners.items() if word and len(positions) == 1}


def _singular(word: str) -> str:
    return " ".join(part[:-1] if len(part) > 3 and part[-1] in "sx" else part for part in word.split())


def group_name(group: RaterGroup) -> str:
    """A group's name in every language that spells it differently, for sentences of any language."""
    return " / ".join(dict.fromkeys(version for _, version in group.name.versions))


@dataclass(frozen=True)
class ItemWords:
    """What files call each item of one model: its code, its statement in any language, its aliases."""

    codes: Mapping[str, int]
    positions: Mapping[str, tuple[int, ...]]
    numbered: re.Pattern[str] | None
    numbers: Mapping[str, tuple[int, ...]]
    beginnings: Mapping[str, tuple[int, ...]]

    def find(self, text: str) -> tuple[int, ...]:
        """Places of the items a text may stand for: none, one, or several where a wording is shared.

        A statement that a tool cut off (`Prepares each meeting with the cust…`) is the one that begins so.
        """
        position = self.codes.get(text.strip())
        if position is not None:
            return (position,)
        said = bare(text)
        found = self.positions.get(said) or self.numbers.get(_bare_code(said), ())
        return found or (self.cut(text) if len(said) >= TELLING and normal(_plain_text(text)).endswith("..") else ())

    def cut(self, text: str) -> tuple[int, ...]:
        """Places of the items whose statement begins with a text; none where it is too short to tell."""
        said = bare(text)
        if len(said) < TOLD:
            return ()
        return tuple(
            sorted({position for word, found in self.positions.items() if word.startswith(said) for position in found})
        )

    def begins_like(self, text: str) -> tuple[int, ...]:
        """Places of the items whose statement begins as a text does, or stands in it; none for a short text."""
        plain = bare(text)
        found = self.beginnings.get(plain[:TELLING], ())
        if found or len(plain) < TELLING:
            return found
        inside = {positions for word, positions in self.positions.items() if len(word) >= TELLING and word in plain}
        return inside.pop() if len(inside) == 1 else ()

    def code_like(self, text: str) -> str | None:
        """The beginning built like the model's codes: `q82` of `Q82`, `q12` of `Q12 - Prepares…`; else None."""
        found = self.numbered.match(bare(text)) if self.numbered else None
        return found.group() if found else None

    def is_zero(self, text: str) -> bool:
        """Whether a text is a code that counts from 0, as `Q0` is beside Q1 … Q81."""
        return self.is_code_like(text) and not self.find(text) and _bare_code(bare(text)).rstrip("0").isalpha()

    def is_code_like(self, text: str) -> bool:
        """Whether a whole text is built like the model's codes, as `Q82` is where codes run Q1 … Q81."""
        return self.code_like(text) == bare(text).rstrip(" .:)_-")


def item_words(model: Model) -> ItemWords:
    """The words for the items of a model (its private aliases too, which its fingerprint leaves out)."""
    return _item_words(model.items)


@cache
def _item_words(items: tuple[Item, ...]) -> ItemWords:
    positions: dict[str, list[int]] = {}
    for position, item in enumerate(items):
        texts = (version for _, version in item.text.versions)
        for word in dict.fromkeys(bare(text) for text in (*texts, *item.aliases)):
            positions.setdefault(word, []).append(position)
    spelled: dict[str, list[int]] = {}
    for position, item in enumerate(items):
        spelled.setdefault(bare(item.code), []).append(position)
    merged = {word: tuple(found) for word, found in (positions | spelled).items() if word}
    return ItemWords(
        codes={item.code: position for position, item in enumerate(items)},
        positions=merged,
        numbered=_numbered_codes(item.code for item in items),
        numbers=_grouped((_bare_code(item.code), position) for position, item in enumerate(items)),
        beginnings=_grouped(
            (word[:TELLING], position) for word, (position, *_) in merged.items() if len(word) >= TELLING
        ),
    )


def _grouped(pairs: Iterable[tuple[str, int]]) -> dict[str, tuple[int, ...]]:
    found: dict[str, list[int]] = {}
    for word, position in pairs:
        if word and position not in found.setdefault(word, []):
            found[word].append(position)
    return {word: tuple(positions) for word, positions in found.items()}


def _bare_code(text: str) -> str:
    """`Q012`, `Q 12` and `q_12` as `q12`; "" for what is no code of letters and a number."""
    found = _SPACED_CODE.fullmatch(normal(text))
    return f"{found.group(1)}{int(found.group(2))}" if found else ""


def _numbered_codes(codes: Iterable[str]) -> re.Pattern[str] | None:
    letters = {found.group(1) for code in codes if (found := re.fullmatch(r"([a-z_.-]*[a-z])\d+", normal(code)))}
    if not letters:
        return None
    return re.compile(rf"(?:{'|'.join(sorted(map(re.escape, letters)))})[ _.-]?\d+(?![^\W_])")

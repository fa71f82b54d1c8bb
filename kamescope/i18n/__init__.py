"""Words, numbers and dates in the reader's language: gettext catalogues read through Babel.

A catalogue is a folder `<language>/` of `.po` files, one a room of the house; together they are one namespace of
short keys. Adding a language is adding a folder: how it writes figures, dates and lists is known (`writing.py`).
"""

import datetime
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from math import isfinite
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations

from kamescope.errors import Detail, Issue, KamescopeError
from kamescope.i18n.writing import MINUS, NBSP, Writing, rounded
from kamescope.model import Item, RaterGroup, Text

__all__ = ["DEFAULT_LANGUAGE", "LANGUAGES", "MINUS", "NBSP", "Words", "Writing", "messages", "rounded", "words"]

HERE = Path(__file__).parent
DEFAULT_LANGUAGE = "fr"
LANGUAGES = tuple(
    sorted(
        (path.name for path in HERE.iterdir() if any(path.glob("*.po"))),
        key=lambda code: (code != DEFAULT_LANGUAGE, code),
    )
)
_FLAGS = re.compile(r"\s\(--[a-z]+\)")


@dataclass(frozen=True, slots=True)
class Words:
    """Everything that is said in one language: call it with a key of the catalogue and the facts of the sentence."""

    language: str

    def __call__(self, key: str, count: int | None = None, /, **facts: object) -> str:
        """The sentence of `key`, its `{facts}` filled in; with `count`, the plural form for it (and a fact `count`)."""
        catalogue = _catalogue(self.language)
        if count is None:
            return catalogue.gettext(key).format_map(facts)
        return catalogue.ngettext(key, key, count).format_map({"count": self.number(count), **facts})

    @property
    def writing(self) -> Writing:
        """How the language writes what is not a sentence."""
        return _writing(self.language)

    def knows(self, key: str) -> bool:
        """Whether the catalogue has that key."""
        return _catalogue(self.language).gettext(key) != key

    def is_one(self, count: int) -> bool:
        """Whether the language says this count in the singular: 0 and 1 in French, 1 in English."""
        return self.writing.locale.plural_form(count) == "one"

    def text(self, text: Text) -> str:
        """A text of a model."""
        return text.in_(self.language)

    def statement(self, item: Item) -> str:
        """A statement beside its figures: of a reversed item it says so, since its answers are shown turned round."""
        text = self.text(item.text)
        return self("tables.reversed", text=text) if item.reversed else text

    def group(self, group: RaterGroup, count: int | None = None) -> str:
        """A rater group by as many as answered, in the plural where that is not known; who is rated is always one."""
        one = group.is_self or (count is not None and self.is_one(count))
        return self.text(group.name if one else group.plural)

    def number(self, value: float, digits: int = 0) -> str:
        """A number with a fixed count of decimals: `4,3`, `1 250`."""
        return _number(self.language, value, digits)

    def figure(self, value: float) -> str:
        """A figure with the decimals that it has: `4,5`, `1 250`."""
        return self.number(value, len(f"{value:.9f}".rstrip("0").partition(".")[2]))

    def signed(self, value: float, digits: int = 2) -> str:
        """A difference with its sign: `+0,47`, `−1,50`, `0,00`."""
        return ("+" if rounded(value, digits) > 0 else "") + self.number(value, digits)

    def points(self, value: float) -> str:
        """A difference in points of the scale of answers, with its unit: `−1,50 pt`."""
        return self("points", points=self.signed(value))

    def percent(self, value: float, digits: int = 0) -> str:
        """A percent, 0 to 100, as the language writes it: `47 %`."""
        return self.number(value, digits).join(self.writing.percent)

    def amount(self, value: float, currency: str = "") -> str:
        """A whole amount in a currency (its code; "" where none is said): `12 500 €`."""
        return self.writing.amount(value, currency)

    def short_amount(self, value: float, currency: str = "") -> str:
        """The same as short as may be: `340 k€`."""
        return self.writing.short_amount(value, currency)

    def date(self, day: datetime.date) -> str:
        """A date in full: `3 mars 2026`."""
        return self.writing.date(day)

    def month(self, day: datetime.date) -> str:
        """The month of a day: `mars 2026`."""
        return self.writing.month(day)

    def time(self, moment: datetime.datetime) -> str:
        """Hour and minute: `14:05`."""
        return self.writing.time(moment)

    def listing(self, parts: Iterable[str]) -> str:
        """Several things in a sentence: `a, b et c`."""
        return self.writing.listing(parts)

    def series(self, parts: Iterable[str]) -> str:
        """Several things beside one another: `a, b, c`."""
        return self.writing.series(parts)

    def language_name(self, language: str) -> str:
        """What a language is called in this one, as a heading: `Anglais`."""
        name = Locale.parse(language).get_display_name(self.writing.locale) or language
        return name[:1].upper() + name[1:]

    def shown(self, problem: KamescopeError | Issue) -> str:
        """The same for a page, where nobody types the options of the command line."""
        return _FLAGS.sub("", self.error(problem))

    def error(self, problem: KamescopeError | Issue) -> str:
        """What is wrong, where, and how to mend it; a fact that is a text of a model is said in this language."""
        facts = self._facts(problem.facts)
        if isinstance(problem, Issue):
            facts = {"row": problem.row or "", "column": problem.column or ""} | facts
        sentence = self._told(f"error.{problem.code}", facts)
        if isinstance(times := facts.get("times"), int) and times:
            sentence = self("alike", times, sentence=sentence, rows=facts["rows"])
        return self("on_sheet", sheet=facts["sheet"], sentence=sentence) if facts.get("sheet") else sentence

    def _facts(self, facts: Mapping[str, object]) -> dict[str, object]:
        return {name: self._fact(fact) for name, fact in facts.items()}

    def _fact(self, fact: object) -> object:
        """A text of a model, a day, a figure, and details, in this language; several of them one after the other."""
        if isinstance(fact, Text):
            return self.text(fact)
        if isinstance(fact, datetime.date) and not isinstance(fact, datetime.datetime):
            return self.date(fact)
        if isinstance(fact, float) and isfinite(fact):
            return self.figure(fact)
        if isinstance(fact, Detail):
            return self._told(f"detail.{fact.code}", self._facts(fact.facts))
        if isinstance(fact, tuple):
            return self("apart").join(str(self._fact(each)) for each in fact)
        return fact

    def _told(self, key: str, facts: Mapping[str, object]) -> str:
        """The sentence of a key, in its form for the fact `count` where it has one for each."""
        count, catalogue = facts.get("count"), _catalogue(self.language)
        found = catalogue.ngettext(key, key, count) if isinstance(count, int) else key
        return (catalogue.gettext(key) if found == key else found).format_map(facts)


@lru_cache(maxsize=8192)
def _number(language: str, value: float, digits: int) -> str:
    """Kept, because a page shows the same few hundred figures again and again."""
    return _writing(language).number(value, digits)


@cache
def _writing(language: str) -> Writing:
    """The customs of the locale that the catalogues say they are in: `Language: en_GB` is an English of Europe."""
    said = next(iter(messages(language).values())).locale
    return Writing(said or Locale.parse(language))


@cache
def words(language: str) -> Words:
    """The words of a language; the default one where it is not known."""
    return Words(language if language in LANGUAGES else DEFAULT_LANGUAGE)


@cache
def messages(language: str) -> dict[str, Catalog]:
    """The catalogues of a language by room."""
    found = {}
    for path in sorted((HERE / language).glob("*.po")):
        with path.open("rb") as file:
            found[path.stem] = read_po(file, locale=language, abort_invalid=True)
    return found


@cache
def _catalogue(language: str) -> Translations:
    merged: Translations | None = None
    for catalogue in messages(language).values():
        compiled = io.BytesIO()
        write_mo(compiled, catalogue)
        compiled.seek(0)
        room = Translations(compiled)
        merged = room if merged is None else merged.merge(room)
    if merged is None:
        raise LookupError(language)
    return merged

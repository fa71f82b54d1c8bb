"""Which factors a text speaks of, by the model's lexicon and the lemmas of its words: a tag, never a score. Pure."""

import re
from collections.abc import Iterable
from functools import lru_cache

from simplemma import lemmatize

from kamescope.model import Model
from kamescope.naming import alphabetical

_WORD = re.compile(r"[^\W\d_]+")
Phrase = tuple[str, ...]


def themes(model: Model, text: str) -> tuple[str, ...]:
    """The factors (codes, in model order) of whose lexicon a text has an entry, in whatever language that is.

    *« Elle nous rappelle toujours » has « rappeler ».*
    """
    by_language = _lexicons(model)
    read = {language: _lemmas(text, language) for language in by_language}
    spoken = {
        code
        for language, entries in by_language.items()
        for code, phrases in entries.items()
        if any(_within(phrase, read[language]) for phrase in phrases)
    }
    return tuple(factor.code for factor in model.factors if factor.code in spoken)


@lru_cache(maxsize=32)
def _lexicons(model: Model) -> dict[str, dict[str, frozenset[Phrase]]]:
    """Language → factor → its entries as lemmas."""
    found: dict[str, dict[str, frozenset[Phrase]]] = {}
    for factor in model.factors:
        for language, entries in factor.lexicon:
            found.setdefault(language, {})[factor.code] = _phrases(entries, language)
    return found


def _phrases(entries: Iterable[str], language: str) -> frozenset[Phrase]:
    return frozenset(phrase for phrase in (_lemmas(entry, language) for entry in entries) if phrase)


def _lemmas(text: str, language: str) -> Phrase:
    return tuple(_lemma(word, language) for word in _WORD.findall(text))


@lru_cache(maxsize=65_536)
def _lemma(word: str, language: str) -> str:
    """A word's lemma without accents; the word itself in a language that the library does not know."""
    try:
        return alphabetical(lemmatize(word.lower(), lang=language))
    except ValueError:
        return alphabetical(word)


def _within(phrase: Phrase, text: Phrase) -> bool:
    return any(text[at : at + len(phrase)] == phrase for at in range(len(text) - len(phrase) + 1))

"""The fonts of pictures and papers: our own, and those that lend the scripts it lacks; none of the machine's."""

import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files
from itertools import groupby
from pathlib import Path

from anyascii import anyascii
from fontTools.ttLib import TTFont

FACES = {"regular": "Regular", "italic": "It", "semibold": "Semibold", "bold": "Bold"}
_LENDERS = ("manimgx_fonts", "noto_cjk_sans_jp_regular")
"""Packages of Noto fonts: first the alphabets and signs, then, larger by far, Chinese, Japanese and Korean."""
_NO_GLYPH = ("Cc", "Cf", "Zs", "Zl", "Zp")
_SELECTORS = {*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)}


def own_font(face: str) -> str:
    """The file of a face of our own font; `face` is a key of `FACES`."""
    return f"{_folder('font_source_sans_pro')}/files/SourceSansPro-{FACES[face]}.ttf"


@cache
def font_folders() -> tuple[str, ...]:
    """The folders to register with whatever draws outside a browser: our own font's first."""
    return (f"{_folder('font_source_sans_pro')}/files", *map(_folder, _LENDERS))


def runs(text: str) -> Iterator[tuple[str, str]]:
    """The text in pieces, each with the file of the font that lends its letters; "" where our own has them."""
    for font, letters in groupby(text, lambda letter: _font_of(letter) or ""):
        yield "".join(letters), font


@lru_cache(maxsize=4096)
def readable(text: str) -> str:
    """The text as it can be written: a letter that no font has is spelt in Latin letters, else by its number.

    `ᚠᚢᚦ` → `futh`. A box in its place would say nothing.
    """
    if text.isascii():
        return text
    lacking = {letter for letter in set(text) if _font_of(letter) is None}
    return text.translate({ord(letter): anyascii(letter) or f"U+{ord(letter):04X}" for letter in lacking})


@lru_cache(maxsize=8192)
def _font_of(letter: str) -> str | None:
    """The first font that has a letter: "" for our own, a file for another, None where there is none."""
    code = ord(letter)
    if code in _letters(own_font("regular")) or code in _SELECTORS or unicodedata.category(letter) in _NO_GLYPH:
        return ""
    return next((font for font in _lent() if code in _letters(font)), None)


@cache
def _lent() -> tuple[str, ...]:
    fonts = (path for name in _LENDERS for path in sorted(Path(_folder(name)).iterdir()))
    return tuple(str(path) for path in fonts if path.suffix in (".ttf", ".otf") and "Italic" not in path.name)


@cache
def _letters(font: str) -> frozenset[int]:
    with TTFont(font, lazy=True) as opened:
        return frozenset(opened.getBestCmap())


def _folder(package: str) -> str:
    return str(files(package))

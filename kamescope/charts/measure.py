"""How wide a text is, and how it breaks into lines: known before the browser draws it, so that nothing collides."""

import re
from functools import cache, lru_cache

from PIL import ImageFont

from kamescope.charts.fonts import own_font, readable, runs

SLACK = 1.05
"""The browser's Source Sans is a later cut than the one measured: 5 % is kept in reserve."""
_WEIGHTS = {"semibold": 600, "bold": 700}
ELLIPSIS = "…"
_SIZE = 100
_CLINGING = re.compile(r" (?=([/:;!?»–—-]( |$)))")
"""A space before a sign that must not begin a line."""


def text_width(text: str, size: float, face: str = "regular") -> float:
    """The width of one line in pixels at a font size in pixels, with 5 % slack; `face` is a key of `fonts.FACES`."""
    return _length(text, face) * size / _SIZE * SLACK


@lru_cache(maxsize=8192)
def wrap(text: str, width: float, size: float, lines: int, face: str = "regular") -> tuple[str, ...]:
    """The text in as few lines as fit `width` pixels, evened out; past `lines` lines it ends in an ellipsis.

    Breaks at spaces, never at no-break spaces; a word wider than a line is broken after a hyphen or a slash, else
    between letters.
    """
    words = _words(_CLINGING.sub("\N{NO-BREAK SPACE}", text), width, size, face)
    widths = [text_width(word, size, face) for word in words]
    space = text_width(" ", size, face)
    rows = _fill(widths, space, width)
    if len(rows) > lines:
        rows = rows[:lines]
        rest = " ".join(words[rows[-1][0] :])
        return (*(_line(words, row) for row in rows[:-1]), shorten(rest, width, size, face))
    return tuple(_line(words, row) for row in _even(widths, space, width, rows))


def block_width(lines: tuple[str, ...], size: float, face: str = "regular") -> float:
    """The width of the widest line; 0 without lines."""
    return max((text_width(line, size, face) for line in lines), default=0.0)


def shorten(text: str, width: float, size: float, face: str = "regular") -> str:
    """The beginning of a text that fits, and an ellipsis."""
    while text and text_width(text.rstrip() + ELLIPSIS, size, face) > width:
        text = text[:-1]
    return text.rstrip() + ELLIPSIS


@cache
def _font(face: str, lent: str = "") -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(lent or own_font(face), _SIZE)
    if "[wght]" in lent:
        font.set_variation_by_axes([_WEIGHTS.get(face, 400)])
    return font


@lru_cache(maxsize=16384)
def _length(text: str, face: str) -> float:
    if text.isascii():
        return _font(face).getlength(text)
    return sum(_font(face, lent).getlength(piece) for piece, lent in runs(readable(text)))


def _words(text: str, width: float, size: float, face: str) -> list[str]:
    found = []
    for word in text.split(" "):
        if text_width(word, size, face) <= width:
            found.append(word)
            continue
        for part in re.findall(r"[^-/]+[-/]?|[-/]", word):
            found.extend(_cut(part, width, size, face))
    return [word for word in found if word] or [""]


def _cut(word: str, width: float, size: float, face: str) -> list[str]:
    pieces = []
    while text_width(word, size, face) > width and len(word) > 2:
        end = len(word) - 1
        while end > 1 and text_width(word[:end] + "-", size, face) > width:
            end -= 1
        pieces.append(word[:end] + "-")
        word = word[end:]
    return [*pieces, word]


def _fill(widths: list[float], space: float, limit: float) -> list[tuple[int, int]]:
    """Greedy lines as (first word, one past the last)."""
    rows, start, used = [], 0, widths[0]
    for index, width in enumerate(widths[1:], 1):
        if used + space + width > limit:
            rows.append((start, index))
            start, used = index, width
        else:
            used += space + width
    return [*rows, (start, len(widths))]


def _even(widths: list[float], space: float, limit: float, rows: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The narrowest way to keep the same number of lines."""
    low, high = max(widths), limit
    for _ in range(5):
        middle = (low + high) / 2
        tried = _fill(widths, space, middle)
        if len(tried) <= len(rows):
            rows, high = tried, middle
        else:
            low = middle
    return rows


def _line(words: list[str], row: tuple[int, int]) -> str:
    return " ".join(words[row[0] : row[1]])

"""In which encoding a text file is written: the only one under which all of its words are words."""

import codecs
import re

from kamescope.errors import ContentError

SAMPLE_BYTES = 200_000
# UTF-32 before UTF-16: the mark of the one begins with that of the other.
BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
OLD = ("cp1252", "iso8859-15", "cp850", "mac_roman")
"""Windows, Linux, MS-DOS, old Mac."""
_USUAL = OLD[0]
_OVER_USUAL, _OVER_OTHERS, _FAIR = 3.0, 1.5, 0.5
"""How many times likelier another reading must be than that of Windows, or than the next one; what is likely at all."""

_WORDS = re.compile(rb"[A-Za-z]{0,8}(?:[\x80-\xff]{1,20}[A-Za-z]{0,8}){1,8}")
"""What stands around letters beyond ASCII."""
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x19\x1b-\x1f]")
_MOST_CONTROLS = 3
_NEVER = -1.0
NBSP = "\N{NO-BREAK SPACE}"
_WEIGHTS = {
    **dict.fromkeys("ýðþÝÐÞ", 0.25),
    **dict.fromkeys("æÕ", 0.5),
    **dict.fromkeys("‘“”—·•™®©´`ªº²³½¼¾§±×¿¡£\N{SOFT HYPHEN}†‰‹›‑\N{NARROW NO-BREAK SPACE}", 0.5),
    **dict.fromkeys("äáãåíìöóòõøœúûüñßÿšžÂÄÁÃÅÆËÏÍÌÖÓÒØÙÛÜÚÑŸŠŽ", 1.0),
    **dict.fromkeys("ëï", 1.5),
    **dict.fromkeys("âîôùÈÀÇÊÔÎŒ…–€°\N{NO-BREAK SPACE}", 2.0),
    **dict.fromkeys("’«»", 3.0),
    **dict.fromkeys("éèàçêÉ", 4.0),
}
"""How much a character makes a text likely: French, its neighbours, signs; no other belongs in one."""
_IN_WORD = frozenset("’‘´`–—…·ªº°\N{SOFT HYPHEN}\N{NO-BREAK SPACE}")
"""Signs that may stand between two letters."""
_BEFORE_WORD = _IN_WORD | frozenset("«“¿¡§©‹•\N{NARROW NO-BREAK SPACE}")
"""Signs that a word may follow without a space."""
_BEGIN = frozenset("éàêîôâœæçåäöüø")
"""What a word in small letters begins with."""
OF_UTF8 = re.compile("[\u00a0-\u017f\u2010-\u203a\u20ac\u2122\ufeff]+")
"""What the accents and signs of UTF-8 are, where a line is in UTF-8 and the rest of the file is not."""


def find_encoding(content: bytes) -> str:
    """The encoding of a text: its mark, else UTF-8 if it is that, else UTF-16 by its zeros, else an older one.

    Raises ContentError: `encoding_unknown` (no single encoding makes sense of it), `character_odd` (zeros in a text).
    """
    for mark, encoding in BOMS:
        if content.startswith(mark):
            return encoding
    zero = content.find(b"\x00")
    if zero >= 0:
        return _utf16_without_mark(content, zero)
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        return _old_encoding(content, error.start)
    return "utf-8"


def _utf16_without_mark(content: bytes, zero: int) -> str:
    start = content[:SAMPLE_BYTES]
    # Of each Latin letter one of two bytes is zero: the second where the small end comes first.
    even, odd = start[::2].count(0), start[1::2].count(0)
    most = len(start) // 2 * 0.7
    if odd > most > even:
        return "utf-16-le"
    if even > most > odd:
        return "utf-16-be"
    raise odd_character(content, zero)


def check_characters(content: bytes, encoding: str) -> None:
    """ContentError where control characters stand in a text: `character_odd`, `file_not_table` where there are many."""
    if not encoding.startswith(("utf-16", "utf-32")) and (found := _CONTROL.search(content)):
        raise odd_character(content, found.start())


def odd_character(content: bytes, at: int) -> ContentError:
    """A control character, with the line and the byte where it stands; among many others, the file is no text."""
    start = content[:SAMPLE_BYTES]
    if len(_CONTROL.findall(start)) > max(_MOST_CONTROLS, len(start) // 100):
        return ContentError("file_not_table")
    facts = {"character": f"U+{content[at]:04X}", "place": at + 1, "row": line_of(content, at)}
    return ContentError("character_odd", **facts)


def line_of(content: bytes, at: int) -> int:
    """The line that a byte stands in."""
    before = content[:at].replace(b"\r\n", b"\n")
    return before.count(b"\n") + before.count(b"\r") + 1


def _old_encoding(content: bytes, first: int) -> str:
    """Windows, Linux, DOS or Mac: one under which every word is one, and clearly likelier than the others."""
    sums, count, seen = dict.fromkeys(OLD, 0.0), 0, set()
    # Some letters before the first odd byte, as many as `_WORDS` looks back: the word that it stands in.
    for found in _WORDS.finditer(content, max(0, first - 8)):
        word = found.group()
        if word in seen:
            continue
        seen.add(word)
        count += 1
        # A byte that an encoding does not have becomes a sign that stands in no word, and so rules it out.
        likely = {encoding: _likely(word.decode(encoding, "replace")) for encoding in sums}
        sums = {encoding: before + likely[encoding] for encoding, before in sums.items() if likely[encoding] >= 0}
        if not sums or _is_utf8(word):
            raise ContentError("encoding_unknown", row=line_of(content, found.start()))
    if best := _clearest(sums, count):
        return best
    raise ContentError("encoding_unknown", row=line_of(content, first))


def _clearest(sums: dict[str, float], count: int) -> str:
    """The encoding to believe in, "" where two are about as likely."""
    ranked = sorted(sums, key=sums.__getitem__, reverse=True)
    if _USUAL in sums and sums[ranked[0]] < _OVER_USUAL * sums[_USUAL]:
        return _USUAL
    best, others = ranked[0], [sums[each] for each in ranked[1:]]
    clear = sums[best] > _FAIR * count and all(sums[best] >= _OVER_OTHERS * other for other in others)
    return best if clear else ""


def _likely(text: str) -> float:
    """How likely letters are beside each other; below zero where they make no sense."""
    total, run = 0.0, 0
    for at, char in enumerate(text):
        if char.isascii():
            run = 0
            continue
        run += char.isalpha()
        weight = _weight(char, text[at - 1 : at], text[at + 1 : at + 2], text[:at])
        if weight < 0 or run > 2:  # three of them in a row are another alphabet
            return _NEVER
        total += weight
    return total


def _weight(char: str, before: str, after: str, begun: str) -> float:
    """One character between its neighbours; `begun` is the word before it."""
    weight = _WEIGHTS.get(char, _NEVER)
    left, right = before.isalpha(), after.isalpha()
    if weight < 0:
        return _NEVER
    if not char.isalpha():
        if right and char not in (_IN_WORD if left else _BEFORE_WORD):
            return _NEVER
        if char == NBSP and after.islower() and begun.isalpha() and len(begun) == 1 and begun not in "aàyAÀYIôÔ":
            return _NEVER  # « S nchez » is Sánchez in another encoding
        return weight / 4 if left and right and char != "’" else weight
    if char.isupper():
        return _NEVER if left and (before.islower() or after.islower()) else weight
    return weight / 8 if _is_odd(char, left, after if right else "", begun) else weight


def _is_odd(char: str, left: bool, after: str, begun: str) -> bool:
    """Whether a small letter stands where it hardly ever does: in capitals, or where French has no such one."""
    if (len(begun) > 1 and begun.isupper()) or after.isupper():  # LEFéVRE, for LEFÈVRE
        return True
    if not left:
        # In front of letters one that words begin with; alone only « à ».
        return char not in (_BEGIN if after else "à")
    # In French « à » and « ù » only end a word, « â » never does, and « ç » stands before a, o and u.
    return (char in "àù" and bool(after)) or (char == "â" and not after) or (char == "ç" and after not in "aouâôûãáóúõ")


def _is_utf8(word: bytes) -> bool:
    """Whether a word of a file that is not UTF-8 is: then the file has two encodings."""
    try:
        beyond = [char for char in word.decode("utf-8") if not char.isascii()]
    except UnicodeDecodeError:
        return False
    return OF_UTF8.fullmatch("".join(beyond)) is not None

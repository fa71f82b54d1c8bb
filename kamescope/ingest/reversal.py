"""Words that say that an item, or a whole scale, runs the other way round."""

import re

from kamescope.ingest.words import normal
from kamescope.model import Item

_REVERSED = re.compile(
    r"\b(?:inverse[es]*|renverse[es]*|retourne[es]*|reversed?|rev|inv|recode[ds]?|recodee?s?|negati(?:f|ve|vely)s?)\b"
    r"|[(\[]\s*(?:r|-|i)\s*[)\]]|\d[ _.-]?r$|[ _.-](?:r|rev|inv)$"
)
"""What headings say of an item that runs the other way round: `Q12 (inversé)`, `Q12 [R]`, `q12_r`, `reverse coded`."""
_MANY = re.compile(r"\b(?:items|questions|enonces|affirmations|statements|(?:in|ren)verses|inversees)\b")
_SCALE = re.compile(
    r"\b(?:echelles?|scales?|cotations?|notations?|notes?|scores?|scoring|ratings?|items?|questions?|enonces?)\b.{0,30}"
    r"\b(?:inverse[es]*|renverse[es]*|reversed?|inverted)\b"
    r"|\b(?:reversed?|inverse[es]*|inverted)[ -]{1,2}(?:scor|cod|scal|key|items?|questions?|echelles?)"
)


def says_reversed(heading: str, item: Item) -> bool:
    """Whether a heading says reversed, in words that are not those of the statement."""
    told = normal(heading)
    for word in (item.code, *(version for _, version in item.text.versions), *item.aliases):
        # A statement may itself speak of reverses. Its code stays, for `q12_r` says reversed by what follows the
        # figure.
        if len(plain := normal(word)) > len(normal(item.code)) or told == plain:
            told = told.replace(plain, " ")
    return bool(_REVERSED.search(told))


def marks_reversed(title: str, many: bool = False) -> bool:
    """Whether a title over columns says reversed; `many`: of several items at once."""
    told = normal(title)
    return bool(_REVERSED.search(told)) and (not many or bool(_MANY.search(told)))


def turns_scale(title: str) -> bool:
    """Whether a title says that the scale of the file runs the other way round: « Échelle inversée »."""
    return bool(_SCALE.search(normal(title)))

"""What a file says of its own scale: a legend above, below or beside the answers, or in a heading.

A legend that follows the questionnaire's scale goes unnoticed; one that contradicts it is a question to a person.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kamescope.ingest.column_use import column_keys
from kamescope.ingest.form import Form
from kamescope.ingest.headings import Headings
from kamescope.ingest.labels import extremes, meanings, no_answer_words
from kamescope.ingest.mapping import FileMapping
from kamescope.ingest.reversal import turns_scale
from kamescope.ingest.table import Cell, is_blank
from kamescope.ingest.values import text
from kamescope.ingest.words import PLAIN_NUMBER, normal
from kamescope.model import Scale

LONGEST = 2_000
CELLS = 12
"""A row with more cells than that is no legend but a table."""
NOTES = 30
"""So many rows may stand below the questionnaires."""
BESIDE = " | "
_NUMBER = re.compile(r"(?<![\w.,])(\d{1,2})(?![\w%]|[.,]\d)", re.ASCII)
_MARKS = " \t.,;:!?=→>-–|/\\()[]{}\"'«»“”*•…+&~_"
_PARTS = re.compile(r"[.;:,|/()\[\]«»“”\"…\n=>]|->|\s-+\s|\.{2,}")
_FILLERS = re.compile(
    r"^(?:(?:la note|note|valeur|value|score|code|reponse|est|signifie|veut dire|correspond a|pour|soit|a|de|et|ou|"
    r"means|meaning|is|to|for|and|from|stands for|being|etant|jusqu'a|up to|vaut|the|la|le|les|l'|point|points)\s+)+|"
    r"(?:\s+(?:a|et|ou|to|and|est|vaut|is|de|note|code|pour|for|point|points|from))+$"
)
_RANGE = re.compile(
    r"\b(?:echelle|scale|cotation|cotez|bareme|not(?:e|ez|er|ation) de|rat(?:e|ing)|scored?|valeurs possibles|"
    r"possible (?:values|answers|scores))\b[^\d]{0,30}?"
    r"(?<!\w)([01]|\d{1,2}(?= ?(?:a|to) [01]\b)) ?(?:a|to|-|\.{2,3}|jusqu'a|through) ?(\d{1,3})(?![\w%/-]|[.,]\d)"
    r"(?! (?:minutes?|min|jours?|days?|mois|months?|pages?|personnes?|people))"
)
_EQUAL = re.compile(
    r"(?<![\w.,])(\d{1,2}) ?(?:=|→|->|signifie|means|veut dire) ?[^\s\d]|"
    r"(?<![\w.,/])(\d{1,2}) ?(?:[:(]|\s-\s) ?[^\W\d]|"
    r"[^\W\d] ?(?:=|→|->) ?(\d{1,2})(?!\w|[.,]\d)"
)
_OUT_OF = re.compile(
    r"\b(?:notes?|notez|notation|cotation|cotez|scores?|scored|ratings?|rated?|echelle|bareme|max(?:imum)?)\b[^\d]{0,12}?"
    r"(?:(?:sur|out of|/) ?|\| ?(?=\d+$))(\d{1,3})(?![\w%/-]|[.,]\d)"
)
_POINTS = re.compile(
    r"\b(?:echelle|likert|scale)\b[^\d]{0,12}?(\d{1,2})[ -](?:points?|degres|niveaux|levels|echelons)\b|"
    r"\b(\d{1,2})[ -](?:points?|degres|niveaux|levels|echelons) (?:likert|scale|echelle)\b"
)
_TITLE = re.compile(r"(?:legende|legend|echelle|scale|codes?|codage|bareme|key|notes?|cotation)\b.*")


@dataclass(frozen=True, slots=True)
class Legend:
    """What contradicts the scale, as written; `turned` where all of it says that the scale runs the other way round.

    `code`: what is said of it; `legend_unclear` where it names both ends in words that nobody knows.
    """

    written: str
    turned: bool
    code: str = "legend_turned"


def legend_of(
    form: Form, headings: Headings, notes: Iterable[str], scale: Scale, mapping: FileMapping
) -> Legend | None:
    """What the file says of its scale where that is another one than the questionnaire's.

    Nothing where a person has said what numbers stand for.
    """
    if any(PLAIN_NUMBER.fullmatch(key) for key in mapping.answers):
        return None
    settled = mapping.turned.keys() | mapping.recoded.keys()
    keys = column_keys(form.columns)
    positions = (*headings.items.values(), headings.fields.get("answer", 0))
    asked = [form.columns[position] for position in positions if keys[position] not in settled]
    above = joined_cells(form.table.rows[: form.head])
    named = (name for column in asked for name in (column.heading, *column.names))
    told = [*above, *named, *notes]
    over = {*headings.items.values(), headings.fields.get("answer")}
    titles = (text(cell) for row in form.table.rows[: form.head] for at, cell in enumerate(row) if at not in over)
    outright = contradicting(told, scale) or _titled((*titles, *form.beside)) or codebook(form.beside, scale)
    return outright or _unclear([*told, *form.beside], scale)


def _titled(titles: Iterable[str]) -> Legend | None:
    """A title that says that the scale is reversed, or that some items are, where it names no column."""
    found = next(filter(turns_scale, titles), None)
    return None if found is None else Legend(found, not any(map(str.isdigit, found)))


def contradicting(texts: Iterable[str], scale: Scale) -> Legend | None:
    """The first of some texts whose legend contradicts the scale."""
    for written in dict.fromkeys(texts):
        found = [(number, label) for number, label in pairs(written) if not _follows(number, label, scale)]
        if found:
            return Legend(written, all(_follows(_turned(number, scale), label, scale) for number, label in found))
        if _other_range(written, scale):
            return Legend(written, False)
    return None


def _other_range(written: str, scale: Scale) -> bool:
    """Whether a text says outright that the scale runs between other numbers: « échelle de 1 à 10 », "scale 0-4"."""
    plain = normal(written[:LONGEST])
    ranges = any(sorted(map(int, found)) != [scale.minimum, scale.maximum] for found in _RANGE.findall(plain))
    highest = any(int(found) != scale.maximum for found in _OUT_OF.findall(plain))
    many = (int(found) for pair in _POINTS.findall(plain) for found in pair if found)
    return ranges or highest or any(count != scale.maximum - scale.minimum + 1 for count in many)


def _unclear(texts: Iterable[str], scale: Scale) -> Legend | None:
    """The first text that sets both ends of the scale equal to something, in words that nobody knows."""
    for written in dict.fromkeys(texts):
        told = {int(number) for found in _EQUAL.findall(normal(written[:LONGEST])) for number in found if number}
        known = any(label not in no_answer_words() for _, label in pairs(written))
        if told >= {scale.minimum, scale.maximum} and not known:
            return Legend(written, False, "legend_unclear")
    return None


def codebook(texts: Iterable[str], scale: Scale) -> Legend | None:
    """What other sheets say of the scale, if anything: labels with counts behind them are no legend.

    Each label stands beside one number, and the numbers run with the labels or against them.
    """
    told: dict[float, set[int]] = {}
    kept = list(texts)
    for written in kept:
        for number, label in pairs(written):
            if (position := _position(label, scale)) is not None:
                told.setdefault(position, set()).add(number)
    numbers = [min(told[position]) for position in sorted(told)]
    one_each = all(len(numbers) == 1 for numbers in told.values())
    if not one_each or numbers not in (sorted(set(numbers)), sorted(set(numbers), reverse=True)):
        return None
    return contradicting(kept, scale)


def _position(label: str, scale: Scale) -> float | None:
    """Where a label stands on the scale, None where that is not known."""
    known = meanings(scale).get(label, frozenset())
    if len(known) == 1:
        return min(known)
    end = extremes().get(label)
    return None if known or end is None else scale.midpoint + end * scale.span / 2


def pairs(written: str) -> list[tuple[int, str]]:
    """The numbers of a text with the labels that stand for them, whatever stands between: known labels only.

    `1 = low`, `low (1)`, `1 low 2 high`, `low 1 2 3 4 5 high`, `1 to 5, low to high`: text before the first number and
    behind the last tells which of the two a label belongs to.
    """
    if len(written) > LONGEST or not (found := list(_NUMBER.finditer(plain := normal(written)))):
        return []
    numbers = [int(each.group()) for each in found]
    bounds = [0, *(edge for each in found for edge in each.span()), len(plain)]
    between = [_said(plain[start:end]) for start, end in zip(bounds[::2], bounds[1::2], strict=True)]
    head, tail = between[0], between[-1]
    for listed in (head, tail):
        if len(numbers) > 1 and len(labels := [label for label in listed if label]) > 1:
            return [(numbers[0], labels[0]), (numbers[-1], labels[-1])]
    ends = (head[-1] if head else ""), (tail[0] if tail else "")
    if all(ends) and len(numbers) > 1:
        return [(numbers[0], ends[0]), (numbers[-1], ends[1])]
    first = bool(ends[1]) or (not ends[0] and bool(tail))
    told = [(said[0] if first else said[-1]) if said else "" for said in (between[1:] if first else between[:-1])]
    return [(number, label) for number, label in zip(numbers, told, strict=True) if label]


def _said(segment: str) -> list[str]:
    """The stretches of words in a text, between its marks: each as the known label that it is, else ""."""
    if label := _known(segment):
        return [label]
    if around := _around_to(segment):
        return around
    parts = [part for part in _PARTS.split(segment) if any(char.isalpha() for char in part)]
    for index, (before, after) in enumerate(pairwise(parts)):  # « ni d'accord, ni pas d'accord »
        if label := _known(f"{before.rstrip()}, {after.lstrip()}"):
            return [*map(_known, parts[:index]), label, *map(_known, parts[index + 2 :])]
    return list(map(_known, parts))


def _around_to(segment: str) -> list[str]:
    """Two labels around an « à » or "to", which labels may hold as well."""
    for found in re.finditer(r"\s(?:a|to)\s", segment):
        left, right = ([_known(part) for part in _PARTS.split(side) if part.strip(_MARKS)] for side in
                       (segment[: found.start()], segment[found.end() :]))  # fmt: skip
        if left and right and left[-1] and right[0]:
            return [left[-1], right[0]]
    return []


def _known(part: str) -> str:
    """The known label that a text is, once its marks and the words around it are off; else ""."""
    plain = part.strip(_MARKS)
    for told in (plain, _FILLERS.sub("", plain).strip(_MARKS)):
        if told in extremes() or told in meanings(None) or told in no_answer_words():
            return told
    return ""


def _follows(number: int, label: str, scale: Scale) -> bool:
    """Whether a number may stand for a label on the scale."""
    if label in no_answer_words():
        return True
    if known := meanings(scale).get(label):
        return number in known
    end = extremes().get(label)
    if end is None or not scale.minimum <= number <= scale.maximum:
        return True
    return (number - scale.midpoint) * end >= 0


def _turned(number: int, scale: Scale) -> int:
    return int(scale.turned(number))


def joined_cells(rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    """The texts of some rows: each cell, each row as one text, each column as one: a legend may be any of them."""
    kept = [[text(cell) for cell in row] for row in rows]
    for row in kept:
        filled = [cell for cell in row if cell]
        if len(filled) <= CELLS:
            yield from filled
            yield BESIDE.join(filled)
    for column in zip(*kept, strict=False):
        yield BESIDE.join(cell for cell in column if cell)


def notes_below(rows: Sequence[Sequence[Cell]], lines: Sequence[int]) -> list[int]:
    """The last of those lines that are a legend and no questionnaire: few cells, numbers beside known labels."""
    block: list[int] = []
    for line in reversed(lines[-NOTES:]):
        if sum(not is_blank(cell) for cell in rows[line]) > 2:
            break
        block.insert(0, line)
    told = [at for at, line in enumerate(block) if pairs(BESIDE.join(filter(None, map(text, rows[line]))))]
    if not told:
        return []
    start = told[0]
    while start and _TITLE.fullmatch(normal(BESIDE.join(filter(None, map(text, rows[block[start - 1]]))))):
        start -= 1
    return block[start:]

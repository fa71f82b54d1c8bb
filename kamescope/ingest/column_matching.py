"""What a heading says of the item below it, and how surely: its code, its statement, its number."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from kamescope.ingest.form import Column
from kamescope.ingest.words import ItemWords, bare
from kamescope.model import Model

_NUMBERED = re.compile(r"(\d{1,3})\s*(?:[.):]|\s-)\s*(\S.*)", re.ASCII)
_BRACKETS = re.compile(r"(.*?)(\s*)\[([^\[\]]+)\]\W*")
_PART = re.compile(r"[\s._\-:/|(\[]+(?:\d{1,3}|[a-h])[)\]]*|[_\[].*")
"""What makes a code the number of a question with several parts: `Q2.1`, `Q2 (b)`, `Q2_1`, `Q2[lea]`."""
_MARKS = " .:)-_]|"
_BETWEEN = ("/", " - ", " – ", " : ", "_")
"""What tools write between a question and its part."""


@dataclass(frozen=True, slots=True)
class Claim:
    """The position of an item in the model, what tells it (see `claimed`), and whether surely.

    `holder`: the question of a grid, or the group of a form, in which a code stands as a part of its own.
    """

    position: int
    by: str
    sure: bool
    holder: str = ""


Claims = dict[int, Claim]
"""By the column's position."""


def claimed(column: Column, words: ItemWords) -> Claim | None:
    """The item that a column's names stand for.

    The statement goes before the code, and the code before a number; where they disagree a person has to confirm. A
    code beside words that begin like another item's statement is `contradicted`; a code beside words that are not its
    own item's statement is never sure, nor is a statement of which only the beginning stands there.
    """
    exact = words.find(column.heading)
    if len(exact) == 1 and column.names in ((column.heading,), ()):
        return Claim(exact[0], "code" if is_code(column.heading, words) else "statement", True)
    found: dict[str, set[int]] = {}
    for name in candidates(column.names):
        for position, by in _evidence(name, words):
            found.setdefault(by, set()).add(position)
    if against := found.get("contradicted"):
        return Claim(min(against), "contradicted", False) if len(against) == 1 else None
    said, coded, numbers = (found.get(by, set()) for by in ("statement", "code", "number"))
    if len(exact) == 1 and len(said | coded) > 1 and len(said) != 1:  # other codes around it
        return Claim(exact[0], "contradicted", False)
    if len(said) == 1:
        return Claim(min(said), "statement", not coded or coded == said)
    if len(coded) == 1:
        return Claim(
            min(coded), "code", all(is_code(name, words) for name in column.names), _holder(column.names, words)
        )
    if len(cut := found.get("cut", set())) == 1:
        return Claim(min(cut), "statement", False)
    return Claim(min(numbers), "number", False) if len(numbers) == 1 else None


def is_code(name: str, words: ItemWords) -> bool:
    """Whether a name is nothing but an item's code."""
    return words.codes.get(name.strip()) is not None or words.is_code_like(name)


def _holder(names: Iterable[str], words: ItemWords) -> str:
    """`Grid` of `Grid [Q12]` or `Grid/Q12`; "" where no name has a code as its last part."""
    for name in names:
        parts: list[tuple[str, ...]] = [(found[1], found[3])] if (found := _BRACKETS.fullmatch(name)) else []
        parts += [tuple(name.rsplit(mark, 1)) for mark in _BETWEEN if mark in name]
        if holder := next((before.strip() for before, part in parts if is_code(part.strip(), words)), ""):
            return holder
    return ""


def _evidence(name: str, words: ItemWords) -> Iterator[tuple[int, str]]:
    """One name as evidence: (position, what tells it)."""
    found, plain = words.find(name), bare(name)
    if len(found) == 1:
        yield found[0], "code" if is_code(name, words) else "statement"
        return
    for position in cut if len(cut := words.cut(name)) == 1 else ():
        yield position, "cut"
    code = words.code_like(name)
    if code:
        rest = plain[len(code) :]
        if not _PART.fullmatch(rest):
            yield from _beside_code(words.find(code), rest.strip(_MARKS), words)
    elif numbered := _NUMBERED.fullmatch(plain):
        said, number = words.find(numbered.group(2)), int(numbered.group(1))
        if len(said) == 1:
            yield said[0], "statement"
        elif 0 < number <= len(words.codes):
            yield number - 1, "number"


def _beside_code(coded: tuple[int, ...], rest: str, words: ItemWords) -> Iterator[tuple[int, str]]:
    """A code with words behind it: `Q12 - Prepares…`."""
    said = words.find(rest)
    if len(said) == 1:
        yield said[0], "statement"
    if len(coded) != 1:
        return
    like = words.begins_like(rest)
    contradicted = not said and like and like != coded
    yield coded[0], "contradicted" if contradicted else "code"


def candidates(names: Iterable[str]) -> list[str]:
    """Every part of a heading that may be the item: in brackets, behind the last slash, behind a dash."""
    found: list[str] = []
    for name in names:
        if bracketed := _BRACKETS.fullmatch(name):
            before, space, inside = bracketed.groups()
            # `q2[lea]` is a part of the tool's second question, whatever its number.
            own_number = not (space or " " in before) or re.fullmatch(r"(?i)SQ\d+", inside)
            found += [name, inside] + ([] if own_number else [before])
        else:
            found.append(name)
        for mark in _BETWEEN:
            if mark in name:
                # What is behind the last mark, and all behind the first: a statement may have such a mark within.
                found += [name.rsplit(mark, 1)[1], name.split(mark, 1)[1]]
    return list(dict.fromkeys(part.strip() for part in found if part.strip()))


def in_grids(claims: Claims, model: Model) -> Claims:
    """Codes that are rows of a grid are believed where together they are just what a group is asked.

    The words beside them are the grid's, and stand above others of its rows too.
    """
    holders = Counter(claim.holder for claim in claims.values() if claim.holder)
    found = [model.items[claim.position].code for claim in claims.values() if claim.by != "number"]
    asked = [frozenset(item.code for item in model.items), *(group.items for group in model.groups)]
    if len(found) != len(set(found)) or set(found) not in asked:
        return claims
    return {
        position: replace(claim, sure=True) if holders[claim.holder] > 1 and claim.by == "code" else claim
        for position, claim in claims.items()
    }


def uncontested(claims: Claims) -> Claims:
    """Without the claims on an item that several columns have and none is sure of: they say which question."""
    counts = Counter(claim.position for claim in claims.values())
    sure = {claim.position for claim in claims.values() if claim.sure}
    return {
        position: claim
        for position, claim in claims.items()
        if claim.by == "contradicted" or counts[claim.position] == 1 or claim.position in sure
    }

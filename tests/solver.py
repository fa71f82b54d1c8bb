"""What somebody finds out who has kept every figure ever shown: linear algebra over fractions, then whole numbers.

A figure of an item is its mean and the number of answers, thus a sum; an answer is an unknown. Which answers a sum
holds is taken as known: whoever reads the figures may well know who answered when.
"""

from collections.abc import Hashable, Iterable, Mapping
from fractions import Fraction

Sum = tuple[frozenset[Hashable], int]
"""Answers that were added up, and their sum."""


def found_out(sums: Iterable[Sum], lowest: int, highest: int) -> dict[Hashable, int]:
    """The answers that can be only one number, unless everybody counted together with them gave the same extreme one.

    Where three clients all answer 5, their mean says so: that is no difference of two figures.
    """
    cells = _cells(sums := set(sums))
    possible = _possible(cells, sums, lowest, highest)
    told = {}
    for members, totals in possible.items():
        if len(totals) > 1:
            continue
        (total,) = totals
        if len(members) == 1:
            told[next(iter(members))] = total
    return told


def solved(sums: Iterable[Sum]) -> set[Hashable]:
    """The answers that are a sum of sums, each with some factor: a vector of the row space with a single entry."""
    cells = _cells(sums := set(sums))
    names = list(cells)
    rows = [[Fraction(name <= members) for name in names] for members, _ in sums]
    basis = _reduced(rows)
    alone = {place for place, name in enumerate(names) if len(name) == 1}
    return {next(iter(names[place])) for place in alone if _spanned(basis, place, len(names))}


def _cells(sums: Iterable[Sum]) -> list[frozenset[Hashable]]:
    """Answers that every sum holds together."""
    marks: dict[Hashable, set[int]] = {}
    for number, (members, _) in enumerate(sums):
        for member in members:
            marks.setdefault(member, set()).add(number)
    cells: dict[frozenset[int], set[Hashable]] = {}
    for member, mark in marks.items():
        cells.setdefault(frozenset(mark), set()).add(member)
    return [frozenset(cell) for cell in cells.values()]


def _possible(cells: list[frozenset], sums: Iterable[Sum], lowest: int, highest: int) -> Mapping[frozenset, set[int]]:
    """The totals that each cell may have, trying all of them."""
    found: dict[frozenset, set[int]] = {cell: set() for cell in cells}
    left = {members: total for members, total in sums}

    def walk(place: int, chosen: dict[frozenset, int], left: dict[frozenset, int]) -> None:
        if place == len(cells):
            if not any(left.values()):
                for cell, total in chosen.items():
                    found[cell].add(total)
            return
        cell = cells[place]
        inside = [members for members in left if cell <= members]
        for total in range(lowest * len(cell), highest * len(cell) + 1):
            if all(left[members] >= total for members in inside):
                after = {members: rest - total if cell <= members else rest for members, rest in left.items()}
                if all(
                    _reachable(members, rest, cells[place + 1 :], lowest, highest) for members, rest in after.items()
                ):
                    walk(place + 1, chosen | {cell: total}, after)

    walk(0, {}, left)
    return found


def _reachable(members: frozenset, rest: int, cells: list[frozenset], lowest: int, highest: int) -> bool:
    count = sum(len(cell) for cell in cells if cell <= members)
    return lowest * count <= rest <= highest * count


def _reduced(rows: list[list[Fraction]]) -> list[list[Fraction]]:
    """Reduced row echelon form, without its zero rows."""
    rows, done = [row[:] for row in rows], 0
    for column in range(len(rows[0]) if rows else 0):
        pivot = next((at for at in range(done, len(rows)) if rows[at][column]), None)
        if pivot is None:
            continue
        rows[done], rows[pivot] = rows[pivot], rows[done]
        rows[done] = [entry / rows[done][column] for entry in rows[done]]
        for at, row in enumerate(rows):
            if at != done and row[column]:
                rows[at] = [entry - row[column] * base for entry, base in zip(row, rows[done], strict=True)]
        done += 1
    return rows[:done]


def _spanned(basis: list[list[Fraction]], place: int, width: int) -> bool:
    """Whether the unit vector is a combination of the rows: in echelon form one of them is it."""
    unit = [Fraction(at == place) for at in range(width)]
    return unit in basis

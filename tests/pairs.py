"""Fewer combinations than all of them, of which none that two choices make is missing."""

from collections.abc import Sequence


def pairs(*axes: Sequence) -> list[tuple]:
    """Tuples of one value from each of three axes, in which any two values of two axes meet at least once.

    The two longer axes are combined in full; the values of the shortest take turns, one further on each row.
    """
    short = min(range(3), key=lambda place: len(axes[place]))
    rows, columns = (axis for place, axis in enumerate(axes) if place != short)
    turns = axes[short]
    made = []
    for at, row in enumerate(rows):
        for along, column in enumerate(columns):
            chosen = [row, column]
            chosen.insert(short, turns[(at + along) % len(turns)])
            made.append(tuple(chosen))
    return made

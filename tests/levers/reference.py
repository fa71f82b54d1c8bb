"""The manager's other instruments the slow way: exact fractions and plain loops, straight from docs/design.md 3.

It reads rows as plain values, and shares no code with the product.
"""

from collections.abc import Sequence
from fractions import Fraction
from math import floor


def exact(value: float | None) -> Fraction | None:
    """A figure as a file writes it: 0.1 is a tenth."""
    return None if value is None else Fraction(repr(value))


# Portfolio


def quartiles(values: Sequence[Fraction]) -> list[Fraction]:
    """The values a quarter, a half and three quarters of the way from the least to the greatest."""
    ordered = sorted(values)
    found = []
    for quarter in (1, 2, 3):
        place = Fraction(quarter * (len(ordered) - 1), 4)
        low, part = floor(place), place - floor(place)
        high = min(low + 1, len(ordered) - 1)
        found.append(ordered[low] + (ordered[high] - ordered[low]) * part)
    return found


def portfolio(clients: Sequence[tuple[float, float | None]]) -> list[dict]:
    """Share, row, column and fragility of (revenue, potential) of each client; None of who is apart."""
    figures = [(exact(revenue), exact(potential)) for revenue, potential in clients]
    shares = [revenue / potential if potential else None for revenue, potential in figures]
    placed = [share is not None and share <= 1 for share in shares]
    inside = [potential for (_, potential), is_in in zip(figures, placed, strict=True) if is_in]
    limits = quartiles(inside) if inside else []
    found = []
    for (revenue, potential), share, is_in in zip(figures, shares, placed, strict=True):
        row = column = None
        if is_in:
            row = 1 + sum(share < Fraction(limit, 100) for limit in (75, 50, 25))
            column = 1 + sum(potential > limit for limit in limits)
        fragile = is_in and row >= 3 and column >= 3
        won = potential - revenue if is_in else None
        found.append({"share": share, "row": row, "column": column, "fragile": fragile, "to_win": won})
    return found


# Crossed ABC


def abc(values: Sequence[float | None]) -> list[str | None]:
    """The class of each value: those above it, added up one by one, tell whether a limit is reached already."""
    made = [None if value is None else max(exact(value), Fraction(0)) for value in values]
    total = sum(value for value in made if value is not None)
    found = []
    for value in made:
        before = sum(other for other in made if other is not None and value is not None and other > value)
        if value is None:
            found.append(None)
        elif total == 0:
            found.append("C")
        else:
            found.append(
                "A" if before < total * Fraction(80, 100) else "B" if before < total * Fraction(95, 100) else "C"
            )
    return found


# Dependence


def dependence(revenues: Sequence[float]) -> dict:
    """The best tenth, who makes half, and the verdict."""
    ordered = sorted((exact(each) for each in revenues), reverse=True)
    total, people = sum(ordered), max(1, len(ordered) // 10)
    share = sum(ordered[:people]) / total if total else None
    half = next((n for n in range(1, len(ordered) + 1) if sum(ordered[:n]) * 2 >= total), None) if total else None
    if len(ordered) < 5:
        verdict = "too_few"
    elif share is None:
        verdict = None
    else:
        verdict = "calm" if share < Fraction(3, 10) else "watch" if share <= Fraction(4, 10) else "exposed"
    return {"people": people, "share": share, "half": half, "verdict": verdict}


# Tasks


def tasks(rows: Sequence[tuple[int, int, int, int, float | None, float | None]]) -> list[dict]:
    """Potential, level and hours of (duration, frequency, complexity, added value, minutes, times), in their order."""
    found = []
    for place, (duration, frequency, complexity, added, minutes, times) in enumerate(rows):
        potential = duration + frequency + 4 - complexity + 4 - added
        level = "high" if potential >= 10 else "some" if potential >= 7 else "low"
        hours = None if minutes is None or times is None else exact(minutes) * exact(times) / 60
        found.append({"place": place, "potential": potential, "level": level, "hours": hours})
    return sorted(
        found, key=lambda task: (-task["potential"], task["hours"] is None, -(task["hours"] or 0), task["place"])
    )


# Targets


def attainment(values: Sequence[float], weights: Sequence[float], targets: Sequence[float], cap: float) -> Fraction:
    """The weighted mean of how far targets are met, in percent."""
    met = [exact(value) / exact(target) * 100 for value, target in zip(values, targets, strict=True)]
    capped = [min(each, exact(cap)) for each in met]
    return sum((exact(weight) * each for weight, each in zip(weights, capped, strict=True)), Fraction(0)) / 100


# Indicators


def conversion(states: Sequence[str]) -> Fraction | None:
    """The won ones of those that are closed."""
    closed = [state for state in states if state != "open"]
    return Fraction(closed.count("won"), len(closed)) if closed else None


# Roles


def roles(questions: Sequence[Sequence[tuple[int, str]]], given: Sequence[int | None]) -> tuple[int, dict[str, int]]:
    """The total and the points by role of the answers given (their places), of questions of (points, role)."""
    found: dict[str, int] = {}
    for answers, place in zip(questions, given, strict=True):
        if place is not None:
            points, role = answers[place]
            found[role] = found.get(role, 0) + points
    return sum(found.values()), found

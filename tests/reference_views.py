"""Rankings, highlights, gaps and windows the slow way, from the reference's own table of scores."""

from collections.abc import Iterable
from fractions import Fraction

from tests.reference import ALIGNED, MARKED, TO_EXPLORE, GapFigure, Reference, average, nine


def class_of(reference: Reference, gap: Fraction) -> str:
    """Marked from a share of the scale's range, to explore from a smaller one."""
    settings, scale = reference.data.get("settings", {}), reference.data["scale"]
    span = scale["max"] - scale["min"]
    if nine(abs(gap)) >= nine(Fraction(settings.get("gap_marked", 0.25)) * span):
        return MARKED
    return TO_EXPLORE if nine(abs(gap)) >= nine(Fraction(settings.get("gap_to_explore", 0.125)) * span) else ALIGNED


def gap(reference: Reference, level: str, code: str, choice: str = "environment") -> GapFigure:
    """Self minus environment of one code."""
    own, others = reference.table[level, code, "self"].score, reference.environment_score(level, code, choice)
    size = own - others if own is not None and others is not None else None
    kind = None if size is None else class_of(reference, size)
    return GapFigure(code, reference.percent(own), reference.percent(others), size, kind)


def gaps_by_size(reference: Reference, level: str, factors: Iterable[str] | None = None) -> list[GapFigure]:
    """From self highest above the environment to lowest; those without a side last; ties in model order."""
    left = [gap(reference, level, code) for code in reference.listed(level, factors)]
    order = []
    while left:
        first = left[0]
        for other in left[1:]:
            if other.gap is not None and (first.gap is None or nine(other.gap) > nine(first.gap)):
                first = other
        left.remove(first)
        order.append(first)
    return order


def ranking(
    reference: Reference, n: int, bottom: bool, groups: Iterable[str] | None, factors: Iterable[str] | None
) -> tuple[dict[str, list[tuple]], dict[str, int]]:
    """{group: [(rank, code, score, common_with)]} and {group: items tied with the last place and left out}."""
    shown = [group for group in reference.shown_groups() if groups is None or group in groups]
    orders = {group: _order(reference, group, bottom, reference.listed("item", factors)) for group in shown}
    rows, tied = {}, {}
    for group, order in orders.items():
        rows[group] = []
        for rank, code in enumerate(order[:n], start=1):
            common = tuple(other for other in shown if other != group and code in orders[other][:n])
            rows[group].append((rank, code, reference.table["item", code, group].score, common))
        last = rows[group][-1][2] if rows[group] else None
        tied[group] = sum(nine(reference.table["item", code, group].score) == nine(last) for code in order[n:])
    return rows, tied


def _order(reference: Reference, group: str, bottom: bool, codes: list[str]) -> list[str]:
    left = [code for code in codes if reference.table["item", code, group].status == "published"]
    order = []
    while left:
        first = left[0]
        for other in left[1:]:
            if _goes_before(reference, group, bottom, other, first):
                first = other
        left.remove(first)
        order.append(first)
    return order


def _goes_before(reference: Reference, group: str, bottom: bool, one: str, two: str) -> bool:
    """Whether an item goes before one that stands earlier in the model."""
    mine = [nine(reference.table["item", code, group].score) for code in (one, two)]
    if mine[0] != mine[1]:
        return mine[0] < mine[1] if bottom else mine[0] > mine[1]
    theirs = [_seen_by_others(reference, group, code) for code in (one, two)]
    if theirs[0] is None or theirs[1] is None:
        return theirs[0] is not None and theirs[1] is None
    return theirs[0] < theirs[1] if bottom else theirs[0] > theirs[1]


def _seen_by_others(reference: Reference, group: str, code: str) -> Fraction | None:
    scores = [reference.table["item", code, other].score for other in reference.shown_groups() if other != group]
    scores = [score for score in scores if score is not None]
    return nine(average(scores)) if scores else None


def highlights(
    reference: Reference, count: int = 3, factors: Iterable[str] | None = None
) -> tuple[list[str], list[str], list[str], list[tuple]]:
    """Strengths, areas to work on (none of them a strength), widest gaps, factors rated by some groups only."""
    everyone, common, partly = reference.environment_groups(), [], []
    for code in reference.listed("factor", factors):
        raters = [group for group in everyone if reference.table["factor", code, group].status == "published"]
        if raters == everyone and everyone:
            common.append(code)
        elif raters:
            partly.append((code, tuple(raters)))
    seen = {code: nine(reference.table["factor", code, "environment"].score) for code in common}
    strengths = _extremes(common, seen, min(count, len(common) - len(common) // 2))
    lower = [code for code in common if code not in strengths]
    areas = _extremes(lower, {c: -s for c, s in seen.items()}, min(count, len(common) // 2))
    gaps = {code: gap(reference, "factor", code) for code in common}
    sizes = {code: nine(abs(each.gap)) for code, each in gaps.items() if each.kind not in (None, ALIGNED)}
    return strengths, areas, _extremes(list(sizes), sizes, count), partly


def like_for_like(reference: Reference, code: str, column: str = "environment") -> Fraction | None:
    """Self − others over the items of a factor that both rated, where all did not rate the same."""
    groups = reference.environment_groups() if column == "environment" else [column]
    factor = next(factor for factor in reference.data["factors"] if factor["code"] == code)
    subs = [items for _, items in reference.sub_factors(factor)]

    def rated(item: str, side: str) -> bool:
        return reference.table["item", item, side].status == "published"

    kinds = {tuple(rated(item, side) for items in subs for item in items) for side in ("self", *groups)}
    if len(kinds) == 1:
        return None
    gaps = [
        [
            reference.table["item", item, "self"].score - reference.table["item", item, column].score
            for item in items
            if rated(item, "self") and rated(item, column)
        ]
        for items in subs
    ]
    means = [average(found) for found in gaps if found]
    return average(means) if means else None


def disagreements(
    reference: Reference, count: int = 3, factors: Iterable[str] | None = None
) -> list[tuple[str, str, str, Fraction]]:
    """(Factor, group above, group below, points) where two groups of the environment are a marked gap apart or more."""
    scale, found = reference.data["scale"], []
    marked = nine(Fraction(str(reference.data["settings"]["gap_marked"])) * (scale["max"] - scale["min"]))
    for code in reference.listed("factor", factors):
        cells = [(group, reference.table["factor", code, group]) for group in reference.environment_groups()]
        scores = [(nine(cell.score), group, cell.score) for group, cell in cells if cell.status == "published"]
        if len(scores) > 1:
            high = next(row for row in scores if row[0] == max(row[0] for row in scores))
            low = next(row for row in scores if row[0] == min(row[0] for row in scores))
            if nine(high[2] - low[2]) >= marked:
                found.append((code, high[1], low[1], high[2] - low[2]))
    found.sort(key=lambda row: -nine(row[3]))
    return found[:count]


def _extremes(codes: list[str], keys: dict[str, Fraction], count: int) -> list[str]:
    left, found = list(codes), []
    while left and len(found) < count:
        best = max(keys[code] for code in left)
        found.append(next(code for code in left if keys[code] == best))
        left.remove(found[-1])
    return found


def own_cut(gaps: list[GapFigure]) -> tuple[Fraction, Fraction] | None:
    """Each axis at the mean of the points shown."""
    whole = [figure for figure in gaps if figure.gap is not None]
    if not whole:
        return None
    return average(figure.own for figure in whole), average(figure.others for figure in whole)


def quadrant(figure: GapFigure, cut: tuple[Fraction, Fraction] | None) -> str | None:
    """Where a point falls; at the cut is high."""
    if figure.gap is None or cut is None:
        return None
    own_high, others_high = nine(figure.own) >= nine(cut[0]), nine(figure.others) >= nine(cut[1])
    names = {
        (True, True): "recognised_strength",
        (True, False): "blind_spot",
        (False, True): "hidden_strength",
        (False, False): "shared_progress",
    }
    return names[own_high, others_high]

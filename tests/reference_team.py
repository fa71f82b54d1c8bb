"""Several KAMs the slow way: exact fractions and plain loops over the tables of the reference, one KAM at a time."""

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction

from tests.reference import Reference, average, nine
from tests.reference_views import gap, highlights, like_for_like

Place = tuple[str, str]
Values = list[list[Fraction | None]]
SCORE, GAP, DIFFERENCE = "score", "gap", "difference"


def places(references: Sequence[Reference], level: str, factors: Iterable[str] | None = None) -> list[Place]:
    """The whole, then what is listed of a level."""
    listed = [] if level == "overall" else references[0].listed(level, factors)
    return [("overall", "ALL"), *((level, code) for code in listed)]


def values(references: Sequence[Reference], at: Sequence[Place], column: str, measure: str, each_seen: bool) -> Values:
    """One row a KAM: scores, self minus a column (of self minus the environment), or scores minus the team's mean."""
    if measure == GAP:
        choice = "environment" if column == "self" else column
        return [[gap(reference, *place, choice).gap for place in at] for reference in references]
    scores = [[reference.table[*place, column].score for place in at] for reference in references]
    if measure == SCORE:
        return scores
    usual = [mean for mean, _ in means(scores, each_seen)]
    return [[_minus(score, mean) for score, mean in zip(row, usual, strict=True)] for row in scores]


def means(rows: Values, each_seen: bool) -> list[tuple[Fraction | None, int]]:
    """The mean of each place over who has a figure, and how many they are; of fewer than five only if each is seen."""
    found = []
    for figures in zip(*rows, strict=True):
        known = [figure for figure in figures if figure is not None]
        told = known and (each_seen or len(known) >= 5)
        found.append((average(known) if told else None, len(known)))
    return found


def order(rows: Values, at: int | None, lowest_first: bool = False) -> list[int]:
    """The rows by one place, the highest first unless told otherwise; equal ones as they stand, empty ones last."""
    if at is None:
        return list(range(len(rows)))
    known = [place for place, row in enumerate(rows) if row[at] is not None]
    left, found = list(known), []
    while left:
        ends = [nine(rows[place][at]) for place in left]
        end = min(ends) if lowest_first else max(ends)
        found.append(left.pop(ends.index(end)))
    return found + [place for place in range(len(rows)) if place not in known]


def lacking(references: Sequence[Reference], place: Place) -> list[bool]:
    """Whose environment is without a group that rates somebody else there."""
    raters = [
        {group for group in reference.environment_groups() if reference.table[*place, group].status == "published"}
        for reference in references
    ]
    return [any(other - own for other in raters) for own in raters]


def rated_by_all(references: Sequence[Reference]) -> list[str]:
    """The factors of which something is asked of every group that is shown of anybody."""
    shown = {group for reference in references for group in reference.environment_groups()}
    found = []
    for factor in references[0].codes("factor"):
        items = set(references[0].listed("item", [factor]))
        if all(items & set(references[0].asked(group)) for group in shown):
            found.append(factor)
    return found


def apart(references: Sequence[Reference], place: Place, column: str) -> tuple[Fraction | None, list[int], list[int]]:
    """How far apart the highest and the lowest are, and who they are; nothing of fewer than two."""
    scores = {at: reference.table[*place, column].score for at, reference in enumerate(references)}
    known = {at: nine(score) for at, score in scores.items() if score is not None}
    if len(known) < 2:
        return None, [], []
    ends = max(known.values()), min(known.values())
    return ends[0] - ends[1], *([at for at, score in known.items() if score == end] for end in ends)


def widest(sizes: dict[str, Fraction | None], count: int = 3) -> list[str]:
    """The codes that lie furthest apart, the widest first; ties in model order."""
    left, found = [code for code, size in sizes.items() if size], []
    while left and len(found) < count:
        found.append(left.pop([sizes[code] for code in left].index(max(sizes[code] for code in left))))
    return found


def in_common(references: Sequence[Reference]) -> tuple[list[tuple[str, list[int]]], list[tuple[str, list[int]]]]:
    """The strengths and the areas to work on of half of them or more, and whose they are: what most share first."""
    each = [highlights(reference)[:2] for reference in references]
    return _shared(references, [strengths for strengths, _ in each]), _shared(references, [areas for _, areas in each])


def _shared(references: Sequence[Reference], sets: Sequence[Sequence[str]]) -> list[tuple[str, list[int]]]:
    found = []
    for number in range(len(references), 1, -1):
        if 2 * number < len(references):
            break
        for code in references[0].codes("factor"):
            who = [place for place, own in enumerate(sets) if code in own]
            if len(who) == number:
                found.append((code, who))
    return found


def ends_of_means(references: Sequence[Reference], column: str, codes: Sequence[str]) -> tuple[str | None, str | None]:
    """The factors with the highest and the lowest mean over two KAMs or more; none where all are alike."""
    known = {}
    for code in codes:
        scores = [reference.table["factor", code, column].score for reference in references]
        scores = [score for score in scores if score is not None]
        if len(scores) > 1:
            known[code] = nine(average(scores))
    if len(set(known.values())) < 2:
        return None, None
    ends = max(known.values()), min(known.values())
    return tuple(next(code for code, mean in known.items() if mean == end) for end in ends)


def most_split(references: Sequence[Reference], column: str, codes: Sequence[str]) -> tuple | None:
    """The factor on which the KAMs lie furthest apart, its lowest and its highest score."""
    sizes = {code: apart(references, ("factor", code), column)[0] for code in codes}
    for code in widest(sizes, 1):
        scores = [reference.table["factor", code, column].score for reference in references]
        scores = [score for score in scores if score is not None]
        return code, min(scores), max(scores)
    return None


def marked_gaps(references: Sequence[Reference], column: str, codes: Sequence[str], count: int = 3) -> list[tuple]:
    """(KAM, code, points) of the widest marked gaps; ties as the KAMs stand, then as the codes do."""
    choice = "environment" if column == "self" else column
    every = [(at, gap(reference, "factor", code, choice)) for at, reference in enumerate(references) for code in codes]
    left, found = [(at, each.code, each.gap) for at, each in every if each.kind == "marked"], []
    while left and len(found) < count:
        sizes = [nine(abs(size)) for _, _, size in left]
        found.append(left.pop(sizes.index(max(sizes))))
    return found


def _minus(score: Fraction | None, mean: Fraction | None) -> Fraction | None:
    return None if score is None or mean is None else score - mean


# Whom to coach on what

EXPLORE, MARKED_SHARE = ("gap_to_explore", 0.125), ("gap_marked", 0.25)


def priorities(
    references: Sequence[Reference], before: Sequence[Reference | None], each_seen: bool
) -> list[list[tuple[str, list[tuple[str, Fraction]]]]]:
    """Of each KAM the two factors with the weightiest reason, and their reasons (kind, size), the weightiest first."""
    usual = means(
        [[one.table["factor", code, "environment"].score for code in _factors(one)] for one in references], each_seen
    )
    heads = [head for one in references for head in one.group_counts.items()]
    usual_groups = {group for group, head in heads if head.status == "published"}
    found = []
    for reference, old in zip(references, before, strict=True):
        if any(
            head.status == "masked"
            or (head.status == "no_data" and reference.minimum(group) >= 2 and group in usual_groups)
            for group, head in reference.group_counts.items()
        ):
            found.append([])
            continue
        told = []
        for code, (mean, _) in zip(_factors(reference), usual, strict=True):
            reasons = [] if rests_on_little(reference, code) else _reasons(reference, code, mean, old)
            if reasons:
                told.append((code, reasons))
        found.append(_weightiest(told, lambda each: weight(each[1][0]))[:2])
    return found


def weight(reason: tuple[str, Fraction]) -> Fraction:
    """What a reason counts, as comparisons see it."""
    kind, size = reason
    return nine(size / 4 if kind == "split" else size)


def rests_on_little(reference: Reference, code: str) -> bool:
    """Whether a protected group was asked under half of a factor's items, or gave fewer than five answers."""
    items = reference.listed("item", [code])
    for group in reference.environment_groups():
        figure = reference.table["factor", code, group]
        if reference.minimum(group) >= 2 and figure.status == "published":
            asked = [item for item in items if item in reference.asked(group)]
            if 2 * len(asked) < len(items) or figure.answers < 5:
                return True
    return False


def _reasons(reference: Reference, code: str, mean: Fraction | None, old: Reference | None) -> list:
    explore, marked = (_threshold(reference, *each) for each in (EXPLORE, MARKED_SHARE))
    table, found = reference.table, []
    every = reference.environment_groups()
    groups = [group for group in every if table["factor", code, group].score is not None]
    owns = [_own_gap(reference, code, group) for group in every]
    size = owns[0] if len(every) == 1 else gap(reference, "factor", code).gap
    if size is not None and all(each is not None and nine(each) >= explore and each > 0 for each in (*owns, size)):
        found.append(("gap", size))
    score = table["factor", code, "environment"].score
    if mean is not None and score is not None and nine(mean - score) >= explore:
        found.append(("below", mean - score))
    if old is not None:
        earlier = old.table["factor", code, "environment"].score
        then = [group for group in old.environment_groups() if old.table["factor", code, group].score is not None]
        if score is not None and earlier is not None and then == groups and nine(earlier - score) >= explore:
            found.append(("fallen", earlier - score))
    scores = [table["factor", code, group].score for group in groups]
    if len(scores) > 1 and nine(max(scores) - min(scores)) >= marked:
        found.append(("split", max(scores) - min(scores)))
    return _weightiest(found, weight)


def _own_gap(reference: Reference, code: str, group: str) -> Fraction | None:
    same = like_for_like(reference, code, group)
    return gap(reference, "factor", code, group).gap if same is None else same


def _threshold(reference: Reference, key: str, usual: float) -> Fraction:
    scale = reference.data["scale"]
    return nine(Fraction(reference.data.get("settings", {}).get(key, usual)) * (scale["max"] - scale["min"]))


def _factors(reference: Reference) -> list[str]:
    return reference.codes("factor")


def _weightiest(things: list, size: Callable) -> list:
    """The largest first; equal ones as they stand."""
    left, found = list(things), []
    while left:
        sizes = [size(each) for each in left]
        found.append(left.pop(sizes.index(max(sizes))))
    return found

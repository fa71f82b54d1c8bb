"""Scores, rankings, windows and masks the slow way: exact fractions and plain loops, straight from the design.

It reads the parsed model file and the questionnaires themselves, and shares no code with the product.
"""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

LEVELS = ("overall", "factor", "sub_factor", "item")
MARKED, TO_EXPLORE, ALIGNED = "marked", "to_explore", "aligned"


class Figure(NamedTuple):
    """One cell of the table of scores."""

    status: str
    score: Fraction | None = None
    answers: int | None = None
    respondents: int = 0


class Head(NamedTuple):
    """One rater group's counts."""

    status: str
    respondents: int
    answers: int | None
    non_response: Fraction | None
    filter: str


class GapFigure(NamedTuple):
    """Self against environment, in percent and points."""

    code: str
    own: Fraction | None
    others: Fraction | None
    gap: Fraction | None
    kind: str | None


def average(values: Iterable[Fraction]) -> Fraction:
    """The arithmetic mean."""
    values = list(values)
    return sum(values, Fraction(0)) / len(values)


def nine(value: Fraction) -> Fraction:
    """A value as comparisons see it."""
    return round(value, 9)


def half_up(value: Fraction, digits: int) -> Fraction:
    """Rounded to so many decimals, halves away from zero."""
    shifted = abs(value) * 10**digits + Fraction(1, 2)
    size = Fraction(shifted.numerator // shifted.denominator, 10**digits)
    return size if value >= 0 else -size


class Reference:
    """All that may be said of one KAM: `data` is a parsed model file, a questionnaire is (group, answers, value)."""

    def __init__(self, data: Mapping, questionnaires: Iterable, where: str | None = None) -> None:
        self.data = data
        self.counted = [(group, dict(answers), value) for group, answers, value in questionnaires if answers]
        self.where = where
        self.groups = [group["code"] for group in data["groups"]]
        self.below = self._below()
        self.turned = {item["code"] for item in self._items() if item.get("reversed")}
        self.group_counts = {group: self._head(group) for group in self.groups}
        self.table = {
            (level, code, group): self._figure(level, code, group)
            for group in self.groups
            for level in LEVELS
            for code in self.codes(level)
        }
        self.table |= {
            (level, code, "environment"): self._environment(level, code)
            for level in LEVELS
            for code in self.codes(level)
        }

    # The model

    def sub_factors(self, factor: Mapping) -> list[tuple[str, list[str]]]:
        """(code, item codes) of each sub-factor; items without one form one under the factor's code."""
        if "items" in factor:
            return [(factor["code"], [item["code"] for item in factor["items"]])]
        return [(sub["code"], [item["code"] for item in sub["items"]]) for sub in factor["sub_factors"]]

    def _below(self) -> dict[tuple[str, str], list[tuple[str, str]]]:
        """What each code is the mean of."""
        below = {("overall", "ALL"): [("factor", factor["code"]) for factor in self.data["factors"]]}
        for factor in self.data["factors"]:
            subs = self.sub_factors(factor)
            below["factor", factor["code"]] = [("sub_factor", code) for code, _ in subs]
            below |= {("sub_factor", code): [("item", item) for item in items] for code, items in subs}
            below |= {("item", item): [] for _, items in subs for item in items}
        return below

    def _items(self) -> Iterable[Mapping]:
        for factor in self.data["factors"]:
            for home in (factor, *factor.get("sub_factors", ())):
                yield from home.get("items", ())

    def codes(self, level: str) -> list[str]:
        """All codes of a level, in model order."""
        if level == "overall":
            return ["ALL"]
        if level == "factor":
            return [factor["code"] for factor in self.data["factors"]]
        subs = [sub for factor in self.data["factors"] for sub in self.sub_factors(factor)]
        return [code for code, _ in subs] if level == "sub_factor" else [code for _, items in subs for code in items]

    def factor_of(self, level: str, code: str) -> str | None:
        """The factor that a code of some level belongs to."""
        for factor in self.data["factors"]:
            subs = self.sub_factors(factor)
            inside = {
                "overall": [],
                "factor": [factor["code"]],
                "sub_factor": [sub for sub, _ in subs],
                "item": [item for _, items in subs for item in items],
            }[level]
            if code in inside:
                return factor["code"]
        return None

    def listed(self, level: str, factors: Iterable[str] | None) -> list[str]:
        """The codes that a filter on factors leaves in a list."""
        return [code for code in self.codes(level) if factors is None or self.factor_of(level, code) in factors]

    def _group(self, code: str) -> Mapping:
        return next(group for group in self.data["groups"] if group["code"] == code)

    def minimum(self, group: str) -> int:
        """How many respondents a group needs."""
        return self._group(group).get("minimum", 1 if group == "self" else 3)

    def item_minimum(self, group: str) -> int:
        """How many answers an item needs: more than one only in protected groups."""
        return self.data.get("settings", {}).get("item_minimum", 2) if self.minimum(group) >= 2 else 1

    def asked(self, group: str) -> list[str]:
        """The items asked of a group."""
        return self._group(group).get("items", self.codes("item"))

    def percent(self, score: Fraction | None) -> Fraction | None:
        """Points to percent, by the model's rule."""
        if score is None:
            return None
        low, high = self.data["scale"]["min"], self.data["scale"]["max"]
        if self.data["scale"].get("percent", "of_max") == "of_range":
            return Fraction(score - low) / (high - low) * 100
        return Fraction(score) / high * 100

    # Who may be seen

    def sheets(self, group: str, value: str | None = None) -> list[dict]:
        """The counted questionnaires of a group, of one partition value or of all."""
        return [answers for code, answers, own in self.counted if code == group and value in (None, own)]

    def values(self, group: str) -> set[str]:
        """The partition values that a group's respondents have."""
        return {value for code, _, value in self.counted if code == group}

    def filter(self, group: str) -> str:
        """What the partition filter does to a group."""
        if self.where is None:
            return "none"
        if not self.values(group) - {""}:
            return "not_held"
        few = any(len(self.sheets(group, value)) < self.minimum(group) for value in self.values(group))
        return "too_few" if few else "applied"

    def kept(self, group: str) -> list[dict]:
        """The questionnaires behind what is shown of a group."""
        return self.sheets(group, self.where if self.filter(group) == "applied" else None)

    def _head(self, group: str) -> Head:
        sheets, filtered = self.kept(group), self.filter(group)
        if not sheets:
            return Head("no_data", 0, None, None, filtered)
        if len(sheets) < self.minimum(group):
            return Head("masked", len(sheets), None, None, filtered)
        answers = sum(len(sheet) for sheet in sheets)
        missing = 1 - Fraction(answers, len(sheets) * len(self.asked(group)))
        return Head("published", len(sheets), answers, missing, filtered)

    def shown_groups(self) -> list[str]:
        """The groups that are published, self included."""
        return [group for group, head in self.group_counts.items() if head.status == "published"]

    def environment_groups(self) -> list[str]:
        """The groups that make up the environment."""
        return [group for group in self.shown_groups() if group != "self"]

    # Scores

    def _figure(self, level: str, code: str, group: str) -> Figure:
        parts = [self._item(code, group)] if level == "item" else []
        parts += [self._figure(*below, group) for below in self.below[level, code]]
        return self._mean(parts, self.group_counts[group].respondents)

    def _item(self, item: str, group: str) -> Figure:
        head = self.group_counts[group]
        if item not in self.asked(group) or head.status == "no_data":
            return Figure("no_data")
        if head.status == "masked":
            return Figure("masked")
        if head.filter == "applied":
            for value in self.values(group):
                count = sum(item in sheet for sheet in self.sheets(group, value))
                if 0 < count < self.item_minimum(group):
                    return Figure("masked")
        answers = [self._scored(item, sheet[item]) for sheet in self.kept(group) if item in sheet]
        if not answers:
            return Figure("no_data")
        if len(answers) < self.item_minimum(group):
            return Figure("masked")
        return Figure("published", average(answers), len(answers))

    def _scored(self, item: str, answer: int) -> Fraction:
        """What an answer counts: that to a reversed item turned round."""
        scale = self.data["scale"]
        return Fraction(scale["min"] + scale["max"] - answer if item in self.turned else answer)

    def _mean(self, parts: Sequence[Figure], respondents: int) -> Figure:
        shown = [part for part in parts if part.status == "published"]
        if shown:
            total = sum(part.answers for part in shown)
            return Figure("published", average(part.score for part in shown), total, respondents)
        masked = any(part.status == "masked" for part in parts)
        return Figure("masked" if masked else "no_data", respondents=respondents)

    def _environment(self, level: str, code: str) -> Figure:
        parts = [self.table[level, code, group] for group in self.groups if group != "self"]
        return self._mean(parts, sum(self.group_counts[group].respondents for group in self.environment_groups()))

    def environment_score(self, level: str, code: str, choice: str) -> Fraction | None:
        """The environment of a window: `environment`, `pooled`, or one group."""
        if choice != "pooled":
            return self.table[level, code, choice].score
        if level == "item":
            seen = [self.table[level, code, group] for group in self.environment_groups()]
            seen = [figure for figure in seen if figure.status == "published"]
            count = sum(figure.answers for figure in seen)
            return sum(figure.score * figure.answers for figure in seen) / count if count else None
        scores = [self.environment_score(*below, "pooled") for below in self.below[level, code]]
        scores = [score for score in scores if score is not None]
        return average(scores) if scores else None

    # How far apart answers lie

    def dispersion(self, factor: str, group: str) -> tuple[str, int, int] | str | None:
        """(word, items counted, items asked) of a group's answers to a factor, else why it is not told, if at all."""
        head = self.group_counts[group]
        items = [code for code in self.codes("item") if self.factor_of("item", code) == factor]
        items = [code for code in items if code in self.asked(group)]
        if head.status != "published" or head.respondents < 2 or not items:
            return None
        if head.filter == "applied":
            return "filtered"
        found = [self._deviation(code, group) for code in items if self._is_together(code, group)]
        if not found:
            most = max(self.table["item", code, group].answers or 0 for code in items)
            return "apart" if most >= 5 else "few"
        scale = self.data["scale"]
        options, deviation = scale["max"] - scale["min"] + 1, nine(average(found))
        if deviation <= nine(Fraction(options, 6)):
            return "shared", len(found), len(items)
        return "divided" if deviation >= nine(Fraction(options, 3)) else "mixed", len(found), len(items)

    def _is_together(self, item: str, group: str) -> bool:
        """Whether five answers are shown, and five of each partition value that may be looked at alone."""
        if self.table["item", item, group].status != "published":
            return False
        by_value = [
            [sheet[item] for sheet in self.sheets(group, value) if item in sheet] for value in self.values(group)
        ]
        lots = [answers for answers in by_value if answers]
        viewed = Reference(self.data, self.counted, "")
        separate = (
            self.minimum(group) >= 2
            and viewed.filter(group) == "applied"
            and all(len(lot) >= self.item_minimum(group) for lot in lots)
        )
        return min(map(len, lots)) >= 5 if separate else sum(map(len, lots)) >= 5

    def _deviation(self, item: str, group: str) -> Fraction:
        answers = [Fraction(sheet[item]) for sheet in self.kept(group) if item in sheet]
        middle = average(answers)
        return average(abs(answer - middle) for answer in answers)

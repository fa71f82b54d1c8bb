"""Random models and random questionnaires, as unlike the shipped model as the format allows."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from hypothesis import strategies as st

from kamescope.analysis.published import Published
from kamescope.model import Model
from kamescope.model_file import model_from_data
from tests.reference import Reference
from tests.support import Questionnaire, publish

SCALES = (
    (1, 5, "of_max"),
    (1, 5, "of_range"),
    (0, 10, "of_range"),
    (1, 7, "of_max"),
    (0, 1, "of_max"),
    (1, 4, "of_max"),
    (-2, 2, "of_range"),
    (-3, -1, "of_range"),
)
THRESHOLDS = ((0.25, 0.125), (0.5, 0.25), (1, 0.2), (0.3, 0.3))
VALUES = ("", "Nord", "Sud", "Est")
UNHEARD = "nobody has this value"


@dataclass(frozen=True)
class Case:
    """A model, as data and frozen, and what came back for one KAM."""

    data: Mapping
    questionnaires: tuple[Questionnaire, ...]
    model: Model = field(repr=False)

    def published(self, where: str | None = None) -> Published:
        """What the product shows."""
        return publish(self.model, self.questionnaires, where)

    def reference(self, where: str | None = None) -> Reference:
        """What it should show."""
        return Reference(self.data, self.questionnaires, where)

    def answered(self, questionnaires: list[Questionnaire]) -> "Case":
        """The same model with other questionnaires."""
        return Case(self.data, tuple(questionnaires), self.model)

    @property
    def views(self) -> list[str | None]:
        """Everybody, each partition value there is, and one that nobody has."""
        return [None, *sorted({sheet.value for sheet in self.questionnaires}), UNHEARD]


@st.composite
def model_data(draw: st.DrawFn, protected: bool = False) -> dict:
    """A parsed model file; `protected`: at least one group besides self needs several respondents."""
    low, high, rule = draw(st.sampled_from(SCALES))
    marked, explore = draw(st.sampled_from(THRESHOLDS))
    numbers = iter(range(1, 1000))
    factors = [draw(_factor(index, numbers)) for index in range(1, draw(st.integers(1, 5)) + 1)]
    subs = [part for factor in factors for part in factor.get("sub_factors", [factor])]
    codes = [item["code"] for sub in subs for item in sub["items"]]
    groups = [draw(_group(f"g{index}", codes)) for index in range(1, draw(st.integers(1, 5)) + 1)]
    if protected and all(group["minimum"] < 2 for group in groups):
        groups[0]["minimum"] = 3
    groups.insert(draw(st.integers(0, len(groups))), {"code": "self", "name": "self"})
    return {
        "code": "random",
        "name": "random",
        "partition": "segment",
        "scale": {"min": low, "max": high, "percent": rule},
        "settings": {
            "item_minimum": draw(st.integers(2 if protected else 1, 3)),
            "gap_marked": marked,
            "gap_to_explore": explore,
        },
        "groups": groups,
        "factors": factors,
    }


@st.composite
def _factor(draw: st.DrawFn, index: int, numbers) -> dict:
    factor = {"code": f"F{index}", "name": "factor"}
    if draw(st.booleans()):
        return factor | {"items": _items(draw, numbers)}
    subs = range(1, draw(st.integers(1, 3)) + 1)
    return factor | {
        "sub_factors": [{"code": f"S{index}.{sub}", "name": "sub", "items": _items(draw, numbers)} for sub in subs]
    }


def _items(draw: st.DrawFn, numbers) -> list[dict]:
    items = [{"code": f"I{next(numbers)}", "text": "item"} for _ in range(draw(st.integers(1, 3)))]
    return [item | {"reversed": True} if draw(st.integers(0, 5)) == 0 else item for item in items]


@st.composite
def _group(draw: st.DrawFn, code: str, items: list[str]) -> dict:
    minimum = draw(st.integers(1, 4))
    group = {"code": code, "name": code, "minimum": minimum, "attributable": minimum < 3}
    if draw(st.booleans()):
        group["items"] = draw(st.lists(st.sampled_from(items), min_size=1, unique=True))
    return group


@st.composite
def cases(draw: st.DrawFn, protected: bool = False) -> Case:
    """A random model and questionnaires: blanks, empty sheets, empty groups, several partition values or none.

    A group may have an item that few of each value answered, so that masks by item come up often.
    """
    data = draw(model_data(protected))
    sheets = [sheet for group in data["groups"] for sheet in _group_sheets(draw, data, group)]
    return Case(data, tuple(sheets), model_from_data(data, "random.toml"))


def _group_sheets(draw: st.DrawFn, data: dict, group: dict) -> list[Questionnaire]:
    items = group.get("items") or all_items(data)
    low, high = data["scale"]["min"], data["scale"]["max"]
    blanks = draw(st.sampled_from((0, 0, 1, 4)))
    answer = st.sampled_from([*range(low, high + 1), *[None] * blanks])
    if group["code"] == "self":
        counts = {"": draw(st.integers(0, 1))}
    else:
        values = draw(st.sampled_from([VALUES[:1], VALUES[1:2], VALUES[:2], VALUES[1:3], VALUES[1:3], VALUES]))
        counts = {value: draw(st.integers(0, group["minimum"] + 2)) for value in values}
    shy = draw(st.sampled_from((None, *items)))
    sheets = []
    for value, count in counts.items():
        bold = draw(st.integers(0, 3)) if shy else count
        for place in range(count):
            given = draw(st.lists(answer, min_size=len(items), max_size=len(items)))
            answers = {code: point for code, point in zip(items, given, strict=True) if point is not None}
            if place >= bold:
                answers.pop(shy, None)
            sheets.append(Questionnaire(group["code"], answers, value))
    return sheets


def all_items(data: Mapping) -> list[str]:
    """Every item code of a parsed model file."""
    parts = [part for factor in data["factors"] for part in factor.get("sub_factors", [factor])]
    return [item["code"] for part in parts for item in part["items"]]

"""Briefs of every kind: the shipped model and others, masked, incomplete, very small and very large ones."""

import datetime
import random
from dataclasses import replace
from functools import cache

from kamescope.analysis.published import Published
from kamescope.model import Model
from kamescope.model_file import model_from_data
from kamescope.records import Kam
from kamescope.reports.report_spec import Listed, RenderOptions, ReportSpec, Section
from tests.support import Questionnaire, kamescope_model, martin, martin_questionnaires, other_model, publish

DAY = datetime.date(2026, 11, 23)
EDITION = RenderOptions("fr", made_on=DAY, data_version=7)
ENGLISH = replace(EDITION, language="en")
LONG = "Compétence au nom très long, d’une soixantaine de caractères"


@cache
def sized_model(factors: int, groups: int, items: int = 3, name: str = LONG) -> Model:
    """A model of so many factors (two sub-factors each) and groups besides self, with names of 60 characters."""
    numbers = iter(range(1, 10_000))

    def part(code: str) -> dict:
        listed = [{"code": f"Q{next(numbers)}", "text": f"{name}, et ce que l’on en voit"} for _ in range(items)]
        return {"code": code, "name": name, "items": listed}

    return model_from_data(
        {
            "code": "sized",
            "name": "Un modèle",
            "scale": {"min": 1, "max": 5},
            "groups": [
                {"code": "self", "name": "Auto-évaluation"},
                *({"code": f"g{place}", "name": f"Groupe de répondants {place}"} for place in range(1, groups + 1)),
            ],
            "factors": [
                {
                    "code": f"F{place}",
                    "name": name,
                    "definition": f"{name} : ce que c’est. " * 4,
                    "importance": f"{name} : pourquoi. " * 4,
                    "sub_factors": [part(f"F{place}a"), part(f"F{place}b")],
                }
                for place in range(1, factors + 1)
            ],
        },
        "sized.toml",
    )


def answered(model: Model, count: int = 4, leave_out: tuple[str, ...] = ()) -> tuple[Questionnaire, ...]:
    """Questionnaires by chance, always the same: one self, `count` of every other group but those left out."""
    chance = random.Random(4)
    low, high = model.scale.minimum, model.scale.maximum
    return tuple(
        Questionnaire(group.code, {item.code: chance.randint(low, high) for item in model.items if item.code in asked})
        for group in model.groups
        if group.code not in leave_out
        for asked in [group.items] * (1 if group.is_self else count)
    )


def other() -> Published:
    """The deliberately different model, everybody there."""
    return publish(other_model(), answered(other_model()))


def sized(factors: int, groups: int, **facts: int) -> Published:
    """A model of that size, everybody there."""
    model = sized_model(factors, groups, **facts)
    return publish(model, answered(model))


def without(*groups: str) -> Published:
    """M. MARTIN's answers without those groups."""
    kept = [sheet for sheet in martin_questionnaires() if sheet.group not in groups]
    return publish(kamescope_model(), kept)


def two_clients(answer: int | None = None) -> Published:
    """M. MARTIN with two clients, too few to be shown; `answer` replaces everything that they said."""
    sheets = list(martin_questionnaires())[:-1]
    if answer is not None:
        sheets = [
            sheet if sheet.group != "client" else Questionnaire("client", dict.fromkeys(sheet.answers, answer))
            for sheet in sheets
        ]
    return publish(kamescope_model(), sheets)


def renamed(published: Published, name: str, company: str = "") -> Published:
    """The same results of somebody of another name."""
    return replace(published, kam=Kam("k1", "k1", name, company, "", True))


FEW = Listed(factors=("F1", "F6", "F9"))
"""Enough of M. MARTIN to see a state: with sub-factors, not asked of clients, without sub-factors."""
NO_DETAIL = replace(EDITION, sections=tuple(section for section in Section if section is not Section.FACTORS))

CASES = {
    "martin": lambda: ReportSpec(martin(), EDITION),
    "martin in English": lambda: ReportSpec(martin(), ENGLISH),
    "another model": lambda: ReportSpec(other(), EDITION),
    "two factors, two groups": lambda: ReportSpec(sized(2, 1), EDITION),
    "eight groups": lambda: ReportSpec(renamed(sized(3, 7), LONG, LONG), EDITION),
    "thirty factors": lambda: ReportSpec(renamed(sized(30, 4), LONG, LONG), NO_DETAIL),
    "no clients": lambda: ReportSpec(without("client"), EDITION, FEW),
    "no self": lambda: ReportSpec(without("self"), EDITION, FEW),
    "only self": lambda: ReportSpec(without("client", "manager"), EDITION, FEW),
    "nobody": lambda: ReportSpec(without("client", "manager", "self"), EDITION, FEW),
    "two clients": lambda: ReportSpec(two_clients(), EDITION, FEW),
    "one group, short lists": lambda: ReportSpec(martin(), NO_DETAIL, Listed(("client",), FEW.factors, 5)),
    "points, lists of thirty": lambda: ReportSpec(martin(), NO_DETAIL, Listed(n=30, unit="points")),
}

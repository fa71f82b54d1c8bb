"""What several tests need: the two models, M. MARTIN's answers, and answers turned into `Published` without a store."""

import csv
import datetime
import json
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

from kamescope.analysis.published import Published
from kamescope.analysis.scores import roll_up
from kamescope.model import Model
from kamescope.model_file import load_model
from kamescope.privacy import publish_groups
from kamescope.records import Campaign, ItemCount, Kam, RespondentCount

HERE = Path(__file__).parent
GOLDEN = HERE / "golden"
MODELS = HERE.parent / "data" / "models"
KAM = Kam("k1", "k1", "M. MARTIN", "XYZ", "", False)
CAMPAIGN = Campaign("c1", "Campagne XYZ", datetime.date(2026, 3, 3))


class Questionnaire(NamedTuple):
    """One returned questionnaire: its group, its partition value, its answers by item code."""

    group: str
    answers: dict[str, int]
    value: str = ""


@cache
def kamescope_model() -> Model:
    """The model that ships with the product."""
    return load_model(MODELS / "kamescope.toml")


@cache
def other_model() -> Model:
    """A deliberately different model: 4 factors, scale 0–10, five groups, percent of the range."""
    return load_model(HERE / "models" / "other.toml")


@cache
def martin_expected() -> dict:
    """The figures of the printed report."""
    return json.loads((GOLDEN / "martin_expected.json").read_text(encoding="utf-8"))


@cache
def martin_questionnaires() -> tuple[Questionnaire, ...]:
    """M. MARTIN's five questionnaires."""
    with (GOLDEN / "martin_responses.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    return tuple(
        Questionnaire(row["groupe"].lower(), {code: int(row[code]) for code in row if code[:1] == "Q" and row[code]})
        for row in rows
    )


def publish(model: Model, questionnaires: Iterable[Questionnaire], where: str | None = None) -> Published:
    """Score questionnaires through the product's own rules, without files or database."""
    heads: dict[tuple[int, str], list[int]] = defaultdict(lambda: [0, 0])
    items: dict[tuple[int, int, str], list[int]] = defaultdict(lambda: [0, 0])
    for group, answers, value in questionnaires:
        if not answers:
            continue
        place = model.group_index[group]
        heads[place, value][0] += 1
        heads[place, value][1] += len(answers)
        for code, answer in answers.items():
            items[place, model.item_index[code], value][0] += 1
            items[place, model.item_index[code], value][1] += answer
    groups = publish_groups(
        model,
        [RespondentCount(*key, *count) for key, count in heads.items()],
        [ItemCount(*key, *count) for key, count in items.items()],
        where,
    )
    return Published(model, CAMPAIGN, KAM, groups, roll_up(model, groups), where)


@cache
def martin() -> Published:
    """M. MARTIN's results."""
    return publish(kamescope_model(), martin_questionnaires())

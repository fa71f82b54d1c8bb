"""What several tests need: the two models, M. MARTIN's answers, and answers turned into `Published` without a store."""

import asyncio
import csv
import datetime
import json
from collections import Counter, defaultdict
from collections.abc import Coroutine, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from kamescope.analysis.dispersion import dispersions
from kamescope.analysis.panel import Counted, Panel, build, group_counts_of_groups
from kamescope.analysis.published import Published
from kamescope.analysis.scores import roll_up
from kamescope.model import Model
from kamescope.model_file import load_model
from kamescope.privacy import publish_counts, publish_groups, spreads
from kamescope.records import AnswerCount, Campaign, ItemCount, Kam, RespondentCount

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


def awaited(coroutine: Coroutine[object, object, None]) -> None:
    """Run a coroutine to its end, beside a loop that may run in this thread already: the browser's."""
    with ThreadPoolExecutor(1) as beside:
        beside.submit(asyncio.run, coroutine).result()


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
    questionnaires = list(questionnaires)
    groups = publish_groups(model, *counts(model, questionnaires), where)
    told = dispersions(model, groups, spreads(model, groups, answer_counts(model, questionnaires), ()))
    return Published(model, CAMPAIGN, KAM, groups, roll_up(model, groups), where, told)


def counts(model: Model, questionnaires: Iterable[Questionnaire]) -> tuple[list[RespondentCount], list[ItemCount]]:
    """What the store counts: questionnaires and answers by group and partition value."""
    group_counts: dict[tuple[int, str], list[int]] = defaultdict(lambda: [0, 0])
    items: dict[tuple[int, int, str], list[int]] = defaultdict(lambda: [0, 0])
    for group, answers, value in questionnaires:
        if not answers:
            continue
        place = model.group_index[group]
        group_counts[place, value][0] += 1
        group_counts[place, value][1] += len(answers)
        for code, answer in answers.items():
            items[place, model.item_index[code], value][0] += 1
            items[place, model.item_index[code], value][1] += answer
    return (
        [RespondentCount(*key, *count) for key, count in group_counts.items()],
        [ItemCount(*key, *count) for key, count in items.items()],
    )


def answer_counts(model: Model, questionnaires: Iterable[Questionnaire]) -> list[AnswerCount]:
    """How often the store counts each answer, where the values of the partition were told apart as soon as they could.

    A value of which no view may tell alone lies in one cell with the others.
    """
    heads: dict[str, Counter[str]] = defaultdict(Counter)
    items: dict[tuple[str, str], list[tuple[str, int]]] = defaultdict(list)
    for group, answers, value in questionnaires:
        heads[group][value] += bool(answers)
        for code, answer in answers.items():
            items[group, code].append((value, answer))
    found = []
    for (group, code), given in items.items():
        head, by_value = +heads[group], Counter(value for value, _ in given)
        rules = model.group(group)
        apart = any(head) and min(head.values()) >= rules.minimum and min(by_value.values()) >= rules.item_minimum
        together = min(by_value.values()) if apart and rules.protected else len(given)
        place = model.group_index[group], model.item_index[code]
        found += [AnswerCount(*place, answer, n, together) for answer, n in Counter(a for _, a in given).items()]
    return found


def panel_of(
    model: Model, team: Sequence[Iterable[Questionnaire]], where: str | None = None, kams: Sequence[Kam] = ()
) -> Panel:
    """Score several KAMs (k0, k1, … unless given) through the product's own rules, without files or database."""
    return panel_of_counts(model, [counts(model, questionnaires) for questionnaires in team], where, kams)


def panel_of_counts(
    model: Model,
    told: Sequence[tuple[Sequence[RespondentCount], Sequence[ItemCount]]],
    where: str | None = None,
    kams: Sequence[Kam] = (),
) -> Panel:
    """The same from what the store counts of each KAM."""
    kams = kams or [colleague(place) for place in range(len(told))]
    rows = [
        (place, count.group, count.item, count.answers, count.total, where is None or count.value == where, count.apart)
        for place, (_, items) in enumerate(told)
        for count in items
    ]
    columns = np.array(rows, dtype=np.int64).reshape(-1, 7).T
    group_counts = group_counts_of_groups(
        model, [publish_counts(model, group_counts, where) for group_counts, _ in told]
    )
    return build(model, CAMPAIGN, kams, group_counts, Counted(*columns[:5], *columns[5:].astype(bool)), where)


def colleague(place: int) -> Kam:
    """A KAM among several."""
    return Kam(f"k{place}", f"k{place}", f"KAM {place:02}", "XYZ", "", False)


@cache
def martin() -> Published:
    """M. MARTIN's results."""
    return publish(kamescope_model(), martin_questionnaires())

"""A database of made-up answers, filled by SQL in the store's own tables and order."""

from dataclasses import dataclass
from pathlib import Path

from kamescope import places
from kamescope.model import SELF, Model
from kamescope.model_file import load_model
from kamescope.store.connect import Store, open_store

RESPONDENTS = {SELF: 1, "manager": 2}
"""Questionnaires a KAM gets from each rater group; every other group returns `OTHERS`."""
OTHERS = 20
BLANK_IN = 20
"""One answer in twenty is left blank."""
KAMS_A_CAMPAIGN = 900

PEOPLE = """
CREATE TEMP TABLE people AS
SELECT k + 1 AS kam_id, k // $size + 1 AS campaign_id FROM range($kams) t(k);
"""
NAMES = """
INSERT INTO campaigns
SELECT DISTINCT campaign_id, 'c' || campaign_id, 'campaign' || campaign_id, 'Campaign ' || campaign_id,
       DATE '2020-01-01' + campaign_id::INTEGER * 90, 1
FROM people ORDER BY campaign_id;
INSERT INTO kams SELECT kam_id, 'k' || kam_id, 'kam' || kam_id, NULL, 'Kam ' || kam_id, 'XYZ', false FROM people;
INSERT INTO enrolments SELECT campaign_id, kam_id, '' FROM people;
"""
ANSWERED = """
CREATE TEMP TABLE answered AS
WITH asked AS (SELECT unnest($groups) AS rater_group, unnest($items) AS item),
returned AS (
    SELECT unnest($heads_group) AS rater_group, unnest($heads_number) AS number
), respondent AS (
    SELECT campaign_id, kam_id, rater_group, kam_id * 1000 + rater_group * 100 + number AS respondent_id
    FROM people, returned
)
SELECT campaign_id, kam_id, rater_group, respondent_id, item,
       $low + hash(respondent_id, item) % $answers AS value
FROM respondent JOIN asked USING (rater_group)
WHERE hash(item, respondent_id, 'blank') % $blank_in <> 0;
"""
RESPONDED = """
INSERT INTO respondents
SELECT respondent_id, campaign_id, kam_id, rater_group, respondent_id::VARCHAR, 1, 1, 'counted', count(*), '', '{}'
FROM answered GROUP BY ALL ORDER BY campaign_id, kam_id, rater_group, respondent_id;
INSERT INTO answers
SELECT * FROM answered ORDER BY campaign_id, kam_id, rater_group, respondent_id, item;
DROP TABLE answered;
DROP TABLE people;
"""


@dataclass(frozen=True, slots=True)
class Synthetic:
    """A filled store: how many KAMs and answers it holds."""

    store: Store
    model: Model
    kams: int
    answers: int

    def place(self, kam: int) -> tuple[int, int]:
        """(campaign, KAM) of the nth person, counted from 0, as the tables number them."""
        return kam // KAMS_A_CAMPAIGN + 1, kam + 1


def fill(path: Path, answers: int) -> Synthetic:
    """A new database of about that many answers, spread evenly over as many KAMs as that takes."""
    model, store = load_model(places.DEFAULT_MODEL), open_store(path)
    kams = round(answers / _answers_a_kam(model))
    pairs = [(g, model.item_index[code]) for g, group in enumerate(model.groups) for code in sorted(group.items)]
    heads = [(g, n) for g, group in enumerate(model.groups) for n in range(_heads(group.code))]
    facts = {
        "groups": [group for group, _ in pairs],
        "items": [item for _, item in pairs],
        "heads_group": [group for group, _ in heads],
        "heads_number": [number for _, number in heads],
        "low": model.scale.minimum,
        "answers": model.scale.span + 1,
        "blank_in": BLANK_IN,
    }
    with store.transaction() as cursor:
        cursor.execute("INSERT INTO models VALUES (1, ?, ?, ?, ?)", _model_row(model))
        cursor.execute(PEOPLE, {"kams": kams, "size": KAMS_A_CAMPAIGN})
        cursor.execute(NAMES)
        cursor.execute(ANSWERED, facts)
        cursor.execute(RESPONDED)
        (filled,) = cursor.execute("SELECT count(*) FROM answers").fetchone()
    with store.transaction() as cursor:
        pass
    return Synthetic(store, model, kams, filled)


def _model_row(model: Model) -> list[str]:
    return [model.fingerprint, model.code, model.version, model.source]


def _heads(group: str) -> int:
    return RESPONDENTS.get(group, OTHERS)


def _answers_a_kam(model: Model) -> float:
    asked = sum(_heads(group.code) * len(group.items) for group in model.groups)
    return asked * (1 - 1 / BLANK_IN)

"""A database of made-up answers, filled by SQL in the store's own tables and in the order the product keeps."""

from dataclasses import dataclass
from pathlib import Path

from kamescope import places
from kamescope.model import SELF, Model
from kamescope.model_file import load_model
from kamescope.service import Question
from kamescope.store.connect import Store, open_store

FEW = 2
"""Questionnaires from each attributable group; the KAM returns one."""
MANY = 20
"""Questionnaires from each protected group."""
BLANK_IN = 20
"""One answer in so many is left blank."""
KAMS_A_CAMPAIGN = 900
CAMPAIGN = "campaign1"
"""The token of the first."""
ROOM = 1000
"""Respondent numbers kept free for each KAM."""

PEOPLE = """
CREATE TEMP TABLE people AS
SELECT (k + 1)::INTEGER AS kam_id, (k // $size + 1)::INTEGER AS campaign_id FROM range($first, $end) numbers(k)
"""
NAMES = """
INSERT INTO campaigns (campaign_id, key, token, name, date, model_id)
SELECT DISTINCT campaign_id, 'c' || campaign_id, 'campaign' || campaign_id, 'Campaign ' || campaign_id,
       DATE '2020-01-01' + campaign_id * 90, 1
FROM people ORDER BY campaign_id;
INSERT INTO kams (kam_id, key, token, source_id, name, company, fictitious)
SELECT kam_id, 'k' || kam_id, 'kam' || kam_id, NULL, 'Kam ' || kam_id, 'XYZ', false FROM people;
INSERT INTO enrolments (campaign_id, kam_id, team) SELECT campaign_id, kam_id, '' FROM people;
"""
ANSWERED = """
CREATE TEMP TABLE answered AS
WITH asked AS (
    SELECT unnest($asked_groups) AS rater_group, unnest($asked_items) AS item
), returned AS (
    SELECT unnest($returned_groups) AS rater_group, unnest($returned_numbers) AS number
), raters AS (
    SELECT campaign_id, kam_id, rater_group, kam_id * $room + number AS respondent_id FROM people, returned
)
SELECT campaign_id, kam_id, rater_group, respondent_id, item, $lowest + hash(respondent_id, item) % $choices AS value
FROM raters JOIN asked USING (rater_group)
WHERE hash(item, respondent_id, 'blank') % $blank_in <> 0
"""
STORED = """
INSERT INTO respondents (respondent_id, campaign_id, kam_id, rater_group, source_id, key, import_id, source_row, state,
                         answers, counting, segment)
SELECT respondent_id, campaign_id, kam_id, rater_group, respondent_id::VARCHAR, respondent_id::VARCHAR, 1, 1, 'counted',
       count(*), count(*), ''
FROM answered GROUP BY ALL ORDER BY campaign_id, kam_id, rater_group, respondent_id;
INSERT INTO answers (campaign_id, kam_id, rater_group, respondent_id, item, value)
FROM answered ORDER BY campaign_id, kam_id, rater_group, respondent_id, item;
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

    def ids(self, share: float) -> tuple[int, int]:
        """(campaign, KAM) as the tables number them, for the KAM that lies that share (0 to 1) into the database."""
        kam = int(share * self.kams)
        return kam // KAMS_A_CAMPAIGN + 1, kam + 1

    def question(self, share: float) -> Question:
        """The same KAM as pages ask for it."""
        campaign, kam = self.ids(share)
        return Question(f"campaign{campaign}", f"kam{kam}")


def fill(path: Path, answers: int) -> Synthetic:
    """A new database of about that many answers, spread evenly over as many KAMs as that takes."""
    model = load_model(places.DEFAULT_MODEL)
    group_counts = [_questionnaires(model, code, MANY) for code in model.group_index]
    a_kam = sum(count * len(group.items) for count, group in zip(group_counts, model.groups, strict=True))
    kams = round(answers / a_kam / (1 - 1 / BLANK_IN))
    return _filled(path, model, group_counts, kams, KAMS_A_CAMPAIGN, kams)


def fill_campaign(path: Path, kams: int, clients: int) -> Synthetic:
    """A new database of one campaign with so many KAMs, and so many questionnaires from each protected group."""
    model = load_model(places.DEFAULT_MODEL)
    group_counts = [_questionnaires(model, code, clients) for code in model.group_index]
    return _filled(path, model, group_counts, kams, kams, kams)


def fill_portfolio(path: Path, kams: int, a_campaign: int, clients: int) -> Synthetic:
    """A new database of so many KAMs, some in each campaign; memory holds no more than one campaign of them."""
    model = load_model(places.DEFAULT_MODEL)
    group_counts = [_questionnaires(model, code, clients) for code in model.group_index]
    return _filled(path, model, group_counts, kams, a_campaign, a_campaign)


def _filled(path: Path, model: Model, group_counts: list[int], kams: int, a_campaign: int, at_once: int) -> Synthetic:
    """`at_once`: KAMs written in one transaction, whole campaigns."""
    store = open_store(path)
    with store.transaction() as cursor:
        row = [model.fingerprint, model.code, model.version, model.source]
        cursor.execute("INSERT INTO models (model_id, fingerprint, code, version, source) VALUES (1, ?, ?, ?, ?)", row)
    for first in range(0, kams, at_once):
        with store.transaction() as cursor:
            cursor.execute(PEOPLE, {"first": first, "end": min(first + at_once, kams), "size": a_campaign})
            cursor.execute(NAMES)
            cursor.execute(ANSWERED, _facts(model, group_counts))
            cursor.execute(STORED)
    *_, filled = store.run("holdings").fetchall()[0]
    return Synthetic(store, model, kams, int(filled))


def _questionnaires(model: Model, code: str, many: int) -> int:
    if code == SELF:
        return 1
    return many if model.group(code).protected else FEW


def _facts(model: Model, group_counts: list[int]) -> dict[str, object]:
    asked = [(g, model.item_index[code]) for g, group in enumerate(model.groups) for code in sorted(group.items)]
    returned = [group for group, count in enumerate(group_counts) for _ in range(count)]
    return {
        "asked_groups": [group for group, _ in asked],
        "asked_items": [item for _, item in asked],
        "returned_groups": returned,
        "returned_numbers": list(range(len(returned))),
        "room": ROOM,
        "lowest": model.scale.minimum,
        "choices": model.scale.span + 1,
        "blank_in": BLANK_IN,
    }

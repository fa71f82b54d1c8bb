"""Questionnaires as response files: what a survey returned, in, the bytes of a csv file, out."""

import csv
import dataclasses
import datetime
import io
import json
import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from kamescope import service
from kamescope.ingest import Options
from kamescope.model import Model
from kamescope.model_file import model_from_data
from kamescope.service import (
    RECIPIENTS,
    FileReport,
    ImportRequest,
    Participation,
    Question,
    Service,
    Store,
    everything,
)
from kamescope.service.road import what_is_given
from kamescope.store import reads, road
from kamescope.store.tokens import plain_token, respondent_token
from tests.comments import keep_all
from tests.store.again import Renewed
from tests.support import Questionnaire, other_model

LETTERS, IDS = "smptxc", ("", *range(200))
WHO = ("campagne", "date", "kam", "kam_id", "societe", "equipe", "groupe", "repondant")


@dataclass(frozen=True)
class Sheet:
    """One returned questionnaire and everything the file says about it."""

    group: str
    respondent: str
    answers: Mapping[str, int] = field(hash=False)
    value: str = ""
    kam: str = "Ada Martin"
    campaign: str = "Printemps"
    date: str = ""
    kam_id: str = ""
    company: str = "XYZ"
    team: str = ""

    def who(self) -> tuple[str, ...]:
        """The metadata, in the order of WHO."""
        identity = (self.campaign, self.date, self.kam, self.kam_id, self.company, self.team)
        return (*identity, self.group, self.respondent)

    def but(self, **changes: object) -> "Sheet":
        """The same questionnaire with other facts."""
        return dataclasses.replace(self, **changes)


def wide(sheets: Iterable[Sheet], model: Model | None = None, without: Sequence[str] = ()) -> bytes:
    """A wide csv file, the columns `without` left out."""
    model = model or other_model()
    codes = [item.code for item in model.items]
    rows = [(*sheet.who(), sheet.value, *(sheet.answers.get(code, "") for code in codes)) for sheet in sheets]
    return _csv([(*WHO, model.partition, *codes), *rows], without)


def long(sheets: Iterable[Sheet], model: Model | None = None) -> bytes:
    """A long csv file; a questionnaire without answers has one row that names no item."""
    model = model or other_model()
    rows = [
        (*sheet.who(), sheet.value, code, answer)
        for sheet in sheets
        for code, answer in (sheet.answers or {"": ""}).items()
    ]
    return _csv([(*WHO, model.partition, "item", "reponse"), *rows])


def _csv(rows: Sequence[Sequence[object]], without: Sequence[str] = ()) -> bytes:
    kept = [place for place, heading in enumerate(rows[0]) if heading not in without]
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";").writerows([row[place] for place in kept] for row in rows)
    return text.getvalue().encode()


def full(group: str, respondent: str, answer: int, model: Model | None = None, **facts: object) -> Sheet:
    """A questionnaire that gives the same answer everywhere it is asked."""
    model = model or other_model()
    return Sheet(group, respondent, dict.fromkeys(sorted(model.group(group).items), answer), **facts)


def several(group: str, count: int, model: Model | None = None, first: int = 1, seed: int = 7, **facts: object):
    """So many questionnaires of one group, answered at random and anew in each campaign, ids from `first` on."""
    model = model or other_model()
    made = []
    for number in range(first, first + count):
        chance = random.Random(f"{group} {number} {seed}{facts.get('campaign', '')}")
        scale = model.scale
        answers = {code: chance.randint(scale.minimum, scale.maximum) for code in sorted(model.group(group).items)}
        made.append(Sheet(group, f"{group[0]}{number}", answers, **facts))
    return made


def changed(count: int, first: int = 1) -> list[Sheet]:
    """Peers who answer everything otherwise."""
    before = several("peer", count, first=first)
    return [sheet.but(answers={code: (answer + 1) % 11 for code, answer in sheet.answers.items()}) for sheet in before]


def weak(minimum: int = 1) -> Model:
    """The other model with its peers attributable: another version of it."""
    data = json.loads(other_model().source)
    for group in data["groups"]:
        if group["code"] == "peer":
            group |= {"minimum": minimum, "attributable": True}
    return model_from_data(data | {"version": "weak", "code": "weak"}, "weak.toml")


TEAM = [full("self", "s1", 5), full("manager", "m1", 4), *several("peer", 3)]
"""Five questionnaires about one KAM; the three peers are just enough to be shown."""


def load(
    store: Store, content: bytes | Iterable[Sheet], name: str = "file.csv", model: Model | None = None, **request
) -> FileReport:
    """Import a file under `model` as the default one; keyword arguments make the request."""
    content = content if isinstance(content, bytes) else wide(content, model)
    options = Options(**{key: request.pop(key) for key in ("campaign", "kam", "group") if key in request})
    asked = ImportRequest(default_model=model or other_model(), options=options, **request)
    return everything(store).import_file(name, content, asked)


def loaded(store: Store, content: bytes | Iterable[Sheet], **how) -> FileReport:
    """Import a file that must be accepted; what tests have begun with before is there at once."""
    model: Model = how.pop("model", None) or other_model()
    content = content if isinstance(content, bytes) else wide(content, model)

    def act() -> FileReport:
        return load(store, content, model=model, **how)

    key = (content, model.fingerprint, str(how))
    report = store.first(key, act) if isinstance(store, Renewed) else act()
    assert report.status == "imported", report.issues
    return report


def codes(report: FileReport, severity: str = "error") -> list[str]:
    """The codes of a report's issues."""
    return [issue.code for issue in report.issues if issue.severity == severity]


def found(store: Store, kam: str = "Ada Martin", campaign: str | None = None) -> Participation:
    """One KAM in one campaign, by name."""
    return service.choose(everything(store).people(), kam, campaign)


def give(door: Service, campaign: str, kam: str, *to: str) -> None:
    """Release a KAM's results (tokens) to these roles, or to all, however little came back and with all comments."""
    door.go_on(campaign, kam)
    keep_all(door, campaign, kam)
    door.prepare(campaign, kam)
    door.release_to(campaign, kam, *([to] if to else []))


def give_at_once(door: Service, campaign: str, kam: str) -> None:
    """The same to all, without the way there, for tests of many who do not look at it: in a fifth of the time."""
    with door.signed():
        road.release(door.store, (campaign, kam), RECIPIENTS, datetime.date.today(), what_is_given(campaign, kam))


def given(door: Service) -> frozenset[tuple[str, str]]:
    """Whose results are released: tokens of campaign and KAM."""
    return frozenset((road.campaign.token, road.kam.token) for road in door.roads() if road.release)


def question(entry: Participation, where: str | None = None) -> Question:
    """The question about that KAM and campaign."""
    return Question(entry.campaign.token, entry.kam.token, where)


def published(store: Store, kam: str = "Ada Martin", campaign: str | None = None, where: str | None = None):
    """The published results of a KAM by name."""
    return everything(store).results(question(found(store, kam, campaign), where))


def single_waiting(store: Store) -> int:
    """How many answers of questionnaires that count wait, told or not."""
    with store.snapshot() as frozen:
        return frozen._cursor.execute("SELECT CAST(sum(held) AS INTEGER) FROM respondents").fetchone()[0]


def shown(store: Store) -> str:
    """Everything a reader can learn from a database, to the last bit."""
    everybody = everything(store).people()
    parts = [repr(everybody)]
    for entry in everybody:
        values = everything(store).segments(question(entry))
        parts.append(repr(values))
        for where in (None, *values.values.values(), "nobody has this value"):
            result = everything(store).results(question(entry, where))
            parts.append(repr((result.groups, result.cells, result.dispersions)))
    return "\n".join(parts)


def all_rows(store: Store) -> dict[str, list[tuple]]:
    """Every row of every table."""
    with store.snapshot() as frozen:
        columns: dict[str, list[str]] = {}
        for table, name in frozen.run("columns").fetchall():
            # What DuckDB numbers by itself.
            columns.setdefault(table, []).extend(() if name == "rowid" else (name,))
        return {
            table: frozen.cursor.execute(f"SELECT {', '.join(names)} FROM {table}").fetchall()
            for table, names in columns.items()
        }


def tables(store: Store) -> dict[str, list[tuple]]:
    """Every row of every table but the counter of changes."""
    rows = {name: sorted(found, key=repr) for name, found in all_rows(store).items()}
    rows["meta"] = [row for row in rows["meta"] if row[0] != "data_version"]
    ids = readable(reads.secret(store))
    rows["respondents"] = [tuple(ids.get(cell, cell) for cell in row) for row in rows["respondents"]]
    return rows


@cache
def readable(secret: str) -> dict[str, str]:
    """The ids that tests give to respondents, by the keyed hashes that are kept of them."""
    names = [f"{letter}{number}" for letter in LETTERS for number in IDS]
    return {make(secret, name): name for make in (respondent_token, plain_token) for name in names}


def returned(sheets: Iterable[Sheet]) -> list[Questionnaire]:
    """The same questionnaires as the tests of scores take them."""
    return [Questionnaire(sheet.group, dict(sheet.answers), sheet.value) for sheet in sheets]

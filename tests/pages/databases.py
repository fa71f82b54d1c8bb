"""Databases as the page and browser tests need them: made through the service, like everybody's."""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from kamescope import places
from kamescope.ingest.mapping import SOMEONE_ELSE
from kamescope.model import Model
from kamescope.naming import same_key
from kamescope.service import FileMapping, ImportRequest, Options, Participation, everything
from kamescope.store.connect import Store, open_store
from tests.ingest.files import as_csv
from tests.support import kamescope_model, other_model

HEADINGS = ("campagne", "date", "kam", "societe", "groupe", "repondant")
SEED = 7


class Rater(NamedTuple):
    """One questionnaire to make: its group, its partition value, how far its answers lie from the others'."""

    group: str
    value: str = ""
    shift: float = 0.0


@dataclass(frozen=True)
class People:
    """Who is in a database: to find the tokens that addresses carry."""

    path: Path
    entries: tuple[Participation, ...]

    def find(self, name: str, campaign: str = "") -> Participation:
        """The participation of a KAM whose name holds `name`, in the latest campaign or in one whose name holds so."""
        return next(e for e in self.entries if name in e.kam.name and campaign in e.campaign.name)

    def link(self, name: str, campaign: str = "") -> dict[str, str]:
        """The query parameters that open that participation."""
        entry = self.find(name, campaign)
        return {"kam": entry.kam.token, "campaign": entry.campaign.token}


def demo(path: Path) -> People:
    """The demonstration, as a first start loads it."""
    store = open_store(path)
    list(everything(store).import_demo(places.DEMO, kamescope_model()))
    return closed(path, store)


def empty(path: Path) -> People:
    """A database that exists and holds nothing."""
    return closed(path, open_store(path))


def filled(path: Path, *sheets: tuple[Model, Sequence[Sequence[object]]]) -> People:
    """A database from wide sheets, each under its model; what may be one file is one.

    Who answers alike in two campaigns is said to be in both, and whoever has another name to be someone else.
    """
    store = open_store(path)
    names = {same_key(row[rows[0].index("kam")]) for _, rows in sheets for row in rows[1:]}
    waves = Options(mapping=FileMapping(keep_duplicates=True, people=dict.fromkeys(names, SOMEONE_ELSE)))
    for number, (model, rows) in enumerate(_joined(sheets)):
        request = ImportRequest(default_model=kamescope_model(), model=model, options=waves)
        report = everything(store).import_file(f"sheet{number}.csv", as_csv(rows), request)
        assert report.status == "imported", report.issues
    return closed(path, store)


def _joined(sheets: Iterable[tuple[Model, Sequence[Sequence[object]]]]) -> list[tuple[Model, list[Sequence[object]]]]:
    """The same sheets in fewer files: an import costs the same for one KAM or six.

    Sheets that follow each other are one where model, headings and campaigns are the same and the KAMs are not.
    """
    files: list[tuple[Model, list[Sequence[object]]]] = []
    for model, rows in sheets:
        last_model, last = files[-1] if files else (None, [()])
        if last_model is model and last[0] == rows[0] and _alike(last, rows):
            last.extend(rows[1:])
        else:
            files.append((model, list(rows)))
    return files


def _alike(before: Sequence[Sequence[object]], rows: Sequence[Sequence[object]]) -> bool:
    campaign, kam = (rows[0].index(heading) for heading in ("campagne", "kam"))

    def said(place: int, told: Sequence[Sequence[object]]) -> set[object]:
        return {row[place] for row in told[1:]}

    return said(campaign, before) == said(campaign, rows) and not said(kam, before) & said(kam, rows)


def other(path: Path) -> People:
    """The other model: a KAM whom all five groups rate, and one with a group too small and a group missing."""
    whole = sheet(other_model(), "A. WHOLE", [("self", 1), ("manager", 2), ("peer", 4), ("team", 6), ("partner", 3)])
    partly = sheet(other_model(), "B. PARTLY", [("self", 1), ("manager", 1), ("peer", 4), ("team", 3)])
    return filled(path, (other_model(), whole), (other_model(), partly))


def sheet(
    model: Model, kam: str, groups: Iterable[tuple[str, int]], company: str = "ACME", campaign: str = "Vague 1"
) -> list[list[object]]:
    """A wide sheet for one KAM: so many questionnaires a group, random answers from a fixed seed."""
    raters = [Rater(group) for group, count in groups for _ in range(count)]
    return rated(model, kam, raters, company, campaign)


def rated(
    model: Model,
    kam: str,
    raters: Iterable[Rater],
    company: str = "ACME",
    campaign: str = "Vague 1",
    seed: int = SEED,
    blanks: float = 0.05,
) -> list[list[object]]:
    """A wide sheet for one KAM, one row a rater; some answers are blank."""
    rng, scale = random.Random(f"{kam} {seed}"), model.scale
    partition = [model.partition] if model.partition else []
    items = [item.code for item in model.items]
    rows: list[list[object]] = [[*HEADINGS, *partition, *items]]
    for number, rater in enumerate(raters, start=1):
        asked = model.group(rater.group).items
        who = [campaign, "2026-05-04", kam, company, rater.group, f"r{number}"] + [rater.value] * len(partition)
        low, high = scale.minimum, scale.maximum

        def answer(shift: float = rater.shift, low: float = low, high: float = high) -> int:
            return int(min(max(rng.randint(int(low), int(high)) + shift, low), high))

        rows.append([*who, *(answer() if code in asked and rng.random() >= blanks else None for code in items)])
    return rows


def closed(path: Path, store: Store) -> People:
    """The people of a store that is filled, and closes."""
    entries = everything(store).people()
    store.close()
    return People(path, entries)

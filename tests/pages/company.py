"""A whole company to compare: many KAMs in teams, from wide sheets of made-up answers."""

import random
from pathlib import Path

from kamescope.service import FileMapping, ImportRequest, Options, everything, open_store
from tests.ingest.files import as_csv
from tests.pages.databases import SEED, People, closed
from tests.support import kamescope_model

HEADINGS = ("campagne", "date", "kam", "kam_id", "societe", "equipe", "groupe", "repondant", "segment")
GROUPS = ("self", "manager", "client", "client", "client")
A_TEAM = 25
WAVES = FileMapping(keep_duplicates=True)
"""Two campaigns of one seed are two waves, whatever their answers."""


def company(
    path: Path, kams: int, campaigns: tuple[str, ...] = ("Printemps 2026",), quiet: int = 7, collecting: bool = False
) -> People:
    """So many KAMs in teams of 25; of every KAM whose number is `quiet` modulo 10 only two clients answer: masked."""
    store = open_store(path)
    for number, campaign in enumerate(campaigns):
        request = ImportRequest(kamescope_model(), options=Options(mapping=WAVES), collecting=collecting)
        sheet = as_csv(_sheet(kams, campaign, number, quiet))
        report = everything(store).import_file(f"{number}.csv", sheet, request)
        assert report.status == "imported", report.issues[:3]
    return closed(path, store)


def _sheet(kams: int, campaign: str, number: int, quiet: int) -> list[list[object]]:
    model, dice = kamescope_model(), random.Random(SEED + number)
    rows: list[list[object]] = [[*HEADINGS, *(item.code for item in model.items)]]
    asked = [[item.code in model.group(code).items for item in model.items] for code in GROUPS]
    for kam in range(1, kams + 1):
        groups = GROUPS[:-1] if kam % 10 == quiet else GROUPS
        level = dice.uniform(2.2, 4.2)
        head = [campaign, f"{2026 + number}-03-02", f"KAM {kam:04}", f"K{kam:04}", "Grande Société"]
        for place, group in enumerate(groups):
            answers = [min(max(round(dice.gauss(level, 0.9)), 1), 5) if there else "" for there in asked[place]]
            rows.append([*head, f"Équipe {(kam - 1) // A_TEAM + 1:02}", group, f"{kam}-{place}", "", *answers])
    return rows

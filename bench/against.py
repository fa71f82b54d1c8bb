"""Imports as this checkout makes them, to those of another one: `python -m bench.against CHECKOUT`.

Each import runs in a process of its own that takes `kamescope` from one of the two, turn by turn: a whole campaign of
attributable groups in one file, then one of protected groups that comes in three files, the later ones late.
`python against.py KIND KAMS` is such a process: it prints the seconds that its imports took.
"""

import argparse
import csv
import io
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import Any

AT_MOST = 1.2
LATE = "late"
KINDS = {"whole": "one file, attributable groups", LATE: "three files, protected groups, two of them late"}
WHO = ("campagne", "kam", "groupe", "repondant")
CLIENTS = 4
"""Clients of each KAM in each file."""


def main() -> None:
    """Print a ratio for each kind of import."""
    from bench.ratio import Ratio, clocked
    from kamescope import places

    parser = argparse.ArgumentParser("python -m bench.against", description=__doc__)
    parser.add_argument("checkout", type=Path, help="the folder of the other checkout")
    parser.add_argument("--kams", type=int, default=300, help="KAMs of each campaign")
    parser.add_argument("--imports", type=int, default=5, help="imports of each kind by each checkout")
    asked = parser.parse_args()
    for kind, name in KINDS.items():
        acts = [
            lambda _, root=root, kind=kind: _apart(root, kind, asked.kams)
            for root in (places.ROOT, asked.checkout.resolve())
        ]
        timings = clocked(acts, range(asked.imports))
        print(Ratio(f"{asked.kams} KAMs, {name}, to the other checkout", *timings, AT_MOST), flush=True)


def _apart(root: Path, kind: str, kams: int) -> float:
    asked = [sys.executable, __file__, kind, str(kams)]
    environment = os.environ | {"PYTHONPATH": str(root)}
    done = subprocess.run(asked, capture_output=True, text=True, check=True, cwd=root, env=environment)
    return float(done.stdout)


def _files(kind: str, kams: int) -> Iterator[bytes]:
    from kamescope import places
    from kamescope.model_file import load_model

    model, dice = load_model(places.DEFAULT_MODEL), random.Random(11)
    values = range(model.scale.minimum, model.scale.maximum + 1)
    for delivery in range(3 if kind == LATE else 1):
        groups = ["client"] * CLIENTS if kind == LATE else ["self", *["manager"] * CLIENTS]
        made = io.StringIO(newline="")
        rows = csv.writer(made, delimiter=";")
        rows.writerow([*WHO, *(item.code for item in model.items)])
        for kam in range(kams):
            for place, group in enumerate(groups):
                asked = model.group(group).items
                answers = [dice.choice(values) if item.code in asked else "" for item in model.items]
                rows.writerow(["Banc d'essai", f"KAM {kam}", group, f"{kam}-{delivery}-{place}", *answers])
        yield made.getvalue().encode()


def _import(service: ModuleType, *what: Any) -> Any:
    """One import as this house does it, or as one did before there was a door."""
    store, *rest = what
    if hasattr(service, "everything"):
        return service.everything(store).import_file(*rest)
    return service.import_file(store, service.EVERYTHING, *rest)


def _imports(kind: str, kams: int) -> float:
    from kamescope import places, service
    from kamescope.model_file import load_model
    from kamescope.service import ImportRequest, open_store

    files, request = list(_files(kind, kams)), ImportRequest(default_model=load_model(places.DEFAULT_MODEL))
    with TemporaryDirectory() as folder:
        store = open_store(Path(folder) / "own.duckdb")
        start = time.perf_counter()
        for number, content in enumerate(files):
            report = _import(service, store, f"{number}.csv", content, request)
            if report.status != "imported":
                raise SystemExit(f"{number}.csv: {report.status} {report.issues}")
        seconds = time.perf_counter() - start
        store.close()
    return seconds


if __name__ == "__main__":
    if sys.argv[1:] and sys.argv[1] in KINDS:
        print(_imports(sys.argv[1], int(sys.argv[2])))
    else:
        main()

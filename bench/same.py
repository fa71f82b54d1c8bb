"""What the product shows and writes, beside what another checkout does: `python -m bench.same CHECKOUT`.

Each checkout tells everything it says in each language of a copy of one database (commands, reports, decks, workbooks,
comparisons, pages with all their charts and tables, csv files); what differs is printed as a diff. Ends with 1 where
something does.
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator
from difflib import unified_diff
from pathlib import Path
from shutil import copy
from tempfile import TemporaryDirectory

from kamescope.i18n import LANGUAGES
from tests.pages.databases import demo


def main() -> None:
    """Print the differences."""
    parser = argparse.ArgumentParser("python -m bench.same", description=__doc__)
    parser.add_argument("checkout", type=Path, help="the folder of the other checkout")
    other = parser.parse_args().checkout
    found = 0
    with TemporaryDirectory() as folder:
        kept = demo(Path(folder) / "kept.duckdb").path
        for language in LANGUAGES:
            ours, theirs = (_told(house, language, kept) for house in (Path.cwd(), other))
            found += sum(1 for _ in map(print, _differences(theirs, ours)))
            print(f"{language}: {len(ours)} things told", file=sys.stderr)
    sys.exit(found > 0)


def _told(house: Path, language: str, kept: Path) -> dict[str, str]:
    """What a checkout says of a copy of a database, with the copy's key."""
    with TemporaryDirectory() as folder:
        for path in kept.parent.glob(f"{kept.name}*"):
            copy(path, folder)
        database, out = Path(folder) / kept.name, Path(folder) / "told.json"
        command = [sys.executable, "-m", "tests.pages.everything", language, str(database), str(out), "more"]
        subprocess.run(command, cwd=house, check=True)
        told: dict[str, str] = json.loads(out.read_text(encoding="utf-8"))
        return told


def _differences(before: dict[str, str], after: dict[str, str]) -> Iterator[str]:
    for name in before.keys() | after.keys():
        yield from unified_diff(
            before.get(name, "").splitlines(),
            after.get(name, "").splitlines(),
            f"before: {name}",
            f"after: {name}",
            n=0,
        )


if __name__ == "__main__":
    main()

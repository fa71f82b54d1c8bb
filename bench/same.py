"""What the product shows and writes, beside what another checkout does: `python -m bench.same CHECKOUT`.

Each checkout tells everything it says in each language of a copy of one database (commands, reports, decks, workbooks,
comparisons, pages with all their charts and tables, csv files); what differs is printed. Ends with 1 where
something does.
"""

import argparse
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import takewhile, zip_longest
from pathlib import Path
from shutil import copy
from tempfile import TemporaryDirectory

from kamescope.i18n import LANGUAGES

_NUMBERED = re.compile(r"\$\$ID-\w+")
"""How Streamlit numbers a widget: by the address of its page among others, which nobody sees."""
DEMO = "import sys, pathlib; from tests.pages.databases import demo; demo(pathlib.Path(sys.argv[1]))"


def main() -> None:
    """Print the differences."""
    parser = argparse.ArgumentParser("python -m bench.same", description=__doc__)
    parser.add_argument("checkout", type=Path, help="the folder of the other checkout")
    other = parser.parse_args().checkout
    found = 0
    with TemporaryDirectory() as folder:
        kept = Path(folder) / "kept.duckdb"
        # By the other one: a database that an older program made is opened by a newer one, and never the other way.
        subprocess.run([sys.executable, "-c", DEMO, str(kept)], cwd=other, check=True, stderr=subprocess.DEVNULL)
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
        subprocess.run(command, cwd=house, check=True, stderr=subprocess.DEVNULL)
        told: dict[str, str] = json.loads(out.read_text(encoding="utf-8"))
        return told


def _differences(before: dict[str, str], after: dict[str, str]) -> Iterator[str]:
    """`'67 %' → '68 %': 3 times, first page top`, of each line the words that differ; what only one tells by name."""
    for sign, one, other in (("−", before, after), ("+", after, before)):
        yield from (f"{sign} {name}" for name in sorted(one.keys() - other.keys()))
    found: dict[tuple[str, str], list[str]] = {}
    for name in sorted(before.keys() & after.keys()):
        sides = [_NUMBERED.sub("", each[name]).splitlines() for each in (before, after)]
        for kind, a, b, c, d in SequenceMatcher(None, *sides, autojunk=False).get_opcodes():
            for one, other in zip_longest(sides[0][a:b], sides[1][c:d], fillvalue="") if kind != "equal" else ():
                found.setdefault(_apart(one, other), []).append(name)
    for (one, other), places in found.items():
        yield f"{one!r} → {other!r}: {len(places)} times, first {places[0]}"


def _apart(one: str, other: str) -> tuple[str, str]:
    """Two texts from the word before to the word after where they differ."""
    sides = [re.findall(r"\w+|\W", text) for text in (one, other)]
    start = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(*sides, strict=False)))
    rest = [list(reversed(words[start:])) for words in sides]
    end = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(*rest, strict=False)))
    first, last = ("".join(words[start : len(words) - end]) for words in sides)
    return first, last


if __name__ == "__main__":
    main()

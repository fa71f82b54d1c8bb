"""Everything that the product publishes of a database, to compare with another one of the same content.

`python -m tests.pages.published DATABASE OUT [SHUFFLED]` fills it and tells it. OUT is JSON: what tells something →
what it tells, a file that is no table by the hash of its bytes. SHUFFLED: rows come in no order but the one that a
query says, so that nothing may go by how an engine happens to find them. A process of its own, since what was read is
kept in it.
"""

import datetime
import json
import os
import re
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from itertools import groupby, product
from pathlib import Path
from tempfile import TemporaryDirectory

from click.testing import CliRunner

from kamescope import cli, places
from kamescope.analysis.published import Level
from kamescope.cli import context
from kamescope.errors import KamescopeError
from kamescope.levers import registry
from kamescope.places import Server, place, written
from kamescope.reports.names import Format
from kamescope.service import Participation, Question, Service, everything, open_store
from kamescope.store import connect
from kamescope.store.connect import queries
from kamescope.ui.menu import MENU
from tests.comments import FREE, KEEP, keep_all, write
from tests.pages.app import opened, widget
from tests.pages.everything import as_text, pages, taken
from tests.plans import priority
from tests.support import kamescope_model

KINDS = (".csv", ".pdf", ".pptx")
LEVELS = ("factor", "sub_factor", "item")
CUTS = ("midpoint", "own", "cohort", "60")
WORDS = ("Écoute mieux", "écoute mieux", "Zut", "à voir", "« Bien »", "bien", "Bien-être", "l’essentiel", "")
"""What languages sort otherwise than bytes do."""
MOMENT = datetime.datetime(2026, 11, 23, 9, 30)
CLOCK = re.compile(r"\d\d:\d\d(:\d\d)?")
_COMMENT, _INNER = re.compile("--.*"), re.compile(r"\([^()]*\)")
MOMENTS = """
SELECT table_name, column_name FROM information_schema.columns
WHERE lower(data_type) LIKE 'timestamp%' AND table_schema IN ('main', 'public')
"""


def filled(database: Path | Server) -> None:
    """Put the demonstration in, and what people write beside it; all at one moment, so that time orders nothing."""
    store = open_store(database)
    door = everything(store)
    for _, report in door.import_demo(places.DEMO, kamescope_model()):
        assert not report.refused
    first, *others = door.people()
    pair = first.campaign.token, first.kam.token
    write(store, first, ("client", KEEP, WORDS), ("client", FREE, WORDS[::-1]), ("self", KEEP, WORDS[:1]))
    keep_all(door, *pair)
    door.write_plan(*pair, priority(first.model.factors[1].code))
    door.write_plan(*pair, priority(first.model.items[5].code, Level.ITEM))
    door.prepare(*pair, True)
    door.release_to(*pair)
    write(store, others[0], ("client", KEEP, WORDS))
    with store.transaction() as cursor:
        for table, column in cursor.execute(MOMENTS).fetchall():
            cursor.execute(f"UPDATE {table} SET {column} = $at WHERE {column} IS NOT NULL", {"at": MOMENT})
    store.close()


def told(database: Path | Server) -> Iterator[tuple[str, str]]:
    """What tells something of a database, and what it tells."""
    store = open_store(database)
    door = everything(store)
    # One opening for a hundred commands: opening is no matter here.
    os.environ["KAMESCOPE_DB"] = written(database)
    context.open_store, context.closing = lambda _: store, nullcontext
    yield from _commands(door)
    yield from _levers(door)
    yield from _reports(door)
    store.close()
    views = (("MARTIN", "", {}), ("BELKACEM", ", other view", {"unit": "points", "level": "sub_factor", "order": "F3"}))
    for name, said in pages("fr", database, views, KINDS):
        yield name, CLOCK.sub("", said) if "audit" in name or "traces" in name else said
    yield from _papers()


def _commands(door: Service) -> Iterator[tuple[str, str]]:
    for words in (["kams"], ["imports"], ["audit"], ["state"], ["overdue", "--months", "1"], ["people"]):
        yield _ran(*words)
    everybody = sorted(door.people(), key=lambda entry: entry.campaign.token)
    for _, found in groupby(everybody, lambda entry: entry.campaign.token):
        entries = list(found)
        yield from _campaign(entries[0])
        for entry in entries:
            yield from _kam(door, entry)
    for before, after in product(everybody, everybody):
        if before.kam.token == after.kam.token and before.campaign.date < after.campaign.date:
            asked = "--kam", after.kam.id, "--from", before.campaign.name, "--to", after.campaign.name
            for level in ("overall", *LEVELS):
                yield _ran("progress", *asked, "--level", level)


def _campaign(entry: Participation) -> Iterator[tuple[str, str]]:
    groups = [(), *(("--group", group.code) for group in entry.model.groups), ("--group", "environment")]
    for level, group in product(("overall", *LEVELS), groups):
        yield _ran("compare", "--campaign", entry.campaign.name, "--level", level, *group)


def _kam(door: Service, entry: Participation) -> Iterator[tuple[str, str]]:
    about = "--kam", entry.kam.id, "--campaign", entry.campaign.name
    yield _ran("scores", *about)
    yield _ran("top", *about, "--n", "99")
    yield _ran("top", *about, "--n", "99", "--bottom")
    yield _ran("plan", *about)
    yield _ran("comments", *about)
    yield _ran("comments", *about, "--left")
    for level, cut in product(LEVELS, CUTS):
        yield _ran("window", *about, "--level", level, "--cut", cut)
    for value in door.segments(Question(entry.campaign.token, entry.kam.token)).values.values():
        yield _ran("scores", *about, "--where", f"{entry.model.partition}={value}")


def _ran(*words: str) -> tuple[str, str]:
    ended = CliRunner().invoke(cli.cli, ["--json", *words])
    assert ended.exit_code == 0 or isinstance(ended.exception, KamescopeError), (words, ended.exception, ended.output)
    return f"command {' '.join(words)}", f"{ended.output}{ended.exception or ''}"


def _levers(door: Service) -> Iterator[tuple[str, str]]:
    for line in door.lever_files():
        rows, given = door.lever_rows(line.id), json.loads(line.choices or "{}")
        yield f"lever {line.id} {line.instrument}, rows", rows.frame.to_json(orient="split", date_format="iso")
        frame = rows.frame.drop(columns="row_number").reset_index(drop=True)
        result = registry.analysis(line.instrument)(frame, registry.choices(line.instrument, **given))
        yield f"lever {line.id} {line.instrument}", json.dumps(result.as_json(), default=str)


def _reports(door: Service) -> Iterator[tuple[str, str]]:
    """Files of a whole campaign where they are quick to make, of one KAM in the other formats."""
    first = door.people()[0]
    with TemporaryDirectory() as folder:
        made = Path(folder)
        for campaign in sorted({entry.campaign.name for entry in door.people()}):
            _ran("report", "--all", "--campaign", campaign, "--format", "xlsx", "--out", str(made / campaign))
        about = "--kam", first.kam.id, "--campaign", first.campaign.name
        for format in Format:
            file = made / f"{format}.{format.ending}"
            _ran("report", *about, "--format", format.value, "--out", str(file), "--cut", "cohort")
        _ran("export", "--kam", first.kam.id, "--out", str(made / "export"))
        for file in sorted(path for path in made.rglob("*") if path.is_file()):
            yield f"file {file.relative_to(made)}", as_text(file.name, file.read_bytes())


def _papers() -> Iterator[tuple[str, str]]:
    """Comparisons and boards of instruments, which a press on their page makes."""
    files = taken((".pdf", ".pptx"))
    for page, name in (("compare", "paper"), *((entry.key, "lever") for entry in MENU["levers"])):
        test = opened(page, lang="fr")
        for format in (Format.PDF, Format.PPTX):
            test = widget(test, "button", f"{name}_make_{format}").click().run()
    yield from files.items()


def shuffle() -> None:
    """From now on rows come in no order but the one that a query says, of what is equal for it in any."""
    known = queries()
    connect.queries = lambda: _SHUFFLED
    _SHUFFLED.update({name: _shuffled(sql) for name, sql in known.items()})


_SHUFFLED: dict[str, str] = {}


def _shuffled(sql: str) -> str:
    """A query whose rows come in no order but the one that it says; what changes something stays as it is."""
    plain = _COMMENT.sub("", sql).strip().rstrip(";")
    before = None
    outer = plain
    while before != outer:
        before, outer = outer, _INNER.sub("", outer)
    words = outer.upper().split()
    if ";" in plain or {"INSERT", "UPDATE", "DELETE", "CREATE", "LIMIT"} & set(words):
        return sql
    if "ORDER" not in words:
        return f"SELECT * FROM ({plain}) AS found ORDER BY random()"
    # After DISTINCT and UNION only what is shown can order.
    return sql if {"DISTINCT", "UNION"} & set(words) else f"{plain}, random()"


def main(database: str, out: str, shuffled: str = "") -> None:
    """Fill the database, and write what is told of it."""
    if shuffled:
        shuffle()
    filled(place(database))
    Path(out).write_text(json.dumps(dict(told(place(database)))), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])

"""The house of docs/design.md 5, held by its imports: arrows run one way, and each library has one home."""

import ast
import inspect
import re
import sys
from functools import cache
from graphlib import TopologicalSorter
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pytest

from kamescope import places, service
from kamescope.store.connect import queries

ROOT = places.ROOT
PACKAGE = ROOT / "kamescope"
SCREEN = (ROOT / "app.py", *sorted((ROOT / "pages").rglob("*.py")))
MODULES = tuple(sorted(PACKAGE.rglob("*.py")))

LEAVES = {"errors", "model", "differences", "naming", "lookalikes", "records", "questionnaire", "comments"}
PURE = LEAVES | {"model_file", "privacy", "analysis"}
MAY_IMPORT: dict[str, set[str]] = {
    "__init__": set(),
    "__main__": {"cli"},
    "errors": set(),
    "naming": set(),
    "lookalikes": {"naming"},
    "records": set(),
    "places": set(),
    "private": set(),
    "regular": {"errors"},
    "model": {"errors"},
    "comments": {"model"},
    "differences": {"errors", "model"},
    "questionnaire": {"model", "naming"},
    "toml_file": {"errors", "model", "regular"},
    "model_file": {"errors", "model", "toml_file"},
    "settings": {"errors", "places", "toml_file"},
    "privacy": LEAVES,
    "cells": set(),
    "analysis": LEAVES | {"privacy"},
    "i18n": {"errors", "model"},
    "ingest": LEAVES,
    "levers": LEAVES | {"analysis", "ingest", "i18n", "charts", "places", "toml_file"},
    "store": LEAVES | {"model_file", "private", "cells", "places"},
    "service": PURE | {"store", "ingest", "levers"},
    "sentences": LEAVES | {"privacy", "analysis", "i18n"},
    "charts": LEAVES | {"privacy", "analysis", "i18n", "sentences"},
    "reports": LEAVES | {"privacy", "analysis", "i18n", "charts", "sentences", "levers"},
    "ui": PURE | {"service", "charts", "reports", "sentences", "i18n", "places", "settings", "levers"},
    "cli": PURE
    | {"service", "i18n", "places", "settings", "ui", "reports", "sentences", "private", "regular", "levers"},
    "pages": {"naming", "sentences", "ui", "analysis", "charts", "reports", "i18n", "model", "records"},
    "app": {"ui"},
}
"""Room → the rooms it may know; every room may know itself."""

HOMES = {
    "duckdb": {"store"},
    "psycopg": {"store"},
    "psycopg_pool": {"store"},
    "streamlit": {"ui", "pages", "app"},
    "starlette": {"ui"},
    "altair": {"charts"},
    "click": {"cli"},
    "babel": {"i18n"},
    "python_calamine": {"ingest"},
    "openpyxl": {"ingest", "reports"},
    "olefile": {"ingest"},
    "tomli_w": {"ingest"},
    "dateutil": {"ingest"},
    "pandas": {"ingest", "store", "ui", "levers", "service"},
    "pyarrow": {"ui"},
    "numpy": {"ingest", "charts", "analysis", "cells", "store", "service", "levers"},
    "PIL": {"charts"},
    "fontTools": {"charts"},
    "anyascii": {"charts"},
    "markupsafe": {"charts"},
    "typst": {"reports"},
    "icalendar": {"reports"},
    "phonenumbers": {"analysis"},
    "simplemma": {"analysis"},
    "vl_convert": {"reports"},
    "pptx": {"reports"},
    "lxml": {"reports"},
    "xlsxwriter": {"reports"},
}
"""Library → the rooms that may use it; a library not named here belongs in this table first."""


def room(path: Path) -> str:
    """Which room a module belongs to."""
    if PACKAGE in path.parents:
        return path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


@cache
def tree(path: Path) -> ast.Module:
    """A module's syntax."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


@cache
def imported(path: Path) -> tuple[str, ...]:
    """Full names of everything a module imports, inside functions too."""
    found: list[str] = []
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found += (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            found += (f"{node.module}.{name.name}" for name in node.names)
    return tuple(found)


@cache
def texts(path: Path) -> list[str]:
    """Every text in a module."""
    return [
        node.value for node in ast.walk(tree(path)) if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]


def name(path: Path) -> str:
    """A module as test names show it."""
    return str(path.relative_to(ROOT))


def modules() -> dict[str, list[Path]]:
    """The modules of each room."""
    found: dict[str, list[Path]] = {}
    for path in (*MODULES, *SCREEN):
        found.setdefault(room(path), []).append(path)
    return found


each_room = pytest.mark.parametrize(("mine", "paths"), modules().items(), ids=modules())


@each_room
def test_arrows_run_one_way(mine: str, paths: list[Path]):
    for path in paths:
        known = {full.split(".")[1] for full in imported(path) if full.startswith("kamescope.")}
        assert known <= MAY_IMPORT[mine] | {mine}, name(path)


@pytest.mark.parametrize("path", sorted((ROOT / "bench").glob("*.py")), ids=name)
def test_benchmarks_know_the_house_as_it_is(path: Path):
    """They run by hand only: what they import may have moved meanwhile."""
    for full in imported(path):
        if full.startswith("kamescope."):
            home, _, wanted = full.rpartition(".")
            assert hasattr(import_module(home), wanted) or find_spec(full), full


def test_queries_are_read_without_scrolling():
    """What ruff holds for Python."""
    files = (PACKAGE / "store" / "queries").glob("*.sql")
    long = [(path.name, line) for path in files for line in path.read_text().splitlines() if len(line) > 120]
    assert long == []


BANNED = re.compile(
    r"\b(SEMI|ANTI)\s+JOIN\b|\b(GROUP|ORDER)\s+BY\s+ALL\b|\b(EXCLUDE|QUALIFY)\b|\b(list(_\w+)?|if|len|arg_\w+|any_value)\("
    r"|\bstrip_accents\b|\bINSERT\s+OR\b|(^|\()\s*FROM\b|\bINSERT\s+INTO\s+\w+\s+FROM\b|\bFILTER\s*\((?!\s*WHERE\b)",
    re.MULTILINE,
)
"""What one engine alone reads, or (`x ANTI JOIN y`) each in its own way; a line that begins with FROM ends a SELECT."""


def spoken(query: str) -> str:
    """A query without comments, each of its parts that begins anew on one line."""
    bare = re.sub(r"--.*", "", query)
    return re.sub(r"\s+(?!\()", " ", bare)


def test_every_engine_reads_the_queries():
    assert [name for name, query in queries().items() if BANNED.search(spoken(query))] == []


@pytest.mark.parametrize(
    "words",
    [
        "SELECT a FROM b SEMI JOIN c USING (d)",
        "SELECT a FROM b\nANTI JOIN c USING (d)",
        "SELECT a, count(*) FROM b GROUP BY\n ALL",
        "SELECT list(a) FROM b",
        "SELECT if(a, b, c)",
        "FROM b",
        "SELECT 1 WHERE EXISTS (FROM b)",
        "INSERT INTO a FROM b",
        "SELECT count(*) FILTER (a) FROM b",
        "INSERT OR REPLACE INTO a VALUES (1)",
    ],
)
def test_what_one_engine_alone_reads_is_noticed(words: str):
    assert BANNED.search(spoken(words))


def test_a_class_name_means_one_thing():
    homes: dict[str, list[str]] = {}
    for path in MODULES:
        for node in tree(path).body:
            if isinstance(node, ast.ClassDef):
                homes.setdefault(node.name, []).append(name(path))
    assert {each: found for each, found in homes.items() if len(found) > 1} == {}


def module(path: Path) -> str:
    """The name by which a module is imported."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


NAMES = frozenset(map(module, MODULES))


def module_of(full: str) -> str:
    """The module that an imported name stands in, "" where it is not ours."""
    parts = full.split(".")
    return next((found for end in range(len(parts), 0, -1) if (found := ".".join(parts[:end])) in NAMES), "")


def test_no_module_needs_itself():
    """Nor by way of others; an import inside a function hides a circle and does not undo it."""
    known = {}
    for path in MODULES:
        own = module(path)
        known[own] = {module_of(full) for full in imported(path)} - {own, "", "kamescope"}
    assert tuple(TopologicalSorter(known).static_order())


@each_room
def test_every_library_stays_at_home(mine: str, paths: list[Path]):
    for path in paths:
        roots = {full.split(".")[0] for full in imported(path)} - sys.stdlib_module_names - {"kamescope"}
        assert [library for library in sorted(roots) if mine not in HOMES.get(library, set())] == [], name(path)


@each_room
def test_nobody_imports_pages_or_app(mine: str, paths: list[Path]):
    for path in paths:
        assert not {full.split(".")[0] for full in imported(path)} & {"pages", "app", "tests", "bench"}, name(path)


@pytest.mark.parametrize("mine", sorted({"privacy", "cells", "analysis"} | LEAVES - {"naming", "lookalikes"}))
def test_pure_rooms_only_compute(mine: str):
    """The standard library, and libraries that compute and do nothing else: figures, and the words of comments."""
    for path in MODULES:
        if room(path) == mine:
            roots = {full.split(".")[0] for full in imported(path)}
            computing = {"cells": {"numpy"}, "analysis": {"numpy", "phonenumbers", "simplemma"}}.get(mine, set())
            assert roots <= sys.stdlib_module_names | {"kamescope"} | computing, path
            assert not roots & {"os", "pathlib", "io", "socket", "sqlite3", "subprocess"}, path


def test_the_analyses_of_the_other_instruments_only_compute():
    for path in (PACKAGE / "levers").glob("*/analysis.py"):
        roots = {full.split(".")[0] for full in imported(path)}
        assert roots <= sys.stdlib_module_names | {"kamescope", "numpy", "pandas"}, path
        assert not roots & {"os", "pathlib", "io", "socket", "sqlite3", "subprocess"}, path


def test_the_command_line_takes_nothing_from_ingest_and_only_the_server_from_ui():
    modules = [path for path in MODULES if room(path) == "cli"]
    taken = {full for path in modules for full in imported(path)}
    assert {full for full in taken if full.startswith("kamescope.ui")} == {
        "kamescope.ui.server.Listen",
        "kamescope.ui.server.serve",
    }


def test_every_room_is_known():
    assert {room(path) for path in (*MODULES, *SCREEN)} <= MAY_IMPORT.keys()


# Pages


def test_no_page_lies_directly_in_pages():
    """Streamlit would run it past app.py."""
    assert [path.name for path in (ROOT / "pages").glob("*.py")] == []
    assert len(list((ROOT / "pages").glob("*/*.py"))) >= 5


@pytest.mark.parametrize("path", SCREEN, ids=name)
def test_a_page_is_a_short_story(path: Path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 70


def test_the_entry_does_one_thing():
    assert len((ROOT / "app.py").read_text(encoding="utf-8").splitlines()) <= 10


# Nothing in the code knows the model


@each_room
def test_no_code_names_a_group_an_item_or_a_factor_of_a_model(mine: str, paths: list[Path]):
    known = re.compile(r"clients?|managers?|peers?|(?:Q|F|SF)\d+|Q", re.IGNORECASE)
    # What an instrument's file is about are clients of the house, whatever a model calls its groups.
    columns = {"client", "clients"} if mine == "levers" else set()
    for path in paths:
        # What somebody comes as is a role, whatever a model calls its groups.
        roles = set(service.Role) if path == PACKAGE / "service" / "viewer.py" else set()
        named = {text for text in texts(path) if known.fullmatch(text)}
        assert named - roles - columns == set(), name(path)


def test_no_query_knows_the_model_either():
    for path in (PACKAGE / "store" / "queries").glob("*.sql"):
        code = re.sub(r"--.*", "", path.read_text(encoding="utf-8"))
        assert not re.search(r"'(client|manager|self|Q\d+)'", code), path


# Nor languages


@each_room
def test_no_code_names_a_language(mine: str, paths: list[Path]):
    """A language is a folder of catalogues; but for the one that speaks first, and words that files are written in."""
    for path in paths:
        named = [text for text in texts(path) if re.fullmatch(r"(fr|en)([-_]\w\w)?", text)]
        speaks_first = ["fr"] if path == PACKAGE / "i18n" / "__init__.py" else []
        assert named == speaks_first or mine == "ingest", name(path)


# The service door


def test_nobody_gets_past_the_door():
    """The package offers no use case by itself: what takes a store opens it, tells its version, or says who comes."""
    offered = [value for key in service.__all__ if inspect.isfunction(value := getattr(service, key))]
    asking = {each.__name__ for each in offered if next(iter(inspect.signature(each).parameters), "") == "store"}
    assert asking == {"everything", "purge", "signed_in", "take_shipped", "version"} | {
        "came",
        "has_left",
        "left",
        "refused",
    }


@pytest.mark.parametrize(
    ("name", "at"),
    [
        (
            "EVERYTHING",
            {f"kamescope.service.{module}" for module in ("viewer", "door", "results", "access")},
        ),
        ("everything", {"kamescope.cli.context", "kamescope.ui.data"}),
    ],
)
def test_everything_is_seen_from_few_places(name: str, at: set[str]):
    """Whom the owner of the machine sees is made once; who it is that looks is settled where a run begins.

    A cohort's mean is made of everybody, and then told only to whom it may be told; who loads files sees what came
    back of everybody.
    """
    used = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for path in (*MODULES, *SCREEN)
        for node in ast.walk(tree(path))
        if (isinstance(node, ast.Name) and node.id == name) or (isinstance(node, ast.Attribute) and node.attr == name)
    }
    assert used == at


def test_no_other_code_makes_a_scope_of_everybody():
    made = [
        path
        for path in (*MODULES, *SCREEN)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", getattr(node.func, "attr", "")) == "Scope"
        and not (node.args and not (isinstance(node.args[0], ast.Constant) and node.args[0].value is None))
    ]
    assert made == [PACKAGE / "service" / "viewer.py"]


def test_every_query_is_used_and_every_query_used_is_there():
    texts = [path.read_text(encoding="utf-8") for path in (PACKAGE / "store" / "queries").glob("*.sql")]
    kept = {name for text in texts for name in re.findall(r"^-- name: (\w+)$", text, re.MULTILINE)}
    assert len(kept) == sum(text.count("-- name:") for text in texts) == len(queries()), "each name stands once"
    words = set()
    for path in MODULES:
        if room(path) in ("store", "service"):
            for node in ast.walk(tree(path)):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    words.add(node.value)
    # Names put together from a beginning and a list.
    words |= {
        f"{start}{word}" for start in words if start.startswith("forget_") for word in words if word.isidentifier()
    }
    assert kept - words == set()
    asked = {
        node.args[-1 if isinstance(node.func, ast.Name) else 0].value
        for path in MODULES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and node.args
        and (
            (isinstance(node.func, ast.Attribute) and node.func.attr == "run")
            or (isinstance(node.func, ast.Name) and node.func.id == "run" and len(node.args) == 2)
        )
        and isinstance(node.args[-1 if isinstance(node.func, ast.Name) else 0], ast.Constant)
    }
    assert len(asked) > 15
    assert asked <= kept

"""docs/design.md, docs/architecture.md, docs/glossary.md and CONTRIBUTING.md are true: what they name is there."""

import ast
import json
import re
from collections.abc import Iterator
from dataclasses import fields
from functools import cache
from pathlib import Path

import click
import pytest

from kamescope import places
from kamescope.analysis.gaps import disagreements, highlights
from kamescope.analysis.published import Level
from kamescope.analysis.ranking import Ranking, rank_items
from kamescope.analysis.window import own_cut, window_gaps
from kamescope.cli import cli
from kamescope.i18n import rounded
from kamescope.reports.report_spec import Section
from kamescope.ui.address import Address
from kamescope.ui.menu import MENU
from tests.support import kamescope_model, martin, other_model
from tests.test_architecture import LEAVES, MAY_IMPORT, MODULES, PACKAGE, PURE
from tests.test_docs import README, commands, made

ROOT = places.ROOT
DESIGN, ARCHITECTURE, GLOSSARY, CONTRIBUTING = NAMES = (
    "docs/design.md",
    "docs/architecture.md",
    "docs/glossary.md",
    "CONTRIBUTING.md",
)
FOLDERS = ("kamescope", "pages", "tests", "bench", "data", "docs")
TEXTS = (".py", ".sql", ".toml", ".md", ".po", ".typ")
PATH = re.compile(r"[\w.*-]+/[\w./*-]*|[\w.*-]+(?:" + "|".join(map(re.escape, TEXTS)) + ")")
CITED = re.compile(r"docs/design\.md(?:,? section)? (\d+)(?: and (\d+))?(?:, rule (\d+))?")


@cache
def text(name: str) -> str:
    """A document."""
    return (ROOT / name).read_text(encoding="utf-8")


def coded(written: str) -> list[str]:
    """What stands in backticks, code blocks apart."""
    return re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", written, flags=re.MULTILINE | re.DOTALL))


def section(name: str, title: str) -> str:
    """What a document says under a heading (of any level) that begins so."""
    found = re.search(rf"^(#+) {re.escape(title)}.*?(?=^#+ |\Z)", text(name), re.MULTILINE | re.DOTALL)
    assert found, f"{name} has no part « {title} »"
    return found.group()


def chapter(number: int) -> str:
    """A numbered section of the design, its parts included."""
    found = re.search(rf"^## {number}\. .*?(?=^## |\Z)", text(DESIGN), re.MULTILINE | re.DOTALL)
    assert found, f"{DESIGN} has no section {number}"
    return found.group()


@cache
def files() -> tuple[Path, ...]:
    """Every file of ours that a document or a comment may name, or stand in."""
    found = [path for path in ROOT.iterdir() if path.is_file()]
    found += [path for folder in FOLDERS for path in (ROOT / folder).rglob("*") if "__pycache__" not in path.parts]
    return tuple(path.relative_to(ROOT) for path in found)


# What is named is there


@pytest.mark.parametrize("name", NAMES)
def test_every_path_named_is_there(name: str):
    named = {token.rstrip("/") for token in coded(text(name)) if PATH.fullmatch(token)}
    assert named
    assert [path for path in sorted(named) if not is_there(path)] == []


def is_there(path: str) -> bool:
    """Whether something of that name, or of the end of a name, is there; a database need not be."""
    return path.endswith(".duckdb") or (ROOT / path).exists() or any(file.match(path) for file in files())


@pytest.mark.parametrize("name", NAMES)
def test_every_link_leads_somewhere(name: str):
    for link in re.findall(r"\]\(([^)#]+)[^)]*\)", text(name)):
        assert link.startswith("http") or ((ROOT / name).parent / link).exists(), link


@pytest.mark.parametrize("name", NAMES)
def test_every_function_and_type_named_is_there(name: str):
    """What begins with a room: `analysis.gaps.thresholds`, `store.connect`."""
    rooms = MAY_IMPORT.keys() - {"app", "pages"}
    named = [token for token in coded(text(name)) if re.fullmatch(r"[a-z_]+(\.\w+)+", token)]
    named = [token for token in named if token.split(".")[0] in rooms and not token.endswith(TEXTS)]
    assert [token for token in named if token not in known()] == []
    assert name != ARCHITECTURE or len(named) > 50


@cache
def known() -> frozenset[str]:
    """Every module without the package's name, and every function, class and constant of it."""
    found = set()
    for path in MODULES:
        module = ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__")
        found |= {module} | {f"{module}.{defined}" for defined in defines(path)}
    return frozenset(found)


def defines(path: Path) -> Iterator[str]:
    """The functions, classes and constants of a module, and the methods of its classes (`Store.snapshot`)."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name
        if isinstance(node, ast.ClassDef):
            yield from (f"{node.name}.{each.name}" for each in node.body if isinstance(each, ast.FunctionDef))
        if isinstance(node, ast.Assign):
            yield from (target.id for target in node.targets if isinstance(target, ast.Name))


# The map of the house


def test_every_module_is_told_in_one_line_and_no_other_is():
    told = [
        f"{folder}{module}"
        for folder, lines in re.findall(
            r"^### `([\w/]+/)`\n(.*?)(?=^#|\Z)", text(ARCHITECTURE), re.MULTILINE | re.DOTALL
        )
        for module in re.findall(r"^- `(\w+\.py)`: .{6,}$", lines, re.MULTILINE)
    ]
    assert len(told) == len(set(told))
    assert set(told) == {str(path.relative_to(ROOT)) for path in MODULES if path.name != "__init__.py"}


def test_every_package_is_told():
    told = dict(re.findall(r"^### `([\w/]+)/`\n\n([^\n#-].{8,})$", text(ARCHITECTURE), re.MULTILINE))
    packages = {str(path.parent.relative_to(ROOT)) for path in MODULES if path.name == "__init__.py"}
    assert told.keys() == packages


def test_the_arrows_told_are_those_that_are_held():
    short = {"leaves": LEAVES, "pure": PURE, "nobody": set()}
    told: dict[str, set[str]] = {}
    for rooms, known_ones in re.findall(
        r"^\| (`\w+`(?:, `\w+`)*) \| (.+) \|$", section(ARCHITECTURE, "The arrows"), re.MULTILINE
    ):
        words = re.findall(r"\w+", known_ones)
        told |= {room: set().union(*(short.get(word, {word}) for word in words)) for room in coded(rooms)}
    assert told == {room: known_ones for room, known_ones in MAY_IMPORT.items() if not room.startswith("__")}
    assert set(re.search(r"\*Leaves\*: (.+)\.", text(ARCHITECTURE)).group(1).replace("`", "").split(", ")) == LEAVES


# The contract


def test_the_sections_of_the_design_are_numbered_from_1_to_7():
    assert re.findall(r"^## (\S+)", text(DESIGN), re.MULTILINE) == [f"{number}." for number in range(1, 8)]


def test_every_command_and_every_option_is_in_the_design():
    """Each in the row of its command; `--json` and `--help` are said once for all."""
    told = {command: set(re.findall(r"--[a-z-]+", row)) for command, row in rows().items()}
    assert told.keys() == set(commands(cli))
    assert told == {name: options(command(name)) for name in told}
    common = chapter(6).partition("\n| command")[0]
    assert options(cli) | {"--json", "--help"} <= set(re.findall(r"--[a-z-]+", common))


def rows() -> dict[str, str]:
    """Command → its options, from the table."""
    names = sorted(commands(cli), key=len, reverse=True)
    cells = [line.split("|") for line in chapter(6).replace("\\|", "/").splitlines() if line.startswith("| `")]
    usages = [(row[1].strip(" `"), row[2]) for row in cells]
    return {next((name for name in names if f"{usage} ".startswith(f"{name} ")), usage): told for usage, told in usages}


def command(name: str) -> click.Command:
    """A command by its name, be it one of a group."""
    found: click.Command = cli
    for part in name.split():
        assert isinstance(found, click.Group)
        found = found.commands[part]
    return found


def options(of: click.Command) -> set[str]:
    """The options of a command, and of those that it makes itself."""
    own = [of, *made(of)]
    names = (
        name
        for one in own
        for each in one.params
        if isinstance(each, click.Option)
        for name in each.opts + each.secondary_opts
    )
    return {name for name in names if name.startswith("--")} - {"--json"}


def test_every_parameter_and_page_of_the_address_bar_is_in_the_design():
    told = set(coded(section(DESIGN, "The address bar")))
    assert {field.name for field in fields(Address)} <= told
    assert {entry.path for entries in MENU.values() for entry in entries} <= told


def test_every_key_of_a_model_file_and_every_section_of_a_report_is_in_the_design():
    told = set(re.findall(r"\w+", " ".join(coded(chapter(7)))))
    assert {key for model in (kamescope_model(), other_model()) for key in keys(json.loads(model.source))} <= told
    assert set(Section) <= set(coded(chapter(6)))


def keys(data: object) -> Iterator[str]:
    """The keys of a model's tables, languages apart."""
    if isinstance(data, dict):
        yield from data.keys() - {"fr", "en"}
    for part in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from keys(part)


def test_the_worked_figures_are_those_of_m_martin():
    found, told = martin(), " ".join(chapter(3).split())
    best = highlights(found)
    listed = (", ".join(codes) for codes in (best.strengths, best.areas, [gap.code for gap in best.gaps]))
    assert "strengths {}; areas {}; gaps {}; F6 apart".format(*listed) in told
    assert [code for code, _ in best.partly_rated] == ["F6"]
    apart = [f"{spread.code} {rounded(spread.size, 2)}" for spread in disagreements(found)]
    assert all(each in told for each in apart)
    scores = [found.cell(Level.FACTOR, "F1", column).score for column in ("manager", "client", "environment")]
    assert "({:.4f} + {:.4f}) ÷ 2 = {:.4f}".format(*scores) in told
    cut = own_cut(window_gaps(found, Level.FACTOR))
    assert f"({rounded(cut.self_percent, 2)} and {rounded(cut.environment_percent, 2)})" in told
    common = [both(rank_items(found, bottom=bottom)) for bottom in (False, True)]
    assert "top {}; bottom {}.".format(*common) in told


def both(ranking: Ranking) -> str:
    """The items that the manager's list and the clients' have in common, by number."""
    shared = {item.code for item in ranking.groups["manager"] if "client" in item.common_with}
    return ", ".join(sorted(shared, key=lambda code: int(code[1:])))


# Who cites it


def test_every_section_and_rule_cited_is_there():
    cited = list(citations())
    assert len(cited) > 40
    rules = set(re.findall(r"^(\d+)\. \*\*", chapter(3), re.MULTILINE))
    assert [each for each in cited if not set(each[1:3]) <= set("1234567")] == []
    assert [each for each in cited if each[3] and (each[1] != "3" or each[3] not in rules)] == []


def citations() -> Iterator[tuple[str, ...]]:
    """(file, section, a second section, rule) of every place that cites the design."""
    for path in files():
        if path.suffix in TEXTS:
            for found in CITED.findall((ROOT / path).read_text(encoding="utf-8")):
                number, second, rule = found
                yield str(path), number, second or number, rule


def test_nothing_cites_a_design_that_is_not_in_the_repository():
    elsewhere = re.compile(r"\bDESIGN(?:\.md)?,? (?:section )?\d|\bDESIGN(?:\.md| section)")
    found = [path for path in files() if path.suffix in TEXTS and path.name != Path(__file__).name]
    assert [str(path) for path in found if elsewhere.search((ROOT / path).read_text(encoding="utf-8"))] == []


def test_the_readme_leads_to_these_documents():
    assert [name for name in NAMES if f"]({name})" not in README] == []


@pytest.mark.parametrize("name", NAMES)
def test_lines_of_prose_are_short(name: str):
    prose = [line for line in text(name).splitlines() if not line.startswith("|")]
    assert [line for line in prose if len(line) > 120] == []

"""What the README promises is there: its packages, its commands, its pictures."""

import re
import tomllib

import click
import pytest

from kamescope import places
from kamescope.cli import cli

ROOT = places.ROOT
README = (ROOT / "README.md").read_text(encoding="utf-8")


def packages(file: str) -> list[str]:
    """The packages that a requirements file names."""
    lines = (ROOT / file).read_text(encoding="utf-8").splitlines()
    names = [re.match(r"[A-Za-z0-9._-]+", line.strip()) for line in lines]
    return [found.group() for found in names if found and not found.string.strip().startswith("-")]


def section(title: str) -> str:
    """The README's text under a heading."""
    found = re.search(rf"^## {title}[^\n]*\n(.*?)(?=^## |\Z)", README, re.MULTILINE | re.DOTALL)
    assert found, f"README.md has no section « {title} »"
    return found.group(1)


def reasons() -> dict[str, str]:
    """Package → why it is there, from the table of dependencies."""
    rows = [
        [cell.strip() for cell in line.strip().strip("|").split("|")] for line in section("Dépendances").splitlines()
    ]
    found: dict[str, str] = {}
    for row in rows:
        if len(row) >= 2:
            found |= {name: row[-1] for name in re.findall(r"[A-Za-z0-9._-]+", row[0].lower())}
    return found


def made(group: click.Command) -> list[click.Command]:
    """The commands that a group makes itself, beside those that are declared: one for each instrument."""
    if not isinstance(group, click.Group):
        return []
    context = click.Context(group)
    names = [name for name in group.list_commands(context) if name not in group.commands]
    return [command for name in names if (command := group.get_command(context, name))]


def commands(group: click.Group, start: str = "") -> list[str]:
    """Every command there is, groups as `group command`."""
    found = []
    for name, command in group.commands.items():
        is_group = isinstance(command, click.Group)
        if not is_group or command.invoke_without_command:
            found.append(start + name)
        found += commands(command, f"{name} ") if is_group else []
    return found


@pytest.mark.parametrize("package", packages("requirements.txt"))
def test_every_dependency_has_a_reason(package: str):
    assert len(reasons().get(package.lower(), "")) >= 10


def test_the_two_commands_exist():
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    named = set(re.findall(r"\bmake ([a-z]+)", README))
    assert {"run", "test"} <= named <= set(targets)


def test_the_plain_python_commands_are_given_too():
    assert "python -m pip install -r requirements.txt" in README
    assert "python -m kamescope serve" in README
    assert "python -m pytest" in README


def test_every_command_is_in_the_readme_and_no_other():
    rows = re.findall(r"^\| `([^`]+)`", section("Ligne de commande"), re.MULTILINE)
    known = commands(cli)
    longest = sorted(known, key=len, reverse=True)  # `people import` before `people`
    named = {next((name for name in longest if row == name or row.startswith(f"{name} ")), row) for row in rows}
    assert named == set(known)


def test_every_option_in_the_readme_exists():
    options = {option for command in _all(cli) for parameter in command.params for option in parameter.opts}
    named = set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", section("Ligne de commande")))
    assert named
    assert named <= options | {"--help"}


def _all(group: click.Group) -> list[click.Command]:
    found: list[click.Command] = [group]
    for command in group.commands.values():
        found += [*made(command), *_all(command)] if isinstance(command, click.Group) else [command]
    return found


def test_every_picture_and_link_of_the_readme_is_there():
    for link in re.findall(r"\]\(([^)#]+)\)", README):
        assert link.startswith("http") or (ROOT / link).exists(), link


def test_licence_changelog_and_version_agree():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert "MIT License" in (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert project["license"] == "MIT"
    assert project["version"] in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")

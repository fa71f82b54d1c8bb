"""What the code says and raises, read off its syntax: keys of the catalogues and codes of errors."""

import ast
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

import kamescope
from kamescope import errors
from kamescope.i18n import LANGUAGES
from kamescope.levers.registry import instruments

PACKAGE = Path(kamescope.__file__).parent
ROOT = PACKAGE.parent
CODE = re.compile(r"[a-z]+(_[a-z0-9]+)+")
WITH_A_CODE = {"TomlError", "ModelError", "QuizError", "SettingsError"}
"""Errors that know their code themselves: it is read off their `__init__`."""
ERRORS = {name for name in vars(errors) if name.endswith("Error")} - WITH_A_CODE


class Use(NamedTuple):
    """One call that looks words up."""

    where: str
    pattern: str
    is_whole: bool
    plural: bool
    facts: frozenset[str] | None


def sources() -> list[Path]:
    """Every Python file that may speak."""
    return sorted([*PACKAGE.rglob("*.py"), *(ROOT / "pages").rglob("*.py"), *ROOT.glob("*.py")])


@cache
def calls() -> list[tuple[str, ast.Call]]:
    """(place, call) of every call in the code."""
    found = []
    for path in sources():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                found.append((f"{path.relative_to(ROOT)}:{node.lineno}", node))
    return found


def called(node: ast.Call) -> str:
    """The last name of what is called: `words` in `look.words(…)`."""
    return getattr(node.func, "attr", getattr(node.func, "id", ""))


def literals(node: ast.expr) -> list[tuple[str, bool]]:
    """(pattern, whole) of what an argument may be; an f-string gives a pattern."""
    if isinstance(node, ast.IfExp):
        return literals(node.body) + literals(node.orelse)
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [(re.escape(node.value), True)]
    if isinstance(node, ast.JoinedStr):
        parts = [re.escape(p.value) if isinstance(p, ast.Constant) else r"\w+(?:\.\w+)*" for p in node.values]
        return [("".join(parts), False)]
    return []


def named(node: ast.Call) -> frozenset[str] | None:
    """The keyword arguments of a call; None where a `**` hides some."""
    names = [keyword.arg for keyword in node.keywords]
    return None if None in names else frozenset(names)


@cache
def uses() -> list[Use]:
    """Every look-up whose key can be read off the code."""
    found = []
    for where, node in calls():
        if called(node) in ("words", "say", "tell") and node.args and not where.startswith("kamescope/i18n/"):
            for pattern, whole in literals(node.args[0]):
                if not (whole and pattern in LANGUAGES):
                    found.append(Use(where, pattern, whole, len(node.args) > 1, named(node)))
    return found


def error_codes() -> list[tuple[str, str, frozenset[str] | None]]:
    """(place, code, facts) of every error and issue that the code can raise."""
    found = []
    for where, node in calls():
        arguments: list[ast.expr] = []
        if called(node) in ERRORS or called(node) in ("error", "__init__"):
            arguments = node.args[:1]
        elif called(node) in ("Issue", "problem"):
            arguments = node.args[1:2]
        elif called(node) in ("claim", "issue"):
            arguments = node.args
        for argument in arguments:
            for pattern, whole in literals(argument):
                code = re.sub(r"\\(.)", r"\1", pattern)
                if whole and CODE.fullmatch(code):
                    found.append((where, code, named(node) if called(node) in ERRORS else None))
    return found


def all_literals() -> set[str]:
    """Every text in the code, and every fault that an instrument names."""
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in sources())
    nodes = (node for tree in trees for node in ast.walk(tree))
    said = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    return said | {each.code for found in instruments().values() for each in found.sequels}

"""What can go wrong, in one small hierarchy.

An error carries a code and the facts; the sentence that says what, where and how to mend it is looked up in
the catalogues (`error.<code>`), so that every reader gets it in their own language.
"""

import traceback
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


class KamescopeError(Exception):
    """The parent of every error this package raises on purpose."""

    def __init__(self, code: str, **facts: object) -> None:
        self.code = code
        self.facts: Mapping[str, object] = MappingProxyType(facts)
        details = ", ".join(f"{name}={value!r}" for name, value in facts.items())
        super().__init__(f"{code}: {details}" if details else code)


class RequestError(KamescopeError):
    """The caller asked for something that is not there or is ambiguous (exit code 2)."""


class ContentError(KamescopeError):
    """A file was refused for what it contains (exit code 1)."""


class StoreError(KamescopeError):
    """The database cannot be opened or used (exit code 1)."""


@dataclass(frozen=True, slots=True)
class Detail:
    """A part of a sentence that is itself a code and facts: told under `detail.<code>`."""

    code: str
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Issue:
    """One thing found in a file: how grave, what, and where (row and column as in the spreadsheet)."""

    severity: str
    code: str
    row: int | None = None
    column: str | None = None
    facts: Mapping[str, object] = field(default_factory=dict)

    @property
    def is_error(self) -> bool:
        """Whether this issue alone refuses the file."""
        return self.severity == "error"


def whereabouts(error: BaseException) -> str:
    """Where an unexpected error happened, for a log: its type and frames, never its values (they may be answers)."""
    return type(error).__name__ + "\n" + "".join(traceback.format_tb(error.__traceback__))


class ModelError(KamescopeError):
    """A model file is not usable; `issues` lists everything that is wrong with it."""

    def __init__(self, file: str, issues: tuple[Issue, ...]) -> None:
        super().__init__("model_invalid", file=file, count=len(issues))
        self.issues = issues

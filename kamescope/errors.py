"""What can go wrong, in one small hierarchy.

An error carries a code and the facts; the sentence that says what, where and how to mend it is looked up in
the catalogues (`error.<code>`), so that every reader gets it in their own language.
"""

import traceback
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from types import MappingProxyType

MOST_OF_ONE_KIND = 100
"""Issues of one kind that are listed one by one."""


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


class Collected:
    """Collects issues; counts all of them and keeps the first of each kind, so that a bad file stays readable."""

    def __init__(self) -> None:
        self._kept: list[Issue] = []
        self._counts: Counter[tuple[str, str]] = Counter()

    @property
    def errors(self) -> int:
        """How many errors were found, kept or not."""
        return sum(count for (severity, _), count in self._counts.items() if severity == "error")

    def add_all(self, severity: str, code: str, count: int, issues: Iterable[Issue]) -> None:
        """Note `count` things of one kind; only as many of the lazily made `issues` as will be listed are made."""
        self._kept.extend(islice(issues, max(0, MOST_OF_ONE_KIND - self._counts[severity, code])))
        self._counts[severity, code] += count

    def listed(self) -> tuple[Issue, ...]:
        """What was kept, as it was found, then one `more_issues` with the number left out."""
        return self._told(self._kept)

    def _told(self, shown: Sequence[Issue]) -> tuple[Issue, ...]:
        left = self._counts.total() - len(shown)
        severity = "error" if self.errors else "warning"
        more = (Issue(severity, "more_issues", facts={"count": left}),) if left else ()
        return (*shown, *more)


def whereabouts(error: BaseException) -> str:
    """Where an unexpected error happened, for a log: its type and frames, never its values (they may be answers)."""
    return type(error).__name__ + "\n" + "".join(traceback.format_tb(error.__traceback__))


class TomlError(KamescopeError):
    """A file of ours in TOML is not usable; `issues` lists everything that is wrong with it."""

    def __init__(self, code: str, file: str, issues: tuple[Issue, ...]) -> None:
        super().__init__(code, file=file, count=len(issues))
        self.issues = issues


class ModelError(TomlError):
    """A model file is not usable."""

    def __init__(self, file: str, issues: tuple[Issue, ...]) -> None:
        super().__init__("model_invalid", file, issues)


class QuizError(TomlError):
    """A quiz on roles is not usable."""

    def __init__(self, file: str, issues: tuple[Issue, ...]) -> None:
        super().__init__("quiz_invalid", file, issues)


class SettingsError(TomlError):
    """The settings are not usable."""

    def __init__(self, file: str, issues: tuple[Issue, ...]) -> None:
        super().__init__("settings_invalid", file, issues)

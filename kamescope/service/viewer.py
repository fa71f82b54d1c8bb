"""Who is looking, at whom, and what they may change."""

from dataclasses import dataclass
from enum import StrEnum


class Task(StrEnum):
    """What may be changed, or taken along whole; each use case that does names the one it needs."""

    IMPORT = "import"
    UNDO = "undo"
    OPEN_CAMPAIGN = "open_campaign"
    RELEASE = "release"
    EXPECT = "expect"
    DEMO = "demo"
    BACK_UP = "back_up"


@dataclass(frozen=True, slots=True)
class Scope:
    """The KAMs a viewer may see, by token; None is every KAM there is."""

    kams: frozenset[str] | None = None

    def sees(self, kam: str) -> bool:
        """Whether the viewer may see that KAM's results."""
        return self.kams is None or kam in self.kams

    def within(self, kams: frozenset[str]) -> "Scope":
        """The same scope as far as these KAMs: never more than before."""
        return Scope(kams if self.kams is None else self.kams & kams)


EVERYTHING = Scope()
"""Whom the owner of the machine sees, and of whom a cohort's mean is made before it is judged who may know it."""


@dataclass(frozen=True, slots=True)
class Viewer:
    """Somebody who looks: whom they may see, and what they may change, which is nothing unless it is said."""

    scope: Scope
    tasks: frozenset[Task] = frozenset()

"""Who is looking, and at whom."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scope:
    """The KAMs a viewer may see, by token; None is everything, on this machine."""

    kams: frozenset[str] | None = None

    def sees(self, kam: str) -> bool:
        """Whether the viewer may see that KAM's results."""
        return self.kams is None or kam in self.kams


EVERYTHING = Scope()

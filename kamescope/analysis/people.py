"""What KAMs are called among one another, so that no two read the same. Pure."""

from collections import Counter
from collections.abc import Sequence

from kamescope.naming import same_key
from kamescope.records import Kam


def told_apart(kams: Sequence[Kam]) -> tuple[str, ...]:
    """Each KAM's name among these: as written, with the company where another has it, with the id where both are alike.

    Two of XYZ and of ACME: `Ada Martin (XYZ)`, `Ada Martin (ACME)`; two of XYZ: `Ada Martin (XYZ, K12)`.
    """
    names = Counter(same_key(kam.name) for kam in kams)
    pairs = Counter(_pair(kam) for kam in kams)
    return tuple(_told(kam, names[same_key(kam.name)] > 1, pairs[_pair(kam)] > 1) for kam in kams)


def _pair(kam: Kam) -> tuple[str, str]:
    return same_key(kam.name), same_key(kam.company)


def _told(kam: Kam, shared: bool, alike: bool) -> str:
    more = ", ".join(part for part in (kam.company * shared, kam.id * alike) if part)
    return f"{kam.name} ({more})" if more else kam.name

"""Former versions of results: whom one may look at in one, and which of a KAM there are."""

from collections.abc import Iterable

from kamescope.errors import RequestError
from kamescope.service import Participation, Version
from kamescope.ui import data, state
from kamescope.ui.address import Address

NOT_HERE = "version_not_here"
"""Somebody of whom only former versions are to be read, asked for on a page that shows none."""


def everybody() -> tuple[Participation, ...]:
    """Whom one may look at: those whose results one sees now, then those whom one sees in a former version alone."""
    people = data.door().people()
    seen = {(entry.campaign.token, entry.kam.token) for entry in people}
    former = {version.pair: version.entry for version in reversed(data.door().versions()) if version.pair not in seen}
    return (*people, *former.values())


def former(address: Address) -> tuple[Version, ...]:
    """The versions of the KAM and campaign of the address that were reopened, the newest first."""
    return tuple(version for version in _of(address) if version.until is not None)


def in_force(address: Address) -> Version | None:
    """The one that stands, where one does."""
    return next((version for version in _of(address) if version.until is None), None)


def is_open(address: Address) -> bool:
    """Whether the results of now are theirs to see who looks."""
    return _is_among(address, data.door().people())


def check_open(shown: Iterable[Participation]) -> None:
    """See that a page that shows these people is asked for nobody of whom there are former versions alone.

    Raises RequestError `version_not_here`.
    """
    asked = state.current()
    if not _is_among(asked, shown) and (there := former(asked)):
        raise RequestError(NOT_HERE, kam=there[0].kam.name)


def _is_among(address: Address, shown: Iterable[Participation]) -> bool:
    return any((entry.campaign.token, entry.kam.token) == (address.campaign, address.kam) for entry in shown)


def _of(address: Address) -> list[Version]:
    return [version for version in data.door().versions() if version.pair == (address.campaign, address.kam)]

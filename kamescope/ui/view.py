"""What every page starts from: whom the address names, what is listed, and how it is shown."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple, Self

from kamescope.charts.theme import ITEM_UNIT, Look
from kamescope.errors import RequestError
from kamescope.i18n import Words
from kamescope.model import ENVIRONMENT, Factor, Model
from kamescope.service import Participation, Segments
from kamescope.ui import state
from kamescope.ui.address import Address


class Looks(NamedTuple):
    """How figures look: rolled-up ones, and those of items."""

    look: Look
    item_look: Look

    @classmethod
    def of(cls, say: Words, theme: str, address: Address, natural: str) -> Self:
        """In the address's unit, or else the natural ones of the page and of items."""
        look = Look(say.language, theme == "dark", address.unit or natural)
        return cls(look, replace(look, unit=address.unit or ITEM_UNIT))


class View:
    """A view of one KAM or several: what it knows from its address, model and look."""

    __slots__ = ()
    address: Address
    segments: Segments
    looks: Looks

    @property
    def bar(self) -> Address:
        """What the address bar says, and the menu's links: this very view, unless it says otherwise."""
        return self.address

    @property
    def model(self) -> Model:
        """The campaign's questionnaire."""
        raise NotImplementedError

    @property
    def where(self) -> str | None:
        """The partition value looked at alone; None is everybody."""
        raise NotImplementedError

    @property
    def token(self) -> str:
        """What stands for those shown in names of files."""
        raise NotImplementedError

    @property
    def kams(self) -> tuple[str, ...]:
        """Whom figures are about (tokens)."""
        raise NotImplementedError

    @property
    def whose(self) -> dict[str, object]:
        """Whose figures these are, as columns of a table to download."""
        raise NotImplementedError

    @property
    def look(self) -> Look:
        """How rolled-up figures look."""
        return self.looks.look

    @property
    def item_look(self) -> Look:
        """How figures of items look."""
        return self.looks.item_look

    @property
    def say(self) -> Words:
        """The words of the reader's language."""
        return self.look.words

    @property
    def groups(self) -> tuple[str, ...]:
        """The rater groups listed, in model order."""
        wanted = self.address.groups
        return tuple(group.code for group in self.model.groups if not wanted or group.code in wanted)

    @property
    def with_environment(self) -> tuple[str, ...]:
        """The groups listed and the environment."""
        return (*self.groups, ENVIRONMENT)

    @property
    def factors(self) -> tuple[str, ...]:
        """The factors listed, in model order."""
        wanted = self.address.factors
        return tuple(factor.code for factor in self.model.factors if not wanted or factor.code in wanted)

    @property
    def factor(self) -> Factor:
        """The factor asked for, else the first one listed."""
        known = {factor.code: factor for factor in self.model.factors}
        return known.get(self.address.factor) or known[self.factors[0]]


def asked(everybody: Sequence[Participation]) -> Address | None:
    """The address as far as it fits one of those who are to be seen; None where there is nobody.

    Raises RequestError `link_unknown` where it names a KAM or campaign that does not exist.
    """
    if not everybody:
        return None
    address = state.current()
    return fitting(_named(everybody, address), address)


def _named(everybody: Sequence[Participation], address: Address) -> Participation:
    """The participation asked for; without a KAM in the address, the first real person of the latest campaign."""
    if not address.kam and not address.campaign:
        return min(everybody, key=lambda entry: entry.kam.fictitious)
    found = [
        entry
        for entry in everybody
        if address.kam in ("", entry.kam.token) and address.campaign in ("", entry.campaign.token)
    ]
    if not found:
        raise RequestError("link_unknown")
    return found[0]


def fitting(entry: Participation, address: Address) -> Address:
    """The address about that participation, without codes that its campaign's model does not have."""
    known = {factor.code for factor in entry.model.factors}
    return replace(
        address,
        kam=entry.kam.token,
        campaign=entry.campaign.token,
        groups=tuple(code for code in address.groups if code in entry.model.group_index),
        factors=tuple(code for code in address.factors if code in known),
        factor=address.factor if address.factor in known else "",
    )

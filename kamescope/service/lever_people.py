"""Who is named in the file of an instrument: the KAMs of the 360 by id or name; one nearly the same is asked."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kamescope.errors import Issue
from kamescope.ingest.findings import Findings
from kamescope.lookalikes import NameDirectory
from kamescope.naming import same_key
from kamescope.records import Kam

SOMEBODY_ELSE = "-"
"""What a person says of a name that only nearly is a known KAM's."""


@dataclass(frozen=True, slots=True)
class LeverLikeness:
    """A name of a file that may be a known KAM's, and whose."""

    name: str
    others: tuple[Kam, ...]


@dataclass(frozen=True, slots=True)
class LeverPeople:
    """Who is named: name → KAM (token), "" where nobody of that name is known; what is to be settled by a person."""

    tokens: Mapping[str, str]
    issues: tuple[Issue, ...] = ()
    asked: tuple[LeverLikeness, ...] = ()


def who_is_named(
    rows: Mapping[str, int], column: str, kams: Iterable[Kam], company: str, said: Mapping[str, str]
) -> LeverPeople:
    """The KAM of each name (with the first row that has it), by the rule of docs/design.md 7.

    `company`: that of the file, which tells two of one name apart. `said`: by name the id, token or name of who it is,
    or `-` for nobody known. Several of one name, or one that nearly is another's, is an error until it is said.
    """
    known = list({kam.token: kam for kam in kams}.values())
    settled, findings = _Settled(known, company, said), Findings()
    asked = []
    for name, row in rows.items():
        if others := settled.doubts(name):
            asked.append(LeverLikeness(name, tuple(others)))
            listed = " · ".join(f"{other.name} ({other.company}, {other.id})" for other in others[:6])
            findings.add("error", "lever_kam_like", row, column, value=name, listed=listed)
    return LeverPeople({name: settled.token(name) for name in rows}, findings.listed(), tuple(asked))


class _Settled:
    """The known KAMs by what a file may call them."""

    def __init__(self, known: Sequence[Kam], company: str, said: Mapping[str, str]) -> None:
        self.said = {same_key(name): who for name, who in said.items()}
        self.company = same_key(company)
        self.called: dict[str, list[Kam]] = {}
        self.names: NameDirectory[Kam] = NameDirectory()
        for kam in known:
            self.names.add(kam.name, kam)
            for word in dict.fromkeys(map(same_key, (kam.name, kam.id, kam.token))):
                self.called.setdefault(word, []).append(kam)

    def token(self, name: str) -> str:
        """The KAM of a name, "" where nobody is meant for sure."""
        found = self._meant(name)
        return found[0].token if len(found) == 1 else ""

    def doubts(self, name: str) -> list[Kam]:
        """Whom a name may mean, where nobody has said and it is not certain."""
        found = self._meant(name)
        if len(found) == 1 or self.said.get(same_key(name)) == SOMEBODY_ELSE:
            return []
        return found or self.names.like(name)

    def _meant(self, name: str) -> list[Kam]:
        asked = self.said.get(same_key(name), name)
        found = self.called.get(same_key(asked), [])
        near = [kam for kam in found if same_key(kam.company) == self.company]
        return near if len(found) > 1 and near else found

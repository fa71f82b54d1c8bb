"""Whom a viewer sees of those whom the files of instruments name."""

from collections.abc import Iterable, Sequence

from kamescope.naming import same_key
from kamescope.records import Kam
from kamescope.service.viewer import Scope
from kamescope.store import reads
from kamescope.store.levers import LeverLine, LeverName


class _KnownLater:
    """KAMs as their latest campaign has them, also for names that nobody knew when the file came."""

    def __init__(self, entries: Sequence[reads.Enrolment]) -> None:
        self.kams = {entry.kam.token: entry.kam for entry in reversed(entries)}
        called: dict[str, set[str]] = {}
        for kam in self.kams.values():
            if not kam.fictitious:
                for word in (kam.name, kam.id):
                    called.setdefault(same_key(word), set()).add(kam.token)
        self._called = {word: tokens.pop() for word, tokens in called.items() if len(tokens) == 1}

    def token(self, name: str, token: str, demo: bool) -> str:
        """Who a name stands for: whom it was taken for, else the only one who is called so now; never one made up."""
        return token or ("" if demo else self._called.get(same_key(name), ""))


class LeverSight:
    """Whom one viewer sees of those whom files name; `everybody`: nobody is hidden from them."""

    def __init__(self, entries: Sequence[reads.Enrolment], scope: Scope) -> None:
        self.everybody = scope.sees_everybody
        self._known, self._kams = _KnownLater(entries), seen_kams(entries, scope)

    def of(self, line: LeverLine, named: Iterable[LeverName]) -> list[LeverName]:
        """Those named in a file whom the viewer sees."""
        return [each for each in named if each.file_id == line.id and self._token(line, each) in self._kams]

    def kams(self, line: LeverLine, named: Iterable[LeverName]) -> dict[str, Kam]:
        """The KAMs of those named in a file, by name, of those who are known."""
        known = self._known.kams
        told = ((each.name, self._token(line, each)) for each in named if each.file_id == line.id)
        return {name: known[token] for name, token in told if token in known}

    def _token(self, line: LeverLine, each: LeverName) -> str:
        return self._known.token(each.name, each.kam, line.demo)


def seen_kams(entries: Iterable[reads.Enrolment], scope: Scope) -> frozenset[str]:
    """The KAMs (tokens) whom a viewer sees in some campaign, be it once released: no result of the 360 is told."""
    pairs = ((entry.campaign.token, entry.kam.token) for entry in entries)
    return frozenset(kam for campaign, kam in pairs if scope.may_see(campaign, kam))

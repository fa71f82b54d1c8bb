"""Rows of an instrument typed by hand: read and checked as a file is, about KAMs whom the writer sees, and kept."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace

from kamescope.errors import RequestError
from kamescope.ingest import Opened
from kamescope.ingest.table import Cell, SheetRow, Table
from kamescope.levers.agreement import LeverAgreement
from kamescope.levers.registry import instrument
from kamescope.naming import alphabetical
from kamescope.records import Kam
from kamescope.service.files import Upload
from kamescope.service.lever_seen import seen_kams
from kamescope.service.levers import LeverRequest, keep_lever
from kamescope.service.viewer import Scope
from kamescope.store import reads
from kamescope.store.connect import Store
from kamescope.store.levers import LeverKept

Rows = Sequence[Sequence[Cell]]


def lever_kams(store: Store, scope: Scope) -> tuple[Kam, ...]:
    """Whom the viewer may fill an instrument in about: the KAMs whom they see or will see, by name."""
    with store.snapshot() as frozen:
        entries = reads.enrolments(frozen)
    seen = seen_kams(entries, scope)
    kams = {entry.kam.token: entry.kam for entry in reversed(entries) if entry.kam.token in seen}
    return tuple(sorted(kams.values(), key=lambda kam: (kam.fictitious, alphabetical(kam.name))))


def fill_lever(store: Store, scope: Scope, headings: Mapping[str, str], rows: Rows, request: LeverRequest) -> LeverKept:
    """Keep rows typed by hand, all or nothing; `headings`: by column, in order, what it is called on the page.

    Who does not see everybody says who is meant by each name (`request.people`, tokens). Raises RequestError
    `link_unknown` about somebody whom they do not see, `not_allowed` where no row names anybody; TableRefused where
    anything is wrong, rows counted from 1.
    """
    found = instrument(request.instrument)
    if not found.typed or not (scope.sees_everybody or found.person in headings):
        raise RequestError("not_allowed")
    if not scope.sees_everybody:
        seen = {kam.token for kam in lever_kams(store, scope)}
        place = list(headings).index(found.person)
        if any(request.people.get(str(row[place])) not in seen for row in rows):
            raise RequestError("link_unknown")
    agreement = LeverAgreement({name: heading for name, heading in headings.items() if name in found.names})
    return keep_lever(store, scope, _upload(headings, rows), replace(request, agreement=agreement), typed=True)


def _upload(headings: Mapping[str, str], rows: Rows) -> Upload:
    """The rows as a file has them, the first one numbered 1."""
    whole = [tuple(headings.values()), *map(tuple, rows)]
    table = Table("", whole, origin=[SheetRow(number, "") for number in range(len(whole))])
    return Upload("", hashlib.sha256(repr(whole).encode()).hexdigest(), Opened("", (table,)))

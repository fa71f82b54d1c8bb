"""What was done, by whom, on whom, as the administrator reads it."""

import datetime
from dataclasses import dataclass

from kamescope.service.viewer import Scope
from kamescope.store import access, reads
from kamescope.store import audit as kept
from kamescope.store.connect import Store

MACHINE = "server"
"""Who purges, as the audit writes it."""


@dataclass(frozen=True, slots=True)
class Trace:
    """One line: who did what from which roles, on whom, in which campaign (name); "" where on nobody, in none.

    `on`: the id of a KAM, or the e-mail of a person to whom something was granted; of who is known no more, and did
    nothing that is told here, the token.
    """

    at: datetime.datetime
    who: str
    role: str
    what: str
    on: str
    campaign: str


def purge(store: Store, months: int) -> int:
    """Delete what is older than so many months, and write that; how many lines went."""
    return kept.purge(store, months, MACHINE, "")


def audit(store: Store, scope: Scope) -> tuple[Trace, ...]:
    """Everything written, the newest first; people and campaigns that are gone by their tokens."""
    lines = kept.lines(store)
    with store.snapshot() as frozen:
        entries = reads.enrolments(frozen)
        emails = {person.email for person in access.persons(frozen.run)} | {line.who for line in lines}
    known = {entry.kam.token: entry.kam.id for entry in entries}
    known |= {token: email for email, token in access.account_tokens(store, emails).items()}
    campaigns = {entry.campaign.token: entry.campaign.name for entry in entries}
    return tuple(
        Trace(
            line.at,
            line.who,
            line.role,
            line.what,
            known.get(line.on_whom, line.on_whom),
            campaigns.get(line.campaign, line.campaign),
        )
        for line in lines
    )

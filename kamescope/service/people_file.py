"""A file of people and grants, looked at before anything of it is given: all of it or nothing, and never a guess."""

from collections.abc import Sequence
from dataclasses import dataclass

from kamescope.errors import ContentError, Issue, RequestError
from kamescope.ingest.findings import Findings, shortened
from kamescope.ingest.people_file import PeopleLine, PeopleTable, read_people
from kamescope.naming import same_key
from kamescope.service.access import GrantRequest, resolved
from kamescope.service.files import Upload
from kamescope.service.people import Participation, people
from kamescope.service.viewer import Scope
from kamescope.store import access as kept
from kamescope.store.access import Granted
from kamescope.store.connect import Store

_WHERE = {
    "email_unreadable": "email",
    "grant_company_unknown": "company",
    "grant_team_unknown": "team",
    "grant_team_ambiguous": "team",
    "kam_unknown": "kam",
    "kam_ambiguous": "kam",
}
"""In which column stands what is wrong; the others are about the role, and what goes with it."""


@dataclass(frozen=True, slots=True)
class PeopleFile:
    """What a file of people holds: what it asks for, once each, and everything wrong with it (rows as it shows them).

    `people` and `grants` count what is to be given; `known`: of these, how many are given already.
    """

    asked: tuple[GrantRequest, ...]
    people: int
    grants: int
    known: int
    issues: tuple[Issue, ...]

    @property
    def refused(self) -> bool:
        """Whether nothing of the file may be given."""
        return any(issue.is_error for issue in self.issues)


def preview_people(store: Store, scope: Scope, upload: Upload) -> PeopleFile:
    """Look at a file of people and at what it grants, giving nothing; `grant_all` gives what is `asked`.

    Everything wrong is an issue: this never raises for what the file contains.
    """
    findings = Findings()
    if upload.opened.issue:
        return PeopleFile((), 0, 0, 0, (upload.opened.issue,))
    try:
        table = read_people(upload.opened.tables, findings)
    except ContentError as error:
        return PeopleFile((), 0, 0, 0, (Issue("error", error.code, facts=error.facts),))
    given = _given(table, people(store, scope), findings)
    if not findings.errors and not given:
        findings.add("error", "people_nobody")
    with store.snapshot() as frozen:
        known = {each._replace(batch=0) for each in kept.grants(frozen.run)}
    emails = {each.email for each in given}
    asked = tuple(_request(line) for line in given.values())
    return PeopleFile(asked, len(emails), len(given), len(given.keys() & known), findings.listed())


def _given(table: PeopleTable, everybody: Sequence[Participation], findings: Findings) -> dict[Granted, PeopleLine]:
    """What each line grants, once each; errors for what is not there and for a second name of an e-mail."""
    given: dict[Granted, PeopleLine] = {}
    named: dict[str, PeopleLine] = {}
    for line in table.lines:
        try:
            meant = resolved(_request(line), everybody)
        except RequestError as error:
            column = table.headings[_WHERE.get(error.code, "role")]
            facts = {name: fact if name == "candidates" else shortened(fact) for name, fact in error.facts.items()}
            findings.add_all("error", error.code, 1, [Issue("error", error.code, line.row, column, facts)])
            continue
        if meant in given:
            findings.add("warning", "people_line_twice", line.row, None, first_row=given[meant].row)
        if line.name or meant not in given:
            given[meant] = line
        first = named.setdefault(meant.email, line) if line.name else line
        if same_key(first.name) != same_key(line.name):
            facts = {"email": meant.email, "name": line.name, "other": first.name, "first_row": first.row}
            findings.add("error", "people_two_names", line.row, table.headings["name"], **facts)
    return given


def _request(line: PeopleLine) -> GrantRequest:
    return GrantRequest(line.role, line.email, line.name, line.company, line.team, line.kam)

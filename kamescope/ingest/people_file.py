"""A list of people and of what is to be granted to them: a table → its lines, each with its row."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from kamescope.errors import ContentError
from kamescope.ingest.findings import Findings
from kamescope.ingest.inside import is_error
from kamescope.ingest.table import Table, column_letters, is_blank
from kamescope.ingest.values import text
from kamescope.ingest.words import HEADINGS, bare

NEEDED = ("email", "role")
_WORDS: Mapping[str, tuple[str, ...]] = {
    "email": ("e-mail", "email", "mail", "courriel", "adresse", "adresse e-mail", "adresse email", "e-mail address"),
    "name": ("nom", "name", "nom complet", "full name"),
    "role": ("rôle", "role"),
    **{name: HEADINGS[name] for name in ("company", "team", "kam")},
}
"""What each column may be called, in both languages; the first word is told where it is missing."""
_NAMES = {bare(word): name for name, words in _WORDS.items() for word in words}


@dataclass(frozen=True, slots=True)
class PeopleLine:
    """One line that is filled in: its row as the spreadsheet shows it, and its texts, "" where there is no column."""

    row: int
    email: str = ""
    name: str = ""
    role: str = ""
    company: str = ""
    team: str = ""
    kam: str = ""


@dataclass(frozen=True)
class PeopleTable:
    """The lines of a file, and what its columns are called there, by what they hold."""

    lines: tuple[PeopleLine, ...]
    headings: Mapping[str, str]


def read_people(tables: Sequence[Table], findings: Findings) -> PeopleTable:
    """The one list of people among the tables of a file; blank rows are no lines.

    What is wrong with single cells goes into `findings`. Raises ContentError where there is no such list:
    `people_headings` (which are needed), `people_sheets` (several have them), `people_heading_twice`.
    """
    lists = [table for table in tables if not table.hidden and set(NEEDED) <= _columns(table).keys()]
    if not lists:
        raise ContentError("people_headings", needed=", ".join(_WORDS[name][0] for name in NEEDED))
    if len(lists) > 1:
        raise ContentError("people_sheets", names=", ".join(table.name for table in lists))
    table, positions = lists[0], _columns(lists[0])
    filled = [line for line in range(table.head + 1, len(table.rows)) if not _is_empty(table, line, positions.values())]
    for line in filled:
        _report_faults(table, positions, line, findings)
    _report_columns(table, positions, findings)
    lines = tuple(PeopleLine(table.row(line), **_texts(table, positions, line)) for line in filled)
    return PeopleTable(lines, {name: text(table.rows[table.head][position]) for name, position in positions.items()})


def _columns(table: Table) -> dict[str, int]:
    """Where each column stands; ContentError `people_heading_twice`."""
    positions: dict[str, int] = {}
    for position, cell in enumerate(table.rows[table.head]):
        name = _NAMES.get(bare(text(cell)))
        if name in positions:
            letters = f"{column_letters(positions[name])}, {column_letters(position)}"
            raise ContentError("people_heading_twice", heading=text(cell), letters=letters)
        if name:
            positions[name] = position
    return positions


def _report_columns(table: Table, positions: Mapping[str, int], findings: Findings) -> None:
    """Errors for columns that are read and nobody sees, a remark for those that are not read."""
    used = set(positions.values())
    for position, cell in enumerate(table.rows[table.head]):
        if position in used & table.hidden_columns:
            findings.add("error", "people_column_hidden", None, text(cell))
        elif position not in used and not is_blank(cell):
            findings.add("warning", "people_column_ignored", None, text(cell))


def _is_empty(table: Table, line: int, positions: Collection[int]) -> bool:
    return all(is_blank(table.rows[line][position]) for position in positions)


def _texts(table: Table, positions: Mapping[str, int], line: int) -> dict[str, str]:
    return {name: text(table.rows[line][position]) for name, position in positions.items()}


def _report_faults(table: Table, positions: Mapping[str, int], line: int, findings: Findings) -> None:
    """Errors where a person sees something else than what is read: hidden rows, moved cells, cells in error, merged."""
    row, cells = table.row(line), table.rows[line]
    if line in table.hidden_rows:
        findings.add("error", "people_row_hidden", row)
    if table.lengths and not all(map(is_blank, cells[table.lengths[table.head] :])):
        findings.add("error", "people_row_longer", row)
    for position in positions.values():
        if (line, position) in table.faults or is_error(cells[position]):
            findings.add(
                "error", "people_cell", row, text(table.rows[table.head][position]), value=text(cells[position])
            )

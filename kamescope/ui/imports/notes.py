"""What was noticed in the files: how grave, where, in words; to read here and to take along as csv."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from kamescope.charts.fragment import tag
from kamescope.errors import Issue
from kamescope.i18n import Words
from kamescope.ui.components import csv_bytes
from kamescope.ui.frame import card
from kamescope.ui.imports.batch import ASKS, QUESTIONS, FileLook

_OPTION = re.compile(r"\s\(--[a-z-]+\)")
"""What only the command line has."""
_UNTOLD = frozenset(("campaign_missing", "late_answers_wait"))
"""Said elsewhere on the page, with what can be done about it."""
_EARLY = frozenset(("more_issues", "questionnaire_empty", "items_absent", "dropped_other"))
"""Not true any more once a person has answered the questions above."""
MOST_SHOWN = 60
"""Lines of the table on the page; the csv has all."""
_HEADS = {
    "severity": "import.issue.severity",
    "file": "column.file",
    "row": "column.row",
    "column": "import.issue.column",
    "sentence": "import.issue.sentence",
}
_STYLE = """<style>
.kms-notes { max-height: 26rem; overflow: auto; }
.kms-notes table { width: 100%; border-collapse: collapse; font-size: .875rem; }
.kms-notes th { text-align: left; font-weight: 500; opacity: .7; white-space: nowrap; }
.kms-notes th, .kms-notes td { padding: .4rem .75rem .4rem 0; vertical-align: top; overflow-wrap: anywhere;
  border-bottom: 1px solid color-mix(in srgb, currentColor 14%, transparent); }
.kms-notes td.kms-severity { white-space: nowrap; font-weight: 600; }
.kms-notes td.kms-file { min-width: 9rem; max-width: 18rem; }
.kms-notes td.kms-sentence { min-width: 16rem; }
.kms-notes td.kms-column { min-width: 6rem; }
@media (max-width: 640px) {
  .kms-notes thead { display: none; }
  .kms-notes tr { display: block; padding: .5rem 0;
    border-bottom: 1px solid color-mix(in srgb, currentColor 14%, transparent); }
  .kms-notes td, .kms-notes td.kms-file { display: block; border: 0; padding: .1rem 0; max-width: none; }
  .kms-notes td.kms-file { font-weight: 600; }
  .kms-notes td.kms-row::before, .kms-notes td.kms-column::before { content: attr(title) " "; opacity: .7; }
  .kms-notes td:empty { display: none; }
}
</style>"""


@dataclass(frozen=True, slots=True)
class Note:
    """One thing noticed, in as many files as say the very same."""

    error: bool
    files: tuple[str, ...]
    row: int | None
    column: str
    sentence: str


def show_notes(looks: Sequence[FileLook], say: Words) -> None:
    """Errors first; open where there is one. The questions asked above are not repeated."""
    found = notes(looks, say)
    if not found:
        return
    errors = sum(note.error for note in found)
    parts = [say("import.issue.errors", errors)] if errors else []
    parts += [say("import.issue.warnings", len(found) - errors)] if len(found) > errors else []
    if errors:
        with card(say("import.issue.title"), " · ".join(parts)):
            _table(found, say)
    else:
        with st.expander(" · ".join(parts), icon=":material/info:", key="imports_notes"):
            _table(found, say)


def told(issue: Issue, say: Words) -> str:
    """What an issue says to a reader of the page, who has no command line."""
    return _OPTION.sub("", say.shown(issue))


def notes(looks: Sequence[FileLook], say: Words) -> list[Note]:
    """Everything noticed, errors first; what several files have alike, once."""
    merged: dict[tuple, list[str]] = {}
    for look in looks:
        hidden = _UNTOLD | (QUESTIONS | _EARLY if look.state == ASKS else frozenset())
        for issue in () if look.state == "already" else look.now.report.issues:
            if issue.code not in hidden:
                key = (issue.is_error, issue.row, issue.column or "", told(issue, say))
                merged.setdefault(key, []).append(look.upload.name)
    found = [Note(error, tuple(names), row, column, text) for (error, row, column, text), names in merged.items()]
    return sorted(found, key=lambda note: not note.error)


def _table(found: Sequence[Note], say: Words) -> None:
    names = _columns(found)
    heads = tag("tr", *(tag("th", say(_HEADS[name])) for name in names))
    lines = (_line(note, names, say) for note in found[:MOST_SHOWN])
    table = tag("table", tag("thead", heads), tag("tbody", *lines))
    st.html(f"{_STYLE}{tag('div', table, class_='kms-notes')}")
    if len(found) > MOST_SHOWN:
        st.markdown(f":small[:gray[{say('import.issue.more', len(found) - MOST_SHOWN)}]]")
    st.download_button(
        say("import.issue.csv"),
        lambda: csv_bytes(list(_rows(found, say)), say.writing),
        f"{say('import.issue.name')}.csv",
        "text/csv",
        key="imports_issues",
        icon=":material/download:",
        on_click="ignore",
        type="tertiary",
    )


def _columns(found: Sequence[Note]) -> list[str]:
    """Only the columns that tell something: remarks alone need no word for how grave they are."""
    empty = {
        "severity": not any(note.error for note in found),
        "row": all(note.row is None for note in found),
        "column": not any(note.column for note in found),
    }
    return [name for name in _HEADS if not empty.get(name)]


def _line(note: Note, names: Sequence[str], say: Words) -> str:
    cells = {
        "severity": _severity(note, say),
        "file": note.files[0] if len(note.files) == 1 else say("import.issue.files", len(note.files)),
        "row": "" if note.row is None else str(note.row),
        "column": note.column,
        "sentence": note.sentence,
    }
    shown = (tag("td", cells[name], class_=f"kms-{name}", title=say(_HEADS[name])) for name in names)
    return tag("tr", *shown)


def _rows(found: Sequence[Note], say: Words) -> list[Mapping[str, object]]:
    """One row a file, as the csv has them."""
    return [
        {
            say("import.issue.severity"): _severity(note, say),
            say("column.file"): file,
            say("column.row"): note.row,
            say("import.issue.column"): note.column,
            say("import.issue.sentence"): note.sentence,
        }
        for note in found
        for file in note.files
    ]


def _severity(note: Note, say: Words) -> str:
    return say("import.issue.error" if note.error else "import.issue.warning")

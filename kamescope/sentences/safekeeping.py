"""What is said of files, and of a database that is looked through or erased from."""

from collections.abc import Iterable, Mapping

from kamescope.errors import Issue
from kamescope.i18n import Words

ERASED = {
    "respondents": "count.questionnaires",
    "answers": "count.answers",
    "comments": "count.comments",
    "kams": "count.kams",
    "campaigns": "erase.campaigns",
    "enrolments": "erase.enrolments",
    "expected": "erase.expected",
    "models": "erase.models",
    "imports": "erase.imports",
    "mappings": "erase.mappings",
    "grants": "erase.grants",
    "persons": "erase.persons",
    "releases": "erase.releases",
    "versions": "erase.versions",
    "plans": "erase.plans",
    "prepared": "erase.prepared",
    "notes": "erase.notes",
    "lever_rows": "erase.lever_rows",
    "lever_files": "erase.lever_files",
}
"""What each kind of rows that an erasure takes away is called, with its count."""


def located(issue: Issue, say: Words) -> str:
    """What is wrong in a file, begun with its row and the heading of its column, where it has them."""
    sentence = say.error(issue)
    if issue.row is None:
        return sentence
    if issue.column is None:
        return say("at_row", row=issue.row, sentence=sentence)
    return say("at_cell", row=issue.row, column=issue.column, sentence=sentence)


def erased(rows: Mapping[str, int], say: Words) -> list[str]:
    """What an erasure takes away, kind by kind."""
    return [say(ERASED[kind], count) for kind, count in rows.items()]


def beside_erased(lines: int, traces: int, waiting: int, say: Words) -> list[str]:
    """What it changes beside: lines of the journal, traces, and questionnaires that begin to wait."""
    counts = {"lines": lines, "traces": traces, "waiting": waiting}
    return [say(f"erase.{what}", count) for what, count in counts.items() if count]


def held(holdings: Iterable[int], say: Words) -> str:
    """How many imports, questionnaires and answers a database was found to hold."""
    kinds = ("count.imports", "count.questionnaires", "count.answers")
    counts = [say(kind, count) for kind, count in zip(kinds, holdings, strict=True)]
    return say("check.holds", counts=say.listing(counts))


def checked(name: str, holdings: Iterable[int], faults: Mapping[str, int], say: Words) -> list[str]:
    """What was read of a database of that name, what does not agree in it how often, and whether it is sound."""
    wrong = [say(f"check.fault.{code}", count) for code, count in faults.items()]
    return [held(holdings, say), *wrong, say("check.bad" if wrong else "check.good", file=name)]

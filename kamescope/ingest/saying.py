"""What is said of a file that is understood: questions about its columns and answers, and what was left out."""

from collections.abc import Iterable, Sequence

from kamescope.ingest.column_use import ASKED, COMMENT, FREE_TEXT, OPEN, OTHER, ROW_NUMBER, ColumnUse
from kamescope.ingest.columns import Sorter
from kamescope.ingest.exclusions import Exclusion
from kamescope.ingest.findings import Findings
from kamescope.ingest.form import PERSONAL, TECHNICAL, Form
from kamescope.ingest.labels import LabelUse
from kamescope.ingest.own_ways import Turning
from kamescope.ingest.reading import Reading
from kamescope.model import Model

LISTED, MANY = 12, 300
ASIDE = {
    ("test", False): "aside_test",
    ("test", True): "aside_test_kept",
    ("unfinished", False): "aside_unfinished",
    ("unfinished", True): "aside_unfinished_kept",
    ("duplicate", False): "aside_duplicate",
    ("duplicate", True): "aside_duplicate_kept",
    ("chosen", False): "aside_chosen",
}
"""What is said of questionnaires by reason, and whether they count all the same."""


def say(
    findings: Findings,
    form: Form,
    sorter: Sorter,
    labels: Sequence[LabelUse],
    exclusions: Sequence[Exclusion],
    left: int,
) -> None:
    """Questions about columns and answers; what was dropped, set aside, or read in words."""
    findings.leave_out("dropped_columns", sum(map(_is_dropped, sorter.uses.values())))
    findings.leave_out("set_aside", sum(not exclusion.kept for exclusion in exclusions))
    say_columns(findings, sorter)
    say_labels(findings, labels)
    for (reason, kept), code in ASIDE.items():
        if rows := [exclusion.row for exclusion in exclusions if (exclusion.reason, exclusion.kept) == (reason, kept)]:
            findings.add("warning", code, rows[0], None, count=len(rows), listed=_some(map(str, rows)))
    if exclusions and not left:
        findings.add("error", "nobody_left", count=len(exclusions))


def say_columns(findings: Findings, sorter: Sorter) -> None:
    """Which columns are in doubt, open, or not kept."""
    uses = list(sorter.uses.values())
    if roles := [use for use in uses if use.by == "shape" and use.use != OPEN]:
        pairs = _some(f"{_cut(use.column.heading)} → {use.use}" for use in roles)
        findings.add("error", "confirm_roles", sorter.form.head + 1, None, count=len(roles), pairs=pairs)
    if numbers := [use.column for use in uses if use.use == ROW_NUMBER]:
        findings.add("warning", "row_numbers", listed=_some(column.heading or column.letters for column in numbers))
    if comments := [use for use in uses if use.use == COMMENT and not use.sure]:
        pairs = _some(f"{_cut(use.column.heading)} → {use.said}" for use in comments)
        findings.add("error", "confirm_comments", sorter.form.head + 1, None, count=len(comments), pairs=pairs)
    doubtful = [use for use in uses if use.use == ASKED and not use.sure]
    if doubtful:
        pairs = _some(f"{_cut(use.column.heading)} → {use.item}" for use in doubtful)
        findings.add("error", "confirm_columns", sorter.form.head + 1, None, count=len(doubtful), pairs=pairs)
    if unknown := [use for use in uses if use.use == OPEN]:
        listed = _some(_cut(use.column.heading) for use in unknown)
        findings.add("error", "columns_open", sorter.form.head + 1, None, count=len(unknown), listed=listed)
    for kind, code in ((PERSONAL, "dropped_personal"), (FREE_TEXT, "dropped_free_text"), ("email", "email_hashed")):
        if dropped := [use.column.heading for use in uses if use.use == kind]:
            findings.add("warning", code, listed=_some(map(_cut, dropped)))
    others = [use.column.heading for use in uses if use.use == OTHER and use.column.heading and use.by != "agreed"]
    if others and not sorter.issues:
        findings.add("warning", "dropped_other", listed=_some(map(_cut, others)))


def say_labels(findings: Findings, labels: Sequence[LabelUse]) -> None:
    """Which written answers are in doubt, were read in words, or mean that nobody answered."""
    if against := [use.written for use in labels if use.by == "against"]:
        findings.add("error", "answers_contradict", count=len(against), listed=_some(map(_cut, against)))
    numbers = [use.written for use in labels if use.by == "unknown" and use.in_scale]
    if numbers and not any(use.beyond for use in labels):  # else each number beyond the scale is an error of its own
        findings.add("error", "numbers_open", count=len(numbers), listed=_some(numbers))
    doubtful = [use for use in labels if not use.sure and use.by not in ("unknown", "against")]
    if doubtful:
        findings.add("error", "confirm_answers", count=len(doubtful), pairs=_pairs(doubtful))
    elif spoken := [use for use in labels if use.by in ("words", "scale", "both")]:
        findings.add("warning", "answers_in_words", count=len(spoken), pairs=_pairs(spoken))
    if blank := [use for use in labels if use.sure and use.by == "no_answer"]:
        listed = _some(f"{_cut(use.written)} ({use.count})" for use in blank)
        findings.add("warning", "no_answer_words", count=sum(use.count for use in blank), listed=listed)


def say_turnings(findings: Findings, sorter: Sorter, turning: Sequence[Turning]) -> None:
    """Headings that say reversed, of which nobody has said whether the file's answers are to be turned."""
    if asked := [each.heading for each in turning if each.turned is None]:
        facts = {"count": len(asked), "listed": _some(map(_cut, asked))}
        findings.add("error", "heading_reversed", sorter.form.head + 1, asked[0], **facts)
    if turned := [each.heading for each in turning if each.turned]:
        findings.add("warning", "answers_turned", listed=_some(map(_cut, turned)))


def say_unused(findings: Findings, reading: Reading, model: Model) -> None:
    """Many answers and never one end of the scale: the file may use a shorter scale, or one moved up or down."""
    scale = model.scale
    given = reading.code[reading.code >= scale.minimum]
    if len(given) < MANY:
        return
    if given.max() < scale.maximum:
        facts = {"count": len(given), "highest": int(given.max()), "maximum": scale.maximum}
        findings.add("warning", "scale_unused", None, None, **facts)
    if given.min() > scale.minimum:
        facts = {"count": len(given), "lowest": int(given.min()), "minimum": scale.minimum}
        findings.add("warning", "scale_unused_low", None, None, **facts)


def _is_dropped(use: ColumnUse) -> bool:
    """Whether nothing of a column that somebody named is kept."""
    return use.use in (PERSONAL, FREE_TEXT, OTHER, TECHNICAL) and bool(use.column.heading)


def _pairs(uses: Iterable[LabelUse]) -> str:
    return _some(f"{_cut(use.written)} → {'–' if use.value is None else use.value}" for use in uses)


def _some(texts: Iterable[str]) -> str:
    listed = list(texts)
    return " · ".join(listed[:LISTED]) + (" …" if len(listed) > LISTED else "")


def _cut(heading: str) -> str:
    line = " ".join(heading.split())
    return line if len(line) <= 60 else line[:59] + "…"

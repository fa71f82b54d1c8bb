"""What stands as a plain list: labels, words, reversed headings, what is set aside; in doubt first, with its rows."""

from collections.abc import Sequence

import streamlit as st

from kamescope.i18n import Words
from kamescope.model import Model
from kamescope.ui.imports.choices import ChoiceLine, Offered, choose, scrolling
from kamescope.ui.imports.kinds import AsideRow, HeldIn, Kind, LabelRow, TurnRow, WordRow
from kamescope.ui.text import plain

NO_ANSWER = "no_answer"
TURN, AS_GIVEN = "turn", "as_given"
MOST_PLACES = 3


def choose_labels(kind: Kind, rows: Sequence[LabelRow], key: str, say: Words) -> dict[str, str]:
    """What each way of answering stands for: a value of the scale as text, NO_ANSWER, "" where nobody has said."""
    lines = [
        ChoiceLine(
            row.key, row.written, _note(row.count, row.positions, "import.label.count", say), _start(row), row.doubt
        )
        for row in rows
    ]
    return choose(lines, Offered(_values(kind.model, say)), key, say)


def choose_words(kind: Kind, rows: Sequence[WordRow], key: str, say: Words) -> dict[str, str]:
    """The group that each word stands for, "" where nobody has said."""
    lines = [
        ChoiceLine(
            row.key, row.written, _note(row.count, row.positions, "import.word.count", say), row.group, row.doubt
        )
        for row in rows
    ]
    return choose(lines, Offered(groups(kind.model, say)), key, say)


def choose_turns(rows: Sequence[TurnRow], key: str, say: Words) -> dict[str, bool | None]:
    """Whether the answers of each column are turned round, None where nobody has said."""
    names = {TURN: say("import.turned.turn"), AS_GIVEN: say("import.turned.as_given")}
    start = {None: "", True: TURN, False: AS_GIVEN}
    lines = [ChoiceLine(row.key, row.heading, "", start[row.turned], row.doubt) for row in rows]
    found = choose(lines, Offered(names), key, say)
    return {at: value == TURN if value else None for at, value in found.items()}


def choose_asides(rows: Sequence[AsideRow], key: str, say: Words) -> dict[str, bool]:
    """Whether each questionnaire counts all the same, by `file:row`."""
    several = len({(row.file, row.sheet) for row in rows}) > 1
    found = {}
    with scrolling(len(rows)):
        for row in rows:
            position = say("import.held.rows", 1, rows=str(row.row))
            where = _whence(row.file, row.sheet, position, say) if several else position
            label = say("import.aside.line", where=where, reason=_reason(row, say))
            at = f"{row.key}:{row.row}"
            found[at] = st.checkbox(label, row.kept, key=f"{key}_{at}")
    return found


def groups(model: Model, say: Words) -> dict[str, str]:
    """The rater groups as lists show them, by code."""
    return {group.code: say.text(group.name) for group in model.groups}


def held(positions: Sequence[HeldIn], say: Words) -> str:
    """Which rows hold a value, of which file: a few numbers, and how many more there are."""
    several = len({(position.file, position.sheet) for position in positions}) > 1
    told = []
    for position in positions[:MOST_PLACES]:
        more = position.count - len(position.first)
        rows = say.series(map(str, position.first)) if more else say.listing(map(str, position.first))
        rows = " ".join([rows, *([say("import.kind.more", more)] if more else [])])
        where = say("import.held.rows", position.count, rows=rows)
        told.append(_whence(position.file, position.sheet, where, say) if several else where)
    left = len(positions) - MOST_PLACES
    return " · ".join([*told, *([say("import.held.files", left)] if left > 0 else [])])


def _whence(file: str, sheet: str, rows: str, say: Words) -> str:
    return say("import.held.of", file=plain(f"{file} / {sheet}" if sheet else file), rows=rows)


def _note(count: int, positions: Sequence[HeldIn], counted: str, say: Words) -> str:
    """How often a value occurs, and where it stands."""
    return " · ".join([*([say(counted, count)] if count else []), *([held(positions, say)] if positions else [])])


def _start(row: LabelRow) -> str:
    if not row.known:
        return ""
    return NO_ANSWER if row.value is None else str(row.value)


def _values(model: Model, say: Words) -> dict[str, str]:
    """Every value of the scale, the best first, and what stands for no answer."""
    scale = model.scale
    labels = {
        str(value): f"{value} · {say.text(label)}" if label else str(value)
        for value, label in zip(
            range(scale.minimum, scale.maximum + 1), scale.labels or [None] * (scale.span + 1), strict=True
        )
    }
    return dict(reversed(labels.items())) | {NO_ANSWER: say("import.label.no_answer")}


def _reason(row: AsideRow, say: Words) -> str:
    if row.reason == "duplicate":
        return say("import.aside.duplicate", row=row.other)
    return say(f"import.aside.{row.reason}")

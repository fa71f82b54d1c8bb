"""The editable tables of a kind of files; each gives back what it says now, by the keys of its rows."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import Literal

import pandas as pd
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from kamescope.i18n import Words
from kamescope.model import Model
from kamescope.naming import alphabetical, same_key
from kamescope.service import IGNORE
from kamescope.ui import data
from kamescope.ui.imports.kinds import DROPPED, ColumnRow, Kind, WhoRow
from kamescope.ui.imports.lists import groups

_SHARED = {
    "group": "term.group",
    "campaign": "filter.campaign",
    "company": "column.company",
    "answer": "questionnaire.answer",
}
"""Uses of columns that are called as the same thing is called elsewhere."""
_KNOWN_OR_NEW = ("import.who.known_kam", "import.who.other_kam")
METADATA = ("kam", "kam_id", "group", "respondent", "campaign", "date", "company", "team")
BY_ANSWER = ("item", "answer")
"""What tells that each row is one answer."""
ROW_HEIGHT, WRAPPED = 35, 64
MOST_ROWS = 14
Width = Literal["small", "medium", "large"] | int
_TOLD = (
    *("attribute", "email", "start", "end"),
    *("seconds", "status", "finished", "progress", "submitted"),
)
"""Uses that are offered only where a column has them already."""
STATEMENT = 110
"""Letters of a statement in a list of choices."""


def columns_table(kind: Kind, rows: Sequence[ColumnRow], key: str, say: Words) -> dict[str, str]:
    """What each column holds: a statement, a metadata name or `ignore`; "" where nobody has said."""
    names = _column_choices(kind.model, rows, say)
    doubtful = all(row.doubt for row in rows)
    now = _chosen_now(rows, key)
    frame = pd.DataFrame(
        {
            "heading": [row.heading for row in rows],
            "values": [row.values for row in rows],
            "value": [row.value or None for row in rows],
            "text": [_statement(kind.model, value, say) for value in now],
            "why": [_why(row, say) for row in rows],
        },
        dtype=object,
    )
    edited = _editor(
        frame,
        key,
        {
            "heading": _text(say("import.column.heading"), 160),
            "values": _text(say("import.column.values"), 110),
            "value": _choice(say("import.column.holds"), names, 110 if doubtful else 220),
            "text": _text(say("column.statement"), 240),
            "why": _text(say("import.column.why"), 110),
        },
        # Where a person compares two texts, both stand there in full.
        ["heading", "value", "text", "values"] if doubtful else ["heading", "value", "values", "why"],
        say("import.choose"),
        WRAPPED if doubtful else ROW_HEIGHT,
    )
    return {row.key: _said(value) for row, value in zip(rows, edited["value"], strict=True)}


def _chosen_now(rows: Sequence[ColumnRow], key: str) -> list[str]:
    """What the table says already, so that the text beside a choice follows it."""
    state = st.session_state.get(key) or {}
    edits = {int(row): cells for row, cells in state.get("edited_rows", {}).items()}
    return [edits.get(at, {}).get("value", row.value) or "" for at, row in enumerate(rows)]


def _statement(model: Model, code: str, say: Words) -> str:
    """The whole text of a statement."""
    place = model.item_index.get(code)
    return "" if place is None else say.text(model.items[place].text)


def who_table(kind: Kind, key: str, say: Words) -> dict[str, tuple[str, str]]:
    """The KAM and the group of each file or sheet, "" where nobody has said; a name typed goes before a name chosen."""
    known, values = known_kams()
    chosen = [_known(row.kam, values) for row in kind.who]
    frame = pd.DataFrame(
        {
            "file": told_apart([row.file for row in kind.who]),
            "sheet": [row.sheet for row in kind.who],
            "known": [token or None for token in chosen],
            "kam": [None if token else row.kam or None for row, token in zip(kind.who, chosen, strict=True)],
            "group": [row.group or None for row in kind.who],
        },
        dtype=object,
    )
    shown = [*(_whence(kind.who) or ["file"]), *_who_columns(kind, chosen, bool(known))]
    kam = [say(key) for key in (_KNOWN_OR_NEW if known else (2 * ("import.use.kam",)))]
    edited = _editor(
        frame,
        key,
        {
            "file": _text(say("column.file"), 145),
            "sheet": _text(say("import.who.sheet"), 80),
            "known": _choice(kam[0], known, 110),
            "kam": st.column_config.TextColumn(kam[1], width=100, max_chars=120),
            "group": _choice(say("column.group"), groups(kind.model, say), 100),
        },
        shown,
    )
    told = zip(kind.who, edited["known"], edited["kam"], edited["group"], strict=True)
    return {row.key: _told(row, kind, values.get(_said(token), ""), typed, group) for row, token, typed, group in told}


def _whence(rows: Sequence[WhoRow]) -> list[str]:
    """The columns that tell rows of several files, or of several sheets, apart."""
    file = ["file"] if len({row.file for row in rows}) > 1 else []
    return [*file, *(["sheet"] if any(row.sheet for row in rows) else [])]


def _who_columns(kind: Kind, chosen: Sequence[str], known: bool) -> list[str]:
    """What tells most comes first: a narrow screen shows no more."""
    group = ["group"] if kind.needs_group else []
    if not kind.needs_kam:
        return group
    if not known:
        return ["kam", *group]
    if all(chosen):
        return ["known", *group, "kam"]
    return ["known", "kam", *group] if any(chosen) else ["kam", *group, "known"]


def told_apart(names: Sequence[str]) -> list[str]:
    """Names of files without the beginning and the ending they share, so that the rest fits in a narrow column."""
    if len(set(names)) < 2:
        return list(names)
    same = [len(set(letters)) == 1 for letters in zip(*names, strict=False)]
    shared = names[0][: same.index(False) if False in same else len(same)]
    start = max(shared.rfind(mark) + 1 for mark in " _-")
    endings = {PurePath(name).suffix for name in names}
    end = len(endings.pop()) if len(endings) == 1 else 0
    return [f"{'…' if start else ''}{name[start : len(name) - end]}" for name in names]


def repeated(values: Mapping[str, str], model: Model) -> tuple[str, ...]:
    """The items and metadata that two columns claim."""
    once = {*model.item_index, *METADATA, *BY_ANSWER}
    counts = Counter(value for value in values.values() if value in once)
    return tuple(value for value, count in counts.items() if count > 1)


def known_kams() -> tuple[dict[str, str], dict[str, str]]:
    """The KAMs there are by token: how lists show them, and what an import understands (the token of namesakes)."""
    kams = {entry.kam.token: entry.kam for entry in data.door().people() if not entry.kam.fictitious}
    order = sorted(kams.values(), key=lambda kam: alphabetical(kam.name))
    names = Counter(same_key(kam.name) for kam in order)
    shown = {kam.token: f"{kam.name} · {kam.company}" if kam.company else kam.name for kam in order}
    values = {kam.token: kam.name if names[same_key(kam.name)] == 1 else kam.token for kam in order}
    return shown, values


def _known(kam: str, values: Mapping[str, str]) -> str:
    return next((token for token, value in values.items() if kam and same_key(value) == same_key(kam)), "")


def _told(row: WhoRow, kind: Kind, known: str, typed: object, group: object) -> tuple[str, str]:
    kam = _said(typed).strip() or known
    return (kam if kind.needs_kam else row.kam, _said(group) if kind.needs_group else row.group)


def _said(cell: object) -> str:
    """A cell as text; an empty one comes back as None or as no number."""
    return cell if isinstance(cell, str) else ""


def _editor(
    frame: pd.DataFrame,
    key: str,
    config: dict,
    shown: Sequence[str] | None = None,
    empty: str = "–",
    row: int = ROW_HEIGHT,
) -> pd.DataFrame:
    return st.data_editor(
        frame,
        key=key,
        hide_index=True,
        column_config=config,
        column_order=shown,
        placeholder=empty,
        height="content" if len(frame) <= MOST_ROWS else (MOST_ROWS + 1) * ROW_HEIGHT,
        row_height=row,
    )


def _text(label: str, width: Width) -> ColumnConfig:
    return st.column_config.TextColumn(label, width=width, disabled=True)


def _choice(label: str, names: Mapping[str, str], width: Width) -> ColumnConfig:
    def shown(value: object) -> str:
        return names.get(str(value), str(value))

    return st.column_config.SelectboxColumn(label, width=width, options=list(names), format_func=shown)


def _column_choices(model: Model, rows: Sequence[ColumnRow], say: Words) -> dict[str, str]:
    names = {IGNORE: say("import.use.ignore")}
    names |= {name: say(_SHARED.get(name, f"import.use.{name}")) for name in (*METADATA, *BY_ANSWER)}
    names |= {row.value: say(f"import.use.{row.value}") for row in rows if row.value in _TOLD}
    return names | {item.code: statement(model, item.code, say) for item in model.items}


def statement(model: Model, code: str, say: Words) -> str:
    """A statement as lists show it: its code and its text."""
    text = _statement(model, code, say)
    return f"{code} · {text if len(text) <= STATEMENT else text[: STATEMENT - 1] + '…'}"


def _why(row: ColumnRow, say: Words) -> str:
    return say(f"import.use.{row.use}" if row.use in DROPPED and row.by != "agreed" else f"import.by.{row.by}")

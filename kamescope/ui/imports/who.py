"""Whom each file or sheet is about, and who answered in it, where no column says so."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

import streamlit as st

from kamescope.charts.text_table import text_table
from kamescope.i18n import Words
from kamescope.naming import alphabetical, same_key, tidy
from kamescope.service import LONGEST_NAME
from kamescope.ui import data
from kamescope.ui.components import show_fragment
from kamescope.ui.frame import plain_look
from kamescope.ui.imports.choices import Folding, Offered, box, choose_folded, flag_of, line_of, scrolling
from kamescope.ui.imports.kinds import Kind, WhoRow
from kamescope.ui.imports.lists import groups
from kamescope.ui.text import spoken

OTHER = " "
"""The choice of a name that is not in the list: no name is a space."""
KAM_WIDTH, GROUP_WIDTH = 280, 190
Said = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked of every file: names of KAMs as the list shows them, what an import understands, the groups."""

    kind: Kind
    kams: Mapping[str, str]
    values: Mapping[str, str]
    groups: Mapping[str, str]
    key: str
    say: Words


def choose_who(kind: Kind, key: str, say: Words) -> dict[str, Said]:
    """The KAM and the group of each file or sheet, "" where nobody has said."""
    known, values = known_kams()
    guessed = {row.kam: say("import.who.new", name=row.kam) for row in kind.who if row.kam}
    new = {name: shown for name, shown in guessed.items() if not _known(name, values)}
    kams = new | known
    asked = _Asked(
        kind, kams | ({OTHER: say("import.who.other")} if kams else {}), values, groups(kind.model, say), key, say
    )
    names = dict(zip((row.key for row in kind.who), called(kind.who), strict=True))

    def lines(rows: Sequence[WhoRow]) -> dict[str, Said]:
        with scrolling(len(rows)):
            return {row.key: _line(asked, row, names[row.key]) for row in rows}

    def table(rows: Sequence[WhoRow]) -> dict[str, Said]:
        _table(asked, rows, names)
        return {row.key: (row.kam, row.group) for row in rows}

    lacking = {row.key: row for row in kind.who if _lacks(kind, row)}
    given = {row.key: row for row in kind.who if row.key not in lacking}
    return choose_folded(lacking, given, Folding(names, lines, table), key, say)


def called(rows: Sequence[WhoRow]) -> list[str]:
    """What tells the files and sheets apart."""
    files = told_apart([row.file for row in rows])
    several = len({row.file for row in rows}) > 1
    told = ((file if several or not row.sheet else "", row.sheet) for row, file in zip(rows, files, strict=True))
    return [" / ".join(filter(None, parts)) for parts in told]


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


def known_kams() -> tuple[dict[str, str], dict[str, str]]:
    """The KAMs there are by token: how lists show them, and what an import understands (the token of namesakes)."""
    kams = {entry.kam.token: entry.kam for entry in data.door().enrolled() if not entry.kam.fictitious}
    order = sorted(kams.values(), key=lambda kam: alphabetical(kam.name))
    names = Counter(same_key(kam.name) for kam in order)
    shown = {kam.token: f"{kam.name} · {kam.company}" if kam.company else kam.name for kam in order}
    values = {kam.token: kam.name if names[same_key(kam.name)] == 1 else kam.token for kam in order}
    return shown, values


def _line(asked: _Asked, row: WhoRow, name: str) -> Said:
    """A file, whom it is about and who answered; only what is not known otherwise is asked."""
    say, kind = asked.say, asked.kind
    lacks = _lacks(kind, row)
    with line_of(name, flag_of(lacks, "", say), f"{asked.key}_{row.key}"):
        kam = _kam(asked, row, name) if kind.needs_kam else row.kam
        group = row.group
        if kind.needs_group:
            label = f"{say('column.group')} · {name}"
            choices = Offered(asked.groups, width=GROUP_WIDTH)
            group = box(label, choices, row.group, f"{asked.key}_group_{row.key}", say("column.group"))
    return kam, group


def _kam(asked: _Asked, row: WhoRow, name: str) -> str:
    """One of the KAMs there are, the name that the file gives, or one that is typed."""
    say, key, before = asked.say, f"{asked.key}_kam_{row.key}", _known(row.kam, asked.values) or row.kam
    if asked.kams:
        choices = Offered(asked.kams, width=KAM_WIDTH)
        chosen = box(f"{say('filter.kam')} · {name}", choices, before, key, say("filter.kam"))
        if chosen != OTHER:
            return asked.values.get(chosen, chosen)
    typed = st.text_input(
        spoken(f"{say('import.who.other')} · {name}"),
        max_chars=LONGEST_NAME,
        placeholder=say("import.blank_kam.example"),
        key=f"{key}_typed",
        label_visibility="collapsed",
        width=KAM_WIDTH,
    )
    return tidy(typed)


def _table(asked: _Asked, rows: Sequence[WhoRow], names: Mapping[str, str]) -> None:
    say, kind = asked.say, asked.kind
    heads = [say("column.file"), *([say("filter.kam")] if kind.needs_kam else [])]
    heads += [say("column.group")] if kind.needs_group else []
    told = []
    for row in rows:
        kam = asked.kams.get(_known(row.kam, asked.values) or row.kam, "") or say("import.list.doubt")
        group = asked.groups.get(row.group, "") or say("import.list.doubt")
        told.append((names[row.key], *([kam] if kind.needs_kam else []), *([group] if kind.needs_group else [])))
    show_fragment(text_table(say("import.who.title"), heads, told, plain_look(say)))


def _lacks(kind: Kind, row: WhoRow) -> bool:
    return (kind.needs_kam and not row.kam) or (kind.needs_group and not row.group)


def _known(kam: str, values: Mapping[str, str]) -> str:
    """The token of the KAM whom a name, or the token itself, stands for; "" for anybody else."""
    return next((token for token, value in values.items() if kam and same_key(value) == same_key(kam)), "")

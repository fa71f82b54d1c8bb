"""Many empty cells filled at once: columns in the order of the statements, numbers as they are written."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import streamlit as st

from kamescope.i18n import Words
from kamescope.model import Model, Scale
from kamescope.naming import in_sentence
from kamescope.ui.imports.batch import Batch, Filled
from kamescope.ui.imports.columns import statement
from kamescope.ui.imports.kinds import ColumnRow, Kind, LabelRow
from kamescope.ui.imports.lists import groups
from kamescope.ui.text import plain

LISTED = 8
WORTH_IT = 3
"""Empty cells from which filling them one by one is a burden."""


def with_filled(kind: Kind, filled: Filled) -> Kind:
    """A kind whose tables start from what was filled in at once."""
    columns = tuple(
        replace(row, value=filled.columns[row.key], doubt=True) if row.key in filled.columns else row
        for row in kind.columns
    )
    labels = tuple(
        replace(row, value=filled.labels[row.key], known=True) if row.key in filled.labels else row
        for row in kind.labels
    )
    words = tuple(replace(row, group=filled.words[row.key]) if row.key in filled.words else row for row in kind.words)
    return replace(kind, columns=columns, labels=labels, words=words)


def in_order(rows: Sequence[ColumnRow], now: Mapping[str, str], start: str, codes: Sequence[str]) -> dict[str, str]:
    """The columns in doubt with what they hold, those from `start` on holding `codes` one after the other.

    Columns without a single answer take part: their place tells what they are. Statements held elsewhere are skipped.
    """
    begun = next(at for at, row in enumerate(rows) if row.key == start)
    free = [row.key for row in rows[begun:] if row.doubt or _is_blank(row)]
    elsewhere = {now.get(row.key, row.value) for row in rows if row.key not in free}
    told = dict(zip(free, (code for code in codes if code not in elsewhere), strict=False))
    used = set(told.values())
    kept = {row.key: now.get(row.key, row.value) for row in rows if row.doubt and row.key not in told}
    return {key: "" if value in used else value for key, value in kept.items()} | told


def usual(rows: Sequence[ColumnRow], start: str, asked: Mapping[str, Sequence[str]]) -> tuple[str, int]:
    """The list with as many statements as there are such columns, else the first; and the place of `start` in it."""
    alike = [row.key for row in rows if row.doubt or row.use == "asked" or _is_blank(row)]
    whole = next((name for name, codes in asked.items() if len(codes) == len(alike)), next(iter(asked)))
    return whole, min(alike.index(start), len(asked[whole]) - 1)


def _is_blank(row: ColumnRow) -> bool:
    """A column of an unknown heading that nobody answered: maybe a statement all the same."""
    return row.use == "other" and not row.values


def as_written(rows: Iterable[LabelRow], scale: Scale, now: Mapping[str, int | None]) -> dict[str, int | None]:
    """The labels that have a value, and with them the numbers of the scale, each worth what it says."""
    values = {str(value): value for value in range(scale.minimum, scale.maximum + 1)}
    return {row.key: values[row.written] for row in rows if row.written in values} | dict(now)


def lists(model: Model) -> dict[str, tuple[str, ...]]:
    """The statements in order: all of them, "", then by group those asked of it, where they are fewer."""
    every = tuple(item.code for item in model.items)
    found = {"": every}
    for group in model.groups:
        asked = tuple(code for code in every if code in group.items)
        if asked not in found.values():
            found[group.code] = asked
    return found


def offer_order(batch: Batch, kind: Kind, now: Mapping[str, str], say: Words) -> None:
    """From which column on, from which statement on; shown where many columns are still open."""
    empty = [row.key for row in kind.columns if row.doubt and not now.get(row.key)]
    if len(empty) < WORTH_IT:
        return
    with st.container(border=True, gap="small"):
        st.markdown(f"**{say('import.fill.title')}** :small[:gray[{say('import.fill.words')}]]")
        start, codes = _asked_order(kind, empty[0], say)
        st.button(
            say("import.fill.go"),
            icon=":material/format_list_numbered:",
            key=f"imports_fill_{kind.headings}_go",
            on_click=batch.fill_columns,
            args=(kind.headings, in_order(kind.columns, now, start, codes)),
        )


def _asked_order(kind: Kind, first_empty: str, say: Words) -> tuple[str, Sequence[str]]:
    """The column to begin with, and the statements from the one that it holds."""
    key, model, asked = f"imports_fill_{kind.headings}", kind.model, lists(kind.model)
    rows = {row.key: row.heading for row in kind.columns if row.doubt}
    left, middle, right = st.columns([3, 4, 3], gap="small")
    start = left.selectbox(
        say("import.fill.column"),
        list(rows),
        index=list(rows).index(first_empty),
        format_func=lambda at: rows[at],
        key=f"{key}_start",
    )
    likely, position = usual(kind.columns, start, asked)
    whole = right.selectbox(
        say("import.fill.list"),
        list(asked),
        index=list(asked).index(likely),
        format_func=lambda code: _list_name(model, code, say),
        key=f"{key}_of",
    )
    first = middle.selectbox(
        say("import.fill.first"),
        asked[whole],
        index=min(position, len(asked[whole]) - 1),
        format_func=lambda code: statement(model, code, say),
        key=f"{key}_first_{whole}_{position}",
    )
    return start, asked[whole][asked[whole].index(first) :]


def offer_numbers(batch: Batch, kind: Kind, now: Mapping[str, int | None], say: Words) -> None:
    """One click for the plain numbers of the scale that something else in the file put in doubt."""
    told = as_written(kind.labels, kind.model.scale, now)
    if len(told) >= len(now) + 2:
        scale = kind.model.scale
        st.button(
            say("import.fill.numbers", low=say.number(scale.minimum), high=say.number(scale.maximum)),
            icon=":material/pin:",
            key=f"imports_fill_{kind.headings}_numbers",
            on_click=batch.fill_labels,
            args=(kind.headings, told),
        )


def offer_proposed(batch: Batch, kind: Kind, now: Mapping[str, int | None], say: Words) -> None:
    """What may be meant by the labels that nobody has given a value, in words, and one press that takes it."""
    told = {row.key: row.proposed[0] for row in kind.labels if row.proposed and row.key not in now}
    if told:
        pairs = [(row.written, _worth(told[row.key], say)) for row in kind.labels if row.key in told]
        st.markdown(f":small[{say('import.labels.proposed', listed=_listed(pairs, say))}]")
        st.button(
            say("import.labels.take", len(told)),
            icon=":material/playlist_add_check:",
            key=f"imports_fill_{kind.headings}_proposed",
            on_click=batch.fill_labels,
            args=(kind.headings, {**now, **told}),
        )


def offer_words(batch: Batch, kind: Kind, now: Mapping[str, str], say: Words) -> None:
    """The same of the groups that may be meant by words in doubt."""
    told = {row.key: row.proposed for row in kind.words if row.proposed and not now.get(row.key)}
    if told:
        names = groups(kind.model, say)
        pairs = [(row.written, in_sentence(names[told[row.key]])) for row in kind.words if row.key in told]
        st.markdown(f":small[{say('import.words.proposed', listed=_listed(pairs, say))}]")
        st.button(
            say("import.words.take", len(told)),
            icon=":material/playlist_add_check:",
            key=f"imports_fill_{kind.headings}_words",
            on_click=batch.fill_words,
            args=(kind.headings, {**now, **told}),
        )


def _worth(value: int | None, say: Words) -> str:
    return in_sentence(say("import.label.no_answer")) if value is None else say.number(value)


def _listed(pairs: Sequence[tuple[str, str]], say: Words) -> str:
    """What the files say and what may be meant by it, in a sentence; of many the first ones."""
    told = [say("import.list.pair", written=plain(written), means=plain(means)) for written, means in pairs[:LISTED]]
    return say.listing(told) if len(pairs) <= LISTED else " · ".join([*told, "…"])


def _list_name(model: Model, code: str, say: Words) -> str:
    count = len(lists(model)[code])
    if not code:
        return say("import.fill.all", count)
    return say("import.fill.group", count, group=plain(say.text(model.group(code).name)))

"""Lines of choices: what the files say, flagged where in doubt, and a box for what a person takes it for.

Of many lines those that nobody has said anything of stay lines; the others stand in a table until somebody asks to
change them. A box of a hundred statements is a heavy thing, and eighty of them are nothing that anybody reads.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Generic, Literal, TypeVar

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from kamescope.i18n import Words
from kamescope.ui.text import plain, spoken

MANY, TALLEST = 12, 640
"""Lines from which a list scrolls, and the pixels that it takes then."""
CHOICE_WIDTH = 250
Row = TypeVar("Row")
Said = TypeVar("Said")


@dataclass(frozen=True, slots=True)
class ChoiceLine:
    """One line of a list: what the files say, what is told of it, the choice it starts with ("" for none)."""

    key: str
    written: str
    note: str
    value: str
    doubt: bool


@dataclass(frozen=True, slots=True)
class Offered:
    """What can be chosen: value → how the list shows it; the whole text of some values, where the list cuts it."""

    names: Mapping[str, str]
    texts: Mapping[str, str] = field(default_factory=dict)
    width: int = CHOICE_WIDTH


@dataclass(frozen=True)
class Folding(Generic[Row, Said]):
    """How rows are shown: what each is called (by key), as lines with choices, and as a table with what they say."""

    names: Mapping[str, str]
    lines: Callable[[Sequence[Row]], dict[str, Said]]
    table: Callable[[Sequence[Row]], dict[str, Said]]


def choose(lines: Sequence[ChoiceLine], choices: Offered, key: str, say: Words) -> dict[str, str]:
    """One choice a line; "" where there is none yet."""
    with scrolling(len(lines)):
        return {line.key: _line(line, choices, f"{key}_{line.key}", say) for line in lines}


@contextmanager
def line_of(written: str, flag: str, position: str) -> Iterator[DeltaGenerator]:
    """One line of a list: what the files say, flagged or not, and room for a note under it; its boxes stand beside.

    On a phone these come below (see `drop.py`).
    """
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        told = st.container(gap=None, key=f"imports-line-{position}")
        told.markdown(f"**{plain(written)}**" + (f" :orange-badge[:material/help: {flag}]" if flag else ""))
        yield told


def box(label: str, choices: Offered, value: str, key: str, empty: str) -> str:
    """A box to choose in; it starts with `value` where that is one of the choices. "" as long as nothing is chosen."""
    names = choices.names
    chosen = st.selectbox(
        spoken(label),
        list(names),
        index=list(names).index(value) if value in names else None,
        format_func=names.__getitem__,
        placeholder=empty,
        key=key,
        label_visibility="collapsed",
        width=choices.width,
        # A short list is all in sight: typing would only bring up a phone's keyboard.
        filter_mode="fuzzy" if len(names) > MANY else None,
    )
    return chosen or ""


def scrolling(count: int) -> DeltaGenerator:
    """Where so many lines stand: many scroll."""
    height: Literal["content"] | int = TALLEST if count > MANY else "content"
    return st.container(height=height, border=False, gap="small")


def flag_of(doubt: bool, value: str, say: Words) -> str:
    """What a line in doubt is flagged with: to be said, or to be checked where something is proposed."""
    return say("import.list.check" if value else "import.list.doubt") if doubt else ""


def _line(line: ChoiceLine, choices: Offered, position: str, say: Words) -> str:
    """What the files say and where, and what a person takes it for."""
    with line_of(line.written, flag_of(line.doubt, line.value, say), position) as told:
        chosen = box(line.written, choices, line.value, position, say("import.choose"))
    for note in (line.note, plain(choices.texts.get(chosen, ""))):
        if note:
            told.markdown(f":small[:gray[{note}]]")
    return chosen


def choose_folded(
    asked: Mapping[str, Row], given: Mapping[str, Row], folding: Folding[Row, Said], key: str, say: Words
) -> dict[str, Said]:
    """What all rows say, by key: `asked` are those that a person has to say something of, `given` all others.

    Few are lines. Of many, the first of those asked are, with all others of them at a press, and of those given the
    ones that somebody wants to change.
    """
    if len(asked) + len(given) <= MANY:
        return folding.lines([*asked.values(), *given.values()])
    first = list(asked) if st.session_state.get(f"{key}_whole") else list(asked)[:MANY]
    found = folding.lines([asked[each] for each in first]) if first else {}
    if more := len(asked) - len(first):
        label = say("import.list.more", more)
        st.button(label, key=f"{key}_more", icon=":material/unfold_more:", on_click=_whole, args=(f"{key}_whole",))
    changed = _to_change({each: folding.names[each] for each in given}, key, say) if given else []
    found |= folding.lines([given[each] for each in changed]) if changed else {}
    rest = [row for each, row in {**asked, **given}.items() if each not in {*first, *changed}]
    return found | folding.table(rest) if rest else found


def _whole(key: str) -> None:
    st.session_state[key] = True


def _to_change(names: Mapping[str, str], key: str, say: Words) -> list[str]:
    """Which of the rows in the table somebody wants to change: they become lines."""
    return st.multiselect(
        say("import.list.change"),
        list(names),
        format_func=names.__getitem__,
        placeholder=say("import.list.change_which", len(names)),
        select_all=False,
        key=f"{key}_change",
    )

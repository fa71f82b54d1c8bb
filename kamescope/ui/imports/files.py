"""The files of the batch, a line each: what they were taken for, and what is to be done."""

from collections.abc import Sequence
from typing import Literal

import streamlit as st

from kamescope.i18n import NBSP, Words
from kamescope.ui.frame import card
from kamescope.ui.imports.batch import REFUSED, Batch, FileLook
from kamescope.ui.imports.notes import told
from kamescope.ui.text import plain

LOOKS: dict[str, tuple[Literal["green", "orange", "red", "gray"], str, str]] = {
    "ready": ("green", "check_circle", "import.state.ready"),
    "asks": ("orange", "help", "import.state.asks"),
    "campaign": ("orange", "event", "import.state.campaign"),
    "refused": ("red", "block", "status.refused"),
    "already": ("gray", "task_alt", "status.already_imported"),
}
TALLEST = 410
"""Pixels that the list of many files takes before it scrolls: half a line is cut, so that one sees there are more."""
MANY = 7
URGENT = ("refused", "asks", "campaign", "ready", "already")


def show_files(batch: Batch, looks: Sequence[FileLook], say: Words) -> None:
    """Every file: name, layout, whom it is about, its state; each can be left out."""
    height: Literal["content"] | int = TALLEST if len(looks) > MANY else "content"
    title = say("import.files.title", len(looks))
    with card(title, _summary(looks, say)), st.container(height=height, border=False, gap="small"):
        for look in sorted(looks, key=lambda look: URGENT.index(look.state)):
            _line(batch, look, say)


def _summary(looks: Sequence[FileLook], say: Words) -> str:
    counts = {state: sum(look.state == state for look in looks) for state in LOOKS}
    return " · ".join(say(f"import.files.{state}", count) for state, count in counts.items() if count)


def _line(batch: Batch, look: FileLook, say: Words) -> None:
    colour, icon, state = LOOKS[look.state]
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        with st.container(gap=None, key=f"imports-line-{look.position}"):
            st.markdown(f"**{plain(look.upload.name)}**")
            st.markdown(f":small[:gray[{_facts(look, say)}]]", help=_why(look, say))
        st.badge(say(state), icon=f":material/{icon}:", color=colour)
        st.button(
            say("import.files.remove"),
            type="tertiary",
            key=f"imports_remove_{look.position}",
            on_click=batch.remove,
            args=(look.position,),
        )


def _facts(look: FileLook, say: Words) -> str:
    """Layout, questionnaires, KAM and group; why not, where it is not recognised."""
    seen = look.offered
    if seen.understood is None:
        return _first_error(look, say) or NBSP
    parts = [say(f"import.layout.{seen.understood.layout}")]
    parts.append(say("count.questionnaires", seen.report.respondents))
    parts += [_kams(look, say), _groups(look, say)]
    parts += [_first_error(look, say)] if look.state == REFUSED else []
    return " · ".join(part for part in parts if part)


def _first_error(look: FileLook, say: Words) -> str:
    issue = next((issue for issue in look.offered.report.issues if issue.is_error), None)
    return plain(told(issue, say)) if issue else ""


def _kams(look: FileLook, say: Words) -> str:
    names = list(dict.fromkeys(rated.kam for rated in look.offered.rated if rated.kam))
    return plain(names[0]) if len(names) == 1 else say("count.kams", len(names)) if names else ""


def _groups(look: FileLook, say: Words) -> str:
    model = look.offered.model
    codes = dict.fromkeys(rated.group for rated in look.offered.rated if rated.group)
    return plain(say.series(say.text(model.group(code).name) for code in codes))


def _why(look: FileLook, say: Words) -> str | None:
    """What gave the layout away."""
    understood = look.offered.understood
    if understood is None or not understood.why:
        return None
    return say("import.files.why", headings=plain(say.series(understood.why)))

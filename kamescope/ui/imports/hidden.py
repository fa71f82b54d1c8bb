"""What a workbook hides: how much of it, and whether it counts; a person says, for each file."""

from collections.abc import Sequence

import streamlit as st

from kamescope.i18n import Words
from kamescope.service import HIDDEN
from kamescope.ui.imports.kinds import HiddenRow
from kamescope.ui.text import plain

KINDS = ("rows", "columns", "sheets")


def choose_hidden(rows: Sequence[HiddenRow], key: str, say: Words) -> dict[str, str]:
    """The choice for each file, "" where there is none yet."""
    found = {}
    for row in rows:
        counts = zip(KINDS, row.counts, strict=True)
        listed = say.listing(say(f"import.hidden.{kind}", count) for kind, count in counts if count)
        chosen = st.radio(
            say("import.hidden.file", file=plain(row.file), listed=listed),
            HIDDEN,
            index=HIDDEN.index(row.choice) if row.choice else None,
            format_func=lambda choice: say(f"import.hidden.{choice}"),
            horizontal=True,
            key=f"{key}_{row.key}",
        )
        found[row.key] = chosen or ""
    return found

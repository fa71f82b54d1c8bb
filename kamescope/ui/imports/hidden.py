"""What only the makers of a workbook know: whether what is hidden counts, and of which campaign each sheet is."""

from collections.abc import Sequence

import streamlit as st

from kamescope.i18n import Words
from kamescope.naming import tidy
from kamescope.service import HIDDEN, LONGEST_NAME
from kamescope.ui.imports.kinds import HiddenRow, SheetChoice
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


def name_campaigns(rows: Sequence[SheetChoice], key: str, say: Words) -> dict[str, str]:
    """The campaign of each sheet, "" where none is named yet; the sheet's own name is offered."""
    found = {}
    for row in rows:
        label = say("import.sheets.sheet", file=plain(row.file), sheet=plain(row.sheet))
        found[row.key] = tidy(st.text_input(label, row.campaign, LONGEST_NAME, key=f"{key}_{row.key}"))
    return found

"""Long lists in pages that the address does not say: who is listed depends on what was searched."""

from collections.abc import Sequence
from math import ceil
from typing import TypeVar

import streamlit as st

Each = TypeVar("Each")


def paged(rows: Sequence[Each], size: int, key: str) -> Sequence[Each]:
    """The rows of the page that is chosen, `size` of them; with a way to the others where there are any."""
    pages = ceil(len(rows) / size)
    if pages <= 1:
        return rows
    # What is searched may leave fewer pages than the one chosen before.
    st.session_state[key] = min(st.session_state.get(key, 1), pages)
    page = st.pagination(pages, key=key)
    return rows[(page - 1) * size : page * size]

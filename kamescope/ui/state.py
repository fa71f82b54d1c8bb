"""The view in the address bar and in the session: one truth, kept from page to page."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypedDict

import streamlit as st

from kamescope.ui.address import Address, read, write

_KEY = "address"


def current() -> Address:
    """The view asked for: a complete link as it stands, else the session's view with what the link adds."""
    parameters = st.query_params.to_dict()
    start = st.session_state.get(_KEY)
    return read(parameters) if start is None or "kam" in parameters else read(parameters, start)


def settle(address: Address) -> None:
    """Remember the view and let the address bar say it."""
    st.session_state[_KEY] = address
    said = write(address)
    if st.query_params.to_dict() != said:
        st.query_params.from_dict(said)


def change(**values: object) -> None:
    """Change the view, from a widget's callback."""
    settle(replace(st.session_state.get(_KEY, Address()), **values))


def changed_by(key: str, name: str) -> None:
    """A widget's callback: the view's `name` takes the widget's value."""
    value = st.session_state[key]
    if value is not None:
        change(**{name: tuple(value) if isinstance(value, list) else value})


class Bound(TypedDict):
    """The arguments that tie a widget to a value of the view."""

    key: str
    on_change: Callable[..., None]
    args: tuple[object, ...]


def bound(name: str, value: object) -> Bound:
    """The arguments that tie a widget to the view's `name`, which is now `value`."""
    key = f"view_{name}"
    # Always, even where it is the same: a widget that is new on this page would else start from its own default.
    st.session_state[key] = value
    return {"key": key, "on_change": changed_by, "args": (key, name)}

"""Places of the page that a link can lead to."""

import streamlit as st

from kamescope.charts.fragment import tag

CAMPAIGN = "imports-campaign"


def mark(position: str) -> None:
    """Let links lead here."""
    st.html(tag("div", class_="kms-place", id=position))


def kind_position(headings: str) -> str:
    """Where the card of the files with these headings is."""
    return f"imports-kind-{headings}"

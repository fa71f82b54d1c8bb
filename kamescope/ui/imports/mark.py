"""Places of the page that a link can lead to."""

import streamlit as st

CAMPAIGN = "imports-campaign"


def mark(place: str) -> None:
    """Let links lead here."""
    st.html(f"<div class='kms-place' id='{place}'></div>")


def kind_place(headings: str) -> str:
    """Where the card of the files with these headings is."""
    return f"imports-kind-{headings}"

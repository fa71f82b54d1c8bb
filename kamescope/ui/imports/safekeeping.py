"""A backup to take along: the whole database in one file."""

import datetime

import streamlit as st

from kamescope.i18n import Words
from kamescope.ui import data
from kamescope.ui.frame import card

ENDING = "kamescope"
"""What backups are called by: a browser unpacks by itself what is called an archive."""


def show_backup(say: Words) -> None:
    """What a backup holds and how to keep it, and the button that makes one where it is pressed."""
    door = data.door()
    with card(say("backup.title"), say("backup.words")):
        st.download_button(
            say("backup.button"),
            door.back_up,
            f"kamescope_{datetime.date.today()}.{ENDING}",
            "application/octet-stream",
            key="imports_backup",
            icon=":material/backup:",
            on_click="ignore",
        )

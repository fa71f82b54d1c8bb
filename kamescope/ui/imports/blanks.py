"""Blank questionnaires to send out, and an empty table for mass entry."""

import streamlit as st

from kamescope.errors import KamescopeError
from kamescope.i18n import LANGUAGES, Words
from kamescope.naming import alphabetical
from kamescope.questionnaire import Addressee
from kamescope.reports.entry import blank_wide
from kamescope.reports.names import blank_name
from kamescope.reports.questionnaire import blank_questionnaire
from kamescope.ui import data
from kamescope.ui.frame import card
from kamescope.ui.imports.batch import campaigns
from kamescope.ui.imports.drop import CAMPAIGN_ASKED, known_or_new
from kamescope.ui.text import plain

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_KAM_ASKED = ("import.use.kam", "import.blank_kam.example")


def show_blanks(say: Words) -> None:
    """For whom, in which language; then one button a file."""
    with card(say("import.blank.title"), say("import.blank.words")):
        left, right = st.columns(2)
        with left:
            campaign = known_or_new(CAMPAIGN_ASKED, campaigns(), "blank", say)
        with right:
            kam = known_or_new(_KAM_ASKED, _kams(), "blank_kam", say)
        try:
            whom = data.door().addressee(data.default_model(), campaign, kam)
        except KamescopeError as error:
            st.warning(plain(say.shown(error)), icon=":material/warning:")
            return
        group, language = _choices(whom, say)
        _downloads(campaign, kam, group, language, say)


def _kams() -> list[str]:
    """The names of the real KAMs there are."""
    return sorted({entry.kam.name for entry in data.door().enrolled() if not entry.kam.fictitious}, key=alphabetical)


def _choices(whom: Addressee, say: Words) -> tuple[str, str]:
    line = st.container(horizontal=True)
    group = line.pills(
        say("term.group"),
        [group.code for group in whom.model.groups],
        format_func=lambda code: plain(say.text(whom.model.group(code).name)),
        required=True,
        default=whom.model.groups[0].code,
        key="imports_blank_group",
        width="content",
    )
    language = line.segmented_control(
        say("import.blank.language"),
        LANGUAGES,
        format_func=str.upper,
        required=True,
        default=say.language,
        key="imports_blank_language",
        width="content",
    )
    return group or whom.model.groups[0].code, language or say.language


def _downloads(campaign: str, kam: str, group: str, language: str, say: Words) -> None:
    whom = data.door().addressee(data.default_model(), campaign, kam, group)
    everybody = data.door().addressee(data.default_model(), campaign, kam)
    ready = bool(campaign and kam)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.download_button(
            say("import.blank.one"),
            (lambda: blank_questionnaire(whom, language)) if ready else b"",
            blank_name(whom, language),
            XLSX,
            key="imports_blank_one",
            icon=":material/download:",
            type="primary",
            on_click="ignore",
            disabled=not ready,
        )
        st.download_button(
            say("import.blank.wide"),
            lambda: blank_wide(everybody, language),
            blank_name(everybody, language, wide=True),
            XLSX,
            key="imports_blank_wide",
            icon=":material/table:",
            on_click="ignore",
        )
    if not ready:
        st.markdown(f":small[:gray[{say('import.blank.missing')}]]")

"""Where files are dropped, and how a name is asked: typed, or pressed among those there are."""

from collections.abc import Sequence

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from kamescope.i18n import Words
from kamescope.naming import same_key, tidy
from kamescope.service import open_upload
from kamescope.ui.frame import card
from kamescope.ui.imports.batch import Batch
from kamescope.ui.text import plain

MOST_MEGABYTES = 200
CAMPAIGN_ASKED = ("filter.campaign", "import.campaign.example")
MOST_KNOWN = 8
"""Names that can be pressed instead of typed."""
_STYLE = """<style>
.st-key-imports-drop [data-testid="stFileUploaderDropzone"] {{
  min-height: 9rem; flex-direction: column; align-items: center; justify-content: center; gap: .75rem;
  border: 1.5px dashed color-mix(in srgb, currentColor 30%, transparent); text-align: center;
}}
.st-key-imports-drop [data-testid="stFileUploaderDropzone"] > span {{ order: 2; }}
.st-key-imports-drop [data-testid="stFileUploaderDropzoneInstructions"] {{ flex: 0 0 auto; align-self: center; }}
[data-testid="stFileUploaderDropzoneInstructions"] span {{ white-space: normal; }}
[data-testid="stFileUploaderDropzone"] button [data-testid="stMarkdownContainer"] p,
[data-testid="stFileUploaderDropzoneInstructions"] span,
[data-testid="stFileUploaderDropzone"] > div:not([data-testid]) > span,
[data-testid="stFileUploaderFileErrorMessage"] {{ font-size: 0 !important; }}
[data-testid="stFileUploaderDropzone"] button [data-testid="stMarkdownContainer"] p::after {{
  content: "{browse}"; font-size: .9375rem;
}}
[data-testid="stFileUploaderDropzoneInstructions"] span::after {{ content: "{limit}"; font-size: .875rem; }}
[class*="st-key-imports-"] [data-testid="stFileUploaderDropzoneInstructions"] span::after {{ content: "{drop}"; }}
[class*="st-key-imports-toml"] [data-testid="stFileUploaderDropzoneInstructions"] span::after {{ content: "{limit}"; }}
[data-testid="stFileUploaderDropzone"] > div:not([data-testid]) > span::after {{
  content: "{release}"; font-size: 1rem;
}}
[data-testid="stFileUploaderFileErrorMessage"]::after {{ content: "{too_large}"; font-size: .8125rem; }}
.st-key-imports-page [data-testid="stButtonGroup"] button {{ height: auto; }}
.st-key-imports-page [data-testid="stButtonGroup"] button * {{
  white-space: normal; overflow-wrap: anywhere; text-align: left;
}}
.st-key-imports-page [data-testid="InputInstructions"],
.st-key-imports-page [data-testid="stElementToolbar"],
[data-testid="stDataFrameColumnMenu"] {{ display: none; }}
@media (max-width: 640px) {{
  [data-testid="stLayoutWrapper"]:has(> [class*="st-key-imports-line-"]) {{ flex: 1 1 100%; min-width: 100%; }}
  *:has(> [data-testid="stLayoutWrapper"] > [class*="st-key-imports-line-"]) {{ row-gap: .35rem; }}
}}
</style>"""
"""Streamlit's uploader, text fields, lists and tables say these things in English and have no option for them.

A long name that can be pressed takes a second line. On a phone what is said of a file has a line of its own, above its
state and its buttons.
"""


def show_drop(batch: Batch, say: Words) -> None:
    """The drop zone; what is dropped is read at once, with a progress that names each file."""
    st.html(drop_style(say))
    begun = bool(batch.uploads or batch.results)
    words = "" if begun else say("import.drop.words")
    with card(say("import.drop.title"), words), st.container(key="imports-more" if begun else "imports-drop"):
        files = st.file_uploader(
            say("import.drop.title"),
            accept_multiple_files=True,
            key=f"imports_drop_{st.session_state.get('imports_drops', 0)}",
            label_visibility="collapsed",
            max_upload_size=MOST_MEGABYTES,
        )
        if files:
            _read(batch, files, say)


def known_or_new(asked: tuple[str, str], known: Sequence[str], key: str, say: Words, before: str = "") -> str:
    """A name that is typed, or pressed among those there are; "" as long as there is none.

    `asked` are the catalogue's keys of what is asked and of an example. A known name is given back as it is known.
    """
    field, pressed = f"imports_{key}_new", f"imports_{key}_known"
    st.session_state.setdefault(field, before)
    # Not a list to choose from: Streamlit's takes back what is typed when one leaves it.
    typed = tidy(st.text_input(say(asked[0]), placeholder=say(asked[1]), max_chars=120, key=field))
    name = next((each for each in known if same_key(each) == same_key(typed)), typed)
    near = _near(name, known)
    if near:
        st.session_state[pressed] = name if name in near else None
        st.pills(
            say(asked[0]),
            near,
            wrap=True,
            format_func=plain,
            key=pressed,
            label_visibility="collapsed",
            on_change=_take,
            args=(pressed, field),
        )
    return name


def _near(name: str, known: Sequence[str]) -> list[str]:
    """The first names that there are and that hold what is typed; all again once one of them is."""
    holding = [each for each in known if name in known or same_key(name) in same_key(each)]
    return holding[:MOST_KNOWN]


def _take(pressed: str, field: str) -> None:
    """A name that is pressed stands where one would be typed."""
    st.session_state[field] = st.session_state[pressed] or ""


def _read(batch: Batch, files: Sequence[UploadedFile], say: Words) -> None:
    """Read each file once; its bytes are let go by starting the drop zone afresh."""
    bar = st.progress(0.0)
    for done, file in enumerate(files):
        words = say("import.drop.reading", number=done + 1, total=len(files), file=plain(file.name))
        bar.progress(done / len(files), text=words)
        batch.add(open_upload(file.name, file.getvalue()))
    batch.results = ()
    batch.turn += 1
    st.session_state["imports_drops"] = st.session_state.get("imports_drops", 0) + 1
    st.rerun()


def drop_style(say: Words, one: bool = False) -> str:
    """The style of places where files are dropped, or `one`, with the words that Streamlit only has in English."""
    names = ("browse", "drop", "release", "limit", "too_large")
    alone = {"browse": "browse_one", "drop": "drop_one"} if one else {}
    words = {name: _quoted(say(f"import.drop.{alone.get(name, name)}")) for name in names}
    return _STYLE.format(**words)


def _quoted(text: str) -> str:
    """A sentence of the catalogue inside a CSS string."""
    return text.replace("\\", r"\5c ").replace('"', r"\22 ").replace("<", r"\3c ")

"""A button that copies the address of this very view."""

from collections.abc import Callable
from urllib.parse import urlencode

import streamlit as st

from kamescope.i18n import Words
from kamescope.ui.address import Address, write

_HTML = '<button type="button" class="kms-copy" aria-live="polite"></button>'
_CSS = """
.kms-copy{all:unset;box-sizing:border-box;cursor:pointer;display:inline-flex;align-items:center;gap:.4rem;
min-height:2.5rem;padding:.25rem .5rem;border-radius:.5rem;white-space:nowrap;color:var(--st-text-color);
font-family:var(--st-font);font-size:.9rem}
.kms-copy:hover{color:var(--st-primary-color)}
.kms-copy:focus-visible{outline:2px solid var(--st-primary-color);outline-offset:1px}
.kms-copy svg{width:1.1em;height:1.1em;fill:none;stroke:currentColor;stroke-width:1.8;stroke-linecap:round}
"""
# Without a secure context (a name other than this machine's, no TLS) browsers have no clipboard: what is selected in a
# field can still be copied.
_JS = """
const LINK = '<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M10 8H7a4 4 0 0 0 0 8h3M14 8h3a4 4 0 0 1 0 8h-3'
  + 'M8.5 12h7"/></svg>';
const DONE = '<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M5 12.5l4.5 4.5L19 7.5"/></svg>';
async function put(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const field = Object.assign(document.createElement("textarea"), { value: text });
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
  }
}
export default function ({ parentElement, data }) {
  const button = parentElement.querySelector("button");
  const show = (picture, label) => {
    button.innerHTML = picture;
    button.append(label);
  };
  show(LINK, data.label);
  button.title = data.help;
  button.onclick = async () => {
    await put(location.origin + location.pathname + data.query);
    show(DONE, data.done);
    setTimeout(() => show(LINK, data.label), 2500);
    button.focus({ preventScroll: true });
  };
}
"""


def copy_link(address: Address, say: Words) -> None:
    """A button that copies the address of the view, which holds no name, and says that it did."""
    query = urlencode(write(address), safe=",")
    told = {"label": say("head.link"), "done": say("head.link_copied"), "help": say("head.link_words")}
    _registered()(key="copy_link", data=told | {"query": f"?{query}" if query else ""}, width="content")


@st.cache_resource(show_spinner=False)
def _registered() -> Callable:
    """The component, registered once a process."""
    return st.components.v2.component("kamescope_copy", html=_HTML, css=_CSS, js=_JS)

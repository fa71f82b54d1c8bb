"""What only the browser can do: copy the address, know the page's language, say the framework's own words in it."""

from collections.abc import Callable
from functools import cache
from typing import Any

import streamlit as st

from kamescope.i18n import Words
from kamescope.ui.coming_back import JS

FRAMEWORK = {
    "No results": "browser.no_results",
    "No options to select": "browser.no_results",
    "No options": "browser.no_results",
    "Choose an option": "browser.choose",
    "Choose options": "browser.choose",
    "Skip to main content": "browser.skip",
    "Navigate to home page": "browser.home",
    "Sidebar": "browser.menu",
    "Collapse sidebar": "browser.fold",
    "Expand sidebar": "browser.unfold",
    "Open": "browser.open",
    "Close": "browser.close",
    "Clear all": "browser.clear",
    "Clear value": "browser.clear",
    "Select all": "browser.select_all",
    "Help": "browser.help",
    "Fullscreen": "browser.fullscreen",
    "Close fullscreen": "browser.close",
    "Upload": "import.drop.browse",
    "file upload": "import.drop.browse",
    "Browse files": "import.drop.browse",
    "Upload one": "import.drop.browse_one",
    "Drag and drop files here": "browser.drop",
    "Search": "filter.search",
    "Download as CSV": "download.csv",
    "Use arrow keys to navigate dates. Enter to select. Escape to close.": "browser.days",
    "Choose date": "browser.day",
    "Previous month": "browser.month_before",
    "Next month": "browser.month_after",
    "day": "browser.one_day",
    "month": "browser.one_month",
    "year": "browser.one_year",
    "dd": "browser.day_letters",
    "yyyy": "browser.year_letters",
    "Empty": "browser.empty",
    "Increment": "browser.more",
    "Decrement": "browser.less",
    "Failed to generate file for download": "browser.no_file",
}
"""What Streamlit says by itself, in English alone (seen on 1.67) → the key of what it is to say; `Upload one` is ours:
it says `Upload` of one file as of several."""

_HTML = '<button type="button" class="kms-copy" aria-live="polite"></button>'
_CSS = """
.kms-copy{all:unset;box-sizing:border-box;cursor:pointer;display:inline-flex;align-items:center;gap:.4rem;
min-height:2.5rem;padding:.25rem .5rem;border-radius:.5rem;white-space:nowrap;color:var(--st-text-color);
font-family:var(--st-font);font-size:.9rem}
.kms-copy[hidden]{display:none}
.kms-copy:hover{color:var(--st-primary-color)}
.kms-copy:focus-visible{outline:2px solid var(--st-primary-color);outline-offset:1px}
.kms-copy svg{width:1.1em;height:1.1em;fill:none;stroke:currentColor;stroke-width:1.8;stroke-linecap:round}
"""
# Without a secure context (a name other than this machine's, no TLS) browsers have no clipboard: what is selected in a
# field can still be copied. The framework's words are looked for in what is added to the page, where they stand as a
# whole text or label, or begin one; single words are taken for its own in its uploader, in fields of dates and in
# labels alone, for a campaign may be called « Open ». What was said is kept beside, so that another language can be
# said in its place.
_JS = (
    JS
    + """
const LINK = '<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M10 8H7a4 4 0 0 0 0 8h3M14 8h3a4 4 0 0 1 0 8h-3'
  + 'M8.5 12h7"/></svg>';
const DONE = '<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M5 12.5l4.5 4.5L19 7.5"/></svg>';
const UPLOADS = ["Upload", "file upload", "Browse files"];
const LABELS = ["aria-label", "aria-valuetext", "placeholder", "title"];
const ITS_OWN = "[data-testid^=stFileUploader], [data-testid=stDateInputField]";
const OURS = ".kms, svg, [data-testid=stVegaLiteChart], [data-testid=stMarkdownContainer]:not(button *)";
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
function translated(text, isText) {
  const told = window.kmsSaid ?? {};
  const plain = text.replace(/:[a-z]+\\[(.*?)\\]/g, "").replace(/\\\\(.)/g, "$1").trim();
  const isOurs = (words) => told[words] && (!isText || words.includes(" "));
  if (isOurs(plain)) return told[plain];
  const [, head, sign, rest] = /^(.+?)( for |: |, )(.+)$/.exec(plain) ?? [];
  return isOurs(head) ? `${told[head]}${sign === ", " ? sign : " : "}${rest}` : undefined;
}
function isSingle(holder) {
  const home = holder.nodeType === Node.TEXT_NODE ? holder.parentElement : holder;
  return Boolean(home?.closest("[data-testid=stFileUploader]")?.querySelector("input:not([multiple])"));
}
function swapped(holder, key, text, isText) {
  const [english, before] = holder.kmsWas?.[key] ?? [];
  const was = text === before ? english : text;
  const isOne = UPLOADS.includes(was) && isSingle(holder);
  const said = translated(isOne ? "Upload one" : was, isText);
  if (said === undefined || said === text) return undefined;
  (holder.kmsWas ??= {})[key] = [was, said];
  return said;
}
function say(node) {
  const label = (element) => {
    for (const name of LABELS) {
      const text = element.getAttribute(name), said = text && swapped(element, name, text, false);
      if (said) element.setAttribute(name, said);
    }
  };
  if (node.nodeType === Node.TEXT_NODE) {
    const home = node.parentElement;
    if (home?.closest(OURS)) return;
    const said = swapped(node, "text", node.data, !home?.closest(ITS_OWN));
    if (said) node.data = said;
    return;
  }
  if (node.nodeType !== Node.ELEMENT_NODE || node.closest(OURS)) return;
  label(node);
  for (const each of node.querySelectorAll(LABELS.map((name) => `[${name}]`).join())) label(each);
  const texts = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) say(texts.currentNode);
}
function listen() {
  if (window.kmsListens) return;
  window.kmsListens = new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "attributes") say(change.target);
      else if (change.type === "characterData") say(change.target);
      else change.addedNodes.forEach(say);
    }
  });
  const all = { childList: true, subtree: true, characterData: true, attributes: true, attributeFilter: LABELS };
  window.kmsListens.observe(document.body, all);
}
// Colours are ours, and drawn by the server: when the system turns to night, all of them are asked for anew, once
// Streamlit has turned too.
function follow(setTriggerValue) {
  const night = (window.kmsNight ??= matchMedia("(prefers-color-scheme: dark)"));
  night.onchange = () => setTimeout(() => setTriggerValue("night", night.matches ? "dark" : "light"), 200);
}
export default function ({ parentElement, data, setTriggerValue }) {
  follow(setTriggerValue);
  if (document.documentElement.lang !== data.lang || !window.kmsSaid) {
    document.documentElement.lang = data.lang;
    window.kmsSaid = data.framework;
    say(document.body);
  }
  listen();
  keepPlaces();
  const button = parentElement.querySelector("button");
  button.hidden = !data.offers;
  const show = (picture, label) => {
    button.innerHTML = picture;
    button.append(label);
  };
  show(LINK, data.label);
  button.title = data.help;
  button.onclick = async () => {
    await put(location.href);
    show(DONE, data.done);
    setTimeout(() => show(LINK, data.label), 2500);
    button.focus({ preventScroll: true });
  };
}
"""
)


def tell_browser(say: Words, has_address: bool = False) -> None:
    """Tell the browser the page's language; with an address, show the button that copies it, which holds no name."""
    told: dict[str, Any] = {"label": say("head.link"), "done": say("head.link_copied")}
    told |= {"help": say("head.link_words"), "lang": say.language, "offers": has_address}
    told["framework"] = _framework(say)
    _registered()(key="browser", data=told, width="content", on_night_change=_nothing)


@cache
def _framework(say: Words) -> dict[str, str]:
    """What Streamlit says by itself → what it is to say."""
    most = st.get_option("server.maxUploadSize")
    found = {english: say(key) for english, key in FRAMEWORK.items()}
    return found | {f"{most}MB per file": say("browser.limit", size=say.number(most))}


@cache
def _registered() -> Callable:
    """The component, registered once a process."""
    return st.components.v2.component("kamescope_browser", html=_HTML, css=_CSS, js=_JS)


def _nothing() -> None:
    """Streamlit only sends what has a listener."""

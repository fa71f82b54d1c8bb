"""A fragment of ours with buttons in it: what the page shows, and what was picked on it, by pointer or by key."""

from collections.abc import Callable, Mapping
from functools import cache

import streamlit as st

from kamescope.charts.fragment import Fragment

_HTML = "<div data-kms></div>"
# The HTML comes from `charts.fragment`, which escapes every text; only what changed is put in place again, so that
# the element that has the focus keeps it: `data-kept` names a button whose `data-pick` changes when it is pressed.
_JS = """
export default function ({ parentElement, data, setTriggerValue }) {
  const root = parentElement.querySelector("[data-kms]");
  const { html, links = {} } = typeof data === "string" ? { html: data } : data;
  if (root.kmsShown !== html) {
    const same = ({ dataset }) => dataset.kept || dataset.pick;
    const held = root.contains(document.activeElement) ? same(document.activeElement) : null;
    root.innerHTML = root.kmsShown = html;
    const again = held && [...root.querySelectorAll("[data-pick]")].find((each) => same(each) === held);
    if (again) again.focus({ preventScroll: true });
  }
  for (const each of root.querySelectorAll("a[data-pick]")) each.href = links[each.dataset.pick] ?? "";
  root.onclick = (event) => {
    const picked = event.target.closest("[data-pick]");
    if (!picked || (picked.href && (event.ctrlKey || event.metaKey || event.shiftKey))) return;
    event.preventDefault();
    setTriggerValue("pick", picked.dataset.pick);
  };
}
"""


def show_pickable(
    fragment: Fragment, key: str, on_pick: Callable[[str], None], links: Mapping[str, str] | None = None
) -> None:
    """Show a fragment; `on_pick` receives the `data-pick` of the button or link that was pressed.

    `links`: where links lead, by their `data-pick`, for whoever opens one in a new tab or window.
    """
    data = fragment.html if links is None else {"html": fragment.html, "links": dict(links)}
    shown = _registered()(key=f"pick_{key}", data=data, on_pick_change=_nothing)
    if shown.pick:
        on_pick(str(shown.pick))


@cache
def _registered() -> Callable:
    """The component, registered once a process."""
    return st.components.v2.component("kamescope_pickable", html=_HTML, js=_JS, isolate_styles=False)


def _nothing() -> None:
    """Streamlit only sends what has a listener."""

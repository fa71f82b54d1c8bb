"""A fragment of ours with buttons in it: what the page shows, and what was picked on it, by pointer or by key."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Literal

import streamlit as st

from kamescope.charts.fragment import Fragment

Width = Literal["stretch", "content"]
_HTML = "<div data-kms></div>"
# The HTML comes from `charts.fragment`, which escapes every text; only what changed is put in place again, so that
# the element that has the focus keeps it: `data-kept` names a button whose `data-pick` changes when it is pressed.
_JS = """
// A link that says no view keeps the one that the address bar says, whenever that changes.
function lead(root) {
  for (const each of root.querySelectorAll("a[data-pick]")) {
    const to = root.kmsLinks[each.dataset.pick] ?? "";
    each.href = to && !to.includes("?") ? to + location.search : to;
  }
}
function follow(root) {
  const again = () => {
    if (root.isConnected) lead(root);
    else window.navigation?.removeEventListener("currententrychange", again);
  };
  window.navigation?.addEventListener("currententrychange", again);
  for (const near of ["pointerover", "focusin"]) root.addEventListener(near, again);
}
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
  const isNew = !root.kmsLinks;
  root.kmsLinks = links;
  lead(root);
  if (isNew) follow(root);
  root.onclick = (event) => {
    const picked = event.target.closest("[data-pick]");
    if (!picked || (picked.href && (event.ctrlKey || event.metaKey || event.shiftKey))) return;
    event.preventDefault();
    setTriggerValue("pick", picked.dataset.pick);
  };
}
"""


def show_pickable(
    fragment: Fragment,
    key: str,
    on_pick: Callable[[str], None],
    links: Mapping[str, str] | None = None,
    width: Width = "stretch",
) -> None:
    """Show a fragment; `on_pick` receives the `data-pick` of the button or link that was pressed.

    `links`: where links lead, by their `data-pick`, for whoever opens one in a new tab or window; one without a query
    keeps the view that the address bar says.
    """
    data = fragment.html if links is None else {"html": fragment.html, "links": dict(links)}
    shown = _registered()(key=f"pick_{key}", data=data, width=width, on_pick_change=_nothing)
    if shown.pick:
        on_pick(str(shown.pick))


@cache
def _registered() -> Callable:
    """The component, registered once a process."""
    return st.components.v2.component("kamescope_pickable", html=_HTML, js=_JS, isolate_styles=False)


def _nothing() -> None:
    """Streamlit only sends what has a listener."""

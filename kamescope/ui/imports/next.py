"""What comes next, always in sight: what a person has still to do, where, and the button that imports."""

from collections.abc import Sequence

import streamlit as st

from kamescope.i18n import Words
from kamescope.ui.imports.batch import ALREADY, ASKS, READY, Batch, FileLook
from kamescope.ui.imports.kinds import Kind
from kamescope.ui.imports.mark import CAMPAIGN, kind_position
from kamescope.ui.imports.preview import import_all
from kamescope.ui.style import theme

_STYLE = """<style>
[data-testid="stLayoutWrapper"]:has(> .st-key-imports-next) { position: sticky; bottom: 0; z-index: 50; }
.st-key-imports-next {
  background: %s; box-shadow: 0 -8px 20px -12px rgb(0 0 0 / .45);
}
[data-testid="stElementContainer"]:has(.kms-place) { position: absolute; }
.kms-place { scroll-margin-top: 5rem; }
</style>"""


def show_next(batch: Batch, looks: Sequence[FileLook], found: Sequence[Kind], say: Words) -> None:
    """One line that stays at the foot of the window: the next step, and the import of what is ready."""
    paper = st.get_option(f"theme.{theme()}.backgroundColor") or "Canvas"
    st.html(_STYLE % paper)
    ready = [look for look in looks if look.state == READY]
    with st.container(border=True, key="imports-next"):
        position = st.empty()
        with position.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(_sentence(batch, looks, found, say), width="stretch")
            pressed = ready and st.button(
                say("import.go", len(ready)), type="primary", icon=":material/database_upload:", key="imports_go"
            )
        if pressed:
            with position.container():
                import_all(batch, ready, say)
            st.rerun()


def _sentence(batch: Batch, looks: Sequence[FileLook], found: Sequence[Kind], say: Words) -> str:
    steps = _steps(batch, looks, found, say)
    states = [look.state for look in looks]
    if steps:
        return say("import.next.todo", steps=say.listing(steps))
    if READY not in states:
        return say("import.next.known" if set(states) == {ALREADY} else "import.next.refused")
    left = sum(state not in (READY, ALREADY) for state in states)
    return say("import.next.some", left) if left else say("import.next.ready")


def _steps(batch: Batch, looks: Sequence[FileLook], found: Sequence[Kind], say: Words) -> list[str]:
    """What only a person can do, each a link to where it is done."""
    steps = []
    if not batch.campaign and any(look.needs_campaign and look.state != ALREADY for look in looks):
        steps.append(f"[{say('import.next.campaign')}](#{CAMPAIGN})")
    asking = [kind for kind in found if kind.asks]
    if asking:
        count = sum(look.state == ASKS for kind in asking for look in kind.looks)
        steps.append(f"[{say('import.next.confirm', count)}](#{kind_position(asking[0].headings)})")
    return steps

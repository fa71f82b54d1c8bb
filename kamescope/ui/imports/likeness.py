"""KAMs who are called nearly like another one: whoever imports says who they are."""

import streamlit as st

from kamescope.i18n import Words
from kamescope.service import SOMEONE_ELSE, Likeness, called, described
from kamescope.ui.imports.kinds import Kind
from kamescope.ui.text import plain


def choose_people(kind: Kind, key: str, say: Words) -> dict[str, str]:
    """Who each of them is, as a mapping says it; "" where nobody has said."""
    return {each.key: _choose(each, f"{key}_{index}", say) for index, each in enumerate(kind.people)}


def _choose(likeness: Likeness, key: str, say: Words) -> str:
    names = {called(person, likeness.others): described(person) for person in likeness.others}
    names[SOMEONE_ELSE] = say("import.people.someone_else")
    before = likeness.said or likeness.guess
    position = "import.people.who" if likeness.row else "import.people.who_file"
    chosen = st.selectbox(
        say(position, written=plain(likeness.written), row=likeness.row),
        list(names),
        index=list(names).index(before) if before in names else None,
        format_func=names.__getitem__,
        placeholder=say("import.choose"),
        key=key,
    )
    return chosen or ""

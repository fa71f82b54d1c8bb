"""The journal of imports, undo, and the late answers that wait."""

from collections.abc import Callable, Sequence

import streamlit as st

from kamescope.errors import KamescopeError
from kamescope.i18n import Words
from kamescope.service import JournalEntry, Undone, Waited, Waiting
from kamescope.ui import data
from kamescope.ui.done import tell
from kamescope.ui.frame import card
from kamescope.ui.imports.batch import batch
from kamescope.ui.text import plain

FIRST, MOST_NAMED = 8, 6
ASKED, SAID, COUNTING = "imports_undo", "imports_said", "imports_counting"


def show_waiting(say: Words) -> None:
    """Where late questionnaires wait, how many of how many, and the way to count them at once."""
    found = data.door().waiting()
    if not found:
        return
    with card(say("import.late.title"), say("import.late.words")):
        for late in found:
            _late(late, say)


def show_journal(say: Words) -> None:
    """Every import, the newest first; each can be undone after a confirmation that says what goes."""
    entries = data.door().journal()
    with card(say("import.journal.title"), say("import.journal.words")):
        if said := st.session_state.pop(SAID, None):
            st.success(said(say), icon=":material/undo:")
        if not entries:
            st.markdown(f":gray[{say('import.journal.none')}]")
        show_all = st.session_state.get("imports_journal_all", False)
        together = alive_together(entries)
        for entry in entries if show_all else entries[:FIRST]:
            if entry.id in together:
                _batch(together[entry.id], say)
            _entry(entry, say)
        if len(entries) > FIRST and not show_all:
            st.button(
                say("import.journal.more", len(entries) - FIRST),
                key="imports_journal_more",
                icon=":material/expand_more:",
                type="tertiary",
                on_click=_set,
                args=("imports_journal_all", True),
            )


def alive_together(entries: Sequence[JournalEntry]) -> dict[int, list[JournalEntry]]:
    """Files that were imported together, two or more of which stand: by the number of the newest of them."""
    found: dict[str, list[JournalEntry]] = {}
    for entry in entries:
        if entry.batch and entry.undone_at is None:
            found.setdefault(entry.batch, []).append(entry)
    return {same[0].id: same for same in found.values() if len(same) > 1}


def offer_undo(same: Sequence[JournalEntry], position: str, say: Words) -> None:
    """The button that takes back files imported together; it only asks."""
    st.button(
        say("import.journal.undo_together", len(same)),
        icon=":material/undo:",
        type="tertiary",
        key=f"imports_undo_{position}_{same[0].batch}",
        on_click=_set,
        args=(ASKED, (position, same[0].batch)),
    )


def ask_undo(same: Sequence[JournalEntry], position: str, say: Words) -> None:
    """What undoing all of them takes away, once somebody has pressed the button of that place."""
    if st.session_state.get(ASKED) != (position, same[0].batch):
        return
    brought = sum(entry.respondents - entry.skipped for entry in same)
    files = say.listing([plain(entry.file) for entry in same]) if len(same) <= MOST_NAMED else ""
    words = say("import.undo.together", brought, total=len(same), files=f" ({files})" if files else "")
    _confirm(words, say("import.journal.undo_together", len(same)), tuple(entry.id for entry in same), position, say)


def _batch(same: Sequence[JournalEntry], say: Words) -> None:
    """The line above files that were imported together."""
    newest = same[0]
    with st.container(gap="small", key=f"imports_batch_{newest.id}"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            when = say(
                "import.journal.when", date=say.date(newest.imported_at.date()), time=say.time(newest.imported_at)
            )
            with st.container(gap=None, key=f"imports-line-batch-{newest.id}"):
                st.markdown(f"**{say('import.journal.together', len(same))}**")
                st.markdown(f":small[:gray[{when}]]")
            offer_undo(same, "journal", say)
        ask_undo(same, "journal", say)


def _entry(entry: JournalEntry, say: Words) -> None:
    with st.container(gap="small", key=f"imports_entry_{entry.id}"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            with st.container(gap=None, key=f"imports-line-{entry.id}"):
                st.markdown(f"**{plain(entry.file)}** :small[:gray[{say('import.journal.number', number=entry.id)}]]")
                st.markdown(f":small[:gray[{_facts(entry, say)}]]")
            _state(entry, say)
        if entry.undone_at is None and st.session_state.get(ASKED) == entry.id:
            _ask(entry, say)
        if _may_release(entry) and st.session_state.get(COUNTING) == str(entry.id):
            _ask_release(lambda: data.door().release_import(entry.id), say("import.journal.release_warning"), say)


def _facts(entry: JournalEntry, say: Words) -> str:
    when = say("import.journal.when", date=say.date(entry.imported_at.date()), time=say.time(entry.imported_at))
    parts = [when, say(f"import.layout.{entry.layout}"), *map(plain, entry.campaigns)]
    parts += [say("count.kams", len(entry.kams))] if len(entry.kams) > 1 else []
    parts.append(say("count.questionnaires", entry.respondents))
    parts += [say(f"import.done.{part}", count) for part, count in entry.not_counted.items() if count]
    parts += [say("import.journal.released")] if entry.released else []
    return " · ".join(parts)


def _state(entry: JournalEntry, say: Words) -> None:
    if entry.undone_at is not None:
        st.badge(say("status.undone"), icon=":material/undo:", color="gray")
        return
    if entry.demo:
        st.badge(say("import.journal.demo"), icon=":material/theater_comedy:", color="violet")
    elif entry.waiting:
        st.badge(say("import.journal.waiting"), icon=":material/hourglass_top:", color="orange")
    else:
        st.badge(say("import.journal.counted"), icon=":material/check:", color="green")
    if _may_release(entry):
        _release_button(str(entry.id), say)
    st.button(
        say("import.journal.undo"),
        icon=":material/undo:",
        type="tertiary",
        key=f"imports_undo_{entry.id}",
        on_click=_set,
        args=(ASKED, entry.id),
    )


def _may_release(entry: JournalEntry) -> bool:
    """Whether changed answers may wait there: how many is not told, so they are let go import by import."""
    return entry.corrected and not entry.released and entry.undone_at is None


def _ask(entry: JournalEntry, say: Words) -> None:
    """What an undo takes away."""
    words = say("import.undo.words", entry.respondents - entry.skipped, file=plain(entry.file))
    _confirm(words, say("import.undo.go"), (entry.id,), str(entry.id), say)


def _confirm(words: str, go: str, imports: tuple[int, ...], position: str, say: Words) -> None:
    """What goes, and the two ways out."""
    with st.container(border=True, gap="small"):
        st.markdown(words)
        with st.container(horizontal=True):
            st.button(
                go,
                type="primary",
                icon=":material/undo:",
                key=f"imports_undo_go_{position}",
                on_click=_undo,
                args=(imports,),
            )
            st.button(say("import.undo.keep"), key=f"imports_undo_keep_{position}", on_click=_set, args=(ASKED, None))


def _undo(imports: tuple[int, ...]) -> None:
    try:
        done = data.door().undo_together(imports)
    except KamescopeError as error:
        # Somebody else has undone it meanwhile: the journal says so.
        _say(error)
        return
    _set(ASKED, None)
    # What the last import told is not true any more.
    batch().results = ()
    st.session_state[SAID] = lambda say: _undone(done, len(imports), say)
    tell(lambda say: _undone(done, len(imports), say))


def _undone(done: Undone, imports: int, say: Words) -> str:
    counts = {"kept": done.kept, "waiting": done.waiting}
    more = [say(f"import.undo.{what}", count) for what, count in counts.items() if count]
    gone = "import.undo.gone" if imports == 1 else "import.undo.gone_together"
    return " ".join([say(gone, done.gone), *more])


def _late(late: Waiting, say: Words) -> None:
    position = f"{late.campaign.token}_{late.kam.token}_{late.group}"
    model = next(entry.model for entry in data.door().enrolled() if entry.campaign.token == late.campaign.token)
    facts = {"kam": plain(late.kam.name), "campaign": plain(late.campaign.name)}
    facts["group"] = plain(say.text(model.group(late.group).plural))
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        with st.container(gap=None, key=f"imports-line-{position}"):
            st.markdown(say("import.late.who", **facts))
            st.markdown(f":small[:gray[{_waits(late, say)}]]")
        if not late.released:
            _release_button(position, say)
    if st.session_state.get(COUNTING) == position:
        tokens = (late.campaign.token, late.kam.token, late.group)
        _ask_release(lambda: data.door().release(*tokens), say("import.late.warning", max(late.late, 1)), say)


def _release_button(what: str, say: Words) -> None:
    st.button(
        say("import.late.release"),
        icon=":material/hourglass_disabled:",
        type="tertiary",
        key=f"imports_release_{what}",
        on_click=_set,
        args=(COUNTING, what),
    )


def _ask_release(release: Callable[[], Waited], warning: str, say: Words) -> None:
    """What counting at once gives away."""
    with st.container(border=True, gap="small"):
        st.warning(warning, icon=":material/visibility:")
        with st.container(horizontal=True):
            st.button(
                say("import.late.go"), type="primary", key="imports_release_go", on_click=_release, args=(release,)
            )
            st.button(say("import.late.keep"), key="imports_release_keep", on_click=_set, args=(COUNTING, None))


def _waits(late: Waiting, say: Words) -> str:
    if late.released:
        return say("import.late.frozen", count=say.number(late.late))
    parts = [say("import.late.count", late.late, minimum=say.number(late.minimum))] if late.late else []
    return " · ".join([*parts, *([say("import.late.held", late.held)] if late.held else [])])


def _release(release: Callable[[], Waited]) -> None:
    try:
        waited = release()
    except KamescopeError as error:
        # Somebody else has undone it meanwhile.
        _say(error)
        return
    _set(COUNTING, None)
    count = waited.questionnaires
    st.session_state[SAID] = lambda say: (
        say("import.late.released", count) if count else say("import.late.released_all")
    )


def _say(error: KamescopeError) -> None:
    """What went wrong, in place of what was asked."""
    _set(ASKED, None)
    st.session_state[SAID] = lambda say: plain(say.shown(error))


def _set(key: str, value: object) -> None:
    """A button's callback; one question at a time is asked, and whatever was told about another undo is forgotten."""
    for other in (ASKED, COUNTING):
        st.session_state.pop(other, None)
    st.session_state[key] = value

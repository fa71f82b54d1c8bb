"""Imports: from the files a survey tool exported to a KAM's results, with every doubt settled by a person."""

import streamlit as st

from kamescope.ui.frame import plain_page
from kamescope.ui.imports.batch import batch
from kamescope.ui.imports.blanks import show_blanks
from kamescope.ui.imports.collecting import show_collecting
from kamescope.ui.imports.drop import show_drop
from kamescope.ui.imports.files import show_files
from kamescope.ui.imports.journal import show_journal, show_waiting
from kamescope.ui.imports.kinds import kinds
from kamescope.ui.imports.next import show_next
from kamescope.ui.imports.once import choose_campaign, describe
from kamescope.ui.imports.preview import show_preview
from kamescope.ui.imports.questions import show_kind
from kamescope.ui.imports.results import show_results
from kamescope.ui.imports.retention import show_overdue
from kamescope.ui.imports.safekeeping import show_backup

READABLE = 1080

say = plain_page("imports")
with st.container(width=READABLE, key="imports-page"):
    files = batch()
    show_drop(files, say)
    show_results(files, say)
    if looks := files.looks():
        show_files(files, looks, say)
        choose_campaign(files, looks, say)
        describe(files, looks, say)
        found = sorted(kinds(looks), key=lambda kind: not kind.asks)
        for kind in found:
            show_kind(files, kind, say)
        show_preview(files, looks, say)
        show_next(files, looks, found, say)
    show_collecting(say)
    show_waiting(say)
    show_journal(say)
    show_blanks(say)
    show_overdue(say)
    show_backup(say)

"""What became of the files just imported, in words, and the way to the results."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from kamescope.i18n import Words
from kamescope.naming import same_key
from kamescope.service import FileReport, Participation
from kamescope.ui import data, state
from kamescope.ui.frame import card, link
from kamescope.ui.imports.batch import Batch, Result
from kamescope.ui.imports.journal import ask_undo, offer_undo
from kamescope.ui.imports.notes import told
from kamescope.ui.text import plain

MOST_LINKS = 12


def show_results(batch: Batch, say: Words) -> None:
    """A link to each KAM concerned, then one line a file, those refused first."""
    if not batch.results:
        return
    done = sum(result.report.status == "imported" for result in batch.results)
    with card(say("import.done.title", done)):
        _links(batch.results, say)
        _undo(batch.together, say)
        with st.container(gap="xsmall"):
            for result in sorted(batch.results, key=lambda result: not result.report.refused):
                _line(result.report, say)


def _undo(together: str, say: Words) -> None:
    """One press for all that was just imported together."""
    same = [entry for entry in data.door().journal() if together and entry.batch == together and not entry.undone_at]
    if len(same) > 1:
        offer_undo(same, "results", say)
        ask_undo(same, "results", say)


def _line(report: FileReport, say: Words) -> None:
    name = plain(report.file)
    if report.refused:
        issue = next((issue for issue in report.issues if issue.is_error), None)
        reason = plain(told(issue, say)) if issue else ""
        st.error(say("import.done.refused", file=name, reason=reason), icon=":material/block:")
        return
    if report.status == "already_imported":
        st.markdown(f":gray[:material/task_alt:] {say('import.done.already', file=name)}")
        return
    parts = [say("count.questionnaires", report.respondents), say("count.answers", report.answers)]
    parts += [say("count.comments", report.comments)] if report.comments else []
    parts += [say(f"import.done.{part}", count) for part, count in report.not_counted.items() if count]
    words = say("import.done.imported", file=name, facts=say.series(parts))
    st.markdown(f":green[:material/check_circle:] {words}")


def _links(results: Sequence[Result], say: Words) -> None:
    found = list(_concerned(results).values())
    if not found:
        return
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.markdown(f":small[:gray[{say('import.done.see')}]]", width="content")
        for entry in found[:MOST_LINKS]:
            address = replace(state.current(), kam=entry.kam.token, campaign=entry.campaign.token, segment="")
            link("overview", address, plain(entry.kam.name), icon=":material/radar:")


def _concerned(results: Sequence[Result]) -> dict[tuple[str, str], Participation]:
    """The KAMs whom the imported files are about, as the database has them now."""
    wanted = {
        (same_key(rated.campaign), same_key(rated.kam))
        for result in results
        if not result.report.refused
        for rated in result.rated
    }
    return {
        (entry.campaign.token, entry.kam.token): entry
        for entry in data.door().people()
        if (same_key(entry.campaign.name), same_key(entry.kam.name)) in wanted
    }

"""What importing would bring: counts by KAM and group, the first rows, what was noticed; and the import itself."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from secrets import token_hex
from typing import Literal

import pandas as pd
import streamlit as st

from kamescope.charts.tiles import Tile, tiles
from kamescope.i18n import Words
from kamescope.service import FileReport
from kamescope.ui import data
from kamescope.ui.components import show_fragment
from kamescope.ui.done import tell
from kamescope.ui.frame import card, plain_look
from kamescope.ui.imports.batch import Batch, FileLook, Result
from kamescope.ui.imports.notes import show_notes
from kamescope.ui.imports.once import day
from kamescope.ui.text import plain

SHOWN = ("asked", "kam", "kam_id", "group", "campaign", "date", "company", "team", "attribute", "item", "answer")
"""Uses of columns whose cells may be shown."""
OPTIONS = ("replace", "keep_duplicates", "release", "collecting")
MOST_ROWS, TALLEST = 14, 500
COUNTED = ("respondents", "answers", "blanks")
RATED = ("kam", "group", *COUNTED, "company", "campaign")
"""What a narrow screen should show comes first."""
_HEADS = {
    "campaign": "filter.campaign",
    "kam": "import.use.kam",
    "company": "column.company",
    "group": "column.group",
    "respondents": "column.questionnaires",
    "answers": "column.answers",
    "blanks": "column.blanks",
}


def show_preview(batch: Batch, looks: Sequence[FileLook], say: Words) -> None:
    """Everything about the files that are ready, what was noticed in all of them, and what may be chosen."""
    ready = [look for look in looks if look.state == "ready"]
    if ready:
        with card(say("import.preview.title"), say("import.preview.words")):
            _figures(ready, say)
            _rated(ready, say)
            _first_rows(ready, say)
    show_notes(looks, say)
    _options(batch, looks, say)


def _figures(ready: Sequence[FileLook], say: Words) -> None:
    reports = [look.now.report for look in ready]
    kams = {(rated.kam, rated.company) for look in ready for rated in look.now.rated}
    blanks = sum(report.blanks for report in reports)
    figures = {
        "import.figure.files": len(ready),
        "column.kams": len(kams),
        "column.questionnaires": sum(report.respondents for report in reports),
        "column.answers": sum(report.answers for report in reports),
    }
    notes = {"column.answers": (say("import.figure.blanks", blanks),)} if blanks else {}
    if comments := sum(report.comments for report in reports):
        figures["column.comments"] = comments
    shown = [Tile("", say(key), say.number(value), notes=notes.get(key, ())) for key, value in figures.items()]
    show_fragment(tiles(ready[0].now.model, shown, plain_look(say)))


def _rated(ready: Sequence[FileLook], say: Words) -> None:
    """Questionnaires, answers and blanks by campaign, KAM and group."""
    counts: defaultdict[tuple, Counter[str]] = defaultdict(Counter)
    for look in ready:
        for rated in look.now.rated:
            group = say.text(look.now.model.group(rated.group).name) if rated.group else ""
            key = (rated.campaign, rated.kam, rated.company, group)
            counts[key].update({name: getattr(rated, name) for name in COUNTED})
    names = ("campaign", "kam", "company", "group")
    frame = pd.DataFrame(
        [
            dict(zip(names, key, strict=True)) | {name: counted[name] for name in COUNTED}
            for key, counted in counts.items()
        ]
    )
    labels = {name: say(_HEADS[name]) for name in frame}
    shown = [name for name in RATED if frame[name].astype(bool).any()]
    _table(frame, labels, shown)


def _first_rows(ready: Sequence[FileLook], say: Words) -> None:
    """The first rows of one file as they were understood; personal columns are left out."""
    with st.expander(say("import.first.title"), icon=":material/table_rows:", key="imports_first_open"):
        look = ready[0]
        if len(ready) > 1:
            positions = {look.position: look for look in ready}
            chosen = st.selectbox(
                say("column.file"),
                list(positions),
                format_func=lambda position: positions[position].upload.name,
                key="imports_first",
            )
            look = positions[chosen]
        seen = look.read
        kept = [(at, use) for at, use in enumerate(seen.columns) if use.use in SHOWN]
        names = {str(at): use.item or use.column.heading or use.column.letters for at, use in kept}
        frame = pd.DataFrame([{str(at): row[at] for at, _ in kept} for row in seen.first_rows], dtype=object)
        _table(frame, names, list(frame))
        st.markdown(f":small[:gray[{say('import.first.words')}]]")


def _options(batch: Batch, looks: Sequence[FileLook], say: Words) -> None:
    """What a person may want otherwise, where it matters: nothing of it is on by itself."""
    offered = [name for name in OPTIONS if any(name in look.options for look in looks)]
    if not offered:
        return
    with card(say("import.options.title")):
        for name in offered:
            if name == "release":
                late = sum(look.late for look in looks)
                st.info(say("import.waiting.words", late), icon=":material/hourglass_top:")
            _option(batch, name, say)


def _option(batch: Batch, name: str, say: Words) -> None:
    key = f"imports_option_{name}"
    st.session_state[key] = getattr(batch, name)
    with st.container(gap=None):
        st.checkbox(say(f"import.options.{name}"), key=key, on_change=_choose, args=(batch, name, key))
        st.markdown(f":small[:gray[{say(f'import.options.{name}_words')}]]")


def _choose(batch: Batch, name: str, key: str) -> None:
    setattr(batch, name, bool(st.session_state[key]))


def import_all(batch: Batch, ready: Sequence[FileLook], say: Words) -> None:
    """Import one file after the other, each in its own transaction; a refusal stops none of the others."""
    bar, results = st.progress(0.0), []
    together = token_hex(8) if len(ready) > 1 else ""
    first_day = day(batch, batch.looks())
    for done, look in enumerate(ready):
        words = say("import.importing", number=done + 1, total=len(ready), file=plain(look.upload.name))
        bar.progress(done / len(ready), text=words)
        request = replace(look.request, batch=together, options=replace(look.request.options, date=first_day))
        report = data.door().import_upload(look.upload, request)
        if report.refused and (again := batch.insisting(request)) != request:
            # What the files before it brought may make a choice matter that did not matter before.
            report = data.door().import_upload(look.upload, again)
        results.append(Result(report, look.now.rated))
        if not report.refused:
            batch.uploads.pop(look.position, None)
    batch.results, batch.together, batch.date = tuple(results), together, None
    batch.turn += 1
    data.begin_run()
    came = [result.report for result in results if result.report.status == "imported"]
    if came:
        tell(lambda say: _done(came, say))


def _done(reports: Sequence[FileReport], say: Words) -> str:
    brought = sum(report.respondents for report in reports)
    return f"{say('import.done.title', len(reports))} · {say('count.questionnaires', brought)}"


def _table(frame: pd.DataFrame, labels: dict[str, str], shown: Sequence[str]) -> None:
    """A read-only table; everything in it is data."""
    config = {name: st.column_config.Column(label) for name, label in labels.items()}
    height: Literal["content"] | int = "content" if len(frame) <= MOST_ROWS else TALLEST
    st.dataframe(frame, hide_index=True, column_config=config, column_order=list(shown), height=height)

"""What was done, by whom, on whom: chosen by person, deed, KAM and period; in pages, and as a file."""

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence

import streamlit as st

from kamescope.analysis.people import told_apart
from kamescope.charts.text_table import text_table
from kamescope.i18n import Words
from kamescope.naming import alphabetical
from kamescope.sentences import author, deed, roles
from kamescope.service import Trace
from kamescope.ui import data
from kamescope.ui.access.paging import paged
from kamescope.ui.components import csv_bytes, show_fragment
from kamescope.ui.frame import plain_look

SIZE, WIDE, WHEN = 100, 220, "17%"
DAYS = {"today": 1, "week": 7, "month": 30, "all": None}
"""Periods, in days that end today."""
HEADS = ("audit.when", "audit.who", "access.role", "audit.what", "audit.on_filter", "filter.campaign")


def choose_traces(say: Words) -> tuple[Trace, ...]:
    """The filters, and what they leave, the newest first."""
    lines, names = data.door().audit(), _names()
    with st.container(horizontal=True, gap="small"):
        period = st.selectbox(
            say("audit.period"),
            list(DAYS),
            index=list(DAYS).index("month"),
            format_func=lambda each: say(f"audit.period_{each}"),
            key="audit_period",
            width=WIDE,
            filter_mode=None,
        )
        who = _one_of("who", {each.who: author(each.who, say) for each in lines}, say)
        what = _one_of("what", {each.what: deed(each.what, say) for each in lines}, say)
        on = _one_of("on", {each.on: names.get(each.on, each.on) for each in lines if each.on}, say)
    first = _first_day(DAYS[period])
    wanted: Sequence[Callable[[Trace], bool]] = (
        lambda each: each.at.date() >= first,
        lambda each: who in ("", each.who),
        lambda each: what in ("", each.what),
        lambda each: on in ("", each.on),
    )
    return tuple(each for each in lines if all(fits(each) for fits in wanted))


def show_traces(lines: Sequence[Trace], say: Words) -> None:
    """A page of them as a table, and all of them as csv."""
    if not lines:
        st.markdown(f":gray[{say('audit.nothing')}]")
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        part = paged(lines, SIZE, "audit_page")
        st.markdown(f":small[:gray[{say('audit.count', len(lines))}]]", width="stretch")
        st.download_button(
            say("download.csv"),
            lambda: csv_bytes(rows_of(lines, say, _sortable), say.writing),
            f"kamescope_traces_{datetime.date.today()}.csv",
            "text/csv",
            key="csv_traces",
            icon=":material/download:",
            on_click="ignore",
            type="tertiary",
        )
    rows = rows_of(part, say, _readable)
    texts = [list(row.values()) for row in rows]
    show_fragment(text_table(say("audit.title"), list(rows[0]), texts, plain_look(say), WHEN))


def rows_of(lines: Iterable[Trace], say: Words, when: Callable[[Trace, Words], str]) -> list[dict[str, str]]:
    """Lines in words, under their headings."""
    names = _names()
    return [dict(zip(map(say, HEADS), (when(each, say), *_texts(each, names, say)), strict=True)) for each in lines]


def _sortable(line: Trace, _: Words) -> str:
    return f"{line.at:%Y-%m-%d %H:%M:%S}"


def _readable(line: Trace, say: Words) -> str:
    return say("import.journal.when", date=say.date(line.at.date()), time=say.time(line.at))


def _texts(line: Trace, names: Mapping[str, str], say: Words) -> tuple[str, ...]:
    return (
        author(line.who, say),
        roles(line.role, say),
        deed(line.what, say),
        names.get(line.on, line.on),
        line.campaign,
    )


def _names() -> dict[str, str]:
    """What each KAM is called, by id."""
    kams = list({entry.kam.token: entry.kam for entry in data.door().enrolled()}.values())
    return dict(zip((kam.id for kam in kams), told_apart(kams), strict=True))


def _one_of(name: str, values: Mapping[str, str], say: Words) -> str:
    """One of the values there are, "" for all of them."""
    shown = dict(sorted(values.items(), key=lambda each: alphabetical(each[1])))
    return st.selectbox(
        say(f"audit.{name}_filter"),
        ["", *shown],
        format_func=lambda each: shown.get(each, say("audit.all")),
        key=f"audit_{name}",
        width=WIDE,
    )


def _first_day(days: int | None) -> datetime.date:
    return datetime.date.today() - datetime.timedelta(days - 1) if days else datetime.date.min

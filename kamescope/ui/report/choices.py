"""What a person chooses: for whom, in which format and language, with which parts."""

from dataclasses import dataclass
from typing import Literal, TypedDict

import streamlit as st

from kamescope.i18n import LANGUAGES, Words
from kamescope.reports.names import Format
from kamescope.reports.report_spec import Section
from kamescope.sentences import unbroken
from kamescope.service import Participation
from kamescope.ui import data
from kamescope.ui.kam.view import KamView
from kamescope.ui.text import plain

ONE, SEVERAL, ALL = "one", "several", "all"


class _Kept(TypedDict):
    persist_state: Literal["session"]


KEPT: _Kept = {"persist_state": "session"}
"""A choice outlives a look at another page."""


@dataclass(frozen=True, slots=True)
class Choices:
    """The KAMs by token, the format, the language, the parts in the report's own order."""

    kams: tuple[str, ...]
    format: Format
    language: str
    sections: tuple[Section, ...]

    @property
    def complete(self) -> bool:
        """Whether there is somebody and something to tell."""
        return bool(self.kams and self.sections)


def choose(view: KamView) -> Choices:
    """The choices, one under the other."""
    kams, format = _for_whom(view), _format(view.say)
    return Choices(kams, format, _language(view.say), _sections(view, format))


def colleagues(view: KamView) -> list[Participation]:
    """Everybody in the campaign, real people first."""
    found = [entry for entry in data.door().people() if entry.campaign.token == view.address.campaign]
    return sorted(found, key=lambda entry: entry.kam.fictitious)


def section_names(say: Words, length: int) -> dict[Section, str]:
    """What the parts are called, as their titles say in the report; `length` is that of its lists."""
    n = say.number(length)
    return {
        Section.SUMMARY: say("report.summary"),
        Section.METHOD: say("report.introduction"),
        Section.RESULTS: say("page.overview"),
        Section.TOP: say("report.top", n=n),
        Section.BOTTOM: say("report.bottom", n=n),
        Section.WINDOW: say("page.perception"),
        Section.FACTORS: say("report.details"),
        Section.COMMENTS: say("page.comments"),
    }


def _for_whom(view: KamView) -> tuple[str, ...]:
    entries = {entry.kam.token: entry for entry in colleagues(view)}
    me = view.address.kam
    if len(entries) == 1:
        _lone(view)
        return (me,)
    captions = {ONE: "", SEVERAL: "", ALL: campaign_size(view)}
    whom = st.radio(
        view.say("report_page.whom"),
        list(captions),
        format_func=lambda choice: _whom_label(view, choice),
        captions=list(captions.values()),
        key="report_whom",
        **KEPT,
    )
    if whom == SEVERAL:
        return _some(view, entries)
    return tuple(entries) if whom == ALL else (me,)


def _lone(view: KamView) -> None:
    with st.container(gap=None):
        st.markdown(f":small[{view.say('report_page.whom')}]")
        name = plain(unbroken(view.published.kam.name))
        # Who sees one of many is not told that there is nobody else.
        lone = "report_page.lone_of_mine" if data.door().viewer.scope.is_granted else "report_page.lone"
        st.markdown(f"{name}  \n:small[:gray[{view.say(lone)}]]")


def _whom_label(view: KamView, choice: str) -> str:
    if choice == ONE:
        return plain(unbroken(view.published.kam.name))
    if choice == ALL:
        return view.say("campaign.whole", name=plain(view.published.campaign.name))
    return view.say("report_page.whom_several")


def campaign_size(view: KamView) -> str:
    """How many KAMs the campaign has, and how many of them are made up."""
    entries, say = colleagues(view), view.say
    count, fictitious = len(entries), sum(entry.kam.fictitious for entry in entries)
    kams = say("count.kams_unbroken", count)
    if fictitious == count:
        return say("report_page.all_fictitious", kams=kams)
    return say("report_page.some_fictitious", fictitious, kams=kams) if fictitious else kams


def _some(view: KamView, entries: dict[str, Participation]) -> tuple[str, ...]:
    chosen = st.multiselect(
        view.say("report_page.which"),
        list(entries),
        default=[view.address.kam],
        format_func=lambda token: _label(entries[token]),
        placeholder=view.say("report_page.which"),
        select_all=False,
        label_visibility="collapsed",
        key=f"report_kams_{view.address.campaign}",
        **KEPT,
    )
    return tuple(token for token in entries if token in chosen)


def _label(entry: Participation) -> str:
    name = unbroken(entry.kam.name)
    return f"{name} · {entry.kam.company}" if entry.kam.company else name


def _format(say: Words) -> Format:
    formats = [format for format in Format if format is not Format.GUIDE]  # which is the coach's, on the page of theirs
    return st.radio(
        say("report_page.format"),
        formats,
        format_func=lambda format: say(f"report_page.format_{format}"),
        captions=[say(f"report_page.format_{format}_for") for format in formats],
        key="report_format",
        **KEPT,
    )


def _language(say: Words) -> str:
    """The page's own language until another one is chosen."""
    return st.segmented_control(
        say("report_page.language"),
        LANGUAGES,
        format_func=say.language_name,
        default=say.language,
        required=True,
        key=f"report_language_{say.language}",
        **KEPT,
    )


def _sections(view: KamView, format: Format) -> tuple[Section, ...]:
    if format is Format.HANDOUT:
        return tuple(Section)  # one page, always the same
    names = section_names(view.say, view.address.n)
    all_parts = offered(format)
    chosen = st.pills(
        view.say("report_page.sections"),
        all_parts,
        wrap=True,
        selection_mode="multi",
        default=all_parts,
        format_func=names.__getitem__,
        key=f"report_sections_{format}",
        **KEPT,
    )
    st.markdown(f":small[:gray[{view.say('report_page.always')}]]")
    return tuple(section for section in Section if section in chosen)


def offered(format: Format) -> list[Section]:
    """The parts that a format has: a deck has no slide for some, a workbook no sheet."""
    if format is Format.PPTX:
        from kamescope.reports.slides.deck import STORY

        return [section for section in Section if section in dict(STORY)]
    if format is not Format.XLSX:
        return list(Section)
    from kamescope.reports.workbook import SHEETS

    told = frozenset[Section]().union(*(sheet.sections for sheet in SHEETS))
    return [section for section in Section if section in told]

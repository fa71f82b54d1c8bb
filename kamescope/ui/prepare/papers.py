"""The papers of the conversation, one press each: made when somebody asks for one, and kept by nobody."""

import datetime
from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

import streamlit as st

from kamescope.errors import KamescopeError
from kamescope.reports.names import Format, report_name
from kamescope.reports.render import Job, attempt
from kamescope.reports.report_spec import RenderOptions, ReportSpec
from kamescope.service import Milestone, Service, version
from kamescope.ui import data
from kamescope.ui.components import note_download
from kamescope.ui.debrief.release import Pair, do, road_of
from kamescope.ui.frame import link
from kamescope.ui.prepare.talk import Talk
from kamescope.ui.report.choices import colleagues
from kamescope.ui.report.plans import with_plans
from kamescope.ui.report.result import TYPES

Filled = Callable[[Service, Pair, ReportSpec], ReportSpec]


class TalkPaper(NamedTuple):
    """One paper: its name in the catalogues, its format, its icon, and what it tells beside the results."""

    name: str
    format: Format
    icon: str
    filled: Filled


def _with_notes(door: Service, pair: Pair, spec: ReportSpec) -> ReportSpec:
    return replace(spec, preparation=door.preparation(*pair).preparation)


def _without_notes(door: Service, pair: Pair, spec: ReportSpec) -> ReportSpec:
    return replace(spec, preparation=replace(door.preparation(*pair).preparation, notes=()))


def _as_it_is(door: Service, pair: Pair, spec: ReportSpec) -> ReportSpec:
    return spec


PAPERS = (
    TalkPaper("guide", Format.GUIDE, ":material/print:", _with_notes),
    TalkPaper("guide_bare", Format.GUIDE, ":material/print:", _without_notes),
    TalkPaper("handout", Format.HANDOUT, ":material/article:", with_plans),
    TalkPaper("pptx", Format.PPTX, ":material/slideshow:", _as_it_is),
)


def show_papers(talk: Talk) -> None:
    """What can be taken along, and the next step on the road."""
    with st.container(key="prepare-papers", gap="xsmall"):
        if talk.published.cells:
            for paper in PAPERS:
                _paper(talk, paper)
        _road(talk)


def _paper(talk: Talk, paper: TalkPaper) -> None:
    """A paper of all of this KAM's results, whatever the filters."""
    say, options = (
        talk.say,
        RenderOptions(talk.say.language, made_on=datetime.date.today(), data_version=data.version()),
    )
    spec = ReportSpec(talk.published, options)
    st.download_button(
        say(f"prepare.paper_{paper.name}"),
        _asked(talk, paper, spec),
        report_name(spec, paper.format, [entry.kam for entry in colleagues(talk.view)]),
        TYPES[paper.format],
        key=f"prepare_paper_{paper.name}",
        icon=paper.icon,
        on_click="ignore",
        width="stretch",
    )


def _asked(talk: Talk, paper: TalkPaper, spec: ReportSpec) -> Callable[[], bytes]:
    """What a press asks for: as it is prepared then; refused where the page is older than the data."""
    door, pair = data.door(), talk.pair

    def content() -> bytes:
        if version(door.store) != spec.render_options.data_version:
            raise KamescopeError("report_outdated")
        done = attempt(Job(paper.filled(door, pair, spec), paper.format))
        if done.problem is not None:
            raise done.problem
        note_download(door, paper.format, [pair[1]], pair[0])
        return done.content

    return content


def _road(talk: Talk) -> None:
    """Once the guide is read, the conversation is prepared: results can be released."""
    road, say, pair = road_of(talk.pair), talk.say, talk.pair
    if road is not None and road.step is Milestone.READY:
        st.markdown(f":small[:gray[{say('prepare.ready')}]]")
        link("comments", talk.view.address, say("page.comments"), icon=":material/forum:")
        st.button(
            say("release.prepare"),
            key="prepare_done",
            icon=":material/check:",
            width="stretch",
            on_click=do,
            args=(lambda door: door.prepare(*pair), lambda say: say("prepare.marked")),
        )

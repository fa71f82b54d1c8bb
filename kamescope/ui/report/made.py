"""What was made: a file for one KAM, one zip for several, and what became of each."""

import datetime
import io
import zipfile
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace

import streamlit as st

from kamescope.errors import KamescopeError
from kamescope.records import Kam
from kamescope.reports.names import report_name
from kamescope.reports.render import Done, Job, attempt
from kamescope.reports.report_spec import ReportSpec
from kamescope.reports.steps import Tell
from kamescope.reports.worker_pool import worker_pool
from kamescope.ui.kam.view import KamView
from kamescope.ui.report.choices import colleagues
from kamescope.ui.report.order import Order, brief_of, view_of

KEY = "report_made"


@dataclass(frozen=True, slots=True)
class ReportLine:
    """What became of one KAM's report: a file of so many bytes, or the problem that there is none for."""

    kam: Kam
    file: str = ""
    size: int = 0
    problem: KamescopeError | None = None


@dataclass(frozen=True, eq=False)
class MadeReports:
    """The file to download, empty where everything failed; `spec` is one of those told, `pages` (PNG) are one KAM's.

    `campaign` is its name, `made_at` the time of this machine.
    """

    order: Order
    lines: tuple[ReportLine, ...]
    campaign: str
    made_at: datetime.datetime
    name: str = ""
    content: bytes = b""
    spec: ReportSpec | None = None
    pages: tuple[bytes, ...] = ()

    @property
    def alone(self) -> bool:
        """Whether it was made for one KAM alone."""
        return len(self.order.choices.kams) == 1

    def is_outdated(self, order: Order) -> bool:
        """Whether the data have changed since: what it tells may be told no more."""
        return self.order.data_version != order.data_version

    def given(self, version: Callable[[], int]) -> bytes:
        """The file, when it is asked for: a page that offers it may be older than the data.

        Raises KamescopeError `report_outdated` where these have changed.
        """
        if version() != self.order.data_version:
            raise KamescopeError("report_outdated")
        return self.content

    @property
    def written(self) -> tuple[ReportLine, ...]:
        """The reports that there is a file of."""
        return tuple(line for line in self.lines if line.problem is None)

    @property
    def failed(self) -> tuple[ReportLine, ...]:
        """Those that there is none of."""
        return tuple(line for line in self.lines if line.problem is not None)


def last_made(order: Order) -> MadeReports | None:
    """What this session made last, for whoever asks now: nothing of what was made for another viewer, and of a file
    that is outdated its name alone.
    """
    made: MadeReports | None = st.session_state.get(KEY)
    if made is None:
        return None
    if made.order.viewer != order.viewer:
        del st.session_state[KEY]
        return None
    if made.is_outdated(order) and made.content:
        made = replace(made, content=b"", spec=None, pages=())
        keep(made)
    return made


def keep(made: MadeReports) -> None:
    """Remember it, in place of what was made before."""
    st.session_state[KEY] = made


def make_one(view: KamView, order: Order, tell: Tell) -> MadeReports:
    """One KAM's file, told step by step."""
    unread: list[ReportLine] = []
    results = [attempt(job, tell) for job in _jobs(view, order, unread)] or unread
    line = _line(results[0], [entry.kam for entry in colleagues(view)])
    made = _made(view, order, [line])
    if isinstance(results[0], ReportLine):
        return made
    return replace(made, name=line.file, content=results[0].content, spec=results[0].job.spec)


def make_many(view: KamView, order: Order, tell: Callable[[ReportLine], None]) -> MadeReports:
    """A zip of every KAM's file; each is told as it comes, and one that fails does not stop the others.

    The processes at work end with it, also where the script is stopped on its way.
    """
    known, lines, zipped = [entry.kam for entry in colleagues(view)], [], io.BytesIO()
    specs: list[ReportSpec] = []
    with zipfile.ZipFile(zipped, "w") as target, closing(_results(view, order)) as results:
        for result in results:
            line = _line(result, known)
            if isinstance(result, Done) and line.problem is None:
                target.writestr(_entry(line, result), result.content)
                specs.append(result.job.spec)
            lines.append(line)
            tell(line)
    made = _made(view, order, lines)
    if not specs:
        return made
    # A filter that may not act on somebody acts on others: the sentence about filters is theirs.
    spec = next((spec for spec in specs if spec.published.where is not None), specs[0])
    return replace(made, name=_zip_name(made), content=zipped.getvalue(), spec=spec)


def _made(view: KamView, order: Order, lines: Iterable[ReportLine]) -> MadeReports:
    """What became of each KAM's report, without a file."""
    return MadeReports(order, tuple(lines), view.published.campaign.name, datetime.datetime.now())


def _results(view: KamView, order: Order) -> Generator[Done | ReportLine, None, None]:
    """What comes from the press, and who could not even be read."""
    unread: list[ReportLine] = []
    with closing(worker_pool(_jobs(view, order, unread))) as results:
        yield from results
    yield from unread


def _jobs(view: KamView, order: Order, unread: list[ReportLine]) -> Iterator[Job]:
    people = {entry.kam.token: entry.kam for entry in colleagues(view)}
    for kam in order.choices.kams:
        try:
            spec = brief_of(view_of(view, kam), order)
        except KamescopeError as problem:
            unread.append(ReportLine(people[kam], problem=problem))
            continue
        yield Job(spec, order.choices.format)


def _line(done: Done | ReportLine, known: list[Kam]) -> ReportLine:
    if isinstance(done, ReportLine):
        return done
    spec = done.job.spec
    if done.problem is not None:
        return ReportLine(spec.published.kam, problem=done.problem)
    return ReportLine(spec.published.kam, report_name(spec, done.job.format, known), len(done.content))


def _entry(line: ReportLine, done: Done) -> zipfile.ZipInfo:
    """Dated by the day of the edition alone: what is inside is compressed already."""
    day = done.job.spec.render_options.made_on
    return zipfile.ZipInfo(line.file, (day.year, day.month, day.day, 0, 0, 0))


def _zip_name(made: MadeReports) -> str:
    """As all the files in it begin, then their format: `rapport_printemps-2026_pdf.zip`."""
    stem, _, _ = made.written[0].file.rpartition(".")
    return "_".join([*stem.split("_")[:2], made.order.choices.format]) + ".zip"

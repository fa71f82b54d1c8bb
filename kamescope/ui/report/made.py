"""What was made: a file for one KAM, one zip for several, and what became of each."""

import io
import zipfile
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from dataclasses import dataclass, replace

import streamlit as st

from kamescope.errors import KamescopeError
from kamescope.records import Kam
from kamescope.reports.names import report_name
from kamescope.reports.render import Done, Job
from kamescope.reports.report_spec import ReportSpec
from kamescope.reports.worker_pool import worker_pool
from kamescope.ui.kam.view import KamView
from kamescope.ui.report.choices import colleagues
from kamescope.ui.report.order import Order, brief_of, view_of

KEY = "report_made"


@dataclass(frozen=True, slots=True)
class Line:
    """What became of one KAM's report: a file of so many bytes, or the problem that there is none for."""

    kam: Kam
    file: str = ""
    size: int = 0
    problem: KamescopeError | None = None


@dataclass(frozen=True, eq=False)
class Made:
    """The file to download, empty where everything failed; `brief` and `pages` (PNG) for one KAM alone."""

    order: Order
    lines: tuple[Line, ...]
    name: str = ""
    content: bytes = b""
    spec: ReportSpec | None = None
    pages: tuple[bytes, ...] = ()

    @property
    def alone(self) -> bool:
        """Whether it was made for one KAM alone."""
        return len(self.order.choices.kams) == 1

    @property
    def written(self) -> tuple[Line, ...]:
        """The reports that there is a file of."""
        return tuple(line for line in self.lines if line.problem is None)

    @property
    def failed(self) -> tuple[Line, ...]:
        """Those that there is none of."""
        return tuple(line for line in self.lines if line.problem is not None)


def last_made() -> Made | None:
    """What this session made last."""
    return st.session_state.get(KEY)


def keep(made: Made) -> None:
    """Remember it, in place of what was made before."""
    st.session_state[KEY] = made


def forget(made: Made) -> None:
    """Keep but the name: what the file tells is no longer so, and may no longer be shown."""
    keep(replace(made, content=b"", spec=None, pages=()))


def make_one(view: KamView, order: Order) -> Made:
    """One KAM's file."""
    (result,) = _results(view, order)
    line = _line(result, [entry.kam for entry in colleagues(view)])
    if isinstance(result, Line):
        return Made(order, (line,))
    return Made(order, (line,), line.file, result.content, result.job.spec)


def make_many(view: KamView, order: Order, tell: Callable[[Line], None]) -> Made:
    """A zip of every KAM's file; each is told as it comes, and one that fails does not stop the others.

    The processes at work end with it, also where the script is stopped on its way.
    """
    known, lines, zipped = [entry.kam for entry in colleagues(view)], [], io.BytesIO()
    with zipfile.ZipFile(zipped, "w") as target, closing(_results(view, order)) as results:
        for result in results:
            line = _line(result, known)
            if isinstance(result, Done) and line.problem is None:
                target.writestr(_entry(line, result), result.content)
            lines.append(line)
            tell(line)
    made = Made(order, tuple(lines))
    if not made.written:
        return made
    return Made(order, made.lines, _zip_name(made), zipped.getvalue())


def _results(view: KamView, order: Order) -> Generator[Done | Line, None, None]:
    """What comes from the press, and who could not even be read."""
    unread: list[Line] = []
    with closing(worker_pool(_jobs(view, order, unread))) as results:
        yield from results
    yield from unread


def _jobs(view: KamView, order: Order, unread: list[Line]) -> Iterator[Job]:
    people = {entry.kam.token: entry.kam for entry in colleagues(view)}
    for kam in order.choices.kams:
        try:
            spec = brief_of(view_of(view, kam), order)
        except KamescopeError as problem:
            unread.append(Line(people[kam], problem=problem))
            continue
        yield Job(spec, order.choices.format)


def _line(done: Done | Line, known: list[Kam]) -> Line:
    if isinstance(done, Line):
        return done
    spec = done.job.spec
    if done.problem is not None:
        return Line(spec.published.kam, problem=done.problem)
    return Line(spec.published.kam, report_name(spec, done.job.format, known), len(done.content))


def _entry(line: Line, done: Done) -> zipfile.ZipInfo:
    """Dated by the day of the edition alone: what is inside is compressed already."""
    day = done.job.spec.render_options.made_on
    return zipfile.ZipInfo(line.file, (day.year, day.month, day.day, 0, 0, 0))


def _zip_name(made: Made) -> str:
    """As all the files in it begin, then their format: `rapport_printemps-2026_pdf.zip`."""
    stem, _, _ = made.written[0].file.rpartition(".")
    return "_".join([*stem.split("_")[:2], made.order.choices.format]) + ".zip"

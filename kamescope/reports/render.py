"""One report made, whatever its format, and what becomes of one that cannot be."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from kamescope.errors import KamescopeError, whereabouts
from kamescope.reports.names import Format
from kamescope.reports.report_spec import ReportSpec
from kamescope.reports.steps import Tell, unheard

Made = TypeVar("Made")


@dataclass(frozen=True, eq=False)
class Job:
    """A file to make: what it tells, and its format."""

    spec: ReportSpec
    format: Format


@dataclass(frozen=True, eq=False)
class Done:
    """What became of a job: the file's content, or the problem that there is no file for."""

    job: Job
    content: bytes = b""
    problem: KamescopeError | None = None


class Answer(NamedTuple):
    """A `Done` on its way between two processes: without the job, which the asker has, the problem as plain facts."""

    content: bytes
    code: str = ""
    facts: dict[str, object] | None = None

    @classmethod
    def to(cls, done: Done) -> "Answer":
        """What to send back."""
        problem = done.problem
        return cls(done.content, problem.code, dict(problem.facts)) if problem else cls(done.content)

    def about(self, job: Job) -> Done:
        """What became of the job that was asked."""
        return Done(job, self.content, KamescopeError(self.code, **(self.facts or {})) if self.code else None)


def render(spec: ReportSpec, format: Format, tell: Tell = unheard) -> bytes:
    """The file of one report, told step by step; what a format needs is loaded when it is first asked for."""
    match format:
        case Format.PDF:
            from kamescope.reports.pdf import report_pdf as written
        case Format.HANDOUT:
            from kamescope.reports.pdf import handout_pdf as written
        case Format.GUIDE:
            from kamescope.reports.pdf import guide_pdf as written
        case Format.PPTX:
            from kamescope.reports.slides import debrief_slides as written
        case Format.XLSX:
            from kamescope.reports.workbook import results_workbook as written
    return written(spec, tell)


def attempt(job: Job, tell: Tell = unheard) -> Done:
    """Make a report; a failure is a problem to tell."""
    made = attempted(lambda: render(job.spec, job.format, tell))
    return Done(job, made) if isinstance(made, bytes) else Done(job, problem=made)


def attempted(write: Callable[[], Made]) -> Made | KamescopeError:
    """What is made, or the problem that there is none for: `report_failed` where nobody expected it."""
    try:
        return write()
    except KamescopeError as problem:
        return problem
    except Exception as error:
        logging.getLogger(__name__).error("unexpected %s", whereabouts(error))
        return KamescopeError("report_failed")

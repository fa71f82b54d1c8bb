"""Many reports at once: what comes back, what one failure does to the others, and what is left of the workers."""

import io
import logging
import os
import pickle
import subprocess
import sys
import threading
from dataclasses import replace
from itertools import repeat
from pathlib import Path

import pytest

from kamescope import places
from kamescope.errors import KamescopeError
from kamescope.records import Kam
from kamescope.reports.render import Answer, Done, attempt, render
from kamescope.reports.report_spec import RenderOptions, ReportSpec
from kamescope.reports.worker import serve
from kamescope.reports.worker_pool import Format, Job, report_name, worker_pool
from tests.support import CAMPAIGN, KAM, martin

BRIEF = ReportSpec(martin())
SHEET = Job(BRIEF, Format.XLSX)
BROKEN = Job(ReportSpec(replace(martin(), cells={})), Format.XLSX)


class Deadly(ReportSpec):
    """A brief that ends whoever unpacks it, as a lack of memory would."""

    def __reduce__(self) -> tuple:
        return os._exit, (9,)


DEADLY = Job(Deadly(martin()), Format.XLSX)


class Process(subprocess.Popen):
    """A process that is remembered."""

    started: list["Process"]

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        self.started.append(self)


@pytest.fixture
def workers(monkeypatch: pytest.MonkeyPatch) -> list[Process]:
    """Every process that the press starts."""
    monkeypatch.setattr(Process, "started", [], raising=False)
    monkeypatch.setattr("kamescope.reports.worker_pool.subprocess.Popen", Process)
    return Process.started


def nothing_is_left(workers: list[Process]) -> bool:
    """Whether every worker has ended and been waited for, its pipes are shut, and no thread waits for one."""
    ended = all(worker.returncode is not None and worker.stdin.closed and worker.stdout.closed for worker in workers)
    return ended and not [thread for thread in threading.enumerate() if thread.name.startswith("press")]


# What comes back


@pytest.mark.deep
def test_everything_comes_back_in_order_whatever_fails_on_the_way(workers, capfd):
    jobs = [BROKEN, *(Job(BRIEF, format) for format in Format), DEADLY, SHEET, SHEET]
    results = list(worker_pool(iter(jobs), workers=2))
    assert [done.job for done in results] == jobs
    assert [done.problem and done.problem.code for done in results] == [
        "report_failed",
        *(None for _ in Format),
        "report_worker_lost",
        None,
        None,
    ]
    for done in results:
        assert done.content == (b"" if done.problem else render(done.job.spec, done.job.format))
    # The dead one was replaced, unless the other was quick enough to do what was left.
    assert len(workers) in (2, 3)
    assert nothing_is_left(workers)
    told = capfd.readouterr()
    assert "unexpected KeyError" in told.err
    assert told.out == ""


@pytest.mark.deep
def test_one_worker_after_the_other_may_die(workers):
    results = list(worker_pool([DEADLY, DEADLY, SHEET], workers=1))
    assert [bool(done.problem) for done in results] == [True, True, False]
    assert len(workers) == 3
    assert nothing_is_left(workers)


@pytest.mark.parametrize("jobs", [[], [SHEET]])
def test_one_report_alone_needs_no_worker(workers, jobs):
    assert [done.content for done in worker_pool(jobs)] == [render(job.spec, job.format) for job in jobs]
    assert workers == []


def test_an_unexpected_failure_is_told_without_what_it_was_about(caplog):
    said = f"{KAM.name} has 47 %"

    def refuse(*_):
        raise ValueError(said)

    with caplog.at_level(logging.ERROR), pytest.MonkeyPatch.context() as patch:
        patch.setattr("kamescope.reports.render.render", refuse)
        done = attempt(SHEET)
    assert (done.content, done.problem.code) == (b"", "report_failed")
    assert "ValueError" in caplog.text
    assert KAM.name not in caplog.text


def test_an_expected_failure_keeps_its_code_and_facts_on_the_way():
    problem = KamescopeError("report_not_laid_out", kam="A", reason="B")
    back = pickle.loads(pickle.dumps(Answer.to(Done(SHEET, problem=problem)))).about(SHEET)
    assert (back.problem.code, dict(back.problem.facts), back.job) == (problem.code, dict(problem.facts), SHEET)


# What is left


@pytest.mark.deep
def test_a_press_that_is_left_early_takes_few_jobs_and_leaves_nothing(workers):
    taken = []
    results = worker_pool((taken.append(job) or job for job in repeat(SHEET)), workers=2)
    assert next(results).content
    results.close()
    assert len(workers) == 2
    assert len(taken) <= 4
    assert nothing_is_left(workers)


def test_jobs_that_cannot_be_read_end_the_press(workers):
    def jobs():
        yield from (SHEET, SHEET)
        raise LookupError

    with pytest.raises(LookupError):
        list(worker_pool(jobs(), workers=2))
    assert workers
    assert nothing_is_left(workers)


ASKER = """
import os, sys
sys.path.append({root!r})
from itertools import repeat
from tests.support import martin
from kamescope.reports.report_spec import ReportSpec
from kamescope.reports.worker_pool import Format, Job, worker_pool
results = worker_pool(repeat(Job(ReportSpec(martin()), Format.XLSX)), workers=2)
print(len(next(results).content), flush=True)
os.kill(os.getpid(), 9)
"""


@pytest.mark.parametrize("length", [0, 1, 1000])
def test_a_job_cut_short_is_the_end_of_the_work_and_no_failure(length: int):
    serve(io.BytesIO(pickle.dumps(SHEET)[:length]), answers := io.BytesIO())
    assert answers.closed


@pytest.mark.deep
def test_workers_end_with_whoever_asked_and_are_found_from_anywhere(tmp_path: Path):
    """The one who asks shares its stderr with its workers: it is at its end when the last of them is gone."""
    (tmp_path / "pickle.py").write_text("raise SystemExit('taken from the wrong place')", encoding="utf-8")
    source = ASKER.format(root=str(places.ROOT))
    done = subprocess.run([sys.executable, "-I", "-c", source], cwd=tmp_path, capture_output=True, timeout=60)
    assert done.returncode == -9
    assert int(done.stdout) == len(render(BRIEF, Format.XLSX))
    assert done.stderr == b""


# Names


def named(kam: Kam, *others: Kam, language: str = "fr") -> str:
    """The name of a KAM's PDF."""
    spec = ReportSpec(replace(martin(), kam=kam), RenderOptions(language))
    return report_name(spec, Format.PDF, (kam, *others))


def somebody(token: str, name: str, company: str = "XYZ") -> Kam:
    """A KAM."""
    return replace(KAM, token=token, name=name, company=company)


def test_a_report_is_named_in_its_language():
    assert named(KAM) == "rapport_campagne-xyz_m-martin_xyz.pdf"
    assert named(KAM, language="en") == "report_campagne-xyz_m-martin_xyz.pdf"
    assert named(replace(KAM, company="")) == "rapport_campagne-xyz_m-martin.pdf"


def test_long_names_that_begin_alike_are_told_apart_where_they_are_cut():
    one, other = somebody("t1", "x" * 41), somebody("t2", "x" * 42)
    assert named(one, other) != named(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (somebody("t1", "Zoé"), somebody("t2", "ZOE")),
        (somebody("t1", "A/B"), somebody("t2", "A B")),
        (somebody("t1", "..."), somebody("t2", "???")),
        (somebody("t1", "A", ""), somebody("t2", "", "A")),
    ],
)
def test_who_would_share_a_name_carries_a_token(one: Kam, other: Kam):
    first, second = named(one, other), named(other, one)
    assert first.endswith("_t1.pdf")
    assert second.endswith("_t2.pdf")
    assert "_t1" not in named(one, somebody("t3", "Somebody else"))


def test_the_same_person_of_two_companies_is_told_apart_already():
    one, other = somebody("t1", "Bob", "ABC"), somebody("t2", "Bob", "XYZ")
    assert named(one, other) == "rapport_campagne-xyz_bob_abc.pdf"


@pytest.mark.parametrize("sign", ["x", "é", "李", "\N{MATHEMATICAL FRAKTUR SMALL A}", "𠀀", "각"])
def test_a_name_keeps_within_what_a_file_system_holds(sign: str):
    long = replace(
        martin(), kam=somebody("t" * 12, sign * 300, sign * 300), campaign=replace(CAMPAIGN, name=sign * 300)
    )
    name = report_name(ReportSpec(long), Format.PPTX, [somebody("u", sign * 300, sign * 300)])
    assert len(name.encode()) <= 255
    assert name.endswith("_tttttttttttt.pptx")
    assert name == report_name(ReportSpec(long), Format.PPTX, [somebody("v", sign * 300, sign * 300)])

"""Many reports on all cores, each core with a process of its own.

Threads would wait for one another: both Python and the chart engine hold a lock while they work. The standard library's
process pools run the main script again in each process, which under Streamlit is the app.
"""

import os
import pickle
import subprocess
import sys
from collections import deque
from collections.abc import Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from itertools import chain, islice
from pathlib import Path
from threading import Lock, local

from kamescope.errors import KamescopeError
from kamescope.reports.names import Format, report_name
from kamescope.reports.render import Done, Job, attempt

__all__ = ["Done", "Format", "Job", "report_name", "worker_pool"]

_ROOT = Path(__file__).resolve().parents[2]
# `-P`: no file of the folder that this was started in stands in for a module of the same name.
_COMMAND = (sys.executable, "-P", "-m", "kamescope.reports.worker")
_AHEAD = 2
"""Jobs asked for each worker before the first answer is waited for: enough that none is ever idle."""


def worker_pool(jobs: Iterable[Job], workers: int | None = None) -> Generator[Done, None, None]:
    """Make every report, and say what became of each as soon as it and those before it are done.

    Jobs are taken a few at a time, in the caller's thread; one alone is made in this process. A report that fails, or
    whose worker dies, is a `Done` with a problem. Workers end with the iterator: close it (`contextlib.closing`)
    where it may be left early.
    """
    waiting = iter(jobs)
    first = tuple(islice(waiting, 2))
    if len(first) < 2:
        yield from map(attempt, first)
        return
    count = workers or _cores()
    staff, asked = _Staff(count), deque[Future[Done]]()
    try:
        for job in chain(first, waiting):
            asked.append(staff.ask(job))
            if len(asked) >= _AHEAD * count:
                yield asked.popleft().result()
        while asked:
            yield asked.popleft().result()
    finally:
        staff.dismiss()


class _Worker:
    """A process that makes one report at a time."""

    def __init__(self) -> None:
        # The package need not be installed, nor the worker started from its folder.
        path = os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH"))))
        process = subprocess.Popen(
            _COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=os.environ | {"PYTHONPATH": path}
        )
        assert process.stdin is not None and process.stdout is not None  # pipes, as asked for
        self._process, self._asked, self._answers = process, process.stdin, process.stdout

    def render(self, job: Job) -> Done:
        """Have a report made; OSError, EOFError or UnpicklingError where the process is no more."""
        pickle.dump(job, self._asked)
        self._asked.flush()
        return pickle.load(self._answers).about(job)

    def stop(self) -> None:
        """End the process, whatever it is doing."""
        self._process.kill()

    def bury(self) -> None:
        """End it and leave nothing behind: neither a zombie nor an open pipe."""
        self.stop()
        self._process.wait()
        for pipe in (self._asked, self._answers):
            with suppress(OSError):  # what it never read
                pipe.close()


class _Staff:
    """The workers of one run: each thread here waits for a worker of its own."""

    def __init__(self, count: int) -> None:
        self._threads = ThreadPoolExecutor(count, thread_name_prefix="worker_pool")
        self._mine = local()
        self._lock = Lock()
        self._hired: set[_Worker] = set()
        self._open = True

    def ask(self, job: Job) -> Future[Done]:
        """Have a report made by whoever is free first."""
        return self._threads.submit(self._made, job)

    def dismiss(self) -> None:
        """End everybody, at once."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        # Under the lock, or a thread that is just hiring would start a process that nobody ends.
        with self._lock:
            self._open = False
            for worker in self._hired:
                worker.stop()
        # Not before: a thread ends when its worker has, for which it is waiting.
        self._threads.shutdown()
        for worker in self._hired:
            worker.bury()

    def _made(self, job: Job) -> Done:
        worker = None
        try:
            worker = self._worker()
            return worker.render(job)
        except (OSError, EOFError, pickle.UnpicklingError):
            self._replace(worker)
            return Done(job, problem=KamescopeError("report_worker_lost"))

    def _worker(self) -> _Worker:
        if getattr(self._mine, "worker", None) is None:
            with self._lock:
                if not self._open:
                    raise EOFError
                self._mine.worker = _Worker()
                self._hired.add(self._mine.worker)
        return self._mine.worker

    def _replace(self, worker: _Worker | None) -> None:
        """Let the dead go; the next job brings a new one."""
        if worker is not None:
            self._mine.worker = None
            with self._lock:
                self._hired.discard(worker)
            worker.bury()


def _cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1

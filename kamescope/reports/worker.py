"""A process that makes reports for another one: `python -m kamescope.reports.worker`.

Jobs come in pickled, one after the other, and answers go out the same way, until there is nobody left to ask. What
comes in is published figures and how to tell them: no respondent.
"""

import os
import pickle
import signal
import sys
from contextlib import suppress
from typing import BinaryIO

from kamescope.reports.render import Answer, attempt


def serve(jobs: BinaryIO, answers: BinaryIO) -> None:
    """Answer one job after the other; ends when the asker has gone, be it in the middle of a word."""
    with suppress(EOFError, BrokenPipeError, pickle.UnpicklingError), answers:
        while True:
            pickle.dump(Answer.to(attempt(pickle.load(jobs))), answers)
            answers.flush()


def main() -> None:
    """Serve the process that started this one."""
    # Ctrl-C reaches every process of a terminal; the asker decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    # Whatever a library prints must not stand between two answers.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    serve(sys.stdin.buffer, answers)


if __name__ == "__main__":
    main()

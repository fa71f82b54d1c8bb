"""`python -m tests.ingest.sandbox`: reads hostile files, each in a process of its own, and says what became of them.

A line in is the path of a file and the name it pretends to have, as JSON; a line out is what reading it gave, how long
it took, how much memory at most, and everything forbidden that was tried.
"""

import json
import os
import resource
import signal
import sys
import time
from pathlib import Path

from kamescope.i18n import words
from kamescope.ingest import Options, read_file
from tests.ingest import hostile
from tests.support import kamescope_model

PATIENCE = 30
"""Seconds of processor time after which a file has hung the reader."""
ADDRESSES = 6_000_000_000
"""Address space, in bytes: no guard of the contract, but of the machine that runs the tests."""
FORBIDDEN = ("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.remove", "os.rename", "os.mkdir")
OPTIONS = Options("Printemps")
_WRONG = [["kam", "groupe", "Q1", "Q2"], ["A", "nobody", 4, "high"]]
WARMING = {"warm.csv": b"kam;groupe;Q1\nA;manager;4", "warm.xlsx": hostile.book(_WRONG)}


def main() -> None:
    """Serve until nobody asks any more."""
    for name, content in WARMING.items():  # what every reading needs is read once, before the processes part
        _found(name, content)
    for line in sys.stdin:
        path, name = json.loads(line)
        print(json.dumps(_apart(Path(path), name)), flush=True)


def _apart(path: Path, name: str) -> dict:
    """Fork, read there, and wait."""
    out, into = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(out)
        _child(path, name, into)
    os.close(into)
    with os.fdopen(out, "rb") as pipe:
        said = pipe.read()
    _, status, used = os.wait4(child, 0)
    found = json.loads(said) if said else {"outcome": f"died: {status}", "issues": [], "said": [], "tried": []}
    return found | {"peak": used.ru_maxrss * 1024, "seconds": used.ru_utime + used.ru_stime}


def _child(path: Path, name: str, into: int) -> None:
    signal.alarm(10 * PATIENCE)  # for one that sleeps
    resource.setrlimit(resource.RLIMIT_CPU, (PATIENCE, PATIENCE + 5))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESSES, ADDRESSES))
    content = path.read_bytes()
    tried: list[str] = []
    sys.addaudithook(lambda event, facts: _watch(event, facts, tried))
    start = time.perf_counter()
    found = _found(name, content)
    found |= {"tried": tried, "elapsed": time.perf_counter() - start}
    os.write(into, json.dumps(found).encode())
    os._exit(0)


def _watch(event: str, facts: tuple, tried: list[str]) -> None:
    writes = event == "open" and isinstance(facts[1], str) and set(facts[1]) & set("wax+")
    if writes or event.startswith(FORBIDDEN):
        tried.append(f"{event} {facts!r}"[:200])


def _found(name: str, content: bytes) -> dict:
    """What the product says of the file; `unexpected` where its net caught an error that nobody meant to raise."""
    checked = read_file(name, content, kamescope_model(), OPTIONS)
    said = [words(language).error(issue) for language in ("fr", "en") for issue in checked.issues]
    codes = [issue.code for issue in checked.issues]
    outcome = "refused" if checked.refused else "read"
    if "file_unreadable" in codes:
        outcome = "unexpected"
    texts = checked.respondents["kam"].astype(str).tolist()[:20] if len(checked.respondents) else []
    return {"outcome": outcome, "issues": codes[:20], "said": [text[:300] for text in said[:40]], "texts": texts}


if __name__ == "__main__":
    main()

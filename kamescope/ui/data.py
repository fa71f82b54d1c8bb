"""What pages read, kept warm: results are immutable, so they are built once for each viewer and state of the data."""

import os
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import streamlit as st

from kamescope import places, service
from kamescope.analysis.panel import Panel
from kamescope.errors import StoreError
from kamescope.model import Model
from kamescope.model_file import load_model
from kamescope.service import Service, Store, making, open_store
from kamescope.service.door import Answer, Asked, Case

_FIRST_START = threading.Lock()
_OPENED: set[Path] = set()
"""Databases that were open once in this process: where one is missing now, somebody took it away."""
_RUN = threading.local()

KEPT = {
    **dict.fromkeys(("results", "segments", "cohort_cut"), 256),
    **dict.fromkeys(("cohorts", "team_segments"), 64),
    "quality": 32,
    "team_results": 16,
}
"""How many answers of a use case are kept; of the others, which are asked the same over and over, a few."""
FEW = 8


@dataclass(frozen=True)
class Warm(Service):
    """The door for pages: what it answered one viewer about one state of the data, it keeps for that viewer."""

    version: int

    def answer(self, case: Case[Asked, Answer], *args: Asked.args, **kwargs: Asked.kwargs) -> Answer:
        """What this viewer is answered, read once for each state of the data."""
        answer: Answer = _kept(case)(self, *args, **kwargs)
        return answer


@cache
def _kept(case: Callable[..., Any]) -> Callable[..., Any]:
    """A use case whose answers are kept, by who looks at which state of which store."""

    @lru_cache(maxsize=KEPT.get(case.__name__, FEW))
    def kept(door: Warm, *args: Any, **kwargs: Any) -> Any:
        return case(door.store, door.viewer.scope, *args, **kwargs)

    return kept


@st.cache_resource(show_spinner=False)
def _open(path: Path) -> Store:
    _OPENED.add(path)
    opened = open_store(path)
    service.take_shipped(opened, default_model())
    return opened


def store() -> Store:
    """The database in use, opened once a process."""
    return _open(places.database())


def begin_run() -> None:
    """Look once, at the start of a run, who looks, and which state of the data the whole run will show."""
    _RUN.door = None


def door() -> Warm:
    """What this run's viewer may ask, the same for a whole run."""
    if getattr(_RUN, "door", None) is None:
        owner = service.everything(store())
        _RUN.door = Warm(owner.store, owner.viewer, service.version(owner.store))
    found: Warm = _RUN.door
    return found


def version() -> int:
    """The state of the data that this run shows."""
    return door().version


def is_first_start() -> bool:
    """Whether the default database does not exist yet and never did, so that the demo is to be loaded."""
    path = places.database()
    return places.NO_DEMO not in os.environ and path not in _OPENED and service.is_new(path)


def check_in_place() -> None:
    """See that the database that is open, or can be opened, still stands in its place, with its key beside it."""
    store().check_in_place()
    if (locked := store().locked) is not None:
        raise locked


def first_start(progress: Callable[[float, str], object]) -> None:
    """Make the database with the demo in it: built aside and moved into place when it is whole."""
    path = places.database()
    with _FIRST_START:
        if path.exists():
            return
        with making(path) as building:
            service.take_shipped(building, default_model())
            for share, report in service.everything(building).import_demo(places.DEMO, default_model()):
                if report.refused:
                    raise StoreError("demo_refused", file=report.file)
                progress(share, report.file)


def load_demo(progress: Callable[[float, str], object]) -> None:
    """Load the demo into the database that is open; where a file of it is refused, nothing of it stays."""
    try:
        for share, report in door().import_demo(places.DEMO, default_model()):
            if report.refused:
                raise StoreError("demo_refused", file=report.file)
            progress(share, report.file)
    except BaseException:
        door().remove_demo()
        raise
    begin_run()


@lru_cache(maxsize=1)
def default_model() -> Model:
    """The model that ships with the product."""
    return load_model(places.DEFAULT_MODEL)


@lru_cache(maxsize=64)
def members(panel: Panel, kams: frozenset[str]) -> Panel:
    """Some of the KAMs of a panel, the same object each time."""
    return panel.only(kams)

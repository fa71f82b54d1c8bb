"""What pages read, kept warm: results are immutable, so they are built once for each state of the data."""

import os
import threading
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path

import streamlit as st

from kamescope import places, service
from kamescope.analysis.panel import Panel
from kamescope.analysis.published import Level, Published
from kamescope.analysis.window import Cut
from kamescope.errors import StoreError
from kamescope.model import Model
from kamescope.model_file import load_model
from kamescope.questionnaire import Addressee
from kamescope.service import (
    EVERYTHING,
    Cohort,
    Entry,
    FileReport,
    ImportRequest,
    Participation,
    Preview,
    Question,
    SavedMapping,
    Scope,
    Segments,
    Store,
    Undone,
    Upload,
    Waited,
    Waiting,
    Whose,
    making,
    open_store,
)

_FIRST_START = threading.Lock()
_OPENED: set[Path] = set()
"""Databases that were open once in this process: where one is missing now, somebody took it away."""
_RUN = threading.local()


@st.cache_resource(show_spinner=False)
def _open(path: Path) -> Store:
    _OPENED.add(path)
    opened = open_store(path)
    service.take_shipped(opened, EVERYTHING, default_model())
    return opened


def store() -> Store:
    """The database in use, opened once a process."""
    return _open(places.database())


def begin_run() -> None:
    """Look once, at the start of a run of the script, which state of the data the whole run will show."""
    _RUN.state = None


def _state() -> tuple[Store, int]:
    """The database and its version, the same for a whole run."""
    if getattr(_RUN, "state", None) is None:
        _RUN.state = store(), service.version(store())
    return _RUN.state


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
            service.take_shipped(building, EVERYTHING, default_model())
            for share, report in service.import_demo(building, EVERYTHING, places.DEMO, default_model()):
                if report.refused:
                    raise StoreError("demo_refused", file=report.file)
                progress(share, report.file)


@lru_cache(maxsize=1)
def default_model() -> Model:
    """The model that ships with the product."""
    return load_model(places.DEFAULT_MODEL)


def people() -> tuple[Participation, ...]:
    """Everybody in the database."""
    return _people(*_state())


def results(question: Question) -> Published:
    """One KAM's published results."""
    return _results(*_state(), question)


def segments(question: Question) -> Segments:
    """The partition values that may be looked at alone."""
    return _segments(*_state(), question)


def team(whose: Whose) -> Panel:
    """Everybody's published results in one campaign."""
    return _team(*_state(), whose)


@lru_cache(maxsize=64)
def members(panel: Panel, kams: frozenset[str]) -> Panel:
    """Some of the KAMs of a panel, the same object each time."""
    return panel.only(kams)


def cohorts(campaign: str) -> tuple[Cohort, ...]:
    """The cohorts of a campaign (token)."""
    return _cohorts(*_state(), campaign)


def team_segments(whose: Whose, kams: frozenset[str]) -> Mapping[str, str]:
    """The partition values that may be looked at alone for some of these KAMs."""
    return _team_segments(*_state(), whose, kams)


def cohort_cut(question: Question, level: Level, environment: str, scope: Scope = EVERYTHING) -> Cut | None:
    """The mean of the campaign's KAMs, as far as that viewer may know it."""
    return _cohort_cut(*_state(), scope, question, level, environment)


def version() -> int:
    """The state of the data that this run shows."""
    return _state()[1]


def preview(upload: Upload, request: ImportRequest) -> Preview:
    """What importing a file would do; nothing is kept."""
    return service.preview(store(), EVERYTHING, upload, request)


def import_upload(upload: Upload, request: ImportRequest) -> FileReport:
    """Import one file, all or nothing."""
    return service.import_upload(store(), EVERYTHING, upload, request)


def journal() -> tuple[Entry, ...]:
    """Every import, the newest first."""
    return _journal(*_state())


def undo(import_id: int, release: bool = False) -> Undone:
    """Take back an import; raises as `service.undo` does."""
    return service.undo(store(), EVERYTHING, import_id, release)


def waiting() -> tuple[Waiting, ...]:
    """Where late questionnaires wait."""
    return _waiting(*_state())


def open_campaign(campaign: str) -> Waited:
    """Show the results of a campaign in collection (token)."""
    return service.open_campaign(store(), EVERYTHING, campaign)


def release(campaign: str, kam: str, group: str) -> Waited:
    """Count at once what waits in one group of one KAM (tokens, group code)."""
    return service.release(store(), EVERYTHING, campaign, kam, group)


def saved_mappings() -> tuple[SavedMapping, ...]:
    """What was agreed to for files imported before."""
    return _saved_mappings(*_state())


def addressee(campaign: str, kam: str = "", group: str = "") -> Addressee:
    """Whom a blank questionnaire is for; raises as `service.addressee` does."""
    return service.addressee(store(), EVERYTHING, default_model(), campaign, kam, group)


def has_demo() -> bool:
    """Whether the demonstration is in the database."""
    return _has_demo(*_state())


def remove_demo() -> None:
    """Remove the demonstration, and nothing else."""
    service.remove_demo(store(), EVERYTHING)


@lru_cache(maxsize=8)
def _has_demo(store: Store, version: int) -> bool:
    return service.has_demo(store, EVERYTHING)


@lru_cache(maxsize=8)
def _journal(store: Store, version: int) -> tuple[Entry, ...]:
    return service.journal(store, EVERYTHING)


@lru_cache(maxsize=8)
def _waiting(store: Store, version: int) -> tuple[Waiting, ...]:
    return service.waiting(store, EVERYTHING)


@lru_cache(maxsize=8)
def _saved_mappings(store: Store, version: int) -> tuple[SavedMapping, ...]:
    return service.saved_mappings(store, EVERYTHING)


@lru_cache(maxsize=8)
def _people(store: Store, version: int) -> tuple[Participation, ...]:
    return service.people(store, EVERYTHING)


@lru_cache(maxsize=256)
def _results(store: Store, version: int, question: Question) -> Published:
    return service.results(store, EVERYTHING, question)


@lru_cache(maxsize=16)
def _team(store: Store, version: int, whose: Whose) -> Panel:
    return service.team_results(store, EVERYTHING, whose)


@lru_cache(maxsize=64)
def _cohorts(store: Store, version: int, campaign: str) -> tuple[Cohort, ...]:
    return service.cohorts(store, EVERYTHING, campaign)


@lru_cache(maxsize=64)
def _team_segments(store: Store, version: int, whose: Whose, kams: frozenset[str]) -> Mapping[str, str]:
    return service.team_segments(store, EVERYTHING, whose, kams)


@lru_cache(maxsize=256)
def _segments(store: Store, version: int, question: Question) -> Segments:
    return service.segments(store, EVERYTHING, question)


@lru_cache(maxsize=256)
def _cohort_cut(
    store: Store, version: int, scope: Scope, question: Question, level: Level, environment: str
) -> Cut | None:
    return service.cohort_cut(store, scope, question, level, environment)

"""The one door: every use case, bound to a store and to who looks, so that none can be called for somebody else.

A use case is a function of (store, scope, what is asked). Here it becomes a method that takes no scope; one that writes
is refused to whoever may not do that task, before anything is read or written.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import wraps
from typing import Concatenate, ParamSpec, Self, TypeVar

from kamescope.errors import RequestError
from kamescope.service import blank, demo, files, safekeeping
from kamescope.service import journal as records
from kamescope.service import people as directory
from kamescope.service import quality as returns
from kamescope.service import results as of_one
from kamescope.service import team as of_many
from kamescope.service.viewer import EVERYTHING, Scope, Task, Viewer
from kamescope.store.connect import Store

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")
Case = Callable[Concatenate[Store, Scope, Asked], Answer]
Method = Callable[Concatenate["Service", Asked], Answer]


def _reading(case: Case[Asked, Answer]) -> Method[Asked, Answer]:
    """A use case that only reads."""

    @wraps(case)
    def method(service: "Service", *args: Asked.args, **kwargs: Asked.kwargs) -> Answer:
        return service.answer(case, *args, **kwargs)

    return method


def _needing(task: Task, case: Case[Asked, Answer]) -> Method[Asked, Answer]:
    """A use case for those who may do a task; RequestError `not_allowed` for the others."""

    @wraps(case)
    def method(service: "Service", *args: Asked.args, **kwargs: Asked.kwargs) -> Answer:
        if task not in service.viewer.tasks:
            raise RequestError("not_allowed")
        return case(service.store, service.viewer.scope, *args, **kwargs)

    return method


def _of_all(case: Callable[Concatenate[Store, Asked], Answer]) -> Case[Asked, Answer]:
    """A use case about the whole store, whoever may do it."""

    @wraps(case)
    def scoped(store: Store, _scope: Scope, *args: Asked.args, **kwargs: Asked.kwargs) -> Answer:
        return case(store, *args, **kwargs)

    return scoped


@dataclass(frozen=True)
class Service:
    """Everything that one viewer may ask of one store.

    Each method is told where its use case stands; what a viewer may not see is, for them, not there.
    """

    store: Store
    viewer: Viewer

    people = _reading(directory.people)
    results = _reading(of_one.results)
    segments = _reading(of_one.segments)
    cohort_cut = _reading(of_one.cohort_cut)
    team_results = _reading(of_many.team_results)
    team_segments = _reading(of_many.team_segments)
    cohorts = _reading(of_many.cohorts)
    quality = _reading(returns.quality)
    journal = _reading(records.journal)
    waiting = _reading(records.waiting)
    saved_mappings = _reading(records.saved_mappings)
    expected = _reading(records.expected)
    addressee = _reading(blank.addressee)
    has_demo = _reading(_of_all(demo.has_demo))

    preview = _needing(Task.IMPORT, _of_all(files.preview))
    import_upload = _needing(Task.IMPORT, _of_all(files.import_upload))
    import_file = _needing(Task.IMPORT, _of_all(files.import_file))
    undo = _needing(Task.UNDO, records.undo)
    undo_together = _needing(Task.UNDO, records.undo_together)
    open_campaign = _needing(Task.OPEN_CAMPAIGN, records.open_campaign)
    release = _needing(Task.RELEASE, records.release)
    release_import = _needing(Task.RELEASE, records.release_import)
    set_expected = _needing(Task.EXPECT, records.set_expected)
    import_demo = _needing(Task.DEMO, _of_all(demo.import_demo))
    remove_demo = _needing(Task.DEMO, _of_all(demo.remove_demo))
    back_up = _needing(Task.BACK_UP, _of_all(safekeeping.back_up))
    check = _needing(Task.BACK_UP, _of_all(safekeeping.check))

    def answer(self, case: Case[Asked, Answer], *args: Asked.args, **kwargs: Asked.kwargs) -> Answer:
        """What this viewer is answered; the pages keep answers, each for its viewer."""
        return case(self.store, self.viewer.scope, *args, **kwargs)

    def narrowed(self, kams: frozenset[str]) -> Self:
        """The same store for somebody who sees only these KAMs, as far as this viewer does, and changes nothing."""
        return replace(self, viewer=Viewer(self.viewer.scope.within(kams)))


OWNER = Viewer(EVERYTHING, frozenset(Task))
"""Whoever sits at this machine: the only viewer of today, on pages and at the command line."""


def everything(store: Store) -> Service:
    """The door of whoever owns the machine."""
    return Service(store, OWNER)

"""The one door: every use case, bound to a store and to who looks, so that none can be called for somebody else.

A use case is a function of (store, scope, what is asked). Here it becomes a method that takes no scope; one that writes
is refused to whoever may not do that task, before anything is read or written.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from functools import wraps
from inspect import signature
from typing import Concatenate, ParamSpec, Self, TypeVar

from kamescope.errors import RequestError
from kamescope.service import (
    access,
    blank,
    demo,
    erasure,
    files,
    lever_together,
    lever_typed,
    lever_words,
    levers,
    people_file,
    record,
    road,
    safekeeping,
)
from kamescope.service import audit as traces
from kamescope.service import comments as verbatims
from kamescope.service import journal as records
from kamescope.service import people as directory
from kamescope.service import plan as plans
from kamescope.service import preparation as preparing
from kamescope.service import quality as returns
from kamescope.service import results as of_one
from kamescope.service import team as of_many
from kamescope.service import versions as given
from kamescope.service.files import FileReport
from kamescope.service.results import Question
from kamescope.service.viewer import EVERYTHING, Scope, Task, Viewer
from kamescope.store import audit
from kamescope.store.connect import Store

OF_RESULTS = frozenset({Task.SHARE, Task.EXPORT, Task.PLAN, Task.REVIEW})
"""Tasks for which a viewer has to see the results; the others are for who sees what came back."""

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")
Case = Callable[Concatenate[Store, Scope, Asked], Answer]
Method = Callable[Concatenate["Service", Asked], Answer]
Progress = tuple[float, FileReport]


def _reading(case: Case[Asked, Answer]) -> Method[Asked, Answer]:
    """A use case that only reads."""

    @wraps(case)
    def method(service: "Service", *args: Asked.args, **kwargs: Asked.kwargs) -> Answer:
        return service.answer(case, *args, **kwargs)

    return method


def _counting(case: Case[Asked, Answer]) -> Method[Asked, Answer]:
    """A use case that tells what came back, without a figure: who loads files is told of everybody."""

    @wraps(case)
    def method(service: "Service", *args: Asked.args, **kwargs: Asked.kwargs) -> Answer:
        counted = replace(service, viewer=replace(service.viewer, scope=service.viewer.counted))
        return counted.answer(case, *args, **kwargs)

    return method


def _needing(task: Task, case: Case[Asked, Answer], takes: str = "") -> Method[Asked, Answer]:
    """A use case for those who may do a task; RequestError `not_allowed` for the others.

    What it changes it notes in the audit itself, in one transaction and in this viewer's name. `takes`: what is written
    of one that only reads, on the `kam` asked about, before what it read is handed over.
    """
    form = signature(case, follow_wrapped=False)

    @wraps(case)
    def method(service: "Service", *args: Asked.args, **kwargs: Asked.kwargs) -> Answer:
        if task not in service.viewer.tasks:
            raise RequestError("not_allowed")
        sight = service.viewer.scope if task in OF_RESULTS else service.viewer.counted
        with service.signed():
            answer = case(service.store, sight, *args, **kwargs)
        if takes:
            asked = form.bind(service.store, sight, *args, **kwargs).arguments
            service.trace(takes, asked.get("kam", ""))
        return answer

    return method


def _file_by_file(case: Method[Asked, Iterator[Progress]]) -> Method[Asked, Iterator[Progress]]:
    """A use case that tells of each file in turn what became of it, and so does its work when it is asked on."""

    def told(service: "Service", files: Iterator[Progress]) -> Iterator[Progress]:
        while True:
            with service.signed():
                step = next(files, None)
            if step is None:
                return
            yield step

    @wraps(case)
    def method(service: "Service", *args: Asked.args, **kwargs: Asked.kwargs) -> Iterator[Progress]:
        return told(service, case(service, *args, **kwargs))

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
    versions = _reading(given.versions)
    segments = _reading(of_one.segments)
    cohort_cut = _reading(of_one.cohort_cut)
    team_results = _reading(of_many.team_results)
    team_segments = _reading(of_many.team_segments)
    cohorts = _reading(of_many.cohorts)
    plan = _reading(plans.plan)
    plan_titles = _reading(plans.plan_titles)
    plan_before = _reading(plans.plan_before)
    comments = _reading(verbatims.comments)
    roads = _reading(road.roads)
    lever_rows = _reading(levers.lever_rows)
    lever_together = _reading(lever_together.lever_together)
    lever_kams = _reading(lever_typed.lever_kams)
    lever_words = _reading(lever_words.lever_words)
    levers_of = _reading(levers.levers_of)

    enrolled = _counting(directory.people)
    quality = _counting(returns.quality)
    journal = _counting(records.journal)
    waiting = _counting(records.waiting)
    saved_mappings = _counting(records.saved_mappings)
    expected = _counting(records.expected)
    lever_files = _counting(levers.lever_files)
    addressee = _counting(blank.addressee)
    has_demo = _reading(_of_all(demo.has_demo))

    preview = _needing(Task.IMPORT, _of_all(files.preview))
    import_upload = _needing(Task.IMPORT, _of_all(files.import_upload))
    import_file = _needing(Task.IMPORT, _of_all(files.import_file))
    preview_lever = _needing(Task.LEVER, levers.preview_lever)
    keep_lever = _needing(Task.LEVER, levers.keep_lever)
    fill_lever = _needing(Task.LEVER, lever_typed.fill_lever)
    undo = _needing(Task.UNDO, records.undo)
    undo_lever = _needing(Task.LEVER, levers.undo_lever)
    undo_together = _needing(Task.UNDO, records.undo_together)
    open_campaign = _needing(Task.OPEN_CAMPAIGN, records.open_campaign)
    release = _needing(Task.RELEASE, records.release)
    release_import = _needing(Task.RELEASE, records.release_import)
    set_expected = _needing(Task.EXPECT, records.set_expected)
    import_demo = _file_by_file(_needing(Task.DEMO, demo.import_demo))
    remove_demo = _needing(Task.DEMO, _of_all(demo.remove_demo))
    back_up = _needing(Task.BACK_UP, _of_all(safekeeping.back_up), "backed_up")
    check = _needing(Task.BACK_UP, _of_all(safekeeping.check))

    persons = _needing(Task.GRANT, access.persons)
    preview_people = _needing(Task.GRANT, people_file.preview_people)
    seen_by = _needing(Task.GRANT, access.seen_by)
    grant = _needing(Task.GRANT, access.grant)
    grant_all = _needing(Task.GRANT, access.grant_all)
    revoke = _needing(Task.GRANT, access.revoke)
    revoke_all = _needing(Task.GRANT, access.revoke_all)
    write_plan = _needing(Task.PLAN, plans.write_plan)
    remove_from_plan = _needing(Task.PLAN, plans.remove_from_plan)
    review_comment = _needing(Task.REVIEW, verbatims.review_comment)
    review_again = _needing(Task.REVIEW, verbatims.review_again)
    go_on = _needing(Task.SHARE, road.go_on)
    prepare = _needing(Task.SHARE, road.prepare)
    set_talk = _needing(Task.SHARE, road.set_talk)
    release_to = _needing(Task.SHARE, road.release_to)
    reopen = _needing(Task.SHARE, road.reopen)
    preparation = _needing(Task.SHARE, preparing.preparation)
    set_length = _needing(Task.SHARE, preparing.set_length)
    choose_question = _needing(Task.SHARE, preparing.choose_question)
    reword_question = _needing(Task.SHARE, preparing.reword_question)
    flag_factor = _needing(Task.SHARE, preparing.flag_factor)
    rank_factor = _needing(Task.SHARE, preparing.rank_factor)
    write_note = _needing(Task.SHARE, preparing.write_note)
    audit = _needing(Task.AUDIT, traces.audit)
    would_erase = _needing(Task.ERASE, erasure.would_erase)
    erase = _needing(Task.ERASE, erasure.erase)
    would_erase_undone = _needing(Task.ERASE, erasure.would_erase_undone)
    erase_undone = _needing(Task.ERASE, erasure.erase_undone)
    overdue = _needing(Task.ERASE, erasure.overdue)
    export = _needing(Task.EXPORT, record.export, "exported")

    def signed(self) -> AbstractContextManager[None]:
        """What is changed in the block the audit notes of this viewer."""
        return audit.signed(self.viewer.who, self.viewer.role)

    def trace(self, what: str, on_whom: str = "", campaign: str = "") -> None:
        """Write what this viewer did, on whom (tokens)."""
        audit.write(self.store, self.viewer.who, self.viewer.role, what, on_whom, campaign)

    def trace_all(self, what: str, on_whom: Iterable[str], campaign: str) -> None:
        """Write the same done on several KAMs, a line each."""
        audit.write_each(self.store, self.viewer.who, self.viewer.role, what, on_whom, campaign)

    def trace_opening(self, question: Question, what: str = "opened") -> None:
        """Write that this viewer opened somebody's results, or what else: once a person, KAM, campaign and day."""
        viewer = self.viewer
        audit.write_once_a_day(self.store, viewer.who, viewer.role, what, question.kam, question.campaign)

    def answer(self, case: Case[Asked, Answer], *args: Asked.args, **kwargs: Asked.kwargs) -> Answer:
        """What this viewer is answered; the pages keep answers, each for its viewer."""
        return case(self.store, self.viewer.scope, *args, **kwargs)

    def narrowed(self, kams: frozenset[str]) -> Self:
        """The same store for somebody who sees only these KAMs, as far as this viewer does, and changes nothing."""
        return replace(self, viewer=Viewer(self.viewer.scope.within(kams)))


def everything(store: Store, who: str = "command line") -> Service:
    """The door of whoever owns the machine, who holds every role; `who`: what the audit writes for them."""
    return Service(store, Viewer(EVERYTHING, frozenset(Task), who=who))


def signed_in(store: Store, email: str, at_once: bool = False) -> Service:
    """The door of a person known by e-mail; RequestError `not_granted` where nothing is granted to them."""
    return Service(store, access.viewer(store, email, at_once))

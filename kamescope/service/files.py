"""Importing response files: read, understand, check, write in one transaction, and say what happened."""

import datetime
import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Protocol

from kamescope.errors import Issue
from kamescope.ingest import ANY_TABLE, LEFT_OUT, Checked, Opened, Options, Person, Understood, open_file, read_opened
from kamescope.ingest.mapping import FileMapping, write_mapping
from kamescope.ingest.words import normal
from kamescope.model import Model
from kamescope.model_file import also_called
from kamescope.naming import same_key
from kamescope.store import imports, models, reads
from kamescope.store.connect import Store

NOT_COUNTED = ("skipped", "replaced", "waiting", *LEFT_OUT)
"""What is told of an import beside what it brought, in this order."""


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """How to import: the model (None: what fits), values for the whole file, and what to keep.

    `collecting`: of campaigns that are new nothing is shown but counts until they are opened.

    `options.mapping` is what a person agreed to about files with these headings. `batch` is shared by files that are
    imported together; it makes no other import of the same bytes.
    """

    default_model: Model
    model: Model | None = None
    options: Options = field(default_factory=Options)
    dry_run: bool = False
    release: bool = False
    replace: bool = False
    collecting: bool = False
    demo: bool = False
    fictitious: bool = False
    batch: str = ""


@dataclass(frozen=True, slots=True)
class FileReport:
    """What became of one file; `respondents`, `answers`, `comments` and `blanks` are what it holds.

    Of its questionnaires `skipped` were known already, `replaced` take the place of an older version and `waiting`
    count nowhere yet. `left_out`: how much of what the file holds does not come in, by a name of LEFT_OUT.
    """

    file: str
    layout: str | None
    sha256: str
    status: str
    respondents: int
    answers: int
    comments: int
    blanks: int
    issues: tuple[Issue, ...]
    skipped: int = 0
    replaced: int = 0
    waiting: int = 0
    left_out: Mapping[str, int] = field(default_factory=dict)

    @property
    def not_counted(self) -> dict[str, int]:
        """Everything of the file that did not come in, waits or took another's place, each kind in numbers."""
        return not_counted(self)

    @property
    def refused(self) -> bool:
        """Whether nothing of the file was kept because of its content."""
        return self.status == "refused"


class Told(Protocol):
    """What is told of an import: of a file just read, or by the journal."""

    @property
    def skipped(self) -> int: ...
    @property
    def replaced(self) -> int: ...
    @property
    def waiting(self) -> int: ...
    @property
    def left_out(self) -> Mapping[str, int]: ...


def not_counted(told: Told) -> dict[str, int]:
    """How much of a file did not simply come in, by what became of it; every kind is there, zeros too."""
    known = {"skipped": told.skipped, "replaced": told.replaced, "waiting": told.waiting, **told.left_out}
    return {name: known.get(name, 0) for name in NOT_COUNTED}


@dataclass(frozen=True, slots=True)
class Upload:
    """A file whose tables are read once, however often it is looked at under another mapping."""

    name: str
    sha256: str
    opened: Opened


@dataclass(frozen=True, slots=True)
class Rated:
    """What a file holds about one KAM by one group."""

    campaign: str
    kam: str
    company: str
    group: str
    respondents: int
    answers: int
    blanks: int


@dataclass(frozen=True, slots=True)
class Preview:
    """What a file holds, how it was understood, and what importing it would do; nothing of it is kept.

    `first_day`: the first on which an answer came back, None where the file does not tell.
    """

    report: FileReport
    model: Model
    understood: Understood | None
    rated: tuple[Rated, ...]
    first_day: datetime.date | None = None


def open_upload(name: str, content: bytes) -> Upload:
    """Read the tables of a file; what is wrong with it is said when it is looked at."""
    return Upload(name, hashlib.sha256(content).hexdigest(), open_file(name, content))


def preview(store: Store, upload: Upload, request: ImportRequest) -> Preview:
    """Understand a file and try its import, keeping nothing."""
    model, checked = _read(store, upload, request)
    # Of what came in already nothing is asked, though the file alone may leave questions open.
    report = _already(store, upload, request) or _write(store, upload, replace(request, dry_run=True), model, checked)
    return Preview(report, model, checked.understood, _rated(model, checked), _first_day(checked))


def import_upload(store: Store, upload: Upload, request: ImportRequest) -> FileReport:
    """Import one file, all or nothing; a refusal is a report, not an exception."""
    if before := _already(store, upload, request):
        told = tuple(models.take(store, request.model, not request.dry_run)) if request.model else ()
        return replace(before, issues=told)
    return _write(store, upload, request, *_read(store, upload, request))


def import_file(store: Store, name: str, content: bytes, request: ImportRequest) -> FileReport:
    """`import_upload` of a file's bytes."""
    return import_upload(store, open_upload(name, content), request)


def take_shipped(store: Store, model: Model) -> None:
    """Follow the model file that ships with the product where it changed since this database saw it last."""
    models.take_shipped(store, model)


def _already(store: Store, upload: Upload, request: ImportRequest) -> FileReport | None:
    """What is told of the same bytes with the same options, where they came in before and stand."""
    before = imports.already_imported(store, upload.sha256, _options(request))
    if before is None:
        return None
    counts = (before.respondents, before.answers, before.comments, before.blanks)
    file = (upload.name, before.layout, upload.sha256)
    return FileReport(*file, "already_imported", *counts, (), left_out=before.left_out)


def _write(store: Store, upload: Upload, request: ImportRequest, model: Model, checked: Checked) -> FileReport:
    counts = (len(checked.respondents), len(checked.answers), len(checked.comments), checked.blanks)
    report = FileReport(upload.name, checked.layout, upload.sha256, "refused", *counts, checked.issues)
    report = replace(report, left_out=checked.left_out)
    if checked.refused:
        return report
    delivery = _delivery(upload, model, checked, request)
    written = imports.write_delivery(store, delivery, keep=not request.dry_run)
    if written.already:
        return replace(report, status="already_imported", issues=())
    report = replace(report, issues=(*checked.issues, *written.issues))
    if written.refused:
        return report
    status = "would_import" if request.dry_run else "imported"
    return replace(report, status=status, skipped=written.skipped, replaced=written.replaced, waiting=written.waiting)


def _read(store: Store, upload: Upload, request: ImportRequest) -> tuple[Model, Checked]:
    """The file read under the model asked for; else under the first known model whose items it names.

    A file for a campaign that exists is read under that campaign's own model. The default model is read in the words
    of the database, where that has it.
    """
    with store.snapshot() as frozen:
        everybody, kept = reads.enrolments(frozen), reads.models(frozen.run)
    people = tuple(_person(entry) for entry in everybody if entry.kam.fictitious == request.fictitious)
    options = replace(request.options, people=tuple(dict.fromkeys(people)))
    candidates = [_worded(request, kept.values())]
    if request.model is None:
        candidates += [model for model in kept.values() if model.fingerprint != candidates[0].fingerprint]
    reads_so_far: list[tuple[Model, Checked]] = []
    for model in candidates:
        checked = read_opened(upload.opened, model, options)
        reads_so_far.append((model, checked))
        if _names_items(checked):
            break
    else:
        known = [read for read in reads_so_far if read[1].layout is not None]
        model, checked = min(known or reads_so_far, key=lambda read: read[1].layout == ANY_TABLE)
    own = _campaign_model(kept, everybody, checked) if request.model is None else None
    if own is not None and own.fingerprint != model.fingerprint:
        again = read_opened(upload.opened, own, options)
        if again.layout is not None and (len(again.answers) or not len(checked.answers)):
            return own, again
    return model, checked


def _worded(request: ImportRequest, kept: Iterable[Model]) -> Model:
    """The model asked for, else the default one as the database words it; its items answer to the other's words too."""
    given = request.model or request.default_model
    known = next((model for model in kept if model.fingerprint == given.fingerprint), given)
    return also_called(given, known) if request.model else also_called(known, given)


def _person(entry: reads.Enrolment) -> Person:
    own = entry.kam.id if entry.kam.id != entry.kam.token else ""
    return Person(entry.kam.name, own, entry.kam.company, entry.kam.token)


def _names_items(checked: Checked) -> bool:
    """Whether a file names items of the model it was read under: a long file is recognised under any model."""
    if checked.layout in (None, ANY_TABLE):
        return False
    return len(checked.answers) > 0 or not any(issue.code in ("item_unknown", "no_items") for issue in checked.issues)


def _campaign_model(
    kept: Mapping[int, Model], everybody: tuple[reads.Enrolment, ...], checked: Checked
) -> Model | None:
    """The one model of the campaigns a file is for, where the database has them."""
    names = {same_key(campaign) for campaign in checked.respondents["campaign"]}
    followed = {entry.model_id for entry in everybody if same_key(entry.campaign.name) in names}
    return kept[followed.pop()] if len(followed) == 1 else None


def _delivery(upload: Upload, model: Model, checked: Checked, request: ImportRequest) -> imports.Delivery:
    understood, mapping = checked.understood, request.options.mapping
    return imports.Delivery(
        file=upload.name,
        layout=checked.layout or "",
        sha256=upload.sha256,
        options=_options(request),
        model=model,
        respondents=checked.respondents,
        answers=checked.answers,
        comments=checked.comments,
        open_questions=checked.open_questions,
        blanks=checked.blanks,
        segment_key=normal(model.partition or ""),
        issues=checked.issues,
        left_out=checked.left_out,
        demo=request.demo,
        fictitious=request.fictitious,
        release=request.release,
        replace=request.replace,
        collecting=request.collecting,
        batch=request.batch,
        mapping=write_mapping(mapping.without_files()) if understood else "",
        headings=understood.headings if understood else "",
        set_aside=tuple(map(asdict, understood.set_aside)) if understood else (),
        keep_duplicates=mapping.keep_duplicates,
        numbered=checked.numbered,
    )


def _rated(model: Model, checked: Checked) -> tuple[Rated, ...]:
    """Questionnaires and answers by campaign, KAM and group, in model order."""
    frame = checked.respondents
    people, answers, blanks = (Counter[tuple[str, str, str, int]]() for _ in range(3))
    asked = [len(group.items) for group in model.groups]
    columns = (frame[name] for name in ("campaign", "kam", "company", "group", "answers"))
    for campaign, kam, company, group, count in zip(*columns, strict=True):
        key = (campaign, kam, company, int(group))
        people[key] += 1
        answers[key] += int(count)
        blanks[key] += asked[key[3]] - int(count) if count and key[3] >= 0 else 0
    return tuple(
        Rated(*key[:3], model.groups[key[3]].code if key[3] >= 0 else "", people[key], answers[key], blanks[key])
        for key in sorted(people)
    )


def _first_day(checked: Checked) -> datetime.date | None:
    moments = [moment for moment in checked.respondents["returned_at"] if isinstance(moment, datetime.datetime)]
    return min((moment.date() for moment in moments), default=None)


def _options(request: ImportRequest) -> str:
    """What makes the same bytes another import: everything that changes how they are read, or what they set free.

    Not the campaign's day, nor the company or team of KAMs of whom the file does not say them: they describe.
    """
    given = request.options
    agreed = write_mapping(given.mapping) if given.mapping != FileMapping() else ""
    facts = {
        "campaign": given.campaign,
        "kam": given.kam,
        "group": given.group,
        "model": request.model.fingerprint if request.model else None,
        "fictitious": request.fictitious,
        "release": request.release,
        "replace": request.replace,
        "agreement": hashlib.sha256(agreed.encode()).hexdigest() if agreed else None,
    }
    return json.dumps({key: value for key, value in facts.items() if value}, sort_keys=True, ensure_ascii=False)

"""Importing a response file: read, check, write in one transaction, and say what happened."""

import hashlib
import json
from dataclasses import dataclass, field, replace

from kamescope.errors import Issue
from kamescope.ingest import Checked, Options, read_file
from kamescope.ingest.words import normal
from kamescope.model import Model
from kamescope.naming import same_key
from kamescope.privacy import must_wait
from kamescope.service.scope import Scope
from kamescope.store import imports, reads
from kamescope.store.connect import Store


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """How to import: the model (None: what fits), values for the whole file, and what to keep."""

    default_model: Model
    model: Model | None = None
    options: Options = field(default_factory=Options)
    dry_run: bool = False
    release: bool = False
    demo: bool = False
    fictitious: bool = False


@dataclass(frozen=True, slots=True)
class FileReport:
    """What became of one file; `respondents`, `answers` and `blanks` are what it holds."""

    file: str
    layout: str | None
    sha256: str
    status: str
    respondents: int
    answers: int
    blanks: int
    issues: tuple[Issue, ...]

    @property
    def refused(self) -> bool:
        """Whether nothing of the file was kept because of its content."""
        return self.status == "refused"


def import_file(store: Store, scope: Scope, name: str, content: bytes, request: ImportRequest) -> FileReport:
    """Import one file, all or nothing; a refusal is a report, not an exception."""
    digest = hashlib.sha256(content).hexdigest()
    options = _options(request)
    before = imports.already_imported(store, digest, options)
    if before is not None:
        layout, *counts = before
        return FileReport(name, layout, digest, "already_imported", *counts, ())
    model, checked = _read(store, name, content, request)
    report = _report(name, digest, "refused", checked, checked.issues)
    if checked.refused:
        return report
    delivery = _delivery(name, digest, options, model, checked, request)
    written = imports.write_delivery(store, delivery, waits_under(model), keep=not request.dry_run)
    issues = (*checked.issues, *written.issues)
    if written.refused:
        return replace(report, issues=issues)
    status = "would_import" if request.dry_run else "imported"
    return replace(report, status=status, issues=issues)


def waits_under(model: Model) -> imports.Waits:
    """The rule of late answers for the groups of one model, by their place in it."""
    return lambda group, counted, arriving: must_wait(model.groups[group], counted, arriving)


def _read(store: Store, name: str, content: bytes, request: ImportRequest) -> tuple[Model, Checked]:
    """The file read under the model asked for; else under the first known model whose items it names.

    A file for a campaign that exists is read under that campaign's own model.
    """
    kept = list(reads.models(store).values())
    candidates = [request.model] if request.model else list(dict.fromkeys([request.default_model, *kept]))
    reads_so_far: list[tuple[Model, Checked]] = []
    for model in candidates:
        checked = read_file(name, content, model, request.options)
        reads_so_far.append((model, checked))
        if _names_items(checked):
            return _campaign_model(store, name, content, request, model, checked)
    model, checked = next((read for read in reads_so_far if read[1].layout is not None), reads_so_far[0])
    return _campaign_model(store, name, content, request, model, checked)


def _names_items(checked: Checked) -> bool:
    """Whether a file names items of the model it was read under: a long file is recognised under any model."""
    strange = any(issue.code == "item_unknown" for issue in checked.issues)
    return checked.layout is not None and (len(checked.answers) > 0 or not strange)


def _campaign_model(
    store: Store, name: str, content: bytes, request: ImportRequest, model: Model, checked: Checked
) -> tuple[Model, Checked]:
    if request.model is not None or checked.respondents.empty:
        return model, checked
    names = {same_key(campaign) for campaign in checked.respondents["campaign"]}
    kept = {entry.model_id for entry in reads.enrolments(store) if same_key(entry.campaign.name) in names}
    models = {reads.model_of(store, model_id) for model_id in kept}
    if len(models) == 1 and model not in models:
        own = models.pop()
        again = read_file(name, content, own, request.options)
        if again.layout is not None:
            return own, again
    return model, checked


def _delivery(
    name: str, digest: str, options: str, model: Model, checked: Checked, request: ImportRequest
) -> imports.Delivery:
    return imports.Delivery(
        file=name,
        layout=checked.layout or "",
        sha256=digest,
        options=options,
        model=model,
        respondents=checked.respondents,
        answers=checked.answers,
        blanks=checked.blanks,
        segment_key=normal(model.partition or ""),
        issues=checked.issues,
        demo=request.demo,
        fictitious=request.fictitious,
        release=request.release,
    )


def _report(name: str, digest: str, status: str, checked: Checked, issues: tuple[Issue, ...]) -> FileReport:
    counts = (len(checked.respondents), len(checked.answers), checked.blanks)
    return FileReport(name, checked.layout, digest, status, *counts, issues)


def _options(request: ImportRequest) -> str:
    """What makes the same bytes another import: everything that changes how they are read, or what they set free."""
    given = request.options
    facts = {
        "campaign": given.campaign,
        "kam": given.kam,
        "group": given.group,
        "model": request.model.fingerprint if request.model else None,
        "fictitious": request.fictitious,
        "release": request.release,
    }
    return json.dumps({key: value for key, value in facts.items() if value}, sort_keys=True, ensure_ascii=False)

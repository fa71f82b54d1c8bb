"""What the commands print for programs: one document each."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kamescope import sentences, service
from kamescope.analysis.progress import Change
from kamescope.analysis.published import Level, Published
from kamescope.errors import Issue
from kamescope.i18n import Words
from kamescope.places import Server
from kamescope.records import Campaign

if TYPE_CHECKING:
    from kamescope.reports.render import Done


def report(say: Words, report: service.FileReport) -> dict[str, object]:
    """The document of one imported file."""
    return {
        "file": report.file,
        "layout": report.layout,
        "sha256": report.sha256,
        "status": report.status,
        "respondents": report.respondents,
        "answers": report.answers,
        "comments": report.comments,
        "blanks": report.blanks,
        **report.not_counted,
        "issues": [_issue(say, issue) for issue in report.issues],
    }


def _issue(say: Words, issue: Issue) -> dict[str, object]:
    return {
        "severity": issue.severity,
        "code": issue.code,
        "row": issue.row,
        "column": issue.column,
        "message": say.error(issue),
    }


def journal(say: Words, entries: Iterable[service.JournalEntry]) -> list[dict[str, object]]:
    """The document of the journal; not how much was answered, which a masked group must not tell (docs/design.md 4)."""
    return [
        {
            "id": entry.id,
            "file": entry.file,
            "layout": entry.layout,
            "imported_at": entry.imported_at.isoformat(timespec="seconds"),
            "campaigns": list(entry.campaigns),
            "kams": len(entry.kams),
            "respondents": entry.respondents,
            **entry.not_counted,
            "released": entry.released,
            "demo": entry.demo,
            "set_aside_rows": [dict(line) for line in entry.set_aside],
            "undone_at": entry.undone_at and entry.undone_at.isoformat(timespec="seconds"),
            "issues": [_issue(say, issue) for issue in entry.issues],
        }
        for entry in entries
    ]


def undone(number: int, result: service.Undone) -> dict[str, object]:
    """The document of an import taken back."""
    return {"id": number, "status": "undone", "gone": result.gone, "kept": result.kept, "waiting": result.waiting}


def opened(campaign: Campaign, waiting: service.Waited) -> dict[str, object]:
    """The document of a campaign whose results are shown from now on."""
    return {"campaign": campaign.name, "status": "open", "waiting": waiting.questionnaires, "held": waiting.answers}


def backed_up(say: Words, file: Path, made: service.Backup) -> dict[str, object]:
    """The document of a backup."""
    return {"file": str(file), "bytes": made.bytes, "replaced": made.replaced, **_held(say, made.checked)}


def restored(say: Words, database: Path | Server, done: service.Restored) -> dict[str, object]:
    """The document of a backup put in place."""
    kept = None if done.kept is None else str(done.kept)
    return {
        "database": str(database),
        "made_at": done.made_at.isoformat(timespec="seconds"),
        "kept": kept,
        **_held(say, done.checked),
    }


def checked(say: Words, found: service.Soundness) -> dict[str, object]:
    """The document of what holds together."""
    return {"ok": not found.faults, "data_version": found.version, **_held(say, found)}


def _held(say: Words, found: service.Soundness) -> dict[str, object]:
    return {
        **found.holdings._asdict(),
        "faults": [
            {"code": fault.code, "count": fault.count, "message": say(f"check.fault.{fault.code}", fault.count)}
            for fault in found.faults
        ],
    }


def erased(done: service.Erasure, dry_run: bool) -> dict[str, object]:
    """The document of an erasure, done or tried."""
    status = "would_erase" if dry_run else "erased"
    return {"status": status, "rows": dict(done.rows), "lines": done.lines, "traces": done.traces} | {
        "waiting": done.waiting
    }


def overdue(months: int | None, found: Iterable[service.Overdue]) -> dict[str, object]:
    """The document of the campaigns past their keeping; `months` is null where that is not said."""
    campaigns = [
        {"campaign": each.campaign.name, "date": each.campaign.date.isoformat()}
        | {"kams": each.kams, "respondents": each.respondents}
        for each in found
    ]
    return {"months": months, "campaigns": campaigns}


def exported(record: service.Record, folder: Path, files: Iterable[str]) -> dict[str, Any]:
    """The document of a KAM's export."""
    return {"kam": record.kam.name, "folder": str(folder), "files": list(files)}


def made(say: Words, done: "Done", path: Path, replaced: bool) -> dict[str, Any]:
    """The document of one report: its file and whether there was one already, or what stood in the way.

    `message` is that, or the names that the file spells otherwise than they are.
    """
    from kamescope.reports.scripts import respelt

    published, problem = done.job.spec.published, done.problem
    spelling = respelt(done.job.format, [published.kam], published.campaign.name, say)
    return {
        "kam": published.kam.name,
        "campaign": published.campaign.name,
        "file": path.name,
        "path": str(path),
        "format": str(done.job.format),
        "bytes": None if problem else len(done.content),
        "status": "failed" if problem else "made",
        "replaced": replaced and problem is None,
        "message": say.error(problem) if problem else spelling or None,
    }


def participation(entry: service.Participation) -> dict[str, object]:
    """The document of one KAM in one campaign."""
    return {
        "id": entry.kam.id,
        "campaign": entry.campaign.name,
        "kam": entry.kam.name,
        "company": entry.kam.company,
        "team": entry.kam.team,
        "groups": {
            group.code: {
                "respondents": group.respondents,
                "minimum": group.minimum,
                "answers": group.answers,
                "asked": group.asked,
                "non_response": group.non_response,
                "status": group.status,
            }
            for group in entry.groups
        },
    }


def account(person: service.Account) -> dict[str, object]:
    """The document of somebody and what is granted to them; what a grant is not about is "", never null."""
    grants = [
        {"role": each.role, "on": each.on, "company": each.company, "team": each.team, "kam": each.kam}
        for each in person.grants
    ]
    return {"email": person.email, "name": person.name, "grants": grants}


def traces(lines: Iterable[service.Trace]) -> list[dict[str, object]]:
    """The document of what was done; `role` is "" for the owner of the machine, `on` where it is about nobody."""
    return [
        {
            "at": line.at.isoformat(timespec="seconds"),
            "who": line.who,
            "role": line.role,
            "what": line.what,
            "on": line.on,
        }
        for line in lines
    ]


def people_undone(number: int, count: int) -> dict[str, object]:
    """The document of a file of people taken back."""
    return {"number": number, "status": "undone", "grants": count}


def people_file(say: Words, name: str, status: str, number: int | None, found: service.PeopleFile) -> dict[str, Any]:
    """The document of a file of people; `number`: under which what it gave can be taken back."""
    counts = {"people": found.people, "grants": found.grants, "known": found.known}
    issues = [_issue(say, issue) | {"message": sentences.located(issue, say)} for issue in found.issues]
    return {"file": name, "status": status, "number": number, **counts, "issues": issues}


def compared(published: Published, level: Level, code: str, column: str) -> dict[str, object]:
    """The document of one figure of one KAM among others."""
    cell = published.cell(level, code, column)
    figure = {"score": cell.score, "percent": cell.percent, "status": cell.status}
    return {"kam": published.kam.id, "code": code, "group": column, **figure}


def changed(change: Change) -> dict[str, object]:
    """The document of one change between two campaigns."""
    sides = {"before": change.before.score, "after": change.after.score, "change": change.change}
    return {"code": change.code, "group": change.group, **sides, "status": change.status}

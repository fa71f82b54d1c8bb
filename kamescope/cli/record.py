"""Everything that is stored of one KAM, as files a person can read: `export`."""

import csv
import datetime
import io
import os
import secrets
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import click

from kamescope import sentences
from kamescope.analysis.conversation import PriorityRank, ProposedQuestion
from kamescope.analysis.published import Level, Published, codes, columns, text_of
from kamescope.cli import documents, road, tables
from kamescope.cli.comments import passages_document
from kamescope.cli.context import Context, json_bytes, with_json
from kamescope.cli.erasure import token_of
from kamescope.cli.plan import plan_document
from kamescope.cli.record_levers import lever_document, lever_table
from kamescope.errors import RequestError
from kamescope.i18n import Words
from kamescope.levers.evidence import evidence_told
from kamescope.model import ENVIRONMENT, Model
from kamescope.privacy import Status
from kamescope.private import keep_private
from kamescope.reports.formulas import is_run
from kamescope.service import Grant, Record, Taken

Row = Sequence[object]
Table = Iterable[Row]
TABLES = (
    *("campaigns", "questionnaires", "results", "versions", "plan", "preparation", "comments"),
    *("seen", "granted", "imported", "levers"),
)
"""The csv files, in the order in which they are told."""
DIGITS = 4
_FIGURES = (
    *("compare.level", "column.code", "column.name", "column.group"),
    *("column.score", "column.percent", "column.status", "column.questionnaires", "column.answers"),
)


@click.command("export")
@click.option("--kam", required=True, help="KAM, by id or name.")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Folder to make.")
@with_json
def export_command(context: Context, kam: str, out: Path) -> None:
    """Write everything that is stored of a KAM to a new folder: tables a person can read, and all of it as JSON."""
    check_free(out)
    with context.door() as door:
        record = door.export(token_of(door.enrolled(), kam))
    files = record_files(context.say, record)
    write_folder(out, files)
    document = documents.exported(record, out, files)
    context.show(document, lambda: tables.exported(context.say, document))


def check_free(out: Path) -> None:
    """See that a folder may be made there; RequestError `export_not_free` where anything is but an empty folder."""
    if os.path.lexists(out) and not (os.path.isdir(out) and not os.path.islink(out) and not os.listdir(out)):
        raise RequestError("export_not_free", folder=str(out))


def write_folder(out: Path, files: Mapping[str, bytes]) -> None:
    """Write a folder whole or not at all, for its owner alone; RequestError `export_not_free`, `file_not_written`."""
    keep_private()
    place = Path(os.path.abspath(out))
    beside = place.parent / f".kamescope-{secrets.token_hex(8)}.part"
    try:
        beside.mkdir(parents=True)
        for name, content in files.items():
            (beside / name).write_bytes(content)
        check_free(place)
        with suppress(FileNotFoundError):
            place.rmdir()
        beside.rename(place)
    except OSError as error:
        raise RequestError("file_not_written", file=str(out)) from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def record_files(say: Words, record: Record) -> dict[str, bytes]:
    """The files by name: a note, a table each in the language's csv, and all of it as JSON."""
    tables = {name: list(_TABLES[name](say, record)) for name in TABLES}
    names = {name: f"{say(f'export.name.{name}')}.csv" for name in TABLES}
    whole = f"{say('export.name.all')}.json"
    told = [say("export.note", kam=record.kam.name, day=say.date(datetime.date.today()))]
    told += [f"{names[name]}\n    {say(f'export.what.{name}')}" for name in TABLES]
    told += [f"{whole}\n    {say('export.what.all')}", say("export.never")]
    note = "\n\n".join(told) + "\n"
    return {
        f"{say('export.name.note')}.txt": note.encode("utf-8-sig"),
        **{names[name]: _csv(say, tables[name]) for name in TABLES},
        whole: json_bytes(document(say, record)) + b"\n",
    }


def document(say: Words, record: Record) -> dict[str, object]:
    """All of it for programs too: codes and unrounded figures, what was done and granted in words beside."""
    kam = record.kam
    return {
        "kam": {"id": kam.id, "name": kam.name, "company": kam.company, "fictitious": kam.fictitious},
        "campaigns": [_campaign(taken) for taken in record.campaigns],
        "seen": [
            {"at": _at(line.at), "who": line.who, "role": line.role, "what": line.what, "campaign": line.campaign}
            | {"words": sentences.deed(line.what, say)}
            for line in record.seen
        ],
        "granted": [
            {
                "email": holder.email,
                "name": holder.name,
                "role": holder.grant.role,
                "on": holder.grant.on,
                "company": holder.grant.company,
                "team": holder.grant.team,
                "words": _grant(say, record, holder.grant),
            }
            for holder in record.holders
        ],
        "imported": [_at(moment) for moment in record.imported],
        "levers": [
            {"instrument": each.line.instrument, "date": each.line.held_on.isoformat(), "rows": lever_document(each)}
            for each in record.levers
        ],
    }


def _campaign(taken: Taken) -> dict[str, object]:
    published = taken.published
    return {
        "campaign": published.campaign.name,
        "date": published.campaign.date.isoformat(),
        "collecting": published.campaign.collecting,
        "team": published.kam.team,
        "model": {"code": published.model.code, "version": published.model.version},
        "releases": road.releases(taken.releases),
        "plan": [plan_document(each) for each in taken.plan],
        "comments": passages_document(taken.comments),
        "preparation": _preparation_document(taken),
        "groups": {
            group.code: {
                "respondents": group.respondents,
                "minimum": group.minimum,
                "status": group.status,
                "answers": group.answers,
                "asked": group.asked,
                "sent": taken.sent.get(group.code),
                "waiting": taken.waiting.get(group.code, 0),
            }
            for group in published.groups
        },
        "results": _scores(published),
        "versions": {str(number): _scores(given) for number, given in taken.versions.items()},
    }


def _preparation_document(taken: Taken) -> dict[str, object]:
    told = taken.prepared
    return {
        "length": told.length,
        "begins": told.start and told.start.isoformat("minutes"),
        "questions": [
            {"step": each.step, "code": each.code, "factor": each.factor, "text": each.text} for each in told.questions
        ],
        "factors": [{"code": each.code, "rank": each.rank} for each in told.brought_up],
        "notes": [{"step": step, "note": note} for step, note in told.notes],
        "notes_of_others": taken.others,
    }


def _scores(published: Published) -> list[dict[str, object]]:
    return [
        {"level": level, "code": code, "group": column, **published.cell(level, code, column)._asdict()}
        for level, code, column in _cells(published.model)
    ]


def _cells(model: Model) -> Iterator[tuple[Level, str, str]]:
    for level in Level:
        for code in codes(model, level):
            for column in columns(model):
                yield level, code, column


def _campaigns(say: Words, record: Record) -> Iterator[Row]:
    yield [say(key) for key in ("filter.campaign", "cli.heading.date", "column.kam", "column.company")] + [
        say("import.use.team"),
        say("road.release"),
    ]
    for taken in record.campaigns:
        campaign, kam = taken.published.campaign, taken.published.kam
        stands = taken.release
        shared = sentences.released(stands, say) if stands else ""
        yield campaign.name, campaign.date.isoformat(), kam.name, kam.company, kam.team, shared


def _questionnaires(say: Words, record: Record) -> Iterator[Row]:
    yield [
        say(key)
        for key in (
            *("filter.campaign", "column.group", "column.questionnaires", "column.minimum"),
            *("column.status", "column.answers", "quality.column_sent", "column.waiting"),
        )
    ]
    for taken in record.campaigns:
        model = taken.published.model
        for group in taken.published.groups:
            counts = (group.respondents, group.minimum, _status(say, group.status), group.answers)
            name = _column(say, model, group.code)
            sent, waiting = taken.sent.get(group.code), taken.waiting.get(group.code, 0)
            yield taken.published.campaign.name, name, *counts, sent, waiting


def _results(say: Words, record: Record) -> Iterator[Row]:
    yield [say(key) for key in ("filter.campaign", *_FIGURES)]
    for taken in record.campaigns:
        for row in _told(say, taken.published):
            yield taken.published.campaign.name, *row


def _versions(say: Words, record: Record) -> Iterator[Row]:
    yield [say(key) for key in ("filter.campaign", "version.choice", *_FIGURES)]
    for taken in record.campaigns:
        for number, given in taken.versions.items():
            for row in _told(say, given):
                yield given.campaign.name, number, *row


def _told(say: Words, published: Published) -> Iterator[Row]:
    """A row a figure, under `_FIGURES`."""
    for level, code, column in _cells(published.model):
        cell = published.cell(level, code, column)
        what = (say(f"tables.level.{level}"), code, _part(say, published.model, level, code))
        group, status = _column(say, published.model, column), _status(say, cell.status)
        yield *what, group, cell.score, cell.percent, status, cell.respondents, cell.answers


def _plan(say: Words, record: Record) -> Iterator[Row]:
    yield [
        say(key)
        for key in (
            *("filter.campaign", "column.code", "column.name", "plan.objective", "plan.first", "plan.helper"),
            *("plan.sign", "plan.evidence", "plan.due", "plan.how", "plan.line"),
        )
    ]
    for taken in record.campaigns:
        for each in taken.plan:
            goal = sentences.plan_goal(each.goal, say)
            name = sentences.plan_name(taken.published.model, each.basis, say)
            about = (taken.published.campaign.name, each.basis.code, name, goal, each.goal.first, each.goal.helper)
            rests = say("apart").join(evidence_told(one, say) for one in each.evidence)
            for step in each.steps:
                state = say(f"plan.state.{step.state}")
                yield *about, each.goal.sign, rests, step.due.isoformat(), state, step.line


def _comments(say: Words, record: Record) -> Iterator[Row]:
    yield [say(key) for key in ("filter.campaign", "comments.question", "column.group", "page.comments")]
    for taken in record.campaigns:
        model = taken.published.model
        for each in taken.comments:
            where = (taken.published.campaign.name, say.text(model.open_index[each.question].text))
            group = _column(say, model, each.group)
            if each.masked:
                yield *where, group, _status(say, Status.MASKED)
            for one in each.comments:
                yield *where, group, one.kept


def _preparation(say: Words, record: Record) -> Iterator[Row]:
    yield [say(key) for key in ("filter.campaign", "prepare.step", "export.kind", "column.code", "export.text")]
    for taken in record.campaigns:
        name, told, model = taken.published.campaign.name, taken.prepared, taken.published.model
        for asked in told.questions:
            proposed = ProposedQuestion(asked.code, asked.factor)
            text = asked.text or sentences.question(taken.published, proposed, say)
            yield name, sentences.talk_step(asked.step, say), say("export.question"), asked.factor, text
        for each in told.brought_up:
            rank = "" if each.rank in (None, PriorityRank.LATER) else f" ({say.number(each.rank)})"
            yield name, "", say("prepare.flag"), each.code, sentences.factor_name(model, each.code, say) + rank
        for step, note in told.notes:
            yield name, sentences.talk_step(step, say), say("prepare.note"), "", note
        if taken.others:
            yield name, "", say("prepare.note"), "", say("export.notes_of_others", taken.others)


def _seen(say: Words, record: Record) -> Iterator[Row]:
    yield [say(key) for key in ("export.at", "export.who", "export.role", "export.did", "filter.campaign")]
    for line in record.seen:
        who, role = sentences.author(line.who, say), sentences.roles(line.role, say)
        yield _at(line.at), who, role, sentences.deed(line.what, say), line.campaign


def _granted(say: Words, record: Record) -> Iterator[Row]:
    yield [say(key) for key in ("column.email", "export.person", "export.on")]
    for holder in record.holders:
        yield holder.email, holder.name, _grant(say, record, holder.grant)


def _imported(say: Words, record: Record) -> Iterator[Row]:
    yield [say("export.at")]
    for moment in record.imported:
        yield [_at(moment)]


_TABLES = {
    "campaigns": _campaigns,
    "questionnaires": _questionnaires,
    "results": _results,
    "versions": _versions,
    "plan": _plan,
    "comments": _comments,
    "preparation": _preparation,
    "seen": _seen,
    "granted": _granted,
    "imported": _imported,
    "levers": lambda say, record: lever_table(say, record.levers),
}


def _column(say: Words, model: Model, column: str) -> str:
    return say("environment") if column == ENVIRONMENT else say.group(model.group(column))


def _part(say: Words, model: Model, level: Level, code: str) -> str:
    if level is Level.OVERALL:
        return say("tables.level.overall")
    return say.statement(model.item(code)) if level is Level.ITEM else say.text(text_of(model, level, code))


def _grant(say: Words, record: Record, grant: Grant) -> str:
    return sentences.granted(grant.role, grant.company, grant.team, record.kam.name if grant.kam else "", say)


def _status(say: Words, status: Status) -> str:
    return say("tables.published" if status is Status.PUBLISHED else status)


def _at(moment: datetime.datetime) -> str:
    return moment.isoformat(sep=" ", timespec="seconds")


def _csv(say: Words, table: Table) -> bytes:
    """A table as spreadsheets of that language read it; a text that they would run is made plain."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=say.writing.separator)
    writer.writerows([_written(value, say) for value in row] for row in table)
    return text.getvalue().encode("utf-8-sig")


def _written(value: object, say: Words) -> object:
    if isinstance(value, float):
        return f"{value:.{DIGITS}f}".replace(".", say.writing.decimal)
    return f"'{value}" if isinstance(value, str) and is_run(value) else value

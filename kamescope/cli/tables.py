"""What the commands print for people: tables, a line or a few each."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from kamescope import sentences, service
from kamescope.analysis.compare import team_mean
from kamescope.analysis.panel import Panel
from kamescope.analysis.progress import Change
from kamescope.analysis.published import Cell, Level, Published, codes, columns
from kamescope.i18n import Words
from kamescope.model import ENVIRONMENT, Model
from kamescope.places import Server
from kamescope.records import Campaign

_PEOPLE = ("column.email", "column.person", "column.role", "cli.heading.on")
_TRACES = ("cli.heading.date", "cli.heading.who", "column.role", "cli.heading.what", "cli.heading.on")
COUNTED = ("respondents", "answers", "blanks")
_JOURNAL = (
    "column.number",
    "cli.heading.date",
    "column.file",
    "cli.heading.layout",
    "column.questionnaires",
    "cli.heading.state",
)
_KAMS = ("cli.heading.id", "column.kam", "column.company", "filter.campaign", "column.questionnaires")
_TOP = ("column.group", "column.rank", "tables.level.item", "column.score", "column.common_with")


def aligned(rows: list[list[str]]) -> str:
    """Rows as text, their columns one under the other."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join("  ".join(cell.ljust(w) for cell, w in zip(row, widths, strict=True)).rstrip() for row in rows)


def report(say: Words, files: list[dict[str, Any]]) -> Iterator[list[str]]:
    """What became of each file, and its issues."""
    for file in files:
        counts = _counts(say, *(file[key] for key in COUNTED))
        counts = say.listing([counts, say("count.comments", file["comments"])]) if file["comments"] else counts
        yield [file["file"], say(f"status.{file['status']}"), counts]
        left = [say(f"import.done.{name}", file[name]) for name in service.NOT_COUNTED if file[name]]
        yield from [["", "", say.listing(left)]] if left else []
        for issue in file["issues"]:
            yield ["", say(f"severity.{issue['severity']}"), issue["message"]]


def _counts(say: Words, respondents: int, answers: int, blanks: int) -> str:
    return say("cli.counts", respondents, answers=say.number(answers), blanks=say.number(blanks))


def journal(say: Words, entries: Iterable[service.JournalEntry]) -> Iterator[list[str]]:
    """One row an import."""
    yield [say(key) for key in _JOURNAL]
    for entry in entries:
        state = say("status.undone") if entry.undone_at else say("cli.stands", entry.waiting) if entry.waiting else ""
        when = f"{entry.imported_at:%Y-%m-%d %H:%M}"
        yield [str(entry.id), when, entry.file, entry.layout, say.number(entry.respondents), state]


def undone(say: Words, number: int, result: service.Undone) -> Iterator[list[str]]:
    """What became of an import taken back."""
    yield [say("cli.undo_done", result.gone, number=number)]
    if result.kept:
        yield [say("cli.undo_kept", result.kept)]
    if result.waiting:
        yield [say("cli.undo_waiting", result.waiting)]


def opened(say: Words, campaign: Campaign, waiting: service.Waited) -> Iterator[list[str]]:
    """What became of a campaign that was in collection."""
    yield [say("cli.opened", campaign=campaign.name)]
    if waiting.questionnaires:
        yield [say("count.wait", waiting.questionnaires)]


def erased(say: Words, whom: str, done: service.Erasure, dry_run: bool) -> Iterator[list[str]]:
    """What went or would go, kind by kind, and what that means for what is left."""
    yield [say("erase.would" if dry_run else "erase.done", whom=whom)]
    yield from ([f"  {words}"] for words in sentences.erased(done.rows, say))
    yield from ([words] for words in sentences.beside_erased(done.lines, done.traces, done.waiting, say))
    if not dry_run:
        yield [say("erase.backups")]


def overdue(say: Words, months: int | None, found: Sequence[service.Overdue]) -> Iterator[list[str]]:
    """The campaigns past their keeping, the oldest first, and how one is erased."""
    if months is None:
        yield [say("retention.unsaid")]
        return
    yield [say("retention.words", months)]
    for each in found:
        counts = say.listing((say("count.kams", each.kams), say("count.questionnaires", each.respondents)))
        yield [f"  {each.campaign.name} · {each.campaign.date.isoformat()} · {counts}"]
    yield [say("retention.how") if found else say("retention.none")]


def exported(say: Words, document: dict[str, Any]) -> Iterator[list[str]]:
    """Where the files are."""
    yield [say("export.done", kam=document["kam"], folder=document["folder"])]
    yield from ([f"  {file}"] for file in document["files"])


def backed_up(say: Words, file: Path, made: service.Backup) -> Iterator[list[str]]:
    """Where the backup is, what is in it, and how to keep it."""
    size = say.number(made.bytes / 1_000_000, 1)
    yield [say("backup.replaced" if made.replaced else "backup.made", file=file, size=size)]
    yield [sentences.held(made.checked.holdings, say)]
    yield [say("backup.protect")]


def restored(say: Words, database: Path | Server, done: service.Restored) -> Iterator[list[str]]:
    """What stands in place now, and where what stood there is."""
    yield [say("restore.done", file=database, when=f"{done.made_at:%Y-%m-%d %H:%M}")]
    yield [sentences.held(done.checked.holdings, say)]
    if done.kept is not None:
        yield [say("restore.kept", file=done.kept)]


def checked(say: Words, name: str, found: service.Soundness) -> Iterator[list[str]]:
    """What was read, and what does not agree."""
    faults = {fault.code: fault.count for fault in found.faults}
    yield from ([line] for line in sentences.checked(name, found.holdings, faults, say))


def mapping(say: Words, document: dict[str, Any], out: object) -> Iterator[list[str]]:
    """The mapping itself, or where it was written and what is left to do."""
    if out is None:
        yield [document["mapping"]]
    yield [say("cli.mapping", document["open"], understood=document["understood"], files=document["files"])]
    if document["left"]:
        yield [say("cli.mapping_left")]
        yield from ([f"{file['file']}  {issue['message']}"] for file in document["left"] for issue in file["issues"])


def template(say: Words, document: dict[str, Any]) -> Iterator[list[str]]:
    """Where the blank questionnaire is."""
    yield [say("cli.template", document["items"], file=document["file"])]


def people(say: Words, everybody: Iterable[service.Account]) -> Iterator[list[str]]:
    """One row a grant, as `grant` takes it."""
    yield [say(key) for key in _PEOPLE]
    for person in everybody:
        for each in person.grants or (None,):
            on = "" if each is None else _on(each)
            yield [person.email, person.name, str(each.role) if each else "", on]


def _on(given: service.Grant) -> str:
    """On what something is granted: `everything`, a KAM's id, « team · company »."""
    return given.kam or " · ".join(filter(None, (given.team, given.company))) or str(given.on)


def traces(say: Words, lines: Iterable[service.Trace]) -> Iterator[list[str]]:
    """One row a line of the audit."""
    yield [say(key) for key in _TRACES]
    for line in lines:
        yield [f"{line.at:%Y-%m-%d %H:%M}", line.who, line.role, line.what, line.on]


def people_undone(say: Words, number: int, count: int) -> Iterator[list[str]]:
    """What became of a file of people taken back."""
    yield [say("cli.people_undone", count, number=str(number))]


def people_file(say: Words, document: dict[str, Any]) -> Iterator[list[str]]:
    """What became of a file of people, and its issues."""
    counts = {key: say.number(document[key]) for key in ("people", "known")}
    given = "" if document["status"] == "refused" else say("cli.people_counts", document["grants"], **counts)
    yield [document["file"], say(f"status.{document['status']}"), given]
    if document["number"] is not None:
        yield ["", "", say("cli.people_number", number=str(document["number"]))]
    for issue in document["issues"]:
        yield ["", say(f"severity.{issue['severity']}"), issue["message"]]


def made_line(say: Words, file: dict[str, Any], number: int, total: int) -> str:
    """What became of one report of many."""
    what = _known(say, file, "file")
    if file["message"]:
        what = say("cli.report_not_made", **file) if file["status"] == "failed" else f"{what}. {file['message']}"
    return say("cli.reading", number=number, total=total, file=what)


def made_one(say: Words, file: dict[str, Any]) -> Iterator[list[str]]:
    """Where the report is, and what to know of it."""
    yield [_known(say, file, "path")]
    if file["message"]:
        yield [file["message"]]


def made(say: Words, files: list[dict[str, Any]], folder: Path) -> Iterator[list[str]]:
    """How many reports there are and where, and for whom there is none."""
    failed = [file for file in files if file["status"] == "failed"]
    replaced = sum(file["replaced"] for file in files)
    yield [say("cli.report_made", len(files) - len(failed), folder=folder)]
    if replaced:
        yield [say("cli.report_replaced_count", replaced)]
    if failed:
        yield [say("cli.report_failed", len(failed), kams=say.listing(file["kam"] for file in failed))]


def _known(say: Words, file: dict[str, Any], key: str) -> str:
    return say("cli.report_replaced", file=file[key]) if file["replaced"] else file[key]


def kams(say: Words, everybody: Iterable[service.Participation]) -> Iterator[list[str]]:
    """One row a KAM and campaign."""
    yield [say(key) for key in _KAMS]
    for entry in everybody:
        groups = (f"{say.text(entry.model.group(g.code).name)} {g.respondents}" for g in entry.groups)
        yield [entry.kam.id, entry.kam.name, entry.kam.company, entry.campaign.name, say.series(groups)]


def score(say: Words, published: Published, levels: Iterable[Level]) -> Iterator[list[str]]:
    """One row a code, one column a group, in percent."""
    names = [say.text(group.name) for group in published.model.groups]
    yield ["", *names, say("environment")]
    for level in levels:
        for code in codes(published.model, level):
            cells = (published.cell(level, code, column) for column in columns(published.model))
            yield [code, *(say(c.status) if c.percent is None else say.percent(c.percent) for c in cells)]


def top(say: Words, published: Published, groups: dict[str, Any]) -> Iterator[list[str]]:
    """One row a ranked item."""
    names = {group.code: say.text(group.name) for group in published.model.groups}
    yield [say(key) for key in _TOP]
    for group, items in groups.items():
        for item in items:
            common = say.series(names[code] for code in item["common_with"])
            yield [names[group], str(item["rank"]), item["code"], say.number(item["score"], 2), common]


def window(say: Words, points: list[dict[str, Any]]) -> Iterator[list[str]]:
    """One row a code."""

    def shown(value: float | None, form: Callable[[float], str]) -> str:
        return say("no_data") if value is None else form(value)

    yield ["", say("cli.heading.self"), say("environment"), say("gap"), say("quadrant")]
    for point in points:
        quadrant = say(f"quadrant.{point['quadrant']}") if point["quadrant"] else "–"
        sides = (shown(point[side], say.percent) for side in ("self", "environment"))
        yield [point["code"], *sides, shown(point["gap"], say.signed), quadrant]


def compare(say: Words, team: Panel, level: Level, column: str) -> Iterator[list[str]]:
    """One row a KAM, one column a code, in percent; the team's mean last."""
    model = team.model
    listed = codes(model, level)
    yield [say("cli.heading.id"), say("team.kam_of", group=_column(say, model, column)), *listed]
    for published in team:
        cells = (published.cell(level, code, column) for code in listed)
        yield [published.kam.id, published.kam.name, *(_shown(say, c, c.percent, say.percent) for c in cells)]
    # Each KAM of the team has their own row right above: the viewer sees each of them.
    means = (team_mean(team, (level, code, column), each_seen=True) for code in listed)
    yield ["", say("team.mean"), *("–" if mean is None else say.percent(mean.percent) for mean in means)]


def progress(say: Words, model: Model, campaigns: tuple[str, str], changes: Iterable[Change]) -> Iterator[list[str]]:
    """One row a code and group, in points."""

    def points(value: float) -> str:
        return say.number(value, 2)

    yield [say("column.code"), say("column.group"), *campaigns, say("progress.change")]
    for change in changes:
        sides = (_shown(say, cell, cell.score, points) for cell in (change.before, change.after))
        moved = "–" if change.change is None else say.signed(change.change)
        moved = say("team.uneven_cell") if change.is_uneven else moved
        yield [change.code, _column(say, model, change.group), *sides, moved]


def _column(say: Words, model: Model, column: str) -> str:
    return say("environment") if column == ENVIRONMENT else say.text(model.group(column).name)


def _shown(say: Words, cell: Cell, value: float | None, form: Callable[[float], str]) -> str:
    return say(cell.status) if value is None else form(value)


def model(say: Words, document: dict[str, Any]) -> Iterator[list[str]]:
    """Whether a model is valid, or what is wrong with it."""
    if document["ok"]:
        yield [
            say("cli.model_ok", **{key: document[key] for key in ("factors", "sub_factors", "items", "open_questions")})
        ]
    for issue in document["issues"]:
        yield [issue["message"]]

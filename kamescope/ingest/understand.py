"""Tables → what they are taken for and what they hold, with every doubt as a question to a person."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from kamescope.errors import Issue
from kamescope.ingest.answerlike import is_second_heading
from kamescope.ingest.check import check
from kamescope.ingest.checked import Checked, Understood, nothing_read
from kamescope.ingest.coded import Coded, constant
from kamescope.ingest.column_use import ASKED, OPEN, OTHER, column_keys
from kamescope.ingest.columns import Sorter, headings_of
from kamescope.ingest.dates import say_dates
from kamescope.ingest.exclusions import Exclusion, set_aside
from kamescope.ingest.faults import report_faults
from kamescope.ingest.findings import Findings, Options, problem
from kamescope.ingest.form import Form
from kamescope.ingest.garbled import report_garbled
from kamescope.ingest.headings import ANSWER, Headings
from kamescope.ingest.held import answers_held, words_held
from kamescope.ingest.labels import LabelUse
from kamescope.ingest.legend import joined_cells, legend_of, notes_below
from kamescope.ingest.likeness import Likeness, who_is_who
from kamescope.ingest.likeness import ask as ask_who
from kamescope.ingest.mapping import IGNORE, FileFacts, FileMapping, file_key
from kamescope.ingest.own_ways import Turning, turnings
from kamescope.ingest.reading import Reading, filled_lines
from kamescope.ingest.records import Answers, read_answers, read_rows
from kamescope.ingest.saying import say, say_columns, say_labels, say_turnings, say_unused
from kamescope.ingest.sheets import joined
from kamescope.ingest.totals import total_rows
from kamescope.ingest.unseen import DROP, Unseen, look_for_unseen, say_unseen, without_hidden_columns
from kamescope.ingest.values import text
from kamescope.ingest.who import FILE, SHEET, Who, settle
from kamescope.ingest.words import label_key, normal
from kamescope.model import Model

MOST_NAMES = 200
OPEN_LABELS = ("unknown", "against", "guess")
FIRST_ROWS = 5


def understand(form: Form, model: Model, options: Options, findings: Findings) -> Checked:
    """Read one form: columns, who, who counts, answers; then check it all."""
    mapping = without_hidden_columns(form, options.mapping.about(fingerprint(form)))
    sorter = Sorter(form, model, mapping)
    who = settle(form, headings_of(form, sorter), sorter.uses, model, options, mapping)
    headings, form = who.headings, joined(form, sorter.joined)
    for issue in (*headings.issues, *who.questions):
        findings.add_all(issue.severity, issue.code, 1, [issue])
    lines = _filled(form, findings)
    if not len(lines):
        findings.add("error", "no_rows")
        return _nothing(form, findings)
    unseen = look_for_unseen(form, sorter.uses.values(), lines, mapping, model.partition)
    say_unseen(form, unseen, findings)
    lines = _without_hidden(lines, unseen, findings)
    if missing := _missing(form, sorter, headings, model):
        say_columns(findings, sorter)
        findings.add_all("error", missing.code, 1, [missing])
        return _nothing(form, findings, _understood(form, sorter, who, Answers(form, model, mapping), (), unseen))
    lines, exclusions = set_aside(form, headings, lines, mapping)
    lines, notes = _without_notes(form, lines, findings)
    lines = _without_second_headings(form, headings, lines, model, findings)
    _report(form, headings, sorter, lines, findings)
    legend = legend_of(form, headings, notes, model.scale, mapping)
    answers = Answers(form, model, mapping, legend.turned if legend else None)
    reading = _read(form, headings, lines, answers, model, findings)
    if legend and any(use.by in ("legend", "unknown") and use.in_scale for use in answers.labels):
        findings.add("error", legend.code, value=legend.written)
    understood = _with_held(_understood(form, sorter, who, answers, exclusions, unseen), reading, answers)
    reading = _with_words(_with_sheets(reading, who), who)
    reading = _described(replace(reading, numbered=_is_numbered(headings, sorter)), options)
    reading, named, people = who_is_who(reading, who.options, mapping)
    ask_who(people, headings.column("kam") or headings.column("kam_id"), findings)
    findings.leave_out("dropped_columns", len(_idle_attributes(headings, model)))
    say(findings, form, sorter, answers.labels, exclusions, len(lines))
    turning = _say_own_ways(findings, sorter, answers)
    understood = _with_people(_with_turnings(understood, turning), people)
    if not len(lines):
        return _nothing(form, findings, understood)
    say_unused(findings, reading, model)
    checked = check(reading, model, named, findings)
    return replace(checked, understood=understood, left_out=findings.left_out)


def _nothing(form: Form, findings: Findings, understood: Understood | None = None) -> Checked:
    """Nothing was read; what was understood up to there is told."""
    checked = nothing_read(findings.listed(), form.layout)
    return replace(checked, understood=understood, left_out=findings.left_out)


def _filled(form: Form, findings: Findings) -> np.ndarray:
    """The lines that hold something; blank ones are counted."""
    lines = filled_lines(form.table, form.start)
    if form.ours and form.start > form.head + 1:
        findings.add("warning", "headings_again", form.head + 2)
    findings.leave_out("blank_rows", len(form.table.rows) - form.start - len(lines))
    return lines


def _without_hidden(lines: np.ndarray, unseen: Unseen, findings: Findings) -> np.ndarray:
    """The lines but for the hidden ones that somebody said to leave out."""
    if not unseen.rows[DROP]:
        return lines
    seen = lines[~np.isin(lines, unseen.rows[DROP])]
    if not len(seen):
        findings.add("error", "hidden_nothing_left")
    return seen


def _report(form: Form, headings: Headings, sorter: Sorter, lines: np.ndarray, findings: Findings) -> None:
    """Say what is wrong with cells before any of them is read."""
    report_faults(form, headings, {at for positions in sorter.joined.values() for at in positions}, lines, findings)
    report_garbled(form, sorter.uses, lines, findings)
    total_rows(form, headings, lines, findings)
    say_dates(form, headings, lines, findings)


def _say_own_ways(findings: Findings, sorter: Sorter, answers: Answers) -> tuple[Turning, ...]:
    """Say of single columns what their labels stand for, and which are turned: these are given back."""
    for own in answers.own.values():
        say_labels(findings, own.labels)
    turning = turnings(sorter, answers.mapping)
    say_turnings(findings, sorter, turning)
    return turning


def _without_notes(form: Form, lines: np.ndarray, findings: Findings) -> tuple[np.ndarray, list[str]]:
    """The lines but for the legends below them, one a sheet, and what these say."""
    table = form.table
    sheets: dict[str, list[int]] = {}
    for line in lines.tolist():
        sheets.setdefault(table.sheet(line), []).append(line)
    out: list[int] = []
    said: list[str] = []
    for each in sheets.values():
        if notes := notes_below(table.rows, each):
            findings.add("warning", "legend_below", table.row(notes[0]), None, count=len(notes))
            said += joined_cells(table.rows[line] for line in notes)
            out += notes
    return (lines[~np.isin(lines, out)] if out else lines), said


def _without_second_headings(
    form: Form, headings: Headings, lines: np.ndarray, model: Model, findings: Findings
) -> np.ndarray:
    """The lines but for a first one of words over columns of numbers: kinds or names of columns, nobody's answers."""
    if not is_second_heading(form.table.rows, lines.tolist(), list(headings.items.values()), model.scale):
        return lines
    findings.add("error", "second_headings", form.table.row(lines[0]))
    return lines[1:]


def _missing(form: Form, sorter: Sorter, headings: Headings, model: Model) -> Issue | None:
    """A file without one item, or of one row an answer without the column of items or of answers."""
    if form.by_answer:
        absent = [name for name in ANSWER if name not in headings.fields]
        return problem("error", "roles_missing", form.head + 1, listed=", ".join(absent)) if absent else None
    if sorter.wrong or any(use.use in (ASKED, OPEN) for use in sorter.uses.values()):
        return None
    facts = {"first": model.items[0].code, "last": model.items[-1].code}
    return problem("error", "no_items", form.head + 1, **facts)


def _read(
    form: Form, headings: Headings, lines: np.ndarray, answers: Answers, model: Model, findings: Findings
) -> Reading:
    if form.by_answer:
        return read_answers(form, headings, lines, answers, model, findings)
    return read_rows(form, headings, lines, answers)


def _is_numbered(headings: Headings, sorter: Sorter) -> bool:
    """Whether the respondents' ids are the survey tool's own."""
    position = headings.fields.get("respondent")
    return position is not None and sorter.uses[position].by == "layout"


def _with_sheets(reading: Reading, who: Who) -> Reading:
    """The KAM or group of each row from its sheet, where no column says it."""
    if len(who.by_sheet) < 2 and not who.campaigns:
        return reading
    names = [reading.table.sheet(line) for line in reading.lines.tolist()]
    fields = dict(reading.fields)
    for index, name in enumerate(("kam", "group")):
        values = tuple(dict.fromkeys(said[index] for said in who.by_sheet.values()))
        if name not in fields and any(values):
            codes = np.array([values.index(who.by_sheet[sheet][index]) for sheet in names], np.int64)
            fields[name] = Coded(codes, values)
    if len(who.campaigns) > 1 and (who.campaigns_sure or not who.options.campaign):
        values = tuple(dict.fromkeys(who.campaigns.values()))
        fields["campaign"] = Coded(np.array([values.index(who.campaigns[sheet]) for sheet in names], np.int64), values)
    return replace(reading, fields=fields)


def _described(reading: Reading, options: Options) -> Reading:
    """The company and the team that a person gave for the whole file, where it has no column that says them."""
    told = {name: options.value(name) for name in ("company", "team") if name not in reading.fields}
    if not {"kam", "kam_id"} & reading.headings.fields.keys():
        told.pop("company", None)  # of a KAM named for the whole file the database may know it better
    said = {name: constant(value, len(reading.lines)) for name, value in told.items() if value}
    return replace(reading, fields={**reading.fields, **said})


def _with_words(reading: Reading, who: Who) -> Reading:
    """The group column in codes, where its words are understood or agreed on."""
    if not who.words:
        return reading
    said = {use.written: use.group for use in who.words if use.group}
    groups = reading.fields["group"].mapped(lambda word: said.get(word, word))
    return replace(reading, fields={**reading.fields, "group": groups})


def _idle_attributes(headings: Headings, model: Model) -> set[str]:
    """What else a file says of respondents than the model's partition: it serves nothing, and is not kept."""
    known = set(headings.fields.values())
    idle = {key for key, position in headings.attributes.items() if position not in known}
    return idle - {normal(model.partition or "")}


def _understood(
    form: Form, sorter: Sorter, who: Who, answers: Answers, exclusions: tuple[Exclusion, ...], unseen: Unseen
) -> Understood:
    labels = answers.labels
    columns = tuple(sorter.uses[column.position] for column in form.columns)
    table = form.table
    rows = [table.rows[line] for line in filled_lines(table, form.start)[:FIRST_ROWS].tolist()]
    return Understood(
        file=table.file,
        layout=form.layout,
        why=form.why,
        row=form.head + 1,
        columns=columns,
        labels=labels,
        kam=who.kam,
        group=who.group,
        words=who.words,
        sheets=tuple(dict.fromkeys(row.sheet for row in table.origin[1:])) if table.origin else (),
        set_aside=exclusions,
        headings=fingerprint(form),
        proposal=_proposal(form, sorter, who, labels),
        still_open=_still_open(sorter, who, answers),
        unknown_items=answers.unknown[:MOST_NAMES],
        first_rows=tuple(tuple(text(row[column.position]) for column in form.columns) for row in rows),
        unseen=unseen,
        campaigns=who.campaigns,
    )


def _with_held(understood: Understood, reading: Reading, answers: Answers) -> Understood:
    """What was understood, with the rows that hold what is in doubt."""
    own = [position for position, key in answers.keys.items() if key in answers.mapping.recoded]
    doubtful = [use.written for use in understood.labels if not use.sure]
    words = [use.written for use in understood.words if use.written and not use.sure]
    labels_held, said = answers_held(reading, doubtful, own), words_held(reading, words)
    return replace(understood, labels_held=labels_held, words_held=said)


def _with_turnings(understood: Understood, turning: tuple[Turning, ...]) -> Understood:
    """What was understood, with the headings that say reversed and those of them that nobody has settled."""
    still_open = {**understood.still_open, "turned": tuple(each.key for each in turning if each.turned is None)}
    return replace(understood, turnings=turning, still_open=still_open)


def fingerprint(form: Form) -> str:
    """What files of one layout with the same headings share."""
    said = "\n".join((form.layout, *column_keys(form.columns).values()))
    return hashlib.sha256(said.encode()).hexdigest()[:32]


def _with_people(understood: Understood, people: Sequence[Likeness]) -> Understood:
    """The same with the doubts about who is rated: what may be proposed, and what only a person can say."""
    guessed = {each.key: each.guess for each in people if each.guess and not each.said}
    proposal = replace(understood.proposal, people={**guessed, **understood.proposal.people})
    left = tuple(each.key for each in people if not each.said and not each.guess)
    return replace(
        understood, people=tuple(people), proposal=proposal, still_open={**understood.still_open, "people": left}
    )


def _proposal(form: Form, sorter: Sorter, who: Who, labels: Sequence[LabelUse]) -> FileMapping:
    """All that is agreed or only proposed, said explicitly."""
    mapping = sorter.mapping
    columns = {
        sorter.keys[position]: IGNORE if use.use == OTHER else use.said
        for position, use in sorter.uses.items()
        if use.by == "agreed" or (not use.sure and use.use != OPEN)
    }
    if who.group.kind == "column" and not who.group.sure:
        columns[sorter.keys[who.headings.fields["group"]]] = "group"
    answers = {
        label_key(use.written): use.value
        for use in labels
        if use.by == "agreed" or (not use.sure and use.by not in OPEN_LABELS)
    }
    groups = {
        normal(use.written): use.group
        for use in who.words
        if use.group and (not use.sure or use.written in mapping.groups)
    }
    return replace(
        mapping,
        columns={**mapping.columns, **columns},
        answers={**mapping.answers, **answers},
        groups={**mapping.groups, **groups},
        files={**mapping.files, **_file_facts(form, who, mapping)},
    )


def _file_facts(form: Form, who: Who, mapping: FileMapping) -> dict[str, FileFacts]:
    """What only the names of file and sheets say."""
    guessed = [source.kind in (FILE, SHEET) for source in (who.kam, who.group)]
    if not any(guessed) and who.campaigns_sure:
        return {}
    file = form.table.file
    if len(who.by_sheet) < 2:
        before = mapping.facts(file)
        kam = (who.options.kam or "") if guessed[0] else before.kam
        group = (who.options.group or "") if guessed[1] else before.group
        return {file_key(file): replace(before, kam=kam, group=group)}
    found = {
        sheet: replace(mapping.facts(file, sheet), kam=kam, group=group) for sheet, (kam, group) in who.by_sheet.items()
    }
    return {
        file_key(file, sheet): replace(facts, campaign=who.campaigns.get(sheet, facts.campaign))
        for sheet, facts in found.items()
    }


def _still_open(sorter: Sorter, who: Who, answers: Answers) -> dict[str, tuple[str, ...]]:
    """What nobody could propose."""
    columns = [sorter.keys[at] for at, use in sorter.uses.items() if use.use == OPEN or at in sorter.wrong]
    return {
        "columns": (*columns, *map(normal, answers.unknown[:MOST_NAMES])),
        "answers": tuple(label_key(use.written) for use in answers.labels if use.by in OPEN_LABELS),
        "groups": tuple(normal(use.written) for use in who.words if not use.group),
    }

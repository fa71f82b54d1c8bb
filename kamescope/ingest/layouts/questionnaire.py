"""Our own blank questionnaire, filled in: one file, one respondent. What it carries: `kamescope.questionnaire`."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PureWindowsPath

from kamescope.errors import ContentError
from kamescope.ingest.form import Column, Form
from kamescope.ingest.headings import ANSWER
from kamescope.ingest.table import Cell, SheetRow, Table, is_blank
from kamescope.ingest.values import text
from kamescope.ingest.words import HEADINGS, item_words, normal
from kamescope.model import Model
from kamescope.naming import same_key, tidy
from kamescope.questionnaire import COMMENT, IDENTITY, ITEM, MARK, RESPONDENT, SEAL, SHOWN, seal

NAME = "questionnaire"
FIELDS = (*IDENTITY, "respondent", *ANSWER)
"""The columns of the table that the questionnaire becomes: one row an answer."""

_FARTHEST_MARK = 50
_NO_LETTER = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class PaperForm:
    """One questionnaire: its row of headings, its columns of tags and answers, what it says of itself."""

    table: Table
    heading: int
    tag: int
    answer: int
    facts: Mapping[str, str]

    def tags(self) -> Iterator[tuple[int, str]]:
        """(position, tag) of every row below the headings, "" where it has none."""
        for index in range(self.heading + 1, len(self.table.rows)):
            yield index, text(self.table.rows[index][self.tag])

    def written(self, position: int, tag: str = "") -> Cell:
        """What somebody wrote in a row: a formula as such, not as its result; a comment, beside the answers."""
        at = self.answer - 1 if tag.startswith(COMMENT) else self.answer
        return self.table.formulas.get((position, at), self.table.rows[position][at])

    def statement(self, position: int) -> str:
        """What stands left of an answer."""
        return text(self.table.rows[position][self.answer - 1])


def recognise(table: Table, model: Model) -> Form | None:
    """A table with the mark of our questionnaires, as one row an answer; rows keep their numbers.

    Raises ContentError where answers and questions may have parted: `questionnaire_changed`,
    `questionnaire_other_model`, `questionnaire_row_mixed`.
    """
    paper = _paper(table)
    if paper is None:
        return None
    _check_model(paper, model)
    _check_statements(paper, model)
    return _form(paper)


def _paper(table: Table) -> PaperForm | None:
    rows = table.rows
    mark = next((index for index, row in enumerate(rows[:_FARTHEST_MARK]) if MARK in row), None)
    if mark is None:
        return None
    key = list(rows[mark]).index(MARK)
    tag, value = key - 1, key + 1
    if tag < 2 or value >= len(rows[mark]):
        raise ContentError("questionnaire_changed")
    pairs = [(text(row[key]), text(row[value])) for row in rows[mark + 1 :] if text(row[key])]
    facts = dict(pairs)
    heading = _tagged(rows, tag, ITEM)
    answers = [index for index in range(1, tag) if text(rows[heading][index]) == facts.get("answer")]
    if len(answers) != 1:
        raise ContentError("questionnaire_changed")
    paper = PaperForm(table, heading, tag, answers[0], facts)
    _check_unchanged(paper, pairs)
    return paper


def _tagged(rows: Sequence[Sequence[Cell]], column: int, tag: str) -> int:
    """The row with that tag."""
    position = next((position for position, row in enumerate(rows) if text(row[column]) == tag), None)
    if position is None:
        raise ContentError("questionnaire_changed")
    return position


def _check_unchanged(paper: PaperForm, pairs: Sequence[tuple[str, str]]) -> None:
    """What is hidden is as we wrote it, and people saw the same KAM, campaign and group above the statements."""
    if paper.facts.get(SEAL) != seal(pairs, [tag for _, tag in paper.tags() if tag]):
        raise ContentError("questionnaire_changed")
    seen = {same_key(text(cell)) for row in paper.table.rows[: paper.heading] for cell in row[: paper.tag]}
    if not {same_key(value) for key, value in pairs if key == SHOWN} <= seen:
        raise ContentError("questionnaire_changed")


def _check_model(paper: PaperForm, model: Model) -> None:
    made = (paper.facts.get("model", ""), paper.facts.get("version", ""))
    known = any(tag in model.item_index for _, tag in paper.tags())
    if made != (model.code, model.version) or not known:
        raise ContentError("questionnaire_other_model", found=" ".join(made), wanted=f"{model.code} {model.version}")


def _check_statements(paper: PaperForm, model: Model) -> None:
    """Every answer stands beside its statement; one that was reworded since is no other item's."""
    words = item_words(model)
    for position, tag in paper.tags():
        said = words.find(paper.statement(position))
        if tag in model.item_index and said and model.item_index[tag] not in said:
            facts = {
                "row": position + 1,
                "column": paper.facts["answer"],
                "value": paper.statement(position),
                "item": tag,
            }
            raise ContentError("questionnaire_row_mixed", **facts)


def _form(paper: PaperForm) -> Form:
    """The same as one row an answer; an answer beside no statement stays, for the check of answers to find."""
    said = [paper.facts.get(name, "") for name in IDENTITY] + [_respondent(paper)]
    no_answer = _letters(paper.facts.get("no_answer", ""))
    headings = [*(HEADINGS[name][0] for name in FIELDS[:-1]), paper.facts["answer"]]
    rows: list[Sequence[Cell]] = [headings]
    origin = [SheetRow(paper.heading + 1, paper.table.name)]
    faults, unseen = {}, set()
    for position, tag in paper.tags():
        cell = paper.written(position, tag)
        if tag or not is_blank(cell):
            if not tag.startswith(COMMENT) and (fault := paper.table.faults.get((position, paper.answer))):
                faults[len(rows), len(FIELDS) - 1] = fault
            if position in paper.table.hidden_rows:
                unseen.add(len(rows))
            rows.append([*said, tag, "" if _letters(cell) == no_answer else cell])
            origin.append(SheetRow(position + 1, paper.table.name))
    columns = tuple(
        Column(position, heading, (heading,), role)
        for position, (heading, role) in enumerate(zip(headings, FIELDS, strict=True))
    )
    table = replace(
        paper.table,
        rows=rows,
        formulas={},
        origin=origin,
        faults=faults,
        hidden_rows=frozenset(unseen),
        hidden_columns=frozenset(),
        lengths=(),
    )
    why = (paper.statement(paper.heading), paper.facts["answer"])
    return Form(NAME, table, 0, 1, columns, why, ours=True, by_answer=True)


def _letters(cell: Cell) -> str:
    """`N.A.`, `n/a` and `NA` are one."""
    return _NO_LETTER.sub("", normal(text(cell)))


def _respondent(paper: PaperForm) -> str:
    """The code typed, else the file's name: a corrected file replaces, two people's files do not meet."""
    position = _tagged(paper.table.rows, paper.tag, RESPONDENT)
    return text(paper.written(position)) or tidy(PureWindowsPath(paper.table.file).stem)

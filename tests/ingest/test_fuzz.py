"""Damaged exports: never an unexpected error, never a stored answer that is not the file's, nothing kept on refusal.

`make test` tries a fixed sample; `make fuzz` thousands, from a seed that it prints: KAMESCOPE_FUZZ is the number of
files, KAMESCOPE_FUZZ_SEED the seed. Each file is made again from the seed, the case and its number alone.
"""

import csv
import io
import os
import random
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import pytest
from openpyxl import load_workbook

from kamescope.ingest import Checked, Options, read_file
from kamescope.model import Item, Model
from kamescope.service import ImportRequest, Store, everything, open_store
from tests.exports import own
from tests.exports.answered import Answered, of, several
from tests.exports.cases import CASES, Case
from tests.exports.mutations import in_bytes, in_table
from tests.exports.sheets import text
from tests.exports.wording import Wording
from tests.ingest.files import sentences
from tests.service.sheets import tables
from tests.support import kamescope_model

FILES = int(os.environ.get("KAMESCOPE_FUZZ", "94"))
SEED = os.environ.get("KAMESCOPE_FUZZ_SEED", "16 mars 2026")
MODEL = kamescope_model()
SET = of(several(MODEL), several(MODEL)[0].kam)
OPTIONS = Options(campaign=own.CAMPAIGN)
ENCODINGS = ("utf-8-sig", "utf-16", "cp1252", "mac_roman")
NO_ANSWER = {"", "n/a", "nsp"}


@dataclass(frozen=True)
class Damaged:
    """A damaged file: its bytes, how its text is to be read (None: a workbook), and what was done to it."""

    name: str
    content: bytes
    dialect: tuple[str, str] | None
    done: str
    rough: bool


@cache
def dialect(case: Case) -> tuple[str, str] | None:
    """Encoding and separator that give the case's own rows back."""
    wording = Wording(MODEL)
    rows, content = case.rows(wording, SET), case(wording, SET)
    if content.startswith(b"PK"):
        return None
    width = max(map(len, rows))
    marked = (b"\xff\xfe", b"\xef\xbb\xbf")
    for encoding in ENCODINGS[1:2] if content.startswith(marked[0]) else ENCODINGS[:1] + ENCODINGS[2:]:
        for separator in ",;\t":
            found = parsed_text(content, (encoding, separator))
            if found and max(map(len, found)) == width and SET[0].kam in {cell for row in found for cell in row}:
                return encoding, separator
    raise AssertionError(case.name)


def parsed_text(content: bytes, how: tuple[str, str]) -> list[list[str]] | None:
    """The rows of a text file, read by the standard library alone; None where it cannot."""
    encoding, separator = how
    try:
        return list(csv.reader(io.StringIO(content.decode(encoding), newline=""), delimiter=separator, strict=True))
    except (UnicodeError, csv.Error):
        return None


def parsed(damaged: Damaged) -> list[list[object]] | None:
    """The rows of a damaged file, read without the product; None where the usual libraries give up."""
    if damaged.dialect is not None:
        found = parsed_text(damaged.content, damaged.dialect)
        return found or (parsed_text(damaged.content, ("latin-1", damaged.dialect[1])) if damaged.rough else None)
    try:
        book = load_workbook(io.BytesIO(damaged.content))
    except Exception:  # whatever a broken archive makes it do
        return None
    return [["" if cell is None else cell for cell in row] for row in book.worksheets[0].iter_rows(values_only=True)]


def damaged_files(case: Case, count: int) -> Iterator[Damaged]:
    """So many damaged versions of one case."""
    for number in range(count):
        dice = random.Random(f"{SEED}/{case.name}/{number}")
        heading = dice.choice(("code", "code and statement", "statement")) if case.free else "code"
        wording = Wording(
            MODEL, dice.choice(("fr", "en")), heading, dice.choice(("digit", "label", "number and label"))
        )
        answered = [one.but(finished=dice.random() > 0.1) for one in SET]
        if dice.random() < 0.3:
            simple = Wording(MODEL, wording.language, "code")
            content, done = in_bytes(dice, case(simple, answered))
            yield Damaged(case.file, content, dialect(case), f"{case.name}/{number}: {done}", True)
            continue
        rows, done = in_table(dice, case.rows(wording, answered))
        how = dialect(case)
        if how is not None and dice.random() < 0.3:
            how = dice.choice(ENCODINGS), dice.choice(",;\t|")
            try:
                content = text(rows, how[1], how[0], dice.choice(("\n", "\r\n", "\r")), dice.random() < 0.3)
            except UnicodeEncodeError:
                continue
        else:
            content = written(case, rows)
        if content:
            yield Damaged(case.file, content, how, f"{case.name}/{number}: {', '.join(done)}", False)


def written(case: Case, rows: list[list[object]]) -> bytes | None:
    """The rows as the case writes them; None where its format cannot hold them."""
    try:
        return case.write(rows)
    except (UnicodeEncodeError, ValueError, IndexError):
        return None


# An independent reading


def plain(value: object) -> str:
    """One spelling for what people would call the same."""
    folded = unicodedata.normalize("NFKD", str(value).replace("’", "'").replace("\u200b", "")).casefold()
    return " ".join("".join(char for char in folded if not unicodedata.combining(char)).split())


@cache
def labels() -> dict[str, int]:
    """The model's labels in both languages, alone and behind their number."""
    found = {}
    for position, label in enumerate(MODEL.scale.labels):
        value = MODEL.scale.minimum + position
        for language in ("fr", "en"):
            found[plain(label.in_(language))] = value
            found[plain(f"{value} - {label.in_(language)}")] = value
    return found | {"neutre": round(MODEL.scale.midpoint)}


def value_of(cell: object) -> int | str | None:
    """The answer that stands in a cell; None for none, a text where it is neither."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return int(cell) if cell == int(cell) and 1 <= cell <= 5 else str(cell)
    written = plain(cell)
    if written in NO_ANSWER:
        return None
    if written in ("-1", "-2", "-99"):  # Qualtrics writes them for no answer; elsewhere they refuse the file
        return None
    if re.fullmatch(r"[1-5]([.,]0{1,12})?", written, re.ASCII):
        return int(written[0])
    if written == "5 - excellent":  # a number with a label that everybody knows
        return 5
    return labels().get(written, written)


@cache
def _names(item: Item) -> tuple[re.Pattern[str], tuple[str, ...]]:
    code = re.compile(rf"(?:^|[\[/ `]){re.escape(item.code.casefold())}(?:$|[\]. :`-])")
    return code, tuple(bare(plain(item.text.in_(language))) for language in ("fr", "en"))


def bare(heading: str) -> str:
    """A heading without the marks that may end a title."""
    return re.sub(r"""[?!*"'()]""", "", heading)


def names(heading: str, item: Item) -> bool:
    """Whether a heading speaks of an item: by its code or by its whole statement."""
    code, statements = _names(item)
    if heading.startswith(("points - ", "feedback - ")):
        return False
    return bool(code.search(bare(heading))) or any(statement in bare(heading) for statement in statements)


def columns(head: Sequence[Sequence[object]], model: Model) -> dict[str, list[int]]:
    """Item code → the columns that some heading above the questionnaires gives it."""
    said = [(position, plain(cell)) for row in head for position, cell in enumerate(row) if cell != ""]
    return {item.code: sorted({position for position, heading in said if names(heading, item)}) for item in model.items}


def check_wide(checked: Checked, rows: list[list[object]], rough: bool):
    """Every questionnaire's answers are those that stand in its row, under the items' headings."""
    first = int(checked.respondents["row"].min()) - 1
    where = columns(rows[:first], MODEL)
    if "items_absent" in {issue.code for issue in checked.issues}:  # said to be left out, not lost
        taken = {MODEL.items[item].code for item in checked.answers["item"]}
        where = {code: positions for code, positions in where.items() if code in taken}
    for position, who in enumerate(checked.respondents.itertuples()):
        row = rows[who.row - 1]
        mine = checked.answers[checked.answers.respondent == position]
        stored = {MODEL.items[item].code: int(value) for item, value in zip(mine.item, mine.value, strict=True)}
        for code, value in stored.items():
            assert value in {value_of(row[at]) for at in where[code] if at < len(row)}, (who.row, code, value)
        for code, positions in where.items():
            if len(positions) == 1 and positions[0] < len(row):
                assert stored.get(code) == value_of(row[positions[0]]), (who.row, code, row[positions[0]])
        if not rough:
            cells = {plain(cell) for cell in row}
            assert plain(who.kam) in cells
            assert {plain(word) for word in spoken(MODEL, who.group)} & cells, (who.row, who.group)


def spoken(model: Model, group: int) -> set[str]:
    """What files call a group."""
    found = model.groups[group]
    return {*found.words, *(version for text in (found.name, found.plural) for _, version in text.versions)}


def check_long(checked: Checked, rows: list[list[object]]):
    """Every answer stands in some row, beside its item and its KAM."""
    said = {(plain(cell), value_of(other), plain(who)) for row in rows for cell in row for other in row for who in row}
    for respondent, item, value in checked.answers.itertuples(index=False):
        who = plain(checked.respondents["kam"].iloc[respondent])
        item = MODEL.items[item]
        spelt = {plain(item.code), *(plain(item.text.in_(language)) for language in ("fr", "en"))}
        assert any((word, value, who) in said for word in spelt), (item.code, value, who)


def answers_of(answered: Sequence[Answered]) -> list[tuple[tuple[str, int], ...]]:
    """What was answered, whoever answered it, in a fixed order."""
    return sorted(tuple(sorted(one.given.items())) for one in answered)


def check(damaged: Damaged, checked: Checked):
    """What must hold of any file that was taken."""
    rows = parsed(damaged)
    if rows is None:
        found = [
            tuple(sorted((MODEL.items[item].code, int(value)) for _, item, value in mine.itertuples(index=False)))
            for _, mine in checked.answers.groupby("respondent")
        ]
        known = answers_of(SET)
        assert all(any(set(each) <= set(one) for one in known) for each in found)
    elif checked.layout == "long":
        check_long(checked, rows)
    elif len(checked.respondents):
        check_wide(checked, rows, damaged.rough)


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    """A database with something in it."""
    opened = open_store(":memory:")
    good = text(own.wide(Wording(MODEL), [one.but(kam="Somebody else") for one in SET]), ";")
    report = everything(opened).import_file("good.csv", good, ImportRequest(default_model=MODEL))
    assert report.status == "imported"
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def before(store: Store) -> dict[str, list[tuple]]:
    """What is in it."""
    return tables(store)


@pytest.mark.deep
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_damaged_file(case: Case, store: Store, before: dict[str, list[tuple]]):
    for damaged in damaged_files(case, -(-FILES // len(CASES))):
        checked = read_file(damaged.name, damaged.content, MODEL, OPTIONS)
        hint = f"seed {SEED!r}, {damaged.done}"
        assert "file_unreadable" not in {issue.code for issue in checked.issues}, hint
        assert all(sentences(checked)), hint
        if not checked.refused:
            try:
                check(damaged, checked)
            except AssertionError as error:
                raise AssertionError(f"{hint}: {error}") from error
        request = ImportRequest(default_model=MODEL, options=OPTIONS, dry_run=not checked.refused)
        report = everything(store).import_file(damaged.name, damaged.content, request)
        assert report.refused == checked.refused or not checked.refused, hint
        assert tables(store) == before, hint

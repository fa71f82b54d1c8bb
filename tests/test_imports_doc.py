"""docs/imports.md is true: every word of the mapping file, every question and its answer, every example."""

import re
from collections.abc import Iterator
from dataclasses import fields

import pytest

from kamescope import places
from kamescope.i18n import words
from kamescope.ingest import Checked, Options, read_file
from kamescope.ingest.column_use import ATTRIBUTE
from kamescope.ingest.form import EXTRAS
from kamescope.ingest.headings import ANSWER, METADATA
from kamescope.ingest.mapping import IGNORE, KINDS, NO_ANSWER, FileFacts, FileMapping, read_mapping, write_mapping
from kamescope.ui.imports.batch import DOUBLING, QUESTIONS, REPLACING
from tests.support import kamescope_model

DOCUMENT = (places.ROOT / "docs" / "imports.md").read_text(encoding="utf-8")
PARTS = re.findall(r"^### `\[?(\w+)\]?`\n(.*?)(?=^##|\Z)", DOCUMENT, re.MULTILINE | re.DOTALL)
"""The words of the mapping file, each with what is said of it."""
EXAMPLES = re.findall(r"^```toml\n(.*?)^```", DOCUMENT, re.MULTILINE | re.DOTALL)
PAIRS = re.findall(r"^```csv (\S+)\n(.*?)^```\n\n```toml\n(.*?)^```", DOCUMENT, re.MULTILINE | re.DOTALL)
QUESTION = r"^\| (`\w+`(?:, `\w+`)*) \|(.+)\|$"
COLUMN_WORDS = (IGNORE, *METADATA, *ANSWER, *EXTRAS, ATTRIBUTE)


def asked() -> dict[str, list[str]]:
    """Code of a question → what is asked, the answer in the page, the answer in the file."""
    rows = re.findall(QUESTION, DOCUMENT.partition("## Les questions")[2], re.MULTILINE)
    return {
        code: [cell.strip() for cell in told.split("|")] for codes, told in rows for code in re.findall(r"\w+", codes)
    }


@pytest.mark.parametrize("word", [field.name for field in fields(FileMapping)])
def test_every_word_of_the_mapping_file_has_a_part_with_an_example(word: str):
    assert "```toml" in dict(PARTS)[word]


def test_what_may_be_said_of_a_file_and_of_a_column():
    about = dict(PARTS)
    assert {field.name for field in fields(FileFacts)} <= coded(about["files"])
    assert set(COLUMN_WORDS) <= coded(about["columns"])
    assert set(KINDS) <= coded(about["set_aside"])
    assert NO_ANSWER in coded(about["answers"])


def coded(part: str) -> set[str]:
    """What stands in backticks."""
    return set(re.findall(r"`(\w+)`", part))


@pytest.mark.parametrize("source", EXAMPLES)
def test_every_example_is_a_mapping_file(source: str):
    mapping = read_mapping(source)
    assert mapping != FileMapping()
    assert read_mapping(write_mapping(mapping)) == mapping


@pytest.mark.parametrize(("name", "rows", "source"), PAIRS, ids=[name for name, *_ in PAIRS])
def test_a_small_file_is_refused_alone_and_enters_with_its_mapping(name: str, rows: str, source: str):
    assert read_as(name, rows, "").refused
    assert not [issue for issue in read_as(name, rows, source).issues if issue.is_error]


def read_as(name: str, rows: str, source: str) -> Checked:
    """A small file read under a mapping."""
    return read_file(name, rows.encode(), kamescope_model(), Options(mapping=read_mapping(source)))


@pytest.mark.parametrize("code", sorted(QUESTIONS | REPLACING | DOUBLING | {"campaign_missing", "nobody_left"}))
def test_every_question_says_how_to_answer_in_the_page_and_in_the_file(code: str):
    told = asked()[code]
    assert len(told) == 3 and all(told)


def test_every_question_of_the_document_exists():
    assert all(words("fr").knows(f"error.{code}") for code in asked())


def test_the_page_says_what_the_document_says_it_does():
    shown = set(catalogue_of("imports"))
    named = {name for told in asked().values() for name in re.findall(r"\*\*(.+?)\*\*", told[1])}
    assert named
    assert named <= shown


def catalogue_of(room: str) -> Iterator[str]:
    """Every French sentence of a room, with plain spaces."""
    source = (places.ROOT / "kamescope" / "i18n" / "fr" / f"{room}.po").read_text(encoding="utf-8")
    for sentence in re.findall(r'^msgstr(?:\[\d\])? "(.*)"$', source, re.MULTILINE):
        yield " ".join(sentence.split())

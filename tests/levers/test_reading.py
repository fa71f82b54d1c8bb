"""A file becomes an instrument's table, or everything that is wrong with it is told: what, where, how to mend it."""

from pathlib import Path

import pytest

from kamescope import places
from kamescope.errors import RequestError
from kamescope.i18n import words
from kamescope.ingest import open_file
from kamescope.levers.agreement import LeverAgreement
from kamescope.levers.reading import LeverTable, read_lever
from kamescope.levers.registry import instrument, instruments


def read(text: str, name: str = "dependence", hidden: str = "", decimal: str = "", **columns: str) -> LeverTable:
    """A csv as an instrument reads it."""
    said = LeverAgreement(columns, hidden, decimal)
    return read_lever(open_file("file.csv", text.encode()), instrument(name), said)


def told(table: LeverTable) -> list[tuple[str, int | None, str | None]]:
    """Every error: its code, row and column."""
    return [(issue.code, issue.row, issue.column) for issue in table.issues if issue.is_error]


@pytest.mark.parametrize(
    "headings", ["seller,revenue", "Vendeur,CA", "  VENDEUSE ;Chiffre d’affaires", "Name;Turnover 2025", "nom\tventes"]
)
def test_headings_are_known_in_either_language(headings: str):
    mark = next(sign for sign in "\t;," if sign in headings)
    found = read(f"{headings}\nAda{mark}12.50\nBob{mark}7.00\n")
    assert told(found) == []
    assert found.frame.to_dict("list") == {"seller": ["Ada", "Bob"], "revenue": [12.5, 7.0]}
    assert found.rows == (2, 3)


def test_every_fault_is_told_with_its_row_and_column():
    """All of them at once: nobody mends a file one fault at a time."""
    found = read("Vendeur;CA\nAda;-3\nBob;\n;5\nCleo;beaucoup\nDora;1,5 k€\nEve;4 €\nFay;5 $\nGus;#N/A\n")
    assert told(found) == [
        ("lever_negative", 2, "CA"),
        ("lever_blank", 3, "CA"),
        ("lever_blank", 4, "Vendeur"),
        ("lever_not_a_number", 5, "CA"),
        ("lever_not_a_number", 6, "CA"),
        ("lever_currencies", 8, "CA"),
        ("cell_error", 9, "CA"),
        ("lever_not_a_number", 9, "CA"),
    ]


def test_a_row_of_totals_counts_nobody_twice():
    assert told(read("seller;revenue\nAda;10\nBob;20\nTotal;30\n")) == [("lever_total", 4, "seller")]
    somebody = read("seller;revenue\nAda;10\nBob;20\nTotal;12\n")
    assert not somebody.refused and [issue.code for issue in somebody.issues] == ["lever_total_perhaps"]


def test_a_column_that_is_not_certain_is_a_question_until_a_person_answers():
    text = "Vendeur;CA (k€);Ville\nAda;12;Lyon\n"
    found = read(text)
    assert told(found) == [("lever_column_doubtful", None, None)]
    (question,) = found.questions
    assert (question.name, question.required, question.headings) == ("revenue", True, ("CA (k€)", "Ville"))
    assert read(text, revenue="CA (k€)").frame["revenue"].tolist() == [12]
    assert read(text, revenue="b").frame["revenue"].tolist() == [12]
    assert told(read(text, revenue="Prix"))[0][0] == "lever_heading_absent"
    with pytest.raises(RequestError, match="lever_column_unknown"):
        read(text, price="CA (k€)")


def test_two_columns_of_one_kind_are_told_and_one_may_be_chosen():
    text = "Vendeur;CA 2024;CA 2025\nAda;10;12\n"
    assert told(read(text)) == [("lever_column_doubtful", None, None)]
    assert read(text, revenue="CA 2025").frame["revenue"].tolist() == [12]
    assert told(read("Vendeur;CA;Ventes\nAda;10;12\n")) == [("lever_column_twice", None, "Ventes")]


def test_a_heading_may_name_the_currency_and_cells_may_not_contradict_it():
    assert read("Vendeur;CA (€)\nAda;12\n").currency == "EUR"
    assert read("Vendeur;CA\nAda;12\n").currency == ""
    assert told(read("Vendeur;CA (€)\nAda;12 $\n")) == [("lever_currencies", 2, "CA (€)")]


def test_a_number_in_doubt_is_settled_by_whoever_is_asked():
    text = "seller;revenue\nAda;1,234\n"
    assert told(read(text)) == [("lever_number_doubtful", 2, "revenue")]
    assert read(text, decimal=",").frame["revenue"].tolist() == [1.234]


@pytest.mark.parametrize("name", instruments())
def test_an_instrument_is_described_whole(name: str):
    """Its headings are told apart, and what it is called is in both languages."""
    found = instrument(name)
    assert found.columns and len(set(found.names)) == len(found.names)
    said = [heading.casefold() for column in found.columns for heading in column.headings]
    assert len(set(said)) == len(said)
    for language in ("fr", "en"):
        keys = [f"page.{name}", f"lever.{name}.asks", *(f"lever.column.{column}" for column in found.names)]
        assert [key for key in keys if not words(language).knows(key)] == []


def test_every_error_is_told_in_both_languages():
    """What, where and how to mend it: no code is left bare."""
    found = read("Vendeur;CA\nAda;-3\nBob;\nCleo;beaucoup\nEve;4 €\nFay;5 $\n")
    for language in ("fr", "en"):
        for issue in found.issues:
            sentence = words(language).error(issue)
            assert str(issue.row) in sentence and "CA" in sentence


@pytest.mark.parametrize("path", sorted((places.DEMO / "levers").glob("*.csv")), ids=lambda path: path.stem)
def test_each_file_of_the_demonstration_is_read_without_a_question(path: Path):
    found = read_lever(open_file(path.name, path.read_bytes()), instrument(path.stem.partition("_")[0]))
    assert told(found) == [] and not found.is_empty and found.questions == ()

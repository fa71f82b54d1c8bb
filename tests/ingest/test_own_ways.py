"""Columns that have their own way of answering: headings that say reversed are asked about, labels said by column."""

import pytest

from kamescope.ingest import Options, read_file
from kamescope.ingest.mapping import FileMapping, read_mapping, write_mapping
from kamescope.ingest.own_ways import says_reversed
from kamescope.model import Item, Text
from tests.ingest.files import as_csv, found
from tests.support import kamescope_model

MODEL = kamescope_model()
Q5 = MODEL.item("Q5")
REVERSED = (
    *("Q5 (inversé)", "Q5 (item inversé)", "Q5 - inversé", "Q5 [inversée]", "Q5 (échelle inversée)", "Q5 (renversé)"),
    *(
        "Q5 (reversed)",
        "Q5 (R)",
        "Q5 [r]",
        "Q5 reverse coded",
        "Q5 (reverse-scored)",
        "Q5_r",
        "Q5 (-)",
        "Q5R",
        "Q5_inv",
    ),
    *(
        "Q5 (item négatif)",
        "Q5 (negatively worded)",
        "Q5 (rev.)",
        f"{Q5.text.in_('fr')} (inversé)",
        "Q5 – réponses retournées",
    ),
)
PLAIN = ("Q5", "Q5 (obligatoire)", f"Q5 - {Q5.text.in_('fr')}", Q5.text.in_("en"), "Q5 (réponse)", "5. Q5", "Q5 *")
HEAD = ["campagne", "kam", "groupe", "repondant", "Q4", "Q5 (inversé)", "Q6"]
ROWS = [["C1", "A. TEST", "Manager", f"m{row}", 1, 2, 5] for row in range(3)]
NAMED = {"q5 (inverse)": "Q5"}


def read(rows: list[list], **said: object):
    return read_file("f.csv", as_csv(rows), MODEL, Options(mapping=FileMapping(**said)))


@pytest.mark.parametrize("heading", REVERSED)
def test_headings_that_say_reversed(heading: str):
    assert says_reversed(heading, Q5)


@pytest.mark.parametrize("heading", PLAIN)
def test_headings_that_do_not(heading: str):
    assert not says_reversed(heading, Q5)


def test_a_statement_that_speaks_of_returning_is_no_reversed_one():
    item = Item("A1", Text((("fr", "Il retourne les appels (R) reçus"),)))
    assert not says_reversed("A1 - Il retourne les appels (R) reçus", item)
    assert says_reversed("A1 - Il retourne les appels (R) reçus (inversé)", item)


@pytest.mark.parametrize("heading", ["Q5 (inversé)", "Q5 [R]", "Q5 reverse coded"])
def test_a_heading_that_says_reversed_is_asked_about_and_can_be_answered(heading: str):
    rows = [[*HEAD[:5], heading, "Q6"], *ROWS]
    asked = read(rows)
    assert asked.refused
    offered = read_file("f.csv", as_csv(rows), MODEL, Options(mapping=asked.understood.proposal))
    (key,) = offered.understood.still_open["turned"]
    assert [code for code, _, _ in found(offered)] == ["heading_reversed"]
    for turned, values in ((True, [1, 4, 5] * 3), (False, [1, 2, 5] * 3)):
        toml = write_mapping(offered.understood.proposal, offered.understood.still_open)
        assert "[turned]" in toml and '"?"' in toml
        said = read_mapping(toml.replace('"?"', str(turned).lower()))
        assert dict(said.turned) == {key: turned}
        checked = read_file("f.csv", as_csv(rows), MODEL, Options(mapping=said))
        assert not checked.refused and checked.answers.value.tolist() == values
        assert (("answers_turned", None, None) in found(checked, "warning")) is turned


def test_one_column_may_be_recoded_by_itself():
    rows = [
        [*HEAD[:5], "Q5", "Q6"],
        *([*row[:5], label, 5] for row, label in zip(ROWS, ("oui", "non", 3), strict=True)),
    ]
    assert read(rows).refused
    checked = read(rows, recoded={"q5": {"oui": 5, "non": None}})
    assert not checked.refused
    assert checked.answers.value.tolist() == [1, 5, 5, 1, 5, 1, 3, 5]


def test_numbers_recoded_in_one_column_keep_their_value_elsewhere():
    rows = [[*HEAD[:5], "Q5", "Q6"], *ROWS]
    checked = read(rows, recoded={"q5": {str(number): 6 - number for number in range(1, 6)}})
    assert not checked.refused and checked.answers.value.tolist() == [1, 4, 5] * 3


def test_some_numbers_of_a_recoded_column_put_its_others_in_doubt():
    rows = [[*HEAD[:5], "Q5", "Q6"], *([*row[:5], 2 + at, 5] for at, row in enumerate(ROWS))]
    assert "numbers_open" in {code for code, _, _ in found(read(rows, recoded={"q5": {"2": 4}}))}


def test_an_unknown_label_of_a_recoded_column_is_named_by_row_and_column():
    rows = [[*HEAD[:5], "Q5", "Q6"], *([*row[:5], "bof", 5] for row in ROWS)]
    assert ("answer_not_number", 2, "Q5") in found(read(rows, recoded={"q5": {"oui": 5}}))


def test_in_a_long_file_items_stand_for_headings():
    head = ["campagne", "kam", "groupe", "repondant", "item", "reponse"]
    rows = [head, *([*row[:4], code, value] for row in ROWS for code, value in (("Q4", 2), ("Q5", 2), ("Q6", "oui")))]
    checked = read(rows, turned={"q5": True}, recoded={"q6": {"oui": 5}})
    assert not checked.refused and checked.answers.value.tolist() == [2, 4, 5] * 3


@pytest.mark.parametrize("code", [9, 0, 99, -1, 5])
def test_a_code_said_to_mean_no_answer(code: int):
    rows = [[*HEAD[:5], "Q5", "Q6"], *([*row[:5], code, 4] for row in ROWS)]
    checked = read(rows, answers={str(code): None})
    assert not checked.refused and checked.answers.value.tolist() == [1, 4] * 3


def test_both_words_are_written_and_read_again():
    said = FileMapping(turned={"q5 (inverse)": False}, recoded={"q6": {"oui": 5, "nsp": None}})
    assert read_mapping(write_mapping(said)) == said

"""Text that was read in the wrong encoding before it was written down: told by row and column, never a new name."""

import pytest

from kamescope.ingest import Options, read_file
from kamescope.ingest.garbled import is_garbled
from kamescope.ingest.mapping import FileMapping, read_mapping
from tests.exports.answered import KAMS, RATERS
from tests.ingest.files import as_csv, found, sentences
from tests.support import kamescope_model

MODEL = kamescope_model()
HEAD = ["campagne", "kam", "societe", "groupe", "repondant", "Q1", "Q2"]
WORDS = ("Hélène LEFÈVRE", "Société d’Électricité", "Œuvre", "Noël D’ÂME", "Müller", "à l’est")


def read(rows: list[list], mapping: FileMapping | None = None):
    checked = read_file("f.csv", as_csv(rows), MODEL, Options(mapping=mapping or FileMapping()))
    assert all(sentences(checked))
    return checked


@pytest.mark.parametrize("word", WORDS)
@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "mac_roman", "cp850"])
def test_utf8_read_as_something_else_is_seen(word: str, encoding: str):
    assert is_garbled(word.encode("utf-8").decode(encoding, "replace"))


@pytest.mark.parametrize(
    "word",
    [
        *KAMS,
        *RATERS,
        *WORDS,
        "«QUALITÉ»",
        "D’ÉTÉ",
        "São João",
        "Åsa Öberg",
        "Łódź",
        "l’«Été»",
        "Αθήνα",
        "Москва",
        "東京",
    ],
)
def test_names_that_are_whole_are_left_alone(word: str):
    assert not is_garbled(word)


@pytest.mark.parametrize("name", ["HÃ©lÃ¨ne", "H\ufffdl\ufffdne"])
def test_a_garbled_name_is_refused_by_row_and_column(name: str):
    rows = [HEAD, ["C", "Ada", "X", "Manager", "m1", 4, 3], ["C", name, "X", "Manager", "m2", 4, 3]]
    assert found(read(rows)) == [("text_garbled", 3, "kam")]
    many = [HEAD, *(["C", name, "X", "Manager", f"m{n}", 4, 3] for n in range(30))]
    assert found(read(many)) == [("text_garbled", 2, "kam")]


def test_a_garbled_heading_is_told_until_somebody_says_what_it_is():
    rows = [[*HEAD[:2], "SociÃ©tÃ©", *HEAD[3:]], ["C", "Ada", "X", "Manager", "m1", 4, 3]]
    assert found(read(rows)) == [("text_garbled", 1, "SociÃ©tÃ©")]
    said = read_mapping('[columns]\n"SociÃ©tÃ©" = "company"')
    assert read(rows, said).respondents.company.tolist() == ["X"]


def test_what_is_not_kept_may_be_garbled():
    rows = [[*HEAD, "Commentaire"], ["C", "Ada", "X", "Manager", "m1", 4, 3, "TrÃ¨s bien"]]
    assert not read(rows).refused

"""In which encoding a text is: every word has to be one, and where two encodings explain them, nobody guesses."""

from itertools import product

import pytest

from kamescope.errors import ContentError
from kamescope.ingest import read_file
from kamescope.ingest.encoding import find_encoding
from kamescope.ingest.tables import read_tables
from tests.ingest.files import found, sentences
from tests.support import kamescope_model

NAMES = ("Hélène BÉZIER", "Société Générale", "François Noël", "Agnès Lefèvre", "Île-de-France", "Jérôme Fauré")
NEIGHBOURS = ("Jürgen Müller", "Søren Kjær", "João Conceição", "Peña Muñoz", "Zoë Brontë", "Straßen", "Çetin", "Là-bas")


def listed(names: tuple[str, ...], encoding: str) -> bytes:
    return ("kam;Q1\r\n" + "".join(f"{name};4\r\n" for name in names)).encode(encoding)


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "iso8859-15", "mac_roman", "cp850", "cp437", "utf-16"])
def test_french_names_in_any_encoding(encoding: str):
    names = tuple(name.replace("É", "E").replace("Î", "I") for name in NAMES) if encoding == "cp437" else NAMES
    (table,) = read_tables("x.csv", listed(names, encoding))
    assert tuple(row[0] for row in table.rows[1:]) == names


@pytest.mark.parametrize(
    "name", [*NAMES, *NEIGHBOURS, "bof…bien", "Oui…", "DÉCIDÉ »", "N°Client", "10 €", "l’Œuvre", "m²", "de\xa0la"]
)
@pytest.mark.parametrize("encoding", ["cp1252", "iso8859-15"])
def test_a_single_name_on_windows_and_linux(encoding: str, name: str):
    try:
        content = listed((name,), encoding)
    except UnicodeEncodeError:
        return
    (table,) = read_tables("x.csv", content)
    assert table.rows[1][0] == name


OLDER = set(product(("cp850", "mac_roman"), (*NAMES, "Bézier", "Zoë", "Sánchez", "Ça va", "Loïc")))
OLDER.remove(("mac_roman", "Ça va"))
"""« Ça va » of an old Macintosh is « éa va » in MS-DOS: nothing in these bytes tells which."""


@pytest.mark.parametrize(("encoding", "name"), sorted(OLDER))
def test_a_single_name_of_an_older_machine_is_right_or_asked(encoding: str, name: str):
    try:
        (table,) = read_tables("x.csv", listed((name,), encoding))
    except ContentError as error:
        assert error.code == "encoding_unknown"
    else:
        assert table.rows[1][0] == name


@pytest.mark.parametrize(
    ("first", "then"),
    [("cp1252", "utf-8"), ("utf-8", "cp1252"), ("cp850", "cp1252"), ("mac_roman", "utf-8"), ("utf-8", "cp850")],
)
def test_two_encodings_in_one_file_are_told_with_the_row(first: str, then: str):
    content = listed(NAMES, first) + "Zoé Brûlé;3\r\n".encode(then)
    checked = read_file("x.csv", content, kamescope_model())
    assert [code for code, _, _ in found(checked)] == ["encoding_unknown"]
    assert checked.issues[0].row is not None and all(sentences(checked))


@pytest.mark.parametrize("encoding", ["cp1251", "cp1253", "shift_jis", "gbk"])
def test_other_alphabets_are_not_garbled(encoding: str):
    name = {"cp1251": "Иван Петров", "cp1253": "Γιώργος", "shift_jis": "田中太郎", "gbk": "王小明"}[encoding]
    with pytest.raises(ContentError) as caught:
        find_encoding(listed((name,), encoding))
    assert caught.value.code == "encoding_unknown"


def test_a_control_character_is_told_with_its_place():
    content = listed(NAMES, "utf-8") + b"Ada\x00;3\r\n"
    checked = read_file("x.csv", content, kamescope_model())
    assert found(checked) == [("character_odd", len(NAMES) + 2, None)]
    assert checked.issues[0].facts["character"] == "U+0000"
    assert checked.issues[0].facts["place"] == content.index(b"\x00") + 1


def test_files_put_together_have_no_mark_in_the_middle():
    (table,) = read_tables("x.csv", listed(NAMES, "utf-8-sig") + "\ufeffZoé;3\r\n".encode())
    assert table.rows[-1] == ["Zoé", "3"]

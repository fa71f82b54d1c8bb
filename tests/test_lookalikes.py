"""What may be the same although it is not written the same."""

import pytest

from kamescope.lookalikes import NameDirectory, Spoken, is_rewritten, plain_id, plain_name

ALIKE = [
    ("É. D’ARC", "E. D'Arc"),
    ("М. МАРТІN", "M. MARTIN"),
    ("ΜΑRΤΙΝ Paul", "Paul Martin"),
    ("Dupond Paul", "Paul Dupont"),
    ("Paul Durant", "Paul Duran"),
    ("Paul Matrin", "Paul Martin"),
    ("M. MARTIN", "MARTIN"),
    ("M. MARTIN", "Paul Martin"),
    ("P. MARTIN", "Martin, Paul"),
    ("Jean-Pierre Roy", "Jean Pierre ROY"),
    ("Cœur Anne", "anne COEUR"),
    ("KAM 007", "KAM 7"),
    ("Anne Le Gall", "Anne LE  GALL"),
    ("Dupond", "Dupont"),
    ("Mme Roy", "Roy"),
    ("Müller Eva", "Muller Eva"),
    ("Anne-Marie Le Roy", "Le Roy"),
]
APART = [
    ("A. DUPONT", "B. DUPONT"),
    ("M. MARTIN", "Mme MARTIN"),
    ("Paul Martin", "Jean Martin"),
    ("Ada", "Ana"),
    ("KAM 1", "KAM 2"),
    ("KAM 1", "KAM 12"),
    ("KAM", "KAM 3"),
    ("Paul Roy", "Paul Rey"),
    ("J. MARTIN", "Paul Martin"),
    ("Paul Dupond", "Anne Dupont"),
    ("Claire Petit", "Claire Grand"),
]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_names_that_may_be_one_person(one: str, other: str):
    for first, then in ((one, other), (other, one)):
        directory = NameDirectory()
        directory.add("Somebody Else", 0)
        directory.add(first, 1)
        assert directory.like(then) == [1]


@pytest.mark.parametrize(("one", "other"), APART)
def test_names_of_two_people(one: str, other: str):
    for first, then in ((one, other), (other, one)):
        directory = NameDirectory()
        directory.add(first, 1)
        assert directory.like(then) == []
        assert not Spoken.of(first).may_be(Spoken.of(then))


@pytest.mark.parametrize("written", ["Q1 " * 100_000, "a" * 300_000, " ".join(map(str, range(500)))])
def test_a_text_that_is_no_name_is_like_itself_alone(written: str):
    """Its parts, or its letters one by one, would be billions."""
    directory = NameDirectory()
    directory.add(written, 1)
    assert directory.like(written) == [1]
    assert directory.like("x" + written) == []


def test_many_people_are_looked_through_quickly():
    """A look-up touches those who share something with a name, not everybody."""
    directory = NameDirectory()
    for number in range(3000):
        directory.add(f"Jean N{number:04}om", number)
    assert directory.like("Jean Nobody") == []
    assert directory.like("N0007om, Jean") == [7]


@pytest.mark.parametrize("written", ["007", "7", "7.0", "7,00", "'007", '="007"', " 7 ", "+7", "\u200b7"])
def test_an_id_whatever_a_spreadsheet_made_of_it(written: str):
    assert plain_id(written) == "7"


@pytest.mark.parametrize("written", ["a007", "7a", "70", "0.7", "1,18E+11", "7-8"])
def test_other_ids_stay_others(written: str):
    assert plain_id(written) not in ("7", "a7")


@pytest.mark.parametrize(
    "written", ["1,18E+11", "1.2e+5", "1-févr", "janv.-26", "04/05/2026", "2026-05-04", "2-Mar-26"]
)
def test_what_no_survey_gives_as_an_id(written: str):
    assert is_rewritten(written)


@pytest.mark.parametrize(
    "written", ["118000123456", "3e5", "R_3E5", "mars 3 x", "M-01", "c1", "2026-05-04T09:10", "1-2"]
)
def test_what_may_well_be_an_id(written: str):
    assert not is_rewritten(written)


def test_a_plain_name_is_the_same_for_what_looks_the_same():
    assert plain_name("É. D’ARC") == plain_name("D'arc, e.") != plain_name("F. D'ARC")

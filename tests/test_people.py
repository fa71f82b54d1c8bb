"""What KAMs are called among one another: as written where that is enough, and never two alike."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from kamescope.analysis.people import told_apart
from kamescope.records import Kam


def kam(place: int, name: str, company: str = "") -> Kam:
    """One of several people."""
    return Kam(f"t{place}", f"K{place}", name, company, "", False)


def test_a_name_alone_stays_as_written():
    assert told_apart([kam(1, "Ada Martin", "XYZ"), kam(2, "Bob Roy", "XYZ")]) == ("Ada Martin", "Bob Roy")
    assert told_apart([]) == ()


def test_two_of_one_name_carry_their_companies():
    people = [kam(1, "Ada Martin", "XYZ"), kam(2, "ada  martin", "ACME"), kam(3, "Ada Martin")]
    assert told_apart(people) == ("Ada Martin (XYZ)", "ada  martin (ACME)", "Ada Martin")


def test_two_of_one_name_in_one_company_carry_what_their_source_calls_them():
    people = [kam(1, "Ada Martin", "XYZ"), kam(2, "Ada Martin", "XYZ"), kam(3, "Ada Martin", "ACME")]
    assert told_apart(people) == ("Ada Martin (XYZ, K1)", "Ada Martin (XYZ, K2)", "Ada Martin (ACME)")
    assert told_apart([kam(1, "Ada"), kam(2, "Ada")]) == ("Ada (K1)", "Ada (K2)")


@given(st.lists(st.tuples(st.sampled_from(["Ada", "ADA", "Bob"]), st.sampled_from(["", "XYZ", "xyz", "ACME"]))))
def test_no_two_are_called_alike(pairs: list[tuple[str, str]]):
    names = told_apart([kam(place, *pair) for place, pair in enumerate(pairs)])
    assert max(Counter(names).values(), default=1) == 1

"""Names as people type them: what nobody sees makes no difference, what everybody sees does."""

import pytest

from kamescope.ingest.values import answer
from kamescope.ingest.words import label_key
from kamescope.model import Scale
from kamescope.naming import same_key, tidy

UNSEEN = {
    "zero width space": "\u200b",
    "joiner": "\u200d",
    "no joiner": "\u200c",
    "word joiner": "\u2060",
    "byte order mark": "\ufeff",
    "soft hyphen": "\u00ad",
    "left to right": "\u200e",
    "embedding": "\u202a",
    "isolate": "\u2068",
    "variation selector": "\ufe0f",
    "filler": "\u3164",
    "tag": "\U000e0041",
    "control": "\x07",
    "end of a DOS file": "\x1a",
}


@pytest.mark.parametrize("mark", UNSEEN.values(), ids=UNSEEN.keys())
@pytest.mark.parametrize("written", ["{}Zoé Martin", "Zoé{} Martin", "Zoé Mar{}tin", "Zoé Martin{}", "Zoé {} Martin"])
def test_what_nobody_sees_counts_for_nothing(mark: str, written: str):
    assert tidy(written.format(mark)) == "Zoé Martin"
    assert same_key(written.format(mark)) == same_key("Zoé Martin")


@pytest.mark.parametrize("mark", UNSEEN.values(), ids=UNSEEN.keys())
def test_nor_in_an_answer(mark: str):
    for written in (f"3{mark}", f"{mark}3", f" {mark} 3 "):
        assert (answer(written, Scale(1, 5)), label_key(written)) == (3, "3")


def test_what_changes_how_a_name_looks_is_kept_in_it_and_counts_for_nothing_all_the_same():
    persian, plain = "\u0639\u0644\u06cc\u200c\u0631\u0636\u0627", "\u0639\u0644\u06cc\u0631\u0636\u0627"
    assert tidy(persian) == persian
    assert same_key(persian) == same_key(plain)


def test_what_everybody_sees_counts():
    for other in ("Zoe Martin", "Zoé Martín", "Zoé-Martin", "Zoé Martin 2", "ZoéMartin"):
        assert same_key(other) != same_key("Zoé Martin")
    assert same_key("  ZOE\u0301\u00a0Martin ") == same_key("Zoé Martin")

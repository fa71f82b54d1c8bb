"""The page Commentaires: reviewed by the coach, two at a time without loss; read by who may, and never below three."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from kamescope.comments import BLACK, CommentState
from kamescope.i18n import words
from kamescope.service import Comments, Service, everything
from kamescope.ui import data
from tests.comments import about, decide, keep_all, named
from tests.pages.app import faults, html, opened, sent, shown, widget
from tests.pages.databases import People
from tests.pages.signed_in import audited, grant, say_settings, seen_by, user
from tests.service.sheets import give

FRENCH = words("fr")
MARTIN, LAVIGNE, CONFIDENCE = "MARTIN", "Des engagements", "La relation"
MASKED = ("Nous présenter plus tôt", "Merci pour le sérieux")
"""Two clients answered one question, one another: too few."""


@pytest.fixture
def people(own_demo: People) -> People:
    """The demonstration, to be changed."""
    return own_demo


def door() -> Service:
    """Whoever owns the machine."""
    return everything(data.store())


def comments(people: People) -> Comments:
    """All that a coach is told of M. MARTIN's."""
    return door().comments(*about(people.find(MARTIN)))


def page(people: People, **query: str) -> AppTest:
    """The page on M. MARTIN."""
    return opened("comments", **people.link(MARTIN), **query)


def press(test: AppTest, people: People, text: str, state: CommentState) -> AppTest:
    """Press a decision about the comment that begins so."""
    key = named(comments(people), text).key
    return widget(test, "button_group", f"comment_do_{key}").set_value(state).run()


@pytest.mark.deep
def test_the_coach_keeps_leaves_out_and_blacks_out_what_is_proposed_or_typed(people: People):
    test = page(people)
    assert faults(test) == [] and FRENCH("comments.left", 8, all="8").strip("*") in shown(test)
    assert not any(text in sent(test) for text in MASKED)
    test = press(test, people, CONFIDENCE, CommentState.KEPT)
    assert named(comments(people), CONFIDENCE).state is CommentState.KEPT
    key = named(comments(people), LAVIGNE).key
    test = press(test, people, LAVIGNE, CommentState.BLACKED)
    assert comments(people).left == 7, "nothing is decided before a word is chosen"
    test = widget(test, "button_group", f"comment_words_{key}").set_value(["Lavigne"]).run()
    assert named(comments(people), LAVIGNE).words == ("Lavigne",)
    test = widget(test, "text_input", f"comment_other_{key}").input("deux jours").run()
    assert named(comments(people), LAVIGNE).words == ("Lavigne", "deux jours")
    test = widget(test, "text_input", f"comment_other_{key}").input("Paris").run()
    assert faults(test) == [] and "Paris" in test.warning[0].value
    assert f"{BLACK}" in html(test)
    # Left out, a client's comment leaves two: masked, until the review begins again.
    test = press(test, people, "Une vraie", CommentState.HIDDEN)
    assert "Une vraie" not in sent(test) and "Toujours disponible" not in sent(test)
    test = widget(test, "button", "comments_again_keep_client").click().run()
    assert "Une vraie" in sent(test)


def test_of_two_at_once_the_second_is_shown_what_the_first_decided(people: People):
    test = page(people)
    decide(door(), people.find(MARTIN), LAVIGNE, CommentState.BLACKED, "Lavigne")
    test = press(test, people, LAVIGNE, CommentState.HIDDEN)
    assert faults(test) == []
    assert "Quelqu’un d’autre" in test.warning[0].value
    found = named(comments(people), LAVIGNE)
    assert found.state is CommentState.BLACKED
    assert widget(test, "button_group", f"comment_do_{found.key}").value == CommentState.BLACKED


def test_filters_list_and_masked_groups_are_in_no_theme(people: People):
    test = page(people)
    test = widget(test, "selectbox", "comments_question").set_value("stop").run()
    assert "Répondre à tout" in html(test) and "La relation" not in html(test)
    test = widget(test, "selectbox", "comments_question").set_value("").run()
    test = widget(test, "selectbox", "comments_theme").set_value("F8").run()
    assert "Toujours disponible" in html(test) and "La relation" not in html(test)
    assert FRENCH("comments.masked", group="", least="3")[-20:] not in shown(test)


@pytest.mark.deep
def test_each_role_reads_as_far_as_it_may(people: People, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    entry = people.find(MARTIN)
    pair = about(entry)
    decide(door(), entry, LAVIGNE, CommentState.BLACKED, "Lavigne")
    say_settings(monkeypatch, tmp_path, more='shared = "at_once"')
    for role in ("kam", "coach", "manager", "lead"):
        where = {"company": entry.kam.company} if role == "lead" else {"kam": entry.kam.id}
        grant(role, f"{role}@example.com", **where)

    def seen(role: str) -> AppTest:
        return seen_by(user(f"{role}@example.com"), "comments", **people.link(MARTIN))

    for role in ("kam", "manager"):
        assert "Des engagements" not in sent(seen(role)), "not while one is left to review"
    keep_all(door(), *pair)
    give(door(), *pair)
    for role in ("kam", "manager", "coach"):
        test = seen(role)
        assert faults(test) == []
        assert "Des engagements tenus" in html(test) and "Lavigne" not in sent(test)
        assert not [each for each in test.get("button_group") if (each.key or "").startswith("comment_do_")]
    assert "Des engagements" not in sent(seen("lead"))
    assert len(audited("read_comments")) == 3
    assert "Des engagements tenus" in html(
        seen_by(user("kam@example.com"), "factor", factor="F9", **people.link(MARTIN))
    )

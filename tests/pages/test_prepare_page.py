"""The page on which a coach prepares: every step, what is chosen and noted, two at a time, who may."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from kamescope.analysis.conversation import PriorityRank, ProposedQuestion
from kamescope.analysis.questions import TalkStep
from kamescope.i18n import LANGUAGES, words
from kamescope.reports.report_spec import ReportSpec
from kamescope.service import LONGEST_NOTE, Prepared, Question, Service, everything
from kamescope.ui import data
from kamescope.ui.prepare.papers import PAPERS
from tests.pages.app import faults, heading, html, opened, sent, shown, unmarked, widget
from tests.pages.databases import People
from tests.pages.signed_in import grant, say_settings, seen_by, user
from tests.plans import priority

FRENCH = words("fr")
MARTIN = "MARTIN"
ASKED = ProposedQuestion("blind_other_side", "F10")


@pytest.fixture
def people(own_demo: People) -> People:
    """The demonstration, to be changed."""
    return own_demo


def door() -> Service:
    """Whoever owns the machine."""
    data.begin_run()
    return everything(data.store())


def pair(people: People) -> tuple[str, str]:
    """M. MARTIN in his campaign."""
    entry = people.find(MARTIN)
    return entry.campaign.token, entry.kam.token


def key(people: People, *parts: str) -> str:
    """What a widget about that conversation is called by."""
    return "_".join(("prepare", *parts, *pair(people)))


def prepared(people: People) -> Prepared:
    """What is kept."""
    return door().preparation(*pair(people))


def at(people: People, step: TalkStep, **query: str) -> AppTest:
    """The page at a step."""
    return opened("prepare", **people.link(MARTIN), step=step.value, **query)


def press(test: AppTest, name: str) -> AppTest:
    """The page after a press."""
    return widget(test, "button", name).click().run()


def told(test: AppTest) -> str:
    """What warnings and texts say."""
    return unmarked("\n".join(element.value for kind in ("markdown", "warning") for element in test.get(kind)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_step_stands_in_both_languages_with_its_minutes(demo: People, language: str):
    say, test = words(language), at(demo, TalkStep.FRAME, lang=language)
    assert heading(test).endswith(say("page.prepare"))
    for place, step in enumerate(TalkStep, start=1):
        assert faults(test) == []
        name = say(f"talk.aim.{step}")
        assert name in shown(test) and test.query_params["step" if place > 1 else "kam"]
        if place < len(TalkStep):
            test = press(test, "prepare_next")
    labels = [unmarked(each.label) for each in test.button if str(each.key).startswith("prepare_step_")]
    minutes = [int(label.replace("\N{NO-BREAK SPACE}", " ").split()[-2]) for label in labels]
    assert len(minutes) == len(TalkStep) and sum(minutes) == 60


def test_what_has_to_be_read_first_stands_over_figures_with_their_answers(demo: People):
    test = at(demo, TalkStep.BLIND)
    assert "côté manager. Côté clients" in shown(test) and FRENCH("talk.read_before") in shown(test)
    rows = " ".join(shown(test).split())
    assert "Positionnement conseil +0,81 pt à explorer" in rows and "81 % (7)" in rows
    assert "Écart vu côté manager, pas côté clients" in rows and "Q66" in rows
    assert "clients : 1 item sur 4, 2 réponses" in " ".join(shown(at(demo, TalkStep.HIDDEN)).split())


def test_what_is_chosen_noted_and_flagged_is_saved_at_once(people: People):
    test = at(people, TalkStep.BLIND)
    widget(test, "checkbox", key(people, "ask", "blind", *ASKED)).check().run()
    widget(test, "pills", key(people, "flag", "F10")).set_value("F10").run()
    test = widget(test, "text_area", key(people, "note", "blind")).input("Ne pas commencer par le chiffre").run()
    assert faults(test) == [] and FRENCH("prepare.saved") in shown(test)
    kept = prepared(people).preparation
    assert [(each.code, each.factor) for each in kept.chosen(TalkStep.BLIND)] == [tuple(ASKED)]
    assert kept.flagged == ("F10",) and kept.note(TalkStep.BLIND) == "Ne pas commencer par le chiffre"
    assert FRENCH("prepare.flagged", 1, factors="F10") in shown(test)
    assert "chiffre" not in str(test.query_params), "notes never go into the address"
    (label,) = [each.label for each in test.button if each.key == "prepare_step_blind"]
    assert ":material/check:" in label and ":material/flag:" in label
    widget(test, "segmented_control", key(people, "length")).set_value(90).run()
    assert prepared(people).preparation.length == 90


@pytest.mark.deep
def test_a_question_is_reworded_added_and_had_back(people: People):
    test = press(at(people, TalkStep.BLIND), key(people, "edit", "blind", *ASKED))
    proposed = widget(test, "text_area", "prepare_text").value
    assert "Positionnement conseil" in proposed
    widget(test, "text_area", "prepare_text").input("Que **voyez**-vous ?")
    test = press(test, "prepare_save")
    (worded,) = prepared(people).at(TalkStep.BLIND)
    assert worded.text == "Que **voyez**-vous ?" and worded.is_chosen
    assert worded.text in [each.label.replace("\\", "") for each in test.checkbox]
    test = press(test, "prepare_add")
    widget(test, "text_area", "prepare_text").input("  ")
    test = press(test, "prepare_save")
    assert FRENCH("error.question_empty") in told(test), "and the field stays open"
    widget(test, "text_area", "prepare_text").input("La mienne ?")
    test = press(test, "prepare_save")
    assert "La mienne ?" in [each.label.replace("\\", "") for each in test.checkbox]
    test = press(test, key(people, "edit", "blind", *ASKED))
    widget(test, "text_area", "prepare_text").input("")
    test = press(test, "prepare_save")
    assert proposed in [each.label.replace("\\", "") for each in test.checkbox]


@pytest.mark.deep
def test_nothing_that_is_typed_is_lost(people: People):
    """A note too long, another window that was first, a question that somebody else worded."""
    note, long = key(people, "note", "blind"), "x" * (LONGEST_NOTE + 1)
    test = widget(at(people, TalkStep.BLIND), "text_area", note).input(long).run()
    assert FRENCH("error.note_long", length=LONGEST_NOTE + 1, most=LONGEST_NOTE) in told(test)
    test = press(press(test, "prepare_next"), "prepare_before")
    assert widget(test, "text_area", note).value == long, "after another step too"
    test = widget(test, "text_area", note).input("la mienne").run()
    assert prepared(people).note(TalkStep.BLIND)[0] == "la mienne" and not test.warning
    door().write_note(*pair(people), TalkStep.BLIND, "l’autre", prepared(people).note(TalkStep.BLIND)[1])
    test = widget(test, "text_area", note).input("la mienne encore").run()
    assert "l’autre" in told(test) and FRENCH("error.note_newer") in told(test)
    assert widget(test, "text_area", note).value == "la mienne encore"
    assert prepared(people).note(TalkStep.BLIND)[0] == "l’autre"
    test = press(test, f"{note}_mine")
    assert prepared(people).note(TalkStep.BLIND)[0] == "la mienne encore" and not test.warning

    test = press(test, key(people, "edit", "blind", *ASKED))
    widget(test, "text_area", "prepare_text").input("la mienne ?")
    door().reword_question(*pair(people), TalkStep.BLIND, "la leur ?", ASKED)
    test = press(test, "prepare_save")
    assert "la leur ?" in told(test) and widget(test, "text_area", "prepare_text").value == "la mienne ?"
    press(test, "prepare_save")
    assert prepared(people).at(TalkStep.BLIND)[0].text == "la mienne ?"


def test_what_was_flagged_is_ranked_and_leads_to_the_plan(people: People):
    assert FRENCH("prepare.nothing_flagged") in shown(at(people, TalkStep.PRIORITIES))
    for code in ("F4", "F10", "F6"):
        door().flag_factor(*pair(people), code)
    test = at(people, TalkStep.PRIORITIES)
    assert "angles morts · côté manager, pas côté clients" in shown(test)
    widget(test, "segmented_control", key(people, "rank", "F10")).set_value(PriorityRank.FIRST).run()
    test = widget(test, "segmented_control", key(people, "rank", "F4")).set_value(PriorityRank.FIRST).run()
    assert FRENCH("error.rank_taken", part="F10", rank=1) in told(test)
    assert widget(test, "segmented_control", key(people, "rank", "F4")).value is None
    assert prepared(people).preparation.priorities == ("F10",)
    test = press(test, "prepare_plan")
    assert heading(test).endswith(FRENCH("page.plan"))
    assert widget(test, "selectbox", "plan_source").value[1] == "F10"


# Who


@pytest.mark.deep
def test_notes_are_their_writer_s_and_the_page_is_for_coaches(
    people: People, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    say_settings(monkeypatch, tmp_path, more='shared = "at_once"')
    kam, other = people.find(MARTIN).kam, people.find("RIVOIRE").kam
    for email in ("zoe@x.fr", "ida@x.fr"):
        grant("coach", email, kam=kam.id)
    for role in ("kam", "manager", "coach"):
        grant(role, "bo@x.fr", kam=other.id if role == "coach" else kam.id)
    note, link = key(people, "note", "blind"), people.link(MARTIN) | {"step": "blind"}
    test = seen_by(user("zoe@x.fr"), "prepare", **link)
    widget(test, "text_area", note).input("Pour Zoé seule").run()
    widget(test, "pills", key(people, "flag", "F10")).set_value("F10").run()
    test = seen_by(user("ida@x.fr"), "prepare", **link)
    assert faults(test) == [] and FRENCH("prepare.flagged", 1, factors="F10") in shown(test)
    assert "Zoé" not in sent(test) and widget(test, "text_area", note).value == ""
    test = seen_by(user("bo@x.fr"), "prepare", **link)
    assert FRENCH("prepare.not_yours", kam="M. MARTIN") in told(test) + shown(test)
    assert note not in [each.key for each in test.text_area]
    grant("kam", "ana@x.fr", kam=kam.id)
    assert FRENCH("error.link_unknown") in told(seen_by(user("ana@x.fr"), "prepare", **link))


def test_another_model_and_a_campaign_in_which_little_came_back_have_their_steps(
    other: People, demo_people: People, use
):
    test = opened("prepare", **other.link("WHOLE"), step="disagreement")
    assert faults(test) == [] and "<script>" not in html(test)
    use(demo_people.path)
    test = opened("prepare", **demo_people.link("KOWALSKA", "2026"), step="disagreement")
    assert faults(test) == [] and FRENCH("talk.nothing") in shown(test)


def test_a_widget_that_says_nothing_changes_nothing(people: People):
    """A list that is emptied, as Streamlit may do."""
    test = at(people, TalkStep.BLIND)
    widget(test, "segmented_control", key(people, "length")).set_value(None).run()
    assert prepared(people).preparation.length == 60


def test_the_guide_has_notes_only_where_it_says_so_and_the_hand_out_the_plan(people: People):
    door().write_note(*pair(people), TalkStep.BLIND, "Pour moi seul")
    door().flag_factor(*pair(people), "F10")
    door().write_plan(*pair(people), priority("F10"))
    spec = ReportSpec(door().results(Question(*pair(people))))
    told = {paper.name: paper.filled(door(), pair(people), spec) for paper in PAPERS}
    assert [name for name, each in told.items() if each.preparation.notes] == ["guide"]
    assert [name for name, each in told.items() if each.preparation.flagged] == ["guide", "guide_bare"]
    assert [name for name, each in told.items() if each.plan] == ["handout"]

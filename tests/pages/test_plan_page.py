"""The page of the action plan: read first, written in a dialog, by who may; what is refused and what is never lost."""

import datetime
import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from kamescope.analysis.plan import MOST_IN_PLAN, Goal, StepState
from kamescope.analysis.published import Level
from kamescope.i18n import LANGUAGES, words
from kamescope.reports.calendar import CalendarFile, calendar
from kamescope.service import LONGEST_TEXT, Service, StepDraft, everything
from kamescope.ui import data
from tests.pages.app import faults, html, opened, sent, shown, unmarked, widget
from tests.pages.databases import People
from tests.pages.signed_in import audited, grant, revoke, say_settings, seen_by, user
from tests.plans import GOAL, TOMORROW, priority

FRENCH = words("fr")
MARTIN = "MARTIN"
LITTLE = ("F5", "F8", "F11", "F12")
"""The factors of M. MARTIN that rest on little."""


@pytest.fixture
def people(own_demo: People) -> People:
    """The demonstration, to be changed."""
    return own_demo


def door() -> Service:
    """Whoever owns the machine."""
    return everything(data.store())


def pair(people: People) -> tuple[str, str]:
    """M. MARTIN in his campaign."""
    entry = people.find(MARTIN)
    return entry.campaign.token, entry.kam.token


def written(people: People, *codes: str) -> None:
    """A plan with these factors."""
    for code in codes:
        door().write_plan(*pair(people), priority(code))


def press(test: AppTest, key: str) -> AppTest:
    """The page after a press."""
    return widget(test, "button", key).click().run()


def keys(test: AppTest, kind: str = "button") -> set[str]:
    """The keys of all widgets of a kind."""
    return {found.key for found in test.get(kind) if found.key}


def editing(people: People) -> AppTest:
    """The page with the dialog of the first priority."""
    return press(opened("plan", **people.link(MARTIN)), "plan_edit_1")


def told(test: AppTest) -> str:
    """What the dialog says too, which does not stand in the page."""
    return unmarked("\n".join(element.value for kind in ("markdown", "warning") for element in test.get(kind)))


def plan(people: People):
    """What is kept."""
    data.begin_run()
    return door().plan(*pair(people)).priorities


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_plan_says_what_one_is_and_how_to_begin(people: People, language: str):
    test = opened("plan", **people.link(MARTIN), lang=language)
    assert faults(test) == []
    assert words(language)("plan.empty") in shown(test)
    assert not widget(test, "button", "plan_add").disabled
    assert "plan_save" not in keys(test), "read first"


def test_a_priority_is_added_with_the_figures_that_are_published(people: People):
    test = press(opened("plan", **people.link(MARTIN)), "plan_add")
    assert faults(test) == []
    box = widget(test, "selectbox", "plan_source")
    assert any("F10 Positionnement conseil · écart +0,81" in option for option in box.options)
    box.select(next(option for option in box.options if option.startswith("F10 ")))
    widget(test, "text_area", "plan_when").input("je prépare un rendez-vous")
    widget(test, "text_area", "plan_then").input("je note deux besoins")
    widget(test, "date_input", "plan_due_0").set_value(TOMORROW)
    test = press(test, "plan_save")
    assert faults(test) == []
    assert "Quand je prépare un rendez-vous, je note deux besoins" in shown(test)
    figures = re.findall(r"\d+\s%", shown(test))
    assert [each.split()[0] for each in figures[:4]] == ["80", "47", "81", "64"]
    assert FRENCH("plan.saved") in [each.value for each in test.toast]
    (entry,) = plan(people)
    assert (entry.basis.code, entry.steps[0].due) == ("F10", TOMORROW)
    assert "plan_save" not in keys(test)


def test_what_rests_on_little_is_offered_only_when_asked_and_says_so(people: People):
    test = press(opened("plan", **people.link(MARTIN)), "plan_add")
    assert FRENCH("plan.little_words") in told(test)
    starts = {option.split()[0] for option in widget(test, "selectbox", "plan_source").options}
    assert starts.isdisjoint(LITTLE) and "F10" in starts
    test = widget(test, "checkbox", "plan_little").check().run()
    marked = [option for option in widget(test, "selectbox", "plan_source").options if option.startswith("◌ F")]
    assert tuple(option.split()[1] for option in marked) == LITTLE


def test_with_three_the_button_is_disabled_and_says_why(people: People):
    written(people, "F1", "F10", "F4")
    test = opened("plan", **people.link(MARTIN))
    assert widget(test, "button", "plan_add").disabled
    assert FRENCH("plan.full") in shown(test)
    assert len([key for key in keys(test) if key.startswith("plan_edit_")]) == MOST_IN_PLAN


@pytest.mark.parametrize(
    ("kind", "key", "value", "code"),
    [
        ("text_area", "plan_when", "", "plan_goal_missing"),
        ("text_area", "plan_then", "x" * (LONGEST_TEXT + 1), "plan_text_long"),
        ("date_input", "plan_due_30", datetime.date.today() - datetime.timedelta(3), "plan_day_past"),
    ],
)
def test_bad_input_is_told_in_the_dialog_and_stays_to_be_mended(people: People, kind, key, value, code: str):
    written(people, "F10")
    test = editing(people)
    widget(test, kind, key).set_value(value)
    widget(test, "text_input", "plan_sign").input("autre signe")
    test = press(test, "plan_save")
    (warning,) = test.warning
    facts = {"start": "x" * 30, "length": LONGEST_TEXT + 1, "most": LONGEST_TEXT}
    facts["day"] = FRENCH.date(datetime.date.today() - datetime.timedelta(3))
    assert FRENCH(f"error.{code}", **facts) in told(test)
    assert warning.icon
    assert widget(test, kind, key).value == value
    assert widget(test, "text_input", "plan_sign").value == "autre signe"
    assert plan(people)[0].goal == GOAL


@pytest.mark.deep
def test_who_saves_second_sees_both_versions_and_loses_nothing(people: People):
    written(people, "F10")
    test = editing(people)
    widget(test, "text_area", "plan_when").input("mon texte")
    theirs = Goal("leur texte", "je relis", helper="un collègue")
    door().write_plan(*pair(people), priority("F10", goal=theirs, position=1, version=plan(people)[0].version))
    test = press(test, "plan_save")
    assert faults(test) == []
    assert "Quand leur texte, je relis" in told(test) and "un collègue" in told(test)
    assert FRENCH("error.plan_newer") in told(test)
    assert widget(test, "text_area", "plan_when").value == "mon texte"
    assert plan(people)[0].goal == theirs, "nothing is overwritten unasked"
    test = press(test, "plan_save")
    assert plan(people)[0].goal.when == "mon texte"
    assert "plan_save" not in keys(test)


@pytest.mark.deep
def test_what_somebody_took_out_meanwhile_can_be_put_back(people: People):
    written(people, "F10", "F4")
    test = editing(people)
    door().remove_from_plan(*pair(people), 1, plan(people)[0].version)
    test = press(test, "plan_save")
    assert FRENCH("plan.theirs_gone") in told(test)
    press(test, "plan_save")
    assert sorted(entry.basis.code for entry in plan(people)) == ["F10", "F4"]


def test_a_follow_up_has_a_state_and_a_line(people: People):
    written(people, "F10")
    test = editing(people)
    widget(test, "selectbox", "plan_state_30").set_value(StepState.UNDER_WAY)
    widget(test, "text_input", "plan_line_30").input("deux fois sur trois")
    test = press(test, "plan_save")
    assert "deux fois sur trois" in shown(test)
    assert plan(people)[0].state is StepState.UNDER_WAY


def now(test: AppTest) -> str:
    """The key of the first card's state."""
    return next(key for key in sorted(keys(test, "selectbox")) if key.startswith("plan_now_1_"))


def test_the_state_of_the_step_that_is_due_is_chosen_in_the_card(people: People, monkeypatch: pytest.MonkeyPatch):
    written(people, "F10")
    test = opened("plan", **people.link(MARTIN))
    assert widget(test, "selectbox", now(test)).label == "Premier pas"
    test = widget(test, "selectbox", now(test)).set_value(StepState.HOLDING).run()
    assert faults(test) == []
    (entry,) = plan(people)
    assert [step.state for step in entry.steps] == [StepState.HOLDING, *[StepState.NOT_BEGUN] * 2]
    assert (entry.goal, entry.steps[0].due) == (GOAL, TOMORROW), "nothing else changes"
    assert FRENCH("plan.saved") in [each.value for each in test.toast]
    monkeypatch.setattr("kamescope.ui.plan.read.today", lambda: TOMORROW + datetime.timedelta(31))
    later = opened("plan", **people.link(MARTIN))
    assert widget(later, "selectbox", now(later)).label == "Point à 30 jours"
    assert widget(later, "selectbox", now(later)).value == StepState.NOT_BEGUN


def test_a_state_chosen_over_a_newer_writing_is_refused_and_said(people: People):
    written(people, "F10")
    test = opened("plan", **people.link(MARTIN))
    theirs = Goal("leur texte", "je relis")
    door().write_plan(*pair(people), priority("F10", goal=theirs, position=1, version=plan(people)[0].version))
    test = widget(test, "selectbox", now(test)).set_value(StepState.DROPPED).run()
    assert faults(test) == []
    assert FRENCH("plan.state_newer", state=FRENCH("plan.state.dropped")) in told(test)
    assert "Quand leur texte, je relis" in shown(test), "the first one's version"
    assert plan(people)[0].state is StepState.NOT_BEGUN
    assert widget(test, "selectbox", now(test)).value == StepState.NOT_BEGUN
    test = widget(test, "selectbox", now(test)).set_value(StepState.DROPPED).run()
    assert (plan(people)[0].state, plan(people)[0].goal) == (StepState.DROPPED, theirs)
    assert FRENCH("plan.state_newer", state=FRENCH("plan.state.dropped")) not in told(test)


@pytest.mark.deep
def test_taking_out_asks_first(people: People):
    written(people, "F10")
    test = press(editing(people), "plan_remove")
    assert len(plan(people)) == 1
    press(test, "plan_remove_yes")
    assert plan(people) == ()


def test_texts_are_shown_as_text(people: People):
    hostile = Goal("<script>alert(1)</script>", "=HYPERLINK(1)", ":red[x] **y**", "<b>z</b>", "$a$")
    door().write_plan(*pair(people), priority("F10", goal=hostile))
    test = opened("plan", **people.link(MARTIN))
    assert "<script>" not in html(test) and "<b>" not in html(test)
    assert all(text in shown(test) for text in (hostile.when, hostile.first, hostile.sign))


def test_a_late_step_is_said(people: People, monkeypatch: pytest.MonkeyPatch):
    written(people, "F10")
    monkeypatch.setattr("kamescope.ui.plan.read.today", lambda: TOMORROW + datetime.timedelta(5))
    assert FRENCH("plan.late", 5) in shown(opened("plan", **people.link(MARTIN)))


def test_the_calendar_holds_open_steps_and_no_name_that_somebody_typed(people: People):
    icalendar = pytest.importorskip("icalendar")
    written(people, "F10")
    version = plan(people)[0].version
    steps = (StepDraft(TOMORROW, "holding"),)
    door().write_plan(*pair(people), priority("F10", steps=steps, position=1, version=version))
    entry = people.find(MARTIN)
    made = datetime.datetime(2026, 3, 31, tzinfo=datetime.UTC)
    content = calendar(plan(people), CalendarFile(entry.model, entry.kam, entry.campaign, made), FRENCH)
    days = [event.decoded("dtstart") for event in icalendar.Calendar.from_ical(content).walk("VEVENT")]
    assert days == [TOMORROW + datetime.timedelta(each) for each in (30, 90)]
    text = content.decode()
    assert "F10 Positionnement conseil" in text.replace("\r\n ", "")
    assert GOAL.helper not in text


# Who


@pytest.mark.parametrize("role", ["kam", "coach", "manager", "lead"])
def test_each_role_reads_and_writes_as_far_as_it_may(
    people: People, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, role: str
):
    say_settings(monkeypatch, tmp_path, more='shared = "at_once"')
    written(people, "F10")
    kam = people.find(MARTIN).kam
    grant(role, "ana@example.com", **({"company": kam.company} if role == "lead" else {"kam": kam.id}))
    test = seen_by(user("ana@example.com"), "plan", **people.link(MARTIN))
    assert faults(test) == []
    assert ("plan_edit_1" in keys(test)) is (role in ("kam", "coach"))
    assert any(key.startswith("plan_now") for key in keys(test, "selectbox")) is (role in ("kam", "coach"))
    assert ("csv_plan" in keys(test, "download_button")) is (role != "lead")
    assert (GOAL.when in sent(test)) is (role != "lead")
    assert "Positionnement conseil" in shown(test) and FRENCH("plan.state.not_begun") in shown(test)
    assert ("Les titres et les états seulement" in shown(test)) is (role == "lead")
    assert len(audited("read_plan")) == 1


def test_who_may_no_longer_write_saves_nothing(people: People, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    say_settings(monkeypatch, tmp_path, more='shared = "at_once"')
    written(people, "F10")
    kam = people.find(MARTIN).kam
    grant("kam", "ana@example.com", kam=kam.id)
    test = press(seen_by(user("ana@example.com"), "plan", **people.link(MARTIN)), "plan_edit_1")
    assert "plan_save" in keys(test)
    grant("manager", "ana@example.com", kam=kam.id)
    revoke("kam", "ana@example.com", kam=kam.id)
    widget(test, "text_area", "plan_when").input("trop tard")
    test = press(test, "plan_save")
    assert faults(test) == []
    assert plan(people)[0].goal == GOAL
    assert "plan_save" not in keys(test)


def test_another_model_has_a_plan_too(other: People):
    for language in LANGUAGES:
        test = press(opened("plan", **other.link("WHOLE"), lang=language), "plan_add")
        assert faults(test) == []
        assert widget(test, "selectbox", "plan_source").options


def test_an_item_can_be_a_priority(people: People):
    door().write_plan(*pair(people), priority("Q66", Level.ITEM))
    assert "Q66" in shown(opened("plan", **people.link(MARTIN)))


def test_the_next_campaign_is_measured_where_there_is_one_and_never_called_an_effect(people: People):
    entry = people.find("OSTERMANN", "2025")
    about = entry.campaign.token, entry.kam.token
    assert people.find("OSTERMANN", "2026").campaign.name == "Printemps 2026"
    for code in ("F12", "F4"):
        door().write_plan(*about, priority(code))
    test = opened("plan", **people.link("OSTERMANN", "2025"))
    assert faults(test) == []
    assert "33 % → 43 % environnement" in " ".join(shown(test).split())
    assert FRENCH("plan.after_counts", before="5", after="7") in shown(test), "clients, both times"
    assert html(test).count("kms-past") > 2, "two strips each, the earlier one pale"
    assert FRENCH("plan.review") in shown(test) and FRENCH("plan.rest", 11) in shown(test)
    assert "+0,50 pt" in " ".join(shown(test).split())
    assert "pas de changement visible" in shown(test), "F4: +0.21"
    assert "hors du plan" in shown(test)
    assert FRENCH("plan.measure") not in shown(test)
    written(people, "F10")
    assert FRENCH("plan.measure") in shown(opened("plan", **people.link(MARTIN)))


# The page from campaign to campaign


@pytest.mark.deep
def test_progress_sets_what_was_worked_on_beside_what_was_not_and_a_lead_reads_titles(
    people: People, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    say_settings(monkeypatch, tmp_path, more='shared = "at_once"')
    entry = people.find("OSTERMANN", "2025")
    door().write_plan(entry.campaign.token, entry.kam.token, priority("F12"))
    alone = people.link("OSTERMANN", "2026") | {"who": "kam"}
    grant("lead", "ana@example.com", company=entry.kam.company)
    test = seen_by(user("ana@example.com"), "progress", **alone)
    assert faults(test) == []
    assert FRENCH("plan.review") in shown(test) and FRENCH("plan.state.not_begun") in shown(test)
    assert FRENCH("plan.rest", 12) in shown(test) and "33 % → 43 %" in " ".join(shown(test).split())
    assert "hors du plan" in shown(test) and GOAL.when not in sent(test)
    team = seen_by(user("ana@example.com"), "progress", **people.link("OSTERMANN", "2026"))
    assert faults(team) == []
    assert "F12 New business +0,50" in " ".join(shown(team).split()) and FRENCH("plan.mean_out") in shown(team)
    door().remove_from_plan(entry.campaign.token, entry.kam.token, 1, 1)
    bare = seen_by(user("ana@example.com"), "progress", **alone)
    assert FRENCH("plan.review") not in shown(bare), "nothing is shown of no plan"

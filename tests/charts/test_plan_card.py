"""A priority after the next campaign: two strips, every mark seen, the state beside the change whatever they say."""

import datetime
import re
from dataclasses import replace

import pytest

from kamescope.analysis.plan import Goal, KeptFigure, PlanStep, StepState, Undertaking, basis_of
from kamescope.analysis.plan_review import moved_since
from kamescope.analysis.progress import Known, Unknown
from kamescope.analysis.published import Level, Shown, missing
from kamescope.charts.figure_track import figure_track
from kamescope.charts.plan_card import Measured, plan_card
from kamescope.charts.theme import Look
from kamescope.i18n import LANGUAGES, words
from kamescope.model import ENVIRONMENT
from kamescope.privacy import Status
from tests.support import kamescope_model, martin

DAY = datetime.date(2026, 4, 1)
MODEL = kamescope_model()
PLACE = re.compile(r"left:([\d.]+)%;top:calc\(50% \+ (-?[\d.]+)px\)")


def side(percent: float, respondents: int = 1) -> Shown:
    """A figure of so many percent."""
    return Shown(percent / 20, percent, respondents, respondents)


def track(**percents: float) -> str:
    """A track with these figures."""
    known = {column: KeptFigure(percent / 20, percent, 1) for column, percent in percents.items()}
    return figure_track(MODEL, known, ("self", ENVIRONMENT), Look())


def moved(group: str, before: Shown, after: Shown) -> Known:
    """A change."""
    return Known("F10", group, before, after, after.score - before.score)


def card(measured: Measured | None, state: StepState = StepState.HOLDING, language: str = "fr") -> str:
    """The card's text without its tags, in one line."""
    basis = basis_of(martin(), Level.FACTOR, "F10")
    assert basis is not None
    entry = Undertaking(1, 1, basis, Goal("a", "b"), DAY, (PlanStep(0, DAY, state),))
    found = plan_card(MODEL, entry, DAY, Look(language), measured).html
    return re.sub(r" +", " ", re.sub(r"<style>.*?</style>|<[^>]+>", " ", found, flags=re.DOTALL))


def test_marks_of_one_value_all_stay_visible():
    drawn = track(self=60, manager=60, client=61, environment=60.5)
    places = PLACE.findall(drawn)
    assert len(places) == 3 and len({top for _, top in places}) == 3
    assert "kms-bar" in drawn
    apart = PLACE.findall(track(self=60, manager=80))
    assert {top for _, top in apart} == {"0"}


def test_a_status_that_holds_stands_beside_a_fall():
    fall = (moved("client", side(60, 5), side(50, 7)), moved(ENVIRONMENT, side(60), side(40)))
    for language in LANGUAGES:
        say = words(language)
        told = card(Measured("2025", "2026", fall), language=language)
        assert say("plan.state.holding") in told and say("plan.after_moved", change=say.points(-1)) in told
        assert say("plan.after_counts", before="5", after="7") in told


@pytest.mark.parametrize(("percent", "key"), [(55, "plan.after_moved"), (54, "plan.after_steady")])
def test_under_a_quarter_of_a_point_nothing_is_called_a_change(percent: int, key: str):
    say = words("fr")
    change = moved(ENVIRONMENT, side(50), side(percent))
    assert card(Measured("2025", "2026", (change,))).count(say(key, change=say.points(change.change))) == 1
    assert ("pas de changement visible" in card(Measured("2025", "2026", (change,)))) is (percent == 54)


def test_what_is_masked_on_one_side_is_said_and_not_drawn():
    masked = Unknown("F10", "client", side(60, 5), missing(2, Status.MASKED), Status.MASKED)
    told = card(Measured("2025", "2026", (masked,)))
    assert re.search(r"60\s% → masqué clients", told)
    assert words("fr")("plan.after_counts", before="5", after="2") not in told
    assert words("fr")("plan.after_unknown") in told


def test_figures_of_that_day_stand_apart_only_where_the_campaign_says_others_now():
    same = moved_since(martin(), martin(), Level.FACTOR, "F10")
    day = words("fr")("plan.that_day", day=words("fr").date(DAY))
    assert day not in card(Measured("XYZ", "2026", same))
    other = tuple(replace(each, before=side(10)) for each in same)
    assert day in card(Measured("XYZ", "2026", other))
    assert day in card(Measured("XYZ", "2026", ())), "another questionnaire"

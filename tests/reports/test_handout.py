"""The one page that a KAM keeps: one page whoever it is about, with what matters, and nothing that is held back."""

import datetime
import io
from dataclasses import replace

import pytest
from hypothesis import given, settings
from pypdf import PdfReader

from kamescope.analysis.plan import (
    STEPS,
    FileState,
    Goal,
    GoalEvidence,
    PlanStep,
    PlanTitle,
    StepState,
    Undertaking,
    basis_of,
)
from kamescope.analysis.plan_review import PlanReview, review
from kamescope.analysis.published import Level
from kamescope.i18n import words
from kamescope.reports.names import Format, report_name
from kamescope.reports.pdf import handout_pages, handout_pdf
from kamescope.reports.report_spec import ReportSpec
from tests.reports.pages import unspaced
from tests.reports.specs import CASES, EDITION
from tests.strategies import Case, cases
from tests.support import martin

FRENCH = words("fr")


def read(spec: ReportSpec) -> PdfReader:
    """The file, read back."""
    return PdfReader(io.BytesIO(handout_pdf(spec)))


def text(spec: ReportSpec) -> str:
    """Its words without their spaces, which lines break otherwise."""
    return unspaced(read(spec).pages[0].extract_text())


@pytest.mark.parametrize("name", CASES)
def test_it_is_one_page_whoever_it_is_about(name: str):
    assert len(read(CASES[name]()).pages) == 1


@pytest.mark.deep
def test_it_says_what_the_overview_does():
    said = text(CASES["martin"]())
    for sentence in (
        "Clients 92 %, manager 59 % : 33 points d’écart sur 100. M. MARTIN se voit entre les deux, à 73 %.",
        "F13 Développement de compte",
        "F10 Positionnement conseil",
        "clients : 1 item sur 4, 2 réponses",
        FRENCH("handout.foot", kam="M. MARTIN"),
    ):
        assert unspaced(sentence) in said


@pytest.mark.deep
def test_the_same_brief_gives_the_same_bytes_and_a_name_of_its_own():
    spec = CASES["martin"]()
    assert handout_pdf(spec) == handout_pdf(CASES["martin"]())
    assert report_name(spec, Format.HANDOUT) == "fiche_campagne-xyz_m-martin_xyz.pdf"
    assert handout_pages(spec)[0].startswith(b"\x89PNG")


def test_what_is_held_back_is_told_and_not_shown():
    said = text(CASES["two clients"]())
    assert unspaced(FRENCH("masked")) in said
    assert unspaced(FRENCH("head.masked", 2, group="Clients", minimum="3")) in said


@pytest.mark.deep
@settings(max_examples=8)
@given(cases())
def test_any_model_and_any_answers_give_one_page(case: Case):
    published = case.published()
    titles = [
        PlanTitle(place, Level.FACTOR, each.code, StepState.HOLDING)
        for place, each in enumerate(published.model.factors[:3], 1)
    ]
    spec = ReportSpec(published, EDITION, reviewed=review(published, published, titles))
    assert len(read(spec).pages) == 1


# The plan


def undertaking(position: int, code: str, *texts: str) -> Undertaking:
    """A priority of M. MARTIN's plan."""
    basis = basis_of(martin(), Level.FACTOR, code)
    assert basis is not None
    days = (datetime.date(2026, 4, 3), datetime.date(2026, 5, 4), datetime.date(2026, 7, 2))
    steps = tuple(PlanStep(*each) for each in zip(STEPS, days, strict=True))
    return Undertaking(position, 1, basis, Goal(*texts), datetime.date(2026, 3, 31), steps)


def test_the_plan_stands_on_it_where_there_is_one():
    goal = ("je prépare un rendez-vous", "je note deux besoins", "choisir trois comptes", "un collègue", "trois notes")
    rests = GoalEvidence("portfolio", 1, datetime.date(2025, 12, 31), "EUR", (("fragile", 2), ("to_win", 5000.0)))
    entry = replace(undertaking(1, "F10", *goal), evidence=(rests, replace(rests, state=FileState.UNDONE)))
    said = text(replace(CASES["martin"](), plan=(entry,)))
    for sentence in (
        "Quand je prépare un rendez-vous, je note deux besoins",
        "Premier pas · 3 avril 2026 choisir trois comptes",
        "Point à 30 jours",
        "4 mai 2026",
        "Portefeuille : 2 clients fragiles, 5 k€ à gagner (31 décembre 2025)",
        "fichier annulé depuis",
        "2 juillet 2026",
    ):
        assert unspaced(sentence) in said, sentence
    assert unspaced(FRENCH("handout.prompt_when")) not in said


def reviewed(level: Level = Level.FACTOR, *codes: str) -> PlanReview:
    """What three priorities of M. MARTIN became, by the very same answers."""
    titles = [PlanTitle(place, level, code, StepState.HOLDING) for place, code in enumerate(codes, start=1)]
    found = review(martin(), martin(), titles)
    assert found is not None
    return found


@pytest.mark.deep
def test_the_plan_before_stands_on_it_beside_what_was_not_in_it():
    spec = replace(CASES["martin"](), reviewed=reviewed(Level.FACTOR, "F10", "F6"))
    said = text(spec)
    for sentence in (
        FRENCH("handout.review", before=martin().campaign.name),
        f"F10 Positionnement conseil {FRENCH('plan.state.holding')} 64 % → 64 % 0,00",
        FRENCH("plan.rest", 11),
        FRENCH("plan.answered", group="Clients", before="3", after="3"),
    ):
        assert unspaced(sentence) in said, sentence
    assert unspaced(FRENCH("plan.rest_mean")) not in text(CASES["martin"]())


@pytest.mark.deep
def test_both_plans_at_their_longest_still_are_one_page():
    long = ["Un texte écrit d’une traite. " * 17] * 5
    plan = tuple(undertaking(place, code, *long) for place, code in enumerate(("F1", "F3", "F11"), start=1))
    spec = replace(CASES["martin"](), plan=plan, reviewed=reviewed(Level.ITEM, "Q11", "Q25", "Q66"))
    assert len(read(spec).pages) == 1
    assert "Q66" in text(spec)


@pytest.mark.deep
def test_long_texts_of_a_plan_are_cut_and_that_is_said_on_the_one_page():
    long = ["Un texte écrit d’une traite. " * 17] * 5
    plan = tuple(undertaking(place, code, *long) for place, code in enumerate(("F1", "F3", "F11"), start=1))
    spec = replace(CASES["martin"](), plan=plan)
    assert len(read(spec).pages) == 1
    assert unspaced(FRENCH("handout.cut")) in text(spec)

"""The coach's guide: two pages whatever is in it, notes where they are handed over, nothing that is held back."""

import datetime
import io
from dataclasses import replace

import pytest
from hypothesis import given, settings
from pypdf import PdfReader

from kamescope.analysis.conversation import BroughtUp, ChosenQuestion, Preparation, PriorityRank
from kamescope.analysis.questions import TalkStep
from kamescope.i18n import words
from kamescope.reports.document.pieces import CUT, shortened
from kamescope.reports.names import Format, report_name
from kamescope.reports.pdf import guide_pages, guide_pdf, handout_pdf
from kamescope.reports.report_spec import ReportSpec
from tests.reports.pages import faults, unspaced
from tests.reports.specs import CASES, EDITION
from tests.strategies import Case, cases

FRENCH = words("fr")
NOTE = "Ne pas commencer par le chiffre."
PREPARED = Preparation(
    60,
    datetime.date(2026, 3, 31),
    datetime.time(14),
    notes=((TalkStep.BLIND, NOTE),),
    questions=(
        ChosenQuestion(TalkStep.BLIND, "blind_other_side", "F10"),
        ChosenQuestion(TalkStep.BLIND, "blind_follow", "F2", "À quoi reconnaîtrais-je votre lobbying ?"),
    ),
    brought_up=(BroughtUp("F4", PriorityRank.SECOND), BroughtUp("F10", PriorityRank.FIRST)),
)
LONG = ("Un texte très long, que l’on a écrit d’une traite. " * 12)[:500]
FULL = Preparation(
    90,
    notes=tuple((step, LONG) for step in TalkStep),
    questions=tuple(ChosenQuestion(step, text=LONG) for step in TalkStep for _ in range(8)),
    brought_up=tuple(BroughtUp(f"F{place}") for place in range(1, 14)),
)


def pages(spec: ReportSpec) -> list[str]:
    """The words of each page without their spaces."""
    return [unspaced(page.extract_text()) for page in PdfReader(io.BytesIO(guide_pdf(spec))).pages]


def test_it_says_what_was_prepared():
    spec = replace(CASES["martin"](), preparation=PREPARED)
    first, second = pages(spec)
    for page in (first, second):
        assert unspaced(FRENCH("guide.own")) in page
    for said in (
        "31 mars 2026",
        "5 · Angles morts",
        "14:24",
        NOTE,
        "F10, F2, F7, F1 et F3 : l’écart n’existe que côté manager.",
        "Sur « Positionnement conseil », que voit-on côté manager que l’on ne voit pas côté clients ?",
        "À quoi reconnaîtrais-je votre lobbying ?",
        "Q66 Voit venir les besoins futurs",
        "clients : 1 item sur 4, 2 réponses",
    ):
        assert unspaced(said) in first, said
    assert unspaced("Marqués à aborder : F10 Positionnement conseil, F4 Soutenance de l’offre.") in second
    assert CUT not in first + second.replace("Quand…", "").replace("je…", "")
    assert report_name(spec, Format.GUIDE) == "guide_campagne-xyz_m-martin_xyz.pdf"


@pytest.mark.deep
def test_no_note_leaves_in_any_paper_but_the_guide_that_is_to_hold_it():
    spec = replace(CASES["martin"](), preparation=PREPARED)
    without = "".join(pages(replace(spec, preparation=PREPARED.without_notes)))
    assert unspaced(NOTE) not in without
    assert unspaced("À quoi reconnaîtrais-je votre lobbying ?") in without
    assert handout_pdf(spec) == handout_pdf(CASES["martin"]())


@pytest.mark.deep
def test_texts_too_long_are_cut_and_that_is_said():
    first, second = pages(replace(CASES["martin"](), preparation=FULL))
    for page in (first, second):
        assert unspaced(FRENCH("guide.cut")) in page


@pytest.mark.deep
@pytest.mark.parametrize("name", ["thirty factors", "eight groups", "nobody"])
def test_it_has_two_pages_whoever_it_is_about(name: str):
    made = guide_pdf(replace(CASES[name](), preparation=FULL))
    assert len(PdfReader(io.BytesIO(made)).pages) == 2
    assert [fault for fault in faults(made) if fault[2] != "outside" or fault[0] == 2] == [], (
        "nothing on or off another"
    )


def test_a_text_is_cut_at_a_word_where_there_is_one():
    assert shortened("un deux, trois", 20) == "un deux, trois"
    assert shortened("un deux, trois", 10) == "un deux…"
    assert shortened("x" * 30, 10) == "x" * 9 + "…"


@pytest.mark.deep
@settings(max_examples=3)
@given(cases())
def test_any_model_and_any_answers_give_two_pages(case: Case):
    assert len(guide_pages(ReportSpec(case.published(), EDITION, preparation=FULL))) == 2

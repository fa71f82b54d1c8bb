"""What is told while a file is made: every step in its order, and a bar that never goes back."""

from itertools import groupby, pairwise

import pytest

from kamescope.i18n import LANGUAGES, words
from kamescope.reports.names import Format
from kamescope.reports.pdf import first_pages, report_pages
from kamescope.reports.render import render
from kamescope.reports.report_spec import Section
from kamescope.reports.steps import Stage, Step
from kamescope.ui.report.rendering import _share
from tests.reports.specs import CASES

EXPECTED = {
    Format.PDF: [(Stage.CHARTS, 6), (Stage.LAYOUT, 1)],
    Format.HANDOUT: [(Stage.CHARTS, 1), (Stage.LAYOUT, 1)],
    Format.PPTX: [(Stage.SLIDES, 12), (Stage.WRITING, 1)],
    Format.GUIDE: [(Stage.LAYOUT, 1)],
    Format.XLSX: [(Stage.SHEETS, 6), (Stage.WRITING, 1)],
}


def heard(format: Format, case: str) -> list[Step]:
    """What is told while a file is made."""
    steps: list[Step] = []
    render(CASES[case](), format, steps.append)
    return steps


@pytest.mark.parametrize("format", Format)
def test_each_stage_counts_its_pieces_to_the_last(format: Format):
    steps = heard(format, "two factors, two groups" if format is not Format.HANDOUT else "martin")
    stages = [(stage, list(told)) for stage, told in groupby(steps, lambda step: step.stage)]
    assert [(stage, len(told)) for stage, told in stages] == EXPECTED[format]
    for stage, told in stages:
        assert told == [Step(stage, place, len(told)) for place in range(1, len(told) + 1)]
    shares = [_share(step) for step in steps]
    assert all(before <= after for before, after in pairwise(shares))
    assert shares[0] >= 0 and shares[-1] < 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_stage_has_words(language: str):
    say = words(language)
    assert all(say.knows(f"report_page.step_{stage}") for stage in Stage)


@pytest.mark.deep
def test_whether_somebody_listens_changes_no_byte():
    spec = CASES["two factors, two groups"]
    assert render(spec(), Format.PDF, lambda step: None) == render(spec(), Format.PDF)


@pytest.mark.deep
def test_the_first_pages_are_those_of_the_report():
    spec = CASES["martin"]()
    cover, first = first_pages(spec, 30)
    pages = report_pages(spec, 30)
    assert cover == pages[0]
    assert first != pages[1], "the table of contents is left out"
    assert spec.render_options.sections[0] is Section.SUMMARY

"""What may be taken along of a comparison: made when asked for, given for this view alone, and said where it fails."""

import io

import pptx
import pypdf
import pytest
from streamlit.testing.v1 import AppTest

from kamescope.errors import KamescopeError
from kamescope.i18n import NBSP, words
from kamescope.reports import comparison
from kamescope.reports.comparison.comparison_spec import CohortComparison, SideBySideComparison, TeamComparison
from kamescope.reports.names import Format
from kamescope.ui.team import paper
from tests.pages.app import widget
from tests.pages.databases import People

FRENCH = words("fr")


def script() -> None:
    """A page of nothing but the offer."""
    import streamlit as st

    from kamescope.i18n import words
    from kamescope.ui import data, state
    from kamescope.ui.team.compare import current_heatmap
    from kamescope.ui.team.paper import offer_papers
    from kamescope.ui.team.side_by_side import current_near
    from kamescope.ui.team.view import opened

    data.begin_run()
    view = opened(words(state.current().lang), "light", "percent")
    shown = current_near(view) if view.address.mode == "close" else current_heatmap(view)
    offer_papers(view, shown)
    st.session_state["view"] = view


def page(people: People, /, **query: str) -> AppTest:
    """That page for the demonstration's team."""
    test = AppTest.from_function(script, default_timeout=60)
    test.query_params.update(people.link("RIVOIRE", "2026") | query)
    return test.run()


def made(test: AppTest) -> dict[Format, bytes | KamescopeError]:
    """What the session has made."""
    return test.session_state[paper.KEY].files


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list:
    """The comparisons that files are made of, instead of files."""
    found: list = []
    monkeypatch.setattr(comparison, "render", lambda told, format: found.append(told) or format.encode())
    return found


def press(test: AppTest, format: Format) -> AppTest:
    """Ask for a file."""
    return widget(test, "button", f"paper_make_{format}").click().run()


def offered(test: AppTest) -> set[str]:
    """The keys of the buttons that give a file."""
    return {element.key for element in test.get("download_button")}


def test_nothing_is_made_before_it_is_asked_for_and_each_format_alone(demo: People, told: list):
    test = page(demo)
    assert (told, made(test), offered(test)) == ([], {}, set())
    press(test, Format.PDF)
    assert made(test) == {Format.PDF: b"pdf"}
    assert offered(test) == {"paper_get_pdf"}
    press(test, Format.PPTX)
    assert offered(test) == {"paper_get_pdf", "paper_get_pptx"}
    assert not test.exception


@pytest.mark.parametrize("show", ["gap", "change"])
def test_the_files_are_real_ones(demo: People, show: str):
    test = page(demo, regard="manager", show=show, lang="en")
    press(press(test, Format.PDF), Format.PPTX)
    assert len(pypdf.PdfReader(io.BytesIO(made(test)[Format.PDF])).pages) == 1
    assert len(pptx.Presentation(io.BytesIO(made(test)[Format.PPTX])).slides) == 1


def test_paper_tells_what_the_view_shows(demo: People, told: list):
    test = page(demo, level="item", regard="client", show="difference", order="F2", factors="F1,F3")
    press(test, Format.PDF)
    (found,) = told
    view = test.session_state["view"]
    assert isinstance(found, TeamComparison)
    assert (found.heatmap.column, found.heatmap.measure, found.about.unit) == ("client", "difference", "points")
    assert {found.model.factor_of[code].code for _, code in found.heatmap.places[1:]} == {"F1", "F3"}
    assert (found.part.rows, found.part.order) == (found.heatmap.order("F2"), "F2")
    assert found.about.filters.replace(NBSP, " ").startswith(f"Les {len(view.panel)} KAM")
    assert "F1 et F3" in found.about.filters
    assert "\\" not in found.about.filters
    assert found.about.fictitious is view.cohort.fictitious


def test_a_few_kams_from_near_by_are_told_too(demo: People, told: list):
    first = page(demo).session_state["view"]
    people = [kam.token for kam in first.panel.kams][:3]
    test = press(page(demo, mode="close", people=",".join(people)), Format.PPTX)
    (found,) = told
    assert isinstance(found, SideBySideComparison)
    assert [published.kam.token for published in found.side_by_side.people] == people
    assert not test.exception


def test_teams_as_rows_are_told_by_their_means(demo: People, told: list):
    test = AppTest.from_function(by_team, default_timeout=60)
    test.query_params.update(demo.link("RIVOIRE", "2026") | {"rows": "cohort", "order": "F1"})
    press(press(test.run(), Format.PDF), Format.PPTX)
    assert [type(found) for found in told] == [CohortComparison] * 2
    assert ([line.name for line in told[0].lines], told[0].order) == (["Nord", "Sud"], "F1")
    assert not test.exception


def by_team() -> None:
    """The same of two made-up halves of the cohort."""
    from kamescope.analysis.compare import means_of
    from kamescope.charts.heatmap_words import HeatmapLine
    from kamescope.i18n import words
    from kamescope.ui import data, state
    from kamescope.ui.team.compare import current_heatmap
    from kamescope.ui.team.paper import offer_papers
    from kamescope.ui.team.view import opened

    data.begin_run()
    view = opened(words(state.current().lang), "light", "percent")
    found, kams = current_heatmap(view), [kam.token for kam in view.panel.kams]
    halves = {"Nord": kams[::2], "Sud": kams[1::2]}
    lines = [
        HeatmapLine(name, name, len(half), *means_of(found, half, each_seen=True)) for name, half in halves.items()
    ]
    offer_papers(view, found, lines=lines)


def test_another_view_forgets_what_was_made(demo: People, told: list):
    test = press(page(demo), Format.PDF)
    assert offered(test) == {"paper_get_pdf"}
    test.query_params["regard"] = "client"
    test.run()
    assert (made(test), offered(test)) == ({}, set())


@pytest.mark.parametrize(
    ("fault", "code"), [(KamescopeError("report_not_laid_out"), "report_not_laid_out"), (OSError(), "report_failed")]
)
def test_a_file_that_cannot_be_made_is_said_so(
    demo: People, monkeypatch: pytest.MonkeyPatch, fault: Exception, code: str
):
    def fail(told: object, format: Format) -> bytes:
        raise fault

    monkeypatch.setattr(comparison, "render", fail)
    test = press(page(demo), Format.PDF)
    assert [warning.value for warning in test.warning] == [paper.plain(FRENCH.shown(KamescopeError(code)))]
    assert offered(test) == set()
    assert not test.exception

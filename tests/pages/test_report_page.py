"""Rapport: nothing before it is asked for, exactly what the view shows, and what becomes of each file."""

import datetime
import io
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from pathlib import Path

import pptx
import pytest
from streamlit.testing.v1 import AppTest

from kamescope.analysis.published import Level, Published
from kamescope.analysis.window import POOLED, level_cut, own_cut, place, window_gaps
from kamescope.errors import KamescopeError, RequestError
from kamescope.i18n import NBSP, words
from kamescope.model import ENVIRONMENT
from kamescope.records import Kam
from kamescope.reports.names import Format
from kamescope.reports.render import Job, attempt, render
from kamescope.reports.report_spec import ReportSpec, Section
from kamescope.reports.steps import Stage, Step, Tell, unheard
from kamescope.service import ImportRequest, Question, everything
from kamescope.service import results as results_of_one
from kamescope.service.viewer import Scope, Viewer
from kamescope.ui import data
from kamescope.ui.kam.view import KamView
from kamescope.ui.prepare.papers import PAPERS
from kamescope.ui.report import made as making
from kamescope.ui.report import order, sample
from kamescope.ui.report.inside import inside
from kamescope.ui.report.made import KEY, MadeReports, make_many
from kamescope.ui.report.plans import with_plans
from tests.ingest.files import as_csv
from tests.pages import databases
from tests.pages.app import faults, opened, shown, turned, widget
from tests.pages.databases import People, sheet
from tests.pages.signed_in import audited, grant, say_settings, seen_by, user
from tests.pairs import pairs
from tests.plans import priority
from tests.support import kamescope_model, martin

FRENCH, ENGLISH = words("fr"), words("en")
DOT = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360000002000001e221bc33"
    "0000000049454e44ae426082"
)
"""A picture of one pixel."""


@dataclass
class Press:
    """Who asked for what: files are made of a few letters, and for some KAMs not at all."""

    specs: list[ReportSpec] = field(default_factory=list)
    sampled: list[ReportSpec] = field(default_factory=list)
    failing: set[str] = field(default_factory=set)
    closed: int = 0

    def render(self, spec: ReportSpec, format: Format, tell: Tell = unheard) -> bytes:
        """A file that says whose it is."""
        self.specs.append(spec)
        tell(Step(Stage.CHARTS, 2, 3))
        if spec.published.kam.name in self.failing:
            raise KamescopeError("report_not_laid_out")
        return f"{spec.published.kam.name} {format}".encode()

    def press(self, jobs: Iterator[Job]) -> Iterator:
        """One after the other; remembers that it was closed."""
        try:
            yield from map(attempt, jobs)
        finally:
            self.closed += 1


@pytest.fixture
def press(monkeypatch: pytest.MonkeyPatch) -> Press:
    """No file is really made, no page really drawn."""
    found = Press()
    monkeypatch.setattr("kamescope.reports.render.render", found.render)
    monkeypatch.setattr(making, "worker_pool", found.press)
    monkeypatch.setattr("kamescope.ui.report.result.report_pages", lambda spec, ppi: [DOT, DOT])
    monkeypatch.setattr("kamescope.ui.report.result.handout_pages", lambda spec, ppi: [DOT, DOT])
    monkeypatch.setattr(sample, "PAUSE", 0)
    monkeypatch.setattr(sample, "first_pages", lambda spec, ppi: found.sampled.append(spec) or [DOT, DOT])
    monkeypatch.setattr(sample, "handout_pages", lambda spec, ppi: found.sampled.append(spec) or [DOT])
    return found


def page(people: People, name: str = "RIVOIRE", /, **query: str) -> AppTest:
    """The page about somebody in the campaign of nine."""
    return opened("report", **people.link(name, "" if name == "MARTIN" else "2026"), **query)


def choose(test: AppTest, kind: str, key: str, value: object) -> AppTest:
    """The page after a choice."""
    widget(test, kind, f"report_{key}").set_value(value)
    return test.run()


def go(test: AppTest) -> AppTest:
    """The page after the one button."""
    widget(test, "button", "report_go").click()
    test.run()
    assert faults(test) == []
    return test


def whole(test: AppTest) -> AppTest:
    """The page with the whole campaign chosen."""
    return choose(test, "radio", "whom", "all")


def made(test: AppTest) -> MadeReports | None:
    """What the session keeps."""
    return test.session_state.get(KEY, None)


def offered(test: AppTest) -> list[str]:
    """The names of the files that can be downloaded."""
    return [FRENCH("report_page.download")] if test.get("download_button") else []


def names(content: bytes) -> dict[str, bytes]:
    """What a zip holds."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return {name: parts.read(name) for name in parts.namelist()}


# Before anything is asked for


def test_nothing_is_made_before_it_is_asked_for(demo: People, press: Press) -> None:
    test = page(demo)
    for kind, key, value in (("radio", "whom", "all"), ("radio", "format", Format.XLSX), ("radio", "whom", "one")):
        test = choose(test, kind, key, value)
    assert press.specs == []
    assert made(test) is None
    assert not offered(test)
    assert test.query_params == demo.link("RIVOIRE", "2026"), "choices are nobody else's business"


def test_the_page_says_what_the_file_will_hold(demo: People) -> None:
    text = shown(page(demo, n="5"))
    for part in (*(FRENCH(f"report.{name}") for name in ("summary", "details", "rules")), "Top 5 +", "Top 5 −"):
        assert f"1. {part}" in text
    assert FRENCH("report_page.always") in text


def test_the_page_says_what_it_takes_from_the_view(demo: People) -> None:
    plain = shown(page(demo))
    assert FRENCH("report_page.taken_over", view=FRENCH("filter.none")) in plain
    query = {"factors": "F1,F2", "n": "3", "unit": "points", "level": "item", "cut": "value", "percent": "70"}
    text = shown(page(demo, **query, environment="client"))
    window = FRENCH("report_page.window", level="items", cut=f"70{NBSP}%", others="clients")
    said = [FRENCH("filter.part_factors", factors="F1 et F2"), FRENCH("report_page.lists", 3), window]
    for sentence in (*said, FRENCH("report_page.unit_points")):
        assert sentence in text
        assert sentence not in plain


@pytest.mark.deep
def test_a_campaign_says_how_many_of_its_kams_are_made_up(own_demo: People) -> None:
    assert widget(page(own_demo), "radio", "report_whom").proto.captions[2] == f"9{NBSP}KAM, tous fictifs"
    arrives("R. REAL")
    captions = widget(page(own_demo), "radio", "report_whom").proto.captions
    assert captions[2] == f"10{NBSP}KAM, dont 9 fictifs"


def arrives(name: str) -> None:
    """A real KAM's questionnaires are imported into the campaign of nine, while the app is open."""
    rows = sheet(kamescope_model(), name, [("self", 1), ("manager", 1)], campaign="Printemps 2026")
    request = ImportRequest(default_model=kamescope_model())
    report = everything(data.store()).import_file(f"{name}.csv", as_csv(rows), request)
    assert report.status == "imported", report.issues


def test_the_only_kam_of_a_campaign_is_not_asked_for_whom(demo: People, press: Press) -> None:
    test = page(demo, "MARTIN")
    assert FRENCH("report_page.lone") in shown(test)
    assert "report_whom" not in {radio.key for radio in test.radio}
    go(test)
    assert [spec.published.kam.name for spec in press.specs] == ["M. MARTIN"]


@pytest.mark.parametrize(
    ("kind", "key", "missing"), [("multiselect", "kams", "nobody"), ("button_group", "sections_pdf", "nothing")]
)
def test_nobody_or_nothing_chosen_cannot_be_made(demo: People, kind: str, key: str, missing: str) -> None:
    test = choose(page(demo), "radio", "whom", "several")
    if key == "kams":
        key = f"kams_{demo.find('RIVOIRE', '2026').campaign.token}"
    test = choose(test, kind, key, [])
    assert widget(test, "button", "report_go").disabled
    assert FRENCH(f"report_page.{missing}") in shown(test)


# A sample of it


def samples(test: AppTest) -> list[str]:
    """What is said of the small pictures."""
    return [told for told in alternatives(test) if told.startswith(("Aperçu", "Croquis"))]


def test_the_first_pages_are_seen_before_anything_is_made(demo: People, press: Press) -> None:
    test = page(demo, factors="F1,F2,F3")
    assert samples(test) == [FRENCH("report_page.sample_page", at=at) for at in (1, 2)]
    assert FRENCH("report_page.sample_pdf", part=FRENCH("report.summary")) in shown(test)
    (spec,) = press.sampled
    assert (spec.published.kam.name, spec.codes) == ("É. RIVOIRE", ("F1", "F2", "F3"))
    assert press.specs == []
    test.run()
    assert len(press.sampled) == 1, "drawn once for the same choices"
    choose(test, "button_group", "sections_pdf", [Section.WINDOW])
    assert press.sampled[-1].render_options.sections == (Section.WINDOW,)
    choose(test, "radio", "format", Format.HANDOUT)
    assert samples(test) == [FRENCH("report_page.sample_page", at=1)]
    go(test)
    assert samples(test) == [], "the file itself is seen"


def test_of_several_one_is_an_example(demo: People, press: Press) -> None:
    test = whole(page(demo, "TRAN"))
    assert press.sampled[-1].published.kam.name == "Y. TRAN"
    assert FRENCH("report_page.sample_of", kam=f"Y.{NBSP}TRAN") in shown(test)


@pytest.mark.parametrize(("format", "told"), [(Format.PPTX, 4), (Format.XLSX, 1)])
def test_what_only_office_shows_is_sketched_without_a_figure(demo: People, press: Press, format: Format, told: int):
    test = choose(page(demo), "radio", "format", format)
    assert len(samples(test)) == told
    assert len(press.sampled) == 1, "the report's, which was chosen at first"


def test_nothing_is_drawn_where_nobody_or_nothing_is_chosen(demo: People, press: Press) -> None:
    test = choose(page(demo), "button_group", "sections_pdf", [])
    assert samples(test) == []
    assert len(press.sampled) == 1


@pytest.mark.deep
def test_no_sample_outlives_the_data_that_it_tells(own_demo: People, press: Press) -> None:
    test = page(own_demo)
    before = test.session_state[sample.KEY].order.data_version
    arrives("N. NEW")
    test.run()
    assert len(press.sampled) == 2
    assert test.session_state[sample.KEY].order.data_version > before


def test_a_sample_that_cannot_be_drawn_spoils_nothing(demo: People, press: Press, monkeypatch) -> None:
    def refuse(spec: ReportSpec, ppi: int) -> list[bytes]:
        raise KamescopeError("report_not_laid_out")

    monkeypatch.setattr(sample, "PAUSE", 0)
    monkeypatch.setattr(sample, "first_pages", refuse)
    test = page(demo)
    assert faults(test) == []
    assert samples(test) == []
    assert offered(go(test))


def test_a_click_ends_the_wait_for_a_sample(monkeypatch: pytest.MonkeyPatch) -> None:
    class Clicked:
        def get(self, key: str) -> None:
            raise Left

    drawing: Future = Future()
    monkeypatch.setattr(sample.st, "session_state", Clicked())
    with pytest.raises(Left):
        sample._waited(drawing)
    assert drawing.cancelled()


# What is made


def test_the_file_tells_the_view(demo: People, press: Press) -> None:
    go(page(demo, groups="self,client", factors="F3,F1", n="4", unit="points"))
    (spec,) = press.specs
    assert spec.published.cells == results(demo, "RIVOIRE").cells
    assert (spec.groups, spec.codes) == (("self", "client"), ("F1", "F3"))
    assert (spec.listed.n, spec.listed.unit) == (4, "points")
    assert spec.render_options.sections == tuple(Section)
    assert spec.render_options.language == "fr"


def results(people: People, name: str, where: str | None = None) -> Published:
    """What the service publishes of a KAM."""
    link = people.link(name, "2026")
    return everything(data.store()).results(Question(link["campaign"], link["kam"], where))


@pytest.mark.sample(4)
@pytest.mark.parametrize(
    ("others", "level", "cut"),
    pairs([ENVIRONMENT, "client", POOLED], [Level.FACTOR, Level.ITEM], ["own", "midpoint", "value", "cohort"]),
)
def test_the_window_is_the_screen_s(demo: People, press: Press, cut: str, level: Level, others: str) -> None:
    go(page(demo, level=level, cut=cut, percent="73", environment=others, factors="F1,F2,F3"))
    gaps = window_gaps(results(demo, "RIVOIRE"), level, others, ["F1", "F2", "F3"])
    asked = Question(**demo.link("RIVOIRE", "2026"))
    cuts = {
        "own": own_cut(gaps),
        "midpoint": level_cut(60),
        "value": level_cut(73),
        "cohort": everything(data.store()).cohort_cut(asked, level, others),
    }
    (spec,) = press.specs
    assert spec.window == place(gaps, level, cuts[cut])
    assert spec.cut == cut
    assert spec.environment == others


def test_the_cohort_of_a_campaign_is_counted_once(demo: People, press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    asked, count = [], results_of_one.team_results
    monkeypatch.setattr(results_of_one, "team_results", lambda *given: asked.append(given) or count(*given))
    go(whole(page(demo, cut="cohort", level="sub_factor", environment="manager")))
    assert len(press.specs) == 9
    assert len({spec.window.cut for spec in press.specs}) == len(asked)
    assert len(asked) <= 2, "once by environment, which some KAMs do not have"


def test_a_segment_is_left_out_where_it_may_not_act(demo: People, press: Press) -> None:
    whole_page = page(demo)
    options = widget(whole_page, "selectbox", "view_segment")
    test = whole(options.select_index(options.options.index("Industrie")).run())
    assert FRENCH("report_page.where_it_may") in shown(test)
    go(test)
    where = {spec.published.kam.name: spec.published.where for spec in press.specs}
    assert where["É. RIVOIRE"] == "Industrie"
    assert where["F. OSTERMANN"] is None
    mine = next(spec.published for spec in press.specs if "RIVOIRE" in spec.published.kam.name)
    assert mine.cells == results(demo, "RIVOIRE", "Industrie").cells


def test_language_and_parts_are_chosen_apart_from_the_page(demo: People, press: Press) -> None:
    test = choose(page(demo), "button_group", "language_fr", "en")
    test = choose(test, "button_group", "sections_pdf", [Section.FACTORS, Section.SUMMARY])
    go(test)
    (spec,) = press.specs
    assert spec.render_options.language == "en"
    assert spec.render_options.sections == (Section.SUMMARY, Section.FACTORS), "in the report's own order"
    assert made(test).name.startswith("report_")
    assert go(page(demo, lang="en")).session_state[KEY].order.choices.language == "en", "at first the page's own"


@pytest.mark.parametrize("format", [format for format in Format if format is not Format.GUIDE])
def test_one_file_is_offered_with_its_name_and_size(demo: People, press: Press, format: Format, monkeypatch) -> None:
    monkeypatch.setattr("kamescope.ui.report.result.inside", lambda format, content: ["Un", "Deux"])
    test = go(choose(page(demo), "radio", "format", format))
    assert offered(test)
    kind = "fiche" if format is Format.HANDOUT else "rapport"
    assert made(test).name == f"{kind}_printemps-2026_e-rivoire_novalis-demo-fictif.{format.ending}"
    assert made(test).content == f"É. RIVOIRE {format}".encode()
    text = shown(test)
    assert made(test).name in text
    assert FRENCH("report_page.kilobytes", size=1) in text
    if format.is_pdf:
        assert alternatives(test) == [
            FRENCH("report_page.page", kam="É. RIVOIRE", page=number, pages=2) for number in (1, 2)
        ]
    else:
        assert FRENCH(f"report_page.inside_{format}", 2).strip("*") in text
        assert "1. Deux" in text


def alternatives(test: AppTest) -> list[str]:
    """The text alternatives of the pictures."""
    return [image.alt for found in test.main.get("image") for image in found.proto.imgs]


def test_a_handout_tells_the_plans_and_that_one_was_read_is_written(
    own_demo: People, press: Press, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    say_settings(monkeypatch, tmp_path, more='shared = "at_once"')
    for campaign, code in (("2025", "F12"), ("2026", "F10")):
        about = own_demo.find("OSTERMANN", campaign)
        everything(data.store()).write_plan(about.campaign.token, about.kam.token, priority(code))
    grant("coach", "ana@example.com", kam=about.kam.id)
    test = seen_by(user("ana@example.com"), "report", **own_demo.link("OSTERMANN", "2026"))
    assert audited("read_plan") == [], "the other formats tell nothing of it"
    go(choose(test, "radio", "format", Format.HANDOUT))
    (spec,) = press.specs
    assert [each.basis.code for each in spec.plan] == ["F10"]
    assert [each.title.code for each in spec.reviewed.worked] == ["F12"]
    assert len(audited("read_plan")) == 1
    assert with_plans in [paper.filled for paper in PAPERS], "the coach's papers have the same"


def test_a_file_that_cannot_be_made_says_why(demo: People, press: Press) -> None:
    press.failing = {"É. RIVOIRE"}
    test = go(page(demo))
    assert not offered(test)
    assert FRENCH("error.report_not_laid_out") in shown(test)


# A former file is not the new one


@pytest.mark.deep
def test_a_file_of_other_choices_stays_within_reach_and_says_that_it_is(demo: People, press: Press) -> None:
    test = go(page(demo))
    first = made(test)
    changes = [
        lambda: choose(test, "radio", "format", Format.PPTX),
        lambda: choose(test, "button_group", "language_fr", "en"),
        lambda: choose(test, "button_group", "sections_pdf", [Section.TOP]),
        lambda: view(test, "pills", "groups", ["self"]),
        lambda: view(test, "selectbox", "kam", demo.find("TRAN").kam.token),
    ]
    for change in changes:
        assert FRENCH("report_page.former_choices") not in shown(test)
        change()
        assert faults(test) == []
        assert offered(test)
        text = shown(test)
        assert FRENCH("report_page.former_choices") in text
        assert made(test).name in text
        assert "É. RIVOIRE · Printemps 2026 · Rapport (PDF) · Français" in text, "of whom and what it is"
        assert FRENCH("report_page.contents") in text, "what is chosen now is there as well"
        assert page_pictures(test) == []
        test = go(page(demo))
        assert offered(test)
    assert first.content == made(test).content
    choose(test, "radio", "format", Format.XLSX)
    choose(test, "radio", "format", Format.PDF)
    assert page_pictures(test), "the very same choices again"
    assert len(press.specs) == 6


def test_the_next_file_takes_the_place_of_the_one_before(demo: People, press: Press) -> None:
    test = go(choose(go(page(demo)), "radio", "format", Format.HANDOUT))
    assert made(test).name.startswith("fiche_")
    assert "rapport_" not in shown(test)


def test_a_file_says_what_it_is_about_and_when_it_was_made(demo: People, press: Press) -> None:
    test = choose(page(demo, factors="F1,F2"), "button_group", "sections_pdf", [Section.TOP, Section.SUMMARY])
    text = shown(go(test))
    assert "É. RIVOIRE · Printemps 2026 · Rapport (PDF) · Français · L’essentiel, Top 10 +" in text
    assert FRENCH("filter.active", filters=FRENCH("filter.part_factors", factors="F1 et F2")) in text
    at = made(test).made_at
    when = FRENCH("import.journal.when", date=FRENCH.date(at.date()), time=FRENCH.time(at))
    assert FRENCH("report_page.made_at", when=when) in text


def test_several_say_the_filters_that_act_on_any_of_them(demo: People, press: Press) -> None:
    options = widget(page(demo), "selectbox", "view_segment")
    test = choose(options.select_index(options.options.index("Industrie")).run(), "radio", "whom", "several")
    campaign = demo.find("RIVOIRE", "2026").campaign.token
    tokens = [demo.find(name, "2026").kam.token for name in ("OSTERMANN", "RIVOIRE")]
    go(choose(test, "multiselect", f"kams_{campaign}", tokens))
    acting = [spec.published.where for spec in press.specs]
    assert set(acting) == {None, "Industrie"}
    choose(test, "radio", "format", Format.XLSX)
    [told] = [entry.value for entry in test.main.markdown if "préparé le" in entry.value]
    assert "Industrie" in told


def page_pictures(test: AppTest) -> list[str]:
    """What is said of the pages of a file that was made."""
    return [told for told in alternatives(test) if told.startswith("Rapport de")]


def test_a_file_is_for_whom_it_was_made_alone(demo: People, press: Press) -> None:
    test = go(page(demo))
    kept = made(test)
    assert made(page(demo)) is None, "another session has nothing of it"
    other = Viewer(Scope(frozenset({demo.find("TRAN").kam.token})))
    test.session_state[KEY] = replace(kept, order=replace(kept.order, viewer=other))
    test.run()
    assert not offered(test)
    assert kept.name not in shown(test)
    assert made(test) is None


def test_a_file_is_not_given_on_a_page_that_is_older_than_the_data(own_demo: People, press: Press) -> None:
    kept = made(go(page(own_demo)))
    current = kept.order.data_version
    assert kept.given(lambda: current) == kept.content
    with pytest.raises(KamescopeError, match="report_outdated"):
        kept.given(lambda: current + 1)


def view(test: AppTest, kind: str, key: str, value: object) -> AppTest:
    """The page after a choice in the sidebar."""
    widget(test, "button_group" if kind == "pills" else kind, f"view_{key}").set_value(value)
    return test.run()


def outdated(name: str) -> str:
    """What is said of a file of other data."""
    return FRENCH("report_page.former_data", file=name.replace("_", r"\_").replace("-", r"\-").replace(".", r"\."))


@pytest.mark.deep
def test_a_file_of_other_data_is_not_offered(own_demo: People, press: Press) -> None:
    test = go(page(own_demo))
    name = made(test).name
    arrives("N. NEW")
    test.run()
    assert [found.value for found in test.main.warning] == [outdated(name)]
    assert not offered(test)
    assert not (made(test).content or made(test).pages or made(test).spec), "nothing of it is kept"
    assert outdated(name) in [found.value for found in test.run().main.warning]


def test_a_filter_that_may_not_act_here_makes_another_file_of_the_campaign(demo: People, press: Press) -> None:
    options = widget(page(demo), "selectbox", "view_segment")
    link = options.select_index(options.options.index("Industrie")).run().query_params
    test = go(whole(opened("report", **link)))
    orders = [made(test).order]
    test = go(whole(opened("report", **(link | {"kam": demo.find("OSTERMANN").kam.token}))))
    orders.append(made(test).order)
    assert orders[0].choices.kams == orders[1].choices.kams
    assert orders[0] != orders[1]
    assert {spec.published.where for spec in press.specs[9:]} == {None}


def test_what_the_page_shows_alone_makes_no_other_file(demo: People, press: Press) -> None:
    test = go(page(demo))
    view(test, "segmented_control", "lang", "en")
    choose(test, "button_group", "language_en", "fr")
    turned(test, "factor")
    turned(test, "report")
    assert test.get("download_button"), "the same document, whatever the page's own language or another page"
    assert len(press.specs) == 1


# Several


def test_a_campaign_is_one_zip_and_one_failure_stops_nobody(demo: People, press: Press) -> None:
    press.failing = {"F. OSTERMANN"}
    test = go(whole(page(demo)))
    result = made(test)
    assert result.name == "rapport_printemps-2026_pdf.zip"
    found = names(result.content)
    assert len(found) == 8
    assert found["rapport_printemps-2026_y-tran_novalis-demo-fictif.pdf"] == b"Y. TRAN pdf"
    text = shown(test)
    assert FRENCH("report_page.made", 8) + ", " + FRENCH("report_page.not_made", 1) in text
    reason = FRENCH("report_page.failed", kam=f"F.{NBSP}OSTERMANN", reason=FRENCH("error.report_not_laid_out"))
    assert reason in text
    assert all(name in text for name in found)
    assert not alternatives(test), "pages are drawn for one KAM alone"
    assert press.closed == 1


def test_the_same_campaign_gives_the_same_zip(demo: People, press: Press) -> None:
    assert made(go(whole(page(demo)))).content == made(go(whole(page(demo)))).content


def test_where_everything_fails_there_is_nothing_to_download(demo: People, press: Press) -> None:
    press.failing = {entry.kam.name for entry in demo.entries}
    test = go(whole(page(demo)))
    assert not offered(test)
    assert shown(test).count(FRENCH("error.report_not_laid_out")) == 9


@pytest.fixture
def gone(demo: People, monkeypatch: pytest.MonkeyPatch) -> Kam:
    """Somebody whom another session takes away as soon as their report is asked for."""
    kam, read = demo.find("TRAN", "2026").kam, order.view_of

    def view_of(view: KamView, token: str) -> KamView:
        if token == kam.token:
            raise RequestError("link_unknown")
        return read(view, token)

    monkeypatch.setattr(making, "view_of", view_of)
    return kam


def test_a_kam_who_cannot_be_read_stops_nobody(demo: People, press: Press, gone: Kam) -> None:
    test = go(whole(page(demo)))
    assert len(names(made(test).content)) == 8
    assert [line.kam for line in made(test).failed] == [gone]
    assert FRENCH("error.link_unknown") in shown(test)


def test_one_kam_who_cannot_be_read_is_told_as_well(demo: People, press: Press, gone: Kam) -> None:
    test = go(page(demo, "TRAN"))
    assert not offered(test)
    assert FRENCH("error.link_unknown") in shown(test)


def test_several_are_those_chosen(demo: People, press: Press) -> None:
    test = choose(page(demo), "radio", "whom", "several")
    campaign = demo.find("RIVOIRE", "2026").campaign.token
    assert widget(test, "multiselect", f"report_kams_{campaign}").value == [demo.find("RIVOIRE").kam.token]
    tokens = [demo.find(name, "2026").kam.token for name in ("TRAN", "RIVOIRE")]
    go(choose(test, "multiselect", f"kams_{campaign}", tokens))
    assert [spec.published.kam.name for spec in press.specs] == ["É. RIVOIRE", "Y. TRAN"]
    assert len(names(made(test).content)) == 2


@pytest.mark.deep
def test_two_people_of_one_name_have_two_files(tmp_path: Path, use: Callable, press: Press) -> None:
    model = kamescope_model()
    sheets = [sheet(model, name, [("self", 1)]) for name in ("ZOÉ", "ZOÉ.")]
    people = databases.filled(tmp_path / "x.duckdb", *((model, rows) for rows in sheets))
    use(people.path)
    test = go(whole(opened("report")))
    found = names(made(test).content)
    assert len(found) == 2
    assert all(any(entry.kam.token in name for name in found) for entry in people.entries)


class Left(BaseException):
    """What ends a script on its way."""


def test_a_script_that_is_stopped_ends_the_work(demo: People, press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def caught(view, order, tell) -> MadeReports:
        def stop(line) -> None:
            asked.append(line)
            raise Left

        with pytest.raises(Left):
            make_many(view, order, stop)
        return MadeReports(order, (), "", datetime.datetime.min)

    monkeypatch.setattr("kamescope.ui.report.rendering.make_many", caught)
    go(whole(page(demo)))
    assert len(asked) == len(press.specs) == 1
    assert press.closed == 1


def test_after_a_stop_the_page_says_that_nothing_was_kept(demo: People, press: Press) -> None:
    test = page(demo)
    test.session_state["report_stopped"] = True
    test.run()
    assert FRENCH("report_page.stopped") in [info.value for info in test.main.info]
    test.run()
    assert FRENCH("report_page.stopped") not in [info.value for info in test.main.info]


# The real thing


def test_a_real_report_is_made_and_its_pages_are_shown(demo: People) -> None:
    test = go(choose(page(demo, "MARTIN", factors="F1"), "button_group", "sections_pdf", [Section.RESULTS]))
    assert made(test).content.startswith(b"%PDF")
    pages = len(made(test).pages)
    assert pages == 3, "cover, results, rules"
    assert len(alternatives(test)) == pages
    assert FRENCH("report_page.pages", pages) in shown(test)


def test_a_workbook_offers_the_parts_that_it_has_and_lists_its_sheets(other: People) -> None:
    test = opened("report", **other.link("PARTLY"))
    choose(test, "radio", "format", Format.XLSX)
    parts = widget(test, "button_group", "report_sections_xlsx")
    assert Section.SUMMARY not in parts.value
    assert Section.RESULTS in parts.value
    go(test)
    text = shown(test)
    assert FRENCH("workbook.sheet_results") in text
    assert FRENCH("report_page.inside_xlsx", 6).strip("*") in text


@pytest.mark.deep
def test_the_slides_listed_are_those_of_the_deck() -> None:
    content = render(ReportSpec(martin()), Format.PPTX)
    slides = pptx.Presentation(io.BytesIO(content)).slides
    assert inside(Format.PPTX, content) == [slide.shapes.title.text_frame.text for slide in slides]
    assert inside(Format.PDF, b"%PDF") == []

"""What attacks on the reports have found: each of these once told, spoilt or broke something."""

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
import vl_convert

from kamescope.analysis.published import Level
from kamescope.analysis.window import own_cut, window_gaps
from kamescope.cli.whole import write_whole
from kamescope.errors import ModelError, RequestError
from kamescope.model import Model
from kamescope.model_file import model_from_data
from kamescope.reports.cells import holdable
from kamescope.reports.names import Format, report_name
from kamescope.reports.pdf import report_pdf
from kamescope.reports.render import Job, attempt
from kamescope.reports.report_spec import Listed, ReportSpec, Section
from kamescope.service import open_store
from tests import test_cli, test_cli_report
from tests.reports.pages import faults
from tests.reports.specs import EDITION, answered
from tests.service.sheets import loaded, several
from tests.support import martin, publish
from tests.test_cli import MARTIN, Run

run, martin_db, specs = test_cli.run, test_cli.martin_db, test_cli_report.specs

BEST = replace(EDITION, sections=(Section.TOP,))
DRAWN = replace(EDITION, sections=(Section.RESULTS, Section.FACTORS))
STATEMENT = "Prend le temps de comprendre ce que son interlocuteur attend, et le redit avec ses propres mots. "


def small(groups: int = 1, parts: int = 2, **texts: str) -> Model:
    """Three factors of two sub-factors; `texts` replaces the names of all groups, factors, sub-factors or items."""

    def sub_factor(code: str) -> dict:
        items = [{"code": f"Q{code}{place}", "text": texts.get("item", "Énoncé")} for place in range(parts)]
        return {"code": f"S{code}", "name": texts.get("sub_factor", "Partie"), "items": items}

    data = {
        "code": "small",
        "name": "Modèle",
        "scale": {"min": 1, "max": 5},
        "groups": [
            {"code": "self", "name": "Auto-évaluation"},
            *({"code": f"g{place}", "name": texts.get("group", f"Groupe {place}")} for place in range(groups)),
        ],
        "factors": [
            {"code": f"F{place}", "name": texts.get("factor", "Facteur"),
             "sub_factors": [sub_factor(f"{place}{side}") for side in "ab"]}
            for place in range(3)
        ],
    }  # fmt: skip
    return model_from_data(data, "small.toml")


def told(model: Model, **how: object) -> ReportSpec:
    """Everybody's answers under a model, as a report."""
    return ReportSpec(publish(model, answered(model)), **{"render_options": BEST} | how)


# What another person's report may tell


@pytest.mark.deep
def test_a_report_cut_at_the_mean_of_few_does_not_give_the_others_away(run: Run, tmp_path: Path, specs):
    database = tmp_path / "two.duckdb"
    store = open_store(database)
    loaded(store, [sheet for seed, kam in enumerate(("Ada", "Bob")) for group, count in (("self", 1), ("manager", 2))
                   for sheet in several(group, count, seed=seed, kam=kam)])  # fmt: skip
    store.close()
    assert run("report", "--all", "--cut", "own", "--out", tmp_path / "files", db=database).code == 0
    ada, bob = (spec.window.cut for spec in specs)
    specs.clear()
    run("report", "--kam", "Ada", "--cut", "cohort", "--out", tmp_path / "ada.pdf", db=database)
    assert own_cut(window_gaps(specs[0].published, Level.FACTOR)) == ada
    shown = specs[0].window.cut
    assert shown is None or 2 * shown.self_percent - ada.self_percent != pytest.approx(bob.self_percent)


# What a model may contain


@pytest.mark.parametrize("part", ["group", "factor", "sub_factor"])
def test_no_character_that_ends_the_chart_engine_reaches_it(monkeypatch, part: str):
    """It panics over a bell and takes the whole process along, the application's too."""
    drawn, real = [], vl_convert.vegalite_to_svg

    def recorded(spec: dict) -> str:
        drawn.append(str(spec).replace("\\x07", "\x07"))
        return real({"mark": "point", "data": {"values": []}})

    monkeypatch.setattr(vl_convert, "vegalite_to_svg", recorded)
    try:
        model = small(**{part: "a\x07b"})
    except ModelError:
        return
    report_pdf(told(model, render_options=DRAWN))
    assert drawn
    assert all(spec == holdable(spec) for spec in drawn)


@pytest.mark.parametrize("part", ["group", "factor", "sub_factor", "item"])
@pytest.mark.parametrize("format", [Format.PDF, Format.PPTX])
def test_a_text_of_two_lines_is_told_or_refused_when_the_model_is_read(format: Format, part: str):
    try:
        model = small(**{part: "Un\nDeux"})
    except ModelError:
        return
    done = attempt(Job(told(model, render_options=replace(EDITION, sections=(Section.TOP, Section.RESULTS))), format))
    assert done.problem is None


# What a page holds


def test_a_hundred_percent_stands_beside_its_statement():
    assert faults(report_pdf(ReportSpec(martin(), BEST, Listed(unit="percent", n=3)))) == []


@pytest.mark.parametrize("groups", [2, 5])
def test_lists_of_long_statements_stay_on_the_page(groups: int):
    assert faults(report_pdf(told(small(groups, item=(STATEMENT * 3)[:250])))) == []


def test_a_word_of_sixty_letters_stays_on_the_page():
    model = small(factor="Donaudampfschifffahrtsgesellschaft" + "en" * 13)
    render_options = replace(EDITION, sections=(Section.SUMMARY, Section.WINDOW))
    assert faults(report_pdf(told(model, render_options=render_options))) == []


# Several at a time


def test_reports_of_two_sessions_are_made_at_the_same_time():
    """One application serves them all from threads of one process."""
    alone = replace(EDITION, sections=())
    jobs = [Job(ReportSpec(martin(), replace(alone, data_version=version)), Format.PDF) for version in range(12)]
    with ThreadPoolExecutor(4) as threads:
        assert [done.problem for done in threads.map(attempt, jobs)] == [None] * len(jobs)


# Where a file is written


def test_a_name_too_long_for_the_file_system_is_said_to_be_so(run: Run, martin_db: Path, tmp_path: Path, specs):
    ran = run("--json", "report", *MARTIN, "--out", tmp_path / f"{'a' * 300}.pdf", db=martin_db)
    assert ran.code == 2
    assert ran.json["error"]["code"] == "file_not_written"


def test_the_database_is_not_taken_for_the_place_of_a_report(run: Run, martin_db: Path, tmp_path: Path, specs):
    database = tmp_path / "mine.duckdb"
    database.write_bytes(martin_db.read_bytes())
    ran = run("report", *MARTIN, "--out", database, db=database)
    assert ran.code == 2
    assert database.read_bytes() == martin_db.read_bytes()


def test_what_is_no_plain_file_is_not_replaced(tmp_path: Path):
    """A pipe here; for an administrator it would be `/dev/null`."""
    place = tmp_path / "pipe"
    os.mkfifo(place)
    with pytest.raises(RequestError, match="file_not_written"):
        write_whole(place, b"report")
    assert place.is_fifo()


def test_a_link_laid_where_a_file_is_prepared_leads_nowhere(tmp_path: Path):
    victim = tmp_path / "victim"
    victim.write_bytes(b"kept")
    (tmp_path / f".kamescope-{os.getpid()}.part").symlink_to(victim)
    write_whole(tmp_path / "report.pdf", b"report")
    assert victim.read_bytes() == b"kept"
    assert not (tmp_path / "report.pdf").is_symlink()


def test_two_campaigns_whose_long_names_begin_alike_have_files_of_two_names():
    """In one folder the second would take the place of the first."""
    name = "Évaluation à 360 degrés des grands comptes, vague"
    named = [replace(martin().campaign, name=f"{name} {wave}") for wave in "12"]
    one, other = (ReportSpec(replace(martin(), campaign=campaign)) for campaign in named)
    assert report_name(one, Format.PDF) != report_name(other, Format.PDF)

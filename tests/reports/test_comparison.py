"""A comparison on one page and on one slide: every figure, nothing masked, nothing off the page, whatever it is of."""

import io
import math
import re
from dataclasses import replace
from itertools import pairwise

import pypdfium2
import pytest
from hypothesis import given, settings
from pptx import Presentation

from kamescope.analysis.compare import WITHIN, Measure, means_of
from kamescope.analysis.gaps import thresholds
from kamescope.analysis.published import Level
from kamescope.charts.heat import tints
from kamescope.charts.heatmap_words import HeatmapLine, value_text
from kamescope.charts.theme import LIGHT
from kamescope.i18n import words
from kamescope.model import ENVIRONMENT, OVERALL, SELF
from kamescope.records import Kam
from kamescope.reports.comparison import render
from kamescope.reports.comparison.comparison_spec import CohortComparison, TeamComparison
from kamescope.reports.comparison.fit import lines
from kamescope.reports.comparison.pdf import NOTE
from kamescope.reports.names import Format, comparison_name
from tests.reports.comparisons import (
    CASES,
    ENGLISH,
    FRENCH,
    HOSTILE,
    about,
    close,
    deck,
    faults,
    overflow,
    page,
    rows,
    slides,
    team,
    whole,
)
from tests.reports.pages import plain, reader, tags, texts, unspaced
from tests.reports.specs import LONG
from tests.strategies import Case
from tests.support import Questionnaire, kamescope_model, other_model, panel_of
from tests.test_compare import retold, teams
from tests.test_panel import panel

FR = words("fr")
CLOSE = [name for name in CASES if "near by" in name]
TEAMS = [name for name in CASES if name not in CLOSE]
WHOLE = [name for name in TEAMS if not name.startswith("40")]
"""Those that all codes find room in, on paper and on the slide."""


def said(comparison: TeamComparison, row: int, at: int) -> str:
    """A figure worked out from the KAM's own results, written as the page should."""
    found, (level, code) = comparison.heatmap, comparison.heatmap.places[at]
    published, say = found.panel[row], comparison.about.say
    cell = published.cell(level, code, found.column)
    points = comparison.about.unit == "points"
    if not cell.is_published:
        return say("masked" if cell.status == "masked" else "no_data")
    if found.measure is Measure.GAP and found.column == SELF:
        others = published.cell(level, code, ENVIRONMENT)
        missing = say("masked" if others.status == "masked" else "no_data")
        return sized(comparison, cell.score - others.score) if others.is_published else missing
    if found.measure is Measure.GAP:
        own = published.cell(level, code, "self")
        return sized(comparison, own.score - cell.score) if own.is_published else say("no_data")
    if found.measure is Measure.DIFFERENCE:
        return sized(comparison, cell.score - found.means[at])
    return say.number(cell.score, 2) if points else say.number(cell.percent)


def sized(comparison: TeamComparison, value: float) -> str:
    """A difference in the comparison's unit; of a hundred with a decimal where a whole one would mislead."""
    say, scale = comparison.about.say, comparison.model.scale
    if comparison.about.unit == "points":
        return say.signed(value)
    share = scale.percent(value) - scale.percent(0)
    edges = [scale.percent(edge) - scale.percent(0) for edge in thresholds(comparison.model)]
    whole = math.floor(abs(share) + 0.5)
    misleads = any((round(abs(share), 9) >= edge) is not (whole >= edge) for edge in edges)
    return say.signed(share, 1 if misleads else 0)


def figures(comparison: TeamComparison, row: int) -> list[str]:
    """All figures of a KAM in the order of the codes."""
    return [said(comparison, row, at) for at in range(len(comparison.heatmap.places))]


def bare(text: str) -> str:
    """A cell without the sign of an incomplete environment."""
    return text.removesuffix("°")


# One page, one slide, nothing off it


@pytest.mark.sample(5)
@pytest.mark.parametrize("name", CASES)
def test_it_is_one_page_on_which_nothing_lies_on_anything_or_leaves_it(name):
    assert len(reader(page(name)).pages) == 1
    assert faults(page(name)) == []


@pytest.mark.sample(5)
@pytest.mark.parametrize("name", CASES)
def test_it_is_one_slide_whose_shapes_stand_on_it_and_whose_table_ends_above_its_notes(name):
    (slide,) = slides(deck(name))
    assert overflow(slide, 960 * 12700, 540 * 12700) == []
    tables = [shape for shape in slide.shapes if shape.has_table]
    notes = [shape for shape in slide.shapes if shape.name == CASES[name]().about.say("slides.note")]
    assert max(table.top + table.height for table in tables) <= min(note.top for note in notes)
    assert all(one.top + one.height <= other.top for one, other in pairwise(tables))
    assert all(sum(row.height for row in table.table.rows) == table.height for table in tables)


@pytest.mark.parametrize("name", CASES)
def test_the_page_is_not_drawn_smaller_to_make_it_fit(name):
    """The capital of « Retours » in the notes is two thirds of the size that notes are set in."""
    letters = pypdfium2.PdfDocument(page(name))[0].get_textpage()
    place = letters.get_text_range().rindex("Returns" if CASES[name]().about.say.language == "en" else "Retours")
    _, bottom, _, top = letters.get_charbox(place)
    assert top - bottom == pytest.approx(0.666 * NOTE, abs=0.01)


@pytest.mark.parametrize("name", CASES)
def test_what_is_said_on_the_slide_stays_in_its_box(name):
    (slide,) = slides(deck(name))
    for shape in slide.shapes:
        if shape.has_text_frame and not shape.is_placeholder:
            paragraphs = [part for part in shape.text_frame.paragraphs if part.runs]
            sizes = [part.runs[0].font.size.pt for part in paragraphs]
            counts = [len(lines(part.text, shape.width.pt, size)) for part, size in zip(paragraphs, sizes, strict=True)]
            assert sum(n * size * 1.2 for n, size in zip(counts, sizes, strict=True)) <= shape.height.pt


def test_no_text_of_a_table_needs_more_lines_than_its_row_has():
    (slide,) = slides(deck("12 KAMs, 30 factors, long names"))
    for table in (shape.table for shape in slide.shapes if shape.has_table):
        widths = [column.width.pt for column in table.columns]
        for row in table.rows:
            for cell, width in zip(row.cells, widths, strict=True):
                runs = [run for part in cell.text_frame.paragraphs for run in part.runs]
                size, room = max([run.font.size.pt for run in runs], default=1), width - 2 * cell.margin_left.pt
                face = "semibold" if any(run.font.bold for run in runs) else "regular"
                assert len(lines(cell.text_frame.text, room, size, face)) * size * 1.2 <= row.height.pt


# Every figure


@pytest.mark.parametrize("name", WHOLE)
def test_the_slide_s_table_holds_every_figure_of_every_kam_shown(name):
    comparison, told = CASES[name](), rows(slides(deck(name))[0])
    kams, places = comparison.heatmap.panel.kams, comparison.heatmap.places
    expected = {row: figures(comparison, row) for row in comparison.part.rows}
    if told[1][0] == comparison.about.say("paper.returns"):
        columns = list(zip(*told[2 : 2 + len(places)], strict=True))[2:]
        assert [list(map(bare, column)) for column in columns] == list(expected.values())
        return
    bands = [told[start : start + len(expected) + 2] for start in range(0, len(told), len(expected) + 2)]
    for number, (row, wanted) in enumerate(expected.items()):
        cells = [cell for place, band in enumerate(bands) for cell in band[number + 2][2 if place == 0 else 1 :]]
        assert [bare(cell) for cell in cells] == wanted
        assert unspaced(bands[0][number + 2][0]) == unspaced(re.sub(r"[\x00-\x1f]", "", kams[row].name))


@pytest.mark.parametrize("name", [name for name in WHOLE if name not in ("items", "25 of 60")])
def test_the_page_holds_every_figure_row_by_row(name):
    comparison = CASES[name]()
    text = unspaced(texts(page(name))[0]).replace("°", "")
    found = comparison.heatmap
    by_kam = [figures(comparison, row) for row in comparison.part.rows]
    by_code = list(zip(*by_kam, strict=True))
    down = all(unspaced("".join(row)) in text for row in by_code)
    assert down or all(unspaced("".join(row)) in text for row in by_kam)
    means = [sized(comparison, float(mean)) for mean in found.means] if found.measure is Measure.GAP else []
    assert all(unspaced(mean) in text for mean in means)


@pytest.mark.parametrize("name", ["items", "25 of 60"])
def test_many_rows_are_on_the_page_too(name):
    comparison, text = CASES[name](), unspaced(texts(page(name))[0]).replace("°", "")
    half = 10
    assert all(unspaced("".join(figures(comparison, row)[1:half])) in text for row in comparison.part.rows)


def test_the_mean_beside_the_figures_is_that_of_all_kams_compared():
    comparison, told = CASES["25 of 60"](), rows(slides(deck("25 of 60"))[0])
    assert told[1][0] == FR("heatmap.mean")
    panel_, scale = comparison.heatmap.panel, comparison.model.scale
    for at, (level, code) in enumerate(comparison.heatmap.places):
        cells = [published.cell(level, code, ENVIRONMENT) for published in panel_]
        known = [cell.score for cell in cells if cell.is_published]
        assert told[1][2 + at] == FR.number(scale.percent(sum(known) / len(known)))


def test_each_kam_s_returns_stand_beside_their_figures():
    comparison, told = CASES["team"](), rows(slides(deck("team"))[0])
    counts = [sum(g.respondents for g in p.groups if g.code in p.environment_groups) for p in comparison.heatmap.panel]
    assert told[1] == [FR("paper.returns"), "", *map(str, counts)]


def test_cells_have_the_tints_of_the_screen():
    comparison, (slide,) = CASES["team"](), slides(deck("team"))
    table = next(shape.table for shape in slide.shapes if shape.has_table)
    found = tints(comparison.heatmap, LIGHT)
    for row, at in ((0, 0), (3, 5), (8, 13)):
        cell = table.cell(at + 2, row + 2)
        ground, ink = found.of(float(comparison.heatmap.values[row, at]))
        assert f"#{cell.fill.fore_color.rgb}" == ground
        assert f"#{cell.text_frame.paragraphs[0].runs[0].font.color.rgb}" == ink


@pytest.mark.parametrize("name", [name for name in CLOSE if "hostile" not in name])
def test_a_few_kams_have_their_scores_and_how_far_apart_they_are(name):
    comparison = CASES[name]()
    say, points = comparison.about.say, comparison.about.unit == "points"
    told = rows(slides(deck(name))[0])
    text = unspaced(texts(page(name))[0]).replace("°", "")
    shown = {row[0].split()[0]: row for row in told[3:]}
    assert len(shown) > 10
    for each in comparison.side_by_side.differences:
        scores = [cell.score for cell in each.cells if cell.is_published]
        figures_ = [
            (say.number(cell.score, 2) if points else say.number(cell.percent))
            if cell.is_published
            else say("masked" if cell.status == "masked" else "no_data")
            for cell in each.cells
        ]
        wanted = [*figures_, say.number(max(scores) - min(scores), 2) if len(scores) > 1 else say("no_data")]
        assert unspaced("".join(wanted)) in text
        if each.code in shown:
            assert list(map(bare, shown[each.code][1:])) == wanted
            marked = [at for at, cell in enumerate(shown[each.code][1:-1]) if cell.endswith("°")]
            assert marked == list(each.partial)
            assert shown[each.code][-1].endswith("°") is each.is_uneven


def test_the_radar_of_a_few_kams_is_native_and_has_their_figures():
    comparison, (slide,) = CASES["three from near by"](), slides(deck("three from near by"))
    (chart,) = [shape.chart for shape in slide.shapes if shape.has_chart]
    for place, series in enumerate(chart.plots[0].series):
        cells = [each.cells[place] for each in comparison.side_by_side.differences]
        assert series.name == comparison.side_by_side.people[place].kam.name
        assert list(series.values) == [cell.percent and pytest.approx(cell.percent) for cell in cells]


def test_what_a_few_kams_have_in_common_is_told_on_both():
    comparison = CASES["three from near by"]()
    assert comparison.side_by_side.strengths or comparison.side_by_side.areas
    slide_text = plain(
        " ".join(s.text_frame.text for s in slides(deck("three from near by"))[0].shapes if s.has_text_frame)
    )
    for text in (texts(page("three from near by"))[0], slide_text):
        for each in (*comparison.side_by_side.strengths[:2], *comparison.side_by_side.areas[:2]):
            assert f"{each.code} {FR.text(comparison.model.factor_of[each.code].name)}" in text


# What is said


def test_the_head_says_whose_when_how_many_and_in_which_order():
    text = texts(page("25 of 60"))[0]
    for part in ("Équipe Grands comptes", "XYZ · Campagne XYZ", "60 KAM", "25 KAM sur 60", "Scores par facteur, en %"):
        assert part in text
    assert plain(FR("compare.alphabetical")) in text
    assert plain(FR("paper.regard_environment")) in text
    assert "F13 Développement de compte" in text
    assert plain(FR("paper.confidential")) in text


def test_an_order_by_a_code_is_said():
    plainly = whole(team(other_model(), 3, returned=4))
    code = plainly.heatmap.places[-1][1]
    for order, key in ((code, "highest_first"), (f"-{code}", "lowest_first")):
        comparison = replace(plainly, part=replace(plainly.part, rows=plainly.heatmap.order(order), order=order))
        assert plain(FR(f"paper.{key}", code=code)) in texts(render(comparison, Format.PDF))[0]


def test_what_finds_no_room_is_said_to_be_missing():
    name = "40 KAMs, 30 factors, long names"
    told, text = rows(slides(deck(name))[0]), texts(page(name))[0]
    missing = re.search(r"il manque (F\d+) à F30 \((\d+) codes\)", text)
    assert int(missing[2]) == 30 - int(missing[1][1:]) + 1
    notes = slides(deck(name))[0].notes_slide.notes_text_frame.text
    on_slide = len(told[0]) - 3
    assert f"F{on_slide + 1} à F30" in plain(notes) or on_slide == 30
    gone = re.search(r"il manque (\d+) KAM", plain(notes))
    assert sum(unspaced(LONG[2:]) in unspaced(row[0]) for row in told) == 40 - (int(gone[1]) if gone else 0)
    assert "KAM, en fin de liste" not in text


def test_signs_are_explained_only_where_they_stand():
    text = texts(page("team"))[0]
    assert ("n.d." in text) == (plain(FR("paper.no_data_means")) in text)
    assert "°" in text
    assert plain(FR("heatmap.partial")) in text
    masked = texts(page("differences, clients"))[0]
    assert plain(FR("paper.masked_means")) in masked
    assert plain(FR("paper.masked_means")) not in text


def test_environments_that_are_not_alike_are_explained_from_near_by_too():
    """Of the three the second has no clients to be shown; of the two both have everybody."""
    for name, expected in (("three from near by", True), ("two from near by, sub-factors", False)):
        (slide,) = slides(deck(name))
        said = plain(" ".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame))
        for text in (texts(page(name))[0], said):
            assert (plain(FR("heatmap.partial")) in text) is expected
        overall = next(row for row in rows(slide) if row[0] == FR("tables.level.overall"))
        assert [cell.endswith("°") for cell in overall[1:-1]] == ([False, True, False] if expected else [False, False])


def test_people_of_one_name_carry_their_companies_on_both():
    model, sheets = other_model(), [[Questionnaire("manager", {"L17": points})] for points in (2, 7)]
    kams = [Kam(f"k{at}", f"k{at}", "Ada Martin", company, "", False) for at, company in enumerate(("XYZ", "ACME"))]
    found = panel_of(model, sheets, kams=kams)
    for comparison in (whole(found), close(found, (0, 1))):
        text, heads = texts(render(comparison, Format.PDF))[0], rows(slides(render(comparison, Format.PPTX))[0])[0]
        for name in ("Ada Martin (XYZ)", "Ada Martin (ACME)"):
            assert unspaced(name) in unspaced(text)
            assert any(head.endswith(name) for head in heads)


# Groups of KAMs


def by_group(count: int, render_options=FRENCH, **more) -> CohortComparison:
    """A made-up company told by so many groups of five."""
    plainly = whole(team(kamescope_model(), 5 * count), said=about(render_options=render_options), **more)
    found, lines = plainly.heatmap, []
    for at in range(count):
        kams = [kam.token for kam in found.panel.kams[5 * at : 5 * at + 5]]
        lines.append(HeatmapLine(f"c{at}", f"Groupe {at:02}", len(kams), *means_of(found, kams, each_seen=True)))
    return CohortComparison(plainly.about, found, tuple(lines))


@pytest.mark.parametrize("count", [2, 13])
@pytest.mark.parametrize("measure", WITHIN)
def test_groups_of_kams_are_one_page_and_one_slide_with_every_mean(measure: Measure, count: int):
    comparison = by_group(count, measure=measure)
    content, (slide,) = render(comparison, Format.PDF), slides(render(comparison, Format.PPTX))
    assert len(reader(content).pages) == 1
    assert faults(content) == []
    assert overflow(slide, 960 * 12700, 540 * 12700) == []
    text, told, found = unspaced(texts(content)[0]), rows(slide), comparison.heatmap
    columns = list(zip(*told, strict=True)) if count == 2 else told
    for line in comparison.lines:
        means = [value_text(found, float(mean), comparison.about.look) for mean in line.means]
        (own,) = [column for column in columns if column[0] == line.name]
        assert list(own[1:]) == [str(line.kams), *means]
    assert unspaced("".join(cell for cell in told[3])) in text
    assert plain(FR("paper.members_means")) in texts(content)[0]
    assert plain(FR("compare.groups_alphabetical")) in texts(content)[0]
    assert "Retours" not in texts(content)[0]


def test_groups_are_told_in_english_and_in_their_order():
    comparison = replace(by_group(3, ENGLISH), order="-F2")
    text = texts(render(comparison, Format.PDF))[0]
    assert plain(words("en")("paper.groups_lowest_first", code="F2")) in text
    assert plain(words("en")("paper.members_means")) in text
    table = [tag for tag in tags(render(comparison, Format.PDF)) if tag.get("/S") == "/Table"]
    assert table
    assert comparison_name(comparison, Format.PPTX) == "comparison_campagne-xyz_equipe-grands-comptes_xyz.pptx"


@pytest.mark.deep
def test_groups_that_find_no_room_are_counted_and_a_mean_of_nobody_is_explained():
    many = by_group(60)
    text = texts(render(many, Format.PDF))[0]
    notes = slides(render(many, Format.PPTX))[0].notes_slide.notes_text_frame.text
    assert re.search(r"il manque \d+ groupes, en fin de liste", plain(text) + plain(notes))
    empty = replace(many.lines[0], means=many.lines[0].means * float("nan"))
    assert plain(FR("paper.no_mean_means")) in texts(render(replace(many, lines=(empty, many.lines[1])), Format.PDF))[0]


def test_a_gap_to_a_masked_environment_is_masked_on_paper():
    model = kamescope_model()
    sheets = [Questionnaire(code, dict.fromkeys(model.group(code).items, 3)) for code in (SELF, "client")]
    comparison = whole(panel_of(model, [sheets, sheets]), column=SELF, measure=Measure.GAP)
    told = rows(slides(render(comparison, Format.PPTX))[0])
    assert {cell for row in told[2:] for cell in row[2:]} == {FR("masked"), FR("no_data")}
    columns = list(zip(*(row[2:] for row in told[2:]), strict=True))
    assert columns == [tuple(figures(comparison, at)) for at in range(2)]
    assert plain(FR("paper.masked_means")) in texts(render(comparison, Format.PDF))[0]


@pytest.mark.parametrize("name", ["hostile names", "hostile names from near by"])
def test_any_name_is_only_letters(name):
    visible = [unspaced(re.sub(r"[\x00-\x1f\u202e]", "", kam)) for kam in HOSTILE]
    text = unspaced(texts(page(name))[0]).replace("\u202e", "")
    cells = {unspaced(cell).replace("\u202e", "") for row in rows(slides(deck(name))[0]) for cell in row}
    assert [kam for kam in visible if kam not in text] == []
    assert [kam for kam in visible if not any(kam in cell for cell in cells)] == []


def test_the_page_is_tagged_says_its_language_and_describes_its_figure():
    made = reader(page("gaps in English"))
    assert made.trailer["/Root"]["/Lang"] == "en"
    assert made.metadata.title == "Key accounts team, comparison of KAMs, Campagne XYZ"
    kinds = {str(tag.get("/S")) for tag in tags(page("three from near by"))}
    assert {"/Table", "/TR", "/TD", "/TH", "/H1", "/H2", "/Figure"} <= kinds
    alternatives = [tag["/Alt"] for tag in tags(page("three from near by")) if tag.get("/S") == "/Figure"]
    assert len(alternatives) == 1
    assert "A. KAM00" in plain(alternatives[0])


def test_the_same_comparison_gives_the_same_bytes():
    for format, kept in ((Format.PDF, page), (Format.PPTX, deck)):
        assert render(CASES["another model"](), format) == kept("another model")
    with pytest.raises(ValueError, match="xlsx"):
        render(CASES["one KAM"](), Format.XLSX)


def test_the_file_is_named_for_campaign_and_cohort():
    comparison = CASES["another model"]()
    assert comparison_name(comparison, Format.PDF) == "comparaison_campagne-xyz_equipe-grands-comptes_xyz.pdf"


# What may not be in it


@pytest.mark.deep
@settings(max_examples=4, deadline=None)
@given(teams(protected=True))
def test_any_team_gives_a_page_and_a_slide_and_what_is_masked_moves_not_one_byte(cases: tuple[Case, ...]):
    before, after = panel(cases), panel(tuple(retold(case) for case in cases))
    level = Level.ITEM
    one, other = (whole(each, level, said=about("points")) for each in (before, after))
    content = render(one, Format.PDF)
    assert faults(content) == []
    assert len(reader(content).pages) == 1
    assert render(other, Format.PDF) == content
    assert render(other, Format.PPTX) == render(one, Format.PPTX)
    if len(before) > 1:
        near_one, near_other = (close(each, range(min(len(each), 6))) for each in (before, after))
        assert render(near_one, Format.PDF) == render(near_other, Format.PDF)
        assert render(near_one, Format.PPTX) == render(near_other, Format.PPTX)


def test_of_a_masked_group_only_counts_and_the_word_are_told():
    comparison = CASES["differences, clients"]()
    told = rows(slides(deck("differences, clients"))[0])
    column = [row[3] for row in told]
    assert column[0] == "A. KAM01"
    assert column[1] == "1"
    masked = {
        at
        for at, (level, code) in enumerate(comparison.heatmap.places)
        if comparison.heatmap.panel[1].cell(level, code, "client").status == "masked"
    }
    assert len(masked) > 5
    assert {column[2 + at] for at in masked} == {"masqué"}
    assert set(column[2:]) <= {"masqué", "n.d."}
    assert comparison.heatmap.panel[1].cell(Level.OVERALL, OVERALL, "client").score is None


def test_the_presentation_has_our_master_and_says_what_it_is():
    made = Presentation(io.BytesIO(deck("team")))
    assert [layout.name for layout in made.slide_layouts][1] == FR("slides.layout_figure")
    assert made.core_properties.title == "Équipe Grands comptes, comparaison de KAM, Campagne XYZ"
    assert made.core_properties.language == "fr-FR"

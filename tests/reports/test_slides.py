"""The debrief deck: its story, its figures, its room, and what it never tells."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import combinations

import pytest
from hypothesis import given, settings
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.oxml.ns import qn
from pptx.shapes.base import BaseShape
from pptx.slide import Slide

from kamescope.analysis.gaps import gap_of
from kamescope.analysis.published import Level
from kamescope.analysis.scores import settled
from kamescope.charts.figures import ROLLED_UP, cell_text
from kamescope.charts.measure import text_width, wrap
from kamescope.i18n import LANGUAGES, words
from kamescope.model import ENVIRONMENT, OVERALL
from kamescope.reports.report_spec import Listed, ReportSpec, Section
from kamescope.reports.slides import debrief_slides
from kamescope.reports.slides.factors import dealt
from kamescope.reports.slides.master import blank_deck
from kamescope.reports.slides.tables import SlideRow, SlideTable
from kamescope.reports.slides.tables import table as draw_table
from kamescope.reports.slides.text import LINE, clipped, head_of, plain, text_box
from kamescope.reports.slides.text import Box as Place
from kamescope.sentences import confidentiality, nearness_told
from tests.reports.decks import (
    FRENCH,
    MADE_ON,
    answered,
    called,
    charts,
    columns_of,
    everything,
    invented,
    masked,
    opened,
    sheet_of,
    slides,
    specs,
    tables,
    texts,
    written,
)
from tests.strategies import Case, cases
from tests.support import Questionnaire, kamescope_model, martin_questionnaires, other_model, publish

NAMES = sorted(specs())
POINT = 12700
COVERS = {words(language)("slides.layout_cover") for language in LANGUAGES}
PROFILE, GAPS, TABLE, TOP, BOTTOM, WINDOW, FIRST_FACTORS = range(3, 10)


# The story


@pytest.mark.deep
@pytest.mark.parametrize("name", NAMES)
def test_the_deck_has_twelve_to_sixteen_slides(name):
    assert 12 <= len(slides(name)) <= 16


def test_the_slides_come_in_order():
    say = words("fr")
    titles = [slide.shapes.title.text_frame.text for slide in slides("martin_fr")]
    first = ["M. MARTIN", say("report.summary"), say("slides.answered")]
    assert titles[:3] == first
    middle = [say("radar.title"), say("gaps.title"), say("filter.all_factors")]
    lists = [say("slides.top", n="10"), say("slides.bottom", n="10")]
    assert titles[3:9] == [*middle, *lists, say("page.perception")]
    hands = ["F1, F2 et F3", "F4, F5 et F6", "F7, F8 et F9", "F10 et F11", "F12 et F13"]
    assert titles[9:14] == [say("slides.factors", codes=codes) for codes in hands]
    assert titles[14:] == [say("slides.talk"), say("slides.rules")]


@pytest.mark.parametrize("count", range(1, 31))
def test_factors_are_dealt_evenly_on_five_slides_at_most(count):
    factors = list(range(count))
    hands = dealt(factors)
    sizes = [len(hand) for hand in hands]
    assert [factor for hand in hands for factor in hand] == factors
    assert len(hands) <= 5
    assert max(sizes) - min(sizes) <= 1
    assert max(sizes) <= 3 or len(hands) == 5


def test_thirteen_and_thirty_factors():
    assert [len(hand) for hand in dealt(range(13))] == [3, 3, 3, 2, 2]
    assert [len(hand) for hand in dealt(range(30))] == [6] * 5


@pytest.mark.parametrize(
    ("section", "fewer"),
    [
        (Section.SUMMARY, 2),
        (Section.METHOD, 1),
        (Section.RESULTS, 3),
        (Section.TOP, 1),
        (Section.BOTTOM, 1),
        (Section.WINDOW, 1),
        (Section.FACTORS, 1),
    ],
)
def test_a_section_left_out_takes_its_slides(section, fewer):
    spec = specs()["smallest"]
    left = tuple(other for other in Section if other is not section)
    deck = opened(debrief_slides(replace(spec, render_options=replace(FRENCH, sections=left))))
    assert len(deck.slides) == len(slides("smallest")) - fewer


def test_the_cover_and_the_rules_always_stay():
    deck = opened(debrief_slides(replace(specs()["smallest"], render_options=replace(FRENCH, sections=()))))
    titles = [slide.shapes.title.text_frame.text for slide in deck.slides]
    assert titles == ["M. MARTIN", words("fr")("slides.rules")]


def test_a_fictitious_person_is_said_to_be_one():
    say = words("fr")
    spec = called(replace(specs()["smallest"], render_options=replace(FRENCH, sections=())), fictitious=True)
    cover = opened(debrief_slides(spec)).slides[0]
    assert say("head.fictitious") in cover.placeholders[1].text_frame.text
    assert say("head.fictitious") not in slides("martin_fr")[0].placeholders[1].text_frame.text


# The master


def test_the_master_is_our_own():
    deck = opened(written("martin_fr"))
    assert (deck.slide_width, deck.slide_height) == (960 * POINT, 540 * POINT)
    say = words("fr")
    assert [layout.name for layout in deck.slide_layouts] == [
        say(f"slides.layout_{key}") for key in ("cover", "figure", "texts")
    ]
    used = {slide.slide_layout.name for slide in deck.slides}
    assert used == {layout.name for layout in deck.slide_layouts}
    theme = dict(everything(written("martin_fr")))["ppt/theme/theme1.xml"].decode()
    assert '<a:accent1><a:srgbClr val="5B4BB8"/>' in theme
    assert 'typeface="Calibri"' in theme
    names = [name for name, _ in everything(written("martin_fr"))]
    assert not [name for name in names if "thumbnail" in name or "printer" in name]


@pytest.mark.parametrize("name", NAMES)
def test_every_slide_has_a_title_first_and_its_number_last(name):
    for slide in slides(name)[1:]:
        shapes = list(slide.shapes)
        assert shapes[0] == slide.shapes.title
        assert slide.shapes.title.text_frame.text
        kinds = [shape.placeholder_format.type for shape in shapes[-2:]]
        assert kinds == [PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER]
        assert shapes[-2].text_frame.text == "M. MARTIN · Campagne XYZ"
        assert len({shape.shape_id for shape in shapes}) == len(shapes)


@pytest.mark.sample(3)
@pytest.mark.parametrize("name", NAMES)
def test_every_slide_has_notes_that_say_where_it_comes_from(name):
    for slide in slides(name):
        assert "Campagne XYZ" in slide.notes_slide.notes_text_frame.text


@pytest.mark.sample(3)
@pytest.mark.parametrize("name", NAMES)
def test_every_chart_and_table_says_what_it_shows(name):
    frames = [shape for slide in slides(name) for shape in slide.shapes if shape.has_chart or shape.has_table]
    assert len(frames) >= 2
    for frame in frames:
        properties = frame._element.nvGraphicFramePr.cNvPr
        assert len(properties.get("descr")) > 15
        assert properties.get("name")


def test_letters_say_their_language():
    for name, region in (("martin_fr", "fr-FR"), ("martin_en", "en-GB")):
        for slide in slides(name):
            runs = [*slide._element.iter(qn("a:r")), *slide.notes_slide._element.iter(qn("a:r"))]
            assert {run.find(qn("a:rPr")).get("lang") for run in runs} == {region}


def test_notes_have_every_statement_of_the_lists_in_full():
    spec = specs()["martin_fr"]
    for place, ranking in ((TOP, spec.top), (BOTTOM, spec.bottom)):
        notes = slides("martin_fr")[place].notes_slide.notes_text_frame.text
        for items in ranking.groups.values():
            for item in items:
                statement = spec.model.items[spec.model.item_index[item.code]].text.in_("fr")
                assert f"{item.code} (" in notes and statement in notes


def test_how_near_answers_lie_is_told_under_the_factor_where_it_may_be():
    spec, slide = specs()["near"], slides("near")[FIRST_FACTORS]
    shown = "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
    for factor in spec.factors:
        told = nearness_told(spec.published, factor, spec.say, spec.shown)
        assert told and told in slide.notes_slide.notes_text_frame.text
        assert told.split(spec.say("apart"))[0] in shown
    untold = slides("martin_fr")[FIRST_FACTORS].notes_slide.notes_text_frame.text
    assert spec.say("help.nearness_title") not in untold, "three clients"


def test_what_a_slide_shortens_stands_in_full_in_its_notes():
    for name in ("largest", "many_parts", "martin_fr"):
        for slide in slides(name)[1:]:
            notes = slide.notes_slide.notes_text_frame.text.replace("\N{NO-BREAK SPACE}", " ")
            for text in shortened(slide):
                beginning = re.sub(r"^[+−\d,.]+\s+", "", text).split("  ")[-1].rstrip("…").strip()
                assert beginning.replace("\N{NO-BREAK SPACE}", " ") in notes, (name, text)


def shortened(slide: Slide) -> Iterator[str]:
    """Every text of a slide that ends in an ellipsis, but for names of groups and the line under the title."""
    legends = [words(language)("slides.legend") for language in LANGUAGES]
    for shape in slide.shapes:
        if shape.has_text_frame and shape.name not in legends:
            yield from (run.text for part in shape.text_frame.paragraphs for run in part.runs if run.text.endswith("…"))
        if shape.has_table:
            for row in list(shape.table.rows)[1:]:
                yield from (run.text for part in row.cells[0].text_frame.paragraphs for run in part.runs
                            if run.text.endswith("…"))  # fmt: skip


# The figures


@pytest.mark.parametrize("name", ["martin_fr", "other", "largest", "no_client", "masked", "points", "filtered"])
def test_the_profile_holds_the_published_figures(name):
    spec = specs()[name]
    [chart] = charts(slides(name)[PROFILE])
    expected = []
    for group in spec.groups:
        if group in spec.published.published_groups:
            cells = [spec.published.cell(Level.FACTOR, code, group) for code in spec.codes]
            expected.append([held(spec, cell) for cell in cells])
    assert list(columns_of(chart).values()) == expected
    drawn = [[value for value in series.values] for series in chart.plots[0].series]
    assert drawn == expected


def held(spec: ReportSpec, cell) -> float | None:
    """A figure as a chart holds it."""
    if not cell.is_published:
        return None
    return settled(cell.score if spec.look.unit == "points" else cell.percent)


def test_a_figure_that_is_missing_is_a_gap_and_never_zero():
    [chart] = charts(slides("martin_fr")[PROFILE])
    clients = list(chart.plots[0].series)[-1]
    assert clients.values[5] is None
    assert [value is None for value in clients.values].count(True) == 1
    assert chart._chartSpace.chart.find(qn("c:dispBlanksAs")).get("val") == "gap"
    assert len(clients._element.findall(f".//{qn('c:val')}//{qn('c:pt')}")) == 12


def test_a_group_that_gives_the_lowest_answer_everywhere_is_drawn():
    """0 % is a figure."""
    model = other_model()
    lowest = Questionnaire("self", dict.fromkeys(model.group("self").items, model.scale.minimum))
    manager = Questionnaire("manager", dict.fromkeys(model.group("manager").items, 7))
    [chart] = charts(opened(debrief_slides(ReportSpec(publish(model, [lowest, manager]), FRENCH))).slides[PROFILE])
    assert [set(figures) for figures in columns_of(chart).values()] == [{0}, {70}]


def test_groups_look_as_everywhere():
    [chart] = charts(slides("martin_fr")[PROFILE])
    looks = [
        (
            series._element.find(f"{qn('c:marker')}/{qn('c:symbol')}").get("val"),
            str(series.format.line.color.rgb),
            series._element.find(f"{qn('c:spPr')}/{qn('a:ln')}/{qn('a:prstDash')}").get("val"),
        )
        for series in chart.plots[0].series
    ]
    assert looks == [("diamond", "DB750A", "dash"), ("circle", "2156D0", "solid"), ("square", "13906A", "solid")]


def test_two_factors_make_no_radar():
    [chart] = charts(slides("smallest")[PROFILE])
    assert chart._chartSpace.find(f".//{qn('c:barChart')}") is not None
    [chart] = charts(slides("martin_fr")[PROFILE])
    assert chart._chartSpace.find(f".//{qn('c:radarChart')}") is not None


@pytest.mark.parametrize("name", ["martin_fr", "martin_en", "other", "largest", "filtered"])
def test_the_gaps_are_sorted_and_each_in_the_series_of_its_class(name):
    spec = specs()[name]
    [chart] = charts(slides(name)[GAPS])
    whole = [gap for gap in spec.gaps if gap.gap is not None]
    columns = list(columns_of(chart).values())
    found = [[column[place] for column in columns if column[place] is not None] for place in range(len(whole))]
    assert found == [[settled(gap.gap)] for gap in whole]
    kinds = [kind for kind in ("marked", "to_explore", "aligned") if any(gap.kind == kind for gap in whole)]
    for kind, column in zip(kinds, columns, strict=True):
        assert [value is not None for value in column] == [gap.kind == kind for gap in whole]


def test_marked_gaps_are_violet():
    [chart] = charts(slides("martin_fr")[GAPS])
    assert next(str(series.format.fill.fore_color.rgb) for series in chart.plots[0].series) == "5B4BB8"


@pytest.mark.parametrize("name", ["martin_fr", "martin_en", "other", "no_client", "masked", "points", "filtered"])
def test_the_table_of_factors_holds_the_published_figures(name):
    spec = specs()[name]
    [table] = tables(slides(name)[TABLE])
    shown = [group for group in spec.groups if group in spec.published.published_groups]
    gaps = {gap.code: gap.gap for gap in spec.gaps}
    for code, row in zip(spec.codes, texts(table)[1:-1], strict=True):
        cells = [spec.published.cell(Level.FACTOR, code, group) for group in (*shown, ENVIRONMENT)]
        told = [cell_text(cell, spec.look, ROLLED_UP) for cell in cells]
        assert row[0].split()[0] == code
        assert [text.replace("%", "").strip() for text in row[1:-1]] == [text.replace("%", "").strip() for text in told]
        assert row[-1] == spec.say("no_data") if gaps[code] is None else spec.say.signed(gaps[code])


@pytest.mark.parametrize(("name", "whole"), [("martin_fr", "Ensemble"), ("filtered", "Ensemble des 13 facteurs")])
def test_the_last_row_is_the_whole_of_all_factors(name, whole):
    spec = specs()[name]
    row = texts(tables(slides(name)[TABLE])[0])[-1]
    groups = (*spec.groups, ENVIRONMENT)
    told = [cell_text(spec.published.cell(Level.OVERALL, OVERALL, group), spec.look) for group in groups]
    gap = gap_of(spec.published, Level.OVERALL, OVERALL).gap
    assert row == [whole, *told, spec.say.signed(gap)]


def test_a_table_whose_columns_are_named_needs_no_legend():
    say = words("fr")
    for name, legends in (("martin_fr", 0), ("largest", 1)):
        assert sum(shape.name == say("slides.legend") for shape in slides(name)[TABLE].shapes) == legends


def test_thirty_factors_stand_in_two_tables():
    spec = specs()["largest"]
    rows = [row for table in tables(slides("largest")[TABLE]) for row in texts(table)[1:]]
    assert [row[0].split()[0] for row in rows] == [*spec.codes, "Ensemble"]
    assert len(tables(slides("largest")[TABLE])) == 2


@pytest.mark.parametrize("name", ["martin_fr", "points", "no_self", "filtered"])
def test_the_lists_hold_the_ranking_in_order(name):
    spec = specs()[name]
    for place, ranking in ((TOP, spec.top), (BOTTOM, spec.bottom)):
        for table, (group, items) in zip(tables(slides(name)[place]), ranking.groups.items(), strict=True):
            told = [(row[1], row[0]) for row in texts(table)]
            cells = [(item.code, spec.published.cell(Level.ITEM, item.code, group)) for item in items[:15]]
            assert told == [(code, cell_text(cell, spec.item_look)) for code, cell in cells]


def test_what_lists_have_in_common_is_violet():
    spec = specs()["martin_fr"]
    for table, items in zip(tables(slides("martin_fr")[TOP]), spec.top.groups.values(), strict=True):
        for row, item in zip(table.rows, items, strict=True):
            [run] = row.cells[1].text_frame.paragraphs[0].runs
            assert (str(run.font.color.rgb) == "5B4BB8") is bool(item.common_with)
    lead = slides("martin_fr")[TOP].placeholders[13].text_frame.text
    assert all(code in lead for code in spec.top.common)


def test_many_groups_make_a_board():
    spec = specs()["largest"]
    [table] = tables(slides("largest")[TOP])
    columns = list(zip(*texts(table)[1:], strict=True))[1:]
    for column, (group, items) in zip(columns, spec.top.groups.items(), strict=True):
        cells = [(item.code, spec.published.cell(Level.ITEM, item.code, group)) for item in items]
        assert list(column) == [f"{code} {cell_text(cell, spec.item_look)}" for code, cell in cells]


@pytest.mark.parametrize("name", ["martin_fr", "other", "largest", "masked"])
def test_the_window_holds_every_point_in_the_series_of_its_quadrant(name):
    spec = specs()[name]
    [chart] = charts(slides(name)[WINDOW])
    found: dict[str, set[tuple[float, float]]] = {}
    title = None
    for across, up in sheet_of(chart).iter_rows(values_only=True, max_col=2):
        if across is None and up is not None:
            title = up
        elif across is not None:
            found.setdefault(title, set()).add((across, up))
    found.pop(spec.say("window.cut_line"))
    expected: dict[str, set[tuple[float, float]]] = {}
    for point in spec.window.points:
        place = settled(point.gap.self_percent), settled(point.gap.environment_percent)
        expected.setdefault(spec.say(f"quadrant.{point.quadrant}"), set()).add(place)
    assert found == expected


def test_the_factor_slides_hold_every_sub_factor():
    spec = specs()["martin_fr"]
    drawn = [chart for slide in slides("martin_fr")[FIRST_FACTORS:14] for chart in charts(slide)]
    assert len(drawn) == len(spec.factors)
    for factor, chart in zip(spec.factors, drawn, strict=True):
        level, parts = (Level.ITEM, factor.items) if factor.is_plain else (Level.SUB_FACTOR, factor.sub_factors)
        expected = [
            [held(spec, spec.published.cell(level, part.code, group)) for part in parts] for group in spec.groups
        ]
        assert list(columns_of(chart).values()) == expected


def test_many_groups_make_a_table_of_sub_factors():
    spec = specs()["other"]
    rows = [row for slide in slides("other")[FIRST_FACTORS:11] for row in texts(tables(slide)[0])[1:]]
    codes = [row[0].split()[0] for row in rows]
    parts = {factor.code: [] if factor.is_plain else list(factor.sub_factors) for factor in spec.factors}
    assert codes == [code for factor, subs in parts.items() for code in (factor, *(sub.code for sub in subs))]
    for code, row in zip(codes, rows, strict=True):
        level = Level.FACTOR if code in spec.codes else Level.SUB_FACTOR
        cells = [spec.published.cell(level, code, group) for group in (*spec.groups, ENVIRONMENT)]
        assert row[1:-1] == [cell_text(cell, spec.look, ROLLED_UP) for cell in cells]


def test_the_essential_names_strengths_areas_and_gaps():
    spec = specs()["martin_fr"]
    cards = [shape.text_frame.text for shape in slides("martin_fr")[1].shapes if not shape.is_placeholder]
    found = spec.highlights
    for card, codes in zip(cards, (found.strengths, found.areas, [gap.code for gap in found.gaps]), strict=False):
        for code in codes:
            assert f"{code}\n{spec.model.factor_of[code].name.in_('fr')}" in card
    assert "F6 Management du business (manager seul)" in cards[3]


def test_the_essential_says_who_was_asked_little_of_a_factor():
    cards = [shape.text_frame.text for shape in slides("martin_fr")[1].shapes if not shape.is_placeholder]
    assert cards[0].count("clients\N{NO-BREAK SPACE}: 1\N{NO-BREAK SPACE}item sur 4") == 1
    assert cards[0].count("clients\N{NO-BREAK SPACE}:") == 2
    assert not any("item sur" in card or "items sur" in card for card in all_text(slides("masked")[1]).split("\n"))


def wide_cards(name: str) -> dict[str, str]:
    """Code of a factor → what the card under its bars says."""
    found = {}
    for slide in slides(name)[FIRST_FACTORS:14]:
        cards = [shape for shape in slide.shapes if shape.name == words("fr")("slides.widest")]
        heads = [shape.chart for shape in slide.shapes if shape.has_chart]
        names = [shape.name.split()[0] for shape in slide.shapes if shape.has_chart]
        assert len(cards) == len(heads)
        found |= dict(zip(names, (card.text_frame.text for card in cards), strict=True))
    return found


@pytest.mark.parametrize("name", ["martin_fr", "masked", "points"])
def test_a_factor_shows_its_three_widest_gaps_that_count(name):
    spec = specs()[name]
    cards = wide_cards(name)
    assert list(cards) == list(spec.codes)
    for factor in spec.factors:
        gaps = [gap_of(spec.published, Level.ITEM, item.code) for item in factor.items]
        sizes = {gap.code: settled(abs(gap.gap)) for gap in gaps if gap.gap is not None and abs(gap.gap) > 0.5 - 1e-9}
        ordered = sorted(sizes, key=lambda code: -sizes[code])
        told = re.findall(r"\b(Q\d+)  ", cards[factor.code])
        assert told == ordered[:3]
        tied = sum(sizes[code] == sizes[ordered[2]] for code in ordered[3:])
        assert (f"+ {tied} ex æquo" in cards[factor.code]) is bool(tied)
        assert "…" not in cards[factor.code]


def test_where_no_gap_counts_a_sentence_says_so():
    same = [Questionnaire(sheet.group, dict.fromkeys(sheet.answers, 4)) for sheet in martin_questionnaires()]
    deck = opened(debrief_slides(ReportSpec(publish(kamescope_model(), same), FRENCH)))
    texts = [all_text(slide) for slide in list(deck.slides)[FIRST_FACTORS:14]]
    assert sum(text.count("Aucun écart d’au moins 0,50.") for text in texts) == 13
    assert words("fr")("slides.ask_agreed") in all_text(deck.slides[14])


def test_axes_of_items_have_codes_and_the_notes_have_their_statements():
    spec = specs()["martin_fr"]
    drawn = {shape.name.split()[0]: (slide, shape.chart) for slide in slides("martin_fr")[FIRST_FACTORS:14]
             for shape in slide.shapes if shape.has_chart}  # fmt: skip
    for factor in spec.factors:
        slide, chart = drawn[factor.code]
        labels = list(chart.plots[0].categories)
        assert not [label for label in labels if "…" in label]
        if factor.is_plain:
            notes = slide.notes_slide.notes_text_frame.text
            assert labels == [item.code for item in factor.items]
            assert all(item.text.in_("fr") in notes for item in factor.items)
            lead = slide.placeholders[13].text_frame.text
            assert factor.code in lead.split("codes de")[1]


def test_no_statement_of_the_lists_is_cut():
    for name in ("martin_fr", "martin_en", "masked"):
        for place in (TOP, BOTTOM):
            cells = [row[2] for table in tables(slides(name)[place]) for row in texts(table)]
            assert cells and not [text for text in cells if "…" in text]


def test_both_sides_of_the_gaps_are_asked_about():
    spec = specs()["martin_fr"]
    say, text = words("fr"), all_text(slides("martin_fr")[14])
    assert all(gap.gap < 0 for gap in spec.highlights.gaps)
    assert say("slides.ask_above") in text and say("slides.ask_below") in text
    for code, gap in (("F10", "+0,81"), ("F2", "+0,66"), ("F9", "+0,60")):
        assert f"{code} {spec.model.factor_of[code].name.in_('fr')} ({gap})" in text
    assert "(+0,54)" not in text


def test_the_rules_say_what_protects_respondents():
    for name in NAMES:
        spec = specs()[name]
        title, text = confidentiality(spec.model, spec.say)
        shown, notes = all_text(slides(name)[-1]), slides(name)[-1].notes_slide.notes_text_frame.text
        assert title in shown
        for line in filter(None, text.replace("**", "").split("\n")):
            assert line in shown and line in notes


def test_the_questions_speak_of_this_person():
    spec = specs()["martin_fr"]
    text = " ".join(shape.text_frame.text for shape in slides("martin_fr")[14].shapes if shape.has_text_frame)
    for code in (*spec.highlights.strengths, *spec.highlights.areas):
        assert f"{code} {spec.model.factor_of[code].name.in_('fr')}" in text
    assert words("fr").signed(spec.highlights.gaps[0].gap) in text


def test_the_rules_state_filters_data_and_day():
    text = " ".join(shape.text_frame.text for shape in slides("filtered")[-1].shapes if shape.has_text_frame)
    assert specs()["filtered"].filters in text
    assert words("fr").date(MADE_ON) in text
    assert "12" in text


# What is never told


@pytest.mark.deep
def test_the_answers_of_a_masked_group_change_nothing():
    codes = [code for sheet in martin_questionnaires() if sheet.group == "client" for code in sheet.answers]
    low = masked([dict.fromkeys(codes, 1), dict.fromkeys(codes, 2)])
    high = masked([dict.fromkeys(codes, 5), dict.fromkeys(codes[:9], 4)])
    assert debrief_slides(ReportSpec(low, FRENCH)) == debrief_slides(ReportSpec(high, FRENCH))
    assert debrief_slides(ReportSpec(low, FRENCH)) != written("martin_fr")


@pytest.mark.deep
def test_the_answer_to_a_masked_item_changes_nothing():
    sheets = martin_questionnaires()
    code = "Q4"
    decks = []
    for answer in (1, 5):
        told, seen = [], 0
        for sheet in sheets:
            answers = dict(sheet.answers)
            if sheet.group == "client" and answers.pop(code, None) is not None and not seen:
                seen, answers[code] = 1, answer
            told.append(Questionnaire(sheet.group, answers))
        decks.append(debrief_slides(ReportSpec(publish(kamescope_model(), told), FRENCH)))
    assert seen
    assert decks[0] == decks[1]


def test_a_masked_group_is_named_only_where_it_is_said_to_be_masked():
    spec = specs()["masked"]
    say, published = spec.say, spec.published
    assert published.group("client").respondents == 2
    assert say("head.masked", 2, group="Clients", minimum="3") in all_text(slides("masked")[2])
    for slide in slides("masked"):
        for chart in charts(slide):
            assert not [name for name in columns_of(chart) if name and "lient" in name]
    row = next(row for row in texts(tables(slides("masked")[2])[0]) if "Clients" in row[0])
    assert row[1:] == ["2", "3", say("masked"), say("masked")]


UNSHOWN = "Clients\N{NO-BREAK SPACE}: 2 questionnaires reçus, non montrés"


def test_a_masked_group_is_no_source_and_said_on_every_slide_with_figures():
    sources = "D’après 2 questionnaires : 1 auto-évaluation et 1 manager."
    cover, essential, returns, *_ = slides("masked")
    assert UNSHOWN in all_text(cover)
    for told in (all_text(cover), returns.placeholders[13].text_frame.text):
        assert sources in told.replace("\N{NO-BREAK SPACE}", " ")
    for slide in (essential, *slides("masked")[PROFILE:14]):
        [line] = [shape for shape in slide.shapes if shape.has_text_frame and shape.text_frame.text == UNSHOWN]
        assert line.top + line.height <= 506 * POINT
    assert not [slide for slide in slides("martin_fr") if "non montré" in all_text(slide)]


def test_an_environment_of_one_group_is_said_to_be_its_view():
    said = words("fr")("slides.one_view", group="manager")
    for name in ("masked", "no_client"):
        told = [said in slide.placeholders[13].text_frame.text for slide in slides(name)]
        assert told == [False, True, True, True, True, True, False, False, True] + [False] * 7
    assert not [slide for slide in slides("martin_fr") if said in all_text(slide)]


def test_the_cover_has_as_many_sides_as_there_are_factors():
    for name, sides in (("martin_fr", 13), ("smallest", 3), ("largest", 30)):
        layout = slides(name)[0].slide_layout
        rings = [shape for shape in layout.shapes if shape.name == "motif"]
        assert len(rings) == 5
        assert {len(ring._element.findall(f".//{qn('a:lnTo')}")) + 1 for ring in rings} == {sides}
        assert all(inside(edges_of(shape)) for shape in layout.shapes)


def all_text(slide: Slide) -> str:
    """Everything written on a slide outside tables."""
    return " ".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)


def test_names_are_never_formulas_in_the_workbooks_inside():
    model = invented(3, 3, prefix="=1+1&")
    content, seen = debrief_slides(ReportSpec(answered(model), FRENCH)), 0
    for slide in opened(content).slides:
        for chart in charts(slide):
            for row in sheet_of(chart).iter_rows():
                assert all(cell.data_type != "f" for cell in row)
                seen += sum(str(cell.value).startswith("=1+1") for cell in row)
    assert seen
    sheets = [part for name, part in everything(content) if "worksheets" in name]
    assert sheets and not [part for part in sheets if b"<f>" in part]


def test_letters_that_no_file_can_hold_are_left_out():
    spec = called(replace(specs()["smallest"], render_options=replace(FRENCH, sections=())), name="A\x07B <&> \ud800C")
    deck = opened(debrief_slides(spec))
    assert deck.slides[0].shapes.title.text_frame.text == "AB <&> C"
    assert deck.core_properties.title.endswith("AB <&> C")


# The file


@pytest.mark.parametrize("name", ["martin_fr", "other"])
def test_the_same_brief_gives_the_same_bytes(name):
    assert debrief_slides(specs()[name]) == written(name)


def test_no_hour_is_told():
    with zipfile.ZipFile(io.BytesIO(written("martin_fr"))) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    facts = opened(written("martin_fr")).core_properties
    assert (facts.created.date(), facts.modified.date(), facts.author) == (MADE_ON, MADE_ON, "KAMeSCOPE")
    days = [part for name, part in everything(written("martin_fr")) if name.endswith(".xlsx/docProps/core.xml")]
    assert days and len(set(days)) == 1
    assert b"2000-01-01T00:00:00Z" in days[0]


# Room


@pytest.mark.sample(3)
@pytest.mark.parametrize("name", NAMES)
def test_nothing_overlaps_or_leaves_the_slide(name):
    for number, slide in enumerate(slides(name), start=1):
        assert faults(slide) == [], (name, number)


def test_the_check_of_room_sees_faults():
    deck = blank_deck(words("fr"), 13)
    slide = deck.slides.add_slide(deck.slide_layouts[1])
    for shape in list(slide.placeholders):
        shape._element.getparent().remove(shape._element)
    row = (plain("un texte qui ne tient pas sur une ligne", 12),)
    text_box(slide, "one", Place(0, 0, 100, 20), [plain("un texte qui ne tient pas dans sa place", 12)])
    text_box(slide, "two", Place(90, 10, 100, 20), [plain("là", 12)])
    text_box(slide, "three", Place(900, 100, 100, 20), [plain("là", 12)])
    draw_table(slide, "four", "four", SlideTable(200, 200, (60.0,), (SlideRow(row, 15),)))
    told = " ".join(faults(slide))
    assert "one overflows" in told and "two lies on" not in told and "one lies on two" in told
    text_box(slide, "five", Place(400, 480, 100, 26), [plain("là", 12)])
    assert "five touches the footer" in " ".join(faults(slide)) and "touches" not in told
    assert "three leaves the slide" in told and "four: un texte" in told


@pytest.mark.deep
@settings(max_examples=3, deadline=None)
@given(cases())
def test_any_model_gives_a_deck_in_order(case: Case):
    deck = opened(debrief_slides(ReportSpec(case.published(), FRENCH)))
    assert 12 <= len(deck.slides) <= 16
    assert [fault for slide in deck.slides for fault in faults(slide)] == []


def faults(slide: Slide) -> list[str]:
    """Shapes outside the slide or on the rule above its footer, shapes over one another, texts too high."""
    shapes = [shape for shape in slide.shapes if not shape.has_text_frame or shape.text_frame.text]
    edges = [(shape.name, edges_of(shape)) for shape in shapes]
    found = [f"{name} leaves the slide" for name, edge in edges if not inside(edge)]
    if slide.slide_layout.name not in COVERS:
        found += [f"{name} touches the footer" for name, edge in edges if touches(edge)]
    pairs = combinations(edges, 2)
    found += [f"{one} lies on {other}" for (one, edge), (other, second) in pairs if overlap(edge, second)]
    found += [f"{shape.name} overflows" for shape in shapes if shape.has_text_frame and overflows(shape)]
    return found + [fault for shape in shapes if shape.has_table for fault in table_faults(shape)]


def edges_of(shape: BaseShape) -> tuple[float, float, float, float]:
    """Left, top, right and bottom, in points."""
    left, top = shape.left / POINT, shape.top / POINT
    return left, top, left + shape.width / POINT, top + shape.height / POINT


def inside(edges: tuple[float, float, float, float]) -> bool:
    left, top, right, bottom = edges
    return left >= 0 and top >= 0 and right <= 960 and bottom <= 540


def touches(edges: tuple[float, float, float, float]) -> bool:
    """Whether it stands less than 3 points above the rule of the footer, or on it."""
    return edges[1] < 512 and edges[3] > 503


def overlap(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    slack = 0.5
    return (
        one[2] > other[0] + slack
        and other[2] > one[0] + slack
        and one[3] > other[1] + slack
        and other[3] > one[1] + slack
    )


def overflows(shape: BaseShape) -> bool:
    frame = shape.text_frame
    margins = (0, 0) if shape.is_placeholder else (frame.margin_left + frame.margin_right, frame.margin_top * 2)
    inherited = {PP_PLACEHOLDER.CENTER_TITLE: 40, PP_PLACEHOLDER.TITLE: 26, PP_PLACEHOLDER.SUBTITLE: 18}
    size = 14
    if shape.is_placeholder:
        kind = shape.placeholder_format.type
        size = 10 if kind in (PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER) else inherited.get(kind, 14)
    wanted = sum(height(paragraph, (shape.width - margins[0]) / POINT, size) for paragraph in frame.paragraphs)
    return wanted > (shape.height - margins[1]) / POINT + 1


def height(paragraph, width: float, inherited: float) -> float:
    """How high a paragraph stands, in points."""
    sizes = [run.font.size.pt for run in paragraph.runs if run.font.size]
    size = max(sizes, default=inherited)
    bold = sum(len(run.text) for run in paragraph.runs if run.font.bold) * 2 > len(paragraph.text)
    before = paragraph.space_before.pt if paragraph.space_before else 0
    return lines(paragraph.text, round(width, 2), size, bold) * size * LINE + before


@cache
def lines(text: str, width: float, size: float, bold: bool) -> int:
    face = "semibold" if bold else "regular"
    return 1 if text_width(text, size, face) <= width else len(wrap(text, width, size, 999, face))


def table_faults(shape: BaseShape) -> Iterator[str]:
    """Rows that their text would stretch, and tables that would then be higher than drawn."""
    table = shape.table
    widths = [column.width / POINT - 6 for column in table.columns]
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            wanted = sum(height(paragraph, width, 12) for paragraph in cell.text_frame.paragraphs)
            if wanted > row.height / POINT + 1:
                yield f"{shape.name}: {cell.text_frame.text} needs {wanted:.0f} of {row.height / POINT:.0f}"


def test_the_measure_of_texts_sees_what_is_too_long():
    long = plain("un texte bien trop long pour la place " * 5, 12)
    assert long.height(100) > long.height(300) > 0
    assert [part.text for part in head_of([long], Place(0, 0, 100, 10))] == []
    [cut] = head_of([long], Place(0, 0, 100, 30))
    assert cut.text.endswith("…") and cut.height(100) <= 30
    assert clipped("court", 100, 12) == "court"
    assert clipped("un mot de trop", 45, 12).startswith("un")


# What to say and to ask


def notes_of(spec: ReportSpec) -> str:
    """The notes of all slides."""
    return "\n".join(slide.notes_slide.notes_text_frame.text for slide in opened(debrief_slides(spec)).slides)


def test_notes_say_what_to_read_before_and_what_to_ask():
    said = notes_of(specs()["martin_fr"])
    assert "À lire avant\u00a0: F10, F2, F7, F1 et F3\u00a0: l’écart n’existe que côté manager." in said
    assert "À demander\u00a0: Sur «\u00a0Positionnement conseil\u00a0», que voit-on côté manager" in said
    assert "À demander\u00a0: Que retenez-vous de cet échange\u00a0?" in said


@pytest.mark.deep
def test_notes_ask_nothing_about_factors_or_groups_that_are_not_listed():
    spec = replace(specs()["martin_fr"], listed=Listed(factors=("F1", "F6")))
    assert "Positionnement conseil" not in notes_of(spec)
    asked = [
        line for line in notes_of(replace(spec, listed=Listed(groups=("client",)))).split("\n") if "mander" in line
    ]
    assert asked and not any("côté" in line for line in asked)

"""The perception window: every point seen, every label in its quadrant, nothing masked, one spec for all widths."""

import json
import random
import re
from functools import cache
from itertools import combinations

import pytest
import vl_convert

from kamescope.analysis.gaps import make_gap
from kamescope.analysis.published import Level
from kamescope.analysis.window import Cut, Quadrant, Window, level_cut, own_cut, place, window_gaps
from kamescope.charts.measure import text_width
from kamescope.charts.rectangle import Rectangle
from kamescope.charts.theme import Chart, Look
from kamescope.charts.window import axis_floor, floor_sentence, window_chart
from kamescope.charts.window_layout import LEFT, NARROW, RADIUS, RIGHT, TOP, WIDTHS, marks, plot_size
from kamescope.i18n import LANGUAGES, messages
from tests.charts.drawn import register_fonts
from tests.support import Questionnaire, kamescope_model, martin, other_model, publish

ALL_WIDTHS = (*WIDTHS, 300, 330, 400, 480, 519, 560, 640, 760, 900, 1100)


def window(published, level=Level.FACTOR, cut=None, environment="environment") -> Window:
    gaps = window_gaps(published, level, environment)
    return place(gaps, level, cut or own_cut(gaps))


@cache
def martins(level=Level.FACTOR, cut=None, language="fr") -> tuple[Window, Chart]:
    """M. MARTIN's window and its chart, drawn once."""
    found = window(martin(), level, cut)
    return found, window_chart(martin(), found, Look(language))


def rows(chart, kind: str) -> list[dict]:
    return [row for layer in chart.spec["layer"] if layer["mark"]["type"] == kind for row in layer["data"]["values"]]


def discs(chart) -> list[dict]:
    return [row for row in chart.spec["layer"][-2]["data"]["values"] if "code" in row]


def seen(chart, kind: str, width: float) -> list[dict]:
    return [row for row in rows(chart, kind) if row["low"] <= width < row["high"]]


def text_box(row: dict, width: float) -> Rectangle:
    """Where a text is drawn, in pixels of the plot."""
    across, upward = plot_size(width)
    x, y = row["u"] * across + row["dx"], row["v"] * upward + row["dy"]
    long = text_width(row["text"], row["size"], "semibold" if row.get("weight") else "regular") / 1.05
    left = x - {"left": 0, "center": long / 2, "right": long}[row["align"]]
    return Rectangle(left, y - row["size"] * 0.45, left + long, y + row["size"] * 0.45)


def words_in(chart, width: float, colour: str) -> list[tuple[dict, Rectangle]]:
    return [(row, text_box(row, width)) for row in seen(chart, "text", width) if row["color"] == colour]


def cut_of(found: Window, floor: float, width: float) -> tuple[float, float]:
    across, upward = plot_size(width)
    return (
        (found.cut.self_percent - floor) / (100 - floor) * across,
        (100 - found.cut.environment_percent) / (100 - floor) * upward,
    )


def quadrant_at(x: float, y: float, cut: tuple[float, float]) -> Quadrant:
    if x >= cut[0]:
        return Quadrant.RECOGNISED_STRENGTH if y <= cut[1] else Quadrant.BLIND_SPOT
    return Quadrant.HIDDEN_STRENGTH if y <= cut[1] else Quadrant.SHARED_PROGRESS


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("cut", [None, level_cut(60)])
def test_martins_factors_all_carry_their_whole_name_on_a_desk(language, cut):
    look, model = Look(language), kamescope_model()
    _, chart = martins(cut=cut, language=language)
    said = " ".join(row["text"] for row, _ in words_in(chart, 640, look.palette.text)).replace("\u00a0", " ")
    for factor in model.factors:
        for word in look.words.text(factor.name).split():
            assert word in said


@pytest.mark.sample(16)
@pytest.mark.parametrize("width", ALL_WIDTHS)
@pytest.mark.parametrize("level", [Level.FACTOR, Level.SUB_FACTOR, Level.ITEM])
def test_no_text_meets_another_nor_a_point_nor_a_cut_line_nor_leaves_the_plot(level, width):
    found, chart = martins(level)
    look = Look("fr")
    across, upward = plot_size(width)
    placed = words_in(chart, width, look.palette.text)
    titles = [pair for ink, _ in look.palette.quadrants.values() for pair in words_in(chart, width, ink)]
    boxes = [box for _, box in (*placed, *titles)]
    assert not [pair for pair in combinations(boxes, 2) if pair[0].overlaps(pair[1], -1)]
    for box in boxes:
        assert box.left >= 0 and box.right <= across and box.top >= 0 and box.bottom <= upward
        cut_x, cut_y = cut_of(found, axis_floor(found, kamescope_model()), width)
        assert not box.left < cut_x < box.right
        assert not box.top < cut_y < box.bottom
        for disc in discs(chart):
            x, y = disc["u"] * across, disc["v"] * upward
            assert not box.overlaps(Rectangle(x - RADIUS, y - RADIUS, x + RADIUS, y + RADIUS), -1)


@pytest.mark.parametrize("width", ALL_WIDTHS)
def test_every_code_stands_in_the_quadrant_of_its_point(width):
    for found, chart in (martins(), martins(Level.SUB_FACTOR, level_cut(60)), martins(Level.ITEM)):
        look = Look("fr")
        expected = {point.code: point.quadrant for point in found.points}
        cut = cut_of(found, axis_floor(found, kamescope_model()), width)
        for row, box in words_in(chart, width, look.palette.text):
            for code in set(re.findall(r"\w+", row["text"])) & expected.keys():
                middle = (box.left + box.right) / 2, (box.top + box.bottom) / 2
                assert quadrant_at(*middle, cut) is expected[code]


def test_a_phone_shows_codes_only():
    look = Look("en")
    chart = window_chart(martin(), window(martin()), look)
    codes = {factor.code for factor in kamescope_model().factors}
    written = [row["text"] for row, _ in words_in(chart, NARROW - 1, look.palette.text)]
    assert set(written) == codes and len(written) == len(codes)


@pytest.mark.parametrize("level", [Level.FACTOR, Level.SUB_FACTOR, Level.ITEM])
def test_every_whole_point_has_a_mark_and_those_at_one_place_share_it(level):
    found, chart = martins(level)
    whole = [point.code for point in found.points if point.quadrant]
    assert sorted(code for row in discs(chart) for code in row["code"].split()) == sorted(whole)
    places = [(row["u"], row["v"]) for row in discs(chart)]
    assert len(set(places)) == len(places)
    for row in discs(chart):
        assert row["together"] == len(row["code"].split())
        assert all(code in str(row["tip"]) for code in row["code"].split())
    assert len([row for row in rows(chart, "point") if row.get("together", 0) > 1]) == 2 * len(
        [row for row in discs(chart) if row["together"] > 1]
    )  # a disc and a ring


def test_martins_shared_places():
    _, chart = martins(Level.ITEM)
    assert "Q9 Q10 Q64 Q80" in [row["code"] for row in discs(chart)]
    assert not [row for row in discs(chart) if "Q21" in row["code"].split()]  # self left it blank


def test_a_tooltip_says_both_sides_the_gap_its_class_and_the_quadrant():
    _, chart = martins()
    (tip,) = [row["tip"] for row in discs(chart) if row["code"] == "F12"]
    assert tip == {
        "title": "F12 New business",
        "Auto-évaluation": "55\u00a0% (2,75)",
        "Environnement": "85\u00a0% (4,25)",
        "Écart, en points": "−1,50 · marqué",
        "Quadrant": "Forces méconnues",
    }


def test_one_cut_an_axis_and_points_where_their_percents_are():
    found, chart = martins()
    floor = axis_floor(found, kamescope_model())
    cuts = [row for row in rows(chart, "rule") if {row["u"], row["v"]} & {0} and row["dash"] == "1,0"]
    upright, level = cuts
    assert upright["u"] == upright["u2"] == pytest.approx((found.cut.self_percent - floor) / (100 - floor))
    assert level["v"] == level["v2"] == pytest.approx((100 - found.cut.environment_percent) / (100 - floor))
    (f12,) = [row for row in discs(chart) if row["code"] == "F12"]
    assert (f12["u"], f12["v"]) == pytest.approx(((55 - floor) / (100 - floor), (100 - 85) / (100 - floor)))


@pytest.mark.parametrize(
    ("lowest", "cut", "floor"),
    [(2.75, 60, 50), (2.55, 60, 40), (2.5, 60, 40), (1, 60, 20), (3, 45, 40), (3, 10, 10), (5, 97, 90)],
)
def test_axes_start_at_the_tens_below_the_lowest_point_and_the_cut(lowest, cut, floor):
    model = kamescope_model()
    found = place([make_gap(model, "F1", lowest, 5)], Level.FACTOR, level_cut(cut))
    assert axis_floor(found, model) == floor
    chart = window_chart(martin(), found, Look("fr"))
    assert floor_sentence(floor, Look("fr")) in chart.alternative
    assert f"{floor}\u00a0%" in floor_sentence(floor, Look("fr"))


def test_a_page_may_ask_for_a_lower_start_never_for_a_higher_one():
    found = window(martin())
    for lowest, floor in ((20.0, 20), (80.0, 50)):
        chart = window_chart(martin(), found, Look("fr"), lowest=lowest)
        assert floor_sentence(floor, Look("fr")) in chart.alternative


def test_scores_at_both_ends_of_the_scale_are_drawn_whole():
    model = kamescope_model()
    ends = [(1, 1), (5, 5), (1, 5), (5, 1)]
    gaps = [make_gap(model, factor.code, *pair) for factor, pair in zip(model.factors, ends, strict=False)]
    chart = window_chart(martin(), place(gaps, Level.FACTOR, level_cut(60)), Look())
    assert {(row["u"], row["v"]) for row in discs(chart)} == {(0, 1), (1, 0), (0, 0), (1, 1)}
    assert min(LEFT, RIGHT, TOP) > RADIUS
    assert "clip" not in json.dumps(chart.spec)


def test_points_at_nearly_one_place_share_a_mark_but_not_across_a_cut():
    model = kamescope_model()
    gaps = [make_gap(model, code, 4, score) for code, score in (("F1", 4.0), ("F2", 4.01), ("F3", 3.995))]
    found = marks(place(gaps, Level.FACTOR, Cut(60, 80)), 40)
    assert [mark.codes for mark in found] == [("F1", "F2"), ("F3",)]


def test_without_a_whole_point_there_are_axes_and_a_sentence():
    model = kamescope_model()
    gaps = [make_gap(model, factor.code, 3, None) for factor in model.factors]
    found = place(gaps, Level.FACTOR, own_cut(gaps))
    chart = window_chart(martin(), found, Look("en"))
    assert found.cut is None and not discs(chart)
    assert "no point is rated on both sides" in chart.alternative
    assert '"pick"' in json.dumps(chart.spec)
    drawn = svg(chart, 400)
    assert "↑ Environment, in %" in drawn and "Blind spots" not in drawn


def test_nothing_of_a_masked_group_is_in_the_specification():
    model = kamescope_model()
    everything = {item.code: 3 for item in model.items}
    asked = model.group("client").items
    masked = publish(
        model,
        [
            Questionnaire("self", everything),
            Questionnaire("manager", everything),
            *(Questionnaire("client", dict.fromkeys(asked, 5)) for _ in range(2)),
        ],
    )
    chart = window_chart(masked, window(masked), Look("fr"))
    assert {row["tip"]["Environnement"] for row in discs(chart)} == {"60\u00a0% (3,00)"}
    hidden = window_chart(masked, window(masked, environment="client"), Look("fr"), "client")
    assert not discs(hidden)
    assert "100\u00a0%" not in json.dumps([hidden.spec, chart.spec], ensure_ascii=False)
    assert "5,00" not in json.dumps([hidden.spec, chart.spec], ensure_ascii=False)


def test_the_alternative_says_which_codes_stand_where():
    _, chart = martins()
    assert "Forces méconnues\u00a0: F12 New business, F11 Savoir et connaissances métier et F8 Productivité." in (
        chart.alternative
    )
    assert "à 73\u00a0% en abscisse et à 74\u00a0% en ordonnée" in chart.alternative
    english = window_chart(martin(), window(martin(), Level.ITEM), Look("en")).alternative
    assert "No comparison possible: Q21." in english
    assert "Perception window, 80 points: Self-rating across, Environment upwards." in english


def test_another_model_another_environment_the_same_chart_twice():
    model, chance = other_model(), random.Random(5)
    answers = [
        Questionnaire(group.code, {code: chance.randint(0, 10) for code in sorted(group.items)})
        for group in model.groups
        for _ in range(group.minimum)
    ]
    published = publish(model, answers)
    look = Look("en", dark=True)
    found = window(published, Level.FACTOR, environment="team")
    chart = window_chart(published, found, look, "team")
    assert chart == window_chart(published, found, look, "team")
    drawn = svg(chart, 640)
    assert "↑ Team, in %" in drawn and "Blind spots" in drawn
    assert "#" not in json.dumps([row["text"] for row in rows(chart, "text")])


@pytest.mark.parametrize("width", [300, 420, 560, 700, 1000])
@pytest.mark.parametrize("level", [Level.FACTOR, Level.ITEM])
def test_drawn_at_any_width_nothing_leaves_the_picture(width, level):
    _, chart = martins(level)
    drawn = svg(chart, width)
    wide, high = map(float, re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', drawn).groups())
    assert wide == width
    texts = re.findall(r'<text text-anchor="(\w+)" transform="translate\(([\d.-]+),([\d.-]+)\)"[^>]*>([^<]+)<', drawn)
    assert len(texts) >= 30
    for anchor, x, y, text in texts:
        size = text_width(text, 12) / 1.05
        left = float(x) - {"start": 0, "middle": size / 2, "end": size}[anchor]
        assert left >= -1 and left + size <= wide + 1
        assert 8 <= float(y) <= high


def test_both_catalogues_have_the_same_keys():
    keys = {language: {message.id for message in messages(language)["windows"] if message.id} for language in LANGUAGES}
    assert len(set(map(frozenset, keys.values()))) == 1


def svg(chart, width: float) -> str:
    register_fonts()
    return vl_convert.vegalite_to_svg(chart.spec | {"width": width})

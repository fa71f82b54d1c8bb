"""The window of many KAMs: names where they fit, counts in a crowd, tokens nowhere but under a click."""

import json
import random
import re
from itertools import combinations

import pytest

from kamescope.analysis.gaps import make_gap
from kamescope.analysis.published import Level
from kamescope.analysis.window import Quadrant, Window, level_cut, own_cut, place
from kamescope.charts.people_window import LABELLED, people_window
from kamescope.charts.rectangle import Rectangle
from kamescope.charts.theme import Chart, Look
from kamescope.charts.window import axis_floor, factors_window, window_chart
from kamescope.charts.window_layout import RADIUS, SAME_PERCENT, marks, plot_size
from tests.charts.test_window import cut_of, rows, seen, window, words_in
from tests.support import kamescope_model, martin

MODEL = kamescope_model()
FR, EN = Look("fr"), Look("en")
FIRST = ("Claire", "Jean-Baptiste", "Léa", "Karim", "Anne-Sophie", "Paul", "Mme")
LAST = ("DURAND", "DE LA ROCHEFOUCAULD-MONTMORENCY-LAVAL", "PETIT", "NGUYEN VAN", "O’BRIEN", "BEAUMARCHAIS")


def team(count: int, seed: int = 1) -> tuple[Window, dict[str, str]]:
    """KAMs around one point, the last without an environment, and their names."""
    dice = random.Random(seed)
    names = {f"tok{place}": f"{dice.choice(FIRST)} {dice.choice(LAST)}" for place in range(count)}
    pairs = [[min(5, max(1, dice.gauss(3.6, 0.6))) for _ in range(2)] for _ in names]
    pairs[-1][1] = None
    gaps = [make_gap(MODEL, code, *pair) for code, pair in zip(names, pairs, strict=True)]
    return place(gaps, Level.FACTOR, own_cut(gaps)), names


def drawn(count: int, look: Look = FR, **more) -> Chart:
    found, names = team(count)
    return people_window(MODEL, found, names, look, **more)


def discs(chart: Chart) -> list[dict]:
    """The rows that can be clicked."""
    (found,) = [layer["data"]["values"] for layer in chart.spec["layer"] if "params" in layer]
    return [row for row in found if row]


def written(chart: Chart, width: float, look: Look = FR) -> list[str]:
    return [row["text"] for row, _ in words_in(chart, width, look.palette.text)]


def test_names_are_written_and_told_tokens_only_clicked():
    found, names = team(12)
    chart = people_window(MODEL, found, names, FR)
    said = " ".join(written(chart, 700))
    for code in [point.code for point in found.points if point.quadrant]:
        assert all(word in said for word in names[code].split(" "))
    assert sorted(code for row in discs(chart) for code in row["code"].split()) == sorted(list(names)[:-1])
    shown = [[row["text"] for row in rows(chart, "text")], [(row["tip"], row["said"]) for row in discs(chart)]]
    assert "tok" not in json.dumps([shown, chart.alternative])


@pytest.mark.deep
def test_a_name_is_never_broken_behind_its_title():
    assert not {"Mme", "Léa"} & set(written(drawn(LABELLED), 700))


@pytest.mark.sample(4)
@pytest.mark.parametrize("width", [300, 420, 560, 700, 1000])
@pytest.mark.parametrize("count", [5, LABELLED])
def test_no_text_meets_another_nor_a_point_nor_a_cut_line_nor_leaves_the_plot(count, width):
    (found, _), chart = team(count), drawn(count)
    across, upward = plot_size(width)
    inks = [FR.palette.text, *(ink for ink, _ in FR.palette.quadrants.values())]
    boxes = [box for ink in inks for _, box in words_in(chart, width, ink)]
    assert len(boxes) > count / 3
    assert not [pair for pair in combinations(boxes, 2) if pair[0].overlaps(pair[1], -1)]
    cut_x, cut_y = cut_of(found, axis_floor(found, MODEL), width)
    for box in boxes:
        assert box.left >= 0 and box.right <= across and box.top >= 0 and box.bottom <= upward
        assert not box.left < cut_x < box.right and not box.top < cut_y < box.bottom
        for disc in discs(chart):
            x, y = disc["u"] * across, disc["v"] * upward
            assert not box.overlaps(Rectangle(x - RADIUS, y - RADIUS, x + RADIUS, y + RADIUS), -1)


def at_one_place(count: int) -> tuple[Window, dict[str, str]]:
    names = {f"tok{number}": f"Kam {number}" for number in range(count)}
    return place([make_gap(MODEL, code, 4, 3) for code in names], Level.FACTOR, level_cut(60)), names


def test_those_at_one_place_share_a_mark_that_names_them():
    found, names = at_one_place(3)
    chart = people_window(MODEL, found, names, FR)
    (mark,) = discs(chart)
    assert mark["code"] == "tok0 tok1 tok2"
    assert mark["tip"]["title"] == "3 KAM au même endroit"
    assert mark["tip"]["KAM"] == "Kam 0, Kam 1 et Kam 2"
    assert set(written(chart, 700)) == {"Kam 0", "Kam 1", "Kam 2"}


def test_a_crowd_at_one_place_is_counted():
    found, names = at_one_place(20)
    chart = people_window(MODEL, found, names, EN)
    (mark,) = discs(chart)
    assert set(written(chart, 700)) == {"×20"}
    assert mark["tip"]["KAM"].endswith(", Kam 10 and 9 other KAMs")


def test_a_thousand_kams_are_marks_and_counts():
    found, names = team(1000)
    chart = people_window(MODEL, found, names, FR)
    assert sorted(code for row in discs(chart) for code in row["code"].split()) == sorted(list(names)[:-1])
    for width in (360, 700):
        assert written(chart, width) == []
        titles = {row["text"] for row in seen(chart, "text", width) if row.get("weight") and row["size"] > 10}
        assert sum(int(number) for title in titles for number in re.findall(r"\((\d+)\)", title)) == 999
    counts = [len(found.in_quadrant(quadrant)) for quadrant in Quadrant]
    assert all(f"\u00a0: {count} KAM." in chart.alternative for count in counts)
    assert len(chart.alternative) < 600


def test_points_at_one_place_are_found_as_if_each_were_held_against_each():
    dice = random.Random(3)
    gaps = [make_gap(MODEL, str(number), *(3.6 + dice.randint(0, 90) / 200 for _ in range(2))) for number in range(250)]
    found = place(gaps, Level.FACTOR, own_cut(gaps))
    slow: list[list] = []
    for point in found.points:
        for others in slow:
            first = others[0]
            if first.quadrant is point.quadrant and all(
                abs(getattr(first.gap, side) - getattr(point.gap, side)) < SAME_PERCENT
                for side in ("self_percent", "environment_percent")
            ):
                others.append(point)
                break
        else:
            slow.append([point])
    assert 20 < len(slow) < 240
    assert [mark.points for mark in marks(found, 20)] == [tuple(points) for points in slow]


def test_the_alternative_tells_who_stands_where_in_the_order_of_the_window():
    names = {"b": "BENALI", "a": "ANCEL", "c": "CARON", "d": "DURAND"}
    pairs = ((4, 4), (4, 5), (2, 5), (None, 5))
    gaps = [make_gap(MODEL, code, *pair) for code, pair in zip(names, pairs, strict=True)]
    found = place(gaps, Level.FACTOR, level_cut(60))
    said = people_window(MODEL, found, names, EN, title="F3").alternative
    assert said.startswith("F3. Perception window, 3 KAMs compared: Self-rating across, Environment upwards.")
    assert "Recognised strengths, 2 KAMs: BENALI and ANCEL." in said
    assert "Hidden strengths, 1 KAM: CARON." in said
    assert "Blind spots: no KAM." in said
    assert "No comparison possible: DURAND." in said
    assert "100" not in json.dumps(discs(people_window(MODEL, place(gaps[3:], Level.FACTOR, None), names, EN)))


def test_without_anybody_on_both_sides_there_are_axes_and_a_sentence():
    gaps = [make_gap(MODEL, "tok", 3, None)]
    chart = people_window(MODEL, place(gaps, Level.FACTOR, own_cut(gaps)), {"tok": "BENALI"}, FR, "client")
    assert not discs(chart)
    assert "aucun KAM n’est noté des deux côtés" in chart.alternative
    assert '"pick"' in json.dumps(chart.spec)


def test_a_team_s_window_by_factor_needs_no_single_kam():
    found = window(martin())
    assert factors_window(MODEL, found, EN) == window_chart(martin(), found, EN)

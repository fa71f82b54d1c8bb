"""The radar: its figures, its gaps, its labels, at any width and in both languages."""

import json
import re
from dataclasses import replace
from itertools import chain

import pytest

from kamescope.analysis.published import Level, codes
from kamescope.charts.radar import radar
from kamescope.charts.radar_profile import direction, stretches
from kamescope.charts.theme import DARK, DASHES, LIGHT, Chart, Look
from kamescope.model import ENVIRONMENT
from tests.charts.drawn import draw, faults, other, rows, stands, strained
from tests.support import martin

FR, EN = Look("fr"), Look("en")
GROUPS = ("self", "manager", "client")
NBSP = "\N{NO-BREAK SPACE}"


def martin_radar(look: Look = FR, groups=GROUPS, level: Level = Level.FACTOR, **more) -> Chart:
    return radar(martin(), level, groups, codes(martin().model, level), look, **more)


def marks(chart: Chart) -> dict[tuple[str, str], dict]:
    return {(row["group"], row["code"]): row for row in rows(chart, "group", "code", "f", "who")}


def runs(chart: Chart) -> dict[str, list[list[str]]]:
    """Group → its lines, as codes."""
    code_at = {(row["ux"], row["uy"]): row["code"] for row in marks(chart).values()}
    found: dict[str, dict[str, list[str]]] = {}
    for row in rows(chart, "run"):
        found.setdefault(row["group"], {}).setdefault(row["run"], []).append(code_at[row["ux"], row["uy"]])
    return {group: list(lines.values()) for group, lines in found.items()}


def test_a_mark_stands_where_its_score_is():
    """(2.3333 − 1) / 4 of the way from the centre; every published figure has a mark, no other."""
    found = marks(martin_radar())
    assert found["manager", "F1"]["f"] == pytest.approx(1 / 3, abs=1e-4)
    assert (found["manager", "F1"]["score"], found["manager", "F1"]["answers"]) == (f"47{NBSP}%", "8")
    assert found["client", "F12"]["f"] == 1
    assert len(found) == 13 * 3 - 1
    assert ("client", "F6") not in found


def test_spokes_come_in_the_order_asked_and_clockwise():
    chosen = ("F3", "F1", "F13")
    chart = radar(martin(), Level.FACTOR, ("self",), chosen, FR)
    assert [(row["code"], row["ux"], row["uy"]) for row in marks(chart).values()] == [
        (code, *direction(index, 3)) for index, code in enumerate(chosen)
    ]
    assert direction(0, 3) == (0, -1)
    assert direction(1, 4) == (1, 0)


@pytest.mark.parametrize(
    ("present", "expected"),
    [
        ("111", [[0, 1, 2, 0]]),
        ("1101", [[3, 0, 1]]),
        ("0110", [[1, 2]]),
        ("1010", []),
        ("01101110", [[1, 2], [4, 5, 6]]),
        ("10011", [[3, 4, 0]]),
        ("000", []),
        ("100", []),
    ],
)
def test_stretches_never_bridge_a_gap(present, expected):
    assert stretches([mark == "1" for mark in present]) == expected


def test_a_missing_figure_breaks_the_line():
    found = runs(martin_radar())
    order = list(codes(martin().model, Level.FACTOR))
    assert found["self"] == [[*order, "F1"]]
    assert found["client"] == [[*order[6:], *order[:5]]]


def test_an_isolated_point_keeps_its_mark():
    chart = radar(martin(), Level.SUB_FACTOR, ("client",), ("SF1", "SF2", "SF7", "SF8"), FR)
    assert [code for _, code in marks(chart)] == ["SF2", "SF8"]
    assert rows(chart, "run") == []


def test_every_group_has_its_own_mark_dash_and_colour():
    for look, palette in ((FR, LIGHT), (Look("fr", dark=True), DARK)):
        chart = martin_radar(look)
        found = marks(chart)
        lines = {row["group"]: (row["dash"], row["color"]) for row in rows(chart, "run")}
        for group, mark in (("self", "diamond"), ("manager", "circle"), ("client", "square")):
            assert lines[group] == (DASHES[mark], palette.groups[mark])
            assert (found[group, "F1"]["shape"], found[group, "F1"]["color"]) == (mark, palette.groups[mark])


@pytest.mark.parametrize(("look", "note"), [(FR, f"Clients{NBSP}: n.d."), (EN, "Clients: n/a")])
def test_what_is_missing_is_said_under_its_label(look, note):
    chart = martin_radar(look)
    assert {row["code"] for row in rows_with(chart, note)} == {"F6"}
    assert draw(chart, 800).says(note)
    narrow = draw(chart, 340)
    assert not narrow.says(note)
    assert any(text.text.startswith(note) and text.text.endswith("F6") for text in narrow.texts)


def rows_with(chart: Chart, line: str) -> list[dict]:
    every = chain(*(layer["data"]["values"] for layer in chart.spec["layer"]))
    return [row for row in every if row.get("line") == line]


def test_names_on_a_desk_codes_on_a_phone():
    chart = martin_radar()
    assert draw(chart, 620).says("Lobbying")
    assert not draw(chart, 519).says("Lobbying")
    assert draw(chart, 300).says("F2")


@pytest.mark.parametrize(("look", "word"), [(FR, "Équipe (masqué)"), (EN, "Team (masked)")])
def test_a_masked_group_has_a_word_in_the_legend_and_nothing_else(look, word):
    def drawn(team: int) -> Chart:
        published = other(team)
        groups = [group.code for group in published.model.groups]
        return radar(published, Level.FACTOR, groups, codes(published.model, Level.FACTOR), look)

    chart = drawn(7)
    assert chart == drawn(2)
    assert not [group for group, _ in marks(chart) if group == "team"]
    assert draw(chart, 700).says(word)
    text = json.dumps(chart.spec, ensure_ascii=False)
    assert not re.search(r"\b70\s?%|7[.,]00", text)
    assert 0.7 not in [row["f"] for row in marks(chart).values()]


def test_rings_start_at_the_lowest_answer():
    rings = {row["ring"]: row["f"] for row in rows(martin_radar(), "ring")}
    assert rings == {"40": 0.25, "60": 0.5, "80": 0.75, f"100{NBSP}%": 1}
    points = {row["ring"]: row["f"] for row in rows(martin_radar(Look("fr", unit="points")), "ring")}
    assert points == {"2": 0.25, "3": 0.5, "4": 0.75, "5": 1}
    ranged = radar(other(), Level.FACTOR, ("self",), codes(other().model, Level.FACTOR), EN)
    assert {row["ring"]: row["f"] for row in rows(ranged, "ring")} == {
        "20": 0.2, "40": 0.4, "60": 0.6, "80": 0.8, "100%": 1,
    }  # fmt: skip
    assert marks(ranged)["self", "A"]["f"] == pytest.approx(0.4)


def test_equal_marks_step_aside_evenly():
    """All groups of the other model answer 4: their marks stand 8 px or a little less apart, around the true place."""
    published = other()
    chart = radar(published, Level.FACTOR, ("self", "manager", "peer"), codes(published.model, Level.FACTOR), FR)
    found = [row for (_, code), row in marks(chart).items() if code == "A"]
    assert sorted(row["mx"] for row in found) == [-8, 0, 8]
    assert {row["my"] for row in found} == {0}
    aside = [row for (_, code), row in marks(chart).items() if code == "B"]
    assert sorted(row["my"] for row in aside) == [-8, 0, 8]


def test_the_environment_is_a_bar_under_the_groups():
    chart = martin_radar(groups=(*GROUPS, ENVIRONMENT))
    assert next(iter(marks(chart)))[0] == ENVIRONMENT
    assert list(marks(chart))[-1][0] == "self"
    assert marks(chart)[ENVIRONMENT, "F1"]["color"] == LIGHT.groups["bar"]
    assert marks(chart)[ENVIRONMENT, "F6"]["f"] == marks(chart)["manager", "F6"]["f"]


def test_the_legend_can_be_left_out():
    assert draw(martin_radar(), 620).says("Manager")
    assert not draw(martin_radar(legend=False), 620).says("Manager")
    assert draw(martin_radar(), 620).height > draw(martin_radar(legend=False), 620).height


def test_whatever_can_be_clicked_carries_a_code():
    chart = martin_radar()
    selections = [param for layer in chart.spec["layer"] for param in layer.get("params", ())]
    assert [(param["name"], param["select"]["fields"]) for param in selections] == [("pick", ["code"])]
    for layer in chart.spec["layer"]:
        if "tooltip" in layer["encoding"] or "params" in layer:
            assert all(row["code"] for row in layer["data"]["values"])


WIDTHS = (240, 300, 333, 390, 519, 520, 640, 719, 1100)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("look", [FR, EN], ids=["fr", "en"])
def test_no_label_is_cut_or_meets_another(look, width):
    assert faults(draw(martin_radar(look), width)) == []


@pytest.mark.deep
@pytest.mark.parametrize("width", [300, 480, 520, 700, 1100])
def test_nor_with_sub_factors_or_thirty_long_names_and_nine_groups(width):
    assert faults(draw(martin_radar(level=Level.SUB_FACTOR), width)) == []
    published = strained()
    groups = [*(group.code for group in published.model.groups), ENVIRONMENT]
    every = codes(published.model, Level.FACTOR)
    assert faults(draw(radar(published, Level.FACTOR, groups, every, FR), width)) == []
    assert faults(draw(radar(published, Level.FACTOR, groups[:3], every[:3], FR), width)) == []
    assert faults(draw(radar(published, Level.FACTOR, groups[:3], every[:13], FR), width)) == []


def test_another_unit_replaces_rows_and_leaves_the_drawing():
    percent, points = martin_radar(), martin_radar(replace(FR, unit="points"))
    assert stands(percent) == stands(points)
    said = [[row["ring"] for row in rows(chart, "ring")] for chart in (percent, points)]
    assert said == [["40", "60", "80", f"100{NBSP}%"], ["2", "3", "4", "5"]]


@pytest.mark.parametrize("look", [FR, EN], ids=["fr", "en"])
def test_the_alternative_tells_each_group_and_what_is_missing(look):
    said = martin_radar(look).alternative
    assert martin_radar(look).spec["description"] == said
    for group in ("Manager", "Clients"):
        assert group in said
    best = f"90{NBSP}% (4,50)" if look is FR else "90% (4.50)"
    assert "F9" in said and best in said
    assert ("n.d. pour F6" if look is FR else "n/a for F6") in said
    assert 2 <= len(re.findall(r"[.!](?: |$)", said.replace("n.d. pour", ""))) <= 4


def test_the_alternative_of_flat_and_masked_groups():
    published = other()
    said = radar(published, Level.FACTOR, ("self", "team"), codes(published.model, Level.FACTOR), FR).alternative
    assert f"40{NBSP}% (4,00) partout" in said
    assert f"Équipe{NBSP}: masqué partout." in said

"""The gap chart: its rows, bars, marks and words, at any width and in both languages."""

import json
import re
from dataclasses import replace

import pytest

from kamescope.analysis.gaps import GapClass, HalfGap, make_gap, sorted_gaps
from kamescope.analysis.published import Level, codes
from kamescope.analysis.window import window_gaps
from kamescope.charts.gap_chart import gap_chart
from kamescope.charts.parts import TIERS
from kamescope.charts.theme import DARK, LIGHT, Chart, Look
from kamescope.model import ENVIRONMENT, Text
from tests.charts.drawn import draw, faults, other, rows, stands, strained
from tests.support import Questionnaire, martin, other_model, publish

FR, EN = Look("fr"), Look("en")
GROUPS = ("self", "manager", "client")
NBSP = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"


def martin_gaps(look: Look = FR, level: Level = Level.FACTOR, groups=GROUPS, **more) -> Chart:
    return gap_chart(martin(), sorted_gaps(martin(), level), level, groups, look, **more)


def marks(chart: Chart) -> dict[tuple[str, str], dict]:
    return {(row["group"], row["code"]): row for row in rows(chart, "group", "f", "dy")}


def bars(chart: Chart) -> dict[str, dict]:
    return {row["code"]: row for row in rows(chart, "kind", "self", "environment")}


def said(chart: Chart) -> dict[str, tuple[str, str, str]]:
    return {row["code"]: (row["gap"], row["class"], row["color"]) for row in rows(chart, "gap", "class", "color")}


def test_rows_stand_in_the_order_given():
    gaps = sorted_gaps(martin(), Level.FACTOR)
    for order in (gaps, gaps[::-1]):
        chart = gap_chart(martin(), order, Level.FACTOR, GROUPS, FR)
        placed = sorted(rows(chart, "gap", "class", "y"), key=lambda row: row["y"][-1])
        assert [row["code"] for row in placed] == [gap.code for gap in order]
        assert list(said(chart)) == [gap.code for gap in order]


def test_the_bar_runs_from_self_to_the_environment_in_the_colour_of_its_class():
    for look, palette in ((FR, LIGHT), (Look("fr", dark=True), DARK)):
        found = bars(martin_gaps(look))
        assert found["F12"]["self"] == pytest.approx((55 - 20) / 80)
        assert found["F12"]["environment"] == pytest.approx((85 - 20) / 80)
        assert found["F12"]["color"] == palette.accent_strong
        assert found["F10"]["color"] == palette.accent_soft
        assert found["F1"]["color"] == palette.neutral_soft


def test_the_hairline_runs_from_the_lowest_mark_to_the_highest():
    found = {row["code"]: row for row in rows(martin_gaps(), "low", "high")}
    assert found["F1"]["low"] == marks(martin_gaps())["manager", "F1"]["f"]
    assert found["F1"]["high"] == marks(martin_gaps())["client", "F1"]["f"]


@pytest.mark.parametrize(
    ("look", "words"), [(FR, ("marqué", "à explorer", "aligné")), (EN, ("marked", "to explore", "aligned"))]
)
def test_the_gap_has_two_decimals_a_sign_and_its_class_in_words(look, words):
    found = said(martin_gaps(look))
    comma = "," if look is FR else "."
    assert found["F12"] == (f"{MINUS}1{comma}50", words[0], LIGHT.accent)
    assert found["F10"] == (f"+0{comma}81", words[1], LIGHT.text)
    assert found["F1"] == (f"+0{comma}47", words[2], LIGHT.muted)


def test_self_and_the_environment_are_always_drawn_and_the_environment_lowest():
    found = marks(martin_gaps(groups=("manager",)))
    assert {group for group, _ in found} == {"self", "manager", ENVIRONMENT}
    order = [group for group, _ in found]
    assert order[:13] == [ENVIRONMENT] * 13
    assert order[-13:] == ["self"] * 13


def test_the_environment_is_the_gaps_own():
    """The window may measure against one group: the bar and the mark follow."""
    gaps = window_gaps(martin(), Level.FACTOR, "manager")
    chart = gap_chart(martin(), gaps, Level.FACTOR, GROUPS, FR)
    assert marks(chart)[ENVIRONMENT, "F1"]["f"] == marks(chart)["manager", "F1"]["f"]


@pytest.mark.parametrize(("look", "word"), [(FR, "n.d."), (EN, "n/a")])
def test_a_null_gap_has_no_bar_and_keeps_its_marks(look, word):
    gaps = (HalfGap("F2", 80.0, None), make_gap(martin().model, "F1", 4.0, 3.0))
    chart = gap_chart(martin(), gaps, Level.FACTOR, GROUPS, look)
    assert said(chart)["F2"][:2] == (word, "")
    assert list(bars(chart)) == ["F1"]
    assert ("self", "F2") in marks(chart) and ("client", "F2") in marks(chart)
    assert (ENVIRONMENT, "F2") not in marks(chart)
    assert draw(chart, 700).says(word)
    nothing = gap_chart(martin(), (HalfGap("F2", None, None),), Level.FACTOR, ("client",), look)
    assert [group for group, _ in marks(nothing)] == ["client"]
    assert faults(draw(nothing, 700)) == []


def test_the_class_is_dropped_where_it_is_narrow():
    chart = martin_gaps()
    assert draw(chart, 520).says("marqué")
    assert not draw(chart, 519).says("marqué")
    assert draw(chart, 519).says(f"{MINUS}1,50")


def test_on_a_phone_the_name_stands_above_its_marks():
    for width, above in ((340, True), (900, False)):
        texts = {text.text: text for text in draw(martin_gaps(), width).texts}
        assert (texts[f"New business{NBSP}◌"].bottom < texts[f"{MINUS}1,50"].top + 4) is above


def test_equal_marks_step_apart():
    """Everybody answers 4: the marks of three groups stand 8 px apart, the environment's bar behind them is longer."""
    published = other()
    chart = gap_chart(published, sorted_gaps(published, Level.FACTOR), Level.FACTOR, ("self", "manager", "peer"), FR)
    steps = [marks(chart)[group, "A"]["dy"] for group in ("self", "manager", "peer")]
    assert [step[-1] for step in steps] == [-8, 0, 8]
    bar = marks(chart)[ENVIRONMENT, "A"]
    assert bar["sizes"][-1] == 30**2
    alone = marks(martin_gaps())[ENVIRONMENT, "F2"]
    assert alone["sizes"][-1] == 20**2


def test_axis_ticks_are_in_the_unit():
    assert [row["tick"] for row in rows(martin_gaps(), "tick")] == ["20", "40", "60", "80", f"100{NBSP}%"]
    assert [row["tick"] for row in rows(martin_gaps(Look("fr", unit="points")), "tick")] == list("12345")
    assert [row["f"] for row in rows(martin_gaps(), "tick")] == [0, 0.25, 0.5, 0.75, 1]


@pytest.mark.parametrize(("look", "word"), [(FR, "Équipe (masqué)"), (EN, "Team (masked)")])
def test_a_masked_group_is_told_in_the_legend_and_leaves_no_figure(look, word):
    def drawn(team: int) -> Chart:
        published = other(team)
        groups = [group.code for group in published.model.groups]
        return gap_chart(published, sorted_gaps(published, Level.FACTOR), Level.FACTOR, groups, look)

    chart = drawn(7)
    assert chart == drawn(2)
    assert "team" not in {group for group, _ in marks(chart)}
    assert draw(chart, 900).says(word)
    assert not re.search(r"\b70\s?%|7[.,]00", json.dumps(chart.spec, ensure_ascii=False))
    assert 0.7 not in [row["f"] for row in marks(chart).values()]


def test_whatever_can_be_clicked_carries_a_code():
    chart = martin_gaps()
    selections = [param for layer in chart.spec["layer"] for param in layer.get("params", ())]
    assert [(param["name"], param["select"]["fields"]) for param in selections] == [("pick", ["code"])]
    for layer in chart.spec["layer"]:
        if "tooltip" in layer["encoding"] or "params" in layer:
            assert all(row["code"] for row in layer["data"]["values"])


@pytest.mark.parametrize("name", ["Pairs \\", 'P" + x + "', "<b>P</b>", "P\u2028Q", "E'{}"])
def test_whatever_a_group_is_called_the_chart_is_drawn(name):
    model = other_model()
    named = Text((("fr", name),))
    groups = [replace(group, name=named, plural=named) if group.code == "peer" else group for group in model.groups]
    asked = Questionnaire("peer", dict.fromkeys(model.group("peer").items, 4))
    published = publish(replace(model, groups=tuple(groups)), [asked] * 3)
    chart = gap_chart(published, sorted_gaps(published, Level.FACTOR), Level.FACTOR, ("peer",), FR)
    assert draw(chart, 900).texts
    assert all(name in row["tip"] for row in rows(chart, "tip"))


def test_another_unit_replaces_rows_and_leaves_the_drawing():
    percent, points = martin_gaps(), martin_gaps(replace(FR, unit="points"))
    assert stands(percent) == stands(points)
    said = [[row["tick"] for row in rows(chart, "tick")] for chart in (percent, points)]
    assert said == [["20", "40", "60", "80", f"100{NBSP}%"], ["1", "2", "3", "4", "5"]]


def test_a_chart_without_a_row_is_refused():
    with pytest.raises(ValueError, match="row"):
        gap_chart(martin(), (), Level.FACTOR, GROUPS, FR)


def test_the_legend_can_be_left_out():
    assert draw(martin_gaps(), 900).says("Manager")
    assert not draw(martin_gaps(legend=False), 900).says("Manager")


@pytest.mark.parametrize("look", [FR, EN], ids=["fr", "en"])
def test_the_alternative_reads_every_row(look):
    chart = martin_gaps(look)
    for row, (gap, kind, _) in said(chart).items():
        assert re.search(rf"{row} [^;]*{re.escape(gap)}, {kind}", chart.alternative)
    assert ("2 écarts marqués, 6 à explorer et 5 alignés." if look is FR else "2 marked gaps") in chart.alternative
    assert ("Clients n.d." if look is FR else "Clients n/a") in chart.alternative
    assert chart.spec["description"] == chart.alternative


@pytest.mark.parametrize("width", [*TIERS[::3], 300, 390, 519, 520, 1100])
@pytest.mark.parametrize("look", [FR, EN], ids=["fr", "en"])
def test_no_text_is_cut_or_meets_another(look, width):
    assert faults(draw(martin_gaps(look), width)) == []


@pytest.mark.deep
@pytest.mark.parametrize("width", [300, 480, 520, 700, 1100])
def test_nor_with_one_row_or_thirty_long_names_and_nine_groups(width):
    published = strained()
    groups = [group.code for group in published.model.groups]
    gaps = sorted_gaps(published, Level.FACTOR)
    assert len(gaps) == len(codes(published.model, Level.FACTOR)) == 30
    assert faults(draw(gap_chart(published, gaps, Level.FACTOR, groups, FR), width)) == []
    assert faults(draw(gap_chart(published, gaps[:1], Level.FACTOR, groups, FR), width)) == []


def test_classes_come_from_the_gaps():
    chart = martin_gaps()
    kinds = {gap.code: gap.kind for gap in sorted_gaps(martin(), Level.FACTOR)}
    assert {code: row["kind"] for code, row in bars(chart).items()} == kinds
    assert GapClass.MARKED in kinds.values()

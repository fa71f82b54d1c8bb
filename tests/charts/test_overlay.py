"""The radar of several KAMs: one look a KAM, gaps where nothing may be shown, nothing on anything else."""

import random
import re
from itertools import combinations

import numpy as np
import pytest

from kamescope.analysis.published import Level, Missing, Shown, codes, missing
from kamescope.charts.overlay import ComparedKam, distinct, overlay, side_by_side_overlay
from kamescope.charts.theme import DARK, DASHES, LIGHT, PEOPLE, SHAPES, Chart, Look, Palette, person_mark
from kamescope.i18n import NBSP
from kamescope.model import MARKS, Model
from kamescope.privacy import Status
from tests.charts.drawn import draw, faults, rows, strained_model
from tests.charts.test_side_by_side_table import near_of_one_name
from tests.contrast import contrast
from tests.support import kamescope_model

FR, EN = Look("fr"), Look("en")
NAMES = (
    "M. MARTIN",
    "Mme Claire DURAND",
    "Jean-Baptiste DE LA ROCHEFOUCAULD-MONTMORENCY (Région Sud-Est)",
    "Léa PETIT",
    "Karim <b>BENALI</b>",
    "Anne-Sophie “Sophie” O'NEILL",
)
SIMULATED = {
    "normal": np.eye(3),
    "protan": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deutan": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritan": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}
"""Machado, Oliveira and Fernandes 2009, at full severity, on linear RGB."""
TO_CONES = [[0.41222, 0.53633, 0.05145], [0.21190, 0.68070, 0.10740], [0.08830, 0.28172, 0.62998]]
TO_OKLAB = [[0.21045, 0.79362, -0.00407], [1.97800, -2.42859, 0.45059], [0.02590, 0.78277, -0.80868]]


def person(place: int, scores: dict[str, float | Status], model: Model) -> ComparedKam:
    cells = {
        code: missing(2, score) if isinstance(score, Status) else Shown(score, model.scale.percent(score), 3, 12)
        for code, score in scores.items()
    }
    return ComparedKam(f"t{place}", NAMES[place], cells)


def team(count: int, model: Model | None = None, **without: tuple[Status, tuple[str, ...]]) -> list[ComparedKam]:
    """KAMs with scores of the 1–5 scale; `t1=(status, codes)` takes figures away."""
    model, dice, made = model or kamescope_model(), random.Random(4), []
    for place in range(count):
        scores: dict = {code: dice.choice((1, 2.5, 3, 3.25, 4, 5)) for code in codes(model, Level.FACTOR)}
        status, lost = without.get(f"t{place}", (Status.MASKED, ()))
        made.append(person(place, scores | dict.fromkeys(lost or (), status), model))
    return made


def drawn(people: list[ComparedKam], look: Look = FR, model: Model | None = None, **more) -> Chart:
    model = model or kamescope_model()
    return overlay(model, Level.FACTOR, codes(model, Level.FACTOR), people, look, **more)


def lines(chart: Chart) -> dict[str, list[dict]]:
    found: dict[str, list[dict]] = {}
    for row in rows(chart, "run"):
        found.setdefault(row["group"], []).append(row)
    return found


def linear(colour: str) -> np.ndarray:
    part = np.array([*bytes.fromhex(colour[1:])]) / 255
    return np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)


def difference(one: str, other: str, sight: str) -> float:
    """The distance of two colours in Oklab, as that sight has them."""
    seen = [np.clip(np.array(SIMULATED[sight]) @ linear(colour), 0, 1) for colour in (one, other)]
    a, b = (np.array(TO_OKLAB) @ np.cbrt(np.array(TO_CONES) @ colour) for colour in seen)
    return float(np.linalg.norm(a - b))


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_people_s_colours_are_legible_and_told_apart_by_every_sight(palette: Palette):
    people = [palette.groups[mark] for mark in PEOPLE]
    for colour in people:
        assert min(contrast(colour, ground) for ground in (palette.background, palette.surface)) > 4.4
        for mark in ("diamond", "circle", "square", "bar"):
            assert difference(colour, palette.groups[mark], "normal") > 0.1
    for sight in SIMULATED:
        assert min(difference(*pair, sight) for pair in combinations(people, 2)) > 0.1


def test_no_group_ever_has_a_person_s_mark_and_no_two_people_look_alike():
    assert not {*PEOPLE} & {*MARKS, "bar"}
    for table in (SHAPES, DASHES):
        assert len({str(table[mark]) for mark in PEOPLE}) == len(PEOPLE) == 6
    with pytest.raises(IndexError):
        person_mark(6)


@pytest.mark.parametrize(("look", "palette"), [(FR, LIGHT), (Look("fr", dark=True), DARK)], ids=["light", "dark"])
def test_each_kam_has_the_mark_dash_and_colour_of_their_place(look, palette):
    found = lines(drawn(team(6), look))
    assert list(found) == [f"t{place}" for place in range(6)]
    for place, key in enumerate(found):
        mark = person_mark(place)
        assert {(row["color"], str(row["dash"])) for row in found[key]} == {(palette.groups[mark], str(DASHES[mark]))}


def test_a_mark_stands_at_the_score_and_says_whose_it_is():
    model = kamescope_model()
    found = rows(drawn([person(0, dict.fromkeys(codes(model, Level.FACTOR), 3), model), *team(3)[1:]]), "f", "who")
    own = [row for row in found if row["group"] == "t0"]
    assert {row["f"] for row in own} == {0.5}
    assert {(row["who"], row["score"], row["points"], row["answers"]) for row in own} == {
        (f"M.{NBSP}MARTIN", f"60{NBSP}%", "3,00 sur 5", "12")
    }


def test_a_masked_figure_leaves_a_gap_and_a_note_with_the_name():
    chart = drawn(team(2, t1=(Status.MASKED, ("F6",))))
    order = codes(kamescope_model(), Level.FACTOR)
    gone = order.index("F6")
    (run,) = [[row for row in lines(chart)["t1"] if row["run"] == "t1 0"]]
    assert len(run) == len(lines(chart)["t1"]) == len(order) - 1  # one line from F7 round to F5
    assert len(lines(chart)["t0"]) == len(order) + 1
    assert ("t1", "F6") not in {(row["group"], row["code"]) for row in rows(chart, "f", "who")}
    wide = " ".join(text.text for text in draw(chart, 900).texts)
    assert re.search(rf"DURAND{NBSP}: masqué", wide)
    assert any(text.text.endswith(f"masqué pour {order[gone]}") for text in draw(chart, 360).texts)
    assert "DURAND\u00a0: masqué pour F6" in chart.alternative


def test_notes_of_several_kams_name_them_or_count_them_never_cut_the_reason():
    lost = (Status.NO_DATA, ("F2",))
    two = " ".join(text.text for text in draw(drawn(team(4, t0=lost, t3=lost)), 1000).texts)
    assert f"M.{NBSP}MARTIN" in two and re.search(rf"Léa{NBSP}PETIT{NBSP}: n\.d\.", two)
    chart = drawn(team(4, t0=lost, t1=lost, t2=lost))
    assert draw(chart, 1000).says(f"3 KAM{NBSP}: n.d.")
    assert NAMES[2] in chart.alternative


def test_a_kam_without_any_figure_is_told_once():
    everything = codes(kamescope_model(), Level.FACTOR)
    chart = drawn(team(3, t1=(Status.MASKED, everything)), EN)
    assert draw(chart, 900).says(f"Mme{NBSP}Claire{NBSP}DURAND (masked)")
    assert "t1" not in lines(chart)
    assert not [text for text in draw(chart, 900).texts if text.text.endswith(": masked")]
    assert chart.alternative.count("masked") == 1
    assert f"Mme{NBSP}Claire{NBSP}DURAND: masked throughout." in chart.alternative


def test_a_figure_that_is_not_published_is_never_looked_at():
    people = team(2)
    hidden = dict(people[1].cells) | dict.fromkeys(("F1", "F2"), Missing(5.0, 100.0, 2, None, Status.MASKED))
    masked = drawn(team(2, t1=(Status.MASKED, ("F1", "F2"))))
    assert drawn([people[0], ComparedKam("t1", NAMES[1], hidden)]) == masked


def test_two_kams_of_one_name_keep_a_line_each_in_the_tooltip():
    assert distinct(["A", "B", "A"]) == ["A (1)", "B", "A (2)"]
    people = team(2)
    chart = drawn([people[0], ComparedKam("t1", people[0].name, people[1].cells)])
    for row in rows(chart, "tip"):
        assert list(row["tip"]) == ["title", f"M.{NBSP}MARTIN (1)", f"M.{NBSP}MARTIN (2)"]


def test_kams_from_near_by_are_drawn_with_their_names_and_all_their_codes():
    """What the screen, the page and the slide show is one chart."""
    found = near_of_one_name()
    people = [
        ComparedKam(f"k{at}", name, {each.code: each.cells[at] for each in found.differences})
        for at, name in enumerate(("Ada Martin (XYZ)", "Ada Martin (ACME)"))
    ]
    assert side_by_side_overlay(found, FR, "Manager") == drawn(people, title="Manager")


@pytest.mark.parametrize("name", ["Anne \\", 'A" + x + "', "<b>B</b>", "C\u2028D", "E'{}"])
def test_whatever_a_name_holds_the_chart_is_drawn(name):
    people = [ComparedKam("t0", name, team(1)[0].cells), *team(2)[1:]]
    assert draw(drawn(people), 620).texts


@pytest.mark.sample(4)
@pytest.mark.parametrize("width", [240, 360, 519, 620, 1000])
@pytest.mark.parametrize("look", [FR, EN], ids=["fr", "en"])
def test_nothing_meets_nor_is_cut(look, width):
    people = team(6, t0=(Status.NO_DATA, ("F1", "F2")), t2=(Status.MASKED, ("F1", "F6")), t5=(Status.MASKED, ("F6",)))
    assert faults(draw(drawn(people, look), width)) == []


@pytest.mark.parametrize("width", [300, 700, 1100])
def test_six_kams_on_thirty_long_names(width):
    model = strained_model()
    chart = drawn(team(6, model, t1=(Status.NO_DATA, ("F1", "F15")), t2=(Status.NO_DATA, ("F15",))), FR, model)
    assert len(rows(chart, "f", "who")) == 6 * 30 - 3
    assert faults(draw(chart, width)) == []


def test_the_alternative_tells_each_kam_and_a_click_gives_the_code():
    chart = drawn(team(3), EN, title="Clients, campaign of March")
    assert chart.alternative.startswith("Clients, campaign of March. Radar of 13 factors for 3 KAMs, from the lowest")
    for name in NAMES[:3]:
        assert name in chart.alternative.replace(NBSP, " ")
    selections = [param["name"] for layer in chart.spec["layer"] for param in layer.get("params", ())]
    assert selections == ["pick"]
    assert not re.search(r"\bt[012]\b", chart.alternative)


def test_the_legend_can_be_left_out():
    assert draw(drawn(team(2)), 620).says(f"M.{NBSP}MARTIN")
    assert not draw(drawn(team(2), legend=False), 620).says(f"M.{NBSP}MARTIN")

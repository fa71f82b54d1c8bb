"""Strips: every mark in its place, seen and named, whatever the model, the number of KAMs and the language."""

import re
from dataclasses import replace
from itertools import combinations
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamescope.charts.axis import ticks, unit_text
from kamescope.charts.strip_layout import BINS, MOST_LANES, MOST_MARKS, NARROW, ROOM, ROW, lanes, layout
from kamescope.charts.strips import NAMED, Mark, Strip, strips
from kamescope.charts.theme import Look, person_mark
from kamescope.model import Model
from tests.charts.test_fragments import Node, parse
from tests.support import kamescope_model, other_model

FR, EN = Look("fr"), Look("en", dark=True, unit="points")
NBSP = "\N{NO-BREAK SPACE}"
PLACES = st.lists(st.floats(0, 1).map(lambda place: round(place, 5)), max_size=80)
MOI = Mark("me", "MOI", 60, person_mark(0))


def marks(*percents: float, pick: str = "k", faint: bool = False) -> tuple[Mark, ...]:
    """Some KAMs at these places."""
    return tuple(Mark(f"{pick}{n}", f"KAM {n:02}", each, "circle", faint=faint) for n, each in enumerate(percents))


def drawn(*rows: Strip, look: Look = FR, model: Model | None = None, headings: tuple[str, ...] = ("Nom",)) -> Node:
    """The strips as a tree."""
    return parse(strips(rows, headings, model or kamescope_model(), look, "test", "Une légende"))


def style(node: Node) -> dict[str, str]:
    """The inline style of an element."""
    return dict(part.split(":", 1) for part in node.attributes["style"].split(";"))


# Where marks stand


@given(PLACES, st.floats(0.01, 0.3))
def test_in_a_lane_no_mark_is_too_near_another(places: list[float], room: float):
    found = lanes(places, room)
    for (one, first), (other, second) in combinations(zip(places, found, strict=True), 2):
        assert first != second or abs(one - other) > room - 1e-8
    assert sorted({abs(lane) for lane in found}) == list(range(max(map(abs, found), default=-1) + 1))


def test_marks_that_have_room_stay_on_the_line():
    assert lanes([0.5, 0.1, 0.9], 0.2) == [0, 0, 0]
    assert lanes([0.5, 0.5, 0.5, 0.6], 0.1) == [0, 1, -1, 0]
    assert lanes([], 0.1) == []


@given(PLACES, st.data())
def test_everybody_is_drawn_once(places: list[float], data: st.DataObject):
    faint = data.draw(st.lists(st.booleans(), min_size=len(places), max_size=len(places)))
    found = layout(places, faint)
    packed = [index for inside in found.columns.values() for index in inside]
    assert sorted([*found.lanes, *packed]) == list(range(len(places)))
    assert all(abs(place - places[each]) <= 0.5 / BINS + 1e-9 for place, one in found.columns.items() for each in one)
    assert all(height >= ROW for height in found.heights)
    assert max((abs(lane) for pair in found.lanes.values() for lane in pair), default=0) <= MOST_LANES // 2
    if len(places) <= 7:
        assert not packed


def test_too_many_marks_or_too_high_a_pile_become_columns():
    apart = [number / MOST_MARKS for number in range(MOST_MARKS)]
    assert not layout(apart, [False] * MOST_MARKS).columns
    assert len(layout([*apart, 0.5], [False] * (MOST_MARKS + 1)).lanes) == 0
    assert not layout([0.5] * MOST_LANES, [False] * MOST_LANES).columns
    assert layout([0.5] * (MOST_LANES + 1), [False] * (MOST_LANES + 1)).columns == {
        (BINS // 2 + 0.5) / BINS: list(range(MOST_LANES + 1))
    }


def test_who_is_looked_at_stands_before_the_crowd():
    found = layout([0.5] * 1000 + [0.7], [True] * 1000 + [False])
    assert list(found.lanes) == [1000]
    assert sum(map(len, found.columns.values())) == 1000
    assert max(found.heights) < 200


@pytest.mark.parametrize("model", [kamescope_model(), other_model()], ids=lambda model: model.code)
def test_a_mark_stands_where_the_axis_says(model: Model):
    low, high = model.scale.floor_percent, 100.0
    tree = drawn(Strip("", "x", marks(low, (low + high) / 2, high)), model=model)
    assert [float(style(at)["--x"]) for at in tree.all(css="kms-at")] == [0, 0.5, 1]
    told = [tick.label for tick in ticks(model.scale, FR)]
    assert [span.text for span in tree.all(css="kms-axis")[0].all("span")] == told


def test_marks_at_one_place_lie_in_lanes_for_a_desk_and_for_a_phone():
    close = 100 * (ROOM / NARROW) * 0.9
    tree = drawn(Strip("", "x", marks(60, 60 + close * 0.8)))
    assert [(style(at)["--w"], style(at)["--n"]) for at in tree.all(css="kms-at")] == [("0", "0"), ("0", "1")]


# What they say


def test_a_mark_that_opens_something_is_a_button_any_other_can_be_reached():
    tree = drawn(Strip("", "x", (Mark("tok", "A. ROY", 60, "circle", "8 réponses"), replace(MOI, pick=""))))
    button, still = tree.all(css="kms-dot")
    assert (button.name, button.attributes["type"], button.attributes["data-pick"]) == ("button", "button", "tok")
    assert button.attributes["aria-label"] == f"A. ROY · 60{NBSP}% · 3,00 sur 5 · 8 réponses"
    assert (still.name, still.attributes["role"], still.attributes["tabindex"]) == ("span", "img", "0")
    assert "data-pick" not in still.attributes
    assert [tip.text for tip in tree.all(css="kms-tip")] == [
        f"A. ROY60{NBSP}% · 3,00 sur 58 réponses",
        f"MOI60{NBSP}% · 3,00 sur 5",
    ]


def test_names_from_files_stay_texts():
    hostile = '<img src=x onerror="a()">&'
    made = strips(
        [Strip("", hostile, (Mark(hostile, hostile, 60, "circle", hostile),), 60.0, hostile, note=hostile)],
        (hostile,),
        kamescope_model(),
        FR,
        "test",
        hostile,
        [("line", hostile)],
    )
    assert "<img src=x" not in made.html
    assert parse(made).all("button")[0].attributes["data-pick"] == hostile


def test_a_row_tells_code_name_note_and_figures_under_their_headings():
    row = Strip("F1", "Prospection", marks(60), figures=("60 %", "+0,47"), note="9 KAM", pick="F1")
    tree = drawn(row, headings=("Facteur", "Moyenne", "Écart"))
    assert next(node.attributes["role"] for node in tree.walk() if "role" in node.attributes) == "table"
    assert [node.text for node in tree.all(css="kms-fig")] == ["Moyenne", "Écart", "Moyenne60 %", "Écart+0,47"]
    name = tree.all(css="kms-name")[0]
    assert name.text == "F1Prospection9 KAM"
    assert name.all("button")[0].attributes["data-pick"] == "F1"
    with pytest.raises(ValueError, match="zip"):
        drawn(row, headings=("Facteur", "Moyenne"))


def test_without_marks_the_track_says_why():
    tree = drawn(Strip("", "Clients", (), note="1 masqué"))
    assert [node.text for node in tree.all(css="kms-said")] == ["1 masqué"]
    assert tree.all(css="kms-name")[0].text == "Clients"


def test_nothing_to_show_says_so():
    assert FR.words("tables.no_row") in drawn().text


def test_mean_band_and_link_stand_on_the_same_axis():
    before, after = replace(MOI, percent=40, hollow=True), replace(MOI, percent=80)
    tree = drawn(Strip("", "x", (before, after), 60.0, "Moyenne", (40.0, 80.0), (80.0, 40.0)))
    assert style(tree.all(css="kms-band")[0]) == {"left": "25.000%", "width": "50.000%"}
    link = style(tree.all(css="kms-link")[0])
    assert (link["left"], link["width"]) == ("25.000%", "50.000%")
    assert "to left" in link["background"], "from after back to before"
    mean = tree.all(css="kms-mean")[0]
    assert (mean.attributes["aria-label"], mean.attributes["tabindex"]) == ("Moyenne", "0")
    hollow, full = (dot.all("img")[0].attributes for dot in tree.all(css="kms-dot"))
    assert int(hollow["width"]) > int(full["width"]), "what comes after can be seen in it"
    assert [unquote(each["src"]).count('stroke-width="0.3"') for each in (hollow, full)] == [1, 0]


def test_before_and_after_stand_on_one_line_however_near():
    before, after = replace(MOI, percent=40, hollow=True), replace(MOI, percent=40.1)
    assert [style(at)["--w"] for at in drawn(Strip("", "x", (before, after))).all(css="kms-at")] == ["0", "0"]
    crowd = drawn(Strip("", "x", (replace(before, hollow=False), after)))
    assert [style(at)["--w"] for at in crowd.all(css="kms-at")] == ["0", "1"]


def test_a_crowd_is_named_in_columns_and_told_in_one_sentence():
    tree = drawn(Strip("", "x", (*marks(*[50] * 100, *[70] * 3, faint=True), MOI)))
    fifty, seventy = tree.all(css="kms-bin")
    assert [dot.attributes["data-pick"] for dot in tree.all(css="kms-dot")] == ["me"]
    tips = [tip.text for tip in tree.all(css="kms-tip")]
    assert tips[0] == f"50{NBSP}%" + ", ".join(f"KAM{NBSP}{n:02}" for n in range(NAMED)) + " et 88 autres"
    assert tips[1] == f"70{NBSP}%KAM{NBSP}100, KAM{NBSP}101 et KAM{NBSP}102"
    assert tree.all(css="kms-bin") == [fifty, seventy]
    assert float(style(fifty)["height"][:-2]) == pytest.approx(100 / 3 * float(style(seventy)["height"][:-2]), rel=0.05)
    (told,) = [node.attributes["aria-label"] for node in tree.walk() if "103" in node.attributes.get("aria-label", "")]
    assert told == f"103 repères, de 50{NBSP}% à 70{NBSP}%"


def test_one_pick_in_several_rows_stands_out_in_each():
    shared = strips([Strip("", "x", marks(50, 60)), Strip("", "y", marks(70))], ("",), kamescope_model(), FR, "t", "c")
    alone = strips([Strip("", "x", marks(50, 60, pick="a"))], ("",), kamescope_model(), FR, "t", "c")
    assert len(re.findall(r":has\(\.kms-p\d+", shared.html)) == 2
    assert ":has(" not in alone.html
    first, second, third = parse(shared).all(css="kms-dot")
    assert "kms-p0" in first.classes & third.classes
    assert "kms-p0" not in second.classes


def test_the_legend_ends_in_the_unit_and_follows_the_look():
    rows = [Strip("", "x", marks(60))]
    entries = [("circle", "Manager"), ("line", "Mean"), ("band", "Middle half"), ("link", "Change")]
    for look in (FR, EN):
        tree = parse(strips(rows, ("",), kamescope_model(), look, "test", "c", entries))
        (key,) = tree.all(css="kms-key")
        unit = unit_text(kamescope_model().scale, look)
        assert key.text == "ManagerMeanMiddle halfChange" + unit
        assert look.palette.groups["circle"].replace("#", "%23") in key.all("img")[0].attributes["src"]

"""What the instruments' boards say of the demonstration's files, and of results that have little to say."""

import pytest

from kamescope import places
from kamescope.charts.amount_bars import AmountBars
from kamescope.charts.band_curve import BandCurve, band_curve
from kamescope.charts.month_columns import PANEL, MonthColumns, month_columns
from kamescope.charts.theme import Look
from kamescope.errors import RequestError
from kamescope.i18n import LANGUAGES, NBSP, words
from kamescope.levers import registry
from kamescope.levers.board import Board, BoardFacts, BoardPicture, BoardTable
from kamescope.levers.reading import read_lever
from kamescope.service import open_upload

TARGETS = {
    "weight": {"Renouvellements": 50.0, "Taux de marge": 30.0, "Nouveaux clients": 20.0},
    "target": {"Renouvellements": 20.0, "Taux de marge": 27.0, "Nouveaux clients": 4.0},
}


def board(name: str, language: str = "en", text: str = "", **chosen: object) -> Board:
    """The board of the demonstration's file, or of a csv."""
    content = text.encode() or (places.DEMO / "levers" / f"{name}.csv").read_bytes()
    table = read_lever(open_upload("file.csv", content).opened, registry.instrument(name))
    assert not table.refused, table.issues
    result = registry.analysis(name)(table.frame, registry.choices(name, **chosen))
    made: Board = registry.board(name)(result, BoardFacts(words(language), table.currency, chosen=chosen))
    return made


def picture(shown: Board, key: str) -> BoardPicture:
    return next(part for part in shown.parts if isinstance(part, BoardPicture) and part.key == key)


def bars(shown: Board, key: str) -> AmountBars:
    shape = picture(shown, key).shape
    assert isinstance(shape, AmountBars)
    return shape


def test_targets_say_first_whether_they_are_well_set():
    shown = board("targets", **TARGETS)
    assert shown.headline == "Well set: 7 of 9 sellers would have reached their targets (78%)."
    assert [(tile.figure, tile.state or tile.note) for tile in shown.tiles[:3]] == [
        ("78%", "As aimed at"),
        ("100.8%", ""),
        ("80% – 100%", "of the targets typed"),
    ]
    assert board("targets", **TARGETS, scale=60.0).headline.startswith("Too low: 8 of 9")
    assert board("targets", **TARGETS, scale=120.0).headline.startswith("Too high: 1 of 9")


def test_the_curve_of_targets_marks_where_they_stand_even_between_its_steps():
    shape = picture(board("targets", **TARGETS, scale=102.0), "scale").shape
    assert isinstance(shape, BandCurve)
    assert shape.here is not None and shape.here[0] == 102.0
    assert shape.here[:2] in shape.points
    assert shape.points == tuple(sorted(shape.points))
    assert shape.band == (0.7, 0.8)
    drawn = band_curve(shape, Look("en"))
    assert shape.here[2] in drawn.alternative and "70%" in drawn.alternative


def test_distances_to_last_years_bonus_go_both_ways_from_zero():
    shape = bars(board("targets", **TARGETS), "distances")
    assert {bar.value > 0 for bar in shape.bars} == {True, False}
    low, high = shape.ends
    assert (low, high) == (min(bar.value for bar in shape.bars), max(bar.value for bar in shape.bars))
    without = board("targets", text="Seller;A;B\nX;1;2\nY;2;1\n", weight={"A": 50, "B": 50}, target={"A": 1, "B": 1})
    assert "distances" not in {part.key for part in without.parts}
    (table,) = (part for part in without.parts if isinstance(part, BoardTable))
    assert "bonus" not in {column.name for column in table.columns}


def test_a_page_of_targets_begins_with_weights_that_make_100_and_last_years_means():
    frame = read_lever(
        open_upload("t.csv", b"Seller;A;B;C\nX;1;18000;0\nY;2;19468;0\n").opened, registry.instrument("targets")
    ).frame
    starts = registry.starts("targets", frame)
    assert starts["weight"] == {"A": 34, "B": 33, "C": 33}
    assert starts["target"] == {"A": 1.5, "B": 18700}, "a mean of zero is no target"
    assert (starts["cap"], starts["threshold"], starts["scale"]) == (120, 0, 100)
    assert registry.options("targets", frame)["bonus"] == (), "there is no bonus to set it against"


def test_indicators_say_the_rate_and_what_winning_costs():
    shown = board("indicators")
    assert shown.headline == "44% of the 120 closed opportunities are won; winning one costs 4.5k."
    assert [tile.figure for tile in shown.tiles] == ["44%", "4.5k", "53k", "30"]


def test_under_ten_closed_there_is_a_rate_with_its_n_and_no_verdict():
    bars_of = {bar.name: bar for bar in bars(board("indicators"), "conversion").bars}
    assert (bars_of["Y. TRAN"].said, bars_of["Y. TRAN"].tone) == ("n = 4", "faint")
    assert {bar.tone for name, bar in bars_of.items() if name != "Y. TRAN"} == {"strong", ""}
    one = board("indicators", text="KAM;Created;State\nA;2026-01-05;won\n")
    assert one.headline == "1 won of 1 closed: too few for a verdict."
    assert one.tiles[0].state == "Too few for a verdict"
    none = board("indicators", text="KAM;Created;State\nA;2026-01-05;open\n")
    assert none.headline == "1 opportunity, and none is closed."


def test_a_bar_of_effort_is_set_against_the_part_of_the_revenue():
    shape = bars(board("indicators"), "effort_segment")
    most = shape.bars[0]
    assert (most.name, most.figure, most.said, most.tone) == ("Services", "48%", "11%", "strong")
    assert most.against is not None and round(most.against, 2) == 0.11


def test_months_are_panels_of_one_scale_all_first_then_the_origin_with_most():
    shape = picture(board("indicators"), "months").shape
    assert isinstance(shape, MonthColumns)
    assert [name for name, _ in shape.panels][:2] == ["All origins", "Recommandation"]
    assert [sum(month) for month in zip(*(counts for _, counts in shape.panels[1:]), strict=True)] == list(
        shape.panels[0][1]
    )
    drawn = month_columns(shape, Look("en"))
    heights = [row["h"] for each in drawn.spec["layer"] for row in each["data"]["values"] if "h" in row]
    assert max(heights) == PANEL
    assert "All origins, 150" in drawn.alternative


def test_a_period_looks_at_what_was_created_then():
    shown = board("indicators", period="2026")
    shape = picture(shown, "months").shape
    assert isinstance(shape, MonthColumns) and shape.months[0] == "Jan 2026"
    assert sum(shape.panels[0][1]) < 150
    with pytest.raises(RequestError, match="lever_no_period"):
        board("indicators", period="1999")


def test_a_target_of_ones_own_counts_for_that_seller_alone():
    """O. SANTINI has 15, 22 and 3."""
    own = {"Renouvellements": {"O. SANTINI": 12.0}}
    before, after = board("targets", **TARGETS), board("targets", **TARGETS, own=own)
    told = [{bar.name: bar.figure for bar in bars(each, "sellers").bars} for each in (before, after)]
    assert {name for name in told[0] if told[0][name] != told[1][name]} == {"O. SANTINI"}


def test_boards_speak_either_language():
    for language in LANGUAGES:
        shown = board("targets", language, **TARGETS)
        assert all(part.title for part in shown.parts)
    assert board("targets", "fr", **TARGETS).headline == (
        f"Bien placés{NBSP}: 7 vendeurs sur 9 auraient atteint leurs objectifs (78{NBSP}%)."
    )


def line(name: str, text: str, language: str = "en") -> str:
    """What an instrument says of one KAM in a line."""
    table = read_lever(open_upload("file.csv", text.encode()).opened, registry.instrument(name))
    assert not table.refused, table.issues
    result = registry.analysis(name)(table.frame, registry.choices(name))
    return registry.line(name, registry.figures(name, result), BoardFacts(words(language), table.currency))


def test_the_line_of_a_quiz_is_told_once_every_question_is_answered():
    answers = "".join(f"Ada;{number};A\n" for number in range(1, 16))
    assert " points of 75, “" in line("roles", "kam;question;answer\n" + answers)
    assert line("roles", "kam;question;answer\nAda;1;A\n") == ""


def test_the_line_of_the_indicators_needs_ten_closed_opportunities():
    won = "Ada;S;2026-01-02;2026-02-03;won;100;1;1\n"
    head = "kam;segment;created;closed;state;amount;cost;hours\n"
    assert line("indicators", head + won * 9 + won.replace("won", "lost")) == "90% of the 10 closed opportunities won"
    assert line("indicators", head + won * 9) == ""

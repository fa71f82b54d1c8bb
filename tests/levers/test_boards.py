"""What the instruments' boards say of the demonstration's files, and of results that have little to say."""

from kamescope import places
from kamescope.charts.amount_bars import AmountBars
from kamescope.charts.band_curve import BandCurve, band_curve
from kamescope.charts.theme import Look
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
    assert board("targets", **TARGETS, scale=120.0).headline.startswith("Too high: 2 of 9")


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


def test_boards_speak_either_language():
    for language in LANGUAGES:
        shown = board("targets", language, **TARGETS)
        assert all(part.title for part in shown.parts)
    assert board("targets", "fr", **TARGETS).headline == (
        f"Bien placés{NBSP}: 7 vendeurs sur 9 auraient atteint leurs objectifs (78{NBSP}%)."
    )

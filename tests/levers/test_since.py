"""What changed between two files of one instrument: rows by name, figures from → to, who is new and who is gone."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamescope.i18n import LANGUAGES, words
from kamescope.levers import registry
from kamescope.levers.board import Board, BoardFacts, BoardTable
from kamescope.levers.reading import read_lever
from kamescope.levers.since import GONE, NEW, PRESENCE, both
from kamescope.service import open_upload

HEADS = {
    "portfolio": "client;kam;revenue;potential\n",
    "abc": "client;kam;revenue;potential\n",
    "dependence": "seller;revenue\n",
    "tasks": "task;kam;duration;frequency;complexity;added value;minutes;times a month;lever\n",
    "targets": "seller;Sales;Margin\n",
    "indicators": "kam;segment;created;closed;state;amount;cost\n",
    "roles": "kam;question;answer\n",
}
QUIZ = {letter: "".join(f"Ada;{number};{letter}\n" for number in range(1, 16)) for letter in "AB"}
THEN = {
    "portfolio": "X;Ada;100;1000\nY;Ada;700;1000\nZ;Ada;10;100\nW;Ada;5;50\n",
    "abc": "X;Ada;80;10\nY;Ada;20;80\n",
    "dependence": "Ada;400\nBob;100\nCleo;100\nDora;100\nEve;300\n",
    "tasks": "Report;Ada;3;3;1;1;60;10;automate\n",
    "targets": "Ada;80;1\nBob;120;1\n",
    "indicators": "Ada;S;2025-01-02;2025-02-02;won;100;10\nAda;S;2025-01-02;2025-02-02;lost;50;10\n",
    "roles": QUIZ["A"],
}
NOW = {
    "portfolio": "x ;Bob;800;1000\nY;Ada;700;1000\nZ;Ada;10;100\nV;Ada;1;10\n",
    "abc": "X;Ada;20;10\nY;Ada;80;80\nZ;Ada;1;1\n",
    "dependence": "Ada;200\nBob;100\nCleo;100\nDora;100\nFay;500\n",
    "tasks": "Report;Ada;3;3;1;1;30;10;automate\nCall;Ada;1;1;3;3;;;\n",
    "targets": "Ada;110;1\nBob;130;1\n",
    "indicators": "Ada;S;2026-01-02;2026-02-02;won;300;10\nAda;S;2026-01-02;2026-02-02;won;100;10\n",
    "roles": QUIZ["B"],
}
SET = {"targets": {"weight": {"Sales": 90.0, "Margin": 10.0}, "target": {"Sales": 100.0, "Margin": 1.0}}}


def frame(name: str, text: str) -> pd.DataFrame:
    table = read_lever(open_upload("file.csv", (HEADS[name] + text).encode()).opened, registry.instrument(name))
    assert not table.refused, table.issues
    return table.frame


def since(name: str, language: str = "en", **texts: str) -> Board:
    """What changed, under the same settings."""
    facts = BoardFacts(words(language), "EUR")
    changed, choices = registry.since(name), registry.choices(name, **SET.get(name, {}))
    assert changed is not None
    return changed(frame(name, texts.get("then", THEN[name])), frame(name, NOW[name]), choices, facts)


def table(board: Board, key: str) -> BoardTable:
    return next(part for part in board.parts if part.key == key)


def figures(board: Board) -> list[str]:
    return [tile.figure.replace("\N{NO-BREAK SPACE}", " ") for tile in board.tiles]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", HEADS)
def test_every_instrument_says_what_changed_in_every_language(name: str, language: str):
    """Nothing is left unsaid, and every table has a column for each figure of it."""
    board = since(name, language)
    said = [board.headline, *(tile.name + tile.figure for tile in board.tiles), *board.notes]
    for part in board.parts:
        said += [part.title, part.caption]
        if isinstance(part, BoardTable):
            said += [column.heading for column in part.columns]
            assert {column.name for column in part.columns} <= set(part.frame)
            assert part.texts(5, BoardFacts(words(language), "EUR"))
    assert not [text for text in said if text.startswith("lever.")]


def test_a_portfolio_says_share_reserve_and_who_moved():
    """X is written otherwise and is now Bob’s, and stays one client; W is gone, V new.

    By the limits of the latter file (77.5, 550 and 1,000) X alone was fragile, with 900 to win, and is no more.
    """
    board = since("portfolio")
    assert board.headline == "Share held: 38% → 72%; to be won in the fragile reserve: €900 → €0."
    assert figures(board) == ["38% → 72%", "€815 → €1.5k", "1 → 0", "+1 / −1"]
    moved = table(board, "moved")
    assert moved.frame[["client", "change"]].to_numpy().tolist() == [["x", "left it"]]
    assert table(board, "since").frame.set_index("client")[PRESENCE].to_dict() == {
        "x": "",
        "Y": "",
        "Z": "",
        "V": "new",
        "W": "gone",
    }


def test_nobody_changes_cells_because_others_did():
    """The poorest of the former file were many: by its own quartiles, Z would have been among the richest."""
    poor = "".join(f"P{number};Ada;1;5\n" for number in range(9))
    board = since("portfolio", then=THEN["portfolio"] + poor)
    assert table(board, "moved").frame["client"].tolist() == ["x"]


@pytest.mark.parametrize(
    ("name", "headline"),
    [
        ("abc", "1 client is in another class."),
        ("dependence", "Share of the best tenth: 40% → 50%."),
        ("tasks", "Hours a month: 10.0 → 5.0."),
        ("targets", "Reach these targets: 50% → 100%."),
        ("indicators", "Conversion: 50% → 100%."),
    ],
)
def test_the_answer_comes_first(name: str, headline: str):
    assert since(name).headline == headline


def test_of_a_quiz_total_and_points_of_each_role_are_told_then_and_now():
    board = since("roles")
    total, roles = table(board, "since").frame.iloc[0], table(board, "roles").frame
    assert len(roles) == 4 and roles["role"].nunique() == 4
    for when in ("then", "now"):
        assert roles[f"points_{when}"].sum() == total[f"total_{when}"] > 0


rows = st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 99).map(float), max_size=6)


@given(rows, rows)
def test_rows_of_both_are_those_of_either_with_their_own_figures(then: dict[str, float], now: dict[str, float]):
    """Whatever the order, and however a name is written."""
    frames = [pd.DataFrame({"name": list(each), "value": list(each.values())}) for each in (then, now)]
    frames[0]["name"] = frames[0]["name"].map(str.upper)
    found = both(*(each.astype({"name": object, "value": float}) for each in frames), ("name",), ("value",))
    assert [name.lower() for name in found["name"]] == [*now, *(name for name in then if name not in now)]
    told = found.assign(name=found["name"].str.lower()).astype(object)
    for row in told.where(told.notna(), None).itertuples():
        assert (row.value_then, row.value_now) == (then.get(row.name), now.get(row.name))
        assert row.presence == (NEW if row.name not in then else GONE if row.name not in now else "")

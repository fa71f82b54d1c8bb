"""Where the time goes: potential at its limits, order, the lever proposed, hours that could be freed."""

import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamescope.errors import RequestError
from kamescope.levers.tasks.analysis import CRITERIA, Aim, TasksChoices, analyse
from tests.levers import reference
from tests.levers.support import FEW

ONE_TO_THREE = st.integers(1, 3)
MEASURED = st.none() | st.integers(0, 90).map(float)
ROWS = st.lists(st.tuples(*[ONE_TO_THREE] * 4, MEASURED, MEASURED), max_size=8)


def table(*rows: tuple) -> pd.DataFrame:
    columns = [*CRITERIA, "minutes", "times_a_month"]
    padded = [(*row, None, None)[: len(columns)] for row in rows]
    frame = pd.DataFrame(padded, columns=columns).astype("float64")
    return frame.assign(task=[f"T{number}" for number in range(len(rows))])


def order(frame: pd.DataFrame, aim: str | None = None) -> list[str]:
    return analyse(frame, TasksChoices(aim)).tasks["task"].tolist()


def test_the_worked_task():
    assert analyse(table((3, 3, 1, 1))).as_json() == {
        "tasks": [{"task": "T0", "potential": 12, "level": "high", "hours": None}]
    }


@pytest.mark.parametrize(
    ("scores", "potential", "level"),
    [
        ((3, 3, 2, 2), 10, "high"),
        ((3, 2, 2, 2), 9, "some"),
        ((2, 1, 2, 2), 7, "some"),
        ((1, 1, 2, 2), 6, "low"),
        ((1, 1, 3, 3), 4, "low"),
    ],
)
def test_levels_at_their_limits(scores: tuple, potential: int, level: str):
    (task,) = analyse(table(scores)).as_json()["tasks"]
    assert (task["potential"], task["level"]) == (potential, level)


def test_a_list_worked_by_hand():
    """Potentials 8, 11, 8, 5, 11; hours 4, 1, 6, 20 and none: T1 and T4, then T2 before T0, then T3."""
    frame = table((2, 2, 2, 2, 60, 4), (3, 3, 1, 2, 30, 2), (3, 3, 3, 3, 90, 4), (1, 2, 3, 3, 60, 20), (3, 3, 2, 1))
    result = analyse(frame)
    assert [task["task"] for task in result.as_json()["tasks"]] == ["T1", "T4", "T2", "T0", "T3"]
    assert [task["hours"] for task in result.as_json()["tasks"]] == [1, None, 6, 4, 20]
    assert (result.hours, result.unmeasured) == (31, 1)
    assert order(frame, "as_much_with_fewer") == ["T3", "T2", "T0", "T1", "T4"]
    assert order(frame, "more_with_as_many") == ["T4", "T1", "T0", "T2", "T3"]
    assert order(frame, Aim.BETTER_WITH_AS_MANY) == ["T2", "T3", "T1", "T0", "T4"]
    assert result.by_criterion("complexity")["task"].tolist() == ["T2", "T3", "T4", "T0", "T1"]
    with pytest.raises(RequestError):
        order(frame, "less")


def test_an_aim_changes_the_order_alone():
    frame = table((3, 1, 2, 2, 60, 4), (3, 3, 1, 1, 30, 2), (1, 1, 3, 3, 600, 4))
    plain = analyse(frame).tasks.set_index("task").sort_index()
    for aim in Aim:
        assert analyse(frame, TasksChoices(aim)).tasks.set_index("task").sort_index().equals(plain)


def test_levers_are_proposed_and_those_chosen_free_hours():
    """Simple and frequent: a machine; little of the seller in it: somebody else; else, work otherwise."""
    frame = table((3, 3, 1, 1, 60, 10), (3, 1, 2, 1, 60, 4), (3, 3, 2, 2, 60, 8), (1, 1, 3, 3, 60, 30))
    result = analyse(frame)
    proposed = result.tasks.set_index("task")["proposed"].to_dict()
    assert proposed == {"T0": "automate", "T1": "outsource", "T2": "reorganise", "T3": ""}
    assert (result.freed, result.could_be_freed) == (0, 10 + 4 + 4)
    chosen = frame.assign(lever=["reorganise", "", "outsource", None])
    assert analyse(chosen).freed == 5 + 8
    assert analyse(chosen, TasksChoices(freed={"reorganise": 0.25, "outsource": 1})).freed == 2.5 + 8
    with pytest.raises(RequestError):
        analyse(frame.assign(lever="magic"))


def test_an_empty_list():
    result = analyse(table())
    assert result.as_json() == {"tasks": []} and result.hours == result.could_be_freed == 0


@settings(max_examples=FEW)
@given(ROWS)
def test_tasks_are_those_of_the_slow_way(rows: list):
    found = analyse(table(*rows)).as_json()["tasks"]
    expected = reference.tasks(rows)
    assert [task["task"] for task in found] == [f"T{task['place']}" for task in expected]
    for task, true in zip(found, expected, strict=True):
        assert (task["potential"], task["level"]) == (true["potential"], true["level"])
        assert (task["hours"] is None) == (true["hours"] is None)
        assert true["hours"] is None or math.isclose(task["hours"], true["hours"], abs_tol=1e-9)

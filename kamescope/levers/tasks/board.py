"""Where time goes: the task that offers most, all of them by potential, time against value, levers and their hours."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from kamescope.charts.amount_bars import MOST, AmountBars, Bar
from kamescope.charts.bubbles import Bubble, Bubbles
from kamescope.levers.board import (
    Board,
    BoardColumn,
    BoardFacts,
    BoardPicture,
    BoardTable,
    BoardTile,
    Figures,
    Part,
    Style,
)
from kamescope.levers.tasks.analysis import CRITERIA, Aim, TaskLevel, TaskLever, TasksResult

_TONES: Mapping[str, str] = {TaskLevel.HIGH: "strong", TaskLevel.LOW: "faint"}
_VALUES = ("low", "middle", "high")
"""What an added value of 1, 2 and 3 is called."""


def board(result: TasksResult, facts: BoardFacts) -> Board:
    """The board of one table of tasks."""
    say = facts.say
    parts: list[Part] = [_bars(result, facts)]
    if result.hours:
        parts.append(_bubbles(result, facts))
    parts += [*_kams(result, facts), _levers(result, facts), _chosen(result, facts), _criteria(result, facts)]
    notes = [say("lever.tasks.unmeasured", result.unmeasured)] if result.unmeasured else []
    if facts.is_part:
        notes.append(say("lever.in_part"))
    return Board(_headline(result, facts), _tiles(result, facts), tuple(parts), (*notes, say("lever.tasks.rule")))


def line(said: Figures, facts: BoardFacts) -> str:
    """Hours of one KAM that could be freed, and in how many tasks."""
    hours = _hours(float(said["could_be_freed"]), facts)
    return facts.say("lever.tasks.line", int(said["tasks"]), hours=hours)


def options(frame: pd.DataFrame) -> Mapping[str, tuple[str, ...]]:
    """What freed time may be for."""
    return {"aim": tuple(Aim)}


def _headline(result: TasksResult, facts: BoardFacts) -> str:
    """The task that offers most, whatever the aim; of what has no potential there is nothing to say."""
    say, first = facts.say, result.tasks.sort_values(["potential", "hours"], ascending=False, kind="stable").iloc[0]
    if first["level"] == TaskLevel.LOW:
        return say("lever.tasks.headline_none")
    found = {"task": first["task"], "lever": say(f"lever.tasks.do_{first['proposed']}")}
    if pd.isna(first["hours"]):
        return say("lever.tasks.headline_unmeasured", **found)
    return say("lever.tasks.headline", hours=_hours(first["hours"], facts), **found)


def _tiles(result: TasksResult, facts: BoardFacts) -> tuple[BoardTile, ...]:
    say = facts.say
    high = int((result.tasks["level"] == TaskLevel.HIGH).sum())
    return (
        BoardTile(say("lever.tasks.high"), say.number(high), say("lever.tasks.of_tasks", len(result.tasks))),
        BoardTile(say("lever.tasks.could"), _hours(result.could_be_freed, facts), _part(result, facts)),
        BoardTile(
            say("lever.tasks.freed"),
            _hours(result.freed, facts),
            say("lever.tasks.chosen_count", int((result.tasks["chosen"] != "").sum())),
        ),
    )


def _part(result: TasksResult, facts: BoardFacts) -> str:
    return facts.say("lever.tasks.of_hours", hours=_hours(result.hours, facts)) if result.hours else ""


def _bars(result: TasksResult, facts: BoardFacts) -> BoardPicture:
    """In the order of the list, which the aim settles."""
    say, tasks = facts.say, result.tasks
    headings = say("lever.column.task"), say("lever.column.potential"), say("lever.tasks.hours")
    bars = tuple(
        Bar(
            _bar_name(row, result),
            row.potential,
            _potential(row.potential, row.level, facts),
            _hours(row.hours, facts),
            tone,
        )
        for row in tasks.head(MOST).itertuples()
        for tone in (_TONES.get(row.level, ""),)
    )
    title = say("lever.tasks.bars")
    shape = AmountBars(title, headings, bars, len(tasks) - len(bars))
    aim = facts.chosen.get("aim")
    return BoardPicture("tasks", title, shape, say(f"lever.tasks.order_{aim}" if aim else "lever.tasks.order"))


def _bar_name(row: Any, result: TasksResult) -> str:
    return f"{row.task} · {row.kam}" if row.kam and _is_of_several(result) else str(row.task)


def _potential(potential: int, level: str, facts: BoardFacts) -> str:
    return facts.say("lever.tasks.level_said", potential=facts.say.number(potential), level=_level(level, facts))


def _level(level: str, facts: BoardFacts) -> str:
    return facts.say(f"lever.tasks.level_{level}")


def _bubbles(result: TasksResult, facts: BoardFacts) -> BoardPicture:
    """What takes long and adds little is to be seen at once: below, on the right."""
    say = facts.say
    measured = result.tasks[result.tasks["hours"].notna()].sort_values("hours", ascending=False, kind="stable")
    drawn = tuple(
        Bubble(
            row.task,
            row.hours,
            row.added_value,
            row.potential,
            say("lever.tasks.said", hours=_hours(row.hours, facts), potential=say.number(row.potential)),
            row.level == TaskLevel.HIGH,
        )
        for row in measured.itertuples()
    )
    levels = tuple(say(f"lever.tasks.value_{each}") for each in _VALUES)
    title = say("lever.tasks.bubbles")
    shape = Bubbles(title, say("lever.tasks.hours"), say("lever.column.added_value"), drawn, named=1, levels=levels)
    return BoardPicture("bubbles", title, shape, say("lever.tasks.bubbles_caption"))


def _kams(result: TasksResult, facts: BoardFacts) -> list[Part]:
    """KAM by KAM, where the file names several: the hours of their tasks, and what the chosen levers free of them."""
    if not _is_of_several(result):
        return []
    say = facts.say
    frame = result.tasks.groupby("kam", sort=False, as_index=False).agg(
        tasks=("task", "size"), hours=("hours", "sum"), freed=("freed", "sum")
    )
    columns = (
        BoardColumn("kam", say("lever.column.kam")),
        BoardColumn("tasks", say("lever.tasks.tasks_changed"), Style.NUMBER),
        BoardColumn("hours", say("lever.tasks.hours"), Style.DECIMAL),
        BoardColumn("freed", say("lever.tasks.freed"), Style.DECIMAL),
    )
    return [BoardTable("kams", say("compare.rows_kam"), columns, frame)]


def _is_of_several(result: TasksResult) -> bool:
    return result.tasks["kam"].nunique() > 1


def _named(result: TasksResult, facts: BoardFacts) -> tuple[BoardColumn, ...]:
    """What a row is called: its task, and whose it is where the file says so."""
    say = facts.say
    has_kams = bool((result.tasks["kam"] != "").any())
    kam = (BoardColumn("kam", say("lever.column.kam")),) if has_kams else ()
    return BoardColumn("task", say("lever.column.task")), *kam


def _levers(result: TasksResult, facts: BoardFacts) -> BoardTable:
    """By lever: what is proposed and what is chosen, tasks and hours."""
    say, tasks = facts.say, result.tasks
    rows = [
        (
            say(f"lever.tasks.lever_{lever}"),
            int((tasks["proposed"] == lever).sum()),
            int((tasks["chosen"] == lever).sum()),
            float(tasks.loc[tasks["chosen"] == lever, "freed"].sum()),
        )
        for lever in TaskLever
    ]
    columns = (
        BoardColumn("lever", say("lever.tasks.lever")),
        BoardColumn("proposed", say("lever.tasks.proposed"), Style.NUMBER),
        BoardColumn("chosen", say("lever.tasks.chosen"), Style.NUMBER),
        BoardColumn("freed", say("lever.tasks.freed"), Style.DECIMAL),
    )
    frame = pd.DataFrame(rows, columns=[column.name for column in columns])
    return BoardTable("levers", say("lever.tasks.by_lever"), columns, frame, say("lever.tasks.by_lever_caption"))


def _chosen(result: TasksResult, facts: BoardFacts) -> BoardTable:
    """Task by task: what it takes, what is proposed and chosen, what that frees."""
    say = facts.say
    names = {"": ""} | {lever: say(f"lever.tasks.lever_{lever}") for lever in TaskLever}
    tasks = result.tasks
    frame = tasks.assign(**{name: tasks[name].map(names) for name in ("proposed", "chosen")})
    frame["freed"] = frame["freed"].where(frame["chosen"] != "")
    columns = (
        *_named(result, facts),
        BoardColumn("hours", say("lever.tasks.hours"), Style.DECIMAL),
        BoardColumn("proposed", say("lever.tasks.proposed")),
        BoardColumn("chosen", say("lever.tasks.chosen")),
        BoardColumn("freed", say("lever.tasks.freed"), Style.DECIMAL),
    )
    return BoardTable("chosen", say("lever.tasks.by_task"), columns, frame)


def _criteria(result: TasksResult, facts: BoardFacts) -> BoardTable:
    """What the potential of each task is made of."""
    say = facts.say
    frame = result.tasks.assign(level=[_level(level, facts) for level in result.tasks["level"]])
    columns = (
        *_named(result, facts),
        BoardColumn("stage", say("lever.column.stage")),
        *(BoardColumn(name, say(f"lever.column.{name}"), Style.NUMBER) for name in CRITERIA),
        BoardColumn("potential", say("lever.column.potential"), Style.NUMBER),
        BoardColumn("level", say("lever.tasks.level")),
    )
    has_stages = bool((frame["stage"] != "").any())
    shown = tuple(column for column in columns if has_stages or column.name != "stage")
    return BoardTable("criteria", say("lever.tasks.table"), shown, frame)


def _hours(hours: float, facts: BoardFacts) -> str:
    return facts.say("no_data") if pd.isna(hours) else facts.say("lever.tasks.h", hours=facts.say.number(hours, 1))

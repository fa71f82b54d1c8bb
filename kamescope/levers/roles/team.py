"""The board of several people: who stands where, the roles of all together, what costs most, who moved."""

import pandas as pd

from kamescope.charts.amount_bars import MOST, AmountBars, Bar
from kamescope.levers.board import Board, BoardColumn, BoardFacts, BoardPicture, BoardTable, BoardTile, Part, Style
from kamescope.levers.roles.analysis import WHO, RolesResult
from kamescope.levers.roles.shared import advice, band_name, band_tone, role_bars, role_name

MOST_QUESTIONS = 5
"""So many questions are told that cost most."""


def several(result: RolesResult, facts: BoardFacts) -> Board:
    """What is told of each, side by side."""
    say = facts.say
    told = result.people["is_latest"]
    people, scores = result.people[told], result.scores[told]
    parts: list[Part] = [_bars(result, people, facts)]
    means = pd.Series(result.together.roles, dtype=float)
    if result.together.people:
        parts.append(role_bars(result, means, facts, say("lever.roles.bars_together")))
    parts += [_table(result, people, scores, facts), *_costliest(result, people, facts)]
    if not result.together.people:
        return Board(say("lever.roles.headline_none_whole", len(people)), parts=tuple(parts))
    missed = pd.Series(result.together.missed, dtype=float)
    parts.append(advice(result, missed, facts))
    counts = say.series(
        say("lever.roles.band_count", count=say.number(count), band=band.name.in_(say.language))
        for band in reversed(result.quiz.bands)
        if (count := int((people["band"] == band.code).sum()))
    )
    told_of = [say("lever.roles.headline_several", len(people), bands=counts)]
    if missed.max() > 0:
        weakest = max(missed.index, key=lambda role: missed[role] / (result.asked[role] or 1))
        told_of.append(say("lever.roles.weakest_together", role=role_name(result, str(weakest), facts)))
    return Board(" ".join(told_of), _tiles(result, people, facts), tuple(parts))


def _tiles(result: RolesResult, people: pd.DataFrame, facts: BoardFacts) -> tuple[BoardTile, ...]:
    say, together, quiz = facts.say, result.together, result.quiz
    best, last = quiz.bands[-1], quiz.bands[0]
    ends = say("lever.roles.ends", least=say.number(quiz.lowest), most=say.number(quiz.highest))
    mean = BoardTile(say("cut.own"), say.number(together.total or 0, 1), ends)
    counted = [
        BoardTile(
            band.name.in_(say.language),
            say.number(int((people["band"] == band.code).sum())),
            say("lever.roles.of_people", len(people)),
        )
        for band in (best, last)
    ]
    return (mean, *counted)


def _bars(result: RolesResult, people: pd.DataFrame, facts: BoardFacts) -> BoardPicture:
    say = facts.say
    ordered = people.sort_values("total", ascending=False, kind="stable")
    headings = say("lever.column.kam"), say("lever.roles.total"), say("lever.roles.band")
    bars = tuple(
        Bar(row.kam, row.total, say.number(row.total), band_name(result, row.band, facts), band_tone(result, row.band))
        for row in ordered.head(MOST).itertuples()
    )
    title = say("lever.roles.people")
    shape = AmountBars(title, headings, bars, len(ordered) - len(bars), whole=result.quiz.highest)
    return BoardPicture("people", title, shape, say("lever.roles.people_caption"))


def _table(result: RolesResult, people: pd.DataFrame, scores: pd.DataFrame, facts: BoardFacts) -> BoardTable:
    """Person by person: total, what it was before, band, and the part of each role that is reached."""
    say = facts.say
    frame = people.assign(band=[band_name(result, band, facts) for band in people["band"]])
    before = _before(result)
    frame["before"] = [before.get(kam) for kam in frame["kam"]]
    frame["change"] = frame["total"] - frame["before"].astype(float)
    for role, most in result.reachable.items():
        frame[f"role {role}"] = scores[role] / (most or 1)
    columns = (
        BoardColumn("kam", say("lever.column.kam")),
        BoardColumn("total", say("lever.roles.total"), Style.NUMBER),
        BoardColumn("before", say("lever.roles.before"), Style.NUMBER),
        BoardColumn("change", say("lever.roles.change"), Style.NUMBER),
        BoardColumn("band", say("lever.roles.band")),
        *(BoardColumn(f"role {role}", role_name(result, role, facts), Style.SHARE) for role in result.reachable),
    )
    shown = tuple(column for column in columns if before or column.name not in ("before", "change"))
    ordered = frame.sort_values("total", ascending=False, kind="stable")
    return BoardTable("people", say("lever.roles.table"), shown, ordered, say("lever.roles.table_caption"))


def _before(result: RolesResult) -> dict[str, int]:
    """The total before the one that is told, by person: of a whole quiz filled in by the same kind of people."""
    found = {}
    for kam, rows in result.people[result.people["band"].notna()].groupby("kam"):
        told = rows[rows["is_latest"]]
        earlier = rows[~rows["is_latest"] & rows["filled_by"].isin(told["filled_by"])]
        if len(told) and len(earlier):
            found[str(kam)] = int(earlier["total"].iloc[-1])
    return found


def _costliest(result: RolesResult, people: pd.DataFrame, facts: BoardFacts) -> list[Part]:
    """The questions at which most is lost by all together."""
    say = facts.say
    given = result.answers.merge(people[WHO], on=WHO)
    lost = given.groupby("question")["lost"].sum().sort_values(ascending=False, kind="stable")
    short = given[given["lost"] > 0].groupby("question").size()
    rows = []
    for number in lost[lost > 0].head(MOST_QUESTIONS).index.tolist():
        text = result.quiz.questions[number - 1].text.in_(say.language)
        rows.append((say("lever.roles.numbered", number=number, text=text), int(lost[number]), int(short[number])))
    columns = (
        BoardColumn("question", say("lever.column.question")),
        BoardColumn("lost", say("lever.roles.lost"), Style.NUMBER),
        BoardColumn("people", say("lever.roles.people_short"), Style.NUMBER),
    )
    frame = pd.DataFrame(rows, columns=[column.name for column in columns])
    return [BoardTable("questions", say("lever.roles.questions"), columns, frame)] if rows else []

"""The board of one person: total and band, roles, the answers that weigh, advice, over time, beside the 360."""

from typing import Any

import pandas as pd

from kamescope.charts.amount_bars import AmountBars, Bar
from kamescope.levers.board import Board, BoardColumn, BoardFacts, BoardPicture, BoardTable, BoardTile, Part, Style
from kamescope.levers.roles.analysis import THEMSELVES, RolesResult
from kamescope.levers.roles.shared import advice, band_name, band_tone, period_name, role_bars, role_name

MOST_ANSWERS = 5
"""So many answers are told that weigh most."""


def one_person(result: RolesResult, facts: BoardFacts) -> Board:
    """What is told of somebody: what others answered last, or they themselves where nobody else did."""
    say, quiz = facts.say, result.quiz
    place = int(result.people["is_latest"].to_numpy().argmax())
    told: Any = result.people.iloc[place]
    scores = result.scores.iloc[place]
    parts: list[Part] = [role_bars(result, scores, facts, say("lever.roles.bars"))]
    missed = result.missed.iloc[place]
    parts += [*_costliest(result, told, facts), advice(result, missed, facts)]
    parts += [*_beside(result, scores, told, facts), *_views(result, facts)]
    facts_said = {"who": told["kam"], "points": say.number(told["total"]), "most": say.number(quiz.highest)}
    if told["band"] is None:
        left = len(quiz.questions) - int(told["answered"])
        return Board(say("lever.roles.headline_open", left, **facts_said), parts=tuple(parts))
    band = band_name(result, told["band"], facts)
    told_of = [say("lever.roles.headline", band=band, **facts_said)]
    if told["prevailing"]:
        told_of.append(say("lever.roles.prevails", role=role_name(result, told["prevailing"], facts)))
    return Board(" ".join(told_of), _tiles(result, told, scores, missed, facts), tuple(parts))


def _tiles(
    result: RolesResult, told: Any, scores: pd.Series, missed: pd.Series, facts: BoardFacts
) -> tuple[BoardTile, ...]:
    say, quiz = facts.say, result.quiz
    ends = say("lever.roles.ends", least=say.number(quiz.lowest), most=say.number(quiz.highest))
    tiles = [
        BoardTile(say("lever.roles.total"), say.number(told["total"]), ends, band_name(result, told["band"], facts))
    ]
    if role := told["prevailing"]:
        part = facts.share(scores[role] / result.reachable[role])
        tiles.append(BoardTile(say("lever.roles.prevailing"), part, role_name(result, role, facts)))
    if role := told["weakest"]:
        part = facts.share(missed[role] / result.asked[role])
        tiles.append(BoardTile(say("lever.roles.weakest"), part, role_name(result, role, facts)))
    return tuple(tiles)


def _costliest(result: RolesResult, told: Any, facts: BoardFacts) -> list[Part]:
    """The answers furthest from the best of their question, with that one beside them."""
    say = facts.say
    rows = []
    for row in result.costliest(told["kam"], told["period"], told["filled_by"]).head(MOST_ANSWERS).itertuples():
        question = result.quiz.questions[row.question - 1]
        given = next(answer for answer in question.answers if answer.letter == row.answer)
        best = max(question.answers, key=lambda answer: answer.points)
        rows.append(
            (
                say("lever.roles.numbered", number=row.question, text=question.text.in_(say.language)),
                say("lever.roles.worth", text=given.text.in_(say.language), points=say.number(given.points)),
                say("lever.roles.worth", text=best.text.in_(say.language), points=say.number(best.points)),
            )
        )
    if not rows:
        return []
    columns = (
        BoardColumn("question", say("lever.column.question")),
        BoardColumn("answer", say("lever.column.answer")),
        BoardColumn("best", say("lever.roles.best")),
    )
    frame = pd.DataFrame(rows, columns=[column.name for column in columns])
    return [BoardTable("answers", say("lever.roles.answers"), columns, frame, say("lever.roles.answers_caption"))]


def _beside(result: RolesResult, scores: pd.Series, told: Any, facts: BoardFacts) -> list[Part]:
    """What others said of the same thing in the 360, beside the quiz and never mixed into it."""
    say = facts.say
    known = {
        each.code: each for each in facts.beside if each.kam == told["kam"] and each.model == result.quiz.questionnaire
    }
    rows = [
        (
            role.name.in_(say.language),
            scores[role.code] / (result.reachable[role.code] or 1),
            known[code].name,
            known[code].score,
            known[code].campaign,
        )
        for role in result.quiz.roles
        for code in role.factors
        if code in known
    ]
    columns = (
        BoardColumn("role", say("lever.roles.role")),
        BoardColumn("part", say("lever.roles.in_quiz"), Style.SHARE),
        BoardColumn("factor", say("lever.roles.factor")),
        BoardColumn("score", say("lever.roles.in_360")),
        BoardColumn("campaign", say("lever.roles.campaign")),
    )
    frame = pd.DataFrame(rows, columns=[column.name for column in columns])
    title = say("lever.roles.beside")
    return [BoardTable("beside", title, columns, frame, say("lever.roles.beside_caption"))] if rows else []


def _views(result: RolesResult, facts: BoardFacts) -> list[Part]:
    """Totals over time, and one's own beside that of others, where there are several."""
    if len(result.people) < 2:
        return []
    say = facts.say
    headings = say("lever.column.period"), say("lever.roles.total"), say("lever.roles.band")
    bars = tuple(
        Bar(
            _view_name(row, facts),
            row.total,
            say.number(row.total),
            band_name(result, row.band, facts),
            band_tone(result, row.band),
        )
        for row in result.people.itertuples()
    )
    title = say("lever.roles.views")
    shape = AmountBars(title, headings, bars, whole=result.quiz.highest)
    return [BoardPicture("views", title, shape, say("lever.roles.views_caption"))]


def _view_name(row: Any, facts: BoardFacts) -> str:
    when = period_name(row.period, facts)
    by = facts.say("lever.roles.by_self" if row.filled_by == THEMSELVES else "lever.roles.by_others")
    return f"{when} · {by}" if when else by

"""What the boards of one person and of several say alike: roles in their order, periods, advice."""

import datetime

import pandas as pd

from kamescope.charts.amount_bars import AmountBars, Bar
from kamescope.levers.board import BoardColumn, BoardFacts, BoardPicture, BoardTable
from kamescope.levers.roles.analysis import RolesResult


def role_name(result: RolesResult, code: str, facts: BoardFacts) -> str:
    """What a role is called."""
    return result.quiz.role(code).name.in_(facts.say.language)


def band_name(result: RolesResult, code: str | None, facts: BoardFacts) -> str:
    """What a band is called; that a question is open, where there is none."""
    names = {band.code: band.name.in_(facts.say.language) for band in result.quiz.bands}
    return names[code] if code in names else facts.say("lever.roles.open")


def band_tone(result: RolesResult, code: str | None) -> str:
    """Who is in the highest band stands out, who is in the lowest stands back."""
    bands = result.quiz.bands
    return {bands[-1].code: "strong", bands[0].code: "faint"}.get(code or "", "")


def period_name(period: str, facts: BoardFacts) -> str:
    """A day as a reader writes it, any other period as it is."""
    try:
        return facts.say.date(datetime.date.fromisoformat(period))
    except ValueError:
        return period


def role_bars(result: RolesResult, scores: pd.Series, facts: BoardFacts, title: str) -> BoardPicture:
    """A bar by role: the part of what can be reached in it, the strongest one standing out."""
    say = facts.say
    parts = {role: float(scores[role]) / most for role, most in result.reachable.items() if most}
    highest = max(parts.values(), default=0)
    bars = tuple(
        Bar(
            role_name(result, role, facts),
            part,
            facts.share(part),
            say("lever.roles.of_points", points=_points(scores[role], facts), most=say.number(result.reachable[role])),
            "strong" if part == highest else "",
        )
        for role, part in parts.items()
    )
    headings = say("lever.roles.role"), say("lever.roles.reached"), say("lever.roles.points")
    return BoardPicture("roles", title, AmountBars(title, headings, bars, whole=1.0), say("lever.roles.bars_caption"))


def advice(result: RolesResult, missed: pd.Series, facts: BoardFacts) -> BoardTable:
    """What to do for each role, first for that whose situations miss the largest part of their points."""
    say = facts.say
    ordered = sorted(result.quiz.roles, key=lambda role: -missed[role.code] / (result.asked[role.code] or 1))
    rows = [
        (role.name.in_(say.language), role.definition.in_(say.language), role.advice.in_(say.language))
        for role in ordered
    ]
    columns = (
        BoardColumn("role", say("lever.roles.role")),
        BoardColumn("definition", say("lever.roles.definition")),
        BoardColumn("advice", say("lever.roles.advice")),
    )
    frame = pd.DataFrame(rows, columns=[column.name for column in columns])
    return BoardTable("advice", say("lever.roles.advice_title"), columns, frame, say("lever.roles.advice_caption"))


def _points(score: float, facts: BoardFacts) -> str:
    return facts.say.number(score, 0 if float(score).is_integer() else 1)

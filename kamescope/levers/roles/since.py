"""What the quiz says of each person since a former one: total, and points of each role, then and now."""

import pandas as pd

from kamescope.levers.board import Board, BoardColumn, BoardFacts, BoardTable, Style
from kamescope.levers.roles.analysis import RolesChoices, RolesResult, analyse
from kamescope.levers.roles.shared import role_name
from kamescope.levers.since import NOW, THEN, both, from_to, presence_tile, table_of, tile


def since(before: pd.DataFrame, now: pd.DataFrame, choices: RolesChoices, facts: BoardFacts) -> Board:
    """What is told of each, in either: of one person their total, of several the mean of those with every answer."""
    former, after = analyse(before, choices), analyse(now, choices)
    say, roles = facts.say, [role.code for role in after.quiz.roles]
    found = both(_told(former), _told(after), ("kam",), ("total", *roles))
    totals = [round(each.together.total, 1) if each.together.total is not None else None for each in (former, after)]
    total = (BoardColumn("total", say("lever.roles.total"), Style.NUMBER),)
    tiles = [tile(say("lever.roles.total"), totals, Style.DECIMAL, facts)]
    tiles += [
        tile(
            role_name(after, role, facts),
            [each.together.roles.get(role) for each in (former, after)],
            Style.DECIMAL,
            facts,
        )
        for role in roles
    ]
    people = presence_tile(found, say("column.kam"), facts)
    headline = say(
        "lever.roles.since", after.together.people, total=from_to(totals, lambda each: say.number(each, 1), facts)
    )
    names = (BoardColumn("kam", say("lever.column.kam")),)
    table = table_of("since", say("lever.roles.since_table"), names, total, found, facts)
    tiles += [people] if len(found) > 1 else []
    return Board(headline, tuple(tiles), (table, _by_role(found, after, facts)))


def _by_role(found: pd.DataFrame, result: RolesResult, facts: BoardFacts) -> BoardTable:
    """A row for each person and role: ten columns side by side would be too narrow to read."""
    say = facts.say
    rows = [
        found.assign(role=role_name(result, role.code, facts), points_then=found[role.code + THEN]).assign(
            points_now=found[role.code + NOW]
        )
        for role in result.quiz.roles
    ]
    long = pd.concat(rows).sort_index(kind="stable").reset_index(drop=True)
    names = (BoardColumn("kam", say("lever.column.kam")), BoardColumn("role", say("lever.roles.role")))
    points = (BoardColumn("points", say("lever.roles.points"), Style.NUMBER),)
    return table_of("roles", say("lever.roles.bars"), names, points, long, facts)


def _told(result: RolesResult) -> pd.DataFrame:
    """What is told of each person who gave every answer."""
    told = result.people["is_latest"] & result.people["band"].notna()
    return pd.concat([result.people[told], result.scores[told]], axis=1)

"""What the quiz on roles shows: of one person their band and roles, of several who stands where; advice by role."""

from collections.abc import Mapping

import pandas as pd

from kamescope.levers.board import Board, BoardFacts, Figures
from kamescope.levers.roles.analysis import RolesResult
from kamescope.levers.roles.person import one_person
from kamescope.levers.roles.quiz import shipped
from kamescope.levers.roles.team import several


def board(result: RolesResult, facts: BoardFacts) -> Board:
    """The board of one person, or of several side by side."""
    if result.people.empty:
        return Board(facts.say("lever.roles.nothing"))
    built = one_person(result, facts) if result.people["kam"].nunique() == 1 else several(result, facts)
    notes = [facts.say("lever.in_part")] if facts.is_part else []
    return Board(built.headline, built.tiles, built.parts, (*notes, *_notes(result, facts)))


def line(said: Figures, facts: BoardFacts) -> str:
    """Total and band of one person; a band that the quiz has no more by its code."""
    points, most = (facts.say.number(int(said[name])) for name in ("total", "most"))
    names = {band.code: band.name.in_(facts.say.language) for band in shipped().bands}
    band = names.get(str(said["band"]), str(said["band"]))
    return facts.say("lever.roles.line", points=points, most=most, band=band)


def options(frame: pd.DataFrame) -> Mapping[str, tuple[str, ...]]:
    """Nothing is set beside a quiz."""
    return {}


def _notes(result: RolesResult, facts: BoardFacts) -> tuple[str, ...]:
    """Where the bands and the key come from: of a quiz of one's own, its author knows."""
    say, quiz = facts.say, result.quiz
    starts = [
        say("lever.roles.from_points", band=band.name.in_(say.language), points=say.number(band.start))
        for band in quiz.bands
    ]
    bands = say("lever.roles.bands", bands=say.series(starts))
    return (bands, quiz.source.in_(say.language)) if quiz.source.versions else (bands,)

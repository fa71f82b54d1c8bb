"""How fully each KAM fills the job, and in which of its roles, after a quiz about them. Pure.

Columns: `kam` (text), `question` (whole number, from 1), `answer` (text: a letter from A), required; `period` (text),
`filled_by` (`kam`: by themselves, else by somebody who sees them at work).
"""

from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from kamescope.errors import ContentError
from kamescope.levers.figures import PLACES, amounts, records, texts
from kamescope.levers.instrument import Instrument, LeverColumn
from kamescope.levers.roles.quiz import Quiz, shipped

WHO = ["kam", "period", "filled_by"]
THEMSELVES, OTHERS = "kam", "other"
"""What `filled_by` says where somebody answered about themselves, and where somebody else did."""


@dataclass(frozen=True, slots=True)
class RolesChoices:
    """`quiz`: which one was answered."""

    quiz: Quiz = field(default_factory=shipped)


@dataclass(frozen=True, slots=True)
class RolesMean:
    """Several people together: the mean total, scores and points missed by role; None without any."""

    people: int
    total: float | None
    roles: dict[str, float]
    missed: dict[str, float]


@dataclass(frozen=True, eq=False)
class RolesResult:
    """What the quiz says of each person in each period.

    `people`: in the file's order, the periods of one person rising; kam, period ("" where the file has none),
    filled_by, answered (questions), total, band (a code; None while a question is open), is_latest (what is told of
    somebody: what others answered last, what they answered themselves where nobody else did), prevailing (the role with
    the largest part of what it can reach; "" where two are level) and weakest (the role whose situations miss the
    largest part of their points, ties in the quiz's order; "" where nothing is missed). Row by row as `people`, a
    column a role: `scores`, the points of the answers taken in it, and `missed`, those lost in the situations that ask
    for it. `reachable`, `asked`: role → the most that either can be. `answers`: kam, period, filled_by, question,
    answer, points, role, asks (the role that the situation asks for), lost (to the best answer). `together`: of
    everybody of whom all questions are answered, what is told of them.
    """

    quiz: Quiz
    people: pd.DataFrame
    scores: pd.DataFrame
    missed: pd.DataFrame
    reachable: dict[str, int]
    asked: dict[str, int]
    answers: pd.DataFrame
    together: RolesMean

    def costliest(self, kam: str, period: str = "", filled_by: str = "") -> pd.DataFrame:
        """The answers about one person that weigh most: those that cost points, most first, then by question."""
        own = self.answers[(self.answers[WHO] == pd.Series([kam, period, filled_by], WHO)).all(axis=1)]
        return own[own["lost"] > 0].sort_values(["lost", "question"], ascending=[False, True], kind="stable")

    def as_json(self) -> list[dict[str, object]]:
        """The command line's result (docs/design.md 3): everybody's last period."""
        latest = self.people["is_latest"]
        rows = records(self.people[latest], ("kam", "total", "band"))
        scores = self.scores[latest].to_dict("records")
        return [row | {"roles": roles} for row, roles in zip(rows, scores, strict=True)]


Choices, Result = RolesChoices, RolesResult


def shaped(instrument: Instrument, choices: RolesChoices) -> Instrument:
    """The columns as a quiz asks for them: as many questions, and its letters."""
    return replace(instrument, columns=tuple(_column(each, choices.quiz) for each in instrument.columns))


def _column(column: LeverColumn, quiz: Quiz) -> LeverColumn:
    if column.name == "question":
        return replace(column, most=len(quiz.questions))
    return replace(column, words={each: (each,) for each in quiz.letters}) if column.name == "answer" else column


def analyse(table: pd.DataFrame, choices: RolesChoices | None = None) -> RolesResult:
    """Total, band and score by role of everybody. Fifteen answers worth 3: 45, on the way.

    A role's score is the points of the answers taken in it; those of all roles make the total. A blank answer is none.
    Raises ContentError for an answer that the quiz does not have, and for a question answered twice in one period.
    """
    quiz = (choices or RolesChoices()).quiz
    answers = _answers(table, quiz)
    reachable = {role.code: quiz.reachable(role.code) for role in quiz.roles}
    asked = {role.code: quiz.asked(role.code) for role in quiz.roles}
    people = _people(answers, quiz)
    scores, missed = (
        _by_role(answers, people, *each, list(reachable)) for each in (("role", "points"), ("asks", "lost"))
    )
    people["prevailing"], people["weakest"] = _highest(scores, reachable, ""), _highest(missed, asked)
    whole = people["is_latest"] & people["band"].notna()
    together = _together(people[whole], scores[whole], missed[whole])
    return RolesResult(quiz, people, scores, missed, reachable, asked, answers, together)


def figures(result: RolesResult) -> dict[str, float | str]:
    """What is said of one person: total, the most there is, band (a code); nothing while a question is open."""
    people = result.people[result.people["is_latest"] & result.people["band"].notna()]
    if len(people) != 1:
        return {}
    told = people.iloc[0]
    return {"total": int(told["total"]), "most": result.quiz.highest, "band": str(told["band"])}


def _answers(table: pd.DataFrame, quiz: Quiz) -> pd.DataFrame:
    rows = pd.DataFrame({name: texts(table, name).str.strip() for name in (*WHO, "answer")}).reset_index(drop=True)
    rows["question"], rows["answer"] = amounts(table, "question"), rows["answer"].str.upper()
    rows = rows[rows["answer"] != ""]
    known = pd.DataFrame(
        [
            (float(number), answer.letter, answer.points, answer.role, question.asks, question.best - answer.points)
            for number, question in enumerate(quiz.questions, start=1)
            for answer in question.answers
        ],
        columns=["question", "answer", "points", "role", "asks", "lost"],
    )
    found = rows.merge(known, "left", on=["question", "answer"])
    _refuse(found, quiz)
    whole = found.astype({"question": int, "points": int, "lost": int})
    return whole[[*WHO, "question", "answer", "points", "role", "asks", "lost"]]


def _refuse(found: pd.DataFrame, quiz: Quiz) -> None:
    for row in found[found["points"].isna()].head(1).itertuples():
        facts = {"questions": len(quiz.questions), "answers": ", ".join(quiz.letters)}
        asked = "" if np.isnan(row.question) else f"{row.question:g}"
        raise ContentError("lever_quiz_answer", kam=row.kam, question=asked, answer=row.answer, **facts)
    for row in found[found.duplicated([*WHO, "question"])].head(1).itertuples():
        raise ContentError("lever_quiz_twice", kam=row.kam, question=int(row.question))


def _people(answers: pd.DataFrame, quiz: Quiz) -> pd.DataFrame:
    """Everybody in the order of the file, each period a row."""
    people = answers.groupby(WHO, as_index=False).agg(answered=("question", "size"), total=("points", "sum"))
    first = pd.Series(range(len(answers)), index=answers["kam"]).groupby(level=0).min()
    people = people.sort_values("kam", key=lambda kams: kams.map(first), kind="stable").reset_index(drop=True)
    people["is_latest"] = _latest(people)
    people["band"] = _bands(people, quiz)
    return people


def _by_role(answers: pd.DataFrame, people: pd.DataFrame, role: str, points: str, codes: list[str]) -> pd.DataFrame:
    """Sums of points by the role in one column of the answers, row by row as the people."""
    summed = answers.groupby([*WHO, role])[points].sum().unstack(role, fill_value=0)
    found = summed.reindex(index=pd.MultiIndex.from_frame(people[WHO]), columns=codes, fill_value=0)
    return found.astype(int).reset_index(drop=True).rename_axis(columns=None)


def _highest(points: pd.DataFrame, most: dict[str, int], level: str | None = None) -> np.ndarray:
    """The role with the largest part of the most there can be, "" of nothing; of equals the first, or `level`."""
    whole = np.array(list(most.values()), dtype=np.float64)
    parts = np.round(np.divide(points.to_numpy(), whole, out=np.zeros(points.shape), where=whole > 0), PLACES)
    highest = parts.max(axis=1, keepdims=True)
    found = np.where(highest[:, 0] > 0, np.array(list(most), dtype=object)[parts.argmax(axis=1)], "")
    return found if level is None else np.where((parts == highest).sum(axis=1) > 1, level, found)


def _latest(people: pd.DataFrame) -> pd.Series:
    """The last row of each person, one's own view apart where somebody else has one."""
    others = people["filled_by"] != THEMSELVES
    told = others | ~others.groupby(people["kam"]).transform("any")
    return told & ~people[told].duplicated("kam", keep="last").reindex(people.index, fill_value=True)


def _bands(people: pd.DataFrame, quiz: Quiz) -> pd.Series:
    starts = [band.start for band in quiz.bands]
    codes = np.array([band.code for band in quiz.bands], dtype=object)
    found = codes[np.searchsorted(starts, people["total"], side="right") - 1]
    found[(people["answered"] < len(quiz.questions)).to_numpy()] = None
    return pd.Series(found, index=people.index, dtype=object)


def _together(people: pd.DataFrame, scores: pd.DataFrame, missed: pd.DataFrame) -> RolesMean:
    if people.empty:
        return RolesMean(0, None, {}, {})
    total = round(float(people["total"].mean()), PLACES)
    return RolesMean(len(people), total, _means(scores), _means(missed))


def _means(points: pd.DataFrame) -> dict[str, float]:
    return {str(code): round(float(mean), PLACES) for code, mean in points.mean().items()}

"""How fully each KAM fills the job, and in which of its roles, after a quiz about them. Pure.

Columns: `kam` (text), `question` (whole number, from 1), `answer` (text: a letter from A), required; `period` (text),
`filled_by` (`kam`: by themselves, else by somebody who sees them at work).
"""

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from kamescope.errors import ContentError
from kamescope.levers.figures import PLACES, amounts, records, texts
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
    """Several people together: the mean total and the mean score by role; None without any."""

    people: int
    total: float | None
    roles: dict[str, float]


@dataclass(frozen=True, eq=False)
class RolesResult:
    """What the quiz says of each person in each period.

    `people`: in the file's order, the periods of one person rising; kam, period ("" where the file has none),
    filled_by, answered (questions), total, band (a code; None while a question is open), is_latest (what is told of
    somebody: what others answered last, what they answered themselves where nobody else did), strongest and weakest
    (roles, by the part of what they can reach; ties in the quiz's order). `scores`: row by row as `people`, the points
    of each role. `reachable`: role → the most points that there can be. `answers`: kam, period, filled_by, question,
    answer, points, role, lost (to the best answer). `together`: of everybody of whom all questions are answered, what
    is told of them.
    """

    quiz: Quiz
    people: pd.DataFrame
    scores: pd.DataFrame
    reachable: dict[str, int]
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


def analyse(table: pd.DataFrame, choices: RolesChoices | None = None) -> RolesResult:
    """Total, band and score by role of everybody. Fifteen answers worth 3: 45, on the way.

    A role's score is the points of the answers taken in it; those of all roles make the total. A blank answer is none.
    Raises ContentError for an answer that the quiz does not have, and for a question answered twice in one period.
    """
    quiz = (choices or RolesChoices()).quiz
    answers = _answers(table, quiz)
    reachable = {role.code: quiz.reachable(role.code) for role in quiz.roles}
    people, scores = _people(answers, quiz, reachable)
    whole = people["is_latest"] & people["band"].notna()
    return RolesResult(quiz, people, scores, reachable, answers, _together(people[whole], scores[whole]))


def _answers(table: pd.DataFrame, quiz: Quiz) -> pd.DataFrame:
    rows = pd.DataFrame({name: texts(table, name).str.strip() for name in (*WHO, "answer")}).reset_index(drop=True)
    rows["question"], rows["answer"] = amounts(table, "question"), rows["answer"].str.upper()
    rows = rows[rows["answer"] != ""]
    known = pd.DataFrame(
        [
            (float(number), answer.letter, answer.points, answer.role, question.best - answer.points)
            for number, question in enumerate(quiz.questions, start=1)
            for answer in question.answers
        ],
        columns=["question", "answer", "points", "role", "lost"],
    )
    found = rows.merge(known, "left", on=["question", "answer"])
    _refuse(found, quiz)
    whole = found.astype({"question": int, "points": int, "lost": int})
    return whole[[*WHO, "question", "answer", "points", "role", "lost"]]


def _refuse(found: pd.DataFrame, quiz: Quiz) -> None:
    for row in found[found["points"].isna()].head(1).itertuples():
        facts = {"questions": len(quiz.questions), "answers": ", ".join(quiz.letters)}
        asked = "" if np.isnan(row.question) else f"{row.question:g}"
        raise ContentError("lever_quiz_answer", kam=row.kam, question=asked, answer=row.answer, **facts)
    for row in found[found.duplicated([*WHO, "question"])].head(1).itertuples():
        raise ContentError("lever_quiz_twice", kam=row.kam, question=int(row.question))


def _people(answers: pd.DataFrame, quiz: Quiz, reachable: dict[str, int]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Who answered what in all, and the scores by role beside it, both in the order of the file."""
    by_role = answers.groupby([*WHO, "role"])["points"].sum().unstack("role", fill_value=0)
    by_role = by_role.reindex(columns=list(reachable), fill_value=0).astype(int)
    first = pd.Series(range(len(answers)), index=answers["kam"]).groupby(level=0).min()
    by_role = by_role.sort_index(level="kam", key=lambda kams: kams.map(first), sort_remaining=False, kind="stable")
    people = by_role.index.to_frame(index=False)
    people["answered"] = answers.groupby(WHO).size().reindex(by_role.index).to_numpy()
    scores = by_role.reset_index(drop=True).rename_axis(columns=None)
    people["total"] = scores.sum(axis=1)
    people["is_latest"] = _latest(people)
    people["band"] = _bands(people, quiz)
    parts = np.round(scores.to_numpy() / np.array(list(reachable.values())), PLACES)
    codes = np.array(list(reachable), dtype=object)
    return people.assign(strongest=codes[parts.argmax(axis=1)], weakest=codes[parts.argmin(axis=1)]), scores


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


def _together(people: pd.DataFrame, scores: pd.DataFrame) -> RolesMean:
    if people.empty:
        return RolesMean(0, None, {})
    means = {str(code): round(float(mean), PLACES) for code, mean in scores.mean().items()}
    return RolesMean(len(people), round(float(people["total"].mean()), PLACES), means)

"""A quiz on roles: questions, answers with points and a role, bands; read from TOML, every fault named."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import ascii_uppercase

from kamescope import places
from kamescope.errors import QuizError
from kamescope.model import Text
from kamescope.toml_file import TomlReader, read_toml

MOST_QUESTIONS = 100
FEWEST_ANSWERS, MOST_ANSWERS = 2, 6
FEWEST_ROLES, MOST_ROLES = 2, 8
TOP = "quiz"


@dataclass(frozen=True, slots=True)
class QuizRole:
    """One role of the job; `factors`: codes of the questionnaire's factors that speak of the same thing."""

    code: str
    name: Text
    definition: Text
    advice: Text
    factors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QuizBand:
    """What a total from `start` on means, up to the next band."""

    code: str
    start: int
    name: Text
    advice: Text


@dataclass(frozen=True, slots=True)
class QuizAnswer:
    """One way of taking a situation: what it is worth there, and in which role it is taken."""

    letter: str
    text: Text
    points: int
    role: str


@dataclass(frozen=True, slots=True)
class QuizQuestion:
    """One situation, and the ways of taking it."""

    text: Text
    answers: tuple[QuizAnswer, ...]

    @property
    def best(self) -> int:
        """The most points there are for it."""
        return max((answer.points for answer in self.answers), default=0)

    @property
    def asks(self) -> str:
        """The role that the situation asks for: that of its best answer, of equals the first."""
        return max(self.answers, key=lambda answer: answer.points).role

    @property
    def least(self) -> int:
        """The fewest points there are for it."""
        return min((answer.points for answer in self.answers), default=0)


@dataclass(frozen=True, slots=True)
class Quiz:
    """A whole quiz; its questions count from 1, their answers are lettered from A.

    `source`: what a reader must know of where its key and bands come from; `questionnaire`: the code of the model that
    has the factors of its roles, "" where it names none.
    """

    code: str
    version: str
    name: Text
    intro: Text
    roles: tuple[QuizRole, ...]
    bands: tuple[QuizBand, ...]
    questions: tuple[QuizQuestion, ...]
    source: Text
    questionnaire: str

    @property
    def letters(self) -> str:
        """The letters of all answers that there are."""
        return ascii_uppercase[: max((len(question.answers) for question in self.questions), default=0)]

    @property
    def lowest(self) -> int:
        """The lowest total that there can be: 15 of the shipped quiz."""
        return sum(question.least for question in self.questions)

    @property
    def highest(self) -> int:
        """The highest total that there can be: 75 of the shipped quiz."""
        return sum(question.best for question in self.questions)

    def reachable(self, role: str) -> int:
        """The most points that anybody can have of one role, who takes every situation in it that can be."""
        of_role = ([each.points for each in question.answers if each.role == role] for question in self.questions)
        return sum(max(points, default=0) for points in of_role)

    def asked(self, role: str) -> int:
        """The most points there are in the situations that ask for a role: 20 of most of the shipped quiz."""
        return sum(question.best for question in self.questions if question.asks == role)

    def role(self, code: str) -> QuizRole:
        """A role by its code; KeyError for none of them."""
        return {role.code: role for role in self.roles}[code]

    def band(self, total: int) -> QuizBand:
        """The band that a total of all questions is in."""
        return next(band for band in reversed(self.bands) if total >= band.start)


@cache
def shipped() -> Quiz:
    """The product's own quiz."""
    return load_quiz(places.QUIZ)


def load_quiz(path: Path) -> Quiz:
    """Read and check a quiz. Raises QuizError listing everything that is wrong, each with its table and key."""
    reader = _QuizReader(path.name)
    quiz = reader.quiz(read_toml(path, QuizError))
    if reader.issues:
        raise QuizError(path.name, tuple(reader.issues))
    return quiz


class _QuizReader(TomlReader):
    """Reads a quiz table by table and collects what is wrong."""

    def quiz(self, data: Mapping[str, object]) -> Quiz:
        """The whole of it; usable only if `issues` stayed empty."""
        self.only(
            data, TOP, ("code", "version", "name", "intro", "source", "questionnaire", "roles", "bands", "questions")
        )
        roles = tuple(map(self.role, self.tables(data, "roles", TOP)))
        self.count("roles", roles, FEWEST_ROLES, MOST_ROLES)
        codes = tuple(role.code for role in roles)
        questions = [self.question(table, codes) for table in self.tables(data, "questions", TOP)]
        self.count("questions", questions, 1, MOST_QUESTIONS)
        bands = tuple(map(self.band, self.tables(data, "bands", TOP)))
        found = Quiz(
            self.code(data, TOP),
            str(data.get("version", "1")),
            self.text(data, "name", TOP),
            self.text(data, "intro", TOP, default=""),
            roles,
            bands,
            tuple(questions),
            self.text(data, "source", TOP, default=""),
            str(data.get("questionnaire", "")),
        )
        self.unique("roles", codes)
        self.unique("bands", [band.code for band in bands])
        self.whole_of(found)
        return found

    def role(self, table: Mapping[str, object]) -> QuizRole:
        """One role."""
        self.only(table, "roles", ("code", "name", "definition", "advice", "factors"))
        name, definition, advice = (self.text(table, key, "roles") for key in ("name", "definition", "advice"))
        return QuizRole(self.code(table, "roles"), name, definition, advice, self.strings(table, "factors", "roles"))

    def band(self, table: Mapping[str, object]) -> QuizBand:
        """One band."""
        self.only(table, "bands", ("code", "from", "name", "advice"))
        if "from" not in table:
            self.error("model_key_missing", "bands", "from")
        start = self.whole(table, "from", "bands", 0, 0)
        return QuizBand(
            self.code(table, "bands"), start, *(self.text(table, key, "bands") for key in ("name", "advice"))
        )

    def question(self, table: Mapping[str, object], roles: Sequence[str]) -> QuizQuestion:
        """One question with its answers."""
        self.only(table, "questions", ("text", "answers"))
        answers = self.tables(table, "answers", "questions")
        self.count("answers", answers, FEWEST_ANSWERS, MOST_ANSWERS, "questions")
        lettered = zip(ascii_uppercase, answers, strict=False)
        return QuizQuestion(
            self.text(table, "text", "questions"), tuple(self.answer(letter, each, roles) for letter, each in lettered)
        )

    def answer(self, letter: str, table: Mapping[str, object], roles: Sequence[str]) -> QuizAnswer:
        """One answer; its role is one of the quiz."""
        self.only(table, "questions.answers", ("text", "points", "role"))
        for key in ("points", "role"):
            if key not in table:
                self.error("model_key_missing", "questions.answers", key)
        role = table.get("role")
        if role is not None and role not in roles:
            self.error("quiz_role", "questions.answers", "role", value=role, choices=", ".join(roles))
        points = self.whole(table, "points", "questions.answers", 0, 0)
        return QuizAnswer(letter, self.text(table, "text", "questions.answers"), points, str(role))

    def count(self, key: str, found: Sequence[object], least: int, most: int, where: str = TOP) -> None:
        """There are as many of something as there may be; none at all is said already."""
        if found and not least <= len(found) <= most:
            self.error("quiz_count", where, key, count=len(found), least=least, most=most)

    def unique(self, table: str, codes: Sequence[str]) -> None:
        """No two of a kind have one code."""
        for code, count in Counter(codes).items():
            if count > 1:
                self.error("model_duplicate", table, "code", value=code, count=count)

    def whole_of(self, quiz: Quiz) -> None:
        """Every total is in a band, every band and every role can be reached."""
        starts = [band.start for band in quiz.bands]
        if starts and quiz.questions:
            reached = starts[0] <= quiz.lowest and starts[-1] <= quiz.highest
            if not reached or starts != sorted(set(starts)):
                self.error("quiz_bands", "bands", "from", lowest=quiz.lowest, highest=quiz.highest)
        for role in quiz.roles:
            if quiz.questions and not quiz.reachable(role.code):
                self.error("quiz_role_unused", "roles", "code", value=role.code)

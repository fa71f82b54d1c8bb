"""What an instrument is: the columns of its file, what each may hold, and what a person sets beside it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class ColumnKind(StrEnum):
    """What the cells of a column hold."""

    TEXT = "text"
    AMOUNT = "amount"
    NUMBER = "number"
    WHOLE = "whole"
    DAY = "day"
    CHOICE = "choice"

    @property
    def is_number(self) -> bool:
        """Whether its values are figures."""
        return self in (ColumnKind.AMOUNT, ColumnKind.NUMBER, ColumnKind.WHOLE)


class Setting(StrEnum):
    """What a person may set beside a file: a figure or several, one for each name (and person), words, a quiz.

    A quiz is a file of its own, and is set on the command line alone.
    """

    NUMBER = "number"
    NUMBERS = "numbers"
    EACH = "each"
    GRID = "grid"
    WORD = "word"
    WORDS = "words"
    QUIZ = "quiz"


@dataclass(frozen=True, slots=True)
class LeverColumn:
    """One column of an instrument's file.

    `headings` are what it may be called, compared in their normal form; the first is told where it is missing.
    `required`: there is no analysis without the column; `filled`: nor with a cell of it blank. `least` and `most` are
    the ends of what a figure may be, `words` the words that stand for each value of a choice. `person`: it names a KAM.
    `unit` is a key of the catalogues.
    """

    name: str
    kind: ColumnKind
    headings: tuple[str, ...] = ()
    required: bool = False
    filled: bool = False
    person: bool = False
    least: float | None = None
    most: float | None = None
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unit: str = ""


@dataclass(frozen=True, slots=True)
class LeverChoice:
    """What a person may set: `name` is the field of the analysis' `Choices`, `option` its word on the command line.

    `ends`: a figure that is moved from the first to the second of these, by steps of the third.
    """

    name: str
    option: str
    setting: Setting
    ends: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Sequel:
    """Two columns of which the second may not lie before, or below, the first; `grave`: else the file is refused."""

    first: str
    then: str
    code: str
    grave: bool = True


@dataclass(frozen=True, slots=True)
class Instrument:
    """One instrument, by its name, as its `instrument.toml` describes it.

    `unique`: columns whose values together stand once in a file. `criteria`: how many columns of figures under headings
    of one's own a file has, at least and at most; (0, 0) has none. `typed`: rows may be typed on the page. `gathered`:
    files of several days and people are one table, and of what is alike in these columns the newest file counts.
    """

    name: str
    columns: tuple[LeverColumn, ...]
    choices: tuple[LeverChoice, ...] = ()
    unique: tuple[str, ...] = ()
    sequels: tuple[Sequel, ...] = ()
    criteria: tuple[int, int] = (0, 0)
    typed: bool = False
    gathered: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its columns, in order."""
        return tuple(column.name for column in self.columns)

    @property
    def person(self) -> str:
        """The column that names a KAM, "" where none does."""
        return next((column.name for column in self.columns if column.person), "")

    def column(self, name: str) -> LeverColumn:
        """One of its columns; KeyError where it has none of that name."""
        return next(column for column in self.columns if column.name == name) if name in self.names else _none(name)


def _none(name: str) -> LeverColumn:
    raise KeyError(name)

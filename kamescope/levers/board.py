"""What an instrument shows of a result, as plain data: a sentence first, figures, then pictures and tables in order."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

import numpy as np
import pandas as pd

from kamescope.charts.picture import Shape
from kamescope.i18n import Words
from kamescope.levers.figures import largest


class Style(StrEnum):
    """How the values of a column are written."""

    TEXT = "text"
    AMOUNT = "amount"
    NUMBER = "number"
    DECIMAL = "decimal"
    SHARE = "share"
    PERCENT = "percent"


@dataclass(frozen=True, slots=True)
class BoardTile:
    """A figure with its name, what it is made of, and one word for how it stands."""

    name: str
    figure: str
    note: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class BoardPicture:
    """A picture under its title; `key` is its own on the page; `is_half`: two of them lie side by side."""

    key: str
    title: str
    shape: Shape
    caption: str = ""
    is_half: bool = False


@dataclass(frozen=True, slots=True)
class BoardColumn:
    """A column of a table: its name in the frame, its heading, and how its values are written."""

    name: str
    heading: str
    style: Style = Style.TEXT


@dataclass(frozen=True, eq=False)
class BoardTable:
    """A table under its title, all its rows as they are, so that a file has them unrounded; `key` names that file.

    `by`: the rows that have a figure in that column, the largest first; sorted when they are asked for, since few are
    read of many. Without it, the frame's rows in its order.
    """

    key: str
    title: str
    columns: tuple[BoardColumn, ...]
    frame: pd.DataFrame
    caption: str = ""
    by: str = ""

    @property
    def count(self) -> int:
        """How many rows it has."""
        return int(self.frame[self.by].notna().sum()) if self.by else len(self.frame)

    def rows(self, most: int | None = None) -> pd.DataFrame:
        """All rows, or the first ones, in order."""
        if self.by:
            return largest(self.frame, self.by, most)
        return self.frame if most is None else self.frame.head(most)

    def texts(self, most: int, facts: "BoardFacts") -> list[tuple[str, ...]]:
        """The first rows as a reader sees them."""
        rows = self.rows(most)[[column.name for column in self.columns]].itertuples(index=False)
        styles = [column.style for column in self.columns]
        return [tuple(written(value, style, facts) for value, style in zip(row, styles, strict=True)) for row in rows]

    def taken(self) -> pd.DataFrame:
        """All rows under their headings, as a file has them."""
        return self.rows()[[each.name for each in self.columns]].set_axis(
            [each.heading for each in self.columns], axis=1
        )


Part: TypeAlias = BoardPicture | BoardTable


@dataclass(frozen=True, slots=True)
class Board:
    """What a page, a paper and the command line show of one result: what answers the question comes first.

    `notes` are what a reader must know to read it (what is left out, where a rule comes from).
    """

    headline: str
    tiles: tuple[BoardTile, ...] = ()
    parts: tuple[Part, ...] = ()
    notes: tuple[str, ...] = ()


Figures: TypeAlias = Mapping[str, float | str]
"""What an instrument says of one KAM, by name."""


@dataclass(frozen=True, slots=True)
class FactorBeside:
    """What the 360 says of somebody: a factor of a model (codes), its name, its score as written, of which campaign."""

    kam: str
    model: str
    code: str
    name: str
    score: str
    campaign: str


@dataclass(frozen=True, slots=True)
class BoardFacts:
    """What a board is told beside the result: the words, the currency ("" where none is said), whom it leaves out.

    `chosen`: what a person set beside the file, by name. `beside`: what the 360 says of whom it is about, as far as the
    reader may see it.
    """

    say: Words
    currency: str = ""
    is_part: bool = False
    chosen: Mapping[str, object] = field(default_factory=dict)
    beside: tuple[FactorBeside, ...] = ()

    def amount(self, value: float) -> str:
        """An amount as short as a chart wants it."""
        return self.say.short_amount(value, self.currency)

    def share(self, fraction: float | None) -> str:
        """A fraction as a percent, or the word for none."""
        return self.say("no_data") if fraction is None else self.say.percent(fraction * 100)


def written(value: object, style: Style, facts: BoardFacts) -> str:
    """A value of a table as a reader sees it."""
    if value is None or pd.isna(value):
        return ""
    if not isinstance(value, bool | int | float | np.generic) or style is Style.TEXT:
        return str(value)
    return _WRITTEN[style](float(value), facts)


_WRITTEN: Mapping[Style, Callable[[float, BoardFacts], str]] = {
    Style.AMOUNT: lambda value, facts: facts.say.amount(value, facts.currency),
    Style.NUMBER: lambda value, facts: facts.say.number(value),
    Style.DECIMAL: lambda value, facts: facts.say.number(value, 1),
    Style.SHARE: lambda value, facts: facts.say.percent(value * 100, 1),
    Style.PERCENT: lambda value, facts: facts.say.percent(value, 1),
}

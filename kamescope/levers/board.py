"""What an instrument shows of a result, as plain data: a sentence first, figures, then pictures and tables in order."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from kamescope.charts.amount_bars import AmountBars
from kamescope.charts.cell_matrix import CellMatrix
from kamescope.charts.share_curve import ShareCurve
from kamescope.i18n import Words

Shape: TypeAlias = AmountBars | CellMatrix | ShareCurve
"""What a picture is drawn from."""
Value: TypeAlias = str | float | int | bool | None


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
    """A column of a table: its heading, and how its values are written."""

    heading: str
    style: Style = Style.TEXT


@dataclass(frozen=True, slots=True)
class BoardTable:
    """A table under its title: values as they are, so that a file has them unrounded; `key` names that file."""

    key: str
    title: str
    columns: tuple[BoardColumn, ...]
    rows: tuple[tuple[Value, ...], ...]
    caption: str = ""
    empty: str = ""


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


@dataclass(frozen=True, slots=True)
class BoardFacts:
    """What a board is told beside the result: the words, the currency ("" where none is said), whom it leaves out.

    `chosen`: what a person set beside the file, by name.
    """

    say: Words
    currency: str = ""
    is_part: bool = False
    chosen: Mapping[str, object] = field(default_factory=dict)

    def amount(self, value: float) -> str:
        """An amount as short as a chart wants it."""
        return self.say.short_amount(value, self.currency)

    def share(self, fraction: float | None) -> str:
        """A fraction as a percent, or the word for none."""
        return self.say("no_data") if fraction is None else self.say.percent(fraction * 100)


def written(value: Value, style: Style, facts: BoardFacts) -> str:
    """A value as a reader sees it."""
    say = facts.say
    if value is None or value == "":
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return say("lever.yes" if value else "lever.no")
    if value != value:
        return ""
    return {
        Style.TEXT: lambda: str(value),
        Style.AMOUNT: lambda: say.amount(value, facts.currency),
        Style.NUMBER: lambda: say.number(value),
        Style.DECIMAL: lambda: say.number(value, 1),
        Style.SHARE: lambda: say.percent(value * 100, 1),
        Style.PERCENT: lambda: say.percent(value, 1),
    }[style]()

"""The cells of a column → its values, whole columns at once; what cannot be read is an error with its row."""

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from kamescope.ingest.amounts import amounts
from kamescope.ingest.coded import coded
from kamescope.ingest.dates import order_of
from kamescope.ingest.findings import Findings
from kamescope.ingest.values import Unreadable, day, text
from kamescope.ingest.words import normal
from kamescope.levers.cells import Cells
from kamescope.levers.instrument import ColumnKind, LeverColumn

Currencies = dict[str, tuple[int, str]]
"""By code the first row (place) and column that name a currency."""


def numbers(
    cells: Cells, columns: Sequence[LeverColumn], decimal: str, currencies: Currencies, findings: Findings
) -> Iterator[tuple[str, pd.Series]]:
    """The columns of figures by name, as float64, NaN where a cell is blank; decimals are settled for all together."""
    read = amounts([cells.columns[column.name] for column in columns], decimal)
    for column, found in zip(columns, read, strict=True):
        cells.fault(findings, "lever_not_a_number", column.name, np.flatnonzero(found.wrong))
        cells.fault(findings, "lever_number_doubtful", column.name, np.flatnonzero(found.doubtful))
        for code, at in found.currencies.items():
            if code not in currencies or at < currencies[code][0]:
                currencies[code] = (at, column.name)
        if column.kind is ColumnKind.WHOLE:
            whole = np.isnan(found.values) | (found.values == np.round(found.values))
            cells.fault(findings, "lever_not_whole", column.name, np.flatnonzero(~whole))
        yield column.name, pd.Series(found.values)


def days(cells: Cells, column: LeverColumn, findings: Findings) -> pd.Series:
    """A column of days as datetime64, NaT where blank; which comes first, day or month, is settled for all of it."""
    found = cells.columns[column.name]
    order = order_of(cell for cell in {each for each in found if isinstance(each, str)})
    if order.mixed:
        findings.add("error", "lever_days_mixed", None, cells.heading(column.name), value=order.example)
    read = coded(found, lambda cell: day(cell, order.day_first))
    wrong = read.where(lambda value: isinstance(value, Unreadable))
    cells.fault(findings, "lever_not_a_day", column.name, np.flatnonzero(wrong))
    values = [np.datetime64("NaT") if isinstance(each, Unreadable | None) else each for each in read.values]
    return pd.Series(np.array(values, dtype="datetime64[ns]")[read.codes] if values else np.array([], "datetime64[ns]"))


def words(cells: Cells, column: LeverColumn, findings: Findings) -> pd.Series:
    """A column of choices as the values that its words stand for, "" where blank."""
    known = {normal(word): value for value, said in column.words.items() for word in (value, *said)}
    read = coded(cells.columns[column.name], text)
    values = [known.get(normal(each), "") for each in read.values]
    unknown = np.array([bool(each) and not value for each, value in zip(read.values, values, strict=True)], dtype=bool)
    at = np.flatnonzero(unknown[read.codes]) if len(unknown) else np.array([], dtype=np.int64)
    cells.fault(findings, "lever_choice_unknown", column.name, at, words=_listed(column))
    return texts_of(values, read.codes)


def texts_of(values: Sequence[str], codes: np.ndarray) -> pd.Series:
    """Texts by their codes, as pandas has them."""
    return pd.Series(pd.array([*values, ""], dtype="str").take(codes))


def _listed(column: LeverColumn) -> str:
    return ", ".join((said or (value,))[0] for value, said in column.words.items())

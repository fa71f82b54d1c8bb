"""The texts of a whole column at once, as the functions for single cells have them: those look at what is unusual.

A large file has many thousand distinct names, and nearly all of them are plain.
"""

from collections.abc import Callable, Iterable, Sequence

import numpy as np
import pandas as pd

from kamescope.ingest.coded import coded
from kamescope.ingest.table import Cell, is_blank
from kamescope.ingest.values import text
from kamescope.naming import same_key

_TIDY = "[!-~\u00c0-\u017f]+(?: [!-~\u00c0-\u017f]+)*"
"""What `text` leaves as it is: composed letters with single spaces between them."""
_VISIBLE = "[!-~]"


def written(cells: Sequence[Cell]) -> pd.Series:
    """The texts of a column as pandas has them, missing where a cell holds something else or nothing."""
    return pd.Series([cell if type(cell) is str else None for cell in cells], dtype="str")


def tidied(cells: Sequence[Cell], texts: pd.Series) -> pd.Series:
    """Every cell as `text` gives it; `texts`: as `written`."""
    odd = np.flatnonzero(~_where(texts.str.fullmatch(_TIDY)))
    return _but(texts, odd, coded([cells[at] for at in odd.tolist()], text).listed())


def blanks(cells: Sequence[Cell], texts: pd.Series) -> np.ndarray:
    """The cells (as a mask) in which nothing is written; `texts`: as `written`."""
    found = np.array([cell is None for cell in cells], dtype=bool)
    at = np.flatnonzero(texts.notna().to_numpy() & ~_where(texts.str.contains(_VISIBLE)))
    found[at] = [is_blank(cells[place]) for place in at.tolist()]
    return found


def matching(texts: pd.Series, looks: str, test: Callable[[str], bool]) -> np.ndarray:
    """The places whose text passes a test; `looks`: a pattern that each of these has, so that few are tested."""
    at = np.flatnonzero(_where(texts.str.contains(looks)))
    tested = coded(texts.iloc[at].tolist(), lambda cell: test(str(cell)))
    return at[np.array(tested.listed(), dtype=bool)]


def keys(texts: pd.Series) -> pd.Series:
    """What `same_key` makes of texts that are tidied."""
    odd = np.flatnonzero(~_where(texts.str.isascii()))
    return _but(texts.str.lower(), odd, map(same_key, texts.iloc[odd]))


def _where(found: pd.Series) -> np.ndarray:
    return found.fillna(False).to_numpy(dtype=bool)


def _but(texts: pd.Series, at: np.ndarray, others: Iterable[str]) -> pd.Series:
    """The texts with other ones in some places."""
    if not len(at):
        return texts
    changed = texts.to_numpy(dtype=object)
    changed[at] = [*others]
    return pd.Series(changed, dtype="str")

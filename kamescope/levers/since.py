"""What changed between two dated files of one instrument: rows of both side by side, and figures from → to."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from kamescope.levers.board import BoardColumn, BoardFacts, BoardTable, BoardTile, Style, written
from kamescope.naming import same_key

THEN, NOW = "_then", "_now"
"""What the columns of the former file and of the latter one end with."""
PRESENCE, NEW, GONE = "presence", "new", "gone"
"""The column that says who is in the latter file alone, or in the former one; "" in both."""


def both(
    before: pd.DataFrame, now: pd.DataFrame, keys: Sequence[str], figures: Sequence[str], also: Sequence[str] = ()
) -> pd.DataFrame:
    """Rows of two files by what they are called (`keys`, in their normal form), each figure then and now.

    `also`: what is told of a row as the latter file has it.

    In the latter file's order, then who is in it no more. *X 5, Y 3, then Y 4, Z 1: Y 3 → 4, Z new, X gone.*
    """
    then, today = (_by_name(frame, keys, [*also, *figures]) for frame in (before, now))
    order = [*today.index, *then.index.difference(today.index, sort=False)]
    then, today = then.reindex(order), today.reindex(order)
    is_new, is_gone = then["is_there"].isna().to_numpy(), today["is_there"].isna().to_numpy()
    found = {key: today[key].where(~is_gone, then[key]) for key in (*keys, *also)}
    for figure in figures:
        found |= {figure + THEN: then[figure], figure + NOW: today[figure]}
    presence = np.select([is_new, is_gone], [NEW, GONE], "").astype(object)
    return pd.DataFrame(found).assign(**{PRESENCE: presence}).reset_index(drop=True)


def _by_name(frame: pd.DataFrame, keys: Sequence[str], figures: Sequence[str]) -> pd.DataFrame:
    names = [frame[key].map({each: same_key(str(each)) for each in frame[key].unique()}) for key in keys]
    whole = names[0].astype(str).str.cat(names[1:], sep="\0")
    rows = frame[list(dict.fromkeys([*keys, *figures]))].assign(is_there=1.0).set_axis(whole.to_numpy(), axis=0)
    return rows[~rows.index.duplicated()]


def table_of(
    key: str,
    title: str,
    names: Sequence[BoardColumn],
    figures: Sequence[BoardColumn],
    found: pd.DataFrame,
    facts: BoardFacts,
) -> BoardTable:
    """A table of what `both` found: names, each figure then and now, and who is new or gone where somebody is."""
    say = facts.say
    columns = [*names]
    for figure in figures:
        columns.append(replace(figure, name=figure.name + THEN, heading=say("lever.then", name=figure.heading)))
        columns.append(replace(figure, name=figure.name + NOW, heading=say("lever.now", name=figure.heading)))
    if (found[PRESENCE] != "").any():
        columns.append(BoardColumn(PRESENCE, say("lever.presence")))
    told = {each: say(f"lever.presence_{each}") for each in (NEW, GONE)} | {"": ""}
    return BoardTable(key, title, tuple(columns), found.assign(**{PRESENCE: found[PRESENCE].map(told)}))


def tile(name: str, figures: Iterable[float | None], style: Style, facts: BoardFacts) -> BoardTile:
    """A figure as it was and as it is."""
    return BoardTile(name, from_to(figures, short(style, facts), facts))


def from_to(figures: Iterable[float | None], write: Callable[[float], str], facts: BoardFacts) -> str:
    """« 42 % → 45 % »; the word for none where there is no figure."""
    before, after = (facts.say("no_data") if each is None else write(each) for each in figures)
    return facts.say("lever.from_to", before=before, after=after)


def short(style: Style, facts: BoardFacts) -> Callable[[float], str]:
    """How a figure of a tile or a sentence is written: shorter than in a table."""
    if style is Style.SHARE:
        return facts.share
    return facts.amount if style is Style.AMOUNT else lambda value: written(value, style, facts)


def presence_tile(found: pd.DataFrame, name: str, facts: BoardFacts) -> BoardTile:
    """How many are new, and how many gone."""
    counts = {each: facts.say.number(int((found[PRESENCE] == each).sum())) for each in (NEW, GONE)}
    return BoardTile(name, facts.say("lever.new_gone", **counts), facts.say("lever.new_gone_words"))

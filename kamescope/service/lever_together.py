"""Rows of several files of one instrument as one table: each person as they were told last, day by day."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from kamescope.levers.figures import is_text
from kamescope.records import Kam
from kamescope.service.levers import LeverRows, grouped, lever_files, lever_rows
from kamescope.service.viewer import Scope
from kamescope.store.connect import Store
from kamescope.store.levers import LeverLine

PERIOD = "period"


def lever_together(store: Store, scope: Scope, number: int) -> LeverRows:
    """The rows of a file and of those about its day or one before it, as far as the viewer sees them.

    Of an instrument whose files are not gathered: those of the file alone. A row without a period is of its file's day;
    of what stands in two files (`gathered`) the newer file counts. A known KAM has one name, that of the 360. Raises
    RequestError `lever_file_unknown` where there is no such file, or nothing of it to be seen.
    """
    latest = lever_rows(store, scope, number)
    keys = list(latest.instrument.gathered)
    if not keys:
        return latest
    lines = [line for line in lever_files(store, scope, latest.line.instrument) if _goes_with(line, latest.line)]
    lines.sort(key=lambda line: (line.held_on, line.id))
    read = [lever_rows(store, scope, line.id) for line in lines]
    named = _names(read)
    frames = [_of_day(rows, line, named) for rows, line in zip(read, lines, strict=True)]
    frame = pd.concat(frames, ignore_index=True)
    frame = frame.reindex(columns=list(dict.fromkeys([*frame, *keys])))
    texts = {name: frame[name].astype("str").fillna("") for name in frame if name in keys or is_text(frame[name])}
    frame = frame.assign(**texts)
    newest = frame.groupby(keys)["file"].transform("max")
    kept = frame[frame["file"] == newest].drop(columns="file").reset_index(drop=True)
    kams = {named[kam.token]: kam for rows in read for kam in rows.kams.values()}
    is_part = any(rows.is_part for rows in read)
    return grouped(store, replace(latest, frame=kept, kams=kams, is_part=is_part))


def _goes_with(line: LeverLine, latest: LeverLine) -> bool:
    """Whether a file stands that is no newer, and like the latest the demonstration's, or one's own."""
    return line.stands and line.held_on <= latest.held_on and line.demo is latest.demo


def _of_day(rows: LeverRows, line: LeverLine, named: Mapping[str, str]) -> pd.DataFrame:
    """The rows of one file under one name a person, with their period and the file's number."""
    frame, person = rows.frame.assign(file=line.id), rows.instrument.person
    names = {name: named[kam.token] for name, kam in rows.kams.items()}
    frame[person] = [names.get(name, name) for name in frame[person]]
    periods = frame[PERIOD] if PERIOD in frame else pd.Series("", index=frame.index, dtype="str")
    return frame.assign(**{PERIOD: periods.where(periods != "", line.held_on.isoformat())})


def _names(read: Sequence[LeverRows]) -> dict[str, str]:
    """What each known KAM (token) is called: their name, with the company where two have one."""
    kams: dict[str, Kam] = {kam.token: kam for rows in read for kam in rows.kams.values()}
    called = [kam.name for kam in kams.values()]
    return {
        token: kam.name if called.count(kam.name) == 1 else f"{kam.name} ({kam.company})" for token, kam in kams.items()
    }

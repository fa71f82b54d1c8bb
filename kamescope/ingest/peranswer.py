"""Columns of a file of one row an answer that say something of the answer, and not of who gave it."""

from dataclasses import replace

import numpy as np

from kamescope.ingest.coded import Coded
from kamescope.ingest.findings import Findings
from kamescope.ingest.reading import Reading
from kamescope.naming import same_key


def without_per_answer(reading: Reading, who: np.ndarray, partition: str, findings: Findings) -> Reading:
    """The reading without the attributes that change within a questionnaire, which are said.

    `who`: each record's questionnaire. What respondents are filtered by stays: there a difference is a contradiction.
    """
    if reading.one_row_each:
        return reading
    varying = [name for name, column in reading.attributes.items() if name != partition and _varies(column, who)]
    if not varying:
        return reading
    written, positions = reading.headings.written, reading.headings.attributes
    listed = " · ".join(written[positions[name]] for name in varying)
    findings.add("warning", "varies_with_answer", count=len(varying), listed=listed)
    kept = {name: position for name, position in positions.items() if name not in varying}
    return replace(
        reading,
        headings=replace(reading.headings, attributes=kept),
        attributes={name: reading.attributes[name] for name in kept},
    )


def _varies(column: Coded[str], who: np.ndarray) -> bool:
    """Whether some questionnaire has two values, blanks aside."""
    key = column.mapped(lambda value: same_key(str(value)) if value else "")
    filled = key.where(bool)
    pairs = np.unique(who[filled] * len(key.values) + key.codes[filled])
    return len(pairs) > len(np.unique(who[filled]))

"""What answers add up to, counted anew, against what an engine keeps of it."""

from collections import defaultdict
from collections.abc import Mapping

import numpy as np

from kamescope.service import Store
from kamescope.store import reads

Sums = dict[tuple[int, ...], tuple[int, ...]]
"""KAM, group, item → answers and their sum; under a filter, those of the value and whether values may be told apart."""


def disagreeing(store: Store) -> list[tuple[int, str | None]]:
    """The campaigns and partition values (None: all) of which something else is kept than their answers add up to."""
    with store.snapshot() as frozen:
        segments = [value for (value,) in frozen.cursor.execute("SELECT DISTINCT segment FROM respondents").fetchall()]
        found = []
        for campaign_id, *_ in frozen.run("campaign_models").fetchall():
            for where in (None, *segments, "nobody has this value"):
                told = {"campaign_id": campaign_id} | ({} if where is None else {"where": where})
                query = "campaign_items" if where is None else "campaign_items_by_segment"
                counted = frozen.arrays(query, **told)
                if summed(reads.campaign_items(frozen, campaign_id, where)) != summed(counted):
                    found.append((campaign_id, where))
    return found


def summed(entries: Mapping[str, np.ndarray]) -> Sums:
    """Entries of one KAM, group and item added up, each side of the filter by itself."""
    found: defaultdict[tuple[int, ...], list[int]] = defaultdict(lambda: [0, 0])
    every = np.ones(len(entries["item"]), dtype=bool)
    kept, apart = entries.get("kept", every), entries.get("apart", every)
    columns = (entries["kam_id"], entries["rater_group"], entries["item"], kept, apart)
    keys = zip(*(column.tolist() for column in columns), strict=True)
    for key, answers, total in zip(keys, entries["answers"].tolist(), entries["total"].tolist(), strict=True):
        found[key][0] += answers
        found[key][1] += total
    return {key: tuple(each) for key, each in found.items()}

"""Google Forms: a timestamp in front, no number of the response; a grid's rows in brackets."""

from collections.abc import Iterable

from tests.exports.answered import Answered
from tests.exports.sheets import Rows
from tests.exports.wording import Wording

META = {"fr": ("Horodateur", "Adresse e-mail"), "en": ("Timestamp", "Email Address")}
STAMPS = ("%d/%m/%Y %H:%M:%S", "%m/%d/%Y %H:%M:%S", "%Y/%m/%d %I:%M:%S %p GMT+1")


def rows(
    wording: Wording, answered: Iterable[Answered], grid: bool = False, stamp: str = STAMPS[0], email: bool = True
) -> Rows:
    """One header row; `grid`: the statements are rows of one question; `email`: the survey collects addresses."""
    items = [f"{wording.title} [{each}]" for each in wording.items] if grid else wording.items
    kept = 2 if email else 1
    return [
        [*META[wording.language][:kept], *wording.who, *items, wording.comment],
        *(
            [*(one.ended.strftime(stamp), one.email)[:kept], *wording.about(one), *wording.values(one), one.comment]
            for one in answered
        ),
    ]

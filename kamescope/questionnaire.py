"""What a blank questionnaire says of itself, so that it comes back without a question: facts, tags and a seal.

Three hidden columns, right of what people see, carry them: the tag of each row (ITEM on the row of headings, RESPONDENT
where a code may be typed, an item's code on its statement, an open question's behind COMMENT where a comment may stand,
in the column of statements), then keys and values, from the row of MARK downwards.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from kamescope.model import Model
from kamescope.naming import tidy

MARK = "kamescope questionnaire 1"
ITEM, RESPONDENT = "kamescope item", "kamescope respondent"
SHOWN, SEAL = "shown", "seal"
COMMENT = "comment:"
"""What stands before the code of an open question: nothing else that a row or a column may hold begins so."""
IDENTITY = ("campaign", "kam", "kam_id", "company", "team", "group")
"""The facts that say who answers about whom: attributes of an `Addressee`, metadata of an import."""


@dataclass(frozen=True, slots=True)
class Addressee:
    """Whom a questionnaire is for: one rater group (its code) of one KAM in one campaign; "" where it is left open."""

    model: Model
    campaign: str
    kam: str
    group: str
    kam_id: str = ""
    company: str = ""
    team: str = ""


def seal(facts: Iterable[tuple[str, str]], items: Iterable[str]) -> str:
    """A checksum of the facts and the tags of statements and open questions, in any order.

    It tells a questionnaire changed by accident.
    """
    said = sorted(f"{key}={tidy(value)}" for key, value in facts if key != SEAL)
    digest = hashlib.sha256("\n".join([*said, *sorted(items)]).encode())
    return f"k{digest.hexdigest()[:15]}"  # a letter first: no spreadsheet may take it for a number

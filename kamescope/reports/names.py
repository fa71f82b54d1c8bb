"""What files for download are called: readable, stable, safe on every system."""

import re
import unicodedata
from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING

from kamescope.i18n import words
from kamescope.questionnaire import Addressee
from kamescope.records import Kam

if TYPE_CHECKING:  # it brings the charts' libraries along
    from kamescope.reports.comparison.comparison_spec import Comparison
    from kamescope.reports.report_spec import ReportSpec

_LONGEST_PART = 40
_MOST_BYTES = 66
"""Of one part, so that a name of three keeps within the 255 bytes of a file system, in any script."""
_TOLD_APART = 5


class Format(StrEnum):
    """What a report may be written as."""

    PDF = "pdf"
    HANDOUT = "handout"
    GUIDE = "guide"
    PPTX = "pptx"
    XLSX = "xlsx"

    @property
    def ending(self) -> str:
        """How its files end: the hand-out and the coach's guide are PDFs too."""
        return Format.PDF.value if self in (Format.HANDOUT, Format.GUIDE) else self.value

    @property
    def is_pdf(self) -> bool:
        """Whether its pages can be looked at here."""
        return self.ending == Format.PDF


_KINDS = {Format.HANDOUT: "handout.file", Format.GUIDE: "guide.file"}
"""How names of papers begin that are no report, by key."""


def blank_name(addressee: Addressee, language: str, wide: bool = False) -> str:
    """The name of a blank questionnaire or table: `questionnaire_printemps-2026_m-martin_client.xlsx`."""
    say = words(language)
    kind = say("entry.file") if wide else say("questionnaire.file")
    parts = [kind, *map(safe_name, (addressee.campaign, addressee.kam, addressee.group))]
    return "_".join(part for part in parts if part) + ".xlsx"


def report_name(spec: "ReportSpec", format: Format, others: Iterable[Kam] = ()) -> str:
    """The name of a KAM's report: `rapport_printemps-2026_m-martin_xyz.pdf`; `fiche_…` a hand-out, `guide_…` a guide.

    `others` are the KAMs of the campaign (this one may be among them): where another one would have the same name,
    both carry their token.
    """
    kam, person = spec.published.kam, _person(spec.published.kam)
    is_shared = any(_person(other) == person for other in others if other.token != kam.token)
    kind = spec.say(_KINDS.get(format, "press.file"))
    parts = [kind, safe_name(spec.published.campaign.name), *person, kam.token if is_shared else ""]
    return "_".join(part for part in parts if part) + f".{format.ending}"


def comparison_name(comparison: "Comparison", format: Format) -> str:
    """The name of a comparison's file: `comparaison_printemps-2026_equipe-grands-comptes_xyz.pdf`."""
    about = comparison.about
    said = (about.say("paper.file"), *map(safe_name, (comparison.campaign.name, about.cohort, about.company)))
    return "_".join(part for part in said if part) + f".{format}"


def _person(kam: Kam) -> tuple[str, ...]:
    return tuple(part for part in (safe_name(kam.name), safe_name(kam.company)) if part)


@lru_cache(maxsize=4096)
def safe_name(text: str) -> str:
    """Letters and digits without accents, in any script, hyphens between; two that are cut alike are told apart."""
    plain = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    whole = re.sub(r"[\W_]+", "-", plain).strip("-").lower()
    short = whole[:_LONGEST_PART].encode()[:_MOST_BYTES].decode(errors="ignore").strip("-")
    return short if short == whole else f"{short}-{sha256(whole.encode()).hexdigest()[:_TOLD_APART]}"

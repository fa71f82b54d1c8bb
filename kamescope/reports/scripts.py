"""Names in scripts that no font of the papers has: spelt in Latin letters there, and that is said."""

from collections.abc import Iterable

from kamescope.charts.fonts import readable
from kamescope.i18n import Words
from kamescope.records import Kam
from kamescope.reports.cells import holdable
from kamescope.reports.names import Format


def respelt(format: Format, kams: Iterable[Kam], campaign: str, say: Words) -> str:
    """Which names a file spells otherwise than they are, in a sentence; empty where none is.

    Slides and workbooks keep every letter: Office looks for a font on the reader's machine.
    """
    if not format.is_pdf:
        return ""
    names = dict.fromkeys([campaign, *(name for kam in kams for name in (kam.name, kam.company, kam.team))])
    found = [(holdable(name), readable(holdable(name))) for name in names]
    told = [say("report.respelt_name", name=name, spelt=spelt) for name, spelt in found if name != spelt]
    return say("report.respelt", len(told), names=say.listing(told)) if told else ""

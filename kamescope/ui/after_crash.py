"""A database that a server died over, checked before anybody is answered; told where the new one was started."""

import os
import sys
from pathlib import Path

from kamescope import places, sentences, service
from kamescope.errors import KamescopeError
from kamescope.i18n import DEFAULT_LANGUAGE, words


def look_after_a_crash(database: Path | places.Server) -> None:
    """Check it, and say what was found; the pages say what no page can do without."""
    if isinstance(database, places.Server) or not service.was_cut_off(database):
        return
    say = words(os.environ.get(places.LANGUAGE, DEFAULT_LANGUAGE))
    _tell(say("check.after_crash", file=database.name))
    try:
        found = service.check_copy(database)
    except KamescopeError as error:
        _tell(say.error(error))
    else:
        faults = {fault.code: fault.count for fault in found.faults}
        for line in sentences.checked(database.name, found.holdings, faults, say):
            _tell(line)


def _tell(line: str) -> None:
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()

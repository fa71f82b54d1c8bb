"""What the product writes is readable by its owner alone, whatever the umask it was started with."""

import os
from contextlib import suppress
from pathlib import Path

OTHERS = 0o077
"""The rights of everybody but the owner, which no file and no folder of ours gives."""


def keep_private() -> None:
    """Say so to the system before files are made, by us or by a library that takes no rights: 0600, folders 0700."""
    os.umask(OTHERS)


def take_back(path: Path) -> None:
    """Take from others what an older version gave them; a file that is not there, or not ours, stays as it is."""
    with suppress(OSError):
        rights = path.stat().st_mode
        if rights & OTHERS:
            path.chmod(rights & ~OTHERS & 0o7777)

"""Files that people name: looked at before they are opened, for a pipe never ends and a folder is no file."""

import stat
from pathlib import Path

from kamescope.errors import ContentError


def read_regular(path: Path, most_megabytes: int) -> bytes:
    """The bytes of an ordinary file.

    Raises ContentError before anything is read: `file_not_found`, `file_not_regular` (a folder, a pipe, a device),
    `file_too_large`.
    """
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise ContentError("file_not_regular", file=path.name)
        if found.st_size > most_megabytes * 1_000_000:
            raise ContentError("file_too_large", count=found.st_size, most=most_megabytes)
        return path.read_bytes()
    except (OSError, ValueError) as error:
        raise ContentError("file_not_found", file=path.name) from error

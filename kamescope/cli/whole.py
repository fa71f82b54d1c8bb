"""Files that are written whole or not at all."""

import os
from pathlib import Path

from kamescope.errors import RequestError


def write_whole(path: Path, content: bytes) -> None:
    """Write a file beside its place and move it there; what stood there stays until then.

    Raises RequestError `file_not_written`.
    """
    beside = path.with_name(f".kamescope-{os.getpid()}.part")
    try:
        try:
            beside.write_bytes(content)
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        raise RequestError("file_not_written", file=path.name) from error


def make_folder(path: Path) -> None:
    """Make a folder where there is none; RequestError `report_folder_not_made`."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise RequestError("report_folder_not_made", folder=str(path)) from error

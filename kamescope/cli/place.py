"""Where reports go: what `--out` names, and what may stand there already."""

import os
from pathlib import Path

import click

from kamescope.cli.whole import stands
from kamescope.errors import RequestError
from kamescope.reports.names import Format

STARTS = {Format.PDF: b"%PDF", Format.HANDOUT: b"%PDF", Format.GUIDE: b"%PDF", Format.PPTX: b"PK", Format.XLSX: b"PK"}
"""How a file of each format begins."""
ENDINGS = {format.ending: format for format in (Format.PDF, Format.PPTX, Format.XLSX)}
"""What the ending of a file says that it is, where nothing else does."""


def read_place(ctx: click.Context, option: click.Parameter, value: str | None) -> Path | None:
    """The path that an option names; RequestError `report_nothing_named`."""
    if value is None:
        return None
    if not value.strip():
        raise RequestError("report_nothing_named", option=option.opts[0])
    return Path(value)


def named_folder(out: Path | None) -> Path:
    """The folder that `--out` names, be it one to make.

    Raises RequestError: `report_folder`, `report_folder_is_file`.
    """
    if out is None:
        raise RequestError("report_folder")
    if not os.path.isdir(out) and (os.path.lexists(out) or _ending(out) in ENDINGS):
        raise RequestError("report_folder_is_file", file=str(out))
    return out


def file_format(out: Path | None, asked: str | None) -> Format:
    """The format of a file by its name and by `--format`, which may not disagree; PDF where nothing says.

    Raises RequestError: `report_ending_unknown`, `report_ending_other`.
    """
    if out is None or os.path.isdir(out):
        return Format(asked or Format.PDF)
    ending = _ending(out)
    if ending not in ENDINGS:
        raise RequestError("report_ending_unknown", file=str(out), endings=", ".join(f".{known}" for known in ENDINGS))
    format = Format(asked or ENDINGS[ending])
    if format.ending != ending:
        raise RequestError("report_ending_other", file=str(out), format=asked)
    return format


def replaces(path: Path, format: Format) -> bool:
    """Whether a report stands there already, which a new one may replace.

    Raises RequestError: `report_not_ours` where another file does, `file_not_written` where it cannot be looked at.
    """
    if not stands(path):
        return False
    try:
        with path.open("rb") as file:
            start = file.read(len(STARTS[format]))
    except OSError as error:
        raise RequestError("file_not_written", file=str(path)) from error
    if start != STARTS[format]:
        raise RequestError("report_not_ours", file=str(path))
    return True


def _ending(out: Path) -> str:
    return out.suffix[1:].lower()

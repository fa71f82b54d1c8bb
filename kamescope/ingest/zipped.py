"""Parts of a zip archive, never more of them than the archive says."""

import zipfile
from collections.abc import Iterator

_CHUNK = 1 << 20


def chunks(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """A part bit by bit: asked for all at once, one that lies about its size would be unpacked whole."""
    with archive.open(name) as member:
        while chunk := member.read(_CHUNK):
            yield chunk


def part(archive: zipfile.ZipFile, name: str) -> bytes:
    """A whole part."""
    return b"".join(chunks(archive, name))


def check_sizes(archive: zipfile.ZipFile, read_anyway: set[str]) -> None:
    """Unpack every part once: one that is larger than the archive says ends in a wrong checksum."""
    for member in archive.infolist():
        if member.filename not in read_anyway:
            for _ in chunks(archive, member.filename):
                pass

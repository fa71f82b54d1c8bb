"""Files that are no tables, by how they begin or what their archive holds: named, so that people know what to do."""

from collections.abc import Iterable

from kamescope.errors import ContentError

ARCHIVE, DOCUMENT, PICTURE, DATA = "file_is_archive", "file_is_document", "file_is_picture", "file_is_data"
_BEGINNINGS: tuple[tuple[str, str, bytes], ...] = (
    (ARCHIVE, "gzip", b"\x1f\x8b"),
    (ARCHIVE, "xz", b"\xfd7zXZ\x00"),
    (ARCHIVE, "Zstandard", b"\x28\xb5\x2f\xfd"),
    (ARCHIVE, "7z", b"7z\xbc\xaf\x27\x1c"),
    (ARCHIVE, "RAR", b"Rar!\x1a\x07"),
    # An empty one, and one in several parts; any other zip may be a workbook, and is looked into.
    (ARCHIVE, "zip", b"PK\x05\x06"),
    (ARCHIVE, "zip", b"PK\x07\x08"),
    (DOCUMENT, "PDF", b"%PDF"),
    (DOCUMENT, "RTF", b"{\\rtf"),
    (PICTURE, "PNG", b"\x89PNG\r\n"),
    (PICTURE, "JPEG", b"\xff\xd8\xff"),
    (PICTURE, "GIF", b"GIF87a"),
    (PICTURE, "GIF", b"GIF89a"),
    (PICTURE, "TIFF", b"II*\x00"),
    (PICTURE, "TIFF", b"MM\x00*"),
    (DATA, "SPSS", b"$FL2"),
    (DATA, "SPSS", b"$FL3"),
    (DATA, "Stata", b"<stata_dta>"),
    (DATA, "SQLite", b"SQLite format 3\x00"),
    # With a byte more than its mark, as `PAR1` may be the first heading of a csv file.
    (DATA, "Parquet", b"PAR1\x15"),
)
_LATER: tuple[tuple[str, str, int, bytes], ...] = (
    (ARCHIVE, "tar", 257, b"ustar"),
    # What stands behind `BZh9`, for `BZh` may be a heading too.
    (ARCHIVE, "bzip2", 4, b"1AY&SY"),
    (DATA, "DuckDB", 8, b"DUCK"),
    (PICTURE, "WebP", 8, b"WEBP"),
    (PICTURE, "HEIC", 4, b"ftyphei"),
    (PICTURE, "HEIC", 4, b"ftypmif1"),
)
_TEXTS: tuple[tuple[str, bytes], ...] = (
    ("HTML", b"<!doctype"),
    ("HTML", b"<html"),
    ("XML", b"<?xml"),
    ("JSON", b'{"'),
)
"""How files begin that are text and no table."""
_PARTS: tuple[tuple[str, str, str], ...] = (
    (DOCUMENT, "Word", "word/"),
    (DOCUMENT, "PowerPoint", "ppt/"),
    (DOCUMENT, "Numbers, Pages", "Index/"),
    (DOCUMENT, "Numbers, Pages", "Index.zip"),
    (DOCUMENT, "EPUB", "META-INF/container.xml"),
)


def check_kind(content: bytes) -> None:
    """ContentError that names a file that cannot be a table: `file_is_archive`, `…document`, `…picture`, `…data`."""
    for code, kind, beginning in _BEGINNINGS:
        if content.startswith(beginning):
            raise ContentError(code, kind=kind)
    for code, kind, at, mark in _LATER:
        if content[at : at + len(mark)] == mark:
            raise ContentError(code, kind=kind)
    start = content[:400].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    for kind, beginning in _TEXTS:
        if start.startswith(beginning):
            raise ContentError(DOCUMENT, kind=kind)


def no_workbook(names: Iterable[str]) -> ContentError:
    """What a zip is that holds no workbook we read, by the names of its parts."""
    listed = sorted(names)
    if "xl/workbook.bin" in listed:
        return ContentError("workbook_binary")
    for code, kind, start in _PARTS:
        if any(name.startswith(start) for name in listed):
            return ContentError(code, kind=kind)
    return ContentError(ARCHIVE, kind="zip")

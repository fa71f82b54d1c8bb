"""What files of the manager's instruments say of one KAM, in the folder that `export` writes: a line a value."""

from collections.abc import Iterable, Iterator, Sequence

from kamescope.i18n import Words
from kamescope.service import LeverRows


def lever_table(say: Words, files: Iterable[LeverRows]) -> Iterator[Sequence[object]]:
    """Instrument, day, row, column and value, under their headings."""
    keys = ("export.instrument", "lever.day", "export.row", "column.name", "export.text")
    yield [say(key) for key in keys]
    for rows in files:
        line = rows.line
        for row in lever_document(rows):
            for name, value in row.items():
                if name != "row_number" and value not in ("", None):
                    yield (say(f"page.{line.instrument}"), line.held_on.isoformat(), row["row_number"], name, value)


def lever_document(rows: LeverRows) -> list[dict[str, object]]:
    """The rows as JSON has them: no value where there is none, days as ISO writes them."""
    found = rows.frame.astype(object)
    records = found.where(found.notna(), None).to_dict("records")
    return [{str(name): _plain(value) for name, value in row.items()} for row in records]


def _plain(value: object) -> object:
    return str(value.date()) if hasattr(value, "date") else value

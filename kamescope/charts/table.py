"""A table in HTML: columns that say what stands in their head and in the cell of a row, and the rows."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from markupsafe import Markup, escape

from kamescope.charts.fragment import tag

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Content:
    """What stands in a head or a cell, its classes beside those of its column, and its tooltip."""

    inside: Markup
    css: str = ""
    title: str | None = None


def content(*inside: object, css: str = "", title: str | None = None) -> Content:
    """A content made of parts, escaped where they are text."""
    return Content(Markup("").join(map(escape, inside)), css, title)


@dataclass(frozen=True, slots=True)
class TableColumn(Generic[Row]):
    """What stands in the head of a column, how the cell of a row is written, and the classes of all of them."""

    head: Content
    cell: Callable[[Row], Content]
    css: str = ""


def _plain(_: object) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class HtmlTable(Generic[Row]):
    """A caption for screen readers (or none) and the columns; the first names the rows; `row_css`: a row's classes."""

    caption: str
    columns: Sequence[TableColumn[Row]]
    row_css: Callable[[Row], str] = _plain

    def of(self, rows: Iterable[Row], css: str = "") -> Markup:
        """The table of these rows."""
        return self.parted([("", rows)], css)

    def parted(self, parts: Iterable[tuple[str, Iterable[Row]]], css: str = "") -> Markup:
        """The table in parts: what stands over all columns above some rows (nothing where empty), and those rows."""
        bodies = (tag("tbody", self._over(over), *map(self._row, rows), role="rowgroup") for over, rows in parts)
        caption = tag("caption", self.caption, class_="kms-sr") if self.caption else ""
        return tag("table", caption, self._head(), *bodies, role="table", class_=css or None)

    def _head(self) -> Markup:
        heads = (_cell("th", column.head, column.css, "columnheader", "col") for column in self.columns)
        return tag("thead", tag("tr", *heads, role="row"), role="rowgroup")

    def _over(self, over: str) -> str:
        if not over:
            return ""
        cell = tag("th", over, scope="rowgroup", role="rowheader", colspan=len(self.columns))
        return tag("tr", cell, role="row", class_="kms-over")

    def _row(self, row: Row) -> Markup:
        name, *figures = self.columns
        head = _cell("th", name.cell(row), name.css, "rowheader", "row")
        cells = (_cell("td", column.cell(row), column.css, "cell") for column in figures)
        return tag("tr", head, *cells, role="row", class_=self.row_css(row) or None)


def _cell(name: str, shown: Content, css: str, role: str, scope: str | None = None) -> Markup:
    css = " ".join(f"{css} {shown.css}".split())
    return tag(name, shown.inside, scope=scope, role=role, class_=css or None, title=shown.title)

"""A matrix in HTML: what lies in each cell, counted and summed, tinted by how much; some cells stand out."""

from dataclasses import dataclass

from markupsafe import Markup

from kamescope.charts.fragment import Fragment, blend, fragment, tag
from kamescope.charts.theme import Look

_LEAST = 420
_CSS = """
@root table{width:100%;border-collapse:separate;border-spacing:3px;table-layout:fixed;margin:0}
@root th{font-weight:400;color:var(--kms-muted);font-size:.8125rem;border:0;padding:.2rem;overflow-wrap:anywhere}
@root thead th{text-align:center;vertical-align:bottom}
@root tbody th{text-align:right;width:18%}
@root thead td,@root thead th:first-child{border:0;width:18%}
@root td{border:1px solid transparent;border-radius:.35rem;padding:.4rem .25rem;text-align:center;
vertical-align:middle;line-height:1.3}
@root td.kms-out{border:2px solid var(--kms-accent)}
@root .kms-count{display:block;font-size:1.15rem;font-weight:600;font-variant-numeric:tabular-nums}
@root .kms-sum{display:block;font-size:.8125rem;overflow-wrap:anywhere}
@root .kms-nobody{color:var(--kms-muted)}
@root .kms-axis{color:var(--kms-muted);font-size:.8125rem;margin:0 0 .3rem}
@container (max-width:@limit){@root td{padding:.3rem .1rem}@root .kms-count{font-size:1rem}
@root .kms-sum{font-size:.6875rem}@root th{font-size:.6875rem}}
"""
TINTED = 0.42
"""How much of the accent lies on the fullest cell."""


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """How many, how that is written, and what is said under it; `weight`, 0 to 1, tints; `is_out`: it stands out."""

    count: int
    figure: str
    said: str = ""
    weight: float = 0.0
    is_out: bool = False


@dataclass(frozen=True, slots=True)
class CellMatrix:
    """Cells by row and column (places from 0), what these are called, and what both axes are."""

    caption: str
    axes: tuple[str, str]
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[MatrixCell, ...], ...]
    out: str = ""


def cell_matrix(shown: CellMatrix, look: Look) -> Fragment:
    """The matrix as a table: rows and columns headed, every figure written, never told by a tint alone."""
    heads = (tag("th", name, scope="col") for name in shown.columns)
    head = tag("thead", tag("tr", tag("td", ""), *heads))
    rows = (
        tag("tr", tag("th", name, scope="row"), *(_cell(cell, shown.out, look) for cell in cells))
        for name, cells in zip(shown.rows, shown.cells, strict=True)
    )
    table = tag("table", tag("caption", shown.caption, class_="kms-sr"), head, tag("tbody", *rows))
    down, across = shown.axes
    axis = tag("p", f"↓ {down} · → {across}", class_="kms-axis")
    return fragment("matrix", _CSS, _LEAST, look, axis, table)


def ground(cell: MatrixCell, look: Look) -> str:
    """The colour on which a cell stands, "" where nothing is in it."""
    return blend(look.palette.accent, look.palette.background, 0.06 + TINTED * cell.weight) if cell.count else ""


def _cell(cell: MatrixCell, out: str, look: Look) -> Markup:
    if not cell.count:
        return tag("td", tag("span", cell.figure, class_="kms-nobody"), class_="kms-out" if cell.is_out else None)
    told = tag("span", out, class_="kms-sr") if cell.is_out and out else ""
    inside = tag("span", cell.figure, class_="kms-count"), tag("span", cell.said, class_="kms-sum"), told
    return tag("td", *inside, class_="kms-out" if cell.is_out else None, style=f"background:{ground(cell, look)}")

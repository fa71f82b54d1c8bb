"""Tiles: a few figures side by side, each with its name and what it is made of."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from markupsafe import Markup

from kamescope.charts.fragment import Fragment, fragment, mark_picture, tag
from kamescope.charts.theme import Look
from kamescope.model import Model

_CSS = """
@root .kms-tiles{display:grid;gap:.75rem;grid-template-columns:repeat(2,minmax(0,1fr));margin:0;padding:0}
@root .kms-tile{box-sizing:border-box;border:1px solid var(--kms-line);border-radius:.5rem;padding:.6rem .95rem .7rem;
min-width:0;container-type:inline-size}
@root dt{display:flex;align-items:baseline;gap:.35rem;font-weight:400;font-size:.875rem;margin:0;overflow-wrap:anywhere}
@root dd{margin:0}
@root .kms-value{font-size:min(1.75rem,160cqi/var(--kms-letters));line-height:1.35;font-weight:600;
  font-variant-numeric:tabular-nums;overflow-wrap:anywhere;hyphens:auto}
@root .kms-value.kms-none{font-size:1.25rem;line-height:1.9;font-weight:400}
@root .kms-state{font-size:.875rem;font-weight:600}
@root .kms-note{font-size:.875rem;color:var(--kms-muted)}
@container (min-width:@limit){
@root .kms-tiles{grid-template-columns:repeat(var(--kms-abreast),minmax(0,1fr))}
}
"""
_ABREAST = 4
"""More stand in rows as even as can be: a figure has to have the room to be large."""
_LEAST = 168


@dataclass(frozen=True, slots=True)
class Tile:
    """A name behind the mark of a column (or none), a figure or why there is none, notes, and what explains it.

    Empty notes are left out; `state` is one word for how it stands, over them.
    """

    column: str
    name: str
    figure: str
    is_told: bool = True
    notes: tuple[str, ...] = ()
    help: str | None = None
    state: str = ""


def tiles(model: Model, shown: Sequence[Tile], look: Look) -> Fragment:
    """The tiles in one row of four at most, five as three and two; two by two where there is no room for that."""
    abreast = ceil(len(shown) / ceil(len(shown) / _ABREAST))
    drawn = tag("dl", *(_tile(model, tile, look) for tile in shown), class_="kms-tiles")
    return fragment("tiles", _CSS, abreast * _LEAST, look, drawn, abreast=abreast)


def _tile(model: Model, tile: Tile, look: Look) -> Markup:
    mark = mark_picture(model, tile.column, look) if tile.column else ""
    # A word that is wider than its tile is set smaller: broken, it is none.
    letters = max(map(len, tile.figure.split(" ")))
    css = "kms-value" if tile.is_told else "kms-value kms-none"
    value = tag("dd", tile.figure, class_=css, style=f"--kms-letters:{max(letters, 1)}")
    state = tag("dd", tile.state, class_="kms-state") if tile.state else ""
    notes = (tag("dd", note, class_="kms-note") for note in tile.notes if note)
    told = tag("dd", tile.help, class_="kms-sr") if tile.help else ""
    return tag(
        "div", tag("dt", mark, tag("span", tile.name)), value, state, *notes, told, class_="kms-tile", title=tile.help
    )

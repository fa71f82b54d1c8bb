"""What every HTML fragment is made of: escaped elements, marks as pictures, figures in words.

Streamlit's `st.html` keeps <style>, class, style, title, role, aria-*, <table> and <img> with a data address, but
drops every <svg> element (seen on 1.67). So a drawing is written as SVG and shown as an <img> that carries it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from math import ceil
from urllib.parse import quote

from markupsafe import Markup, escape

from kamescope.charts.theme import HEXAGON, HOURGLASS, PENTAGON, SALTIRE, SHAPES, SPARK, STAR, Look, mark_of
from kamescope.model import Model

MARK_SIZE = 12
NARROW_COLUMNS = 5
"""How many figures stand side by side on a phone before they wrap."""
_VOID = frozenset({"img", "col"})
_OUTLINES = {
    "diamond": "M0,-1.08L1.08,0L0,1.08L-1.08,0Z",
    "circle": "M-0.82,0A0.82,0.82 0 1 1 0.82,0A0.82,0.82 0 1 1 -0.82,0Z",
    "square": "M-0.73,-0.73H0.73V0.73H-0.73Z",
    "triangle-up": "M0,-0.95L1,0.78H-1Z",
    "triangle-down": "M0,0.95L1,-0.78H-1Z",
    "cross": "M-0.32,-1H0.32V-0.32H1V0.32H0.32V1H-0.32V0.32H-1V-0.32H-0.32Z",
    "stroke": "M-0.18,-1.05H0.18V1.05H-0.18Z",
    STAR: STAR,
    PENTAGON: PENTAGON,
    HEXAGON: HEXAGON,
    "triangle-right": "M0.95,0L-0.78,1V-1Z",
    "triangle-left": "M-0.95,0L0.78,1V-1Z",
    SALTIRE: SALTIRE,
    SPARK: SPARK,
    HOURGLASS: HOURGLASS,
}
_BASE_CSS = """
@root{container-type:inline-size;color:var(--kms-text);font-size:.875rem;line-height:1.45;
-webkit-print-color-adjust:exact;print-color-adjust:exact}
@root .kms-sr{position:absolute;width:1px;height:1px;margin:-1px;overflow:hidden;clip-path:inset(50%);
white-space:nowrap}
@root .kms-mark{display:inline-block;vertical-align:-.1em;flex:none}
@root .kms-arrow{margin-right:.3rem}
@root .kms-arrowed{white-space:nowrap}
@root .kms-code{color:var(--kms-muted);font-size:.8125rem;white-space:nowrap}
@root .kms-little{color:var(--kms-muted);font-weight:400;font-size:.75em;margin:0 .2em;cursor:help}
@root .kms-none{color:var(--kms-muted)}
@root .kms-empty{color:var(--kms-muted);margin:.5rem 0}
@root .kms-gap{font-variant-numeric:tabular-nums;white-space:nowrap;color:var(--kms-muted)}
@root .kms-to_explore{color:var(--kms-text);font-weight:600}
@root .kms-marked{color:var(--kms-accent);font-weight:600}
"""


@dataclass(frozen=True, slots=True)
class Fragment:
    """A piece of a page, self-contained: its own style, no script, no link, no address outside."""

    html: str


def tag(name: str, *children: object, **attributes: object) -> Markup:
    """One element; `class_` and `aria_label` become `class` and `aria-label`, an attribute that is None is left out."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(str(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    inside = "".join(map(escape, children))
    return Markup(f"<{name}{written}>" if name in _VOID else f"<{name}{written}>{inside}</{name}>")


def mark_svg(mark: str, colour: str, size: int = MARK_SIZE, halo: str | None = None) -> str:
    """A group's mark as a standalone SVG of `size` pixels; `halo` is the colour of a thin rim that parts neighbours.

    `mark` is a key of `theme.SHAPES`; KeyError for any other.
    """
    rim = f' stroke="{halo}" stroke-width="0.22" paint-order="stroke"' if halo else ""
    path = f'<path d="{_OUTLINES[SHAPES[mark]]}" fill="{colour}"{rim}/>'
    return svg(f'viewBox="-1.25 -1.25 2.5 2.5" width="{size}" height="{size}"', path)


def hollow_svg(mark: str, colour: str, size: int, ground: str) -> str:
    """The same as an outline around the ground, the bar wide enough to be seen through; KeyError as there."""
    outline = "M-0.38,-1.05H0.38V1.05H-0.38Z" if mark == "bar" else _OUTLINES[SHAPES[mark]]
    path = f'<path d="{outline}" fill="{ground}" stroke="{colour}" stroke-width="0.3"/>'
    return svg(f'viewBox="-1.25 -1.25 2.5 2.5" width="{size}" height="{size}"', path)


def svg(attributes: str, inside: str) -> str:
    """A standalone SVG document."""
    return f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}>{inside}</svg>'


def picture(document: str, **attributes: object) -> Markup:
    """An SVG document as an <img> that carries it; decorative unless it is given an `alt`."""
    return tag("img", **{"alt": "", **attributes}, src="data:image/svg+xml," + quote(document, safe="/:=,;()"))


def mark_picture(model: Model, column: str, look: Look, size: int = MARK_SIZE, css: str = "kms-mark") -> Markup:
    """The mark of a rater group, or of the environment, in its colour."""
    mark = mark_of(model, column)
    return _mark_picture(mark, look.palette.groups[mark], size, css)


@cache
def _mark_picture(mark: str, colour: str, size: int, css: str) -> Markup:
    return picture(mark_svg(mark, colour, size), class_=css, width=size, height=size)


def fragment(name: str, css: str, limit: int, look: Look, *children: object, **variables: object) -> Fragment:
    """A whole fragment: style sheet, then a root that is the container its `@container` rules ask about.

    In `css`, `@root` stands for the root's class and `@limit` for the width under which things stack. Two fragments
    of one name with different limits may share a page, so the limit is part of the class.
    """
    root = f"kms-{name}-{limit}"
    sheet = (_BASE_CSS + css).replace("@root", "." + root).replace("@limit", f"{limit}px")
    style = Markup(f"<style>{sheet}</style>")
    values = {**_colours(look), **variables}
    properties = ";".join(f"--kms-{key}:{value}" for key, value in values.items())
    return Fragment(
        tag("div", style, *children, class_=f"{root} kms", style=properties, lang=look.words.writing.language)
    )


def _colours(look: Look) -> Mapping[str, str]:
    palette = look.palette
    return {
        "text": palette.text,
        "muted": palette.muted,
        "line": palette.grid,
        "accent": palette.accent,
        "ground": palette.background,
        "tint": blend(palette.accent, palette.background, 0.12 if look.dark else 0.09),
    }


def blend(colour: str, ground: str, share: float) -> str:
    """`share` of a colour laid on a ground, as #RRGGBB."""
    pairs = zip(bytes.fromhex(colour[1:]), bytes.fromhex(ground[1:]), strict=True)
    return "#" + bytes(round(a * share + b * (1 - share)) for a, b in pairs).hex().upper()


def narrow_columns(cells: int) -> int:
    """In how many columns `cells` figures stand on a phone, in rows as even as can be: 5 → 5, 7 → 4, 10 → 5."""
    return ceil(cells / ceil(cells / NARROW_COLUMNS)) if cells else 1

"""How slides and sheets will lie, drawn small: their layout and their names, never a figure.

What only Office shows cannot be seen before it is made; a page of it can be drawn from the parts that are chosen.
"""

from collections.abc import Sequence
from html import escape

from kamescope.charts.theme import LIGHT
from kamescope.reports.report_spec import Section
from kamescope.reports.slides.motif import INK, LILAC, PALE, WHITE

SLIDE, SHEET, PAPER = (320, 180), (640, 400), (210, 297)
"""Width and height of a slide, of Excel's window and of a printed page."""
_FIRST, _SECOND, _THIRD = (LIGHT.groups[mark] for mark in ("diamond", "circle", "square"))
_PENTAGONS = (60, 44, 28)


def cover(name: str, campaign: str, product: str) -> str:
    """The slide that a deck opens with."""
    web = "".join(_web(226, 90, radius, f'stroke="{LIGHT.accent}"') for radius in _PENTAGONS)
    ground = _box(0, 0, *SLIDE, INK) + web + _box(0, 176, 320, 4, LIGHT.accent)
    said = [(32, 11, WHITE, product), (92, min(20, 460 / len(name)), WHITE, name), (114, 11, LILAC, campaign)]
    texts = "".join(_text(20, y, size, fill, words) for y, size, fill, words in said)
    return _drawn(SLIDE, ground + texts + _line(20, 100, 40, PALE, 0))


def slide(section: Section, title: str) -> str:
    """A slide of a part, under its title."""
    head = _box(16, 16, 26, 3, LIGHT.accent) + _text(16, 40, 15, LIGHT.text, title)
    return _drawn(SLIDE, _box(0, 0, *SLIDE, LIGHT.background) + head + _PARTS[section])


def window(names: Sequence[str], charts: bool) -> str:
    """A workbook: the first sheet's table, its charts where it has some, and the tabs of all sheets."""
    table = "".join(_row(72 + 17 * place, place == 0) for place in range(8 if charts else 16))
    pictures = _radar(130, 290, 62) + _gaps(280, 238, 300, 22) if charts else ""
    head = _box(24, 20, 150, 10, LIGHT.text) + _box(24, 38, 240, 7, LIGHT.accent)
    tabs, left = "", 8.0
    for name in names:
        wide = 20 + 8.6 * len(name)
        ground = LIGHT.background if left == 8 else LIGHT.surface
        tabs += _box(left, 372, wide, 24, ground, f'stroke="{LIGHT.grid}"')
        tabs += _text(left + 10, 388, 13, LIGHT.text, name)
        left += wide + 4
    ground = _box(0, 0, *SHEET, LIGHT.background) + _box(0, 366, 640, 34, LIGHT.grid)
    return _drawn(SHEET, ground + head + table + pictures + tabs)


def blank() -> str:
    """A sheet of paper that nothing is drawn on yet."""
    return _drawn(PAPER, _box(0, 0, *PAPER, LIGHT.background))


def _drawn(size: tuple[int, int], inner: str) -> str:
    wide, high = size
    space = 'xmlns="http://www.w3.org/2000/svg" font-family="Source Sans Pro, Arial, sans-serif"'
    return f'<svg {space} width="{wide}" height="{high}" viewBox="0 0 {wide} {high}">{inner}</svg>'


def _box(x: float, y: float, wide: float, high: float, fill: str, more: str = "") -> str:
    return f'<rect x="{x:g}" y="{y:g}" width="{wide:g}" height="{high:g}" fill="{fill}" {more}/>'


def _text(x: float, y: float, size: float, fill: str, words: str) -> str:
    return f'<text x="{x:g}" y="{y:g}" font-size="{size:g}" font-weight="600" fill="{fill}">{escape(words)}</text>'


def _line(x: float, y: float, wide: float, stroke: str = LIGHT.grid, width: float = 1) -> str:
    return f'<path d="M{x:g} {y:g}h{wide:g}" stroke="{stroke}" stroke-width="{width:g}"/>'


def _dot(x: float, y: float, fill: str) -> str:
    return f'<circle cx="{x:g}" cy="{y:g}" r="4" fill="{fill}"/>'


def _web(x: float, y: float, radius: float, look: str, fill: str = "none") -> str:
    """A pentagon, its first corner on top."""
    corners = ((0, -1), (0.95, -0.31), (0.59, 0.81), (-0.59, 0.81), (-0.95, -0.31))
    points = " ".join(f"{x + radius * right:.1f},{y + radius * down:.1f}" for right, down in corners)
    return f'<polygon points="{points}" fill="{fill}" {look}/>'


def _radar(x: float, y: float, radius: float) -> str:
    rings = "".join(_web(x, y, radius * share, f'stroke="{LIGHT.grid}"') for share in (1, 0.7, 0.4))
    groups = ((0.85, _FIRST), (0.6, _SECOND))
    return rings + "".join(_web(x, y, radius * at, f'stroke="{colour}" stroke-width="2"') for at, colour in groups)


def _gaps(x: float, y: float, wide: float, step: float) -> str:
    """Bars to both sides of a line."""
    shares = (0.45, 0.3, 0.2, -0.2, -0.35)
    middle = x + wide / 2
    bars = [(middle + min(share, 0) * wide, abs(share) * wide) for share in shares]
    drawn = "".join(_box(left, y + step * place, across, step / 2, LIGHT.accent_strong)
                    for place, (left, across) in enumerate(bars))  # fmt: skip
    return drawn + f'<path d="M{middle:g} {y - 4:g}v{step * len(shares):g}" stroke="{LIGHT.muted}"/>'


def _row(y: float, heading: bool) -> str:
    """A row of the table of a sheet: a name, then the groups' figures."""
    colours = (_FIRST, _SECOND, _THIRD, LIGHT.muted)
    if heading:
        cells = "".join(_box(290 + 86 * place, y, 40, 7, colour) for place, colour in enumerate(colours))
        return _box(24, y - 6, 592, 20, LIGHT.surface) + _box(32, y, 60, 7, LIGHT.muted) + cells
    figures = "".join(_box(300 + 86 * place, y, 30, 6, LIGHT.neutral_soft) for place in range(4))
    return _box(32, y, 180, 6, LIGHT.neutral_soft) + figures + _line(24, y + 11, 592)


def _columns(count: int, rows: int, marks: bool = False) -> str:
    """Lists beside one another."""
    wide = 288 / count
    drawn = ""
    for place in range(count):
        left = 16 + wide * place
        colour = (_FIRST, _SECOND, _THIRD)[place % 3] if marks else LIGHT.muted
        drawn += _box(left, 56, wide * 0.5, 6, colour)
        for row in range(rows):
            top = 74 + row * 96 / rows
            drawn += _box(left, top, 14, 7, LIGHT.accent_strong)
            drawn += _box(left + 20, top, wide - 34, 7, LIGHT.neutral_soft)
    return drawn


def _quadrants() -> str:
    tints = [LIGHT.quadrants[name][1] for name in LIGHT.quadrants]
    places = ((96, 54), (166, 54), (96, 112), (166, 112))
    points = ((120, 76), (190, 70), (205, 96), (126, 140), (182, 130))
    areas = "".join(_box(x, y, 68, 56, tint) for (x, y), tint in zip(places, tints, strict=True))
    return areas + "".join(_dot(x, y, LIGHT.accent) for x, y in points)


def _scales() -> str:
    """Lines of a scale with the groups' marks on it."""
    rows = ((0.3, 0.5, 0.9), (0.2, 0.4, 0.6), (0.5, 0.7, 0.8), (0.1, 0.6, 0.7))
    drawn = ""
    for place, marks in enumerate(rows):
        y = 68 + 28 * place
        drawn += _box(16, y - 3, 110, 6, LIGHT.neutral_soft) + _line(150, y, 150)
        drawn += "".join(_dot(150 + 150 * at, y, colour)
                         for at, colour in zip(marks, (_SECOND, _FIRST, _THIRD), strict=True))  # fmt: skip
    return drawn


_PARTS = {
    Section.SUMMARY: _columns(3, 3),
    Section.METHOD: "".join(_box(16, 58 + 18 * row, wide, 7, LIGHT.neutral_soft)
                            for row, wide in enumerate((280, 260, 288, 200, 270, 140))),
    Section.RESULTS: _radar(84, 114, 56) + _gaps(166, 66, 140, 20),
    Section.TOP: _columns(3, 4, marks=True),
    Section.BOTTOM: _columns(3, 4, marks=True),
    Section.WINDOW: _quadrants(),
    Section.FACTORS: _scales(),
    Section.COMMENTS: _columns(1, 4),
}  # fmt: skip

"""The ground of the cover: dark ink, and the web of a radar before any figure, as on the printed report."""

from math import cos, sin, tau

from kamescope.i18n import Words
from kamescope.reports.slides.shapes import drawing, solid
from kamescope.reports.slides.text import Box

INK, WHITE, LILAC, PALE = "#151B2B", "#FFFFFF", "#C4BDE8", "#B4BCCB"
"""The ground, and the letters on it."""
_SLIDE, _STRIP, _PRODUCT = Box(0, 0, 960, 540), Box(0, 535, 960, 5), Box(60, 44, 300, 18)
_CENTRE, _RINGS = (712.0, 270.0), ((226, 45), (181, 52), (136, 60), (91, 72), (46, 88))
"""Radius in points and opacity in percent of each polygon."""
_WHOLE = 10_000


def motif(say: Words, sides: int) -> list[str]:
    """The ground, a violet strip at its foot, concentric polygons of so many sides, and the product's name."""
    shapes = [drawing(2, "ground", _SLIDE, solid(INK)), drawing(3, "strip", _STRIP, solid("accent1"))]
    for number, (radius, opacity) in enumerate(_RINGS, start=4):
        light = f'<a:lumMod val="80000"/><a:lumOff val="20000"/><a:alpha val="{opacity}000"/>'
        line = f'<a:ln w="9525">{solid("accent1", light)}</a:ln>'
        box = Box(_CENTRE[0] - radius, _CENTRE[1] - radius, 2 * radius, 2 * radius)
        shapes.append(drawing(number, "motif", box, "<a:noFill/>", _polygon(sides), line))
    run = f'<a:r><a:rPr sz="1300" b="1">{solid("bg1")}</a:rPr><a:t>{say("report.product")}</a:t></a:r>'
    return [*shapes, drawing(9, "product", _PRODUCT, "<a:noFill/>", said=f"<a:p>{run}</a:p>")]


def _polygon(sides: int) -> str:
    """A regular polygon, its first corner on top as that of a radar."""
    turns = [tau * number / sides for number in range(sides)]
    corners = [(round(_WHOLE * (1 + sin(turn)) / 2), round(_WHOLE * (1 - cos(turn)) / 2)) for turn in turns]
    first, *others = (f'<a:pt x="{x}" y="{y}"/>' for x, y in corners)
    drawn = f"<a:moveTo>{first}</a:moveTo>" + "".join(f"<a:lnTo>{corner}</a:lnTo>" for corner in others)
    return (
        '<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/>'
        f'<a:pathLst><a:path w="{_WHOLE}" h="{_WHOLE}">{drawn}<a:close/></a:path></a:pathLst></a:custGeom>'
    )

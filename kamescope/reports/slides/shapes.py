"""Shapes of the master and of its layouts as the elements that a file holds."""

from kamescope.reports.slides.text import Box

SPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
RECTANGLE = '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
_NO_LINE, _NO_TEXT = "<a:ln><a:noFill/></a:ln>", "<a:p><a:endParaRPr/></a:p>"


def holder(number: int, kind: str, box: Box, prompt: str, anchor: str = "t", style: str = "") -> str:
    """A placeholder; `#` as prompt is the number of the slide."""
    said = f"<a:r><a:t>{prompt}</a:t></a:r>" if prompt else "<a:endParaRPr/>"
    if prompt == "#":
        said = '<a:fld id="{C1FF6DA9-008F-8B48-92A6-B652298478BF}" type="slidenum"><a:rPr/><a:t>‹#›</a:t></a:fld>'
    return (
        f'<p:sp {SPACES}><p:nvSpPr><p:cNvPr id="{number}" name="{prompt.strip("#") or "Placeholder"} {number}"/>'
        f'<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph {kind}/></p:nvPr></p:nvSpPr>'
        f"<p:spPr>{_frame(box, RECTANGLE)}</p:spPr>"
        f'<p:txBody><a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="{anchor}"><a:noAutofit/></a:bodyPr>'
        f"<a:lstStyle>{style}</a:lstStyle><a:p>{said}</a:p></p:txBody></p:sp>"
    )


def drawing(number: int, name: str, box: Box, fill: str, shape: str = RECTANGLE, line: str = "", said: str = "") -> str:
    """A shape that nobody fills in: its ground, its geometry, its line and its paragraphs as elements."""
    return (
        f'<p:sp {SPACES}><p:nvSpPr><p:cNvPr id="{number}" name="{name}"/><p:cNvSpPr/><p:nvPr userDrawn="1"/>'
        f"</p:nvSpPr><p:spPr>{_frame(box, shape)}{fill}{line or _NO_LINE}</p:spPr>"
        f'<p:txBody><a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0"/><a:lstStyle/>{said or _NO_TEXT}</p:txBody></p:sp>'
    )


def style(align: str, size: float, colour: str, bold: bool = False) -> str:
    """How a placeholder writes; the colour as that of `solid`."""
    return (
        f'<a:lvl1pPr marL="0" indent="0" algn="{align}"><a:spcBef><a:spcPts val="0"/></a:spcBef><a:buNone/>'
        f'<a:defRPr sz="{size * 100}" b="{int(bold)}">{solid(colour)}</a:defRPr></a:lvl1pPr>'
    )


def solid(colour: str, light: str = "") -> str:
    """A ground of one colour, `#RRGGBB` or the name of one of the theme; `light` alters it."""
    if colour.startswith("#"):
        return f'<a:solidFill><a:srgbClr val="{colour[1:]}">{light}</a:srgbClr></a:solidFill>'
    return f'<a:solidFill><a:schemeClr val="{colour}">{light}</a:schemeClr></a:solidFill>'


def _frame(box: Box, shape: str) -> str:
    left, top, width, height = box.emu
    return f'<a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>{shape}'

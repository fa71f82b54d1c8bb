"""A master of our own, made from python-pptx's template: size, colours, fonts, three layouts and no others."""

from lxml import etree
from pptx import Presentation
from pptx.oxml import parse_xml
from pptx.presentation import Presentation as Deck
from pptx.slide import SlideLayout
from pptx.util import Pt

from kamescope.charts.theme import LIGHT
from kamescope.i18n import Words
from kamescope.reports.slides.text import Box

WIDTH, HEIGHT, MARGIN = 960.0, 540.0, 40.0
"""A slide of 13.333 × 7.5 inches, in points."""
TITLE_SIZE, LEAD_SIZE, FOOT_SIZE = 26, 14, 10
BODY = Box(MARGIN, 112, WIDTH - 2 * MARGIN, 388)
LEAD = Box(MARGIN, 68, WIDTH - 2 * MARGIN, 36)
COVER, FIGURE, TEXTS = range(3)
LEAD_PLACE, LEFT_PLACE, RIGHT_PLACE, FOOTER_PLACE, NUMBER_PLACE = 13, 14, 15, 11, 12
HALF = (BODY.width - 32) / 2
PANEL = 300.0
"""The violet part of the cover."""

_TITLE, _KICKER = Box(MARGIN, 26, WIDTH - 2 * MARGIN, 38), Box(PANEL + 60, 120, WIDTH - PANEL - 100, 24)
_COVER_TITLE, _COVER_TEXT = Box(PANEL + 60, 150, _KICKER.width, 112), Box(PANEL + 60, 274, _KICKER.width, 150)
_FOOTER, _NUMBER = Box(MARGIN, 513, 760, 16), Box(WIDTH - MARGIN - 80, 513, 80, 16)
_SPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_KEPT = {0: COVER, 1: FIGURE, 3: TEXTS}
_TEMPLATE_ONLY = ("printerSettings", "thumbnail", "extended-properties")


def blank_deck(say: Words) -> Deck:
    """A presentation without slides, in our master; its layouts in the order COVER, FIGURE, TEXTS."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Pt(WIDTH), Pt(HEIGHT)
    deck.element.sldSz.attrib.pop("type", None)
    master = deck.slide_master
    for place, layout in reversed(list(enumerate(master.slide_layouts))):
        if place not in _KEPT:
            master.slide_layouts.remove(layout)
    _drop_leftovers(deck)
    _theme(deck)
    _master(deck, say)
    for layout, place in zip(master.slide_layouts, _KEPT.values(), strict=True):
        _layout(layout, place, say)
    return deck


def _drop_leftovers(deck: Deck) -> None:
    """The template's picture, printer and application facts belong to another deck."""
    for rels in (deck.part.rels, deck.part.package._rels):
        for key, rel in list(rels.items()):
            if rel.reltype.endswith(_TEMPLATE_ONLY):
                rels.pop(key)


def _theme(deck: Deck) -> None:
    part = next(rel.target_part for rel in deck.slide_master.part.rels.values() if rel.reltype.endswith("/theme"))
    root = etree.fromstring(part.blob)
    root.set("name", "KAMeSCOPE")
    scheme = root.find(f".//{_A}clrScheme")
    scheme.set("name", "KAMeSCOPE")
    for name, colour in _colours().items():
        slot = scheme.find(f"{_A}{name}")
        slot.clear()
        etree.SubElement(slot, f"{_A}srgbClr", val=colour[1:])
    for font in root.iter(f"{_A}latin"):
        font.set("typeface", "Calibri")
    part._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _colours() -> dict[str, str]:
    groups = LIGHT.groups
    base = {"dk1": LIGHT.text, "lt1": LIGHT.background, "dk2": LIGHT.muted, "lt2": LIGHT.surface}
    accents = (LIGHT.accent, groups["diamond"], groups["circle"], groups["square"], groups["bar"], groups["triangle"])
    base |= {f"accent{number}": colour for number, colour in enumerate(accents, start=1)}
    return base | {"hlink": LIGHT.accent, "folHlink": LIGHT.muted}


def _master(deck: Deck, say: Words) -> None:
    element = deck.slide_master._element
    _replace_shapes(element, [
        _holder(2, 'type="title"', _TITLE, say("slides.layout_title"), "ctr"),
        _holder(3, 'type="body" idx="1"', BODY, say("slides.layout_text")),
        _rule(4, Box(MARGIN, 506, WIDTH - 2 * MARGIN, 0.75), "bg2", LIGHT.grid),
        _holder(5, 'type="ftr" sz="quarter" idx="3"', _FOOTER, "", "ctr", _small("l")),
        _holder(6, 'type="sldNum" sz="quarter" idx="4"', _NUMBER, "#", "ctr", _small("r")),
    ])  # fmt: skip
    styles = element.find(f"{_P}txStyles")
    element.replace(styles, parse_xml(_STYLES))


def _layout(layout: SlideLayout, place: int, say: Words) -> None:
    layout.name = say(f"slides.layout_{('cover', 'figure', 'texts')[place]}")
    element, text = layout._element, say("slides.layout_text")
    element.attrib.pop("type", None)
    if place == COVER:
        element.set("showMasterSp", "0")
        _replace_shapes(element, [*_motif(), *_cover_holders(say)])
        return
    shapes = [
        _holder(2, 'type="title"', _TITLE, say("slides.layout_title"), "ctr"),
        _holder(3, f'type="body" idx="{LEAD_PLACE}"', LEAD, say("slides.layout_lead"), "t", _lead()),
    ]
    if place == TEXTS:
        left, right = BODY._replace(width=HALF), BODY._replace(left=WIDTH - MARGIN - HALF, width=HALF)
        shapes.append(_holder(4, f'type="body" sz="half" idx="{LEFT_PLACE}"', left, text))
        shapes.append(_holder(5, f'type="body" sz="half" idx="{RIGHT_PLACE}"', right, text))
    shapes.append(_holder(6, f'type="ftr" sz="quarter" idx="{FOOTER_PLACE}"', _FOOTER, "", "ctr", _small("l")))
    shapes.append(_holder(7, f'type="sldNum" sz="quarter" idx="{NUMBER_PLACE}"', _NUMBER, "#", "ctr", _small("r")))
    _replace_shapes(element, shapes)


def _cover_holders(say: Words) -> list[str]:
    kicker = _style("l", 14, "accent1", bold=True)
    return [
        _holder(10, 'type="ctrTitle"', _COVER_TITLE, say("slides.layout_title"), "ctr", _style("l", 40, "tx1", True)),
        _holder(11, f'type="body" idx="{LEAD_PLACE}"', _KICKER, say("slides.layout_lead"), "b", kicker),
        _holder(12, 'type="subTitle" idx="1"', _COVER_TEXT, say("slides.layout_text"), "t", _style("l", 18, "tx2")),
    ]


def _replace_shapes(element: etree._Element, shapes: list[str]) -> None:
    tree = element.find(f"{_P}cSld/{_P}spTree")
    for old in tree.findall(f"{_P}sp"):
        tree.remove(old)
    tree.extend(parse_xml(shape) for shape in shapes)


def _holder(number: int, kind: str, box: Box, prompt: str, anchor: str = "t", style: str = "") -> str:
    """A placeholder; `#` as prompt is the number of the slide."""
    said = f"<a:r><a:t>{prompt}</a:t></a:r>" if prompt else "<a:endParaRPr/>"
    if prompt == "#":
        said = '<a:fld id="{C1FF6DA9-008F-8B48-92A6-B652298478BF}" type="slidenum"><a:rPr/><a:t>‹#›</a:t></a:fld>'
    return (
        f'<p:sp {_SPACES}><p:nvSpPr><p:cNvPr id="{number}" name="{prompt.strip("#") or "Placeholder"} {number}"/>'
        f'<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph {kind}/></p:nvPr></p:nvSpPr>'
        f"<p:spPr>{_frame(box)}</p:spPr>"
        f'<p:txBody><a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="{anchor}"><a:noAutofit/></a:bodyPr>'
        f"<a:lstStyle>{style}</a:lstStyle><a:p>{said}</a:p></p:txBody></p:sp>"
    )


def _frame(box: Box, shape: str = "rect") -> str:
    left, top, width, height = box.emu
    place = f'<a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
    return f'{place}<a:prstGeom prst="{shape}"><a:avLst/></a:prstGeom>'


def _rule(number: int, box: Box, name: str, colour: str) -> str:
    return _drawing(number, name, box, "rect", f'<a:solidFill><a:srgbClr val="{colour[1:]}"/></a:solidFill>', "")


def _motif() -> list[str]:
    """The violet panel of the cover and the outline of a radar on it."""
    accent = '<a:solidFill><a:schemeClr val="accent1"/></a:solidFill>'
    shapes = [_drawing(2, "panel", Box(0, 0, PANEL, HEIGHT), "rect", accent, "")]
    for number, (size, alpha) in enumerate(((220, 45), (154, 60), (88, 80)), start=3):
        stroke = f'<a:solidFill><a:schemeClr val="bg1"><a:alpha val="{alpha}000"/></a:schemeClr></a:solidFill>'
        box = Box((PANEL - size) / 2, (HEIGHT - size * 0.87) / 2, size, size * 0.87)
        shapes.append(_drawing(number, "motif", box, "hexagon", "<a:noFill/>", f'<a:ln w="19050">{stroke}</a:ln>'))
    return shapes


def _drawing(number: int, name: str, box: Box, shape: str, fill: str, line: str) -> str:
    return (
        f'<p:sp {_SPACES}><p:nvSpPr><p:cNvPr id="{number}" name="{name}"/><p:cNvSpPr/><p:nvPr userDrawn="1"/>'
        f"</p:nvSpPr><p:spPr>{_frame(box, shape)}{fill}{line or '<a:ln><a:noFill/></a:ln>'}</p:spPr>"
        "<p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr/></a:p></p:txBody></p:sp>"
    )


def _style(align: str, size: float, colour: str, bold: bool = False) -> str:
    return (
        f'<a:lvl1pPr marL="0" indent="0" algn="{align}"><a:spcBef><a:spcPts val="0"/></a:spcBef><a:buNone/>'
        f'<a:defRPr sz="{size * 100}" b="{int(bold)}"><a:solidFill><a:schemeClr val="{colour}"/></a:solidFill>'
        "</a:defRPr></a:lvl1pPr>"
    )


def _small(align: str) -> str:
    return _style(align, FOOT_SIZE, "tx2")


def _lead() -> str:
    return _style("l", LEAD_SIZE, "tx2")


def _level(number: int, size: int, colour: str, fonts: str, bold: int = 0) -> str:
    return (
        f'<a:lvl{number}pPr marL="0" indent="0" algn="l" defTabSz="914400" rtl="0" eaLnBrk="1" latinLnBrk="0" '
        'hangingPunct="1"><a:spcBef><a:spcPts val="0"/></a:spcBef><a:buNone/>'
        f'<a:defRPr sz="{size}" b="{bold}" kern="1200"><a:solidFill><a:schemeClr val="{colour}"/></a:solidFill>'
        f'<a:latin typeface="+{fonts}-lt"/><a:ea typeface="+{fonts}-ea"/><a:cs typeface="+{fonts}-cs"/>'
        f"</a:defRPr></a:lvl{number}pPr>"
    )


_LEVELS = range(1, 10)
_STYLES = (
    f"<p:txStyles {_SPACES}><p:titleStyle>{_level(1, TITLE_SIZE * 100, 'tx1', 'mj', 1)}</p:titleStyle>"
    f"<p:bodyStyle>{''.join(_level(number, 1200, 'tx1', 'mn') for number in _LEVELS)}</p:bodyStyle>"
    f"<p:otherStyle>{''.join(_level(number, 1200, 'tx1', 'mn') for number in _LEVELS)}</p:otherStyle></p:txStyles>"
)

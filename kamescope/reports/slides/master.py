"""A master of our own, made from python-pptx's template: size, colours, fonts, three layouts and no others."""

from lxml import etree
from pptx import Presentation
from pptx.oxml import parse_xml
from pptx.presentation import Presentation as Deck
from pptx.slide import SlideLayout
from pptx.util import Pt

from kamescope.charts.theme import LIGHT
from kamescope.i18n import Words
from kamescope.reports.slides.motif import LILAC, motif
from kamescope.reports.slides.shapes import SPACES, drawing, holder, solid, style
from kamescope.reports.slides.text import Box

WIDTH, HEIGHT, MARGIN = 960.0, 540.0, 40.0
"""A slide of 13.333 × 7.5 inches, in points."""
TITLE_SIZE, LEAD_SIZE, FOOT_SIZE = 26, 14, 10
BODY = Box(MARGIN, 112, WIDTH - 2 * MARGIN, 374)
LEAD = Box(MARGIN, 68, WIDTH - 2 * MARGIN, 36)
FOOTNOTE = Box(MARGIN, 488, WIDTH - 2 * MARGIN, 14)
COLUMNS = Box(MARGIN, 98, WIDTH - 2 * MARGIN, 402)
"""Where the two texts stand, under a lead of one line."""
COVER, FIGURE, TEXTS = range(3)
LEAD_PLACE, LEFT_PLACE, RIGHT_PLACE, FOOTER_PLACE, NUMBER_PLACE = 13, 14, 15, 11, 12
HALF = (BODY.width - 32) / 2
COVER_TITLE = Box(60, 140, 600, 104)
KICKER = Box(60, 114, 600, 22)
COVER_TEXT = Box(60, 258, 600, 230)

_TITLE = Box(MARGIN, 26, WIDTH - 2 * MARGIN, 38)
_FOOTER, _NUMBER = Box(MARGIN, 513, 760, 16), Box(WIDTH - MARGIN - 80, 513, 80, 16)
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_KEPT = {0: COVER, 1: FIGURE, 3: TEXTS}
_TEMPLATE_ONLY = ("printerSettings", "thumbnail", "extended-properties")


def blank_deck(say: Words, sides: int) -> Deck:
    """A presentation without slides, in our master; its layouts in the order COVER, FIGURE, TEXTS.

    `sides`: those of the polygons on the cover.
    """
    deck = Presentation()
    deck.slide_width, deck.slide_height = Pt(WIDTH), Pt(HEIGHT)
    # The template says there that a slide is 4:3.
    deck.element.sldSz.attrib.pop("type", None)
    master = deck.slide_master
    # From behind: to remove one moves those that follow.
    for place, layout in reversed(list(enumerate(master.slide_layouts))):
        if place not in _KEPT:
            master.slide_layouts.remove(layout)
    _drop_leftovers(deck)
    _theme(deck)
    _master(deck, say)
    for layout, place in zip(master.slide_layouts, _KEPT.values(), strict=True):
        _layout(layout, place, say, sides)
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
    # python-pptx knows no theme: it hands its bytes on.
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
        holder(2, 'type="title"', _TITLE, say("slides.layout_title"), "ctr"),
        holder(3, 'type="body" idx="1"', BODY, say("slides.layout_text")),
        _rule(4, Box(MARGIN, 506, WIDTH - 2 * MARGIN, 0.75), "bg2", LIGHT.grid),
        holder(5, 'type="ftr" sz="quarter" idx="3"', _FOOTER, "", "ctr", _small("l")),
        holder(6, 'type="sldNum" sz="quarter" idx="4"', _NUMBER, "#", "ctr", _small("r")),
    ])  # fmt: skip
    styles = element.find(f"{_P}txStyles")
    element.replace(styles, parse_xml(_STYLES))


def _layout(layout: SlideLayout, place: int, say: Words, sides: int) -> None:
    layout.name = say(f"slides.layout_{('cover', 'figure', 'texts')[place]}")
    element, text = layout._element, say("slides.layout_text")
    element.attrib.pop("type", None)
    if place == COVER:
        element.set("showMasterSp", "0")
        _replace_shapes(element, [*motif(say, sides), *_cover_holders(say)])
        return
    lead = LEAD._replace(height=18) if place == TEXTS else LEAD
    shapes = [
        holder(2, 'type="title"', _TITLE, say("slides.layout_title"), "ctr"),
        holder(3, f'type="body" idx="{LEAD_PLACE}"', lead, say("slides.layout_lead"), "t", _lead()),
    ]
    if place == TEXTS:
        left, right = COLUMNS._replace(width=HALF), COLUMNS._replace(left=WIDTH - MARGIN - HALF, width=HALF)
        shapes.append(holder(4, f'type="body" sz="half" idx="{LEFT_PLACE}"', left, text))
        shapes.append(holder(5, f'type="body" sz="half" idx="{RIGHT_PLACE}"', right, text))
    shapes.append(holder(6, f'type="ftr" sz="quarter" idx="{FOOTER_PLACE}"', _FOOTER, "", "ctr", _small("l")))
    shapes.append(holder(7, f'type="sldNum" sz="quarter" idx="{NUMBER_PLACE}"', _NUMBER, "#", "ctr", _small("r")))
    _replace_shapes(element, shapes)


def _cover_holders(say: Words) -> list[str]:
    kicker, text = style("l", 15, LILAC), style("l", 18, "bg1")
    return [
        holder(10, 'type="ctrTitle"', COVER_TITLE, say("slides.layout_title"), "b", style("l", 40, "bg1", True)),
        holder(11, f'type="body" idx="{LEAD_PLACE}"', KICKER, say("slides.layout_lead"), "b", kicker),
        holder(12, 'type="subTitle" idx="1"', COVER_TEXT, say("slides.layout_text"), "t", text),
    ]


def _replace_shapes(element: etree._Element, shapes: list[str]) -> None:
    tree = element.find(f"{_P}cSld/{_P}spTree")
    for old in tree.findall(f"{_P}sp"):
        tree.remove(old)
    tree.extend(parse_xml(shape) for shape in shapes)


def _rule(number: int, box: Box, name: str, colour: str) -> str:
    return drawing(number, name, box, solid(colour))


def _small(align: str) -> str:
    return style(align, FOOT_SIZE, "tx2")


def _lead() -> str:
    return style("l", LEAD_SIZE, "tx2")


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
    f"<p:txStyles {SPACES}><p:titleStyle>{_level(1, TITLE_SIZE * 100, 'tx1', 'mj', 1)}</p:titleStyle>"
    f"<p:bodyStyle>{''.join(_level(number, 1200, 'tx1', 'mn') for number in _LEVELS)}</p:bodyStyle>"
    f"<p:otherStyle>{''.join(_level(number, 1200, 'tx1', 'mn') for number in _LEVELS)}</p:otherStyle></p:txStyles>"
)

"""A chart as it is drawn: texts and marks with their places, read off the SVG; and a model that strains a layout."""

import random
from dataclasses import dataclass, replace
from functools import cache
from itertools import combinations
from xml.etree import ElementTree

import vl_convert

from kamescope.analysis.published import Published
from kamescope.charts.fonts import font_folders
from kamescope.charts.measure import text_width
from kamescope.charts.theme import Chart
from kamescope.model import MARKS, Factor, Item, Model, SubFactor, Text
from tests.support import Questionnaire, kamescope_model, other_model, publish

SVG = "{http://www.w3.org/2000/svg}"
WEIGHTS = {"600": "semibold", "700": "bold", "bold": "bold"}
LONG_NAMES = (
    "Capacité à développer durablement la relation commerciale ici",
    "Lobbying",
    "Négociation et conclusion des affaires complexes",
    "Anticonstitutionnellement",
)


@dataclass(frozen=True)
class Drawn:
    """One text or mark: where it begins and ends."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Drawn") -> bool:
        """Whether two texts lie on each other."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


@dataclass(frozen=True)
class Picture:
    """A chart at one width."""

    width: float
    height: float
    texts: tuple[Drawn, ...]
    marks: tuple[tuple[float, float], ...]

    def says(self, text: str) -> bool:
        """Whether one of its texts is exactly that."""
        return any(drawn.text == text for drawn in self.texts)


def draw(chart: Chart, width: int) -> Picture:
    """The chart as `width` pixels show it."""
    register_fonts()
    root = ElementTree.fromstring(vl_convert.vegalite_to_svg(chart.spec | {"width": width}))
    texts, marks = [], []
    _walk(root, 0.0, 0.0, False, texts, marks)
    return Picture(float(root.get("width")), float(root.get("height")), tuple(texts), tuple(marks))


def faults(picture: Picture) -> list[str]:
    """Texts outside the picture, texts on each other, marks cut off."""
    found = [] if picture.texts and picture.marks else ["nothing drawn"]
    found += [
        f"outside: {text.text!r}"
        for text in picture.texts
        if text.left < -0.5 or text.top < -0.5 or text.right > picture.width + 0.5 or text.bottom > picture.height + 0.5
    ]
    found += [f"{one.text!r} on {other.text!r}" for one, other in combinations(picture.texts, 2) if one.meets(other)]
    found += [
        f"mark cut at {x}, {y}"
        for x, y in picture.marks
        if not (4 <= x <= picture.width - 4 and 4 <= y <= picture.height - 4)
    ]
    return found


def stands(chart: Chart) -> dict:
    """What must be equal for a page to keep the drawing and replace rows alone."""
    layers = [{name: part for name, part in layer.items() if name != "data"} for layer in chart.spec["layer"]]
    return {name: part for name, part in chart.spec.items() if name != "description"} | {"layer": layers}


def rows(chart: Chart, *fields: str) -> list[dict]:
    """The rows of the first layer whose rows have all these fields."""
    for found in (layer["data"]["values"] for layer in chart.spec["layer"]):
        if all(field in found[0] for field in fields):
            return found
    return []


@cache
def strained_model(factors: int = 30, groups: int = 8) -> Model:
    """Many factors with names of up to 61 characters, many groups with long names."""
    base = kamescope_model()
    made = []
    for number in range(1, factors + 1):
        name = Text((("fr", LONG_NAMES[number % len(LONG_NAMES)]),))
        items = (Item(f"Q{number}", name),)
        made.append(Factor(f"F{number}", name, name, name, (SubFactor(f"F{number}", name, items),)))
    codes = frozenset(f"Q{number}" for number in range(1, factors + 1))
    raters = [replace(base.groups[0], items=codes)]
    for number in range(1, groups):
        name = Text((("fr", f"Groupe {number} au nom assez long"),))
        raters.append(
            replace(base.groups[1], code=f"g{number}", name=name, plural=name, mark=MARKS[number], items=codes)
        )
    return replace(base, factors=tuple(made), groups=tuple(raters), source=f"strained {factors} {groups}")


@cache
def strained(factors: int = 30, groups: int = 8) -> Published:
    """Random answers to the strained model, some left out."""
    model, dice = strained_model(factors, groups), random.Random(factors)
    answers = [
        Questionnaire(group.code, {item.code: dice.randint(1, 5) for item in model.items if dice.random() > 0.05})
        for group in model.groups
    ]
    return publish(model, answers)


def other(team: int = 7, answer: int = 4) -> Published:
    """The other model: everybody answers `answer`, except two team members (a masked group) who answer `team`."""
    model = other_model()
    counts = {"self": 1, "manager": 1, "peer": 3, "team": 2}
    return publish(
        model,
        [
            Questionnaire(group.code, dict.fromkeys(sorted(group.items), team if group.code == "team" else answer))
            for group in model.groups
            for _ in range(counts.get(group.code, 3))
        ],
    )


@cache
def register_fonts() -> None:
    """The converter knows every font that charts are drawn in."""
    for folder in font_folders():
        vl_convert.register_font_directory(folder)


def _walk(node: ElementTree.Element, x: float, y: float, symbols: bool, texts: list, marks: list) -> None:
    shift = node.get("transform", "")
    if shift.startswith("translate("):
        across, down = shift[len("translate(") : shift.index(")")].split(",")
        x, y = x + float(across), y + float(down)
    symbols = symbols or "mark-symbol" in node.get("class", "")
    if node.tag == f"{SVG}text" and node.text and node.get("stroke") is None:
        texts.append(_text(node, x, y))
    elif node.tag == f"{SVG}path" and symbols:
        marks.append((x, y))
    for child in node:
        _walk(child, x, y, symbols, texts, marks)


def _text(node: ElementTree.Element, x: float, y: float) -> Drawn:
    size = float(node.get("font-size").removesuffix("px"))
    face = "italic" if node.get("font-style") == "italic" else WEIGHTS.get(node.get("font-weight"), "regular")
    width = text_width(node.text, size, face)
    left = x - {"start": 0, "middle": width / 2, "end": width}[node.get("text-anchor", "start")]
    return Drawn(node.text, left, y - 0.75 * size, left + width, y + 0.22 * size)

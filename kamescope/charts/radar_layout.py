"""Where a radar's labels stand: for one width, the radius that leaves them room, and boxes that never meet. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kamescope.charts.measure import text_width, wrap
from kamescope.charts.radar_profile import direction
from kamescope.charts.rectangle import Rectangle

CODE_SIZE, NAME_SIZE, NOTE_SIZE = 11, 12.5, 11.5
LINE = 15
GAP = 3
FACES = {"code": "semibold", "name": "regular", "note": "italic"}
SIZES = {"code": CODE_SIZE, "name": NAME_SIZE, "note": NOTE_SIZE}
WRAPS = (96, 116, 140, 170)
LARGEST, SMALLEST, SMALLEST_WITH_NAMES = 205, 40, 105
MARGIN = 6
NOTE_WIDTH, NOTE_LINES = 110, 2


@dataclass(frozen=True, slots=True)
class SpokeLabel:
    """What is written at the end of a spoke; `notes` say who has no figure there, each at length and in short."""

    code: str
    name: str
    notes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class LabelBox:
    """A label placed, in pixels from the centre: its corner, its size, its lines as (text, kind)."""

    left: float
    top: float
    width: float
    height: float
    align: str
    lines: tuple[tuple[str, str], ...]
    pushed: bool = False

    def placed_lines(self, line: float) -> Iterator[tuple[str, str, float, float]]:
        """Its lines as (text, kind, x, y): the anchor of the alignment, the middle of the line; `line` px apart."""
        x = self.left + {"left": 0, "center": 0.5, "right": 1}[self.align] * self.width
        for number, (text, kind) in enumerate(self.lines):
            yield text, kind, round(x, 1), round(self.top + (number + 0.5) * line, 1)

    def meets(self, other: "LabelBox") -> bool:
        """Whether two boxes touch."""
        return self.rectangle.overlaps(other.rectangle, GAP)

    @property
    def rectangle(self) -> Rectangle:
        """Its sides."""
        return Rectangle(self.left, self.top, self.left + self.width, self.top + self.height)


@dataclass(frozen=True, slots=True)
class RadarLayout:
    """A radar at one width: its radius, its boxes in the order of the spokes, its extent above and below the centre."""

    radius: float
    boxes: tuple[LabelBox, ...]
    named: bool

    @property
    def above(self) -> float:
        """Pixels needed above the centre."""
        return max(self.radius, *(-box.top for box in self.boxes)) + MARGIN

    @property
    def below(self) -> float:
        """Pixels needed below the centre."""
        rim = max(self.radius * direction(index, len(self.boxes))[1] for index in range(len(self.boxes)))
        return max(rim, *(box.top + box.height for box in self.boxes)) + MARGIN


def lay_out(labels: Sequence[SpokeLabel], width: float, named: bool) -> RadarLayout:
    """The best layout at that width; `named` writes names where a fair radius is left for them, else codes alone.

    Among several widths of the label lines the one with the largest radius wins, less what the labels then have to
    be pushed away from their spokes.
    """
    if named:
        tried = [_arrange([_named_lines(label, limit) for label in labels], width, True) for limit in WRAPS]
        fair = [layout for layout in tried if layout.radius >= SMALLEST_WITH_NAMES]
        if fair:
            return max(fair, key=_merit)
    return _arrange([((label.code, "code"),) for label in labels], width, False)


def _merit(layout: RadarLayout) -> float:
    # Labels that had to give way make the chart higher than its circle; a name cut short is worse than a small circle.
    cut = sum(line.endswith("…") for box in layout.boxes for line, kind in box.lines if kind == "name")
    return layout.radius - 0.3 * (layout.above + layout.below - 2 * layout.radius) - 12 * cut


def _named_lines(label: SpokeLabel, limit: float) -> tuple[tuple[str, str], ...]:
    longest = max(text_width(word, NAME_SIZE) for word in label.name.split(" "))
    # No narrower than the longest word, which would be broken, unless that is wider than any label may be.
    whole = max(limit, min(longest, WRAPS[-1]))
    name = [(line, "name") for line in wrap(label.name, whole, NAME_SIZE, 3)]
    notes = [(line, "note") for note in label.notes for line in _note_lines(*note, max(limit, NOTE_WIDTH))]
    return ((label.code, "code"), *name, *notes)


def _note_lines(note: str, short: str, width: float) -> tuple[str, ...]:
    # One line more than there may be: else `wrap` cuts, and nothing shows that it was too long.
    lines = wrap(note, width, NOTE_SIZE, NOTE_LINES + 1, "italic")
    return lines if len(lines) <= NOTE_LINES else wrap(short, width, NOTE_SIZE, NOTE_LINES, "italic")


def _arrange(blocks: Sequence[tuple[tuple[str, str], ...]], width: float, named: bool) -> RadarLayout:
    sizes = [
        (max(text_width(text, SIZES[kind], FACES[kind]) for text, kind in lines), len(lines) * LINE) for lines in blocks
    ]
    away = 13 if named else 10
    radius = _radius([size[0] for size in sizes], width, away)
    ideal = [
        _place(lines, size, radius + away, direction(index, len(blocks)), named)
        for index, (lines, size) in enumerate(zip(blocks, sizes, strict=True))
    ]
    return RadarLayout(radius, tuple(_spread(ideal)), named)


def _radius(widths: Sequence[float], width: float, away: float) -> float:
    """The largest radius at which every label ends within the chart."""
    room: list[float] = [LARGEST]
    for index, wide in enumerate(widths):
        across = abs(direction(index, len(widths))[0])
        # A label straight above or below the centre stands across its spoke, and is no nearer to an edge for a larger
        # radius.
        if across > 0.05:
            room.append((width / 2 - wide - 1) / across - away)
    return max(min(room), SMALLEST)


def _place(
    lines: tuple[tuple[str, str], ...],
    size: tuple[float, float],
    reach: float,
    toward: tuple[float, float],
    named: bool,
) -> LabelBox:
    """Beside the end of its spoke: right of it on the right, above it at the top."""
    (wide, high), (x, y) = size, toward
    align = "center" if abs(x) < 0.05 else ("left" if x > 0 else "right")
    left = reach * x - {"center": wide / 2, "left": 0, "right": wide}[align]
    if not named:
        # A code slides round its spoke's end: right of it on the right, left of it on the left, astride it at the top.
        left, align = reach * x - wide / 2 * (1 - x), "center"
    return LabelBox(left, reach * y - high * (1 - y) / 2, wide, high, align, lines)


def _spread(boxes: list[LabelBox]) -> list[LabelBox]:
    """Push boxes up above the middle, down below it, until none meets one nearer the middle."""
    placed: dict[int, LabelBox] = {}
    # From the middle outwards: a label gives way towards where none is placed yet.
    for index in sorted(range(len(boxes)), key=lambda index: abs(boxes[index].top + boxes[index].height / 2)):
        box = boxes[index]
        upward = box.top + box.height / 2 < 0
        ideal = box.top
        while blocking := [other for other in placed.values() if box.meets(other)]:
            edge = min(o.top for o in blocking) - box.height if upward else max(o.top + o.height for o in blocking)
            # A hair more than the gap, or rounding might leave the two in each other's way for ever.
            top = edge - GAP - 0.1 if upward else edge + GAP + 0.1
            box = LabelBox(box.left, top, box.width, box.height, box.align, box.lines, abs(top - ideal) > LINE)
        placed[index] = box
    return [placed[index] for index in range(len(boxes))]

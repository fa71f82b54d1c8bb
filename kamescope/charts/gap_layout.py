"""Where the rows and columns of a gap chart stand at one width, from measured texts. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from kamescope.charts.measure import block_width, text_width, wrap
from kamescope.charts.parts import NARROW

CODE_SIZE, NAME_SIZE, GAP_SIZE, CLASS_SIZE, AXIS_SIZE = 11, 13, 13, 12, 11
LINE = 16
ROW, ROW_NARROW = 34, 30
HEAD = 32
FOOT = 10
EDGE = 16
"""Room beside the plot for half a mark and half a tick's label."""


@dataclass(frozen=True, slots=True)
class Texts:
    """Everything written in a gap chart, row by row where there is one a row."""

    codes: tuple[str, ...]
    names: tuple[str, ...]
    gaps: tuple[str, ...]
    classes: tuple[str, ...]
    title: str
    last_tick: str


@dataclass(frozen=True, slots=True)
class GapLayout:
    """One width: the plot from `left` to `width − right`, the middle of each row's marks, the lines of its name.

    `gap_right` and `class_left` are counted from the right edge; without room for words `class_left` is None. Lines
    are (text, y); `tops` is where the rows begin, `rules` where the grid lines do and end in each row.
    """

    left: float
    right: float
    gap_right: float
    class_left: float | None
    name_left: float
    middles: tuple[float, ...]
    tops: tuple[float, ...]
    lines: tuple[tuple[tuple[str, float], ...], ...]
    code_middles: tuple[float, ...]
    rules: tuple[tuple[float, float], ...]
    height: float


def grid(texts: Texts, width: float, top: float) -> GapLayout:
    """Rows and columns at one width, below `top` pixels of legend.

    From `NARROW` on a row has its name beside it and the class in words; below, the name stands above it.
    """
    return _beside(texts, width, top) if width >= NARROW else _above(texts, width, top)


def _gap_width(texts: Texts) -> float:
    return max(block_width(texts.gaps, GAP_SIZE, "bold"), text_width(texts.title, AXIS_SIZE))


def _code_width(texts: Texts) -> float:
    return block_width(texts.codes, CODE_SIZE, "semibold") + 10


def _beside(texts: Texts, width: float, top: float) -> GapLayout:
    classes = block_width(texts.classes, CLASS_SIZE)
    name_left = _code_width(texts)
    room = max(150.0, 0.3 * width)
    names = [wrap(name, room, NAME_SIZE, 3) for name in texts.names]
    left = name_left + max(block_width(lines, NAME_SIZE) for lines in names) + EDGE + 6
    heights = [max(ROW, len(lines) * LINE + 6) for lines in names]
    tops = _tops(heights, top + HEAD)
    middles = [start + high / 2 for start, high in zip(tops, heights, strict=True)]
    lines = [_stack(name, middle - len(name) * LINE / 2) for name, middle in zip(names, middles, strict=True)]
    gap_right = classes + 14 if classes else 0.0
    # Half of the last tick's label reaches beyond the end of the plot.
    right = gap_right + _gap_width(texts) + text_width(texts.last_tick, AXIS_SIZE) / 2 + 12
    height = tops[-1] + heights[-1] + FOOT
    rules = tuple((start, start + high) for start, high in zip(tops, heights, strict=True))
    return GapLayout(
        left=left,
        right=right,
        gap_right=gap_right,
        class_left=classes or None,
        name_left=name_left,
        middles=tuple(middles),
        tops=tuple(tops),
        lines=tuple(lines),
        code_middles=tuple(middles),
        rules=rules,
        height=height,
    )


def _above(texts: Texts, width: float, top: float) -> GapLayout:
    name_left = _code_width(texts)
    names = [wrap(name, width - name_left, NAME_SIZE, 3) for name in texts.names]
    heights = [len(lines) * LINE + ROW_NARROW for lines in names]
    tops = _tops(heights, top + HEAD - 4)
    middles = [start + len(lines) * LINE + 16 for start, lines in zip(tops, names, strict=True)]
    lines = [_stack(name, start + 3) for name, start in zip(names, tops, strict=True)]
    return GapLayout(
        left=EDGE,
        right=_gap_width(texts) + text_width(texts.last_tick, AXIS_SIZE) / 2 + 8,
        gap_right=0.0,
        class_left=None,
        name_left=name_left,
        middles=tuple(middles),
        tops=tuple(tops),
        lines=tuple(lines),
        code_middles=tuple(start + 3 + LINE / 2 for start in tops),
        rules=tuple((middle - 11, middle + 11) for middle in middles),
        height=tops[-1] + heights[-1] + FOOT - 4,
    )


def _tops(heights: Sequence[float], start: float) -> list[float]:
    return [start + sum(heights[:index]) for index in range(len(heights))]


def _stack(lines: Sequence[str], top: float) -> tuple[tuple[str, float], ...]:
    return tuple((line, round(top + (number + 0.5) * LINE, 1)) for number, line in enumerate(lines))

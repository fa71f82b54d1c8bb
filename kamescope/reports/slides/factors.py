"""Factor by factor: at most five slides, sub-factors as bars or as a table, and the items seen most differently."""

from collections.abc import Sequence
from math import ceil

from pptx.slide import Slide

from kamescope.analysis.gaps import Gap, gap_of
from kamescope.analysis.published import Level
from kamescope.analysis.scores import settled
from kamescope.charts import figures
from kamescope.charts.theme import LIGHT
from kamescope.model import ENVIRONMENT, Factor
from kamescope.reports.brief import Brief
from kamescope.reports.slides import legend, words
from kamescope.reports.slides.charts import Figure, bars, series_of
from kamescope.reports.slides.master import BODY
from kamescope.reports.slides.page import Paper, Told
from kamescope.reports.slides.results import axis
from kamescope.reports.slides.scores import Scores, score_table
from kamescope.reports.slides.text import LINE, Box, Paragraph, Run, card, clipped, head_of, height, plain, text_box

MOST_SLIDES, PER_SLIDE = 5, 3
MOST_BARS, MOST_PARTS = 4, 8
"""With more groups the bars would be hairlines: a table then."""
_SPACE, _BAR, _BETWEEN, _NAMES = 20.0, 12.0, 8.0, 0.42
_TABLE = 560.0
_LEAST_ROW, _HEADING = 13.0, 36.0
_BODY = BODY._replace(height=BODY.height - legend.HEIGHT)
_TALLEST = 210.0
_INSIDE = 10.0
_ITEM_FORMS = (
    *((size, 5, 5) for size in (12, 11)),
    *((11, depth, 5) for depth in (4, 3, 2, 1)),
    *((size, 1, lines) for lines in (3, 2) for size in (10.5, 9.5, 8.5)),
)
"""Size of the letters, items a factor, lines a statement: from the most to the least room."""


def dealt(factors: Sequence[Factor]) -> list[tuple[Factor, ...]]:
    """The factors of each slide, three where that needs no more than five slides: 13 → 3, 3, 3, 2, 2; 30 → 6 each."""
    count = min(MOST_SLIDES, ceil(len(factors) / PER_SLIDE))
    sizes = [len(factors) // count + (place < len(factors) % count) for place in range(count)] if count else []
    starts = [sum(sizes[:place]) for place in range(count)]
    return [tuple(factors[start : start + size]) for start, size in zip(starts, sizes, strict=True)]


def factors(paper: Paper) -> None:
    """One slide for each hand of factors."""
    for hand in dealt(paper.brief.factors):
        _hand(paper, hand)


def _hand(paper: Paper, hand: Sequence[Factor]) -> None:
    say, brief = paper.say, paper.brief
    title = say("slides.factors", codes=say.listing(factor.code for factor in hand))
    notes = (*(line for factor in hand for line in _in_full(brief, factor)), *words.source(brief, "score", "gap"))
    groups, body = words.shown(brief), _BODY
    by_bars = 0 < len(groups) <= MOST_BARS and len(hand) <= PER_SLIDE
    by_bars = by_bars and all(factor.is_plain or _parts(factor) for factor in hand)
    slide = paper.page(Told(title, _lead(brief, hand, by_bars), notes))
    if by_bars:
        width = (body.width - _SPACE * (len(hand) - 1)) / len(hand)
        for place, factor in enumerate(hand):
            _column(slide, brief, factor, body._replace(left=body.left + place * (width + _SPACE), width=width))
    else:
        _table(slide, brief, hand, body)
    shown = groups if by_bars else (*groups, ENVIRONMENT)
    legend.legend(slide, brief, shown, Box(body.left, body.top + body.height, body.width, legend.HEIGHT))


def _in_full(brief: Brief, factor: Factor) -> list[str]:
    """A factor's name and gap, its sub-factors, and every item with its gap, the widest first."""
    own = gap_of(brief.published, Level.FACTOR, factor.code)
    lines = [brief.say("slides.alt_gap", name=words.heading(brief, factor.code), gap=words.gap_text(brief, own))]
    if not factor.is_plain:
        lines += [_part_in_full(brief, sub.code) for sub in factor.sub_factors]
    for gap in _widest(brief, factor):
        name = f"{gap.code} {words.name(brief, Level.ITEM, gap.code)}"
        lines.append(brief.say("slides.alt_gap", name=name, gap=words.gap_text(brief, gap)))
    return lines


def _part_in_full(brief: Brief, code: str) -> str:
    told = ", ".join(
        brief.say(
            "gap.alt.figure",
            group=figures.who(brief.published, group, brief.say),
            score=words.rolled(brief, Level.SUB_FACTOR, code, group),
        )
        for group in words.shown(brief)
    )
    return brief.say("slides.alt_series", name=f"{code} {words.name(brief, Level.SUB_FACTOR, code)}", figures=told)


def _widest(brief: Brief, factor: Factor) -> list[Gap]:
    gaps = [gap_of(brief.published, Level.ITEM, item.code) for item in factor.items]
    return sorted((gap for gap in gaps if gap.gap is not None), key=lambda gap: -settled(abs(gap.gap)))


def _column(slide: Slide, brief: Brief, factor: Factor, box: Box) -> None:
    """A factor in a column: name and gap, bars of its parts, and under them the items seen most differently."""
    title = plain(clipped(words.heading(brief, factor.code), box.width, 15, 2, "semibold"), 15, bold=True)
    gap = gap_of(brief.published, Level.FACTOR, factor.code)
    told = Paragraph((*words.signed_figures(brief, factor.code, 12), *_gap_runs(brief, gap)), 12, 2)
    text_box(slide, words.heading(brief, factor.code), box._replace(height=56), [title, told])
    rest, parts, compared = (
        box._replace(top=box.top + 60, height=box.height - 66),
        _parts(factor),
        _widest(brief, factor),
    )
    if parts:
        bar, most = (_BAR, _TALLEST) if compared else (2 * _BAR, rest.height)
        high = min(len(parts) * (len(words.shown(brief)) * bar + _BETWEEN), most)
        _bars(slide, brief, factor, rest._replace(height=high))
        rest = rest._replace(top=rest.top + high + 8, height=rest.height - high - 8)
    if compared:
        _items(slide, brief, [compared], rest)


def _parts(factor: Factor) -> list[tuple[Level, str]]:
    """What the bars show: sub-factors, the items of a factor without; nothing where bars would be hairlines."""
    parts = [(Level.SUB_FACTOR, sub.code) for sub in factor.sub_factors]
    if factor.is_plain:
        parts = [(Level.ITEM, item.code) for item in factor.items]
    return parts if len(parts) <= MOST_PARTS else []


def _gap_runs(brief: Brief, gap: Gap) -> tuple[Run, ...]:
    if gap.gap is None:
        return ()
    color = words.GAP_COLORS[gap.kind]
    return (Run(words.gap_text(brief, gap), color, True),)


def _bars(slide: Slide, brief: Brief, factor: Factor, box: Box) -> None:
    parts, groups = _parts(factor), words.shown(brief)
    each = box.height / len(parts)
    size = 10.0 if each >= 14 and len(parts) < 5 else 9.0
    labels = box.width * _NAMES
    lines = max(1, min(3, int(each / (size * LINE))))
    names = tuple(
        clipped(f"{code} {words.name(brief, level, code)}", labels - 16, size, lines) for level, code in parts
    )
    series = tuple(
        series_of(
            brief.model,
            group,
            figures.who(brief.published, group, brief.say),
            [words.value(brief, level, code, group) for level, code in parts],
        )
        for group in groups
    )
    name = words.heading(brief, factor.code)
    told = f"{name}. {words.spoken(brief, groups, parts)}"
    bars(slide, box, Figure(name, told, names, series, axis(brief)), labels, size)


def _items(slide: Slide, brief: Brief, lists: Sequence[Sequence[Gap]], box: Box) -> None:
    """The items with the widest gaps of each factor: as many, in as large letters, as the box holds."""
    inside, name = box.inside(_INSIDE), brief.say("slides.widest")
    title = plain(name, 11, LIGHT.accent, bold=True)
    for size, depth, lines in _ITEM_FORMS:
        gaps = [gap for found in lists for gap in found[:depth]]
        made = [title, *(_item(brief, gap, inside.width, size, lines) for gap in gaps)]
        if height(made, inside.width) <= inside.height:
            break
    card(slide, name, box, head_of(made, inside), _INSIDE)


def _item(brief: Brief, gap: Gap, width: float, size: float, lines: int) -> Paragraph:
    start = f"{brief.say.signed(gap.gap)}  {gap.code}  "
    text = clipped(start + words.name(brief, Level.ITEM, gap.code), width - 4, size, lines)[len(start) :]
    color = words.GAP_COLORS[gap.kind]
    return Paragraph(
        (Run(f"{brief.say.signed(gap.gap)}  ", color, True), Run(f"{gap.code}  ", LIGHT.muted), Run(text)), size, 5
    )


def _table(slide: Slide, brief: Brief, hand: Sequence[Factor], box: Box) -> None:
    """All sub-factors in one table, the factors brought out, and their items beside it."""
    most = _most_parts(hand)
    rows: list[tuple[Level, str]] = []
    for factor in hand:
        rows.append((Level.FACTOR, factor.code))
        if not factor.is_plain:
            rows += [(Level.SUB_FACTOR, sub.code) for sub in factor.sub_factors[:most]]
    name = brief.say("slides.factors", codes=brief.say.listing(factor.code for factor in hand))
    strong = frozenset(factor.code for factor in hand)
    lists = [found for factor in hand if (found := _widest(brief, factor))]
    width = _TABLE if lists else box.width
    scores = Scores(name, tuple(rows), (*words.shown(brief), ENVIRONMENT), strong)
    score_table(slide, brief, scores, box._replace(width=width, height=box.height - 6))
    if lists:
        left = box.left + _TABLE + _SPACE
        _items(slide, brief, lists, Box(left, box.top, box.width - _TABLE - _SPACE, box.height - 6))


def _most_parts(hand: Sequence[Factor]) -> int:
    """How many sub-factors of each factor a table has a line for."""
    return int((_BODY.height - _HEADING) / _LEAST_ROW / len(hand)) - 1


def _lead(brief: Brief, hand: Sequence[Factor], by_bars: bool) -> str:
    """The unit, and that some sub-factors stand in the notes alone where they do."""
    most = _most_parts(hand)
    if by_bars or all(len(factor.sub_factors) <= most for factor in hand):
        return words.unit(brief)
    return f"{words.unit(brief)} {brief.say('slides.more_parts', most)}"

"""Factor by factor: at most five slides, sub-factors as bars or as a table, and the items seen most differently."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from pptx.slide import Slide

from kamescope.analysis.gaps import Gap, gap_of
from kamescope.analysis.published import Level
from kamescope.charts.measure import text_width
from kamescope.charts.names import group_label
from kamescope.charts.theme import LIGHT
from kamescope.model import ENVIRONMENT, Factor
from kamescope.reports.report_spec import ReportSpec
from kamescope.reports.slides import legend, words
from kamescope.reports.slides.charts import DeckChart, bars, series_of
from kamescope.reports.slides.master import BODY
from kamescope.reports.slides.page import DeckPaper, SlideWords
from kamescope.reports.slides.results import axis
from kamescope.reports.slides.scores import Scores, score_table
from kamescope.reports.slides.text import LINE, Box, Paragraph, Run, clipped, line_count, plain, text_box
from kamescope.reports.slides.widest import EASY_FORMS, FORMS, Lists, card_height, compared, widest_card
from kamescope.sentences import nearness, nearness_told

MOST_SLIDES, PER_SLIDE = 5, 3
MOST_BARS = 4
"""With more groups the bars would be hairlines: a table then."""
_SPACE, _NAMES, _CODED = 20.0, 0.42, 16.0
_BAR, _EASY, _LEAST = 13.0, 9.5, 6.7
"""How thick a bar is, in points: where there is room, as easily read as its label, and the least that can be read."""
_MOST_LEAST, _TALLEST = 175.0, 250.0
_LABEL_SIZES, _LABEL_LINES = (10.0, 9.5, 9.0, 8.5), 4
_TABLE = 560.0
_LEAST_ROW, _HEADING = 13.0, 36.0
_BODY = BODY._replace(height=BODY.height - legend.HEIGHT)
_TITLE, _NEAR, _AFTER = 60.0, 14.0, 8.0
"""Height of name and figures, of how near answers lie under them where it is told, of the space over the card."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A factor's column: its place, how high its bars stand, their labels and the size of these; its items' gaps."""

    factor: Factor
    box: Box
    bars: float
    labels: tuple[str, ...]
    size: float
    lists: Lists
    head: float

    @property
    def is_coded(self) -> bool:
        """Whether the axis has codes alone, so that their names stand elsewhere."""
        return bool(self.labels) and self.labels == tuple(code for _, code in _parts(self.factor))


def dealt(factors: Sequence[Factor]) -> list[tuple[Factor, ...]]:
    """The factors of each slide, three where that needs no more than five slides: 13 → 3, 3, 3, 2, 2; 30 → 6 each."""
    count = min(MOST_SLIDES, ceil(len(factors) / PER_SLIDE))
    sizes = [len(factors) // count + (index < len(factors) % count) for index in range(count)] if count else []
    starts = [sum(sizes[:index]) for index in range(count)]
    return [tuple(factors[start : start + size]) for start, size in zip(starts, sizes, strict=True)]


def factors(paper: DeckPaper) -> None:
    """One slide for each hand of factors."""
    for hand in dealt(paper.spec.factors):
        _hand(paper, hand)


def _hand(paper: DeckPaper, hand: Sequence[Factor]) -> None:
    say, spec = paper.say, paper.spec
    title = say("slides.factors", codes=say.listing(factor.code for factor in hand))
    notes = (*(line for factor in hand for line in _in_full(spec, factor)), *words.source(spec, "score", "gap"))
    groups, body = spec.shown, _BODY
    if _by_bars(spec, hand):
        plans = _plans(spec, hand)
        slide = paper.page(SlideWords(title, _coded(spec, plans), notes, figures=True))
        for plan in plans:
            _column(slide, spec, plan)
        named = False
    else:
        slide = paper.page(SlideWords(title, _shortened(spec, hand), notes, figures=True))
        named, groups = _table(slide, spec, hand, body), (*groups, ENVIRONMENT)
    if not named:
        legend.legend(slide, spec, groups, Box(body.left, body.top + body.height, body.width, legend.HEIGHT))


def _by_bars(spec: ReportSpec, hand: Sequence[Factor]) -> bool:
    """Whether each factor has a column with bars that can be read."""
    groups = len(spec.shown)
    least = (_high(len(_parts(factor)), groups, _LEAST) for factor in hand)
    return 0 < groups <= MOST_BARS and len(hand) <= PER_SLIDE and max(least) <= _MOST_LEAST


def _high(parts: int, groups: int, bar: float) -> float:
    """How high the bars of so many parts stand, the space between two parts that of two thirds of a bar."""
    return parts * (groups + 2 / 3) * bar


def _plans(spec: ReportSpec, hand: Sequence[Factor]) -> list[Plan]:
    """The columns of a slide, side by side, their bars from one height on."""
    head = _TITLE + (_NEAR if any(_near(spec, factor) for factor in hand) else 0)
    return [_plan(spec, factor, box, head) for factor, box in zip(hand, _BODY.across(len(hand), _SPACE), strict=True)]


def _near(spec: ReportSpec, factor: Factor) -> str:
    return nearness_told(spec.published, factor, spec.say, spec.shown)


def _plan(spec: ReportSpec, factor: Factor, box: Box, head: float) -> Plan:
    """Bars as high as the card below leaves them; the card in the largest letters that leave the bars enough."""
    parts, groups, gaps = _parts(factor), len(spec.shown), compared(spec, factor)
    lists = {factor.code: words.wide(gaps)} if any(gap.gap is not None for gap in gaps) else {}
    rest, most = box.height - head, _high(len(parts), groups, _BAR)
    if lists:
        rest -= _AFTER
        rest -= _card(spec, lists, box.width, [rest - _high(len(parts), groups, bar) for bar in (_EASY, _LEAST)])
    else:
        most *= 2
    high = min(most, rest, _TALLEST if lists else rest)
    return Plan(factor, box, high, *_labels(spec, factor, high / len(parts), box.width * _NAMES), lists, head)


def _card(spec: ReportSpec, lists: Lists, width: float, rooms: Sequence[float]) -> float:
    """How high the card is: in letters easy to read where they leave room for such bars, else as the bars demand."""
    for forms, room in zip((EASY_FORMS, FORMS), rooms, strict=True):
        for form in forms:
            high = card_height(spec, lists, width, form)
            if high <= room:
                return high
    return high


def _labels(spec: ReportSpec, factor: Factor, each: float, width: float) -> tuple[tuple[str, ...], float]:
    """Codes and names of the parts where all of these fit, and the size of the letters; else codes, as for items."""
    names = tuple(f"{code} {words.name(spec, level, code)}" for level, code in _parts(factor))
    for size in _LABEL_SIZES:
        lines = min(_LABEL_LINES, int(each / (size * LINE)))
        if not factor.is_plain and all(line_count(name, width - _CODED, size) <= lines for name in names):
            return names, size
    return tuple(code for _, code in _parts(factor)), _LABEL_SIZES[0] if each >= 30 else _LABEL_SIZES[2]


def _in_full(spec: ReportSpec, factor: Factor) -> list[str]:
    """A factor's name and gap, its sub-factors, and every item with its gap, the widest first."""
    own = gap_of(spec.published, Level.FACTOR, factor.code)
    lines = [spec.say("slides.alt_gap", name=words.heading(spec, factor.code), gap=words.gap_text(spec, own))]
    lines += filter(None, [nearness(spec.published, factor, spec.say, spec.shown, untold=False)])
    if not factor.is_plain:
        lines += [_part_in_full(spec, sub.code) for sub in factor.sub_factors]
    for gap in compared(spec, factor):
        name = f"{gap.code} {words.name(spec, Level.ITEM, gap.code)}"
        lines.append(spec.say("slides.alt_gap", name=name, gap=words.gap_text(spec, gap)))
    return lines


def _part_in_full(spec: ReportSpec, code: str) -> str:
    told = spec.say.series(
        spec.say(
            "gap.alt.figure",
            group=group_label(spec.published, group, spec.say),
            score=words.rolled(spec, Level.SUB_FACTOR, code, group),
        )
        for group in spec.shown
    )
    return spec.say("slides.alt_series", name=f"{code} {words.name(spec, Level.SUB_FACTOR, code)}", figures=told)


def _column(slide: Slide, spec: ReportSpec, plan: Plan) -> None:
    """A factor in a column: name and gap, bars of its parts, and under them the items seen most differently."""
    factor, box = plan.factor, plan.box
    title = plain(clipped(words.heading(spec, factor.code), box.width, 15, 2, "semibold"), 15, bold=True)
    gap = gap_of(spec.published, Level.FACTOR, factor.code)
    told = Paragraph((*words.signed_figures(spec, factor.code, 12), *_gap_runs(spec, gap)), 12, 2)
    near = _near(spec, factor)
    lines = [title, told, *([plain(clipped(near, box.width, 10), 10, LIGHT.muted)] if near else [])]
    text_box(slide, words.heading(spec, factor.code), box._replace(height=plan.head - 4), lines)
    _bars(slide, spec, plan, box._replace(top=box.top + plan.head, height=plan.bars))
    if plan.lists:
        used = plan.head + plan.bars + _AFTER
        widest_card(slide, spec, plan.lists, box._replace(top=box.top + used, height=box.height - used))


def _parts(factor: Factor) -> list[tuple[Level, str]]:
    """What the bars show: sub-factors, the items of a factor without."""
    if factor.is_plain:
        return [(Level.ITEM, item.code) for item in factor.items]
    return [(Level.SUB_FACTOR, sub.code) for sub in factor.sub_factors]


def _gap_runs(spec: ReportSpec, gap: Gap) -> tuple[Run, ...]:
    if gap.gap is None:
        return ()
    color = words.GAP_COLORS[gap.kind]
    return (Run(words.gap_text(spec, gap), color, True),)


def _bars(slide: Slide, spec: ReportSpec, plan: Plan, box: Box) -> None:
    parts, groups = _parts(plan.factor), spec.shown
    series = tuple(
        series_of(
            spec.model,
            group,
            group_label(spec.published, group, spec.say),
            [words.value(spec, level, code, group) for level, code in parts],
        )
        for group in groups
    )
    name = words.heading(spec, plan.factor.code)
    told = f"{name}. {words.spoken(spec, groups, parts)}"
    room = box.width * _NAMES
    if plan.is_coded:
        room = max(text_width(label, plan.size) for label in plan.labels) + _CODED
    bars(slide, box, DeckChart(name, told, plan.labels, series, axis(spec)), room, plan.size)


def _table(slide: Slide, spec: ReportSpec, hand: Sequence[Factor], box: Box) -> bool:
    """All sub-factors in one table, the factors brought out, and their items beside it; whether columns are named."""
    most = _most_parts(hand)
    rows: list[tuple[Level, str]] = []
    for factor in hand:
        rows.append((Level.FACTOR, factor.code))
        if not factor.is_plain:
            rows += [(Level.SUB_FACTOR, sub.code) for sub in factor.sub_factors[:most]]
    name = spec.say("slides.factors", codes=spec.say.listing(factor.code for factor in hand))
    strong = frozenset(factor.code for factor in hand)
    gaps = {factor.code: compared(spec, factor) for factor in hand}
    lists = {code: words.wide(found) for code, found in gaps.items() if any(gap.gap is not None for gap in found)}
    width = _TABLE if lists else box.width
    scores = Scores(name, tuple(rows), (*spec.shown, ENVIRONMENT), strong)
    if lists:
        left = box.left + _TABLE + _SPACE
        widest_card(slide, spec, lists, Box(left, box.top, box.width - _TABLE - _SPACE, box.height - 6))
    return score_table(slide, spec, scores, box._replace(width=width, height=box.height - 6))


def _most_parts(hand: Sequence[Factor]) -> int:
    """How many sub-factors of each factor a table has a line for."""
    return int((_BODY.height - _HEADING) / _LEAST_ROW / len(hand)) - 1


def _shortened(spec: ReportSpec, hand: Sequence[Factor]) -> str:
    """The unit, and that some sub-factors stand in the notes alone where they do."""
    most = _most_parts(hand)
    if all(len(factor.sub_factors) <= most for factor in hand):
        return words.unit(spec)
    return f"{words.unit(spec)} {spec.say('slides.more_parts', most)}"


def _coded(spec: ReportSpec, plans: Sequence[Plan]) -> str:
    """The unit, and that the notes spell the codes out where an axis has nothing else."""
    codes = [plan.factor.code for plan in plans if plan.is_coded]
    said = spec.say("slides.coded", factors=spec.say.listing(codes)) if codes else ""
    return f"{words.unit(spec)} {said}".strip()

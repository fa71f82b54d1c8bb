"""The items that the KAM and the others see most differently: three a factor at most, from where a gap counts."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from pptx.slide import Slide

from kamescope.analysis.gaps import Gap, WholeGap, gap_of, thresholds
from kamescope.analysis.published import Level
from kamescope.analysis.scores import settled
from kamescope.charts.theme import LIGHT
from kamescope.model import Factor
from kamescope.reports.report_spec import ReportSpec
from kamescope.reports.slides import words
from kamescope.reports.slides.text import Box, Paragraph, Run, card, clipped, head_of, height, largest, plain

MOST_ITEMS = 3
Lists = Mapping[str, Sequence[WholeGap]]
"""Code of a factor → its gaps, the widest first, those that count alone."""
Form = tuple[float, int, int]
EASY_FORMS: tuple[Form, ...] = tuple((size, MOST_ITEMS, 5) for size in (12, 11, 10))
FORMS: tuple[Form, ...] = (
    *EASY_FORMS,
    *((9, MOST_ITEMS, 5), (9, MOST_ITEMS, 3), (8.5, MOST_ITEMS, 2)),
    *((9, 2, 3), (8.5, 2, 2), (10, 1, 3), (8.5, 1, 2), (8.5, 1, 1)),
)
"""Size of the letters, items a factor, lines a statement: from the most to the least room."""
_INSIDE, _SLACK = 10.0, 1.0


def compared(spec: ReportSpec, factor: Factor) -> list[Gap]:
    """The items of a factor, the widest gap first, those without a side last."""
    gaps = [gap_of(spec.published, Level.ITEM, item.code) for item in factor.items]
    return sorted(gaps, key=lambda gap: (gap.gap is None, -settled(abs(gap.gap or 0))))


def card_height(spec: ReportSpec, lists: Lists, width: float, form: Form) -> float:
    """How high the card stands in a form."""
    return height(_told(spec, lists, width - 2 * _INSIDE, form), width - 2 * _INSIDE) + 2 * _INSIDE + _SLACK


def widest_card(slide: Slide, spec: ReportSpec, lists: Lists, box: Box) -> None:
    """The card, in the first of the forms that the box holds."""
    inside = box.inside(_INSIDE)
    form = largest(FORMS, lambda form: card_height(spec, lists, box.width, form) <= box.height)
    made = _told(spec, lists, inside.width, form)
    card(slide, spec.say("slides.widest"), box, head_of(made, inside), _INSIDE)


def _told(spec: ReportSpec, lists: Lists, width: float, form: Form) -> list[Paragraph]:
    """Title, items, factors without any, and that the notes go on where they do."""
    say, (size, depth, _) = spec.say, form
    made = [plain(say("slides.widest"), 11, LIGHT.accent, bold=True)]
    for gaps in lists.values():
        told = gaps[:depth]
        tied = sum(settled(abs(gap.gap)) == settled(abs(told[-1].gap)) for gap in gaps[MOST_ITEMS:])
        ends = [say("slides.tied", tied) if tied and number == MOST_ITEMS else "" for number in range(1, len(told) + 1)]
        made += [_item(spec, gap, end, width, form) for gap, end in zip(told, ends, strict=True)]
    said = [_none(spec, lists)] if not all(lists.values()) else []
    if depth < MOST_ITEMS and any(len(gaps) > depth for gaps in lists.values()):
        said.append(say("slides.more_items", depth))
    return made + [plain(text, min(size, 11), LIGHT.muted, before=5) for text in said]


def _none(spec: ReportSpec, lists: Lists) -> str:
    """« Aucun écart d’au moins 0,50. », of which factors where the card tells of several."""
    say, codes = spec.say, [code for code, gaps in lists.items() if not gaps]
    explore = say.number(thresholds(spec.model)[0], 2)
    if len(codes) == len(lists):
        return say("slides.none_wide", explore=explore)
    return say("slides.none_wide_of", codes=say.listing(codes), explore=explore)


def _item(spec: ReportSpec, gap: WholeGap, end: str, width: float, form: Form) -> Paragraph:
    """Gap, code and as much of the statement as its lines hold, then how many are level with it."""
    size, _, lines = form
    start, tail = f"{spec.say.signed(gap.gap)}  {gap.code}  ", f"  {end}" if end else ""
    text = clipped(start + words.name(spec, Level.ITEM, gap.code), width - 4, size, lines, "regular", tail)
    color = words.GAP_COLORS[gap.kind]
    figure, code = Run(f"{spec.say.signed(gap.gap)}  ", color, True), Run(f"{gap.code}  ", LIGHT.muted)
    told = Paragraph((figure, code, Run(text[len(start) :])), size, 5)
    return replace(told, runs=(*told.runs, Run(tail, LIGHT.muted))) if tail else told

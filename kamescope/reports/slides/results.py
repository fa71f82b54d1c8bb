"""The results as a whole: profile, gaps, the table of all factors."""

from collections.abc import Sequence
from math import ceil, floor

from pptx.slide import Slide

from kamescope.analysis.gaps import Gap, GapClass, WholeGap, thresholds
from kamescope.analysis.published import Level
from kamescope.analysis.questions import TalkStep
from kamescope.analysis.scores import settled
from kamescope.charts.axis import unit_text
from kamescope.charts.measure import text_width
from kamescope.charts.names import group_label
from kamescope.charts.radar import FEWEST_AXES
from kamescope.charts.theme import LIGHT, Look
from kamescope.model import ENVIRONMENT, OVERALL, Scale
from kamescope.reports.report_spec import ReportSpec
from kamescope.reports.slides import legend, words
from kamescope.reports.slides.charts import Axis, DeckChart, DeckSeries, bars, radar, series_of, stacked
from kamescope.reports.slides.master import BODY
from kamescope.reports.slides.page import DeckPaper, SlideWords
from kamescope.reports.slides.scores import Scores, score_table
from kamescope.reports.slides.text import Box, Paragraph, Run, clipped, fitted, plain, text_box
from kamescope.sentences import gap_rule

_LIST = 350.0
_BAR_COLORS = {GapClass.MARKED: LIGHT.accent, GapClass.TO_EXPLORE: LIGHT.accent_strong, GapClass.ALIGNED: "#AEB6C4"}
_ONE_TABLE = 17


def profile(paper: DeckPaper) -> None:
    """The radar of the groups shown, bars where there are fewer than three factors, and what the codes mean."""
    say, spec = paper.say, paper.spec
    slide = paper.page(
        SlideWords(
            say("radar.title"),
            words.viewed(spec, _profile_lead(spec)),
            (*_names(spec), *words.source(spec, "score", "percent")),
            figures=True,
        )
    )
    groups = [group for group in spec.shown if any(value is not None for value in _column(spec, group))]
    if not groups:
        text_box(slide, say("slides.note"), BODY, [plain(say("empty.nothing_published"), 14, LIGHT.muted)])
        return
    box = Box(BODY.left, BODY.top, BODY.width - _LIST - 20, BODY.height - legend.HEIGHT)
    drawn = DeckChart(
        say("radar.title"),
        _spoken(spec, groups),
        spec.codes,
        tuple(
            series_of(spec.model, group, group_label(spec.published, group, say), _column(spec, group))
            for group in groups
        ),
        axis(spec),
    )
    if len(spec.codes) < FEWEST_AXES:
        bars(slide, box, drawn, 60, 12)
    else:
        radar(slide, box, drawn)
    legend.legend(slide, spec, groups, Box(box.left, box.top + box.height, box.width, legend.HEIGHT))
    _names_list(slide, spec, Box(BODY.left + BODY.width - _LIST, BODY.top, _LIST, BODY.height))


def gaps(paper: DeckPaper) -> None:
    """Self minus environment, sorted, one colour a class."""
    say, spec = paper.say, paper.spec
    whole = [gap for gap in spec.gaps if gap.gap is not None]
    lacking = [gap.code for gap in spec.gaps if gap.gap is None]
    kinds = {kind: sum(gap.kind is kind for gap in whole) for kind in GapClass}
    counted = [say(f"gap.alt.count.{kind}", count) for kind, count in kinds.items() if count]
    rule = gap_rule(spec.model, say)
    lead = say("slides.gaps_lead", counted=say.listing(counted)) if whole else say("highlight.none_gap")
    notes = (
        *words.to_say(spec, TalkStep.DISAGREEMENT),
        rule,
        *(_gap_line(spec, gap) for gap in spec.gaps),
        *words.source(spec, "gap", "environment"),
    )
    slide = paper.page(SlideWords(say("gaps.title"), words.viewed(spec, lead), notes, figures=True))
    foot = [rule, *([say("window.incomplete", codes=say.listing(lacking))] if lacking else [])]
    box = Box(BODY.left, BODY.top + 24, BODY.width, BODY.height - 66)
    if whole:
        _gap_bars(slide, spec, whole, box)
        _classes(slide, spec, whole)
    below = Box(BODY.left, box.top + box.height + 6, BODY.width, 36)
    made = fitted(lambda size: [plain(" ".join(foot), size, LIGHT.muted)], below, (12, 11, 10))
    text_box(slide, say("slides.note"), below, made, "bottom")


def every_factor(paper: DeckPaper) -> None:
    """Factors by group and the whole in one table, in two side by side where there are many."""
    say, spec = paper.say, paper.spec
    groups = (*spec.shown, ENVIRONMENT)
    notes = (*_names(spec), *words.source(spec, "score", "percent"))
    slide = paper.page(SlideWords(say("filter.all_factors"), words.viewed(spec, words.unit(spec)), notes, figures=True))
    box = BODY._replace(height=BODY.height - legend.HEIGHT)
    rows = (*((Level.FACTOR, code) for code in spec.codes), (Level.OVERALL, OVERALL))
    middle = ceil(len(rows) / 2) if len(rows) > _ONE_TABLE else len(rows)
    halves = [half for half in (rows[:middle], rows[middle:]) if half]
    for half, place in zip(halves, box.across(len(halves), 24), strict=True):
        at = place._replace(height=box.height * (len(half) + 1) / (len(halves[0]) + 1))
        named = score_table(slide, spec, Scores(say("filter.all_factors"), half, groups, frozenset({OVERALL})), at)
    if not named:
        legend.legend(slide, spec, groups, Box(BODY.left, box.top + box.height, BODY.width, legend.HEIGHT))


def axis(spec: ReportSpec) -> Axis:
    """The axis of figures above the items, in the unit of the view."""
    return axis_of(spec.model.scale, spec.look)


def axis_of(scale: Scale, look: Look) -> Axis:
    """The axis of a scale, in the unit of a look."""
    if look.unit == "points":
        return Axis(scale.minimum, scale.maximum, max(1, ceil(scale.span / 6)), "0.00")
    # Down to a step of the axis: where the lowest answer is 20 %, the axis begins there and not at zero.
    low = floor(settled(scale.floor_percent) / 20) * 20
    # In quotes: a bare percent sign would have Office multiply by a hundred, and these are percents already.
    before, behind = (f'"{sign}"' if sign else "" for sign in look.words.writing.percent)
    return Axis(low, 100, 20, f"{before}0{behind}")


def _column(spec: ReportSpec, group: str) -> tuple[float | None, ...]:
    return tuple(words.value(spec, Level.FACTOR, code, group) for code in spec.codes)


def _profile_lead(spec: ReportSpec) -> str:
    """The highest and the lowest factor among those that the whole environment rates."""
    found = spec.highlights
    if not (found.strengths and found.areas):
        return words.unit(spec)
    best, worst = (words.scored(spec, codes[0]) for codes in (found.strengths, found.areas))
    return spec.say("slides.profile_lead", best=best, worst=worst)


def _names(spec: ReportSpec) -> list[str]:
    return [words.heading(spec, code) for code in spec.codes]


def _names_list(slide: Slide, spec: ReportSpec, box: Box) -> None:
    def made(size: float) -> list[Paragraph]:
        room = box.width - size * 3.2
        unit = plain(words.unit(spec), max(size - 1, 9), LIGHT.muted)
        return [unit] + [
            Paragraph(
                (Run(f"{code}  ", LIGHT.muted), Run(clipped(words.name(spec, Level.FACTOR, code), room, size, 2))),
                size,
                size * (0.55 if size > 10 else 0.1),
            )
            for code in spec.codes
        ]

    text_box(slide, spec.say("level.factor"), box, fitted(made, box, (14, 13, 12, 11, 10, 9, 8.5)), "middle")


def _spoken(spec: ReportSpec, groups: Sequence[str]) -> str:
    """The profile in words: every group's figures in order."""
    say, unit = spec.say, unit_text(spec.model.scale, spec.look)
    intro = say("radar.alt.intro", spokes=say("chart.count.factor", len(spec.codes)), unit=unit)
    parts = [(Level.FACTOR, code) for code in spec.codes]
    return f"{intro} {words.spoken(spec, groups, parts)}"


def _gap_line(spec: ReportSpec, gap: Gap) -> str:
    return spec.say("slides.alt_gap", name=words.heading(spec, gap.code), gap=words.gap_text(spec, gap))


def _gap_bars(slide: Slide, spec: ReportSpec, whole: Sequence[WholeGap], box: Box) -> None:
    say = spec.say
    size = max(8.0, min(13.0, box.height / len(whole) * 0.66))
    labels = min(max(text_width(words.heading(spec, gap.code), size) for gap in whole) + 14, 360)
    names = tuple(clipped(words.heading(spec, gap.code), labels - 10, size) for gap in whole)
    series = tuple(
        DeckSeries(
            _class_name(spec, kind), tuple(settled(gap.gap) if gap.kind is kind else None for gap in whole), color
        )
        for kind, color in _BAR_COLORS.items()
        if any(gap.kind is kind for gap in whole)
    )
    reach = max(*(abs(gap.gap) for gap in whole), thresholds(spec.model)[1] / 2) * 1.25
    told = " ".join(_gap_line(spec, gap) for gap in whole)
    drawn = DeckChart(
        say("gaps.title"), told, names, series, Axis(-reach, reach, reach, "+0.00;\N{MINUS SIGN}0.00;0.00")
    )
    stacked(slide, box, drawn, labels, size)


def _classes(slide: Slide, spec: ReportSpec, whole: Sequence[WholeGap]) -> None:
    runs: list[Run] = []
    for kind, color in _BAR_COLORS.items():
        if any(gap.kind is kind for gap in whole):
            runs += [Run("■\N{NO-BREAK SPACE}", color), Run(f"{_class_name(spec, kind)}      ", LIGHT.muted)]
    text_box(slide, spec.say("slides.legend"), Box(BODY.left, BODY.top, BODY.width, 18), [Paragraph(tuple(runs), 12)])


def _class_name(spec: ReportSpec, kind: GapClass) -> str:
    explore, marked = (spec.say.number(value, 2) for value in thresholds(spec.model))
    return spec.say(f"slides.class_{kind}", explore=explore, marked=marked)

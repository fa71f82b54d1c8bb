"""The perception window: a native scatter with its cut lines, and its quadrants as lists."""

from collections.abc import Mapping, Sequence
from functools import partial

from pptx.chart.chart import Chart
from pptx.chart.series import XySeries
from pptx.enum.chart import XL_AXIS_CROSSES, XL_CHART_TYPE, XL_LABEL_POSITION, XL_MARKER_STYLE
from pptx.enum.dml import MSO_LINE
from pptx.slide import Slide
from pptx.util import Pt

from kamescope.analysis.conversation import QUADRANT_OF
from kamescope.analysis.scores import settled
from kamescope.analysis.window import CutKind, Placed, Point, Quadrant
from kamescope.charts.measure import text_width
from kamescope.charts.names import sides_of
from kamescope.charts.rectangle import Rectangle as Area
from kamescope.charts.theme import LIGHT
from kamescope.charts.window import axis_floor, describe, floor_sentence
from kamescope.charts.window_layout import WindowMark, marks
from kamescope.model import ENVIRONMENT
from kamescope.reports.report_spec import ReportSpec
from kamescope.reports.slides import words
from kamescope.reports.slides.charts import Points, basic, plot_area, quiet
from kamescope.reports.slides.master import BODY
from kamescope.reports.slides.page import DeckPaper, SlideWords, described
from kamescope.reports.slides.text import Box, Paragraph, Run, clipped, fitted, plain, rgb, text_box

_CHART = Box(BODY.left, BODY.top + 18, 440, BODY.height - 36)
_PLOT = Box(0.11, 0.02, 0.86, 0.84)
_LISTS = Box(BODY.left + 470, BODY.top, BODY.width - 470, BODY.height)
_SIZE = 10.0
_CORNERS = {
    Quadrant.HIDDEN_STRENGTH: ("left", "top"),
    Quadrant.RECOGNISED_STRENGTH: ("right", "top"),
    Quadrant.SHARED_PROGRESS: ("left", "bottom"),
    Quadrant.BLIND_SPOT: ("right", "bottom"),
}
Place = tuple[float, float]


def window(paper: DeckPaper) -> None:
    """Self across, environment upwards, four quadrants; a sentence where there is nothing to compare."""
    say, spec = paper.say, paper.spec
    shown, cut = spec.window, spec.window.cut
    floor = axis_floor(shown, spec.model)
    told = describe(spec.published, shown, spec.look, spec.environment, floor)
    found = marks(shown, floor) if cut is not None else ()
    lead = say("perception.no_cut")
    if cut is not None and found:
        lead = say("window.cut", own=say.percent(cut.self_percent), others=say.percent(cut.environment_percent))
        lead = f"{lead} {floor_sentence(floor, spec.look)}"
    means = (f"{say(f'quadrant.{each}')}. {say(f'quadrant.{each}_means')}" for each in Quadrant)
    # The conversation goes by the own cut of all factors; beside another window its quadrants would be others.
    is_whole = (spec.cut, spec.environment, spec.listed.factors) == (CutKind.OWN, ENVIRONMENT, None)
    notes = (
        *(words.to_say(spec, *QUADRANT_OF) if is_whole else ()),
        told,
        *means,
        *(_full(spec, point) for point in shown.points),
        *words.source(spec, "window"),
    )
    slide = paper.page(SlideWords(say("page.perception"), words.viewed(spec, lead), notes, figures=True))
    if not found:
        text_box(slide, say("slides.note"), BODY, [plain(told, 14, LIGHT.muted)])
        return
    _corners(slide, spec)
    _scatter(slide, spec, found, floor, told)
    _lists(slide, spec)


def _full(spec: ReportSpec, point: Point) -> str:
    name = words.name(spec, spec.window.level, point.code)
    return spec.say("slides.alt_gap", name=f"{point.code} {name}", gap=words.gap_text(spec, point.gap))


def _corners(slide: Slide, spec: ReportSpec) -> None:
    """The names of the quadrants, each outside the corner of its own."""
    half = (_CHART.width * _PLOT.width) / 2
    left = _CHART.left + _CHART.width * _PLOT.left
    for quadrant, (side, edge) in _CORNERS.items():
        top = _CHART.top - 18 if edge == "top" else _CHART.top + _CHART.height
        box = Box(left + (half if side == "right" else 0), top, half, 18)
        run = Run(spec.say(f"quadrant.{quadrant}"), LIGHT.quadrants[quadrant][0], True)
        text_box(slide, run.text, box, [Paragraph((run,), 12, 0, side)], "middle")


def _scatter(slide: Slide, spec: ReportSpec, found: Sequence[WindowMark], floor: float, told: str) -> None:
    plotted = _plotted(spec, found, floor)
    data = Points(number_format="0.0")
    for name, places, _ in plotted:
        series = data.add_series(name)
        for place in places:
            series.add_data_point(*map(settled, place))
    chart = basic(slide, _CHART, XL_CHART_TYPE.XY_SCATTER, data, _SIZE)
    described(slide.shapes[-1], spec.say("page.perception"), told)
    _axes(chart, spec, floor)
    sides = _sides(found)
    for series, (_, _, drawn) in zip(chart.plots[0].series, plotted, strict=True):
        if drawn:
            _points(series, drawn, sides)
        else:
            _cut_line(series)


def _plotted(
    spec: ReportSpec, found: Sequence[WindowMark], floor: float
) -> list[tuple[str, list[Place], list[WindowMark]]]:
    """Name, places and marks of every series; a cut line has no marks.

    The longest comes first: LibreOffice loses those that stand before a longer one.
    """
    cut, plotted = spec.window.cut, list[tuple[str, list[Place], list[WindowMark]]]()
    for quadrant in Quadrant:
        drawn = [mark for mark in found if mark.quadrant is quadrant]
        gaps = [point.gap for mark in drawn for point in mark.points]
        if gaps:
            places = [(gap.self_percent, gap.environment_percent) for gap in gaps]
            plotted.append((spec.say(f"quadrant.{quadrant}"), places, drawn))
    if cut is not None:
        across, up = cut.self_percent, cut.environment_percent
        plotted.append((spec.say("window.cut_line"), [(across, floor), (across, 100)], []))
        plotted.append((spec.say("window.cut_line"), [(floor, up), (100, up)], []))
    return sorted(plotted, key=lambda series: -len(series[1]))


def _axes(chart: Chart, spec: ReportSpec, floor: float) -> None:
    say = spec.say
    own, others = sides_of(spec.published, spec.environment, say)
    # Programs turn the title of the upright axis, and the arrow in it: "→" points upwards there.
    names = (
        (chart.category_axis, say("window.axis_x", name=own)),
        (chart.value_axis, say("window.axis_x", name=others)),
    )
    for axis, name in names:
        axis.minimum_scale, axis.maximum_scale, axis.major_unit = floor, 100, 10
        axis.crosses = XL_AXIS_CROSSES.MINIMUM
        axis.has_major_gridlines = False
        axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = "0", False
        quiet(axis)
        axis.has_title = True
        frame = axis.axis_title.text_frame
        frame.text = clipped(name, 280, _SIZE)
        font = frame.paragraphs[0].runs[0].font
        font.size, font.bold, font.color.rgb = Pt(_SIZE), False, rgb(LIGHT.muted)
    plot_area(chart, _PLOT)


def _points(series: XySeries, drawn: Sequence[WindowMark], sides: Mapping[WindowMark, XL_LABEL_POSITION]) -> None:
    """Every point a disc of its quadrant's colour; the codes of one place in one label, beside it where it is free."""
    series.format.line.fill.background()
    series.marker.style, series.marker.size = XL_MARKER_STYLE.CIRCLE, 9
    series.marker.format.fill.solid()
    series.marker.format.fill.fore_color.rgb = rgb(LIGHT.quadrants[drawn[0].quadrant][0])
    series.marker.format.line.color.rgb = rgb(LIGHT.background)
    place = 0
    for mark in drawn:
        # Points at one place are all drawn; the first of them bears the label of all.
        label = series.points[place].data_label
        label.text_frame.text = _label(mark)
        font = label.text_frame.paragraphs[0].runs[0].font
        font.size, font.color.rgb = Pt(_SIZE), rgb(LIGHT.text)
        label.position = sides[mark]
        place += len(mark.points)


def _label(mark: WindowMark) -> str:
    return ", ".join(mark.codes) if len(mark.codes) <= 4 else f"×{len(mark.codes)}"


def _sides(found: Sequence[WindowMark]) -> dict[WindowMark, XL_LABEL_POSITION]:
    """For each mark the side where its label covers the fewest discs and labels."""
    width, height = _CHART.width * _PLOT.width, _CHART.height * _PLOT.height
    taken = [_around(mark.u * width, mark.v * height, 5, 5) for mark in found]
    chosen = {}
    for mark in found:
        boxes = _label_boxes(mark, width, height)
        costs = {side: sum(box.overlaps(other) for other in taken) for side, box in boxes.items()}
        for side, box in boxes.items():
            # To leave the plot is worse than to lie on whatever stands there.
            costs[side] += 9 * (box.left < 0 or box.right > width or box.top < 0 or box.bottom > height)
        chosen[mark] = min(costs, key=costs.__getitem__)
        taken.append(boxes[chosen[mark]])
    return chosen


def _label_boxes(mark: WindowMark, width: float, height: float) -> dict[XL_LABEL_POSITION, Area]:
    x, y, half = mark.u * width, mark.v * height, text_width(_label(mark), _SIZE) / 2 + 2
    return {
        XL_LABEL_POSITION.RIGHT: _around(x + 8 + half, y, half, 7),
        XL_LABEL_POSITION.LEFT: _around(x - 8 - half, y, half, 7),
        XL_LABEL_POSITION.ABOVE: _around(x, y - 13, half, 7),
        XL_LABEL_POSITION.BELOW: _around(x, y + 13, half, 7),
    }


def _around(x: float, y: float, across: float, up: float) -> Area:
    return Area(x - across, y - up, x + across, y + up)


def _cut_line(series: XySeries) -> None:
    line = series.format.line
    line.color.rgb, line.width, line.dash_style = rgb(LIGHT.groups["bar"]), Pt(1.25), MSO_LINE.SOLID
    series.marker.style = XL_MARKER_STYLE.NONE


def _lists(slide: Slide, spec: ReportSpec) -> None:
    """The codes and names of each quadrant with their gaps, in one column or in two."""
    count = len(spec.window.points)
    halves = [tuple(_CORNERS)] if count <= 16 else [tuple(_CORNERS)[:2], tuple(_CORNERS)[2:]]
    for quadrants, box in zip(halves, _LISTS.across(len(halves), 16), strict=True):
        found = [(quadrant, spec.window.in_quadrant(quadrant)) for quadrant in quadrants]
        sizes = (13, 12, 11) if len(halves) == 1 else (10, 9, 8.5)
        made = fitted(partial(_listed, spec, found, box.width), box, sizes)
        text_box(slide, spec.say("page.perception"), box, made, "middle" if len(halves) == 1 else "top")


def _listed(
    spec: ReportSpec, found: Sequence[tuple[Quadrant, Sequence[Placed]]], width: float, size: float
) -> list[Paragraph]:
    say, made = spec.say, list[Paragraph]()
    for quadrant, points in found:
        title = Run(f"{say(f'quadrant.{quadrant}')}  ", LIGHT.quadrants[quadrant][0], True)
        before = size if made else 0
        made.append(Paragraph((title, Run(say.number(len(points)), LIGHT.muted)), size + 1, before))
        made.append(plain(clipped(say(f"quadrant.{quadrant}_means"), width, size - 1), size - 1, LIGHT.muted))
        made += [_entry(spec, point, width, size) for point in points]
    return made


def _entry(spec: ReportSpec, point: Placed, width: float, size: float) -> Paragraph:
    gap = f"  {spec.say.points(point.gap.gap)}"
    room = width - text_width(f"{point.code}  {gap}", size, "semibold")
    name = clipped(words.name(spec, spec.window.level, point.code), room, size)
    color = words.GAP_COLORS[point.gap.kind]
    return Paragraph((Run(f"{point.code}  ", LIGHT.muted), Run(name), Run(gap, color, color == LIGHT.accent)), size, 1)

"""Native charts that stay editable: profile, bars and gaps. What is not published is a gap, never a zero."""

import datetime
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO, cast

from pptx.chart.axis import _BaseAxis
from pptx.chart.chart import Chart
from pptx.chart.data import CategoryChartData, XyChartData
from pptx.chart.xlsx import CategoryWorkbookWriter, XyWorkbookWriter
from pptx.enum.chart import XL_AXIS_CROSSES, XL_CHART_TYPE, XL_MARKER_STYLE, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.enum.dml import MSO_LINE
from pptx.oxml import parse_xml
from pptx.shapes.graphfrm import GraphicFrame
from pptx.slide import Slide
from pptx.util import Pt, lazyproperty
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from kamescope.charts.theme import LIGHT, mark_of
from kamescope.model import Model
from kamescope.reports.cells import holdable
from kamescope.reports.slides.page import described
from kamescope.reports.slides.text import Box, rgb

MARKERS = {
    "diamond": XL_MARKER_STYLE.DIAMOND,
    "circle": XL_MARKER_STYLE.CIRCLE,
    "square": XL_MARKER_STYLE.SQUARE,
    "triangle": XL_MARKER_STYLE.TRIANGLE,
    "cross": XL_MARKER_STYLE.PLUS,
    "wedge": XL_MARKER_STYLE.X,
    "star": XL_MARKER_STYLE.STAR,
    "pentagon": XL_MARKER_STYLE.DOT,
    "bar": XL_MARKER_STYLE.DASH,
    "hexagon": XL_MARKER_STYLE.CIRCLE,
    "right": XL_MARKER_STYLE.TRIANGLE,
    "saltire": XL_MARKER_STYLE.X,
    "spark": XL_MARKER_STYLE.STAR,
    "left": XL_MARKER_STYLE.DIAMOND,
    "hourglass": XL_MARKER_STYLE.SQUARE,
}
"""Office has nine: people take those of groups in colours of their own, and are never in one chart with groups."""
_STROKES = frozenset({"cross", "wedge", "star", "saltire", "spark"})
LINES = {
    "diamond": MSO_LINE.DASH,
    "circle": MSO_LINE.SOLID,
    "square": MSO_LINE.SOLID,
    "triangle": MSO_LINE.DASH_DOT,
    "cross": MSO_LINE.SQUARE_DOT,
    "wedge": MSO_LINE.LONG_DASH,
    "star": MSO_LINE.ROUND_DOT,
    "pentagon": MSO_LINE.LONG_DASH_DOT,
    "bar": MSO_LINE.SOLID,
    "hexagon": MSO_LINE.SOLID,
    "right": MSO_LINE.DASH,
    "saltire": MSO_LINE.ROUND_DOT,
    "spark": MSO_LINE.DASH_DOT,
    "left": MSO_LINE.LONG_DASH,
    "hourglass": MSO_LINE.LONG_DASH_DOT,
}
_C = 'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
_FEW = 3
"""With fewer categories bars would be as thick as the plot."""
_MADE = datetime.datetime(2000, 1, 1)


class _Literal:
    """A workbook inside a chart: texts stay texts, and the same figures give the same bytes."""

    @contextmanager
    def _open_worksheet(self, xlsx_file: BinaryIO) -> Iterator[tuple[Workbook, Worksheet]]:
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        book = Workbook(xlsx_file, options)
        book.set_properties({"created": _MADE})
        yield book, book.add_worksheet()
        book.close()


class _CategoryWorkbook(_Literal, CategoryWorkbookWriter):
    pass


class _XyWorkbook(_Literal, XyWorkbookWriter):
    pass


class Categories(CategoryChartData):
    """The figures of a chart with categories."""

    @lazyproperty
    def _workbook_writer(self) -> CategoryWorkbookWriter:
        return _CategoryWorkbook(self)


class Points(XyChartData):
    """The figures of a scatter chart."""

    @lazyproperty
    def _workbook_writer(self) -> XyWorkbookWriter:
        return _XyWorkbook(self)


@dataclass(frozen=True, slots=True)
class DeckSeries:
    """A line or a row of bars: its name, a figure or None for each category, its colour, its mark if it has one."""

    name: str
    values: tuple[float | None, ...]
    color: str
    mark: str = "bar"


@dataclass(frozen=True, slots=True)
class Axis:
    """An axis of figures: ends, step, and how figures are written."""

    low: float
    high: float
    step: float
    format: str


@dataclass(frozen=True, slots=True)
class DeckChart:
    """A chart but for its place: what it is called, what it shows in words, its categories, series and axis."""

    name: str
    description: str
    categories: tuple[str, ...]
    series: tuple[DeckSeries, ...]
    axis: Axis


def series_of(model: Model, group: str, label: str, values: Sequence[float | None]) -> DeckSeries:
    """The figures of a rater group in its colour and mark."""
    mark = mark_of(model, group)
    return DeckSeries(label, tuple(values), LIGHT.groups[mark], mark)


def radar(slide: Slide, box: Box, figure: DeckChart) -> Chart:
    """The profile: one line a group with its mark; no line where there is no figure."""
    chart = _chart(slide, box, figure, XL_CHART_TYPE.RADAR_MARKERS, 11)
    for plotted, series in zip(chart.plots[0].series, figure.series, strict=True):
        line, marker = plotted.format.line, plotted.marker
        line.color.rgb, line.width, line.dash_style = rgb(series.color), Pt(2), LINES[series.mark]
        marker.style, marker.size = MARKERS[series.mark], 8 if series.mark == "diamond" else 7
        # A mark made of strokes has no ground to fill.
        if series.mark in _STROKES:
            marker.format.line.color.rgb = rgb(series.color)
        else:
            marker.format.fill.solid()
            marker.format.fill.fore_color.rgb = rgb(series.color)
            marker.format.line.color.rgb = rgb(LIGHT.background)
    _value_axis(chart, figure.axis)
    chart.value_axis.tick_labels.font.size = Pt(9)
    return chart


def bars(slide: Slide, box: Box, figure: DeckChart, labels: float, size: float) -> Chart:
    """Bars lying flat, the first category on top; names take `labels` points of the width, letters are `size`."""
    chart = _chart(slide, box, figure, XL_CHART_TYPE.BAR_CLUSTERED, size)
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = 45 if len(figure.categories) >= _FEW else 120, -5
    _style_bars(chart, figure)
    _value_axis(chart, figure.axis)
    chart.value_axis.visible = chart.value_axis.has_major_gridlines = False
    _flat(chart, box, labels)
    return chart


def stacked(slide: Slide, box: Box, figure: DeckChart, labels: float, size: float) -> Chart:
    """Bars to both sides of zero, one series a colour, each category in one of them."""
    chart = _chart(slide, box, figure, XL_CHART_TYPE.BAR_CLUSTERED, size)
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = 40 if len(figure.categories) > 2 * _FEW else 150, 100
    _style_bars(chart, figure)
    _value_axis(chart, figure.axis)
    # Left of all bars; beside the axis they would lie under those that run to the left.
    chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    # At zero again, where bars to both sides begin.
    chart.value_axis.crosses = XL_AXIS_CROSSES.AUTOMATIC
    chart.value_axis.visible = chart.value_axis.has_major_gridlines = False
    _flat(chart, box, labels)
    return chart


def plot_area(chart: Chart, place: Box) -> None:
    """Where the plot stands in its chart, in shares of it, axis labels aside."""
    shares = "".join(f'<c:{name} val="{value:.4f}"/>' for name, value in zip("xywh", place, strict=True))
    layout = (
        f'<c:layout {_C}><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>'
        f"{shares}</c:manualLayout></c:layout>"
    )
    area = chart._chartSpace.chart.plotArea
    for old in area.findall(f"{{{_C[9:-1]}}}layout"):
        area.remove(old)
    # The schema wants it first.
    area.insert(0, parse_xml(layout))


def quiet(axis: _BaseAxis, color: str = LIGHT.grid) -> None:
    """An axis in pale lines without ticks."""
    axis.format.line.color.rgb = rgb(color)
    axis.major_tick_mark = axis.minor_tick_mark = XL_TICK_MARK.NONE
    axis.tick_labels.font.color.rgb = rgb(LIGHT.muted)


def basic(slide: Slide, box: Box, kind: XL_CHART_TYPE, data: Categories | Points, size: float) -> Chart:
    """A chart of that kind in our letters, without title and legend."""
    # python-pptx's own types take one kind of figures alone, and call the frame that it gives back a chart.
    frame = slide.shapes.add_chart(kind, *box.emu, data)  # type: ignore[arg-type]
    chart = cast(GraphicFrame, frame).chart
    chart.has_title = chart.has_legend = False
    chart.font.size, chart.font.color.rgb = Pt(size), rgb(LIGHT.text)
    return chart


def _chart(slide: Slide, box: Box, figure: DeckChart, kind: XL_CHART_TYPE, size: float) -> Chart:
    data = Categories(number_format=figure.axis.format)
    data.categories = [holdable(text) for text in figure.categories]
    for series in figure.series:
        data.add_series(holdable(series.name), series.values)
    chart = basic(slide, box, kind, data, size)
    described(slide.shapes[-1], figure.name, figure.description)
    return chart


def _style_bars(chart: Chart, figure: DeckChart) -> None:
    plot = chart.plots[0]
    for plotted, series in zip(plot.series, figure.series, strict=True):
        plotted.format.fill.solid()
        plotted.format.fill.fore_color.rgb = rgb(series.color)
        # Else Office leaves bars below zero white.
        plotted.invert_if_negative = False
        labels = plotted.data_labels
        labels.show_value = True
        labels.number_format, labels.number_format_is_linked = figure.axis.format, False
        labels.font.size = chart.font.size


def _value_axis(chart: Chart, axis: Axis) -> None:
    drawn = chart.value_axis
    drawn.minimum_scale, drawn.maximum_scale, drawn.major_unit = axis.low, axis.high, axis.step
    drawn.crosses = XL_AXIS_CROSSES.MINIMUM
    drawn.tick_labels.number_format, drawn.tick_labels.number_format_is_linked = axis.format, False
    drawn.has_major_gridlines = True
    drawn.major_gridlines.format.line.color.rgb = rgb(LIGHT.grid)
    quiet(drawn)


def _flat(chart: Chart, box: Box, labels: float) -> None:
    names = chart.category_axis
    # Office begins at the bottom.
    names.reverse_order = True
    quiet(names)
    names.tick_labels.font.color.rgb = rgb(LIGHT.text)
    # Else Office leaves out names where they seem too many to it. The schema says before what it stands.
    skip = parse_xml(f'<c:tickLblSkip {_C} val="1"/>')
    last = names._element.find(f"{{{_C[9:-1]}}}noMultiLvlLbl")
    last.addprevious(skip)
    plot_area(chart, Box(labels / box.width, 0.01, 1 - labels / box.width - 0.06, 0.98))

"""Native charts: the radar and the sorted gaps of the factors, the perception window.

The radar reads the table, so it follows a sort or a filter. The others need a series for each colour, which a sort of
the table would tear apart: they read a small block of their own beside the table, out of what is printed.
"""

from collections.abc import Sequence
from math import ceil

from xlsxwriter.chart import Chart

from kamescope.analysis.gaps import Gap, GapClass
from kamescope.analysis.published import Level, text_of
from kamescope.analysis.scores import settled
from kamescope.analysis.window import Quadrant
from kamescope.charts.radar import FEWEST_AXES
from kamescope.charts.theme import LIGHT, mark_of
from kamescope.charts.window import axis_floor, quadrant_name
from kamescope.reports.cells import holdable
from kamescope.reports.workbook.paper import FIRST, HEADING, WHEN, Area, Page
from kamescope.reports.workbook.table import SheetColumn, table_pixels
from kamescope.sentences import short_name

MARKERS = {
    "diamond": ("diamond", "dash"),
    "circle": ("circle", "solid"),
    "square": ("square", "solid"),
    "triangle": ("triangle", "long_dash_dot"),
    "cross": ("plus", "square_dot"),
    "wedge": ("x", "long_dash"),
    "star": ("star", "round_dot"),
    "pentagon": ("long_dash", "long_dash_dot_dot"),
}
"""Marks and dashes as near as Excel has them to those of the screen."""
MOST_LABELS = 40
RADAR, GAPS, WINDOW = (480, 420), 620, (600, 560)
"""Sizes in pixels; the chart of gaps is as high as its bars need."""
BAR_COLOURS = {
    GapClass.MARKED: LIGHT.accent_strong,
    GapClass.TO_EXPLORE: LIGHT.accent_soft,
    GapClass.ALIGNED: LIGHT.neutral_soft,
}
_SHAPES = {
    Quadrant.RECOGNISED_STRENGTH: "circle",
    Quadrant.HIDDEN_STRENGTH: "triangle",
    Quadrant.BLIND_SPOT: "diamond",
    Quadrant.SHARED_PROGRESS: "square",
}
_FONT = {"name": "Calibri", "size": 10, "color": LIGHT.text}
_SMALL = _FONT | {"size": 9, "color": LIGHT.muted}
_GRID = {"visible": True, "line": {"color": LIGHT.grid, "width": 0.75}}
_NO_LINE = {"none": True}
_ROW, _COLUMN = 20, 64
"""The height of a row and the width of a column that nobody has set, in pixels."""
_BAR, _HIGHEST = 22, 600
"""The height of a bar with its space, and of the highest chart that a printed page holds, in pixels."""


def score_charts(page: Page, row: int, columns: Sequence[SheetColumn]) -> None:
    """The radar and, beside it, the sorted gaps; the cells that these read stand right of what is printed.

    From `row` on the sheet is free; a printed page begins there where one does not hold it all.
    """
    gaps = [gap for gap in page.book.spec.gaps if gap.gap is not None]
    radar = _radar(page)
    height = max(RADAR[1], min(90 + _BAR * len(gaps), _HIGHEST))
    left = RADAR[0] + 12 if radar else 0
    last = _columns_under(columns, left + GAPS if gaps else left)
    if radar:
        _insert(page, radar, (row + 1, 0), RADAR, "workbook.alt_radar")
    if gaps:
        _insert(page, _gap_chart(page, gaps, last + 2), (row + 1, 0), (GAPS, height), "workbook.alt_gaps", left)
    if radar or gaps:
        area = Area(row + height // _ROW + 2, last, max(table_pixels(columns), left + GAPS))
        page.print_set_up(area, part=row)


def window_chart(page: Page, columns: Sequence[SheetColumn], sides: tuple[str, str]) -> None:
    """The window right of the table, one series a quadrant, and the lines where high begins."""
    window = page.book.spec.window
    points = [(quadrant, point) for quadrant in Quadrant for point in window.in_quadrant(quadrant)]
    column, free = len(columns), 1 + WINDOW[0] // _COLUMN + 1
    data = column + free + 1
    rows = [(quadrant_name(quadrant, page.book.say), point.code, point.gap.self_percent / 100,
             point.gap.environment_percent / 100) for quadrant, point in points]  # fmt: skip
    floor = axis_floor(window, page.book.spec.model) / 100
    rows += _cut_rows(page, floor)
    _block(page, data, (page.book.say("quadrant"), page.book.say("column.code"), *sides), rows)
    chart = page.book.file.add_chart({"type": "scatter"})
    first = FIRST
    for quadrant in Quadrant:
        codes = [point.code for point in window.in_quadrant(quadrant)]
        if codes:
            chart.add_series(_quadrant_series(page, quadrant, (first, data), codes, len(points) <= MOST_LABELS))
        first += len(codes)
    for start in (first, first + 2):
        chart.add_series(_points(page, (start, data), 2) | {"line": _cut_line(), "marker": {"type": "none"}})
    chart.set_x_axis(_window_axis(page, "window.axis_x", sides[0], floor))
    chart.set_y_axis(_window_axis(page, "window.axis_y", sides[1], floor))
    # The two cut lines come behind the quadrants and need no entry.
    shown = sum(1 for quadrant in Quadrant if window.in_quadrant(quadrant))
    chart.set_legend({"position": "bottom", "font": _FONT, "delete_series": [shown, shown + 1]})
    _insert(page, chart, (HEADING, column + 1), WINDOW, "workbook.alt_window")
    height = FIRST + max(len(window.points) + 2, WINDOW[1] // _ROW + 1)
    page.print_set_up(Area(height, data - 2, table_pixels(columns) + free * _COLUMN))


def _radar(page: Page) -> Chart | None:
    """The factors of the table by group, from the scale's lowest answer out; None under three spokes or no figure."""
    spec = page.book.spec
    if len(spec.codes) < FEWEST_AXES:
        return None
    chart = page.book.file.add_chart({"type": "radar", "subtype": "with_markers"})
    last, drawn = FIRST + len(spec.codes) - 1, 0
    for index, group in enumerate(spec.groups, start=2):
        if any(spec.published.cell(Level.FACTOR, code, group).is_published for code in spec.codes):
            values = [page.name, FIRST, index, last, index]
            series = _group_series(page, group)
            chart.add_series(series | {"categories": [page.name, FIRST, 0, last, 0], "values": values})
            drawn += 1
    # Down to a ring, of which there is one every 20 %; as a fraction, like the cells.
    floor = spec.model.scale.floor_percent // 20 / 5
    axis = {"min": floor, "max": 1, "major_unit": 0.2, "num_format": page.book.number_format("percent", 0)}
    chart.set_y_axis(axis | {"num_font": _SMALL, "major_gridlines": _GRID, "line": {"color": LIGHT.grid}})
    chart.set_x_axis({"num_font": _FONT})
    chart.show_blanks_as("gap")
    _dress(chart, page.book.say("radar.title"))
    return chart if drawn else None


def _group_series(page: Page, group: str) -> dict[str, object]:
    model = page.book.spec.model
    mark = mark_of(model, group)
    colour, (marker, dash) = LIGHT.groups[mark], MARKERS[mark]
    return {
        "name": _literal(short_name(model, group, page.book.say)),
        "line": {"color": colour, "width": 2, "dash_type": dash},
        "marker": {"type": marker, "size": 7, "fill": {"color": colour}, "border": {"color": colour}},
    }


def _gap_chart(page: Page, gaps: Sequence[Gap], column: int) -> Chart:
    """One bar a factor in the colour of its class, where the KAM sees themself highest on top."""
    book, say, model = page.book, page.book.say, page.book.spec.model
    kinds = [kind for kind in GapClass if any(gap.kind is kind for gap in gaps)]
    rows = [
        (f"{gap.code} {say.text(text_of(model, Level.FACTOR, gap.code))}",
         *(settled(gap.gap) if gap.kind is kind else None for kind in kinds))
        for gap in gaps
    ]  # fmt: skip
    signed = book.number_format("gap", 2)
    _block(page, column, (say("tables.level.factor"), *(say(f"gap.{kind.value}") for kind in kinds)), rows, signed)
    chart = book.file.add_chart({"type": "bar"})
    last = FIRST + len(gaps) - 1
    for index, kind in enumerate(kinds, start=column + 1):
        chart.add_series({
            "name": say(f"gap.{kind.value}"),
            "categories": [page.name, FIRST, column, last, column],
            "values": [page.name, FIRST, index, last, index],
            "fill": {"color": BAR_COLOURS[kind]},
            "overlap": 100,
            "gap": 45,
            "data_labels": {"value": True, "num_format": signed, "font": _FONT},
        })  # fmt: skip
    chart.set_y_axis({"reverse": True, "label_position": "low", "num_font": _FONT, "line": {"color": LIGHT.muted},
                      "major_tick_mark": "none"})  # fmt: skip
    chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}})
    _dress(chart, say("workbook.gaps_title"))
    return chart


def _quadrant_series(
    page: Page, quadrant: Quadrant, place: tuple[int, int], codes: Sequence[str], labelled: bool
) -> dict[str, object]:
    """The points of one quadrant, whose cells begin at `place`, each with its code where there is room."""
    colour = LIGHT.quadrants[quadrant][0]
    series = _points(page, place, len(codes)) | {
        "name": quadrant_name(quadrant, page.book.say),
        "line": _NO_LINE,
        "marker": {"type": _SHAPES[quadrant], "size": 8, "fill": {"color": colour}, "border": {"color": colour}},
    }
    if labelled:
        font = _FONT | {"color": colour}
        series["data_labels"] = {
            "value": True, "position": "right", "font": font,
            "custom": [{"value": code, "font": font} for code in codes],
        }  # fmt: skip
    return series


def _points(page: Page, place: tuple[int, int], count: int) -> dict[str, object]:
    row, column = place
    x, y = column + 2, column + 3
    return {"categories": [page.name, row, x, row + count - 1, x], "values": [page.name, row, y, row + count - 1, y]}


def _cut_line() -> dict[str, object]:
    return {"color": LIGHT.groups["bar"], "width": 1.25}


def _cut_rows(page: Page, floor: float) -> list[tuple[str, str, float, float]]:
    """The ends of the two lines where high begins, upright first."""
    cut, word = page.book.spec.window.cut, page.book.say("window.cut_line")
    if cut is None:
        return []
    own, others = cut.self_percent / 100, cut.environment_percent / 100
    return [(word, "", x, y) for x, y in ((own, floor), (own, 1.0), (floor, others), (1.0, others))]


def _window_axis(page: Page, key: str, side: str, floor: float) -> dict[str, object]:
    return {
        "name": _literal(page.book.say(key, name=side)),
        "name_font": _FONT | {"bold": False},
        "num_font": _SMALL,
        "num_format": page.book.number_format("percent", 0),
        "min": floor,
        "max": 1,
        "major_unit": 0.1,
        "crossing": floor,
        "major_gridlines": _GRID,
        "line": {"color": LIGHT.muted},
    }


def _dress(chart: Chart, title: str) -> None:
    chart.set_title({"name": title, "name_font": _FONT | {"size": 12, "bold": True}})
    chart.set_legend({"position": "bottom", "font": _FONT})
    chart.set_chartarea({"border": {"color": LIGHT.grid}})


def _insert(page: Page, chart: Chart, place: tuple[int, int], size: tuple[int, int], said: str, left: int = 0) -> None:
    """Place a chart, `left` pixels in; its size stays when rows below it are filtered."""
    book = page.book
    chart.set_size({"width": size[0], "height": size[1]})
    described = {
        "description": holdable(book.say(said, who=book.spec.who, campaign=book.spec.when)),
        "object_position": 2,
    }
    page.sheet.insert_chart(*place, chart, described | {"x_offset": left})


def _block(page: Page, column: int, headings: Sequence[str], rows: Sequence[Sequence], number_format: str = "") -> None:
    """The cells that a chart reads, small and grey: texts, figures, and nothing where there is none."""
    looks = {"font_size": 9, "font_color": LIGHT.muted}
    numbers = page.book.style(num_format=number_format or page.book.number_format("percent", 1), **looks)
    page.put(WHEN, column, page.book.say("workbook.chart_data"), **looks)
    page.sheet.set_column(column, column, 24)
    for index, heading in enumerate(headings, start=column):
        page.put(HEADING, index, heading, valign="bottom", **looks)
    for row, values in enumerate(rows, start=FIRST):
        for index, value in enumerate(values, start=column):
            if isinstance(value, str):
                page.put(row, index, value, **looks)
            elif value is not None:
                page.sheet.write_number(row, index, value, numbers)


def _columns_under(columns: Sequence[SheetColumn], pixels: int) -> int:
    """The last column of the table, or of so many pixels where that is further right; counted from 0."""
    missing = pixels - table_pixels(columns)
    return len(columns) - 1 + max(0, ceil(missing / _COLUMN))


def _literal(name: str) -> str:
    """A name that XlsxWriter does not take for a reference to a cell, as it would `A!B1`."""
    return holdable(name).replace("!", "!\N{WORD JOINER}")

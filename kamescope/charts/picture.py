"""Any picture that plain data describes, drawn: a chart or a fragment of HTML, whichever it is."""

from typing import TypeAlias

from kamescope.charts.amount_bars import AmountBars, amount_bars
from kamescope.charts.band_curve import BandCurve, band_curve
from kamescope.charts.bubbles import Bubbles, bubbles
from kamescope.charts.cell_matrix import CellMatrix, cell_matrix
from kamescope.charts.fragment import Fragment
from kamescope.charts.month_columns import MonthColumns, month_columns
from kamescope.charts.share_curve import ShareCurve, share_curve
from kamescope.charts.theme import Chart, Look

Shape: TypeAlias = AmountBars | CellMatrix | ShareCurve | Bubbles | BandCurve | MonthColumns
"""What a picture is drawn from."""


def picture(shape: Shape, look: Look) -> Chart | Fragment:
    """The picture of a shape."""
    match shape:
        case AmountBars():
            return amount_bars(shape, look)
        case CellMatrix():
            return cell_matrix(shape, look)
        case ShareCurve():
            return share_curve(shape, look)
        case Bubbles():
            return bubbles(shape, look)
        case BandCurve():
            return band_curve(shape, look)
        case MonthColumns():
            return month_columns(shape, look)

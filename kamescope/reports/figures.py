"""The charts of the screen as vector figures: real text in the font that the charts are measured with."""

from functools import cache
from typing import Any

import vl_convert

from kamescope.charts.fonts import font_folders, readable
from kamescope.charts.theme import LIGHT, Chart
from kamescope.reports.cells import holdable

_JOINING = dict.fromkeys((0x200D, *range(0xFE00, 0xFE10)))
WIDTH = 640
"""The width of a figure over the whole type area, in pixels of 1/96 inch: 169 mm, texts at their natural size."""


def svg(chart: Chart, width: int = WIDTH) -> bytes:
    """A chart as an SVG document, `width` pixels wide, as high as it makes itself at that width."""
    _register_fonts()
    return vl_convert.vegalite_to_svg({**_drawable(chart.spec), "width": width}).encode()


def png(chart: Chart, width: int, scale: float) -> bytes:
    """A chart as a picture, `width` pixels of the screen wide, each of them so many of the picture's, on white."""
    _register_fonts()
    spec = _drawable(chart.spec)
    config = {**spec.get("config", {}), "background": LIGHT.background}
    return vl_convert.vegalite_to_png({**spec, "config": config, "width": width}, scale=scale)


def _drawable(value: Any) -> Any:
    """The same without the signs that no drawing can hold: the converter would end the whole process over one.

    Nor with those that join signs into one or choose how one looks: here each stands for itself.
    """
    if isinstance(value, str):
        return readable(holdable(value).translate(_JOINING))
    if isinstance(value, dict):
        return {_drawable(key): _drawable(part) for key, part in value.items()}
    return [_drawable(part) for part in value] if isinstance(value, list | tuple) else value


@cache
def _register_fonts() -> None:
    """A text set in a font that the converter lacks would be dropped without a word."""
    for folder in font_folders():
        vl_convert.register_font_directory(folder)

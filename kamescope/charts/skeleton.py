"""Layers as Altair declares them: checked against Vega-Lite's grammar and built once a process.

Altair takes some 20 ms a layer, so a drawing only fills rows, and the words of its language, into what was built.
"""

from collections.abc import Callable, Mapping
from functools import cache, wraps
from typing import Any, ParamSpec, cast

import altair as alt

Row = dict[str, Any]
Layer = dict[str, Any]
Style = dict[str, Any]
"""Properties of a mark, by Altair's names."""
Asked = ParamSpec("Asked")

px = alt.ExprRef
"""A place, a size or a colour that the browser works out: an expression over `datum` and the chart's signals."""
AS_GIVEN: Layer = {"order": {"value": None}}
"""Lines go through their rows in order. Vega-Lite takes this null; Altair's check of the grammar refuses it."""
DASH = px("split(datum.dash, ',')")
"""The dashes of a row's line, which the row has as SVG writes them: one text, for rows travel as flat tables."""
AROUND = {"left": 14, "top": 12, "right": 28, "bottom": 8}
"""Room around axes that Vega-Lite draws, for the halves of labels that stand over their ends."""
PICK = "pick"
"""The selection by click: the page reads `event.selection["pick"]`, a list of `{"code": …}`."""


def skeleton(declare: Callable[Asked, alt.Chart]) -> Callable[Asked, Layer]:
    """A layer without rows, declared with Altair; built once for each set of arguments (colours, sizes, places)."""

    def build(*args: Asked.args, **kwargs: Asked.kwargs) -> Layer:
        made: Layer = declare(*args, **kwargs).to_dict(context={"top_level": False})
        return {name: part for name, part in made.items() if name != "data"}

    return cast(Callable[Asked, Layer], wraps(declare)(cache(build)))


def layer(rows: list[Row], built: Layer, **encoding: Any) -> Layer:
    """A skeleton with its rows; `encoding` adds channels that speak the reader's language."""
    filled = {"data": {"values": rows}, "encoding": {}} | built
    return filled | {"encoding": filled["encoding"] | encoding}


def named(name: str) -> alt.Chart:
    """What a declaration with axes of its own begins with: its rows come later under this name, by `filled`."""
    return alt.Chart(alt.NamedData(name))


def filled(spec: dict[str, Any], rows: Mapping[str, list[Row]]) -> dict[str, Any]:
    """A specification whose layers have their rows: Altair would check and copy each of them, a second a thousand."""
    layers = [each | {"data": {"values": rows[each["data"]["name"]]}} for each in spec["layer"]]
    return spec | {"layer": layers, "padding": AROUND}


def base() -> alt.Chart:
    """What every declaration begins with: a chart whose rows come later."""
    return alt.Chart()


def sides(x: str, x2: str | None, y: str, y2: str | None) -> dict[str, Any]:
    """The ends of a rule or the sides of a box, in pixels, as channels: a rule is not drawn at all without them."""
    found = {"x": x, "x2": x2, "y": y, "y2": y2}
    return {channel: alt.value(px(expr)) for channel, expr in found.items() if expr is not None}


def picked(chosen: object, other: object) -> Any:
    """One value for what is picked, another for the rest; nothing picked is nothing chosen."""
    return alt.condition(alt.selection_point(name=PICK), alt.value(chosen), alt.value(other), empty=False)


def pick() -> alt.Parameter:
    """The selection itself, for the layer that is clicked."""
    return alt.selection_point(name=PICK, fields=["code"], on="click", toggle=False)


def told() -> alt.Tooltip:
    """A tooltip that is read from the rows: the object in `tip`, its `title` first, then names and their texts.

    For whatever a name may hold: a title of a field becomes program text in the browser.
    """
    return alt.Tooltip("tip", type="nominal")

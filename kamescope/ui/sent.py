"""How a chart travels: a specification that stands, and its rows as tables beside it, which alone are replaced."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import pyarrow as pa

from kamescope.charts.skeleton import Row
from kamescope.charts.theme import Chart
from kamescope.ui.warm import KEPT


@lru_cache(maxsize=KEPT)
def sent(chart: Chart) -> dict[str, Any]:
    """A chart for Streamlit: where nothing differs but the rows, the browser leaves the drawing and replaces them.

    So what the chart shows in words is said beside it, and the specification says where. Layers that have the same
    rows have one table.
    """
    layers: list[dict[str, Any]] = []
    names: dict[int, str] = {}
    tables: dict[str, bytes] = {}
    for place, layer in enumerate(chart.spec["layer"]):
        rows = layer["data"]["values"]
        if not _is_table(rows):
            layers.append(layer)
            continue
        name = names.setdefault(id(rows), f"rows_{place}")
        if name not in tables:
            tables[name] = _arrow(rows)
        layers.append(layer | {"data": {"name": name}})
    return chart.spec | {"description": chart.name, "layer": layers, "datasets": tables}


def _is_table(rows: Sequence[Row]) -> bool:
    """Whether objects in rows have the same names everywhere: a table would give each the names of all."""
    found: dict[str, set[str]] = {}
    for row in rows:
        for column, value in row.items():
            if isinstance(value, dict) and found.setdefault(column, set(value)) != set(value):
                return False
    return True


def _arrow(rows: Sequence[Row]) -> bytes:
    table = pa.Table.from_pylist([{name: _cell(value) for name, value in row.items()} for row in rows])
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as stream:
        stream.write_table(table)
    return bytes(sink.getvalue().to_pybytes())


def _cell(value: object) -> object:
    """A list by tier as an object by place, for the browser reads `list[tier]` of these alone; inside, no integers,
    which it would not add to other numbers."""
    if isinstance(value, list | tuple):
        return {str(place): _inside(each) for place, each in enumerate(value)}
    return value


def _inside(value: object) -> object:
    return float(value) if isinstance(value, int) else _cell(value)

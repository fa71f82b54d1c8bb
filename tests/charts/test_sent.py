"""How a chart travels to the browser: a drawing that stands, and the rows that alone are replaced."""

from collections.abc import Callable

import pyarrow as pa
import pytest

from kamescope.analysis.gaps import sorted_gaps
from kamescope.analysis.published import Level, Published, codes
from kamescope.charts.gap_chart import gap_chart
from kamescope.charts.radar import radar
from kamescope.charts.theme import UNITS, Chart, Look
from kamescope.ui.sent import sent
from tests.charts.drawn import other


def _radar(published: Published, unit: str) -> Chart:
    groups = [group.code for group in published.model.groups]
    return radar(published, Level.FACTOR, groups, codes(published.model, Level.FACTOR), Look("fr", unit=unit))


def _gaps(published: Published, unit: str) -> Chart:
    groups = [group.code for group in published.model.groups]
    return gap_chart(published, sorted_gaps(published, Level.FACTOR), Level.FACTOR, groups, Look("fr", unit=unit))


@pytest.mark.parametrize("drawn", [_radar, _gaps])
def test_another_kam_and_another_unit_are_other_rows_in_the_same_drawing(
    drawn: Callable[[Published, str], Chart],
) -> None:
    shown = [sent(drawn(other(7, answer), unit)) for answer, unit in ((4, UNITS[0]), (2, UNITS[0]), (4, UNITS[1]))]
    stands = [{name: part for name, part in spec.items() if name != "datasets"} for spec in shown]
    assert stands[0] == stands[1] == stands[2]
    tables = [spec["datasets"] for spec in shown]
    assert tables[0].keys() == tables[1].keys() == tables[2].keys()
    assert tables[0] != tables[1] != tables[2] != tables[0]


def test_rows_arrive_whole_and_lists_by_tier_by_their_place() -> None:
    chart = _gaps(other(), UNITS[0])
    spec = sent(chart)
    for drawn, layer in zip(chart.spec["layer"], spec["layer"], strict=True):
        arrived = pa.ipc.open_stream(spec["datasets"][layer["data"]["name"]]).read_all().to_pylist()
        for row, found in zip(drawn["data"]["values"], arrived, strict=True):
            assert {name: value for name, value in found.items() if value is not None} == {
                name: _by_place(value) for name, value in row.items() if value is not None
            }


def test_rows_whose_objects_differ_in_their_names_stay_in_the_drawing() -> None:
    layer = {"data": {"values": [{"tip": {"title": "A", "Manager": "4"}}, {"tip": {"title": "B"}}]}}
    spec = sent(Chart({"layer": [layer]}, "", ""))
    assert spec["layer"] == [layer], "a table would give the second an empty line for the manager"
    assert spec["datasets"] == {}


def _by_place(value: object) -> object:
    is_list = isinstance(value, list | tuple)
    return {str(place): _by_place(each) for place, each in enumerate(value)} if is_list else value

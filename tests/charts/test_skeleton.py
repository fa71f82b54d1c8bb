"""Layers are declared with Altair, checked by it, and built once."""

import altair as alt
import pytest

from kamescope.charts.skeleton import base, layer, picked, px, skeleton


def test_a_layer_is_built_once_and_filled_at_each_drawing():
    declared = []

    @skeleton
    def dots(color: str) -> alt.Chart:
        declared.append(color)
        return base().mark_point(x=px("datum.x"), color=color).encode(opacity=picked(1, 0.4))

    drawn = [layer([{"x": place}], dots("#123456"), tooltip={"field": "tip"}) for place in (1, 2)]
    assert declared == ["#123456"]
    assert [made["data"] for made in drawn] == [{"values": [{"x": 1}]}, {"values": [{"x": 2}]}]
    assert drawn[0]["encoding"].keys() == {"opacity", "tooltip"}
    assert dots("#123456")["encoding"].keys() == {"opacity"}, "what was filled in is not kept"


def test_what_vega_lite_does_not_know_is_refused():
    @skeleton
    def wrong() -> alt.Chart:
        return base().mark_text(align="middle-ish")

    with pytest.raises(alt.utils.schemapi.SchemaValidationError):
        wrong()

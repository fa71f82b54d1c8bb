"""The baseline of the page benchmarks: a switch, the ready-made charts, and nothing else."""

import streamlit as st

from bench.ready_made import UNITS, specs

st.set_page_config(layout="wide")
unit = st.segmented_control("Unit", UNITS, default=UNITS[0], required=True, key="view_unit")
for place, spec in enumerate(specs()[unit]):
    st.vega_lite_chart(spec, width="stretch", theme=None, key=f"chart_{place}")

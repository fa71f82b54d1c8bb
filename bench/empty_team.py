"""The baseline of the team page: a switch, the ready-made table, and nothing else."""

import os

import streamlit as st

from bench.team import UNITS, VARIABLE, ready_made

st.set_page_config(layout="wide")
unit = st.segmented_control("Unit", UNITS, default=UNITS[0], required=True, key="view_unit")
st.html(ready_made(os.environ[VARIABLE])["html"][unit])

"""The baseline of the portfolio's page: a choice of a file, one query by hand, and the pictures ready-made."""

import os

import duckdb
import streamlit as st

from bench.levers import SQL
from bench.levers_page import DATABASE, KEY, pictures

st.set_page_config(layout="wide")


@st.cache_resource
def connection() -> duckdb.DuckDBPyConnection:
    return duckdb.connect(os.environ[DATABASE], read_only=True)


number = st.selectbox("File", list(reversed(pictures())), key=KEY)
connection().cursor().execute(SQL, {"file_id": int(number)}).fetchall()
for place, picture in enumerate(pictures()[number]):
    if isinstance(picture, str):
        st.html(picture)
    else:
        st.vega_lite_chart(picture, width="stretch", theme=None, key=f"chart_{place}")

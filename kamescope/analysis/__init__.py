"""Published scores in, small frozen results out. Pure: no store, no streamlit."""

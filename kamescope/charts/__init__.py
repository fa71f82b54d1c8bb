"""Results in, Vega-Lite specifications and their text alternatives out. No store, no streamlit."""

"""The only home of streamlit: menu, filters in the address, page frame, components."""

"""Temps : which tasks take the time of sellers, and what could be freed."""

from kamescope.ui.levers.page import lever_page

lever_page("tasks")

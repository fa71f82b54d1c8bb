"""Indicateurs : what winning costs, where the effort goes, how often it succeeds."""

from kamescope.ui.levers.page import lever_page

lever_page("indicators")

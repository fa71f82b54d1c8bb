"""Dépendance aux meilleurs : how much of the revenue rests on a few sellers."""

from kamescope.ui.levers.page import lever_page

lever_page("dependence")

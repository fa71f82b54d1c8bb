"""ABC croisé : who makes most of the revenue, who could, and where the two differ."""

from kamescope.ui.levers.page import lever_page

lever_page("abc")

"""Mes KAM: where each KAM is on the road, what comes next and when, and the one next step."""

from kamescope.ui.debrief.home import choose_step, choose_whose, headline, roads, show_rows, today
from kamescope.ui.frame import plain_look, plain_page

say = plain_page("home")
found = choose_whose(roads(), say)
headline(found, say, today())
show_rows(choose_step(found, say), say, plain_look(say), today())

"""Mes KAM: where each KAM is on the road, and the one next step."""

from kamescope.ui.debrief.home import choose_campaign, choose_step, headline, roads, show_rows
from kamescope.ui.frame import plain_look, plain_page

say = plain_page("home")
found = choose_campaign(roads(), say)
headline(found, say)
show_rows(choose_step(found, say), say, plain_look(say))

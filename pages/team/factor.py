"""Un facteur, l'équipe: how the KAMs of a cohort spread on one factor, group by group."""

from kamescope.ui.factor import choose_factor, meaning
from kamescope.ui.team.factor import lead, show_far, show_spread, show_sub_factors, show_table, spread_of
from kamescope.ui.team.frame import team_page
from kamescope.ui.team.view import TeamView


def spread(view: TeamView) -> None:
    """The spread, who stands far off, and the figures."""
    choose_factor(view)
    found = spread_of(view)
    lead(view, found[-1])
    show_spread(view, found)
    show_far(view, found)
    meaning(view)
    show_sub_factors(view)
    show_table(view, found)


team_page("team_factor", spread, groups=True)

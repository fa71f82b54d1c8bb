"""Comparer: a whole cohort at one look, or a few of its KAMs from near by."""

from kamescope.ui.team.compare import choose, current_heatmap, show_heatmap
from kamescope.ui.team.frame import team_page
from kamescope.ui.team.gist import show_gist
from kamescope.ui.team.side_by_side import choose_people, current_near, show_near
from kamescope.ui.team.view import TeamView


def compare(view: TeamView) -> None:
    """All in a heatmap, or a few side by side."""
    choose(view)
    if view.address.mode == "close":
        choose_people(view)
        show_near(view, current_near(view))
    else:
        show_gist(view)
        show_heatmap(view, current_heatmap(view))


team_page("compare", compare)

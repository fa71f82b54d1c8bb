"""Qui accompagner, sur quoi: each KAM of a cohort with at most two factors to work on, and why."""

from kamescope.ui.team.frame import team_page
from kamescope.ui.team.view import TeamView
from kamescope.ui.team.who import show_who


def who(view: TeamView) -> None:
    """The list, once results are shown."""
    if not view.panel.campaign.collecting:
        show_who(view)


team_page("who", who)

"""Plan d’action: what a KAM works on after a campaign, by which steps, and how each of them stands."""

from kamescope.ui.kam.frame import kam_page
from kamescope.ui.kam.levers import show_levers
from kamescope.ui.kam.view import KamView
from kamescope.ui.plan.read import show_plan


def plan(view: KamView) -> None:
    """The plan, as far as whoever looks may read it; under it what else is known of the KAM, for a goal to rest on."""
    show_plan(view)
    show_levers(view)


kam_page("plan", plan)

"""Progression: one KAM, or a cohort, from campaign to campaign."""

from kamescope.ui import state
from kamescope.ui.team.frame import team_page
from kamescope.ui.team.planned import planned
from kamescope.ui.team.progress import ALONE, choose, notes, opened
from kamescope.ui.team.progress_parts import cards, foremost, items, people, rules, strips, table, trend_chart
from kamescope.ui.team.view import TeamView


def progress(view: TeamView) -> None:
    """What changed, part by part, where two campaigns compare."""
    choose(view)
    shown = opened(view)
    if shown:
        notes(shown)
        cards(shown)
        foremost(shown)
        planned(shown)
        strips(shown)
        trend_chart(shown)
        if not shown.kam:
            people(shown)
        items(shown)
        table(shown)
        rules(shown)


team_page("progress", progress, groups=True, alone=lambda: state.current().who == ALONE)

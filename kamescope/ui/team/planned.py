"""What those who are followed worked on between the last two campaigns, as far as the viewer may know: titles."""

from kamescope.analysis.plan_review import PlanReview, review
from kamescope.records import Kam
from kamescope.ui import data
from kamescope.ui.plan.review import show_review, show_reviews
from kamescope.ui.team.progress import Progression


def planned(shown: Progression) -> None:
    """The plan after the last campaign but one by the figures of the last: of the one KAM, or of each who has one."""
    found = _reviews(shown)
    if not shown.kam:
        show_reviews(shown.view, found)
    for _, each in found if shown.kam else ():
        show_review(shown.view, each)


def _reviews(shown: Progression) -> list[tuple[Kam, PlanReview]]:
    before, after = shown.followed.panels[-2:]
    plans = data.door().plan_titles(before.campaign.token)
    found = (
        (kam, review(before.about(kam.token), after.about(kam.token), plans.get(kam.token, ())))
        for kam in shown.followed.kams
    )
    return [(kam, each) for kam, each in found if each is not None]

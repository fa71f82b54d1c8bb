"""What was worked on beside what was not, by the campaign after: of one KAM as strips, of several as a line each."""

from collections.abc import Sequence

import streamlit as st

from kamescope.analysis.plan_review import PlanReview
from kamescope.charts.plan_review import change_text, review_strips
from kamescope.charts.text_table import text_table
from kamescope.i18n import NBSP, Words
from kamescope.records import Kam
from kamescope.sentences import in_plan, plan_review
from kamescope.ui.components import show_fragment
from kamescope.ui.frame import card
from kamescope.ui.text import plain
from kamescope.ui.view import View
from kamescope.ui.warm import warm


def show_review(view: View, found: PlanReview | None) -> None:
    """A card about one KAM, by what the environment said; nothing where nothing can be told."""
    if found is None:
        return
    with card(view.say("plan.review"), plan_review(found, "plan.review_caption", view.say, plain)):
        show_fragment(warm(review_strips, found, view.look))
        if told := _beside(found, view.say):
            st.markdown(told)


def show_reviews(view: View, found: Sequence[tuple[Kam, PlanReview]]) -> None:
    """A card about several KAMs: what each worked on with its change, and the mean beside that of the other factors."""
    if not found:
        return
    say, first = view.say, found[0][1]
    heads = [say("column.kam"), say("plan.worked_on"), say("plan.mean_in"), say("plan.mean_out")]
    with card(
        say("plan.review"), say("plan.reviews_caption", before=plain(first.before.name), after=plain(first.after.name))
    ):
        rows = [_row(kam, review, say) for kam, review in found]
        show_fragment(warm(text_table, say("plan.review"), tuple(heads), tuple(rows), view.look, "22%"))


def _row(kam: Kam, review: PlanReview, say: Words) -> tuple[str, ...]:
    parts = (f"{in_plan(review.model, each.title, say)}{NBSP}{change_text(each.change, say)}" for each in review.worked)
    means = (review.mean, None if review.rest is None else review.rest.change)
    return kam.name, say("apart").join(parts), *(say("no_data") if mean is None else say.signed(mean) for mean in means)


def _beside(found: PlanReview, say: Words) -> str:
    """What moved in the plan beside what did outside it, in a sentence; nothing where that cannot be told."""
    if found.mean is None or found.rest is None:
        return ""
    sizes = {"worked": say.points(found.mean), "others": say.points(found.rest.change)}
    return say("plan.after_others", found.rest.factors, campaign=plain(found.after.name), **sizes)

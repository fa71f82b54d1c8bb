"""What was worked on beside what was not, as strips: a move a priority, then one for all the other factors."""

from collections.abc import Iterator

from kamescope.analysis.plan import Basis
from kamescope.analysis.plan_review import PlanReview, WorkedOn
from kamescope.analysis.progress import Change
from kamescope.charts.arrows import arrowed
from kamescope.charts.figures import score_text, status_text
from kamescope.charts.fragment import Fragment
from kamescope.charts.moves import ARROW
from kamescope.charts.strips import Mark, Strip, strips
from kamescope.charts.theme import Look
from kamescope.i18n import Words
from kamescope.model import ENVIRONMENT
from kamescope.sentences import plan_name, plan_review, short_name

_MARK = "bar"


def review_strips(review: PlanReview, look: Look) -> Fragment:
    """The environment's figures before (hollow) and after (full) of each priority, then of the other factors' mean."""
    say = look.words
    rows = [*(_worked(review, each, look) for each in review.worked), *_rest(review, look)]
    headings = (say("plan.worked_on"), say("column.score"), say("progress.change"))
    caption = plan_review(review, "plan.review_caption", say)
    legend = [(_MARK, short_name(review.model, ENVIRONMENT, say))]
    return strips(rows, headings, review.model, look, "review", caption, legend)


def change_text(change: Change, say: Words) -> str:
    """`+0,50`, or why there is none: `masqué`, `non comparable`."""
    if change.change is not None:
        return say.signed(change.change)
    return say("team.uneven_cell") if change.is_uneven else status_text(change.status, say)


def both_figures(review: PlanReview, change: Change, look: Look) -> str:
    """`33 % → 43 %`, with the reason in the place of what is not there."""
    return ARROW.join(
        score_text(review.model.scale, side.percent, look)
        if side.is_published
        else status_text(side.status, look.words)
        for side in (change.before, change.after)
    )


def _worked(review: PlanReview, each: WorkedOn, look: Look) -> Strip:
    say, (title, change) = look.words, each
    sides = [side.percent if side.is_published else None for side in (change.before, change.after)]
    moved = arrowed(review.model, change.change, change_text(change, say), look)
    figures = both_figures(review, change, look), moved
    name, state = plan_name(review.model, Basis(title.level, title.code), say), say(f"plan.state.{title.state}")
    return _strip((title.code, name, state), (review, sides), figures)


def _rest(review: PlanReview, look: Look) -> Iterator[Strip]:
    say, rest = look.words, review.rest
    if rest is None:
        return
    figures = ARROW.join(score_text(review.model.scale, side, look) for side in (rest.before, rest.after))
    moved = arrowed(review.model, rest.change, say.signed(rest.change), look)
    name = say("plan.rest", rest.factors)
    yield _strip(("", name, say("plan.rest_mean")), (review, [rest.before, rest.after]), (figures, moved))


def _strip(
    named: tuple[str, str, str], moved: tuple[PlanReview, list[float | None]], figures: tuple[str, str]
) -> Strip:
    """One row: code, name and note; where it was in both campaigns, as far as that is told; figures as told."""
    (code, name, note), (review, (before, after)) = named, moved
    marks = [
        Mark("", campaign.name, percent, _MARK, hollow=campaign is review.before)
        for campaign, percent in ((review.before, before), (review.after, after))
        if percent is not None
    ]
    link = (before, after) if before is not None and after is not None else None
    return Strip(code, name, tuple(marks), link=link, figures=figures, note=note)

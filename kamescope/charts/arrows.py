"""Which way a figure went: an arrow with a direction and a colour, and the word for those who do not see it."""

from markupsafe import Markup

from kamescope.analysis.trajectory import Way, way
from kamescope.charts.fragment import picture, svg, tag
from kamescope.charts.theme import Look
from kamescope.model import Model

# Drawn: the font has no slanted arrows, and those that a system lends look like little pictures.
_TURNED = {Way.UP: -45, Way.STEADY: 0, Way.DOWN: 45}
_SHAFT = "M-0.9,0H0.85M0.2,-0.65L0.85,0L0.2,0.65"


def arrow(model: Model, change: float, look: Look) -> Markup:
    """An arrow for a change in points: up from +0.5 on 1–5, down from −0.5, else level and pale; the word beside it."""
    return pointing(model, change, look) + tag(
        "span", look.words(f"progress.way_{way(model, change)}"), " ", class_="kms-sr"
    )


def pointing(model: Model, change: float, look: Look) -> Markup:
    """The same arrow where the word is there to be seen."""
    where = way(model, change)
    path = f'<path d="{_SHAFT}" transform="rotate({_TURNED[where]})" fill="none" stroke-linecap="round"'
    path += f' stroke-linejoin="round" stroke-width="0.32" stroke="{arrow_colour(where, look)}"/>'
    return picture(svg('viewBox="-1.25 -1.25 2.5 2.5" width="13" height="13"', path), class_="kms-mark kms-arrow")


def arrowed(model: Model, change: float | None, text: str, look: Look) -> Markup:
    """A change as told, behind its arrow; without one where there is no change to tell."""
    return tag("span", "" if change is None else arrow(model, change, look), text, class_="kms-arrowed")


def arrow_colour(where: Way, look: Look) -> str:
    """The colours of the two sides of a difference, as in the heatmap: violet above, sand below."""
    palette = look.palette
    sides = {Way.UP: palette.accent, Way.DOWN: palette.quadrants["shared_progress"][0]}
    return sides.get(where, palette.muted)

"""The figures of one factor or item on a small track of the scale, and the same in words; in HTML and CSS."""

from collections.abc import Iterable, Iterator, Mapping

from markupsafe import Markup

from kamescope.analysis.plan import KeptFigure
from kamescope.charts.axis import fraction
from kamescope.charts.figures import score_text
from kamescope.charts.fragment import mark_picture, tag
from kamescope.charts.theme import Look
from kamescope.model import ENVIRONMENT, Model
from kamescope.sentences import short_name

TRACK_CSS = """
@root .kms-track{position:relative;margin:.1rem .5rem .25rem;height:calc(var(--lanes)*.9rem + .25rem)}
@root .kms-track::before{content:"";position:absolute;left:0;right:0;top:50%;border-top:1px solid var(--kms-line)}
@root .kms-span{position:absolute;top:calc(50% - .2rem);height:.4rem;background:var(--kms-soft);border-radius:.2rem}
@root .kms-track .kms-mark{position:absolute;transform:translate(-50%,-50%)}
@root .kms-figures{display:flex;flex-wrap:wrap;gap:.1rem .8rem;font-variant-numeric:tabular-nums}
@root .kms-figures .kms-mark{margin-right:.25rem}
@root .kms-of{white-space:nowrap}
"""
"""The style sheet of both; a fragment that uses it gives the variable `soft`, the colour of the span."""
_CLOSE = 0.055
"""Marks nearer than this share of the track would hide one another, and stand in lanes."""


def figure_track(model: Model, known: Mapping[str, KeptFigure], span: Iterable[str], look: Look) -> Markup:
    """The marks on the scale, those that would hide one another in lanes; a bar from one column to the other."""
    places = {column: fraction(model.scale, figure.percent) for column, figure in known.items()}
    lanes: list[float] = []
    lane_of = {}
    for column in sorted(places, key=places.__getitem__):
        free = (lane for lane, last in enumerate(lanes) if places[column] - last >= _CLOSE)
        lane_of[column] = lane = next(free, len(lanes))
        lanes[lane : lane + 1] = [places[column]]
    marks = (
        tag(
            "span",
            mark_picture(model, column, look, size=14, css=""),
            class_="kms-mark",
            style=f"left:{100 * place:.4g}%;top:{100 * (lane_of[column] + 0.5) / len(lanes):.4g}%",
        )
        for column, place in places.items()
    )
    bar = _span([places[column] for column in span if column in places])
    return tag("div", bar, *marks, class_="kms-track", aria_hidden="true", style=f"--lanes:{len(lanes)}")


def figures_told(
    model: Model, known: Mapping[str, KeptFigure], look: Look, is_counted: bool = False
) -> Iterator[Markup]:
    """The figures one by one, each with its mark and, `is_counted`, that of a group from how many answers."""
    say = look.words
    for column, figure in known.items():
        name = short_name(model, column, say)
        shown = [score_text(model.scale, figure.percent, look)]
        if is_counted and column != ENVIRONMENT:
            count = tag("span", f" ({say.number(figure.answers)})", aria_hidden="true", class_="kms-count")
            shown += [count, tag("span", f", {say('count.answers', figure.answers)}", class_="kms-sr")]
        mark = mark_picture(model, column, look)
        yield tag("span", mark, tag("span", f"{name} ", class_="kms-sr"), *shown, class_="kms-of", title=name)


def _span(ends: list[float]) -> Markup | str:
    if len(ends) != 2:
        return ""
    low, high = sorted(ends)
    return tag("span", class_="kms-span", style=f"left:{100 * low:.4g}%;width:{100 * (high - low):.4g}%")

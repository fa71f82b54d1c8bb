"""The figures of one factor or item on a small track of the scale, and the same in words; in HTML and CSS."""

from collections.abc import Iterable, Iterator, Mapping

from markupsafe import Markup

from kamescope.analysis.plan import KeptFigure
from kamescope.charts.axis import fraction
from kamescope.charts.figures import score_text
from kamescope.charts.fragment import mark_picture, tag
from kamescope.charts.parts import dodge
from kamescope.charts.theme import Look
from kamescope.model import ENVIRONMENT, Model
from kamescope.sentences import short_name

TRACK_CSS = """
@root .kms-track{position:relative;margin:.1rem .5rem .25rem}
@root .kms-track::before{content:"";position:absolute;left:0;right:0;top:50%;border-top:1px solid var(--kms-line)}
@root .kms-span{position:absolute;top:calc(50% - .2rem);height:.4rem;background:var(--kms-soft);border-radius:.2rem}
@root .kms-track .kms-mark,@root .kms-bar{position:absolute;transform:translate(-50%,-50%)}
@root .kms-bar{top:50%;width:3px;border-radius:2px}
@root .kms-past :is(.kms-mark,.kms-bar,.kms-span){opacity:.45}
@root .kms-figures{display:flex;flex-wrap:wrap;gap:.1rem .8rem;font-variant-numeric:tabular-nums}
@root .kms-figures .kms-mark{margin-right:.25rem}
@root .kms-of{white-space:nowrap}
"""
"""The style sheet of both; a fragment that uses it gives the variable `soft`, the colour of the span."""
_CLOSE = 0.055
"""Marks nearer than this share of the track would hide one another, and step aside as in the gap chart."""
_REACH, _MARK, _BAR = 11, 14, 18


def figure_track(
    model: Model, known: Mapping[str, KeptFigure], span: Iterable[str], look: Look, past: bool = False
) -> Markup:
    """The marks on the scale, none hidden by another; a bar from one column to the other; `past`: pale.

    The words stand elsewhere: a reader of screens is told nothing here.
    """
    places = {column: fraction(model.scale, figure.percent) for column, figure in known.items()}
    groups = [column for column in places if column != ENVIRONMENT]
    aside = dict(zip(groups, dodge([places[column] for column in groups], _CLOSE, _REACH), strict=True))
    high = max(_MARK + 2 * max(map(abs, aside.values()), default=0), _BAR) + 6
    marks = (
        tag(
            "span",
            mark_picture(model, column, look, size=_MARK, css=""),
            class_="kms-mark",
            style=f"left:{100 * places[column]:.4g}%;top:calc(50% + {aside[column]:g}px)",
        )
        for column in groups
    )
    inside = (_span([places[column] for column in span if column in places]), _bar(places, aside, look), *marks)
    css = "kms-track kms-past" if past else "kms-track"
    return tag("div", *inside, class_=css, aria_hidden="true", style=f"height:{high:g}px")


def _bar(places: Mapping[str, float], aside: Mapping[str, float], look: Look) -> Markup | str:
    """The environment, as long as the marks that stand on it ask for to be seen over and under them."""
    if ENVIRONMENT not in places:
        return ""
    place = places[ENVIRONMENT]
    over = (abs(move) for column, move in aside.items() if abs(places[column] - place) < _CLOSE)
    long = _BAR + 2 * max(over, default=0)
    colour = look.palette.groups["bar"]
    return tag("span", class_="kms-bar", style=f"left:{100 * place:.4g}%;height:{long:g}px;background:{colour}")


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

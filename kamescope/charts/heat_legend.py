"""The legend of a heatmap, drawn: the tints from the lowest to the highest, and where one ends and the next begins."""

from collections.abc import Sequence

from markupsafe import Markup

from kamescope.analysis.compare import Heatmap, Measure
from kamescope.charts.figures import difference_unit, score_text, threshold_text
from kamescope.charts.fragment import Fragment, fragment, tag
from kamescope.charts.heat import Tints, tints
from kamescope.charts.heatmap_words import legend
from kamescope.charts.theme import Look
from kamescope.i18n import MINUS

STEPS = 5
_CSS = """
@root .kms-scale{display:flex;flex-wrap:wrap;align-items:flex-start;gap:.1rem .6rem;font-size:.8125rem;
color:var(--kms-muted);line-height:1.2}
@root .kms-steps{display:grid;grid-template-columns:repeat(5,2.9rem)}
@root .kms-steps i{height:.95rem;border-block:1px solid var(--kms-line)}
@root .kms-steps i:first-child{border-radius:.3rem 0 0 .3rem;border-left:1px solid var(--kms-line)}
@root .kms-steps i:last-of-type{border-radius:0 .3rem .3rem 0;border-right:1px solid var(--kms-line)}
@root .kms-ticks{grid-column:1/-1;display:flex;justify-content:space-around;margin:.1rem 10% 0;
font-variant-numeric:tabular-nums}
@root .kms-ticks span{flex:1 1 0;text-align:center;white-space:nowrap}
@root .kms-ends{justify-content:space-between;margin:.1rem 0 0}
@root .kms-ends span{flex:none}
"""


def heat_legend(heatmap: Heatmap, look: Look) -> Fragment:
    """The tints of a heatmap with their figures; the same in words for those who do not see them."""
    found = tints(heatmap, look.palette)
    is_score = heatmap.measure is Measure.SCORE
    drawn = _of_scores(heatmap, found, look) if is_score else _of_differences(heatmap, found, look)
    words = tag("span", legend(heatmap, look), class_="kms-sr")
    return fragment("heat-legend", _CSS, 0, look, tag("div", words, *drawn, class_="kms-scale"))


def _of_scores(heatmap: Heatmap, found: Tints, look: Look) -> Sequence[Markup]:
    scale, step = heatmap.panel.model.scale, (found.high - found.low) / (STEPS - 1)
    ends = (score_text(scale, scale.percent(value), look) for value in (found.low, found.high))
    return (_steps([found.low + place * step for place in range(STEPS)], found, list(ends), "kms-ticks kms-ends"),)


def _of_differences(heatmap: Heatmap, found: Tints, look: Look) -> Sequence[Markup]:
    model, say = heatmap.panel.model, look.words
    marked, explore = (threshold_text(model, value, look) for value in (found.marked, found.explore))
    ticks = [MINUS + marked, MINUS + explore, f"+{explore}", f"+{marked}"]
    steps = _steps([-found.marked, -found.explore, 0.0, found.explore, found.marked], found, ticks, "kms-ticks")
    low, high = (tag("span", say(f"heatmap.{end}_{heatmap.measure}"), aria_hidden="true") for end in ("low", "high"))
    unit = tag("span", f"({difference_unit(model.scale, look)})", aria_hidden="true")
    return low, steps, high, unit


def _steps(values: Sequence[float], found: Tints, ticks: Sequence[str], css: str) -> Markup:
    tiles = (tag("i", style=f"background:{found.of(value)[0]}") for value in values)
    marks = tag("span", *(tag("span", tick) for tick in ticks), class_=css)
    return tag("span", *tiles, marks, class_="kms-steps", aria_hidden="true")

"""What to speak about first in a cohort, on four cards."""

from dataclasses import replace

import streamlit as st

from kamescope.analysis.compare import Heatmap, Measure, rated_by_all
from kamescope.analysis.published import Level
from kamescope.analysis.team_highlights import TeamHighlights, team_highlights
from kamescope.charts.figures import difference_text, difference_unit, score_text
from kamescope.charts.heatmap_words import PARTIAL
from kamescope.sentences import factor_name, unbroken
from kamescope.ui.frame import link
from kamescope.ui.team import seen
from kamescope.ui.team.view import TeamView
from kamescope.ui.text import plain
from kamescope.ui.warm import warm

# Without it a link stands further to the right than the text around it, and a long one is cut off.
_STYLE = """<style>
.st-key-kms-gist [data-testid="stPageLink-NavLink"] { padding-inline: 0; }
.st-key-kms-gist [data-testid="stPageLink-NavLink"] * { white-space: normal; }
</style>"""


def show_gist(view: TeamView) -> None:
    """Four cards: where the cohort is strong, where not, where it is split, and whose gaps are wide."""
    scores, gaps = (
        seen.heatmap(view.panel, Level.FACTOR, view.address.regard, measure, view.factors)
        for measure in (Measure.SCORE, Measure.GAP)
    )
    found = warm(team_highlights, scores, gaps, _fair(view, scores.others), _fair(view, gaps.others))
    st.html(_STYLE)
    with st.container(key="kms-gist"), st.grid(4, min_column_width=190, border=True):
        _card(view, "strength", found.strength, _mean(view, scores, found.strength))
        _card(view, "area", found.area, _mean(view, scores, found.area))
        _card(view, "split", found.split.code if found.split else None, _ends(view, found))
        _wide_gaps(view, gaps, found)


def _fair(view: TeamView, column: str) -> tuple[str, ...]:
    """Of the factors listed, those on which the KAMs compare fairly."""
    return tuple(code for code in rated_by_all(view.model, view.panel, column) if code in view.factors)


def _card(view: TeamView, kind: str, code: str | None, told: str) -> None:
    with st.container(gap=None):
        st.markdown(f":small[:gray[{view.say(f'compare.{kind}')}]]")
        if code is None:
            st.markdown(view.say("compare.no_split" if kind == "split" else "compare.none_stands_out"))
            return
        name = factor_name(view.model, code, view.say, plain)
        link("team_factor", replace(view.address, factor=code), f"**{code} {name}**", icon="")
        st.markdown(told)


def _mean(view: TeamView, scores: Heatmap, code: str | None) -> str:
    if code is None:
        return ""
    mean = scores.means[[each for _, each in scores.places].index(code)]
    return view.say("compare.mean", mean=_score(view, float(mean)))


def _ends(view: TeamView, found: TeamHighlights) -> str:
    if found.split is None:
        return ""
    low, high = _score(view, found.split.lowest), _score(view, found.split.highest)
    return view.say("strips.range", low=low, high=high)


def _score(view: TeamView, points: float) -> str:
    return score_text(view.model.scale, view.model.scale.percent(points), view.look)


def _wide_gaps(view: TeamView, gaps: Heatmap, found: TeamHighlights) -> None:
    with st.container(gap=None):
        st.markdown(f":small[:gray[{view.say('compare.gaps', unit=difference_unit(view.model.scale, view.look))}]]")
        if not found.gaps:
            st.markdown(view.say("compare.no_gaps"))
        for gap in found.gaps:
            kam = view.panel.kams[gap.row]
            at = [code for _, code in gaps.places].index(gap.code)
            size = difference_text(view.model, gap.gap, view.look) + PARTIAL * bool(gaps.partial[gap.row, at])
            facts = {"kam": plain(unbroken(gaps.names[gap.row])), "code": gap.code, "gap": size}
            address = replace(view.address, kam=kam.token, factor=gap.code)
            name = factor_name(view.model, gap.code, view.say, plain)
            link("factor", address, view.say("compare.gap_of", **facts), icon="", help=name)

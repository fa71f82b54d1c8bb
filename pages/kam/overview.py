"""Résultats globaux: where one KAM stands, who disagrees with whom, and on what."""

from kamescope.analysis.gaps import sorted_gaps
from kamescope.analysis.published import Level
from kamescope.charts.gap_chart import gap_chart
from kamescope.charts.radar import FEWEST_AXES, radar
from kamescope.charts.score_table import score_rows, score_table
from kamescope.sentences import gap_rule, little_marked
from kamescope.ui.components import download, show_chart
from kamescope.ui.frame import card, two_columns
from kamescope.ui.kam.cards import overall_cards
from kamescope.ui.kam.frame import factor_links, kam_page, open_factor
from kamescope.ui.kam.highlights import show_headline, show_highlights, show_partly_rated
from kamescope.ui.kam.levers import show_levers
from kamescope.ui.kam.view import KamView
from kamescope.ui.pickable import show_pickable
from kamescope.ui.warm import warm


def overview(view: KamView) -> None:
    """What to know first, the profile, the gaps, and every factor."""
    say, published = view.say, view.published
    show_headline(view)
    overall_cards(view)

    essential, profile = two_columns([2, 3], "-mirrored")
    with essential:
        show_highlights(view)

    table = warm(score_table, published, Level.FACTOR, view.factors, view.groups, view.look)
    is_radar = len(view.factors) >= FEWEST_AXES
    with profile:
        if is_radar:
            with card(say("radar.title"), say(f"radar.caption_{view.look.unit}")):
                drawing = warm(radar, published, Level.FACTOR, view.groups, view.factors, view.look)
                show_chart(drawing, "radar", open_factor(view))
                show_partly_rated(view)
        else:
            with card(say("radar.title")):
                show_pickable(table, "table", open_factor(view), factor_links(view))
                show_partly_rated(view)

    with card(say("gaps.title"), gap_rule(view.model, say)):
        gaps = sorted_gaps(published, Level.FACTOR, view.factors)
        show_chart(warm(gap_chart, published, gaps, Level.FACTOR, view.groups, view.look), "gaps", open_factor(view))

    with card(say("filter.all_factors"), little_marked(published, view.factors, say)):
        if is_radar:
            show_pickable(table, "table", open_factor(view), factor_links(view))
        download(view, lambda: score_rows(published, Level.FACTOR, view.factors, view.groups, view.look), "facteurs")

    show_levers(view)


kam_page("overview", overview)

"""Référentiel: one KAM set against a cohort, factor by factor; a placement, not a ranking."""

import streamlit as st

from kamescope.ui.components import download
from kamescope.ui.frame import card
from kamescope.ui.team.benchmark import choose, current, gist, help_text, rows, said_of_cohort, say_unlike, show
from kamescope.ui.team.frame import team_page
from kamescope.ui.team.view import TeamView


def benchmark(view: TeamView) -> None:
    """Where the KAM stands, and how to read it."""
    say = view.say
    choose(view)
    shown = current(view)

    st.markdown(f":small[:gray[{said_of_cohort(view, shown)}]]")
    say_unlike(view, shown)
    st.markdown(gist(view, shown))
    with card(say("benchmark.title"), say("benchmark.caption")):
        show(view, shown)
        download(view, rows(view, shown), "referentiel")
    with st.expander(say("benchmark.help_title"), icon=":material/help:"):
        st.markdown(help_text(view))


team_page("benchmark", benchmark)

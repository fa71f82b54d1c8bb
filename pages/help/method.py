"""Méthode: formulas with a worked example, confidentiality in plain words, glossary."""

import streamlit as st

from kamescope.ui.frame import plain_page
from kamescope.ui.method import confidentiality, debrief, example, glossary, rules, team, waiting

READABLE = 860

say = plain_page("method")
with st.container(width=READABLE):
    rules(say)
    example(say)
    debrief(say)
    team(say)
    confidentiality(say)
    waiting(say)
    glossary(say)

"""Rôles du KAM : how fully each KAM fills the job, after a quiz about them."""

from kamescope.ui.levers.page import lever_page
from kamescope.ui.levers.quiz import show_quiz

lever_page("roles", show_quiz)

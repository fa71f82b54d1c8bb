"""Rôles du KAM : how fully each KAM fills the job, after a quiz about them."""

from kamescope.ui.levers.page import lever_page

lever_page("roles")

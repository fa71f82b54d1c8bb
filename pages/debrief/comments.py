"""Commentaires: what raters wrote, reviewed by the coach, then read by the KAM and the manager."""

from kamescope.ui.comments.read import show_comments
from kamescope.ui.kam.frame import kam_page
from kamescope.ui.kam.view import KamView


def comments(view: KamView) -> None:
    """The comments, as far as whoever looks may read them."""
    show_comments(view)


kam_page("comments", comments)

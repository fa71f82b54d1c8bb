"""Préparer le débrief: the conversation in its order, what there is to say at each step, what the coach chooses."""

from kamescope.ui.kam.frame import kam_page
from kamescope.ui.kam.view import KamView
from kamescope.ui.prepare.page import show_preparation


def prepare(view: KamView) -> None:
    """The steps to the left, the open one to the right."""
    show_preparation(view)


kam_page("prepare", prepare)

"""The application: the menu first, always, then the page."""

from kamescope.ui.shell import run

run()

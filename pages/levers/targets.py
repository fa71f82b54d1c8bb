"""Objectifs : would last year's figures have reached next year's targets?"""

from kamescope.ui.levers.page import lever_page

lever_page("targets")

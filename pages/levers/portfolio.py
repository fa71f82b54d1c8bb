"""Portefeuille : potential and share of every client, and where there is most to win."""

from kamescope.ui.levers.page import lever_page

lever_page("portfolio")

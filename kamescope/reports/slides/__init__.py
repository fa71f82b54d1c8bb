"""The debrief deck: one KAM's results as editable slides, notes for the speaker under each."""

from kamescope.reports.slides.deck import debrief_slides

__all__ = ["debrief_slides"]

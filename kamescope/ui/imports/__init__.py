"""The Imports page: files dropped, understood, confirmed, imported; the journal; blank questionnaires."""

"""Indicators: what winning costs, and where it succeeds."""

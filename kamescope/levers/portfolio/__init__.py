"""Potential and share: which rich clients are hardly served."""

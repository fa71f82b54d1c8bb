"""Targets: next year's, tried on last year's figures."""

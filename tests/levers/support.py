"""What tests of the manager's other instruments share."""

from hypothesis import settings

FEW = max(1, settings.default.max_examples // 3)
"""Examples where each makes frames, which is slow."""

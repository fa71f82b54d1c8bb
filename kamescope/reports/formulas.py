"""Texts that a spreadsheet would run as formulas."""

_STARTS = ("=", "+", "-", "@", "\t", "\r")


def is_run(text: str) -> bool:
    """Whether a spreadsheet would run the text: it begins as a formula, at once or after a blank that is skipped."""
    return text.startswith(_STARTS)

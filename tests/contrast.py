"""Contrast as WCAG 2.2 reckons it."""

import re


def contrast(one: str, other: str) -> float:
    """Of two colours, `#RRGGBB` or as browsers write them, `rgb(r, g, b)`: from 1 (the same) to 21 (black on white)."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    """Relative luminance: 0 is black, 1 white."""
    values = bytes.fromhex(colour[1:]) if colour.startswith("#") else map(int, re.findall(r"\d+", colour))
    parts = [value / 255 for value in values]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

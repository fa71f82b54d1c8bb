"""Every script has a font of the application's own, its width is that font's, and what has none is spelt out."""

import pytest

from kamescope.charts.fonts import readable, runs
from kamescope.charts.measure import text_width

NAMES = {
    "Greek": "Ελένη Παπαδοπούλου",
    "Cyrillic": "Дмитрий Иванов",
    "Arabic": "محمد الأحمد",
    "Hebrew": "מֹשֶׁה כהן",
    "Chinese": "王小明",
    "Japanese": "山田 たろう",
    "Korean": "김민준",
    "Thai": "สมชาย ใจดี",
    "Devanagari": "अमित शर्मा",
    "Armenian": "Հայկ",
    "Tamil": "தமிழ்",
    "Vietnamese": "Nguyễn Thị Ánh",
    "emoji": "Zoë 🦊",
}


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_every_script_has_a_font(name: str):
    assert readable(name) == name
    assert "".join(piece for piece, _ in runs(name)) == name


def test_a_font_is_lent_only_for_what_our_own_lacks():
    assert [(piece, "CJK" in font) for piece, font in runs("M. 王 Œ")] == [("M. ", False), ("王", True), (" Œ", False)]


@pytest.mark.parametrize(
    ("name", "spelt"),
    [("ᚠᚢᚦ", "futh"), ("Ada ᚠ", "Ada f"), ("\ue000", "U+E000"), ("Jean‑Loup Müller", "Jean‑Loup Müller")],
)
def test_what_no_font_has_is_spelt_out(name: str, spelt: str):
    assert readable(name) == spelt


def test_a_text_is_as_wide_as_the_font_that_draws_it():
    """A Chinese sign fills a square; a bold letter is wider than a light one in a font that is lent, too."""
    assert text_width("王小明", 100) == pytest.approx(3 * 105, rel=0.01)
    assert text_width("अमित", 100, "bold") > text_width("अमित", 100)
    assert text_width("ᚠᚢᚦ", 100) == text_width("futh", 100)

"""How the pages of the manager's instruments lie."""

READABLE = 1180
STYLE = """<style>
.st-key-lever-page .kms-headline p { font-size: 1.35rem; font-weight: 600; line-height: 1.35; }
/* Streamlit's ends of a slider are too faint by night: they inherit the page's own ink. */
.st-key-lever-page [data-testid="stSliderTickBar"], .st-key-lever-page [data-testid="stSliderTickBar"] * {
  color: inherit; opacity: 1; }
</style>"""

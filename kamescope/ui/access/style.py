"""How the pages Accès and Traces lie: as wide as can be read, people parted by a line."""

READABLE = 1080
STYLE = """<style>
.st-key-access-page [data-testid="InputInstructions"] { display: none; }
.st-key-access-page [data-testid="stLayoutWrapper"]:has(> [class*="st-key-access-person-"]) {
  border-top: 1px solid color-mix(in srgb, currentColor 12%, transparent); padding-top: .5rem;
}
.st-key-access-page [class*="st-key-access-person-"] [data-testid="stBaseButton-tertiary"] {
  min-height: 1.75rem; padding-block: 0;
}
</style>"""
"""Streamlit's text fields say in English how what is typed is taken."""

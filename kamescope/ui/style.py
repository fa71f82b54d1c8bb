"""The style sheet of every page: the bar over it, columns, headings, focus, print."""

from functools import cache
from string import Template

import streamlit as st

from kamescope.charts.theme import DARK, LIGHT

_SHEET = Template("""<style>
/* The bar. On a phone it has several rows, and would cover what is looked at if it stayed. */
[data-testid="stLayoutWrapper"]:has(> .st-key-kms-bar) {
  position: sticky; top: 0; z-index: 999; background: $ground;
}
.st-key-kms-bar { padding: .5rem 0; border-bottom: 1px solid $line; }
@media (max-width: 640px) {
  [data-testid="stLayoutWrapper"]:has(> .st-key-kms-bar) { position: static; }
  .st-key-kms-steps { flex-wrap: nowrap; }
  [class*="st-key-kms-fields"] { flex-direction: column; align-items: stretch; }
  [class*="st-key-kms-fields"] > * { width: 100% !important; flex: 0 0 auto !important; }
  .st-key-kms-steps > :has([data-testid="stSelectbox"]) { min-width: 0; }
}

/* Room for what matters on the first screen, in the parts of a page (one with the bar, one below it) too. */
[data-testid="stMainBlockContainer"] > [data-testid="stVerticalBlock"],
[data-testid="stVerticalBlock"]:has(> [data-testid="stLayoutWrapper"] > .st-key-kms-bar),
[data-testid="stLayoutWrapper"]:has(> .st-key-kms-bar) ~ * > [data-testid="stVerticalBlock"] {
  gap: .75rem;
}
[data-testid="stMain"] h1 { padding: .15rem 0 1rem; }
[data-testid="stMain"] h2 { padding: 0 0 1rem; }
/* A heading and its one or two lines are one text. */
[data-testid="stHeadingWithActionElements"]:first-child:nth-last-child(2) :is(h1, h2),
[data-testid="stHeadingWithActionElements"]:first-child:nth-last-child(3) :is(h1, h2) { padding-bottom: 0; }
[data-testid="stHeadingWithActionElements"]:first-child:nth-last-child(3) ~ p:not(:last-child) { margin-bottom: 0; }
.st-key-kms-headline h2 { font-size: 1.125rem; }
[class*="kms-section"] h2 { font-size: 1.25rem; }
[data-testid="stGridCell"] { padding: .55rem .95rem; }

/* Beside the menu a narrow window has no room for wide margins. Four cards are never three and one; columns stack by
   Streamlit only up to 640 px. Mirrored columns are read in their order, and one under the other on a phone, but stand
   the other way round on a desk: what is to be read first lies to the right of its picture. */
@media (min-width: 641px) and (max-width: 1180px) {
  [data-testid="stMainBlockContainer"] { padding-inline: 2rem; }
  [data-testid="stGrid"]:has(> [data-testid="stGridCell"]:nth-child(4):last-child) {
    grid-template-columns: repeat(2, minmax(0, 1fr)) !important;
  }
}
[class*="kms-two-columns-mirrored"] [data-testid="stHorizontalBlock"]:has(> [data-testid="stColumn"]) {
  flex-direction: row-reverse;
}
/* Where the lines beside a picture are longer than it, it stands in the middle of its card. */
[class*="kms-two-columns"] [data-testid="stElementContainer"]:has([data-testid="stVegaLiteChart"]) {
  margin-block: auto;
}
@media (max-width: 1180px) {
  [class*="st-key-kms-plan"] { flex-direction: column; }
  [class*="st-key-kms-plan"] > * { width: 100% !important; flex: 0 0 auto !important; }
}
@media (max-width: 1100px) {
  [class*="kms-two-columns"] [data-testid="stHorizontalBlock"]:has(> [data-testid="stColumn"]) { flex-wrap: wrap; }
  [class*="kms-two-columns"] [data-testid="stColumn"] { min-width: 100%; flex: 1 1 100%; }
}

/* Who comes by keyboard sees where; Streamlit writes white on a primary button, whatever its colour. */
[data-testid="stApp"] :is(a, button, input, [role="radio"], [role="checkbox"], [tabindex="0"]):focus-visible {
  outline: 2px solid $accent !important; outline-offset: 1px;
}
[data-testid="stBaseButton-primary"]:enabled, [data-testid="stBaseButton-primary"]:enabled :is(p, span) {
  color: $ground !important;
}

/* What a chart shows, for those who hear it: behind the drawing, without any room of its own. */
[data-testid="stElementContainer"]:has(.kms-in-words) {
  position: absolute; width: 1px !important; height: 1px; overflow: hidden; clip-path: inset(50%);
}

/* The toolbar of Streamlit's charts speaks English, and offers the specification. */
[data-testid="stVegaLiteChart"] [data-testid="stElementToolbar"],
[data-testid="stFullScreenFrame"]:has([data-testid="stVegaLiteChart"]) [data-testid="stElementToolbar"] {
  display: none;
}

/* What the other instruments say of a KAM is a sentence: on a phone it takes two lines. */
.st-key-kms-beside [data-testid="stPageLink"] :is(a, p, span) { white-space: normal; overflow: visible; height: auto; }

/* On paper: the page alone, as long as it is, no card or chart over the edge of a sheet, heads on each. */
@media print {
  [data-testid="stSidebar"], [data-testid="stHeader"], .st-key-kms-bar, [data-testid="stDownloadButton"],
  [data-testid="stButton"], [data-testid="stPageLink"], [data-testid="stExpandSidebarButton"] {
    display: none !important;
  }
  html, body, #root, #root > div, [data-testid="stApp"], [data-testid="stAppViewContainer"], [data-testid="stMain"] {
    position: static !important; height: auto !important; overflow: visible !important; display: block !important;
  }
  [data-testid="stMainBlockContainer"] { padding: 0 !important; max-width: none; }
  [data-testid="stVegaLiteChart"], .kms-box, .kms-tile, .kms tr, .kms-card { break-inside: avoid; }
  .kms thead { display: table-header-group; }
}
</style>""")


@cache
def sheet(theme: str) -> str:
    """The style sheet in a theme, `light` or `dark`, as an element."""
    palette = DARK if theme == "dark" else LIGHT
    return _SHEET.substitute(ground=palette.background, line=palette.grid, accent=palette.accent)


def theme() -> str:
    """`light` or `dark`, as the browser has it."""
    return "dark" if st.context.theme.type == "dark" else "light"

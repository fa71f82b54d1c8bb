"""How the page lies: the rail of steps beside the open one on a desk, a list over it where there is no room."""

from functools import cache
from string import Template

from kamescope.charts.fragment import blend
from kamescope.charts.theme import DARK, LIGHT

_SHEET = Template("""<style>
.st-key-prepare-steps { gap: .1rem; }
.st-key-prepare-rail button { padding: .25rem .6rem; min-height: 0; justify-content: stretch; }
.st-key-prepare-rail button > div, .st-key-prepare-rail button > div > span,
.st-key-prepare-rail button [data-testid="stMarkdownContainer"] { width: 100%; }
.st-key-prepare-rail button p { display: flex; gap: .45rem; text-align: left; align-items: baseline; }
.st-key-prepare-rail button p > :first-child { min-width: 1.1rem; }
.st-key-prepare-rail button p > :last-child { margin-left: auto; white-space: nowrap; padding-left: .5rem; }
.st-key-prepare-steps [data-testid="stBaseButton-secondary"] { background: $tint; border-color: transparent; }
.st-key-prepare-step { gap: .75rem; }
.st-key-prepare-caution { background: $tint; border-radius: .5rem; padding: .6rem .85rem; }
.st-key-prepare-caution :is(p, li) { font-size: .875rem; line-height: 1.45; margin-block: 0 .15rem; }
.st-key-prepare-caution ul { margin-bottom: 0; padding-left: 0; }
.st-key-prepare-caution [data-testid="stMarkdownContainer"] { margin-bottom: 0; }
[class*="st-key-prepare-row-"] { border-top: 1px solid $line; padding-top: .7rem; }
[class*="st-key-prepare-asked-"] { gap: .25rem; }
[class*="st-key-prepare-asked-"] > :has([data-testid="stCheckbox"]) { min-width: 0; flex: 1 1 0; }
[class*="st-key-prepare_edit_"] p { font-size: 0; }
[class*="st-key-prepare-asked-"] button { padding: .1rem .4rem; min-height: 0; }
.st-key-prepare-questions { border-top: 1px solid $line; padding-top: .7rem; gap: .15rem; }
@media (min-width: 1101px) {
  [data-testid="stLayoutWrapper"]:has(> .st-key-prepare-narrow) { display: none; }
  [data-testid="stColumn"]:has(.st-key-prepare-rail) { position: sticky; top: 4.25rem; align-self: flex-start; }
}
@media (max-width: 1100px) {
  [data-testid="stLayoutWrapper"]:has(> .st-key-prepare-steps) { display: none; }
  [data-testid="stColumn"]:has(.st-key-prepare-rail) { order: 2; }
}
@media (max-width: 640px) {
  [class*="st-key-prepare_flag_"] { width: 3.25rem !important; flex: 0 0 3.25rem !important; }
  [class*="st-key-prepare_flag_"] p { font-size: 0; }
  [class*="st-key-prepare_flag_"] [data-testid="stIconMaterial"] { font-size: 1.125rem; }
}
</style>""")


@cache
def sheet(theme: str) -> str:
    """The style sheet in a theme, `light` or `dark`, as an element."""
    palette = DARK if theme == "dark" else LIGHT
    tint = blend(palette.accent, palette.background, 0.12 if theme == "dark" else 0.09)
    return _SHEET.substitute(line=palette.grid, tint=tint)

"""Links to pages: in sections, one under the other, a menu; one in a bar; one behind a sentence."""

from collections.abc import Sequence
from dataclasses import dataclass

from kamescope.charts.fragment import Fragment, fragment, tag
from kamescope.charts.theme import Look

# The icons are letters of the font that Streamlit brings for its own.
_CSS = """
@root section{margin:0 0 .9rem}
@root .kms-over{margin:0 0 .2rem;padding:0;font-size:.875rem;color:var(--kms-muted)}
@root a{display:flex;align-items:center;gap:.5rem;padding:.12rem .5rem;border-radius:.5rem;color:inherit;
text-decoration:none;line-height:1.5}
@root a:hover{background:var(--kms-line)}
@root a[aria-current]{background:var(--kms-line);font-weight:600}
@root a:focus-visible{outline:2px solid var(--kms-accent);outline-offset:1px}
@root .kms-icon{font-family:"Material Symbols Rounded";font-size:1.1rem;line-height:1;font-weight:400;
font-feature-settings:"liga";white-space:nowrap;width:1.2em;overflow:hidden}
"""


_ONE = """
@root{container-type:normal}
@root a{min-height:2.5rem;padding:.25rem .5rem;gap:.4rem;white-space:nowrap;font-size:.9rem}
@root .kms-icon{width:auto}
@root a:hover{background:none;color:var(--kms-accent)}
"""
_NOTE = """
@root p{margin:0;font-size:.8125rem;color:var(--kms-muted)}
@root a{display:inline-flex;padding:0;gap:.3rem;color:var(--kms-text);vertical-align:bottom;text-decoration:underline}
@root a .kms-icon{font-size:1rem}
@root a:hover{background:none;color:var(--kms-accent)}
@media print{@root a{display:none}}
"""


@dataclass(frozen=True, slots=True)
class Link:
    """What pressing it picks, what it says, its icon (a name of Material Symbols)."""

    pick: str
    label: str
    icon: str


def link_menu(name: str, sections: Sequence[tuple[str, Sequence[Link]]], here: str, look: Look) -> Fragment:
    """A title and links for each section, the link to where the reader is marked; `name` is for those who hear it."""
    drawn = (
        tag("section", tag("p", title, class_="kms-over"), *(_drawn(link, here) for link in section))
        for title, section in sections
    )
    return fragment("links", _CSS, 0, look, tag("nav", *drawn, aria_label=name))


def one_link(link: Link, look: Look) -> Fragment:
    """A link by itself, in a bar."""
    return fragment("link", _CSS + _ONE, 0, look, _drawn(link, ""))


def note(text: str, link: Link, look: Look) -> Fragment:
    """A quiet sentence, and behind it a link, which is of no use on paper."""
    return fragment("note", _CSS + _NOTE, 0, look, tag("p", text, " ", _drawn(link, "")))


def _drawn(link: Link, here: str) -> object:
    icon = tag("span", link.icon, class_="kms-icon", aria_hidden="true")
    is_here = "page" if link.pick == here else None
    return tag("a", icon, tag("span", link.label), data_pick=link.pick, aria_current=is_here)

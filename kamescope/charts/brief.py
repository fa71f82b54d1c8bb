"""Short cards of factors, each line one press from its factor: what to know of a KAM in ten seconds."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from kamescope.charts.fragment import Fragment, fragment, mark_picture, tag
from kamescope.charts.theme import Look
from kamescope.i18n import NBSP
from kamescope.model import Model
from kamescope.sentences import LITTLE

_CSS = """
@root .kms-cards{display:grid;gap:.75rem;grid-template-columns:minmax(0,1fr)}
@root .kms-box{box-sizing:border-box;border:1px solid var(--kms-line);border-radius:.5rem;padding:.7rem .95rem}
@root .kms-title{font-size:1rem;font-weight:600;margin:0 0 .3rem;padding:0;color:inherit;line-height:1.35}
@root .kms-hint{font-size:.8125rem;font-weight:400;color:var(--kms-muted);white-space:nowrap}
@root ul{list-style:none;margin:0;padding:0}
@root li{margin:0}
@root a{display:grid;grid-template-columns:2.1rem minmax(0,1fr) max-content;column-gap:.5rem;align-items:baseline;
padding:.14rem .35rem;margin:0 -.35rem;border-radius:.35rem;color:inherit;text-decoration:none}
@root a:hover{background:var(--kms-tint)}
@root a:hover .kms-called{text-decoration:underline;text-underline-offset:2px}
@root a:focus-visible{outline:2px solid var(--kms-accent);outline-offset:1px}
@root .kms-called{overflow-wrap:anywhere}
@root .kms-figure{font-weight:600;font-variant-numeric:tabular-nums;white-space:nowrap}
@root .kms-figure .kms-mark{margin:0 .2rem 0 .5rem}
@root .kms-note{display:block;grid-column:2/-1;font-size:.8125rem;line-height:1.35;color:var(--kms-muted)}
@root .kms-words{font-size:.8125rem;color:var(--kms-muted);margin:.3rem 0 0}
@container (min-width:@limit){
@root .kms-cards{grid-template-columns:repeat(2,minmax(0,1fr))}
}
"""
_TWO_ABREAST = 520


@dataclass(frozen=True, slots=True)
class BriefLine:
    """One factor: its code and name, its figures with the columns whose marks stand before them, what is to be added.

    `kind` is the class of a gap, which colours its figure; `rests_on` says how little a figure rests on.
    """

    code: str
    name: str
    figures: tuple[tuple[str, str], ...]
    kind: str = ""
    rests_on: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BriefCard:
    """A heading, whose figures stand under it, its lines, and a sentence under them, or in their place."""

    title: str
    hint: str
    hint_columns: tuple[str, ...]
    lines: tuple[BriefLine, ...]
    words: str = ""


def brief(model: Model, cards: Sequence[BriefCard], look: Look) -> Fragment:
    """The cards one under the other, two abreast where they have the room; each line is a link to its code."""
    drawn = tag("div", *(_card(model, card, look) for card in cards), class_="kms-cards")
    return fragment("brief", _CSS, _TWO_ABREAST, look, drawn)


def _card(model: Model, card: BriefCard, look: Look) -> Markup:
    marks = [part for column in card.hint_columns for part in (mark_picture(model, column, look, 10), " ")]
    hint = tag("span", *marks, card.hint, class_="kms-hint") if card.hint else ""
    lines = tag("ul", *(_line(model, line, look) for line in card.lines)) if card.lines else ""
    words = tag("p", card.words, class_="kms-words") if card.words else ""
    return tag("section", tag("h3", card.title, " ", hint, class_="kms-title"), lines, words, class_="kms-box")


def _line(model: Model, line: BriefLine, look: Look) -> Markup:
    told = [f"{LITTLE}{NBSP}{line.rests_on}"] if line.rests_on else []
    note = tag("span", " · ".join([*told, *line.notes]), class_="kms-note") if told or line.notes else ""
    figures = [
        part
        for column, text in line.figures
        for part in (mark_picture(model, column, look, 10) if column else "", tag("span", text))
    ]
    inside = (
        tag("span", line.code, class_="kms-code"),
        tag("span", line.name, class_="kms-called"),
        tag("span", *figures, class_=f"kms-figure kms-{line.kind}" if line.kind else "kms-figure"),
        note,
    )
    return tag("li", tag("a", *inside, data_pick=line.code))

"""One KAM on the road: who, how far in five dots, how many questionnaires came back of those sent."""

from typing import NamedTuple

from markupsafe import Markup

from kamescope.charts.fragment import Fragment, fragment, tag
from kamescope.charts.theme import Look

_CSS = """
@root .kms-line{display:grid;grid-template-columns:minmax(0,1fr);gap:.15rem 1rem;align-items:center}
@root .kms-who{font-weight:600;overflow-wrap:anywhere}
@root .kms-sub{display:block;font-weight:400;font-size:.8125rem;color:var(--kms-muted)}
@root .kms-dots{display:inline-flex;gap:.25rem;margin-right:.5rem;vertical-align:middle}
@root .kms-dot{width:.6rem;height:.6rem;border-radius:50%;border:1px solid var(--kms-muted)}
@root .kms-past{background:var(--kms-accent);border-color:var(--kms-accent)}
@root .kms-step{font-weight:600}
@root .kms-num{font-variant-numeric:tabular-nums;white-space:nowrap}
@root .kms-bar{display:inline-block;width:4rem;height:.4rem;border-radius:.2rem;background:var(--kms-line);
margin-right:.5rem;vertical-align:middle;overflow:hidden}
@root .kms-fill{display:block;height:100%;background:var(--kms-text)}
@container (min-width:@limit){
@root .kms-line{grid-template-columns:minmax(0,1.1fr) minmax(0,1fr) minmax(0,1.1fr)}
}
"""
_WIDE = 480


class RoadRow(NamedTuple):
    """What is told of one KAM: `place` of `steps` steps, `returned` in words and as a share (None: not known)."""

    name: str
    beside: str
    step: str
    place: int
    steps: int
    returned: str
    share: float | None
    lacks: str
    release: str


def road_row(row: RoadRow, look: Look) -> Fragment:
    """The line, its parts one under the other where there is no room."""
    who = tag("div", row.name, _sub(row.beside), class_="kms-who")
    dots = (tag("span", class_="kms-dot kms-past" if at < row.place else "kms-dot") for at in range(row.steps))
    told = look.words("road.of_step", place=look.words.number(row.place), whole=look.words.number(row.steps))
    drawn = tag("span", *dots, class_="kms-dots", role="img", aria_label=told)
    step = tag("div", drawn, tag("span", row.step, class_="kms-step"), _sub(row.release))
    back = tag("div", _bar(row.share), tag("span", row.returned, class_="kms-num"), _sub(row.lacks))
    line = tag("div", who, step, back, class_="kms-line")
    return fragment("road", _CSS, _WIDE, look, line)


def road_heads(look: Look) -> Fragment:
    """What stands over the parts of the lines."""
    heads = (tag("span", look.words(key), class_="kms-sub") for key in ("filter.kam", "road.where", "road.returned"))
    return fragment("road", _CSS, _WIDE, look, tag("div", *heads, class_="kms-line"))


def _sub(text: str) -> Markup:
    return tag("span", text, class_="kms-sub") if text else Markup("")


def _bar(share: float | None) -> Markup:
    if share is None:
        return Markup("")
    fill = tag("span", class_="kms-fill", style=f"width:{min(share, 1) * 100:.0f}%")
    return tag("span", fill, class_="kms-bar", aria_hidden="true")

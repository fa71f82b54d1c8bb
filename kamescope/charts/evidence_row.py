"""One factor as a conversation speaks about it: figures and gap, who makes it, on how much it rests, an item quoted."""

from collections.abc import Iterator

from markupsafe import Markup

from kamescope.analysis.evidence import Evidence, Quoted
from kamescope.analysis.gaps import Spread
from kamescope.analysis.published import Published
from kamescope.charts.figure_track import TRACK_CSS, figure_track, figures_told
from kamescope.charts.fragment import Fragment, fragment, mark_picture, tag
from kamescope.charts.theme import Look
from kamescope.model import ENVIRONMENT, SELF
from kamescope.sentences import LITTLE, factor_name, fair, rests_on, seen_by, short_name

_WIDE = 440
_CSS = """
@root .kms-both{display:grid;gap:.1rem 1.25rem;align-items:center}
@root .kms-name{font-weight:600;overflow-wrap:anywhere}
@root .kms-name .kms-code{font-weight:400;margin-right:.3rem}
@root .kms-small{color:var(--kms-muted);font-size:.8125rem}
@root .kms-count{color:var(--kms-muted);font-size:.8125rem}
@root .kms-quote{font-size:.8125rem;margin-top:.15rem;overflow-wrap:anywhere}
@root .kms-quote .kms-of{margin-left:.5rem}
@root .kms-quote .kms-mark{margin-right:.2rem}
@root .kms-made{font-weight:600}
@container (min-width:@limit){
@root .kms-both{grid-template-columns:minmax(0,5fr) minmax(0,6fr)}
}
"""


def evidence_row(
    published: Published, found: Evidence, look: Look, reason: str = "", is_apart: bool = False
) -> Fragment:
    """The factor in full; with a `reason` only its figures, and why it is brought up.

    `is_apart`: the bar and the points are those between the two groups furthest apart, not those of the gap.
    """
    shown = dict(found.figures)
    ends = (found.apart.lowest, found.apart.highest) if is_apart and found.apart else (SELF, ENVIRONMENT)
    name = factor_name(published.model, found.code, look.words)
    sized = _apart(published, found.apart, look) if is_apart and found.apart else _gap(found, look)
    left = tag(
        "div",
        tag("div", tag("span", found.code, class_="kms-code"), name, class_="kms-name"),
        tag("div", reason, class_="kms-small") if reason else sized,
    )
    right = tag(
        "div",
        figure_track(published.model, shown, ends, look),
        tag("div", *figures_told(published.model, shown, look, is_counted=not reason), class_="kms-figures"),
    )
    below = () if reason else _notes(published, found, look)
    both = tag("div", left, right, class_="kms-both")
    return fragment("evidence", _CSS + TRACK_CSS, _WIDE, look, both, *below, soft=look.palette.accent_soft)


def _gap(found: Evidence, look: Look) -> Markup | str:
    say, gap = look.words, found.gap
    if gap.gap is None:
        return ""
    size = tag("span", say.points(gap.gap), class_=f"kms-gap kms-{gap.kind}")
    return tag("div", size, tag("span", f" {say(f'gap.{gap.kind}')}", class_="kms-small"))


def _apart(published: Published, apart: Spread, look: Look) -> Markup:
    say = look.words
    names = {"high": apart.highest, "low": apart.lowest}
    facts = {side: short_name(published.model, group, say) for side, group in names.items()}
    size = tag("span", say("points", points=say.number(apart.size, 2)), class_="kms-gap kms-marked")
    return tag("div", size, tag("span", f" {say('prepare.apart', **facts)}", class_="kms-small"))


def _notes(published: Published, found: Evidence, look: Look) -> Iterator[Markup]:
    """What has to be said beside the figures, and the item to quote."""
    say = look.words
    if made := seen_by(published, found.code, say):
        yield tag("div", say("prepare.made", groups=made), class_="kms-quote kms-made")
    if same := fair(published, found.code, say):
        yield tag("div", same, class_="kms-small")
    if rests := rests_on(published, found.code, say):
        yield tag("div", f"{LITTLE} {rests}", class_="kms-small")
    if found.quoted is not None:
        yield _quote(published, found.quoted, look)


def _quote(published: Published, quoted: Quoted, look: Look) -> Markup:
    """`Q66 Voit venir…  ◆ 4,0 ● 2,0 ■ 3,7`: in points of the scale, as the item was answered."""
    say, model = look.words, published.model
    told = []
    for column, figure in quoted.figures:
        if column != ENVIRONMENT:
            name = tag("span", f" {short_name(model, column, say)} ", class_="kms-sr")
            mark = mark_picture(model, column, look, 10)
            told.append(tag("span", mark, name, say.number(figure.score, 1), class_="kms-of"))
    code = tag("span", quoted.code, class_="kms-code")
    return tag("div", code, " ", say.statement(model.item(quoted.code)), *told, class_="kms-quote")

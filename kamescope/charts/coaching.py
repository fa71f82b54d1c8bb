"""Whom to coach on what: a row a KAM, with at most two factors, their figures and the reasons; each opens its page."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup

from kamescope.analysis.panel import Panel
from kamescope.analysis.plan import PlanTitle
from kamescope.analysis.priorities import KamPriorities, Priority, Reason, ReasonKind
from kamescope.analysis.published import Level, Published
from kamescope.charts.arrows import arrow
from kamescope.charts.figures import ROLLED_UP, cell_text, tooltip
from kamescope.charts.fragment import Fragment, fragment, mark_picture, tag
from kamescope.charts.heatmap_words import PARTIAL, remarks
from kamescope.charts.names import column_name
from kamescope.charts.theme import Look
from kamescope.i18n import Words
from kamescope.model import ENVIRONMENT, Model
from kamescope.naming import in_sentence
from kamescope.privacy import Status
from kamescope.records import Campaign
from kamescope.sentences import counted, factor_name, unbroken

_CSS = """
@root ul{list-style:none;margin:0;padding:0}
@root li{margin:0}
@root .kms-line{display:grid;grid-template-columns:minmax(0,1fr);gap:.45rem .9rem;padding:.55rem 0;
border-top:1px solid var(--kms-line)}
@root li:first-child{border-top:0}
@root .kms-heads{display:none;color:var(--kms-muted);font-size:.8125rem;border-top:0;padding-top:0}
@root .kms-who{font-weight:600;overflow-wrap:anywhere}
@root .kms-from{display:flex;flex-wrap:wrap;gap:0 .7rem;font-size:.8125rem;font-weight:400;color:var(--kms-muted);
font-variant-numeric:tabular-nums}
@root .kms-from .kms-mark{margin-right:.25rem}
@root a{color:inherit;text-decoration:underline;text-decoration-color:var(--kms-line);text-underline-offset:.2em;
border-radius:.2rem;overflow-wrap:anywhere}
@root a .kms-called{font-weight:600}
@root a:hover{text-decoration-color:currentColor}
@root a:focus-visible{outline:2px solid var(--kms-accent);outline-offset:2px}
@root .kms-shared{text-decoration:underline 2px var(--kms-accent);text-underline-offset:.2em}
@root .kms-moved{font-size:.8125rem;color:var(--kms-muted);font-variant-numeric:tabular-nums;white-space:nowrap}
@root .kms-moved .kms-arrow{margin:0 .2rem}
@root .kms-figures{display:flex;flex-wrap:wrap;align-items:center;gap:.15rem .75rem;
font-variant-numeric:tabular-nums}
@root .kms-figures .kms-mark{margin-right:.25rem}
@root .kms-fig{white-space:nowrap}
@root .kms-why{display:flex;flex-wrap:wrap;align-items:center;gap:.15rem .6rem;font-size:.8125rem}
@root .kms-chip{border:1px solid var(--kms-edge);background:var(--kms-tint);color:var(--kms-accent);
border-radius:1rem;padding:0 .55rem}
@root .kms-less{color:var(--kms-muted)}
@root .kms-said{color:var(--kms-text)}
@root .kms-plan{font-size:.8125rem;color:var(--kms-muted);grid-column:1/-1}
@container (min-width:520px){
@root .kms-line{grid-template-columns:minmax(0,1fr) minmax(0,1fr)}
@root .kms-who,@root .kms-said{grid-column:1/-1}
}
@container (min-width:@limit){
@root .kms-line{grid-template-columns:minmax(0,8.5rem) minmax(0,1fr) minmax(0,1fr)}
@root .kms-who{grid-column:1}
@root .kms-said,@root .kms-plan{grid-column:2/-1}
@root .kms-heads{display:grid}
@root li:first-child{border-top:1px solid var(--kms-line)}
}
"""
_WIDE = 780


@dataclass(frozen=True, slots=True)
class CoachingLine:
    """One KAM: what they are called among the others, the campaign before theirs (None: none), what is planned."""

    found: KamPriorities
    name: str
    before: Campaign | None
    plan: tuple[PlanTitle, ...] = ()


@dataclass(frozen=True, slots=True)
class CoachingList:
    """What is listed of a panel, in the order given.

    `shared`: the factors that most have in common; `partial`: KAMs (tokens) and factors whose environment lacks a
    group that others have.
    """

    panel: Panel
    lines: tuple[CoachingLine, ...]
    shared: frozenset[str]
    partial: frozenset[tuple[str, str]]


def coaching(found: CoachingList, look: Look) -> Fragment:
    """The rows, side by side where there is room; each factor is a link to its KAM's token and its code."""
    say = look.words
    heads = (tag("span", say(f"who.{key}")) for key in ("kam", "first", "second"))
    lines = (_line(found, line, look) for line in found.lines)
    drawn = tag("div", *heads, class_="kms-line kms-heads", aria_hidden="true"), tag("ul", *lines)
    return fragment("coaching", _CSS, _WIDE, look, *drawn, edge=look.palette.accent_soft)


def coaching_rows(found: CoachingList, look: Look) -> list[dict[str, object]]:
    """One row a KAM and priority, one without a factor where there is none, to download; figures in points."""
    return [
        _row(found, line, place, look.words)
        for line in found.lines
        for place in range(max(len(line.found.priorities), 1))
    ]


def reason_text(reason: Reason, say: Words) -> str:
    """`se voit plus haut : +1,20 pt`, `en recul : −0,60 pt`: why, and how much of it, in points."""
    falls = reason.kind in (ReasonKind.BELOW, ReasonKind.FALLEN)
    size = say("points", points=say.number(reason.size, 2)) if reason.kind is ReasonKind.SPLIT else ""
    return say(f"who.{reason.kind}", size=size or say.points(-reason.size if falls else reason.size))


def no_priority(published: Published, one: KamPriorities, say: Words) -> str:
    """Why a KAM has no priority: who has to answer first, or that nothing stands out."""
    if not one.wanting:
        return say("who.nothing" if one.is_heard else "who.unheard")
    groups = [(published.model.group(each.group), each.more) for each in one.wanting]
    more = (f"{say.number(count)}\N{NO-BREAK SPACE}{in_sentence(say.group(group, count))}" for group, count in groups)
    names = (in_sentence(say.text(group.plural)) for group, _ in groups)
    least = say.series(say.number(group.minimum) for group, _ in groups)
    return say("who.wanting", more=say.listing(more), groups=say.listing(names), minimum=least)


def _line(found: CoachingList, line: CoachingLine, look: Look) -> Markup:
    one, published = line.found, found.panel.about(line.found.kam.token)
    who = tag("div", unbroken(line.name), tag("div", *_from(published, look), class_="kms-from"), class_="kms-who")
    plan = tag("div", plan_text(published.model, line.plan, look.words), class_="kms-plan") if line.plan else ""
    if not one.priorities:
        said = tag("div", no_priority(published, one, look.words), class_="kms-said")
        return tag("li", who, said, plan, class_="kms-line")
    told = (_priority(found, line, each, look) for each in one.priorities)
    return tag("li", who, *told, plan, class_="kms-line")


def plan_text(model: Model, plan: Iterable[PlanTitle], say: Words) -> str:
    """`Plan d’action : F10 Positionnement conseil (en cours)`: what somebody works on, and how it stands."""
    told = (
        say("plan.titled", code=each.code, name=_short(model, each, say), state=say(f"plan.state.{each.state}").lower())
        for each in plan
    )
    return say("plan.listed", titles=say.series(told))


def _short(model: Model, title: PlanTitle, say: Words) -> str:
    """The factor by its name; of an item, whose statement is long, the name of its factor."""
    return factor_name(model, title.code, say) if title.code in model.factor_of else ""


def _from(published: Published, look: Look) -> Iterator[Markup]:
    """From how many: a mark and a number a group, the words for those who do not see the mark."""
    model, say = published.model, look.words
    for group in published.groups:
        if not model.group(group.code).is_self:
            words, number = counted(model, group, say), say.number(group.respondents)
            shown = mark_picture(model, group.code, look, 10), tag("span", number, aria_hidden="true")
            yield tag("span", *shown, tag("span", words, class_="kms-sr"), class_="kms-fig", title=words)


def _priority(found: CoachingList, line: CoachingLine, priority: Priority, look: Look) -> Markup:
    code, kam, published = priority.code, line.found.kam.token, found.panel.about(line.found.kam.token)
    css = "kms-called kms-shared" if code in found.shared else "kms-called"
    name = tag("span", factor_name(published.model, code, look.words), class_=css)
    inside = tag("span", code, class_="kms-code"), " ", name
    link = tag("a", *inside, data_pick=f"{kam}:{code}")
    moved = _moved(published, priority, line.before, look)
    figures = tag("div", *_figures(published, code, look), moved, class_="kms-figures")
    return tag(
        "div", tag("div", link), figures, tag("div", *_chips(found, kam, priority, look.words), class_="kms-why")
    )


def _moved(published: Published, priority: Priority, before: Campaign | None, look: Look) -> Markup:
    """How the environment's figure changed since the campaign before; nothing where there was none."""
    say = look.words
    if before is None:
        return Markup("")
    since = say("who.since", campaign=before.name)
    if priority.change is None:
        return tag("span", say("team.uneven_cell"), class_="kms-moved", title=since)
    mark = mark_picture(published.model, ENVIRONMENT, look, 10)
    way = arrow(published.model, priority.change, look)
    return tag("span", mark, way, say.points(priority.change), " ", since, class_="kms-moved")


def _figures(published: Published, code: str, look: Look) -> Iterator[Markup]:
    for group in published.groups:
        cell = published.cell(Level.FACTOR, code, group.code)
        css = "kms-fig" if cell.is_published else "kms-fig kms-none"
        title = tooltip(published, Level.FACTOR, code, group.code, look.words)
        name = tag("span", column_name(published.model, group.code, look.words, group.respondents), class_="kms-sr")
        mark, text = mark_picture(published.model, group.code, look, 10), cell_text(cell, look, ROLLED_UP)
        yield tag("span", mark, name, " ", text, class_=css, title=title)


def _chips(found: CoachingList, kam: str, priority: Priority, say: Words) -> Iterator[Markup]:
    """The reasons, the weightiest as a chip."""
    for place, reason in enumerate(priority.reasons):
        lacks = reason.kind is ReasonKind.BELOW and (kam, priority.code) in found.partial
        text = reason_text(reason, say) + PARTIAL * lacks
        yield tag("span", text, class_="kms-less" if place else "kms-chip")


def _row(found: CoachingList, line: CoachingLine, place: int, say: Words) -> dict[str, object]:
    one = line.found
    published = found.panel.about(one.kam.token)
    priority = one.priorities[place] if one.priorities else None
    code = priority.code if priority else ""
    sizes = {reason.kind: round(reason.size, 4) for reason in (priority.reasons if priority else ())}
    change = priority.change if priority else None
    row: dict[str, object] = {
        say("heatmap.kam"): line.name,
        say("column.company"): one.kam.company,
        say("who.rank"): place + 1 if priority else None,
        say("column.code"): code,
        say("column.name"): factor_name(published.model, code, say) if code else "",
        **{say(f"who.column_{kind}"): sizes.get(kind) for kind in ReasonKind},
        say("who.column_before"): line.before.name if line.before else "",
        say("progress.csv.change"): None if change is None else round(change, 4),
    }
    for group in published.groups:
        name = column_name(published.model, group.code, say)
        score = published.cell(Level.FACTOR, code, group.code).score if code else None
        row[say("who.csv.score", group=name)] = None if score is None else round(score, 4)
        row[say("who.csv.respondents", group=name)] = group.respondents
    told = {} if priority else {say("heatmap.remark"): no_priority(published, one, say)}
    state = Status.MASKED if one.wanting else Status.PUBLISHED if one.is_heard else Status.NO_DATA
    return row | remarks(state, (one.kam.token, code) in found.partial, say) | told

"""Who answered, what is filtered, what is held back."""

from collections.abc import Sequence

from kamescope.analysis.gaps import Highlights, gap_of, thresholds
from kamescope.analysis.published import Level, Published
from kamescope.analysis.ranking import Ranking
from kamescope.analysis.reliability import asked
from kamescope.i18n import Words
from kamescope.model import ENVIRONMENT, Factor, Model
from kamescope.naming import in_sentence
from kamescope.privacy import FilterState, GroupResult, Status
from kamescope.sentences.names import Name, factor_name, short_name

NAMED_AT_MOST = 3
"""More groups than this are counted rather than named in a note."""


def filters(
    published: Published,
    groups: Sequence[str] | None,
    factors: Sequence[str] | None,
    say: Words,
    name: Name = str,
    segment_gone: bool = False,
) -> str:
    """Which filters are active and what they do, as one sentence; None lists all.

    `segment_gone`: a link asked for a partition value that may not be looked at alone here.
    """
    parts = [_segment(published, say, name, segment_gone)]
    if groups is not None:
        names = (name(short_name(published.model, code, say)) for code in groups)
        parts.append(say("filter.part_groups", groups=say.listing(names)))
    if factors is not None:
        parts.append(say("filter.part_factors", factors=say.listing(factors)))
    said = say("apart").join(part for part in parts if part)
    return say("filter.active", filters=said) if said else say("filter.none")


def masked_group(model: Model, group: GroupResult, say: Words, name: Name = str) -> str:
    """Why nothing of a group is shown."""
    plural = name(say.text(model.group(group.code).plural))
    return say("head.masked", group.respondents, group=plural, minimum=say.number(group.minimum))


def attributable(model: Model, say: Words, name: Name = str) -> str:
    """Which groups are shown from a single answer; nothing where there is none but self."""
    alone = [group for group in model.groups if group.attributable and not group.is_self]
    if not alone:
        return ""
    return say("foot.attributable", groups=say.listing(name(in_sentence(say.text(group.name))) for group in alone))


def partly_rated(published: Published, found: Highlights, say: Words, name: Name = str) -> str:
    """« Noté par une partie seulement de l’environnement : F6 Management du business (manager seul). »"""
    if not found.partly_rated:
        return ""
    model, parts = published.model, []
    for code, raters in found.partly_rated:
        many = len(raters) > 1
        texts = (model.group(rater).plural if many else model.group(rater).alone for rater in raters)
        parts.append(f"{code} {factor_name(model, code, say, name)} ({name(say.listing(map(say.text, texts)))})")
    return say("highlight.partly", len(parts), factors=say.listing(parts))


def no_highlight(published: Published, kind: str, say: Words) -> str:
    """Why there are no `strengths`, `areas` or `gaps` to speak about first."""
    if kind != "gaps":
        return say("highlight.none")
    if not any(gap_of(published, Level.FACTOR, factor.code).kind for factor in published.model.factors):
        return say("highlight.none_gap")
    return say("brief.no_gap", explore=say.number(thresholds(published.model)[0], 2))


def overall_notes(published: Published, say: Words, name: Name = str) -> dict[str, str]:
    """Under each overall score: non-response of the group, or who the environment is."""
    notes = {}
    for group in published.groups:
        if group.non_response is not None:
            notes[group.code] = say("card.non_response", share=say.percent(group.non_response * 100, 1))
        elif group.status is Status.MASKED:
            closed = published.campaign.collecting
            notes[group.code] = say("card.collecting" if closed else "card.masked", minimum=say.number(group.minimum))
        else:
            notes[group.code] = say("card.nobody")
    plurals = (published.model.group(code).plural for code in published.environment_groups)
    names = [name(in_sentence(say.text(plural))) for plural in plurals]
    if len(names) > NAMED_AT_MOST:
        notes[ENVIRONMENT] = say("card.environment_many", count=say.number(len(names)))
    elif names:
        notes[ENVIRONMENT] = say("card.environment", len(names), groups=say.listing(names))
    else:
        notes[ENVIRONMENT] = say("card.collecting" if published.campaign.collecting else "card.nobody")
    return notes


def factor_notes(published: Published, factor: Factor, say: Words) -> dict[str, str]:
    """Under each score of a factor: answers given out of those asked, and the gap under the environment."""
    notes = {}
    for group in published.groups:
        items = asked(published.model, factor, group.code)
        cell = published.cell(Level.FACTOR, factor.code, group.code)
        if cell.is_published:
            notes[group.code] = say("factor.answers", cell.answers, possible=say.number(items * group.respondents))
        else:
            why = "tip.masked_short" if cell.status is Status.MASKED else "factor.unanswered"
            notes[group.code] = say(why if items else "factor.not_asked")
    gap = gap_of(published, Level.FACTOR, factor.code)
    if gap.gap is not None:
        notes[ENVIRONMENT] = say("factor.gap", gap=say.points(gap.gap), kind=say(f"gap.{gap.kind}"))
    return notes


def partly_asked(published: Published, factor: Factor, say: Words) -> str:
    """Who is asked only some of a factor's items, so that its gap is not the mean of its sub-factors' gaps."""
    told = []
    for code in published.environment_groups:
        items = asked(published.model, factor, code)
        if 0 < items < len(factor.items):
            name = in_sentence(say.text(published.model.group(code).plural))
            told.append(say("factor.partly_asked", items, group=name, items=say.number(len(factor.items))))
    return say("factor.partly_asked_so", groups=say.listing(told)) if told else ""


def tied_out(ranking: Ranking, group: str, say: Words) -> str:
    """How many items equal the last of a group's list and had no room in it."""
    count = ranking.tied_out.get(group, 0)
    return say("tables.tied_out", count) if count else say("tables.tied_out_none")


def _segment(published: Published, say: Words, name: Name, gone: bool) -> str:
    model, value = published.model, published.where
    if value is None:
        return say("filter.part_segment_gone") if gone else ""
    shown = name(value) if value else say("filter.segment_missing")
    part = say("filter.part_segment", name=in_sentence(name(say.text(model.partition_name))), value=shown)
    if all(group.filter is not FilterState.APPLIED for group in published.groups):
        part += say("filter.part_segment_idle")
    for what, key in (
        (FilterState.APPLIED, "filter.part_segment_on"),
        (FilterState.TOO_FEW, "filter.part_segment_off"),
        (FilterState.INSEPARABLE, "filter.part_segment_apart"),
    ):
        touched = [model.group(group.code) for group in published.groups if group.filter is what]
        if touched:
            part += say(key, groups=say.listing(name(in_sentence(say.text(group.plural))) for group in touched))
    return part

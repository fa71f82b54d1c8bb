"""The essential on one page: overall scores, three strengths, three areas to work on, three gaps."""

from collections.abc import Iterable

from kamescope import sentences
from kamescope.analysis.gaps import Gap, Spread, disagreements, gap_of
from kamescope.analysis.published import Level
from kamescope.charts.names import group_label
from kamescope.model import ENVIRONMENT, OVERALL, SELF
from kamescope.naming import in_sentence
from kamescope.reports.brief import Brief
from kamescope.reports.document.pieces import Data, Part, cell, column, common_items, gap_data, shown_columns

SHARED = 4


def part(brief: Brief) -> Part:
    """Tiles, three columns of factors, and what could not be compared."""
    say, found = brief.say, brief.highlights
    lists = [
        _list(brief, "strengths", (gap_of(brief.published, Level.FACTOR, code) for code in found.strengths)),
        _list(brief, "areas", (gap_of(brief.published, Level.FACTOR, code) for code in found.areas)),
        _list(brief, "gaps", found.gaps),
    ]
    return Part(
        {
            "kind": "summary",
            "title": say("report.summary"),
            "lead": _lead(brief),
            "tiles": tiles(brief),
            "lists": lists,
            "common": [made for made in (_shared(brief, "top"), _shared(brief, "bottom")) if made["items"]],
            "partly": sentences.partly_rated(brief.published, found, say),
            "rule": sentences.gap_rule(brief.model, say),
            "masked": masked(brief),
            "notes": notes(brief),
            "gap": say("gap"),
            "apart_title": say("report.apart"),
            "apart": [_apart(brief, spread) for spread in disagreements(brief.published, factors=brief.codes)],
        }
    )


def masked(brief: Brief) -> list[str]:
    """What is held back, group by group, in words; that nothing can be shown, where that is so."""
    groups = [group for group in brief.published.groups if group.status == "masked"]
    said = [sentences.masked_group(brief.model, group, brief.say) for group in groups]
    return said if brief.published.published_groups else [*said, brief.say("empty.nothing_published")]


def _lead(brief: Brief) -> str:
    told = sentences.sources(brief.published, brief.say)
    return brief.say("report.summary_lead", groups=told) if told else ""


def notes(brief: Brief) -> list[str]:
    """What a reader of filtered results must know: what overall scores cover, who counts without being shown."""
    say, told = brief.say, []
    if brief.listed.factors is not None:
        told.append(say("report.overall_covers", len(brief.model.factors)))
    hidden = [code for code in brief.published.environment_groups if code not in brief.groups]
    if hidden:
        names = (sentences.counted(brief.model, brief.published.group(code), say) for code in hidden)
        told.append(say("report.hidden_groups", len(hidden), groups=say.listing(names)))
    return told


def tiles(brief: Brief) -> list[Data]:
    """The overall score of each column, and what it is from."""
    notes = sentences.overall_notes(brief.published, brief.say)
    return [
        {"column": place, "note": notes[code]} | cell(brief, Level.OVERALL, OVERALL, code)
        for place, code in enumerate(shown_columns(brief))
    ]


def _shared(brief: Brief, side: str) -> Data:
    """The items that most groups place in their list, those that the others share before those shared with self."""
    ranking = brief.top if side == "top" else brief.bottom
    holders = {
        code: [group for group, items in ranking.groups.items() if any(item.code == code for item in items)]
        for code in ranking.common
    }
    order = sorted(ranking.common, key=lambda code: (-len(holders[code]), SELF in holders[code]))
    known = {entry["code"]: entry for entry in common_items(brief, ranking)}
    items = [known[code] for code in order[:SHARED]]
    facts = {"shown": brief.say.number(len(items)), "all": brief.say.number(len(order))}
    return {"title": brief.say(f"report.shared_{side}", **facts), "items": items}


def _apart(brief: Brief, spread: Spread) -> Data:
    """A factor on which two groups of the environment see something else."""
    say, published = brief.say, brief.published
    sides = [
        {"mark": column(brief, group)["mark"], "text": cell(brief, Level.FACTOR, spread.code, group)["text"]}
        for group in (spread.highest, spread.lowest)
    ]
    names = [in_sentence(group_label(published, group, say)) for group in (spread.highest, spread.lowest)]
    return {
        "code": spread.code,
        "name": sentences.factor_name(brief.model, spread.code, say),
        "sides": sides,
        "text": say("report.apart_by", size=say.number(spread.size, 2), high=names[0], low=names[1]),
    }


def _list(brief: Brief, kind: str, gaps: Iterable[Gap]) -> Data:
    say = brief.say
    empty = say("highlight.none_gap" if kind == "gaps" else "highlight.none")
    rows = [_entry(brief, gap) for gap in gaps]
    return {"kind": kind, "title": say(f"highlight.{kind}"), "rows": rows, "empty": "" if rows else empty}


def _entry(brief: Brief, gap: Gap) -> Data:
    say, factor = brief.say, brief.model.factor_of[gap.code]
    return {
        "code": gap.code,
        "name": sentences.factor_name(brief.model, gap.code, say),
        "gap": gap_data(brief, gap),
        "environment": cell(brief, Level.FACTOR, gap.code, ENVIRONMENT),
        "cells": [cell(brief, Level.FACTOR, gap.code, code) for code in shown_columns(brief)],
        "asked": sentences.barely_asked(brief.published, factor, say),
    }

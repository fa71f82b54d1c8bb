"""The essential on one page: overall scores, three strengths, three areas to work on, three gaps."""

from collections.abc import Iterable

from kamescope import sentences
from kamescope.analysis.gaps import Gap, gap_of
from kamescope.analysis.published import Level
from kamescope.model import OVERALL
from kamescope.reports.brief import Brief
from kamescope.reports.document.pieces import Data, Part, cell, common_items, gap_data, shown_columns

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
        }
    )


def masked(brief: Brief) -> list[str]:
    """What is held back, group by group, in words; that nothing can be shown, where that is so."""
    groups = [group for group in brief.published.groups if group.status == "masked"]
    said = [sentences.masked_group(brief.model, group, brief.say) for group in groups]
    return said if brief.published.published_groups else [*said, brief.say("empty.nothing_published")]


def _lead(brief: Brief) -> str:
    names = [sentences.counted(brief.model, group, brief.say) for group in brief.published.groups if group.respondents]
    return brief.say("report.summary_lead", groups=brief.say.listing(names)) if names else ""


def tiles(brief: Brief) -> list[Data]:
    """The overall score of each column, and what it is from."""
    notes = sentences.overall_notes(brief.published, brief.say)
    return [
        {"column": place, "note": notes[code]} | cell(brief, Level.OVERALL, OVERALL, code)
        for place, code in enumerate(shown_columns(brief))
    ]


def _shared(brief: Brief, side: str) -> Data:
    """The first few items that several groups place in their list."""
    items = common_items(brief, brief.top if side == "top" else brief.bottom)
    return {"title": brief.say(f"report.shared_{side}"), "items": items[:SHARED]}


def _list(brief: Brief, kind: str, gaps: Iterable[Gap]) -> Data:
    say = brief.say
    empty = say("highlight.none_gap" if kind == "gaps" else "highlight.none")
    rows = [_entry(brief, gap) for gap in gaps]
    return {"kind": kind, "title": say(f"highlight.{kind}"), "rows": rows, "empty": "" if rows else empty}


def _entry(brief: Brief, gap: Gap) -> Data:
    return {
        "code": gap.code,
        "name": sentences.factor_name(brief.model, gap.code, brief.say),
        "gap": gap_data(brief, gap),
        "cells": [cell(brief, Level.FACTOR, gap.code, code) for code in shown_columns(brief)],
    }

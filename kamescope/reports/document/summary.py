"""The essential on one page: overall scores, three strengths, three areas to work on, three gaps."""

from collections.abc import Iterable

from kamescope import sentences
from kamescope.analysis.gaps import Gap, Spread, disagreements, gap_of
from kamescope.analysis.published import Level
from kamescope.charts.names import group_label
from kamescope.i18n import NBSP
from kamescope.model import ENVIRONMENT, OVERALL, SELF
from kamescope.naming import in_sentence
from kamescope.reports.document.pieces import Data, Part, cell, common_item, gap_data, marked
from kamescope.reports.report_spec import ReportSpec

SHARED = 4


def part(spec: ReportSpec) -> Part:
    """Tiles, three columns of factors, and what could not be compared."""
    say, found = spec.say, spec.highlights
    return Part(
        {
            "kind": "summary",
            "title": say("report.summary"),
            "lead": _lead(spec),
            "headline": spec.headline,
            "little": sentences.little_marked(spec.published, spec.codes, say),
            "tiles": tiles(spec),
            "lists": lists(spec),
            "common": [made for made in (_shared(spec, "top"), _shared(spec, "bottom")) if made["items"]],
            "partly": sentences.partly_rated(spec.published, found, say),
            "rule": sentences.gap_rule(spec.model, say),
            "masked": masked(spec),
            "notes": notes(spec),
            "gap": say("gap"),
            "apart_title": say("report.apart"),
            "apart": [_apart(spec, spread) for spread in disagreements(spec.published, factors=spec.codes)],
        }
    )


def lists(spec: ReportSpec) -> list[Data]:
    """Strengths, areas to work on, widest gaps."""
    found = spec.highlights
    return [
        _list(spec, "strengths", (gap_of(spec.published, Level.FACTOR, code) for code in found.strengths)),
        _list(spec, "areas", (gap_of(spec.published, Level.FACTOR, code) for code in found.areas)),
        _list(spec, "gaps", found.gaps),
    ]


def masked(spec: ReportSpec) -> list[str]:
    """What is held back, group by group, in words; that nothing can be shown, where that is so."""
    return spec.held_back if spec.published.published_groups else [*spec.held_back, spec.say("empty.nothing_published")]


def _lead(spec: ReportSpec) -> str:
    told = sentences.sources(spec.published, spec.say)
    return spec.say("report.summary_lead", groups=told) if told else ""


def notes(spec: ReportSpec) -> list[str]:
    """What a reader of filtered results must know: what overall scores cover, who counts without being shown."""
    say, told = spec.say, []
    if spec.listed.factors is not None:
        told.append(say("report.overall_covers", len(spec.model.factors)))
    hidden = [code for code in spec.published.environment_groups if code not in spec.groups]
    if hidden:
        names = (sentences.counted(spec.model, spec.published.group(code), say) for code in hidden)
        told.append(say("report.hidden_groups", len(hidden), groups=say.listing(names)))
    return told


def tiles(spec: ReportSpec) -> list[Data]:
    """The overall score of each column, and what it is from."""
    notes = sentences.overall_notes(spec.published, spec.say)
    return [
        {"column": index, "note": notes[code]} | cell(spec, Level.OVERALL, OVERALL, code)
        for index, code in enumerate(spec.columns)
    ]


def _shared(spec: ReportSpec, side: str) -> Data:
    """The items that most groups place in their list, those that the others share before those shared with self."""
    ranking = spec.top if side == "top" else spec.bottom
    order = sorted(ranking.common, key=lambda code: (-len(holders := ranking.holders(code)), SELF in holders))
    items = [common_item(spec, ranking, code) for code in order[:SHARED]]
    facts = {"shown": spec.say.number(len(items)), "all": spec.say.number(len(order))}
    return {"title": spec.say(f"report.shared_{side}", **facts), "items": items}


def _apart(spec: ReportSpec, spread: Spread) -> Data:
    """A factor on which two groups of the environment see something else."""
    say, published = spec.say, spec.published
    ends = (spread.highest, spread.lowest)
    names = [in_sentence(group_label(published, group, say)) for group in ends]
    return {
        "code": spread.code,
        "name": sentences.factor_name(spec.model, spread.code, say),
        "sides": [marked(spec, Level.FACTOR, spread.code, group) for group in ends],
        "text": say("report.apart_by", size=say.number(spread.size, 2), high=names[0], low=names[1]),
    }


def _list(spec: ReportSpec, kind: str, gaps: Iterable[Gap]) -> Data:
    say, rows = spec.say, [_entry(spec, gap) for gap in gaps]
    empty = "" if rows else sentences.no_highlight(spec.published, kind, say)
    return {"kind": kind, "title": say(f"highlight.{kind}"), "rows": rows, "empty": empty}


def _entry(spec: ReportSpec, gap: Gap) -> Data:
    return {
        "code": gap.code,
        "name": sentences.factor_name(spec.model, gap.code, spec.say),
        "gap": gap_data(spec, gap, unit=True),
        "environment": cell(spec, Level.FACTOR, gap.code, ENVIRONMENT),
        "cells": [cell(spec, Level.FACTOR, gap.code, code) for code in spec.columns],
        "asked": _rests_on(spec, gap.code),
    }


def _rests_on(spec: ReportSpec, code: str) -> str:
    """What a factor stands on where that is little, and who alone makes its gap."""
    rests_on = sentences.rests_on(spec.published, code, spec.say)
    told = (
        f"{sentences.LITTLE}{NBSP}{rests_on}" if rests_on else "",
        sentences.seen_by(spec.published, code, spec.say),
    )
    return " · ".join(filter(None, told))

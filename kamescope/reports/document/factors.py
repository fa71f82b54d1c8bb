"""Detailed results: for each factor what it measures, why it counts, its sub-factors and its items."""

from kamescope import sentences
from kamescope.analysis.gaps import gap_of
from kamescope.analysis.published import Level
from kamescope.charts.gap_chart import gap_chart
from kamescope.charts.item_table import lanes, ticks
from kamescope.charts.theme import Chart, mark_of
from kamescope.model import Factor, Item, SubFactor
from kamescope.reports import figures
from kamescope.reports.brief import Brief
from kamescope.reports.document.pieces import Data, Part, cell, gap_data, mark_name, share, shown_columns


def part(brief: Brief) -> Part:
    """Every factor listed, each on pages of its own."""
    say, scale, drawn = brief.say, brief.model.scale, {}
    made: list[Data] = []
    for factor in brief.factors:
        data = _factor(brief, factor)
        if not factor.is_plain:
            chart, name = _chart(brief, factor), f"factor-{len(made)}.svg"
            drawn[name] = figures.svg(chart)
            data["figure"] = {"file": name, "alt": chart.alternative}
        made.append(data)
    return Part(
        {
            "kind": "factors",
            "title": say("report.details"),
            "lead": say("report.details_lead"),
            "definition": say("factor.definition"),
            "importance": say("factor.importance"),
            "sub_factors": say("factor.sub_factors"),
            "items_caption": say("factor.items_caption"),
            "heads": [say("tables.level.item"), say("gap")],
            "ends": [say.number(scale.minimum), say.number(scale.maximum)],
            "ticks": [round((value - scale.minimum) / scale.span, 5) for value in ticks(scale)],
            "factors": made,
        },
        drawn,
    )


def _factor(brief: Brief, factor: Factor) -> Data:
    say = brief.say
    notes = sentences.factor_notes(brief.published, factor, say)
    return {
        "code": factor.code,
        "name": sentences.factor_name(brief.model, factor.code, say),
        "definition": say.text(factor.definition),
        "importance": say.text(factor.importance),
        "tiles": [
            {"column": place, "note": notes.get(code, "")} | cell(brief, Level.FACTOR, factor.code, code)
            for place, code in enumerate(shown_columns(brief))
        ],
        "partly": sentences.partly_asked(brief.published, factor, say),
        "items_title": say("factor.items", len(factor.items)),
        "blocks": [_block(brief, factor, sub) for sub in factor.sub_factors],
    }


def _chart(brief: Brief, factor: Factor) -> Chart:
    gaps = tuple(gap_of(brief.published, Level.SUB_FACTOR, sub.code) for sub in factor.sub_factors)
    return gap_chart(brief.published, gaps, Level.SUB_FACTOR, brief.groups, brief.look)


def _block(brief: Brief, factor: Factor, sub: SubFactor) -> Data:
    heading = "" if factor.is_plain else brief.say.text(sub.name)
    return {"code": sub.code, "name": heading, "rows": [_item(brief, item) for item in sub.items]}


def _item(brief: Brief, item: Item) -> Data:
    return {
        "code": item.code,
        "text": brief.say.statement(item),
        "cells": [cell(brief, Level.ITEM, item.code, group) for group in brief.groups],
        "marks": _marks(brief, item),
        "gap": gap_data(brief, gap_of(brief.published, Level.ITEM, item.code)),
    }


def _marks(brief: Brief, item: Item) -> list[Data]:
    """The groups' marks on the line of the scale; those that would hide one another stand one above the other."""
    cells = {group: brief.published.cell(Level.ITEM, item.code, group) for group in brief.groups}
    places = {group: at for group, found in cells.items() if (at := share(brief, found)) is not None}
    lane = lanes(places)
    return [
        {"mark": mark_name(mark_of(brief.model, group)), "at": at, "lane": lane[group][0]}
        for group, at in places.items()
    ]

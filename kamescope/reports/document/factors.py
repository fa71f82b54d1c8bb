"""Detailed results: for each factor what it measures, why it counts, its sub-factors and its items."""

from functools import partial

from kamescope import sentences
from kamescope.analysis.gaps import gap_of
from kamescope.analysis.published import Level
from kamescope.charts.gap_chart import gap_chart
from kamescope.charts.item_table import lanes, ticks
from kamescope.charts.theme import Chart, mark_of
from kamescope.model import Factor, Item, SubFactor
from kamescope.reports import figures
from kamescope.reports.document.pieces import Data, Part, cell, gap_data, mark_name, share
from kamescope.reports.report_spec import ReportSpec


def part(spec: ReportSpec) -> Part:
    """Every factor listed, each on pages of its own."""
    say, scale, drawn = spec.say, spec.model.scale, {}
    made: list[Data] = []
    for factor in spec.factors:
        data = _factor(spec, factor)
        if not factor.is_plain:
            chart, name = _chart(spec, factor), f"factor-{len(made)}.svg"
            drawn[name] = partial(figures.svg, chart)
            data["figure"] = {"file": name, "alt": chart.alternative}
        made.append(data)
    return Part(
        {
            "kind": "factors",
            "title": say("report.details"),
            "lead": say("report.details_lead"),
            "definition": say("factor.definition"),
            "importance": say("factor.importance"),
            "sub_factors": say("level.sub_factor"),
            "items_caption": say("factor.items_caption"),
            "heads": [say("tables.level.item"), say("gap")],
            "ends": [say.number(scale.minimum), say.number(scale.maximum)],
            "ticks": [round(scale.share(value), 5) for value in ticks(scale)],
            "factors": made,
        },
        drawn,
    )


def _factor(spec: ReportSpec, factor: Factor) -> Data:
    say = spec.say
    notes = sentences.factor_notes(spec.published, factor, say)
    return {
        "code": factor.code,
        "name": sentences.factor_name(spec.model, factor.code, say),
        "definition": say.text(factor.definition),
        "importance": say.text(factor.importance),
        "tiles": [
            {"column": index, "note": notes.get(code, "")} | cell(spec, Level.FACTOR, factor.code, code)
            for index, code in enumerate(spec.columns)
        ],
        "nearness": sentences.nearness(spec.published, factor, say, spec.groups, untold=False),
        "partly": sentences.partly_asked(spec.published, factor, say),
        "items_title": say("factor.items", len(factor.items)),
        "blocks": [_block(spec, factor, sub) for sub in factor.sub_factors],
    }


def _chart(spec: ReportSpec, factor: Factor) -> Chart:
    gaps = tuple(gap_of(spec.published, Level.SUB_FACTOR, sub.code) for sub in factor.sub_factors)
    return gap_chart(spec.published, gaps, Level.SUB_FACTOR, spec.groups, spec.look)


def _block(spec: ReportSpec, factor: Factor, sub: SubFactor) -> Data:
    heading = "" if factor.is_plain else spec.say.text(sub.name)
    return {"code": sub.code, "name": heading, "rows": [_item(spec, item) for item in sub.items]}


def _item(spec: ReportSpec, item: Item) -> Data:
    return {
        "code": item.code,
        "text": spec.say.statement(item),
        "cells": [cell(spec, Level.ITEM, item.code, group) for group in spec.groups],
        "marks": _marks(spec, item),
        "gap": gap_data(spec, gap_of(spec.published, Level.ITEM, item.code)),
    }


def _marks(spec: ReportSpec, item: Item) -> list[Data]:
    """The groups' marks on the line of the scale; those that would hide one another stand one above the other."""
    cells = {group: spec.published.cell(Level.ITEM, item.code, group) for group in spec.groups}
    places = {group: at for group, found in cells.items() if (at := share(spec, found)) is not None}
    lane = lanes(places)
    return [
        {"mark": mark_name(mark_of(spec.model, group)), "at": at, "lane": lane[group][0]}
        for group, at in places.items()
    ]

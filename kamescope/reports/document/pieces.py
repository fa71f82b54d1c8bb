"""What the parts of the report are made of: columns, cells, gaps, marks, texts."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from kamescope.analysis.gaps import Gap
from kamescope.analysis.published import Cell, Level
from kamescope.analysis.ranking import Ranking
from kamescope.charts.figures import ROLLED_UP, cell_text
from kamescope.charts.fragment import MARK_SIZE, mark_svg
from kamescope.charts.names import group_label
from kamescope.charts.theme import LIGHT, mark_of
from kamescope.model import ENVIRONMENT
from kamescope.reports.report_spec import ReportSpec

Data = dict[str, Any]
_TYPST_SIGNS = re.compile(r"([\\#$@<>_`~=/*\[\]'\"])")


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the report: what its template reads, and its figures by file name."""

    data: Data
    figures: Mapping[str, bytes] = field(default_factory=dict)


def shown_columns(spec: ReportSpec) -> tuple[str, ...]:
    """The groups listed, then the environment."""
    return (*spec.groups, ENVIRONMENT)


def columns(spec: ReportSpec) -> list[Data]:
    """The columns of every table, with mark, colour and names."""
    return [column(spec, code) for code in shown_columns(spec)]


def column(spec: ReportSpec, code: str) -> Data:
    """One rater group, or the environment."""
    environment = code == ENVIRONMENT
    short = spec.say("environment") if environment else spec.say.text(spec.model.group(code).short)
    mark = mark_of(spec.model, code)
    name = group_label(spec.published, code, spec.say)
    return {"mark": mark_name(mark), "colour": LIGHT.groups[mark], "name": name, "short": short}


def mark_name(mark: str) -> str:
    """The file of a mark."""
    return f"mark-{mark}.svg"


def mark_files(spec: ReportSpec) -> dict[str, bytes]:
    """A small drawing for the mark of each column."""
    marks = {mark_of(spec.model, code) for code in (*(group.code for group in spec.model.groups), ENVIRONMENT)}
    return {
        mark_name(mark): mark_svg(mark, LIGHT.groups[mark], MARK_SIZE, LIGHT.background).encode()
        for mark in sorted(marks)
    }


def cell(spec: ReportSpec, level: Level, code: str, group: str) -> Data:
    """One figure: its text in the unit of its level, and its share of the scale (0 to 1, none where it is missing)."""
    found = spec.published.cell(level, code, group)
    look = spec.item_look if level is Level.ITEM else spec.look
    text = cell_text(found, look, 1 if level is Level.ITEM else ROLLED_UP)
    return {"text": text, "share": share(spec, found), "missing": not found.is_published}


def share(spec: ReportSpec, found: Cell) -> float | None:
    """Where a figure stands on the scale: 0 its lowest answer, 1 its highest."""
    scale = spec.model.scale
    return None if found.score is None else round(scale.share(found.score), 5)


def gap_data(spec: ReportSpec, gap: Gap) -> Data:
    """A gap in points, and its class as code and in words."""
    if gap.gap is None:
        return {"text": spec.say("no_data"), "kind": "none", "word": ""}
    return {"text": spec.say.signed(gap.gap), "kind": gap.kind.value, "word": spec.say(f"gap.{gap.kind}")}


def markup(text: str) -> str:
    """Our catalogues' Markdown (bold, lists, paragraphs) as Typst's; every other sign is only a letter."""
    told = []
    for place, piece in enumerate(text.split("**")):
        letters = _TYPST_SIGNS.sub(r"\\\1", piece)
        told.append(f"*{letters}*" if place % 2 else letters)
    return "".join(told)


def common_items(spec: ReportSpec, ranking: Ranking) -> list[Data]:
    """The items that two groups or more list, spelled out, with the score of each group that lists them."""
    return [_common(spec, ranking, code) for code in ranking.common]


def _common(spec: ReportSpec, ranking: Ranking, code: str) -> Data:
    model = spec.model
    holders = [group for group, items in ranking.groups.items() if any(item.code == code for item in items)]
    return {
        "code": code,
        "text": spec.say.statement(model.item(code)),
        "cells": [
            {"mark": column(spec, group)["mark"], "text": cell(spec, Level.ITEM, code, group)["text"]}
            for group in holders
        ],
    }

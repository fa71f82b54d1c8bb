"""What the parts of the report are made of: columns, cells, gaps, marks, texts."""

import datetime
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from kamescope.analysis.gaps import Gap
from kamescope.analysis.published import Cell, Level
from kamescope.analysis.ranking import Ranking
from kamescope.charts.fragment import MARK_SIZE, mark_svg
from kamescope.charts.names import group_label
from kamescope.charts.theme import LIGHT, mark_of
from kamescope.i18n import Words
from kamescope.model import ENVIRONMENT
from kamescope.reports.report_spec import ReportSpec

Data = dict[str, Any]
CUT = "…"
"""Where a text was cut."""
_TYPST_SIGNS = re.compile(r"([\\#$@<>_`~=/*\[\]'\"])")


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the report: what its template reads, and by file name its figures, not drawn yet."""

    data: Data
    figures: Mapping[str, Callable[[], bytes]] = field(default_factory=dict)


def properties(title: str, subject: str, made_on: datetime.date, say: Words) -> Data:
    """What a file says of itself."""
    day = [made_on.year, made_on.month, made_on.day]
    return {"lang": say.writing.language, "title": title, "subject": subject, "made_on": day}


def columns(spec: ReportSpec) -> list[Data]:
    """The columns of every table, with mark, colour and names."""
    return [column(spec, code) for code in spec.columns]


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


def mark_files(marks: Iterable[str]) -> dict[str, bytes]:
    """A small drawing for each of some marks."""
    return {mark_name(mark): mark_svg(mark, LIGHT.groups[mark], MARK_SIZE, LIGHT.background).encode() for mark in marks}


def cell(spec: ReportSpec, level: Level, code: str, group: str) -> Data:
    """One figure: its text in the unit of its level, and its share of the scale (0 to 1, none where it is missing)."""
    found = spec.published.cell(level, code, group)
    text = spec.figure(level, code, group)
    return {"text": text, "share": share(spec, found), "missing": not found.is_published}


def share(spec: ReportSpec, found: Cell) -> float | None:
    """Where a figure stands on the scale: 0 its lowest answer, 1 its highest."""
    scale = spec.model.scale
    return None if found.score is None else round(scale.share(found.score), 5)


def gap_data(spec: ReportSpec, gap: Gap, unit: bool = False) -> Data:
    """A gap in points, with their unit in a list, without it under a heading that tells it; its class and its word."""
    if gap.gap is None:
        return {"text": spec.say("no_data"), "kind": "none", "word": ""}
    text = spec.say.points(gap.gap) if unit else spec.say.signed(gap.gap)
    return {"text": text, "kind": gap.kind.value, "word": spec.say(f"gap.{gap.kind}")}


def markup(text: str) -> str:
    """Our catalogues' Markdown (bold, lists, paragraphs) as Typst's; every other sign is only a letter."""
    told = []
    for index, piece in enumerate(text.split("**")):
        letters = _TYPST_SIGNS.sub(r"\\\1", piece)
        told.append(f"*{letters}*" if index % 2 else letters)
    return "".join(told)


def shortened(text: str, most: int) -> str:
    """A text of at most so many signs, cut at a space, the cut seen."""
    told = " ".join(text.split())
    if len(told) <= most:
        return told
    cut = told[: most - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut[most // 2 :] else cut).rstrip(" ,;:.") + CUT


def common_item(spec: ReportSpec, ranking: Ranking, code: str) -> Data:
    """An item that two groups or more list, spelled out, with the score of each of them."""
    cells = [marked(spec, Level.ITEM, code, group) for group in ranking.holders(code)]
    return {"code": code, "text": spec.say.statement(spec.model.item(code)), "cells": cells}


def marked(spec: ReportSpec, level: Level, code: str, group: str) -> Data:
    """A figure beside the mark of its group."""
    return {"mark": mark_name(mark_of(spec.model, group)), "text": spec.figure(level, code, group)}

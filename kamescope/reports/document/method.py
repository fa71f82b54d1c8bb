"""Introduction: what was asked, who answered, what was left blank, and the model drawn."""

from kamescope import sentences
from kamescope.charts.figures import status_text
from kamescope.charts.theme import mark_of
from kamescope.model import Factor, SubFactor
from kamescope.privacy import GroupResult
from kamescope.reports.document.pieces import Data, Part, mark_name, markup
from kamescope.reports.document.summary import masked
from kamescope.reports.report_spec import ReportSpec

READING = ("essential", "gaps", "items")


def part(spec: ReportSpec) -> Part:
    """The words, the table of returns and the model."""
    say, model = spec.say, spec.model
    facts = {
        "items": say.number(len(model.items)),
        "factors": say("chart.count.factor", len(model.factors)),
        "low": say.number(model.scale.minimum),
        "high": say.number(model.scale.maximum),
    }
    return Part(
        {
            "kind": "method",
            "title": say("report.introduction"),
            "paragraphs": [say("report.introduction_asked", **facts), say("report.introduction_purpose")],
            "reading_title": say("report.reading"),
            "reading": [markup(say(f"report.reading_{name}")) for name in READING],
            "returns": _returns(spec),
            "notes": [*masked(spec), sentences.attributable(model, say)],
            "model_title": say("report.model"),
            "model_caption": say("report.model_caption"),
            "model": [_factor(spec, factor) for factor in model.factors],
        }
    )


def _returns(spec: ReportSpec) -> Data:
    say = spec.say
    heads = (
        "column.group",
        "column.questionnaires",
        "report.returns_asked",
        "column.answers",
        "report.returns_non_response",
    )
    return {
        "title": say("report.returns"),
        "heads": [say(head) for head in heads],
        "rows": [_returned(spec, group) for group in spec.published.groups],
    }


def _returned(spec: ReportSpec, group: GroupResult) -> Data:
    say = spec.say
    missing = status_text(group.status, say)
    share = missing if group.non_response is None else say.percent(group.non_response * 100, 1)
    answers = missing if group.answers is None else say.number(group.answers)
    return {
        "mark": mark_name(mark_of(spec.model, group.code)),
        "name": say.group(spec.model.group(group.code), group.respondents),
        "cells": [say.number(group.respondents), say.number(group.asked), answers, share],
    }


def _factor(spec: ReportSpec, factor: Factor) -> Data:
    parts = () if factor.is_plain else factor.sub_factors
    return {
        "code": factor.code,
        "name": sentences.factor_name(spec.model, factor.code, spec.say),
        "items": len(factor.items),
        "count": spec.say("chart.count.item", len(factor.items)),
        "parts": [_sub_factor(spec, part) for part in parts],
    }


def _sub_factor(spec: ReportSpec, part: SubFactor) -> Data:
    return {"code": part.code, "name": spec.say.text(part.name), "items": len(part.items)}

"""Introduction: what was asked, who answered, what was left blank, and the model drawn."""

from kamescope import sentences
from kamescope.charts.theme import mark_of
from kamescope.model import Factor, SubFactor
from kamescope.privacy import GroupResult, Status
from kamescope.reports.brief import Brief
from kamescope.reports.document.pieces import Data, Part, mark_name, markup
from kamescope.reports.document.summary import masked

READING = ("essential", "gaps", "items")


def part(brief: Brief) -> Part:
    """The words, the table of returns and the model."""
    say, model = brief.say, brief.model
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
            "returns": _returns(brief),
            "notes": [*masked(brief), sentences.attributable(model, say)],
            "model_title": say("report.model"),
            "model_caption": say("report.model_caption"),
            "model": [_factor(brief, factor) for factor in model.factors],
        }
    )


def _returns(brief: Brief) -> Data:
    say = brief.say
    heads = ("group", "questionnaires", "asked", "answers", "non_response")
    return {
        "title": say("report.returns"),
        "heads": [say(f"report.returns_{head}") for head in heads],
        "rows": [_returned(brief, group) for group in brief.published.groups],
    }


def _returned(brief: Brief, group: GroupResult) -> Data:
    say = brief.say
    masked = group.status is Status.MASKED
    missing = say("masked") if masked else say("no_data")
    share = missing if group.non_response is None else say.percent(group.non_response * 100, 1)
    answers = missing if group.answers is None else say.number(group.answers)
    return {
        "mark": mark_name(mark_of(brief.model, group.code)),
        "name": say.group(brief.model.group(group.code), group.respondents),
        "cells": [say.number(group.respondents), say.number(group.asked), answers, share],
    }


def _factor(brief: Brief, factor: Factor) -> Data:
    parts = () if factor.is_plain else factor.sub_factors
    return {
        "code": factor.code,
        "name": sentences.factor_name(brief.model, factor.code, brief.say),
        "items": len(factor.items),
        "count": brief.say("chart.count.item", len(factor.items)),
        "parts": [_sub_factor(brief, part) for part in parts],
    }


def _sub_factor(brief: Brief, part: SubFactor) -> Data:
    return {"code": part.code, "name": brief.say.text(part.name), "items": len(part.items)}

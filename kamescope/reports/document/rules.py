"""The last page: formulas, thresholds, what protects respondents, and which data and model these figures are of."""

from kamescope import sentences
from kamescope.reports.document.pieces import Data, Part, markup
from kamescope.reports.report_spec import ReportSpec

TITLE = 60
"""A title takes as much room as so many letters."""


def part(spec: ReportSpec) -> Part:
    """Rules in short sections, then the facts of this edition."""
    say, model = spec.say, spec.model
    halves = _halves(sentences.rules(model, say))
    return Part(
        {
            "kind": "rules",
            "title": say("report.rules"),
            "columns": [[{"title": title, "text": markup(text)} for title, text in column] for column in halves],
            "facts_title": say("report.facts"),
            "facts": _facts(spec),
            "attributable": sentences.attributable(model, say),
        }
    )


def _halves(told: list[tuple[str, str]]) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """The sections in two columns of about the same length."""
    lengths = [len(title) + len(text) + TITLE for title, text in told]
    cut = min(range(len(told) + 1), key=lambda place: abs(sum(lengths[:place]) - sum(lengths[place:])))
    return told[:cut], told[cut:]


def _facts(spec: ReportSpec) -> list[Data]:
    say, model, scale = spec.say, spec.model, spec.model.scale
    known = {
        "filter.kam": spec.who,
        "filter.campaign": spec.when,
        "report.fact_filters": spec.filters,
        "term.model": say("report.model_version", name=say.text(model.name), version=model.version),
        "report.fact_fingerprint": model.fingerprint[:16],
        "report.fact_scale": say("tables.scale", minimum=say.number(scale.minimum), maximum=say.number(scale.maximum)),
        "report.fact_thresholds": sentences.gap_rule(model, say),
        "report.fact_cut": say(f"report.cut_{spec.cut}"),
        "report.fact_data_version": say.number(spec.render_options.data_version),
        "report.fact_made_on": say.date(spec.render_options.made_on),
    }
    return [{"label": say(key), "value": value} for key, value in known.items()]

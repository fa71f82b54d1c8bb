"""The cover, and what stands on every page: title, running header, date."""

from kamescope.reports.document.pieces import Data, properties
from kamescope.reports.report_spec import ReportSpec
from kamescope.sentences import counted, sources, unbroken


def frame(spec: ReportSpec) -> Data:
    """Language, properties of the file, header and footer."""
    say, kam, campaign = spec.say, spec.published.kam, spec.published.campaign
    title = say("report.document_title", kam=kam.name, campaign=campaign.name)
    return properties(title, say("report.kind"), spec.render_options.made_on, say) | {
        "keywords": [part for part in (say("report.kind"), kam.company, campaign.name) if part],
        "header": [say("report.product"), unbroken(kam.name), *([say("head.fictitious")] if kam.fictitious else [])],
        "footer": spec.when,
        "contents": say("report.contents"),
        "colon": say("report.colon"),
        "gap": say("gap"),
    }


def cover(spec: ReportSpec) -> Data:
    """Who, where, when, from how many questionnaires, under which filters."""
    say, published = spec.say, spec.published
    told = sources(published, say)
    masked = [counted(spec.model, group, say) for group in spec.masked]
    made = say("report.made_on", date=say.date(spec.render_options.made_on))
    return {
        "product": say("report.product"),
        "kind": say("report.kind"),
        "kam": published.kam.name,
        "company": published.kam.company,
        "campaign": published.campaign.name,
        "date": say.date(published.campaign.date),
        "fictitious": say("head.fictitious") if published.kam.fictitious else "",
        "answered": say("report.answered", groups=told) if told else say("empty.nothing_published"),
        "masked": say("report.not_shown", groups=say.listing(masked)) if masked else "",
        "filters": spec.filters if spec.is_filtered else "",
        "made_on": made,
        "confidential": say("report.confidential"),
        "sides": min(max(len(spec.factors), 3), 30),
    }

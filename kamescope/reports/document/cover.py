"""The cover, and what stands on every page: title, running header, date."""

from kamescope.privacy import Status
from kamescope.reports.brief import Brief
from kamescope.reports.document.pieces import Data
from kamescope.sentences import counted, sources, unbroken


def frame(brief: Brief) -> Data:
    """Language, properties of the file, header and footer."""
    say, kam, campaign = brief.say, brief.published.kam, brief.published.campaign
    day = brief.edition.made_on
    return {
        "lang": say.writing.language,
        "title": say("report.document_title", kam=kam.name, campaign=campaign.name),
        "subject": say("report.kind"),
        "keywords": [part for part in (say("report.kind"), kam.company, campaign.name) if part],
        "made_on": [day.year, day.month, day.day],
        "header": [say("report.product"), unbroken(kam.name), *([say("head.fictitious")] if kam.fictitious else [])],
        "footer": say("head.campaign", name=campaign.name, date=say.date(campaign.date)),
        "contents": say("report.contents"),
        "colon": say("report.colon"),
        "gap": say("gap"),
    }


def cover(brief: Brief) -> Data:
    """Who, where, when, from how many questionnaires, under which filters."""
    say, published = brief.say, brief.published
    told = sources(published, say)
    masked = [counted(brief.model, group, say) for group in published.groups if group.status is Status.MASKED]
    made = say("report.made_on", date=say.date(brief.edition.made_on))
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
        "filters": brief.filters if brief.is_filtered else "",
        "made_on": made,
        "confidential": say("report.confidential"),
        "sides": min(max(len(brief.factors), 3), 30),
    }

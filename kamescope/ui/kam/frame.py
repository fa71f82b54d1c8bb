"""The frame of a page about one KAM, and the ways from it to a factor."""

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from kamescope.i18n import NBSP
from kamescope.privacy import Status
from kamescope.sentences import counted, dated, masked_group, unbroken
from kamescope.ui import data, menu
from kamescope.ui.address import unfiltered, write
from kamescope.ui.frame import Frame, Head, Notice, address_of, heading, no_head, notices, show_page
from kamescope.ui.kam.filters import choose_campaign, choose_kam, filter_sentence
from kamescope.ui.kam.version import say_now, show_version
from kamescope.ui.kam.view import KamView, of_now, of_returns, opened
from kamescope.ui.text import plain

REPORT, RETURNS = "report", "quality"
"""The pages that are not reached from the bar, and that are about what came back."""
VERSIONED = frozenset({"overview", "top_items", "perception", "factor"})
"""The pages that show former versions too: those whose every figure is one of the results."""


TITLED_BY_BODY = frozenset({"factor"})
"""The pages whose title follows a choice that stands in their body."""


def kam_page(page: str, body: Callable[[KamView], None], natural: str = "percent") -> None:
    """Show a page about one KAM: filters, heading, notices, and its body. Ends it where there is nobody to show.

    `natural` is the unit that the page shows as long as nobody has chosen one.
    """

    def head(view: KamView) -> None:
        published, say = view.published, view.say
        if published.cells:
            data.note_opening(view.address.campaign, [view.address.kam])
        heading(view, _head(view, page))
        (show_version if page in VERSIONED else say_now)(view)
        masked = [group for group in published.groups if group.status is Status.MASKED]
        held = (Notice(masked_group(view.model, group, say, plain)) for group in masked)
        notices(say, held, published.campaign.collecting, bool(published.published_groups))

    def whole(view: KamView) -> None:
        head(view)
        body(view)

    opener = of_returns if page == RETURNS else opened if page in VERSIONED else of_now
    pages, who = () if page == REPORT else (REPORT,), (choose_kam, choose_campaign)
    over, below = (no_head, whole) if page in TITLED_BY_BODY else (head, body)
    show_page(Frame(opener, natural, who, pages, over, groups=True, in_parts=page != REPORT), below)


def _head(view: KamView, page: str) -> Head:
    kam, campaign, say = view.published.kam, view.published.campaign, view.say
    counts = (counted(view.model, group, say) for group in view.published.groups)
    context = (plain(kam.company), dated(campaign, say, plain), say.series(counts))
    # The bar's control says that there is none; the sentence is for what is there.
    said = filter_sentence(view) if unfiltered(view.address) != view.address else ""
    tab = " · ".join((kam.name, view.factor.code if page == "factor" else say(f"page.{page}")))
    return Head(_title(view, page), tab, context, said, "head.fictitious" if kam.fictitious else "")


def _title(view: KamView, page: str) -> str:
    """The person and the page in one heading; on the factor page the factor."""
    name = plain(unbroken(view.published.kam.name))
    if page == "factor":
        return f"{name} :gray[{view.factor.code}{NBSP}{plain(view.say.text(view.factor.name))}]"
    return f"{name}{NBSP} :gray[{view.say(f'page.{page}')}]"


def open_factor(view: KamView) -> Callable[[str], None]:
    """What a click on a factor, sub-factor or item does: its factor's page opens, the view stays.

    A mark that stands for several codes opens a page only where they belong to one factor.
    """

    def opener(picked: str) -> None:
        factors = {view.model.factor_of[code].code for code in picked.split()}
        if len(factors) == 1:
            address = replace(view.address, factor=factors.pop())
            st.switch_page(menu.page("factor"), query_params=write(address))

    return opener


def factor_links(view: KamView) -> dict[str, str]:
    """Where every factor listed leads: to its page, the view kept."""
    return {code: address_of("factor", replace(view.address, factor=code)) for code in view.factors}

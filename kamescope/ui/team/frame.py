"""The frame of a page about several KAMs: which cohort, from what, under which filters."""

import streamlit as st

from kamescope.errors import RequestError
from kamescope.i18n import NBSP, words
from kamescope.privacy import Status
from kamescope.sentences import few_of, in_words
from kamescope.service import Participation
from kamescope.ui import data, menu, state
from kamescope.ui.frame import STYLE, copy_link, link, nobody, unknown_link
from kamescope.ui.shell import theme
from kamescope.ui.team.filters import filter_sentence, show_filters
from kamescope.ui.team.view import TeamView, opened
from kamescope.ui.team.words import cohort_title
from kamescope.ui.text import plain


def team_page(page: str, natural: str = "percent", groups: bool = False, fewest: int = 2) -> TeamView:
    """Open a page about several KAMs: filters, heading, notices. Ends the page where there are fewer than `fewest`.

    `natural` is the unit that the page shows as long as nobody has chosen one; `groups`: whether it lists rater groups.
    """
    say = words(state.current().lang)
    try:
        view = opened(say, theme(), natural)
    except RequestError as error:
        unknown_link(say, error)
        st.stop()
    if view is None:
        nobody(say)
        st.stop()
    with st.sidebar:
        menu.show_menu(say, view.address)
        show_filters(view, groups)
    st.html(STYLE)
    _heading(view, page, groups)
    _notices(view)
    if len(view.panel) < fewest:
        _too_few(view)
        st.stop()
    return view


def _too_few(view: TeamView) -> None:
    """Nobody to compare with: where there are several KAMs, one press away."""
    say = view.say
    st.info(say("team.too_few", len(view.panel)), icon=":material/group:")
    if view.kam is not None:
        link("overview", view.address, say("team.own", kam=plain(view.kam.kam.name)), icon=":material/person:")
    campaigns: dict[tuple[str, bool], list[Participation]] = {}
    for entry in data.door().people():
        campaigns.setdefault((entry.campaign.token, entry.kam.fictitious), []).append(entry)
    for (campaign, fictitious), entries in campaigns.items():
        if len(entries) > 1:
            label = say("team.go", len(entries), campaign=plain(entries[0].campaign.name))
            label += f" · {say('team.fictitious')}" * fictitious
            go: dict[str, object] = {"campaign": campaign, "kam": entries[0].kam.token, "cohort": "", "people": ()}
            go |= {"page": 1, "segment": ""}
            st.button(
                label, on_click=state.change, kwargs=go, icon=":material/groups:", key=f"go_{campaign}_{fictitious}"
            )


def _heading(view: TeamView, page: str, groups: bool) -> None:
    say, campaign, company = view.say, view.panel.campaign, view.cohort.company
    dated = say("head.campaign", name=plain(campaign.name), date=say.date(campaign.date))
    number = int(view.panel.respondents[:, :-1].sum())
    counts = say.series((say("count.kams", len(view.panel)), say("count.questionnaires", number)))
    badge = f":violet-badge[:material/theater_comedy: {say('team.fictitious')}] " if view.cohort.fictitious else ""
    with st.container(gap=None):
        with st.container(horizontal=True, vertical_alignment="center"):
            title = f"{plain(cohort_title(view.cohort, say))}{NBSP} :gray[{say(f'page.{page}')}]"
            st.markdown(f"# {title}", anchors=False, width="stretch")
            copy_link(view)
        st.markdown(badge + " · ".join(part for part in (plain(company), dated, counts) if part))
        st.markdown(f":small[:gray[{filter_sentence(view, groups)}]]")


def _notices(view: TeamView) -> None:
    """Of whom a group is held back, and on whom the filter cannot act: before any figure."""
    say = view.say
    if view.panel.campaign.collecting:
        st.info(say("head.collecting"), icon=":material/inventory_2:")
        return
    for group in view.model.groups:
        held = [kam.name for kam in view.panel.with_state(group.code, Status.MASKED)]
        if held:
            facts = {"group": plain(say.text(group.plural)), "minimum": say.number(group.minimum)}
            st.info(
                say("team.masked", len(held), kams=plain(few_of(held, say)), **facts), icon=":material/visibility_off:"
            )
    if view.aside:
        names = plain(few_of([kam.name for kam in view.aside], say))
        name = plain(in_words(view.model.partition_name, say))
        st.info(say("team.aside", len(view.aside), kams=names, name=name), icon=":material/filter_alt_off:")
    if not any(view.panel.with_state(group.code, Status.PUBLISHED) for group in view.model.groups):
        st.info(say("empty.nothing_published"), icon=":material/hourglass_empty:")

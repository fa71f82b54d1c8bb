"""The frame of a page about several KAMs: which cohort, from what, under which filters."""

from collections.abc import Callable, Iterator

import streamlit as st

from kamescope.i18n import NBSP, Words
from kamescope.privacy import Status
from kamescope.sentences import dated, few_of, in_words, unbroken
from kamescope.service import Participation
from kamescope.ui import data, state
from kamescope.ui.frame import Frame, Head, Notice, heading, link, no_head, notices, show_page
from kamescope.ui.team.filters import choose_campaign, choose_cohort, filter_sentence
from kamescope.ui.team.view import ALONE, TeamView, opened
from kamescope.ui.team.words import cohort_title
from kamescope.ui.text import plain


def team_page(
    page: str, body: Callable[[TeamView], None], groups: bool = False, alone: Callable[[], bool] | None = None
) -> None:
    """Show a page about several KAMs: filters, heading, notices, and its body, where there are at least two.

    `groups`: whether it lists rater groups. `alone`: whether it is about one KAM now, of a page that has something to
    say of somebody alone (None: has not).
    """

    def below(view: TeamView) -> None:
        data.note_opening(view.address.campaign, [kam.token for kam in view.panel.kams])
        heading(view, _head(view, page, groups))
        _say_moved(view)
        shown = any(view.panel.with_state(group.code, Status.PUBLISHED) for group in view.model.groups)
        notices(view.say, _notices(view), view.panel.campaign.collecting, shown)
        if len(view.panel) <= ALONE and alone is None:
            _too_few(view)
        else:
            body(view)

    def open_now(say: Words, theme: str, natural: str) -> TeamView | None:
        return opened(say, theme, natural, alone=alone is not None and alone())

    who = (choose_cohort, choose_campaign)
    show_page(Frame(open_now, "percent", who, (), no_head, groups), below)


def _say_moved(view: TeamView) -> None:
    """Whose page was asked for, where that KAM is alone in their campaign, and the way back to them."""
    if (entry := view.alone) is not None:
        say, kam = view.say, plain(unbroken(entry.kam.name))
        names = {"kam": kam, "own": plain(entry.campaign.name), "campaign": plain(view.panel.campaign.name)}
        st.info(say("team.moved", len(view.cohort.kams), **names), icon=":material/group:")
        link("overview", view.asked, say("team.own", kam=kam), icon=":material/person:")


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


def _head(view: TeamView, page: str, groups: bool) -> Head:
    say, campaign = view.say, view.panel.campaign
    title = f"{plain(cohort_title(view.cohort, say))}{NBSP} :gray[{say(f'page.{page}')}]"
    number = int(view.panel.respondents[:, :-1].sum())
    counts = say.series((say("count.kams", len(view.panel)), say("count.questionnaires", number)))
    fictitious = "team.fictitious" if view.cohort.fictitious else ""
    context = (plain(view.cohort.company), dated(campaign, say, plain), counts)
    tab = " · ".join((cohort_title(view.cohort, say), say(f"page.{page}")))
    return Head(title, tab, context, filter_sentence(view, groups), fictitious)


def _notices(view: TeamView) -> Iterator[Notice]:
    """Of whom a group is held back, and on whom the filter cannot act."""
    say = view.say
    for group in view.model.groups:
        held = [kam.name for kam in view.panel.with_state(group.code, Status.MASKED)]
        if held:
            facts = {"group": plain(say.text(group.plural)), "minimum": say.number(group.minimum)}
            yield Notice(say("team.masked", len(held), kams=plain(few_of(held, say)), **facts))
    if view.aside:
        names = plain(few_of([kam.name for kam in view.aside], say))
        name = plain(in_words(view.model.partition_name, say))
        yield Notice(say("team.aside", len(view.aside), kams=names, name=name), ":material/filter_alt_off:")

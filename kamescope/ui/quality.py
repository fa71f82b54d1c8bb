"""The parts of the quality page: what came back in the campaign, what it hides, and what is left blank."""

from collections.abc import Iterable, Mapping, Sequence

import streamlit as st

from kamescope.analysis.quality import (
    SAME_FROM,
    SECONDS_AN_ANSWER,
    SMALLEST_TOTAL,
    Blanks,
    Block,
    KamReturns,
    Quality,
    Returns,
    Sign,
    Tally,
    added,
    by_urgency,
    most_blank,
    summed,
)
from kamescope.charts.blank_table import FREQUENT, blank_table
from kamescope.charts.fragment import Fragment
from kamescope.charts.returns_table import returns_table, state_words
from kamescope.charts.tiles import Tile, tiles
from kamescope.model import OVERALL
from kamescope.naming import alphabetical, in_sentence
from kamescope.privacy import Status
from kamescope.sentences import unbroken
from kamescope.ui import data, state
from kamescope.ui.components import show_fragment
from kamescope.ui.frame import card
from kamescope.ui.kam.view import KamView
from kamescope.ui.text import plain

SHOWN_AT_ONCE = 20
"""KAMs in the table before one has to search for the others."""
LINKS = 6
ARROW = ":material/arrow_forward:"
MOST_ITEMS = 8


def quality(view: KamView) -> Quality:
    """What came back in the campaign of the view, real people and fictitious ones apart."""
    return data.door().quality(view.address.campaign, view.published.kam.fictitious)


def section(title: str, caption: str = "") -> None:
    """The heading of one half of the page."""
    with st.container(gap=None, key=f"kms-section {title}"):
        st.markdown(f"## {title}", anchors=False)
        if caption:
            st.markdown(f":small[:gray[{caption}]]")


def campaign_figures(view: KamView, found: Quality) -> None:
    """The campaign in four figures."""
    every = [each for entry in found.kams for each in entry.groups if each.group.code in view.groups]
    shown = []
    for key, figure in _FIGURES.items():
        value, note = figure(view, found, every)
        shown.append(Tile("", view.say(key), value, notes=(note,)))
    show_fragment(tiles(view.model, shown, view.look))


def _returned(view: KamView, found: Quality, every: Sequence[Returns]) -> tuple[str, str]:
    say = view.say
    known = [each.sent for each in every if each.sent is not None]
    value = say.number(sum(each.group.respondents for each in every))
    if not known:
        return value, say("quality.sent_unknown")
    if len(known) == len(every):
        return value, say("quality.sent", sum(known))
    return value, say("quality.sent_partly", len(known), groups=say.number(len(every)))


def _shown(view: KamView, found: Quality, every: Sequence[Returns]) -> tuple[str, str]:
    say = view.say
    shown = sum(each.group.status is Status.PUBLISHED for each in every)
    masked = sum(each.group.status is Status.MASKED for each in every)
    value = say("quality.out_of", part=say.number(shown), whole=say.number(len(every)))
    return value, say("quality.groups_masked", masked) if masked else say("quality.groups_not_masked")


def _waiting(view: KamView, found: Quality, every: Sequence[Returns]) -> tuple[str, str]:
    return view.say.number(sum(each.waiting for each in every)), view.say("quality.waiting_means")


def _blank(view: KamView, found: Quality, every: Sequence[Returns]) -> tuple[str, str]:
    share = added(found.blanks[OVERALL, code] for code in view.groups if (OVERALL, code) in found.blanks).share
    value = view.say("no_data") if share is None else view.say.percent(share * 100, 1)
    return value, view.say("quality.blank_means")


_FIGURES = {
    "quality.figure_returned": _returned,
    "quality.figure_shown": _shown,
    "column.waiting": _waiting,
    "column.blanks": _blank,
}


def campaign_table(view: KamView, found: Quality) -> list[KamReturns]:
    """Every KAM against every group, what asks for action first; a search where there are many. Gives those found."""
    entries = by_urgency(_searched(view, found), view.groups)
    if not entries:
        st.markdown(f":gray[{view.say('quality.not_found')}]")
        return entries
    show_fragment(returns_table(found.model, entries[:SHOWN_AT_ONCE], view.groups, view.look))
    if len(entries) > SHOWN_AT_ONCE:
        facts = {"shown": view.say.number(SHOWN_AT_ONCE), "everybody": view.say.number(len(entries))}
        st.markdown(f":small[:gray[{view.say('quality.more', **facts)}]]")
    _links(view, entries)
    return entries


def _searched(view: KamView, found: Quality) -> list[KamReturns]:
    entries = sorted(found.kams, key=lambda entry: alphabetical(entry.kam.name))
    if len(entries) <= SHOWN_AT_ONCE:
        return entries
    wanted = st.text_input(
        view.say("filter.search"),
        key="quality_search",
        placeholder=view.say("filter.search"),
        icon=":material/search:",
        label_visibility="collapsed",
        width=420,
    )
    return [entry for entry in entries if alphabetical(wanted.strip()) in alphabetical(_who(entry))]


def _who(entry: KamReturns) -> str:
    return f"{entry.kam.name} {entry.kam.company} {entry.kam.team}"


def _links(view: KamView, entries: Sequence[KamReturns]) -> None:
    """From the table to one KAM: those first in it."""
    others = [entry.kam for entry in entries if entry.kam.token != view.address.kam][:LINKS]
    if others:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(f":small[:gray[{view.say('quality.open')}]]")
            for kam in others:
                st.button(
                    plain(unbroken(kam.name)),
                    key=f"quality_open_{kam.token}",
                    icon=ARROW,
                    icon_position="right",
                    type="tertiary",
                    on_click=state.change,
                    kwargs={"kam": kam.token, "segment": ""},
                )


def group_cards(view: KamView, entry: KamReturns) -> None:
    """What came back from each group of one KAM, and what is missing for it to be shown."""
    listed = [each for each in entry.groups if each.group.code in view.groups]
    shown = []
    for each in listed:
        name = view.say.group(view.model.group(each.group.code), each.group.respondents)
        state = state_words(each, view.say)
        shown.append(Tile(each.group.code, name, _figure(view, each), notes=(_hidden(view, each),), state=state))
    if shown:
        show_fragment(tiles(view.model, shown, view.look))


def _figure(view: KamView, each: Returns) -> str:
    value = view.say.number(each.group.respondents)
    return value if each.sent is None else value + view.say("quality.of_sent", sent=view.say.number(each.sent))


def _hidden(view: KamView, each: Returns) -> str:
    """What the state means for the results; where they are shown, how complete the questionnaires are."""
    say = view.say
    parts = []
    if each.group.status is Status.MASKED:
        key = "quality.collecting" if view.model.group(each.group.code).closed else "quality.hides"
        parts.append(say(key, minimum=say.number(each.group.minimum)))
    if each.group.non_response is not None:
        share = say.percent(each.group.non_response * 100, 1)
        parts.append(say("quality.blank_answers", each.group.respondents * each.group.asked, share=share))
    if each.group.status is Status.NO_DATA:
        parts.append(say("quality.nothing_yet"))
    if each.waiting:
        parts.append(say("quality.waits", each.waiting, minimum=say.number(each.group.minimum)))
    if each.empty:
        parts.append(say("quality.came_empty", each.empty))
    return " ".join(parts)


def blank_cards(view: KamView, rates: Blanks) -> None:
    """What is left without an answer by factor, and the items most left so, side by side."""
    say = view.say
    # The tables fold by the width of their own column, so that these may lie side by side on a small screen too.
    left, right = st.columns(2, gap="small")
    with left, card(say("quality.factors"), plain(say("quality.factors_caption"))):
        show_fragment(_table(view, rates, (OVERALL, *view.factors)))
    with right, card(say("quality.items"), plain(say("quality.items_caption", frequent=say.percent(FREQUENT * 100)))):
        if worst := most_blank(rates, _items(view), view.groups, MOST_ITEMS):
            show_fragment(_table(view, rates, worst))
        else:
            st.markdown(f":gray[{say('quality.no_blank_item')}]")


def _items(view: KamView) -> list[str]:
    return [item.code for code in view.factors for item in view.model.factor_of[code].items]


def _table(view: KamView, rates: Blanks, codes: Sequence[str]) -> Fragment:
    return blank_table(view.model, rates, codes, view.groups, view.look)


def campaign_signs(view: KamView, found: Quality) -> None:
    """Signs of careless or late questionnaires over the whole campaign."""
    _signs(view, {kind: _total(view, some) for kind, some in found.signs.items()})


def kam_signs(view: KamView, found: Quality) -> None:
    """The same for one KAM, group by group where that may be."""
    own = {kind: [one for one in some if one.kam == view.address.kam] for kind, some in found.signs.items()}
    _signs(view, {kind: [_told(view, block) for block in some] for kind, some in own.items()})


def _signs(view: KamView, lines: Mapping[Sign, Sequence[str]]) -> None:
    say = view.say
    facts = {"smallest": say.number(SMALLEST_TOTAL)}
    if not any(lines.values()):
        with card(say("quality.signs"), say("quality.too_few_all", **facts)):
            return
    with card(say("quality.signs"), say("quality.signs_caption", **facts)), st.grid(3, min_column_width=240):
        for kind in Sign:
            few = "quality.too_few_fast" if kind is Sign.FAST else "quality.too_few"
            _sign(view, kind, lines[kind] or [f":gray[{say(few, **facts)}]"])


def _sign(view: KamView, kind: Sign, lines: Sequence[str]) -> None:
    """One kind of sign: how many questionnaires bear it, and what it means."""
    facts = {"same_from": view.say.number(SAME_FROM), "seconds": view.say.number(SECONDS_AN_ANSWER)}
    with st.container(gap=None):
        st.markdown(f"**{view.say(f'quality.sign_{kind}')}**")
        for line in lines:
            st.markdown(line)
        st.markdown(f":small[:gray[{view.say(f'quality.sign_{kind}_means', **facts)}]]")


def _total(view: KamView, some: Iterable[Block]) -> list[str]:
    total = summed(block.tally for block in some)
    return [_count(view, total)] if total.questionnaires else []


def _told(view: KamView, block: Block) -> str:
    names = (plain(in_sentence(view.say.text(view.model.group(code).plural))) for code in block.groups)
    return view.say("quality.sign_of", groups=view.say.listing(names), count=_count(view, block.tally))


def _count(view: KamView, tally: Tally) -> str:
    whole = view.say.number(tally.questionnaires)
    return view.say("quality.sign_count", tally.marked, whole=whole)

"""What the manager's other instruments say of one KAM: a line each, beside the 360 and never in it."""

from dataclasses import replace

import streamlit as st

from kamescope.i18n import Words
from kamescope.levers import registry
from kamescope.levers.board import BoardFacts
from kamescope.service import LeverRows, figures_of
from kamescope.ui import data, menu
from kamescope.ui.frame import card, link
from kamescope.ui.kam.view import KamView
from kamescope.ui.text import plain
from kamescope.ui.warm import warm


def show_levers(view: KamView) -> None:
    """One quiet card with a link for each instrument that has something to say; nothing where none has."""
    if view.version is not None:
        return
    told = lever_lines(view.address.kam, view.say)
    if not told:
        return
    say = view.say
    with card(say("lever.beside"), say("lever.beside_words")), st.container(key="kms-beside"):
        for rows, line in told:
            name = rows.line.instrument
            whose = next(iter(rows.groups.get("whose", {})), "")
            label = say(
                "lever.beside_line", name=say(f"page.{name}"), line=plain(line), day=say.date(rows.line.held_on)
            )
            link(name, replace(view.address, file=rows.line.id, whose=whose, settings=()), label, icon=menu.icon(name))


def lever_lines(kam: str, say: Words) -> list[tuple[LeverRows, str]]:
    """The latest file of each instrument that the viewer may open, and its line of a KAM (token)."""
    latest: dict[str, LeverRows] = {}
    for rows in data.door().levers_of(kam):
        name, before = rows.line.instrument, latest.get(rows.line.instrument)
        if menu.may_open(name) and (before is None or rows.line.held_on > before.line.held_on):
            latest[name] = rows
    return [(latest[name], line) for name in sorted(latest) if (line := warm(_line, latest[name], say))]


def _line(rows: LeverRows, say: Words) -> str:
    """What an instrument says of these rows in words, "" where it has nothing to say."""
    return registry.line(rows.line.instrument, figures_of(rows), BoardFacts(say, rows.line.currency))

"""What of a file is looked at: its day, and whose rows."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from kamescope.i18n import Words
from kamescope.service import LeverLine, LeverRows
from kamescope.ui import state
from kamescope.ui.text import plain

GROUPS: Mapping[str, str] = {"company": "company", "team": "team", "whose": "whose", "segment": "kind"}
"""By what rows are filtered → its parameter of the address."""
WIDTH = 232


def choose_rows(standing: Sequence[LeverLine], rows: LeverRows, say: Words) -> dict[str, str]:
    """The controls of the file and of its rows; what is chosen, by group (tokens)."""
    address = state.current()
    with st.container(horizontal=True, gap="small"):
        if len(standing) > 1:
            days = {line.id: line_name(line, say) for line in standing}
            _select(say("lever.file"), days, "file", rows.line.id, ":material/calendar_month:")
        chosen = {}
        for group, parameter in GROUPS.items():
            values = rows.groups.get(group, {})
            if len(values) > 1:
                names = {"": say(_ALL[group]), **values}
                asked = getattr(address, parameter)
                chosen[group] = asked if asked in values else ""
                _select(say(f"lever.filter_{group}"), names, parameter, chosen[group], _ICONS[group])
    return {group: token for group, token in chosen.items() if token}


def choose_before(standing: Sequence[LeverLine], line: LeverLine, say: Words) -> LeverLine | None:
    """The former file that one is compared with, about the same company and team; None where none is chosen."""
    former = {each.id: each for each in standing if _is_before(each, line)}
    if not former:
        return None
    asked = state.current().before
    names = {0: say("lever.since_none")} | {number: line_name(each, say) for number, each in former.items()}
    with st.container(horizontal=True, gap="small"):
        _select(say("benchmark.against"), names, "before", asked if asked in former else 0, ":material/compare_arrows:")
    return former.get(asked)


def _is_before(former: LeverLine, line: LeverLine) -> bool:
    about = [(each.demo, each.company, each.team) for each in (former, line)]
    return about[0] == about[1] and former.held_on < line.held_on


def filter_sentence(rows: LeverRows, chosen: Mapping[str, str], say: Words, name: Callable[[str], str] = plain) -> str:
    """Which filters are active, in words; "" where none is. `name`: how what people called something is written."""
    named = [
        say("lever.filter_said", name=say(f"lever.filter_{group}"), value=name(rows.groups[group][token]))
        for group, token in chosen.items()
    ]
    return say("lever.filtered", filters=say.series(named)) if named else ""


def line_name(line: LeverLine, say: Words) -> str:
    """What a file is called in a list: the day of its figures, and whom it is about."""
    made_up = say("team.fictitious") if line.demo else ""
    return " · ".join(part for part in (say.date(line.held_on), line.company, line.team, made_up) if part)


def _select(label: str, names: Mapping[Any, str], parameter: str, value: object, icon: str) -> None:
    bound = state.bound(parameter, value)
    st.selectbox(label, list(names), format_func=dict(names).__getitem__, icon=icon, width=WIDTH, **bound)


_ALL: Mapping[str, str] = {
    "company": "road.every_company",
    "team": "lever.all_teams",
    "whose": "compare.mode_team",
    "segment": "lever.all_segments",
}
_ICONS: Mapping[str, str] = {
    "company": ":material/apartment:",
    "team": ":material/group:",
    "whose": ":material/person:",
    "segment": ":material/category:",
}

"""What is asked once for all files of the batch: their campaign, its date, the company and the team."""

import datetime
from collections.abc import Sequence

import streamlit as st

from kamescope.i18n import Words
from kamescope.naming import alphabetical, same_key
from kamescope.ui import data
from kamescope.ui.frame import card
from kamescope.ui.imports.batch import ALREADY, Batch, FileLook, campaigns
from kamescope.ui.imports.drop import CAMPAIGN_ASKED, known_or_new
from kamescope.ui.imports.mark import CAMPAIGN, mark

DAYS = "DD/MM/YYYY"
DESCRIBING = {
    "company": ("column.company", "import.once.optional"),
    "team": ("import.use.team", "import.once.optional"),
}


def choose_campaign(batch: Batch, looks: Sequence[FileLook], say: Words) -> None:
    """The campaign of the files that name none, one there is or a new one; and the day of a new one."""
    without = [look for look in looks if look.needs_campaign]
    undated = new_campaign(batch, looks)
    if not without and not undated:
        return
    words = say("import.campaign.words", len(without)) if without else say("import.once.date_words", name=undated)
    with card(say("import.campaign.title" if without else "import.use.date"), words):
        mark(CAMPAIGN)
        left, right = st.columns(2)
        if without:
            with left:
                _name(batch, say)
        if undated:
            with right if without else left:
                _day(batch, looks, say)


def describe(batch: Batch, looks: Sequence[FileLook], say: Words) -> None:
    """The company and the team of the KAMs, where files do not say them; neither has to be given."""
    asked = [name for name in DESCRIBING if any(name in look.lacks for look in looks if look.state != ALREADY)]
    if not asked:
        return
    count = sum(bool(look.lacks & set(asked)) for look in looks if look.state != ALREADY)
    with card(say("import.once.title"), say("import.once.words", count)):
        for column, name in zip(st.columns(2), asked, strict=False):
            with column:
                given = known_or_new(DESCRIBING[name], _known(name), name, say, getattr(batch, name))
            if given != getattr(batch, name):
                setattr(batch, name, given)
                st.rerun()


def new_campaign(batch: Batch, looks: Sequence[FileLook]) -> str:
    """The only campaign that files without a date would make, "" where there is none, or several."""
    undated = [look for look in looks if "date" in look.lacks and look.state != ALREADY]
    names = {same_key(name): name for look in undated for name in look.campaigns(batch.campaign)}
    known = set(map(same_key, campaigns()))
    (key, name) = next(iter(names.items()), ("", ""))
    return name if len(names) == 1 and key not in known else ""


def day(batch: Batch, looks: Sequence[FileLook]) -> datetime.date | None:
    """The day of the campaign that is new: as a person says, else the first of the answers; None where none is new."""
    if not new_campaign(batch, looks):
        return None
    return batch.date or proposed(looks) or datetime.date.today()


def proposed(looks: Sequence[FileLook]) -> datetime.date | None:
    """The first day on which answers came back, in the files that do not say the day of their campaign."""
    days = [look.bare.first_day for look in looks if "date" in look.lacks and look.bare.first_day]
    return min(days, default=None)


def _name(batch: Batch, say: Words) -> None:
    known = campaigns()
    name = known_or_new(CAMPAIGN_ASKED, known, "campaign", say, batch.campaign)
    if name:
        told = "known" if name in known else "new"
        st.markdown(f":small[:gray[{say(f'import.campaign.{told}')}]]")
    if name != batch.campaign:
        batch.campaign = name
        st.rerun()


def _day(batch: Batch, looks: Sequence[FileLook], say: Words) -> None:
    likely = proposed(looks)
    key = "imports_campaign_date"
    if key not in st.session_state or batch.date is None:
        st.session_state[key] = batch.date or likely or datetime.date.today()
    chosen = st.date_input(say("import.use.date"), key=key, format=DAYS, on_change=_take, args=(batch, key))
    if batch.date is None and chosen:
        told = "import.once.date_answers" if likely else "import.once.date_today"
        st.markdown(f":small[:gray[{say(told)}]]")


def _take(batch: Batch, key: str) -> None:
    """A day that a person chose stays, whatever files come."""
    batch.date = st.session_state[key]


def _known(name: str) -> list[str]:
    """The companies or teams there are."""
    found = {getattr(entry.kam, name) for entry in data.door().enrolled() if not entry.kam.fictitious}
    return sorted(filter(None, found), key=alphabetical)

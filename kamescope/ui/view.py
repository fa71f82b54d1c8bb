"""What a page about one KAM starts from: who is looked at, what is listed, and how it is shown."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import streamlit as st

from kamescope.analysis.published import Published
from kamescope.analysis.window import POOLED
from kamescope.charts.theme import ITEM_UNIT, Look
from kamescope.errors import RequestError
from kamescope.i18n import Words
from kamescope.model import ENVIRONMENT, Factor, Model
from kamescope.service import Participation, Question, Segments
from kamescope.ui import data, state
from kamescope.ui.address import Address


class Listing:
    """What every view knows from its address, model and look: which groups and factors are listed, which words."""

    __slots__ = ()
    address: Address
    look: Look

    @property
    def model(self) -> Model:
        """The campaign's questionnaire."""
        raise NotImplementedError

    @property
    def say(self) -> Words:
        """The words of the reader's language."""
        return self.look.words

    @property
    def groups(self) -> tuple[str, ...]:
        """The rater groups listed, in model order."""
        wanted = self.address.groups
        return tuple(group.code for group in self.model.groups if not wanted or group.code in wanted)

    @property
    def with_environment(self) -> tuple[str, ...]:
        """The groups listed and the environment."""
        return (*self.groups, ENVIRONMENT)

    @property
    def factors(self) -> tuple[str, ...]:
        """The factors listed, in model order."""
        wanted = self.address.factors
        return tuple(factor.code for factor in self.model.factors if not wanted or factor.code in wanted)

    @property
    def factor(self) -> Factor:
        """The factor asked for, else the first one listed."""
        known = {factor.code: factor for factor in self.model.factors}
        return known.get(self.address.factor) or known[self.factors[0]]


@dataclass(frozen=True, slots=True)
class View(Listing):
    """One KAM in one campaign, as the address asks to see it."""

    address: Address
    published: Published
    segments: Segments
    look: Look
    item_look: Look

    @property
    def model(self) -> Model:
        """The campaign's questionnaire."""
        return self.published.model

    @property
    def question(self) -> Question:
        """The question whose answer is shown."""
        return Question(self.address.campaign, self.address.kam, self.published.where)

    @property
    def where(self) -> str | None:
        """The partition value looked at alone; None is everybody."""
        return self.published.where

    @property
    def token(self) -> str:
        """What stands for this KAM in names of files."""
        return self.address.kam

    @property
    def whose(self) -> dict[str, object]:
        """Whose figures these are, as columns of a table to download."""
        published, say = self.published, self.say
        return {say("filter.kam"): published.kam.name, say("filter.campaign"): published.campaign.name}


def opened(say: Words, theme: str, natural: str) -> View | None:
    """The view of the address, in its unit or else the natural one of the page; None where nobody is to be seen.

    Raises RequestError `link_unknown` where the address names a KAM or campaign that does not exist.
    """
    everybody = data.door().people()
    if not everybody:
        return None
    asked = state.current()
    entry = entry_asked(everybody, asked)
    address = fitting(entry, replace(asked, kam=entry.kam.token, campaign=entry.campaign.token))
    question = Question(address.campaign, address.kam)
    segments = data.door().segments(question)
    if address.segment in segments.values:
        question = replace(question, where=segments.values[address.segment])
    published = data.door().results(question)
    if address.environment not in environments(published):
        address = replace(address, environment=ENVIRONMENT)
    state.settle(address)
    look = Look(say.language, theme == "dark", address.unit or natural)
    item_look = replace(look, unit=address.unit or ITEM_UNIT)
    return View(address, published, segments, look, item_look)


def entry_asked(everybody: Sequence[Participation], asked: Address) -> Participation:
    """The participation asked for; without a KAM in the address, the first real person of the latest campaign."""
    if not asked.kam and not asked.campaign:
        return min(everybody, key=lambda entry: entry.kam.fictitious)
    found = [
        entry
        for entry in everybody
        if asked.kam in ("", entry.kam.token) and asked.campaign in ("", entry.campaign.token)
    ]
    if not found:
        raise RequestError("link_unknown")
    return found[0]


def fitting(entry: Participation, address: Address) -> Address:
    """The address without codes that this campaign's model does not have."""
    groups = tuple(code for code in address.groups if code in entry.model.group_index)
    known = {factor.code for factor in entry.model.factors}
    factors = tuple(code for code in address.factors if code in known)
    factor = address.factor if address.factor in known else ""
    return replace(address, groups=groups, factors=factors, factor=factor)


def environments(published: Published) -> tuple[str, ...]:
    """Whose view one may set against self: everybody's; where two groups or more are shown, each one's, or pooled."""
    groups = published.environment_groups
    return (ENVIRONMENT, *groups, POOLED) if len(groups) > 1 else (ENVIRONMENT,)


def kam_changed(key: str) -> None:
    """Another KAM was chosen: keep the campaign where they are in it, else their latest."""
    kam = st.session_state[key]
    campaigns = [entry.campaign.token for entry in data.door().people() if entry.kam.token == kam]
    now = state.current().campaign
    campaign = now if now in campaigns else campaigns[0]
    state.change(kam=kam, campaign=campaign, cohort=cohort_kept(kam, campaign), segment="")


def cohort_kept(kam: str, campaign: str) -> str:
    """The cohort that pages about several KAMs have open, if there is one such with this KAM in this campaign."""
    now = state.current().cohort
    return now if any(now in cohort.tokens and kam in cohort.kams for cohort in data.door().cohorts(campaign)) else ""

"""What a page about one KAM starts from."""

from dataclasses import dataclass, replace

import streamlit as st

from kamescope.analysis.published import Published
from kamescope.analysis.window import POOLED, CutKind
from kamescope.i18n import Words
from kamescope.model import ENVIRONMENT, Model
from kamescope.service import Participation, Question, Segments, Version
from kamescope.ui import data, state
from kamescope.ui.address import Address
from kamescope.ui.versions import check_open, everybody, former, is_open
from kamescope.ui.view import Looks, View, asked


@dataclass(frozen=True, slots=True)
class KamView(View):
    """One KAM in one campaign, as the address asks to see it.

    `counted`: how much came back is what it is about; whoever sees no results of that KAM gets no figure of them.
    `version`: the former version that it shows, None for what is so now.
    """

    address: Address
    published: Published
    segments: Segments
    looks: Looks
    counted: bool = False
    version: Version | None = None

    @property
    def everybody(self) -> tuple[Participation, ...]:
        """Whom one may choose to look at."""
        return data.door().enrolled() if self.counted else everybody()

    @property
    def model(self) -> Model:
        """The campaign's questionnaire."""
        return self.published.model

    @property
    def question(self) -> Question:
        """The question whose answer is shown."""
        number = self.version.number if self.version else 0
        return Question(self.address.campaign, self.address.kam, self.published.where, number)

    @property
    def where(self) -> str | None:
        """The partition value looked at alone; None is everybody."""
        return self.published.where

    @property
    def token(self) -> str:
        """What stands for this KAM in names of files."""
        return self.address.kam

    @property
    def kams(self) -> tuple[str, ...]:
        """Whom figures are about (tokens)."""
        return (self.address.kam,)

    @property
    def whose(self) -> dict[str, object]:
        """Whose figures these are, as columns of a table to download."""
        published, say = self.published, self.say
        whose: dict[str, object] = {
            say("filter.kam"): published.kam.name,
            say("filter.campaign"): published.campaign.name,
        }
        return whose | ({say("version.choice"): self.version.number} if self.version else {})


def opened(say: Words, theme: str, natural: str) -> KamView | None:
    """The view of the address, in its unit or else the natural one of the page; None where nobody is to be seen.

    Of whom only former versions are to be read, the one asked for or else the newest. Raises RequestError
    `link_unknown` where the address names a KAM or campaign that does not exist.
    """
    address = asked(everybody())
    if address is None:
        return None
    versions = former(address)
    version = next((each for each in versions if each.number == address.version), None)
    if version is None and not is_open(address):
        version = versions[0]
    if version is None:
        return _of_results(say, theme, replace(address, version=0), natural)
    return _of_version(say, theme, address, natural, version)


def of_now(say: Words, theme: str, natural: str) -> KamView | None:
    """The same for a page that shows no former version; RequestError `version_not_here` of whom there is nothing else.

    The address keeps its version, for the pages that show one.
    """
    check_open(data.door().people())
    address = asked(data.door().people())
    return None if address is None else _of_results(say, theme, address, natural)


def of_returns(say: Words, theme: str, natural: str) -> KamView | None:
    """The same of everybody of whom one may see what came back, with the results where one may see these too."""
    check_open(data.door().enrolled())
    address = asked(data.door().enrolled())
    if address is None:
        return None
    named = address.campaign, address.kam
    if any((entry.campaign.token, entry.kam.token) == named for entry in data.door().people()):
        return replace(_of_results(say, theme, address, natural), counted=True)
    entry = next(each for each in data.door().enrolled() if (each.campaign.token, each.kam.token) == named)
    state.settle(address)
    published = Published(entry.model, entry.campaign, entry.kam, entry.groups, {})
    return KamView(address, published, Segments({}, {}), Looks.of(say, theme, address, natural), counted=True)


def _of_results(say: Words, theme: str, address: Address, natural: str) -> KamView:
    question = Question(address.campaign, address.kam)
    segments = data.door().segments(question)
    if address.segment in segments.values:
        question = replace(question, where=segments.values[address.segment])
    published = data.door().results(question)
    if address.environment not in environments(published):
        address = replace(address, environment=ENVIRONMENT)
    state.settle(address)
    return KamView(address, published, segments, Looks.of(say, theme, address, natural))


def _of_version(say: Words, theme: str, address: Address, natural: str, version: Version) -> KamView:
    """A former version: of everybody, in itself."""
    published = data.door().results(Question(address.campaign, address.kam, version=version.number))
    address = replace(address, version=version.number, segment="")
    if address.environment not in environments(published):
        address = replace(address, environment=ENVIRONMENT)
    if address.cut == CutKind.COHORT:
        address = replace(address, cut=CutKind.OWN.value)
    state.settle(address)
    return KamView(address, published, Segments({}, {}), Looks.of(say, theme, address, natural), version=version)


def environments(published: Published) -> tuple[str, ...]:
    """Whose view one may set against self: everybody's; where two groups or more are shown, each one's, or pooled."""
    groups = published.environment_groups
    return (ENVIRONMENT, *groups, POOLED) if len(groups) > 1 else (ENVIRONMENT,)


def kam_changed(key: str) -> None:
    """Another KAM was chosen: keep the campaign where they are in it, else their latest."""
    kam = st.session_state[key]
    shown = any(entry.kam.token == kam for entry in everybody())
    offered = everybody() if shown else data.door().enrolled()
    campaigns = [entry.campaign.token for entry in offered if entry.kam.token == kam]
    now = state.current().campaign
    campaign = now if now in campaigns else campaigns[0]
    state.change(kam=kam, campaign=campaign, cohort=cohort_kept(kam, campaign), segment="", version=0)


def cohort_kept(kam: str, campaign: str) -> str:
    """The cohort that pages about several KAMs have open, if there is one such with this KAM in this campaign."""
    now = state.current().cohort
    if all(entry.campaign.token != campaign for entry in data.door().people()):
        return ""
    return now if any(now in cohort.tokens and kam in cohort.kams for cohort in data.door().cohorts(campaign)) else ""

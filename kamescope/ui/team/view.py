"""What a page about several KAMs starts from: which cohort, what is listed, and how it is shown."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kamescope.analysis.panel import Panel
from kamescope.analysis.published import Published, columns
from kamescope.errors import RequestError
from kamescope.i18n import Words
from kamescope.model import ENVIRONMENT, Model
from kamescope.records import Kam
from kamescope.service import Cohort, Participation, Segments, Whose
from kamescope.ui import data, state
from kamescope.ui.address import MODES, Address
from kamescope.ui.team.words import cohort_name
from kamescope.ui.versions import check_open
from kamescope.ui.view import Looks, View, asked, fitting

ALONE = 1
NEIGHBOURS = 3
"""So many KAMs are seen from near by as long as nobody has chosen any."""
_, CLOSE = MODES


@dataclass(frozen=True, slots=True)
class TeamView(View):
    """Several KAMs in one campaign, as the address asks to see them.

    `asked`: what the address bar says, about somebody else and another campaign where that KAM is alone in theirs;
    `everyone`: the whole campaign, real people or fictitious ones; `panel`: the cohort's KAMs that are compared;
    `aside`: those of them on whom the partition filter cannot act, who are therefore not compared under it.
    """

    address: Address
    asked: Address
    cohort: Cohort
    cohorts: tuple[Cohort, ...]
    everyone: Panel
    panel: Panel
    aside: tuple[Kam, ...]
    segments: Segments
    looks: Looks

    @property
    def bar(self) -> Address:
        """What the address bar says, and the menu's links: whom a person looks at, whoever is shown in their stead."""
        return self.asked

    @property
    def alone(self) -> Participation | None:
        """The KAM asked for, who is alone in their campaign, where another one's cohort is shown instead."""
        if self.asked.campaign == self.address.campaign:
            return None
        wanted = self.asked.kam, self.asked.campaign
        return next(one for one in data.door().people() if (one.kam.token, one.campaign.token) == wanted)

    @property
    def model(self) -> Model:
        """The campaign's questionnaire."""
        return self.panel.model

    @property
    def where(self) -> str | None:
        """The partition value looked at alone; None is everybody."""
        return self.panel.where

    @property
    def token(self) -> str:
        """What stands for this cohort in names of files."""
        return self.cohort.token

    @property
    def kams(self) -> tuple[str, ...]:
        """Whom figures are about (tokens)."""
        return tuple(kam.token for kam in self.panel.kams)

    @property
    def whose(self) -> dict[str, object]:
        """Whose figures these are, as columns of a table to download."""
        say = self.say
        return {
            say("team.cohort"): cohort_name(self.cohort, say),
            say("filter.campaign"): self.panel.campaign.name,
        }

    @property
    def kam(self) -> Published | None:
        """The KAM of the address, as far as they are among those compared."""
        known = self.panel.places
        return self.panel.about(self.address.kam) if self.address.kam in known else None

    @property
    def people(self) -> tuple[Published, ...]:
        """The KAMs chosen to be seen from near by, in the order of their choice."""
        return tuple(self.panel.about(kam) for kam in self.address.people)


def opened(say: Words, theme: str, natural: str, alone: bool = False) -> TeamView | None:
    """The view of the address, in its unit or else the natural one of the page; None where nobody is to be seen.

    Without a cohort in the address, the narrowest one that the KAM shares with somebody; of a KAM who is alone in their
    campaign the largest one of all campaigns, unless the page shows somebody `alone`. Raises RequestError
    `link_unknown` where the address names a KAM, campaign or cohort that does not exist, `version_not_here` where only
    former versions of that KAM are to be read.
    """
    check_open(data.door().people())
    wanted = asked(data.door().people())
    if wanted is None:
        return None
    wanted = replace(wanted, version=0)  # links from here lead to other people
    address = wanted if alone else _in_company(wanted)
    every = data.door().cohorts(address.campaign)
    cohort = _cohort(every, address)
    values = data.door().team_segments(Whose(address.campaign, cohort.fictitious), cohort.kams)
    where = values.get(address.segment) if address.segment else None
    everyone = data.door().team_results(Whose(address.campaign, cohort.fictitious, where))
    members = data.members(everyone, cohort.kams)
    panel, aside = compared(members)
    address = _settled(replace(address, cohort=cohort.token), panel, every)
    kept = address if address.campaign == wanted.campaign else wanted
    state.settle(kept)
    looks = Looks.of(say, theme, address, natural)
    return TeamView(address, kept, cohort, every, everyone, panel, aside, Segments(values, {}), looks)


def _cohort(cohorts: Sequence[Cohort], address: Address) -> Cohort:
    """The cohort asked for, else the narrowest with the KAM and somebody else in it."""
    if address.cohort:
        found = [cohort for cohort in cohorts if address.cohort in cohort.tokens]
        if not found:
            raise RequestError("link_unknown")
        return found[0]
    around = [cohort for cohort in cohorts if address.kam in cohort.kams]
    return next((cohort for cohort in reversed(around) if len(cohort.kams) > ALONE), around[0])


def _in_company(address: Address) -> Address:
    """The same, or of somebody who is alone in their campaign the largest cohort there is; the latest of equals."""
    cohorts = data.door().cohorts(address.campaign)
    around = [cohort for cohort in cohorts if address.kam in cohort.kams]
    if len(_cohort(cohorts, address).kams) > ALONE or any(len(cohort.kams) > ALONE for cohort in around):
        return address
    campaigns = dict.fromkeys(entry.campaign.token for entry in data.door().people())  # the latest first
    found = ((token, cohort) for token in campaigns for cohort in data.door().cohorts(token))
    campaign, largest = max(found, key=lambda each: len(each[1].kams))
    if len(largest.kams) <= ALONE:
        return address
    first = next(
        entry for entry in data.door().people() if entry.campaign.token == campaign and entry.kam.token in largest.kams
    )
    return fitting(first, replace(address, cohort=largest.token))


def _neighbours(kam: str, panel: Panel) -> tuple[str, ...]:
    """The KAM looked at and the next ones, behind the last the first; the first ones where the KAM is not there."""
    first, tokens = panel.places.get(kam, 0), [each.token for each in panel.kams]
    return tuple((tokens[first:] + tokens[:first])[:NEIGHBOURS])


def compared(members: Panel) -> tuple[Panel, tuple[Kam, ...]]:
    """Under a partition filter only those on whom it acts: others would be compared with all their answers."""
    if members.where is None:
        return members, ()
    acted = frozenset(kam.token for kam in members.filtered)
    return data.members(members, acted), tuple(kam for kam in members.kams if kam.token not in acted)


def _settled(address: Address, panel: Panel, cohorts: Sequence[Cohort]) -> Address:
    """The address without people, columns or cohorts that are not there; from near by, with somebody to look at."""
    people = tuple(dict.fromkeys(kam for kam in address.people if kam in panel.places))
    if address.mode == CLOSE and not people:
        people = _neighbours(address.kam, panel)
    regard = address.regard if address.regard in columns(panel.model) else ENVIRONMENT
    against = next((cohort.token for cohort in cohorts if address.against in cohort.tokens), "")
    return replace(address, people=people, regard=regard, against=against)

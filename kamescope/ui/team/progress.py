"""The page that follows one KAM, or a cohort, from campaign to campaign: what is chosen, and what can be compared."""

from dataclasses import dataclass

import streamlit as st

from kamescope.analysis.progress import SharedParts, common
from kamescope.analysis.published import Level
from kamescope.analysis.trajectory import Followed, Trajectory, follow
from kamescope.errors import RequestError
from kamescope.model import ENVIRONMENT
from kamescope.records import Campaign, Kam
from kamescope.sentences import few_of, short_name, unbroken
from kamescope.ui import data, state
from kamescope.ui.address import WHO
from kamescope.ui.frame import link
from kamescope.ui.team import seen
from kamescope.ui.team.before import panel_of
from kamescope.ui.team.compare import choose_regard
from kamescope.ui.team.filters import choose_kam
from kamescope.ui.team.view import TeamView
from kamescope.ui.text import plain
from kamescope.ui.warm import warm

_, ALONE = WHO


@dataclass(frozen=True, slots=True)
class Progression:
    """Two or more campaigns, the earliest first, and who is followed through them.

    `kam`: the token of the one KAM followed, empty for all of them together; `left`: whom a campaign lacks.
    """

    view: TeamView
    followed: Followed
    kam: str
    left: tuple[Kam, ...]
    common: SharedParts

    @property
    def campaigns(self) -> tuple[Campaign, ...]:
        """The campaigns compared, the earliest first."""
        return tuple(panel.campaign for panel in self.followed.panels)

    @property
    def column(self) -> str:
        """Whose view is shown in detail: the one asked for, as far as the models share it."""
        return self.view.address.regard if self.view.address.regard in self.common.columns else ENVIRONMENT

    @property
    def columns(self) -> tuple[str, ...]:
        """The groups listed and the environment, as far as the models share them."""
        return tuple(column for column in self.view.with_environment if column in self.common.columns)

    @property
    def codes(self) -> tuple[str, ...]:
        """The factors listed, as far as the models share them."""
        return tuple(code for code in self.view.factors if code in self.common.codes)

    @property
    def trajectories(self) -> tuple[Trajectory, ...]:
        """The overall figures, as far as the models make them alike, and those of the factors."""
        return tuple(
            trajectory for trajectory in map(self.trajectory, (Level.OVERALL, Level.FACTOR)) if trajectory.moves
        )

    @property
    def has_whole(self) -> bool:
        """Whether the overall figures compare: two models with other factors make another whole each."""
        return bool(self.trajectory(Level.OVERALL).moves)

    def trajectory(self, level: Level) -> Trajectory:
        """What became of the figures of one level."""
        return seen.trajectory(self.followed, self.kam, level, self.view.address.match == "yes")


def choose(view: TeamView) -> None:
    """Whom to follow, since which campaigns, as seen by whom."""
    say = view.say
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        st.segmented_control(
            say("progress.who"),
            WHO,
            format_func=lambda who: say(f"progress.who_{who}"),
            required=True,
            wrap=True,
            **state.bound("who", view.address.who),
        )
        if view.address.who == ALONE:
            with st.container(width=300):
                choose_kam(view)
        choose_regard(view)
    _choose_since(view)


def opened(view: TeamView) -> Progression | None:
    """What the address asks to follow; where it cannot be, the page says why and what would help, and this is None."""
    since = _since(view)
    if not since:
        _nothing_before(view)
        return None
    panels = (*(panel_of(view, campaign) for campaign in since), view.panel)
    kams = _wanted(view)
    followed = warm(follow, panels, kams)
    if not followed.kams:
        st.info(view.say("progress.nobody_filtered" if view.where is not None else "progress.nobody"))
        return None
    try:
        shared = common(panels, Level.FACTOR, view.address.match == "yes")
    except RequestError as error:
        _not_comparable(view, error)
        return None
    there = {kam.token for kam in followed.kams}
    left = tuple(kam for kam in view.panel.kams if kam.token in kams - there)
    shown = Progression(view, followed, _alone(view), left, shared)
    if not shown.codes:
        _nothing_shared(view, shared)
        return None
    return shown


def notes(shown: Progression) -> None:
    """Who is not followed, what two models do not share, and where the environment cannot be compared."""
    say = shown.view.say
    _models_note(shown)
    if uneven := max(move.uneven for trajectory in shown.trajectories for move in trajectory.moves):
        key = f"progress.uneven_{'kam' if shown.kam else 'team'}{'_filtered' * (shown.view.where is not None)}"
        told = say(key) if shown.kam else say(key, uneven)
        st.info(told, icon=":material/balance:")
    if shown.left:
        names = plain(few_of([kam.name for kam in shown.left], say))
        key = "progress.left" if shown.view.where is None else "progress.left_filtered"
        st.markdown(f":small[:gray[{say(key, len(shown.left), kams=names)}]]")


def _models_note(shown: Progression) -> None:
    say = shown.view.say
    if len({panel.model.fingerprint for panel in shown.followed.panels}) == 1:
        return
    parts = [say("progress.matched")]
    for key, codes in (("progress.left_out", shown.common.left_out), ("progress.reshaped", shown.common.reshaped)):
        if codes:
            parts.append(say(key, len(codes), names=say.listing(_named(shown, code) for code in codes)))
    with st.container(gap="small"):
        st.info(" ".join(parts), icon=":material/difference:")
        _one_model(shown.view)


def _named(shown: Progression, code: str) -> str:
    """A factor or a rater group, by the latest model that has it."""
    for panel in reversed(shown.followed.panels):
        if code in panel.model.factor_of:
            return plain(f"{code} {shown.view.say.text(panel.model.factor_of[code].name)}")
        if code in panel.model.group_index:
            return plain(short_name(panel.model, code, shown.view.say))
    return plain(code)


def _first(view: TeamView) -> Kam:
    """The KAM of the address, else the first of the cohort, as `choose_kam` shows."""
    return (view.kam or view.panel[0]).kam


def _alone(view: TeamView) -> str:
    """The one KAM followed; empty for all of them together."""
    return _first(view).token if view.address.who == ALONE else ""


def _wanted(view: TeamView) -> frozenset[str]:
    return frozenset([_alone(view)] if _alone(view) else view.panel.places)


def _campaigns(view: TeamView) -> list[Campaign]:
    """Every campaign with one of those who are to be followed, the earliest first: in the order of the whole house."""
    kams = _wanted(view)
    found = {entry.campaign.token: entry.campaign for entry in data.door().people() if entry.kam.token in kams}
    return list(reversed(found.values()))


def _earlier(view: TeamView) -> list[Campaign]:
    campaigns = _campaigns(view)
    return campaigns[: [campaign.token for campaign in campaigns].index(view.address.campaign)]


def _since(view: TeamView) -> list[Campaign]:
    """The earlier campaigns chosen, else the one just before."""
    earlier = _earlier(view)
    return [campaign for campaign in earlier if campaign.token in view.address.since] or earlier[-1:]


def _choose_since(view: TeamView) -> None:
    names = {campaign.token: campaign.name for campaign in _earlier(view)}
    if names:
        st.pills(
            view.say("progress.since"),
            list(names),
            wrap=True,
            selection_mode="multi",
            format_func=lambda token: plain(names[token]),
            **state.bound("since", [campaign.token for campaign in _since(view)]),
        )


def _nothing_before(view: TeamView) -> None:
    """The first campaign, or the only one: what there is to do."""
    say, now = view.say, view.panel.campaign
    whose = "kam" if _alone(view) else "team"
    names = {"kam": plain(unbroken(_first(view).name)), "campaign": plain(now.name)}
    (*_, latest) = _campaigns(view)
    if latest == now:
        st.info(
            f"{say(f'progress.{whose}_only_one', **names)} {say('progress.needed')}", icon=":material/hourglass_empty:"
        )
        link("imports", view.address, say("progress.open_imports"), icon=":material/upload_file:")
        return
    st.info(say(f"progress.{whose}_first", **names), icon=":material/first_page:")
    there = [
        entry.kam.token
        for entry in data.door().people()
        if entry.campaign == latest and entry.kam.token in _wanted(view)
    ]
    kam = _first(view).token if _first(view).token in there else there[0]
    then: dict[str, object] = {"campaign": latest.token, "kam": kam, "since": (now.token,), "cohort": ""}
    _offer(say("progress.open_later", campaign=plain(latest.name)), "later", then)


def _not_comparable(view: TeamView, error: RequestError) -> None:
    """Two models or two scales: why they are not compared, and where one may compare all the same."""
    st.info(plain(view.say.shown(error)), icon=":material/difference:")
    if error.code == "models_differ":
        _offer(view.say("progress.same_code"), "match", {"match": "yes"})


def _nothing_shared(view: TeamView, shared: SharedParts) -> None:
    """No factor, or none of those listed, is in all of the models."""
    key = "progress.none_listed" if shared.codes else "progress.none_shared"
    st.info(view.say(key), icon=":material/difference:")
    _one_model(view)


def _one_model(view: TeamView) -> None:
    _offer(view.say("progress.one_model"), "one_model", {"match": ""})


def _offer(label: str, name: str, then: dict[str, object]) -> None:
    st.button(label, key=f"progress_{name}", on_click=state.change, kwargs=then)

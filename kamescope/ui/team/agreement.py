"""The parts that say how the KAMs of a cohort see themselves against how they are seen: four kinds, and the source."""

import streamlit as st

from kamescope.analysis.agreement import ENOUGH, Agreement, Agreements, Norm, Sides, agreement
from kamescope.charts.figures import score_text
from kamescope.charts.people_lists import ListedKam, PeopleList
from kamescope.ui import components
from kamescope.ui.frame import card
from kamescope.ui.team.people import Row, show_blocks, show_people
from kamescope.ui.team.view import TeamView
from kamescope.ui.warm import warm

COLOURS = {
    Agreement.GOOD: "recognised_strength",
    Agreement.POOR: "shared_progress",
    Agreement.HIGHER: "blind_spot",
    Agreement.LOWER: "hidden_strength",
}
"""The kinds as they are listed, each in the colour of the quadrant that it resembles."""


def show_agreement(view: TeamView) -> None:
    """Who sees themself higher or lower than is usual in the cohort, and who agrees; or why that is not said."""
    say, found = view.say, warm(agreement, view.panel)
    with card(say("agreement.title"), say("agreement.caption")):
        if found.norm is None:
            least = say.number(ENOUGH)
            st.info(say("agreement.too_few", len(found.kams), least=least), icon=":material/groups:")
        else:
            _classed(view, found, found.norm)
        with st.expander(say("agreement.help_title"), icon=":material/help:"):
            st.markdown(say("agreement.help", least=say.number(ENOUGH)))


def agreement_rows(view: TeamView, found: Agreements) -> list[dict[str, object]]:
    """The KAMs with both sides, overall, as a table to download."""
    say, names = view.say, _names(view)
    percent = view.model.scale.percent
    return [
        {
            say("filter.kam"): names[one.kam],
            say("column.self_percent"): round(percent(one.own), 4),
            say("column.environment_percent"): round(percent(one.others), 4),
            say("gap"): round(one.difference, 4),
            say("agreement.kind"): say(f"agreement.{one.kind}"),
            say("agreement.term"): say(f"agreement.{one.kind}_term"),
        }
        for one in found.kams
    ]


def _classed(view: TeamView, found: Agreements, norm: Norm) -> None:
    say = view.say
    facts = {"usual": say.signed(norm.difference), "half": say.number(norm.deviation / 2, 2)}
    st.markdown(f":small[{say('agreement.usual', len(found.kams), **facts)}]")
    show_blocks(view, "agreement", [_block(view, found, norm, kind) for kind in COLOURS])
    keys = ("team_perception.column_self", "perception.environment", "gap", "agreement.kind")
    headings = [say(key) for key in keys]
    show_people(view, "agreement", headings, {one.kam: _row(view, one) for one in found.kams})
    components.download(view, agreement_rows(view, found), "accord")


def _block(view: TeamView, found: Agreements, norm: Norm, kind: Agreement) -> PeopleList:
    say, names, those = view.say, _names(view), found.of(kind)
    facts = {"upper": say.signed(norm.upper), "lower": say.signed(norm.lower), "mean": _score(view, norm.environment)}
    entries = tuple(ListedKam(one.kam, names[one.kam], say.signed(one.difference)) for one in those)
    colour = view.look.palette.quadrants[COLOURS[kind]][0]
    return PeopleList(say(f"agreement.{kind}"), colour, len(those), say(f"agreement.{kind}_means", **facts), entries)


def _row(view: TeamView, one: Sides) -> Row:
    return (
        _score(view, one.own),
        _score(view, one.others),
        view.say.signed(one.difference),
        view.say(f"agreement.{one.kind}"),
    )


def _score(view: TeamView, points: float) -> str:
    return score_text(view.model.scale, view.model.scale.percent(points), view.look)


def _names(view: TeamView) -> dict[str, str]:
    return {kam.token: kam.name for kam in view.panel.kams}

"""The parts of the page that sets one KAM against a cohort: the choices, what is compared with whom, the sentences."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import streamlit as st

from kamescope.analysis.cohort import Standing, standings
from kamescope.analysis.compare import SMALL_COHORT
from kamescope.analysis.gaps import GapClass, classify, thresholds
from kamescope.analysis.panel import Panel
from kamescope.analysis.published import Level, Published
from kamescope.charts.figures import score_text
from kamescope.charts.standing_strips import rank_words, standing_rows, standing_strips
from kamescope.records import Kam
from kamescope.sentences import factor_name, few_of, in_words, unbroken
from kamescope.service import Cohort
from kamescope.ui import data, menu, state
from kamescope.ui.address import write
from kamescope.ui.pickable import show_pickable
from kamescope.ui.team.compare import choose_regard
from kamescope.ui.team.filters import choose_kam
from kamescope.ui.team.view import TeamView, compared
from kamescope.ui.team.words import cohort_in_sentence, cohort_name
from kamescope.ui.text import plain
from kamescope.ui.warm import warm


@dataclass(frozen=True, slots=True)
class Benchmark:
    """One KAM, the cohort they are set against, who of it is left out under the filter, and where they stand."""

    about: Published
    cohort: Cohort
    panel: Panel
    aside: tuple[Kam, ...]
    column: str
    standings: tuple[Standing, ...]

    @property
    def silent(self) -> tuple[Kam, ...]:
        """Who of the cohort has no figure overall in this view, and so counts nowhere in its first line."""
        return tuple(
            published.kam
            for published in self.panel
            if not published.cell(Level.OVERALL, self.standings[0].code, self.column).is_published
        )


def choose(view: TeamView) -> None:
    """Who, against whom, as seen by whom."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        with st.container(width=280):
            choose_kam(view)
        _choose_against(view)
        choose_regard(view)


def current(view: TeamView) -> Benchmark:
    """The comparison that the address asks for."""
    about, against = _about(view), _against(view)
    panel, aside = (view.panel, view.aside)
    if against is not view.cohort:
        panel, aside = compared(data.members(view.everyone, against.kams))
    found = warm(standings, panel, about.kam.token, view.address.regard, view.factors)
    return Benchmark(about, against, panel, aside, view.address.regard, found)


def said_of_cohort(view: TeamView, shown: Benchmark) -> str:
    """Who the cohort is, in words, and who of it is left out and why (Markdown)."""
    say = view.say
    who, kam = plain(cohort_in_sentence(shown.cohort, say)), plain(unbroken(shown.about.kam.name))
    whole, counted = len(shown.cohort.kams), len(shown.panel)
    key = "benchmark.cohort" if counted == whole else "benchmark.cohort_some"
    parts = [say(key, counted, whole=say.number(whole), cohort=who, kam=kam)]
    if shown.aside and shown.cohort is not view.cohort:
        name = plain(in_words(view.model.partition_name, say))
        parts.append(say("team.aside", len(shown.aside), kams=_names(view, shown.aside), name=name))
    if shown.silent:
        parts.append(say("benchmark.silent", len(shown.silent), kams=_names(view, shown.silent)))
    return " ".join(parts)


def gist(view: TeamView, shown: Benchmark) -> str:
    """The whole in a sentence, then the factors that stand out on either side, in model order (Markdown)."""
    say, (overall, *factors) = view.say, shown.standings
    if all(each.mean is None for each in shown.standings):
        return say("benchmark.too_few", overall.kams, least=say.number(SMALL_COHORT))
    parts = [_overall(view, shown, overall)]
    least = say.number(thresholds(view.model)[0], 2)
    for key, sign in (("benchmark.above", 1), ("benchmark.below", -1)):
        known = ((each.code, each.difference) for each in factors if each.difference is not None)
        far = [_named(view, code, away) for code, away in known if away * sign > 0 and _is_far(view, away)]
        if far:
            parts.append(say(key, factors=say.listing(far), least=least))
    return "  \n".join(part for part in parts if part)


def say_unlike(view: TeamView, shown: Benchmark) -> None:
    """Where environments are made of different groups, so that like is not set against like."""
    say = view.say
    partial = [each.code for each in shown.standings if each.partial and each.level is Level.FACTOR]
    if any(each.partial for each in shown.standings):
        some = 0 < len(partial) < len(shown.standings) - 1
        key, kam = "benchmark.partial" if some else "benchmark.partial_all", plain(unbroken(shown.about.kam.name))
        st.info(say(key, kam=kam, codes=say.listing(partial)), icon=":material/balance:")
    if most := max(each.uneven for each in shown.standings):
        st.markdown(f":small[:gray[{say('benchmark.uneven', most)}]]")


def show(view: TeamView, shown: Benchmark) -> None:
    """A strip a factor; pressing a factor's name opens it for this KAM."""

    def opened(code: str) -> None:
        if code in view.model.factor_of:
            address = replace(view.address, kam=shown.about.kam.token, factor=code)
            st.switch_page(menu.page("factor"), query_params=write(address))

    drawing = warm(standing_strips, shown.about, shown.column, shown.standings, view.look)
    show_pickable(drawing, "benchmark", opened)


def rows(view: TeamView, shown: Benchmark) -> list[dict[str, object]]:
    """The comparison as a table to download: who, against whom, then a row a factor."""
    who = {
        view.say("filter.kam"): shown.about.kam.name,
        view.say("benchmark.against"): cohort_name(shown.cohort, view.say),
    }
    return [who | row for row in standing_rows(shown.about, shown.column, shown.standings, view.say)]


def help_text(view: TeamView) -> str:
    """What the figures are, and what they are not (Markdown)."""
    return view.say("benchmark.help", least=view.say.number(SMALL_COHORT))


def _about(view: TeamView) -> Published:
    """The KAM of the address, else the first of the cohort, as `choose_kam` shows."""
    return view.kam or view.panel[0]


def _around(view: TeamView) -> dict[str, Cohort]:
    """The cohorts that hold the KAM by token, the narrowest first; real people and fictitious ones are never mixed."""
    kam, fictitious = _about(view).kam.token, view.cohort.fictitious
    return {c.token: c for c in reversed(view.cohorts) if kam in c.kams and c.fictitious is fictitious}


def _against(view: TeamView) -> Cohort:
    """The cohort of the address where it holds the KAM, else the page's."""
    return _around(view).get(view.address.against, view.cohort)


def _choose_against(view: TeamView) -> None:
    around = _around(view)

    def label(token: str) -> str:
        return f"{plain(cohort_name(around[token], view.say))} ({view.say.number(len(around[token].kams))})"

    st.segmented_control(
        view.say("benchmark.against"),
        list(around),
        format_func=label,
        required=True,
        wrap=True,
        **state.bound("against", _against(view).token),
    )


def _overall(view: TeamView, shown: Benchmark, overall: Standing) -> str:
    """Overall: the score, the mean, the difference and the place, as far as they are known."""
    if overall.mean is None:
        return ""
    say, kam, mean = view.say, plain(unbroken(shown.about.kam.name)), _score(view, overall.mean)
    if overall.score is None or overall.difference is None or overall.rank is None:
        return say("benchmark.no_score", kam=kam, mean=mean)
    facts = {"kam": kam, "mean": mean, "score": _score(view, overall.score), "rank": rank_words(overall.rank, say)}
    return say("benchmark.overall", difference=say.signed(overall.difference), **facts)


def _is_far(view: TeamView, away: float) -> bool:
    return classify(view.model, away) is not GapClass.ALIGNED


def _named(view: TeamView, code: str, away: float) -> str:
    return f"**{factor_name(view.model, code, view.say, plain)}** ({view.say.signed(away)})"


def _score(view: TeamView, points: float) -> str:
    return score_text(view.model.scale, view.model.scale.percent(points), view.look)


def _names(view: TeamView, kams: Sequence[Kam]) -> str:
    return plain(few_of([kam.name for kam in kams], view.say))

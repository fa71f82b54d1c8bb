"""What to know first of one KAM: a sentence, and cards of strengths, areas to work on, gaps and disagreements."""

from collections.abc import Iterator

import streamlit as st

from kamescope import sentences
from kamescope.analysis.gaps import Highlights, Spread, WholeGap, disagreements, highlights, thresholds
from kamescope.analysis.headline import headline
from kamescope.analysis.published import Level
from kamescope.analysis.reliability import displaced
from kamescope.charts.brief import BriefCard, BriefLine, brief
from kamescope.i18n import NBSP
from kamescope.model import ENVIRONMENT, SELF
from kamescope.ui.kam.cards import figure
from kamescope.ui.kam.frame import factor_links, open_factor
from kamescope.ui.kam.view import KamView
from kamescope.ui.pickable import show_pickable
from kamescope.ui.text import plain, sign


def show_headline(view: KamView) -> None:
    """The one thing to know first; nothing where there is nothing to set against another."""
    found = headline(view.published, view.factors)
    if found is None:
        return
    style = sentences.HeadlineStyle(lambda code, column: _signed(view, code, column), view.look.unit, plain, _stressed)
    with st.container(key="kms-headline"):
        st.markdown(f"## {sentences.headline(view.published, found, view.say, style)}", anchors=False)


def show_highlights(view: KamView) -> None:
    """The cards, each line one press from its factor."""
    found = highlights(view.published, factors=view.factors)
    drawn = brief(view.model, tuple(_cards(view, found)), view.look)
    show_pickable(drawn, "brief", open_factor(view), factor_links(view))


def show_partly_rated(view: KamView) -> None:
    """The factors that only a part of the environment rates, which stand on no card."""
    found = highlights(view.published, factors=view.factors)
    if found.partly_rated:
        st.markdown(f":small[:gray[{sentences.partly_rated(view.published, found, view.say, plain)}]]")


def _stressed(text: str) -> str:
    return f":primary[{text}]"


def _signed(view: KamView, code: str, column: str) -> str:
    """A score behind its mark."""
    level = Level.FACTOR if code in view.model.factor_of else Level.OVERALL
    return f"{sign(view.model, column, view.look)}{NBSP}{figure(view, view.published.cell(level, code, column))}"


def _cards(view: KamView, found: Highlights) -> Iterator[BriefCard]:
    say = view.say
    for kind, codes in (("strengths", found.strengths), ("areas", found.areas)):
        lines = tuple(_scored(view, code) for code in codes)
        words = "" if lines else sentences.no_highlight(view.published, kind, say)
        yield BriefCard(say(f"brief.{kind}"), say("brief.seen"), (ENVIRONMENT,), lines, words)
    yield _gaps(view, found)
    if len(view.published.environment_groups) > 1:
        yield _apart(view)


def _scored(view: KamView, code: str) -> BriefLine:
    """A strength or an area: what the environment gives it."""
    text = figure(view, view.published.cell(Level.FACTOR, code, ENVIRONMENT))
    return BriefLine(code, _name(view, code), (("", text),), "", _footing(view, code))


def _gaps(view: KamView, found: Highlights) -> BriefCard:
    say, moved = view.say, displaced(view.published, found, view.factors)
    lines = tuple(_gap(view, gap, moved.get(gap.code)) for gap in found.gaps)
    ways = {gap.gap > 0 for gap in found.gaps}
    words = sentences.no_highlight(view.published, "gaps", say) if not lines else ""
    if len(ways) == 1:
        words = say("brief.all_above" if ways.pop() else "brief.all_below")
    return BriefCard(say("brief.gaps"), say("brief.gaps_of"), (SELF, ENVIRONMENT), lines, words)


def _gap(view: KamView, gap: WholeGap, stays: bool | None) -> BriefLine:
    """A gap; `stays` in its list like for like, None where nothing would change."""
    say, published, code = view.say, view.published, gap.code
    fair = sentences.over_same_items if stays is None else sentences.fair
    notes = [sentences.seen_by(published, code, say), fair(published, code, say)]
    if stays is False:
        notes.append(say("footing.not_listed"))
    told = (("", say.points(gap.gap)),)
    return BriefLine(code, _name(view, code), told, gap.kind.value, _footing(view, code), tuple(filter(None, notes)))


def _apart(view: KamView) -> BriefCard:
    """Where groups of the environment disagree, and what its mean then hides."""
    say, published = view.say, view.published
    found = disagreements(published, factors=view.factors)
    groups = published.environment_groups
    if len(groups) == 2:
        first, second = (sentences.sides(published, [group], say) for group in groups)
        title = say("brief.apart_two", first=first, second=second)
    else:
        title = say("brief.apart_many")
    if not found:
        marked = say.number(thresholds(view.model)[1], 2)
        return BriefCard(title, "", (), (), say("brief.apart_none", marked=marked))
    code = found[0].code
    score = figure(view, published.cell(Level.FACTOR, code, ENVIRONMENT))
    lines = tuple(_split(view, apart) for apart in found)
    return BriefCard(title, "", (), lines, say("brief.apart_hides", score=score, code=code))


def _split(view: KamView, apart: Spread) -> BriefLine:
    """A factor and the two groups that see it otherwise, in model order."""
    groups = [group for group in view.published.environment_groups if group in (apart.highest, apart.lowest)]
    cells = ((group, view.published.cell(Level.FACTOR, apart.code, group)) for group in groups)
    figures = tuple((group, figure(view, cell)) for group, cell in cells)
    return BriefLine(apart.code, _name(view, apart.code), figures, "", _footing(view, apart.code))


def _footing(view: KamView, code: str) -> str:
    return sentences.rests_on(view.published, code, view.say)


def _name(view: KamView, code: str) -> str:
    return sentences.factor_name(view.model, code, view.say)

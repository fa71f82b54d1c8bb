"""What to know first of one KAM, as cards: strengths, areas to work on, widest gaps, disagreements."""

from collections.abc import Iterator
from dataclasses import dataclass

from kamescope import sentences
from kamescope.analysis.gaps import Highlights, Spread, WholeGap, disagreements, highlights, thresholds
from kamescope.analysis.published import Cell, Level, Published
from kamescope.analysis.reliability import displaced
from kamescope.charts.brief import BriefCard, BriefLine, brief
from kamescope.charts.figures import ROLLED_UP, cell_text
from kamescope.charts.fragment import Fragment
from kamescope.charts.theme import Look
from kamescope.i18n import Words
from kamescope.model import ENVIRONMENT, SELF


@dataclass(frozen=True, slots=True)
class _Told:
    """Of whom, which factors, and how it is to look."""

    published: Published
    factors: tuple[str, ...]
    look: Look

    @property
    def say(self) -> Words:
        return self.look.words

    def figure(self, cell: Cell) -> str:
        return cell_text(cell, self.look, ROLLED_UP)


def essentials(published: Published, factors: tuple[str, ...], look: Look) -> Fragment:
    """The cards, each line a link to its factor's code."""
    told = _Told(published, factors, look)
    found = highlights(published, factors=factors)
    return brief(published.model, tuple(_cards(told, found)), look)


def _cards(told: _Told, found: Highlights) -> Iterator[BriefCard]:
    say = told.say
    for kind, codes in (("strengths", found.strengths), ("areas", found.areas)):
        lines = tuple(_scored(told, code) for code in codes)
        words = "" if lines else sentences.no_highlight(told.published, kind, say)
        yield BriefCard(say(f"brief.{kind}"), say("brief.seen"), (ENVIRONMENT,), lines, words)
    yield _gaps(told, found)
    if len(told.published.environment_groups) > 1:
        yield _apart(told)


def _scored(told: _Told, code: str) -> BriefLine:
    """A strength or an area: what the environment gives it."""
    text = told.figure(told.published.cell(Level.FACTOR, code, ENVIRONMENT))
    return BriefLine(code, _name(told, code), (("", text),), "", _footing(told, code))


def _gaps(told: _Told, found: Highlights) -> BriefCard:
    say, moved = told.say, displaced(told.published, found, told.factors)
    lines = tuple(_gap(told, gap, moved.get(gap.code)) for gap in found.gaps)
    ways = {gap.gap > 0 for gap in found.gaps}
    words = sentences.no_highlight(told.published, "gaps", say) if not lines else ""
    if len(ways) == 1:
        words = say("brief.all_above" if ways.pop() else "brief.all_below")
    return BriefCard(say("brief.gaps"), say("brief.gaps_of"), (SELF, ENVIRONMENT), lines, words)


def _gap(told: _Told, gap: WholeGap, stays: bool | None) -> BriefLine:
    """A gap; `stays` in its list like for like, None where nothing would change."""
    say, published, code = told.say, told.published, gap.code
    fair = sentences.over_same_items if stays is None else sentences.fair
    notes = [sentences.seen_by(published, code, say), fair(published, code, say)]
    if stays is False:
        notes.append(say("footing.not_listed"))
    figures = (("", say.points(gap.gap)),)
    return BriefLine(code, _name(told, code), figures, gap.kind.value, _footing(told, code), tuple(filter(None, notes)))


def _apart(told: _Told) -> BriefCard:
    """Where groups of the environment disagree, and what its mean then hides."""
    say, published = told.say, told.published
    found = disagreements(published, factors=told.factors)
    groups = published.environment_groups
    if len(groups) == 2:
        first, second = (sentences.sides(published, [group], say) for group in groups)
        title = say("brief.apart_two", first=first, second=second)
    else:
        title = say("brief.apart_many")
    if not found:
        marked = say.number(thresholds(told.published.model)[1], 2)
        return BriefCard(title, "", (), (), say("brief.apart_none", marked=marked))
    code = found[0].code
    score = told.figure(published.cell(Level.FACTOR, code, ENVIRONMENT))
    lines = tuple(_split(told, apart) for apart in found)
    return BriefCard(title, "", (), lines, say("brief.apart_hides", score=score, code=code))


def _split(told: _Told, apart: Spread) -> BriefLine:
    """A factor and the two groups that see it otherwise, in model order."""
    groups = [group for group in told.published.environment_groups if group in (apart.highest, apart.lowest)]
    cells = ((group, told.published.cell(Level.FACTOR, apart.code, group)) for group in groups)
    figures = tuple((group, told.figure(cell)) for group, cell in cells)
    return BriefLine(apart.code, _name(told, apart.code), figures, "", _footing(told, apart.code))


def _footing(told: _Told, code: str) -> str:
    return sentences.rests_on(told.published, code, told.say)


def _name(told: _Told, code: str) -> str:
    return sentences.factor_name(told.published.model, code, told.say)

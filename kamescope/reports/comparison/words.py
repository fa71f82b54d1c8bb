"""What a comparison says around its figures: whose, what, in which order, what every sign means, what KAMs share."""

from collections.abc import Iterator, Sequence, Set
from itertools import product
from math import isnan
from typing import NamedTuple

from kamescope import sentences
from kamescope.analysis.compare import Heatmap, Measure
from kamescope.analysis.gaps import thresholds
from kamescope.analysis.side_by_side import CommonRank, SideBySide
from kamescope.charts.axis import unit_text
from kamescope.charts.figures import difference_unit
from kamescope.charts.heatmap_words import legend
from kamescope.charts.names import coded_name, column_name
from kamescope.i18n import Words
from kamescope.model import ENVIRONMENT, OVERALL, SELF
from kamescope.privacy import Status
from kamescope.reports.comparison.comparison_spec import (
    CohortComparison,
    Comparison,
    SideBySideComparison,
    TeamComparison,
    Tinted,
)
from kamescope.reports.comparison.table import ComparedTable

_NAMED = 2
"""More people than this are counted rather than named under a table."""
_LONGEST = 60
"""More letters of names than this are told as a number."""


class Shared(NamedTuple):
    """What a few KAMs have in common: a title, and a line a factor."""

    title: str
    told: list[str]


def context(comparison: Comparison) -> str:
    """Company, campaign and date, how many KAMs and questionnaires, and that people are made up."""
    about, say = comparison.about, comparison.about.say
    number = sum(group.respondents for published in comparison.people for group in published.groups)
    told = [
        about.company,
        sentences.dated(comparison.campaign, say),
        say("count.kams", len(comparison.people)) + say("paper.and") + say("count.questionnaires", number),
        say("team.fictitious") if about.fictitious else "",
    ]
    return " · ".join(part for part in told if part)


def heading(comparison: Comparison) -> str:
    """What the figures are: `Scores par facteur, en % de la note maximale`."""
    say, model, shown = comparison.about.say, comparison.model, _shown(comparison)
    by, measure = say(f"paper.by_{comparison.level}"), shown.measure if isinstance(shown, Heatmap) else Measure.SCORE
    if measure is Measure.SCORE:
        return say("paper.scores", by=by, unit=unit_text(model.scale, comparison.about.look))
    unit = difference_unit(model.scale, comparison.about.look)
    if measure is Measure.GAP:
        others = ENVIRONMENT if shown.column == SELF else shown.column
        own, others = (column_name(model, each, say) for each in (SELF, others))
        return say("paper.gaps", by=by, own=own, others=others, unit=unit)
    return say(f"paper.{measure}s", by=by, unit=unit)


def caption(comparison: Comparison) -> str:
    """Whose view it is, the order of the KAMs and how much of the cohort is there, what the tints mean."""
    say, regard = comparison.about.say, _regard(comparison)
    if isinstance(comparison, SideBySideComparison):
        explore, marked = (say.number(value, 2) for value in thresholds(comparison.model))
        return f"{regard} {say('paper.apart_means', explore=explore, marked=marked)}"
    heatmap, told = comparison.heatmap, [regard, _order(comparison)]
    if isinstance(comparison, TeamComparison) and len(comparison.part.rows) < len(heatmap.panel):
        told.append(say("paper.part", len(heatmap.panel), shown=say.number(len(comparison.part.rows))))
    return " ".join([*told, legend(heatmap, comparison.about.look)])


def notes(comparison: Comparison) -> list[str]:
    """What the signs in the table mean, whose figures are held back, what is attributable."""
    signs = _near_notes(comparison) if isinstance(comparison, SideBySideComparison) else _team_notes(comparison)
    told = [*signs, *_held(comparison), sentences.attributable(comparison.model, comparison.about.say)]
    return [note for note in told if note]


def left_out(comparison: Comparison, codes: Sequence[str], lines: int) -> list[str]:
    """What found no room, if anything: the last codes, and the last KAMs or groups of them."""
    told, say = [], comparison.about.say
    if codes:
        first, last = (say("heatmap.overall") if code == OVERALL else code for code in (codes[0], codes[-1]))
        told.append(say("paper.left_codes", len(codes), first=first, last=last))
    if lines:
        told.append(say("paper.left_groups" if isinstance(comparison, CohortComparison) else "paper.left_kams", lines))
    return told


def key(comparison: Comparison, codes: Sequence[str]) -> str:
    """What the codes mean: `F1 Recherche de leads · F2 Lobbying`."""
    model, say = comparison.model, comparison.about.say
    return " · ".join(coded_name(model, comparison.level, code, say) for code in codes)


def described(comparison: Comparison, table: ComparedTable) -> str:
    """What the table shows, for those who cannot see it: rows and columns; the figures are in its cells."""
    say, codes = comparison.about.say, comparison.about.say("paper.codes", len(table.codes))
    number = len(table.rows if table.codes_across else table.heads) - 1
    people = say("paper.groups" if isinstance(comparison, CohortComparison) else "count.kams", number)
    rows, columns = (people, codes) if table.codes_across else (codes, people)
    return say("paper.alt_table", heading=heading(comparison), rows=rows, columns=columns)


def shared(comparison: SideBySideComparison, most: int) -> tuple[Shared, ...]:
    """The common strengths and areas to work on, at most so many of each, the others counted."""
    found = {"strengths": comparison.side_by_side.strengths, "areas": comparison.side_by_side.areas}
    return tuple(_shared(comparison, kind, each, most) for kind, each in found.items())


def _shared(comparison: SideBySideComparison, kind: str, found: Sequence[CommonRank], most: int) -> Shared:
    say = comparison.about.say
    told = [_common(comparison, each) for each in found[:most]] if found else [say(f"near.no_{kind}")]
    more = len(found[most:])
    if more:
        told.append(say("paper.more_common" if most else "paper.all_common", more))
    return Shared(say(f"near.{kind}"), told)


def _common(comparison: SideBySideComparison, each: CommonRank) -> str:
    say = comparison.about.say
    factor = f"{each.code} {sentences.factor_name(comparison.model, each.code, say)}"
    return say("paper.common", factor=factor, names=_names(comparison, each.people))


def _names(comparison: SideBySideComparison, people: Sequence[int]) -> str:
    say = comparison.about.say
    if len(people) == len(comparison.people):
        return say("near.all")
    told = say.listing(sentences.unbroken(comparison.names[place]) for place in people)
    return told if len(told) <= _LONGEST else say("count.kams", len(people))


def _shown(comparison: Comparison) -> Heatmap | SideBySide:
    return comparison.side_by_side if isinstance(comparison, SideBySideComparison) else comparison.heatmap


def _regard(comparison: Comparison) -> str:
    say, column = comparison.about.say, _shown(comparison).column
    if column == ENVIRONMENT:
        return say("paper.regard_environment")
    return say("paper.regard_group", group=column_name(comparison.model, column, say))


def _order(comparison: Tinted) -> str:
    say, by_group, order = comparison.about.say, isinstance(comparison, CohortComparison), comparison.order
    code = order.removeprefix("-")
    if code not in {place for _, place in comparison.heatmap.places}:
        return say("compare.groups_alphabetical" if by_group else "compare.alphabetical")
    told, end = say("heatmap.overall") if code == OVERALL else code, "lowest" if order.startswith("-") else "highest"
    return say(f"paper.{'groups_' * by_group}{end}_first", code=told)


def _team_notes(comparison: Tinted) -> Iterator[str]:
    say, heatmap = comparison.about.say, comparison.heatmap
    yield say("paper.members_means" if isinstance(comparison, CohortComparison) else "paper.returns_means")
    yield _mean_means(heatmap, say)
    if isinstance(comparison, CohortComparison):
        if any(isnan(mean) for line in comparison.lines for mean in line.means):
            yield say("paper.no_mean_means")
        return
    places = list(product(comparison.part.rows, range(len(heatmap.places))))
    yield _partial_means(any(heatmap.partial[place] for place in places), say)
    yield from _missing({heatmap.state(*place) for place in places}, say)


def _near_notes(comparison: SideBySideComparison) -> Iterator[str]:
    say, near = comparison.about.say, comparison.side_by_side
    yield say("paper.returns_means")
    yield _partial_means(near.is_partial, say)
    yield say("paper.common_means")
    yield from _missing({cell.status for each in near.differences for cell in each.cells}, say)


def _partial_means(is_partial: bool, say: Words) -> str:
    return say("chart.sentence", text=say("heatmap.partial")) if is_partial else ""


def _mean_means(heatmap: Heatmap, say: Words) -> str:
    """Of how many KAMs the means are; nothing where there are none."""
    counts = zip(heatmap.counted, heatmap.means, strict=True)
    known = [int(count) for count, mean in counts if not isnan(mean)]
    if not known:
        return ""
    low, high = min(known), max(known)
    return say("paper.mean_of" if low == high else "paper.mean_of_some", high, low=say.number(low))


def _missing(states: Set[Status], say: Words) -> Iterator[str]:
    if Status.NO_DATA in states:
        yield say("paper.no_data_means")
    if Status.MASKED in states:
        yield say("paper.masked_means")


def _held(comparison: Comparison) -> Iterator[str]:
    """Of whom a group is held back, group by group; more than a few are counted."""
    say, names = comparison.about.say, _shown(comparison).names
    for group in comparison.model.groups:
        pairs = zip(comparison.people, names, strict=True)
        held = [name for published, name in pairs if published.group(group.code).status is Status.MASKED]
        facts = {"group": say.text(group.plural), "minimum": say.number(group.minimum)}
        if len(held) > _NAMED:
            yield say("paper.masked_of", len(held), **facts)
        elif held:
            yield say("team.masked", len(held), kams=sentences.few_of(held, say), **facts)

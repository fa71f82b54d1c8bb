"""What a comparison says around its figures: whose, what, in which order, and what every sign means."""

from collections.abc import Iterator, Sequence, Set
from itertools import product
from math import isnan

from kamescope import sentences
from kamescope.analysis.compare import Heatmap, Measure
from kamescope.analysis.gaps import thresholds
from kamescope.analysis.published import Level, Published
from kamescope.charts.axis import unit_text
from kamescope.charts.figures import status_text
from kamescope.charts.heatmap_words import legend
from kamescope.charts.names import column_name, part_name
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
from kamescope.reports.comparison.table import Table

_NAMED = 2
"""More people than this are counted rather than named under a table."""


def context(comparison: Comparison) -> str:
    """Company, campaign and date, how many KAMs and questionnaires, and that people are made up."""
    about, campaign, say = comparison.about, comparison.campaign, comparison.about.say
    people = _people(comparison)
    number = sum(group.respondents for published in people for group in published.groups)
    told = [
        about.company,
        say("head.campaign", name=campaign.name, date=say.date(campaign.date)),
        say("count.kams", len(people)) + say("paper.and") + say("count.questionnaires", number),
        say("team.fictitious") if about.fictitious else "",
    ]
    return " · ".join(part for part in told if part)


def heading(comparison: Comparison) -> str:
    """What the figures are: `Scores par facteur, en % de la note maximale`."""
    say, model = comparison.about.say, comparison.model
    if isinstance(comparison, SideBySideComparison):
        measure, level, column = Measure.SCORE, comparison.side_by_side.level, comparison.side_by_side.column
    else:
        heatmap = comparison.heatmap
        measure, level, column = heatmap.measure, level_of(heatmap), heatmap.column
    by = say(f"paper.by_{level}")
    if measure is Measure.SCORE:
        return say("paper.scores", by=by, unit=unit_text(model.scale, comparison.about.look))
    if measure is Measure.GAP:
        own, others = (column_name(model, each, say) for each in (SELF, ENVIRONMENT if column == SELF else column))
        return say("paper.gaps", by=by, own=own, others=others)
    return say(f"paper.differences_{comparison.about.unit}", by=by)


def caption(comparison: Comparison) -> str:
    """Whose view it is, the order of the KAMs and how much of the cohort is there, what the tints mean."""
    say = comparison.about.say
    if isinstance(comparison, SideBySideComparison):
        explore, marked = (say.number(value, 2) for value in thresholds(comparison.model))
        return " ".join([_regard(comparison, say), say("paper.apart_means", explore=explore, marked=marked)])
    heatmap, told = comparison.heatmap, [_regard(comparison, say), _order(comparison, say)]
    if isinstance(comparison, TeamComparison) and len(comparison.part.rows) < len(heatmap.panel):
        told.append(say("paper.part", len(heatmap.panel), shown=say.number(len(comparison.part.rows))))
    return " ".join([*told, legend(heatmap, comparison.about.look)])


def notes(comparison: Comparison) -> list[str]:
    """What the signs in the table mean, whose figures are held back, what is attributable."""
    signs = _near_notes(comparison) if isinstance(comparison, SideBySideComparison) else _team_notes(comparison)
    told = [*signs, *_held(comparison)]
    attributable = sentences.attributable(comparison.model, comparison.about.say)
    return [*told, attributable] if attributable else told


def _team_notes(comparison: Tinted) -> list[str]:
    say, heatmap = comparison.about.say, comparison.heatmap
    counts = say("paper.members_means" if isinstance(comparison, CohortComparison) else "paper.returns_means")
    told = [part for part in (counts, _mean_means(heatmap, say)) if part]
    if isinstance(comparison, CohortComparison):
        lacks = any(isnan(mean) for line in comparison.lines for mean in line.means)
        return [*told, say("paper.no_mean_means")] if lacks else told
    if any(heatmap.partial[place] for place in _places(comparison)):
        told.append(_partial_means(say))
    states = {heatmap.state(*place) for place in _places(comparison)}
    return [*told, *_missing(states, say)]


def _partial_means(say: Words) -> str:
    return say("chart.sentence", text=say("heatmap.partial"))


def left_out(comparison: Comparison, codes: Sequence[str], lines: int) -> list[str]:
    """What found no room, if anything: the last codes, and the last KAMs or groups of them."""
    told, say = [], comparison.about.say
    if codes:
        first, last = (say("heatmap.overall") if code == OVERALL else code for code in (codes[0], codes[-1]))
        told.append(say("paper.left_codes", len(codes), first=first, last=last))
    if not lines:
        return told
    by_group = isinstance(comparison, CohortComparison)
    return [*told, say("paper.left_groups", lines) if by_group else say("paper.left_kams", lines)]


def key(comparison: Tinted, codes: Sequence[str]) -> str:
    """What the codes mean: `F1 Recherche de leads · F2 Lobbying`."""
    level, say = level_of(comparison.heatmap), comparison.about.say
    return " · ".join(f"{code} {part_name(comparison.model, level, code, say)}" for code in codes)


def described(comparison: Comparison, table: Table) -> str:
    """What the table shows, for those who cannot see it: rows and columns; the figures are in its cells."""
    say, codes = comparison.about.say, comparison.about.say("paper.codes", len(table.codes))
    number = len(table.rows if table.codes_across else table.heads) - 1
    by_group = isinstance(comparison, CohortComparison)
    people = say("paper.groups", number) if by_group else say("count.kams", number)
    rows, columns = (people, codes) if table.codes_across else (codes, people)
    return say("paper.alt_table", heading=heading(comparison), rows=rows, columns=columns)


def level_of(heatmap: Heatmap) -> Level:
    """The level of what is listed under the overall figure."""
    return heatmap.places[-1][0]


def missing(comparison: TeamComparison, row: int, at: int) -> str:
    """Why there is no figure of a KAM at a place: `n.d.` or `masqué`."""
    return status_text(comparison.heatmap.state(row, at), comparison.about.say)


def _people(comparison: Comparison) -> Sequence[Published]:
    return (
        comparison.side_by_side.people
        if isinstance(comparison, SideBySideComparison)
        else tuple(comparison.heatmap.panel)
    )


def _names(comparison: Comparison) -> Sequence[str]:
    return comparison.side_by_side.names if isinstance(comparison, SideBySideComparison) else comparison.heatmap.names


def _regard(comparison: Comparison, say: Words) -> str:
    column = (
        comparison.side_by_side.column if isinstance(comparison, SideBySideComparison) else comparison.heatmap.column
    )
    if column == ENVIRONMENT:
        return say("paper.regard_environment")
    return say("paper.regard_group", group=column_name(comparison.model, column, say))


def _order(comparison: Tinted, say: Words) -> str:
    by_group = isinstance(comparison, CohortComparison)
    order = comparison.order if isinstance(comparison, CohortComparison) else comparison.part.order
    code = order.removeprefix("-")
    if code not in {place for _, place in comparison.heatmap.places}:
        return say("compare.groups_alphabetical" if by_group else "compare.alphabetical")
    told, end = say("heatmap.overall") if code == OVERALL else code, "lowest" if order.startswith("-") else "highest"
    return say(f"paper.groups_{end}_first", code=told) if by_group else say(f"paper.{end}_first", code=told)


def _mean_means(heatmap: Heatmap, say: Words) -> str:
    """Of how many KAMs the means are; nothing where there are none."""
    counts = zip(heatmap.counted, heatmap.means, strict=True)
    known = [int(count) for count, mean in counts if not isnan(mean)]
    if not known:
        return ""
    low, high = min(known), max(known)
    return say("paper.mean_of" if low == high else "paper.mean_of_some", high, low=say.number(low))


def _places(comparison: TeamComparison) -> Iterator[tuple[int, int]]:
    return product(comparison.part.rows, range(len(comparison.heatmap.places)))


def _missing(states: Set[Status], say: Words) -> Iterator[str]:
    if Status.NO_DATA in states:
        yield say("paper.no_data_means")
    if Status.MASKED in states:
        yield say("paper.masked_means")


def _held(comparison: Comparison) -> Iterator[str]:
    """Of whom a group is held back, group by group; more than a few are counted."""
    say, people = comparison.about.say, _people(comparison)
    for group in comparison.model.groups:
        pairs = zip(people, _names(comparison), strict=True)
        held = [name for published, name in pairs if published.group(group.code).status is Status.MASKED]
        facts = {"group": say.text(group.plural), "minimum": say.number(group.minimum)}
        if len(held) > _NAMED:
            yield say("paper.masked_of", len(held), **facts)
        elif held:
            yield say("team.masked", len(held), kams=sentences.few_of(held, say), **facts)


def _near_notes(comparison: SideBySideComparison) -> list[str]:
    say, side_by_side = comparison.about.say, comparison.side_by_side
    states = {cell.status for each in side_by_side.differences for cell in each.cells if not cell.is_published}
    partial = [_partial_means(say)] if side_by_side.is_partial else []
    return [say("paper.returns_means"), *partial, say("paper.common_means"), *_missing(states, say)]

"""What a comparison says around its figures: whose, what, in which order, and what every sign means."""

from collections.abc import Iterator, Sequence
from itertools import product
from math import isnan

from kamescope import sentences
from kamescope.analysis.compare import Heatmap, Measure
from kamescope.analysis.gaps import thresholds
from kamescope.analysis.panel import STATUSES
from kamescope.analysis.published import Level, Published
from kamescope.charts.figures import unit_text
from kamescope.charts.fragment import part_name
from kamescope.charts.heatmap_words import legend
from kamescope.charts.theme import label_of
from kamescope.i18n import Words
from kamescope.model import ENVIRONMENT, OVERALL, SELF
from kamescope.privacy import Status
from kamescope.reports.comparison.given import Comparison, NearComparison, TeamComparison
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
        say("team.kams", len(people)) + say("paper.and") + say("team.questionnaires", number),
        say("team.fictitious") if about.fictitious else "",
    ]
    return " · ".join(part for part in told if part)


def heading(comparison: Comparison) -> str:
    """What the figures are: `Scores par facteur, en % de la note maximale`."""
    say, model = comparison.about.say, comparison.model
    if isinstance(comparison, NearComparison):
        measure, level = Measure.SCORE, comparison.near.level
    else:
        measure, level = comparison.heatmap.measure, level_of(comparison.heatmap)
    by = say(f"paper.by_{level}")
    if measure is Measure.SCORE:
        return say("paper.scores", by=by, unit=unit_text(model.scale, comparison.about.look))
    if measure is Measure.GAP:
        column = comparison.heatmap.column
        own, others = (label_of(model, each, say) for each in (SELF, ENVIRONMENT if column == SELF else column))
        return say("paper.gaps", by=by, own=own, others=others)
    return say(f"paper.differences_{comparison.about.unit}", by=by)


def caption(comparison: Comparison) -> str:
    """Whose view it is, the order of the KAMs and how much of the cohort is there, what the tints mean."""
    say = comparison.about.say
    if isinstance(comparison, NearComparison):
        explore, marked = (say.number(value, 2) for value in thresholds(comparison.model))
        return " ".join([_regard(comparison, say), say("paper.apart_means", explore=explore, marked=marked)])
    heatmap, part = comparison.heatmap, comparison.part
    told = [_regard(comparison, say), _order(comparison, say)]
    if len(part.rows) < len(heatmap.panel):
        told.append(say("paper.part", len(heatmap.panel), shown=say.number(len(part.rows))))
    return " ".join([*told, legend(heatmap, comparison.about.look)])


def notes(comparison: Comparison) -> list[str]:
    """What the signs in the table mean, whose figures are held back, what is attributable."""
    near = isinstance(comparison, NearComparison)
    told = [*(_near_notes(comparison) if near else _team_notes(comparison)), *_held(comparison)]
    attributable = sentences.attributable(comparison.model, comparison.about.say)
    return [*told, attributable] if attributable else told


def _team_notes(comparison: TeamComparison) -> list[str]:
    say, heatmap = comparison.about.say, comparison.heatmap
    told = [part for part in (say("paper.returns_means"), _mean_means(heatmap, say)) if part]
    if any(is_partial(heatmap, row, at) for row, at in _places(comparison)):
        told.append(say("chart.sentence", text=say("heatmap.partial")))
    return [*told, *_missing(_states(comparison), say)]


def left_out(codes: Sequence[str], kams: int, say: Words) -> list[str]:
    """What found no room, if anything: the last codes and the last KAMs."""
    told = []
    if codes:
        first, last = (say("heatmap.overall") if code == OVERALL else code for code in (codes[0], codes[-1]))
        told.append(say("paper.left_codes", len(codes), first=first, last=last))
    return told + ([say("paper.left_kams", kams)] if kams else [])


def key(comparison: TeamComparison, codes: Sequence[str]) -> str:
    """What the codes mean: `F1 Recherche de leads · F2 Lobbying`."""
    level, say = level_of(comparison.heatmap), comparison.about.say
    return " · ".join(f"{code} {part_name(comparison.model, level, code, say)}" for code in codes)


def described(comparison: Comparison, table: Table) -> str:
    """What the table shows, for those who cannot see it: rows and columns; the figures are in its cells."""
    say, codes = comparison.about.say, comparison.about.say("paper.codes", len(table.codes))
    people = say("team.kams", len(table.rows if table.codes_across else table.heads) - 1)
    rows, columns = (people, codes) if table.codes_across else (codes, people)
    return say("paper.alt_table", heading=heading(comparison), rows=rows, columns=columns)


def level_of(heatmap: Heatmap) -> Level:
    """The level of what is listed under the overall figure."""
    return heatmap.places[-1][0]


def is_partial(heatmap: Heatmap, row: int, at: int) -> bool:
    """Whether the figure of a KAM at a place stands on an environment that lacks a group."""
    of_environment = heatmap.column == ENVIRONMENT or (heatmap.measure is Measure.GAP and heatmap.column == SELF)
    return bool(of_environment and heatmap.partial[row, at] and not isnan(heatmap.values[row, at]))


def missing(comparison: TeamComparison, row: int, at: int) -> str:
    """Why there is no figure of a KAM at a place: `n.d.` or `masqué`."""
    masked = _state(comparison.heatmap, row, at) is Status.MASKED
    return comparison.about.say("masked" if masked else "no_data")


def _people(comparison: Comparison) -> Sequence[Published]:
    return comparison.near.people if isinstance(comparison, NearComparison) else tuple(comparison.heatmap.panel)


def _regard(comparison: Comparison, say: Words) -> str:
    column = comparison.near.column if isinstance(comparison, NearComparison) else comparison.heatmap.column
    if column == ENVIRONMENT:
        return say("paper.regard_environment")
    return say("paper.regard_group", group=label_of(comparison.model, column, say))


def _order(comparison: TeamComparison, say: Words) -> str:
    order = comparison.part.order
    code = order.removeprefix("-")
    if code not in {place for _, place in comparison.heatmap.places}:
        return say("paper.alphabetical")
    told = say("heatmap.overall") if code == OVERALL else code
    return say("paper.lowest_first" if order.startswith("-") else "paper.highest_first", code=told)


def _mean_means(heatmap: Heatmap, say: Words) -> str:
    """Of how many KAMs the means are; nothing where there are none."""
    counts = zip(heatmap.counted, heatmap.means, strict=True)
    known = [int(count) for count, mean in counts if not isnan(mean)]
    if not known:
        return ""
    low, high = min(known), max(known)
    return say("paper.mean_of" if low == high else "paper.mean_of_some", high, low=say.number(low))


def _states(comparison: TeamComparison) -> set[Status]:
    """Why figures are missing on paper."""
    heatmap = comparison.heatmap
    return {_state(heatmap, row, at) for row, at in _places(comparison) if isnan(heatmap.values[row, at])}


def _places(comparison: TeamComparison) -> Iterator[tuple[int, int]]:
    return product(comparison.part.rows, range(len(comparison.heatmap.places)))


def _state(heatmap: Heatmap, row: int, at: int) -> Status:
    panel, (level, code) = heatmap.panel, heatmap.places[at]
    state = STATUSES[panel.levels[level].status[row, panel.column(heatmap.column), panel.code(level, code)]]
    return Status.MASKED if state is Status.MASKED else Status.NO_DATA


def _missing(states: set[Status], say: Words) -> Iterator[str]:
    if Status.NO_DATA in states:
        yield say("paper.no_data_means")
    if Status.MASKED in states:
        yield say("paper.masked_means")


def _held(comparison: Comparison) -> Iterator[str]:
    """Of whom a group is held back, group by group; more than a few are counted."""
    say, people = comparison.about.say, _people(comparison)
    for group in comparison.model.groups:
        held = [published.kam.name for published in people if published.group(group.code).status is Status.MASKED]
        facts = {"group": say.text(group.plural), "minimum": say.number(group.minimum)}
        if len(held) > _NAMED:
            yield say("paper.masked_of", len(held), **facts)
        elif held:
            yield say("team.masked", len(held), kams=sentences.few_of(held, say), **facts)


def _near_notes(comparison: NearComparison) -> list[str]:
    say, near = comparison.about.say, comparison.near
    states = {cell.status for each in near.differences for cell in each.cells if not cell.is_published}
    return [say("paper.returns_means"), say("paper.common_means"), *_missing(states, say)]

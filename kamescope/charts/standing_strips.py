"""One KAM in a cohort, a strip a factor: a mark over the middle half and the mean; nobody else is named."""

from collections.abc import Sequence

from kamescope.analysis.cohort import Rank, Standing
from kamescope.analysis.compare import SMALL_COHORT
from kamescope.analysis.published import Cell, Level, Published
from kamescope.charts.figures import score_text, status_text
from kamescope.charts.fragment import Fragment
from kamescope.charts.names import column_name, part_name
from kamescope.charts.strips import Mark, Strip, strips
from kamescope.charts.theme import Look, person_mark
from kamescope.i18n import Words

_MARK = person_mark(0)
"""A KAM among KAMs: the mark of a group would be taken for the group's mean."""
_COLUMNS = (
    "tables.level.factor",
    "column.score",
    "heatmap.mean",
    "benchmark.column_difference",
    "benchmark.column_percentile",
)


def standing_strips(about: Published, column: str, found: Sequence[Standing], look: Look) -> Fragment:
    """A row for the whole and one a factor: score, mean, difference, percentile; a factor's name picks its code."""
    say, model = look.words, about.model
    legend = [(_MARK, say("benchmark.key_kam", kam=about.kam.name, regard=column_name(model, column, say)))]
    if any(each.mean is not None for each in found):
        legend += [("line", say("benchmark.key_mean")), ("band", say("benchmark.key_band"))]
    headings = [say(key) for key in _COLUMNS]
    told = [_strip(about, column, each, look) for each in found]
    return strips(told, headings, model, look, "benchmark", say("benchmark.title"), legend)


def standing_rows(about: Published, column: str, found: Sequence[Standing], say: Words) -> list[dict[str, object]]:
    """The same as rows to download, in points; the cohort's figures are empty where it is too small."""
    return [_whose(about, column, each, say) | _of_cohort(each, say) for each in found]


def rank_words(rank: Rank, say: Words) -> str:
    """`devant 8 des 11 autres KAM, à égalité avec 1`."""
    key = {0: "benchmark.ahead_none", rank.others: "benchmark.ahead_all"}.get(rank.below, "benchmark.ahead")
    told = say(key, below=say.number(rank.below), others=say.number(rank.others))
    return told + (say("benchmark.equal", rank.equal) if rank.equal else "")


def _strip(about: Published, column: str, each: Standing, look: Look) -> Strip:
    say, scale = look.words, about.model.scale
    cell, note = about.cell(each.level, each.code, column), _note(each, say)
    marks = (Mark("", about.kam.name, cell.percent, _MARK, note),) if cell.is_published else ()
    code = each.code if each.level is Level.FACTOR else ""
    return Strip(
        code,
        part_name(about.model, each.level, each.code, say),
        marks,
        line=None if each.mean is None else scale.percent(each.mean),
        line_note=_mean_note(each, about, look),
        band=None if each.quartiles is None else (scale.percent(each.quartiles[0]), scale.percent(each.quartiles[1])),
        figures=_figures(about, column, each, look),
        pick=code,
        note=note if marks else " · ".join(part for part in (_unplaced(cell, say), note) if part),
    )


def _unplaced(cell: Cell, say: Words) -> str:
    return say("benchmark.unplaced", reason=status_text(cell.status, say))


def _note(each: Standing, say: Words) -> str:
    if each.mean is None:
        return say("benchmark.few", each.kams, least=say.number(SMALL_COHORT))
    return "" if each.rank is None else rank_words(each.rank, say)


def _mean_note(each: Standing, about: Published, look: Look) -> str:
    if each.mean is None:
        return ""
    scale = about.model.scale
    return look.words("benchmark.mean_of", each.kams, mean=score_text(scale, scale.percent(each.mean), look))


def _figures(about: Published, column: str, each: Standing, look: Look) -> tuple[str, ...]:
    say, scale = look.words, about.model.scale
    cell, missing = about.cell(each.level, each.code, column), say("no_data")
    return (
        score_text(scale, cell.percent, look) if cell.is_published else status_text(cell.status, say),
        missing if each.mean is None else score_text(scale, scale.percent(each.mean), look),
        missing if each.difference is None else say.signed(each.difference),
        missing if each.rank is None else say.number(each.rank.percentile),
    )


def _whose(about: Published, column: str, each: Standing, say: Words) -> dict[str, object]:
    cell = about.cell(each.level, each.code, column)
    return {
        say("column.group"): column_name(about.model, column, say),
        say("column.code"): each.code,
        say("column.name"): part_name(about.model, each.level, each.code, say),
        say("column.score"): _short(each.score),
        say("column.answers"): cell.answers,
    }


def _of_cohort(each: Standing, say: Words) -> dict[str, object]:
    rank, (low, high) = each.rank, each.quartiles or (None, None)
    return {
        say("benchmark.csv.kams"): each.kams,
        say("benchmark.csv.mean"): _short(each.mean),
        say("heatmap.difference"): _short(each.difference),
        say("benchmark.csv.low"): _short(low),
        say("benchmark.csv.high"): _short(high),
        say("benchmark.column_percentile"): None if rank is None else round(rank.percentile, 1),
        say("benchmark.csv.below"): None if rank is None else rank.below,
        say("benchmark.csv.equal"): None if rank is None else rank.equal,
        say("benchmark.csv.above"): None if rank is None else rank.above,
        say("benchmark.csv.like"): _like(each, say),
    }


def _like(each: Standing, say: Words) -> str:
    """Whether like is set against like."""
    if each.mean is None:
        return say("benchmark.csv.too_few")
    return say("benchmark.csv.unlike" if each.partial or each.uneven else "benchmark.csv.alike")


def _short(value: float | None) -> float | None:
    return None if value is None else round(value, 4)

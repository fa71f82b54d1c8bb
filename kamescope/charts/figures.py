"""How a figure is written: in a cell, in a sentence, in a tooltip, in a file; and what stands where there is none."""

from kamescope.analysis.gaps import classify
from kamescope.analysis.published import Cell, Level, Published, items_of
from kamescope.charts.names import group_label, part_name
from kamescope.charts.theme import Look
from kamescope.i18n import Words, rounded
from kamescope.model import ENVIRONMENT, Model, Scale
from kamescope.privacy import Status

ROLLED_UP = 2
"""Decimals of a score in points above the items: a mean of means needs one more than a mean of answers."""
_STATUS = {Status.PUBLISHED: "tables.published", Status.MASKED: "masked", Status.NO_DATA: "no_data"}


def status_text(status: Status, say: Words) -> str:
    """`publié`, `masqué` or `n.d.`."""
    return say(_STATUS[status])


def score_text(scale: Scale, percent: float, look: Look) -> str:
    """A figure in the unit of `look`: `47 %` or `2,33`."""
    return look.words.percent(percent) if look.unit == "percent" else bare_text(scale, percent, look)


def bare_text(scale: Scale, percent: float, look: Look) -> str:
    """The same without its sign, where the caption says the unit: `47` or `2,33`."""
    return look.words.number(percent) if look.unit == "percent" else look.words.number(scale.points(percent), ROLLED_UP)


def difference_text(model: Model, value: float, look: Look) -> str:
    """A difference of points in the unit of `look`: `+0,47`, or `+9` of a hundred.

    Of a hundred it is whole, but for a decimal where a whole number would seem to be of another class: 0.49 on 1–5 is
    aligned and `+9,8`, since 10 is to explore.
    """
    if look.unit == "points":
        return look.words.signed(value)
    hundred = _of_hundred(model.scale, 1.0)
    whole = float(rounded(value * hundred, 0)) / hundred
    return look.words.signed(value * hundred, int(classify(model, whole) is not classify(model, value)))


def distance_text(model: Model, value: float, look: Look) -> str:
    """How far apart two figures are, in the unit of `look`, so that the class is seen: `1,28`, or `32` of a hundred."""
    return difference_text(model, value, look).removeprefix("+")


def threshold_text(model: Model, value: float, look: Look) -> str:
    """A threshold of differences in the unit of `look`, without a sign: `0,50`, or `10` of a hundred (`12,5`)."""
    if look.unit == "points":
        return look.words.number(value, ROLLED_UP)
    found = value * _of_hundred(model.scale, 1.0)
    return look.words.number(found, int(rounded(found, 0) != rounded(found, 1)))


def difference_unit(scale: Scale, look: Look) -> str:
    """What differences are written in: `points sur 100`, `points de l’échelle de 1 à 5`."""
    say = look.words
    if look.unit == "percent":
        return say("difference.of_hundred")
    return say("difference.of_scale", low=say.number(scale.minimum), high=say.number(scale.maximum))


def _of_hundred(scale: Scale, points: float) -> float:
    return scale.percent(points) - scale.percent(0)


def cell_text(cell: Cell, look: Look, digits: int = 1) -> str:
    """A score in the unit of `look`, else why there is none; `digits` are those of points."""
    if not cell.is_published:
        return status_text(cell.status, look.words)
    return look.words.number(cell.score, digits) if look.unit == "points" else look.words.percent(cell.percent)


def points_text(scale: Scale, score: float, say: Words, digits: int = ROLLED_UP) -> str:
    """A score with the scale it stands on: `4,30 sur 5`; with both ends where the scale does not start at 0 or 1."""
    key = "tables.points" if scale.minimum in (0, 1) else "tables.points_between"
    ends = {"minimum": say.number(scale.minimum), "maximum": say.number(scale.maximum)}
    return say(key, score=say.number(score, digits), **ends)


def both_text(scale: Scale, percent: float, say: Words) -> str:
    """A figure in both units, in few words: `47 % (2,33)`. What is heard of a chart holds in either."""
    return say("chart.both", percent=say.percent(percent), points=say.number(scale.points(percent), ROLLED_UP))


def full_text(scale: Scale, percent: float, answers: int | None, say: Words) -> str:
    """A figure in both units and its answers, for a tooltip: `47 % · 2,33 sur 5 · 8 réponses`."""
    said = [say.percent(percent), points_text(scale, scale.points(percent), say)]
    if answers is not None:
        said.append(say("count.answers", answers))
    return " · ".join(said)


def full_cell(scale: Scale, cell: Cell, say: Words) -> str:
    """A cell in both units; where nothing is published, the reason."""
    return full_text(scale, cell.percent, cell.answers, say) if cell.is_published else status_text(cell.status, say)


def tooltip(published: Published, level: Level, code: str, column: str, say: Words) -> str:
    """What a figure is made of and from how many answers, or why it is not there; no figure of a masked group."""
    cell = published.cell(level, code, column)
    label = group_label(published, column, say)
    if not cell.is_published:
        return say("tables.missing", group=label, reason=_reason(published, level, code, column, say))
    facts = {
        "group": label,
        "percent": say.percent(cell.percent),
        "points": points_text(published.model.scale, cell.score, say, 1 if level is Level.ITEM else ROLLED_UP),
        "answers": say("count.answers", cell.answers),
    }
    if column != ENVIRONMENT:
        return say("tables.figure", **facts)
    made_of = [name for name in published.environment_groups if published.cell(level, code, name).is_published]
    return say("tables.figure_mean", **facts, groups=say.series(group_label(published, name, say) for name in made_of))


def record(published: Published, level: Level, code: str, column: str, say: Words) -> dict[str, object]:
    """One figure as a row to download, headings in the reader's language, figures raw; null unless published."""
    cell = published.cell(level, code, column)
    return {
        say("column.code"): code,
        say("column.name"): part_name(published.model, level, code, say),
        say("column.group"): group_label(published, column, say),
        **raw(cell, say),
        say("column.answers"): cell.answers,
        say("column.status"): status_text(cell.status, say),
    }


def raw(cell: Cell, say: Words) -> dict[str, object]:
    """The score of a cell and its percent, for a row to download; null unless published."""
    return {
        say("column.score"): None if cell.score is None else round(cell.score, 4),
        say("column.percent"): None if cell.percent is None else round(cell.percent, 2),
    }


def _reason(published: Published, level: Level, code: str, column: str, say: Words) -> str:
    masked = published.cell(level, code, column).status is Status.MASKED
    if column == ENVIRONMENT:
        return say("tables.why.environment_masked" if masked else "tables.why.environment_silent")
    group = published.group(column)
    if masked:
        if published.campaign.collecting:
            return say("tables.why.collecting")
        key = "tables.why.group_masked" if group.status is Status.MASKED else "tables.why.few_answers"
        return say(key, minimum=say.number(group.minimum))
    if group.respondents == 0:
        return say("tables.why.nobody")
    asked = published.model.group(column).items
    return say("tables.why.silent" if asked & items_of(published.model, level, code) else "tables.why.not_asked")

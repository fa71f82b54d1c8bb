"""How the KAMs spread: a strip for each group, or for each code, with a mark a KAM and their mean."""

from collections.abc import Sequence

import numpy as np
from markupsafe import Markup

from kamescope.analysis.distribution import Distribution, Summary
from kamescope.analysis.panel import Panel
from kamescope.analysis.published import items_of
from kamescope.charts.figures import full_text, score_text
from kamescope.charts.fragment import Fragment, mark_picture, tag
from kamescope.charts.names import column_name, part_name
from kamescope.charts.strips import Mark, Strip, strips
from kamescope.charts.theme import Look, mark_of
from kamescope.i18n import Words
from kamescope.model import ENVIRONMENT, Model
from kamescope.naming import in_sentence


def by_group(panel: Panel, found: Sequence[Distribution], look: Look) -> Fragment:
    """A strip a column, all of one code; a mark picks the KAM's token.

    Figures at the right: the mean, the lowest and highest, the standard deviation where there are enough KAMs for it.
    """
    rows = [_strip(panel, one, _group(panel.model, one.column, look), "", look) for one in found]
    return _drawn(panel, found, rows, look.words("team_factor.groups"), look)


def by_code(panel: Panel, found: Sequence[Distribution], look: Look) -> Fragment:
    """A strip a code, all of one level and column; a mark picks the KAM's token."""
    say = look.words
    rows = [_strip(panel, one, part_name(panel.model, one.level, one.code, say), one.code, look) for one in found]
    return _drawn(panel, found, rows, say(f"tables.level.{found[0].level}"), look)


def _drawn(panel: Panel, found: Sequence[Distribution], rows: Sequence[Strip], heading: str, look: Look) -> Fragment:
    headings, legend = (heading, *_headings(look.words)), [("line", look.words("team_factor.mean"))]
    return strips(rows, headings, panel.model, look, "spread", _caption(panel, found, look.words), legend)


def _strip(panel: Panel, one: Distribution, name: str, code: str, look: Look) -> Strip:
    model, say, summary = panel.model, look.words, one.summary
    marks = tuple(_mark(panel, one, int(row), look) for row in np.flatnonzero(~np.isnan(one.values)))
    note = _note(panel, one, say)
    if summary is None:
        return Strip(code, name, marks, figures=("", "", ""), note=note)
    mean = model.scale.percent(summary.mean)
    told = say("team_factor.mean_of", one.counted, mean=full_text(model.scale, mean, None, say))
    return Strip(code, name, marks, mean, told, figures=_summary(model, summary, look), note=note)


def _summary(model: Model, summary: Summary, look: Look) -> tuple[str, str, str]:
    mean, low, high = (
        score_text(model.scale, model.scale.percent(points), look)
        for points in (summary.mean, summary.lowest, summary.highest)
    )
    return mean, look.words("team_factor.ends", low=low, high=high), _deviation(model, summary.deviation, look)


def _mark(panel: Panel, one: Distribution, row: int, look: Look) -> Mark:
    say, kam = look.words, panel.kams[row]
    at = row, panel.column(one.column), panel.code(one.level, one.code)
    parts = [say("count.answers", int(panel.levels[one.level].answers[at]))]
    if one.summary is not None:
        parts.insert(0, say("team_factor.away", difference=say.signed(one.differences[row])))
    if row in one.uneven:
        parts.append(say("team_factor.lacks_a_group"))
    percent = panel.model.scale.percent(float(one.values[row]))
    return Mark(kam.token, kam.name, percent, mark_of(panel.model, one.column), " · ".join(parts))


def _note(panel: Panel, one: Distribution, say: Words) -> str:
    """From whom and how many answers the figures are, and of how many KAMs there is none."""
    if not _is_asked(panel.model, one):
        return say("team_factor.not_asked")
    missing = len(panel) - one.counted - one.masked
    parts = []
    if one.counted:
        parts.append(say("team_factor.from", one.counted, answers=say("count.answers", one.answers)))
    if one.masked:
        parts.append(say("team_factor.masked", one.masked))
    if missing:
        parts.append(say("team_factor.missing", missing))
    return " · ".join(parts)


def _is_asked(model: Model, one: Distribution) -> bool:
    """Whether anything of that code is asked of that column."""
    asked = {code for group in model.groups if one.column in (group.code, ENVIRONMENT) for code in group.items}
    return not asked.isdisjoint(items_of(model, one.level, one.code))


def _deviation(model: Model, deviation: float | None, look: Look) -> str:
    if deviation is None:
        return "–"
    scale = model.scale
    if look.unit == "points":
        return look.words.number(deviation, 2)
    return look.words("team_factor.points", points=look.words.number(scale.percent(deviation) - scale.percent(0), 1))


def _group(model: Model, column: str, look: Look) -> Markup:
    name = column_name(model, column, look.words)
    return Markup(tag("span", mark_picture(model, column, look), " ", name))


def _headings(say: Words) -> tuple[str, ...]:
    return tuple(
        tag("span", say(f"team_factor.{key}"), title=say(f"team_factor.{key}_help"))
        for key in ("mean", "range", "deviation")
    )


def _caption(panel: Panel, found: Sequence[Distribution], say: Words) -> str:
    codes = dict.fromkeys(one.code for one in found)
    names = dict.fromkeys(in_sentence(column_name(panel.model, one.column, say)) for one in found)
    return say("team_factor.caption", codes=say.listing(codes), groups=say.listing(names))

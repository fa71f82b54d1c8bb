"""What is another in a later version of one KAM's results: who answered, which factors, in which words. Pure."""

from dataclasses import dataclass

from kamescope.analysis.published import Cell, Level, Published, columns
from kamescope.analysis.scores import settled
from kamescope.model import ENVIRONMENT, OVERALL


@dataclass(frozen=True, slots=True)
class VersionChange:
    """From one version to a later one of the same KAM in the same campaign.

    `groups`: code, questionnaires before and after, where these differ; `factors`: codes of which a score is another;
    `whole`: the environment's percent before and after, where both are published and differ; `reworded`: the
    questionnaire's words or thresholds are others.
    """

    groups: tuple[tuple[str, int, int], ...]
    factors: tuple[str, ...]
    whole: tuple[float, float] | None
    reworded: bool

    @property
    def is_nothing(self) -> bool:
        """Whether both tell the same."""
        return not (self.groups or self.factors or self.whole or self.reworded)


def version_change(before: Published, after: Published) -> VersionChange:
    """What differs, of the groups and factors that both have; scores compare as in docs/design.md 3, rule 8."""
    known = {group.code: group.respondents for group in before.groups}
    groups = tuple(
        (group.code, known[group.code], group.respondents)
        for group in after.groups
        if known.get(group.code, group.respondents) != group.respondents
    )
    codes = {factor.code for factor in before.model.factors}
    factors = tuple(
        factor.code
        for factor in after.model.factors
        if factor.code in codes and _scores(before, factor.code) != _scores(after, factor.code)
    )
    sides = tuple(each.cell(Level.OVERALL, OVERALL, ENVIRONMENT) for each in (before, after))
    return VersionChange(groups, factors, _moved(*sides), before.model.source != after.model.source)


def _scores(published: Published, factor: str) -> dict[str, float | None]:
    cells = {column: published.cell(Level.FACTOR, factor, column) for column in columns(published.model)}
    return {column: settled(cell.score) if cell.is_published else None for column, cell in cells.items()}


def _moved(before: Cell, after: Cell) -> tuple[float, float] | None:
    if not (before.is_published and after.is_published) or settled(before.percent) == settled(after.percent):
        return None
    return before.percent, after.percent

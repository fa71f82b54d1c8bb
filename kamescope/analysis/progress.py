"""One KAM from one campaign to another: what changed, and what cannot be compared (docs/design.md 4). Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from kamescope.analysis.panel import Panel
from kamescope.analysis.published import Cell, Level, Published, Shown, codes, columns, items_of, text_of
from kamescope.differences import differences
from kamescope.errors import RequestError
from kamescope.model import ENVIRONMENT, Model, Text
from kamescope.naming import tidy
from kamescope.privacy import FilterState, Hidden, Status


@dataclass(frozen=True, slots=True)
class Known:
    """One code of one group: each side as its campaign publishes it, and after − before in points."""

    code: str
    group: str
    before: Shown
    after: Shown
    change: float
    status: Literal[Status.PUBLISHED] = Status.PUBLISHED

    @property
    def is_uneven(self) -> Literal[False]:
        """The two sides are alike: of the same groups, filtered alike."""
        return False


@dataclass(frozen=True, slots=True)
class Unknown:
    """One code of one group whose change cannot be told, and why."""

    code: str
    group: str
    before: Cell
    after: Cell
    status: Hidden
    change: None = None

    @property
    def is_uneven(self) -> bool:
        """Whether both sides are there, but unlike: of different groups, or filtered on one side only."""
        return self.before.is_published and self.after.is_published


Change: TypeAlias = Known | Unknown
"""What became of one code of one group: whoever asks whether `change` is there knows which of the two it is."""


@dataclass(frozen=True, slots=True)
class Progress:
    """The changes, codes in the later model's order; between two models also what could not be compared like for like.

    `left_out` and `reshaped` as in `SharedParts`.
    """

    changes: tuple[Change, ...]
    left_out: tuple[str, ...]
    reshaped: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SharedParts:
    """What the models of several campaigns share at one level, in the latest model's order, and what they do not.

    `left_out`: codes, then groups, that not all of the models have, or the whole where they do not make it alike;
    `reshaped`: codes that all have, but not of the same items, arranged, asked of each group and worded alike.
    """

    codes: tuple[str, ...]
    columns: tuple[str, ...]
    left_out: tuple[str, ...]
    reshaped: tuple[str, ...]


def progress(before: Published, after: Published, level: Level, match: bool = False) -> Progress:
    """The changes of one KAM from one campaign to another, one a code and group, groups in model order.

    Two models are compared only where `match` asks for it, on what has the same code in both. Raises RequestError:
    `models_differ` without it, `scales_differ` where points do not mean the same.
    """
    shared = common((before, after), level, match)
    return Progress(
        tuple(change(before, after, (level, code, group)) for code in shared.codes for group in shared.columns),
        shared.left_out,
        shared.reshaped,
    )


def common(sides: Sequence[Published | Panel], level: Level, match: bool) -> SharedParts:
    """What the models of these campaigns, the earliest first, have in common; raises as `progress` does."""
    *earlier, last = sides
    for side in earlier:
        if side.model.fingerprint != last.model.fingerprint:
            _check_models(side, last, match)
    models = [side.model for side in sides]
    shared, apart = _split([codes(model, level) for model in models])
    groups, groups_apart = _split([columns(model) for model in models])
    if len({model.fingerprint for model in models}) == 1:
        return SharedParts(shared, groups, (), ())
    if level is Level.OVERALL and any(_rebuilt(models, level, code, groups) for code in shared):
        # Every questionnaire has a whole: of other factors it is another figure, which no shared code makes one.
        shared, apart = (), shared
    reshaped = (code for code in shared if _rebuilt(models, level, code, groups) or _reworded(models, level, code))
    return SharedParts(shared, groups, apart + groups_apart, tuple(reshaped))


def _check_models(before: Published | Panel, after: Published | Panel, match: bool) -> None:
    old, new = before.model, after.model
    names = {"before": before.campaign.name, "after": after.campaign.name}
    if not match:
        raise RequestError("models_differ", **names, old=old.called, new=new.called, details=differences(old, new))
    first, last = ((model.scale.minimum, model.scale.maximum) for model in (old, new))
    if first != last:
        (low, high), (new_low, new_high) = first, last
        raise RequestError("scales_differ", **names, low=low, high=high, new_low=new_low, new_high=new_high)


def _split(lists: Sequence[Sequence[str]]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What all of the lists have, in the last one's order, and what only some have, those of the first list first."""
    shared = set(lists[0]).intersection(*lists)
    apart = dict.fromkeys(code for each in lists for code in each if code not in shared)
    return tuple(code for code in lists[-1] if code in shared), tuple(apart)


def _rebuilt(models: Sequence[Model], level: Level, code: str, groups: Sequence[str]) -> bool:
    """Whether other items make it up, or the same in another arrangement, or a shared group is asked others of them."""
    makes = {(_arranged(model, level, code), _asked(model, items_of(model, level, code), groups)) for model in models}
    return len(makes) > 1


def _arranged(model: Model, level: Level, code: str) -> frozenset[tuple[str, frozenset[str]]]:
    """The items of a code, sub-factor by sub-factor; those of the whole under their factor too. Order moves nothing."""
    mine = items_of(model, level, code)
    parts = (
        (factor.code if level is Level.OVERALL else code, mine.intersection(item.code for item in sub_factor.items))
        for factor in model.factors
        for sub_factor in factor.sub_factors
    )
    return frozenset((name, items) for name, items in parts if items)


def _asked(model: Model, items: frozenset[str], groups: Sequence[str]) -> tuple[frozenset[str], ...]:
    """Which of the items each group is asked."""
    return tuple(items & model.group(group).items for group in groups if group != ENVIRONMENT)


def _reworded(models: Sequence[Model], level: Level, code: str) -> bool:
    """Whether one of the items, the same in all of the models, does not say the same, or not the same way round."""
    items = items_of(models[-1], level, code)
    return any(
        _differ([text_of(model, Level.ITEM, item) for model in models])
        or len({model.item(item).reversed for model in models}) > 1
        for item in items
    )


def _differ(texts: Sequence[Text]) -> bool:
    """Whether texts say something else in a language that all are in; a translation more changes none."""
    first, *others = ({language for language, _ in text.versions} for text in texts)
    shared = first.intersection(*others) or {""}
    return any(len({tidy(text.in_(language)) for text in texts}) > 1 for language in shared)


def change(before: Published, after: Published, place: tuple[Level, str, str]) -> Change:
    """The change of one (level, code, group) that both models have."""
    _, code, group = place
    one, two = before.cell(*place), after.cell(*place)
    if not (one.is_published and two.is_published):
        masked = Status.MASKED in (one.status, two.status)
        return Unknown(code, group, one, two, Status.MASKED if masked else Status.NO_DATA)
    if _made_of(before, place) != _made_of(after, place):
        return Unknown(code, group, one, two, Status.NO_DATA)
    return Known(code, group, one, two, two.score - one.score)


def _made_of(published: Published, place: tuple[Level, str, str]) -> set[tuple[str, bool]]:
    """The groups whose figures make up that one, and whether the partition filter acts on them."""
    level, code, group = place
    groups = published.environment_groups if group == ENVIRONMENT else (group,)
    return {
        (each, published.group(each).filter is FilterState.APPLIED)
        for each in groups
        if published.cell(level, code, each).is_published
    }

"""One KAM from one campaign to another: what changed, and what cannot be compared (DESIGN section 4). Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from kamescope.analysis.published import Cell, Level, Published, codes, columns, items_of
from kamescope.errors import RequestError
from kamescope.model import ENVIRONMENT, Model
from kamescope.privacy import Status


@dataclass(frozen=True, slots=True)
class Change:
    """One code of one group: each side as its campaign publishes it, and after − before in points.

    `change` is null unless `status` is published.
    """

    code: str
    group: str
    before: Cell
    after: Cell
    change: float | None
    status: Status

    @property
    def is_uneven(self) -> bool:
        """Whether both sides are there, but made up of different groups: no change is told, it would compare unlike."""
        return self.change is None and self.before.is_published and self.after.is_published


@dataclass(frozen=True, slots=True)
class Progress:
    """The changes, codes in the later model's order; between two models also what could not be compared like for like.

    `left_out`: codes, then groups, that only one of the models has; `reshaped`: codes compared though their items
    are not the same.
    """

    changes: tuple[Change, ...]
    left_out: tuple[str, ...]
    reshaped: tuple[str, ...]


def progress(before: Published, after: Published, level: Level, match: bool = False) -> Progress:
    """The changes of one KAM from one campaign to another, one a code and group, groups in model order.

    Two models are compared only where `match` asks for it, on what has the same code in both. Raises RequestError:
    `models_differ` without it, `scales_differ` where points do not mean the same.
    """
    old, new = before.model, after.model
    if old != new:
        _check_models(before, after, match)
    shared = _shared(codes(new, level), codes(old, level))
    groups = _shared(columns(new), columns(old))
    return Progress(
        tuple(_change(before, after, (level, code, group)) for code in shared for group in groups),
        _alone(codes(old, level), codes(new, level)) + _alone(columns(old), columns(new)),
        tuple(code for code in shared if items_of(old, level, code) != items_of(new, level, code)),
    )


def _check_models(before: Published, after: Published, match: bool) -> None:
    old, new = before.model, after.model
    names = {"before": before.campaign.name, "after": after.campaign.name}
    if not match:
        raise RequestError("models_differ", **names, old=_named(old, new), new=_named(new, old))
    first, last = ((model.scale.minimum, model.scale.maximum) for model in (old, new))
    if first != last:
        (low, high), (new_low, new_high) = first, last
        raise RequestError("scales_differ", **names, low=low, high=high, new_low=new_low, new_high=new_high)


def _named(model: Model, other: Model) -> str:
    """A model by code and version, and by the beginning of its fingerprint where another one bears the same."""
    same = (model.code, model.version) == (other.code, other.version)
    return f"{model.code} {model.version}" + f" ({model.fingerprint[:6]})" * same


def _shared(first: Sequence[str], second: Sequence[str]) -> tuple[str, ...]:
    known = set(second)
    return tuple(code for code in first if code in known)


def _alone(first: Sequence[str], second: Sequence[str]) -> tuple[str, ...]:
    """What only one of the two has, those of the first one first."""
    both = set(first) & set(second)
    return tuple(code for code in (*first, *second) if code not in both)


def _change(before: Published, after: Published, place: tuple[Level, str, str]) -> Change:
    level, code, group = place
    one, two = before.cell(*place), after.cell(*place)
    if not (one.is_published and two.is_published):
        masked = Status.MASKED in (one.status, two.status)
        return Change(code, group, one, two, None, Status.MASKED if masked else Status.NO_DATA)
    if group == ENVIRONMENT and _made_of(before, level, code) != _made_of(after, level, code):
        return Change(code, group, one, two, None, Status.NO_DATA)
    return Change(code, group, one, two, two.score - one.score, Status.PUBLISHED)


def _made_of(published: Published, level: Level, code: str) -> set[str]:
    """The groups whose figures make up the environment of that code."""
    return {group for group in published.environment_groups if published.cell(level, code, group).is_published}

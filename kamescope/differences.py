"""What tells two models apart, for whoever is refused because of it: in codes and facts, a few of each kind. Pure."""

from collections.abc import Iterable, Iterator, Sequence

from kamescope.errors import Detail
from kamescope.model import Model

MOST = 3
"""So many codes of one kind are named."""
NONE = "\N{EN DASH}"


def differences(old: Model, new: Model) -> tuple[Detail, ...]:
    """How the second model differs from the first; nothing where they are one (see `Model.identity`)."""
    told = [*_named(old, new), *_scales(old, new), *_parts("groups", *(list(each.group_index) for each in (old, new)))]
    if old.item_index.keys() & new.item_index.keys():
        return (*told, *_built(old, new), *_asked(old, new))
    return (*told, Detail("items_none"))


def few(names: Sequence[str]) -> str:
    """The first of several codes or names, and whether there are more."""
    return ", ".join(names[:MOST]) + "…" * (len(names) > MOST)


def _named(old: Model, new: Model) -> Iterator[Detail]:
    """Code or version."""
    if old.code != new.code:
        yield _detail("code", old.code, new.code)
    elif old.version != new.version:
        yield _detail("version", old.version, new.version)


def _scales(old: Model, new: Model) -> Iterator[Detail]:
    """What answers are worth, and what may filter them."""
    one, two = old.scale, new.scale
    if (one.minimum, one.maximum) != (two.minimum, two.maximum):
        limits = {"low": one.minimum, "high": one.maximum, "new_low": two.minimum, "new_high": two.maximum}
        yield Detail("scale", limits)
    if one.percent_rule != two.percent_rule:
        yield _detail("percent", one.percent_rule, two.percent_rule)
    if old.partition != new.partition:
        yield _detail("partition", old.partition or NONE, new.partition or NONE)


def _built(old: Model, new: Model) -> Iterator[Detail]:
    """Items, and what they make up."""
    yield from _parts("items", list(old.item_index), list(new.item_index))
    yield from _parts("factors", *(sorted(factor.code for factor in each.factors) for each in (old, new)))
    yield from _parts("sub_factors", *(sorted(_own(each)) for each in (old, new)))
    homes, new_homes = _homes(old), _homes(new)
    known = {code for home in homes.values() for code in home} & {code for home in new_homes.values() for code in home}
    shared = [code for code in old.item_index if code in new.item_index]
    moved = (code for code in shared if homes[code] != new_homes[code] and known >= {*homes[code], *new_homes[code]})
    yield from _some("items_moved", moved)
    yield from _some("items_turned", (code for code in shared if old.item(code).reversed != new.item(code).reversed))


def _asked(old: Model, new: Model) -> Iterator[Detail]:
    """Groups that are asked others of the items that both have."""
    shared = old.item_index.keys() & new.item_index.keys()
    for group in new.groups:
        if group.code in old.group_index:
            others = (old.group(group.code).items ^ group.items) & shared
            yield from _some("asked", (code for code in new.item_index if code in others), group=group.plural)


def _parts(kind: str, old: Sequence[str], new: Sequence[str]) -> Iterator[Detail]:
    """What one of two lists of codes has and the other has not, else whether they are in another order."""
    yield from _some(f"{kind}_missing", (code for code in old if code not in new))
    yield from _some(f"{kind}_added", (code for code in new if code not in old))
    if old != new and set(old) == set(new):
        yield Detail(f"{kind}_order")


def _own(model: Model) -> Iterator[str]:
    """The sub-factors that are not their factor itself."""
    return (sub.code for factor in model.factors if not factor.is_plain for sub in factor.sub_factors)


def _homes(model: Model) -> dict[str, tuple[str, str]]:
    """Item → its factor and sub-factor."""
    return {
        item.code: (factor.code, sub.code)
        for factor in model.factors
        for sub in factor.sub_factors
        for item in sub.items
    }


def _some(code: str, found: Iterable[str], **facts: object) -> Iterator[Detail]:
    """The first of these codes, if there are any, and how many there are."""
    codes = list(found)
    if codes:
        yield Detail(code, facts | {"codes": few(codes), "count": len(codes)})


def _detail(code: str, old: str, new: str) -> Detail:
    return Detail(code, {"old": old, "new": new})

"""Best and worst items of each rater group (docs/design.md 3, top and bottom n). Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kamescope.analysis.published import Level, Published, listed
from kamescope.analysis.scores import mean, settled


@dataclass(frozen=True, slots=True)
class RankedItem:
    """An item in a group's list: its rank from 1, its score in points, the other groups that list it too."""

    rank: int
    code: str
    score: float
    common_with: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Ranking:
    """The lists of every published group, and how many items tied with the last place were left out."""

    bottom: bool
    groups: dict[str, tuple[RankedItem, ...]]
    tied_out: dict[str, int]

    @property
    def common(self) -> tuple[str, ...]:
        """Codes that stand in two lists or more, in the order they first appear."""
        found = (item.code for items in self.groups.values() for item in items if item.common_with)
        return tuple(dict.fromkeys(found))

    def holders(self, code: str) -> tuple[str, ...]:
        """The groups that list an item."""
        return tuple(group for group, items in self.groups.items() if any(item.code == code for item in items))


def rank_items(
    published: Published,
    n: int = 10,
    bottom: bool = False,
    groups: Iterable[str] | None = None,
    factors: Iterable[str] | None = None,
) -> Ranking:
    """The n best (or worst) items of each group listed.

    Ties go to the item that the other published groups, each counting once, rate more extreme in the same
    direction (an item nobody else rates comes last), then to model order. Filters change what is listed and
    ranked, never the scores that break ties.
    """
    shown = published.published_groups
    wanted = [group for group in shown if groups is None or group in set(groups)]
    codes = list(listed(published.model, Level.ITEM, factors))
    scores = {group: _scores(published, group, codes) for group in wanted}
    orders = {group: _order(published, group, scores[group], bottom) for group in wanted}
    lists = {group: order[:n] for group, order in orders.items()}
    return Ranking(
        bottom=bottom,
        groups={
            group: tuple(
                RankedItem(rank, code, scores[group][code], _others_listing(lists, group, code))
                for rank, code in enumerate(codes, start=1)
            )
            for group, codes in lists.items()
        },
        tied_out={group: _tied_out(order, scores[group], n) for group, order in orders.items()},
    )


def _scores(published: Published, group: str, codes: Iterable[str]) -> dict[str, float]:
    cells = ((code, published.cell(Level.ITEM, code, group)) for code in codes)
    return {code: cell.score for code, cell in cells if cell.is_published}


def _order(published: Published, group: str, scores: Mapping[str, float], bottom: bool) -> list[str]:
    direction = 1 if bottom else -1
    others = [other for other in published.published_groups if other != group]

    def place(code: str) -> tuple[float, bool, float]:
        seen = [score for other in others if (score := published.cell(Level.ITEM, code, other).score) is not None]
        return direction * settled(scores[code]), not seen, direction * settled(mean(seen)) if seen else 0.0

    return sorted(scores, key=place)


def _others_listing(lists: dict[str, list[str]], group: str, code: str) -> tuple[str, ...]:
    return tuple(other for other, codes in lists.items() if other != group and code in codes)


def _tied_out(order: list[str], scores: dict[str, float], n: int) -> int:
    if len(order) <= n or n < 1:
        return 0
    last = settled(scores[order[n - 1]])
    return sum(settled(scores[code]) == last for code in order[n:])

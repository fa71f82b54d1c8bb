"""Which answers may be shown beside what was shown before: nothing comes out by difference (docs/design.md 4). Pure.

Every state in which a protected group was shown is a *view*. Views cut the group into *cells*: two questionnaires, or
two answers to one item, lie in one cell when every view so far counted both or neither. Whoever holds all views knows
at most the sum of each cell; so no cell may become so small that its sum is somebody's answer. A change is therefore
applied only as far as each part of a cell that it cuts holds the minimum: of respondents for questionnaires, of answers
for the answers to an item. What was never shown is one cell, number 0; the same is asked of the part of it that enters.

Worked, with a minimum of three respondents and two answers: A, B and C are shown. D, E and F arrive and only F answers
Q17: all three enter, F's answer to Q17 waits, since it would be the difference of two means. Undone, and imported again
with G: A to F return, G waits.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

NEVER_SHOWN = 0
"""The cell of what no view has counted yet."""
MISSING = 0
"""The number of the partition value that a questionnaire does not have."""
MOST_COUNTED = 1_000_000
NO_ROWS = np.zeros(0, dtype=bool)
KEPT, OLD, NEW = 0, 1, 2
"""Sides of an answer: there in any case; only in the version that counts; only in the newer one that replaces it."""


@dataclass(frozen=True)
class GroupRules:
    """The groups that change: minimum of respondents and of answers to an item; `free`: nothing waits."""

    minimum: np.ndarray
    item_minimum: np.ndarray
    free: np.ndarray


@dataclass(frozen=True)
class Questionnaires:
    """All that could count, oldest first: place, cell, partition value, and whether it counts now.

    `swap`: a newer version of one that counts; `old_value` is the partition value of the older version.
    """

    place: np.ndarray
    cell: np.ndarray
    value: np.ndarray
    counted: np.ndarray
    swap: np.ndarray
    old_value: np.ndarray


@dataclass(frozen=True)
class GivenAnswers:
    """Their answers: whose (a place in the questionnaires), item, cell, side, and whether it counts now."""

    owner: np.ndarray
    item: np.ndarray
    cell: np.ndarray
    side: np.ndarray
    counted: np.ndarray


@dataclass(frozen=True)
class Gone:
    """What was shown and is there no more: cells of questionnaires; cells and items of answers."""

    questionnaires: np.ndarray
    answers: np.ndarray
    items: np.ndarray


class Decision(NamedTuple):
    """What counts from now on, and the cells that the new views make.

    `counted`, `applied` (newer versions that replace theirs) and `swaps` (all of these) by questionnaire; `inside` by
    answer: an older version's answer may go on counting in a newer one. `cells` and `answer_cells` as numbers.
    """

    counted: np.ndarray
    applied: np.ndarray
    inside: np.ndarray
    cells: np.ndarray
    answer_cells: np.ndarray
    swaps: np.ndarray


def decide(places: GroupRules, who: Questionnaires, answers: GivenAnswers, gone: Gone, first: int) -> Decision:
    """Apply a change as far as it tells nothing, and cut the cells by what is shown then; `first` is a free number."""
    change = _Change(places, who, answers, gone)
    while change.holds_more():
        pass
    cells, answer_cells = change.cut(first)
    return Decision(change.counted, change.applied, change.inside, cells, answer_cells, who.swap)


class _Cut:
    """Rows by key: how many of each key a mask holds, beside those that are gone."""

    def __init__(self, *keys: np.ndarray, gone: np.ndarray | None = None) -> None:
        key = _joined(keys)
        # What is gone stays in its cell and is never in a mask: whoever saw it can still subtract it.
        both = key if gone is None else np.concatenate([key, gone])
        codes = _codes(both)
        self.code, self.size = codes[: len(key)], int(codes.max(initial=-1)) + 1
        self.total = np.bincount(codes, minlength=self.size)

    def within(self, mask: np.ndarray) -> np.ndarray:
        """How many rows of each key the mask holds."""
        return np.bincount(self.code[mask], minlength=self.size)

    def torn(self, mask: np.ndarray, least: np.ndarray) -> np.ndarray:
        """By row, whether its key is partly in the mask and a part, in or out, has fewer than `least`."""
        inside = self.within(mask)[self.code]
        outside = self.total[self.code] - inside
        return (inside > 0) & (outside > 0) & ((inside < least) | (outside < least))

    def split(self, mask: np.ndarray) -> np.ndarray:
        """By row, whether its key is partly in the mask."""
        inside = self.within(mask)
        return ((inside > 0) & (inside < self.total))[self.code]

    def apart(self, value: np.ndarray, mask: np.ndarray, least: np.ndarray) -> np.ndarray:
        """By key, whether the rows in the mask may be told apart by value: each part of what is cut holds `least`."""
        parts = _Cut(self.code, value)
        many, whole = parts.within(mask)[parts.code], self.within(mask)[self.code]
        small = mask & (many < whole) & (many < least)
        return self.within(small) == 0

    def mixed(self, value: np.ndarray, mask: np.ndarray) -> np.ndarray:
        """By row, whether the rows in the mask that share its key have more than one value."""
        parts = _Cut(self.code, value)
        return (parts.within(mask)[parts.code] < self.within(mask)[self.code]) & mask


class _Change:
    """One change on its way: what is held back grows until no part is too small."""

    def __init__(self, places: GroupRules, who: Questionnaires, answers: GivenAnswers, gone: Gone) -> None:
        self.places, self.who, self.answers = places, who, answers
        self.back = np.zeros(len(who.place), dtype=bool)
        self.held = np.zeros(len(answers.owner), dtype=bool)
        self.lags = np.zeros(len(answers.owner), dtype=bool)
        self.applied = who.swap.copy()
        self.place = who.place[answers.owner]
        self.least, self.item_least = places.minimum[who.place], places.item_minimum[self.place]
        self.cells = _Cut(who.cell, gone=gone.questionnaires)
        # Cell and item as one number: those that are there and those that are gone need one width.
        width = int(max(answers.item.max(initial=0), gone.items.max(initial=0))) + 1
        self.answer_cells = _Cut(answers.cell * width + answers.item, gone=gone.answers * width + gone.items)
        self.items = _Cut(self.place, answers.item)
        self.groups = _Cut(who.place)
        self.pairs = answers.owner.astype(np.int64) * width + answers.item
        kept = np.bincount(answers.owner[answers.side != OLD], minlength=len(who.place)) > 0
        self.emptied = who.swap & ~kept
        # Most changes have neither partition values nor newer versions: what is about them is then left out.
        self.valued = bool((who.value != MISSING).any() or (who.old_value != MISSING).any())
        self.swapping = bool(who.swap.any() or (answers.side != KEPT).any())
        self.before = self._told_apart_before()
        self.look()

    def look(self) -> None:
        """What is in and what is seen, as things are decided so far."""
        owner, side = self.answers.owner, self.answers.side
        newer = (self.applied | ~self.who.swap)[owner] & ~self.lags
        # By side: there in any case; there until the newer version acts; there once it does.
        self.inside = np.choose(side, [True, ~newer, newer]) & ~self.back[owner] & ~self.held
        self.counted = np.bincount(self.answers.owner[self.inside], minlength=len(self.back)) > 0
        self.published = self._published(self.counted)
        self.seen = self.counted & self.published[self.who.place]
        self.seen_answers = self._seen(self.inside, self.published)
        self.value = np.where(self.who.swap & ~self.applied, self.who.old_value, self.who.value)
        self.values = np.where(side == OLD, self.who.old_value[owner], self.value[owner])

    def holds_more(self) -> bool:
        """Hold back what would tell something; whether there was any."""
        steps: tuple[Callable[[], np.ndarray], ...] = (
            self._few_swaps,
            self._few_movers,
            self._torn,
            self._few_new,
            self._torn_answers,
            self._few_new_answers,
        )
        # What one step holds back changes what all of them see: begin again with the first. It ends, as only more is
        # held.
        for step in steps:
            if step().any():
                self.look()
                return True
        return False

    def _published(self, counted: np.ndarray) -> np.ndarray:
        """By place, whether the group is shown."""
        return np.bincount(self.who.place[counted], minlength=len(self.places.minimum)) >= self.places.minimum

    def _seen(self, inside: np.ndarray, published: np.ndarray) -> np.ndarray:
        """By answer, whether its item is shown and counts it."""
        enough = self.items.within(inside)[self.items.code] >= self.item_least
        return inside & enough & published[self.place]

    def _told_apart_before(self) -> tuple[np.ndarray, np.ndarray]:
        """By place and by item of a place, whether the partition's values could be viewed alone until now."""
        if not self.valued:
            return self._nowhere()
        counted, kept = self.who.counted, self.answers.counted
        published = self._published(counted)
        seen, seen_answers = counted & published[self.who.place], self._seen(kept, published)
        value = np.where(self.who.swap, self.who.old_value, self.who.value)
        values = np.where(self.answers.side == OLD, self.who.old_value[self.answers.owner], value[self.answers.owner])
        apart = self._apart(self.who.cell, value, seen)
        return apart, self._items_apart(apart, self.answer_cells, values, seen_answers)

    def _nowhere(self) -> tuple[np.ndarray, np.ndarray]:
        return np.zeros(len(self.places.minimum), dtype=bool), np.zeros(self.items.size, dtype=bool)

    def _apart(self, cell: np.ndarray, value: np.ndarray, seen: np.ndarray) -> np.ndarray:
        """By place, whether the partition filter may act (docs/design.md 4)."""
        told = np.zeros(len(self.places.minimum), dtype=bool)
        told[self.who.place[seen & (value != MISSING)]] = True
        by_value, cells = _Cut(self.who.place, value), _Cut(cell)
        few = seen & (by_value.within(seen)[by_value.code] < self.least)
        small = seen & ~cells.apart(value, seen, self.least)[cells.code]
        told[self.who.place[few | small]] = False
        return told

    def _items_apart(self, apart: np.ndarray, cells: _Cut, value: np.ndarray, seen: np.ndarray) -> np.ndarray:
        """By item of a place (see `items`), whether it may be shown by value too."""
        by_value = _Cut(self.items.code, value)
        few = seen & (by_value.within(seen)[by_value.code] < self.item_least)
        small = seen & ~cells.apart(value, seen, self.item_least)[cells.code]
        found = (self.items.within(seen) > 0) & (self.items.within(few | small) == 0)
        found[self.items.code[~apart[self.place]]] = False
        return found

    def _bound(self, rows: np.ndarray, place: np.ndarray) -> np.ndarray:
        return rows & ~self.places.free[place]

    def _few_swaps(self) -> np.ndarray:
        """Changed answers of fewer questionnaires than the minimum."""
        if not self.swapping:
            return NO_ROWS
        moving = (self.answers.side != KEPT) & ~self.lags & ~self.back[self.answers.owner]
        moving &= (self.applied | ~self.who.swap)[self.answers.owner]
        changes = np.zeros(len(self.back), dtype=bool)
        changes[self.answers.owner[moving]] = True
        # Only where the older answers were shown can they be subtracted from the newer ones.
        changes &= (self.who.cell != NEVER_SHOWN) & self.seen
        many = np.bincount(self.who.place[changes], minlength=len(self.places.minimum))
        few = self._bound(changes & (many[self.who.place] < self.least), self.who.place)
        return self._lag(moving & few[self.answers.owner])

    def _few_movers(self) -> np.ndarray:
        """Newer versions of which too few go from one partition value to another, where each is viewed alone."""
        if not (self.swapping and self.valued):
            return NO_ROWS
        moves = self.applied & (self.who.value != self.who.old_value) & self.before[0][self.who.place]
        ways = _Cut(self.who.place, self.who.value, self.who.old_value)
        few = moves & (ways.within(moves)[ways.code] < self.least)
        return self._revert(self._bound(few, self.who.place))

    def _torn(self) -> np.ndarray:
        """Questionnaires whose cell would be cut into too small parts."""
        shown = self.who.cell != NEVER_SHOWN
        torn = self._bound(shown & self.cells.torn(self.seen & shown, self.least), self.who.place)
        # A group that is not shown after the change is no view: it cuts nothing.
        torn &= self.published[self.who.place]
        # A newer version that took everything back would leave the cell: the older one goes on counting instead.
        if (left := torn & self.applied & ~self.counted).any():
            return self._revert(left)
        return self._hold(self.cells, torn & self.seen, self.least, self.back)

    def _few_new(self) -> np.ndarray:
        """Questionnaires never shown, of which fewer than the minimum would enter."""
        new = self.seen & (self.who.cell == NEVER_SHOWN)
        # Where values were viewed alone, each is a view: enough must enter by value. One more, since 0 says `together`.
        alone = np.where(self.before[0][self.who.place], self.value + 1, 0)
        entering = _Cut(self.who.place, alone) if self.valued else self.groups
        few = self._bound(new & (entering.within(new)[entering.code] < self.least), self.who.place)
        self.back |= few
        return few

    def _torn_answers(self) -> np.ndarray:
        """Answers whose cell would be cut into too small parts."""
        shown = self.answers.cell != NEVER_SHOWN
        torn = shown & self.answer_cells.torn(self.seen_answers & shown, self.item_least)
        torn = self._bound(torn, self.place)
        newer = (self.applied | ~self.who.swap)[self.answers.owner] & ~self.lags
        # Where a changed answer cuts, the change itself is put off; nobody else's answer has to wait for it.
        changed = torn & newer & ((self.answers.side == OLD) | (self.seen_answers & (self.answers.side == NEW)))
        if changed.any():
            return self._lag(changed)
        return self._hold(self.answer_cells, torn & self.seen_answers, self.item_least, self.held)

    def _few_new_answers(self) -> np.ndarray:
        """Answers never shown, of which too few would enter beside others."""
        new = self.seen_answers & (self.answers.cell == NEVER_SHOWN)
        alone = np.where(self.before[1][self.items.code], self.values + 1, 0)
        entering = _Cut(self.items.code, alone) if self.valued else self.items
        few = self._bound(new & (entering.within(new)[entering.code] < self.item_least), self.place)
        if (changed := few & (self.answers.side == NEW)).any():
            return self._lag(changed)
        self.held |= few
        return few

    def _lag(self, rows: np.ndarray) -> np.ndarray:
        """Leave these changes undone for now: the older answer goes on counting, the newer one waits."""
        if rows.any():
            self.lags |= np.isin(self.pairs, self.pairs[rows]) & (self.answers.side != KEPT)
            # Such a version has no answers that could wait in its stead: it waits itself.
            self.applied[self.answers.owner[rows & self.emptied[self.answers.owner]]] = False
        return rows

    def _revert(self, rows: np.ndarray) -> np.ndarray:
        self.applied &= ~rows
        return rows

    @staticmethod
    def _hold(cells: _Cut, torn: np.ndarray, least: np.ndarray, held: np.ndarray) -> np.ndarray:
        """Hold back, the newest first, as many as the part that is out lacks; all where too few would be left."""
        chosen = np.zeros(len(torn), dtype=bool)
        for code in np.unique(cells.code[torn]).tolist():
            rows = np.flatnonzero(torn & (cells.code == code))
            # What is out already, and what is held back with it, must hold the minimum too: it is the rest of a
            # subtraction.
            lack = max(0, int(least[rows[0]]) - int(cells.total[code] - len(rows)))
            left = len(rows) - lack
            # Rows come oldest first.
            chosen[rows[left:] if lack and left >= least[rows[0]] else rows] = True
        held |= chosen
        return chosen

    def cut(self, first: int) -> tuple[np.ndarray, np.ndarray]:
        """The cells by what is shown now: of questionnaires, and of answers."""
        cells = _entered(self.who.cell, self.cells, self.seen, self.who.place, first)
        answer_cells = _entered(self.answers.cell, self.answer_cells, self.seen_answers, self.place, first)
        if not self.valued:
            return cells, answer_cells
        return self._cut_by_value(cells, answer_cells, first)

    def _cut_by_value(self, cells: np.ndarray, answer_cells: np.ndarray, first: int) -> tuple[np.ndarray, np.ndarray]:
        """The cells cut further, where each value of the partition may be viewed alone."""
        apart = self._apart(cells, self.value, self.seen)
        mixed = _Cut(cells).mixed(self.value, self.seen) & apart[self.who.place]
        here = _Cut(self.items.code, answer_cells)
        items_apart = self._items_apart(apart, here, self.values, self.seen_answers)[self.items.code]
        mixed_answers = here.mixed(self.values, self.seen_answers) & items_apart
        # Behind the numbers that the cut by what is seen has just given.
        following = max(first, int(max(cells.max(initial=0), answer_cells.max(initial=0))) + 1)
        return (
            _numbered(cells, mixed, [cells, self.value], following),
            _numbered(answer_cells, mixed_answers, [answer_cells, self.values], following),
        )


def _entered(cell: np.ndarray, cells: _Cut, seen: np.ndarray, place: np.ndarray, first: int) -> np.ndarray:
    """What is seen of a cell that is cut gets a number of its own; so does, by place, what is seen first."""
    new = seen & ((cell == NEVER_SHOWN) | cells.split(seen))
    return _numbered(cell, new, [cell, place], first)


def _numbered(cell: np.ndarray, rows: np.ndarray, keys: list[np.ndarray], first: int) -> np.ndarray:
    """The cells with new numbers, from `first` on, for these rows: one for each combination of keys."""
    found = cell.copy()
    if rows.any():
        found[rows] = first + _codes(_joined([key[rows] for key in keys]))
    return found


def _joined(keys: list[np.ndarray] | tuple[np.ndarray, ...]) -> np.ndarray:
    """Several keys as one."""
    joined = keys[0].astype(np.int64)
    for key in keys[1:]:
        # Made dense at each turn, or the product of several keys would overflow.
        joined = _codes(joined) * (int(key.max(initial=0)) + 1) + key
    return joined


def _codes(keys: np.ndarray) -> np.ndarray:
    """The keys (0 or more) as numbers without gaps, in their order; counted where that is cheaper than sorting."""
    most = int(keys.max(initial=0))
    if most > MOST_COUNTED + len(keys):
        return np.unique(keys, return_inverse=True)[1]
    there = np.zeros(most + 1, dtype=np.int64)
    there[keys] = 1
    return (np.cumsum(there) - 1)[keys]

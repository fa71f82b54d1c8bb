"""Comments: from how many writers on they are shown, what is kept of each, in an order that tells nothing. Pure.

Of a protected group's answers to one question nothing is told below its least number of writers, and what comes later
is told only together with as many new ones: whoever keeps the view of before would else read whose it is.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

from kamescope.model import Model, RaterGroup

BLACK = "█████"
"""What stands for words that are blacked out, always as wide: their length would tell."""


class CommentState(StrEnum):
    """What the coach decided of a comment."""

    TO_REVIEW = "to_review"
    KEPT = "kept"
    BLACKED = "blacked"
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True)
class Verbatim:
    """What one person wrote in answer to one question; `key`: a keyed hash of all this, by which it is named."""

    group: str
    question: str
    key: str
    text: str


class Review(NamedTuple):
    """What was decided of every comment of one key; `version`: of all decisions, which one it is; 0: none."""

    hidden: bool = False
    words: tuple[str, ...] = ()
    version: int = 0


UNREVIEWED = Review()


@dataclass(frozen=True, slots=True)
class Comment:
    """One comment: as it was written, and what is kept of it; for who only reads both are what is kept."""

    key: str
    text: str
    kept: str
    state: CommentState
    version: int = 0
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """What one group answered to one question, in an order of its own; `masked`: too few wrote, whoever looks.

    `by_review`: only since some were hidden; `attributable`: whose group may be known by what they wrote.
    """

    question: str
    group: str
    comments: tuple[Comment, ...] = ()
    masked: bool = False
    by_review: bool = False
    attributable: bool = False

    @property
    def kept(self) -> tuple[Comment, ...]:
        """Those that others are told."""
        return tuple(each for each in self.comments if each.state in (CommentState.KEPT, CommentState.BLACKED))

    @property
    def left(self) -> int:
        """How many are still to be reviewed."""
        return sum(each.state is CommentState.TO_REVIEW for each in self.comments)


def least_writers(group: RaterGroup) -> int:
    """From how many writers on a group's comments to a question are shown: 1 unless it is protected."""
    return max(group.minimum, group.comment_minimum) if group.protected else 1


def seen_after(present: Counter[str], seen: Counter[str], least: int) -> Counter[str]:
    """Which comments, and how many alike, could be seen of a question from now on: a multiset of keys.

    `present`: those that are there, one a writer; `seen`: those that ever could be. *With a least of 3 and
    a, b, c seen, d and e wait; with f all three are shown at once.*
    """
    return seen | present if (present - seen).total() >= least else seen


def shown_of(written: Sequence[Verbatim], seen: Counter[str]) -> list[Verbatim]:
    """Those that could be seen, by their keys: the order depends on nobody."""
    left, found = Counter(seen), []
    for each in sorted(written, key=lambda each: each.key):
        if left[each.key] > 0:
            left[each.key] -= 1
            found.append(each)
    return found


def passages(
    model: Model,
    written: Iterable[Verbatim],
    seen: Counter[str],
    reviews: Mapping[str, Review],
    answered: Iterable[str],
) -> tuple[Passage, ...]:
    """Every question and group (of those that `answered`) that was asked it, in the model's order.

    Masked is the same whether nobody of a protected group wrote, or too few; of an open one that wrote nothing there is
    no passage. While a campaign is in collection there is none at all.
    """
    by_place: dict[tuple[str, str], list[Verbatim]] = {}
    for each in written:
        by_place.setdefault((each.question, each.group), []).append(each)
    there = set(answered)
    groups = [group for group in model.groups if group.code in there and not group.closed]
    found = (
        _passage(group, question.code, by_place.get((question.code, group.code), []), seen, reviews)
        for question in model.open_questions
        for group in groups
        if group.code in question.groups
    )
    return tuple(each for each in found if each.masked or each.comments)


def _passage(
    group: RaterGroup, question: str, written: list[Verbatim], seen: Counter[str], reviews: Mapping[str, Review]
) -> Passage:
    least = least_writers(group)
    shown = shown_of(written, seen) if group.protected else shown_of(written, Counter(each.key for each in written))
    comments = tuple(_comment(each, reviews.get(each.key, UNREVIEWED)) for each in shown)
    not_hidden = sum(each.state is not CommentState.HIDDEN for each in comments)
    if group.protected and not_hidden < least:
        return Passage(question, group.code, masked=True, by_review=len(comments) >= least)
    return Passage(question, group.code, comments, attributable=group.attributable)


def _comment(written: Verbatim, review: Review) -> Comment:
    kept = blackened(written.text, review.words)
    return Comment(written.key, written.text, kept, _state(kept, review), review.version, review.words)


def _state(kept: str, review: Review) -> CommentState:
    if not review.version:
        return CommentState.TO_REVIEW
    if review.hidden:
        return CommentState.HIDDEN
    return CommentState.BLACKED if BLACK in kept else CommentState.KEPT


def left_to_review(passages: Iterable[Passage]) -> int:
    """How many comments are still to be reviewed."""
    return sum(each.left for each in passages)


def only_kept(passages: Iterable[Passage]) -> tuple[Passage, ...]:
    """The same for who only reads: nothing but what was kept, and no trace of a review."""

    def told(passage: Passage) -> Iterator[Comment]:
        return (Comment(each.key, each.kept, each.kept, CommentState.KEPT) for each in passage.kept)

    found = (
        Passage(each.question, each.group, tuple(told(each)), each.masked, False, each.attributable)
        for each in passages
    )
    return tuple(each for each in found if each.masked or each.comments)


def blackened(text: str, words: Iterable[str]) -> str:
    """A text with every mention of these words blacked out, whatever their case: `Lyon`, but not in « Lyonnais »."""
    for word in sorted(words, key=len, reverse=True):
        text = _mentions(word).sub(BLACK, text)
    return text


def mentions(text: str, word: str) -> bool:
    """Whether a text has these words, as `blackened` finds them."""
    return bool(word.split()) and _mentions(word).search(text) is not None


def _mentions(word: str) -> re.Pattern[str]:
    inside = r"\s+".join(map(re.escape, word.split()))
    return re.compile(rf"(?<!\w){inside}(?!\w)", re.IGNORECASE)


def of_one_theme(passages: Iterable[Passage], themes: Mapping[str, Sequence[str]], code: str) -> tuple[Passage, ...]:
    """Those of the comments that speak of a factor; `themes`: key of a comment → codes of factors."""
    found = (
        replace(each, comments=tuple(one for one in each.comments if code in themes.get(one.key, ())))
        for each in passages
    )
    return tuple(each for each in found if each.comments)


def groups_by_theme(passages: Iterable[Passage], themes: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """The factors that comments speak of (codes) → the groups whose do, each once; never how many."""
    found: dict[str, dict[str, None]] = {}
    for passage in passages:
        for comment in passage.comments:
            if comment.state is not CommentState.HIDDEN:
                for code in themes.get(comment.key, ()):
                    found.setdefault(code, {})[passage.group] = None
    return {code: tuple(groups) for code, groups in found.items()}

"""The questionnaire as data: scale, rater groups, factors, sub-factors, items.

A model is read from a TOML file (`model_file.py`), checked, and frozen. Nothing else in the house knows how many
factors there are, what the groups are called or where the scale ends.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple, Protocol, TypeVar

SELF = "self"
ENVIRONMENT = "environment"
OVERALL = "ALL"
PERCENT_RULES = ("of_max", "of_range")
PROTECTED_FROM = 2
"""From which minimum of respondents on a group is protected."""
COMMENT_ORIGINALS = ("drop", "keep")
MARKS = ("diamond", "circle", "square", "triangle", "cross", "wedge", "star", "pentagon")


@dataclass(frozen=True, slots=True)
class Text:
    """A text in one or more languages."""

    versions: tuple[tuple[str, str], ...]

    def in_(self, language: str) -> str:
        """The text in that language, else in the first one the model gives."""
        return dict(self.versions).get(language, self.versions[0][1] if self.versions else "")


class Sums(Protocol):
    """A sum of answers, or an array of sums."""

    def __rmul__(self: "_Sums", other: int, /) -> "_Sums": ...
    def __rsub__(self: "_Sums", other: int, /) -> "_Sums": ...
    def __sub__(self: "_Sums", other: "_Sums", /) -> "_Sums": ...


_Sums = TypeVar("_Sums", bound=Sums)


@dataclass(frozen=True, slots=True)
class Scale:
    """The answers allowed, whole numbers from `minimum` to `maximum`."""

    minimum: int
    maximum: int
    percent_rule: str = "of_max"
    labels: tuple[Text, ...] = ()

    @property
    def span(self) -> int:
        """The range of the scale in points: 4 on 1–5."""
        return self.maximum - self.minimum

    @property
    def midpoint(self) -> float:
        """The middle of the scale in points: 3 on 1–5."""
        return (self.minimum + self.maximum) / 2

    @property
    def floor_percent(self) -> float:
        """The percent of the lowest answer: 20 on 1–5 `of_max`, 0 `of_range`."""
        return self.percent(self.minimum)

    def percent(self, score: float) -> float:
        """A score in points as a percent (docs/design.md 3, rule 4): 2.3333 on 1–5 `of_max` is 46.67."""
        if self.percent_rule == "of_range":
            return (score - self.minimum) * 100 / self.span
        return score * 100 / self.maximum

    def share(self, score: float) -> float:
        """Where a score in points stands on the scale, from 0 to 1: 2 on 1–5 is 0.25."""
        return (score - self.minimum) / self.span

    def turned(self, total: _Sums, answers: _Sums | int = 1) -> _Sums:
        """The sum of so many answers, each turned round (docs/design.md 3, rule 11): 2 + 5 on 1–5 is 4 + 1."""
        return (self.minimum + self.maximum) * answers - total

    def points(self, percent: float) -> float:
        """The inverse of `percent`: 60 % on 1–5 `of_max` is 3.0."""
        if self.percent_rule == "of_range":
            return percent / 100 * self.span + self.minimum
        return percent / 100 * self.maximum


class Protection(NamedTuple):
    """What those who answer are promised: so many respondents, so many answers to an item, or else to be known.

    `comment_minimum`: so many who wrote something in answer to an open question.
    """

    minimum: int
    item_minimum: int
    attributable: bool
    comment_minimum: int

    def and_(self, other: "Protection") -> "Protection":
        """The stricter of the two, promise by promise."""
        least = max(self.minimum, other.minimum), max(self.item_minimum, other.item_minimum)
        writers = max(self.comment_minimum, other.comment_minimum)
        return Protection(*least, self.attributable and other.attributable, writers)


@dataclass(frozen=True, slots=True)
class RaterGroup:
    """Who answers: their names, the words files use for them, what they are asked, how they are protected."""

    code: str
    name: Text
    plural: Text
    short: Text
    alone: Text
    minimum: int
    item_minimum: int
    attributable: bool
    mark: str
    words: tuple[str, ...]
    items: frozenset[str]
    comment_minimum: int = 3
    """How many must have written before a comment to an open question is shown."""
    closed: bool = False
    """Whether nothing of it is shown but counts: the campaign is in collection."""

    @property
    def protected(self) -> bool:
        """Whether several respondents are needed before anything of the group is shown."""
        return self.minimum >= PROTECTED_FROM

    @property
    def protection(self) -> Protection:
        """What its respondents are promised."""
        return Protection(self.minimum, self.item_minimum, self.attributable, self.comment_minimum)

    def under(self, protection: Protection | None) -> "RaterGroup":
        """The same group under that promise, where there is one."""
        return self if protection in (None, self.protection) else replace(self, **protection._asdict())

    @property
    def is_self(self) -> bool:
        """Whether this is the person rated, not part of the environment."""
        return self.code == SELF


@dataclass(frozen=True, slots=True)
class Item:
    """One statement of the questionnaire; a `reversed` one says the opposite: its answers are turned at scoring."""

    code: str
    text: Text
    aliases: tuple[str, ...] = ()
    reversed: bool = False


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question that is answered in words, and the codes of the rater groups that are asked it, in model order."""

    code: str
    text: Text
    groups: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SubFactor:
    """A few items that are averaged together."""

    code: str
    name: Text
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Factor:
    """A competence: what it measures, why it matters, its sub-factors."""

    code: str
    name: Text
    definition: Text
    importance: Text
    sub_factors: tuple[SubFactor, ...]
    lexicon: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Words by language that comments speak of it with."""

    @property
    def is_plain(self) -> bool:
        """Whether the factor has no sub-factors of its own (its items form one, under the factor's code)."""
        return len(self.sub_factors) == 1 and self.sub_factors[0].code == self.code

    @property
    def items(self) -> tuple[Item, ...]:
        """All items of the factor, in order."""
        return tuple(item for sub_factor in self.sub_factors for item in sub_factor.items)


@dataclass(frozen=True)
class Model:
    """A whole questionnaire, checked and frozen.

    Two models with one `fingerprint` are one questionnaire, however they word it and whatever they call marked; they
    are equal only where they also say the same and promise the same (docs/design.md 7).
    """

    code: str
    version: str
    name: Text
    scale: Scale
    groups: tuple[RaterGroup, ...]
    factors: tuple[Factor, ...]
    partition: str | None
    partition_name: Text
    gap_marked: float
    gap_to_explore: float
    source: str
    open_questions: tuple[OpenQuestion, ...] = ()
    comment_originals: str = "drop"
    """What becomes of the words that were blacked out once results are released: one of `COMMENT_ORIGINALS`."""

    @property
    def called(self) -> str:
        """Code and version, as files and people name it."""
        return f"{self.code} {self.version}"

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 of the model's identity."""
        return hashlib.sha256(json.dumps(self.identity).encode()).hexdigest()

    @cached_property
    def identity(self) -> tuple[object, ...]:
        """What makes it this questionnaire, whatever its words and thresholds, and whatever it promises."""
        scale = self.scale.minimum, self.scale.maximum, self.scale.percent_rule
        asked = [(group.code, [item.code for item in self.items if item.code in group.items]) for group in self.groups]
        return self.code, self.version, scale, self.partition, asked, [_built(factor) for factor in self.factors]

    @property
    def comment_minimum(self) -> int:
        """From how many writers on a protected group's comments to one question are shown: the most of any group."""
        return max(group.comment_minimum for group in self.groups)

    @cached_property
    def open_index(self) -> Mapping[str, OpenQuestion]:
        """Code of an open question → the question."""
        return {question.code: question for question in self.open_questions}

    @cached_property
    def sub_factors(self) -> tuple[SubFactor, ...]:
        """All sub-factors in model order."""
        return tuple(sub_factor for factor in self.factors for sub_factor in factor.sub_factors)

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """All items in model order; the store keeps an answer under the item's place in this tuple."""
        return tuple(item for factor in self.factors for item in factor.items)

    @cached_property
    def item_index(self) -> Mapping[str, int]:
        """Item code → place in `items`."""
        return {item.code: index for index, item in enumerate(self.items)}

    @cached_property
    def group_index(self) -> Mapping[str, int]:
        """Rater group code → place in `groups`."""
        return {group.code: index for index, group in enumerate(self.groups)}

    @cached_property
    def factor_of(self) -> Mapping[str, Factor]:
        """Code of any factor, sub-factor or item → its factor."""
        found = {item.code: factor for factor in self.factors for item in factor.items}
        found |= {sub.code: factor for factor in self.factors for sub in factor.sub_factors}
        return found | {factor.code: factor for factor in self.factors}

    def item(self, code: str) -> Item:
        """The item of that code; KeyError where there is none."""
        return self.items[self.item_index[code]]

    def under(self, protections: Mapping[str, Protection]) -> "Model":
        """The same questionnaire with these promises, by group code; of groups not named, its own."""
        return replace(self, groups=tuple(group.under(protections.get(group.code)) for group in self.groups))

    @cached_property
    def in_collection(self) -> "Model":
        """The same questionnaire in a campaign that is in collection: nothing of any group is shown but counts."""
        return replace(self, groups=tuple(replace(group, closed=True) for group in self.groups))

    def group(self, code: str) -> RaterGroup:
        """The rater group of that code; KeyError where there is none."""
        return self.groups[self.group_index[code]]

    def __hash__(self) -> int:
        return hash(self.source)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Model) and (other.source, other._promised) == (self.source, self._promised)

    @cached_property
    def _promised(self) -> tuple[object, ...]:
        return tuple((group.protection, group.closed) for group in self.groups)


def _built(factor: Factor) -> tuple[object, ...]:
    """A factor by codes: its sub-factors, their items, which of these are reversed."""
    return factor.code, [(sub.code, [(item.code, item.reversed) for item in sub.items]) for sub in factor.sub_factors]

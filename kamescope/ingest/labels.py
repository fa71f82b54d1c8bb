"""Answers as files write them → values of the scale: digits, labels, `5 - label`, words for "no answer".

Labels are compared whole, never by a part. What is certain goes through; everything else is proposed and asked.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

from kamescope.ingest.mapping import FileMapping
from kamescope.ingest.values import BLANK, NOT_NUMBER, OUT_OF_SCALE, answer, text
from kamescope.ingest.words import PLAIN_NUMBER, label_key
from kamescope.model import Scale

HERE = Path(__file__).parent
MOST_LABELS = 400
BRIEF = 4
_BEFORE = re.compile(r"([+-]?\d{1,4})\s*(?:[-:=.)/,]\s*|\s+)(?=\D)(.+)", re.ASCII)
_BEHIND = re.compile(r"(.+?)\s*[(\[]([+-]?\d{1,4})[)\]]", re.ASCII)
_MEASURE = re.compile(r"([+-]?\d{1,6}(?:[.,]\d{1,12})?)\s*%?", re.ASCII)
_STARS = re.compile("([★⭐*●♥❤🌟]+)[☆✩○♡]*")
_FORMULA = re.compile(r"\s*=")


@dataclass(frozen=True, slots=True)
class LabelUse:
    """One way an answer is written in a file and what it stands for.

    `value` is a value of the scale, None for no answer or where it is not known. `by`: how it is understood:
    `number`, `scale` (the model's own labels), `words` (labels known everywhere), `both` (a number with its label),
    `no_answer`, `agreed`, `against` (its number and its label contradict each other), `guess` (a label of a set that is
    not whole), `legend` (a number that a legend of the file turns round) or `unknown`. `sure` is false where a person
    has to confirm it.
    """

    written: str
    count: int
    value: int | None
    by: str
    sure: bool
    in_scale: bool = False

    @property
    def beyond(self) -> bool:
        """Whether it is a number that the scale does not have and nobody gave a meaning."""
        number = PLAIN_NUMBER.fullmatch(label_key(self.written))
        return self.by == "unknown" and not self.in_scale and number is not None


class AnswerKey(dict):
    """Cell → answer code, for every cell of a file; plain numbers are read as they come."""

    def __init__(self, scale: Scale) -> None:
        self.scale = scale

    def __missing__(self, cell: object) -> int:
        self[cell] = code = answer(cell, self.scale)
        return code

    @property
    def odd(self) -> list[object]:
        """The cells met so far that are neither blank nor a number of the scale."""
        return [cell for cell, code in self.items() if BLANK < code <= OUT_OF_SCALE]

    def settle(self, uses: Iterable[LabelUse]) -> bool:
        """Give the cells met so far the meaning that their labels have; tells whether any changed.

        Numbers too: `③` and `３` are written otherwise than a number, and are one.
        """
        said = {
            label_key(use.written): BLANK if use.value is None else use.value for use in uses if use.by != "unknown"
        }
        read = {cell: said.get(label_key(text(cell)), code) for cell, code in self.items() if code != BLANK}
        changed = any(self[cell] != code for cell, code in read.items())
        self.update(read)
        return changed


def understand(
    counts: Mapping[str, int],
    scale: Scale,
    mapping: FileMapping,
    blank_codes: frozenset[int],
    turned: bool | None = None,
) -> tuple[LabelUse, ...]:
    """What every written answer of a file stands for, commonest meanings first settled, then the labels together.

    `counts`: each way of writing (as text) and how often it occurs. `turned`: whether a legend of the file turns its
    numbers round (True) or says something else again (False); None where none contradicts the scale.
    """
    merged: dict[str, list] = {}
    for written, count in counts.items():
        entry = merged.setdefault(label_key(written), [written, 0])
        entry[1] += count
    return _LabelReader(scale, mapping, blank_codes, merged, turned).uses()


class _LabelReader:
    def __init__(
        self,
        scale: Scale,
        mapping: FileMapping,
        blank_codes: frozenset[int],
        merged: Mapping[str, Sequence],
        legend: bool | None,
    ) -> None:
        self.scale, self.mapping, self.blank_codes, self.merged = scale, mapping, blank_codes, merged
        self.legend = legend
        self.found: dict[str, tuple[int | None, str, bool]] = {}

    def uses(self) -> tuple[LabelUse, ...]:
        if len(self.merged) > MOST_LABELS:  # no answers at all: every one is named as wrong, none is weighed
            return tuple(
                LabelUse(written, count, None, "unknown", False)
                for key, (written, count) in islice(self.merged.items(), MOST_LABELS)
            )
        open_labels = [key for key, (written, _) in self.merged.items() if not self.plain(key, written)]
        numbered = {key: parts for key in open_labels if (parts := self.numbered(key))}
        self.with_numbers(numbered)
        self.pure([key for key in open_labels if key not in numbered])
        self.doubt_numbers()
        self.doubt_marks()
        self.follow_legend()
        return tuple(
            LabelUse(written, count, *self.found[key], answer(key, self.scale) > OUT_OF_SCALE)
            for key, (written, count) in sorted(self.merged.items(), key=_order)
        )

    def plain(self, key: str, written: str) -> bool:
        """What needs no comparison with other labels: what was agreed, numbers of the scale, no-answer words."""
        code = answer(key if PLAIN_NUMBER.fullmatch(key) else written, self.scale)
        if key in self.mapping.answers:
            value = self.mapping.answers[key]
            fits = value is None or self.scale.minimum <= value <= self.scale.maximum
            self.found[key] = (value, "agreed", True) if fits else (None, "unknown", False)
        elif code > OUT_OF_SCALE:
            self.found[key] = (code, "number", True)
        elif code == OUT_OF_SCALE:
            blank = int(key) in self.blank_codes
            self.found[key] = (None, "no_answer", True) if blank else (None, "unknown", False)
        elif code != NOT_NUMBER or _FORMULA.match(written):
            self.found[key] = (None, "unknown", False)
        elif key in no_answer_words():
            self.found[key] = (None, "no_answer", True)
        else:
            return False
        return True

    def numbered(self, key: str) -> tuple[int, str] | None:
        """`5 - excellent`, `5 (excellent)` or `excellent (5)` as number and label."""
        if found := _BEFORE.fullmatch(key.lstrip("([")):
            number, label = found.groups()
        elif found := _BEHIND.fullmatch(key):
            label, number = found.groups()
        else:
            return None
        value = int(number)
        label = label.strip(" ()[]-:")
        return (value, label) if label and self.scale.minimum <= value <= self.scale.maximum else None

    def with_numbers(self, numbered: Mapping[str, tuple[int, str]]) -> None:
        """A number beside a label is believed where a known label of the file bears out its direction."""
        meanings = {key: self.meanings(label) for key, (_, label) in numbered.items()}
        against = any(known and value not in known for (value, _), known in _pairs(numbered, meanings))
        for_it = any(
            known == {value} and value != self.scale.midpoint for (value, _), known in _pairs(numbered, meanings)
        )
        values = Counter(value for value, _ in numbered.values())
        # Two labels of one number are the same thing twice only where both are known to be, as in two languages.
        one_each = all(values[value] == 1 or meanings[key] == {value} for key, (value, _) in numbered.items())
        for key, (value, label) in numbered.items():
            if label in no_answer_words():
                self.found[key] = (None, "no_answer", False)
            elif against:  # whichever of the two is right, a person says it
                self.found[key] = (None, "against", False)
            else:
                self.found[key] = (value, "both", for_it and one_each and not against)

    def meanings(self, label: str) -> frozenset[int]:
        """The values that a known label has on the scale."""
        return meanings(self.scale).get(label, frozenset())

    def pure(self, keys: Sequence[str]) -> None:
        """Labels alone: sure where one set knows them all, each value occurs once, and no set reads them otherwise.

        Without all values they may be those of a shorter scale. Of the model's own labels the middle is enough.
        """
        stars = {key: len(found[1]) for key in keys if (found := _STARS.fullmatch(key))}
        self.found |= {key: (count, "words", False) for key, count in stars.items() if count in self.values}
        keys = [key for key in keys if stars.get(key) not in self.values]
        known_own = {key: known[key] for known in _scale_set(self.scale) for key in keys if key in known}
        if set(known_own.values()) == set(self.values):  # whatever stands beside all of them is asked by itself
            self.found |= {key: (value, "scale", True) for key, value in known_own.items()}
            keys = [key for key in keys if key not in known_own]
        own = next((known for known in _scale_set(self.scale) if set(keys) <= known.keys()), None)
        whole = [known for known in label_sets() if fits(known, self.scale) and set(keys) <= known.keys()]
        readings = [own] if own else whole
        middle = self.scale.midpoint != int(self.scale.midpoint)
        for key in keys:
            values = {known[key] for known in readings} or self.meanings(key)
            if len(values) == 1:
                value = next(iter(values))
                middle = middle or value == self.scale.midpoint
                self.found[key] = (value, "scale" if own else "words", bool(readings))
            else:
                self.found[key] = (None, "unknown", False)
        read = [self.found[key][0] for key in keys]
        whole_set = own is not None or sorted(read, key=str) == sorted(self.values, key=str)
        if not middle or None in read or not whole_set:
            for key in keys:
                meant, by, _ = self.found[key]
                self.found[key] = (meant, "unknown" if by == "unknown" else "guess", False)

    @property
    def values(self) -> range:
        """The values of the scale."""
        return range(self.scale.minimum, self.scale.maximum + 1)

    def doubt_numbers(self) -> None:
        """Bare numbers share the doubt: beside numbered labels that are in doubt, or where the scale is another one."""
        if any(by in ("both", "against") and not sure for _, by, sure in self.found.values()) or self.other_scale():
            for key, (_, by, _) in self.found.items():
                if by == "number":
                    self.found[key] = (None, "unknown", False)
                elif by == "both":
                    self.found[key] = (*self.found[key][:2], False)

    def other_scale(self) -> bool:
        """Whether some number is beyond the scale, or a person gave one another value than its own."""
        beyond = any(
            by == "unknown" and (PLAIN_NUMBER.fullmatch(key) or self.measured(key))
            for key, (_, by, _) in self.found.items()
        )
        said = ((key, value) for key, value in self.mapping.answers.items() if value is not None)
        return beyond or any(self.turned(key, value) or self.measured(key) for key, value in said)

    def measured(self, key: str) -> bool:
        """Whether an answer is measured otherwise than on the scale: `80 %`, or 0.8 where it begins at 1."""
        found = _MEASURE.fullmatch(key)
        if not found:
            return False
        return key.endswith("%") or not self.scale.minimum <= float(found[1].replace(",", ".")) <= self.scale.maximum

    def turned(self, key: str, value: int) -> bool:
        found = PLAIN_NUMBER.fullmatch(key) or _BEFORE.fullmatch(key)
        return found is not None and int(found.group(1)) != value

    def doubt_marks(self) -> None:
        """Beside `+` and `++` a `-` is an answer, and `NA` beside `A` and `ECA`: not the absence of one.

        Beside other unknown labels such a word is proposed as no answer, for a person to confirm.
        """
        worded = [key for key in self.found if not PLAIN_NUMBER.fullmatch(key)]
        strange = [key for key in worded if self.found[key][1] == "unknown"]
        said = [key for key in worded if self.found[key][1] == "agreed" and self.found[key][0] is not None]
        spec = any(map(_is_brief, strange)) or any(_is_brief(key) and not self.meanings(key) for key in said)
        for key in worded:
            if self.found[key][1] != "no_answer" or not (spec or strange):
                continue
            mark = not any(map(str.isalnum, key)) and bool(strange)
            doubt = mark or (spec and _is_brief(key))
            self.found[key] = (None, "unknown", False) if doubt else (None, "no_answer", not strange)

    def follow_legend(self) -> None:
        """Where a legend contradicts the scale, numbers are worth what it says, for a person to confirm."""
        if self.legend is None:
            return
        for key, (value, by, _) in self.found.items():
            if by == "number" and value is not None:
                turned = self.scale.turned(value) if self.legend else None
                self.found[key] = (turned, "legend" if self.legend else "unknown", False)


def _is_brief(key: str) -> bool:
    """Whether an answer is an abbreviation or a mark, as those of school marks are."""
    return len(key) <= BRIEF and " " not in key and any(map(str.isalpha, key)) and not any(map(str.isdigit, key))


def _pairs(
    numbered: Mapping[str, tuple[int, str]], meanings: Mapping[str, frozenset[int]]
) -> list[tuple[tuple[int, str], frozenset[int]]]:
    return [(numbered[key], meanings[key]) for key in numbered]


def _order(entry: tuple[str, Sequence]) -> tuple[bool, str]:
    return (answer(entry[1][0], Scale(-9999, 9999)) <= OUT_OF_SCALE, entry[0])


def _scale_set(scale: Scale) -> list[dict[str, int]]:
    """The model's own labels."""
    if not scale.labels:
        return []
    values = range(scale.minimum, scale.maximum + 1)
    known: dict[str, int] = {}
    for value, label in zip(values, scale.labels, strict=False):
        known |= {label_key(version): value for _, version in label.versions}
    return [known]


@cache
def _label_file() -> Mapping[str, Any]:
    return tomllib.loads((HERE / "label_sets.toml").read_text(encoding="utf-8"))


@cache
def no_answer_words() -> frozenset[str]:
    """What people and tools write where they do not answer."""
    return frozenset(map(label_key, _label_file()["no_answer"]))


@cache
def no_comment_words() -> frozenset[str]:
    """What people write to an open question where they say nothing."""
    return no_answer_words() | frozenset(map(label_key, _label_file()["no_comment"]))


@cache
def label_sets() -> tuple[Mapping[str, int], ...]:
    """Sets of labels that mean the same in every survey: label → position from 1."""
    return tuple(
        {label_key(label): value for value, same in enumerate(known["labels"], start=1) for label in same}
        for known in _label_file()["sets"]
    )


@cache
def meanings(scale: Scale | None) -> Mapping[str, frozenset[int]]:
    """Every known label with the values it has on a scale: the model's own, and the sets with as many values.

    Without a scale, every label of any set (with its positions).
    """
    found: dict[str, frozenset[int]] = {}
    for known in (*(_scale_set(scale) if scale else ()), *label_sets()):
        if scale is None or known in _scale_set(scale) or fits(known, scale):
            for label, value in known.items():
                found[label] = found.get(label, frozenset()) | {value}
    return found


def fits(known: Mapping[str, int], scale: Scale) -> bool:
    """Whether a set of labels has as many values as a scale."""
    return scale.minimum == 1 and max(known.values()) == scale.maximum


@cache
def extremes() -> Mapping[str, int]:
    """Labels that are an end of any scale: -1 the low one, 1 the high one; those that are both are left out."""
    ends = _label_file()["ends"]
    low, high = ({label_key(label) for label in ends[name]} for name in ("low", "high"))
    for known in label_sets():
        low |= {label for label, value in known.items() if value == 1}
        high |= {label for label, value in known.items() if value == max(known.values())}
    return dict.fromkeys(low - high, -1) | dict.fromkeys(high - low, 1)

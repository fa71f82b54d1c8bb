"""What respondents wrote: which column or item is an open question, and the texts as they are kept."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple

import numpy as np
import pandas as pd

from kamescope.ingest.findings import Findings
from kamescope.ingest.labels import no_comment_words
from kamescope.ingest.reading import Reading, Remark
from kamescope.ingest.table import Cell
from kamescope.ingest.words import bare, group_name, label_key
from kamescope.model import Model, OpenQuestion
from kamescope.questionnaire import COMMENT

LONGEST = 5_000
"""Characters of a comment that are kept."""
COLUMNS = ("respondent", "question", "text")
_LINES = re.compile("\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")
_SAID_NOTHING = frozenset("CPZ")
"""Kinds of characters of which alone nothing is said: controls, punctuation, spaces."""
_NUMBER = re.compile(r"(?:q(?:uestion)? ?)?\d{1,3}\s*[.):–-]\s*")
_MARKS = " .:)-_]|"


class _Found(NamedTuple):
    """A comment of one questionnaire, and the first record that it stands in."""

    record: int
    texts: tuple[str, ...]


def question_of(model: Model, names: Iterable[str]) -> str:
    """The code of the one open question that some of a column's names stand for, else ""."""
    words = _words(model.open_questions)
    found = {code for name in names for code in (_named(bare(name), words),) if code}
    return found.pop() if len(found) == 1 else ""


def _named(said: str, words: Mapping[str, str]) -> str:
    """By its code, its wording, or its wording behind a number or its code."""
    if said in words:
        return words[said]
    rest = _NUMBER.sub("", said, count=1)
    if rest in words:
        return words[rest]
    behind = ((code, said.removeprefix(word).strip(_MARKS)) for word, code in words.items() if said.startswith(word))
    return next((code for code, rest in behind if words.get(rest) == code), "")


@cache
def _words(questions: tuple[OpenQuestion, ...]) -> Mapping[str, str]:
    """Code or wording, as headings are compared → code; what two questions share tells nothing."""
    owners: dict[str, set[str]] = {}
    for question in questions:
        for word in (question.code, f"{COMMENT}{question.code}", *(text for _, text in question.text.versions)):
            owners.setdefault(bare(word), set()).add(question.code)
    return {word: codes.pop() for word, codes in owners.items() if word and len(codes) == 1}


def written(cell: Cell) -> str:
    """A cell as somebody wrote it: lines kept, nothing that cannot be shown; "" where it says nothing.

    A lone dash, "n/a" or "nothing to add" is no comment. HTML, formulas and any alphabet stay as they are, as text.
    """
    text = cell if isinstance(cell, str) else "" if cell is None else str(cell)
    lines = ("".join(filter(_may_stand, line)).strip() for line in _LINES.split(text.replace("\t", " ")))
    text = unicodedata.normalize("NFC", "\n".join(lines)).strip()
    if all(unicodedata.category(each)[0] in _SAID_NOTHING for each in text):
        return ""
    return "" if label_key(text) in no_comment_words() else text


def _may_stand(character: str) -> bool:
    """Not a control, not half of a character, no mark that turns the direction of what follows."""
    kind = unicodedata.category(character)
    return kind not in ("Cc", "Cs", "Cn", "Co") and unicodedata.bidirectional(character) not in _TURNING


_TURNING = frozenset(("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"))


def comments_of(
    reading: Reading, who: np.ndarray, groups: np.ndarray, model: Model, findings: Findings
) -> pd.DataFrame:
    """One row a questionnaire and question: what it says, in the order of the file; what is not asked is an error.

    `who`: each record's questionnaire; `groups`: each record's group, -1 where it is not understood. What somebody
    wrote in several places stands there one below the other, each text once.
    """
    found: dict[tuple[int, str], _Found] = {}
    for each in reading.comments:
        _check_asked(reading, each, int(groups[each.record]), model, findings)
        key = int(who[each.record]), each.question
        before = found.get(key, _Found(each.record, ()))
        if each.text not in before.texts:
            found[key] = _Found(before.record, (*before.texts, each.text))
    rows = [(*key, _kept(reading, key[1], found[key], findings)) for key in sorted(found)]
    kinds = {"respondent": "int64", "question": "str", "text": "str"}
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(kinds)


def say_comments(reading: Reading, comments: pd.DataFrame, answers: np.ndarray, findings: Findings) -> None:
    """Open questions to which nobody wrote anything; comments of questionnaires that answer nothing."""
    for question in sorted(set(reading.headings.comments) - set(comments["question"])):
        column = reading.headings.written[reading.headings.comments[question][0]]
        findings.add("warning", "comments_none", None, column)
    alone = comments.loc[answers[comments["respondent"]] == 0, "respondent"].nunique()
    if alone:
        findings.add("warning", "comments_alone", count=alone)


def _kept(reading: Reading, question: str, found: _Found, findings: Findings) -> str:
    text = "\n".join(found.texts)
    if len(text) <= LONGEST:
        return text
    facts = {"count": len(text), "most": LONGEST}
    findings.add("warning", "comment_cut", reading.row(found.record), _column(reading, question), **facts)
    return f"{text[: LONGEST - 1].rstrip()}…"


def _check_asked(reading: Reading, each: Remark, group: int, model: Model, findings: Findings) -> None:
    """As with items, what a group is not asked it cannot have answered."""
    if group < 0 or model.groups[group].code in model.open_index[each.question].groups:
        return
    column, name = _column(reading, each.question), group_name(model.groups[group])
    findings.add("error", "comment_not_asked", reading.row(each.record), column, question=each.question, group=name)


def _column(reading: Reading, question: str) -> str:
    places = reading.headings.comments.get(question)
    return reading.headings.written[places[0] if places else reading.headings.fields["answer"]]

"""What the journal says in words, without those who are erased: files are named after people, remarks quote them."""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import NamedTuple

from kamescope.naming import alphabetical
from kamescope.store.connect import run
from kamescope.store.engine import Cursor

GONE = "…"
"""What stands where a name was."""
LONG = 3
"""Letters from which on a word of a name tells who it is."""
LONGEST_ENDING = 5
Named = Callable[[str], bool]
"""Whether a text names somebody who is erased."""
_WORD = re.compile(r"[^\W_]+")


class Left(NamedTuple):
    """How many of an import's questionnaires are erased: its own, and those that it brought again."""

    own: int
    again: int


class _Texts(NamedTuple):
    """What the journal says of one import."""

    import_id: int
    file: str
    options: str
    issues: str
    mapping: str
    set_aside: str
    campaigns: list[str]
    kams: list[str]
    undone: bool
    respondents: int
    skipped: int
    answers: int
    comments: int
    blanks: int


@dataclass(frozen=True)
class Erased:
    """Who and what is named no more: people, ids as they stood in files, campaigns by name; KAMs by token."""

    people: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    campaigns: tuple[str, ...] = ()
    tokens: frozenset[str] = frozenset()

    def are_in(self, text: str) -> bool:
        """Whether a text names one of them: every word of a person's name, or an id as it is."""
        words = _words(text)
        return any(set(_telling(name)) <= set(words) for name in self.people) or any(
            _holds(words, _words(each)) for each in self.ids
        )

    def may_be_in(self, text: str) -> bool:
        """The same of what came with them: there one word of the name tells who is meant, and campaigns count too."""
        words = _words(text)
        return (
            self.are_in(text)
            or any(set(_telling(name)) & set(words) for name in self.people)
            or any(_holds(words, _words(name)) for name in self.campaigns)
        )


def scrub(cursor: Cursor, erased: Erased, brought: Mapping[int, Left]) -> int:
    """Take them out of the journal and of the agreed mappings; how many lines are another now.

    `brought`: the imports that brought what is erased. Of a line of which nothing is left nothing stays; what the
    others noticed in their files goes as a whole, since it may be about anybody in them.
    """
    rated = {number: (campaigns, kams) for number, campaigns, kams in run(cursor, "rated_now").fetchall()}
    changed = 0
    for row in run(cursor, "journal_texts").fetchall():
        line = _Texts(*row)
        line = line._replace(campaigns=line.campaigns or [], kams=line.kams or [])
        number = line.import_id
        told = _told(line, erased, brought.get(number), rated.get(number))
        if told is None:
            run(cursor, "forget_line", import_id=number)
        elif told != line:
            changed += 1
            run(cursor, "rewrite_line", **told._asdict())
    for number, source in run(cursor, "mapping_texts").fetchall():
        if (erased.may_be_in if number in brought else erased.are_in)(source):
            run(cursor, "forget_mapping", import_id=number, source=source)
    run(cursor, "forget_idle_mappings")
    return changed


def _told(line: _Texts, erased: Erased, left: Left | None, rated: tuple[list[str], list[str]] | None) -> _Texts | None:
    """What a line says from now on; None where it goes. `rated`: campaigns and KAMs that it still rates."""
    kams = [token for token in line.kams if token not in erased.tokens]
    campaigns = [name for name in line.campaigns if name not in erased.campaigns]
    is_theirs = left is not None or len(kams) < len(line.kams) or len(campaigns) < len(line.campaigns)
    if is_theirs and not line.undone:
        if rated is None:
            return None
        campaigns, kams = [name for name in line.campaigns if name in rated[0]], rated[1]
    if is_theirs and not (kams and campaigns):
        return None
    own, again = left or Left(0, 0)
    named = erased.may_be_in if is_theirs else erased.are_in
    return line._replace(
        file=rewritten(line.file, named),
        options=_options(line.options, named),
        issues="[]" if is_theirs else _entries(line.issues, named),
        mapping="" if named(line.mapping) else line.mapping,
        set_aside="[]" if is_theirs else _entries(line.set_aside, named),
        campaigns=campaigns,
        kams=kams,
        respondents=line.respondents - own - again,
        skipped=max(line.skipped - again, 0),
        # How much was answered in it would tell, beside what is left, how much was erased.
        answers=0 if left else line.answers,
        comments=0 if left else line.comments,
        blanks=0 if left else line.blanks,
    )


def rewritten(name: str, named: Named) -> str:
    """What a file is called from now on: its ending alone where its name names somebody who is erased."""
    if not named(name):
        return name
    ending = PurePath(name).suffix
    return GONE + (ending if len(ending) <= LONGEST_ENDING and not named(ending) else "")


def _options(text: str, named: Named) -> str:
    """What was asked for at an import; the text as it is where that names nobody."""
    options = json.loads(text) if text.startswith("{") else {}
    told = {key: GONE if isinstance(value, str) and named(value) else value for key, value in options.items()}
    return text if told == options else json.dumps(told, sort_keys=True, ensure_ascii=False)


def _entries(text: str, named: Named) -> str:
    """The entries of a list that name nobody; the text as it is where that is all of them."""
    entries = json.loads(text)
    kept = [entry for entry in entries if not any(map(named, _strings(entry)))]
    return text if len(kept) == len(entries) else json.dumps(kept, ensure_ascii=False)


def _strings(value: object) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from _strings(each)


def _words(text: str) -> list[str]:
    return _WORD.findall(alphabetical(text))


def _telling(name: str) -> list[str]:
    """The words of a name that tell who it is: not an initial, unless there is nothing else."""
    words = _words(name)
    return [word for word in words if len(word) >= LONG] or words


def _holds(words: list[str], wanted: list[str]) -> bool:
    """Whether these words stand there one after the other."""
    return bool(wanted) and any(words[at : at + len(wanted)] == wanted for at in range(len(words)))

"""One mapping for many files: what differs from one kind of file to another is said for each kind apart."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from kamescope.ingest import Understood
from kamescope.ingest.mapping import BY_HEADINGS, OPEN, FileFacts, FileMapping, file_key, merged, write_mapping
from kamescope.ingest.who import MISSING


def proposed_mapping(understood: Sequence[Understood]) -> str:
    """The TOML to check, complete where it says `?`, and import with."""
    kinds: dict[str, list[Understood]] = {}
    for one in understood:
        kinds.setdefault(one.headings, []).append(one)
    together = merged(one.proposal for one in understood)
    files = {**together.files, **_unnamed(understood)}
    if len(kinds) < 2:
        return write_mapping(replace(together, files=files), _open(understood, (*BY_HEADINGS, "people")))
    own = {headings: merged(one.proposal for one in alike) for headings, alike in kinds.items()}
    forms = {headings: replace(each, campaign="", files={}, people={}) for headings, each in own.items() if _says(each)}
    left = {headings: _open(alike) for headings, alike in kinds.items()}
    plain = FileMapping(together.campaign, people=together.people, files=files, set_aside=together.set_aside)
    return write_mapping(replace(plain, forms=forms), _open(understood, ("people",)), left)


def _says(mapping: FileMapping) -> bool:
    return any(getattr(mapping, table) for table in BY_HEADINGS)


def _open(understood: Iterable[Understood], tables: Iterable[str] = BY_HEADINGS) -> dict[str, list[str]]:
    found = {table: {key for one in understood for key in one.still_open.get(table, ())} for table in tables}
    return {table: sorted(keys) for table, keys in found.items() if keys}


def _unnamed(understood: Iterable[Understood]) -> dict[str, FileFacts]:
    """Files whose KAM or group nothing says, or in which something is hidden: an entry to fill in."""
    found = {}
    for one in understood:
        facts = one.proposal.facts(one.file)
        kam = facts.kam or (OPEN if one.kam.kind == MISSING else "")
        group = facts.group or (OPEN if one.group.kind == MISSING else "")
        hidden = facts.hidden or (OPEN if any(one.unseen.count("")) else "")
        if OPEN in (kam, group, hidden):
            found[file_key(one.file)] = replace(facts, kam=kam, group=group, hidden=hidden)
    return found

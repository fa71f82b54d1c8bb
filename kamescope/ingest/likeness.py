"""KAMs of a file who may be somebody known by a name or an id that is nearly the same: a person says who they are."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kamescope.ingest.coded import Coded, combined, constant, first_rows
from kamescope.ingest.findings import Findings, Options, Person
from kamescope.ingest.mapping import SOMEONE_ELSE, FileMapping
from kamescope.ingest.reading import Reading
from kamescope.lookalikes import NameDirectory, plain_id, plain_name
from kamescope.naming import same_key

FIELDS = ("kam_id", "company", "kam")
LISTED = 6


@dataclass(frozen=True, slots=True)
class Likeness:
    """One KAM of a file and who they may be.

    `key` is what a mapping calls them; `said` the name, id or token of who they are, `someone_else`, or "" as long
    as nobody has said; `guess` what may be proposed.
    """

    key: str
    written: str
    row: int
    others: tuple[Person, ...]
    said: str = ""
    guess: str = ""


def who_is_who(
    reading: Reading, options: Options, mapping: FileMapping
) -> tuple[Reading, Options, tuple[Likeness, ...]]:
    """The records and options with KAMs named as a person said, and every doubt about who they are."""
    if not {"kam", "kam_id"} & reading.fields.keys():
        return reading, *_named_for_all(options, mapping)
    columns = [reading.fields.get(name, constant("", len(reading.lines))) for name in FIELDS]
    everybody = combined(*columns)
    people = [_person(*parts) for parts in everybody.values]
    rows = [int(reading.row(record)) for record in first_rows(everybody.codes).tolist()]
    found = _Telling(people, rows, options.people, mapping.people).found()
    meant = {person: who for person, (who, _) in found.items() if who is not None}
    if meant:
        told = [meant.get(person, person) for person in people]
        parts = tuple((who.kam_id, who.company, who.name) for who in told)
        reading = replace(reading, fields={**reading.fields, **_columns(everybody, parts)})
    return reading, options, tuple({likeness.key: likeness for _, likeness in found.values()}.values())


def ask(likenesses: Iterable[Likeness], column: str | None, findings: Findings) -> None:
    """A question for each KAM about whom nobody has said who it is."""
    for each in likenesses:
        if not each.said:
            listed = " · ".join(map(described, each.others[:LISTED]))
            findings.add("error", "kam_looks_like", each.row or None, column, value=each.written, listed=listed)


def described(person: Person) -> str:
    """Somebody in a list of several: name, company, and what a mapping may call them."""
    told = ", ".join(part for part in (person.company, person.kam_id) if part)
    return f"{person.name} ({told})" if told else person.name


def called(person: Person, others: Sequence[Person] = ()) -> str:
    """What a mapping calls somebody: the id, else the name, else, where another one has that, the token."""
    if person.kam_id:
        return person.kam_id
    alike = [other for other in others if other != person and same_key(other.name) == same_key(person.name)]
    return person.token if alike and person.token else person.name


def _named_for_all(options: Options, mapping: FileMapping) -> tuple[Options, tuple[Likeness, ...]]:
    """The same for the one KAM that is named for a whole file."""
    name = options.value("kam")
    known = {same_key(each) for person in options.people for each in (person.name, person.kam_id, person.token)}
    if not name or same_key(name) in known:
        return options, ()
    person = Person(name, "", "")
    found = _Telling([person], [0], options.people, mapping.people).found()
    if person not in found:
        return options, ()
    who, likeness = found[person]
    return (replace(options, kam=called(who, options.people)) if who else options), (likeness,)


class _Telling:
    """Tells the KAMs of one file from one another and from those the database has."""

    def __init__(
        self, people: Sequence[Person], rows: Sequence[int], known: Sequence[Person], said: Mapping[str, str]
    ) -> None:
        self.people, self.rows, self.said = people, rows, said
        self.known = {_key(person): person for person in known}
        self.names: NameDirectory[Person] = NameDirectory()
        self.ids: dict[str, list[Person]] = {}
        self.told: dict[Person, tuple[Person | None, Likeness]] = {}

    def found(self) -> dict[Person, tuple[Person | None, Likeness]]:
        """By person of the file: who it is, where somebody has said another, and the doubt."""
        new = [(person, row) for person, row in zip(self.people, self.rows, strict=True) if self.is_new(person)]
        if not new:
            return {}
        # Those whom the file knows as the database does, too: it may write them another way.
        for person in dict.fromkeys((*self.known.values(), *filter(self.is_known, self.people))):
            self.take(person)
        seen: dict[tuple, Person] = {}
        for person, row in new:
            first = seen.setdefault(_key(person), person)
            if first != person:  # the same one, spelt with other spaces or capitals
                if first in self.told and self.told[first][0] is not None:
                    self.told[person] = self.told[first]
                continue
            if others := self.like(person):
                self.told[person] = self.decide(person, row, others)
            self.take(person)
        return self.told

    def is_new(self, person: Person) -> bool:
        return bool(person.name or person.kam_id) and not self.is_known(person)

    def is_known(self, person: Person) -> bool:
        return _key(person) in self.known

    def take(self, person: Person) -> None:
        self.names.add(person.name or person.kam_id, person)
        if person.kam_id:
            self.ids.setdefault(plain_id(person.kam_id), []).append(person)

    def like(self, person: Person) -> list[Person]:
        """Whoever the person may be; an id of their own tells two people of one name apart."""
        by_id = self.ids.get(plain_id(person.kam_id), []) if person.kam_id else []
        named = self.names.like(person.name or person.kam_id)
        by_name = [other for other in named if not (person.kam_id and other.kam_id) and _may_be_one(person, other)]
        apart: dict[tuple, Person] = {}
        for other in (*by_id, *by_name):
            apart.setdefault(_key(other), other)
        return list(apart.values())

    def decide(self, person: Person, row: int, others: list[Person]) -> tuple[Person | None, Likeness]:
        written = person.kam_id or person.name
        key = same_key(written)
        said = self.said.get(key, "")
        likeness = Likeness(key, person.name or written, row, tuple(others), guess=_guess(person, others))
        if said == SOMEONE_ELSE:
            return None, replace(likeness, said=said)
        who = self.meant(said, others) if said else None
        if who is None:
            return None, likeness
        # Who is meant may be another line of this file, who in turn is somebody else.
        return self.told.get(who, (None,))[0] or who, replace(likeness, said=said)

    def meant(self, said: str, others: list[Person]) -> Person | None:
        """The one whom a person named: by token or id, else by name."""
        for names in (lambda each: (each.token, each.kam_id), lambda each: (each.name,)):
            found = [other for other in others if same_key(said) in [same_key(name) for name in names(other) if name]]
            if found:
                # Of two who are called so, nobody was meant for sure.
                return found[0] if len(found) == 1 else None
        return None


def _person(kam_id: object, company: object, name: object) -> Person:
    return Person(str(name), str(kam_id), str(company))


def _key(person: Person) -> tuple[str, ...]:
    """What makes a KAM the same person: the id where given, else company and name (docs/design.md 7)."""
    if person.kam_id:
        return (same_key(person.kam_id),)
    return same_key(person.company), same_key(person.name)


def _may_be_one(person: Person, other: Person) -> bool:
    """Whether two of nearly one name may work for one company: two companies may share a name."""
    one, two = plain_name(person.company), plain_name(other.company)
    return not one or not two or one == two


def _guess(person: Person, others: list[Person]) -> str:
    """The only one they may be, where nothing tells them apart but what eyes pass over."""
    if len(others) != 1:
        return ""
    (other,) = others
    same = plain_name(person.name) == plain_name(other.name)
    return called(other, others) if same else ""


def _columns(everybody: Coded[tuple[str, ...]], parts: Sequence[tuple[str, str, str]]) -> dict[str, Coded[str]]:
    """The columns again, with everybody's new parts."""
    position = {old: at for at, old in enumerate(everybody.values)}

    def column(at: int) -> Coded[str]:
        return everybody.mapped(lambda old: parts[position[old]][at])

    return {name: column(at) for at, name in enumerate(FIELDS)}

"""Whatever is imported, replaced, released and undone in whatever order: the tables agree with a plain reference."""

from collections import Counter
from dataclasses import dataclass, field
from itertools import groupby

from hypothesis import given, settings
from hypothesis import strategies as st

from kamescope import service
from kamescope.errors import ContentError
from kamescope.privacy import must_wait
from kamescope.service import EVERYTHING, Store, open_store
from tests.service.deliveries import deliver
from tests.service.sheets import Sheet, tables
from tests.support import other_model

PEOPLE = [("peer", "Ada"), ("peer", "Bob"), ("self", "Ada")]
ITEMS = ("L01", "L02", "L04")
LIVE = ("counted", "empty", "waiting")


@dataclass
class Version:
    """One version of a questionnaire in the reference: its imports are those that brought it."""

    place: tuple[str, str]
    key: str
    answer: int
    segment: str
    imports: list[int]
    state: str
    was: str = ""
    freed_by: int = 0

    @property
    def settled(self) -> str:
        """The state it has where it counts."""
        return "counted" if self.answer else "empty"


def tells(place: tuple[str, str], counted: Counter, moves: list[tuple[str, str]]) -> bool:
    """Whether so many (coming to, leaving) values move a group by too few."""
    group = other_model().group(place[0])
    return any(must_wait(group, counted, Counter(move[side] for move in moves)) for side in (0, 1))


@dataclass
class Reference:
    """The database as lists."""

    versions: list[Version] = field(default_factory=list)
    imports: int = 0

    def of(self, place: tuple[str, str], *states: str) -> list[Version]:
        """The versions of a place in these states, oldest first."""
        return [each for each in self.versions if each.place == place and each.state in states]

    def newest(self, place: tuple[str, str], key: str) -> Version | None:
        """The newest version of a questionnaire that lives."""
        return next((each for each in reversed(self.of(place, *LIVE)) if each.key == key), None)

    def counted(self, place: tuple[str, str]) -> Counter:
        """How many count, by segment."""
        return Counter(each.segment for each in self.of(place, "counted"))

    def load(self, sheets: list[Sheet], replace: bool, release: bool) -> bool:
        """Import a file; whether it is accepted."""
        keyed = [
            (sheet, (sheet.group, sheet.kam), "" if sheet.group == "self" else sheet.respondent) for sheet in sheets
        ]
        known = [(each, self.newest(each[1], each[2])) for each in keyed]
        changed = [
            old for (sheet, *_), old in known if old and old.answer and sheet.answers.get("L01", 0) != old.answer
        ]
        if changed and not replace:
            return False
        self.imports += 1
        told = any(sheet.value for sheet in sheets)
        for (sheet, place, key), old in known:
            self.take(sheet, place, key, old, replace, told)
        for place in dict.fromkeys(place for _, place, _ in keyed):
            waiting = self.of(place, "waiting")
            if waiting and (release or not tells(place, self.counted(place), self.moves(place))):
                self.let_in(place, self.imports)
        return True

    def take(
        self, sheet: Sheet, place: tuple[str, str], key: str, old: Version | None, replace: bool, told: bool
    ) -> None:
        """One questionnaire of a file: known, new or newer."""
        answer = sheet.answers.get("L01", 0)
        same = old is not None and answer == old.answer and (not replace or not told or sheet.value == old.segment)
        if same:
            old.imports.append(self.imports)
            return
        if old and old.state == "waiting":
            old.state, old.was = "replaced", "waiting"
        state = "waiting" if answer or old else "empty"
        self.versions.append(Version(place, key, answer, sheet.value, [self.imports], state))

    def moves(self, place: tuple[str, str]) -> list[tuple[str, str]]:
        """What letting in those who wait would move."""
        found = []
        for each in self.of(place, "waiting"):
            old = next((other for other in self.of(place, "counted") if other.key == each.key), None)
            if each.answer or old:
                leaving = old.segment if old else each.segment
                found.append((each.segment if each.answer else leaving, leaving))
        return found

    def let_in(self, place: tuple[str, str], by: int) -> None:
        """Those who wait count."""
        for each in self.of(place, "waiting"):
            for other in self.of(place, "counted", "empty"):
                if other.key == each.key:
                    other.state, other.was = "replaced", other.state
            each.state, each.freed_by = each.settled, 0 if by in each.imports[:1] else by

    def undo(self, number: int) -> dict[tuple[str, str], list[tuple[str, str]]]:
        """Take an import back; what moved by place."""
        touched = {each.place for each in self.versions if number == each.imports[0] or each.freed_by == number}
        before = {place: self.of(place, "counted") for place in touched}
        for each in self.versions:
            each.imports = [other for other in each.imports if other != number]
        self.versions = [each for each in self.versions if each.imports]
        for each in self.versions:
            if each.freed_by == number:
                replaced = each.state == "replaced"
                each.was, each.freed_by = "waiting" if replaced else "", 0
                each.state = "replaced" if replaced else "waiting"
        for place in touched:
            self.come_back(place)
            if not tells(place, self.counted(place), [("x", "x")]):
                self.let_in(place, 0)
        return {place: self.moved(place, then) for place, then in before.items()}

    def come_back(self, place: tuple[str, str]) -> None:
        """The newest version of each questionnaire lives, and beside one that waits the newest that does not."""
        of_place = sorted((each for each in self.versions if each.place == place), key=lambda each: each.key)
        for _, group in groupby(of_place, key=lambda each: each.key):
            for each in reversed(list(group)):
                if each.state == "replaced":
                    each.state, each.was = each.was, ""
                if each.state != "waiting":
                    break
            else:
                continue
        self.only_newest_waits(place)

    def only_newest_waits(self, place: tuple[str, str]) -> None:
        """Of several versions that would wait the newest does."""
        seen = set()
        for each in reversed(self.of(place, "waiting")):
            if each.key in seen:
                each.state, each.was = "replaced", "waiting"
            seen.add(each.key)

    def moved(self, place: tuple[str, str], before: list[Version]) -> list[tuple[str, str]]:
        """Who came and who went since."""
        now = self.of(place, "counted")
        gone = {each.key: each.segment for each in before if not any(each is other for other in now)}
        came = {each.key: each.segment for each in now if not any(each is other for other in before)}
        return [(came.get(key, gone.get(key)), gone.get(key, came.get(key))) for key in gone | came]

    def told(self) -> dict[str, list[tuple]]:
        """Everybody by state."""
        found = {state: [] for state in (*LIVE, "replaced")}
        for each in self.versions:
            found[each.state].append((*each.place, each.key, each.answer, each.segment))
        return {state: sorted(lines) for state, lines in found.items()}


def kept(store: Store) -> dict[str, list[tuple]]:
    """The same of the tables; answers must lie where the state of their questionnaire keeps them."""
    rows, model = tables(store), other_model()
    names = {row[0]: row[4] for row in rows["kams"]}
    homes = {"answers": "counted", "waiting_answers": "waiting", "replaced_answers": "replaced"}
    given = {}
    for table, state in homes.items():
        for _, _, _, respondent, item, value in rows[table]:
            given.setdefault((respondent, state), {})[model.items[item].code] = value
    found = {state: [] for state in (*LIVE, "replaced")}
    for row in rows["respondents"]:
        answers = given.pop((row[0], row[7]), {})
        assert answers in ({}, dict.fromkeys(ITEMS, answers.get("L01")))
        group = model.groups[row[3]].code
        key = "" if group == "self" else row[4]
        found[row[7]].append((group, names[row[2]], key, answers.get("L01", 0), row[9]))
    assert given == {}
    return {state: sorted(lines) for state, lines in found.items()}


@st.composite
def files(draw: st.DrawFn) -> list[Sheet]:
    """A response file: a few questionnaires, each once, with a segment or without that column."""
    told = draw(st.booleans())
    sheets = {}
    for group, kam in draw(st.lists(st.sampled_from([*PEOPLE, PEOPLE[0], PEOPLE[0]]), min_size=1, max_size=6)):
        name = "s" if group == "self" else draw(st.sampled_from([f"p{number}" for number in range(1, 7)]))
        answer = draw(st.sampled_from((1, 1, 1, 2, 0)))
        value = draw(st.sampled_from(("Nord", "Sud"))) if told else ""
        answers = dict.fromkeys(ITEMS, answer) if answer else {}
        sheets[group, kam, name] = Sheet(group, name, answers, kam=kam, value=value)
    return list(sheets.values())


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("load"), files(), st.booleans(), st.sampled_from((False, False, True))),
        st.tuples(st.just("load"), files(), st.booleans(), st.just(False)),
        st.tuples(st.just("undo"), st.integers(0, 7), st.booleans()),
        st.tuples(st.just("release"), st.sampled_from(PEOPLE)),
    ),
    min_size=1,
    max_size=8,
)


@given(STEPS)
@settings(max_examples=settings.default.max_examples // 3)
def test_the_tables_agree_with_the_reference(steps: list[tuple]):
    store, reference, alive = open_store(":memory:"), Reference(), []
    try:
        for number, (what, *facts) in enumerate(steps):
            take_step(store, reference, alive, number, what, *facts)
            assert kept(store) == reference.told()
        while alive:
            service.undo(store, EVERYTHING, alive.pop(len(steps) % len(alive)), release=True)
        assert {name for name, lines in tables(store).items() if lines} <= {"imports", "meta", "migrations"}
    finally:
        store.close()


def take_step(store: Store, reference: Reference, alive: list[int], step: int, what: str, *facts) -> None:
    """The same in the database and in the reference; what one refuses the other does."""
    if what == "load":
        sheets, replace, release = facts
        told = {"replace": replace, "release": release, "sha256": f"step {step}"}
        without = () if any(sheet.value for sheet in sheets) else ("site",)
        accepted = not deliver(store, sheets, without=without, **told).refused
        assert accepted == reference.load(sheets, replace, release)
        alive += [reference.imports] * accepted
    elif what == "undo" and alive:
        place, release = facts
        undo_both(store, reference, alive, alive[place % len(alive)], release)
    elif what == "release":
        release_both(store, reference, *facts)


def undo_both(store: Store, reference: Reference, alive: list[int], number: int, release: bool) -> None:
    """An undo that tells too much is refused by both, or forced."""
    counted = {place: reference.counted(place) for place in PEOPLE}
    spare = [Version(**vars(each) | {"imports": [*each.imports]}) for each in reference.versions]
    moved = reference.undo(number)
    too_telling = any(tells(place, counted[place], moves) for place, moves in moved.items())
    try:
        service.undo(store, EVERYTHING, number, release)
    except ContentError as error:
        assert (error.code, too_telling, release) == ("undo_waits", True, False)
        reference.versions = spare
    else:
        assert release or not too_telling
        alive.remove(number)


def release_both(store: Store, reference: Reference, place: tuple[str, str]) -> None:
    """What waits in a place, released where there is any."""
    found = {(late.group, late.kam.name): late for late in service.waiting(store, EVERYTHING)}
    waiting = reference.of(place, "waiting")
    assert found[place].late == len(waiting) if waiting else place not in found
    if waiting:
        late = found[place]
        service.release(store, EVERYTHING, late.campaign.token, late.kam.token, late.group)
        reference.let_in(place, 0)

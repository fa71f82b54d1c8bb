"""Nothing comes out by difference (docs/design.md 4): whoever keeps every figure ever shown finds nobody's answer."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kamescope import service
from kamescope.service import Store, everything, open_store
from tests.service.deliveries import deliver
from tests.service.sheets import Sheet, published, question, single_waiting, tables
from tests.solver import Sum, found_out, solved
from tests.support import other_model

MODEL = other_model()
ITEMS = ("L01", "L02", "L04")
PEOPLE = """
    SELECT r.respondent_id, r.import_id, r.source_row, r.state, r.held, r.lent, r.counting,
           coalesce((SELECT sum(o.lent) FROM respondents o WHERE o.kam_id = r.kam_id AND o.rater_group = r.rater_group
                     AND o.campaign_id = r.campaign_id AND o.key = r.key AND o.respondent_id <> r.respondent_id), 0)
    FROM respondents r
"""
GIVEN = """
    SELECT respondent_id, item, value, 'counted' FROM answers
    UNION ALL SELECT respondent_id, item, value, 'waiting' FROM waiting_answers
    UNION ALL SELECT respondent_id, item, value, 'replaced' FROM replaced_answers
"""


def expected_homes(state: str, answers: int, held: int, lent: int) -> list[int]:
    """How many answers of a questionnaire count, wait and are replaced."""
    if state == "counted":
        return [answers - held, held, 0]
    return [lent, 0, answers - lent] if state == "replaced" else [0, answers, 0]


def peer(name: str, *answers: int, value: str = "", **facts: object) -> Sheet:
    """A peer's answers to the three items, 0 for none."""
    given = {code: answer for code, answer in zip(ITEMS, answers or (3, 7, 5), strict=True) if answer}
    return Sheet("peer", name, given, value=value, **facts)


@dataclass
class Reader:
    """Somebody who keeps every figure of every view: the sums by item, and the answers in each."""

    store: Store
    given: dict[tuple[int, int], Sheet] = field(default_factory=dict)
    sums: dict[tuple, set[Sum]] = field(default_factory=dict)
    imports: int = 0
    files: int = 0

    def load(self, *sheets: Sheet, **how: bool) -> bool:
        """Hand a file to the store, and look; whether it was accepted."""
        without = () if any(sheet.value for sheet in sheets) else ("site",)
        written = deliver(self.store, sheets, without=without, sha256=f"file {self.files}", **how)
        if not written.refused:
            # The journal's own number: those of lines that were erased are given again.
            self.files, self.imports = self.files + 1, everything(self.store).journal()[0].id
            rows = range(2, len(sheets) + 2)
            self.given |= {(self.imports, row): sheet for row, sheet in zip(rows, sheets, strict=True)}
        self.look()
        return not written.refused

    def undo(self, number: int) -> None:
        everything(self.store).undo(number)
        self.look()

    def look(self) -> None:
        """Keep everything shown now, and see that nothing was lost."""
        self.check()
        for entry in everything(self.store).people():
            values = everything(self.store).segments(question(entry)).values.values()
            for where in (None, *values):
                self.keep(entry, where)

    def check(self) -> None:
        """Every answer that a file gave lies in the table where its questionnaire's state keeps it, once."""
        with self.store.snapshot() as frozen:
            people = frozen._cursor.execute(PEOPLE).fetchall()
            given = frozen._cursor.execute(GIVEN).fetchall()
        homes: dict[int, dict[str, int]] = {}
        said: dict[int, dict[str, int]] = {}
        for respondent, item, value, home in given:
            homes.setdefault(respondent, {}).setdefault(home, 0)
            homes[respondent][home] += 1
            said.setdefault(respondent, {})[MODEL.items[item].code] = value
        for number, imported, row, state, held, lent, counting, lenders in people:
            assert said.get(number, {}) == dict(self.given[imported, row].answers)
            found = [homes.get(number, {}).get(home, 0) for home in ("counted", "waiting", "replaced")]
            assert found == expected_homes(state, len(said.get(number, {})), held, lent)
            assert counting == (found[0] + lenders if state == "counted" else 0)

    def keep(self, entry: service.Participation, where: str | None) -> None:
        result = everything(self.store).results(question(entry, where))
        for code in ITEMS:
            cell = result.cell("item", code, "peer")
            members = frozenset(self.counted(entry, code, where))
            if cell.is_published:
                assert cell.answers == len(members)
                total = round(cell.score * cell.answers)
                assert total == sum(answer for *_, answer in members)
                self.sums.setdefault((entry.kam.name, code), set()).add((members, total))

    def counted(self, entry: service.Participation, code: str, where: str | None) -> Iterator[tuple]:
        """The answers to an item that count: who gave them, and what."""
        rows = tables(self.store)
        names = {row[0]: row[4] for row in rows["kams"]}
        sheets = {row[0]: self.given[row[5], row[6]] for row in rows["respondents"] if row[3] == 2}
        for _, kam, group, respondent, item, value, *_ in rows["answers"]:
            if group == 2 and MODEL.items[item].code == code and names[kam] == entry.kam.name:
                sheet = sheets[respondent]
                if sheet.campaign == entry.campaign.name and (where is None or sheet.value == where):
                    yield sheet.respondent, value

    def knows(self) -> dict:
        """The answers found out."""
        found = {}
        for key, sums in self.sums.items():
            if told := solved(sums) | found_out(sums, MODEL.scale.minimum, MODEL.scale.maximum).keys():
                found[key] = told
        return found

    def peers(self, where: str | None = None) -> int:
        """How many count."""
        return published(self.store, where=where).group("peer").respondents


@pytest.fixture
def reader(store: Store) -> Reader:
    """A reader of an empty database."""
    return Reader(store)


THREE = [peer("a", 1, 4, 9), peer("b", 6, 2, 8), peer("c", 3, 3, 5)]
MORE = [peer("d", 9, 8, 2), peer("e", 4, 7, 7), peer("f", 2, 6, 1)]


def test_the_solver_finds_what_is_there_to_be_found():
    """Three shown, then the same and a fourth: the difference is the fourth's answer."""
    sums = [(frozenset("abc"), 10), (frozenset("abcd"), 14)]
    assert solved(sums) == {"d"}
    assert found_out(sums, 0, 10) == {"d": 4}
    assert solved([(frozenset("abc"), 10), (frozenset("abcde"), 30)]) == set()
    assert found_out([(frozenset("ab"), 10)], 0, 10) == {}


@pytest.mark.deep
def test_shown_undone_and_imported_again_with_a_fourth(reader: Reader):
    reader.load(*THREE)
    reader.undo(1)
    reader.load(*THREE, MORE[0])
    assert (reader.peers(), reader.knows()) == (3, {})


@pytest.mark.deep
def test_known_again_without_an_id_or_with_another(reader: Reader):
    """Nobody's id helps where it was rewritten or is not there: so many answers alike are one questionnaire."""
    reader.load(*THREE)
    reader.undo(1)
    reader.load(*(sheet.but(respondent=f"x{sheet.respondent}") for sheet in THREE), MORE[0])
    assert reader.peers() == 3


@pytest.mark.deep
def test_known_again_in_another_campaign(reader: Reader):
    reader.load(*THREE)
    reader.undo(1)
    reader.load(*(sheet.but(campaign="Automne") for sheet in (*THREE, MORE[0])))
    assert reader.peers() == 3


@pytest.mark.deep
def test_the_same_few_answers_under_another_campaign_are_a_question(reader: Reader):
    """Nine answers, or three, of three people who are known: the fourth would be the difference of two campaigns."""
    for few in (THREE, [peer(name, answer, 0, 0) for name, answer in zip("xyz", (4, 4, 4), strict=True)]):
        assert reader.load(*few)
        assert not reader.load(*(sheet.but(campaign="Automne") for sheet in (*few, MORE[0])))
    assert reader.knows() == {}


@pytest.mark.deep
def test_a_value_that_becomes_large_enough_is_not_viewed_alone(reader: Reader):
    """Three of one site and one of the other are shown; three more of the other would leave the first one alone."""
    reader.load(*(sheet.but(value="Nord") for sheet in THREE), MORE[0].but(value="Sud"))
    reader.load(*(peer(name, value="Sud") for name in "xyz"))
    assert (reader.peers(), reader.knows()) == (7, {})
    offered = everything(reader.store).segments(question(*everything(reader.store).people()))
    assert (offered.values, offered.states["peer"]) == ({}, "inseparable")


@pytest.mark.deep
def test_a_single_answer_to_an_item_waits_while_its_questionnaire_counts(reader: Reader):
    reader.load(*THREE)
    reader.load(peer("d", 9, 0, 2), peer("e", 4, 0, 7), MORE[2])
    assert (reader.peers(), reader.knows()) == (6, {})
    assert published(reader.store).cell("item", "L02", "peer").answers == 3
    (late,) = everything(reader.store).waiting()
    assert (late.late, late.held) == (0, 1)
    reader.load(peer("g", 1, 5, 1), peer("h", 1, 0, 6), peer("i", 3, 0, 3))
    assert (published(reader.store).cell("item", "L02", "peer").answers, reader.knows()) == (5, {})


@pytest.mark.deep
def test_replaced_among_padding(reader: Reader):
    """A newer version is new only in the answers that changed, however many come with it unchanged."""
    reader.load(*THREE, *MORE)
    reader.load(*THREE[1:], *MORE, peer("a", 5, 4, 9), replace=True)
    assert reader.knows() == {}
    assert (reader.peers(), everything(reader.store).waiting(), single_waiting(reader.store)) == (6, (), 1)


@pytest.mark.deep
def test_three_that_change_the_same_answer_count(reader: Reader):
    reader.load(*THREE, *MORE)
    reader.load(*(sheet.but(answers={**sheet.answers, "L01": 5}) for sheet in THREE), replace=True)
    assert (reader.knows(), everything(reader.store).waiting()) == ({}, ())
    total = 15 + sum(sheet.answers["L01"] for sheet in MORE)
    assert published(reader.store).cell("item", "L01", "peer").score == pytest.approx(total / 6)


@pytest.mark.deep
def test_the_rest_of_a_batch_that_is_undone_waits_with_it(reader: Reader):
    """Two wait and a third sets them free; without the third they would be the difference again."""
    reader.load(*THREE)
    reader.load(*MORE[:2])
    reader.load(MORE[2])
    assert reader.peers() == 6
    reader.undo(3)
    assert (reader.peers(), reader.knows()) == (3, {})
    assert everything(reader.store).waiting()[0].late == 2


@pytest.mark.deep
def test_as_many_wait_as_are_needed_to_hide_who_left(reader: Reader):
    """Two of eight leave: one more waits, five stay; nobody's answers are the difference."""
    reader.load(*THREE[:2])
    reader.load(THREE[2], *MORE, peer("g"), peer("h", 1, 1, 1))
    assert reader.peers() == 8
    reader.undo(1)
    assert (reader.peers(), reader.knows()) == (5, {})


@pytest.mark.deep
def test_released_on_purpose(reader: Reader):
    reader.load(*THREE)
    reader.load(MORE[0], release=True)
    assert (reader.peers(), reader.knows().keys()) == (4, {("Ada Martin", code) for code in ITEMS})


SHEETS = st.lists(
    st.builds(
        lambda name, answers, value, campaign: peer(name, *answers, value=value, campaign=campaign),
        st.sampled_from("abcdefgh"),
        st.tuples(*(st.sampled_from((0, 2, 5, 9)) for _ in ITEMS)).filter(any),
        st.sampled_from(("Nord", "Nord", "Sud")),
        st.sampled_from(("Printemps", "Printemps", "Automne")),
    ),
    min_size=1,
    max_size=6,
    unique_by=lambda sheet: sheet.respondent,
)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("load"), SHEETS, st.booleans(), st.booleans()),
        st.tuples(st.just("load"), SHEETS, st.booleans(), st.booleans()),
        st.tuples(st.just("undo"), st.integers(0, 5)),
        st.tuples(st.just("again"), st.integers(0, 5), SHEETS),
    ),
    min_size=2,
    max_size=6,
)


LENT_AND_UNDONE = [
    ("load", [peer("h", 9, 2, 0), peer("g", 9, 2, 9), peer("a", 2, 0, 9)], False, True),
    (
        "load",
        [
            *(peer("h", 5, 0, 2, value="Sud"), peer("g", 9, 5, 0, value="Nord"), peer("b", 2, 0, 5, value="Nord")),
            *(peer("a", 9, 9, 5, value="Sud"), peer("e", 2, 5, 2, value="Nord"), peer("f", 5, 2, 9, value="Sud")),
        ],
        True,
        False,
    ),
    ("again", 0, [peer("b", 2, 5, 5, value="Sud")]),
    ("load", [peer("c", 9, 2, 2), peer("a", 9, 9, 0)], True, True),
    ("undo", 2),
]
"""What an undone version lent to a newer one was shown too, and has to be kept in mind."""


@pytest.mark.deep
@given(STEPS)
@example(LENT_AND_UNDONE)
@settings(max_examples=settings.default.max_examples // 4)
def test_no_history_tells_an_answer(steps: list[tuple]):
    """Import, late, replace, undo, import again with others or under another campaign, with and without sites and
    blanks, in any order."""
    reader, alive, files = Reader(open_store(":memory:")), [], []
    try:
        for what, *facts in steps:
            if what == "undo" and alive:
                reader.undo(alive.pop(facts[0] % len(alive)))
                continue
            if what == "undo" or (what == "again" and not files):
                continue
            sheets = facts[0] if what == "load" else _more(files[facts[0] % len(files)], facts[1])
            plain = what == "load" and facts[2]
            sheets = [sheet.but(value="") for sheet in sheets] if plain else sheets
            if reader.load(*sheets, replace=what == "again" or facts[1]):
                alive.append(reader.imports)
                files.append(sheets)
        assert reader.knows() == {}
    finally:
        reader.store.close()


def _more(file: list[Sheet], others: list[Sheet]) -> list[Sheet]:
    """A file once more, with others."""
    known = {sheet.respondent for sheet in file}
    return [*file, *(sheet for sheet in others if sheet.respondent not in known)]

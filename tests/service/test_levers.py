"""Files of the manager's instruments: kept whole, seen by whom they are about, taken back, erased."""

import datetime
import json

import pytest

from kamescope import service
from kamescope.cli.record import record_files
from kamescope.errors import RequestError, StoreError
from kamescope.i18n import words
from kamescope.levers.agreement import LeverAgreement
from kamescope.levers.reading import TableRefused
from kamescope.service import LeverRequest, Service, Store, everything
from kamescope.service.levers import keep_levers
from tests.service.sheets import found, full, loaded
from tests.service.test_erasure import everywhere, sound
from tests.store.again import again

DAY = datetime.date(2025, 12, 31)
SOLD = "Vendeur;CA\nAda Lovelace;400\nBob Noyce;100\nZoé;50\n"


@pytest.fixture
def door(store: Store) -> Service:
    """Two KAMs of the 360."""
    loaded(store, [full("manager", "m1", 5, kam="Ada Lovelace"), full("manager", "m2", 6, kam="Bob Noyce")])
    return everything(store)


def asked(**facts: object) -> LeverRequest:
    return LeverRequest(**{"instrument": "dependence", "held_on": DAY, **facts})


def kept(door: Service, text: str = SOLD, name: str = "ventes.csv", **facts: object) -> service.LeverKept:
    """A csv kept for the dependence on the best sellers."""
    return door.keep_lever(service.open_upload(name, text.encode()), asked(**facts))


def revenues(door: Service, number: int) -> dict[str, float]:
    rows = door.lever_rows(number)
    return dict(zip(rows.frame["seller"], rows.frame["revenue"], strict=True))


def test_a_file_is_kept_whole_with_its_facts(door: Service):
    assert kept(door, team="Nord", choices={"period": "2025"}) == (1, False, 0)
    (line,) = door.lever_files()
    assert (line.file, line.held_on, line.team, line.rows, line.stands) == ("ventes.csv", DAY, "Nord", 3, True)
    assert json.loads(line.choices) == {"period": "2025"}
    assert revenues(door, 1) == {"Ada Lovelace": 400, "Bob Noyce": 100, "Zoé": 50}
    assert {name: kam.name for name, kam in door.lever_rows(1).kams.items()} == {
        "Ada Lovelace": "Ada Lovelace",
        "Bob Noyce": "Bob Noyce",
    }
    assert sound(door.store)


def test_nothing_is_kept_of_a_file_with_one_fault(door: Service):
    before = service.version(door.store)
    with pytest.raises(TableRefused) as refused:
        kept(door, "Vendeur;CA\nAda Lovelace;400\nBob Noyce;-1\n")
    assert [(issue.code, issue.row) for issue in refused.value.issues] == [("lever_negative", 3)]
    assert door.lever_files() == () and service.version(door.store) == before


def test_the_same_file_is_said_not_doubled(door: Service):
    kept(door)
    assert kept(door, name="copie.csv") == (1, True, 0)
    assert kept(door, held_on=DAY.replace(year=2024)) == (2, False, 0)
    assert len(door.lever_files()) == 2


def test_a_newer_file_about_the_same_day_and_team_takes_the_place_and_gives_it_back(door: Service):
    kept(door)
    kept(door, team="Nord")
    assert kept(door, SOLD.replace("400", "500")) == (3, False, 1)
    assert {line.id: line.stands for line in door.lever_files()} == {1: False, 2: True, 3: True}
    with pytest.raises(RequestError, match="lever_file_unknown"):
        door.lever_rows(1)
    door.undo_lever(3)
    assert {line.id: line.stands for line in door.lever_files()} == {1: True, 2: True, 3: False}
    assert revenues(door, 1)["Ada Lovelace"] == 400
    with pytest.raises(RequestError, match="lever_file_unknown"):
        door.undo_lever(3)
    assert sound(door.store)


def test_of_three_about_one_day_the_middle_one_may_go(door: Service):
    for revenue in ("400", "500", "600"):
        kept(door, SOLD.replace("400", revenue))
    door.undo_lever(2)
    assert {line.id: line.replaced_by for line in door.lever_files()} == {1: 3, 2: 0, 3: 0}
    door.undo_lever(3)
    assert [line.id for line in door.lever_files() if line.stands] == [1]


def test_who_sees_some_kams_sees_their_rows_and_nothing_that_tells_of_others(door: Service):
    kept(door, choices={"leaving": ["Bob Noyce"], "period": "2025"})
    ada = found(door.store, "Ada Lovelace").kam.token
    hers = door.narrowed(frozenset({ada}))
    (line,) = hers.lever_files()
    assert (line.file, line.rows, line.choices) == ("", 1, '{"period": "2025"}')
    rows = hers.lever_rows(1)
    assert rows.frame["seller"].tolist() == ["Ada Lovelace"] and rows.is_part and rows.kams.keys() == {"Ada Lovelace"}
    nobodys = door.narrowed(frozenset())
    assert nobodys.lever_files() == ()
    with pytest.raises(RequestError, match="lever_file_unknown"):
        nobodys.lever_rows(1)


def test_what_is_said_of_one_kam_is_their_rows_of_every_file_and_asks_for_no_key(door: Service):
    """Every overview asks: no name of anybody else is in it, and a database without its key opens it all the same."""
    kept(door, "Vendeur;CA\nBob Noyce;7\nAda Lovelace;400\nAda Lovelace;20\n")
    kept(door, "Client;KAM;CA;Potentiel\nX;Bob Noyce;1;2\nY;Ada Lovelace;5;9\n", instrument="portfolio")
    kept(door, "Vendeur;CA\nBob Noyce;8\n", held_on=DAY.replace(year=2024))
    ada = found(door.store, "Ada Lovelace").kam.token
    portfolio, sales = door.levers_of(ada)
    assert portfolio.frame["client"].tolist() == ["Y"] and portfolio.frame["kam"].tolist() == ["Ada Lovelace"]
    assert sales.frame["revenue"].tolist() == [400, 20] and sales.frame["row_number"].tolist() == [3, 4]
    assert list(sales.groups["whose"].values()) == ["Ada Lovelace"] and sales.is_part
    door.store._key = StoreError("key_missing", file="kamescope.key")
    (_, again_sales) = door.levers_of(ada)
    assert again_sales.frame.equals(sales.frame) and again_sales.groups == {}


def test_several_files_are_kept_together_or_none_of_them(door: Service):
    files = [service.open_upload(f"{name}.csv", SOLD.replace("400", name).encode()) for name in ("1", "2", "-3")]
    days = [DAY.replace(year=year) for year in (2023, 2024, 2025)]
    wanted = [(upload, asked(held_on=day)) for upload, day in zip(files, days, strict=True)]
    with pytest.raises(TableRefused):
        keep_levers(door.store, door.viewer.scope, wanted)
    assert door.lever_files() == ()
    one_day = [(upload, asked()) for upload in files[:2]]
    assert [(line.id, line.replaced) for line in keep_levers(door.store, door.viewer.scope, one_day)] == [
        (1, 0),
        (2, 1),
    ]
    assert [line.id for line in door.lever_files() if line.stands] == [2] and revenues(door, 2)["Ada Lovelace"] == 2


def test_of_targets_set_person_by_person_one_s_own_stay_and_those_of_others_are_not_told(door: Service):
    own = {"CA": {"Ada Lovelace": 90.0, "Bob Noyce": 80.0}}
    text = "Vendeur;CA;Marge\nAda Lovelace;400;3\nBob Noyce;100;4\n"
    kept(door, text, instrument="targets", choices={"own": own, "cap": 120})
    hers = door.narrowed(frozenset({found(door.store, "Ada Lovelace").kam.token}))
    told = '{"cap": 120, "own": {"CA": {"Ada Lovelace": 90.0}}}'
    assert [line.choices for line in hers.lever_files()] == [told] == [hers.lever_rows(1).line.choices]
    assert json.loads(door.lever_files()[0].choices)["own"] == own


@pytest.mark.deep
def test_a_lead_sees_their_team_before_anything_is_released(door: Service):
    """What a KAM sells is no result of the 360."""
    loaded(door.store, [full("manager", "m3", 6, kam="Cleo", team="Sud")], name="sud.csv")
    kept(door, SOLD + "Cleo;7\n")
    door.grant(service.GrantRequest("lead", "lead@example.org", team="Sud"))
    lead = service.signed_in(door.store, "lead@example.org")
    assert lead.people() == () and revenues(lead, 1) == {"Cleo": 7}


def signed(door: Service, role: str, email: str, **on: str) -> Service:
    door.grant(service.GrantRequest(role, email, **on))
    return service.signed_in(door.store, email)


QUIZ = "kam;question;réponse\n{0};1;A\n"


def test_whoever_sees_results_keeps_files_about_their_own_and_takes_back_only_those(door: Service):
    """The manager's quiz about Ada says who kept it, to her too; hers about the same day stands beside it."""
    manager = signed(door, "manager", "boss@example.org", kam="Ada Lovelace")
    ada = signed(door, "kam", "ada@example.org", kam="Ada Lovelace")
    bob = signed(door, "kam", "bob@example.org", kam="Bob Noyce")
    kept(door, QUIZ.format("Ada Lovelace"), instrument="roles")
    told = [kept(each, QUIZ.format("Ada Lovelace"), instrument="roles") for each in (manager, ada)]
    assert told == [(2, False, 0), (3, False, 0)]
    assert {line.id: (line.own, line.who) for line in ada.lever_files()} == {
        1: (False, ""),
        2: (True, "boss@example.org"),
        3: (True, "ada@example.org"),
    }
    assert bob.lever_files() == ()
    for number in (1, 2):
        with pytest.raises(RequestError, match="lever_file_unknown"):
            ada.undo_lever(number)
    ada.undo_lever(3)
    door.undo_lever(2)
    assert [line.id for line in ada.lever_files()] == [1]


@pytest.mark.deep
def test_who_sees_one_kam_is_told_the_same_whatever_else_is_kept():
    """Two worlds that differ only in Bob: what Ada lists, reads, brings and is refused is the same."""

    def told(bobs: str, revenue: str, note: str) -> object:
        store = again().renewed()
        loaded(store, [full("manager", "m1", 5, kam="Ada Lovelace", kam_id="a"), full("manager", "m2", 6, kam=bobs)])
        door = everything(store)
        kept(door, f"Vendeur;CA\nAda Lovelace;400\n{bobs};{revenue}\n", name=f"{note}.csv", choices={"leaving": [bobs]})
        ada = signed(door, "kam", "ada@example.org", kam="a")
        looked = ada.preview_lever(service.open_upload("own.csv", b"Vendeur;CA\nBob Noise;1\n"), asked())
        lines = [line._replace(imported_at=datetime.datetime.min) for line in ada.lever_files()]
        rows = ada.lever_rows(1)
        store.close()
        return lines, rows.frame.to_dict(), sorted(rows.kams), [*rows.groups["whose"].values()], looked.table.issues

    assert told("Bob Noyce", "100", "one") == told("Zed Unlike", "7", "two")


@pytest.mark.parametrize("other", ["Bob Noyce", "Nobody Known", "Bob Noise"])
def test_a_name_that_is_not_theirs_is_refused_alike_whoever_has_it(door: Service, other: str):
    ada = signed(door, "kam", "ada@example.org", kam="Ada Lovelace")
    with pytest.raises(TableRefused) as refused:
        kept(ada, QUIZ.format("Ada Lovelace") + f"{other};1;A\n", instrument="roles")
    (issue,) = refused.value.issues
    assert (issue.code, issue.row, issue.column) == ("lever_not_theirs", 3, "kam")
    assert door.lever_files() == ()


TASKS = "task;duration;frequency;complexity;added value\nP;1;1;1;1\n"


def test_what_names_nobody_only_the_administrator_brings(door: Service):
    lead = signed(door, "lead", "lead@example.org", company=found(door.store, "Ada Lovelace").kam.company)
    for name, text in {"tasks": TASKS, "portfolio": "client;revenue;potential\nX;1;2\n"}.items():
        with pytest.raises(TableRefused) as refused:
            kept(lead, text, instrument=name)
        assert [issue.code for issue in refused.value.issues] == ["lever_names_nobody"]
    assert kept(signed(door, "admin", "it@example.org"), TASKS, instrument="tasks").id == 1
    assert lead.lever_files() == ()


def test_a_lead_keeps_tasks_of_their_kams_and_each_sees_their_own(door: Service):
    """One task of two people is two rows; of a KAM the line and the page tell theirs alone."""
    ada, bob = (found(door.store, name).kam for name in ("Ada Lovelace", "Bob Noyce"))
    lead = signed(door, "lead", "lead@example.org", company=ada.company)
    head = "task;kam;duration;frequency;complexity;added value;minutes;times a month\n"
    rows = "P;{0};3;3;1;1;60;10\nP;{1};3;3;1;1;60;20\n"
    number = kept(lead, head + rows.format(ada.name, bob.name), instrument="tasks").id
    hers = signed(door, "kam", "ada@example.org", kam=ada.name)
    assert hers.lever_rows(number).frame["kam"].tolist() == [ada.name]
    (said,) = [service.figures_of(each) for each in hers.levers_of(ada.token)]
    assert said == {"could_be_freed": 10.0, "tasks": 1}
    with pytest.raises(TableRefused) as refused:
        kept(hers, head + rows.format(ada.name, bob.name), instrument="tasks")
    assert [(issue.code, issue.row, issue.column) for issue in refused.value.issues] == [("lever_not_theirs", 3, "kam")]
    with pytest.raises(TableRefused) as refused:
        kept(lead, head + rows.format(ada.name, ada.name), instrument="tasks")
    assert [(issue.code, issue.row) for issue in refused.value.issues] == [("lever_twice", 3)]


def test_who_becomes_known_later_is_found_in_files_that_came_before(door: Service):
    kept(door)
    loaded(door.store, [full("manager", "m9", 6, kam="Zoé")], name="zoe.csv")
    assert door.lever_rows(1).kams["Zoé"].name == "Zoé"
    assert revenues(door.narrowed(frozenset({found(door.store, "Zoé").kam.token})), 1) == {"Zoé": 50}


def test_a_name_that_nearly_is_a_kams_is_asked(door: Service):
    text = SOLD.replace("Ada Lovelace", "Ada Lovelase")
    looked = door.preview_lever(service.open_upload("a.csv", text.encode()), asked())
    (issue,) = looked.table.issues
    assert (issue.code, issue.row, issue.column) == ("lever_kam_like", 2, "Vendeur")
    assert [(each.name, [kam.name for kam in each.others]) for each in looked.asked] == [
        ("Ada Lovelase", ["Ada Lovelace"])
    ]
    kept(door, text, people={"Ada Lovelase": "Ada Lovelace"})
    assert door.lever_rows(1).kams["Ada Lovelase"].name == "Ada Lovelace"
    kept(door, text, people={"Ada Lovelase": "-"})
    assert "Ada Lovelase" not in door.lever_rows(2).kams


def test_what_was_agreed_of_columns_makes_another_import_of_the_same_bytes(door: Service):
    text = "Vendeur;CA 2024;CA 2025\nAda Lovelace;1;2\n"
    for year in ("2024", "2025"):
        kept(door, text, agreement=LeverAgreement({"revenue": f"CA {year}"}))
    assert revenues(door, 2) == {"Ada Lovelace": 2}


@pytest.mark.parametrize("who", ["Ada Lovelace", "Zoé"])
def test_who_is_erased_is_in_no_file_any_more(door: Service, who: str):
    """Known or not: their rows go, files named after them lose that name, others keep theirs."""
    kept(door, name=f"{who}.csv", choices={"leaving": [who]})
    kept(door, f"Vendeur;CA\n{who};5\n", held_on=DAY.replace(year=2024))
    if who == "Zoé":
        door.erase_undone(who)
    else:
        done = door.erase("", found(door.store, who).kam.token)
        assert (done.rows["lever_rows"], done.rows["lever_files"]) == (2, 1)
    assert who not in everywhere(door.store)
    (line,) = door.lever_files()
    assert (line.file, line.rows, line.choices) == ("….csv", 2, "{}") and who not in revenues(door, 1)
    assert sound(door.store)


def test_who_keeps_and_takes_back_is_written(door: Service):
    kept(door)
    door.undo_lever(1)
    assert [trace.what for trace in door.audit() if "lever" in trace.what] == ["undid_lever", *["kept_lever"] * 2]


def test_a_large_file_comes_back_as_it_was(door: Service):
    text = "Vendeur;CA;Période\n" + "".join(f"V{row};{row};2025\n" for row in range(3000))
    kept(door, text)
    rows = door.lever_rows(1).frame
    assert rows["revenue"].tolist() == list(range(3000)) and rows["row_number"].tolist() == list(range(2, 3002))
    assert set(rows["period"]) == {"2025"}


def test_the_record_of_a_kam_has_their_rows_and_nobody_elses(door: Service):
    kept(door)
    record = door.export(found(door.store, "Ada Lovelace").kam.token)
    (rows,) = record.levers
    assert rows.frame["seller"].tolist() == ["Ada Lovelace"]
    written = b"".join(record_files(words("fr"), record).values()).decode("utf-8", "replace")
    assert "400" in written and "Noyce" not in written and "Zoé" not in written

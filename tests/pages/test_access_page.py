"""Accès and Traces: who may see what, given, taken away and given back; what somebody would find; what is written."""

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from kamescope import service
from kamescope.i18n import words
from kamescope.service import GrantRequest, On, Role, Service, Viewer, everything
from kamescope.service.viewer import EVERYTHING, TASKS
from kamescope.store import audit as kept
from kamescope.ui import components, data
from kamescope.ui.access import people, traces
from tests.comments import keep_all
from tests.pages.app import faults, metrics, opened, shown, unmarked, widget
from tests.pages.databases import People
from tests.service.sheets import give
from tests.service.sheets import given as standing

FRENCH = words("fr")
COACH, LEAD = "paul@xyz.fr", "lead@xyz.fr"
TEAM, COMPANY = "Grands comptes", "Novalis Démo (fictif)"


@pytest.fixture
def door(own_demo: People) -> Service:
    """The owner's door to a copy of the demonstration, in use."""
    return everything(data.store())


def buttons(test: AppTest, start: str) -> list[str]:
    """The keys of the buttons that begin so."""
    return [str(each.key) for each in test.get("button") if str(each.key).startswith(start)]


def press(test: AppTest, key: str) -> AppTest:
    """The page after a press, which shows no fault."""
    test = widget(test, "button", key).click().run()
    assert faults(test) == []
    return test


def type_in(test: AppTest, **texts: str) -> AppTest:
    """Texts typed into the fields of « Donner un droit »."""
    for name, text in texts.items():
        widget(test, "text_input", f"access_{name}").input(text)
    return test.run()


def toasts(test: AppTest) -> str:
    """What is said at the edge of the window."""
    return "\n".join(each.value for each in test.toast)


@pytest.mark.deep
@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("role", Role)
def test_a_right_is_given_on_what_a_role_can_be_on_and_told_in_words(door: Service, role: Role, language: str):
    say = words(language)
    test = opened("access", lang=language)
    assert faults(test) == [] and say("access.nobody") in shown(test)
    test = widget(test, "selectbox", "access_role").select(role).run()
    reaches = service.REACHES[role]
    boxes = [str(each.key) for each in test.main.get("selectbox")]
    assert (f"access_on_{role}" in boxes) == (len(reaches) > 1)
    on = reaches[-1]
    if len(reaches) > 1:
        test = widget(test, "selectbox", f"access_on_{role}").select(on).run()
    if on is not On.EVERYTHING:
        test = press(type_in(test, email=COACH), "access_go")
        assert say("error.grant_on_nothing") in shown(test) and door.persons() == ()
        box = widget(test, "selectbox", f"access_which_{on}")
        test = box.select(next(each for each in box.options if each)).run()
    test = press(type_in(test, email=f" {COACH.upper()} ", name="Paul"), "access_go")
    (account,) = door.persons()
    assert (account.email, account.name, [(each.role, each.on) for each in account.grants]) == (
        COACH,
        "Paul",
        [(role, on)],
    )
    assert say(f"role.{role}") in shown(test) and "Paul" in toasts(test)
    assert widget(test, "text_input", "access_email").value == ""
    assert faults(test) == []


def test_what_is_no_address_is_told_and_stays_to_be_mended(door: Service):
    test = opened("access")
    test = widget(test, "selectbox", "access_role").select(Role.ADMIN).run()
    test = press(type_in(test, email="paul"), "access_go")
    assert FRENCH("error.email_unreadable", email="paul") in shown(test)
    assert widget(test, "text_input", "access_email").value == "paul"
    assert door.persons() == ()


def dropped(test: AppTest, *lines: str) -> AppTest:
    """The page with a file of people dropped on it."""
    place = next(each for each in test.file_uploader if each.key.startswith("access_drop_"))
    return place.set_value(("people.csv", "\n".join(lines).encode(), "text/csv")).run()


def test_a_file_of_people_is_looked_at_then_given_whole(door: Service):
    test = dropped(opened("access"), "email,role,company,team", f"{COACH},coach,,{TEAM}", f"{LEAD},lead,{COMPANY},")
    assert door.persons() == (), "nothing is given unasked"
    test = press(test, "access_drop_go")
    assert {account.email for account in door.persons()} == {COACH, LEAD}
    assert FRENCH("access.drop_given", 2) in toasts(test)
    test = dropped(test, "email,role,company,team", f"{COACH},coach,,{TEAM}")
    assert widget(test, "button", "access_drop_go").disabled, "all of it is given already"


def test_a_file_with_a_fault_gives_nothing_and_says_where(door: Service):
    test = dropped(opened("access"), "email,role,company,team", f"{COACH},coach,,{TEAM}", f"{LEAD},lead,Nowhere,")
    said = shown(test)
    assert FRENCH("access.drop_refused") in said and "Nowhere" in said and "3" in said
    assert "access_drop_go" not in buttons(test, "access_drop") and door.persons() == ()


def test_a_right_taken_away_can_be_given_back(door: Service):
    door.grant(GrantRequest(Role.COACH, COACH, "Paul", team=TEAM))
    door.grant(GrantRequest(Role.LEAD, COACH, company=COMPANY))
    before = door.persons()
    test = opened("access")
    what = FRENCH("grant.team", role="coach", team=f"{TEAM} ({COMPANY})")
    assert what in shown(test)
    test = press(test, buttons(test, f"access_take_{COACH}_coach")[0])
    said = FRENCH("access.taken", who="Paul", what=what)
    assert said in shown(test) and "Paul" in toasts(test)
    assert [each.role for each in door.persons()[0].grants] == [Role.LEAD]
    test = press(test, "access_give_back")
    assert {*door.persons()[0].grants} == {*before[0].grants} and door.persons()[0].name == "Paul"
    assert "access_give_back" not in buttons(test, "access")
    assert [line.what for line in door.audit()][:3] == ["granted", "revoked", "granted"]


def test_what_somebody_else_took_away_meanwhile_is_told(door: Service):
    door.grant(GrantRequest(Role.ADMIN, COACH))
    test = opened("access")
    door.revoke(GrantRequest(Role.ADMIN, COACH))
    test = press(test, buttons(test, "access_take")[0])
    assert FRENCH("error.grant_unknown", email=COACH) in shown(test)


@pytest.mark.deep
def test_seen_as_somebody_are_menu_and_names_and_never_a_result(door: Service, own_demo: People):
    door.grant(GrantRequest(Role.COACH, COACH, "Paul", team=TEAM))
    door.grant(GrantRequest(Role.LEAD, LEAD, company=COMPANY))
    door.grant(GrantRequest(Role.ADMIN, "root@xyz.fr"))
    theirs = service.signed_in(door.store, COACH).people()
    test = press(opened("access"), f"access_see_{COACH}")
    told = shown(test)
    assert FRENCH("access.seen_kams", len({each.kam.token for each in theirs})).replace("**", "") in told
    assert all(each.kam.name in told for each in theirs)
    assert "M. MARTIN" not in told.split(FRENCH("access.give"))[0]
    assert metrics(test) == [] and not test.get("vega_lite_chart")
    test = press(test, f"access_see_{LEAD}")
    assert FRENCH("access.seen_nobody") in shown(test)
    assert FRENCH("access.seen_waiting", 9).replace("**", "") in shown(test)
    entry = own_demo.find("RIVOIRE", "2026")
    give(door, entry.campaign.token, entry.kam.token)
    assert FRENCH("access.seen_kams", 1).replace("**", "") in shown(press(test, "access_go"))
    test = press(test, "access_see_root@xyz.fr")
    menu = shown(test).split(FRENCH("access.seen_nobody"))[0]
    assert FRENCH("page.audit") in menu and FRENCH("page.compare") not in menu
    test = press(test, "access_see_root@xyz.fr")
    assert FRENCH("access.seen_nobody") not in shown(test)


def test_many_people_are_searched_and_paged(door: Service):
    many = [GrantRequest(Role.ADMIN, f"p{number:02}@xyz.fr", f"Person {number:02}") for number in range(45)]
    door.grant_all([*many, GrantRequest(Role.COACH, COACH, "Paul", team=TEAM)])
    test = opened("access")
    assert faults(test) == [] and len(buttons(test, "access_see_")) == people.SIZE
    test.session_state["access_page"] = 5
    assert len(buttons(test.run(), "access_see_")) == 46 - 4 * people.SIZE
    fewer = widget(test, "text_input", "access_search").input("person 0").run()
    assert faults(fewer) == [] and len(buttons(fewer, "access_see_")) == 10, "fewer pages than the one chosen"
    fewer = widget(test, "text_input", "access_search").input("person").run()
    for wanted in ("grands comptes", "PAUL@", "paul"):
        found = widget(test, "text_input", "access_search").input(wanted).run()
        assert buttons(found, "access_see_") == [f"access_see_{COACH}"]
    assert not any("xyz" in value for value in found.query_params.values())


def test_what_a_file_brought_is_taken_back_together(door: Service):
    door.grant(GrantRequest(Role.ADMIN, LEAD))
    assert not buttons(opened("access"), "access_file")
    many = [GrantRequest(Role.ADMIN, f"p{number}@xyz.fr") for number in range(3)]
    first, second = door.grant_all(many), door.grant_all([GrantRequest(Role.COACH, COACH, team=TEAM)])
    test = opened("access")
    assert buttons(test, "access_file") == [f"access_file_{second}", f"access_file_{first}"]
    assert FRENCH("access.file", 3, number=str(first)) in shown(test)
    test = press(test, f"access_file_{first}")
    assert FRENCH("access.file_taken", 3) in toasts(test)
    assert [each.email for each in door.persons()] == [LEAD, COACH]
    door.revoke_all(second)
    assert FRENCH("error.grants_unknown") in shown(press(test, f"access_file_{second}"))


def test_who_has_no_right_yet_is_told(door: Service, own_demo: People):
    kept.write(door.store, "stranger@xyz.fr", "", "refused")
    test = opened("access")
    told = shown(test)
    assert FRENCH("access.missing_kams", 1, names="M. MARTIN").replace("**", "") in told
    assert "stranger@xyz.fr" in told
    door.grant(GrantRequest(Role.KAM, "m@xyz.fr", kam=own_demo.find("MARTIN").kam.token))
    assert FRENCH("access.missing_kams", 1, names="M. MARTIN").replace("**", "") not in shown(opened("access"))


# Traces


def table(test: AppTest) -> list[str]:
    """The page's lines, each as one text."""
    return re.findall(r"<tr[^>]*>.*?</tr>", "\n".join(each.value for each in test.main.html), re.DOTALL)[1:]


@pytest.fixture
def traced(door: Service, own_demo: People) -> Service:
    """A few things done by several people."""
    martin, rivoire = own_demo.find("MARTIN"), own_demo.find("RIVOIRE", "2026")
    give(door, martin.campaign.token, martin.kam.token)
    door.store._engine._connection.execute("DELETE FROM audit WHERE what = 'reviewed_comment'")
    kept.write(door.store, COACH, "coach+lead", "opened", rivoire.kam.token, rivoire.campaign.token)
    kept.write(door.store, COACH, "coach", "something_new")
    return door


@pytest.mark.deep
@pytest.mark.parametrize("language", ["fr", "en"])
def test_everything_written_is_told_in_words_the_newest_first(traced: Service, language: str):
    say = words(language)
    test = opened("audit", lang=language)
    assert faults(test) == []
    lines = table(test)
    assert len(lines) == len(traced.audit()) == 8
    assert "something_new" in lines[0], "what is not known here, as it is written"
    assert all(part in lines[1] for part in (say("audit.did.opened"), "É. RIVOIRE", "Printemps 2026", say("role.lead")))
    assert say("audit.command_line") in lines[2] and say("audit.did.imported") in lines[5]


def test_filters_leave_what_is_asked_for(traced: Service, own_demo: People):
    test = opened("audit")
    assert len(table(widget(test, "selectbox", "audit_who").select(COACH).run())) == 2
    kam = own_demo.find("RIVOIRE").kam.id
    assert len(table(widget(test, "selectbox", "audit_on").select(kam).run())) == 1
    assert len(table(widget(test, "selectbox", "audit_what").select("released").run())) == 0
    assert FRENCH("audit.nothing") in shown(test)
    traced.store._engine._connection.execute(
        "UPDATE audit SET done_at = done_at - INTERVAL 40 DAY WHERE what = 'imported'"
    )
    test = opened("audit")
    assert len(table(test)) == 5, "three files came in"
    assert len(table(widget(test, "selectbox", "audit_period").select("all").run())) == 8


@pytest.mark.deep
def test_long_traces_are_paged_and_the_file_holds_all(traced: Service, monkeypatch: pytest.MonkeyPatch):
    given: dict[str, Callable[[], bytes]] = {}
    monkeypatch.setattr(
        traces.st, "download_button", lambda label, content, *_, **named: given.update({named["key"]: content})
    )
    kept.write_each(traced.store, COACH, "coach", "opened", [f"k{number}" for number in range(150)], "")
    assert len(table(opened("audit"))) == traces.SIZE
    rows = list(csv.reader(io.StringIO(given["csv_traces"]().decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == 159
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", rows[1][0])
    assert FRENCH("audit.did.opened") in rows[1]


def test_every_deed_that_is_written_has_its_words():
    """As far as the code names them in one piece."""
    sources = [path.read_text(encoding="utf-8") for path in Path(service.__file__).parents[1].rglob("*.py")]
    named = re.compile(
        r'_needing\(Task\.\w+, [\w.()]+, "(\w+)"\)|\.trace\(\s*"(\w+)"|"what": "(\w+)"|note\(cursor, "(\w+)"'
    )
    deeds = {deed for text in sources for found in named.findall(text) for deed in found if deed}
    assert {"granted", "backed_up", "purged"} <= deeds
    deeds |= {"imported", "undid", "opened", "shared", "unshared", "refused", "signed_in", "signed_out"}
    deeds |= {"went_on", "not_went_on", "prepared", "not_prepared", "dated"}
    deeds |= {f"downloaded_{kind}" for kind in ("csv", "pdf", "handout", "pptx", "xlsx")}
    assert [deed for deed in sorted(deeds) if not FRENCH.knows(f"audit.did.{deed}")] == []


# What others see of it


@pytest.mark.deep
def test_results_are_prepared_released_and_reopened_on_the_report_page(door: Service, own_demo: People):
    about = own_demo.link("RIVOIRE", "2026")
    pair = about["campaign"], about["kam"]
    keep_all(door, *pair)
    test = widget(opened("report", **about), "button", "report_prepare").click().run()
    assert faults(test) == [] and standing(door) == frozenset()
    test = widget(test, "button", f"release_{'_'.join(pair)}_go").click().run()
    assert faults(test) == [] and FRENCH("release.given", kam="É. RIVOIRE") in unmarked(toasts(test))
    assert standing(door) == {pair} and [line.what for line in door.audit()][:2] == ["released", "prepared"]
    assert FRENCH("release.frozen") in unmarked(shown(opened("report", **about)))
    test = widget(test, "button", "report_reopen").click().run()
    assert standing(door) == frozenset() and door.audit()[0].what == "reopened"
    widget(test, "button", "report_unprepare").click().run()
    assert door.audit()[0].what == "not_prepared"


@pytest.mark.parametrize("roles", [frozenset(), frozenset({Role.COACH}), frozenset({Role.LEAD})])
def test_only_who_may_release_is_offered_to(own_demo: People, monkeypatch: pytest.MonkeyPatch, roles: frozenset[Role]):
    looks_as(monkeypatch, roles)
    test = opened("report", **own_demo.link("MARTIN"))
    offered = [each.key for each in test.button if each.key == "report_prepare"]
    assert offered == (["report_prepare"] if Role.LEAD not in roles else [])


def looks_as(monkeypatch: pytest.MonkeyPatch, roles: frozenset[Role]) -> None:
    """Everything is seen by somebody of these roles, all tasks theirs where there is none: as nobody signs in."""
    tasks = frozenset().union(*(TASKS[role] for role in roles)) if roles else frozenset(service.Task)
    viewer = Viewer(EVERYTHING, tasks, who=COACH, roles=roles)
    monkeypatch.setattr(data, "door", lambda: data.Warm(data.store(), viewer, service.version(data.store())))


@pytest.mark.parametrize("roles", [frozenset(), frozenset({Role.COACH})])
@pytest.mark.parametrize("page", ["overview", "compare"])
def test_a_table_taken_along_is_written_where_people_sign_in(
    door: Service, own_demo: People, monkeypatch: pytest.MonkeyPatch, page: str, roles: frozenset[Role]
):
    given: list[Callable[[], bytes]] = []
    monkeypatch.setattr(components.st, "download_button", lambda label, content, *_, **named: given.append(content))
    looks_as(monkeypatch, roles)
    opened(page, **own_demo.link("RIVOIRE", "2026"))
    before = len(door.audit())
    assert given[0]().startswith(b"\xef\xbb\xbf")
    written = door.audit()[: len(door.audit()) - before]
    kams = {"overview": 1, "compare": 9}[page] if roles else 0
    assert [(each.what, each.who, each.campaign) for each in written] == [
        ("downloaded_csv", COACH, "Printemps 2026")
    ] * kams


def test_a_report_taken_along_is_written_with_its_format(
    door: Service, own_demo: People, monkeypatch: pytest.MonkeyPatch
):
    given: dict[str, Callable[[], bytes]] = {}
    monkeypatch.setattr(
        components.st, "download_button", lambda label, content, *_, **named: given.update({named["key"]: content})
    )
    looks_as(monkeypatch, frozenset({Role.COACH}))
    test = opened("report", **own_demo.link("RIVOIRE", "2026"))
    press(widget(test, "radio", "report_format").set_value("xlsx").run(), "report_go")
    assert [each.what for each in door.audit() if each.who == COACH] == [], "made is not taken along"
    assert given["report_download"]().startswith(b"PK")
    (line,) = [each for each in door.audit() if each.who == COACH]
    entry = own_demo.find("RIVOIRE", "2026")
    assert (line.what, line.on, line.campaign) == ("downloaded_xlsx", entry.kam.id, entry.campaign.name)


def test_nothing_personal_is_in_what_the_address_or_the_tab_says(door: Service):
    door.grant(GrantRequest(Role.ADMIN, COACH, "Paul"))
    test = press(opened("access"), f"access_see_{COACH}")
    assert not any("paul" in value.lower() for value in test.query_params.values())

"""Where people sign in: what each may open, what is said to the others, and what is written of it."""

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from streamlit.testing.v1 import AppTest

from kamescope.i18n import LANGUAGES, words
from kamescope.service import everything
from kamescope.ui import data, identity
from tests.pages.app import faults, heading, opened, sent, shown, widget, widget_labels
from tests.pages.databases import People
from tests.pages.signed_in import (
    ENTRIES,
    HEADER,
    SECRET,
    audited,
    grant,
    revoke,
    say_settings,
    seen_by,
    user,
)

ANA, BO = "ana@example.com", "bo@example.com"
KAM_PAGES = {"overview", "top_items", "perception", "factor", "comments", "plan", "report"}
TEAM_PAGES = {"who", "compare", "team_factor", "team_perception", "progress", "benchmark"}
LEVERS = {"roles", "portfolio", "abc", "tasks"}
TEAM_LEVERS = LEVERS | {"dependence", "targets", "indicators"}
MENUS = {
    "kam": KAM_PAGES | LEVERS | {"quality", "method"},
    "manager": KAM_PAGES | TEAM_PAGES | TEAM_LEVERS | {"quality", "method"},
    "coach": KAM_PAGES | TEAM_PAGES | TEAM_LEVERS | {"home", "prepare", "quality", "method"},
    "lead": KAM_PAGES | TEAM_PAGES | TEAM_LEVERS | {"quality", "method"},
    "admin": TEAM_LEVERS | {"imports", "quality", "access", "audit", "method"},
}


@pytest.fixture
def people(own_demo: People, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> People:
    """The demonstration, where people sign in; results are given at once."""
    say_settings(monkeypatch, tmp_path, more='shared = "at_once"\ncontact = "Mme Y, poste 12"')
    return own_demo


def give(role: str, people: People, email: str = ANA) -> dict[str, str]:
    """Grant a role on the first KAM, on their company, or on everything; says on what."""
    kam = people.entries[0].kam
    on = {"lead": {"company": kam.company}, "admin": {}}.get(role, {"kam": kam.id})
    grant(role, email, **on)
    return on


def alike(test: AppTest) -> str:
    """Everything sent, but for what Streamlit numbers by the address."""
    return re.sub(r"\$\$ID-\w+", "", sent(test))


def surname(people: People, place: int = 0) -> str:
    """What a KAM is called, as no typography changes it."""
    return people.entries[place].kam.name.split()[-1]


def menu(test: AppTest) -> set[str]:
    """The pages that the menu leads to."""
    found = next(each for each in test.sidebar.get("bidi_component") if each.proto.id.endswith("-pick_menu"))
    return set(re.findall(r'data-pick=\\?"(\w+)', found.proto.json))


@pytest.mark.deep
@pytest.mark.parametrize("role", MENUS)
def test_the_menu_is_what_one_may_open_and_all_of_it_opens(role: str, people: People):
    give(role, people)
    test = seen_by(user(ANA))
    assert menu(test) == MENUS[role]
    for page in MENUS[role]:
        test = seen_by(user(ANA), page)
        assert faults(test) == [], page
        assert menu(test) == MENUS[role]


@pytest.mark.parametrize("role", MENUS)
def test_a_page_one_may_not_open_is_one_that_does_not_exist(role: str, people: People):
    give(role, people)
    unknown = seen_by(user(ANA), "nothing-here")
    assert "n’est pas dans cette base" in shown(unknown)
    for page in sorted(ENTRIES.keys() - MENUS[role]):
        assert alike(seen_by(user(ANA), page)) == alike(unknown), page


def test_nobody_in_particular_is_not_let_in(people: People):
    test = seen_by({"is_logged_in": False})
    assert "Connexion" in heading(test)
    assert "enter" in {button.key for button in test.button}
    assert not any(entry.kam.name.split()[-1] in sent(test) for entry in people.entries)


@pytest.mark.parametrize(
    ("who", "code"),
    [
        (user(ANA, hours=13), "terminée"),
        (user(ANA, iat=None), "terminée"),
        (user(ANA, iat="now"), "terminée"),
        (user(ANA, email_verified=False), "pas accès"),
        (user(ANA, email_verified=None), "pas accès"),
        (user("not an address"), "pas accès"),
        (user(BO), "pas accès"),
    ],
)
def test_who_is_not_known_or_no_longer_sees_nothing(who: dict[str, object], code: str, people: People):
    give("coach", people)
    for page in ("", "comparer", "imports"):
        test = seen_by(who, page)
        assert code in heading(test)
        assert faults(test) == []
        assert not any(entry.kam.name.split()[-1] in sent(test) for entry in people.entries)


def test_somebody_without_a_grant_is_told_whom_to_ask_and_it_is_written(people: People):
    give("coach", people)
    for _ in range(2):
        test = seen_by(user(BO))
    assert "Mme Y, poste 12" in shown(test)
    assert audited("refused") == [(BO, "", "", "")]


def test_an_e_mail_is_one_person_however_it_is_written(people: People):
    give("coach", people)
    assert menu(seen_by(user("ANA@Example.com"))) == MENUS["coach"]


def test_a_grant_taken_away_is_gone_at_the_next_run(people: People):
    on = give("coach", people)
    grant("admin", ANA)
    test = seen_by(user(ANA))
    assert menu(test) == MENUS["coach"] | MENUS["admin"]
    name = surname(people)
    assert name in shown(test)
    revoke("coach", ANA, **on)
    test.run()
    assert heading(test) == heading(seen_by(user(ANA)))
    assert name not in shown(test)
    revoke("admin", ANA)
    test.run()
    assert "pas accès" in heading(test)


def test_a_page_that_is_open_is_gone_with_the_grant(people: People):
    on = give("coach", people)
    grant("admin", ANA)
    test = seen_by(user(ANA), "comparer")
    revoke("coach", ANA, **on)
    test.run()
    assert shown(test) == shown(seen_by(user(ANA), "nothing-here"))
    assert surname(people) not in sent(test)


def test_what_a_button_does_is_asked_of_the_grants_as_they_stand(people: People, monkeypatch: pytest.MonkeyPatch):
    """What a button does comes before its run begins: the door of the run before must not stand open for it."""
    give("coach", people)
    shared_by_threads = SimpleNamespace()
    monkeypatch.setattr(data, "_RUN", shared_by_threads)
    seen_by(user(ANA))
    assert shared_by_threads.door is None


def test_results_wait_until_they_are_shared(people: People, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    say_settings(monkeypatch, tmp_path)
    give("kam", people)
    test = seen_by(user(ANA))
    assert heading(test) == "Rien à voir pour le moment"
    assert surname(people) not in sent(test)
    assert faults(test) == []


def test_somebody_else_of_another_scope_never_gets_what_was_kept_for_the_first(people: People):
    give("coach", people)
    other = next(entry for entry in people.entries if entry.kam.token != people.entries[0].kam.token)
    grant("coach", BO, kam=other.kam.id)
    first, second = seen_by(user(ANA)), seen_by(user(BO))
    assert surname(people) in sent(first)
    assert surname(people) not in sent(second)
    assert other.kam.name.split()[-1] in sent(second)


def test_an_administrator_sees_what_came_back_and_no_figure(people: People):
    grant("admin", ANA)
    test = seen_by(user(ANA), "quality")
    assert faults(test) == []
    assert surname(people) in sent(test)
    assert audited("opened") == []


@pytest.mark.deep
def test_comings_and_goings_are_written_once(people: People, monkeypatch: pytest.MonkeyPatch):
    give("coach", people)
    left = []
    monkeypatch.setattr(identity, "sign_out", lambda: left.append(1))
    signed_in = user(ANA, hours=1)
    test = seen_by(signed_in)
    seen_by(signed_in, "rapport")
    assert audited("signed_in") == [(ANA, "coach", "", "")]
    kam = people.entries[0]
    assert [line[:3] for line in audited("opened")] == [(ANA, "coach", kam.kam.id)]
    widget(test, "button", "leave").click().run()
    assert left == [1]
    assert audited("signed_out") == [(ANA, "", "", "")]
    # Elsewhere too, and with a copy of the cookie; not with a new one.
    assert "terminée" in heading(seen_by(signed_in))
    assert menu(seen_by(user(ANA, hours=-0.01))) == MENUS["coach"]


def test_another_person_in_the_same_session_finds_nothing_of_the_first(people: People):
    give("coach", people)
    give("coach", people, BO)
    test = seen_by(user(ANA))
    test.session_state["imports_batch"] = "what Ana dropped"
    test.user = user(BO)
    test.run()
    assert "imports_batch" not in test.session_state


def test_nothing_is_written_and_nobody_asked_where_nobody_signs_in(own_demo: People):
    test = opened()
    assert faults(test) == []
    assert audited("opened") == audited("signed_in") == []
    assert "Se déconnecter" not in set(widget_labels(test))


class Headers:
    """What a proxy in front sends."""

    def __init__(self, *pairs: tuple[str, str]) -> None:
        self.pairs = pairs

    def get_all(self, name: str) -> list[str]:
        """As Streamlit gives them."""
        return [value for key, value in self.pairs if key.lower() == name.lower()]

    def get(self, name: str, default: str = "") -> str:
        """The first one."""
        return next(iter(self.get_all(name)), default)


EMAIL = ("X-Email", ANA)


@pytest.mark.parametrize(
    ("pairs", "enters"),
    [
        ([EMAIL, ("X-Secret", SECRET)], True),
        ([("x-email", "ANA@example.com"), ("x-secret", SECRET)], True),
        ([EMAIL], False),
        ([EMAIL, ("X-Secret", "")], False),
        ([EMAIL, ("X-Secret", SECRET[:-1])], False),
        ([EMAIL, ("X-Secret", "é" * 16)], False),
        ([EMAIL, ("X-Secret", "wrong"), ("X-Secret", SECRET)], False),
        ([("X-Email", BO), EMAIL, ("X-Secret", SECRET)], False),
        ([("X-Secret", SECRET)], False),
        ([], False),
    ],
)
def test_a_header_counts_with_the_secret_alone(
    pairs: list[tuple[str, str]],
    enters: bool,
    people: People,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
):
    give("coach", people)
    say_settings(monkeypatch, tmp_path, HEADER, more='shared = "at_once"')
    use_headers(monkeypatch, Headers(*pairs))
    # What a provider's cookie would say does not count.
    test = seen_by(user(ANA))
    assert (surname(people) in sent(test)) is enters
    assert faults(test) == []


def use_headers(monkeypatch: pytest.MonkeyPatch, headers: Headers) -> None:
    """Let every request come with these headers."""
    import streamlit as st

    monkeypatch.setattr(type(st.context), "headers", property(lambda _: headers))


def test_what_is_older_than_its_months_is_purged_when_the_database_is_opened(people: People):
    door = everything(data.store())
    door.trace("signed_in")
    with door.store.transaction(changes=False) as cursor:
        cursor.execute("UPDATE audit SET done_at = done_at - to_months(25)")
    door.store.close()
    data._STORES.pop(people.path)
    lines = [line.what for line in everything(data.store()).audit()]
    assert lines == ["purged"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_why_there_is_no_mean_of_the_campaign_is_said(people: People, language: str):
    """To who sees one KAM of many; and not how many there are, which is none of their business."""
    rivoire, say = people.find("RIVOIRE", "2026"), words(language)
    grant("manager", ANA, kam=rivoire.kam.id)
    link = people.link("RIVOIRE", "2026") | {"cut": "cohort", "lang": language}
    told = seen_by(user(ANA), "perception", **link)
    assert faults(told) == []
    assert not told.info
    test = seen_by(user(ANA), "perception", environment="manager", **link)
    assert faults(test) == []
    assert [info.value for info in test.info] == [say("perception.untold_one_group")]
    assert say("perception.title") not in shown(test), "no window in which nothing can be placed"
    assert say("perception.title") in shown(told)
    labels = re.findall(rf'content: "({re.escape(say("cut.cohort"))}[^"]*)"', sent(test))
    assert labels == [say("cut.cohort")]


def test_who_sees_one_kam_is_not_told_that_there_is_no_other(people: People):
    grant("coach", ANA, kam=people.find("RIVOIRE", "2026").kam.id)
    test = seen_by(user(ANA), "report", **people.link("RIVOIRE", "2026"))
    assert words("fr")("report_page.lone_of_mine") in shown(test)
    assert words("fr")("report_page.lone") not in shown(test)

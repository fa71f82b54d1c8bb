"""The quiz on roles and the table of tasks: from a file, and typed by hand, to what a page shows."""

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from kamescope import places, service
from kamescope.errors import RequestError
from kamescope.i18n import words
from kamescope.levers.roles.quiz import shipped
from kamescope.service import LeverLine, LeverRequest, signed_in
from kamescope.ui import data
from kamescope.ui.levers.typed import cells
from tests.pages.app import charts, opened, shown, widget
from tests.pages.databases import People
from tests.pages.signed_in import grant, say_settings, seen_by, user

WORDS = words("en")
HOSTILE = "<b>Ada</b> $x$ [a](b)"


def given(name: str, text: str) -> None:
    """A file of an instrument in the database in use."""
    with_rows = service.open_upload(f"{name}.csv", text.encode())
    data.door().keep_lever(with_rows, LeverRequest(name))
    data.begin_run()


def demo_file(name: str) -> str:
    return (places.DEMO / "levers" / f"{name}.csv").read_text(encoding="utf-8-sig")


def best(kam: str, filled_by: str = "") -> str:
    """A quiz with the best answer to every question: 75 points."""
    letters = [max(question.answers, key=lambda each: each.points).letter for question in shipped().questions]
    return "".join(f"{kam};{number};{letter};{filled_by}\n" for number, letter in enumerate(letters, start=1))


def test_tasks_are_shown_from_a_file_in_the_order_of_the_aim(nothing: People):
    given("tasks", demo_file("tasks"))
    page = opened("tasks")
    assert not page.exception and "« Se déplacer » offre le plus : 20,2 h par mois" in shown(page).replace("\xa0", " ")
    assert len(charts(page)) == 1 and "Saisir les comptes rendus de visite" in charts(page)[0]
    first = shown(page).index("Se déplacer", shown(page).index("Heures par mois"))
    widget(page, "selectbox", "lever_tasks_aim").set_value("better_with_as_many").run()
    assert not page.exception and "« Se déplacer » offre le plus" in shown(page).replace("\xa0", " ")
    after = shown(page)
    assert after.index("Rencontrer les décideurs") < after.index("Saisir les comptes rendus de visite")
    assert first > 0


def test_one_kam_is_told_with_total_band_and_strongest_role_and_names_are_never_run(nothing: People):
    given("roles", "kam;question;réponse;rempli par\n" + best(HOSTILE))
    page = opened("roles", lang="en")
    assert not page.exception
    assert f"{HOSTILE}: Expert. 75 points of 75" in shown(page)
    assert "this one is ours" in shown(page) and "25 to 34 points" in shown(page)
    assert "<b>Ada</b>" not in "".join(each.value for each in page.main.html)


def test_several_kams_stand_side_by_side(nothing: People):
    given("roles", demo_file("roles"))
    page = opened("roles")
    assert not page.exception and "9 KAM : 6 « Expert »" in shown(page).replace("\xa0", " ")


@pytest.fixture
def quiz(own_demo: People) -> AppTest:
    """The quiz about the first KAM of the demonstration."""
    page = opened("roles")
    return widget(page, "selectbox", "lever_quiz_0_whom").set_value(data.door().lever_kams()[0].token).run()


def own_files() -> list[LeverLine]:
    """The files beside those of the demonstration."""
    return [line for line in data.door().lever_files() if not line.demo]


def answered(page: AppTest, *left_out: int) -> AppTest:
    for number in range(1, len(shipped().questions) + 1):
        if number not in left_out:
            widget(page, "radio", f"lever_quiz_0_{number}").set_value("A")
    return next(each for each in page.button if "Garder ces réponses" in each.label).click().run()


def test_who_fills_in_the_quiz_is_told_first_that_it_is_not_anonymous(quiz: AppTest):
    assert any("n’est pas anonyme" in each.value for each in quiz.info)
    widget(quiz, "radio", "lever_quiz_0_by").set_value("kam").run()
    assert not any("n’est pas anonyme" in each.value for each in quiz.info)


def test_a_quiz_with_a_question_open_is_not_kept(quiz: AppTest):
    page = answered(quiz, 3, 7)
    assert not page.exception and any("3 et 7" in each.value for each in page.warning)
    assert own_files() == []
    assert widget(page, "radio", "lever_quiz_0_1").value == "A", "what was ticked stays"


@pytest.mark.deep
def test_a_whole_quiz_is_kept_and_shown(quiz: AppTest):
    page = answered(quiz)
    data.begin_run()
    (line,), kam = own_files(), data.door().lever_kams()[0]
    assert (line.instrument, line.typed, line.rows, line.file) == ("roles", True, 15, "")
    assert not page.exception and f"### {kam.name}" in shown(page) and "Saisie à la main" in shown(page)
    assert data.door().lever_rows(line.id).kams == {kam.name: kam}
    assert "À côté, le 360" in shown(page), "what others said of the same thing stands beside it"


def test_of_a_table_typed_by_hand_the_rows_with_anything_in_them_are_read():
    frame = pd.DataFrame({"task": ["Devis ", None, "  "], "duration": [3.0, None, None]})
    assert cells(frame) == [("Devis", 3.0)]


@pytest.mark.deep
def test_a_lead_types_tasks_of_their_kams_and_a_kam_sees_their_own(own_demo: People, tmp_path, monkeypatch):
    """Whose a task is is chosen among theirs; another's, or nobody's, is refused."""
    first, other = list({entry.kam.token: entry.kam for entry in data.door().people()}.values())[:2]
    say_settings(monkeypatch, tmp_path)
    grant("lead", "lead@example.org", company=first.company)
    grant("kam", "kam@example.org", kam=first.name)
    lead = signed_in(data.store(), "lead@example.org")
    columns = ("task", "kam", "duration", "frequency", "complexity", "added_value")
    request = LeverRequest("tasks", people={each.name: each.token for each in (first, other)})
    rows = [(f"Report of {each.name}", each.name, 3, 3, 1, 1) for each in (first, other)]
    with pytest.raises(RequestError, match="link_unknown"):
        lead.fill_lever(dict(zip(columns, columns, strict=True)), [("Report", "", 3, 3, 1, 1)], request)
    lead.fill_lever(dict(zip(columns, columns, strict=True)), rows, request)
    page, own = (seen_by(user(f"{role}@example.org"), "tasks", lang="en") for role in ("lead", "kam"))
    assert not page.exception and not own.exception
    assert all(WORDS("lever.type") in shown(each) for each in (page, own))
    assert f"Report of {first.name}" in shown(own) and other.name not in shown(own)
    assert f"Report of {other.name}" in shown(page) and WORDS("compare.rows_kam") in shown(page)

"""The Imports page asks about what a workbook hides, and about the campaign of each of its sheets."""

from kamescope.ui.imports.batch import KEY
from tests.ingest.files import as_xlsx as sheets
from tests.ingest.workbooks import as_xlsx
from tests.pages.databases import People
from tests.pages.test_imports_page import dropped, journal, pressed, states

HEAD = ["campagne", "kam", "societe", "groupe", "repondant", "Q1", "Q2"]
ROWS = [HEAD, *(["C1", "Ada", "X", "Manager", f"m{n}", 4, n] for n in (1, 2, 3, 4))]


def test_hidden_rows_count_or_not_as_a_person_says(nothing: People) -> None:
    test = dropped(("f.xlsx", as_xlsx(ROWS, hidden=[2, 4]), ""))
    assert states(test) == ["asks"]
    confirm = next(button for button in test.main.button if (button.key or "").startswith("imports_confirm_"))
    assert confirm.disabled
    (choice,) = [radio for radio in test.radio if "_hidden_" in radio.key]
    assert choice.value is None and "2" in choice.label
    test = pressed(choice.set_value("drop").run(), "imports_confirm_")
    assert states(test) == ["ready"]
    report = test.session_state[KEY].looks()[0].now.report
    assert (report.respondents, report.left_out["hidden_rows"]) == (2, 2)
    pressed(test, "imports_go")
    assert journal()[0].left_out["hidden_rows"] == 2


def test_each_sheet_of_several_years_has_its_campaign(nothing: People) -> None:
    table = [row[1:] for row in ROWS]
    other = [table[0], *([*row[:-1], 5] for row in table[1:])]
    test = dropped(("f.xlsx", sheets([], **{"2025": table, "2026": other}), ""))
    assert states(test) == ["asks"]
    fields = [field for field in test.text_input if "_sheets_" in field.key]
    assert [field.value for field in fields] == ["2025", "2026"]
    test = pressed(fields[0].set_value("Printemps 2025").run(), "imports_confirm_")
    assert states(test) == ["ready"]
    rated = test.session_state[KEY].looks()[0].now.rated
    assert {each.campaign for each in rated} == {"Printemps 2025", "2026"}

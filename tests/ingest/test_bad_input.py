"""What is wrong with a file is said with its row, its column and the way to mend it; nothing is guessed."""

import pytest

from kamescope.i18n import words
from kamescope.ingest import Options, read_file
from tests.ingest.files import as_csv, as_xlsx, check_rows, found, sentences
from tests.support import kamescope_model, other_model

MODELS = pytest.mark.parametrize("model", [kamescope_model(), other_model()], ids=lambda model: model.code)


def wide(model, *rows, headings=("campagne", "kam", "groupe", "repondant")):
    """Headings with the model's first two items, then the rows."""
    return [[*headings, model.items[0].code, model.items[1].code], *rows]


def long(model, *rows):
    return [["campagne", "kam", "groupe", "repondant", "item", "reponse"], *rows]


def good(model, respondent="r1", first=3, second=4):
    return ["C1", "A. DUPONT", "manager", respondent, first, second]


@MODELS
def test_a_good_row_is_no_problem(model):
    checked = check_rows(wide(model, good(model)), model)
    assert not checked.refused and checked.layout == "wide"
    assert checked.answers.values.tolist() == [[0, 0, 3], [0, 1, 4]]
    assert found(checked, "warning") == [("items_absent", None, None)]
    assert checked.blanks == len(model.group("manager").items) - 2


@MODELS
@pytest.mark.parametrize(
    ("cell", "code"),
    [("99", "answer_out_of_scale"), ("-1", "answer_out_of_scale"), ("2.5", "answer_not_whole"),
     ("2,5", "answer_not_whole"), ("=1+1", "answer_not_number"), ("bof", "answer_not_number"),
     ("plutôt pas mal d’accord", "answer_not_number")],
)  # fmt: skip
def test_answers_that_are_none(model, cell, code):
    item = model.items[1].code
    checked = check_rows(wide(model, good(model), good(model, "r2", 3, cell)), model)
    assert found(checked) == [(code, 3, item)]
    assert checked.issues[0].facts["value"] == cell
    assert len(checked.answers) == 3
    checked = check_rows(long(model, ["C1", "A", "manager", "r", item, cell]), model)
    assert found(checked) == [(code, 2, "reponse")]
    assert all(cell.strip("=") in sentence and item in sentence for sentence in sentences(checked))


@MODELS
def test_what_is_missing(model):
    for column, code in enumerate(("campaign_missing", "kam_missing", "group_missing")):
        rows = wide(model, good(model), good(model, "r2"))
        rows[2][column] = "  "
        assert found(check_rows(rows, model)) == [(code, 3, rows[0][column])]
        without = [row[:column] + row[column + 1 :] for row in rows]
        assert found(check_rows(without, model)) == [(code, None, None)]


def test_an_option_stands_for_a_missing_column_and_never_against_one():
    model = kamescope_model()
    answers = [["repondant", "Q1"], ["r1", "5"]]
    options = Options("C1", "A. DUPONT", "Managers")
    checked = check_rows(answers, model, options)
    assert not checked.refused
    first = checked.respondents.iloc[0]
    assert (first.campaign, first.kam, first.group) == ("C1", "A. DUPONT", model.group_index["manager"])

    rows = wide(model, good(model), ["C2", "B. AUTRE", "client", "r2", "", ""], ["", "", "", "r3", 3, 4])
    checked = check_rows(rows, model, Options("c1", "a. dupont", "manager"))
    assert found(checked) == [("option_conflict", 3, heading) for heading in ("campagne", "kam", "groupe")]
    assert list(sentences(checked))
    assert found(check_rows(rows[:2], model, Options(group="pompier"))) == [("group_unknown", None, None)]


def test_a_kam_by_id():
    model = kamescope_model()
    rows = wide(model, good(model), headings=("campagne", "kam_id", "groupe", "repondant"))
    checked = check_rows(rows, model)
    assert not checked.refused
    assert checked.respondents.loc[0, ["kam", "kam_id"]].tolist() == ["A. DUPONT", "A. DUPONT"]
    named = check_rows(rows, model, Options(kam="Alice DUPONT"))
    assert named.respondents.loc[0, ["kam", "kam_id"]].tolist() == ["Alice DUPONT", "A. DUPONT"]
    two = [*rows, ["C1", "K2", "manager", "r1", 1, 2]]
    assert {code for code, _, _ in found(check_rows(two, model, Options(kam="Alice DUPONT")))} == {"option_conflict"}


@MODELS
def test_unknown_words(model):
    rows = wide(model, ["C1", "A", "pompier", "r1", 3, 4])
    checked = check_rows(rows, model)
    assert found(checked) == [("group_unknown", 2, "groupe")]
    assert model.groups[1].name.in_("fr") in next(iter(sentences(checked)))

    prefix = model.items[0].code.rstrip("0123456789")
    rows = wide(model, good(model))
    rows = [[*rows[0], f"{prefix}999"], [*rows[1], 3]]
    assert found(check_rows(rows, model)) == [("item_unknown", 1, f"{prefix}999")]
    assert found(check_rows(long(model, ["C1", "A", "manager", "r", "Xylophone", 3]), model)) == [
        ("item_unknown", 2, "item")
    ]
    assert found(check_rows(long(model, ["C1", "A", "manager", "r", "", 3]), model)) == [("item_missing", 2, "item")]


def test_a_heading_that_begins_like_an_absent_item_is_not_lost_as_an_attribute():
    model = kamescope_model()
    rows = wide(model, good(model))
    more = [[*rows[0], "Q12 - Prépare ses visites"], [*rows[1], 3]]
    checked = check_rows(more, model)
    assert found(checked) == [("confirm_columns", 1, None)]
    asked = [sentence for sentence in sentences(checked) if "--mapping" in sentence]
    assert len(asked) == 2 and all("Prépare ses visites" in sentence and "Q12" in sentence for sentence in asked)
    present = [[*rows[0], "Q1 - commentaire", "Q3 2025 (CA)", "Q3"], [*rows[1], "bien", "12", 3]]
    assert not check_rows(present, model).refused


@MODELS
def test_headings_twice(model):
    code = model.items[0].code
    rows = wide(model, good(model))
    twice = [[*rows[0], f" {code.lower()} "], [*rows[1], 3]]
    assert found(check_rows(twice, model)) == [("item_twice", 1, code.lower())]
    statement = model.items[0].text.in_("fr")
    assert found(check_rows([[*rows[0], statement], [*rows[1], 3]], model)) == [("item_twice", 1, statement)]
    assert found(check_rows([[*rows[0], "Campaign"], [*rows[1], "C1"]], model)) == [("heading_twice", 1, "Campaign")]
    assert found(check_rows([[*rows[0], "Zone", "ZONE "], [*rows[1], "a", "b"]], model)) == [
        ("heading_twice", 1, "ZONE")
    ]


def test_cells_under_no_heading_mean_shifted_answers():
    model = kamescope_model()
    rows = [*wide(model, good(model)), [*good(model, "r2"), "", 5]]
    assert found(check_rows(rows, model)) == [("row_longer", 3, None)], "a text file has a separator too many"
    assert found(check_rows([[*rows[0], "", ""], *rows[1:]], model)) == [("heading_missing", 3, "H")]
    assert found(read_file("x.xlsx", as_xlsx(rows), model)) == [("heading_missing", 3, "H")]
    assert not check_rows([[*row, "", " "] for row in wide(model, good(model))], model).refused


def test_an_answer_to_an_item_not_asked_of_the_group():
    model = kamescope_model()
    assert "Q1" not in model.group("client").items
    rows = wide(model, ["C1", "A", "Client", "r1", "", ""], ["C1", "A", "Client", "r2", 3, ""])
    checked = check_rows(rows, model)
    assert found(checked) == [("item_not_asked", 3, "Q1")]
    assert found(checked, "warning") == [("items_absent", None, None), ("questionnaire_empty", 2, None)]
    assert "Client" in next(iter(sentences(checked)))


@MODELS
def test_the_same_respondent_twice(model):
    rows = wide(model, good(model), good(model, "R1 ", 1, 2), good(model, "r2"))
    checked = check_rows(rows, model)
    assert found(checked) == [("respondent_twice", 3, "repondant")]
    assert checked.issues[0].facts["first_row"] == 2
    other_kam = wide(model, good(model), ["C1", "B. AUTRE", "manager", "r1", 1, 2], ["C2", *good(model)[1:]])
    assert not check_rows(other_kam, model).refused


def test_without_ids_rows_are_kept_apart_and_said_to_be_irreplaceable():
    model = kamescope_model()
    rows = wide(model, good(model, ""), good(model, ""))
    checked = check_rows(rows, model)
    assert not checked.refused and len(checked.respondents) == 2
    assert ("no_respondent_id", 2, "repondant") in found(checked, "warning")
    assert checked.respondents.respondent.tolist() == [None, None]


@MODELS
def test_one_self_for_a_kam_and_campaign(model):
    rows = wide(model, ["C1", "A", "Self", "x", 1, 2], ["C1", "a ", "Self", "y", 1, 2], ["C1", "B", "Self", "x", 1, 2])
    checked = check_rows(rows, model)
    assert found(checked) == [("self_twice", 3, "groupe")]
    same = wide(model, ["C1", "A", "Self", "x", 1, 2], ["C1", "A", "Self", "x", 1, 2])
    checked = check_rows(same, model)
    assert not checked.refused and len(checked.respondents) == 1
    assert ("aside_duplicate", 3, None) in found(checked, "warning")
    companies = [["societe", *rows[0]], ["X", *rows[1]], ["Y", *rows[2]]]
    assert not check_rows(companies, model).refused


@MODELS
def test_long_rows_that_contradict_each_other(model):
    first, second = model.items[0].code, model.items[1].code
    head = ["campagne", "kam", "groupe", "repondant", model.partition, "societe", "item", "reponse"]
    rows = [head, ["C1", "A", "manager", "r", "s1", "X", first, 3], ["C1", "A", "manager", "r", "", "X", second, 3]]
    assert not check_rows(rows, model).refused
    rows[2][4] = "s2"
    assert found(check_rows(rows, model)) == [("respondent_conflict", 3, model.partition)]
    rows[2][4], rows[2][6:] = "s1", [first, 4]
    checked = check_rows(rows, model)
    assert found(checked) == [("answer_twice", 3, "item")]
    assert checked.issues[0].facts["first_row"] == 2
    assert list(sentences(checked))


def test_long_rows_need_to_say_who_answers():
    model = kamescope_model()
    rows = [
        ["campagne", "kam", "groupe", "item", "reponse"],
        ["C1", "A", "self", "Q1", 3],
        ["C1", "A", "self", "Q2", 3],
    ]
    checked = check_rows(rows, model)
    assert not checked.refused and len(checked.respondents) == 1
    assert found(check_rows([*rows, ["C1", "A", "manager", "Q1", 3]], model)) == [("respondent_missing", None, None)]
    rows = long(model, ["C1", "A", "manager", "", "Q1", 3])
    assert found(check_rows(rows, model)) == [("respondent_missing", 2, "repondant")]


def test_dates_and_names():
    model = kamescope_model()
    head = ("campagne", "date", "kam_id", "kam", "groupe", "repondant")
    rows = wide(
        model,
        ["C1", "16/03/2026", "K1", "M. MARTIN", "self", "s", 1, 2],
        ["C1", "03/16/2026", "K1", "Marie MARTIN", "manager", "m", 1, 2],
        headings=head,
    )
    checked = check_rows(rows, model)
    assert found(checked) == [("date_unreadable", 3, "date")]
    assert ("kam_name_differs", 3, "kam") in found(checked, "warning")
    assert checked.respondents.kam.tolist() == ["M. MARTIN", "M. MARTIN"]


def test_an_empty_questionnaire_is_kept_and_counts_nowhere():
    model = kamescope_model()
    checked = check_rows(wide(model, good(model), good(model, "r2", "", " ")), model)
    assert not checked.refused
    assert checked.respondents.answers.tolist() == [2, 0]
    assert ("questionnaire_empty", 3, None) in found(checked, "warning")
    assert checked.blanks == 79


def test_blank_rows_are_skipped_and_rows_keep_their_numbers():
    model = kamescope_model()
    rows = wide(model, good(model), [""] * 6, good(model, "r2", 3, 9), [" "] * 6)
    assert found(check_rows([[""], *rows], model)) == [("answer_out_of_scale", 5, "Q2")]
    assert found(read_file("x", as_xlsx([[], *rows]), model)) == [("answer_out_of_scale", 5, "Q2")]


def test_many_problems_are_counted_but_not_all_listed():
    model = kamescope_model()
    rows = wide(model, *(good(model, f"r{number}", 100 + number, f"x{number}") for number in range(500)))
    checked = check_rows(rows, model)
    *listed, last = [issue for issue in checked.issues]
    assert len(listed) == 200
    assert {issue.code for issue in listed} == {"answer_out_of_scale", "answer_not_number"}
    assert (last.code, last.severity, last.facts["count"]) == ("more_issues", "error", 801)
    assert len(checked.respondents) == 500


def test_what_is_alike_stands_in_one_line_with_its_number_and_first_rows():
    model = kamescope_model()
    rows = wide(model, *(good(model, f"r{number}", 9, 9) for number in range(5000)))
    rows[1][-2] = "x"
    (odd,) = (issue for issue in check_rows(rows, model).issues if issue.code == "answer_not_number")
    (nine,) = (issue for issue in check_rows(rows, model).issues if issue.code == "answer_out_of_scale")
    assert (odd.row, odd.column, "times" in odd.facts) == (2, "Q1", False)
    assert (nine.row, nine.column, nine.facts["value"], nine.facts["times"]) == (2, "Q2", "9", 9999)
    for language in ("fr", "en"):
        said = words(language).error(nine)
        assert words(language).number(9999) in said and "2, 3, 4, 5, 6 …" in said


def test_a_few_alike_are_named_one_by_one():
    model = kamescope_model()
    rows = wide(model, *(good(model, f"r{number}", 9, 1) for number in range(3)))
    assert found(check_rows(rows, model)) == [("answer_out_of_scale", row, "Q1") for row in (2, 3, 4)]


def test_the_same_for_people_items_and_empty_questionnaires():
    model = kamescope_model()
    unnamed = check_rows(wide(model, *(["C1", "", "manager", f"r{number}", 1, 1] for number in range(40))), model)
    assert [(issue.row, issue.facts["times"]) for issue in unnamed.issues if issue.code == "kam_missing"] == [(2, 40)]
    strange = check_rows(long(model, *(["C1", "A", "manager", f"r{number}", "Q99", 1] for number in range(40))), model)
    assert [(issue.row, issue.facts["times"]) for issue in strange.issues if issue.code == "item_unknown"] == [(2, 40)]
    empty = check_rows(wide(model, good(model), *(good(model, f"e{number}", "", "") for number in range(40))), model)
    (told,) = (issue for issue in empty.issues if issue.code == "questionnaire_empty")
    assert (told.row, told.facts["times"]) == (3, 40)


def test_warnings_alone_never_hide_an_error():
    model = kamescope_model()
    empty = [good(model, f"r{number}", "", "") for number in range(500)]
    checked = check_rows(wide(model, *empty, good(model, "last", 9, 1)), model)
    assert found(checked)[0] == ("answer_out_of_scale", 502, "Q1")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file_empty"), (b" \r\n\r\n", "file_empty"), (b";;;\r\n;;;", "file_empty"),
        (as_xlsx([]), "file_empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "file_is_picture"), (bytes(range(256)) * 10, "file_not_table"),
        (b"PK\x03\x04 broken", "workbook_unreadable"), (as_xlsx([["a"]])[:-60], "workbook_unreadable"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 2000, "workbook_unreadable"),
        (b"nom;valeur\r\na;1\r\n", "layout_unknown"), (b"%PDF-1.4 hello", "file_is_document"),
        (b"<!DOCTYPE html><table><tr><td>Q1", "file_is_document"), (b'{"answers": [1]}', "file_is_document"),
        (as_csv([["campagne", "kam", "groupe", "Q1"]]), "no_rows"),
        (b'campagne;kam;groupe;Q1\r\nC;"A;self;1\r\nC;B;self;2\r\n', "csv_quotes"),
        (b"," * 6000, "too_many_columns"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_files_that_are_no_response_files(content, code):
    checked = read_file("x.csv", content, kamescope_model())
    assert [issue[0] for issue in found(checked)] == [code]
    assert checked.refused and not len(checked.respondents) and not len(checked.answers)
    assert all("{" not in sentence for sentence in sentences(checked))

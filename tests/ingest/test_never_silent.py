"""Files that look right and are not: each once brought wrong scores without a word."""

from dataclasses import asdict

import pytest

from kamescope.ingest import Checked, Options, read_file
from kamescope.ingest.mapping import FileFacts, FileMapping, read_mapping, write_mapping
from kamescope.model import Model
from tests.ingest.files import as_csv, as_xlsx, found
from tests.support import kamescope_model

MODEL: Model = kamescope_model()
CLIENT = [item for item in MODEL.items if item.code in MODEL.group("client").items]
WHO = ["campagne", "kam", "groupe", "repondant"]


def rows(headings: list[str], many: int = 4, who: bool = True) -> list[list[object]]:
    """Clients who answer 1 to 5 in turn."""
    head = [*(WHO if who else []), *headings]
    body = [
        [
            *(["C", "A. DUPONT", "Client", f"r{one}"] if who else []),
            *((one + at) % 5 + 1 for at in range(len(headings))),
        ]
        for one in range(many)
    ]
    return [head, *body]


def read(table: list[list[object]], **options: object) -> Checked:
    return read_file("x.csv", as_csv(table), MODEL, Options(**options))


def errors(checked: Checked) -> set[str]:
    return {code for code, *_ in found(checked)}


STATEMENTS = [item.text.in_("fr") for item in CLIENT]


@pytest.mark.parametrize(
    "heading",
    ["Question {n}", "{n}", "Le KAM {s}", "V{n}", "F1-{n}", "G01Q05[SQ{n:03d}]", "Votre avis : {s} ?"],
)
def test_columns_of_answers_are_never_kept_as_attributes(heading: str):
    headings = [heading.format(n=n, s=statement) for n, statement in enumerate(STATEMENTS, start=1)]
    checked = read(rows(headings))
    assert checked.refused or len(checked.answers) == 4 * len(CLIENT)
    assert not any(any(value.isdigit() for value in each.values()) for each in checked.respondents["attributes"])


@pytest.mark.parametrize("other", ["Je trouve que c’est quelqu’un de bien", "QI2", "4"])
def test_one_statement_worded_otherwise_is_asked_about(other: str):
    checked = read(rows([other, *(item.code for item in CLIENT[1:])]))
    assert "confirm_columns" in errors(checked) or "columns_open" in errors(checked)
    assert checked.understood.proposal.columns.get(other.casefold().replace("’", "'"), CLIENT[0].code) == CLIENT[0].code


def test_branches_of_a_form_are_put_together_and_overlaps_refused():
    head = [*WHO, "Q4", "Q5", "q4", "q5"]
    apart = [head, ["C", "A", "Client", "a", 1, 2, "", ""], ["C", "A", "Client", "b", "", "", 3, 4]]
    checked = read(apart)
    assert not checked.refused
    assert checked.answers.values.tolist() == [[0, 3, 1], [0, 4, 2], [1, 3, 3], [1, 4, 4]]
    apart[1][6] = 5
    assert "item_twice" in errors(read(apart))
    agreed = FileMapping(columns={"avis 1": "Q4", "avis 2": "Q4", "avis 3": "Q5"})
    twice = [[*WHO, "avis 1", "avis 2", "avis 3"], ["C", "A", "Client", "a", 1, 2, 3]]
    assert "item_twice" in errors(read(twice, mapping=agreed))


def test_a_code_beside_another_items_words_is_no_proof():
    turned = [f"{item.code} - {words[:40]}" for item, words in zip(CLIENT, reversed(STATEMENTS), strict=True)]
    checked = read(rows(turned))
    assert "columns_open" in errors(checked) and not checked.understood.proposal.columns


def test_an_option_for_the_whole_file_never_overrides_the_sheets():
    one = rows([item.code for item in CLIENT])
    sheet = [[*row[:2], *row[3:]] for row in one]
    content = as_xlsx(sheet, Managers=sheet, Clients=sheet)
    book = read_file("x.xlsx", as_xlsx([], Managers=sheet, Clients=sheet), MODEL, Options(group="client"))
    assert "sheets_contradict" in errors(book)
    assert read_file("x.xlsx", content, MODEL, Options()).refused


@pytest.mark.parametrize("name", ["kam.csv", "auto.csv", "Management.csv"])
def test_a_files_name_is_never_taken_for_the_group_without_asking(name: str):
    sheet = [[*row[:2], *row[3:]] for row in rows([item.code for item in CLIENT])]
    assert errors(read_file(name, as_csv(sheet), MODEL)) & {"confirm_group", "group_missing"}


def test_rows_pasted_twice_without_ids_are_asked_about():
    table = [[*row[:3], *row[4:]] for row in rows([item.code for item in CLIENT])]
    assert errors(read([*table, table[1]])) == {"rows_alike"}
    assert not read([*table, table[1]], mapping=FileMapping(keep_duplicates=True)).refused
    same = [*table[1][:3], *[4] * len(CLIENT)]
    assert not read([*table, same, same]).refused, "two people may always answer 4"


def test_hidden_sheets_are_not_read():
    import io

    from openpyxl import load_workbook

    table = rows([item.code for item in CLIENT])
    book = load_workbook(io.BytesIO(as_xlsx(table, Ancien=[[*row[:3], f"old {row[3]}", *row[4:]] for row in table])))
    book["Ancien"].sheet_state = "hidden"
    content = io.BytesIO()
    book.save(content)
    assert len(read_file("x.xlsx", content.getvalue(), MODEL).respondents) == 4


@pytest.mark.parametrize("word", ["Moy.", "Moyenne clients", "Ensemble", "Objectif", "Nb réponses", "Score moyen"])
def test_more_words_for_totals(word: str):
    table = rows([item.code for item in CLIENT])
    assert "total_row" in errors(read([*table, ["C", "A. DUPONT", "Client", word, *[3] * len(CLIENT)]]))


def test_somebody_called_max_is_no_maximum():
    table = rows([item.code for item in CLIENT])
    assert not read([*table, ["C", "Max", "Client", "Moy", *[3] * len(CLIENT)]]).refused
    assert "total_row" in errors(read([*table, ["C", "A. DUPONT", "", "Max", *[3] * len(CLIENT)]]))


@pytest.mark.parametrize("word", ["TEST", "Exemple", "Essai"])
def test_rows_that_say_they_are_a_test_are_set_aside(word: str):
    checked = read([*rows([item.code for item in CLIENT]), ["C", "A", "Client", word, *[3] * len(CLIENT)]])
    assert not checked.refused and len(checked.respondents) == 4
    assert [exclusion.reason for exclusion in checked.understood.set_aside] == ["test"]


@pytest.mark.parametrize(
    "legend", ["1 = tout à fait d’accord", "Notes : 5 = Pas du tout d’accord, 1 = Tout à fait d’accord"]
)
def test_a_legend_that_turns_the_scale_round_is_asked_about(legend: str):
    table = rows([item.code for item in CLIENT])
    above = [[legend], *table]
    assert "legend_turned" in errors(read(above))
    assert "legend_turned" in errors(read_file("x.xlsx", as_xlsx(table, Légende=[[legend]]), MODEL))
    assert not errors(read([["1 = pas du tout d’accord, 5 = tout à fait d’accord"], *table]))
    settled = FileMapping(answers={str(value): 6 - value for value in range(1, 6)})
    assert not errors(read(above, mapping=settled))


def test_sheets_of_two_years_are_not_one_campaign():
    table = [row[1:] for row in rows([item.code for item in CLIENT])]
    book = as_xlsx([], **{"2025": table, "2026": [[*row[:2], f"n{row[2]}", *row[3:]] for row in table]})
    assert "sheets_of_years" in errors(read_file("x.xlsx", book, MODEL, Options(campaign="C")))


def test_a_questionnaire_that_stands_on_two_sheets_is_set_aside_and_kept_in_the_journal():
    table = [row[1:] for row in rows([item.code for item in CLIENT])]
    options = Options(campaign="C", kam="A", group="client")
    checked = read_file("x.xlsx", as_xlsx([], Est=table, Ouest=table), MODEL, options)
    assert [asdict(exclusion)["sheet"] for exclusion in checked.understood.set_aside] == ["Ouest"] * 4


def test_a_workbook_of_several_campaigns_is_imported_once_each_sheet_is_confirmed():
    table = [row[1:] for row in rows([item.code for item in CLIENT])]
    other = [
        [*row[:2], f"n{row[2]}", *(6 - cell if isinstance(cell, int) else cell for cell in row[3:])] for row in table
    ]
    book = as_xlsx([], **{"2025": table, "2026": other})
    asked = read_file("x.xlsx", book, MODEL)
    assert errors(asked) == {"sheets_of_years"}
    proposed = read_mapping(write_mapping(asked.understood.proposal))
    assert proposed.facts("x.xlsx", "2025").campaign == "2025"
    said = FileMapping(
        files={"x.xlsx/2025": FileFacts(campaign="Printemps 2025"), "x.xlsx": FileFacts(campaign="2026")}
    )
    checked = read_file("x.xlsx", book, MODEL, Options(mapping=said))
    assert not checked.refused
    assert checked.respondents.campaign.value_counts().to_dict() == {"Printemps 2025": 4, "2026": 4}
    assert not errors(read_file("x.xlsx", book, MODEL, Options(mapping=proposed)))
    assert "option_conflict" in errors(read_file("x.xlsx", book, MODEL, Options(campaign="C", mapping=said)))
    one = {"x.xlsx/2025": FileFacts(campaign="C"), "x.xlsx/2026": FileFacts(campaign="C")}
    assert set(read_file("x.xlsx", book, MODEL, Options(mapping=FileMapping(files=one))).respondents.campaign) == {"C"}


def test_a_scale_that_never_reaches_its_top_is_told():
    table = [[min(cell, 4) if isinstance(cell, int) else cell for cell in row] for row in rows(STATEMENTS, many=10)]
    assert ("scale_unused", None, None) in found(read(table), "warning")
    assert ("scale_unused_low", None, None) not in found(read(table), "warning")
    raised = [[cell + 1 if isinstance(cell, int) else cell for cell in row] for row in table]
    assert [code for code, _, _ in found(read(raised), "warning") if "unused" in code] == ["scale_unused_low"]


def test_the_first_person_is_no_second_row_of_headings():
    head = ["Nom", "Prénom", "Q4", "Q5", "Q6"]
    people = [["", "", 1, 2, 3], ["Doe", "Jo", 3, 4, 5]]
    checked = read_file("x.csv", as_csv([head, *people]), MODEL, Options(campaign="C", kam="A", group="client"))
    assert checked.answers["value"].tolist() == [1, 2, 3, 3, 4, 5]


def test_one_mapping_for_a_folder_keeps_kinds_of_files_apart():
    apart = {"abc": FileMapping(columns={"x": "Q4"}), "def": FileMapping(columns={"x": "Q5"}, answers={"1": 5})}
    both = FileMapping(answers={"bof": 2}, forms=apart)
    assert both.about("abc").columns == {"x": "Q4"} and both.about("abc").answers == {"bof": 2}
    assert both.about("def").answers == {"bof": 2, "1": 5}
    assert both.about("other") == FileMapping(answers={"bof": 2})


def test_a_code_with_the_statement_of_another_item_is_asked_about():
    turned = [f"{item.code} - {words}" for item, words in zip(MODEL.items, _later(MODEL), strict=True)]
    table = rows(turned)
    table = [table[0], *[[*row[:2], "Manager", *row[3:]] for row in table[1:]]]
    checked = read(table)
    assert "confirm_columns" in errors(checked)


def _later(model: Model) -> list[str]:
    """Every statement one place too far."""
    statements = [item.text.in_("fr") for item in model.items]
    return [*statements[1:], statements[0]]

"""What a workbook hides, merges or has in error: said with row and column in every format, never read in silence."""

import io
import re

import pytest
from openpyxl import load_workbook

from kamescope.ingest import Options, read_file
from kamescope.ingest.mapping import FileFacts, FileMapping, read_mapping, write_mapping
from tests.ingest.files import as_csv, found, sentences
from tests.ingest.workbooks import ERRORS, FORMATS, as_xlsx, patched
from tests.support import kamescope_model

MODEL = kamescope_model()
HEAD = ["campagne", "kam", "societe", "groupe", "repondant", "Q1", "Q2", "Q3"]
ROWS = [HEAD, *(["C1", "Ada", "X", "Manager", f"m{n}", 4, 3, n] for n in (1, 2, 3, 4))]


def read(content: bytes, mapping: FileMapping | None = None, name: str = "x.bin"):
    checked = read_file(name, content, MODEL, Options(mapping=mapping or FileMapping()))
    assert all(sentences(checked))
    return checked


def but(row: int, column: int, cell: object) -> list[list[object]]:
    """The rows with another cell."""
    rows = [row[:] for row in ROWS]
    rows[row][column] = cell
    return rows


@pytest.mark.parametrize("error", [*ERRORS, "#N/D", "#NOM?", "#WERT!", "#¡REF!", "#SPILL!", "#ERROR", "Err:502"])
@pytest.mark.parametrize("column", [0, 1, 2, 3])
def test_a_text_file_holds_cells_in_error_as_words(error: str, column: int):
    """A look-up that failed names nobody: not a campaign, a KAM, a company or a respondent."""
    assert ("cell_error", 3, HEAD[column]) in found(read(as_csv(but(2, column, error))))


def test_many_cells_in_error_are_one_line():
    rows = [HEAD, *(["C1", "Ada", "#N/A", "Manager", f"m{n}", 4, 3, 2] for n in range(12))]
    issues = [issue for issue in read(as_csv(rows)).issues if issue.code == "cell_error"]
    assert [issue.facts["times"] for issue in issues] == [12]


@pytest.mark.parametrize("name", ["#1", "E. Rr", "#Équipe", "Err", "N/A"])
def test_what_only_looks_like_an_error_is_a_name(name: str):
    assert "cell_error" not in {code for code, _, _ in found(read(as_csv(but(2, 2, name))))}


@pytest.mark.parametrize("made", FORMATS.values(), ids=FORMATS)
class TestEveryFormat:
    def test_nothing_hidden_is_nothing_said(self, made):
        checked = read(made(ROWS))
        assert not checked.refused and len(checked.answers) == 12

    @pytest.mark.parametrize("error", ERRORS)
    def test_cells_in_error_are_no_blanks(self, made, error: str):
        assert found(read(made(but(2, 6, error)))) == [("answer_not_number", 3, "Q2")]
        assert ("cell_error", 3, "societe") in found(read(made(but(2, 2, error))))

    def test_hidden_rows_are_asked_about(self, made):
        content = made(ROWS, hidden=[2, 4])
        checked = read(content)
        assert found(checked) == [("hidden_rows", 3, None)]
        assert checked.issues[0].facts["count"] == 2
        assert checked.understood.unseen.count("") == (2, 0, 0)
        kept, dropped = (read(content, FileMapping(hidden=choice)) for choice in ("keep", "drop"))
        assert not kept.refused and len(kept.respondents) == 4
        assert not dropped.refused and dropped.respondents.respondent.tolist() == ["m1", "m3"]
        assert {code for code, _, _ in found(dropped, "warning")} >= {"hidden_rows_dropped"}
        assert {code for code, _, _ in found(kept, "warning")} >= {"hidden_rows_kept"}

    def test_a_workbook_of_which_nothing_is_left_is_refused(self, made):
        content = made(ROWS, hidden=[1, 2, 3, 4])
        assert "hidden_nothing_left" in {code for code, _, _ in found(read(content, FileMapping(hidden="drop")))}

    def test_hidden_rows_one_by_one(self, made):
        facts = FileMapping(files={"x.bin": FileFacts(keep=(3,), drop=(5,))})
        checked = read(made(ROWS, hidden=[2, 4]), facts)
        assert not checked.refused and checked.respondents.respondent.tolist() == ["m1", "m2", "m3"]

    def test_hidden_rows_above_the_questionnaires_matter_to_nobody(self, made):
        checked = read(made([["Titre"], *ROWS], hidden=[0]))
        assert not checked.refused

    def test_hidden_columns_are_asked_about_where_they_would_be_read(self, made):
        content = made(ROWS, columns=[6, 7])
        assert found(read(content)) == [("hidden_columns", None, None)]
        assert len(read(content, FileMapping(hidden="keep")).answers) == 12
        assert len(read(content, FileMapping(hidden="drop")).answers) == 4
        agreed = read(content, FileMapping(columns={"q2": "Q2", "q3": "ignore"}))
        assert not agreed.refused and len(agreed.answers) == 8

    @pytest.mark.parametrize("state", ["hidden", "veryHidden"])
    def test_hidden_sheets_with_answers_are_asked_about(self, made, state: str):
        content = made(ROWS, sheet=state)
        assert found(read(content)) == [("hidden_sheets", None, None)]
        assert len(read(content, FileMapping(hidden="drop")).respondents) == 4
        facts = FileMapping(files={"x.bin/second": FileFacts(hidden="keep")})
        assert len(read(content, facts).understood.sheets) == 2

    def test_an_answer_merged_over_several_items_is_whose(self, made):
        checked = read(made(but(1, 6, "")[:1] + ROWS[1:], merged=[(1, 1, 5, 7)]))
        assert found(checked) == [("cell_merged", 2, "Q1")]
        assert "Q2" in next(iter(sentences(checked)))

    def test_an_answer_or_a_name_merged_over_several_people(self, made):
        assert ("cell_merged", 2, "Q2") in found(read(made(ROWS, merged=[(1, 2, 6, 6)])))
        assert ("cell_merged", 3, "societe") in found(read(made(ROWS, merged=[(2, 4, 2, 2)])))

    def test_merged_titles_and_empty_merges_are_no_answers(self, made):
        titled = [["Évaluation des KAM", *[""] * 7], *ROWS, ["", *[""] * 7]]
        assert not read(made(titled, merged=[(0, 0, 0, 7), (6, 6, 5, 7)])).refused


def test_rows_without_height_and_in_a_closed_outline_are_hidden():
    made = patched(as_xlsx(ROWS), lambda xml: xml.replace(b'<row r="3"', b'<row r="3" ht="0" customHeight="1"'))
    assert found(read(made)) == [("hidden_rows", 3, None)]
    book = load_workbook(io.BytesIO(as_xlsx(ROWS)))
    book.active.row_dimensions.group(4, 5, hidden=True)
    content = io.BytesIO()
    book.save(content)
    assert found(read(content.getvalue())) == [("hidden_rows", 4, None)]


def test_what_is_hidden_is_agreed_on_in_the_mapping_file():
    source = 'hidden = "drop"\n\n[files."a.xlsx/2"]\nhidden = "keep"\n'
    assert write_mapping(read_mapping(source)) == source
    said = read_mapping(source)
    assert [said.hidden_in(*one) for one in (("a.xlsx",), ("a.xlsx", "2"), ("b.xlsx",))] == ["drop", "keep", "drop"]


def test_a_hidden_sheet_without_answers_is_said_and_may_explain_the_scale():
    book = load_workbook(io.BytesIO(as_xlsx(ROWS)))
    book.create_sheet("Codes").append(["1 = Tout à fait d’accord, 5 = Pas du tout d’accord"])
    book["Codes"].sheet_state = "veryHidden"
    content = io.BytesIO()
    book.save(content)
    checked = read(content.getvalue())
    assert ("sheet_hidden", None, None) in found(checked, "warning")
    assert ("legend_turned", None, None) in found(checked)


def test_a_hidden_column_of_which_nothing_is_kept_is_no_question():
    rows = [[*row, "Remarque" if at == 0 else "x"] for at, row in enumerate(ROWS)]
    book = load_workbook(io.BytesIO(as_xlsx(rows)))
    book.active.column_dimensions["I"].hidden = True
    book.save(content := io.BytesIO())
    checked = read(content.getvalue())
    assert not checked.refused and checked.left_out == {"dropped_columns": 1}


@pytest.mark.parametrize("column", [0, 1, 2, 3, 4])
@pytest.mark.parametrize("lines", [(2,), (2, 4), (1, 2, 3, 4)])
def test_a_formula_without_a_result_is_no_blank(column: int, lines: tuple[int, ...]):
    """Programs write formulas and leave their results to the spreadsheet: an id that is not there yet is not lost."""
    rows = [row[:] for row in ROWS]
    for line in lines:
        rows[line][column] = f'="x"&ROW()&"<{line}>"'
    checked = read(as_xlsx(rows))
    assert [at for at in found(checked) if at[0] == "cell_not_computed"] == [
        ("cell_not_computed", line + 1, HEAD[column]) for line in lines
    ]
    assert {issue.facts["value"] for issue in checked.issues if issue.code == "cell_not_computed"} == {
        rows[line][column] for line in lines
    }


def test_a_row_of_formulas_without_results_is_a_row():
    rows = [*ROWS, ['="C"', '="A"', '="X"', '="Manager"', '="m"', "=1", "=2", "=3"]]
    assert ("cell_not_computed", 6, "repondant") in found(read(as_xlsx(rows)))


@pytest.mark.parametrize(
    "value", ['<c r="E3" t="str"><f>IF(A3="","",A3)</f><v></v></c>', '<c r="E3" t="str"><f>A9</f></c>']
)
def test_a_formula_whose_result_is_an_empty_text_is_a_blank(value: str):
    """As long as it says so, and no other cell of the row is touched."""
    plain = as_xlsx(but(2, 4, "=A9"))
    changed = patched(plain, lambda xml: re.sub(rb'<c r="E3".*?</c>', value.encode(), xml))
    checked = read(changed)
    assert not checked.refused and checked.respondents.respondent.tolist() == ["m1", None, "m3", "m4"]


def test_a_formula_without_a_result_in_an_open_document():
    made = FORMATS["ods"](but(2, 4, "FORMULA"))
    formula = b'<table:table-cell table:formula="of:=[.A1]"/>'
    cell = rb"<table:table-cell(?:(?!<table:table-cell).)*?FORMULA.*?</table:table-cell>"
    changed = patched(made, lambda xml: re.sub(cell, formula, xml), "content.xml")
    assert ("cell_not_computed", 3, "repondant") in found(read(changed))

"""What stands around a row of headings: other items, « (inversé) », kinds of columns, the headings once more."""

import pytest

from kamescope.ingest import Checked, Options, read_file
from kamescope.ingest.mapping import FileFacts, FileMapping
from tests.ingest.files import as_csv, as_xlsx, found, sentences
from tests.ingest.workbooks import as_xlsx as as_book
from tests.support import kamescope_model

MODEL = kamescope_model()
HEAD = ["campagne", "kam", "groupe", "repondant", "Q4", "Q5", "Q6", "Q7"]
CODES = HEAD[4:]
ROWS = [["C1", "M. MARTIN", "Client", f"c{n}", 1, 2, 3, 4 + n % 2] for n in range(3)]
ORDERS = [["Q5", "Q4", "Q6", "Q7"], ["Q7", "Q6", "Q5", "Q4"]]
LEGEND = "1 = Pas du tout d'accord ; 5 = Tout à fait d'accord"


def read(content: bytes, **agreed: object) -> Checked:
    checked = read_file("x.bin", content, MODEL, Options(mapping=FileMapping(**agreed)))
    assert all(sentences(checked))
    return checked


def codes(checked: Checked, severity: str = "error") -> set[str]:
    return {code for code, *_ in found(checked, severity)}


def given(checked: Checked) -> dict[str, list[int]]:
    """The answers by item, in the order of the respondents."""
    assert not checked.refused, found(checked)
    frame = checked.answers.sort_values(["respondent", "item"])
    return {MODEL.items[item].code: part.value.tolist() for item, part in frame.groupby("item")}


def statements(order: list[str]) -> list[str]:
    return [MODEL.item(code).text.in_("fr") for code in order]


RIGHT = {"Q4": [1, 1, 1], "Q5": [2, 2, 2], "Q6": [3, 3, 3], "Q7": [4, 5, 4]}


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("spelled", [list, statements])
@pytest.mark.parametrize("above", [True, False])
def test_rows_that_name_other_items_are_asked_about(order: list[str], spelled, above: bool):
    second = ["", "", "", "", *spelled(order)]
    rows = [second, HEAD, *ROWS] if above else [HEAD, second, *ROWS]
    for content in (as_csv(rows), as_xlsx(rows)):
        checked = read(content)
        assert codes(checked) & {"confirm_columns", "columns_open"}
        assert given(read(content, columns={code.lower(): code for code in CODES})) == RIGHT


@pytest.mark.parametrize("spelled", [list, statements])
@pytest.mark.parametrize("above", [True, False])
@pytest.mark.parametrize("who", [["", "", "", ""], ["Campagne", "KAM évalué", "Groupe", "Répondant"]])
def test_rows_that_name_the_same_items_are_headings(spelled, above: bool, who: list[str]):
    second = [*who, *spelled(CODES)]
    checked = read(as_csv([second, HEAD, *ROWS] if above else [HEAD, second, *ROWS]))
    assert given(checked) == RIGHT
    assert above or ("headings_again", 2, None) in found(checked, "warning")


@pytest.mark.parametrize(
    "who", [["KAM", "Campagne", "Groupe", "Répondant"], ["Campagne", "Répondant", "Groupe", "KAM"]]
)
def test_a_second_row_that_calls_names_otherwise_is_refused(who: list[str]):
    assert found(read(as_csv([HEAD, [*who, *CODES], *ROWS]))) == [("second_headings", 2, None)]


def test_another_sheet_with_other_statements_is_asked_about_too():
    other = [[*row[:3], f"d{row[3]}", *row[4:]] for row in ROWS]
    book = as_xlsx([HEAD, *ROWS], B=[HEAD, ["", "", "", "", *statements(ORDERS[0])], *other])
    assert codes(read(book)) & {"confirm_columns", "columns_open"}


def test_titles_above_are_no_names():
    rows = [["Enquête 2026"], ["", "", "", "", "Écoute", "", "Suivi de la relation"], HEAD, *ROWS]
    checked = read(as_csv([[*row, *[""] * (8 - len(row))] for row in rows]))
    assert given(checked) == RIGHT and not checked.issues[1:]


@pytest.mark.parametrize("mark", ["(inversé)", "reverse coded", "(R)", "Item inversé"])
def test_a_mark_above_a_heading_is_asked_as_in_it(mark: str):
    rows = [["", "", "", "", "", "", mark, ""], HEAD, *ROWS]
    assert "heading_reversed" in codes(read(as_csv(rows)))
    agreed = {"columns": {"q6": "Q6"}, "turned": {"q6": True}}
    assert given(read(as_csv(rows), **agreed)) == RIGHT | {"Q6": [3, 3, 3]}
    rows = [row if at < 2 else [*row[:6], 1, row[7]] for at, row in enumerate(rows)]
    assert given(read(as_csv(rows), **agreed))["Q6"] == [5, 5, 5]
    assert given(read(as_csv(rows), **(agreed | {"turned": {"q6": False}})))["Q6"] == [1, 1, 1]


def test_a_mark_over_several_headings_is_of_each():
    merged = as_book([["", "", "", "", "", "(inversé)", "", ""], HEAD, *ROWS], merged=[(0, 0, 5, 6)])
    band = as_csv([["", "", "", "", "Items directs", "Items inversés", "", ""], HEAD, *ROWS])
    for content, keys in ((merged, ["q5", "q6"]), (band, ["q5", "q6", "q7"])):
        assert [each.key for each in read(content).understood.turnings] == keys


@pytest.mark.parametrize("title", ["Échelle inversée", "Items reverse scored", "Reversed scale", "Cotation inversée"])
def test_a_title_that_turns_the_scale_is_a_legend(title: str):
    rows = [[title, *[""] * 7], HEAD, *ROWS]
    checked = read(as_csv(rows))
    assert codes(checked) >= {"legend_turned"}
    kept = {str(n): n for n in range(1, 6)}
    assert given(read(as_csv(rows), answers=kept)) == RIGHT
    turned = {str(n): 6 - n for n in range(1, 6)}
    assert given(read(as_csv(rows), answers=turned))["Q4"] == [5, 5, 5]


@pytest.mark.parametrize("kinds", [["note 1-5"] * 4, ["1 à 5", "1 à 5", "1 à 5", "un mot"]])
def test_a_row_of_kinds_is_one_sentence_and_may_be_left_out(kinds: list[str]):
    rows = [HEAD, ["texte", "texte", "liste", "texte", *kinds], *ROWS]
    checked = read(as_csv(rows))
    assert found(checked) == [("second_headings", 2, None)]
    assert given(read(as_csv(rows), files={"x.bin": FileFacts(drop=(2,))})) == RIGHT


def test_one_bad_answer_is_no_row_of_headings():
    rows = [HEAD, [*ROWS[0][:4], "bof", 2, 3, 4], *ROWS[1:]]
    assert codes(read(as_csv(rows))) == {"answer_not_number"}


def test_the_columns_a_person_names_make_a_table():
    rows = [[*HEAD[:4], "Prise de contact", "Écoute"], *(row[:6] for row in ROWS)]
    checked = read(as_csv(rows))
    assert codes(checked) & {"columns_open", "confirm_columns"}
    agreed = {"prise de contact": "Q4", "ecoute": "Q5"}
    assert given(read(as_csv(rows), columns=agreed)) == {code: RIGHT[code] for code in ("Q4", "Q5")}
    other = [["X1", "X2", "X3", "X4", "Prise de contact"], *(row[:5] for row in ROWS)]
    agreed = {"x1": "campaign", "x2": "kam", "x3": "group", "x4": "respondent", "prise de contact": "Q4"}
    assert given(read(as_csv(other), columns=agreed)) == {"Q4": RIGHT["Q4"]}


def test_a_legend_below_each_sheet_is_said_of_each():
    note = [LEGEND, *[""] * 7]
    other = [[*row[:3], f"d{row[3]}", *row[4:]] for row in ROWS]
    checked = read(as_xlsx([HEAD, *ROWS, note], B=[HEAD, *other, note]))
    assert [at[0] for at in found(checked, "warning")].count("legend_below") == 2
    assert given(checked)["Q7"] == [4, 5, 4, 4, 5, 4]
    turned = ["1 = Tout à fait d'accord ; 5 = Pas du tout d'accord", *[""] * 7]
    for first, second in ((turned, []), ([""], turned), (turned, turned)):
        assert "legend_turned" in codes(read(as_xlsx([HEAD, *ROWS, first], B=[HEAD, *other, second])))


@pytest.mark.parametrize("ends", [(1, 5), (5, 1)])
@pytest.mark.parametrize("rows", [1, 2])
def test_a_codebook_of_one_item_is_no_sheet_of_answers(ends: tuple[int, int], rows: int):
    scale = f"{ends[0]} = Pas du tout d'accord ; {ends[1]} = Tout à fait d'accord"
    book = [["Code", "Énoncé", "Échelle"], *([f"Q{4 + n}", "x", scale] for n in range(rows))]
    checked = read(as_xlsx([HEAD, *ROWS], Codes=book))
    assert "sheet_ignored" in codes(checked, "warning")
    assert codes(checked) == (set() if ends == (1, 5) else {"legend_turned", "confirm_answers"})

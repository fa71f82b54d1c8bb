"""Where a value in doubt stands: rows as the spreadsheet shows them, sheet by sheet."""

from kamescope.ingest import read_file
from kamescope.ingest.held import FIRST
from tests.ingest.files import as_csv, as_xlsx
from tests.support import kamescope_model

HEAD = ["campagne", "kam", "groupe", "repondant", "Q1", "Q4"]


def held(name: str, content: bytes) -> dict[str, list[tuple[str, tuple[int, ...], int]]]:
    """Label → (sheet, first rows, how many)."""
    understood = read_file(name, content, kamescope_model()).understood
    return {
        key: [(each.sheet, each.first, each.count) for each in found] for key, found in understood.labels_held.items()
    }


def test_the_first_rows_are_named_and_all_are_counted_a_row_once():
    rows = [[*("C", "A", "Manager"), f"m{n}", "moyen", "moyen" if n % 2 else 4] for n in range(9)]
    (found,) = held("a.csv", as_csv([HEAD, *rows]))["moyen"]
    assert found[1:] == (tuple(range(2, 2 + FIRST)), 9)


def test_each_sheet_has_its_own_numbers():
    row = ["C", "A", "Manager", "m1", 4, "moyen"]
    other = ["C", "A", "Manager", "m2", "moyen", 3]
    assert held("a.xlsx", as_xlsx([], Un=[HEAD, row], Deux=[HEAD, other]))["moyen"] == [
        ("Un", (2,), 1),
        ("Deux", (2,), 1),
    ]


def test_of_one_row_an_answer_the_column_of_answers_is_looked_at():
    head = ["campagne", "kam", "groupe", "repondant", "item", "reponse"]
    rows = [["C", "A", "Manager", "m1", code, value] for code, value in (("Q1", 4), ("Q4", "moyen"), ("Q5", 3))]
    (found,) = held("a.csv", as_csv([head, *rows]))["moyen"]
    assert found[1:] == ((3,), 1)


def test_nothing_is_kept_of_what_is_sure():
    assert held("a.csv", as_csv([HEAD, ["C", "A", "Manager", "m1", 4, 3]])) == {}

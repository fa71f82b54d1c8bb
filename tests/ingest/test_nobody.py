"""Words where a name should stand: nobody is called `nan`, and nobody who is called Na is refused."""

import pytest

from kamescope.ingest import Checked, Options, read_file
from kamescope.ingest.mapping import FileMapping
from tests.ingest.files import as_csv, as_xlsx, found, sentences
from tests.support import kamescope_model

MODEL = kamescope_model()
HEAD = ["campagne", "kam", "kam_id", "societe", "equipe", "groupe", "repondant", "Q4", "Q5", "Q6", "Q7"]
WORDS = ["nan", "NaN", "None", "null", "<NA>", "N/A", "n/a", "-", "?", "0", "(vide)", "(blank)", "inconnu", "unknown"]
WORDS += ["non renseigné", "Non renseignée", "Choisir…", "-- Choisir un KAM --", "Please select", "Tous", "All", "…"]


def read(content: bytes, **agreed: object) -> Checked:
    checked = read_file("x.bin", content, MODEL, Options(mapping=FileMapping(**agreed)))
    assert all(sentences(checked))
    return checked


def but(column: int, word: object) -> list[list[object]]:
    """Two clients; that column of the second one says something else."""
    rows = [["C1", "M. MARTIN", "k1", "ACME", "Nord", "Client", f"c{n}", 1, 2, 3, 4 + n % 2] for n in range(2)]
    rows[1][column] = word
    return [HEAD, *rows]


@pytest.mark.sample(22)
@pytest.mark.parametrize("word", WORDS)
@pytest.mark.parametrize("column", [0, 1, 2])
def test_no_campaign_no_kam_and_no_id_is_called_so(word: str, column: int):
    assert ("cell_names_nobody", 3, HEAD[column]) in found(read(as_csv(but(column, word))))
    assert ("cell_names_nobody", 3, HEAD[column]) in found(read(as_xlsx(but(column, word))))


@pytest.mark.parametrize("word", [word for word in WORDS if word not in ("Tous", "All")])
@pytest.mark.parametrize(("column", "name"), [(3, "company"), (4, "team")])
def test_a_company_or_a_team_is_not_given_and_that_is_said(word: str, column: int, name: str):
    checked = read(as_csv(but(column, word)))
    assert ("cell_not_given", 3, HEAD[column]) in found(checked, "warning")
    assert not checked.refused and checked.respondents[name].tolist() == [but(column, word)[1][column], ""]
    assert len(checked.answers) == 8


@pytest.mark.parametrize("column", [0, 1, 2, 3])
def test_a_value_that_was_too_wide_for_its_column_is_lost(column: int):
    assert ("cell_error", 3, HEAD[column]) in found(read(as_csv(but(column, "####"))))


@pytest.mark.parametrize("word", ["Na", "NA", "O", "Jean Null", "M. None", "Vide", "A. Tous", "0 %", "K-0", "王"])
def test_people_who_are_called_so(word: str):
    codes = {code for code, *_ in found(read(as_csv(but(1, word))))}
    assert not codes & {"cell_names_nobody", "cell_error"}


@pytest.mark.parametrize("word", ["Toussaint 2026", "Selection 2026", "Nancy", "ALL", "Unknown Pleasures", "N", "X-"])
@pytest.mark.parametrize("column", [3, 4])
def test_companies_and_teams_that_are_called_so(word: str, column: int):
    checked = read(as_csv(but(column, word)))
    assert "cell_not_given" not in {code for code, *_ in found(checked, "warning")}


def test_many_are_one_line_and_a_column_may_be_left_out():
    rows = [HEAD, *([*but(2, "nan")[2][:6], f"c{n}", 1, 2, 3, n % 5 + 1] for n in range(9))]
    issues = [issue for issue in read(as_csv(rows)).issues if issue.code == "cell_names_nobody"]
    assert [issue.facts["times"] for issue in issues] == [9]
    checked = read(as_csv(rows), columns={"kam_id": "ignore"})
    assert not checked.refused and set(checked.respondents.kam) == {"M. MARTIN"}

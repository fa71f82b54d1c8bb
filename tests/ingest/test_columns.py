"""Which column is which: what a heading may carry, what it never proves, and what a person says of it."""

from collections.abc import Sequence

import pytest

from kamescope.ingest import Checked, Options, read_file
from kamescope.ingest.column_matching import claimed
from kamescope.ingest.form import Column
from kamescope.ingest.mapping import FileMapping, read_mapping, write_mapping
from kamescope.ingest.words import bare, item_words
from tests.ingest.files import found, sentences
from tests.support import kamescope_model

MODEL = kamescope_model()
ITEMS = MODEL.items
WHOLE_FILE = Options(campaign="C1", kam="M. MARTIN", group="manager")
Q12 = MODEL.item_index["Q12"]


def statement(code: str, language: str = "fr") -> str:
    """What an item says."""
    return ITEMS[MODEL.item_index[code]].text.in_(language)


def read(rows: Sequence[str], options: Options = WHOLE_FILE, name: str = "f.csv") -> Checked:
    """Lines of a csv, read as the product does; every issue has its sentence."""
    checked = read_file(name, "\n".join(rows).encode(), MODEL, options)
    assert all(sentences(checked))
    return checked


def told(source: str) -> Options:
    """The options with what a person wrote in a mapping file."""
    return Options("C1", "M. MARTIN", "manager", mapping=read_mapping(source))


def answers(checked: Checked) -> list[dict[str, int]]:
    """Each questionnaire's answers by item."""
    assert not checked.refused, list(sentences(checked))
    given: list[dict[str, int]] = [{} for _ in range(len(checked.respondents))]
    for row in checked.answers.itertuples():
        given[row.respondent][ITEMS[row.item].code] = int(row.value)
    return given


def codes(checked: Checked, severity: str = "error") -> list[str]:
    """The codes of what was found."""
    return [code for code, *_ in found(checked, severity)]


def by_item(checked: Checked) -> dict[str, str]:
    """Heading → item or use, as it was understood."""
    return {use.column.heading: use.item or use.use for use in checked.understood.columns}


# What stands around a statement


MARKS = [
    "{} *", "* {}", "{} :", "{} ?", "{}…", "{} (obligatoire)", "{} (Required)", "{} [mandatory question]", "<p>{}</p>",
    "<b>{}</b><br/>", "&lt;p&gt;{}&lt;/p&gt;", "{}_x000D_\n", "« {} »", "12. {} *", "Q12 - {} (obligatoire)",
    "{}&nbsp;*",
]  # fmt: skip


@pytest.mark.parametrize("marked", MARKS)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_marks_around_a_statement_do_not_change_it(marked: str, language: str):
    heading = marked.format(statement("Q12", language))
    claim = claimed(Column(0, heading, (heading,)), item_words(MODEL))
    assert (claim.position, claim.by, claim.sure) == (Q12, "statement", True)


def test_a_statement_cut_off_with_dots_is_the_one_that_begins_so():
    for cut, sure in [(statement("Q12")[:40] + "…", True), (statement("Q12")[:30] + "..", True),
                      (statement("Q12")[:40], False), (statement("Q12")[:15] + "..", False)]:  # fmt: skip
        claim = claimed(Column(0, cut, (cut,)), item_words(MODEL))
        assert (claim.position, claim.sure) == (Q12, sure), cut
    assert claimed(Column(0, "De…", ("De…",)), item_words(MODEL)) is None


def test_a_comparison_is_no_markup():
    assert bare("Note < 3 et > 1") == "note < 3 et > 1"


def test_a_word_for_how_makes_no_free_text_of_answers():
    rows = ["Q1;Comment juge-t-il la situation du client ?;Q3", "4;5;3", "2;3;4"]
    assert codes(read(rows)) == ["columns_open"]
    spoken = ["Q1;Comment juge-t-il la situation du client ?;Q3", "4;Avec calme;3", "2;Mal;4"]
    assert codes(read(spoken), "warning")[0] == "dropped_free_text"


def test_what_holds_answers_among_unknown_columns_is_not_jumped_over():
    """« Remarques » stands where an item would: in the order of the columns it is one of them."""
    strange = [f"Une affirmation inconnue numéro {at}" for at in range(1, 81)]
    rows = [";".join([*strange[:40], "Remarques", *strange[40:]]), ";".join(["4"] * 81), ";".join(["2"] * 81)]
    understood = by_item(read(rows))
    assert understood["Remarques"] == "Q41" and understood[strange[-1]] == "Q81"


# A code proves nothing of the words beside it


@pytest.mark.parametrize("heading", ["Q12 (inversé)", "Q12 reversed", "Q12 (R)", "Q12 - Autre chose", "Q12 attendu"])
def test_words_beside_a_code_that_are_not_the_statement_are_asked_about(heading: str):
    headings = [heading if item.code == "Q12" else item.code for item in ITEMS]
    checked = read([";".join(headings), ";".join(["4"] * 81)])
    assert "confirm_columns" in codes(checked)
    assert checked.understood.proposal.columns == {heading.casefold().replace("é", "e"): "Q12"}


@pytest.mark.parametrize("pair", [("Q12 avant", "Q12 après"), ("Q12.1", "Q12.2"), ("Q12 (a)", "Q12 (b)")])
def test_two_columns_beside_one_code_are_both_open(pair: tuple[str, str]):
    rest = [item.code for item in ITEMS if item.code != "Q12"]
    checked = read([";".join([*rest, *pair]), ";".join(["4"] * 82)])
    assert checked.refused
    assert not {"Q12"} & set(checked.understood.proposal.columns.values())


def test_a_tools_own_number_of_an_array_is_no_item():
    """LimeSurvey writes `q2[lea]` for a part of its second question."""
    head = "id;submitdate;lastpage;startlanguage;" + ";".join(
        f"q{at}[{name}]" for at in (1, 2) for name in ("a", "bee")
    )
    checked = read([head, "1;2026-01-01 10:00;3;fr;1;2;3;4", "2;2026-01-02 10:00;3;fr;1;2;3;5"])
    assert codes(checked) == ["columns_open"]


def test_codes_that_count_from_zero_are_taken_in_order_and_asked_about():
    checked = read([";".join(f"Q{at}" for at in range(81)), ";".join(["4"] * 81)])
    assert codes(checked) == ["confirm_columns"]
    assert (by_item(checked)["Q0"], by_item(checked)["Q80"]) == ("Q1", "Q81")


def test_beside_a_code_beyond_the_last_no_code_is_sure():
    checked = read([";".join(f"Q{at}" for at in range(2, 83)), ";".join(["4"] * 81)])
    assert {"item_unknown", "confirm_columns"} <= set(codes(checked))
    assert "q82" in checked.understood.still_open["columns"]


def test_a_column_of_totals_takes_no_items_place():
    strange = [f"Une affirmation inconnue numéro {at}" for at in range(1, 81)]
    checked = read([";".join([*strange, "Total général"]), ";".join(["4"] * 81)])
    assert codes(checked) == ["columns_open"]


def test_a_file_without_one_item_is_refused():
    rows = ["Respondent ID,Collector ID,Start Date,End Date,Why?,Where?", ",,,,Open-Ended Response,Open-Ended Response",
            "1,2,2026-01-01 10:00,2026-01-01 10:05,Because,Lyon"]  # fmt: skip
    assert codes(read(rows)) == ["no_items"]


# Row numbers


@pytest.mark.parametrize("heading", ["", "Unnamed: 0", "...1", "X", "row.names", "index", "N°"])
@pytest.mark.parametrize("first", [0, 1])
def test_row_numbers_are_left_out_and_said(heading: str, first: int):
    checked = read([f"{heading};Q1;Q2", f"{first};4;5", f"{first + 1};2;3"])
    assert answers(checked) == [{"Q1": 4, "Q2": 5}, {"Q1": 2, "Q2": 3}]
    assert "row_numbers" in codes(checked, "warning")


def test_other_numbers_under_no_heading_are_asked_about():
    rows = [";Q1;Q2", "7;4;5", "3;2;3"]
    checked = read(rows)
    assert codes(checked) == ["heading_missing"] and checked.understood.still_open["columns"] == ("a",)
    assert answers(read(rows, told('[columns]\na = "ignore"')))[0] == {"Q1": 4, "Q2": 5}


def test_row_numbers_above_which_no_heading_stands_put_all_columns_in_doubt():
    """R's `write.table`: the headings are one cell short, and the last answers are blank."""
    assert codes(read(["Q1;Q2", "1;4;", "2;5;", "3;3;"])) == ["confirm_columns"]
    assert answers(read(["Q1;Q2", "1;4", "2;5", "3;3"]))[0] == {"Q1": 1, "Q2": 4}


# One row an answer


LONG = ["Person;Behaviour;Rating", "p1;Q1;3", "p1;Q2;4", "p2;Q1;5", "p2;Q2;2"]


@pytest.mark.parametrize(
    "rows",
    [
        LONG,
        ["1;Q1;3", "1;Q2;4", "2;Q1;5", "2;Q2;2", "3;Q1;1", "3;Q2;1"],
        ["p1;Q1;Disagree", "p1;Q2;Agree", "p2;Q1;Strongly agree", "p2;Q2;Agree"],
        [f"{who};{statement(code)} *;{value}" for who, code, value in [("a", "Q1", 1), ("a", "Q2", 2), ("b", "Q1", 3)]],
    ],
)
def test_a_file_of_one_row_an_answer_is_known_by_its_shape_and_asked_about(rows: list[str]):
    checked = read(["Who;What;How much", *rows] if rows is not LONG else rows)
    assert checked.layout == "long" and "confirm_roles" in codes(checked)
    proposal = set(checked.understood.proposal.columns.values())
    assert {"item", "respondent"} <= proposal


def test_what_a_person_confirmed_of_such_a_file_counts():
    proposal = read(LONG).understood.proposal
    again = read(LONG, Options("C1", "M. MARTIN", "manager", mapping=read_mapping(write_mapping(proposal))))
    assert answers(again) == [{"Q1": 3, "Q2": 4}, {"Q1": 5, "Q2": 2}]


def test_columns_that_nobody_would_take_for_it_are_what_a_person_says():
    rows = ["Qui;Quoi;Combien;Poids", "p1;vitesse;3;1", "p1;délais;4;2"]
    source = '[columns]\nqui = "respondent"\nquoi = "item"\ncombien = "answer"\n'
    assert set(codes(read(rows, told(source)))) == {"item_unknown"}
    assert read(rows, told(source)).understood.still_open["columns"] == ("vitesse", "delais")
    whole = read(rows, told(source + 'vitesse = "Q1"\n"délais" = "ignore"\n'))
    assert answers(whole) == [{"Q1": 3}]
    assert {"items_ignored"} <= set(codes(whole, "warning"))


def test_of_two_columns_of_answers_a_person_says_which():
    rows = ["Who;What;Now;Then", "p1;Q1;3;4", "p1;Q2;4;4", "p2;Q1;5;1", "p2;Q2;2;1"]
    checked = read(rows)
    assert {"confirm_roles", "columns_open", "roles_missing"} == set(codes(checked))
    said = told('[columns]\nwho = "respondent"\nwhat = "item"\nnow = "answer"\nthen = "ignore"')
    assert answers(read(rows, said)) == [{"Q1": 3, "Q2": 4}, {"Q1": 5, "Q2": 2}]


def test_what_a_person_said_goes_before_a_heading():
    rows = ["respondent;question;code;answer", "p1;strange;Q1;3", "p1;odd;Q2;3"]
    said = told('[columns]\nquestion = "ignore"\ncode = "item"')
    assert answers(read(rows, said)) == [{"Q1": 3, "Q2": 3}]
    assert codes(read(rows, told('[columns]\nquestion = "ignore"'))) == ["roles_missing"]


def test_a_column_that_changes_with_the_answer_is_left_out_and_said():
    rows = ["respondent,item,item id,segment,answer", "p1,Q1,901,Industry,3", "p1,Q2,902,Industry,4"]
    checked = read(rows)
    assert answers(checked) == [{"Q1": 3, "Q2": 4}]
    assert codes(checked, "warning")[0] == "varies_with_answer"
    assert checked.left_out == {"dropped_columns": 1}  # each column counts once
    assert checked.respondents["attributes"].tolist() == [{"segment": "Industry"}]
    assert codes(read([*rows[:2], rows[2].replace("Industry", "Trade")])) == ["respondent_conflict"]


def test_the_same_row_twice_counts_once_and_is_said_once():
    rows = ["respondent;item;answer", "p1;Q1;3", "p1;Q1;3", "p1;Q2;4", "p1;Q1;3"]
    checked = read(rows)
    assert answers(checked) == [{"Q1": 3, "Q2": 4}]
    assert found(checked, "warning")[:1] == [("rows_repeated", 3, None)]
    assert codes(read(rows, told('set_aside = ["test"]'))) == ["answer_twice", "answer_twice"]


def test_of_two_answers_to_one_item_a_person_leaves_one_out():
    rows = ["respondent;item;answer", "p1;Q1;3", "p1;Q1;4", "p1;Q2;4"]
    assert codes(read(rows)) == ["answer_twice"]
    assert answers(read(rows, told('[files."f.csv"]\ndrop = [3]'))) == [{"Q1": 3, "Q2": 4}]


@pytest.mark.parametrize(
    "rows",
    [
        ["Groupe;Item;Moyenne;N", "Client;Q1;3,5;4", "Client;Q2;3,2;4", "Manager;Q1;3;1", "Manager;Q2;4;1"],
        ["Groupe;Item;c1;c2;c3", "Client;Q1;3;4;4", "Client;Q2;3;2;4", "Self;Q1;3;3;1", "Self;Q2;4;4;1"],
        ["Facteur;Item;Self;Client", "F1;Q1;3;4", "F1;Q2;3;2", "F1;Q3;3;5"],
        ["Item;Self;Client", "Q1;3;4", "Q2;3;2", "Q3;3;5"],
    ],
)
def test_a_cross_tab_is_known_wherever_its_items_stand(rows: list[str]):
    assert codes(read(rows)) == ["cross_tab"]


def test_an_agreement_about_such_files_comes_back_from_its_toml():
    said = FileMapping(columns={"quoi": "item", "combien": "answer", "vitesse": "Q1"})
    assert read_mapping(write_mapping(said)) == said

"""The Imports page: files in, doubts settled by a person, results right; what was refused, waits, or is undone."""

import datetime
import re
from collections.abc import Callable, Sequence
from html import escape, unescape

import pytest
from streamlit.testing.v1 import AppTest

from kamescope import service
from kamescope.analysis.published import Level
from kamescope.i18n import LANGUAGES, words
from kamescope.ingest.layouts import NAMES
from kamescope.service import FileMapping, Question, everything, normal, write_mapping
from kamescope.ui import data
from kamescope.ui.imports.batch import KEY, QUESTIONS
from kamescope.ui.imports.choices import MANY
from kamescope.ui.imports.fill import in_order, lists, usual
from kamescope.ui.imports.kinds import ColumnRow
from kamescope.ui.imports.who import OTHER, told_apart
from kamescope.ui.text import spoken
from tests.exports import microsoft_forms
from tests.exports.answered import Answered, of, several
from tests.exports.cases import case
from tests.exports.wording import OTHER_LABELS, Wording
from tests.ingest.files import as_csv
from tests.pages.app import faults, html, links, metrics, opened, sent, shown, turned, unmarked, widget
from tests.pages.databases import People, Rater, rated, sheet
from tests.support import kamescope_model, other_model

FRENCH = words("fr")
MODEL = kamescope_model()
ANSWERED = several(MODEL, many=4)
KAM = "C. LEFÈVRE"
FIRST, SECOND, *_ = (item.code for item in MODEL.items if item.code in MODEL.group("client").items)
OWN = {code: value for code, value in zip(OTHER_LABELS["fr"], (2, 4, 1, 5, 3), strict=True)}
"""Values that nobody would guess, so that a score tells whether the person was obeyed."""
ALIVE = re.compile(r"(?<!\\)(<img|<script|\]\(javascript|:red\[)")
File = tuple[str, bytes, str]


def forms(kam: str, group: str, answer: str = "four", who: Sequence[Answered] = (), **how: str) -> File:
    """What Microsoft Forms gives about one KAM by one group; only the file's name says so."""
    wording = Wording(MODEL, "fr", how.get("heading", "statement"), answer)
    rows = microsoft_forms.rows(wording, who or of(ANSWERED, kam, group), about=False)
    return (how.get("file", f"{kam} {group}.xlsx"), microsoft_forms.content(rows), "")


def clients_rows() -> list[list[object]]:
    """A wide table of our own with three clients, its headings first."""
    return rated(MODEL, "A. RIVAL", [Rater("client", "PME") for _ in range(3)], "ACME", "Vague 9", blanks=0)


def without(heading: str, rows: list[list[object]]) -> list[list[object]]:
    """A table without one of its columns."""
    at = rows[0].index(heading)
    return [[*row[:at], *row[at + 1 :]] for row in rows]


def clients(count: int, file: str = "vague.csv", change: int | None = None) -> File:
    """A wide file of our own with so many clients; one answer of the first one may be another."""
    rows = rated(MODEL, "A. RIVAL", [Rater("client", "PME") for _ in range(count)], "ACME", "Vague 9", blanks=0)
    if change is not None:
        place = next(at for at, cell in enumerate(rows[1]) if isinstance(cell, int) and cell != change)
        rows[1][place] = change
    return (file, as_csv(rows), "")


def dropped(*files: File, test: AppTest | None = None, lang: str = "fr") -> AppTest:
    """The page with these files dropped on it."""
    test = test or opened("imports", lang=lang)
    drop = next(each for each in test.file_uploader if each.key.startswith("imports_drop_"))
    return drop.set_value(list(files)).run()


def pressed(test: AppTest, key: str) -> AppTest:
    """The page after a click on the first button whose key starts so."""
    found = next(button for button in test.main.button if (button.key or "").startswith(key))
    assert not found.disabled, key
    return found.click().run()


def table(test: AppTest, title: str) -> list[list[str]]:
    """The rows of a table by its caption, without its heads: the texts of their cells."""
    for found in re.findall(r"<table.*?</table>", html(test), re.DOTALL):
        if f">{escape(FRENCH(title))}</caption>" in found:
            body = re.sub(r'<span class="kms-label".*?</span>', "", found.partition("</thead>")[2])
            rows = (re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in body.split("</tr>")[:-1])
            return [[unescape(cell) for cell in row] for row in rows]
    return []


def changed(test: AppTest, name: str, choices: dict[str, str]) -> AppTest:
    """The page after somebody asked to change rows of a table, and chose for each, by heading."""
    (box,) = [each for each in test.multiselect if each.key.endswith(f"_{name}_change")]
    return chosen(box.set_value([normal(heading) for heading in choices]).run(), name, choices)


def listed(test: AppTest, name: str) -> dict[str, object]:
    """What a plain list says: what the files say → the choice made, in the order of the list."""
    return {unmarked(each.label): each.value for each in test.selectbox if f"_{name}_" in each.key}


def chosen(test: AppTest, name: str, choices: dict[str, str]) -> AppTest:
    """The page after somebody chose in a plain list."""
    for each in test.selectbox:
        if f"_{name}_" in each.key and unmarked(each.label) in choices:
            each.set_value(choices[unmarked(each.label)])
    return test.run()


def aside(test: AppTest):
    """The box of the only questionnaire that is set aside."""
    (box,) = [each for each in test.checkbox if "_asides_" in each.key]
    return box


def taken(test: AppTest) -> AppTest:
    """The page after somebody took the values that are proposed for labels in doubt."""
    return next(button for button in test.main.button if button.key.endswith("_proposed")).click().run()


def named(test: AppTest, campaign: str = "Printemps 2026") -> AppTest:
    """The page after a new campaign was typed."""
    return widget(test, "text_input", "imports_campaign_new").set_value(campaign).run()


def states(test: AppTest) -> list[str]:
    """Where each file of the batch stands."""
    return [look.state for look in test.session_state[KEY].looks()]


def steps(test: AppTest) -> list[str]:
    """What the foot of the page says is still to be done: the links, each to a place that is there."""
    found = [link for each in test.markdown for link in re.findall(r"\[([^]]+)\]\(#([\w-]+)\)", each.value)]
    assert [place for _, place in found if f'id="{place}"' not in html(test)] == []
    return [words for words, _ in found]


def journal() -> list[service.JournalEntry]:
    """The journal of the database in use."""
    return list(everything(data.store()).journal())


def score(kam: str, group: str, item: str) -> float | None:
    """A published item score of the database in use."""
    entry = next(each for each in everything(data.store()).people() if each.kam.name == kam)
    published = everything(data.store()).results(Question(entry.campaign.token, entry.kam.token))
    return published.cell(Level.ITEM, item, group).score


def mean(group: str, item: str, value: Callable[[int], float] = float) -> float:
    """The mean of an item over the answers about KAM."""
    given = [value(one.given[item]) for one in of(ANSWERED, KAM, group) if item in one.given]
    return sum(given) / len(given)


# Nothing yet


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_files_the_page_says_what_to_do(nothing: People, language: str) -> None:
    say = words(language)
    test = opened("imports", lang=language)
    assert faults(test) == []
    assert say("import.drop.words") in shown(test)
    assert say("import.journal.none") in shown(test)
    assert say("import.drop.browse") in sent(test), "the uploader speaks the language"
    assert not test.data_editor


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_base_leads_here(nothing: People, language: str) -> None:
    test = opened("overview", lang=language)
    say = words(language)
    assert [button.label for button in test.main.button] == [say("empty.imports"), say("demo.load")]
    assert not test.main.code


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_layout_and_every_way_of_knowing_has_words(language: str) -> None:
    say = words(language)
    assert [name for name in NAMES if not say.knows(f"import.layout.{name}")] == []
    ways = ("code", "statement", "number", "position", "agreed", "heading", "layout", "shape")
    assert [way for way in ways if not say.knows(f"import.by.{way}")] == []
    assert [code for code in QUESTIONS if not say.knows(f"error.{code}")] == []


# Straight through


def test_a_file_that_leaves_no_doubt_is_imported_in_one_click(nothing: People) -> None:
    test = dropped(("a.csv", as_csv(sheet(MODEL, "A. RIVAL", [("self", 1), ("manager", 1), ("client", 3)])), ""))
    assert faults(test) == []
    assert states(test) == ["ready"]
    assert FRENCH("import.kind.understood") in shown(test)
    assert not journal(), "nothing is kept yet"
    report = test.session_state[KEY].looks()[0].now.report
    assert metrics(test) == ["1", "1", "5", FRENCH.number(report.answers)]
    assert FRENCH("import.figure.blanks", report.blanks) in shown(test)
    test = pressed(test, "imports_go")
    assert faults(test) == []
    assert [entry.file for entry in journal()] == ["a.csv"]
    assert not test.session_state[KEY].uploads
    assert "A\\. RIVAL" in [label for label, _ in links(test)], "a link to the results"


@pytest.mark.deep
def test_the_same_file_again_is_known_and_changes_nothing(nothing: People) -> None:
    pressed(dropped(clients(4)), "imports_go")
    test = dropped(clients(4))
    assert states(test) == ["already"]
    assert not [button for button in test.main.button if button.key == "imports_go"]
    assert len(journal()) == 1


def test_the_same_file_twice_in_one_drop_is_one(nothing: People) -> None:
    assert states(dropped(clients(4), clients(4))) == ["ready"]


# Doubts


@pytest.mark.deep
def test_files_with_the_same_headings_are_settled_at_once(nothing: People) -> None:
    test = dropped(*(forms(KAM, group) for group in ("self", "manager", "client")))
    assert faults(test) == []
    assert states(test) == ["asks"] * 3
    assert list(listed(test, "who_group").values()) == ["self", "manager", "client"]
    (kam,) = set(listed(test, "who_kam").values())
    assert set(listed(test, "labels").values()) == {None}, "what is in doubt has no value"
    test = taken(test)
    assert list(listed(test, "labels").values()) == ["5", "4", "2", "1"], "the best first"
    assert not test.data_editor, "lists alone"
    test = pressed(named(test), "imports_confirm_")
    assert states(test) == ["ready"] * 3
    assert FRENCH("import.kind.agreed") in shown(test)
    test = pressed(test, "imports_go")
    assert faults(test) == []
    assert len(journal()) == 3
    assert score(kam, "client", FIRST) == pytest.approx(mean("client", FIRST, lambda v: (1, 2, 4, 5, 5)[v - 1]))


@pytest.mark.deep
def test_what_a_person_says_of_labels_and_of_kams_is_what_counts(nothing: People) -> None:
    test = named(dropped(forms(KAM, "client", answer="other", heading="code")))
    test = chosen(test, "labels", {label: str(OWN[label]) for label in listed(test, "labels")})
    test = chosen(test, "who_kam", dict.fromkeys(listed(test, "who_kam"), OTHER))
    (typed,) = [each for each in test.text_input if each.key.endswith("_typed")]
    test = typed.set_value("  Zoé  NOUVELLE ").run()
    assert faults(test) == []
    test = pressed(pressed(test, "imports_confirm_"), "imports_go")
    assert faults(test) == []
    labels = OTHER_LABELS["fr"]
    for item in (FIRST, SECOND):
        expected = mean("client", item, lambda value: OWN[labels[value - 1]])
        assert score("Zoé NOUVELLE", "client", item) == pytest.approx(expected)


def test_the_direction_of_the_scale_is_said_and_follows_the_table(nothing: People) -> None:
    test = taken(dropped(forms(KAM, "client")))
    assert "(5) est «\u00a0Tout à fait d’accord\u00a0»" in shown(test)
    best, *_, worst = listed(test, "labels")
    test = chosen(test, "labels", {best: "1", worst: "5"})
    assert "(5) est «\u00a0Pas du tout d’accord\u00a0»" in shown(test)


def test_nobody_confirms_while_a_cell_is_empty_or_two_columns_say_the_same(nothing: People) -> None:
    test = dropped(forms(KAM, "client", answer="coded"))
    confirm = [button for button in test.main.button if (button.key or "").startswith("imports_confirm_")]
    assert [button.disabled for button in confirm] == [True]
    assert FRENCH("import.kind.open", len(listed(test, "labels"))) in shown(test)
    test = taken(dropped(forms(KAM, "client")))
    test = changed(test, "columns_sure", {MODEL.items[1].text.in_("fr"): "Q1"})
    confirm = [button for button in test.main.button if (button.key or "").startswith("imports_confirm_")]
    assert [button.disabled for button in confirm] == [True]
    assert FRENCH("import.kind.twice", codes="Q1") in shown(test)


@pytest.mark.deep
def test_what_is_written_under_an_open_question_is_kept_once_somebody_says_so(nothing: People) -> None:
    rows = microsoft_forms.rows(Wording(MODEL, "fr"), of(ANSWERED, KAM, "client"), about=False)
    asked, words_there = MODEL.open_questions[0], "Un mot que nul ne doit lire ici"
    rows = [[*row, asked.text.in_("fr") if not at else f"{words_there} {at}"] for at, row in enumerate(rows)]
    test = dropped((f"{KAM} client.xlsx", microsoft_forms.content(rows), ""))
    assert faults(test) == [] and states(test) == ["asks"]
    assert FRENCH("import.comments.title") in shown(test)
    assert listed(test, "columns")[asked.text.in_("fr")] == "comment:keep"
    test = pressed(named(test), "imports_confirm_")
    assert metrics(test)[-1] == "4" and FRENCH("column.comments") in html(test)
    test = pressed(test, "imports_go")
    assert faults(test) == []
    assert FRENCH("count.comments", 4) in shown(test)
    assert words_there not in shown(test) + html(test)


@pytest.mark.deep
def test_values_out_of_the_scale_are_asked_for_never_guessed(nothing: People) -> None:
    rows = rated(MODEL, "A. RIVAL", [Rater("client", "PME") for _ in range(3)], blanks=0)
    place = rows[0].index(FIRST)
    rows[1][place], rows[2][place], rows[3][place] = 9, "oui", 2
    test = dropped(("a.csv", as_csv(rows), ""))
    assert faults(test) == []
    assert states(test) == ["asks"]
    test = pressed(chosen(test, "labels", {"9": "no_answer"}), "imports_fill_")
    assert faults(test) == []
    assert FRENCH("import.kind.open", 1) in shown(test), "the numbers of the scale are worth what they say"
    test = chosen(test, "labels", {"oui": "4"})
    assert faults(test) == []
    test = pressed(pressed(test, "imports_confirm_"), "imports_go")
    assert score("A. RIVAL", "client", FIRST) == 3.0, "2 and 4"


@pytest.mark.deep
def test_a_label_in_doubt_comes_first_is_flagged_is_empty_and_shows_its_rows(nothing: People) -> None:
    rows = rated(MODEL, "A. RIVAL", [Rater("client", "PME") for _ in range(8)], blanks=0)
    place = rows[0].index(FIRST)
    for row in rows[2:]:
        row[place] = "D’accord"
    test = dropped(("a.csv", as_csv(rows), ""))
    assert faults(test) == []
    assert states(test) == ["asks"]
    told = listed(test, "labels")
    assert next(iter(told.items())) == ("D’accord", None)
    assert {value for label, value in told.items() if label != "D’accord"} <= {"1", "2", "3", "4", "5"}
    assert shown(test).count(FRENCH("import.list.doubt")) == 1
    more = FRENCH("import.kind.more", 2)
    assert FRENCH("import.held.rows", 7, rows=f"3, 4, 5, 6, 7 {more}") in shown(test)
    assert [button.disabled for button in test.main.button if (button.key or "").startswith("imports_confirm_")] == [
        True
    ]
    pressed(pressed(chosen(test, "labels", {"D’accord": "2"}), "imports_confirm_"), "imports_go")
    assert score("A. RIVAL", "client", FIRST) == pytest.approx((rows[1][place] + 7 * 2) / 8)


def of_unknown_groups(**how: str) -> File:
    """A wide file whose group column has a heading that says nothing: one manager and three clients."""
    rows = rated(MODEL, "A. RIVAL", [Rater("manager", "PME"), *(Rater("client", "PME") for _ in range(3))], blanks=0)
    place = rows[0].index("groupe")
    rows[0][place] = "Vu par"
    for row in rows[1:]:
        row[place] = how.get(row[place], row[place])
    return ("a.csv", as_csv(rows), "")


@pytest.mark.deep
def test_a_group_word_in_doubt_is_flagged_and_empty_and_is_what_a_person_says(nothing: People) -> None:
    test = dropped(of_unknown_groups(client="Client", manager="Manager"))
    assert faults(test) == []
    assert states(test) == ["asks"]
    assert listed(test, "words_0") == {"Manager": None, "Client": None}
    assert shown(test).count(FRENCH("import.list.doubt")) == 2
    assert FRENCH("import.held.rows", 3, rows="3, 4 et 5") in shown(test)
    assert FRENCH("import.kind.open", 2) in shown(test)
    test = chosen(test, "words_0", {"Client": "manager"})
    test = pressed(test, "imports_fill_")
    assert listed(test, "words_1") == {"Manager": "manager", "Client": "manager"}, "what is said stays"
    test = pressed(test, "imports_confirm_")
    assert faults(test) == []
    assert {(each.group, each.respondents) for each in test.session_state[KEY].looks()[0].now.rated} == {("manager", 4)}


@pytest.mark.deep
def test_the_groups_proposed_for_words_are_taken_at_one_press(nothing: People) -> None:
    test = dropped(of_unknown_groups(client="Client", manager="Manager"))
    pairs = [FRENCH("import.list.pair", written=word, means=word.lower()) for word in ("Manager", "Client")]
    assert FRENCH("import.words.proposed", listed=FRENCH.listing(pairs)) in shown(test)
    test = pressed(pressed(test, "imports_fill_"), "imports_confirm_")
    told = {each.group: each.respondents for each in test.session_state[KEY].looks()[0].now.rated}
    assert told == {"manager": 1, "client": 3}
    pressed(test, "imports_go")
    test = dropped(of_unknown_groups(client="Client", manager="Manager", file="b.csv"))
    assert states(test) == ["already"]


@pytest.mark.deep
def test_what_was_changed_in_one_list_stays_when_another_is_filled_in_at_once(nothing: People) -> None:
    test = changed(dropped(forms(KAM, "client")), "columns_sure", {MODEL.items[1].text.in_("fr"): "ignore"})
    test = named(taken(test))
    assert list(listed(test, "columns_sure").values()) == ["ignore"]
    pressed(pressed(test, "imports_confirm_"), "imports_go")
    kam = everything(data.store()).people()[0].kam.name
    assert score(kam, "client", MODEL.items[1].code) is None


def files_of(count: int) -> list[File]:
    """Files about so many KAMs, of which the first one's name says nothing."""
    names = ["export client.xlsx", *(f"Évaluation {chr(65 + at)}. RIVAL client.xlsx" for at in range(count - 1))]
    return [forms(KAM, "client", file=name, heading="code", answer="number") for name in names]


@pytest.mark.deep
def test_of_many_files_those_that_tell_nothing_are_lines_and_the_others_a_table(nothing: People) -> None:
    test = named(dropped(*files_of(MANY + 2)))
    assert faults(test) == []
    assert listed(test, "who_kam") == {"KAM évalué · export client": None}
    rows = table(test, "import.who.title")
    assert len(rows) == MANY + 1
    assert rows[0] == ["Évaluation A. RIVAL client", FRENCH("import.who.new", name="A. RIVAL"), "Client"]
    (box,) = [each for each in test.multiselect if each.key.endswith("_who_change")]
    test = box.set_value([normal("Évaluation B. RIVAL client.xlsx")]).run()
    names = {"KAM évalué · export client": "C. RIVAL", "KAM évalué · Évaluation B. RIVAL client": "A. RIVAL"}
    test = chosen(test, "who_kam", names)
    assert len(table(test, "import.who.title")) == MANY
    test = pressed(test, "imports_confirm_")
    assert faults(test) == []
    told = [each.rated[0].kam for each in (look.now for look in test.session_state[KEY].looks())]
    assert told[:4] == ["C. RIVAL", "A. RIVAL", "A. RIVAL", "C. RIVAL"]


@pytest.mark.deep
def test_a_known_kam_is_chosen_by_name_and_one_with_another_name_is_typed(nothing: People) -> None:
    pressed(dropped(clients(4)), "imports_go")
    test = named(dropped(forms(KAM, "client", file="export client.xlsx", heading="code", answer="number")))
    (box,) = [each for each in test.selectbox if "_who_kam_" in each.key]
    assert box.options == ["A. RIVAL · ACME", FRENCH("import.who.other")]
    typing = box.set_value(OTHER).run()
    assert FRENCH("import.kind.open", 1) in shown(typing), "a name is missing yet"
    test = pressed(typing.selectbox(box.key).select_index(0).run(), "imports_confirm_")
    assert faults(test) == []
    assert [each.kam for each in test.session_state[KEY].looks()[0].now.rated] == ["A. RIVAL"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_hint_on_reusing_choices_speaks_of_no_command_line(nothing: People, language: str) -> None:
    test = dropped(forms(KAM, "client"), lang=language)
    assert words(language)("import.toml.words") in shown(test)
    assert "--mapping" not in shown(test)


def test_rows_of_a_label_are_told_file_by_file(nothing: People) -> None:
    test = dropped(*(forms(KAM, group) for group in ("self", "manager")))
    where = [FRENCH("import.held.of", file=f"{KAM} {group}.xlsx", rows="ligne 2") for group in ("self", "manager")]
    assert " · ".join(where) in shown(test)


@pytest.mark.deep
@pytest.mark.parametrize(("said", "expected"), [("turn", 4.0), ("as_given", 2.0)])
def test_a_heading_that_says_reversed_asks_and_whoever_answers_is_obeyed(
    nothing: People, said: str, expected: float
) -> None:
    rows = rated(MODEL, "A. RIVAL", [Rater("client", "PME") for _ in range(3)], blanks=0)
    place = rows[0].index(FIRST)
    for row, value in zip(rows, (f"{FIRST} (inversé)", 1, 2, 3), strict=True):
        row[place] = value
    test = dropped(("a.csv", as_csv(rows), ""))
    assert faults(test) == []
    assert states(test) == ["asks"]
    test = chosen(test, "turned", dict.fromkeys(listed(test, "turned"), said))
    test = pressed(pressed(test, "imports_confirm_"), "imports_go")
    assert score("A. RIVAL", "client", FIRST) == expected


@pytest.mark.deep
def test_a_legend_that_contradicts_the_scale_offers_the_numbers_turned(nothing: People) -> None:
    rows = rated(MODEL, "A. RIVAL", [Rater("client", "PME") for _ in range(3)], blanks=0)
    place = rows[0].index(FIRST)
    for row, value in zip(rows[1:], (1, 2, 3), strict=True):
        row[place] = value
    test = dropped(("a.csv", as_csv([["1 - Tout à fait d’accord … 5 - Pas du tout d’accord"], *rows]), ""))
    assert faults(test) == []
    assert states(test) == ["asks"]
    assert any("1 \\- Tout à fait d’accord … 5 \\- Pas du tout d’accord" in each.value for each in test.markdown), "why"
    assert listed(test, "labels")["2"] is None
    test = taken(test)
    assert listed(test, "labels")["2"] == "4"
    pressed(pressed(test, "imports_confirm_"), "imports_go")
    assert score("A. RIVAL", "client", FIRST) == 4.0


@pytest.mark.deep
def test_columns_with_unknown_headings_are_proposed_beside_the_statements(nothing: People) -> None:
    whole = [one.but(answers={code: value or 3 for code, value in one.answers.items()}) for one in ANSWERED]
    file = forms(KAM, "manager", "label", of(whole, KAM, "manager"), heading="strange")
    test = named(dropped(file))
    assert faults(test) == []
    rows = table(test, "import.columns.title")
    assert [row[1] for row in rows] == [f"{item.code} · {item.text.in_('fr')}" for item in MODEL.items]
    assert all(row[2] for row in rows), "the first answers stand beside"
    test = changed(test, "columns_0", {rows[0][0]: "Q2", rows[1][0]: "Q1"})
    assert len(table(test, "import.columns.title")) == len(rows) - 2, "what is changed stands as a line"
    assert MODEL.items[1].text.in_("fr") in shown(test), "the text follows the choice"
    test = pressed(pressed(test, "imports_confirm_"), "imports_go")
    (one,) = of(whole, KAM, "manager")
    name = journal()[0].file.removesuffix(" manager.xlsx").replace(".", "")
    kam = next(each.kam.name for each in everything(data.store()).people())
    assert normal(kam.replace(".", "")) == normal(name)
    assert score(kam, "manager", "Q1") == one.given["Q2"]
    assert score(kam, "manager", "Q2") == one.given["Q1"]
    assert score(kam, "manager", "Q3") == one.given["Q3"]


@pytest.mark.deep
def test_a_file_of_one_row_an_answer_under_other_headings_is_settled_in_one_table(nothing: People) -> None:
    rows = [["campagne", "kam", "groupe", "Qui", "Comportement", "Cotation"]]
    rows += [["C", "A. ESSAI", "manager", *row] for row in (("m1", "Q1", 4), ("m1", "Vitesse", 5), ("m2", "Q1", 2))]
    test = dropped(("reponses.csv", as_csv([*rows, ["C", "A. ESSAI", "manager", "m2", "Q3", 1]]), ""))
    assert states(test) == ["asks"]
    told = listed(test, "columns_0")
    assert told == {"Vitesse": None, "Qui": "respondent", "Comportement": "item", "Cotation": "answer"}
    assert next(iter(told)) == "Vitesse", "what nobody knows comes first"
    test = pressed(chosen(test, "columns_0", {"Vitesse": "Q2"}), "imports_confirm")
    assert states(test) == ["ready"]
    pressed(test, "imports_go")
    assert (score("A. ESSAI", "manager", "Q1"), score("A. ESSAI", "manager", "Q2")) == (3, 5)


@pytest.mark.deep
def test_columns_left_open_are_filled_in_order_from_one_of_them(nothing: People) -> None:
    (one,) = of(ANSWERED, KAM, "manager")
    asked = [item.code for item in MODEL.items][:-2]
    one = one.but(answers={code: one.answers[code] or 3 for code in asked})
    rows = microsoft_forms.rows(Wording(MODEL, "fr", "strange", "label"), [one], about=False)
    file = (f"{KAM} manager.xlsx", microsoft_forms.content([row[:-2] for row in rows]), "")
    test = named(dropped(file))
    told = listed(test, "columns_0")
    assert (len(told), set(told.values())) == (MANY, {None}), "the survey asks two statements less than anybody is"
    assert len(table(test, "import.columns.title")) == len(asked) - MANY
    test = pressed(test, "imports_fill_")
    assert faults(test) == []
    assert [row[1].partition(" ")[0] for row in table(test, "import.columns.title")] == asked
    test = pressed(pressed(test, "imports_confirm_"), "imports_go")
    assert faults(test) == []
    kam = everything(data.store()).people()[0].kam.name
    told = {item.code: score(kam, "manager", item.code) for item in MODEL.items}
    assert {code: value for code, value in told.items() if value is not None} == one.given


def test_the_first_statement_offered_has_the_place_of_its_column() -> None:
    asked = lists(MODEL)
    assert [len(codes) for codes in asked.values()] == [81, 44]

    def columns(count: int) -> list[ColumnRow]:
        return [
            ColumnRow(f"c{at}", "A", "?", "" if at < 3 else "4", "other" if at < 3 else "open", "position", "", at > 2)
            for at in range(count)
        ]

    assert usual(columns(41), "c3", asked) == ("", 3), "the three blank columns before it are statements too"
    assert usual(columns(44), "c5", asked) == ("client", 5)


def test_columns_in_order_skip_what_is_held_elsewhere_and_say_nothing_twice() -> None:
    def row(key: str, use: str = "open", value: str = "", doubt: bool = True, values: str = "4") -> ColumnRow:
        return ColumnRow(key, "A", key, values, use, "position", value, doubt)

    rows = (
        row("a", value="Q3"),
        row("b"),
        row("comment", "free_text", "ignore", doubt=False),
        row("c", "asked", "Q2", doubt=False),
        row("blank", "other", "ignore", doubt=False, values=""),
        row("other", "other", "ignore", doubt=False),
        row("d", value="Q9"),
        row("e"),
    )
    found = in_order(rows, {}, "b", ("Q1", "Q2", "Q3", "Q4", "Q5"))
    assert found == {"a": "Q3", "b": "Q1", "blank": "Q4", "d": "Q5", "e": ""}
    assert in_order(rows, {"a": "", "e": "Q1"}, "b", ("Q1", "Q3")) == {
        "a": "",
        "b": "Q1",
        "blank": "Q3",
        "d": "Q9",
        "e": "",
    }


@pytest.mark.deep
def test_a_column_left_out_is_counted_as_unanswered(nothing: People) -> None:
    test = taken(named(dropped(forms(KAM, "client"))))
    test = changed(test, "columns_sure", {MODEL.items[MODEL.item_index[FIRST]].text.in_("fr"): "ignore"})
    pressed(pressed(test, "imports_confirm_"), "imports_go")
    kam = everything(data.store()).people()[0].kam.name
    assert score(kam, "client", FIRST) is None
    assert score(kam, "client", SECOND) is not None


def test_kams_who_look_alike_are_told_apart_by_a_person(nothing: People) -> None:
    rows = "C;Paul DUPONT;Manager;m1;4\nC;Paul DUPOND;Manager;m2;3\n"
    test = dropped(("a.csv", f"campagne;kam;groupe;repondant;Q4\n{rows}".encode(), ""))
    assert states(test) == ["asks"]
    assert FRENCH("import.people.title") in shown(test)
    (choice,) = [each for each in test.selectbox if "_people_" in each.key]
    assert choice.value is None
    test = pressed(choice.set_value("Paul DUPONT").run(), "imports_confirm_")
    assert faults(test) == []
    assert states(test) == ["ready"]
    assert len(test.session_state[KEY].looks()[0].now.rated) == 1


@pytest.mark.deep
def test_unfinished_questionnaires_are_set_aside_until_a_person_counts_them(nothing: People) -> None:
    some = of(ANSWERED, KAM, "client")
    written = case("qualtrics: codes")(Wording(MODEL), [some[0].but(finished=False), *some[1:]])
    test = named(dropped(("q.csv", written, "")))
    assert states(test) == ["ready"]
    assert aside(test).value is False
    assert test.session_state[KEY].looks()[0].now.report.respondents == len(some) - 1
    test = pressed(aside(test).check().run(), "imports_confirm_")
    assert test.session_state[KEY].looks()[0].now.report.respondents == len(some)


@pytest.mark.deep
def test_what_was_agreed_is_offered_next_time_and_asked_once_more(nothing: People) -> None:
    test = named(dropped(forms(KAM, "client", answer="other", heading="code")))
    test = chosen(test, "labels", dict.fromkeys(listed(test, "labels"), "3") | {"Jamais": "2"})
    pressed(pressed(test, "imports_confirm_"), "imports_go")
    test = dropped(forms("Noël D’ÂME", "client", answer="other", heading="code"))
    assert states(test) == ["asks"], "one confirmation all the same"
    assert FRENCH("import.kind.saved", campaign="Printemps 2026") in shown(test)
    assert listed(test, "labels")["Jamais"] == "2", "a person said so"


@pytest.mark.deep
def test_one_more_file_of_a_kind_is_asked_only_for_what_is_new(nothing: People) -> None:
    test = pressed(named(taken(dropped(forms(KAM, "client")))), "imports_confirm_")
    test = dropped(forms("Noël D’ÂME", "client"), test=test)
    assert faults(test) == []
    assert states(test) == ["ready", "asks"]
    assert FRENCH("import.who.title") in shown(test)
    test = pressed(test, "imports_confirm_")
    assert states(test) == ["ready", "ready"]


@pytest.mark.deep
def test_choices_from_a_file_settle_the_doubts(nothing: People) -> None:
    file = forms(KAM, "client", answer="coded", heading="code")
    test = named(dropped(file))
    facts = {"files": {normal(file[0]): service.FileFacts("A. RIVAL", "client")}}
    said = write_mapping(FileMapping(answers={f"a{value}": value for value in range(1, 6)}, **facts))
    load = next(each for each in test.file_uploader if each.key.startswith("imports_load_"))
    test = load.set_value(("choix.toml", said.encode(), "application/toml")).run()
    assert faults(test) == []
    assert states(test) == ["ready"]
    pressed(test, "imports_go")
    assert score("A. RIVAL", "client", FIRST) == pytest.approx(mean("client", FIRST))


def test_a_file_of_choices_that_is_none_is_refused_in_words(nothing: People) -> None:
    test = dropped(forms(KAM, "client"))
    load = next(each for each in test.file_uploader if each.key.startswith("imports_load_"))
    test = load.set_value(("choix.toml", b"columns = 3", "")).run()
    assert not test.exception
    assert len(test.error) == 1
    assert states(test) == ["asks"]


@pytest.mark.deep
def test_a_questionnaire_that_nobody_doubted_is_left_out_by_its_row(nothing: People) -> None:
    test = dropped(clients(4)).number_input[0].set_value(3).run()
    test = pressed(test, "imports_row_")
    assert faults(test) == []
    facts = {"where": FRENCH("import.held.rows", 1, rows="3"), "reason": FRENCH("import.aside.chosen")}
    assert (aside(test).label, aside(test).value) == (FRENCH("import.aside.line", **facts), False)
    assert test.session_state[KEY].looks()[0].now.report.respondents == 3
    counted = pressed(aside(test).check().run(), "imports_confirm_")
    assert counted.session_state[KEY].looks()[0].now.report.respondents == 4
    back = pressed(aside(counted).uncheck().run(), "imports_confirm_")
    pressed(back, "imports_go")
    assert journal()[0].respondents == 3
    assert len(journal()[0].set_aside) == 1


@pytest.mark.deep
def test_a_row_without_a_questionnaire_is_said(nothing: People) -> None:
    test = dropped(clients(4)).number_input[0].set_value(77).run()
    test = pressed(test, "imports_row_")
    assert FRENCH("import.row.missing", row="77") in [each.value for each in test.warning]
    assert test.session_state[KEY].looks()[0].now.report.respondents == 4


# The next step


@pytest.mark.deep
def test_the_next_step_is_always_said(nothing: People) -> None:
    campaign, confirm = FRENCH("import.next.campaign"), FRENCH("import.next.confirm", 1)
    test = dropped(forms(KAM, "client"))
    assert steps(test) == [campaign, confirm]
    test = named(test)
    assert steps(test) == [confirm]
    test = pressed(taken(test), "imports_confirm_")
    assert steps(test) == []
    assert unmarked(FRENCH("import.next.ready")) in shown(test)
    test = dropped(("notes.xlsx", b"nothing", ""), test=test)
    assert unmarked(FRENCH("import.next.some", 1)) in shown(test)
    test = pressed(test, "imports_go")
    assert unmarked(FRENCH("import.next.refused")) in shown(test)
    test = dropped(clients(4), test=pressed(test, "imports_remove_"))
    test = dropped(clients(4), test=pressed(test, "imports_go"))
    assert unmarked(FRENCH("import.next.known")) in shown(test)


def test_names_of_files_are_told_apart_by_what_they_do_not_share() -> None:
    names = ["Évaluation DUPONT - clients(1-5).xlsx", "Évaluation DURAND - manager.xlsx"]
    assert told_apart(names) == ["…DUPONT - clients(1-5)", "…DURAND - manager"]
    assert told_apart(names[:1]) == names[:1]
    assert told_apart(["a.csv", "b.xlsx"]) == ["a.csv", "b.xlsx"]
    assert told_apart(["suite.csv", "suite 2.csv"]) == ["suite", "suite 2"]


# The campaign


@pytest.mark.deep
def test_a_campaign_is_typed_or_pressed_among_those_there_are(nothing: People) -> None:
    pressed(dropped(clients(4)), "imports_go")
    test = dropped(forms(KAM, "client"))
    known = widget(test, "pills", "imports_campaign_known")
    assert known.options == ["Vague 9"]
    test = known.set_value("Vague 9").run()
    assert test.session_state[KEY].campaign == "Vague 9"
    assert FRENCH("import.campaign.known") in shown(test)
    test = named(test, "  vague 9 ")
    assert test.session_state[KEY].campaign == "Vague 9", "as it is known"
    test = named(test, "Automne 2027")
    assert faults(test) == []
    assert test.session_state[KEY].campaign == "Automne 2027"
    assert FRENCH("import.campaign.new") in shown(test)
    assert steps(test) == [FRENCH("import.next.confirm", 1)]
    back = turned(turned(test, "method"), "imports")
    assert widget(back, "text_input", "imports_campaign_new").value == "Automne 2027"


@pytest.mark.deep
def test_the_day_of_a_new_campaign_is_proposed_from_the_answers_and_a_person_may_change_it(nothing: People) -> None:
    test = named(taken(dropped(forms(KAM, "client"))))
    first = test.session_state[KEY].looks()[0].bare.first_day
    (box,) = test.date_input
    assert (box.value, first is not None) == (first, True)
    assert FRENCH("import.once.date_answers") in shown(test)
    chosen_day = first - datetime.timedelta(days=9)
    test = pressed(box.set_value(chosen_day).run(), "imports_confirm_")
    assert test.date_input[0].value == chosen_day
    pressed(test, "imports_go")
    (entry,) = everything(data.store()).people()
    assert entry.campaign.date == chosen_day
    assert not named(dropped(forms("Noël D’ÂME", "client"))).date_input, "the campaign is there and keeps its day"


@pytest.mark.deep
def test_a_file_that_says_its_campaigns_day_is_not_asked(nothing: People) -> None:
    rows = sheet(MODEL, "A. RIVAL", [("client", 3)])
    assert not dropped(("a.csv", as_csv(rows), "")).date_input
    test = dropped(("b.csv", as_csv(without("date", rows)), ""))
    assert test.date_input[0].value == datetime.date.today()
    assert FRENCH("import.once.date_today") in shown(test)


@pytest.mark.deep
def test_company_and_team_are_asked_once_for_all_files_that_lack_them(nothing: People) -> None:
    files = [forms(KAM, group) for group in ("self", "manager")]
    rows = without("societe", clients_rows())
    test = named(taken(dropped(*files, ("sans.csv", as_csv(rows), ""))))
    assert shown(test).count(FRENCH("import.once.title")) == 1
    assert FRENCH("import.once.words", 3) in shown(test)
    test = widget(test, "text_input", "imports_company_new").set_value("ACME").run()
    test = widget(test, "text_input", "imports_team_new").set_value("Nord").run()
    assert faults(test) == []
    test = pressed(pressed(test, "imports_confirm_"), "imports_go")
    assert faults(test) == []
    told = {(entry.kam.name, entry.kam.company, entry.kam.team) for entry in everything(data.store()).people()}
    assert {each[1:] for each in told} == {("ACME", "Nord")}
    assert len(told) == 2
    again = dropped(("sans.csv", as_csv(rows), ""))
    assert states(again) == ["already"], "company and team make no other import"
    assert FRENCH("import.once.title") not in shown(again)


# What goes wrong


@pytest.mark.deep
def test_remarks_alone_alarm_nobody_and_speak_of_no_command_line(nothing: People) -> None:
    pressed(dropped(clients(4)), "imports_go")
    test = dropped(clients(4, "corrigé.csv", change=1))
    assert FRENCH("import.issue.error") in html(test)
    assert "--replace" not in sent(test)
    test = dropped(forms(KAM, "client"))
    assert FRENCH("import.issue.sentence") in html(test)
    assert FRENCH("import.issue.severity") not in html(test)


@pytest.mark.deep
def test_a_refused_file_says_why_and_blocks_none_of_the_others(nothing: People) -> None:
    test = dropped(("notes.xlsx", b"nothing like answers", ""), clients(4))
    assert faults(test) == []
    assert sorted(states(test)) == ["ready", "refused"]
    test = pressed(test, "imports_go")
    assert [entry.file for entry in journal()] == ["vague.csv"]
    assert states(test) == ["refused"], "it stays, so that its problems can be read"
    test = pressed(test, "imports_remove_")
    assert not test.session_state[KEY].uploads


@pytest.mark.deep
def test_a_changed_questionnaire_is_replaced_only_where_asked(nothing: People) -> None:
    pressed(dropped(clients(4)), "imports_go")
    test = dropped(clients(4, "corrigé.csv", change=1))
    assert states(test) == ["refused"]
    option = widget(test, "checkbox", "imports_option_replace")
    assert option.value is False
    test = option.check().run()
    assert states(test) == ["ready"]
    test = pressed(test, "imports_go")
    assert journal()[0].replaced == 1


def test_options_are_shown_only_where_they_matter(nothing: People) -> None:
    """Of a new campaign only whether it stays in collection, and nothing of a campaign there is."""
    offered = [each.key for each in dropped(clients(4)).checkbox if (each.key or "").startswith("imports_option_")]
    assert offered == ["imports_option_collecting"]


@pytest.mark.deep
def test_late_answers_wait_are_explained_and_can_be_counted(nothing: People) -> None:
    pressed(dropped(clients(4)), "imports_go")
    test = dropped(clients(5, "suite.csv"))
    assert FRENCH("import.waiting.words", 1) in shown(test)
    assert widget(test, "checkbox", "imports_option_release").value is False
    test = pressed(test, "imports_go")
    assert journal()[0].waiting == 1
    assert FRENCH("import.late.title") in shown(test)
    test = pressed(test, "imports_release_")
    assert FRENCH("import.late.warning", 1) in shown(test)
    assert journal()[0].waiting == 1, "a warning first"
    test = pressed(test, "imports_release_go")
    assert faults(test) == []
    assert journal()[0].waiting == 0
    assert journal()[0].released
    assert FRENCH("import.late.title") not in shown(test)


@pytest.mark.deep
def test_what_waits_of_a_correction_is_counted_from_the_journal(nothing: People) -> None:
    """How much waits is told nobody, so the line of the import offers to count it, and says what that gives away."""
    pressed(dropped(clients(4)), "imports_go")
    pressed(widget(dropped(clients(4, change=1)), "checkbox", "imports_option_replace").check().run(), "imports_go")
    (line, _) = journal()
    assert (line.replaced, line.waiting, line.corrected) == (1, 0, True)
    test = pressed(opened("imports"), "imports_release_2")
    assert FRENCH("import.journal.release_warning") in shown(test)
    test = pressed(test, "imports_release_go")
    assert faults(test) == []
    assert journal()[0].released
    assert FRENCH("import.late.released_all") in [each.value for each in test.success]
    assert [button.key for button in test.main.button if "imports_release" in (button.key or "")] == []


# Undo


@pytest.mark.deep
def test_an_undo_says_what_goes_and_takes_it_away(nothing: People) -> None:
    pressed(dropped(clients(4)), "imports_go")
    test = pressed(opened("imports"), "imports_undo_")
    assert unmarked(FRENCH("import.undo.words", 4, file="vague.csv")) in shown(test)
    assert journal()[0].undone_at is None
    test = pressed(test, "imports_undo_keep")
    assert FRENCH("import.undo.go") not in {button.label for button in test.main.button}
    test = pressed(pressed(test, "imports_undo_"), "imports_undo_go")
    assert faults(test) == []
    assert FRENCH("import.undo.gone", 4) in [each.value for each in test.success]
    assert journal()[0].undone_at is not None
    assert everything(data.store()).people() == ()


@pytest.mark.deep
def test_files_imported_together_are_taken_back_at_once(nothing: People) -> None:
    pressed(dropped(clients(4)), "imports_go")
    test = taken(named(dropped(*(forms(KAM, group) for group in ("self", "manager", "client")))))
    test = pressed(pressed(test, "imports_confirm_"), "imports_go")
    assert faults(test) == []
    assert [each.value for each in test.toast] == [
        f"{FRENCH('import.done.title', 3)} · {FRENCH('count.questionnaires', 6)}"
    ]
    assert len({entry.batch for entry in journal()[:3]}) == 1
    assert journal()[3].batch == "", "it came alone"
    test = opened("imports")
    assert FRENCH("import.journal.together", 3) in shown(test)
    test = pressed(test, "imports_undo_journal_")
    listed_files = " (C. LEFÈVRE client.xlsx, C. LEFÈVRE manager.xlsx et C. LEFÈVRE self.xlsx)"
    assert unmarked(FRENCH("import.undo.together", 6, total=3, files=listed_files)) in shown(test)
    assert [entry.undone_at for entry in journal()] == [None] * 4, "a question first"
    test = pressed(test, "imports_undo_go_journal")
    assert faults(test) == []
    assert FRENCH("import.undo.gone_together", 6) in [each.value for each in test.success]
    assert FRENCH("import.undo.gone_together", 6) in [each.value for each in test.toast]
    assert [entry.undone_at is None for entry in journal()] == [False, False, False, True]
    assert [entry.kam.name for entry in everything(data.store()).people()] == ["A. RIVAL"]


@pytest.mark.deep
def test_right_after_the_import_one_press_asks_to_take_all_back(nothing: People) -> None:
    test = taken(named(dropped(*(forms(KAM, group) for group in ("self", "manager")))))
    test = pressed(pressed(test, "imports_confirm_"), "imports_go")
    test = pressed(pressed(test, "imports_undo_results_"), "imports_undo_go_results")
    assert faults(test) == []
    assert [entry.undone_at is None for entry in journal()] == [False, False]
    assert not [button for button in test.main.button if (button.key or "").startswith("imports_undo")]


# Campaigns in collection


@pytest.mark.deep
def test_a_new_campaign_may_stay_in_collection_until_it_is_opened(nothing: People) -> None:
    test = dropped(clients(4))
    pressed(widget(test, "checkbox", "imports_option_collecting").check().run(), "imports_go")
    (entry,) = everything(data.store()).people()
    assert entry.campaign.collecting
    assert {str(group.status) for group in entry.groups} == {"masked", "no_data"}
    test = opened("imports")
    assert FRENCH("import.collecting.title") in shown(test)
    test = pressed(pressed(test, "imports_open_"), "imports_open_go")
    assert faults(test) == []
    assert [each.value for each in test.success] == [FRENCH("import.collecting.opened", campaign=entry.campaign.name)]
    (entry,) = everything(data.store()).people()
    assert "published" in {str(group.status) for group in entry.groups}


# Sessions, languages, what may be shown


def test_the_language_may_change_midway_and_no_file_is_read_again(
    nothing: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    test = dropped(forms(KAM, "client"))
    test = taken(test)
    test = chosen(test, "labels", {next(iter(listed(test, "labels"))): "4"})
    monkeypatch.setattr("kamescope.ui.imports.drop.open_upload", lambda *_: pytest.fail("read again"))
    test.main.segmented_control[0].set_value("en").run()
    assert faults(test) == []
    assert words("en")("import.kind.asks") in shown(test)
    assert "(5) is" not in shown(test), "what was written in the table stays"
    assert "(4) is" in shown(test)


def test_another_page_and_back_keeps_the_files(nothing: People) -> None:
    test = turned(turned(dropped(forms(KAM, "client")), "method"), "imports")
    assert faults(test) == []
    assert states(test) == ["asks"]


@pytest.mark.deep
def test_two_sessions_see_what_the_other_one_did(nothing: People) -> None:
    first, second = dropped(clients(4)), dropped(clients(4))
    assert states(first) == states(second) == ["ready"]
    pressed(first, "imports_go")
    test = pressed(second, "imports_go")
    assert faults(test) == []
    assert states(test) == ["already"]
    assert len(journal()) == 1


def test_nothing_personal_is_sent(nothing: People) -> None:
    some = of(ANSWERED, KAM, "client")
    everything = sent(named(dropped(forms(KAM, "client"), ("q.csv", qualtrics_file(some), ""))))
    for one in some:
        assert one.email not in everything
        assert one.name not in everything
        assert one.address not in everything
        assert one.comment.splitlines()[0] not in everything


def qualtrics_file(some: Sequence[Answered]) -> bytes:
    """A Qualtrics export, with addresses and places."""
    return case("qualtrics: codes")(Wording(MODEL), some)


def test_hostile_names_are_shown_as_text(nothing: People) -> None:
    file = "<img src=x onerror=alert(1)> [l](javascript:x) :red[a] **b** client.csv"
    rows = sheet(MODEL, "<script>alert(1)</script>", [("client", 3)], campaign="=1+1")
    test = dropped((file, as_csv([[*rows[0], "<b>x</b>"], *([*row, "=cmd()"] for row in rows[1:])]), ""))
    assert faults(test) == []
    texts = [each.value for kind in ("markdown", "info", "warning") for each in test.main.get(kind)]
    assert not [text for text in texts if ALIVE.search(text)]
    assert "<img" not in html(test)
    assert "<b>x" not in html(test)
    assert file in shown(test)
    assert spoken("![a](http://x) :red[b] C. 'D', <i>") == "! a (http //x) red b C. 'D', i"


# Blank questionnaires


def test_a_blank_questionnaire_is_offered_once_it_is_known_for_whom(nothing: People) -> None:
    test = opened("imports")
    one = next(each for each in test.get("download_button") if each.key == "imports_blank_one")
    assert one.disabled
    widget(test, "text_input", "imports_blank_new").set_value("Printemps 2026")
    test = widget(test, "text_input", "imports_blank_kam_new").set_value("A. RIVAL").run()
    assert faults(test) == []
    one = next(each for each in test.get("download_button") if each.key == "imports_blank_one")
    assert not one.disabled


def test_a_backup_is_offered_before_anything_is_imported_too(nothing: People) -> None:
    test = opened("imports")
    assert faults(test) == []
    (button,) = (each for each in test.get("download_button") if each.key == "imports_backup")
    assert not button.disabled
    assert FRENCH("backup.words") in shown(test)


@pytest.mark.deep
def test_another_model_has_its_own_scale_groups_and_statements(other: People) -> None:
    model = other_model()
    rows = sheet(model, "C. THIRD", [("self", 1), ("peer", 4)])
    rows[1][-1] = "dix"
    test = dropped(("a.csv", as_csv(rows), ""))
    assert faults(test) == []
    assert states(test) == ["asks"]
    test = pressed(chosen(test, "labels", {"dix": "10"}), "imports_confirm_")
    assert faults(test) == []
    assert states(test) == ["ready"]
    assert {rated.group for rated in test.session_state[KEY].looks()[0].now.rated} == {"self", "peer"}

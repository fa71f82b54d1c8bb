"""What a file says of its own scale: a legend that contradicts the questionnaire's is asked about, wherever it is."""

import io
import struct
import zipfile
from collections.abc import Callable

import pytest
import xlwt
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.worksheet.datavalidation import DataValidation

from kamescope.ingest import Options, biff, read_file
from kamescope.ingest.legend import contradicting, pairs
from kamescope.ingest.mapping import FileMapping, read_mapping, write_mapping
from kamescope.model import Scale
from tests.ingest import workbooks
from tests.ingest.files import as_csv, as_xlsx, found
from tests.support import kamescope_model

MODEL = kamescope_model()
SCALE = MODEL.scale
TURNED = """\
1 = Tout à fait d'accord ; 5 = Pas du tout d'accord
1 - Tout à fait d'accord … 5 - Pas du tout d'accord
1 Tout à fait d'accord 5 Pas du tout d'accord
1. Tout à fait d’accord, 2. D’accord, 3. Ni d’accord, ni pas d’accord
1) Tout à fait d’accord 2) Plutôt d’accord 3) Ni d’accord ni pas d’accord 4) Plutôt pas d’accord 5) Pas du tout d’accord
1/ Tout à fait d'accord
1=>Tout à fait d’accord
1 → Tout à fait d’accord
Tout à fait d'accord = 1, Pas du tout d'accord = 5
Tout à fait d'accord (1) à Pas du tout d'accord (5)
de 1 (tout à fait d'accord) à 5 (pas du tout d'accord)
Échelle de 1 à 5 : 1 = Tout à fait d'accord
Notez de 1 à 5, de tout à fait d'accord à pas du tout d'accord.
Tout à fait d'accord 1 2 3 4 5 Pas du tout d'accord
Merci de noter : tout à fait d'accord = 1 ; plutôt d'accord = 2. Merci
Note : 5 = Pas du tout d'accord, 1 = Tout à fait d'accord, 9 = NSP
Sur une échelle où 1 signifie toujours et 5 jamais
1 = excellent, 5 = très mauvais
1 est la meilleure note, 5 la moins bonne
(1) Strongly agree – (5) Strongly disagree
Strongly disagree: 5
Scale: strongly agree to strongly disagree, 1 to 5
Scale from 1 (best) to 5 (worst)""".splitlines()
RIGHT = """\
1 = Pas du tout d'accord ; 5 = Tout à fait d'accord
Pas du tout d'accord 1 2 3 4 5 Tout à fait d'accord
Note de 1 à 5 : pas du tout d'accord = 1, tout à fait d'accord = 5
De pas du tout d'accord à tout à fait d'accord, 1 à 5
Répondez de 1 à 5 (pas du tout d'accord à tout à fait d'accord)
1 = pas du tout d'accord, 2 = bof
5 (tout à fait d'accord) à 1 (pas du tout d'accord)
Notes : 1 = jamais, 2 = rarement, 3 = parfois, 4 = souvent, 5 = toujours, 9 = sans avis
0 = non concerné, 1 = Pas du tout d'accord
81 items : 1 = Pas du tout d'accord
De 1 (jamais) à 5 (toujours), avant le 3 mars
Strongly disagree (1) to strongly agree (5)
1 à 5, 5 étant la meilleure note""".splitlines()
NO_LEGEND = """\
Enquête 2026 – 5 questions, d’accord ?
Q5 Souvent à l’heure
Le 3 mars 2026, plutôt d’accord
10 questions, 3 minutes
Pas du tout d'accord, tout à fait d'accord""".splitlines()


@pytest.mark.parametrize("legend", TURNED)
def test_a_scale_the_other_way_round(legend: str):
    assert contradicting([legend], SCALE).turned


@pytest.mark.parametrize("legend", RIGHT)
def test_a_scale_the_right_way_round_is_no_question(legend: str):
    assert pairs(legend) and contradicting([legend], SCALE) is None


@pytest.mark.parametrize("text", NO_LEGEND)
def test_words_beside_a_number_are_no_legend(text: str):
    assert pairs(text) == []


def test_a_scale_moved_down_is_no_turned_one():
    legend = contradicting(["0 = Pas du tout d'accord, 4 = Tout à fait d'accord"], SCALE)
    assert legend and not legend.turned


def test_the_ends_tell_on_any_scale():
    ten = Scale(0, 10, "of_range")
    assert contradicting(["0 = excellent, 10 = très mauvais"], ten)
    assert contradicting(["10 = excellent, 0 = très mauvais"], ten) is None


# Where a legend may stand

HEAD = ["campagne", "kam", "groupe", "repondant", "Q4", "Q5", "Q6"]
ANSWERS = [["C1", "A. TEST", "Manager", f"m{row}", 1, 2, 5] for row in range(3)]
PLAIN = [HEAD, *ANSWERS]
LOW, HIGH = "Pas du tout d’accord", "Tout à fait d’accord"
CODEBOOK = [["Code", "Libellé"], [1, HIGH], [2, "Plutôt d’accord"], [5, LOW]]


def renamed(heading: str) -> list[list]:
    return [[*HEAD[:4], heading, *HEAD[5:]], *ANSWERS]


TURNED_NOTE = f"1 = {HIGH} ; 5 = {LOW}"


def with_outside(write: Callable[[Workbook], None]) -> bytes:
    """The answers as a workbook in which something stands outside the cells."""
    book = load_workbook(io.BytesIO(as_xlsx(PLAIN)))
    write(book)
    book.save(content := io.BytesIO())
    return content.getvalue()


def note(book: Workbook) -> None:
    book.active["E1"].comment = Comment(f"Ada : {TURNED_NOTE}", "Ada")


def prompt(book: Workbook) -> None:
    rule = DataValidation(type="whole", formula1="1", formula2="5", showInputMessage=True)
    rule.prompt, rule.promptTitle = TURNED_NOTE, "Échelle"
    rule.add("E2:G4")
    book.active.add_data_validation(rule)


def margin(book: Workbook) -> None:
    book.active.oddFooter.center.text = TURNED_NOTE


def number_format(book: Workbook) -> None:
    book.active["E2"].number_format = f'[=1]"{HIGH}";[=5]"{LOW}";0'


def with_part(content: bytes, name: str, xml: str) -> bytes:
    """The workbook with one more part, as text boxes and threads of notes are kept."""
    with zipfile.ZipFile(more := io.BytesIO(content), "a") as archive:
        archive.writestr(name, xml)
    return more.getvalue()


TEXT_BOX = f"""<xdr:wsDr xmlns:xdr="urn:xdr" xmlns:a="urn:a"><xdr:sp><xdr:txBody>
<a:p><a:r><a:t>1 = {HIGH}</a:t></a:r></a:p>
<a:p><a:r><a:t>5 = {LOW}</a:t></a:r></a:p></xdr:txBody></xdr:sp></xdr:wsDr>"""
THREAD = f"""<ThreadedComments xmlns="urn:t"><threadedComment ref="E1"><text>{TURNED_NOTE}</text></threadedComment>
</ThreadedComments>"""


def annotated(content: bytes, xml: str) -> bytes:
    """An OpenDocument sheet with something more in its first cell."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    parts["content.xml"] = parts["content.xml"].replace("</table:table-cell>", f"{xml}</table:table-cell>", 1)
    with zipfile.ZipFile(made := io.BytesIO(), "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return made.getvalue()


def old_workbook() -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("First")
    for at, row in enumerate(PLAIN):
        for position, cell in enumerate(row):
            sheet.write(at, position, cell)
    sheet.header_str = b"&C1 = excellent, 5 = very poor"
    book.save(content := io.BytesIO())
    return content.getvalue()


PLACES = {
    "note": with_outside(note),
    "prompt": with_outside(prompt),
    "footer": with_outside(margin),
    "number format": with_outside(number_format),
    "text box": with_part(as_xlsx(PLAIN), "xl/drawings/drawing1.xml", TEXT_BOX),
    "thread of notes": with_part(as_xlsx(PLAIN), "xl/threadedComments/threadedComment1.xml", THREAD),
    "note in ods": annotated(
        workbooks.as_ods(PLAIN),
        f"<office:annotation><text:p>1 = {HIGH}</text:p><text:p>5 = {LOW}</text:p></office:annotation>",
    ),
    "header in xls": old_workbook(),
    "title": as_csv([[f"1 : {HIGH} / 5 : {LOW}"], *PLAIN]),
    "two cells side by side": as_csv([[1, HIGH], [5, LOW], *PLAIN]),
    "label first": as_csv([[HIGH, 1], [LOW, 5], *PLAIN]),
    "one under the other": as_csv([[1, "", 5], [HIGH, "", LOW], *PLAIN]),
    "one column": as_csv([[1], [HIGH], [5], [LOW], *PLAIN]),
    "heading": as_csv(renamed(f"Q4 (1 = {HIGH}, 5 = {LOW})")),
    "footnote": as_csv([*PLAIN, [], [f"1 = {HIGH} ; 5 = {LOW}"]]),
    "footnote in cells": as_csv([*PLAIN, ["Légende"], [1, HIGH], [5, LOW]]),
    "codebook": as_xlsx(PLAIN, Codes=CODEBOOK),
    "codebook, labels first": as_xlsx(PLAIN, Codes=[row[::-1] for row in CODEBOOK]),
    "codebook, across": as_xlsx(PLAIN, Codes=[list(row) for row in zip(*CODEBOOK, strict=True)]),
    "codebook of the items too": as_xlsx(
        PLAIN, Codes=[["Variable", "Texte", "Code", "Libellé"], ["v4", "Prépare", 1, HIGH], ["", "", 5, LOW]]
    ),
}


@pytest.mark.parametrize("content", PLACES.values(), ids=PLACES.keys())
def test_wherever_it_stands_it_is_asked_about_and_can_be_answered(content: bytes):
    checked = read_file("f", content, MODEL)
    assert "legend_turned" in {code for code, _, _ in found(checked)}
    proposal = checked.understood.proposal
    assert (proposal.answers["1"], proposal.answers["5"]) == (5, 1)
    said = read_mapping(write_mapping(proposal))
    again = read_file("f", content, MODEL, Options(mapping=said))
    assert "legend_turned" not in {code for code, _, _ in found(again)}
    if not again.refused:  # a heading with words beside its code asks for more than this
        assert again.answers.value.tolist() == [5, 4, 1] * 3


def test_a_note_or_text_box_of_an_old_workbook_is_read():
    """Its words stand in the record behind the box; no library writes them for us."""
    sheet = biff._BiffSheet()
    written = b"\x01" + TURNED_NOTE.encode("utf-16-le")
    for kind, data in ((0x1B6, struct.pack("<18x")), (0x3C, written), (0x3C, b"\x00")):
        sheet.take(kind, data)
    assert sheet.inside().remarks == (TURNED_NOTE,)


def test_notes_that_follow_the_scale_are_no_question():
    def right(book: Workbook) -> None:
        book.active["E1"].comment = Comment(f"1 = {LOW}, 5 = {HIGH}", "Ada")
        book.active["F2"].comment = Comment("vu avec Ada le 3 mars, 2 fois", "Ada")
        book.active["G2"].number_format = '0.00 "points"'

    checked = read_file("f", with_outside(right), MODEL)
    assert not checked.refused and checked.answers.value.tolist() == [1, 2, 5] * 3


@pytest.mark.parametrize("name", [name for name in PLACES if name != "heading"])
def test_whoever_says_that_numbers_keep_their_value_is_believed(name: str):
    straight = FileMapping(answers={str(number): number for number in range(1, 6)})
    checked = read_file("f", PLACES[name], MODEL, Options(mapping=straight))
    assert not checked.refused and checked.answers.value.tolist() == [1, 2, 5] * 3


@pytest.mark.parametrize(
    "beside",
    [
        [["Réponse", "Effectif"], [LOW, 3], ["Plutôt d’accord", 12], [HIGH, 4]],
        [["Answer", "n"], ["Strongly agree", 2], ["Agree", 9], ["Disagree", 5]],
        [["Code", "Libellé"], [1, LOW], [5, HIGH]],
    ],
    ids=["counts", "counts in English", "the right way round"],
)
def test_a_sheet_of_counts_is_no_legend(beside: list[list]):
    checked = read_file("f", as_xlsx(PLAIN, Synthèse=beside), MODEL)
    assert not checked.refused and checked.answers.value.tolist() == [1, 2, 5] * 3


def test_a_hidden_codebook_is_read():
    book = load_workbook(io.BytesIO(as_xlsx(PLAIN, Codes=CODEBOOK)))
    book["Codes"].sheet_state = "hidden"
    book.save(content := io.BytesIO())
    assert "legend_turned" in {code for code, _, _ in found(read_file("f", content.getvalue(), MODEL))}


def test_a_legend_below_is_no_questionnaire_and_that_is_said():
    checked = read_file("f", as_csv([*PLAIN, [], [f"1 = {LOW} ; 5 = {HIGH}"]]), MODEL)
    assert not checked.refused and len(checked.respondents) == 3
    assert ("legend_below", 6, None) in found(checked, "warning")


def test_answers_in_words_need_no_numbers():
    table = [
        [f"1 = {HIGH}, 5 = {LOW}"],
        HEAD,
        *([*row[:4], HIGH, "Ni d’accord ni pas d’accord", LOW] for row in ANSWERS),
    ]
    checked = read_file("f", as_csv(table), MODEL)
    assert not checked.refused and checked.answers.value.tolist() == [5, 3, 1] * 3


def test_the_scale_of_another_question_is_not_the_items():
    table = [[*HEAD, "Recommanderiez-vous (1 = excellent, 5 = très mauvais)"], *([*row, 1] for row in ANSWERS)]
    assert "legend_turned" not in {code for code, _, _ in found(read_file("f", as_csv(table), MODEL))}


OTHER_ENDS = """\
Notes sur 10
Notation /10
Score out of 10
Échelle à 10 points
10-point scale
Likert 7 points
valeurs possibles : 1 à 10""".splitlines()
UNKNOWN_ENDS = """\
1 : expert ; 5 : débutant
de 1 (expert) à 5 (débutant)
1=++ 2=+ 3=0 4=- 5=--
SA=1, A=2, N=3, D=4, SD=5
1 (le mieux) à 5 (le moins bien)
1 : acquis ; 5 : non acquis
1 – parfaitement d’accord – 5 – absolument pas d’accord""".splitlines()
NO_ENDS = """\
Notes sur 5
Échelle à 5 points
5-point Likert scale
Score 2026 / 10 mars
Échelle, 81 items
Enquête 1/2, page 3/10
Vague 1 : printemps 2026, 5 KAM
Q1 : ok, Q5 : ok""".splitlines()


@pytest.mark.parametrize("told", NO_ENDS)
def test_numbers_in_a_title_are_no_scale(told: str):
    checked = read_file("f", as_csv([[told], *PLAIN]), MODEL)
    assert not checked.refused and checked.answers.value.tolist() == [1, 2, 5] * 3


SHEET = [["campagne", "kam", "repondant", "Q4", "Q5", "Q6"], *([*row[:2], *row[3:]] for row in ANSWERS)]


@pytest.mark.parametrize(
    ("above", "code"),
    [
        (f"1 = {HIGH} ; 5 = {LOW}", "legend_turned"),
        ("Échelle de 1 à 10", "legend_turned"),
        ("Échelle inversée", "legend_turned"),
    ],
)
@pytest.mark.parametrize("both", [True, False])
def test_above_the_headings_of_several_sheets(above: str, code: str, both: bool):
    book = Workbook()
    for position, name in enumerate(("Managers", "Clients")):
        sheet = book.active if position == 0 else book.create_sheet()
        sheet.title = name
        for row in [*([[above]] if position or both else []), *SHEET]:
            sheet.append(row)
    book.save(content := io.BytesIO())
    assert code in {each for each, _, _ in found(read_file("f.xlsx", content.getvalue(), MODEL))}


def choices(book: Workbook) -> None:
    rule = DataValidation(type="list", formula1=f'"1 - {HIGH},5 - {LOW}"')
    rule.add("E2:G4")
    book.active.add_data_validation(rule)


def refusal(book: Workbook) -> None:
    rule = DataValidation(type="whole", formula1="1", formula2="5", error=TURNED_NOTE, showErrorMessage=True)
    rule.add("E2:G4")
    book.active.add_data_validation(rule)


def out_of_ten(book: Workbook) -> None:
    book.active["E2"].number_format = '0" / 10"'


def expert(book: Workbook) -> None:
    book.active["E1"].comment = Comment("1 = expert, 5 = débutant", "Ada")


@pytest.mark.parametrize("write", [choices, refusal, out_of_ten, expert])
def test_in_rules_formats_and_notes(write: Callable[[Workbook], None]):
    codes = {code for code, _, _ in found(read_file("f", with_outside(write), MODEL))}
    assert codes & {"legend_turned", "legend_unclear"}


@pytest.mark.parametrize(
    ("told", "code"),
    [
        *((told, "legend_turned") for told in OTHER_ENDS),
        *((told, "legend_unclear") for told in UNKNOWN_ENDS),
        ("Échelle de 1 à 10", "legend_turned"),
        ("Notez de 0 à 5", "legend_turned"),
        ("Rating scale: 1-7", "legend_turned"),
        ("Scale from 0 to 100", "legend_turned"),
        ("1 = débutant, 5 = expert", "legend_unclear"),
        ("1 = Oui tout à fait ; 5 = Non pas du tout", "legend_unclear"),
        ("Novice = 1 … master = 5", "legend_unclear"),
    ],
)
def test_other_ends_and_unknown_ends_are_asked_about(told: str, code: str):
    content = as_csv([[told], *PLAIN])
    assert code in {each for each, _, _ in found(read_file("f", content, MODEL))}
    straight = FileMapping(answers={str(number): number for number in range(1, 6)})
    checked = read_file("f", content, MODEL, Options(mapping=straight))
    assert not checked.refused and checked.answers.value.tolist() == [1, 2, 5] * 3


@pytest.mark.parametrize(
    "told",
    [
        "Échelle de 1 à 5",
        "Scale from 5 to 1",
        "Rating of 1 to 5 stars",
        "Note : 5 à 10 minutes de lecture",
        "Scores de Q1 - Q10",
        "Q1 = Écoute, Q5 = Suivi",
        "Vague 1 = printemps",
        "Échelle : 10-12-2025",
    ],
)
def test_other_numbers_above_the_headings_are_no_scale(told: str):
    checked = read_file("f", as_csv([[told], *PLAIN]), MODEL)
    assert not checked.refused and checked.answers.value.tolist() == [1, 2, 5] * 3

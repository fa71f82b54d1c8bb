"""What a person agreed to is kept as TOML, settles every doubt it names, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamescope.errors import ContentError
from kamescope.ingest import Options, read_file
from kamescope.ingest.mapping import KINDS, FileFacts, FileMapping, merged, read_mapping, write_mapping
from kamescope.ingest.words import normal
from tests.exports import own
from tests.exports.cases import case
from tests.exports.expect import CAMPAIGN, MODEL, SET, asked_about, exactly, told
from tests.exports.sheets import text, workbook
from tests.exports.wording import Wording
from tests.ingest.files import found

WORDS = st.text("abcé# '’.\"\\=[]ñ漢", max_size=12).map(normal)
ROWS = st.lists(st.integers(1, 10_000), max_size=3).map(tuple)
AGREEMENTS = st.builds(
    FileMapping,
    campaign=st.text("Aé 1", max_size=5).map(str.strip),
    columns=st.dictionaries(WORDS, st.sampled_from(["Q1", "kam", "group", "ignore"]), max_size=4),
    answers=st.dictionaries(WORDS, st.one_of(st.none(), st.integers(-99, 99)), max_size=4),
    groups=st.dictionaries(WORDS, st.sampled_from(["self", "manager"]), max_size=3),
    files=st.dictionaries(
        WORDS,
        st.builds(FileFacts, kam=st.just("É. A"), group=st.sampled_from(["", "client"]), keep=ROWS),
        max_size=3,
    ),
    set_aside=st.sampled_from([KINDS, (), ("test",), ("test", "duplicate")]),
    keep_duplicates=st.booleans(),
)


@given(AGREEMENTS)
def test_an_agreement_comes_back_from_its_toml(mapping):
    assert read_mapping(write_mapping(mapping)) == mapping


def test_what_is_still_open_is_written_as_a_question_and_read_as_nothing():
    source = write_mapping(FileMapping(answers={"oui": 5}), {"answers": ["bof"], "columns": ["?!"]})
    assert 'bof = "?"' in source and "oui = 5" in source
    assert read_mapping(source) == FileMapping(answers={"oui": 5})


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("[columns", "mapping_unreadable"), ("x = 1", "mapping_invalid"), ("[answers]\nbof = 3.5", "mapping_invalid"),
        ("[answers]\nbof = true", "mapping_invalid"), ("[columns]\nx = 3", "mapping_invalid"),
        ("columns = 3", "mapping_invalid"),
        ('set_aside = ["everything"]', "mapping_invalid"), ("[files.x]\nkeep = [-1]", "mapping_invalid"),
        ("[files.x]\nwho = 'me'", "mapping_invalid"), ("keep_duplicates = 'yes'", "mapping_invalid"),
        ("[answers]\nbof = 123456789", "mapping_invalid"), ("a = " + "[" * 3000, "mapping_unreadable"),
    ],
)  # fmt: skip
def test_a_mapping_file_that_cannot_be(source, code):
    with pytest.raises(ContentError) as caught:
        read_mapping(source, "m.toml")
    assert caught.value.code == code and caught.value.facts["file"] == "m.toml"


def test_the_later_agreement_counts():
    both = merged([FileMapping(answers={"a": 1, "b": 2}), FileMapping(answers={"b": 3}, campaign="C")])
    assert both == FileMapping(answers={"a": 1, "b": 3}, campaign="C")


def confirmed(content: bytes, name: str, options: Options = CAMPAIGN):
    """The file read again under what was proposed for it."""
    checked = read_file(name, content, MODEL, options)
    asked_about(checked)
    return read_file(name, content, MODEL, Options(options.campaign, mapping=checked.understood.proposal))


@pytest.mark.parametrize(
    "name", ["microsoft_forms: today", "google_forms: grid", "surveymonkey: table", "typeform: today"]
)
def test_statements_nobody_knows_are_matched_by_their_place_once_confirmed(name):
    each = case(name)
    exactly(confirmed(each(Wording(MODEL, heading="strange"), SET), each.file), MODEL, SET, each.ids)


def test_answers_are_scored_as_a_person_said():
    each = case("microsoft_forms: today")
    content = each(Wording(MODEL, answer="shifted"), SET)
    assert ("answer_out_of_scale", 2) in {issue[:2] for issue in found(read_file(each.file, content, MODEL, CAMPAIGN))}
    agreed = FileMapping(answers={str(9 + value): value for value in range(1, 6)})
    exactly(read_file(each.file, content, MODEL, Options(own.CAMPAIGN, mapping=agreed)), MODEL, SET, each.ids)


def test_a_reversed_scale_is_read_as_a_person_said():
    each = case("microsoft_forms: today")
    wording = Wording(MODEL, answer="reversed")
    content = each(wording, SET)
    asked_about(read_file(each.file, content, MODEL, CAMPAIGN))
    agreed = FileMapping(answers={normal(wording.value(value)): value for value in range(1, 6)})
    exactly(read_file(each.file, content, MODEL, Options(own.CAMPAIGN, mapping=agreed)), MODEL, SET, each.ids)


def without_who(name: str):
    """A sheet of one KAM's managers that says neither KAM nor group."""
    one = [one for one in SET if one.group == "manager"][:1]
    rows = [row[4:] for row in own.wide(Wording(MODEL), one)]
    return one, read_file(name, workbook({"Feuil1": rows}), MODEL, CAMPAIGN), workbook({"Feuil1": rows})


def test_kam_and_group_in_a_files_name_are_proposed_and_confirmed():
    _, checked, content = without_who("Forms - LEFÈVRE - manager (1-4).xlsx")
    assert {code for code, *_ in found(checked)} == {"confirm_kam", "confirm_group"}
    facts = checked.understood.proposal.facts("Forms - LEFÈVRE - manager (1-4).xlsx")
    assert (facts.kam, facts.group) == ("LEFÈVRE", "manager")
    agreed = Options(own.CAMPAIGN, mapping=checked.understood.proposal)
    again = read_file("Forms - LEFÈVRE - manager (1-4).xlsx", content, MODEL, agreed)
    assert [(kam, group) for kam, group, *_ in told(again, MODEL)] == [("LEFÈVRE", "manager")]


def test_a_name_that_says_nothing_proposes_nothing():
    _, checked, _ = without_who("export.xlsx")
    assert {code for code, *_ in found(checked)} == {"kam_missing", "group_missing"}


def test_a_sheet_for_each_group_whose_names_are_groups_needs_no_question():
    rows = own.wide(Wording(MODEL), SET)
    names = {code: MODEL.group(code).plural.in_("fr") for code in ("self", "manager", "client")}
    sheets = {
        names[code]: [
            [*row[:3], *row[4:]]
            for row, one in zip(rows, [None, *SET], strict=True)
            if one is None or one.group == code
        ]
        for code in names
    }
    checked = read_file("x.xlsx", workbook(sheets), MODEL)
    said = sorted((kam, group, tuple(given.items())) for kam, group, _, given in told(checked, MODEL))
    assert said == sorted((one.kam, one.group, tuple(one.given.items())) for one in SET)
    assert checked.understood.sheets == tuple(names.values())


def test_rows_are_kept_and_dropped_one_by_one():
    each = case("qualtrics: codes")
    other = next(one.answers for one in SET if one.group == SET[3].group and one.kam != SET[3].kam)
    trial = SET[3].but(respondent="5005", email="other@example.org", trial=True, answers=other)
    everybody = [*SET[:2], trial, *SET[2:]]
    content = each(Wording(MODEL), everybody)
    row = each.headers + 3
    dropped = each.headers + 1
    facts = {normal(each.file): FileFacts(keep=(row,), drop=(dropped,))}
    checked = read_file(each.file, content, MODEL, Options(own.CAMPAIGN, mapping=FileMapping(files=facts)))
    assert {(exclusion.row, exclusion.reason, exclusion.kept) for exclusion in checked.understood.set_aside} == {
        (row, "test", True),
        (dropped, "chosen", False),
    }
    exactly(checked, MODEL, everybody[1:], each.ids)
    kinds = FileMapping(set_aside=("unfinished", "duplicate"))
    exactly(read_file(each.file, content, MODEL, Options(own.CAMPAIGN, mapping=kinds)), MODEL, everybody, each.ids)


def test_a_blank_group_may_mean_self_when_a_person_says_so():
    rows = own.wide(Wording(MODEL), SET)
    group = own.WHO["fr"].index("groupe")
    word = MODEL.group("self").name.in_("fr")
    rows = [[*row[:group], "" if row[group] == word else row[group], *row[group + 1 :]] for row in rows]
    asked_about(read_file("x.csv", text(rows, ";"), MODEL))
    checked = read_file("x.csv", text(rows, ";"), MODEL, Options(mapping=FileMapping(groups={"": "self"})))
    exactly(checked, MODEL, SET, lambda one: {one.respondent})


def test_an_agreement_that_names_no_item_is_an_error():
    rows = own.wide(Wording(MODEL), SET)
    checked = read_file("x.csv", text(rows, ";"), MODEL, Options(mapping=FileMapping(columns={"q1": "Q99"})))
    assert found(checked)[0] == ("mapping_column", 1, "Q1")


def test_one_person_twice_is_asked_about_until_both_are_kept():
    each = case("qualtrics: codes")
    client = next(one for one in SET if one.group == "client")
    content = each(Wording(MODEL), [*SET, client.but(respondent="5006")])
    assert [code for code, *_ in found(read_file(each.file, content, MODEL, CAMPAIGN))] == ["rater_twice"]
    both = read_file(each.file, content, MODEL, Options(own.CAMPAIGN, mapping=FileMapping(keep_duplicates=True)))
    assert len(told(both, MODEL)) == len(SET) + 1

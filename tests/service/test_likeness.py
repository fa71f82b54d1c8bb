"""KAMs who are nearly called like another one: the same person, or somebody else? A person says (docs/design.md 7)."""

import pytest

from kamescope import service
from kamescope.ingest import Options, Person, read_file
from kamescope.ingest.checked import Checked
from kamescope.ingest.mapping import SOMEONE_ELSE, FileMapping, read_mapping, write_mapping
from kamescope.service import Store, everything
from tests.service.sheets import Sheet, codes, full, load, loaded, wide
from tests.support import other_model

ADA = Person("Ada Martin", "", "XYZ", "token-ada")


def read(*sheets: Sheet, people: tuple[Person, ...] = (), said: dict | None = None, **options: str) -> Checked:
    """A file of these questionnaires, beside people whom the database has."""
    without = [name for name in ("kam", "societe", "kam_id") if options]
    asked = Options(people=people, mapping=FileMapping(people=said or {}), **options)
    return read_file("file.csv", wide(sheets, without=without), other_model(), asked)


def asked(checked: Checked) -> list[tuple]:
    """Who is asked about, and like whom they look."""
    return [(i.facts["value"], i.facts["listed"]) for i in checked.issues if i.code == "kam_looks_like"]


def kams(checked: Checked) -> set[tuple]:
    """Name, id and company of everybody rated."""
    frame = checked.respondents
    return set(zip(frame["kam"], frame["kam_id"], frame["company"], strict=True))


@pytest.mark.parametrize(
    "facts",
    [
        {"kam": "Ada Martïn"},
        {"kam": "Martin Ada"},
        {"kam": "A. MARTIN"},
        {"kam": "Ada Matrin"},
        {"kam": "MARTIN"},
        {"company": ""},
        {"kam_id": "K7"},
    ],
    ids=["an accent more", "turned round", "an initial", "a letter wrong", "no first name", "no company", "an id"],
)
def test_who_looks_like_somebody_is_a_question_within_a_file_and_beside_the_database(facts: dict):
    other = full("manager", "m1", 4, **facts)
    name = facts.get("kam", "Ada Martin")
    assert asked(read(full("peer", "p1", 5), other)) == [(name, "Ada Martin (XYZ)")]
    assert asked(read(other, people=(ADA,))) == [(name, "Ada Martin (XYZ)")]


@pytest.mark.parametrize(
    "facts",
    [
        {"kam": "ADA  martin"},
        {"kam": "Ada Mar\u200btin"},
        {"kam": "Ada Roy"},
        {"kam": "Bob Martin"},
        {"company": "ABC"},
        {"company": "ABC", "kam": "Ada Martïn"},
    ],
    ids=["capitals", "a mark nobody sees", "another name", "another first name", "another company", "both"],
)
def test_who_is_certain_is_no_question(facts: dict):
    other = full("manager", "m1", 4, **facts)
    assert asked(read(full("peer", "p1", 5), other)) == asked(read(other, people=(ADA,))) == []


def test_an_id_that_lost_its_zeros_is_a_question_and_other_ids_tell_people_apart():
    first = full("peer", "p1", 5, kam_id="007")
    assert asked(read(first, full("manager", "m1", 4, kam_id="7"))) == [("Ada Martin", "Ada Martin (XYZ, 007)")]
    assert asked(read(first, full("manager", "m1", 4, kam_id="8"))) == []
    assert asked(read(full("manager", "m1", 4, kam_id="7"), people=(Person("Ada Martin", "007", "XYZ", "t"),)))


@pytest.mark.parametrize("said", ["Ada Martin", "token-ada", "ADA  MARTIN"])
def test_the_same_person_is_named_and_has_one_name_from_then_on(said: str):
    other = full("manager", "m1", 4, kam="Ada Matrin")
    checked = read(other, people=(ADA,), said={"ada matrin": said})
    assert (asked(checked), kams(checked)) == ([], {("Ada Martin", None, "XYZ")})


def test_one_of_several_is_named_by_the_id_or_the_token():
    people = (ADA, Person("Ada Martin", "", "ABC", "token-abc"))
    bare = full("manager", "m1", 4, company="")
    assert asked(read(bare, people=people)) == [("Ada Martin", "Ada Martin (XYZ) · Ada Martin (ABC)")]
    assert asked(read(bare, people=people, said={"ada martin": "Ada Martin"}))
    checked = read(bare, people=people, said={"ada martin": "token-abc"})
    assert kams(checked) == {("Ada Martin", None, "ABC")}


def test_someone_else_stays_who_they_are():
    other = full("manager", "m1", 4, kam="Ada Matrin")
    checked = read(full("peer", "p1", 5), other, said={"ada matrin": SOMEONE_ELSE})
    assert (asked(checked), len(kams(checked))) == ([], 2)


def test_a_kam_named_for_a_whole_file_is_looked_at_too():
    sheet = full("manager", "m1", 4)
    assert asked(read(sheet, people=(ADA,), kam="Ada Matrin")) == [("Ada Matrin", "Ada Martin (XYZ)")]
    checked = read(sheet, people=(ADA,), kam="Ada Matrin", said={"ada matrin": "Ada Martin"})
    assert (asked(checked), kams(checked)) == ([], {("Ada Martin", None, "XYZ")})
    assert asked(read(sheet, people=(ADA,), kam="token-ada")) == []


def test_what_only_the_eye_misses_is_proposed_and_the_rest_is_left_open():
    checked = read(full("peer", "p1", 5), full("manager", "m1", 4, kam="Ada Martïn"))
    assert checked.understood.proposal.people == {"ada martïn": "Ada Martin"}
    checked = read(full("peer", "p1", 5), full("manager", "m1", 4, kam="Ada Matrin"))
    assert checked.understood.still_open["people"] == ("ada matrin",)


def test_the_words_are_kept_in_a_mapping_file():
    mapping = FileMapping(people={"ada matrin": "Ada Martin", "7": SOMEONE_ELSE})
    assert read_mapping(write_mapping(mapping)) == mapping
    assert mapping.without_files().people == mapping.people
    assert read_mapping('[people]\n"ADA  Matrin" = "Ada Martin"\n"Bob" = "?"').people == {"ada matrin": "Ada Martin"}


def test_nobody_named_is_nobody_known(store: Store):
    """A file that names no KAM is not labelled with somebody's name, nor said to have several."""
    loaded(store, [full("manager", "m1", 4), full("manager", "m1", 4, kam="Bob Roy")])
    report = load(store, wide([full("manager", "m2", 4)], without=["kam", "kam_id", "societe"]))
    assert codes(report) == ["kam_missing"]


def test_known_people_are_never_asked_about_again(store: Store):
    loaded(store, [full("manager", "m1", 5)])
    assert codes(load(store, [full("manager", "m2", 5, kam="Ada Matrin")])) == ["kam_looks_like"]
    mapping = FileMapping(people={"ada matrin": SOMEONE_ELSE})
    request = service.ImportRequest(other_model(), options=Options(mapping=mapping))
    content = wide([full("manager", "m2", 5, kam="Ada Matrin")])
    assert everything(store).import_file("new.csv", content, request).status == "imported"
    assert load(store, [full("manager", "m3", 6, kam="Ada Matrin"), full("manager", "m4", 6)]).status == "imported"

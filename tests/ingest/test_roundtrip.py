"""The same answers in any of our layouts, encodings and languages come back as the same answers."""

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamescope.errors import ContentError
from kamescope.i18n import words
from kamescope.ingest import Checked, Options, read_file
from kamescope.ingest import _read as read
from kamescope.ingest.tables import read_tables
from kamescope.model import Model
from tests.ingest.files import as_csv, as_xlsx
from tests.support import kamescope_model, other_model

NAMES = ("C. LEFÈVRE", "N. ROUSSEL", "O’BRIEN, Zoé", "É. «X»; Y")
FRENCH = ("campagne", "date", "kam", "kam_id", "societe", "equipe", "groupe", "repondant", "segment")
ENGLISH = ("Campaign", "Date", "KAM", "KAM ID", "Company", "Team", "Group", "Respondent", "Segment")
SETTINGS = settings(max_examples=20, deadline=None)


@st.composite
def questionnaires(draw, model: Model):
    """A few questionnaires: who, and answers by item code; no two of one respondent, one self a KAM."""
    made = {}
    for _ in range(draw(st.integers(1, 6))):
        group = draw(st.sampled_from(model.groups))
        kam = draw(st.sampled_from(NAMES))
        campaign, date = draw(st.sampled_from([("Été 2025", datetime.date(2025, 7, 1)), ("C2", None)]))
        respondent = "me" if group.is_self else draw(st.sampled_from(["1", "2", "r é"]))
        asked = [item.code for item in model.items if item.code in group.items]
        answers = draw(
            st.dictionaries(st.sampled_from(asked), st.integers(model.scale.minimum, model.scale.maximum), min_size=1)
        )
        word = draw(st.sampled_from([word for word in group.words if word.isascii()]))
        segment = draw(st.sampled_from(["", "Nord", "Sud-Est"]))
        who = (campaign, date, kam, f"id-{NAMES.index(kam)}", "Société & Co", "", word, respondent, segment)
        made.setdefault((campaign, kam, group.code, respondent), (who, answers))
    return list(made.values())


def wide(model, made, headings):
    codes = [item.code for item in model.items]
    return [[*headings, *codes], *([*who, *(answers.get(code) for code in codes)] for who, answers in made)]


def long(made, headings, words):
    return [[*headings, *words], *([*who, code, value] for who, answers in made for code, value in answers.items())]


def understood(checked: Checked, model: Model):
    """What a file was understood to say, by respondent."""
    assert not checked.refused, checked.issues
    said = {}
    for position, row in enumerate(checked.respondents.itertuples()):
        mine = checked.answers[checked.answers.respondent == position]
        answers = {model.items[item].code: value for item, value in zip(mine.item, mine.value, strict=True)}
        assert row.answers == len(answers) == len(mine)
        key = (row.campaign, row.kam, model.groups[row.group].code, row.respondent)
        said[key] = (row.date, row.kam_id, row.company, row.team, row.attributes.get("segment", ""), answers)
    order = checked.answers[["respondent", "item"]].values.tolist()
    assert order == sorted(order)
    return said


@pytest.mark.deep
@pytest.mark.parametrize("model", [kamescope_model(), other_model()], ids=lambda model: model.code)
@SETTINGS
@given(data=st.data())
def test_every_way_of_writing_says_the_same(model, data):
    made = data.draw(questionnaires(model))
    words = {word: group.code for group in model.groups for word in group.words}
    expected = {
        (who[0], who[2], words[who[6]], who[7]): (who[1], who[3], who[4], who[5], who[8], answers)
        for who, answers in made
    }
    asked = sum(len(model.group(words[who[6]]).items) for who, _ in made)
    blanks = asked - sum(len(answers) for _, answers in made)
    separator = data.draw(st.sampled_from(";,\t|"))
    encoding = data.draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]))
    dated = [((who[0], who[1] and who[1].strftime("%d/%m/%Y"), *who[2:]), answers) for who, answers in made]
    shuffled = data.draw(st.permutations(long(dated, FRENCH, ("item", "reponse"))[1:]))
    files = {
        "wide csv": as_csv(wide(model, dated, FRENCH), separator, encoding),
        "wide xlsx": as_xlsx(wide(model, made, ENGLISH)),
        "long csv": as_csv([[*FRENCH, "item", "Réponse"], *shuffled], separator, encoding),
        "long xlsx": as_xlsx(long(made, ENGLISH, ("Item", "Answer"))),
    }
    for name, content in files.items():
        checked = read_file(name, content, model)
        assert checked.layout == name.split()[0]
        assert understood(checked, model) == expected, name
        assert checked.blanks == blanks, name


@SETTINGS
@given(st.binary(max_size=300), st.integers(0, 2000))
def test_no_bytes_end_in_an_unexpected_error(noise, at):
    """`read_file` would turn such an error into a refusal: so its reader is asked, which may only refuse in words."""
    model = kamescope_model()
    content = as_csv([["campagne", "kam", "groupe", "Q1"], *([["C", "A", "self", 4]] * 20)])
    for spoilt in (noise, content[:at] + noise + content[at:], b"PK\x03\x04" + noise):
        try:
            checked = read(read_tables("x", spoilt), model, Options())
        except ContentError as error:
            assert words("fr").knows(f"error.{error.code}")
        else:
            assert checked.answers["value"].between(model.scale.minimum, model.scale.maximum).all()
            assert checked.refused or len(checked.respondents)

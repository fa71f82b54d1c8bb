"""A reversed item: stored as given, turned round at scoring, shown turned and said so wherever it is shown."""

import tomllib
from fractions import Fraction

import pytest

from kamescope import sentences
from kamescope.analysis.progress import common
from kamescope.analysis.published import Level
from kamescope.analysis.ranking import rank_items
from kamescope.charts.item_table import item_table
from kamescope.charts.theme import Look
from kamescope.charts.top_items import top_items
from kamescope.i18n import words
from kamescope.model import Model
from kamescope.model_file import model_from_data
from kamescope.service import everything, open_store
from kamescope.store import reads
from tests.reference import Reference
from tests.service.sheets import found, loaded, question, returned, several
from tests.support import HERE, Questionnaire, panel_of, publish

TURNED = "L03"


def data(*turned: str) -> dict:
    """The other model (0 to 10) with those items reversed."""
    parsed = tomllib.loads((HERE / "models" / "other.toml").read_text(encoding="utf-8"))
    for factor in parsed["factors"]:
        for home in (factor, *factor.get("sub_factors", ())):
            for item in home.get("items", ()):
                if item["code"] in turned:
                    item["reversed"] = True
    return parsed


def model(*turned: str) -> Model:
    return model_from_data(data(*turned), "other.toml")


SHEETS = [
    Questionnaire("self", {TURNED: 2, "L01": 2}),
    Questionnaire("manager", {TURNED: 10}),
    *(Questionnaire("team", {TURNED: answer, "L01": answer}) for answer in (0, 1, 3, 4)),
]


def test_its_answers_are_turned_and_those_of_the_others_are_not():
    published = publish(model(TURNED), SHEETS)
    scores = {(code, group): published.cell(Level.ITEM, code, group).score for code in (TURNED, "L01")
              for group in ("self", "manager", "team")}  # fmt: skip
    assert scores == {
        (TURNED, "self"): 8,
        (TURNED, "manager"): 0,
        (TURNED, "team"): 8,
        ("L01", "self"): 2,
        ("L01", "manager"): None,
        ("L01", "team"): 2,
    }


@pytest.mark.parametrize("where", [None, "Nord"])
def test_one_person_and_many_at_once_agree_under_a_filter_too(where: str | None):
    sheets = [sheet._replace(value=value) for value in ("Nord", "Sud") for sheet in SHEETS[2:]]
    other = [Questionnaire("self", {TURNED: 7})]
    panel = panel_of(model(TURNED), [sheets, other], where)
    one = publish(model(TURNED), sheets, where)
    assert {key: panel[0].cells[key] for key in one.cells} == dict(one.cells)
    assert one.cell(Level.ITEM, TURNED, "team").score == 8
    assert panel[1].cell(Level.ITEM, TURNED, "self").score == 3


def test_from_a_file_to_every_figure_and_the_database_keeps_what_was_given():
    turned = model(TURNED, "L05", "L12")
    sheets = [sheet for group in turned.groups for sheet in several(group.code, 1 if group.is_self else 4, turned)]
    store = open_store(":memory:")
    loaded(store, sheets, model=turned)
    asked = question(found(store))
    shown = everything(store).results(asked)
    expected = Reference(data(TURNED, "L05", "L12"), returned(sheets))
    for (level, code, column), figure in expected.table.items():
        score = shown.cell(Level(level), code, column).score
        assert score == (None if figure.score is None else pytest.approx(float(figure.score))), (level, code, column)
    with store.snapshot() as frozen:
        place = reads.locate(frozen, asked.campaign, asked.kam)
        totals = {(each.group, each.item): each.total for each in reads.item_counts(frozen, place)}
    given = sum(sheet.answers.get(TURNED, 0) for sheet in sheets if sheet.group == "team")
    assert totals[turned.group_index["team"], turned.item_index[TURNED]] == given
    store.close()


@pytest.mark.parametrize(("language", "mark"), [("fr", "(item inversé)"), ("en", "(reversed item)")])
def test_it_is_said_wherever_it_is_shown_with_figures(language: str, mark: str):
    turned, say = model(TURNED), words(language)
    published, look = publish(turned, SHEETS), Look(language)
    factor = turned.factor_of[TURNED].code
    for html in (
        item_table(published, factor, ("self", "team"), look).html,
        top_items(published, rank_items(published, 10), look).html,
    ):
        assert html.count(mark) >= 1
        assert say.text(turned.item(TURNED).text) in html
    assert TURNED in sentences.rule(turned, "score", say)[1]
    assert sentences.rule(model(), "score", say)[1] in sentences.rule(turned, "score", say)[1]


def test_who_answers_reads_the_statement_as_it_is():
    turned, say = model(TURNED), words("fr")
    assert say.text(turned.item(TURNED).text) == "".join(say.statement(turned.item(TURNED)).rsplit(" (item inversé)"))
    assert say.statement(turned.item("L01")) == say.text(turned.item("L01").text)


def test_a_model_that_turns_an_item_is_another_model_and_progress_says_so():
    before, after = model(), model(TURNED)
    assert before.fingerprint != after.fingerprint
    sides = [publish(each, SHEETS) for each in (before, after)]
    assert common(sides, Level.ITEM, match=True).reshaped == (TURNED,)


@pytest.mark.parametrize(("low", "high"), [(1, 5), (0, 10), (-2, 2)])
def test_a_sum_is_turned_as_its_answers_are(low: int, high: int):
    scale = model().scale.__class__(low, high, "of_range")
    answers = [low, low + 1, high, high]
    assert scale.turned(sum(answers), len(answers)) == sum(Fraction(low + high - answer) for answer in answers)

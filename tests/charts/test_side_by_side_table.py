"""A few KAMs side by side: each figure with its words, who is at the ends, and blanks where nothing may be shown."""

import re
from math import floor

import pytest

from kamescope.analysis.gaps import GapClass, classify
from kamescope.analysis.published import Level, codes, items_of
from kamescope.analysis.side_by_side import SideBySide, side_by_side
from kamescope.charts.heatmap_words import PARTIAL
from kamescope.charts.side_by_side_table import names_at, side_by_side_rows, side_by_side_table
from kamescope.charts.theme import Look, person_mark
from kamescope.model import ENVIRONMENT
from kamescope.records import Kam
from tests.charts.test_fragments import Node, parse
from tests.reports.comparisons import HOSTILE, team
from tests.support import Questionnaire, kamescope_model, other_model, panel_of

FR, EN = Look("fr"), Look("en", True, "points")
MASKED, SILENT = 1, 2
"""Of `team`: the KAM whose clients are too few, and the one of whom nobody answered anything to the first factor."""


def found(*people: int, column: str = ENVIRONMENT, level: Level = Level.FACTOR, names=()) -> SideBySide:
    """Some of nine KAMs from near by."""
    model = kamescope_model()
    panel = team(model, len(names) or 9, names)
    return side_by_side([panel[place] for place in people], level, column, codes(model, level))


def rows(tree: Node) -> dict[str, list[Node]]:
    """The cells of each row of figures, by its code."""
    bodies = tree.all("tbody")[0].all("tr")
    return {row.all("button")[0].attributes["data-pick"].removeprefix("code:"): row.all("td") for row in bodies}


def of_hundred(points: float) -> str:
    """A size on the scale from 1 to 5 in points of 100, with a decimal where a whole number is of another class."""
    whole = floor(points * 20 + 0.5 + 1e-9)
    seems = classify(kamescope_model(), whole / 20) is classify(kamescope_model(), points)
    return FR.words.number(points * 20, 0 if seems else 1)


@pytest.mark.parametrize("look", [FR, EN])
@pytest.mark.parametrize("level", [Level.FACTOR, Level.SUB_FACTOR])
def test_each_figure_stands_under_its_kam_with_its_words(level: Level, look: Look):
    shown = found(0, 3, 5, level=level)
    tree = parse(side_by_side_table(shown, look))
    heads = [head.text.strip() for head in tree.all("thead")[0].all("th")]
    assert heads[1:] == [*(each.kam.name for each in shown.people), look.words("near.apart")]
    for difference in shown.differences:
        *cells, apart = rows(tree)[difference.code]
        for cell, figure in zip(cells, difference.cells, strict=True):
            scale = figure.percent if look is FR else figure.score
            text = look.words.percent(scale) if look is FR else look.words.number(scale, 2)
            assert text in [span.text for span in cell.all("span")]
            clients = items_of(kamescope_model(), level, difference.code) & kamescope_model().group("client").items
            back = look.words("heatmap.back", 6 if clients else 3)
            assert back in [span.text for span in cell.all("span", "kms-note")], "questionnaires stand in sight"
            assert look.words("count.answers", figure.answers) in cell.attributes["title"]
            assert look.words.percent(figure.percent) in cell.attributes["title"]
        size = look.words.number(difference.size, 2) if look is EN else of_hundred(difference.size)
        assert size in [span.text for span in apart.all("span")], "in the unit of the figures"


def test_the_size_wears_the_class_of_a_gap_and_names_both_ends():
    shown = found(0, 3, 5, 7)
    kinds = set()
    for difference in shown.differences:
        apart = rows(parse(side_by_side_table(shown, FR)))[difference.code][-1]
        kind = classify(kamescope_model(), difference.size)
        kinds.add(kind)
        worn = [css for span in apart.all("span") for css in span.classes & {"kms-marked", "kms-to_explore"}]
        assert worn == ([] if kind is GapClass.ALIGNED else [f"kms-{kind}"])
        for place in (*difference.highest, *difference.lowest):
            assert shown.people[place].kam.name in apart.text
    assert len(kinds) > 1


def test_masked_clients_are_a_word_and_count_in_nothing():
    shown = found(0, MASKED, column="client")
    tree = parse(side_by_side_table(shown, FR))
    for code, (_, cell, apart) in rows(tree).items():
        word = "no_data" if code == "F6" else "masked"
        assert [span.text for span in cell.all("span", "kms-none")] == [FR.words(word)]
        counts = [span.text for span in cell.all("span", "kms-note")]
        assert counts == ([] if code == "F6" else [FR.words("heatmap.back", 1)])
        assert not re.search(r"\d", cell.text.replace(shown.people[1].kam.name, "").replace("".join(counts), ""))
        assert FR.words("no_data") in apart.text
    blank = [row for row in side_by_side_rows(shown, FR) if row[FR.words("heatmap.kam")] == shown.people[1].kam.name]
    for name in ("column.score", "column.percent", "near.from_mean", "near.apart", "column.answers"):
        assert {row[FR.words(name)] for row in blank} == {None}


def test_a_kam_without_answers_leaves_the_others_to_be_compared():
    first, *_ = rows(parse(side_by_side_table(found(0, SILENT, 3, column="manager"), FR))).values()
    assert [span.text for span in first[1].all("span", "kms-none")] == [FR.words("no_data")]
    assert FR.words("no_data") not in first[-1].text


def test_environments_that_are_not_alike_are_marked_where_they_stand_and_where_they_make_the_difference():
    """The second KAM's clients are masked: their environment is the manager alone."""
    shown, say = found(0, MASKED, 3), FR.words
    tree = rows(parse(side_by_side_table(shown, FR)))
    for difference in shown.differences:
        *cells, apart = tree[difference.code]
        marked = [at for at, cell in enumerate(cells) if cell.all("span")[2].text.endswith(PARTIAL)]
        assert marked == ([] if difference.code == "F6" else [1]) == list(difference.partial)
        for at, cell in enumerate(cells):
            assert (say("heatmap.partial") in cell.attributes["title"]) is (at in marked)
        ends = (difference.highest, difference.lowest)
        assert (PARTIAL in apart.text) is ((1,) in ends and difference.code != "F6")
    assert PARTIAL not in side_by_side_table(found(0, 3), FR).html
    listed = [row for row in side_by_side_rows(shown, FR) if row[say("heatmap.remark")]]
    assert {row[say("heatmap.kam")] for row in listed} == {shown.people[1].kam.name}
    assert {row[say("heatmap.remark")] for row in listed} == {say("heatmap.lacks_a_group")}
    assert len(listed) == len(shown.differences) - 1
    assert {row[say("column.status")] for row in side_by_side_rows(shown, FR)} == {say("tables.published")}


def test_people_of_one_name_carry_their_companies():
    shown = near_of_one_name()
    heads = [head.text.strip() for head in parse(side_by_side_table(shown, FR)).all("thead")[0].all("th")]
    assert heads[1:-1] == ["Ada Martin (XYZ)", "Ada Martin (ACME)"]
    pairs = {(row[FR.words("heatmap.kam")], row[FR.words("column.company")]) for row in side_by_side_rows(shown, FR)}
    assert pairs == {("Ada Martin (XYZ)", "XYZ"), ("Ada Martin (ACME)", "ACME")}
    assert names_at(shown, (0, 1), FR.words) == FR.words.listing(shown.names)


def near_of_one_name() -> SideBySide:
    """Two KAMs whom only their companies tell apart."""
    model = kamescope_model()
    kams = [Kam(f"k{at}", f"k{at}", "Ada Martin", company, "", False) for at, company in enumerate(("XYZ", "ACME"))]
    sheets = [[Questionnaire("manager", dict.fromkeys(model.group("manager").items, 2 + at))] for at in range(2)]
    return side_by_side(list(panel_of(model, sheets, kams=kams)), Level.FACTOR, ENVIRONMENT, codes(model, Level.FACTOR))


def test_rows_to_download_hold_every_figure():
    shown = found(0, 3, 5)
    listed = side_by_side_rows(shown, FR)
    assert len(listed) == len(shown.people) * len(shown.differences)
    scores = [row[FR.words("column.score")] for row in listed]
    assert scores == [round(cell.score, 4) for each in shown.differences for cell in each.cells]


def test_everybody_has_a_mark_of_their_own_and_hostile_names_stay_names():
    names = tuple(HOSTILE)
    shown = found(*range(len(names)), names=names)
    fragment = side_by_side_table(shown, FR)
    tree = parse(fragment)
    assert not tree.all("script") and not tree.all("b") and "<script" not in fragment.html
    pictures = [picture.attributes["src"] for picture in tree.all("thead")[0].all("img")]
    assert len(set(pictures)) == len(names) == len({person_mark(place) for place in range(len(names))})


def test_a_very_different_model_is_compared_too():
    panel = team(other_model(), 4)
    shown = side_by_side(list(panel), Level.FACTOR, "peer", codes(other_model(), Level.FACTOR))
    assert list(rows(parse(side_by_side_table(shown, FR)))) == [factor.code for factor in other_model().factors]

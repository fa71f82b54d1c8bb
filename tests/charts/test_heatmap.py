"""The heatmap as a table: each figure a button with its words on a legible tint, whatever the models and the KAMs."""

import re
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from kamescope.analysis.changes import Before, change_heatmap
from kamescope.analysis.compare import WITHIN, Heatmap, Measure, heatmap, means_of
from kamescope.analysis.gaps import GapClass, classify, thresholds
from kamescope.analysis.panel import Panel
from kamescope.analysis.published import Level
from kamescope.charts.figures import difference_unit, tooltip
from kamescope.charts.heat import LIGHT_SHARE, STRONG_SHARE, tints
from kamescope.charts.heat_legend import heat_legend
from kamescope.charts.heatmap import MOST_COLUMNS, SIDE_BY_SIDE, HeatmapPart, cohort_table, fits_across, heatmap_table
from kamescope.charts.heatmap_words import PARTIAL, HeatmapLine, cohort_rows, heatmap_rows, legend, value_text
from kamescope.charts.theme import Look
from kamescope.i18n import NBSP
from kamescope.model import ENVIRONMENT, OVERALL, SELF, Model
from kamescope.privacy import Status
from kamescope.records import Kam
from tests.charts.test_fragments import Node, parse
from tests.contrast import contrast
from tests.reports.comparisons import HOSTILE, team
from tests.reports.specs import LONG, sized_model
from tests.support import Questionnaire, kamescope_model, other_model, panel_of
from tests.test_priorities import answers, rated

FR, EN = Look("fr"), Look("en", True, "points")
LOOKS = (FR, Look("fr", True), Look("en"), EN)
MODEL = kamescope_model()
ROLES = {"table": "table", "thead": "rowgroup", "tbody": "rowgroup", "tr": "row", "td": "cell"}
MASKED, SILENT = 1, 2
"""Of `team`: the KAM whose clients are too few, and the one of whom nobody answered anything to the first factor."""


def found(
    panel: Panel | None = None,
    level: Level = Level.FACTOR,
    column: str = ENVIRONMENT,
    measure: Measure = Measure.SCORE,
) -> Heatmap:
    """A heatmap, of nine KAMs unless said."""
    return heatmap(panel or team(MODEL, 9), level, column, measure, None, each_seen=True)


def drawn(shown: Heatmap, order: str = "", look: Look = FR, counts: bool = False, most: int = 40) -> Node:
    """Its table as a tree."""
    return parse(heatmap_table(shown, HeatmapPart(shown.order(order)[:most], order, counts), look))


def buttons(tree: Node, kind: str) -> dict[str, Node]:
    """The buttons of a kind by what they pick."""
    every = [node for node in tree.all("button") if node.attributes["data-pick"].startswith(f"{kind}:")]
    assert len({node.attributes["data-pick"] for node in every}) == len(every)
    return {node.attributes["data-pick"].removeprefix(f"{kind}:"): node for node in every}


def rows(tree: Node) -> list[list[Node]]:
    """The cells of each row."""
    return [[cell for cell in row.children if isinstance(cell, Node)] for row in tree.all("tr")]


def colours(node: Node) -> tuple[str, str]:
    """Background and ink of a tile."""
    style = dict(part.split(":") for part in node.attributes["style"].split(";"))
    return style["background"], style["color"]


# A table, for those who see it and those who listen


@pytest.mark.parametrize("kams", [1, 9, SIDE_BY_SIDE, SIDE_BY_SIDE + 1])
def test_it_is_a_table_with_as_many_cells_in_every_row(kams: int):
    tree = drawn(found(team(MODEL, kams)))
    for name, role in ROLES.items():
        assert {node.attributes["role"] for node in tree.all(name)} == {role}
    for node in tree.all("th"):
        assert node.attributes["role"] == {"col": "columnheader", "row": "rowheader"}[node.attributes["scope"]]
    assert len({len(row) for row in rows(tree)}) == 1
    assert tree.all("caption")[0].text == FR.words("heatmap.caption")


@pytest.mark.parametrize("measure", WITHIN)
def test_every_figure_is_a_button_that_says_whose_what_and_from_how_many(measure: Measure):
    shown = found(measure=measure)
    cells = buttons(drawn(shown), "cell")
    assert len(cells) == int((~np.isnan(shown.values)).sum())
    for row, kam in enumerate(shown.panel.kams):
        for at, (level, code) in enumerate(shown.places):
            if np.isnan(shown.values[row, at]):
                assert f"{kam.token}:{code}" not in cells
                continue
            button, cell = cells[f"{kam.token}:{code}"], shown.panel[row].cell(level, code, ENVIRONMENT)
            told = button.attributes["aria-label"]
            assert told == button.attributes["title"].replace("\n", ", ")
            assert kam.name in told and FR.words.percent(cell.percent) in told
            assert FR.words("count.answers", cell.answers) in told
            assert button.text.removesuffix(PARTIAL) in told


def test_the_figures_stand_where_their_heads_say():
    shown = found()
    head, *body = rows(drawn(shown, "-F4"))
    kams = [button for cell in head for button in buttons(cell, "kam")]
    for cells in body:
        (code,) = [button.attributes["data-kept"].removeprefix("order:") for button in cells[0].all("button")]
        picks = [next(iter(buttons(cell, "cell")), None) for cell in cells[2:]]
        assert all(pick in (None, f"{kam}:{code}") for kam, pick in zip(kams, picks, strict=True))
        assert any(picks)
    assert kams == [shown.panel.kams[row].token for row in shown.order("-F4")]


@pytest.mark.parametrize(("look", "figure"), [(FR, "58"), (EN, "2.92")])
def test_figures_follow_the_unit(look: Look, figure: str):
    shown = found()
    button = buttons(drawn(shown, look=look), "cell")[f"{shown.panel.kams[0].token}:F1"]
    value, scale = float(shown.values[0, 1]), MODEL.scale
    assert button.text == (look.words.number(value, 2) if look is EN else look.words.number(scale.percent(value)))


# Order


def test_a_head_sorts_highest_first_then_lowest_first_then_by_name():
    order = ""
    for after, arrow in (("F5", "↓"), ("-F5", "↑"), ("", "")):
        assert _sorting(order).attributes["data-pick"] == f"order:{after}"
        order = after
        assert _sorting(order).text.removeprefix("F5Négociation et conclusion").strip() == arrow


def _sorting(order: str) -> Node:
    """The head of F5."""
    return next(node for node in drawn(found(), order).all("button") if node.attributes.get("data-kept") == "order:F5")


def test_what_sorts_is_marked_and_only_that():
    for order, expected in (("", [""]), ("F5", ["-F5"]), ("-F5", [""])):
        tree = drawn(found(), order)
        marked = [node for node in tree.walk() if "kms-sorted" in node.classes]
        picks = [button.attributes["data-pick"] for node in marked for button in node.all("button")]
        assert picks == [f"order:{pick}" for pick in expected]


# What may not be shown, and what is not there


def test_masked_clients_are_a_word_and_a_reason_without_any_figure():
    shown = found(column="client")
    kam = shown.panel.kams[MASKED]
    tree = drawn(shown, counts=True)
    assert not [pick for pick in buttons(tree, "cell") if pick.startswith(f"{kam.token}:")]
    none = [cell for cell in tree.all("td") if kam.name in cell.attributes.get("title", "")]
    assert len(none) == len(shown.places)
    said = {node.text for cell in none for node in cell.all("span", "kms-none")}
    behind = FR.words("heatmap.behind", number=FR.words.number(shown.panel[MASKED].group("client").respondents))
    assert said == {FR.words("masked") + behind, FR.words("no_data")}, "questionnaires may be counted, answers not"
    asked = [cell.attributes["title"] for cell in none if FR.words("masked") in cell.text]
    assert len(asked) == len(shown.places) - 1, "F6 is not asked of clients: n.d. whatever came back"
    for title in asked:
        assert set(re.findall(r"\d+", title.split("\n")[1])) == {str(MODEL.group("client").minimum)}


def test_a_missing_figure_is_no_zero():
    shown = found(column="manager")
    assert f"{shown.panel.kams[SILENT].token}:F1" not in buttons(drawn(shown), "cell")
    assert FR.words("no_data") in {node.text for node in drawn(shown).all("span", "kms-none")}


def test_an_environment_that_lacks_a_group_is_marked():
    shown = found()
    marked = {pick for pick, node in buttons(drawn(shown), "cell").items() if node.text.endswith(PARTIAL)}
    token = shown.panel.kams[MASKED].token
    assert marked == {f"{token}:{code}" for _, code in shown.places if code != "F6"}
    assert not [node for node in buttons(drawn(found(column="manager")), "cell").values() if PARTIAL in node.text]


@pytest.mark.parametrize(
    ("column", "measure", "others"),
    [
        (ENVIRONMENT, Measure.SCORE, {"F1": 4, "F6": 1}),
        ("client", Measure.SCORE, {"F1": 3}),
        ("client", Measure.GAP, {"F1": 1 + 3}),
        (SELF, Measure.GAP, {"F1": 1 + 4, "F6": 1 + 1}),
        (SELF, Measure.DIFFERENCE, {"F1": 1, "F6": 1}),
    ],
)
def test_respondents_stand_by_the_figures_on_request(column: str, measure: Measure, others: dict[str, int]):
    """Of one self, one manager and three clients; F6 is not asked of clients, who are not behind it then."""
    sheets = [Questionnaire(group.code, dict.fromkeys(group.items, 3)) for group in MODEL.groups for _ in range(3)]
    sheets = [sheet for at, sheet in enumerate(sheets) if sheet.group == "client" or at % 3 == 0]
    shown = found(panel_of(MODEL, [sheets, sheets]), column=column, measure=measure)
    token = shown.panel.kams[0].token
    assert not buttons(drawn(shown), "cell")[f"{token}:F1"].all("span", "kms-n")
    cells = buttons(drawn(shown, counts=True), "cell")
    for code, count in others.items():
        numbers = [node.text for node in cells[f"{token}:{code}"].all("span", "kms-n")]
        assert numbers == [FR.words("heatmap.behind", number=FR.words.number(count))]
        assert FR.words("heatmap.back", count) in cells[f"{token}:{code}"].attributes["title"]


def test_two_kams_of_one_name_carry_their_companies_in_heads_tiles_and_downloads():
    kams = [Kam(f"k{at}", f"k{at}", "Ada Martin", company, "", False) for at, company in enumerate(("XYZ", "ACME"))]
    sheets = [Questionnaire("manager", dict.fromkeys(MODEL.group("manager").items, 3))]
    shown = found(panel_of(MODEL, [sheets, sheets], kams=kams))
    told = ["Ada Martin (XYZ)", "Ada Martin (ACME)"]
    tree = drawn(shown)
    assert [button.all("span", "kms-label")[0].text for button in buttons(tree, "kam").values()] == told
    assert buttons(tree, "cell")["k1:F1"].attributes["title"].startswith("Ada Martin (ACME) ·")
    listed = heatmap_rows(shown, (0, 1), FR)
    say = FR.words
    pairs = list(dict.fromkeys((row[say("heatmap.kam")], row[say("column.company")]) for row in listed))
    assert pairs == list(zip(told, ("XYZ", "ACME"), strict=True))


def test_a_gap_to_a_masked_environment_is_masked_and_says_why():
    """Self is there, the clients alone are the others and too few: held back, not unanswered."""
    sheets = [Questionnaire(code, dict.fromkeys(MODEL.group(code).items, 3)) for code in (SELF, "client")]
    shown = found(panel_of(MODEL, [sheets, sheets[:1]]), column=SELF, measure=Measure.GAP)
    for row, word in ((0, "masked"), (1, "no_data")):
        kam = shown.panel.kams[row]
        titled = [cell for cell in drawn(shown).all("td") if cell.attributes["title"].startswith(f"{kam.name} · F1 ")]
        ((none,),) = [cell.all("span", "kms-none") for cell in titled]
        assert none.text == FR.words(word)
        assert tooltip(shown.panel[row], Level.FACTOR, "F1", ENVIRONMENT, FR.words) in titled[0].attributes["title"]
        listed = [each for each in heatmap_rows(shown, (row,), FR) if each[FR.words("column.code")] == "F1"]
        assert listed[0][FR.words("column.status")] == FR.words(word)
    silent = found(panel_of(MODEL, [sheets[1:]]), column=SELF, measure=Measure.GAP)
    assert silent.state(0, 1) is Status.NO_DATA, "nobody answered for themself, whatever the others did"


def test_the_head_of_the_means_counts_those_who_have_a_score():
    shown = found(column="client")
    counted = int(shown.counted[0])
    assert 0 < counted < 9
    assert FR.words("count.kams_unbroken", counted) in rows(drawn(shown))[0][1].text


@pytest.mark.parametrize("kams", [2, 3])
def test_with_few_columns_it_stacks_on_a_phone_too(kams: int):
    assert "@container (max-width:400px)" in heatmap_table(found(team(MODEL, kams)), HeatmapPart((0, 1)), FR).html


def test_how_many_came_back_stands_beside_each_name():
    shown = found(column="client")
    for row, kam in enumerate(shown.panel.kams):
        (number,) = buttons(drawn(shown), "kam")[kam.token].all("span", "kms-n")
        assert number.text == FR.words("heatmap.back", shown.panel[row].group("client").respondents)


# Tints


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("model", [MODEL, other_model()], ids=lambda model: model.code)
@pytest.mark.parametrize("measure", WITHIN)
def test_every_tint_is_legible_over_the_whole_range(measure: Measure, model: Model, look: Look):
    found_tints = tints(found(team(model, 3), measure=measure), look.palette)
    ends = (-model.scale.span, model.scale.span)
    low, high = (model.scale.minimum, model.scale.maximum) if measure is Measure.SCORE else ends
    for value in np.linspace(low, high, 301):
        background, ink = found_tints.of(float(value))
        assert contrast(ink, background) >= 4.5


def test_more_score_is_more_tint():
    for look in LOOKS:
        found_tints = tints(found(), look.palette)
        away = [contrast(found_tints.of(value)[0], look.palette.background) for value in np.linspace(2, 5, 30)]
        assert all(one <= other for one, other in pairwise(away)) and away[-1] > away[0] + 1


@pytest.mark.parametrize("measure", [Measure.GAP, Measure.DIFFERENCE])
@pytest.mark.parametrize("model", [MODEL, other_model()], ids=lambda model: model.code)
def test_tints_of_gaps_agree_with_their_class(model: Model, measure: Measure):
    found_tints = tints(found(team(model, 3), measure=measure), FR.palette)
    edges = [edge + step for edge in thresholds(model) for step in (-0.01, -1e-12, 0, 1e-12, 0.01)]
    shares = {GapClass.ALIGNED: 0.0, GapClass.TO_EXPLORE: LIGHT_SHARE, GapClass.MARKED: STRONG_SHARE}
    for value in (0.0, *edges, *(-edge for edge in edges)):
        expected = found_tints._on(found_tints.side(value), shares[classify(model, value)])
        assert found_tints.of(value) == expected
    assert found_tints.of(model.scale.span)[0] != found_tints.of(-model.scale.span)[0], "the two sides differ"


@pytest.mark.parametrize("look", LOOKS)
def test_tiles_wear_the_tint_of_their_value(look: Look):
    shown = found(measure=Measure.GAP)
    worn = tints(shown, look.palette)
    for pick, button in buttons(drawn(shown, look=look), "cell").items():
        token, code = pick.split(":")
        at = [each for _, each in shown.places].index(code)
        assert colours(button) == worn.of(float(shown.values[shown.panel.places[token], at]))


@pytest.mark.parametrize("look", [FR, EN])
def test_the_legend_says_what_tints_mean_with_the_thresholds_in_force(look: Look):
    low = tints(found(), look.palette).low
    assert (look.words.percent(MODEL.scale.percent(low)) if look is FR else f"{low:.1f}") in legend(found(), look)
    for measure in (Measure.GAP, Measure.DIFFERENCE):
        told = legend(found(measure=measure), look)
        for edge in thresholds(MODEL):
            share = MODEL.scale.percent(edge) - MODEL.scale.percent(0)
            assert (look.words.number(share) if look is FR else look.words.number(edge, 2)) in told
        assert ("points sur 100" if look is FR else "points of the scale from 1 to 5") in told
        assert "%" not in told, "a difference of percents is no percent"


@pytest.mark.parametrize(
    ("value", "percent", "points"),
    [
        (0.47, "+9", "+0,47"),
        (0.49, "+9,8", "+0,49"),
        (0.5, "+10", "+0,50"),
        (-0.98, "−19,6", "−0,98"),
        (0.0, "0", "0,00"),
    ],
)
def test_a_difference_of_percents_never_seems_of_another_class(value: float, percent: str, points: str):
    assert value_text(found(measure=Measure.DIFFERENCE), value, FR) == percent
    assert value_text(found(measure=Measure.GAP), value, replace(FR, unit="points")) == points


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("measure", WITHIN)
def test_the_legend_is_drawn_with_the_tints_and_thresholds_in_force(measure: Measure, look: Look):
    shown = found(measure=measure)
    html, worn = heat_legend(shown, look).html, tints(shown, look.palette)
    grounds = re.findall(r"<i style=\"background:(#\w+)\"", html)
    assert (grounds[0], grounds[-1]) == (
        worn.of(worn.low if measure is Measure.SCORE else -worn.marked)[0],
        worn.of(worn.high if measure is Measure.SCORE else worn.marked)[0],
    )
    assert legend(shown, look) in html, "for those who listen"
    assert measure is Measure.SCORE or difference_unit(MODEL.scale, look) in html


# Changes


def changed() -> Heatmap:
    """Two KAMs who were there before, one of whom the clients came since, and one who was not."""
    now = [rated(3, answers(3), answers(3)), rated(3, answers(4), answers(4)), rated(3, answers(4), None)]
    old = [rated(3, answers(4), answers(2)), rated(3, answers(2), None)]
    panel, before = panel_of(MODEL, now), panel_of(MODEL, old)
    return change_heatmap(panel, [Before(before, frozenset(("k0", "k1")))], Level.FACTOR, ENVIRONMENT, None, True)


def test_changes_are_told_against_the_campaign_before_and_what_does_not_compare_is_empty():
    shown = changed()
    tree = drawn(shown)
    told = buttons(tree, "cell")["k0:F1"].attributes["title"]
    assert told.endswith(f"Évolution{NBSP}: 0 (points sur 100)")
    assert f"Campagne XYZ{NBSP}: 60{NBSP}%" in told
    assert "k1:F1" not in buttons(tree, "cell")
    empty = [cell for row in rows(tree)[2:3] for cell in row if not cell.all("button")]
    assert [cell.text for cell in empty[-2:]] == ["KAM 01non comparable", "KAM 02non comparable"]
    assert FR.words("team.uneven_cell") in empty[-2].attributes["title"]
    assert FR.words("heatmap.no_before") in empty[-1].attributes["title"]


def test_the_table_to_download_names_the_campaign_before():
    found_rows = heatmap_rows(changed(), (0, 2), FR)
    assert {row["Campagne précédente"] for row in found_rows} == {"Campagne XYZ", ""}
    assert [row["Évolution"] for row in found_rows][-1] is None


# Many KAMs, many codes, hostile names


@pytest.mark.parametrize(
    ("kams", "level", "factors_down"),
    [
        (SIDE_BY_SIDE, Level.FACTOR, True),
        (SIDE_BY_SIDE + 1, Level.FACTOR, False),
        (SIDE_BY_SIDE + 1, Level.SUB_FACTOR, True),
        (SIDE_BY_SIDE, Level.ITEM, True),
    ],
)
def test_kams_stand_side_by_side_up_to_twelve_or_where_the_codes_are_too_many(kams, level, factors_down):
    shown = found(team(MODEL, kams), level)
    assert fits_across(shown) is factors_down
    assert factors_down is (kams <= SIDE_BY_SIDE or len(shown.places) > MOST_COLUMNS)
    tree = drawn(shown, most=SIDE_BY_SIDE)
    head, *body = rows(tree)
    across, down = (SIDE_BY_SIDE + 1, len(shown.places)) if factors_down else (len(shown.places), SIDE_BY_SIDE + 1)
    assert (len(head) - 1, len(body)) == (across, down)
    names = {name.text for name in tree.all("ul", "kms-key")[0].all("li")} if not factors_down else set()
    factors = {f"{factor.code} {FR.words.text(factor.name)}" for factor in MODEL.factors}
    assert names == (set() if factors_down else factors), "codes alone are told once more with their names"


def test_the_mean_is_of_all_whatever_part_is_shown():
    shown = found(team(MODEL, 30))
    tree = drawn(shown, most=12)
    means = [cell.all("span", "kms-cell")[0].text for cell in tree.all("td", "kms-mean")]
    assert means == [FR.words.number(MODEL.scale.percent(float(mean))) for mean in shown.means]
    titles = [cell.attributes["title"] for cell in tree.all("td", "kms-mean")]
    for title, counted, mean in zip(titles, shown.counted, means, strict=True):
        assert title == FR.words("heatmap.mean_of", int(counted), mean=mean)


@pytest.mark.parametrize("level", [Level.FACTOR, Level.ITEM])
def test_thirty_factors_and_the_longest_names_are_all_there(level: Level):
    shown = found(team(sized_model(30, 2), SIDE_BY_SIDE, (LONG,) * SIDE_BY_SIDE), level)
    tree = drawn(shown)
    assert len(rows(tree)) == len(shown.places) + 1
    names = [node.text for node in tree.all("thead")[0].all("span", "kms-label")]
    assert [name for name in names if name.startswith(LONG)] == list(shown.names)


@pytest.mark.parametrize("count", [len(HOSTILE), SIDE_BY_SIDE + 4])
def test_hostile_names_stay_names(count: int):
    names = tuple(HOSTILE[place % len(HOSTILE)] for place in range(count))
    fragment = heatmap_table(found(team(MODEL, count, names)), HeatmapPart(tuple(range(count))), FR)
    tree = parse(fragment)
    assert not tree.all("script") and not tree.all("b") and "<script" not in fragment.html
    told = [re.sub(r"\s+", " ", button.all("span", "kms-label")[0].text) for button in buttons(tree, "kam").values()]
    heads = found(team(MODEL, count, names)).names
    assert told == [re.sub(r"\s+", " ", name) for name in heads]
    assert all(head.startswith(name) for head, name in zip(heads, names, strict=True))
    assert fragment.html.count("</style>") == 1


def test_it_is_inert_and_its_style_its_own():
    cohorts = [HeatmapLine("c1", "Nord", 4, *means_of(found(), ["k0", "k1"], True))]
    for fragment in (heatmap_table(found(), HeatmapPart((0, 1)), FR), cohort_table(found(), cohorts, "", EN)):
        tree = parse(fragment)
        assert not [key for node in tree.walk() for key in node.attributes if key.startswith("on")]
        assert not tree.all("a") and "http" not in fragment.html
        root = next(iter(tree.all("div", "kms")[0].classes - {"kms"}))
        sheet = fragment.html.split("<style>")[1].split("</style>")[0]
        selectors = [part for part in re.findall(r"([^{}]+)\{", sheet) if not part.strip().startswith("@container")]
        assert all(f".{root}" in one for part in selectors for one in part.split(","))
        assert "@root" not in sheet and "@limit" not in sheet and "@turned" not in sheet


def test_two_tables_of_other_widths_never_share_a_style():
    """One class, one style sheet: else the second on a page would change the first."""
    sheets: dict[str, set[str]] = {}
    for names, level in (((), Level.FACTOR), ((LONG,) * 9, Level.FACTOR), ((), Level.ITEM)):
        html = heatmap_table(found(team(MODEL, 9, names), level), HeatmapPart(tuple(range(9))), FR).html
        sheets.setdefault(re.search(r'class="(kms-\S+) kms"', html).group(1), set()).add(html.split("</style>")[0])
    assert [len(each) for each in sheets.values()] == [1] * len(sheets)
    assert len(sheets) == 2, "the length of the names counts, not the number of rows"


# Groups of KAMs, and what is downloaded


@pytest.mark.parametrize("count", [2, SIDE_BY_SIDE + 1])
@pytest.mark.parametrize("measure", WITHIN)
def test_groups_of_kams_are_told_by_their_means(measure: Measure, count: int):
    shown = found(team(MODEL, 30), measure=measure)
    parts = [[kam.token for kam in shown.panel.kams[place::count]] for place in range(count)]
    lines = [
        HeatmapLine(f"c{at}", f"Groupe {at}", len(kams), *means_of(shown, kams, True)) for at, kams in enumerate(parts)
    ]
    tree = parse(cohort_table(shown, lines, "", FR))
    assert list(buttons(tree, "cohort")) == [line.token for line in lines]
    assert not buttons(tree, "cell") and not buttons(tree, "kam")
    for line, button in zip(lines, buttons(tree, "cohort").values(), strict=True):
        assert button.text == line.name + FR.words("count.kams_unbroken", line.kams)
    listed = cohort_rows(shown, lines, FR)
    means = [row[FR.words(f"heatmap.mean_{measure}")] for row in listed]
    assert means == [round(float(mean), 4) for line in lines for mean in line.means]


@pytest.mark.parametrize("measure", WITHIN)
def test_rows_to_download_are_the_figures_and_blank_where_there_are_none(measure: Measure):
    shown, say = found(column="client", measure=measure), FR.words
    listed = heatmap_rows(shown, shown.order("F2"), FR)
    assert len(listed) == len(shown.panel) * len(shown.places)
    for row in listed:
        kam = next(each for each in shown.panel if each.kam.name == row[say("heatmap.kam")])
        code = row[say("column.code")]
        cell = kam.cell(Level.OVERALL if code == OVERALL else Level.FACTOR, code, "client")
        for name, value, digits in (("score", cell.score, 4), ("percent", cell.percent, 2)):
            assert row[say(f"column.{name}")] == (None if value is None else round(value, digits))
        assert row[say("column.answers")] == cell.answers
        if measure is not Measure.SCORE and not cell.is_published:
            assert row[say(f"heatmap.{measure}")] is None
        assert row[say("heatmap.remark")] == ""
    lacking = [row for row in heatmap_rows(found(), (MASKED,), FR) if row[say("heatmap.remark")]]
    assert {row[say("heatmap.remark")] for row in lacking} == {say("heatmap.lacks_a_group")}
    assert len(lacking) == len(shown.places) - 1, "F6 is asked of no client"


def test_self_s_own_gap_is_to_the_environment():
    own, whole = found(column=SELF, measure=Measure.GAP), found(measure=Measure.GAP)
    assert np.array_equal(own.values, whole.values, equal_nan=True)

"""Progress drawn: strips, the table of changes, lines over the campaigns; figures, masks, names and widths."""

import datetime
from collections.abc import Iterable
from dataclasses import replace
from functools import cache

import pytest

from kamescope.analysis.published import Level, Published, codes, columns
from kamescope.analysis.team_trajectory import team_trajectory
from kamescope.analysis.trajectory import Trajectory, follow, kam_trajectory
from kamescope.charts.move_table import move_rows, move_table
from kamescope.charts.moves import dumbbells, told, who
from kamescope.charts.parts import TIERS
from kamescope.charts.theme import UNITS, Look
from kamescope.charts.trend_chart import PLOT, trend_chart
from kamescope.model import OVERALL, Model
from kamescope.records import Campaign
from tests.charts.drawn import draw, faults, rows, stands, strained
from tests.charts.test_fragments import HOSTILE, Node, parse, with_texts
from tests.support import Questionnaire, kamescope_model, martin, other_model, panel_of, publish

FR, EN = Look("fr"), Look("en", dark=True, unit="points")
NBSP, MINUS = "\N{NO-BREAK SPACE}", "\N{MINUS SIGN}"
GROUPS = ("self", "manager", "client")


def in_campaign(published: Published, name: str, year: int) -> Published:
    """The same results in another campaign."""
    return replace(published, campaign=Campaign(name, name, datetime.date(year, 3, 1)))


def waves(*sides: Published) -> list[Published]:
    """One campaign a side, a year apart."""
    return [in_campaign(side, f"Vague {place}", 2020 + place) for place, side in enumerate(sides, 1)]


def told_of(model: Model, **points: Iterable[int]) -> Published:
    """A KAM whose groups gave these answers to every item that they are asked."""
    return publish(
        model, [Questionnaire(g, dict.fromkeys(model.group(g).items, p)) for g, given in points.items() for p in given]
    )


@cache
def martins(level: Level = Level.FACTOR) -> Trajectory:
    """M. MARTIN, whose manager was kinder two years later, and whose clients were too few in between."""
    later = publish(kamescope_model(), _kinder())
    few = told_of(kamescope_model(), manager=[3], client=[5, 5])
    return kam_trajectory(waves(martin(), few, later), level)


def _kinder() -> list[Questionnaire]:
    """Everybody says 3 but the manager, who says 4."""
    counts = {"self": (1, 3), "manager": (1, 4), "client": (3, 3)}
    model = kamescope_model()
    return [
        Questionnaire(group, dict.fromkeys(model.group(group).items, point))
        for group, (count, point) in counts.items()
        for _ in range(count)
    ]


def strips(trajectory: Trajectory, column: str, look: Look = FR) -> list[Node]:
    """The rows of the strips, heading apart."""
    listed = codes(trajectory.model, trajectory.level)
    return parse(dumbbells(trajectory, column, listed, look)).all(css="kms-row")[1:]


def of(found: list[Node], code: str) -> Node:
    """The strip of a code."""
    return next(row for row in found if row.all("button")[0].attributes["data-pick"] == code)


# Strips


def test_strips_run_from_the_widest_rise_to_the_widest_fall_and_what_does_not_compare_is_last():
    trajectory = martins()
    for column in columns(trajectory.model):
        shown = [row.all("button")[0].attributes["data-pick"] for row in strips(trajectory, column)]
        changes = [trajectory.of(code, column).change for code in shown]
        known = [change for change in changes if change is not None]
        assert known == sorted(known, reverse=True)
        assert changes[len(known) :] == [None] * (len(changes) - len(known))
        assert sorted(shown) == sorted(codes(trajectory.model, Level.FACTOR))


def test_a_strip_tells_before_and_after_and_the_change():
    """M. MARTIN, manager, F1: 47 %, then 80 %."""
    row = of(strips(martins(), "manager"), "F1")
    figures = [cell.text for cell in row.all(css="kms-fig")]
    assert figures == [f"Score47{NBSP}% → 80{NBSP}%", "Évolutionprogresse +1,67"]
    dots = row.all(css="kms-dot")
    assert [dot.attributes["aria-label"].split(" · ")[0] for dot in dots] == ["Vague 1", "Vague 2", "Vague 3"]
    sizes = [int(dot.all("img")[0].attributes["width"]) for dot in dots]
    assert sizes[0] > sizes[1] == sizes[2], "the first one is hollow, and wider"
    assert ["kms-faint" in dot.classes for dot in dots] == [False, True, False]
    assert len(row.all(css="kms-link")) == 1


def test_a_masked_campaign_is_no_mark_and_nothing_compares_with_it():
    trajectory = kam_trajectory(waves(martin(), told_of(kamescope_model(), client=[5, 5])), Level.FACTOR)
    row = of(strips(trajectory, "client"), "F1")
    assert len(row.all(css="kms-dot")) == 1
    assert [cell.text for cell in row.all(css="kms-fig")] == [f"Score88{NBSP}% → masqué", "Évolutionmasqué"]
    assert row.all(css="kms-link") == []
    silent = of(strips(trajectory, "client"), "F6")
    assert silent.all(css="kms-dot") == []
    assert silent.all(css="kms-said")[0].text == "n.d."
    assert [cell.text for cell in silent.all(css="kms-fig")] == ["Score", "Évolutionn.d."]


def test_a_team_s_strip_says_how_many_went_which_way():
    model = other_model()
    before, after = (
        panel_of(model, [[Questionnaire("manager", {"L01": point})] for point in points])
        for points in ((2, 4, 5, 6), (6, 4, 5, 2))
    )
    followed = follow([before, after], [f"k{place}" for place in range(4)])
    row = of(strips(team_trajectory(followed, Level.FACTOR, False, True), "manager"), model.factor_of["L01"].code)
    assert f"4 KAM{NBSP}: 1 progresse, 1 recule, 2 stables" in row.text


# Words


def test_a_move_is_told_with_its_answers_and_respondents():
    move = martins().of("F1", "client")
    assert told(martins(), move, FR.words) == (
        f"Vague 1{NBSP}: 88{NBSP}% · 4,39 sur 5 · 13 réponses de 3 répondants{NBSP}; Vague 2{NBSP}: masqué{NBSP}; "
        f"Vague 3{NBSP}: 60{NBSP}% · 3,00 sur 5 · 15 réponses de 3 répondants{NBSP}; recule"
    )


def test_a_group_is_in_the_plural_where_several_answered():
    assert [who(martins(), group, FR.words) for group in columns(martins().model)] == [
        "Auto-évaluation",
        "Manager",
        "Clients",
        "Environnement",
    ]


# The table


def table(trajectories: tuple[Trajectory, ...], look: Look = FR) -> Node:
    """The changes as a tree."""
    model = trajectories[0].model
    return parse(move_table(trajectories, codes(model, Level.FACTOR), columns(model), look))


def test_the_table_starts_with_the_whole_and_has_a_cell_a_column():
    node = table((martins(Level.OVERALL), martins()))
    body = node.all("tbody")[0].all("tr")
    assert body[0].all("th")[0].text == "Ensemble"
    assert len(body) == 1 + len(kamescope_model().factors)
    assert {len(row.all("td")) for row in body} == {4}
    assert [head.text for head in node.all("thead")[0].all("th")] == [
        "Facteur",
        " Auto-évaluation1 → 0 → 1 répondant",
        " Manager1 → 1 → 1 répondant",
        " Clients3 → 2 → 3 répondants",
        " Environnement4 → 1 → 4 répondants",
    ]


def test_a_cell_says_the_change_and_every_campaign_s_figure_bold_from_where_it_counts():
    rows_of = {row.all(css="kms-code")[0].text: row.all("td") for row in table((martins(),)).all("tbody")[0].all("tr")}
    _, manager, client, _ = rows_of["F1"]
    assert manager.text == f"progresse +1,6747{NBSP}% → 60{NBSP}% → 80{NBSP}%"
    assert "kms-to_explore" in manager.all("span")[0].classes
    assert client.text == f"recule {MINUS}1,3988{NBSP}% → masqué → 60{NBSP}%"
    assert "Manager" in manager.attributes["title"]


def test_rows_to_download_hold_every_figure_and_null_where_none_is_published():
    found = move_rows((martins(),), ("F1",), ("manager", "client"), FR)
    assert found[0] == {
        "Code": "F1",
        "Libellé": "Recherche de leads",
        "Groupe": "Manager",
        f"Vague 1{NBSP}: score": 2.3333,
        f"Vague 1{NBSP}: répondants": 1,
        f"Vague 1{NBSP}: réponses": 8,
        f"Vague 2{NBSP}: score": 3.0,
        f"Vague 2{NBSP}: répondants": 1,
        f"Vague 2{NBSP}: réponses": 8,
        f"Vague 3{NBSP}: score": 4.0,
        f"Vague 3{NBSP}: répondants": 1,
        f"Vague 3{NBSP}: réponses": 8,
        "Évolution en points": 1.6667,
        "Sens": "progresse",
    }
    assert found[1][f"Vague 2{NBSP}: score"] is found[1][f"Vague 2{NBSP}: réponses"] is None
    assert found[1][f"Vague 2{NBSP}: répondants"] == 2


def test_texts_of_a_model_and_names_of_campaigns_stay_texts():
    sides = [in_campaign(with_texts(HOSTILE), HOSTILE, year) for year in (2025, 2026)]
    trajectory = kam_trajectory(sides, Level.FACTOR)
    listed = codes(trajectory.model, Level.FACTOR)
    for fragment in (dumbbells(trajectory, "manager", listed, FR), move_table((trajectory,), listed, GROUPS, FR)):
        node = parse(fragment)
        assert node.all("script") == []
        assert any(HOSTILE in each.text for each in node.walk())


# Lines


def lines(chart) -> dict[str, list[dict]]:
    """The points of each unbroken run."""
    found: dict[str, list[dict]] = {}
    for row in rows(chart, "run", "dash"):
        found.setdefault(row["run"], []).append(row)
    return found


def test_a_line_breaks_where_a_campaign_is_missing_and_where_the_environment_is_another():
    found = lines(trend_chart(martins(Level.OVERALL), OVERALL, columns(martins().model), FR))
    length = {run: len(points) for run, points in found.items()}
    assert [length[run] for run in sorted(length) if run.startswith("manager")] == [3]
    assert [length[run] for run in sorted(length) if run.startswith("self")] == [1, 1]
    assert [length[run] for run in sorted(length) if run.startswith("client")] == [1, 1]
    assert [length[run] for run in sorted(length) if run.startswith("environment")] == [1, 1, 1]


def test_marks_stand_at_their_score_and_those_of_one_height_step_aside():
    trajectory = kam_trajectory(
        waves(*[told_of(other_model(), manager=[6], self=[6], peer=[6, 6, 6])] * 2), Level.OVERALL
    )
    found = rows(trend_chart(trajectory, OVERALL, ("self", "manager", "peer"), FR), "who", "y", "dx")
    assert {row["y"] for row in found} == {PLOT * 0.4}
    for place in (0, 1):
        aside = sorted(row["dx"] for row in found if row["x"] == place)
        assert aside == [-8, 0, 8]


@pytest.mark.parametrize(("count", "width"), [(2, 230), (3, 390), (5, 320), (5, 1100), (12, 390), (12, 700)])
def test_nothing_is_cut_or_lies_on_anything_at_any_width(count: int, width: int):
    names = [
        "Campagne de printemps à nom très long pour les grands comptes",
        "Printemps 2026",
        "Vague\N{NO-BREAK SPACE}1",
    ]
    sides = [in_campaign(strained(3, 8), names[place % 3], 2010 + place) for place in range(count)]
    trajectory = kam_trajectory(sides, Level.OVERALL)
    assert (
        faults(draw(trend_chart(trajectory, OVERALL, columns(trajectory.model), FR if count % 2 else EN), width)) == []
    )
    assert TIERS[0] == 230


def test_another_unit_replaces_the_ticks_of_the_trend_and_leaves_its_drawing():
    drawn = [trend_chart(martins(Level.OVERALL), OVERALL, ("manager",), replace(FR, unit=unit)) for unit in UNITS]
    assert stands(drawn[0]) == stands(drawn[1])
    assert rows(drawn[0], "tick") != rows(drawn[1], "tick")


def test_the_alternative_says_every_figure():
    said = trend_chart(martins(Level.OVERALL), OVERALL, ("manager", "client"), FR).alternative
    assert said.startswith("Score d’ensemble sur 3 campagnes. Manager")
    assert f"Vague 2{NBSP}: masqué, Vague 3" in said
    assert said.count("1 répondant") == 3

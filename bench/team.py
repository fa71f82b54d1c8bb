"""The heatmap of a whole company, against one query written by hand, and the page that shows it."""

import asyncio
import json
import os
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.clicks import served, served_empty
from bench.pages import compared
from bench.ratio import Ratio, turn_by_turn
from bench.scores import CLOSE, plan
from bench.synthetic import CAMPAIGN, Synthetic, fill_campaign
from kamescope.analysis.compare import Heatmap, Measure, heatmap
from kamescope.analysis.published import Level
from kamescope.charts.heatmap import HeatmapPart, heatmap_table
from kamescope.charts.theme import UNITS, Look
from kamescope.model import ENVIRONMENT
from kamescope.service import Whose, everything
from kamescope.ui.menu import MENU
from kamescope.ui.team.compare import A_PAGE

SQL = Path(__file__).with_name("whole_heatmap.sql").read_text(encoding="utf-8")
AGAINST_QUERY = 1.5
CLIENTS = 5
"""Questionnaires from each protected group: some 440 answers a KAM."""
VARIABLE = "KAMESCOPE_BENCH_HEATMAPS"


def measured(kams: int, calls: int, say: Callable[[str], None]) -> Iterator[Ratio]:
    """The whole heatmap against the query, for so many KAMs and for ten times as many; then the page."""
    with TemporaryDirectory() as name:
        for count in (kams, 10 * kams):
            made = fill_campaign(Path(name) / f"{count}.duckdb", count, CLIENTS)
            say(f"{made.answers:,} answers about {made.kams:,} KAMs made")
            yield _whole(made, calls)
            _save(made, Path(name) / f"{count}.json")
            made.store.close()
            yield _rerun(Path(name) / f"{count}.duckdb", count, calls)


def _whole(made: Synthetic, calls: int) -> Ratio:
    """Every KAM's factors by rater group; ours also has the environment and all levels, masked as they must be."""

    def ours(_: int) -> list[Heatmap]:
        panel = everything(made.store).team_results(Whose(CAMPAIGN))
        return [
            heatmap(panel, Level.FACTOR, group.code, Measure.SCORE, None, each_seen=True) for group in made.model.groups
        ]

    by_hand = _query(made)
    _check(made, ours(0), by_hand(0))
    turns = list(range(calls))
    for turn in turns[:3]:
        ours(turn), by_hand(turn)
    name = f"heatmap of {made.kams:,} KAMs, all factors and groups, out of {made.answers:,} answers, to one query"
    return Ratio(name, *turn_by_turn([ours, by_hand], turns), AGAINST_QUERY)


def _query(made: Synthetic) -> Callable[[int], list[tuple]]:
    cursor = made.store._engine._connection.cursor()
    cursor.execute("CREATE TEMP TABLE plan (item USMALLINT, code VARCHAR, sub_factor VARCHAR, factor VARCHAR)")
    cursor.executemany("INSERT INTO plan VALUES (?, ?, ?, ?)", plan(made.model))
    return lambda _: cursor.execute(SQL, {"campaign_id": 1}).fetchall()


def _check(made: Synthetic, ours: list[Heatmap], by_hand: list[tuple]) -> None:
    """Both ways give the same figures, or the comparison means nothing."""
    codes = {code: place for place, (_, code) in enumerate(ours[0].places)}
    rows = {kam.token: row for row, kam in enumerate(ours[0].panel.kams)}
    for kam_id, group, factor, score in by_hand:
        found = ours[group].values[rows[f"kam{kam_id}"], codes[factor]]
        if not abs(found - score) <= CLOSE:
            raise SystemExit(f"not the same figure: KAM {kam_id}, {factor}: {found} and {score}")


def _save(made: Synthetic, path: Path) -> None:
    """The first page of the heatmap, ready-made in both units, for the empty page."""
    panel = everything(made.store).team_results(Whose(CAMPAIGN))
    found = heatmap(panel, Level.FACTOR, ENVIRONMENT, Measure.SCORE, None, each_seen=True)
    part = HeatmapPart(tuple(range(A_PAGE)))
    ready = {unit: heatmap_table(found, part, Look("fr", False, unit)).html for unit in UNITS}
    (everyone,) = [cohort.token for cohort in everything(made.store).cohorts(CAMPAIGN)]
    path.write_text(json.dumps({"html": ready, "cohort": everyone}), encoding="utf-8")


@cache
def ready_made(path: str) -> dict:
    """The tables saved before; read once a process."""
    return json.loads(Path(path).read_text(encoding="utf-8"))


def _rerun(database: Path, kams: int, calls: int) -> Ratio:
    """The run on the server after a switch of the unit."""
    os.environ[VARIABLE] = str(database.with_suffix(".json"))
    path = next(entry.path for entry in MENU["team"] if entry.key == "compare")
    name = f"Comparer with {kams:,} KAMs: run on the server, to an empty page"
    with served(database) as (ours, _), served_empty("empty_team.py") as (empty, _):
        units = ("view_unit", "view_unit")
        return asyncio.run(compared(name, (ours, empty), units, calls, f"{path}?kam=kam1&campaign={CAMPAIGN}"))

"""The demonstration of the other instruments: what its generator makes, and what it is made to tell."""

import csv
import importlib.util
import json
from collections.abc import Iterator
from functools import cache
from types import ModuleType

import pandas as pd
import pytest

from kamescope import places
from kamescope.levers.abc import analysis as abc
from kamescope.levers.dependence import analysis as dependence
from kamescope.levers.indicators import analysis as indicators
from kamescope.levers.portfolio import analysis as portfolio
from kamescope.levers.roles import analysis as roles
from kamescope.levers.targets import analysis as targets
from kamescope.levers.tasks import analysis as tasks

FOLDER = places.DEMO / "levers"
WORDS = {"automatiser": "automate", "externaliser": "outsource", "réorganiser": "reorganise"}
STATES = {"gagnée": "won", "perdue": "lost", "ouverte": "open"}
NAMES = {
    "réponse": "answer",
    "chiffre d'affaires": "revenue",
    "potentiel": "potential",
    "année précédente": "last_year",
    "visites": "visits",
    "vendeur": "seller",
    "équipe": "team",
    "période": "period",
    "tâche": "task",
    "étape": "stage",
    "durée": "duration",
    "fréquence": "frequency",
    "complexité": "complexity",
    "valeur ajoutée": "added_value",
    "fois par mois": "times_a_month",
    "levier": "lever",
    "prime de l'an dernier": "bonus_last_year",
    "origine": "origin",
    "créée": "created",
    "close": "closed",
    "état": "state",
    "montant": "amount",
    "heures": "hours",
    "coût": "cost",
}


@pytest.fixture(scope="module")
def generator() -> Iterator[ModuleType]:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(places.DEMO)
        spec = importlib.util.spec_from_file_location("make_levers", places.DEMO / "make_levers.py")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        yield module


@cache
def table(name: str) -> pd.DataFrame:
    frame = pd.read_csv(FOLDER / f"{name}.csv", sep=";", dtype={"période": str}).rename(columns=NAMES)
    if "lever" in frame:
        frame["lever"] = frame["lever"].map(WORDS)
    return frame.replace({"state": STATES}) if "state" in frame else frame


def test_the_files_are_what_the_generator_makes(generator: ModuleType):
    made = generator.tables()
    assert {path.name for path in FOLDER.iterdir()} == made.keys()
    for name, rows in made.items():
        with (FOLDER / name).open(encoding="utf-8-sig", newline="") as file:
            assert list(csv.reader(file, delimiter=";")) == generator.written(rows), name


def test_everybody_in_them_is_of_the_made_up_team(generator: ModuleType):
    for name in ("roles", "roles_2025", "portfolio", "portfolio_2025", "abc", "indicators"):
        assert set(table(name)["kam"]) == set(generator.NAMES), name
    assert set(generator.NAMES) < set(table("dependence")["seller"])
    assert set(table("targets")["seller"]) == set(generator.NAMES)


def test_every_result_is_plain_json(generator: ModuleType):
    tried = targets.TargetsChoices(generator.WEIGHT, generator.TARGET)
    results = [each.analyse(table(each.__name__.split(".")[-2])) for each in (abc, dependence, indicators, portfolio)]
    results += [roles.analyse(table("roles")), tasks.analyse(table("tasks")), targets.analyse(table("targets"), tried)]
    for result in results:
        told = result.as_json()
        assert json.loads(json.dumps(told, allow_nan=False)) == told


def test_the_roles_show_every_band_and_a_year_of_progress():
    before, after = (roles.analyse(table(name)) for name in ("roles_2025", "roles"))
    assert set(after.people["band"]) == {"below", "on_the_way", "expert"}
    gained = after.people.set_index("kam")["total"] - before.people.set_index("kam")["total"]
    assert (gained > 0).sum() >= 6 and gained.min() <= 0
    assert set(after.people["prevailing"]) >= set(after.reachable)


def test_the_portfolio_has_a_fragile_reserve_and_clients_apart():
    result = portfolio.analyse(table("portfolio"))
    assert result.clients["client"].is_unique
    assert result.fragile.clients >= 8 and result.fragile.to_win > result.placed.revenue / 4
    most = max(result.by_kam, key=lambda each: each.fragile.to_win)
    assert most.kam == "F. OSTERMANN"
    assert [len(result.apart(why)) for why in portfolio.Apart] == [2, 1]
    assert sum(cell.clients > 0 for cell in result.cells.values()) >= 12


def test_visits_go_where_little_is_bought():
    result = abc.analyse(table("abc"))
    assert len(result.differing()) >= 15
    assert all(cell.clients for code, cell in result.cells.items() if code not in ("AC", "CA"))
    assert result.effort[2].part_of_visits > 3 * result.effort[2].part_of_revenue
    assert abc.analyse(table("abc"), abc.AbcChoices("growth")).clients["second_class"].nunique() == 3


def test_the_company_hangs_on_one_seller_more_than_a_year_ago():
    result = dependence.analyse(table("dependence"))
    assert [each.verdict for each in result.by_period] == ["watch", "exposed"]
    assert result.sellers["far"].tolist()[0] == 1
    assert [each.name for each in result.by_team] == ["Grands comptes", "Régions"]


def test_tasks_have_every_level_and_lever():
    result = tasks.analyse(table("tasks"))
    assert set(result.tasks["level"]) == {"high", "some", "low"}
    assert set(result.tasks["proposed"]) == {"", "automate", "outsource", "reorganise"}
    assert 0 < result.freed < result.could_be_freed < result.hours


def test_too_few_reach_the_targets_and_lower_ones_would_be_well_set(generator: ModuleType):
    result = targets.analyse(table("targets"), targets.TargetsChoices(generator.WEIGHT, generator.TARGET))
    assert result.share_reached < 0.5
    assert any(0.7 <= share <= 0.8 for scale, share in result.by_scale if scale < 100)
    assert len([name for name, count in result.decides.items() if count]) >= 2


def test_opportunities_tell_segments_apart_and_one_kam_has_too_few():
    result = indicators.analyse(table("indicators"))
    costs = {each.name: each.cost_of_winning for each in result.by_segment}
    assert costs["Services"] > 2 * costs["Industrie"]
    assert [each.name for each in result.by_kam if not each.conversion.is_enough] == ["Y. TRAN"]
    assert len(result.created) == 16 and min(result.created.values()) > 0
    assert result.by_origin["origin"].nunique() == 4

"""`state`, `release` and `reopen`: as JSON and in words, each misuse with its sentence."""

import datetime
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from kamescope import cli
from kamescope.i18n import NBSP
from kamescope.service import open_store
from tests.service.sheets import TEAM, full, loaded

ADA = "Ada Martin"


class Ran(NamedTuple):
    """What a command left behind."""

    code: int
    out: str

    @property
    def json(self) -> Any:
        """The one document on stdout."""
        return json.loads(self.out)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture, tmp_path: Path) -> Callable[..., Ran]:
    """Run the command line on Ada, and Bob in another campaign."""
    store = open_store(tmp_path / "own.duckdb")
    loaded(store, [*TEAM, full("self", "s2", 3, kam="Bob", campaign="Automne")])
    store.close()

    def run(*arguments: object) -> Ran:
        monkeypatch.setattr(sys, "argv", ["kamescope", "--db", str(tmp_path / "own.duckdb"), *map(str, arguments)])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            cli.main()
        return Ran(ended.value.code or 0, capsys.readouterr().out)

    return run


def test_everybody_s_state_is_listed(run: Callable[..., Ran]):
    told = run("state", "--json").json
    assert {(each["kam"], each["state"]) for each in told} == {(ADA, "collecting"), ("Bob", "collecting")}
    assert [each["kam"] for each in run("state", "--campaign", "Automne", "--json").json] == ["Bob"]
    assert "Collecte" in run("state").out


@pytest.mark.deep
def test_a_kam_is_prepared_released_and_reopened(run: Callable[..., Ran]):
    (told,) = run("state", "--kam", ADA, "--go-on", "--prepared", "--talk", "2026-03-31", "--json").json
    assert (told["state"], told["talk"], told["goes_on"], told["returned"]) == ("prepared", "2026-03-31", True, 5)
    day = (datetime.date.today() + datetime.timedelta(3)).isoformat()
    told = run("release", "--kam", ADA, "--to", "kam, lead", "--on", day, "--json").json
    (release,) = told["releases"]
    assert (told["state"], release["to"], release["on"], release["version"]) == ("released", ["kam", "lead"], day, 1)
    assert release["by"] == "command line" and release["reopened_at"] is None
    refused = run("undo", "1", "--json")
    assert (refused.code, refused.json["error"]["code"]) == (2, "results_released")
    told = run("reopen", "--kam", ADA, "--json").json
    assert (told["state"], told["waiting"]) == ("prepared", 0) and told["releases"][0]["reopened_at"]
    assert told["releases"][0]["kept"]
    assert run("scores", "--kam", ADA, "--version", 1, "--json").json == run("scores", "--kam", ADA, "--json").json
    for code, more in {"version_unknown": ["2"], "version_whole": ["1", "--where", "site=Lyon"]}.items():
        assert run("scores", "--kam", ADA, "--json", "--version", *more).json["error"]["code"] == code
    (told,) = run("state", "--kam", ADA, "--unprepared", "--wait", "--talk", "", "--json").json
    assert (told["state"], told["talk"]) == ("collecting", None)


@pytest.mark.parametrize(
    ("code", "arguments"),
    [
        ("release_unprepared", ["release", "--kam", ADA]),
        ("release_none", ["reopen", "--kam", ADA]),
        ("day_unreadable", ["release", "--kam", ADA, "--on", "31/03/2026"]),
        ("prepare_early", ["state", "--kam", ADA, "--prepared"]),
        ("state_whom", ["state", "--prepared"]),
        ("kam_unknown", ["release", "--kam", "Zoe"]),
    ],
)
def test_what_cannot_be_done_is_said(run: Callable[..., Ran], code: str, arguments: list[str]):
    ran = run(*arguments, "--json")
    assert (ran.code, ran.json["error"]["code"]) == (2, code)
    assert "{" not in ran.json["error"]["message"] and NBSP not in ran.json["error"]["code"]


@pytest.mark.deep
def test_a_day_in_the_past_and_a_role_that_waits_for_nothing(run: Callable[..., Ran]):
    run("state", "--kam", ADA, "--go-on", "--prepared")
    for code, more in {"release_past": ["--on", "2020-01-01"], "release_role": ["--to", "coach"]}.items():
        assert run("release", "--kam", ADA, *more, "--json").json["error"]["code"] == code
    assert "version 1" in run("release", "--kam", ADA).out
    assert "rouverts" in run("reopen", "--kam", ADA).out

"""`comments`: what was kept and what is left, as JSON and in words; reviewing one; each misuse with its sentence."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kamescope import cli
from kamescope.comments import BLACK
from kamescope.service import open_store
from tests.comments import KEEP, START, write
from tests.service.sheets import found, full, loaded, several
from tests.support import kamescope_model
from tests.test_cli_road import ADA, Ran


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture, tmp_path: Path) -> Callable[..., Ran]:
    """Run the command line on Ada, of whom three clients and a manager wrote; two clients answered something else."""
    path, model = tmp_path / "own.duckdb", kamescope_model()
    store = open_store(path)
    loaded(store, [full("manager", "m", 3, model), *several("client", 3, model)], model=model)
    said = ["Un", "Deux avec Claire", "Trois"]
    write(store, found(store, ADA), ("client", KEEP, said), ("client", START, ["A", "B"]), ("manager", KEEP, ["M"]))
    store.close()

    def run(*arguments: object) -> Ran:
        monkeypatch.setattr(sys, "argv", ["kamescope", "--db", str(path), "comments", "--kam", ADA, *arguments])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            cli.main()
        return Ran(ended.value.code or 0, capsys.readouterr().out)

    return run


@pytest.mark.deep
def test_comments_are_reviewed_one_by_one_and_then_told(run: Callable[..., Ran]):
    first = run("--json").json
    assert (first["left"], first["passages"]) == (4, []), "nothing is told while one is left"
    assert "4 commentaires" in run().out
    left = run("--left", "--json").json["comments"]
    assert sorted(each["text"] for each in left) == ["Deux avec Claire", "M", "Trois", "Un"]
    assert "Deux avec Claire" in run("--left").out
    for each in left:
        black = ("blacked", "--words", "Claire") if "Claire" in each["text"] else ("kept",)
        assert run("--review", each["key"], "--as", *black).code == 0
    told = run("--json").json
    shown = {(each["question"], each["group"]): each for each in told["passages"]}
    assert sorted(shown[KEEP, "client"]["comments"]) == [f"Deux avec {BLACK}", "Trois", "Un"]
    assert (shown[START, "client"]["status"], shown[START, "client"]["comments"]) == ("masked", [])
    assert f"Deux avec {BLACK}" in run().out
    assert run("--review", "nobody", "--as", "kept", "--json").json["error"]["code"] == "comment_unknown"
    assert run("--review", "nobody").code == 2

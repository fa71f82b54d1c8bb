"""Two companies that differ only outside what somebody may see are one company to them: every page, table and file."""

import json
import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st

from kamescope.service import GrantRequest, everything
from kamescope.ui import data
from tests.pages import databases
from tests.pages.app import faults, sent
from tests.pages.databases import People, Rater, rated
from tests.pages.signed_in import say_settings, seen_by, user
from tests.support import other_model

ANA = "ana@example.com"
ROLES = {
    "kam": GrantRequest("kam", ANA, kam="ADA"),
    "lead": GrantRequest("lead", ANA, company="ACME"),
}
ONE = {"kam": "ADA", "level": "item", "cut": "cohort", "show": "difference", "unit": "points"}
ALL = [Rater("self"), Rater("manager"), *[Rater("peer", "Lyon")] * 4, *[Rater("team", "Lyon")] * 4]
SOME = [Rater("manager"), *[Rater("peer", "Lille", 3)] * 5, *[Rater("partner", "Brest", -2)] * 3]
KAM_PAGES = ("overview", "top_items", "perception", "factor", "comments", "plan", "report", "quality")
OPEN = {
    "kam": KAM_PAGES,
    "lead": (*KAM_PAGES, "who", "compare", "team_factor", "team_perception", "progress", "benchmark"),
}
"""The pages of each role that tell of somebody."""
WAVES = ("Vague 0", "Vague 1")


@pytest.fixture(scope="module")
def worlds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[People, People]]:
    """ADA and BEA of one company; beside them somebody of another, in the second world three, of whom one in a wave of
    their own, with other groups, sites and answers."""
    folder = tmp_path_factory.mktemp("worlds")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(secrets, "token_hex", lambda size: "0" * 2 * size)
        yield world(folder / "one.duckdb", {"CLEO": ALL}), world(folder / "two.duckdb", {"DORA": SOME, "EMIL": ALL})


def world(path: Path, others: dict[str, list[Rater]]) -> People:
    """The two of ACME and these others of RIVAL."""
    model = other_model()
    mine = [(model, rated(model, kam, ALL, campaign=wave)) for kam in ("ADA", "BEA") for wave in WAVES]
    theirs = [(model, rated(model, kam, raters, "RIVAL", WAVES[1])) for kam, raters in others.items()]
    if len(others) > 1:
        theirs.append((model, rated(model, "DORA", ALL, "RIVAL", "Vague 9")))
    return databases.filled(path, *mine, *theirs)


def told(people: People, role: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, str]]:
    """All that is sent to somebody of a role on every address there is, and every csv file that they may take along."""
    monkeypatch.setenv("KAMESCOPE_DB", str(people.path))
    door = everything(data.store())
    door.grant(ROLES[role])
    files: dict[str, str] = {}
    offer = st.download_button

    def kept(label: str, content: object, file_name: str, *rest: str, **options: object) -> bool:
        if file_name.endswith(".csv"):
            files[file_name] = content().decode("utf-8-sig")
        return offer(label, content, file_name, *rest, **options)

    monkeypatch.setattr(st, "download_button", kept)
    them = next(entry for entry in people.entries if entry.kam.company == "RIVAL" and entry.campaign.name == WAVES[1])
    hidden = them.kam.token
    at_ada, at_them = (
        ONE | people.link("ADA", WAVES[1]),
        {"kam": hidden, "campaign": them.campaign.token, "people": hidden},
    )
    for page, query in [
        *((page, at_ada) for page in OPEN[role]),
        *((page, at_them) for page in ("overview", "compare")),
    ]:
        test = seen_by(user(ANA), page, **query)
        assert faults(test) == [], page
        yield f"{page} {query['kam'] == hidden}", sent(test).replace(hidden, "TOKEN")
    yield "files", json.dumps(files)
    door.revoke(ROLES[role])


@pytest.mark.deep
@pytest.mark.parametrize("role", ROLES)
def test_two_worlds_that_differ_outside_the_scope_are_one(
    role: str, worlds: tuple[People, People], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    say_settings(monkeypatch, tmp_path, more='shared = "at_once"')
    one, other = (dict(told(people, role, monkeypatch)) for people in worlds)
    assert [name for name in one if one[name] != other[name]] == []
    assert "ADA" in one["overview False"] and len(json.loads(one["files"])) > 2

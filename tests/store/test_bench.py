"""The benchmarks run by hand only: the database that they fill must go with the tables as they are."""

from contextlib import closing
from pathlib import Path

from bench.synthetic import fill_campaign
from kamescope.privacy import Status
from kamescope.service import Whose, everything


def test_a_made_up_campaign_is_read_like_any_other(tmp_path: Path):
    made = fill_campaign(tmp_path / "made_up.duckdb", kams=3, clients=4)
    with closing(made.store):
        door = everything(made.store)
        question = made.question(0)
        assert len(door.people()) == len(door.team_results(Whose(question.campaign))) == made.kams == 3
        groups = door.results(question).groups
        assert {group.status for group in groups} == {Status.PUBLISHED}
        assert [group.respondents for group in groups if made.model.group(group.code).protected] == [4]
        assert sum(group.answers or 0 for entry in door.people() for group in entry.groups) == made.answers

"""What the door costs: a click of somebody who signed in beside the same in open mode, and many people's grants."""

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from bench import ready_made
from bench.ratio import Ratio, turn_by_turn
from bench.synthetic import CAMPAIGN, Synthetic, fill_campaign
from kamescope import places, settings
from kamescope.service import signed_in
from kamescope.store.connect import Store

DEAREST = 1.1
CLIENTS = 3
GRANTS = 3
"""Of each person: the role of a KAM on one, of a manager and of a coach on others."""
SIGNED_IN = 'mode = "signed_in"\nshared = "at_once"\n[identity]\nby = "oidc"\n'
PATIENCE = 60
LEAD = "lead@example.com"
PEOPLE = """
INSERT INTO persons (email, name) SELECT 'p' || n || '@example.com', 'Person ' || n FROM range($people) numbers(n);
INSERT INTO grants (email, role, reach, company, team, kam, batch)
SELECT 'p' || n || '@example.com', role, 'kam', '', '', 'kam' || ((n * step) % $kams + 1), 0
FROM range($people) numbers(n), (VALUES ('kam', 1), ('manager', 7), ('coach', 11)) roles(role, step);
INSERT INTO persons VALUES ($lead, '');
INSERT INTO grants (email, role, reach, company, team, kam, batch) VALUES ($lead, 'lead', 'company', 'XYZ', '', '', 0);
"""


def measured(kams: int, runs: int, say: Callable[[str], None]) -> Iterator[Ratio]:
    """A click on the overview; rights looked up anew, and a click on Accès, with a person a KAM and with ten people."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "kamescope.toml").write_text(SIGNED_IN, encoding="utf-8")
        many, few = (_filled(folder / f"{people}.duckdb", kams, people) for people in (kams, 10))
        say(f"{kams:,} KAMs, {kams:,} people with {GRANTS * kams:,} grants made; beside them 10 people")
        yield _lookup(many.store, few.store, kams, runs)
        many.store.close()
        few.store.close()
        yield _rerun(folder, kams, runs)
        yield _access(folder, kams, runs)


def _filled(path: Path, kams: int, people: int) -> Synthetic:
    made = fill_campaign(path, kams, CLIENTS)
    with made.store.transaction() as cursor:
        for statement in filter(str.strip, PEOPLE.split(";")):
            facts = {"people": people, "kams": kams, "lead": LEAD}
            cursor.execute(statement, {name: value for name, value in facts.items() if f"${name}" in statement})
    return made


def _lookup(many: Store, few: Store, people: int, runs: int) -> Ratio:
    """Whom somebody may see, from the grants as they stand: once after each change, then it is kept."""
    ours, baseline = (lambda turn, store=store: signed_in(store, f"p{turn % 10}@example.com") for store in (many, few))
    name = f"rights of one of {people:,} people looked up, to those of one of ten"
    return Ratio(name, *turn_by_turn([ours, baseline], list(range(runs))))


def _rerun(folder: Path, people: int, runs: int) -> Ratio:
    """The overview after a switch of the unit, caches warm: who leads the whole company sees what open mode shows."""
    os.environ["KAMESCOPE_DB"] = str(folder / f"{people}.duckdb")
    query = {"kam": "kam1", "campaign": CAMPAIGN}
    user = {"is_logged_in": True, "email": LEAD, "email_verified": True, "iat": int(time.time())}
    inside, outside = _session("", query), _session("", query)
    inside.user = user

    def switcher(test: AppTest, said: str) -> Callable[[str], object]:
        def switch(unit: str) -> None:
            os.environ[settings.NAMED] = said
            next(found for found in test.get("button_group") if found.key == "view_unit").set_value(unit)
            _run(test)

        os.environ[settings.NAMED] = said
        _run(test)
        return switch

    ours, baseline = switcher(inside, str(folder / "kamescope.toml")), switcher(outside, "")
    units = [ready_made.UNITS[(turn + 1) % 2] for turn in range(runs)]
    for unit in units[:4]:
        ours(unit), baseline(unit)
    name = f"rerun of the overview signed in, one of {people:,} people, to the same in open mode"
    return Ratio(name, *turn_by_turn([ours, baseline], units), DEAREST)


def _access(folder: Path, people: int, runs: int) -> Ratio:
    """The page after its language is switched: everything of it is said anew."""

    def switcher(count: int) -> Callable[[str], object]:
        test = _session(calc_hash("acces"), {})

        def switch(language: str) -> None:
            os.environ["KAMESCOPE_DB"] = str(folder / f"{count}.duckdb")
            test.query_params["lang"] = language
            _run(test)

        return switch

    os.environ[settings.NAMED] = ""
    ours, baseline = switcher(people), switcher(10)
    languages = [("fr", "en")[turn % 2] for turn in range(runs)]
    for language in languages[:4]:
        ours(language), baseline(language)
    name = f"rerun of Accès with {people:,} people and {GRANTS * people:,} grants, to ten people"
    return Ratio(name, *turn_by_turn([ours, baseline], languages))


def _session(page: str, query: dict[str, str]) -> AppTest:
    test = AppTest.from_file(str(places.ROOT / "app.py"), default_timeout=PATIENCE)
    test.context = {"url": "http://127.0.0.1:8501/", "theme": "light"}
    test.query_params.update(query)
    test._page_hash = page
    return test


def _run(test: AppTest) -> None:
    test.run()
    if test.exception or test.error:
        raise SystemExit([found.value for found in (*test.exception, *test.error)])

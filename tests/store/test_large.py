"""More answers than one row group of DuckDB holds: none is lost, whatever was written before."""

import duckdb
import numpy as np
import pandas as pd
import pytest

from kamescope import service
from kamescope.errors import StoreError
from kamescope.ingest import read_file
from kamescope.service import ImportRequest, Store, everything, open_store
from kamescope.store.states import check_kept
from tests.ingest.files import as_csv
from tests.support import kamescope_model

MODEL = kamescope_model()
MANY = 1_700
HEAD = ["campagne", "kam", "groupe", "repondant", *(item.code for item in MODEL.items)]


@pytest.fixture(autouse=True)
def many_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    """As the product runs: much is written by several threads at once."""
    monkeypatch.setattr(duckdb, "connect", duckdb.connect.func)


def file(seed: int, kams: int = 17, late: int = 0) -> bytes:
    """Questionnaires of managers about some KAMs, every item answered."""
    values = np.random.default_rng(seed).integers(1, 6, (MANY, len(MODEL.items))).tolist()
    rows = (["C", f"KAM {n % kams}", "Manager", f"r{n + late}", *row] for n, row in enumerate(values))
    return as_csv([HEAD, *rows])


def kept(store: Store) -> tuple[int, int]:
    """How many answers the tables hold, and their sum, both by reading them."""
    with store.snapshot() as frozen:
        return frozen._cursor.execute("SELECT count(value), coalesce(sum(value), 0) FROM answers").fetchall()[0]


def said(content: bytes) -> tuple[int, int]:
    """The same of a file."""
    answers = read_file("x.csv", content, MODEL).answers["value"]
    return len(answers), int(answers.sum())


def load(store: Store, content: bytes, **more: object) -> service.FileReport:
    """Import a file."""
    report = everything(store).import_file("x.csv", content, ImportRequest(default_model=MODEL, **more))
    assert report.status == "imported", report.issues
    return report


@pytest.mark.deep
def test_nothing_is_lost_when_much_is_imported_replaced_and_undone(tmp_path):
    store = open_store(tmp_path / "large.duckdb")
    first, second, third = file(1), file(2), file(3, late=MANY)
    load(store, first)
    assert kept(store) == said(first)
    assert load(store, second, replace=True).replaced == MANY
    assert kept(store) == said(second)
    load(store, third)
    both = tuple(map(sum, zip(said(second), said(third), strict=True)))
    assert kept(store) == both
    newest = [entry.id for entry in everything(store).journal()]
    everything(store).undo(newest[1])
    assert kept(store) == tuple(map(sum, zip(said(first), said(third), strict=True)))
    everything(store).undo(newest[0])
    everything(store).undo(newest[2])
    assert kept(store) == (0, 0)
    load(store, first)
    assert kept(store) == said(first)
    store.close()


def test_an_answer_that_goes_missing_undoes_the_transaction(tmp_path):
    store = open_store(tmp_path / "less.duckdb")
    load(store, as_csv([HEAD, ["C", "A", "Manager", "r", *([3] * len(MODEL.items))]]))
    before = kept(store)
    with pytest.raises(StoreError) as caught, store.transaction() as cursor:
        cursor.execute("DELETE FROM answers WHERE item = 5")
        cursor.register("touched", pd.DataFrame([(1, 1, 1)], columns=["campaign_id", "kam_id", "rater_group"]))
        check_kept(cursor)
    assert (caught.value.code, caught.value.facts["count"]) == ("answers_lost", 1)
    assert kept(store) == before
    store.close()

"""Texts of whole columns: as the functions for single cells have them, whatever is written."""

from hypothesis import given
from hypothesis import strategies as st

from kamescope.ingest.inside import ERROR_BEGINS, is_error, is_too_wide
from kamescope.ingest.table import is_blank
from kamescope.ingest.totals import MAY_BE_TOTAL, is_total
from kamescope.ingest.values import text
from kamescope.levers.texts import blanks, keys, matching, tidied, written
from kamescope.naming import same_key

UNUSUAL = st.text("aE é\u0301\u00a0\u200b\u00df\u0130#N/A!\tTotlMx", max_size=7)
NAMED = st.sampled_from([" Total", "TOTAUX (k€)", "é\u0301cart-type", "\u00a0moyenne", "Bob  Noyce", "#N/A", "####"])
CELLS = st.lists(UNUSUAL | NAMED | st.text(max_size=5) | st.sampled_from([None, 3, 2.5, 4.0, True]), max_size=8)


@given(CELLS)
def test_a_column_is_read_as_its_cells_are_one_by_one(cells: list):
    texts = written(cells)
    assert tidied(cells, texts).tolist() == [text(cell) for cell in cells]
    assert blanks(cells, texts).tolist() == [is_blank(cell) for cell in cells]
    names = tidied(cells, texts)
    assert keys(names).tolist() == [same_key(name) for name in names]


@given(CELLS)
def test_few_texts_are_tested_and_none_is_missed(cells: list):
    texts = written(cells)
    for looks, test in ((MAY_BE_TOTAL, is_total), (ERROR_BEGINS, is_error), (ERROR_BEGINS, is_too_wide)):
        expected = [place for place, cell in enumerate(cells) if isinstance(cell, str) and test(cell)]
        assert matching(texts, looks, test).tolist() == expected

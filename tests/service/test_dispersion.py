"""How near answers lie, as it is told of a database that changes: nothing of fewer than five (docs/design.md 4)."""

import pytest

from kamescope.analysis.published import Dispersion, NearnessTold, NearnessUntold, Silence
from kamescope.service import Store, everything
from tests.service.sheets import changed, loaded, published, several
from tests.support import other_model

GROUP = "peer"


def told(store: Store, where: str | None = None) -> Dispersion:
    """What is told of the peers' answers to the first factor."""
    return published(store, where=where).dispersions[other_model().factors[0].code, GROUP]


def test_five_peers_who_come_together_are_told_of(store):
    loaded(store, several(GROUP, 5))
    assert isinstance(told(store), NearnessTold)


def test_three_who_come_after_five_could_be_taken_out(store):
    loaded(store, several(GROUP, 5))
    loaded(store, several(GROUP, 3, first=6))
    assert told(store) == NearnessUntold(Silence.APART)


def test_five_who_come_after_five_are_as_many(store):
    loaded(store, several(GROUP, 5))
    loaded(store, several(GROUP, 5, first=6))
    assert isinstance(told(store), NearnessTold)


@pytest.mark.deep
def test_what_was_shown_and_is_undone_is_in_mind_until_it_is_back(store):
    loaded(store, several(GROUP, 5))
    loaded(store, several(GROUP, 5, first=6), name="second.csv")
    everything(store).undo(2)
    assert told(store) == NearnessUntold(Silence.APART)
    loaded(store, several(GROUP, 5, first=6), name="again.csv")
    assert isinstance(told(store), NearnessTold)


@pytest.mark.deep
def test_answers_that_replaced_others_are_not_told_beside_them(store):
    loaded(store, several(GROUP, 10))
    loaded(store, changed(5), replace=True)
    assert told(store) == NearnessUntold(Silence.APART)


@pytest.mark.parametrize(("south", "is_told"), [(4, False), (5, True)])
def test_segments_that_may_be_viewed_alone_are_lots_of_their_own(store, south, is_told):
    loaded(store, [*several(GROUP, 5, value="Nord"), *several(GROUP, south, first=6, value="Sud")])
    assert isinstance(told(store), NearnessTold) is is_told
    assert told(store, "Nord") == NearnessUntold(Silence.FILTERED)

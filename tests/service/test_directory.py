"""Who is where is kept between changes of the data, and never a moment longer."""

import pytest

from kamescope.analysis.published import Level
from kamescope.errors import RequestError
from kamescope.model import OVERALL
from kamescope.service import Store, everything
from tests.service.sheets import found, full, loaded, published, question

LOW, HIGH = 2, 8


def overall(result) -> float | None:
    """The manager's overall score."""
    return result.cell(Level.OVERALL, OVERALL, "manager").score


def test_a_kam_imported_after_a_first_question_is_found(store: Store):
    loaded(store, [full("manager", "m", LOW, kam="Ada")])
    assert overall(published(store, "Ada")) == LOW
    loaded(store, [full("manager", "m", HIGH, kam="Bob")])
    assert overall(published(store, "Bob")) == HIGH
    assert overall(published(store, "Ada")) == LOW


@pytest.mark.deep
def test_a_place_taken_over_by_somebody_else_opens_for_them_alone(store: Store):
    loaded(store, [full("manager", "m", LOW, kam="Ada")], demo=True)
    gone = question(found(store, "Ada"))
    assert overall(everything(store).results(gone)) == LOW
    everything(store).remove_demo()
    loaded(store, [full("manager", "m", HIGH, kam="Bob")])
    assert overall(published(store, "Bob")) == HIGH
    with pytest.raises(RequestError, match="link_unknown"):
        everything(store).results(gone)

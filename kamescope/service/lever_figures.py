"""What files of the manager's instruments say of one KAM in figures: for a line about them, for a goal to rest on."""

from collections.abc import Mapping

from kamescope.analysis.plan import GoalEvidence
from kamescope.errors import KamescopeError, RequestError
from kamescope.levers import registry
from kamescope.service.levers import LeverRows, lever_rows
from kamescope.service.viewer import Scope
from kamescope.store.connect import Store


def figures_of(rows: LeverRows) -> Mapping[str, float | str]:
    """What an instrument says of the one KAM whom rows are about, under what is set beside their file; may be nothing.

    Nothing as well where what is set does not fit these rows alone.
    """
    name = rows.line.instrument
    frame = rows.frame.drop(columns="row_number")
    try:
        return registry.figures(name, registry.analysis(name)(frame, registry.choices(name, **rows.line.set_beside)))
    except KamescopeError:
        return {}


def lever_evidence(store: Store, scope: Scope, kam: str, number: int) -> GoalEvidence:
    """What a file says of a KAM (token) now; RequestError `lever_file_unknown` where the viewer sees nothing of it."""
    rows = lever_rows(store, scope.within(frozenset({kam})), number)
    if not (figures := figures_of(rows)):
        raise RequestError("lever_file_unknown", number=number)
    line = rows.line
    return GoalEvidence(line.instrument, line.id, line.held_on, line.currency, tuple(figures.items()))

"""Files handed to the store with what reading alone does not give: e-mails, times, a mapping, lines set aside."""

from collections.abc import Iterable, Sequence

from kamescope.ingest import read_file
from kamescope.model import Model
from kamescope.service import Store
from kamescope.store.delivery import Delivery, Written
from kamescope.store.imports import write_delivery
from tests.service.sheets import Sheet, wide
from tests.support import other_model


def delivery(
    sheets: Iterable[Sheet],
    without: Sequence[str] = (),
    columns: dict | None = None,
    model: Model | None = None,
    **facts,
) -> Delivery:
    """A file as the store takes it; `columns` are added to its respondents."""
    model = model or other_model()
    content = wide(sheets, model, without)
    checked = read_file("file.csv", content, model)
    assert not checked.refused, checked.issues
    respondents = checked.respondents.assign(**columns or {})
    told = {"file": "file.csv", "layout": "wide", "sha256": str(hash(content)), "options": "{}"} | facts
    return Delivery(
        model=model, respondents=respondents, answers=checked.answers, blanks=checked.blanks, segment_key="site", **told
    )


def deliver(store: Store, sheets: Iterable[Sheet], **how) -> Written:
    """Write such a file."""
    return write_delivery(store, delivery(sheets, **how))

"""KoboToolbox: columns that begin with `_`, `Group/Question` headings, sometimes a second row of `#` tags."""

import re

from kamescope.ingest.form import PERSONAL, Form, columns_at, headings_at, known, roles
from kamescope.ingest.table import Table
from kamescope.ingest.words import bare
from kamescope.model import Model

NAME = "kobotoolbox"
ROLES = roles(
    respondent=("_uuid",),
    start=("start",),
    end=("end",),
    personal=("_submitted_by", "username", "deviceid", "phonenumber", "subscriberid", "simserial", "_geolocation"),
    technical=("today", "_id", "_submission_time", "_validation_status", "_notes", "_status", "_tags", "_index",
               "__version__", "_parent_table_name", "_parent_index", "meta/instanceid", "formhub/uuid",
               "meta/rootuuid", "meta/instancename"),
)  # fmt: skip
TELLING = ("_id", "_uuid", "_submission_time", "_index", "_validation_status", "__version__", "_submitted_by")
TOLD_BY = 2
PLACE = re.compile(r"_.+_(?:latitude|longitude|altitude|precision)")
"""What Kobo makes of a question about a place."""


def recognise(table: Table, model: Model) -> Form | None:
    """At least two of Kobo's own columns."""
    headings = headings_at(table, table.head)
    why = known(headings, TELLING)
    if len(why) < TOLD_BY:
        return None
    found = roles(respondent=("_id",)) if "_uuid" not in headings else {}
    tags = [cell for cell in headings_at(table, table.head + 1) if cell]
    start = table.head + (2 if tags and all(tag.startswith("#") for tag in tags) else 1)
    positions = {bare(heading): PERSONAL for heading in headings if PLACE.fullmatch(heading)}
    return Form(NAME, table, table.head, start, columns_at(table, table.head, ROLES | found | positions), why)

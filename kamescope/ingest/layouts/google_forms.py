"""Google Forms: the moment of the answer first, then the questions; a grid is `Question [row]`."""

from kamescope.ingest.form import Form, columns_at, headings_at, roles
from kamescope.ingest.table import Table
from kamescope.ingest.words import bare
from kamescope.model import Model

NAME = "google_forms"
ROLES = roles(
    respondent=("Timestamp", "Horodateur", "Horodatage"),
    email=("Email Address", "Email", "Adresse e-mail", "Adresse email", "Nom d'utilisateur", "Username"),
    technical=("Score",),
)
FIRST = ("timestamp", "horodateur", "horodatage")


def recognise(table: Table, model: Model) -> Form | None:
    """A first column of timestamps."""
    headings = headings_at(table, table.head)
    if not headings or bare(headings[0]) not in FIRST:
        return None
    columns = columns_at(table, table.head, ROLES)
    return Form(NAME, table, table.head, table.head + 1, columns, (headings[0],))

"""Typeform: `#` first, the tool's own columns last; one column a choice, so headings may repeat."""

from kamescope.ingest.form import Form, columns_at, headings_at, known, roles
from kamescope.ingest.table import Table
from kamescope.model import Model

NAME = "typeform"
ROLES = roles(
    respondent=("#", "Token", "Response ID"),
    start=("Start Date (UTC)", "Start Date", "Date de début (UTC)"),
    submitted=("Submit Date (UTC)", "Submit Date", "Date de soumission (UTC)", "Date d'envoi (UTC)"),
    finished=("Response Type", "Type de réponse"),
    personal=("Network ID", "Identifiant réseau", "ID réseau"),
    email=("Email", "Adresse e-mail"),
    technical=("Stage Date (UTC)", "Tags", "Ending", "Fin", "Score"),
)
TELLING = ("network id", "start date (utc)", "submit date (utc)", "response type", "stage date (utc)",
           "identifiant reseau", "id reseau", "date de debut (utc)", "date de soumission (utc)", "date d'envoi (utc)",
           "type de reponse")  # fmt: skip


def recognise(table: Table, model: Model) -> Form | None:
    """A column `#` and one that only Typeform has."""
    headings = headings_at(table, table.head)
    why = known(headings, TELLING)
    if not why or headings[0] != "#":
        return None
    return Form(NAME, table, table.head, table.head + 1, columns_at(table, table.head, ROLES), ("#", *why))

"""Microsoft Forms: one row of headings; a repeated title gets a digit, quizzes add points and feedback."""

from dataclasses import replace

from kamescope.ingest.form import Column, Form, columns_at, headings_at, known, roles
from kamescope.ingest.table import Table
from kamescope.ingest.words import bare
from kamescope.model import Model

NAME = "microsoft_forms"
ROLES = roles(
    respondent=("ID", "Id"),
    start=("Start time", "Heure de début"),
    end=("Completion time", "Heure de fin", "Heure d'achèvement", "Heure de l'achèvement"),
    email=("Email", "Adresse de messagerie", "E-mail", "Adresse e-mail"),
    personal=("Name", "Nom"),
    technical=("Last modified time", "Heure de la dernière modification", "Heure de dernière modification",
               "Total points", "Total des points", "Quiz feedback", "Commentaires du questionnaire", "Language",
               "Langue",
               "Grade posted time", "Heure de publication de la note"),
)  # fmt: skip
STARTS, ENDS = ("start time", "heure de debut"), ("completion time", "heure de fin", "heure d'achevement",
                                                  "heure de l'achevement")  # fmt: skip


def recognise(table: Table, model: Model) -> Form | None:
    """The moments of start and completion, side by side."""
    headings = headings_at(table, table.head)
    why = known(headings, STARTS), known(headings, ENDS)
    if not all(why):
        return None
    columns = tuple(map(_plain, columns_at(table, table.head, ROLES)))
    return Form(NAME, table, table.head, table.head + 1, columns, (*why[0], *why[1]))


def _plain(column: Column) -> Column:
    if not column.role and bare(column.heading[:-1]) in ROLES and column.heading[-1:].isdigit():
        # `Nom2` is a question of the form's author that is called like the tool's own column.
        return replace(column, names=(column.heading[:-1],))
    return column

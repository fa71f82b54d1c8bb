"""Sphinx: its own columns in capitals, or names under a title with the observation's number first."""

from kamescope.ingest.form import Form, columns_at, headings_at, known, roles
from kamescope.ingest.table import Table
from kamescope.ingest.words import bare
from kamescope.model import Model

NAME = "sphinx"
ROLES = roles(
    respondent=("CLE", "CLÉ", "N°Obs", "N° Obs", "NObs", "Nº Obs", "No Obs"),
    start=("DATE_SAISIE",),
    end=("DATE_ENREG",),
    seconds=("TEMPS_SAISIE",),
    progress=("PROGRESSION",),
    technical=("DATE_MODIF", "ORIGINE_SAISIE", "LANG_SAISIE", "APPAREIL_SAISIE", "DERNIERE_QUESTION_SAISIE"),
)
TELLING = ("date_saisie", "date_enreg", "date_modif", "temps_saisie", "origine_saisie", "lang_saisie",
           "appareil_saisie",
           "derniere_question_saisie")  # fmt: skip
NUMBERS = frozenset(map(bare, ("N°Obs", "N° Obs", "Nº Obs", "NObs", "No Obs")))
TITLE_ROWS = 4


def recognise(table: Table, model: Model) -> Form | None:
    """Sphinx's own columns, or a first column `N°Obs` under a title."""
    for row in range(table.head, min(table.head + TITLE_ROWS, len(table.rows))):
        headings = headings_at(table, row)
        why = known(headings, TELLING)
        numbered = bool(headings) and bare(headings[0]) in NUMBERS
        if len(why) > 1 or numbered:
            columns = columns_at(table, row, ROLES)
            return Form(NAME, table, row, row + 1, columns, (*(headings[:1] if numbered else ()), *why))
    return None

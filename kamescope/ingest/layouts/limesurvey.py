"""LimeSurvey: one row of headings, codes `q1[SQ001]` or full texts `Question [sub-question]`."""

import re
from dataclasses import replace

from kamescope.ingest.form import TECHNICAL, Column, Form, columns_at, roles
from kamescope.ingest.table import Table
from kamescope.ingest.words import bare
from kamescope.model import Model

NAME = "limesurvey"
ROLES = roles(
    respondent=("id", "ID réponse", "ID de la réponse", "Response ID"),
    submitted=("submitdate", "Date de soumission", "Date submitted"),
    start=("startdate", "Date de lancement", "Date de début", "Date started"),
    end=("datestamp", "Date de la dernière action", "Date last action"),
    seconds=("interviewtime", "Temps total", "Total time"),
    email=("email", "Adresse courriel", "Email address"),
    personal=("ipaddr", "Adresse IP", "IP address", "refurl", "URL de référence", "Referrer URL", "firstname",
              "lastname", "First name", "Last name", "Prénom", "Nom de famille", "token", "Code d'accès",
              "Access code"),
    technical=("lastpage", "Dernière page", "Last page", "startlanguage", "Langue de départ", "Langue",
               "Start language",
               "seed", "Tête de série", "Graine", "Seed"),
)  # fmt: skip
TELLING = frozenset(
    ("submitdate", "lastpage", "startlanguage", "seed", "date de soumission", "derniere page", "langue de depart",
     "langue", "tete de serie", "date submitted", "last page", "start language")
)  # fmt: skip
FIRST = frozenset(("id", "id reponse", "id de la reponse", "response id"))
BOTH = re.compile(r"([A-Za-z][\w]*(?:\[\w+\])*)\.\s+(.+)")
TIMING = re.compile(r"(?:interview|group|q)?\w*time\d*", re.IGNORECASE)


def recognise(table: Table, model: Model) -> Form | None:
    """LimeSurvey's response id with one of the columns only it has."""
    columns = tuple(map(_both, columns_at(table, table.head, ROLES)))
    why = tuple(column.heading for column in columns if {bare(name) for name in column.names} & TELLING)
    answered = tuple(column.heading for column in columns if {bare(name) for name in column.names} & FIRST)
    plain = set(map(bare, answered)) == {"id"} and set(map(bare, why)) == {"langue"}
    if not why or not answered or plain:
        return None
    return Form(NAME, table, table.head, table.head + 1, columns, (*answered[:1], *why))


def _both(column: Column) -> Column:
    """A heading as its code and its text, where the export has both: `q1[SQ001]. Question [sub-question]`."""
    if TIMING.fullmatch(column.heading):
        return replace(column, role=TECHNICAL)
    found = BOTH.fullmatch(column.heading)
    if not found:
        return column
    code, question = found.groups()
    role = column.role or ROLES.get(bare(code), "") or ROLES.get(bare(question), "")
    return replace(column, names=(code, question), role=role)

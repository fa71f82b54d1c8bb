"""SurveyMonkey: the question over its first column only, then a second row with `Response` or the row's label."""

from collections.abc import Sequence
from dataclasses import replace

from kamescope.ingest.form import Column, Form, columns_at, headings_at, known, roles
from kamescope.ingest.table import Table
from kamescope.ingest.values import OUT_OF_SCALE, answer
from kamescope.ingest.words import bare
from kamescope.model import Model

NAME = "surveymonkey"
CUSTOM = tuple(f"{name} {number}" for name in ("Custom Data", "Données personnalisées") for number in range(1, 7))
ROLES = roles(
    respondent=("Respondent ID", "ID du répondant", "Identifiant du répondant", "RespondentID"),
    start=("Start Date", "Date de début", "StartDate", "Date Created"),
    end=("End Date", "Date de fin", "EndDate", "Date Modified"),
    email=("Email Address", "Adresse e-mail", "Adresse email", "E-mail"),
    personal=("IP Address", "Adresse IP", "First Name", "Prénom", "Last Name", "Nom de famille", "Nom"),
    technical=("Collector ID", "ID du collecteur", "Identifiant du collecteur", "CollectorID", *CUSTOM),
)
STRONG = tuple(word for word, role in ROLES.items() if role in ("respondent", "start", "end", "technical"))
SECOND = frozenset(map(bare, ("Response", "Réponse", "Open-Ended Response", "Réponse ouverte", "Open Ended Response")))
TOLD_BY = 2


def recognise(table: Table, model: Model) -> Form | None:
    """A second row that answers the first: blank under the metadata, `Response` or row labels under the questions."""
    first, second = headings_at(table, table.head), headings_at(table, table.head + 1)
    if not second:
        return None
    why = known(first, ROLES)
    said = [text for text in second if bare(text) in SECOND]
    blank_below = all(not second[at] for at, text in enumerate(first) if bare(text) in ROLES)
    labels = [text for text in second if text]
    worded = sum(answer(text, model.scale) < OUT_OF_SCALE for text in labels) * 2 > len(labels)
    strong = known(first, STRONG)
    if not (said and blank_below) and not (len(strong) >= TOLD_BY and blank_below and worded):
        return None
    columns = tuple(_named(columns_at(table, table.head, ROLES), first, second))
    return Form(NAME, table, table.head, table.head + 2, columns, (*why, *dict.fromkeys(said)))


def _named(columns: tuple[Column, ...], first: Sequence[str], second: Sequence[str]) -> list[Column]:
    """Columns with their question, which stands over its first column only, and their row's label."""
    named, question = [], ""
    for column in columns:
        question = first[column.position] or question
        label = second[column.position]
        if column.role or not label:
            named.append(column)
            continue
        row = "" if bare(label) in SECOND else label
        names = tuple(
            name for name in (row, first[column.position] if not row else "", question if not row else "") if name
        )
        heading = f"{question} | {row}" if row else question
        named.append(replace(column, heading=heading, names=tuple(dict.fromkeys(names)) or (heading,)))
    return named

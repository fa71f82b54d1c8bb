"""Qualtrics: three header rows of today (codes, questions, import ids), or the two of the old export (V1, V2…)."""

import json
from collections.abc import Iterable

from tests.exports.answered import Answered
from tests.exports.sheets import Rows
from tests.exports.wording import Wording, stamped

META = {
    "StartDate": ("Start Date", "Date de début", "startDate"),
    "EndDate": ("End Date", "Date de fin", "endDate"),
    "Status": ("Response Type", "Type de réponse", "status"),
    "IPAddress": ("IP Address", "Adresse IP", "ipAddress"),
    "Progress": ("Progress", "Progression", "progress"),
    "Duration (in seconds)": ("Duration (in seconds)", "Durée (en secondes)", "duration"),
    "Finished": ("Finished", "Terminé", "finished"),
    "RecordedDate": ("Recorded Date", "Date enregistrée", "recordedDate"),
    "ResponseId": ("Response ID", "ID de réponse", "_recordId"),
    "RecipientLastName": ("Recipient Last Name", "Nom du destinataire", "recipientLastName"),
    "RecipientFirstName": ("Recipient First Name", "Prénom du destinataire", "recipientFirstName"),
    "RecipientEmail": ("Recipient Email", "Adresse électronique du destinataire", "recipientEmail"),
    "ExternalReference": ("External Data Reference", "Référence de données externe", "externalDataReference"),
    "LocationLatitude": ("Location Latitude", "Latitude de l’emplacement", "locationLatitude"),
    "LocationLongitude": ("Location Longitude", "Longitude de l’emplacement", "locationLongitude"),
    "DistributionChannel": ("Distribution Channel", "Canal de distribution", "distributionChannel"),
    "UserLanguage": ("User Language", "Langue de l’utilisateur", "userLanguage"),
}
LEGACY = {
    "V1": "ResponseID",
    "V2": "ResponseSet",
    "V3": "Name",
    "V4": "ExternalDataReference",
    "V5": "EmailAddress",
    "V6": "IPAddress",
    "V7": "Status",
    "V8": "StartDate",
    "V9": "EndDate",
    "V10": "Finished",
}


def response_id(one: Answered) -> str:
    """What the tool calls a response."""
    return f"R_{int(one.respondent):015x}"


def rows(
    wording: Wording, answered: Iterable[Answered], choices: bool = False, automatic: bool = False, older: bool = False
) -> Rows:
    """Today's export; a table question's statements follow its title in the second row.

    `choices`: texts instead of codes in the tool's own columns; `automatic`: the tool numbered the questions itself,
    so that its Q3 is the model's first; `older`: the third row as Python dictionaries.
    """
    model = wording.model
    asked = [f"Q{place}" for place in range(3, len(model.items) + 3)] if automatic else [i.code for i in model.items]
    statements = [f"{wording.title} - {item.text.in_(wording.language)}" for item in model.items]
    who = ["Q1", "Q2"] if automatic else ["kam", "groupe" if wording.language == "fr" else "group"]
    ids = [found[2] for found in META.values()]
    ids += [f"QID{place}" for place in range(1, 3)] if automatic else who
    ids += [f"QID9_{place}" for place in range(1, len(model.items) + 1)] + ["QID10_TEXT"]
    written = [{"ImportId": each} for each in ids]
    return [
        [*META, *who, *asked, "Q99_TEXT"],
        [*(found[wording.language == "fr"] for found in META.values()), *wording.who, *statements, wording.comment],
        [str(each) if older else json.dumps(each, separators=(",", ":")) for each in written],
        *([*_meta(one, choices), *wording.about(one), *wording.values(one), one.comment] for one in answered),
    ]


def _meta(one: Answered, choices: bool) -> list[object]:
    start, end = stamped(one)
    said = ("Survey Preview", "IP Address") if choices else (1, 0)
    first, last = one.name.split(" ", 1)
    finished = (str(one.finished) if choices else int(one.finished), end, response_id(one))
    status = said[0] if one.trial else said[1]
    progress = 100 if one.finished else 43
    where = ("", "4", "2.35", "email", "FR")
    return [start, end, status, one.address, progress, one.seconds, *finished, last, first, one.email, *where]


def legacy(wording: Wording, answered: Iterable[Answered], spare: bool = True) -> Rows:
    """The old export: V1 to V10 and codes, then the questions; `spare`: an empty column at the end."""
    model = wording.model
    end = [""] if spare else []
    who = ["kam", "groupe"]
    return [
        [*LEGACY, *who, *(item.code for item in model.items), *end],
        [*LEGACY.values(), *wording.who, *(item.text.in_(wording.language) for item in model.items), *end],
        *([*_old(one), *wording.about(one), *wording.values(one), *end] for one in answered),
    ]


def _old(one: Answered) -> list[object]:
    status = 1 if one.trial else 0
    start, end = stamped(one)
    known = [response_id(one), "Default Response Set", one.name, "", one.email, one.address]
    return [*known, status, start, end, int(one.finished)]

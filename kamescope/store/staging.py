"""A delivery's questionnaires with the numbers of their campaign and KAM, which are recorded where they are new."""

import datetime
import re
from collections.abc import Iterable, Mapping

import pandas as pd

from kamescope.differences import differences
from kamescope.model import SELF, Model
from kamescope.naming import same_key
from kamescope.store.delivery import Delivering, Delivery
from kamescope.store.models import keep_model, promise
from kamescope.store.reads import models, waves
from kamescope.store.tokens import kam_key, plain_tokens, rater_tokens, respondent_tokens, token

Named = tuple[object, str, str]
"""A KAM as a file names them: id, company, name."""
_NUMBER = re.compile(r"\d{1,6}", re.ASCII)
"""An id that counts answers; what is longer is a tool's own for all its forms."""
PLACE = ["campaign_id", "kam_id", "rater_group"]
"""One group of raters of one KAM in one campaign."""


def stage(writing: Delivering) -> pd.DataFrame:
    """One row a questionnaire, as table `respondents` keeps it, with its `position` in the delivery and its `row`.

    Campaigns, KAMs and who is enrolled are recorded on the way; the cursor then knows the rows as `staged`.
    """
    respondents = writing.delivery.respondents
    secret = writing.secret
    model_id, reworded = keep_model(writing.run, writing.delivery.model, writing.next.model)
    campaigns = _campaigns(writing, model_id, secret)
    for issue in promise(writing.cursor, model_id, writing.delivery.model, None if reworded else campaigns.values()):
        writing.written.add(issue)
    writing.waves = waves(writing.run)
    people = list(zip(*(respondents[name].to_numpy() for name in ("kam_id", "company", "kam")), strict=True))
    kams = _kams(writing, people, secret)
    staged = pd.DataFrame({"position": range(len(respondents))})
    staged["campaign_id"] = [campaigns[name] for name in respondents["campaign"].to_numpy()]
    staged["kam_id"] = [kams[person] for person in people]
    staged["rater_group"] = respondents["group"].to_numpy()
    _identify(staged, writing.delivery, secret)
    staged["row"] = respondents["row"].to_numpy()
    staged["answers"] = respondents["answers"].to_numpy()
    staged["key"] = _keys(staged, writing.delivery.model)
    _describe(staged, writing.delivery, secret)
    _enrol(writing, staged)
    writing.cursor.register("staged", staged)
    return staged


def _identify(staged: pd.DataFrame, delivery: Delivery, secret: str) -> None:
    """Who answered, as keyed hashes only: the id as it is, and as it is when a spreadsheet has rewritten it."""
    written = delivery.respondents["respondent"].tolist()
    ids = [rater or each for rater, each in zip(rater_tokens(secret, written), written, strict=True)]
    forms = map(_of_its_form, ids, delivery.respondents["returned_at"]) if delivery.numbered else ids
    known = [each if isinstance(each, str) and each else None for each in forms]
    staged["source_id"] = _texts(respondent_tokens(secret, known))
    staged["plain_id"] = _texts(plain_tokens(secret, known))


def _of_its_form(number: object, returned: datetime.datetime | None) -> object:
    """A number that every form gives anew, with the moment of return: two forms are told apart."""
    moment = _moment(returned)
    if not isinstance(number, str) or moment is None or not _NUMBER.fullmatch(number):
        return number
    return f"{number} {moment.isoformat(timespec='seconds')}"


def _describe(staged: pd.DataFrame, delivery: Delivery, secret: str) -> None:
    """Everything about a questionnaire that is neither who nor what: its segment, rater, how long, when.

    Of the attributes only the model's partition is kept; the others serve nothing and might tell who it was.
    """
    respondents = delivery.respondents
    nothing = pd.Series([None] * len(respondents), dtype=object)
    given = {name: respondents.get(name, nothing) for name in ("email", "seconds", "returned_at")}
    key = delivery.segment_key
    staged["segment"] = [" ".join(each.get(key, "").split()) for each in respondents["attributes"]]
    emails, ids = (rater_tokens(secret, each.tolist()) for each in (given["email"], respondents["respondent"]))
    staged["rater"] = _texts(email or each for email, each in zip(emails, ids, strict=True))
    staged["seconds"] = pd.array([None if pd.isna(each) else int(each) for each in given["seconds"]], dtype="Int32")
    staged["returned_at"] = pd.Series([_moment(each) for each in given["returned_at"]], dtype="datetime64[us]")


def _moment(value: datetime.datetime | None) -> datetime.datetime | None:
    """A moment as its clock showed it: time zones are not kept."""
    return None if value is None or pd.isna(value) else value.replace(tzinfo=None)


def _texts(values: Iterable[object]) -> pd.Series:
    """Texts and None as a column of texts even where all are None."""
    # Without a type DuckDB takes a column of nothing but None for one of no type at all.
    return pd.Series([value if isinstance(value, str) and value else None for value in values], dtype="str")


def _keys(staged: pd.DataFrame, model: Model) -> pd.Series:
    """What makes a questionnaire the same one: the source's id; there is only one self, whatever its id.

    An empty self-rating beside another one is a line of its own: it counts nowhere and stands in nobody's way.
    """
    selves = staged["rater_group"] == model.group_index[SELF]
    crowded = selves & (staged["answers"] == 0)
    crowded &= staged[selves].duplicated(PLACE, keep=False).reindex(staged.index, fill_value=False)
    return staged["source_id"].mask(selves & ~crowded, "")


def _campaigns(writing: Delivering, model_id: int, secret: str) -> dict[str, int]:
    """Campaign as the file writes it → id; a campaign keeps its model and its date."""
    days = _days(writing.delivery.respondents)
    # Reversed, so that of several ways to write one name the first of the file stays.
    names = {same_key(name): name for name in reversed(days)}
    known = {key: rest for key, *rest in writing.run("campaigns_by_key", keys=list(names)).fetchall()}
    for key, (_, kept, collecting) in known.items():
        if kept != model_id:
            _refuse_model(writing, names[key], kept)
        if writing.delivery.collecting and not collecting:
            writing.issue("error", "campaign_not_new", campaign=names[key])
    ids = {key: known[key][0] for key in known}
    for key in [key for key in map(same_key, days) if key not in known]:
        if key not in ids:
            ids[key] = writing.next.campaign + len(ids) - len(known)
            date = min(day for name, day in days.items() if same_key(name) == key)
            facts = {"name": names[key], "date": date, "model_id": model_id, "collecting": writing.delivery.collecting}
            writing.run("insert_campaign", campaign_id=ids[key], key=key, token=token(secret, "campaign", key), **facts)
    return {name: ids[same_key(name)] for name in days}


def _days(respondents: pd.DataFrame) -> dict[str, datetime.date]:
    """The first day that the file names for each campaign, else today, in the file's order."""
    today = datetime.date.today()
    return {
        name: min((day for day in dates.unique() if isinstance(day, datetime.date)), default=today)
        for name, dates in respondents.groupby("campaign", sort=False)["date"]
    }


def _refuse_model(writing: Delivering, campaign: str, model_id: int) -> None:
    """A campaign has one model from its first import on."""
    kept, mine = models(writing.run)[model_id], writing.delivery.model
    facts = {"kept": kept.called, "given": mine.called, "details": differences(kept, mine)}
    writing.issue("error", "campaign_model_differs", None, campaign=campaign, **facts)


def _kams(writing: Delivering, people: list[Named], secret: str) -> dict[Named, int]:
    """(id, company, name) as the file writes them → number of the KAM."""
    fictitious = writing.delivery.fictitious
    keys = {person: kam_key(*person, fictitious) for person in dict.fromkeys(people)}
    first = {key: person for person, key in reversed(keys.items())}
    known = {key: rest for key, *rest in writing.run("kams_by_key", keys=list(first)).fetchall()}
    _say_names(writing, known, keys)
    new = [key for key in dict.fromkeys(keys.values()) if key not in known]
    ids = {key: number for key, (number, _) in known.items()}
    ids |= {key: number for number, key in enumerate(new, writing.next.kam)}
    given = [(ids[key], key, token(secret, "kam", key), *first[key]) for key in new]
    frame = pd.DataFrame(given, columns=["kam_id", "key", "token", "source_id", "company", "name"])
    frame["source_id"] = _texts(frame["source_id"])
    writing.cursor.register("new_kams", frame)
    writing.run("insert_kams", fictitious=fictitious)
    return {person: ids[key] for person, key in keys.items()}


def _say_names(writing: Delivering, known: Mapping[str, list], keys: Mapping[Named, str]) -> None:
    """One id with another name than the store has for it may be somebody else."""
    respondents, said = writing.delivery.respondents, set()
    for (source_id, _, name), key in keys.items():
        if key in known and key not in said and same_key(known[key][1]) != same_key(name):
            said.add(key)
            kept = known[key][1]
            row = int(respondents["row"][respondents["kam_id"] == source_id].min())
            writing.issue("warning", "kam_name_differs", row, value=source_id, names=f"{kept}, {name}", kept=kept)


def _enrol(writing: Delivering, staged: pd.DataFrame) -> None:
    """Record whom the file rates in which campaign, with the first team and the first day it names."""
    respondents = writing.delivery.respondents
    numbers, days = staged["campaign_id"].tolist(), _days(respondents)
    dates: dict[int, datetime.date] = {}
    # Several ways to write a name are one campaign.
    for name, number in dict(zip(respondents["campaign"].tolist(), numbers, strict=True)).items():
        dates[number] = min(days[name], dates.get(number, days[name]))
    teams: dict[tuple[int, int], str] = {}
    for number, kam, team in zip(numbers, staged["kam_id"].tolist(), respondents["team"].tolist(), strict=True):
        teams[number, kam] = teams.get((number, kam)) or (team if isinstance(team, str) else "")
    rows = [(number, kam, team, dates[number]) for (number, kam), team in teams.items()]
    people = pd.DataFrame(rows, columns=["campaign_id", "kam_id", "team", "date"])
    people["date"] = pd.to_datetime(people["date"])
    writing.cursor.register("staged_people", people.assign(import_id=writing.import_id))
    writing.run("enrol")

"""What was shown and is there no more: remembered as keyed hashes, known again when it comes back (docs/design.md 4).

Whoever saw three clients, then none, then four of whom three are the same, has seen the fourth: so the three must be
known again. Nothing can be read in what is kept of them; it only tells whether somebody or something is the same.
"""

from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd

from kamescope.cells import OLD, Gone
from kamescope.model import Model
from kamescope.naming import same_key
from kamescope.store.connect import Snapshot, run
from kamescope.store.engine import Cursor
from kamescope.store.reads import Located
from kamescope.store.tokens import token

ALIKE = 0.8
"""Without an id in common, so large a part of the answers alike tells that two questionnaires are one."""
REPLACED = 2
"""Where an answer of a replaced version is kept (see `settle.py`)."""
NOTHING = Gone(*(np.zeros(0, dtype=np.int64) for _ in range(3)))


def remember(
    cursor: Cursor,
    secret: str,
    models: Mapping[int, Model],
    people: pd.DataFrame,
    answers: pd.DataFrame,
    is_erased: bool = False,
) -> None:
    """Keep who and what is gone of what was shown.

    `people`: respondent_id, place, key, and the cell of the questionnaire, 0 where only answers of it are gone;
    `answers`: respondent_id, item, value and cell. Fictitious people are nobody. `is_erased` (with `given`, the hash of
    all answers of one): nothing of a single answer is kept, so that who comes back waits until somebody releases it.
    """
    people = _named(cursor, secret, models, people)
    people = people[~people["fictitious"]].reset_index(drop=True)
    if not len(people):
        return
    people["gone_id"] = run(cursor, "next_gone").fetchall()[0][0] + np.arange(len(people))
    rows = answers.merge(people[["respondent_id", "gone_id", "campaign_id"]], on="respondent_id")
    rows["item"] = _codes(models, rows)
    given = people["given"] if is_erased else pd.Series(None, index=people.index, dtype="str")
    cursor.register("leaving_people", people.assign(given=given).astype({"gone_id": "int32", "cell": "int32"}))
    cursor.register("leaving_answers", rows.astype({"gone_id": "int32", "cell": "int32", "value": "int32"}))
    run(cursor, "insert_gone", secret=secret, erased=is_erased)
    run(cursor, "insert_gone_answers", secret=secret, erased=is_erased)


def make_unreadable(
    cursor: Cursor,
    secret: str,
    campaign: str = "",
    names: Iterable[str] = (),
    groups: Iterable[str] = (),
    key: str = "",
) -> int:
    """Make what is kept of what was undone before such that nothing of an answer can be found out: it is erased too.

    By campaign (token), names of KAMs with codes of groups, and a respondent's key; "" and () where all are meant. Of
    how many questionnaires something could be tried until now.
    """
    places = [token(secret, "place", _place(group, name)) for name in names for group in groups]
    person = token(secret, "person", key) if key else ""
    facts = {"campaign": campaign, "everywhere": not places, "places": places, "person": person}
    found = run(cursor, "gone_of", **facts).df()
    cursor.register("unreadable", found)
    run(cursor, "make_unreadable")
    return int(found["readable"].sum())


def recall(
    cursor: Cursor,
    secret: str,
    models: Mapping[int, Model],
    live: pd.DataFrame,
    answers: pd.DataFrame,
) -> Gone:
    """Give those who come back, and their answers, the cells they had (in these frames); what is still gone here."""
    if not run(cursor, "gone_any").fetchall()[0][0]:
        return NOTHING
    people = _named(cursor, secret, models, live)
    cursor.register("named", people[["place"]].drop_duplicates())
    _come_back(cursor, secret, models, people, live, answers)
    items = {item.code: index for model in models.values() for index, item in enumerate(model.items)}
    # Asked last: who has just come back is gone no more.
    cells = run(cursor, "gone_here").df()["cell"]
    left = run(cursor, "gone_answers_here").df()
    places = left["item"].map(items)
    left, places = left[places.notna()], places[places.notna()]
    return Gone(*(each.to_numpy(dtype=np.int64) for each in (cells, left["cell"], places)))


def where_gone(cursor: Cursor, secret: str, models: Mapping[int, Model], places: pd.DataFrame) -> pd.DataFrame:
    """Of these places (numbers of campaign, KAM and group), those of which something was shown and is gone."""
    if not run(cursor, "gone_any").fetchall()[0][0]:
        return places.head(0)
    named = _named(cursor, secret, models, places.assign(key=None))
    cursor.register("named", named[["place"]].drop_duplicates())
    found = {name for (name,) in run(cursor, "gone_places").fetchall()}
    return places[named["place"].isin(found).to_numpy()]


def diminished(frozen: Snapshot, place: Located) -> frozenset[int]:
    """The groups of one KAM and campaign of which something was shown and is gone, or replaced, by number."""
    tokens = [token(frozen.secret, "place", _place(group.code, place.kam.name)) for group in place.model.groups]
    rows = frozen.run("gone_of_groups", campaign=place.campaign.token, places=tokens).fetchall()
    return frozenset(tokens.index(found) for (found,) in rows)


def _come_back(
    cursor: Cursor,
    secret: str,
    models: Mapping[int, Model],
    people: pd.DataFrame,
    live: pd.DataFrame,
    answers: pd.DataFrame,
) -> None:
    """Those without a cell, and answers without one: but not what counts of an older version, since it was seen."""
    new = answers[((answers["side"] != OLD) | (answers["home"] == REPLACED)) & (answers["cell"] == 0)]
    unknown = (live["cell"] == 0).to_numpy() | live.index.isin(new["owner"])
    comers = people[unknown & ~people["fictitious"].to_numpy()]
    new = new[new["owner"].isin(comers.index)]
    if not len(comers):
        return
    cursor.register("comers", comers[["respondent_id", "place", "campaign", "person", "answers"]])
    given = new.assign(
        respondent_id=live["respondent_id"].to_numpy()[new["owner"]],
        campaign_id=live["campaign_id"].to_numpy()[new["owner"]],
    )
    given["code"] = _codes(models, given)
    frame = given[["respondent_id", "code", "value"]].rename(columns={"code": "item"})
    cursor.register("coming_answers", frame.astype({"value": "int32"}))
    found = run(cursor, "recall", secret=secret).df()
    erased = comers["respondent_id"].isin(found.loc[found["erased"], "respondent_id"])
    _keep_out(cursor, comers[erased & (live["cell"].reindex(comers.index) == 0)], live)
    pairs = _pairs(found[~found["respondent_id"].isin(comers.loc[erased, "respondent_id"])])
    if not len(pairs):
        return
    cursor.register("recalled", pairs)
    same = ["respondent_id", "item", "value"]
    found = run(cursor, "recall_answers", secret=secret).df().drop_duplicates(same)
    cells = found.set_index(same)["cell"]
    at = pd.MultiIndex.from_arrays([given["respondent_id"], given["code"], given["value"]])
    known = cells.reindex(at).to_numpy()
    rows = ~np.isnan(known.astype(float))
    answers.loc[given.index[rows], "cell"] = known[rows].astype(np.int64)
    whole = pairs[pairs["cell"] != 0].drop_duplicates("respondent_id").set_index("respondent_id")["cell"]
    cell = live["respondent_id"].map(whole).fillna(0).astype(np.int64)
    live["cell"] = np.where(live["cell"] == 0, cell, live["cell"])
    cursor.register("back_again", found[["gone_id", "item"]])
    run(cursor, "forget_gone")


def _keep_out(cursor: Cursor, people: pd.DataFrame, live: pd.DataFrame) -> None:
    """Who was erased and is brought again waits until somebody releases it.

    Nothing tells whether they answer as they did. So each is put in a cell with somebody who is gone: a part of one,
    which no rule lets in.
    """
    if not len(people):
        return
    first = int(run(cursor, "meta", key="cells").fetchall()[0][0]) + 1
    cells = first + np.arange(len(people))
    live.loc[people.index, "cell"] = cells
    numbers = run(cursor, "next_gone").fetchall()[0][0] + np.arange(len(people))
    frame = people[["campaign", "place"]].assign(gone_id=numbers, cell=cells)
    cursor.register("kept_out", frame.astype({"gone_id": "int32", "cell": "int32"}))
    run(cursor, "keep_out")
    run(cursor, "cells_taken", taken=int(cells[-1]))


def _pairs(found: pd.DataFrame) -> pd.DataFrame:
    """Who is whom: by the person, else by so many answers alike; nobody comes back twice."""
    taken_gone: set[int] = set()
    persons: set[int] = set()
    rows = []
    for row in found.itertuples(index=False):
        alike = row.alike >= ALIKE * max(row.shown, row.given)
        # One person may be gone in parts (a questionnaire, later answers of it), all of which an id claims. Best pairs
        # first.
        if row.gone_id in taken_gone or not (row.same_person or (alike and row.respondent_id not in persons)):
            continue
        taken_gone.add(row.gone_id)
        persons.add(row.respondent_id)
        rows.append((row.gone_id, row.respondent_id, row.cell))
    return pd.DataFrame(rows, columns=["gone_id", "respondent_id", "cell"]).astype("int32")


def _named(cursor: Cursor, secret: str, models: Mapping[int, Model], people: pd.DataFrame) -> pd.DataFrame:
    """The questionnaires with the keyed hashes of their campaign, of their KAM's group (by name) and of themselves."""
    told = {row[:2]: row[2:] for row in run(cursor, "place_names").fetchall()}
    names, campaigns, fictitious = {}, [], []
    tokens = []
    for campaign, kam, group in people[["campaign_id", "kam_id", "rater_group"]].itertuples(index=False):
        code, name, made_up = told[campaign, kam]
        # By code and name, without the campaign: who was undone may come back under other numbers and another campaign.
        key = _place(models[campaign].groups[group].code, name)
        if key not in names:
            names[key] = token(secret, "place", key)
        tokens.append(names[key])
        campaigns.append(code)
        fictitious.append(made_up)
    person = [token(secret, "person", key) if isinstance(key, str) and key else None for key in people["key"]]
    columns = {"place": tokens, "campaign": campaigns, "fictitious": fictitious}
    return people.assign(**columns, person=pd.Series(person, index=people.index, dtype="str"))


def _place(group: str, name: str) -> str:
    return f"{group}|{same_key(name)}"


def _codes(models: Mapping[int, Model], rows: pd.DataFrame) -> np.ndarray:
    """The item codes of answers, whatever the model of their campaign."""
    codes = np.empty(len(rows), dtype=object)
    campaigns, items = rows["campaign_id"].to_numpy(), rows["item"].to_numpy()
    for campaign, model in models.items():
        mine = campaigns == campaign
        codes[mine] = np.array([item.code for item in model.items], dtype=object)[items[mine]]
    return codes

"""The same people twice: under another id, campaign, group, model or KAM of that name (docs/design.md 4).

Two questionnaires are taken for one where all their answers are alike, and where somebody with the same id or e-mail
gave nearly the same answers or sent them at the same moment. A person who answers again a year later has the same id
and other answers: that is another wave, and no question.
"""

from collections import defaultdict
from collections.abc import Sequence
from hashlib import md5

import numpy as np
import pandas as pd

from kamescope.lookalikes import plain_name
from kamescope.model import RaterGroup
from kamescope.store.delivery import Delivering

FEWEST_ALIKE = 10
"""So many answers alike are no chance."""
NEARLY = 0.9
"""Of the items that both rate, the part in which a questionnaire and a corrected version of it agree."""
FEWEST_SHARED = 8
"""Nearly alike is told of so many answers: of fewer, the question would tell who sends guesses which are right."""
HALF, FEWEST_PEOPLE = 0.5, 2
PLACES = ["campaign_id", "kam_id", "rater_group", "old_campaign", "old_kam", "old_group"]


def name_given(writing: Delivering, staged: pd.DataFrame) -> None:
    """Note of each questionnaire what it gives, by item code."""
    codes = [item.code for item in writing.delivery.model.items]
    writing.cursor.register("item_codes", pd.DataFrame({"item": range(len(codes)), "code": codes}))
    given = _given(writing.delivery.answers, codes).reindex(staged["position"])
    staged["given"] = given["given"].astype("str").where(given["given"].notna(), None).to_numpy()
    staged["flat"] = given["flat"].fillna(True).astype(bool).to_numpy()
    # Registered anew: DuckDB sees the columns that a frame had when it was registered, and no later one.
    writing.cursor.register("staged", staged)


def _given(answers: pd.DataFrame, codes: Sequence[str]) -> pd.DataFrame:
    """By position, what a questionnaire gives, as `respondents` keeps it, and whether it is one value throughout.

    The texts are joined here: an aggregate in the order of the codes costs the database far more.
    """
    who, items, values = (answers[name].to_numpy(dtype=np.int64) for name in ("respondent", "item", "value"))
    place = {code: at for at, code in enumerate(sorted(codes))}
    order = np.lexsort((np.array([place[code] for code in codes], dtype=np.int64)[items], who))
    who, items, values = who[order], items[order], values[order]
    first = np.flatnonzero(np.diff(who, prepend=-1))
    scale = range(int(values.min(initial=0)), int(values.max(initial=0)) + 1)
    each = np.array([f"{code}={value}" for code in codes for value in scale], dtype=object)
    told = each[items * len(scale) + values - scale.start].tolist()
    ends = [*first[1:].tolist(), len(told)]
    texts = (",".join(told[start:end]) for start, end in zip(first.tolist(), ends, strict=False))
    # Nothing is hidden by it, the answers stand in the next table: it is short, and quick to compare.
    given = [md5(text.encode(), usedforsecurity=False).hexdigest() for text in texts]
    flat = np.minimum.reduceat(values, first) == np.maximum.reduceat(values, first)
    return pd.DataFrame({"given": pd.Series(given, dtype="str"), "flat": flat}).set_index(who[first])


def refuse_same_people(writing: Delivering) -> None:
    """Ask about those who seem to be in the database already; refuse who was collected under a stronger protection."""
    writing.cursor.register("namesakes", _namesakes(writing))
    pairs = writing.run("alike", fewest=FEWEST_ALIKE).df()
    if pairs.empty:
        return
    keep = writing.delivery.keep_duplicates
    here = pairs["same_place"]
    if not keep:
        _ask_here(writing, pairs[here & ~pairs["nameless"] & pairs["why"].isin(("answers", "rewritten"))])
    for place, found in _weighed(writing, pairs[~here]).groupby(PLACES, sort=True):
        campaign, _, group, old_campaign, _, old_group = place
        mine, theirs = writing.group(campaign, group), writing.group(old_campaign, old_group)
        weaker = _is_weaker(mine, theirs)
        same = _few_enough(found) if weaker else _enough(found, mine)
        sure = weaker and bool(same["sure"].any())
        # `keep_duplicates` answers that they are two; of who is certain nothing was asked.
        if len(same) and (sure or not keep):
            facts = {"group": mine.name, "campaign": writing.waves[old_campaign].name, "other": theirs.name}
            number = int(same["import_id"].min())
            _issue(writing, "collected_protected" if sure else "same_people", same, number=number, **facts)


def _is_weaker(mine: RaterGroup, theirs: RaterGroup) -> bool:
    """Whether fewer respondents would be shown than those people were promised."""
    return theirs.protected and mine.minimum < theirs.minimum


def _ask_here(writing: Delivering, pairs: pd.DataFrame) -> None:
    """The same group has somebody with all these answers, or with an id that a spreadsheet may have rewritten."""
    for (number, group), found in pairs.groupby(["import_id", "rater_group"], sort=True):
        facts = {"number": int(number), "group": writing.delivery.model.groups[group].name}
        _issue(writing, "respondents_alike", found, **facts)


def _issue(writing: Delivering, code: str, found: pd.DataFrame, **facts: object) -> None:
    """An error at the first row, with how many questionnaires it is about."""
    first = found.sort_values("row").iloc[0]
    kam = writing.delivery.respondents["kam"].iloc[int(first["position"])]
    writing.issue("error", code, int(first["row"]), kam=kam, count=int(found["position"].nunique()), **facts)


def _weighed(writing: Delivering, pairs: pd.DataFrame) -> pd.DataFrame:
    """What speaks for it that people of other groups, campaigns or KAMs are the same: the best for each, by place.

    `known`: by an id or address; `nearly`: known, and nine answers in ten alike; `moment`: known, and sent at the same
    moment. `twin`: all answers alike; `whole`: and enough of them, not of one value. `same`: nearly, and of enough
    answers, or a twin; `sure`: no chance.
    """
    if pairs.empty:
        return pairs.assign(sure=False)
    rows = pairs.merge(_agreement(writing, pairs), on=["position", "respondent_id"], how="left")
    rows = rows.fillna({"shared": 0, "equal": 0})
    rows["known"], rows["whole"] = rows["why"].isin(("id", "rater", "rewritten")), rows["why"] == "answers"
    rows["moment"] = rows["same_moment"] & rows["why"].isin(("id", "rater"))
    rows["twin"] = rows["whole"] | (rows["why"] == "few")
    signs = ["known", "whole", "moment", "twin"]
    rows[signs] = rows.groupby(["position", "respondent_id"])[signs].transform("max")
    rows["nearly"] = rows["known"] & (rows["equal"] >= NEARLY * rows["shared"]) & (rows["shared"] > 0)
    enough = rows["nearly"] & (rows["shared"] >= FEWEST_SHARED)
    rows["same"] = enough | (rows["twin"] & (rows["known"] | ~rows["flat"]))
    rows["sure"] = rows["whole"] | (
        rows["same"] & rows["known"] & (rows["twin"] | (~rows["flat"] & (rows["shared"] >= FEWEST_ALIKE)))
    )
    best = ["whole", "sure", "same", "nearly", "moment"]
    return rows.sort_values(best, ascending=False).drop_duplicates(["position", *PLACES])


def _few_enough(found: pd.DataFrame) -> pd.DataFrame:
    """Those who would lose a protection: one is enough, and no others beside them hide it."""
    return found[found["same"] | found["moment"]]


def _enough(found: pd.DataFrame, mine: RaterGroup) -> pd.DataFrame:
    """Those of a place who seem to be the same people: half of those who are there at least, and no chance.

    In a protected group two people who answer as before are enough, or its minimum of those who tick one value
    throughout, however little they say: whoever is new beside them would be alone.
    """
    alike = (found["nearly"] & ~found["flat"]) | found["moment"]
    asked = found["whole"].copy()
    if alike.mean() >= HALF and found.loc[alike, "shared"].sum() >= FEWEST_ALIKE:
        asked |= alike
    few = (found["same"] & ~found["flat"]).sum() >= FEWEST_PEOPLE or found["same"].sum() >= mine.minimum
    if mine.protected and few and found["same"].mean() >= HALF:
        asked |= found["same"]
    return found[asked]


def _agreement(writing: Delivering, pairs: pd.DataFrame) -> pd.DataFrame:
    """How many items both of a pair rate, and how many alike."""
    models = {wave.model_id: wave.model for wave in writing.waves.values()}
    codes = [(number, at, item.code) for number, model in models.items() for at, item in enumerate(model.items)]
    writing.cursor.register("all_codes", pd.DataFrame(codes, columns=["model_id", "item", "code"]))
    writing.cursor.register("pairs", pairs[["position", "respondent_id", "old_campaign"]])
    return writing.run("alike_answers").df()


def _namesakes(writing: Delivering) -> pd.DataFrame:
    """Every KAM with each one who is called alike, fictitious ones apart; everybody is their own namesake."""
    alike: defaultdict[tuple[str, bool], list[int]] = defaultdict(list)
    for number, name, fictitious in writing.run("kam_names").fetchall():
        alike[plain_name(name), fictitious].append(number)
    pairs = [(one, other) for numbers in alike.values() for one in numbers for other in numbers]
    return pd.DataFrame(pairs, columns=["kam_id", "other"])

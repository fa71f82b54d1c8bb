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
from kamescope.model import Model, RaterGroup
from kamescope.store import reads
from kamescope.store.delivery import Writing

FEWEST_ALIKE = 10
"""So many answers alike are no chance."""
NEARLY = 0.9
"""Of the items that both rate, the part in which a questionnaire and a corrected version of it agree."""
PLACES = ["campaign_id", "kam_id", "rater_group", "old_campaign", "old_kam", "old_group"]


def name_given(writing: Writing, staged: pd.DataFrame) -> None:
    """Note of each questionnaire what it gives, by item code."""
    codes = [item.code for item in writing.delivery.model.items]
    writing.cursor.register("item_codes", pd.DataFrame({"item": range(len(codes)), "code": codes}))
    given = _given(writing.delivery.answers, codes).reindex(staged["position"])
    staged["given"] = given["given"].astype("str").where(given["given"].notna(), None).to_numpy()
    staged["flat"] = given["flat"].fillna(True).astype(bool).to_numpy()
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
    given = [md5(text.encode(), usedforsecurity=False).hexdigest() for text in texts]
    flat = np.minimum.reduceat(values, first) == np.maximum.reduceat(values, first)
    return pd.DataFrame({"given": pd.Series(given, dtype="str"), "flat": flat}).set_index(who[first])


def refuse_same_people(writing: Writing) -> None:
    """Ask about those who seem to be in the database already; refuse who was collected under a stronger protection."""
    writing.cursor.register("namesakes", _namesakes(writing))
    pairs = writing.run("alike", fewest=FEWEST_ALIKE).df()
    if pairs.empty:
        return
    models, campaigns = reads.models(writing), _campaigns(writing)
    keep = writing.delivery.keep_duplicates
    here = pairs["same_place"]
    if not keep:
        _ask_here(writing, pairs[here & ~pairs["nameless"] & pairs["why"].isin(("answers", "rewritten"))])
    for place, found in _elsewhere(writing, pairs[~here], models, campaigns).groupby(PLACES, sort=True):
        *_, group, old_campaign, _, old_group = place
        name, model = campaigns[old_campaign]
        mine, theirs = writing.delivery.model.groups[group], models[model].groups[old_group]
        if not keep or _is_weaker(mine, theirs):
            code = "collected_protected" if _is_weaker(mine, theirs) else "same_people"
            facts = {"group": mine.name, "campaign": name, "other": theirs.name}
            _issue(writing, code, found, number=int(found["import_id"].min()), **facts)


def _is_weaker(mine: RaterGroup, theirs: RaterGroup) -> bool:
    """Whether fewer respondents would be shown than those people were promised."""
    return theirs.protected and mine.minimum < theirs.minimum


def _ask_here(writing: Writing, pairs: pd.DataFrame) -> None:
    """The same group has somebody with all these answers, or with an id that a spreadsheet may have rewritten."""
    for (number, group), found in pairs.groupby(["import_id", "rater_group"], sort=True):
        facts = {"number": int(number), "group": writing.delivery.model.groups[group].name}
        _issue(writing, "respondents_alike", found, **facts)


def _issue(writing: Writing, code: str, found: pd.DataFrame, **facts: object) -> None:
    """An error at the first row, with how many questionnaires it is about."""
    first = found.sort_values("row").iloc[0]
    kam = writing.delivery.respondents["kam"].iloc[int(first["position"])]
    writing.issue("error", code, int(first["row"]), kam=kam, count=int(found["position"].nunique()), **facts)


def _elsewhere(
    writing: Writing, pairs: pd.DataFrame, models: dict[int, Model], campaigns: dict[int, tuple[str, int]]
) -> pd.DataFrame:
    """The pairs of other groups, campaigns or KAMs that are the same people."""
    known = pairs[pairs["why"] != "answers"]
    if known.empty:
        return pairs
    known = known.merge(_agreement(writing, known, models), on=["position", "respondent_id"], how="left")
    known = known.fillna({"shared": 0, "equal": 0})
    known["same"] = (known["equal"] >= NEARLY * known["shared"]) & (known["shared"] > 0)
    known["alike"] = known["same"] & ~known["flat"] | (known["same_moment"] & known["why"].isin(("id", "rater")))
    best = known.sort_values(["alike", "same"], ascending=False).drop_duplicates(["position", *PLACES])
    by_place = best.groupby(PLACES)
    best["answers"] = best["shared"] * best["alike"]
    alike = best["alike"] & (by_place["alike"].transform("mean") >= 0.5)
    alike &= best.groupby(PLACES)["answers"].transform("sum") >= FEWEST_ALIKE
    minimum = best["rater_group"].map(_protecting(writing.delivery.model.groups))
    same = best["same"] & (by_place["same"].transform("mean") >= 0.5)
    same &= (minimum > 0) & (by_place["same"].transform("sum") >= minimum)
    return pd.concat([pairs[pairs["why"] == "answers"], best[alike | same]])


def _protecting(groups: Sequence[RaterGroup]) -> dict[int, int]:
    """The minimum of each protected group, by place, and 0 for the others.

    So many people of such a group who answer as before, however little, would leave whoever is new beside them alone.
    """
    return {place: group.minimum if group.protected else 0 for place, group in enumerate(groups)}


def _agreement(writing: Writing, pairs: pd.DataFrame, models: dict[int, Model]) -> pd.DataFrame:
    """How many items both of a pair rate, and how many alike."""
    codes = [(number, at, item.code) for number, model in models.items() for at, item in enumerate(model.items)]
    writing.cursor.register("all_codes", pd.DataFrame(codes, columns=["model_id", "item", "code"]))
    writing.cursor.register("pairs", pairs[["position", "respondent_id", "old_campaign"]])
    return writing.run("alike_answers").df()


def _campaigns(writing: Writing) -> dict[int, tuple[str, int]]:
    """Name and model of every campaign, by number."""
    return {number: (name, model) for number, name, model in writing.run("campaign_models").fetchall()}


def _namesakes(writing: Writing) -> pd.DataFrame:
    """Every KAM with each one who is called alike, fictitious ones apart; everybody is their own namesake."""
    alike: defaultdict[tuple[str, bool], list[int]] = defaultdict(list)
    for number, name, fictitious in writing.run("kam_names").fetchall():
        alike[plain_name(name), fictitious].append(number)
    pairs = [(one, other) for numbers in alike.values() for one in numbers for other in numbers]
    return pd.DataFrame(pairs, columns=["kam_id", "other"])

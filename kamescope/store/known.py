"""Who of a file is known already: skipped, refused, or a newer version (docs/design.md 7)."""

import pandas as pd

from kamescope.model import SELF
from kamescope.store.again import FEWEST_ALIKE, name_given, refuse_same_people
from kamescope.store.delivery import Delivering
from kamescope.store.staging import PLACE


def sort_out(writing: Delivering, staged: pd.DataFrame) -> pd.DataFrame:
    """The questionnaires that come in, each with its number and state; the others are skipped, or refuse the file.

    The cursor then knows them as `arriving`, and as `vouched` those which the file brings unchanged.
    """
    name_given(writing, staged)
    known = writing.run("known_before", asked=list(writing.delivery.open_questions)).df()
    writing.cursor.register("known", known)
    known["name"] = writing.delivery.respondents["kam"].to_numpy()[known["position"]]
    known["row"] = staged["row"].to_numpy()[known["position"]]
    known["respondent"] = writing.delivery.respondents["respondent"].to_numpy()[known["position"]]
    versions = _versions(writing, known)
    if staged["key"].isna().any():
        _refuse_nameless(writing)
    if staged["rater"].notna().any():
        _refuse_raters(writing, staged)
    refuse_same_people(writing)
    return _number(writing, staged, known, versions)


def _versions(writing: Delivering, known: pd.DataFrame) -> pd.Series:
    """Which known questionnaires come in as newer versions; what differs and may not is said."""
    emptied = (known["answers_now"] == 0) & (known["answers_before"] > 0)
    filled_in = (known["answers_now"] > 0) & (known["answers_before"] == 0)
    # A second self-rating under another id that nobody filled in stands in nobody's way.
    idle = emptied & ~known["same_id"]
    changed = known["answers_differ"] | known["comments_differ"]
    differs = changed & ~filled_in & ~idle
    retold = ~changed & known["retold"] & _says_segment(writing)
    if writing.delivery.replace:
        replaced = differs | retold
    else:
        replaced = differs & False
        _refuse_changes(writing, known[differs])
        _say_retold(writing, known[retold])
    # What came back empty counted nowhere: filled in, it takes no answer's place and needs no `replace`.
    versions = filled_in | replaced
    writing.written.replaced = int(replaced.sum())
    writing.written.skipped = int((~versions & ~differs).sum())
    writing.cursor.register("vouched", known.loc[~versions & ~idle, ["position", "respondent_id"]])
    return versions


def _says_segment(writing: Delivering) -> bool:
    """Whether the file tells the partition attribute of anybody; one without that column says nothing of it."""
    return any(writing.delivery.segment_key in told for told in writing.delivery.respondents["attributes"])


def _refuse_changes(writing: Delivering, changed: pd.DataFrame) -> None:
    """The same questionnaire with other answers, or a second self-rating; of a protected group only how many."""
    if changed.empty:
        return
    groups = writing.delivery.model.groups
    changed = changed.assign(group=writing.delivery.respondents["group"].to_numpy()[changed["position"]])
    places = zip(changed["campaign_id"], changed["group"], strict=True)
    protected = pd.Series([writing.group(*place).protected for place in places], index=changed.index, dtype=bool)
    for (name, group), found in changed[protected].groupby(["name", "group"], sort=False):
        writing.issue("error", "respondents_changed", kam=name, group=groups[group].name, count=len(found))
    told = changed[~protected][["row", "name", "respondent", "same_id"]]
    for row, name, respondent, same_id in told.itertuples(index=False):
        if same_id and isinstance(respondent, str):
            writing.issue("error", "respondent_changed", row, kam=name, respondent=respondent)
        else:
            writing.issue("error", "self_exists", row, kam=name)


def _say_retold(writing: Delivering, retold: pd.DataFrame) -> None:
    """The same answers with other attributes: kept as they were."""
    if len(retold):
        writing.issue("warning", "respondent_details_differ", int(retold["row"].iloc[0]), count=len(retold))


def _refuse_nameless(writing: Delivering) -> None:
    """What has no id can be told from what is there already only by its file and its answers."""
    delivery, facts = writing.delivery, {"self_group": writing.delivery.model.group_index[SELF]}
    again = writing.run("nameless_again", file=delivery.file, **facts).fetchall()
    for number, row, count in again:
        writing.issue("error", "nameless_again", row, file=delivery.file, number=number, count=count)
    if again or delivery.keep_duplicates:
        return
    for number, file, row, count in writing.run("nameless_same", fewest=FEWEST_ALIKE, **facts).fetchall():
        writing.issue("error", "nameless_same_answers", row, file=file, number=number, count=count)


def _refuse_raters(writing: Delivering, staged: pd.DataFrame) -> None:
    """A new questionnaire of a rater who has one already is one too many."""
    if writing.delivery.keep_duplicates:
        return
    names = writing.delivery.respondents["kam"]
    for position, count in writing.run("rater_again").fetchall():
        row = int(staged["row"].iloc[position])
        writing.issue("error", "rater_again", row, kam=names.iloc[position], count=count)


def _number(writing: Delivering, staged: pd.DataFrame, known: pd.DataFrame, versions: pd.Series) -> pd.DataFrame:
    """Only the questionnaires that come in; whatever may move a group waits until that is settled."""
    new = staged[~staged["position"].isin(known["position"][~versions])]
    # Numbered place by place, so that what is written in the order of the numbers lies together.
    new = new.sort_values(PLACE, kind="stable", ignore_index=True)
    first = writing.next.respondent
    new["respondent_id"] = range(first, first + len(new))
    moves = (new["answers"] > 0) | new["position"].isin(known["position"][versions])
    new["state"] = moves.map({True: "waiting", False: "empty"})
    writing.written.respondents = len(new)
    writing.cursor.register("arriving", new)
    return new

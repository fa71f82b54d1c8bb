"""The frames that queries read by name: of which columns they are made, and of which type each column is.

Declared, since a column of nothing but None has no type of its own, and an engine that is given none would guess.
"""

from collections.abc import Mapping, Sequence

import pandas as pd

WHOLE, MAYBE_WHOLE, FIGURE, TRUTH, TEXT, MOMENT = "int32", "Int32", "float64", "bool", "str", "datetime64[us]"
"""The types of columns; only texts, moments, figures and `MAYBE_WHOLE` may be missing."""


def _whole(*names: str) -> dict[str, str]:
    return dict.fromkeys(names, WHOLE)


def _texts(*names: str) -> dict[str, str]:
    return dict.fromkeys(names, TEXT)


_PLACE = _whole("campaign_id", "kam_id", "rater_group")
_STAGED = (
    _whole("position", "row", "answers")
    | _PLACE
    | _texts("source_id", "plain_id", "key", "segment", "rater", "given")
    | {"seconds": MAYBE_WHOLE, "returned_at": MOMENT, "flat": TRUTH}
)

FRAMES: Mapping[str, Mapping[str, str]] = {
    "all_codes": _whole("model_id", "item") | _texts("code"),
    "apart": _whole("respondent_id", "item") | _texts("state"),
    "arriving": _STAGED | _whole("respondent_id") | _texts("state"),
    "back_again": _whole("gone_id") | _texts("item"),
    "bared": _whole("campaign_id", "rater_group"),
    "changed": _whole("respondent_id", "cell", "held", "lent", "counting") | _texts("state"),
    "comers": _whole("respondent_id", "answers") | _texts("place", "campaign", "person"),
    "coming_answers": _whole("respondent_id", "value") | _texts("item"),
    "group_rules": _whole("campaign_id", "rater_group", "minimum") | {"protected": TRUTH},
    "incoming": _whole("respondent_id", "item", "value", "home", "cell"),
    "item_codes": _whole("item") | _texts("code"),
    "kept_out": _whole("gone_id", "cell") | _texts("campaign", "place"),
    "known": _whole("position", "respondent_id"),
    "leaving": _whole("respondent_id"),
    "leaving_answers": _whole("gone_id", "cell", "value") | _texts("item"),
    "leaving_people": _whole("gone_id", "cell") | _texts("campaign", "place", "person", "given"),
    "named": _texts("place"),
    "namesakes": _whole("kam_id", "other"),
    "new_kams": _whole("kam_id") | _texts("key", "token", "source_id", "company", "name"),
    "pairs": _whole("position", "respondent_id", "old_campaign"),
    "promised": _texts("campaign", "rater_group")
    | _whole("minimum", "item_minimum", "comment_minimum")
    | {"attributable": TRUTH},
    "recalled": _whole("gone_id", "respondent_id", "cell"),
    "recut": _whole("respondent_id", "item", "cell"),
    "staged": _STAGED,
    "staged_answers": _whole("respondent", "item", "value"),
    "staged_comments": _whole("respondent") | _texts("question", "text"),
    "staged_lever_people": _whole("file_id", "person") | _texts("name", "kam"),
    "staged_lever_rows": _whole("file_id", "row_number", "person")
    | _texts(*(f"text_{slot}" for slot in range(1, 7)))
    | {f"number_{slot}": FIGURE for slot in range(1, 9)}
    | {f"day_{slot}": MOMENT for slot in range(1, 4)},
    "staged_people": _whole("import_id", "campaign_id", "kam_id") | _texts("team") | {"date": MOMENT},
    "touched": _PLACE,
    "undone": _whole("import_id"),
    "unreadable": _whole("gone_id"),
    "vouched": _whole("position", "respondent_id"),
    "weighed": _whole("respondent_id") | {"whole": TRUTH},
    "where_gone": _PLACE,
    "whole": _whole("respondent_id") | _texts("state"),
}
"""Frame → column → type. A frame may lack columns that no query of its moment asks for, and has none besides."""


def typed(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """A frame as queries read it: the columns declared under its name, each in its type."""
    kinds = {column: kind for column, kind in FRAMES[name].items() if column in frame}
    return frame[list(kinds)].astype(kinds)


def narrowed(sql: str, columns: Sequence[str]) -> str:
    """A query with some of its columns alone; KeyError for what is no name of one."""
    if wrong := [name for name in columns if not name.isidentifier()]:
        raise KeyError(*wrong)
    return f"SELECT {', '.join(columns)} FROM ({sql}) AS found"

"""The questionnaires of a database: one model each, in the newest words, and what each campaign promised.

A model file that words a questionnaire anew takes the place of the one that is kept. What it promises rater groups adds
to what its campaigns promised before: a campaign keeps the strictest that it ever had, even when it is undone.
"""

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping
from functools import partial
from typing import NamedTuple

import pandas as pd

from kamescope.differences import few
from kamescope.errors import Detail, Issue
from kamescope.model import PROTECTED_FROM, Model, Protection, RaterGroup
from kamescope.model_file import other_words
from kamescope.store.connect import Ask, Store, run
from kamescope.store.engine import Cursor
from kamescope.store.reads import promises, read_model

SHIPPED = "shipped_model"
"""Where it is kept which content of the product's own model file this database has seen last."""
NOTHING = "{}"
"""No former statements (JSON)."""
COLUMNS = ["campaign", "rater_group", "minimum", "item_minimum", "attributable", "comment_minimum"]


class Turn(NamedTuple):
    """A rater group (by its place too) of a campaign: what it was promised until now, and what is promised from now on.

    `group` is as the model file has it.
    """

    campaign_id: int
    token: str
    name: str
    collecting: bool
    place: int
    group: RaterGroup
    before: Protection | None
    after: Protection

    @property
    def bares(self) -> bool:
        """Whether answers that anybody could see become protected."""
        bare = self.before is not None and self.before.minimum < PROTECTED_FROM and not self.collecting
        return bare and self.after.minimum >= PROTECTED_FROM


def keep_model(ask: Ask, model: Model, new_id: int) -> tuple[int, bool]:
    """The number of a model, recorded where it is new; and whether it says a known one in other words."""
    known = ask("model_of_identity", fingerprint=model.fingerprint).fetchall()
    if not known:
        facts = {"code": model.code, "version": model.version, "source": model.source}
        ask("insert_model", model_id=new_id, fingerprint=model.fingerprint, **facts)
        return new_id, False
    [(number, source, former)] = known
    if source == model.source:
        return number, False
    words = other_words(read_model(model.source, NOTHING), read_model(source, former))
    ask("reword_model", model_id=number, source=model.source, former=json.dumps(words, ensure_ascii=False))
    return number, True


def promise(cursor: Cursor, model_id: int, model: Model, only: Collection[int] | None) -> list[Issue]:
    """Bring the promises of a model's campaigns up to those of its file; what does not follow, or does, is said.

    `only` these campaigns; None is all of them.
    """
    campaigns, kept = run(cursor, "campaign_models").fetchall(), promises(partial(run, cursor))
    mine = [row for row in campaigns if row[3] == model_id and (only is None or row[0] in only)]
    turns = [turn for row in mine for turn in _turns(model, kept.get(row[0], {}), *row)]
    new = [(turn.token, turn.group.code, *turn.after) for turn in turns if turn.before != turn.after]
    if new:
        cursor.register("promised", pd.DataFrame(new, columns=COLUMNS))
        run(cursor, "promise")
    _cut_bare(cursor, [turn for turn in turns if turn.bares])
    return _said(turns)


def take(store: Store, model: Model, keep: bool = True) -> list[Issue]:
    """Have the campaigns of a questionnaire follow this model file; what of it acts on them and what does not."""
    if not _is_news(store, model):
        return []
    with store.transaction(keep) as cursor:
        return _take(cursor, model)


def take_shipped(store: Store, model: Model) -> None:
    """Follow the model file that ships with the product where it changed since this database saw it last."""
    digest = hashlib.sha256(model.source.encode()).hexdigest()
    if store.run("meta", key=SHIPPED).fetchall() == [(digest,)]:
        return
    with store.transaction() as cursor:
        run(cursor, "set_meta", key=SHIPPED, value=digest)
        if _is_news(store, model):
            _take(cursor, model)


def _is_news(store: Store, model: Model) -> bool:
    """Whether the database has that questionnaire, in other words."""
    known = store.run("model_of_identity", fingerprint=model.fingerprint).fetchall()
    return any(source != model.source for _, source, _ in known)


def _take(cursor: Cursor, model: Model) -> list[Issue]:
    number, _ = keep_model(partial(run, cursor), model, new_id=0)
    return promise(cursor, number, model, only=None)


def _turns(
    model: Model, kept: Mapping[str, Protection], campaign_id: int, token: str, name: str, _: int, collecting: bool
) -> Iterator[Turn]:
    for index, group in enumerate(model.groups):
        before = kept.get(group.code)
        after = group.protection.and_(before) if before else group.protection
        yield Turn(campaign_id, token, name, collecting, index, group, before, after)


def _cut_bare(cursor: Cursor, turns: list[Turn]) -> None:
    """What anybody could see, import by import, cuts what is protected from now on (docs/design.md 4)."""
    if turns:
        places = [(turn.campaign_id, turn.place) for turn in turns]
        cursor.register("bared", pd.DataFrame(places, columns=["campaign_id", "rater_group"]).astype("int32"))
        run(cursor, "cut_bare")


def _said(turns: list[Turn]) -> list[Issue]:
    """What campaigns keep although the file asks for less, and where it asks for more; those alike at once."""
    alike: dict[tuple[str, RaterGroup, Protection, Protection], list[str]] = {}
    for turn in turns:
        if turn.after != turn.group.protection:
            alike.setdefault(("minimum_kept", turn.group, turn.group.protection, turn.after), []).append(turn.name)
        if turn.before is not None and turn.before != turn.after:
            alike.setdefault(("minimum_raised", turn.group, turn.after, turn.before), []).append(turn.name)
    return [_issue(*about, names) for about, names in alike.items()]


def _issue(code: str, group: RaterGroup, given: Protection, kept: Protection, names: list[str]) -> Issue:
    facts = {"group": group.name, "given": _told(given), "kept": _told(kept)}
    return Issue("warning", code, facts=facts | {"campaigns": few(names), "count": len(names)})


def _told(protection: Protection) -> Detail:
    code = "protection_open" if protection.attributable else "protection"
    facts = protection._asdict()
    del facts["attributable"]
    return Detail(code, facts)

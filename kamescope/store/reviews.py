"""Comments as they are kept: which could be seen so far, what was decided of each, what a release leaves of them.

Who wrote what is in the tables and leaves them nowhere: a comment is named by a keyed hash that knows no respondent.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import NamedTuple

from kamescope.comments import (
    Comment,
    Passage,
    Review,
    Verbatim,
    blackened,
    least_writers,
    left_to_review,
    mentions,
    passages,
    seen_after,
)
from kamescope.errors import RequestError
from kamescope.model import Model
from kamescope.store import audit
from kamescope.store.connect import Ask, Store, run
from kamescope.store.engine import Cursor
from kamescope.store.reads import waves
from kamescope.store.tokens import tokens

NUMBER = "comment_reviews"
"""Where the number of the last decision is kept."""


class CommentPlace(NamedTuple):
    """One KAM in one campaign: as tables number them, by tokens, and the campaign's model as it is shown."""

    campaign_id: int
    kam_id: int
    campaign: str
    kam: str
    model: Model

    @property
    def numbers(self) -> dict[str, int]:
        """What queries of answers go by."""
        return {"campaign_id": self.campaign_id, "kam_id": self.kam_id}

    @property
    def names(self) -> dict[str, str]:
        """What queries of what people decided go by."""
        return {"campaign": self.campaign, "kam": self.kam}


def told(ask: Ask, secret: str, place: CommentPlace) -> tuple[Passage, ...]:
    """What was written about a KAM, question by question and group by group, with what was decided of it."""
    groups = place.model.groups
    answered = [groups[number].code for (number,) in ask("comment_groups", **place.numbers).fetchall()]
    written = _written(ask, secret, place)
    return passages(place.model, written, _seen(ask, place), _reviews(ask, place), answered)


def known_names(ask: Ask) -> tuple[frozenset[str], frozenset[str]]:
    """The people and the companies that the database knows."""
    rows = ask("known_names").fetchall()
    return frozenset(name for name, is_firm in rows if not is_firm), frozenset(
        name for name, is_firm in rows if is_firm
    )


def decide(store: Store, pair: tuple[str, str], key: str, review: Review | None, before: int) -> None:
    """Keep what was decided of a comment, None: nothing any more; `before`: the decision that it takes the place of.

    Raises RequestError `link_unknown`, `comments_released`, `comment_gone`, `comment_newer` where somebody decided
    meanwhile, `comment_word_absent`.
    """
    with store.transaction() as cursor:
        place = _open_place(cursor, pair)
        comment = _comment(told(partial(run, cursor), store.secret, place), key)
        if comment.version != before:
            raise RequestError("comment_newer")
        for word in review.words if review else ():
            if not mentions(comment.text, word):
                raise RequestError("comment_word_absent", words=word)
        run(cursor, "forget_comment_review", **place.names, key=key)
        if review is not None:
            _insert(cursor, place, key, review._replace(version=_number(cursor)))
        audit.note(cursor, "reviewed_comment", [pair[1]], pair[0])


def begin_again(store: Store, pair: tuple[str, str], question: str, group: str) -> None:
    """Forget what was decided of one group's answers to one question, of which too little was left to be shown.

    Raises RequestError `link_unknown`, `comments_released`.
    """
    with store.transaction() as cursor:
        place = _open_place(cursor, pair)
        for each in _written(partial(run, cursor), store.secret, place):
            if (each.question, each.group) == (question, group):
                run(cursor, "forget_comment_review", **place.names, key=each.key)
        audit.note(cursor, "reviewed_comment", [pair[1]], pair[0])


def drops(ask: Ask, pair: tuple[str, str]) -> bool:
    """Whether anything of the comments on a KAM in a campaign (tokens) was decided not to be kept."""
    return bool(ask("comments_not_kept", campaign=pair[0], kam=pair[1]).fetchall()[0][0])


def settle_release(cursor: Cursor, secret: str, pair: tuple[str, str]) -> None:
    """What a release leaves of the comments of a KAM; RequestError `comments_left` where one is not reviewed.

    Unless the model keeps originals, what was hidden is deleted, and of what was blacked out only the rest stays.
    """
    place, ask = _place(cursor, pair), partial(run, cursor)
    if left := left_to_review(told(ask, secret, place)):
        raise RequestError("comments_left", count=left)
    if place.model.open_questions and place.model.comment_originals == "drop":
        _drop_originals(cursor, secret, place)
        run(cursor, "settle_comments", **place.numbers)


def keep_seen(cursor: Cursor, secret: str) -> None:
    """Which comments could be seen from now on of the KAMs touched; decisions about what is not there any more go."""
    for place in _touched(cursor):
        ask = partial(run, cursor)
        written, seen = _written(ask, secret, place), _seen(ask, place)
        groups = {group.code: group for group in place.model.groups if group.protected and not group.closed}
        present: dict[tuple[str, str], Counter[str]] = {}
        for each in written:
            if each.group in groups:
                present.setdefault((each.question, each.group), Counter())[each.key] += 1
        after = seen
        for (_, group), keys in present.items():
            after = after | seen_after(keys, Counter({key: seen[key] for key in keys}), least_writers(groups[group]))
        if after != seen:
            _keep_seen(cursor, place, after)
        there = {each.key for each in (*written, *_written(ask, secret, place, "waiting_comments_of"))}
        for key in _reviews(ask, place).keys() - there:
            run(cursor, "forget_comment_review", **place.names, key=key)


def forget_erased(cursor: Cursor, secret: str, pair: tuple[str, str]) -> None:
    """Keep no hash of what is not there any more: somebody was erased, and nothing is kept of them."""
    place, ask = _place(cursor, pair), partial(run, cursor)
    waiting = _written(ask, secret, place, "waiting_comments_of")
    there = Counter(each.key for each in (*_written(ask, secret, place), *waiting))
    _keep_seen(cursor, place, _seen(ask, place) & there)


def _drop_originals(cursor: Cursor, secret: str, place: CommentPlace) -> None:
    """Write what was kept in the place of what was written, under the key that it has then."""
    ask = partial(run, cursor)
    reviews, seen = _reviews(ask, place), _seen(ask, place)
    for each in {each.key: each for each in _written(ask, secret, place)}.values():
        review = reviews.get(each.key)
        if review is None or not (review.hidden or review.words):
            continue
        where = {"rater_group": place.model.group_index[each.group], "question": each.question, "text": each.text}
        run(cursor, "forget_comment_review", **place.names, key=each.key)
        copies = seen.pop(each.key, 0)
        if review.hidden:
            run(cursor, "drop_comment", **place.numbers, **where)
            continue
        kept = blackened(each.text, review.words)
        run(cursor, "keep_comment", **place.numbers, **where, kept=kept)
        key = _keys(secret, place, [(each.group, each.question, kept)])[0]
        seen[key] += copies
        run(cursor, "forget_comment_review", **place.names, key=key)
        _insert(cursor, place, key, review._replace(words=()))
    _keep_seen(cursor, place, seen)


def _written(ask: Ask, secret: str, place: CommentPlace, query: str = "comments_of") -> tuple[Verbatim, ...]:
    """What there is, one a writer and question, in the order of keys; what the model asks no more is left out."""
    model = place.model
    rows = [
        (model.groups[group].code, question, text)
        for group, question, text in ask(query, **place.numbers).fetchall()
        if question in model.open_index and group < len(model.groups)
    ]
    named = zip(rows, _keys(secret, place, rows), strict=True)
    found = (Verbatim(group, question, key, text) for (group, question, text), key in named)
    return tuple(sorted(found, key=lambda each: each.key))


def _keys(secret: str, place: CommentPlace, rows: Iterable[tuple[str, str, str]]) -> list[str]:
    """What comments are named by: nothing of it depends on who wrote them, or when."""
    return tokens(secret, "comment", (json.dumps([place.campaign, place.kam, *row]) for row in rows))


def _seen(ask: Ask, place: CommentPlace) -> Counter[str]:
    return Counter(dict(ask("seen_comments", **place.names).fetchall()))


def _reviews(ask: Ask, place: CommentPlace) -> Mapping[str, Review]:
    rows = ask("comment_reviews", **place.names).fetchall()
    return {key: Review(hidden, tuple(words), version) for key, hidden, words, version in rows}


def _comment(passages: Iterable[Passage], key: str) -> Comment:
    found = next((each for passage in passages for each in passage.comments if each.key == key), None)
    if found is None:
        raise RequestError("comment_gone")
    return found


def _open_place(cursor: Cursor, pair: tuple[str, str]) -> CommentPlace:
    """Where comments may still be reviewed; RequestError `comments_released` while a release stands."""
    place = _place(cursor, pair)
    if run(cursor, "release_stands", **place.names).fetchall():
        raise RequestError("comments_released")
    return place


def _place(cursor: Cursor, pair: tuple[str, str]) -> CommentPlace:
    found = run(cursor, "enrolment", campaign=pair[0], kam=pair[1]).fetchall()
    if not found:
        raise RequestError("link_unknown")
    campaign_id, kam_id = found[0]
    return CommentPlace(campaign_id, kam_id, *pair, waves(partial(run, cursor))[campaign_id].model)


def _touched(cursor: Cursor) -> Iterator[CommentPlace]:
    pairs = run(cursor, "comment_pairs_touched").fetchall()
    models = {number: wave.model for number, wave in waves(partial(run, cursor)).items()} if pairs else {}
    for campaign_id, kam_id, campaign, kam in pairs:
        yield CommentPlace(campaign_id, kam_id, campaign, kam, models[campaign_id])


def _keep_seen(cursor: Cursor, place: CommentPlace, seen: Counter[str]) -> None:
    run(cursor, "forget_seen_comments", **place.names)
    # In the order of keys: that of their coming stands nowhere.
    for key, copies in sorted(seen.items()):
        run(cursor, "insert_seen_comment", **place.names, key=key, copies=copies)


def _insert(cursor: Cursor, place: CommentPlace, key: str, review: Review) -> None:
    facts = {"hidden": review.hidden, "words": list(review.words), "version": review.version}
    run(cursor, "insert_comment_review", **place.names, key=key, **facts)


def _number(cursor: Cursor) -> int:
    """A number for a decision, never given before."""
    number = int(run(cursor, "meta", key=NUMBER).fetchall()[0][0]) + 1
    run(cursor, "number_given", key=NUMBER, number=number)
    return number

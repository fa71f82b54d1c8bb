"""Comments: reviewed by the coach before a release, read by the KAM and the manager as far as they were kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kamescope.analysis.suspects import KnownNames, Suspect, suspects
from kamescope.analysis.themes import themes
from kamescope.comments import CommentState, Passage, Review, left_to_review, only_kept
from kamescope.errors import RequestError
from kamescope.naming import tidy
from kamescope.service.viewer import CommentRight, Scope
from kamescope.store import reads
from kamescope.store import reviews as kept
from kamescope.store import road as roads
from kamescope.store.connect import Snapshot, Store
from kamescope.store.reads import Located
from kamescope.store.reviews import CommentPlace

LONGEST_WORDS = 100
"""Characters of words that are blacked out together."""
MOST_WORDS = 50


@dataclass(frozen=True, slots=True)
class Comments:
    """What was written about a KAM in a campaign, as far as the viewer may read it.

    `left`: how many are to be reviewed, of whom only reviews; while there are any, nobody else is told anything.
    `themes`: key of a comment → the factors (codes) it speaks of; `suspects`: key → what may tell who somebody is.
    """

    passages: tuple[Passage, ...]
    right: CommentRight
    left: int = 0
    is_frozen: bool = False
    themes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    suspects: Mapping[str, tuple[Suspect, ...]] = field(default_factory=dict)

    @property
    def kept(self) -> tuple[Passage, ...]:
        """What was kept, as others read it; nothing while one is left to review."""
        return () if self.left else only_kept(self.passages)

    @property
    def is_reviewed_here(self) -> bool:
        """Whether the viewer may decide what becomes of each, now."""
        return self.right is CommentRight.REVIEW and not self.is_frozen


@dataclass(frozen=True, slots=True)
class CommentDecision:
    """What a coach decides of a comment: to keep it, without these words; to hide it; or nothing any more.

    `key` as in `Comment`; `version`: that of the decision they had before their eyes.
    """

    key: str
    state: CommentState
    words: tuple[str, ...] = ()
    version: int = 0


def comments(store: Store, scope: Scope, campaign: str, kam: str) -> Comments:
    """The comments on a KAM in a campaign (tokens), as far as the viewer may read them; RequestError `link_unknown`."""
    right = scope.comment_right(campaign, kam)
    with store.snapshot() as frozen:
        place = reads.locate(frozen, campaign, kam)
        if place is None or not scope.sees(campaign, kam):
            raise RequestError("link_unknown")
        if right is CommentRight.NOTHING:
            return Comments((), right)
        passages = _told(frozen, place)
        is_frozen = roads.standing(roads.releases(frozen.run).get((campaign, kam), ())) is not None
        known = KnownNames(*kept.known_names(frozen.run))
    left = left_to_review(passages)
    reviews = right is CommentRight.REVIEW and not is_frozen
    if not reviews:
        passages = () if left else only_kept(passages)
    every = {each.key: each for passage in passages for each in passage.comments}
    tagged = {key: themes(place.model, each.kept) for key, each in every.items()}
    found = {key: suspects(each.text, known) for key, each in every.items()} if reviews else {}
    return Comments(passages, right, left if right is CommentRight.REVIEW else 0, is_frozen, tagged, found)


def kept_comments(store: Store, campaign: str, kam: str) -> tuple[Passage, ...]:
    """What of the comments on a KAM is kept for others; nothing while one is left to review, or where nobody is."""
    with store.snapshot() as frozen:
        place = reads.locate(frozen, campaign, kam)
        passages = _told(frozen, place) if place else ()
    return () if left_to_review(passages) else only_kept(passages)


def left(store: Store, frozen: Snapshot, campaign: str, kam: str) -> int:
    """How many comments on a KAM (tokens) are to be reviewed before anything is released."""
    place = reads.locate(frozen, campaign, kam)
    return left_to_review(_told(frozen, place)) if place else 0


def review_comment(store: Store, scope: Scope, campaign: str, kam: str, decision: CommentDecision) -> None:
    """Decide what becomes of a comment on a KAM in a campaign (tokens), and of all that are worded alike.

    Raises RequestError: `link_unknown`, `not_allowed`, `comments_released`, `comment_gone`, `comment_newer` (somebody
    decided meanwhile: nothing is changed), `comment_word_absent`, `comment_words_long`.
    """
    _check_reviews(store, scope, campaign, kam)
    kept.decide(store, (campaign, kam), decision.key, _review(decision), decision.version)


def review_again(store: Store, scope: Scope, campaign: str, kam: str, question: str, group: str) -> None:
    """Begin anew with one group's answers to one question (codes), of which too few were left.

    Raises RequestError `link_unknown`, `not_allowed`, `comments_released`.
    """
    _check_reviews(store, scope, campaign, kam)
    kept.begin_again(store, (campaign, kam), question, group)


def _told(frozen: Snapshot, place: Located) -> tuple[Passage, ...]:
    numbers = place.campaign_id, place.kam_id
    return kept.told(
        frozen.run, frozen.secret, CommentPlace(*numbers, place.campaign.token, place.kam.token, place.model)
    )


def _check_reviews(store: Store, scope: Scope, campaign: str, kam: str) -> None:
    with store.snapshot() as frozen:
        if not scope.sees(campaign, kam) or reads.locate(frozen, campaign, kam) is None:
            raise RequestError("link_unknown")
    if scope.comment_right(campaign, kam) is not CommentRight.REVIEW:
        raise RequestError("not_allowed")


def _review(decision: CommentDecision) -> Review | None:
    if decision.state is CommentState.TO_REVIEW:
        return None
    if decision.state is CommentState.HIDDEN:
        return Review(hidden=True)
    words = tuple(dict.fromkeys(found for each in decision.words if (found := tidy(each.replace("\0", "")))))
    if len(words) > MOST_WORDS or any(len(each) > LONGEST_WORDS for each in words):
        raise RequestError("comment_words_long", most=LONGEST_WORDS, count=MOST_WORDS)
    return Review(words=words)

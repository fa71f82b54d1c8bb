"""Comments put straight into a database, as an import leaves them there."""

from collections.abc import Sequence

from kamescope.comments import Comment, CommentState
from kamescope.service import Comments, Participation, Service, Store
from kamescope.service.comments import CommentDecision
from kamescope.store.reviews import keep_seen
from kamescope.store.states import touch

KEEP, START, FREE = "keep", "start", "free"
"""Open questions of the shipped model."""
Said = tuple[str, str, Sequence[str]]
"""A group, a question (codes), and what its questionnaires say, in the order of their numbers; "": nothing."""


COLUMNS = ("campaign_id", "kam_id", "rater_group", "respondent_id", "question", "text")
INSERT = f"INSERT INTO comments VALUES ({', '.join(f'${name}' for name in COLUMNS)})"


def write(store: Store, entry: Participation, *said: Said) -> None:
    """Have the questionnaires that count of a KAM say this, as one change."""
    with store.transaction() as cursor:
        people = cursor.execute(
            """SELECT r.campaign_id, r.kam_id, r.rater_group, r.respondent_id
               FROM respondents r JOIN campaigns c USING (campaign_id) JOIN kams k USING (kam_id)
               WHERE c.token = $campaign AND k.token = $kam AND r.state = 'counted' ORDER BY r.respondent_id""",
            {"campaign": entry.campaign.token, "kam": entry.kam.token},
        ).df()
        for group, question, texts in said:
            there = people[people["rater_group"] == entry.model.group_index[group]]
            for who, text in zip(there.itertuples(index=False), texts, strict=False):
                if text:
                    row = [*map(int, who), question, text]
                    cursor.execute(INSERT, dict(zip(COLUMNS, row, strict=True)))
        touch(cursor, people)
        keep_seen(cursor, store.secret)


def about(entry: Participation) -> tuple[str, str]:
    """The tokens of campaign and KAM."""
    return entry.campaign.token, entry.kam.token


def texts(found: Comments, group: str, question: str) -> list[str]:
    """What is told of one group's answers to one question."""
    return [
        each.kept
        for passage in found.passages
        for each in passage.comments
        if (passage.group, passage.question) == (group, question)
    ]


def named(found: Comments, text: str) -> Comment:
    """The comment that begins so."""
    return next(each for passage in found.passages for each in passage.comments if each.text.startswith(text))


def decide(
    door: Service, entry: Participation, text: str, state: CommentState = CommentState.KEPT, *words: str
) -> None:
    """Decide what becomes of the comment that begins so."""
    found = named(door.comments(*about(entry)), text)
    door.review_comment(*about(entry), CommentDecision(found.key, state, words, found.version))


def keep_all(door: Service, campaign: str, kam: str) -> None:
    """Keep whatever is not reviewed of a KAM (tokens)."""
    for passage in door.comments(campaign, kam).passages:
        for each in passage.comments:
            if each.state is CommentState.TO_REVIEW:
                decision = CommentDecision(each.key, CommentState.KEPT, (), each.version)
                door.review_comment(campaign, kam, decision)

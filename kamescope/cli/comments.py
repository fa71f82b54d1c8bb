"""The comments on one KAM: `comments`, to read what was kept and to review what is left."""

from collections.abc import Iterator

import click

from kamescope import service
from kamescope.cli.choice import about_one_kam
from kamescope.cli.context import Context, with_json
from kamescope.comments import CommentState, Passage, least_writers
from kamescope.errors import RequestError
from kamescope.i18n import Words
from kamescope.model import Model
from kamescope.service import CommentDecision, Comments, Participation, Service


@click.command("comments")
@about_one_kam
@click.option("--left", is_flag=True, help="Those to review instead, each with its key and what may tell.")
@click.option("--review", metavar="KEY", help="Decide what becomes of a comment.")
@click.option("--as", "state", type=click.Choice([str(state) for state in CommentState]), help="What becomes of it.")
@click.option("--words", multiple=True, help="Words of it to black out; may be said several times.")
@with_json
def comments_command(
    context: Context,
    kam: str,
    campaign: str | None,
    left: bool,
    review: str | None,
    state: str | None,
    words: tuple[str, ...],
) -> None:
    """What was written about one KAM, as far as it was kept, by question and group; or what is left to review."""
    if (review is None) != (state is None):
        raise click.UsageError("--review KEY --as STATE")
    with context.door(to_write=review is not None) as door:
        entry = service.choose(door.people(), kam, campaign)
        if review is not None and state is not None:
            _decide(door, entry, review, CommentState(state), words)
        found = door.comments(entry.campaign.token, entry.kam.token)
    document = {"kam": entry.kam.name, "campaign": entry.campaign.name, "left": found.left}
    if left:
        document |= {"comments": list(_to_review(found))}
        context.show(document, lambda: _table_left(context.say, found))
        return
    kept = found.kept
    document |= {"passages": passages_document(kept)}
    context.show(document, lambda: _table(context.say, entry.model, found.left, kept))


def passages_document(passages: tuple[Passage, ...]) -> list[dict[str, object]]:
    """What was kept for programs: codes and texts, in the order in which it is told."""
    return [
        {
            "question": each.question,
            "group": each.group,
            "status": "masked" if each.masked else "published",
            "comments": [one.kept for one in each.comments],
        }
        for each in passages
    ]


def _decide(door: Service, entry: Participation, key: str, state: CommentState, words: tuple[str, ...]) -> None:
    pair = entry.campaign.token, entry.kam.token
    every = {one.key: one for each in door.comments(*pair).passages for one in each.comments}
    if key not in every:
        raise RequestError("comment_unknown", key=key)
    door.review_comment(*pair, CommentDecision(key, state, words, every[key].version))


def _to_review(found: Comments) -> Iterator[dict[str, object]]:
    for each in found.passages:
        for one in each.comments:
            if one.state is CommentState.TO_REVIEW:
                suspects = found.suspects.get(one.key, ())
                told = [{"words": suspect.words, "why": suspect.why} for suspect in suspects]
                yield {
                    "key": one.key,
                    "question": each.question,
                    "group": each.group,
                    "text": one.text,
                    "suspects": told,
                }


def _table_left(say: Words, found: Comments) -> Iterator[list[str]]:
    if not found.left:
        yield [say("comments.none_left")]
    for each in _to_review(found):
        yield [str(each["key"]), str(each["question"]), str(each["group"]), str(each["text"])]


def _table(say: Words, model: Model, left: int, kept: tuple[Passage, ...]) -> Iterator[list[str]]:
    if left:
        yield [say("comments.left_told", left)]
    elif not kept:
        yield [say("comments.nothing")]
    for each in kept:
        group = model.group(each.group)
        if each.masked:
            facts = {"group": say.text(group.plural), "least": say.number(least_writers(group))}
            yield [each.question, say.text(group.short), say("comments.report_masked", **facts)]
        for one in each.comments:
            yield [each.question, say.text(group.short), one.kept]

"""What respondents wrote: it comes with a questionnaire, and counts or waits as that does (docs/design.md 4)."""

from kamescope.store.connect import run
from kamescope.store.delivery import Delivering
from kamescope.store.engine import Cursor


def stage_comments(writing: Delivering) -> None:
    """Make what a file's respondents wrote known to the cursor, so that it can be compared with what is there."""
    comments = writing.delivery.comments
    kinds = {"respondent": "int64", "question": "str", "text": "str"}
    writing.cursor.register("staged_comments", comments.astype(kinds))


def bring_comments(writing: Delivering) -> None:
    """Keep the comments of the questionnaires that arrive; until it is settled what counts they wait."""
    writing.run("insert_comments", asked=list(writing.delivery.open_questions))


def follow(cursor: Cursor) -> None:
    """Keep the comments of the places touched where their questionnaires are: of those that count, or of the others."""
    to_wait, to_count = run(cursor, "comments_to_move").fetchall()[0]
    # An INSERT of no rows is left out: see `insert_some` in `states.py`.
    if to_wait:
        run(cursor, "let_comments_wait")
    if to_count:
        run(cursor, "let_comments_count")

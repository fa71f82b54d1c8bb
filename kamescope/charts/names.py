"""What groups, factors and items are called, on every screen and paper."""

from kamescope.analysis.published import Level, Published, text_of
from kamescope.analysis.window import POOLED
from kamescope.i18n import Words
from kamescope.model import ENVIRONMENT, SELF, Model


def part_name(model: Model, level: Level, code: str, say: Words) -> str:
    """The name of a factor or sub-factor, the statement of an item, or the words for the whole."""
    if level is Level.OVERALL:
        return say("tables.level.overall")
    return say.statement(model.item(code)) if level is Level.ITEM else say.text(text_of(model, level, code))


def coded_name(model: Model, level: Level, code: str, say: Words) -> str:
    """Code and name: the heading of every tooltip."""
    return f"{code} {part_name(model, level, code, say)}"


def column_name(model: Model, column: str, say: Words, count: int | None = None) -> str:
    """A rater group, as many as answered where that is known, or the environment."""
    return say("environment") if column == ENVIRONMENT else say.group(model.group(column), count)


def group_label(published: Published, column: str, say: Words) -> str:
    """A rater group, as many as answered about that KAM, or the environment."""
    count = None if column == ENVIRONMENT else published.group(column).respondents
    return column_name(published.model, column, say, count)


def side_names(model: Model, environment: str, say: Words, count: int | None = None) -> tuple[str, str]:
    """What stands on the two axes of a window: self, and those whom it was made with, as many as answered."""
    whose = ENVIRONMENT if environment == POOLED else environment
    return column_name(model, SELF, say), column_name(model, whose, say, count)


def sides_of(published: Published, environment: str, say: Words) -> tuple[str, str]:
    """The same of one KAM's window."""
    one_group = environment not in (ENVIRONMENT, POOLED)
    count = published.group(environment).respondents if one_group else None
    return side_names(published.model, environment, say, count)

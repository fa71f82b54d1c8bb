"""Names and marks as they go into Markdown: data is always shown as text, never run."""

import re

from kamescope.charts.theme import SIGNS, Look, mark_of
from kamescope.i18n import NBSP, Words
from kamescope.model import ENVIRONMENT, Model
from kamescope.naming import in_sentence
from kamescope.privacy import GroupResult

_COLOURS = {
    "diamond": "orange",
    "circle": "blue",
    "square": "green",
    "triangle": "red",
    "cross": "yellow",
    "bar": "gray",
}


def plain(text: str) -> str:
    """A text from a file, with everything that Markdown would act on made harmless; no-break spaces stay."""
    flat = re.sub(r"[ \t\r\n\f\v]+", " ", text).strip(" ")
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", flat)


def unbroken(text: str) -> str:
    """A name that does not break over two lines."""
    return text.replace(" ", NBSP)


def sign(model: Model, column: str, look: Look) -> str:
    """The mark of a group, in its colour, for any Markdown text."""
    mark = mark_of(model, column)
    if mark in _COLOURS:
        return f":{_COLOURS[mark]}[{SIGNS[mark]}]"
    return f':color[{SIGNS[mark]}]{{foreground="{look.palette.groups[mark]}"}}'


def short_name(model: Model, column: str, say: Words) -> str:
    """The shortest name of a group, or of the environment."""
    return say("environment") if column == ENVIRONMENT else say.text(model.group(column).short)


def counted(model: Model, group: GroupResult, say: Words) -> str:
    """`3 clients`, `1 manager`: how many questionnaires of a group, in words."""
    names = model.group(group.code)
    name = names.name if say.is_one(group.respondents) else names.plural
    return f"{say.number(group.respondents)}{NBSP}{unbroken(in_sentence(say.text(name)))}"

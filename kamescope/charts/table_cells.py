"""What stands in the heads and cells of several tables: names, figures, bars, gaps."""

from collections.abc import Callable

from markupsafe import Markup

from kamescope.analysis.gaps import Gap, GapClass
from kamescope.analysis.published import Cell, Published
from kamescope.charts.figures import cell_text
from kamescope.charts.fragment import mark_picture, tag
from kamescope.charts.names import group_label
from kamescope.charts.table import Content, Row, TableColumn, content
from kamescope.charts.theme import Look, mark_of
from kamescope.i18n import Words
from kamescope.model import ENVIRONMENT, Model
from kamescope.sentences import LITTLE


def short_name(model: Model, column: str, say: Words) -> str:
    """The short name of a rater group, or of the environment."""
    return say("tables.environment") if column == ENVIRONMENT else say.text(model.group(column).short)


def heading(published: Published, column: str, look: Look) -> Markup:
    """The mark and short name of a column, its full name as tooltip; long words may break."""
    say, model = look.words, published.model
    short = tag("span", short_name(model, column, say))
    label = group_label(published, column, say)
    return tag("span", mark_picture(model, column, look), " ", short, class_="kms-head", title=label)


def coded(code: str, name: str) -> Markup:
    """A name behind its code, which may be empty."""
    before = (tag("span", code, class_="kms-code"), " ") if code else ()
    return tag("span", *before, tag("span", name), class_="kms-name")


def narrow_mark(model: Model, column: str, look: Look) -> Markup:
    """The mark of a column that stands before each of its figures on a phone."""
    return mark_picture(model, column, look, 10, "kms-mark kms-only-narrow")


def label(*inside: object) -> Markup:
    """The name of a column as it stands over each of its figures on a phone, where screen readers know it."""
    return tag("span", *inside, class_="kms-label", aria_hidden="true")


def figure(cell: Cell, look: Look, digits: int = 1) -> Markup:
    """A score, or why there is none; `digits` as in `cell_text`."""
    return value(cell_text(cell, look, digits), cell.is_published)


def value(text: str, is_told: bool) -> Markup:
    """A figure as told, or the words for none."""
    return tag("span", text, class_=None if is_told else "kms-none")


def bar(model: Model, column: str, share: float, look: Look, css: str = "kms-bar") -> Markup:
    """A bar in the colour of a column, as long as a share of the cell."""
    filled = tag("span", style=f"width:{share:.1%};background:{look.palette.groups[mark_of(model, column)]}")
    return tag("span", filled, class_=css, aria_hidden="true")


def little_mark(rests_on: str) -> Markup | str:
    """The mark of a figure that rests on little, with what that is; nothing where it does not."""
    if not rests_on:
        return ""
    return tag("span", LITTLE, tag("span", rests_on, class_="kms-sr"), class_="kms-little", title=rests_on)


def _nothing(_: object) -> str:
    return ""


def gap_column(gap: Callable[[Row], Gap], look: Look, rests_on: Callable[[Row], str] = _nothing) -> TableColumn[Row]:
    """The column of self − environment in points: bold from « à explorer » on, violet when marked.

    `rests_on` says of a row on what little its gap rests.
    """
    say = look.words
    return TableColumn(
        content(say("column.gap_points"), title=say("tables.gap_help")),
        lambda row: _gap(gap(row), rests_on(row), look),
        "kms-gapcol",
    )


def _gap(gap: Gap, rests_on: str, look: Look) -> Content:
    say, name = look.words, label(look.words("gap"))
    if gap.gap is None:
        return content(value(say("no_data"), False), name, css="kms-gap", title=say("tables.gap_missing"))
    kind = say(f"gap.{gap.kind.value}")
    title = say("tables.gap_title", gap=say.points(gap.gap), kind=kind)
    # Before the figure, so that the digits of the column stay under one another.
    told = (little_mark(rests_on), say.signed(gap.gap), told_kind(gap.kind, say), name)
    return content(*told, css=f"kms-gap kms-{gap.kind.value}", title=title)


def told_kind(kind: GapClass, say: Words) -> Markup | str:
    """What the colour of a gap says, for those who do not see it."""
    return "" if kind is GapClass.ALIGNED else tag("span", ", ", say(f"gap.{kind}"), class_="kms-sr")

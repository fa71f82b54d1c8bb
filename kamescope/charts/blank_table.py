"""Non-response by group: of the whole, of factors or of items, with bars."""

from collections.abc import Sequence

from markupsafe import Markup

from kamescope.analysis.quality import Blanks, Rate
from kamescope.charts.fragment import Fragment, fragment, mark_picture, narrow_columns, tag
from kamescope.charts.table import Content, HtmlTable, TableColumn, content
from kamescope.charts.table_cells import bar, coded, narrow_mark, value
from kamescope.charts.table_style import headed
from kamescope.charts.theme import Look
from kamescope.i18n import Words
from kamescope.model import OVERALL, Model
from kamescope.privacy import Status

FREQUENT = 0.2
"""From here on a share stands out: one answer in five is missing."""
_CSS = headed(
    """
@root{--kms-pad:.4rem .6rem .5rem;--kms-first:46%;--kms-code:2.2rem}
@root .kms-all .kms-name{display:block;font-weight:600}
@root td.kms-num{white-space:nowrap}
@root .kms-often{font-weight:600}
@root .kms-bar{margin-top:4px}
""",
    "@root thead .kms-mark{display:none}\n",
)


def blank_table(model: Model, rates: Blanks, codes: Sequence[str], groups: Sequence[str], look: Look) -> Fragment:
    """One row for each code (`ALL`, factor or item), one column for each group: the share left without an answer."""
    say = look.words
    part = content(tag("span", say("quality.part"), class_="kms-sr"))
    drawn = HtmlTable(
        say("quality.blank_caption"),
        (
            TableColumn(part, lambda code: content(_name(model, code, say)), "kms-part"),
            *(_column(model, rates, group, look) for group in groups),
        ),
        lambda code: "kms-all" if code == OVERALL else "",
    )
    return fragment("blanks", _CSS, 180 + 72 * len(groups), look, drawn.of(codes), cols=narrow_columns(len(groups)))


def blank_rows(model: Model, rates: Blanks, groups: Sequence[str], say: Words) -> list[dict[str, object]]:
    """One row for each code and group, to download; null unless published."""
    codes = (OVERALL, *(code for factor in model.factors for code in (factor.code, *(i.code for i in factor.items))))
    return [
        {
            say("column.code"): code,
            say("column.name"): name_of(model, code, say),
            say("column.group"): say.group(model.group(group)),
            say("column.answers"): rates[code, group].given,
            say("quality.column_possible"): rates[code, group].possible,
            say("quality.column_blank"): _rounded(rates[code, group]),
            say("column.status"): _status(rates[code, group], say),
        }
        for code in codes
        for group in groups
    ]


def name_of(model: Model, code: str, say: Words) -> str:
    """The name of a factor, the statement of an item, or the words for the whole."""
    if code == OVERALL:
        return say("tables.level.overall")
    factor = model.factor_of[code]
    item = next((item for item in factor.items if item.code == code), None)
    return say.statement(item) if item else say.text(factor.name)


def _name(model: Model, code: str, say: Words) -> Markup:
    return coded("" if code == OVERALL else code, name_of(model, code, say))


def _column(model: Model, rates: Blanks, group: str, look: Look) -> TableColumn[str]:
    head = content(mark_picture(model, group, look), " ", look.words.text(model.group(group).short))
    return TableColumn(head, lambda code: _cell(model, rates[code, group], group, look), "kms-num")


def _cell(model: Model, rate: Rate, group: str, look: Look) -> Content:
    say, mark = look.words, narrow_mark(model, group, look)
    name = say.group(model.group(group))
    if rate.share is None or rate.given is None or rate.possible is None:
        why = say("quality.masked_here" if rate.status is Status.MASKED else "quality.nothing_here")
        return content(mark, value(_status(rate, say), False), title=say("tables.missing", group=name, reason=why))
    text = tag("span", say.percent(rate.share * 100, 1), class_="kms-often" if rate.share >= FREQUENT else None)
    facts = {"group": name, "possible": say.number(rate.possible)}
    title = say("quality.blank_told", rate.possible - rate.given, **facts)
    return content(mark, text, bar(model, group, rate.share, look), title=title)


def _status(rate: Rate, say: Words) -> str:
    return say({Status.PUBLISHED: "tables.published", Status.MASKED: "masked", Status.NO_DATA: "no_data"}[rate.status])


def _rounded(rate: Rate) -> float | None:
    return None if rate.share is None else round(rate.share, 4)

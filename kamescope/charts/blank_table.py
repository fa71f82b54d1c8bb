"""Non-response by group: of the whole, of factors or of items, with bars."""

from collections.abc import Sequence

from markupsafe import Markup, escape

from kamescope.analysis.quality import Blanks, Rate
from kamescope.charts.fragment import Fragment, fragment, mark_picture, narrow_columns, tag
from kamescope.charts.theme import Look, mark_of
from kamescope.i18n import Words
from kamescope.model import OVERALL, Model
from kamescope.privacy import Status

FREQUENT = 0.2
"""From here on a share stands out: one answer in five is missing."""
_CSS = """
@root table{width:100%;border-collapse:collapse;table-layout:fixed;margin:0}
@root th,@root td{padding:.4rem .6rem .5rem;border:0;font-weight:400;text-align:left;vertical-align:top}
@root tr{border-bottom:1px solid var(--kms-line)}
@root tbody tr:last-child{border-bottom:0}
@root thead th{color:var(--kms-muted);font-size:.8125rem;vertical-align:bottom;overflow-wrap:anywhere}
@root .kms-part{width:46%;padding-left:0}
@root .kms-name{display:grid;grid-template-columns:minmax(2.2rem,max-content) minmax(0,1fr);column-gap:.5rem;
align-items:baseline;overflow-wrap:anywhere;hyphens:auto}
@root .kms-all .kms-name{display:block;font-weight:600}
@root .kms-num{font-variant-numeric:tabular-nums;white-space:nowrap}
@root thead .kms-num{white-space:normal}
@root .kms-often{font-weight:600}
@root .kms-bar{display:block;height:3px;margin-top:4px;border-radius:2px;background:var(--kms-line);overflow:hidden}
@root .kms-bar span{display:block;height:100%}
@root .kms-only-narrow{display:none}
@container (max-width:@limit){
@root table,@root tbody,@root thead{display:block}
@root tr{display:grid;grid-template-columns:repeat(var(--kms-cols),minmax(0,1fr));gap:.35rem .5rem;padding:.6rem 0}
@root thead tr{padding-top:0}
@root th,@root td,@root tr .kms-part{display:block;width:auto;padding:0}
@root tbody .kms-part{grid-column:1/-1}
@root thead .kms-part{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
@root thead th{font-size:.75rem}
@root thead .kms-mark{display:none}
@root .kms-only-narrow{display:inline-block;margin-right:.25rem}
}
"""


def blank_table(model: Model, rates: Blanks, codes: Sequence[str], groups: Sequence[str], look: Look) -> Fragment:
    """One row for each code (`ALL`, factor or item), one column for each group: the share left without an answer."""
    say = look.words
    table = tag(
        "table",
        tag("caption", say("quality.blank_caption"), class_="kms-sr"),
        _head(model, groups, look),
        tag("tbody", *(_row(model, rates, code, groups, look) for code in codes), role="rowgroup"),
        role="table",
    )
    return fragment("blanks", _CSS, 180 + 72 * len(groups), look, table, cols=narrow_columns(len(groups)))


def blank_rows(model: Model, rates: Blanks, groups: Sequence[str], say: Words) -> list[dict[str, object]]:
    """One row for each code and group, to download; null unless published."""
    codes = (OVERALL, *(code for factor in model.factors for code in (factor.code, *(i.code for i in factor.items))))
    return [
        {
            say("tables.csv.code"): code,
            say("tables.csv.name"): name_of(model, code, say),
            say("tables.csv.group"): say.group(model.group(group)),
            say("tables.csv.answers"): rates[code, group].given,
            say("quality.column_possible"): rates[code, group].possible,
            say("quality.column_blank"): _rounded(rates[code, group]),
            say("tables.csv.status"): _status(rates[code, group], say),
        }
        for code in codes
        for group in groups
    ]


def name_of(model: Model, code: str, say: Words) -> str:
    """The name of a factor, the statement of an item, or the words for the whole."""
    if code == OVERALL:
        return say("tables.overall")
    factor = model.factor_of[code]
    item = next((item for item in factor.items if item.code == code), None)
    return say.statement(item) if item else say.text(factor.name)


def _head(model: Model, groups: Sequence[str], look: Look) -> Markup:
    say = look.words
    names = (
        tag(
            "th",
            mark_picture(model, code, look),
            " ",
            say.text(model.group(code).short),
            scope="col",
            role="columnheader",
            class_="kms-num",
        )
        for code in groups
    )
    first = tag(
        "th", tag("span", say("quality.part"), class_="kms-sr"), scope="col", role="columnheader", class_="kms-part"
    )
    return tag("thead", tag("tr", first, *names, role="row"), role="rowgroup")


def _row(model: Model, rates: Blanks, code: str, groups: Sequence[str], look: Look) -> Markup:
    shown = "" if code == OVERALL else tag("span", code, class_="kms-code")
    name = tag("span", shown, " ", tag("span", escape(name_of(model, code, look.words))), class_="kms-name")
    return tag(
        "tr",
        tag("th", name, scope="row", role="rowheader", class_="kms-part"),
        *(_cell(model, rates[code, group], group, look) for group in groups),
        role="row",
        class_="kms-all" if code == OVERALL else None,
    )


def _cell(model: Model, rate: Rate, group: str, look: Look) -> Markup:
    say = look.words
    mark = mark_picture(model, group, look, 10, "kms-mark kms-only-narrow")
    name = say.group(model.group(group))
    if rate.share is None or rate.given is None or rate.possible is None:
        why = say("quality.masked_here" if rate.status is Status.MASKED else "quality.nothing_here")
        text = tag("span", _status(rate, say), class_="kms-none")
        return tag("td", mark, text, role="cell", class_="kms-num", title=say("tables.missing", group=name, reason=why))
    css = "kms-often" if rate.share >= FREQUENT else None
    text = tag("span", say.percent(rate.share * 100, 1), class_=css)
    facts = {"group": name, "possible": say.number(rate.possible)}
    title = say("quality.blank_told", rate.possible - rate.given, **facts)
    return tag("td", mark, text, _bar(model, rate.share, group, look), role="cell", class_="kms-num", title=title)


def _bar(model: Model, share: float, group: str, look: Look) -> Markup:
    colour = look.palette.groups[mark_of(model, group)]
    filled = tag("span", style=f"width:{share * 100:.1f}%;background:{colour}")
    return tag("span", filled, class_="kms-bar", aria_hidden="true")


def _status(rate: Rate, say: Words) -> str:
    return say({Status.PUBLISHED: "tables.published", Status.MASKED: "masked", Status.NO_DATA: "no_data"}[rate.status])


def _rounded(rate: Rate) -> float | None:
    return None if rate.share is None else round(rate.share, 4)

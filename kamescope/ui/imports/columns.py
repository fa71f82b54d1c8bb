"""What each column of the files holds: a statement, something about the questionnaire, or nothing to import."""

from collections import Counter
from collections.abc import Mapping, Sequence

from kamescope.charts.text_table import text_table
from kamescope.i18n import Words
from kamescope.model import Model
from kamescope.questionnaire import COMMENT
from kamescope.service import IGNORE
from kamescope.ui.components import show_fragment
from kamescope.ui.frame import plain_look
from kamescope.ui.imports.choices import ChoiceLine, Folding, Offered, choose, choose_folded
from kamescope.ui.imports.kinds import DROPPED, ColumnRow, Kind
from kamescope.ui.text import plain

METADATA = ("kam", "kam_id", "group", "respondent", "campaign", "date", "company", "team")
BY_ANSWER = ("item", "answer")
"""What tells that each row is one answer."""
STATEMENT = 110
"""Letters of a statement in a list of choices."""
WIDTH = 400
"""Pixels of a box of statements."""
_SHARED = {
    "group": "term.group",
    "campaign": "filter.campaign",
    "company": "column.company",
    "answer": "questionnaire.answer",
}
"""Uses of columns that are called as the same thing is called elsewhere."""
_TOLD = (
    *("attribute", "email", "start", "end"),
    *("seconds", "status", "finished", "progress", "submitted"),
)
"""Uses that are offered only where a column has them already."""


def choose_columns(kind: Kind, rows: Sequence[ColumnRow], key: str, say: Words) -> dict[str, str]:
    """What each column holds: a statement, a metadata name or `ignore`; "" where nobody has said."""
    choices = _choices(kind.model, rows, say)

    def lines(shown: Sequence[ColumnRow]) -> dict[str, str]:
        return choose([_line(row, say) for row in shown], choices, key, say)

    def table(shown: Sequence[ColumnRow]) -> dict[str, str]:
        _table(shown, choices, say)
        return {row.key: row.value for row in shown}

    names = {row.key: f"{row.letters} · {row.heading}" if row.letters else row.heading for row in rows}
    asked = {row.key: row for row in rows if not row.value}
    given = {row.key: row for row in rows if row.value}
    return choose_folded(asked, given, Folding(names, lines, table), key, say)


def repeated(values: Mapping[str, str], model: Model) -> tuple[str, ...]:
    """The items and metadata that two columns claim."""
    once = {*model.item_index, *METADATA, *BY_ANSWER}
    counts = Counter(value for value in values.values() if value in once)
    return tuple(value for value, count in counts.items() if count > 1)


def statement(model: Model, code: str, say: Words) -> str:
    """A statement as lists show it: its code and its text."""
    return f"{code} · {_cut(_text(model, code, say))}"


def _cut(text: str) -> str:
    return text if len(text) <= STATEMENT else f"{text[: STATEMENT - 1]}…"


def _line(row: ColumnRow, say: Words) -> ChoiceLine:
    told = [say("import.column.first", values=plain(row.values))] if row.values else []
    told += [] if row.doubt else [plain(_why(row, say))]
    return ChoiceLine(row.key, row.heading, " · ".join(told), row.value, row.doubt)


def _table(rows: Sequence[ColumnRow], choices: Offered, say: Words) -> None:
    """The headings beside what they are taken for, both in full, so that they can be compared."""
    doubtful = all(row.doubt for row in rows)
    heads = ["heading", "holds", "values", *([] if doubtful else ["why"])]
    told = [
        (
            row.heading,
            _holds(row, choices, say),
            row.values,
            *([] if doubtful else [_why(row, say)]),
        )
        for row in rows
    ]
    title = say("import.columns.title" if doubtful else "import.columns_sure.title")
    show_fragment(text_table(title, [say(f"import.column.{head}") for head in heads], told, plain_look(say)))


def _holds(row: ColumnRow, choices: Offered, say: Words) -> str:
    if not row.value:
        return say("import.list.doubt")
    text = choices.texts.get(row.value)
    return choices.names[row.value] if row.use == "comment" or not text else f"{row.value} · {text}"


def _choices(model: Model, rows: Sequence[ColumnRow], say: Words) -> Offered:
    names = {IGNORE: say("import.use.ignore")}
    names |= {name: say(_SHARED.get(name, f"import.use.{name}")) for name in (*METADATA, *BY_ANSWER)}
    names |= {row.value: say(f"import.use.{row.value}") for row in rows if row.value in _TOLD}
    asked = {f"{COMMENT}{question.code}": say.text(question.text) for question in model.open_questions}
    names |= {value: say("import.use.comment", text=_cut(text)) for value, text in asked.items()}
    names |= {item.code: statement(model, item.code, say) for item in model.items}
    return Offered(names, asked | {item.code: say.text(item.text) for item in model.items}, WIDTH)


def _text(model: Model, code: str, say: Words) -> str:
    """The whole text of a statement."""
    position = model.item_index.get(code)
    return "" if position is None else say.text(model.items[position].text)


def _why(row: ColumnRow, say: Words) -> str:
    return say(f"import.use.{row.use}" if row.use in DROPPED and row.by != "agreed" else f"import.by.{row.by}")

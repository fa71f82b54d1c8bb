"""Accidents that befall a file on its way: in its table, in its bytes."""

import random
import re
from collections.abc import Callable, Sequence

from tests.exports.sheets import Rows

Table = list[list[object]]
WORDS = (
    "",
    " ",
    "0",
    "1",
    "3",
    "5",
    "6",
    "-1",
    "-99",
    "99",
    "12",
    "4,5",
    "4.0",
    "1e3",
    "0x5",
    "٤",
    "⁴",
    "½",
    "5 - Excellent",
    "1 - Tout à fait d’accord",
    "Plutôt d’accord",
    "Plutôt",
    "Tout à fait d’accord",
    "d’accord",
    "Strongly agree",
    "N/A",
    "NSP",
    "Neutre",
    "Moyenne",
    "Total",
    "Client",
    "Manager",
    "Q1",
    "Q12",
    "Response",
    "TRUE",
    "None",
    "nan",
    "=1+1",
    "=A1",
    "#N/A",
    '"',
    "a;b,c\td|e",
    "deux\nlignes",
    "\u00a0",
    "\u200b4",
    "4\u200b",
    "2026-03-02",
    "01/02/2026",
    "A5",
    "x" * 300,
    {"ImportId": "x"},
)
FOR_HEADINGS = (
    "{} 2",
    "{}2",
    "2{}",
    "{}.1",
    "{}_TEXT",
    "{} ",
    "Points - {}",
    "{}[other]",
    "{} (copie)",
    "X{}",
    "{}?",
    "{}\n",
)


def _place(dice: random.Random, table: Table) -> tuple[int, int]:
    row = dice.randrange(len(table))
    return row, dice.randrange(max(1, len(table[row])))


def swap_cells(dice: random.Random, table: Table) -> None:
    """Two cells change places, mostly within a row."""
    (row, column), (other, place) = _place(dice, table), _place(dice, table)
    other = row if dice.random() < 0.7 else other
    if column < len(table[row]) and place < len(table[other]):
        table[row][column], table[other][place] = table[other][place], table[row][column]


def write_word(dice: random.Random, table: Table) -> None:
    """Something else stands in a cell."""
    row, column = _place(dice, table)
    if column < len(table[row]):
        word = dice.choice(WORDS)
        table[row][column] = str(word) if isinstance(word, dict) else word


def double_row(dice: random.Random, table: Table) -> None:
    """A row stands twice, here or further down."""
    row, _ = _place(dice, table)
    table.insert(dice.randint(row, len(table)), list(table[row]))


def drop_row(dice: random.Random, table: Table) -> None:
    """A row is lost."""
    if len(table) > 1:
        del table[_place(dice, table)[0]]


def swap_rows(dice: random.Random, table: Table) -> None:
    """Two rows change places."""
    (row, _), (other, _) = _place(dice, table), _place(dice, table)
    table[row], table[other] = table[other], table[row]


def double_column(dice: random.Random, table: Table) -> None:
    """A column stands twice."""
    _, column = _place(dice, table)
    to = dice.randrange(len(table[0]) + 1)
    for row in table:
        row.insert(to, row[column] if column < len(row) else "")


def drop_column(dice: random.Random, table: Table) -> None:
    """A column is lost."""
    _, column = _place(dice, table)
    for row in table:
        del row[column : column + 1]


def swap_columns(dice: random.Random, table: Table) -> None:
    """Two columns change places."""
    (_, one), (_, two) = _place(dice, table), _place(dice, table)
    for row in table:
        if max(one, two) < len(row):
            row[one], row[two] = row[two], row[one]


def shift_row(dice: random.Random, table: Table) -> None:
    """The cells of one row move to the right or to the left."""
    row, column = _place(dice, table)
    if dice.random() < 0.5:
        table[row].insert(column, "")
    else:
        del table[row][column : column + 1]


def shift_headings(dice: random.Random, table: Table) -> None:
    """The headings move against what stands below."""
    column = dice.randrange(max(1, len(table[0])))
    if dice.random() < 0.5:
        table[0].insert(column, dice.choice(("", "Date", "Commentaire")))
    else:
        del table[0][column : column + 1]


def edit_heading(dice: random.Random, table: Table) -> None:
    """A heading is written otherwise, or as its neighbour."""
    row = dice.randrange(min(3, len(table)))
    column = dice.randrange(max(1, len(table[row])))
    if column < len(table[row]):
        written = str(table[row][column])
        side_by_side = str(table[row][max(0, column - 1)])
        changed = [form.replace("{}", written) for form in FOR_HEADINGS]
        table[row][column] = dice.choice([*changed, side_by_side, "", written[:-1], written.upper(), written.lower()])


def add_row(dice: random.Random, table: Table) -> None:
    """A blank row, a total, or one of numbers."""
    width = len(table[0])
    kinds = ([""] * width, ["Moyenne", *[dice.randint(1, 5)] * (width - 1)], [dice.randint(1, 5)] * width, ["fin"])
    table.insert(dice.randint(0, len(table)), list(dice.choice(kinds)))


def add_column(dice: random.Random, table: Table) -> None:
    """A column of numbers under a heading that may mean something."""
    heading = dice.choice(("", "Total", "Q82", "Note", "Score", "Points", "Âge", "Q1_1", "kam", "Groupe", "ID", "2"))
    to = dice.randrange(len(table[0]) + 1)
    for place, row in enumerate(table):
        row.insert(to, heading if place == 0 else dice.randint(1, 5))


def turn(dice: random.Random, table: Table) -> None:
    """Rows become columns."""
    if dice.random() < 0.3:
        width = max(map(len, table))
        table[:] = [[row[place] if place < len(row) else "" for row in table] for place in range(width)]


TABLE_MUTATIONS: Sequence[Callable[[random.Random, Table], None]] = (
    swap_cells,
    write_word,
    write_word,
    write_word,
    double_row,
    drop_row,
    swap_rows,
    double_column,
    drop_column,
    swap_columns,
    shift_row,
    shift_headings,
    edit_heading,
    edit_heading,
    add_row,
    add_column,
    turn,
)


def in_table(dice: random.Random, rows: Rows) -> tuple[Table, list[str]]:
    """One to three accidents in a table, and their names."""
    table = [list(row) for row in rows]
    chosen = dice.choices(TABLE_MUTATIONS, k=dice.choice((1, 1, 1, 2, 3)))
    done = []
    for mutation in chosen:
        if table and table[0]:
            mutation(dice, table)
            done.append(mutation.__name__)
    return table, done


def in_bytes(dice: random.Random, content: bytes) -> tuple[bytes, str]:
    """One accident in the bytes of a file, and its name."""
    at, to = sorted((dice.randrange(len(content)), dice.randrange(len(content))))
    side_by_side = min(at + dice.randint(1, 40), len(content))
    kinds: dict[str, Callable[[], bytes]] = {
        "flip": lambda: content[:at] + bytes([content[at] ^ 1 << dice.randrange(8)]) + content[at + 1 :],
        "cut the end": lambda: content[:at],
        "cut the start": lambda: content[side_by_side - at if at < 200 else 1 :],
        "lose a piece": lambda: content[:at] + content[side_by_side:],
        "a piece twice": lambda: content[:side_by_side] + content[at:side_by_side] + content[side_by_side:],
        "a piece elsewhere": lambda: content[:at] + content[to : to + 30] + content[at:],
        "a byte more": lambda: content[:at] + bytes([dice.randrange(256)]) + content[at:],
        "a quote": lambda: content[:at] + b'"' + content[at:],
        "two files": lambda: content + content,
        "line ends": lambda: content.replace(b"\r\n", dice.choice((b"\r", b"\n", b"\n\r", b"\r\n\r\n"))),
        "quotes away": lambda: content.replace(b'"', b""),
        "other spaces": lambda: re.sub(rb"(?<=[a-z]) (?=[a-z])", b"\t", content, count=dice.randint(1, 5)),
    }
    name = dice.choice(list(kinds))
    return kinds[name](), name

"""Best and worst items by group: lists with statements for a few groups, a board of codes for many."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from pptx.slide import Slide

from kamescope.analysis.published import Level
from kamescope.analysis.ranking import RankedItem, Ranking
from kamescope.charts.fragment import blend
from kamescope.charts.measure import text_width
from kamescope.charts.names import group_label
from kamescope.charts.theme import LIGHT
from kamescope.i18n import NBSP
from kamescope.reports.report_spec import ReportSpec
from kamescope.reports.slides import words
from kamescope.reports.slides.master import BODY
from kamescope.reports.slides.page import DeckPaper, SlideWords, title_of
from kamescope.reports.slides.tables import SIDE, SlideRow, SlideTable, table
from kamescope.reports.slides.text import LINE, Box, Paragraph, Run, card, clipped, fitted, line_count, plain, text_box
from kamescope.sentences import short_name, tied_out

MOST_LISTS = 4
"""With more groups the statements would be cut to a few words."""
MOST_ROWS = 15
_SPACE, _HEAD, _PANEL = 18.0, 40.0, 250.0
_SIZES, _LEAST = (13.0, 12.5, 12.0, 11.5, 11.0, 10.5, 10.0, 9.5, 9.0), 10.0
_TALLEST, _ROOM = 48.0, 2.0
_TINT = blend(LIGHT.accent, LIGHT.background, 0.09)


class Columns(NamedTuple):
    """A list's place, the widths of its columns, the height of each row and the size of its statements."""

    box: Box
    score: float
    code: float
    rows: tuple[float, ...] = ()
    size: float = _SIZES[0]

    @property
    def statement(self) -> float:
        """What is left for the statement."""
        return self.box.width - self.score - self.code

    def told(self, spec: ReportSpec, item: RankedItem) -> str:
        """The statement as far as it fits before the marks of the groups that share it."""
        text = words.name(spec, Level.ITEM, item.code)
        lines = max(1, int(self.rows[item.rank - 1] / (self.size * LINE)))
        return clipped(text, self.statement - 2 * SIDE, self.size, lines, "regular", _tail(spec, item))

    def wanted(self, spec: ReportSpec, item: RankedItem, size: float) -> float:
        """How high the statement stands as it is."""
        text = words.name(spec, Level.ITEM, item.code) + _tail(spec, item)
        return line_count(text, self.statement - 2 * SIDE, size) * size * LINE


def top(paper: DeckPaper) -> None:
    """The best items of each group."""
    _lists(paper, paper.spec.top, "slides.top")


def bottom(paper: DeckPaper) -> None:
    """The worst items of each group."""
    _lists(paper, paper.spec.bottom, "slides.bottom")


def _lists(paper: DeckPaper, ranking: Ranking, key: str) -> None:
    say, spec = paper.say, paper.spec
    title = say(key, n=say.number(spec.listed.n))
    notes = (*_everything(spec, ranking), *words.source(spec, "top"))
    slide = paper.page(SlideWords(title, _lead(spec, ranking), notes, figures=True))
    filled = [group for group, items in ranking.groups.items() if items]
    if not filled:
        text_box(slide, say("slides.note"), BODY, [plain(say("tables.no_group"), 14, LIGHT.muted)])
    elif len(filled) <= MOST_LISTS:
        boxes = zip(filled, BODY.across(len(filled), _SPACE), strict=True)
        lists = {group: _columns(spec, ranking.groups[group][:MOST_ROWS], group, box) for group, box in boxes}
        for group, columns in _sized(spec, ranking, lists).items():
            _list(slide, spec, ranking, group, columns)
    else:
        _board(slide, spec, ranking, filled)


def _lead(spec: ReportSpec, ranking: Ranking) -> str:
    """What the lists have in common, and that they go on in the notes where they do."""
    longest = max(map(len, ranking.groups.values()), default=0)
    more = spec.say("slides.more_items", MOST_ROWS) if longest > MOST_ROWS else ""
    return f"{more} {_common(spec, ranking)}".strip()


def _common(spec: ReportSpec, ranking: Ranking) -> str:
    """Which items stand in two lists or more."""
    if len(ranking.groups) < 2:
        return spec.say("top.rule")
    if not ranking.common:
        return spec.say("tables.agree_none")
    return spec.say("slides.common", len(ranking.common), codes=spec.say.listing(ranking.common))


def _everything(spec: ReportSpec, ranking: Ranking) -> list[str]:
    """Every list in full, with the groups that share an item and the number of those left out."""
    say, told = spec.say, []
    for group, items in ranking.groups.items():
        told.append(
            say(
                "slides.notes.list",
                group=group_label(spec.published, group, say),
                tied=tied_out(ranking, group, spec.say),
            )
        )
        told += [_line(spec, group, item) for item in items]
    return told


def _line(spec: ReportSpec, group: str, item: RankedItem) -> str:
    score = spec.figure(Level.ITEM, item.code, group)
    line = f"{spec.say.number(item.rank)}. {item.code} ({score}) {words.name(spec, Level.ITEM, item.code)}"
    if not item.common_with:
        return line
    return f"{line} [{spec.say('tables.also', groups=words.groups_named(spec, item.common_with))}]"


def _head(slide: Slide, spec: ReportSpec, ranking: Ranking, group: str, box: Box) -> None:
    label = clipped(group_label(spec.published, group, spec.say), box.width - 24, 14, 1, "semibold")
    tied = clipped(tied_out(ranking, group, spec.say), box.width, 10)
    title = Paragraph((words.sign(spec, group, "  "), Run(label, bold=True)), 14)
    text_box(slide, label, box, [title, plain(tied, 10, LIGHT.muted)])


def _list(slide: Slide, spec: ReportSpec, ranking: Ranking, group: str, columns: Columns) -> None:
    """One group: score, code, statement and the marks of the other groups that list it."""
    box, items = columns.box, ranking.groups[group][:MOST_ROWS]
    _head(slide, spec, ranking, group, box._replace(height=_HEAD - 4))
    rows = tuple(_row(spec, group, item, columns) for item in items)
    label = group_label(spec.published, group, spec.say)
    told = " ".join(_line(spec, group, item) for item in items)
    widths = (columns.score, columns.code, columns.statement)
    table(slide, label, told, SlideTable(box.left, box.top + _HEAD, widths, rows, headed=False))


def _columns(spec: ReportSpec, items: Sequence[RankedItem], group: str, box: Box) -> Columns:
    codes = max(text_width(item.code, 10, "semibold") for item in items)
    scores = max(text_width(spec.figure(Level.ITEM, item.code, group), 13, "semibold") for item in items)
    return Columns(box, scores + 2 * SIDE + 1, codes + 2 * SIDE + 1)


def _sized(spec: ReportSpec, ranking: Ranking, lists: Mapping[str, Columns]) -> dict[str, Columns]:
    """All lists in the largest letters in which no statement is shortened, rows of one rank equally high.

    Where there are none, in those in which the fewest are, all rows alike.
    """
    ranked = {group: ranking.groups[group][:MOST_ROWS] for group in lists}
    count, room = max(map(len, ranked.values())), min(columns.box.height for columns in lists.values()) - _HEAD

    def wanted(size: float) -> list[float]:
        return [
            max(lists[group].wanted(spec, items[rank], size) for group, items in ranked.items() if rank < len(items))
            for rank in range(count)
        ]

    same = min(room / count, _TALLEST)
    for size in _SIZES:
        rows = [max(high + _ROOM, _LEAST * LINE + _ROOM) for high in wanted(size)]
        if sum(rows) <= room:
            rows = _even(rows, same)
            break
    else:
        sizes = [size for size in _SIZES if size >= _LEAST or same < 2 * _LEAST * LINE]
        size = max(sizes, key=lambda size: (sum(high <= same for high in wanted(size)), size))
        rows = [same] * count
    return {group: columns._replace(size=size, rows=tuple(rows)) for group, columns in lists.items()}


def _even(rows: Sequence[float], same: float) -> list[float]:
    """Heights raised towards the same one as far as those that want more leave room."""
    over = sum(max(high - same, 0.0) for high in rows)
    spare = sum(max(same - high, 0.0) for high in rows)
    share = max(0.0, 1 - over / spare) if spare else 0.0
    return [high if high >= same else high + (same - high) * share for high in rows]


def _tail(spec: ReportSpec, item: RankedItem) -> str:
    """The marks after a statement, of the groups that share it."""
    marks = (words.sign(spec, group, "").text for group in item.common_with)
    return f"{NBSP}{''.join(marks)}" if item.common_with else ""


def _row(spec: ReportSpec, group: str, item: RankedItem, columns: Columns) -> SlideRow:
    color, high = LIGHT.accent if item.common_with else LIGHT.muted, columns.rows[item.rank - 1]
    marks = tuple(words.sign(spec, other, "", columns.size) for other in item.common_with)
    statement = Run(columns.told(spec, item))
    cells = (
        plain(spec.figure(Level.ITEM, item.code, group), 13 if high >= 20 else 11, bold=True),
        plain(item.code, 10, color, bold=bool(item.common_with)),
        Paragraph((statement, *((Run(NBSP), *marks) if marks else ())), columns.size),
    )
    return SlideRow(cells, high, _TINT if item.common_with else "")


def _board(slide: Slide, spec: ReportSpec, ranking: Ranking, groups: Sequence[str]) -> None:
    """Ranks down, groups across, code and score in each place; beside it the statements in common."""
    width = BODY.width - _PANEL - _SPACE
    count = min(max(len(items) for items in ranking.groups.values()), MOST_ROWS)
    row = min((BODY.height - _HEAD) / count, 34.0)
    column = (width - 24) / len(groups)
    head = (plain(""), *(_column_head(spec, group, column) for group in groups))
    rows = [
        SlideRow(
            (
                plain(spec.say.number(rank + 1), 10, LIGHT.muted),
                *(_place(spec, ranking, group, rank) for group in groups),
            ),
            row,
        )
        for rank in range(count)
    ]
    told = spec.say("slides.alt_board", groups=words.groups_named(spec, groups))
    grid = SlideTable(BODY.left, BODY.top, (24.0, *[column] * len(groups)), (SlideRow(head, _HEAD), *rows))
    table(slide, title_of(slide).text_frame.text, told, grid)
    box = Box(BODY.left + width + _SPACE, BODY.top, _PANEL, BODY.height)
    _shared(slide, spec, ranking, box)


def _column_head(spec: ReportSpec, group: str, width: float) -> Paragraph:
    name = clipped(short_name(spec.model, group, spec.say), width - 2 * SIDE - 14, 10, 2)
    return Paragraph((words.sign(spec, group), Run(name, LIGHT.muted)), 10)


def _place(spec: ReportSpec, ranking: Ranking, group: str, rank: int) -> Paragraph:
    items = ranking.groups[group]
    if rank >= len(items):
        return plain("")
    item = items[rank]
    color = LIGHT.accent if item.common_with else LIGHT.text
    score = spec.figure(Level.ITEM, item.code, group)
    return Paragraph((Run(f"{item.code} ", color, bool(item.common_with)), Run(score, LIGHT.muted)), 11)


def _shared(slide: Slide, spec: ReportSpec, ranking: Ranking, box: Box) -> None:
    """The statements that stand in two lists or more, those that most groups share first."""
    holders = {code: len(ranking.holders(code)) for code in ranking.common}
    codes = sorted(holders, key=lambda code: -holders[code])
    inside = box.inside(14)

    def made(size: float) -> list[Paragraph]:
        title = plain(spec.say("slides.shared"), 13, LIGHT.accent, bold=True)
        return [
            title,
            *(replace(_statement(spec, code, holders[code], inside.width, size), before=7) for code in codes),
        ]

    card(slide, spec.say("slides.shared"), box, fitted(made, inside, (12, 11, 10)))


def _statement(spec: ReportSpec, code: str, count: int, width: float, size: float) -> Paragraph:
    start = f"{code} · {spec.say('chart.groups', count)}  "
    text = clipped(start + words.name(spec, Level.ITEM, code), width, size, 3)[len(start) :]
    return Paragraph((Run(f"{code} ", LIGHT.accent, True), Run(start[len(code) + 1 :], LIGHT.muted), Run(text)), size)

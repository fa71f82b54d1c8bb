"""Aligned strips: a row a name, a track on the scale's axis with marks on it, figures at the right; in HTML and CSS.

A distribution is a strip a group with a mark a KAM, and the mean as `line`; a comparison a strip a factor with a mark a
KAM; a move from one campaign to another a strip with a `hollow` mark before, a full one after and a `link` between; one
KAM in a cohort their mark among `faint` ones, over the `band` of the middle half. All percents are of the model's own
rule; a figure that is missing or masked is no mark.

Marks too close to lie side by side are stacked in lanes, one layout for a desk and one for a phone. Where there are too
many for that, the faint ones (or all) become columns of dots, named on hover: set a table beside such a strip. What has
a `pick` is a button: show the fragment with `ui.pickable`. Without any pick `st.html` will do. While a mark is pointed
at, those of the same pick stand out in the other rows.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from markupsafe import Markup

from kamescope.charts.axis import fraction, ticks, unit_text
from kamescope.charts.figures import full_text, score_text
from kamescope.charts.fragment import MARK_SIZE, Fragment, fragment, hollow_svg, mark_svg, narrow_columns, picture, tag
from kamescope.charts.strip_layout import BINS, DOT, MOST_MARKS, WIDE, StripLayout, layout, one_line
from kamescope.charts.strip_style import CSS
from kamescope.charts.theme import Look
from kamescope.i18n import NBSP
from kamescope.model import Model, Scale

NAMED = 12
"""How many names the tooltip of a column of dots tells before it counts the others."""
_MARK, _BAR = MARK_SIZE + 1, MARK_SIZE + 5
_RING = 4
"""So much wider is a hollow mark than a full one."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One figure on a track: what pressing it picks (nothing where empty), whose it is, where it stands.

    `mark` is a key of the palette's groups, and gives shape and colour; `note` is what the tooltip adds to the figure.
    `faint`: one of the crowd around others; `hollow`: how it was before.
    """

    pick: str
    name: str
    percent: float
    mark: str
    note: str = ""
    faint: bool = False
    hollow: bool = False


@dataclass(frozen=True, slots=True)
class Strip:
    """One row: its code (may be empty), its name and a note under it, what lies on its track, figures as told.

    All places are percents: `line` a mean and what to tell of it, `band` an area from low to high, `link` a bar from
    one place to another. `pick`: what pressing the name picks. Without marks the note stands on the track, where it
    says why there is nothing.
    """

    code: str
    name: str
    marks: tuple[Mark, ...]
    line: float | None = None
    line_note: str = ""
    band: tuple[float, float] | None = None
    link: tuple[float, float] | None = None
    figures: tuple[str, ...] = ()
    pick: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class _Track:
    """What every track of a fragment shares: the scale, the look, and a number for each pick."""

    scale: Scale
    look: Look
    numbers: dict[str, int]

    def place(self, percent: float) -> float:
        """Where a percent stands on the track, 0 to 1."""
        return fraction(self.scale, percent)


def strips(
    rows: Sequence[Strip],
    headings: Sequence[str],
    model: Model,
    look: Look,
    key_name: str,
    caption: str,
    legend: Sequence[tuple[str, str]] = (),
) -> Fragment:
    """The rows under one axis, as a table that is called `caption`.

    `headings`: of the names, then one for each of a row's figures. `key_name` is the fragment's own name, the same for
    all strips of one kind. `legend`: pairs of a mark, `line`, `band` or `link`, and what it stands for; a legend that
    is not empty ends in the unit of the axis.
    """
    if not rows:
        return fragment(key_name, CSS, 0, look, tag("p", look.words("tables.no_row"), class_="kms-empty"))
    told = len(headings) - 1
    track = _Track(model.scale, look, _numbers(rows))
    table = tag(
        "div",
        _headings(headings, track),
        *(_row(row, headings[1:], track) for row in rows),
        role="table",
        aria_label=caption,
        class_="kms-one" if told == 1 else None,
    )
    return fragment(
        key_name,
        CSS + _standing_out(rows, track),
        WIDE + 200 + 92 * told,
        look,
        *([_legend(legend, model, look)] if legend else []),
        table,
        grid="minmax(8.5rem,24%) minmax(0,1fr)" + " minmax(4rem,5.75rem)" * told,
        cols=narrow_columns(told),
        ticks=_grid_lines(model, look),
        bins=BINS,
        soft=look.palette.accent_soft,
    )


def _numbers(rows: Sequence[Strip]) -> dict[str, int]:
    """A number for each pick that marks bear."""
    picks = dict.fromkeys(mark.pick for row in rows for mark in row.marks if mark.pick)
    return {pick: number for number, pick in enumerate(picks)}


def _standing_out(rows: Sequence[Strip], track: _Track) -> str:
    """Rules by which the marks of one pick stand out while one of them is pointed at, where it is in several rows."""
    borne = [mark.pick for row in rows for mark in row.marks if mark.pick]
    if len(borne) == len(track.numbers) or len(track.numbers) > MOST_MARKS:
        return ""
    return "".join(
        f"@root:has(.kms-p{number}:is(:hover,:focus-visible)) .kms-dot:not(.kms-p{number}){{opacity:.25}}\n"
        for number in track.numbers.values()
    )


def _headings(headings: Sequence[str], track: _Track) -> Markup:
    marks = (tag("span", tick.label, style=f"--x:{tick.fraction:.5g}") for tick in ticks(track.scale, track.look))
    unit = tag("span", unit_text(track.scale, track.look), class_="kms-sr")
    axis = tag("div", tag("div", *marks, class_="kms-plot kms-axis", aria_hidden="true"), unit)
    return tag(
        "div",
        tag("div", headings[0], role="columnheader"),
        tag("div", axis, role="columnheader", class_="kms-cell"),
        *(tag("div", heading, role="columnheader", class_="kms-fig") for heading in headings[1:]),
        role="row",
        class_="kms-row kms-headings",
    )


def _row(row: Strip, headings: Sequence[str], track: _Track) -> Markup:
    code = [tag("span", row.code, class_="kms-code")] if row.code else []
    name = tag("button", row.name, type="button", data_pick=row.pick) if row.pick else row.name
    note = [tag("small", row.note)] if row.note and row.marks else []
    return tag(
        "div",
        tag("div", *code, tag("span", name), *note, role="rowheader", class_="kms-name"),
        tag("div", _plot(row, track), role="cell", class_="kms-cell"),
        *(
            tag("div", tag("span", label, class_="kms-label", aria_hidden="true"), text, role="cell", class_="kms-fig")
            for label, text in zip(headings, row.figures, strict=True)
        ),
        role="row",
        class_="kms-row",
    )


def _plot(row: Strip, track: _Track) -> Markup:
    """A track with all that lies on it, from the ground up, as high as its lanes or its columns of dots need."""
    places = [track.place(mark.percent) for mark in row.marks]
    # A move reads along one line: what was before is a wider ring, in which what is after can be seen.
    moved = any(mark.hollow for mark in row.marks)
    found = one_line(len(places)) if moved else layout(places, [mark.faint for mark in row.marks])
    drawn = (
        _at(places[index], _mark(mark, track), _tip(mark.name, _figure(mark.percent, track), mark.note), lane)
        for index, lane in found.lanes.items()
        for mark in (row.marks[index],)
    )
    crowd = [_crowd(row.marks, found, track)] if found.columns else []
    said = [tag("span", tag("span", row.note), class_="kms-said")] if row.note and not row.marks else []
    wide, narrow = found.heights
    inside = (*_ground(row, track), *crowd, *_mean(row, track), *drawn, *said)
    return tag("div", *inside, class_="kms-plot", style=f"--hw:{wide}px;--hn:{narrow}px")


def _ground(row: Strip, track: _Track) -> Iterator[Markup]:
    if row.band is not None:
        low, high = map(track.place, row.band)
        yield tag("span", class_="kms-band", style=_from_to(low, high))
    if row.link is not None:
        before, after = map(track.place, row.link)
        way = "right" if before <= after else "left"
        paint = f"background:linear-gradient(to {way},var(--kms-line),var(--kms-muted))"
        yield tag("span", class_="kms-link", style=f"{_from_to(*sorted((before, after)))};{paint}")


def _mean(row: Strip, track: _Track) -> Iterator[Markup]:
    if row.line is not None:
        mean = tag("span", class_="kms-mean", role="img", tabindex=0, aria_label=row.line_note)
        yield _at(track.place(row.line), mean, _tip(row.line_note))


def _from_to(low: float, high: float) -> str:
    return f"left:{low:.3%};width:{high - low:.3%}"


def _at(place: float, shown: Markup, tip: Markup, lane: tuple[int, int] = (0, 0)) -> Markup:
    """Something on the track and its tooltip, which slides along with its place so that it never leaves the track."""
    return tag("span", shown, tip, class_="kms-at", style=f"--x:{place:.5g};--w:{lane[0]};--n:{lane[1]}")


def _mark(mark: Mark, track: _Track) -> Markup:
    colour, ground = track.look.palette.groups[mark.mark], track.look.palette.background
    size = _BAR if mark.mark == "bar" else _MARK
    drawn = _picture(mark.mark, colour, size, ground)
    if mark.hollow:
        drawn = _hollow(mark.mark, colour, size + _RING, ground)
    number = f" kms-p{track.numbers[mark.pick]}" if mark.pick else ""
    told = " · ".join(part for part in (mark.name, _figure(mark.percent, track), mark.note) if part)
    css = "kms-dot" + " kms-faint" * mark.faint + number
    if mark.pick:
        return tag("button", drawn, type="button", data_pick=mark.pick, class_=css, aria_label=told)
    return tag("span", drawn, role="img", tabindex=0, class_=css, aria_label=told)


@cache
def _picture(mark: str, colour: str, size: int, rim: str) -> Markup:
    return picture(mark_svg(mark, colour, size, rim), width=size, height=size)


@cache
def _hollow(mark: str, colour: str, size: int, ground: str) -> Markup:
    return picture(hollow_svg(mark, colour, size, ground), width=size, height=size)


def _figure(percent: float, track: _Track) -> str:
    return full_text(track.scale, percent, None, track.look.words)


def _tip(name: str, figure: str = "", note: str = "") -> Markup:
    parts = [tag("b", name), *([tag("span", figure)] if figure else []), *([tag("small", note)] if note else [])]
    return tag("span", *parts, class_="kms-tip", aria_hidden="true")


def _crowd(marks: Sequence[Mark], found: StripLayout, track: _Track) -> Markup:
    """The columns of dots, which are told in one sentence to those who cannot see them."""
    drawn, percents = [], []
    for place, inside in found.columns.items():
        here = [marks[index] for index in inside]
        percents += [mark.percent for mark in here]
        drawn.append(_column(place, here, found.pitch, track))
    told = track.look.words("strips.crowd", len(percents), scores=_range(percents, track))
    return tag("span", *drawn, role="img", aria_label=told)


def _column(place: float, marks: Sequence[Mark], pitch: float, track: _Track) -> Markup:
    colour = track.look.palette.groups[marks[0].mark]
    dots = f"radial-gradient(circle,{colour} 2.3px,transparent 2.8px) 0 0/{DOT}px {DOT}px repeat-y"
    solid = pitch < DOT
    paint = f"height:{len(marks) * pitch:.1f}px;background:{colour if solid else dots}"
    css = "kms-bin" + " kms-solid" * solid + " kms-faint" * all(mark.faint for mark in marks)
    tip = _tip(_range([mark.percent for mark in marks], track), _names(marks, track.look))
    return _at(place, tag("span", class_=css, style=paint), tip)


def _names(marks: Sequence[Mark], look: Look) -> str:
    names = [mark.name.replace(" ", NBSP) for mark in marks[:NAMED]]
    more = len(marks) - len(names)
    return look.words.listing([*names, look.words("team.others", more)] if more else names)


def _range(percents: Sequence[float], track: _Track) -> str:
    """`47 %`, or `de 47 % à 52 %`."""
    low, high = (score_text(track.scale, end, track.look) for end in (min(percents), max(percents)))
    return low if low == high else track.look.words("strips.range", low=low, high=high)


def _legend(legend: Sequence[tuple[str, str]], model: Model, look: Look) -> Markup:
    entries = (tag("span", _sign(sign, look), text) for sign, text in legend)
    return tag("div", *entries, tag("span", unit_text(model.scale, look), class_="kms-unit"), class_="kms-key")


def _sign(sign: str, look: Look) -> Markup:
    if sign in look.palette.groups:
        return _picture(sign, look.palette.groups[sign], _MARK, look.palette.background)
    return tag("i", class_=f"kms-k-{sign}")


def _grid_lines(model: Model, look: Look) -> str:
    """The ticks as a background: a line at each."""
    line = "linear-gradient(var(--kms-line),var(--kms-line))"
    return ",".join(f"{line} {tick.fraction:.3%} 0/1px 100% no-repeat" for tick in ticks(model.scale, look))

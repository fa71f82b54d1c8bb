"""The radar: one spoke a factor or sub-factor, one line a rater group."""

from collections.abc import Sequence

import altair as alt

from kamescope.analysis.published import Level, Published
from kamescope.analysis.scores import settled
from kamescope.charts import parts, radar_layers
from kamescope.charts.figures import both_text, status_text
from kamescope.charts.measure import shorten, text_width, wrap
from kamescope.charts.names import part_name
from kamescope.charts.parts import NARROW, TIERS, ChartLegend, LegendEntry
from kamescope.charts.radar_layout import LINE, NOTE_SIZE, RadarLayout, SpokeLabel, lay_out
from kamescope.charts.radar_profile import Profile, of_groups
from kamescope.charts.skeleton import Layer, layer, skeleton
from kamescope.charts.theme import Chart, Look
from kamescope.privacy import Status

FEWEST_AXES = 3
"""With fewer a radar is a line, or a point."""
NAMED_AT_MOST = 3
SHORT = 150
"""Pixels that a note gives to one name."""


def radar(
    published: Published, level: Level, groups: Sequence[str], codes: Sequence[str], look: Look, legend: bool = True
) -> Chart:
    """The profile of one KAM: a spoke for each of `codes` (3 or more, of `level`), a line for each of `groups`.

    The lowest answer of the scale is at the centre, the highest at the rim; rings in the unit of `look`. A figure that
    is missing or masked leaves a gap in its line and a note under the spoke's label (in a footnote where only codes
    fit); a group without any figure is told once, in the legend. Marks closer than 6 px on a spoke step
    aside, 8 px apart across the spoke and evenly around their true place. `groups` may hold `environment`.
    A click on a spoke, a mark or a label selects its code under `pick`. KeyError for an unknown code or group.
    """
    return profile_chart(of_groups(published, level, groups, codes, look), legend)


def profile_chart(profile: Profile, legend: bool = True) -> Chart:
    """Any profile as a radar, whatever its lines stand for."""
    key = _legend(profile, legend)
    layouts = _layouts(profile)
    footnotes = [_footnotes(profile, layout, tier) for layout, tier in zip(layouts, TIERS, strict=True)]
    middles = [top + layout.above for top, layout in zip(key.heights, layouts, strict=True)]
    ends = [middle + layout.below for middle, layout in zip(middles, layouts, strict=True)]
    heights = [end + (len(lines) * LINE + 6 if lines else 0) for end, lines in zip(ends, footnotes, strict=True)]
    layers = [
        *radar_layers.web(profile),
        radar_layers.lines(profile),
        *radar_layers.ring_labels(profile),
        *radar_layers.targets(profile, layouts),
        radar_layers.marks(profile),
        *radar_layers.labels(profile, layouts),
        _footnote_layer(profile, footnotes),
        *key.layers,
    ]
    params = parts.parameters(TIERS, heights, radius=[x.radius for x in layouts], middle=middles, foot=ends)
    return parts.assemble(layers, params, profile.look, _alternative(profile))


def _legend(profile: Profile, wanted: bool) -> ChartLegend:
    if not wanted:
        return parts.no_legend(TIERS)
    say = profile.look.words
    notes = {key: status_text(status, say) for key, status in profile.absent.items()}
    entries = [LegendEntry(each.mark, each.name, notes.get(each.key, "")) for each in profile.series]
    return parts.key(entries, profile.look, TIERS)


def _layouts(profile: Profile) -> list[RadarLayout]:
    """The layout of each tier: names from `NARROW` on where they leave a fair radius, else codes alone."""
    say = profile.look.words
    labels = [
        SpokeLabel(
            code,
            part_name(profile.model, profile.level, code, say),
            tuple(_notes(profile, status, keys) for status, keys in profile.missing(code).items()),
        )
        for code in profile.codes
    ]
    return [lay_out(labels, tier, named=tier >= NARROW) for tier in TIERS]


def _note(profile: Profile, status: Status, names: Sequence[str], most: int = NAMED_AT_MOST) -> str:
    say = profile.look.words
    who = say.listing(names) if len(names) <= most else say(profile.wording.many, len(names))
    return say("chart.note", groups=who, status=status_text(status, say))


def _notes(profile: Profile, status: Status, keys: Sequence[str]) -> tuple[str, str]:
    """A note by names, and by their number."""
    names = _short_names(profile, keys)
    return _note(profile, status, names), _note(profile, status, names, 1)


def _short_names(profile: Profile, keys: Sequence[str]) -> list[str]:
    names = map(profile.name, keys)
    wide = [(name, text_width(name, NOTE_SIZE, "italic") > SHORT) for name in names]
    return [shorten(name, SHORT, NOTE_SIZE, "italic") if cut else name for name, cut in wide]


def _footnotes(profile: Profile, layout: RadarLayout, tier: int) -> tuple[str, ...]:
    """What is missing, line by line, where the labels are codes alone."""
    if layout.named:
        return ()
    say = profile.look.words
    said = [
        say("chart.footnote", note=_note(profile, status, _short_names(profile, keys)), codes=say.listing(codes))
        for (status, keys), codes in _gaps(profile).items()
    ]
    return tuple(line for text in said for line in wrap(text, tier - 4, NOTE_SIZE, 4, "italic"))


def _gaps(profile: Profile) -> dict[tuple[Status, tuple[str, ...]], list[str]]:
    """What is missing and whose → the codes it holds for, in the order in which it first appears."""
    found: dict[tuple[Status, tuple[str, ...]], list[str]] = {}
    for code in profile.codes:
        for missing in profile.missing(code).items():
            found.setdefault(missing, []).append(code)
    return found


def _footnote_layer(profile: Profile, footnotes: Sequence[Sequence[str]]) -> Layer:
    rows = [
        {"t": tier, "line": line, "y": (number + 0.5) * LINE}
        for tier, lines in enumerate(footnotes)
        for number, line in enumerate(lines)
    ]
    return layer(rows, _note_line(profile.look.palette.muted))


@skeleton
def _note_line(color: str) -> alt.Chart:
    return parts.in_tier(parts.text("line", "2", "foot + datum.y", NOTE_SIZE, color, face="italic"))


def _alternative(profile: Profile) -> str:
    """What the radar shows: each line's highest and lowest spoke, then what is missing."""
    say = profile.look.words
    spokes = say(f"chart.count.{profile.level}", len(profile.codes))
    lines = say(profile.wording.many, len(profile.series))
    said = [say("chart.sentence", text=profile.title)] if profile.title else []
    said.append(say(profile.wording.intro, spokes=spokes, lines=lines))
    shown = [key for key in profile.keys if key not in profile.absent]
    if shown:
        said.append(say("chart.sentence", text=say("apart").join(_extremes(profile, key) for key in shown)))
    for key, status in profile.absent.items():
        said.append(say("radar.alt.absent", group=profile.name(key), status=status_text(status, say)))
    gaps = [
        say(
            "chart.footnote",
            note=_note(profile, status, [profile.name(key) for key in keys]),
            codes=say.listing(map(profile.heading, codes)),
        )
        for (status, keys), codes in _gaps(profile).items()
    ]
    if gaps:
        said.append(say("chart.sentence", text=say("apart").join(gaps)))
    return " ".join(said)


def _extremes(profile: Profile, key: str) -> str:
    say, scale = profile.look.words, profile.model.scale
    percents = {code: settled(cell.percent) for code in profile.codes if (cell := profile.cell(code, key)).is_published}
    high, low = max(percents.values()), min(percents.values())
    if high == low:
        return say("radar.alt.flat", group=profile.name(key), score=both_text(scale, high, say))
    return say(
        "radar.alt.group",
        group=profile.name(key),
        best=_those(profile, [code for code, percent in percents.items() if percent == high]),
        high=both_text(scale, high, say),
        worst=_those(profile, [code for code, percent in percents.items() if percent == low]),
        low=both_text(scale, low, say),
    )


def _those(profile: Profile, codes: Sequence[str]) -> str:
    if len(codes) > NAMED_AT_MOST:
        return profile.look.words(f"chart.count.{profile.level}", len(codes))
    return profile.look.words.listing(profile.heading(code) for code in codes)

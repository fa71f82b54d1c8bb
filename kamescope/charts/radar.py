"""The radar: one spoke a factor or sub-factor, one line a rater group."""

from collections.abc import Sequence

from kamescope.analysis.published import Level, Published
from kamescope.analysis.scores import settled
from kamescope.charts import figures, parts, radar_layers
from kamescope.charts.measure import wrap
from kamescope.charts.parts import NARROW, Layer, Legend
from kamescope.charts.radar_layout import LINE, NOTE_SIZE, Label, Layout, lay_out
from kamescope.charts.radar_profile import Profile
from kamescope.charts.theme import Chart, Look
from kamescope.privacy import Status

TIERS = (240, 270, 300, 316, 334, 360, 390, 430, 475, NARROW, 580, 640, 720, 820)
NAMED_AT_MOST = 3


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
    profile = Profile(published, level, tuple(groups), tuple(codes), look)
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
    return parts.assemble(layers, params, look, _alternative(profile))


def _legend(profile: Profile, wanted: bool) -> Legend:
    if not wanted:
        return parts.no_legend(TIERS)
    notes = {group: figures.missing_text(status, profile.look.words) for group, status in profile.absent.items()}
    return parts.legend(profile.published, profile.groups, profile.look, TIERS, notes)


def _layouts(profile: Profile) -> list[Layout]:
    """The layout of each tier: names from `NARROW` on where they leave a fair radius, else codes alone."""
    say = profile.look.words
    labels = [
        Label(
            code,
            figures.name_of(profile.model, profile.level, code, say),
            tuple(_note(profile, status, groups) for status, groups in profile.missing(code).items()),
        )
        for code in profile.codes
    ]
    return [lay_out(labels, tier, named=tier >= NARROW) for tier in TIERS]


def _note(profile: Profile, status: Status, groups: Sequence[str]) -> str:
    say = profile.look.words
    who = (
        say.listing(profile.name(group) for group in groups)
        if len(groups) <= NAMED_AT_MOST
        else say("chart.groups", len(groups))
    )
    return say("chart.note", groups=who, status=figures.missing_text(status, say))


def _footnotes(profile: Profile, layout: Layout, tier: int) -> tuple[str, ...]:
    """What is missing, line by line, where the labels are codes alone."""
    if layout.named:
        return ()
    said = [profile.look.words("chart.footnote", note=note, codes=codes) for note, codes in _gaps(profile, False)]
    return tuple(line for text in said for line in wrap(text, tier - 4, NOTE_SIZE, 4, "italic"))


def _gaps(profile: Profile, named: bool) -> list[tuple[str, str]]:
    """(Note, codes it holds for), in the order in which the notes first appear."""
    found: dict[str, list[str]] = {}
    for code in profile.codes:
        for status, groups in profile.missing(code).items():
            found.setdefault(_note(profile, status, groups), []).append(profile.heading(code) if named else code)
    return [(note, profile.look.words.listing(codes)) for note, codes in found.items()]


def _footnote_layer(profile: Profile, footnotes: Sequence[Sequence[str]]) -> Layer:
    rows = [
        {"t": tier, "line": line, "y": (number + 0.5) * LINE}
        for tier, lines in enumerate(footnotes)
        for number, line in enumerate(lines)
    ]
    mark = parts.text_mark("2", "foot + datum.y", NOTE_SIZE, profile.look.palette.muted, face="italic")
    return parts.layer(rows, mark, "line", transform=[{"filter": "datum.t == tier"}])


def _alternative(profile: Profile) -> str:
    """What the radar shows: each group's highest and lowest spoke, then what is missing."""
    say = profile.look.words
    spokes = say(f"chart.count.{profile.level}", len(profile.codes))
    said = [say("radar.alt.intro", spokes=spokes, unit=figures.unit_text(profile.model.scale, profile.look))]
    shown = [group for group in profile.groups if group not in profile.absent]
    if shown:
        said.append(
            say("chart.sentence", text=say("chart.separator").join(_extremes(profile, group) for group in shown))
        )
    for group, status in profile.absent.items():
        said.append(say("radar.alt.absent", group=profile.name(group), status=figures.missing_text(status, say)))
    gaps = [say("chart.footnote", note=note, codes=codes) for note, codes in _gaps(profile, True)]
    if gaps:
        said.append(say("chart.sentence", text=say("chart.separator").join(gaps)))
    return " ".join(said)


def _extremes(profile: Profile, group: str) -> str:
    say, scale = profile.look.words, profile.model.scale
    percents = {
        code: settled(cell.percent) for code in profile.codes if (cell := profile.cell(code, group)).is_published
    }
    high, low = max(percents.values()), min(percents.values())
    if high == low:
        return say("radar.alt.flat", group=profile.name(group), score=figures.score_text(scale, high, profile.look))
    return say(
        "radar.alt.group",
        group=profile.name(group),
        best=_those(profile, [code for code, percent in percents.items() if percent == high]),
        high=figures.score_text(scale, high, profile.look),
        worst=_those(profile, [code for code, percent in percents.items() if percent == low]),
        low=figures.score_text(scale, low, profile.look),
    )


def _those(profile: Profile, codes: Sequence[str]) -> str:
    if len(codes) > NAMED_AT_MOST:
        return profile.look.words(f"chart.count.{profile.level}", len(codes))
    return profile.look.words.listing(profile.heading(code) for code in codes)

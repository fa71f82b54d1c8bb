"""The gap chart: row by row, where self and the environment stand, and how far apart."""

from collections.abc import Sequence

from kamescope.analysis.gaps import Gap, GapClass
from kamescope.analysis.published import Level, Published
from kamescope.charts import gap_layers, parts
from kamescope.charts.figures import both_text, status_text
from kamescope.charts.gap_layout import grid
from kamescope.charts.gap_rows import GapSubject, marks_of, row_of
from kamescope.charts.parts import TIERS
from kamescope.charts.theme import Chart, Look
from kamescope.model import ENVIRONMENT, SELF


def gap_chart(
    published: Published, gaps: Sequence[Gap], level: Level, groups: Sequence[str], look: Look, legend: bool = True
) -> Chart:
    """The gaps in the order given, one row each: marks of all groups, a bar from self to the environment, the gap.

    Self and the environment are always drawn, the environment's bar under the others; `groups` adds the other groups.
    The bar takes the colour of the gap's class; a hairline runs from the lowest mark to the highest. Where a gap is
    null it says `n.d.` beside the marks that exist. Marks of equal value step apart, up and down. From 520 px the name
    stands beside its row and the class is in words. A click on a row selects its code under `pick`. ValueError
    without a gap.
    """
    if not gaps:
        raise ValueError("gap_chart needs a row")
    drawn = (SELF, *(group for group in groups if group not in (SELF, ENVIRONMENT)), ENVIRONMENT)
    subject = GapSubject(published, tuple(gaps), level, drawn, look)
    key = parts.legend(published, drawn, look, TIERS, subject.absent) if legend else parts.no_legend(TIERS)
    grids = [grid(subject.texts, tier, top) for tier, top in zip(TIERS, key.heights, strict=True)]
    rows = [row_of(subject, index, gap, grids) for index, gap in enumerate(gaps)]
    marks = marks_of(subject, rows, grids)
    layers = [*gap_layers.layers(subject, grids, rows, marks), *key.layers]
    params = parts.parameters(
        TIERS,
        [made.height for made in grids],
        head=key.heights,
        left=[made.left for made in grids],
        right=[made.right for made in grids],
        gap_right=[made.gap_right for made in grids],
        class_left=[made.class_left or 0 for made in grids],
    )
    return parts.assemble(layers, params, look, _alternative(subject))


def _alternative(subject: GapSubject) -> str:
    """The rows in words, after a sentence that counts them by class."""
    say = subject.look.words
    count = say(f"chart.count.{subject.level}", len(subject.gaps))
    said = [
        say(
            "gap.alt.intro",
            own=subject.name(SELF),
            environment=subject.name(ENVIRONMENT),
            rows=count,
        )
    ]
    kinds = {kind: sum(gap.kind is kind for gap in subject.gaps) for kind in GapClass}
    counted = [say(f"gap.alt.count.{kind}", number) for kind, number in kinds.items() if number]
    if counted:
        said.append(say("chart.sentence", text=say.listing(counted)))
    rows = [_row_in_words(subject, gap) for gap in subject.gaps]
    return " ".join([*said, say("chart.sentence", text=say("apart").join(rows))])


def _row_in_words(subject: GapSubject, gap: Gap) -> str:
    say, scale = subject.look.words, subject.published.model.scale
    scores = []
    for group in subject.groups:
        percent = subject.percent(gap, group)
        status = subject.published.cell(subject.level, gap.code, group).status
        score = status_text(status, say) if percent is None else both_text(scale, percent, say)
        scores.append(say("gap.alt.figure", group=subject.name(group), score=score))
    facts = {"heading": subject.heading(gap.code), "figures": say.series(scores)}
    if gap.gap is None:
        return say("gap.alt.row_missing", gap=say("no_data"), **facts)
    return say("gap.alt.row", gap=say.signed(gap.gap), kind=say(f"gap.{gap.kind}"), **facts)

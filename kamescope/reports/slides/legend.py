"""The line that says which mark is which group."""

from collections.abc import Sequence

from pptx.slide import Slide

from kamescope.charts.names import group_label
from kamescope.charts.theme import LIGHT
from kamescope.reports.report_spec import ReportSpec
from kamescope.reports.slides.text import Box, Paragraph, Run, clipped, text_box
from kamescope.reports.slides.words import sign

HEIGHT, SIZE = 30.0, 11.0
_LINES = 2


def legend(slide: Slide, spec: ReportSpec, groups: Sequence[str], box: Box) -> None:
    """Marks and names of groups on one or two lines; many long names are shortened alike."""
    room = box.width * _LINES * 0.85 / max(len(groups), 1) - 30
    runs: list[Run] = []
    for group in groups:
        said = clipped(group_label(spec.published, group, spec.say), room, SIZE)
        runs += [sign(spec, group, "\N{NO-BREAK SPACE}"), Run(said.replace(" ", "\N{NO-BREAK SPACE}"), LIGHT.muted)]
        runs.append(Run("     "))
    text_box(slide, spec.say("slides.legend"), box, [Paragraph(tuple(runs), SIZE)], "bottom")

"""Comments: what was kept, question by question, each under the mark of its group."""

from kamescope.comments import BLACK, Passage, least_writers
from kamescope.reports.document.pieces import Data, Part, column
from kamescope.reports.report_spec import ReportSpec


def part(spec: ReportSpec) -> Part:
    """The questions that somebody answered, of the groups listed, in the model's order."""
    say = spec.say
    shown = [each for each in spec.comments if each.group in spec.groups]
    questions = (
        (question, [each for each in shown if each.question == question.code]) for question in spec.model.open_questions
    )
    return Part(
        {
            "kind": "comments",
            "title": say("page.comments"),
            "caption": " ".join([say("comments.report_caption"), say.series(_attributable(spec, shown))]),
            "questions": [
                {"title": say.text(question.text), "groups": [_group(spec, each) for each in passages]}
                for question, passages in questions
                if passages
            ],
        }
    )


def _attributable(spec: ReportSpec, shown: list[Passage]) -> list[str]:
    """The groups whose comments may be known by their words, each once."""
    groups = dict.fromkeys(each.group for each in shown if each.attributable)
    return [spec.say("comments.attributable", group=spec.say.text(spec.model.group(code).name)) for code in groups]


def _group(spec: ReportSpec, passage: Passage) -> Data:
    say, group = spec.say, spec.model.group(passage.group)
    name = say.text(group.plural)
    masked = say("comments.report_masked", group=name, least=say.number(least_writers(group)))
    return {
        "column": column(spec, passage.group),
        "note": masked if passage.masked else "",
        # A text as runs: what is between two of them is black.
        "texts": [each.kept.split(BLACK) for each in passage.comments],
    }

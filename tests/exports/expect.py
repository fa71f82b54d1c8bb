"""What a file was understood to say, against what was answered."""

from collections.abc import Callable, Sequence

import pytest

from kamescope.ingest import Checked, Options, read_file
from kamescope.model import Model
from tests.exports import (
    own,
)
from tests.exports.answered import Answered, several
from tests.ingest.files import sentences
from tests.support import kamescope_model, other_model

MODEL = kamescope_model()
SET = several(MODEL)
OTHER_SET = several(other_model())
CAMPAIGN = Options(campaign=own.CAMPAIGN)
WHERE = (MODEL, SET)
BY_NAME = {"ids": lambda each: each.name}
LANGUAGES = pytest.mark.parametrize("language", ["fr", "en"])


def told(checked: Checked, model: Model) -> list[tuple[str, str, str | None, dict[str, int]]]:
    """What a file was understood to say: KAM, group, respondent, answers; in the order of the file."""
    assert not checked.refused, list(sentences(checked))
    given = [[] for _ in range(len(checked.respondents))]
    for respondent, item, value in checked.answers[["respondent", "item", "value"]].itertuples(index=False):
        given[respondent].append((model.items[item].code, int(value)))
    said = []
    for mine, row in zip(given, checked.respondents.itertuples(), strict=True):
        answers = dict(mine)
        assert row.campaign == own.CAMPAIGN and row.answers == len(answers) == len(mine)
        said.append((row.kam, model.groups[row.group].code, row.respondent, answers))
    return said


def exactly(checked: Checked, model: Model, answered: Sequence[Answered], ids: Callable = lambda one: {None}):
    """The file says what was answered, no more and no less, and everybody is who they are."""
    said = told(checked, model)
    who = [(kam, group) for kam, group, *_ in said]
    assert who == [(one.kam, one.group) for one in answered]
    assert [answers for *_, answers in said] == [one.given for one in answered]
    assert all(found in ids(one) for (*_, found, _), one in zip(said, answered, strict=True)), said[0][2]
    asked = sum(len(model.group(one.group).items) for one in answered)
    assert checked.blanks == asked - sum(len(one.given) for one in answered)


def asked_about(checked: Checked):
    """Refused, with at least one error in words."""
    assert checked.refused
    assert all(sentence for sentence in sentences(checked))


def right_or_asked(checked: Checked, answered: Sequence[Answered], model: Model = MODEL):
    """The answers as they are, or a refusal; whoever answered them."""
    if checked.refused:
        asked_about(checked)
        return
    said = told(checked, model)
    assert [(kam, group, answers) for kam, group, _, answers in said] == [
        (one.kam, one.group, one.given) for one in answered
    ]


def read(content: bytes, name: str = "export.csv", model: Model = MODEL, options: Options = CAMPAIGN) -> Checked:
    """Read a file as the product does."""
    return read_file(name, content, model, options)

"""The one set of answers that every export tells: who answered about whom, when, and what."""

import dataclasses
import datetime
import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kamescope.model import Model

KAMS = ("C. LEFÈVRE", "Noël D’ÂME")
RATERS = (
    "Zoé Œuvrard",
    "Jean-Loup Müller",
    "Aïcha Benoît",
    "Søren K.",
    "Anne O’Neil",
    "Li Wei",
    "Ève Ça",
    "Hugo Lô",
    "Ida Fü",
    "Max Ré",
    "Ana Sí",
    "Bob Tàu",
    "Léa Vû",
    "Guy Hôte",
    "Nora Î",
    "Cléo Ÿ",
)
START = datetime.datetime(2026, 3, 2, 9, 15, 0)
COMMENT = 'Très « pro », merci ; à bientôt, "vraiment"\nUne ligne de plus | et 5'


@dataclass(frozen=True)
class Answered:
    """One questionnaire as the tool kept it; an item asked and not answered is None, one not asked is absent."""

    kam: str
    group: str
    respondent: str
    email: str
    name: str
    started: datetime.datetime
    ended: datetime.datetime
    answers: Mapping[str, int | None] = field(hash=False)
    finished: bool = True
    trial: bool = False
    comment: str = COMMENT

    @property
    def given(self) -> dict[str, int]:
        """What was answered, by item code."""
        return {code: value for code, value in self.answers.items() if value is not None}

    @property
    def seconds(self) -> int:
        """How long it took."""
        return int((self.ended - self.started).total_seconds())

    @property
    def address(self) -> str:
        """Where it came from: one of the addresses kept free for examples."""
        return f"192.0.2.{len(self.name) + 40}"

    def but(self, **changes: object) -> "Answered":
        """The same questionnaire with other facts."""
        return dataclasses.replace(self, **changes)


def several(model: Model, seed: int = 3, kams: Sequence[str] = KAMS, many: int = 3) -> tuple[Answered, ...]:
    """A few questionnaires about each KAM: one of their own, one of each attributable group, `many` of the others.

    Every value of the scale occurs, and one answer in ten is left out.
    """
    dice = random.Random(seed)
    made: list[Answered] = []
    for kam in kams:
        for group in model.groups:
            for _ in range(1 if group.is_self or group.attributable else many):
                made.append(_one(model, kam, group.code, len(made), dice))
    return tuple(made)


def of(everybody: Iterable[Answered], kam: str | None = None, group: str | None = None) -> tuple[Answered, ...]:
    """Those about one KAM, from one group."""
    return tuple(one for one in everybody if one.kam == (kam or one.kam) and one.group == (group or one.group))


def _one(model: Model, kam: str, group: str, number: int, dice: random.Random) -> Answered:
    scale = model.scale
    asked = [item.code for item in model.items if item.code in model.group(group).items]
    values = [dice.randint(scale.minimum, scale.maximum) for _ in asked]
    values[: scale.span + 1] = dice.sample(range(scale.minimum, scale.maximum + 1), scale.span + 1)[: len(values)]
    blank = set(dice.sample(range(len(asked)), len(asked) // 10 + 1))
    started = START + datetime.timedelta(hours=number, minutes=7 * number)
    return Answered(
        kam=kam,
        group=group,
        respondent=str(1001 + 17 * number),
        email=f"rater{number}@example.org",
        name=RATERS[number % len(RATERS)],
        started=started,
        ended=started + datetime.timedelta(seconds=240 + dice.randint(0, 600)),
        answers={code: None if place in blank else values[place] for place, code in enumerate(asked)},
    )

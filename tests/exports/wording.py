"""How one survey writes its questions and its answers."""

from collections.abc import Sequence
from dataclasses import dataclass

from kamescope.model import Item, Model
from tests.exports.answered import Answered

HEADINGS = ("code", "code and statement", "number and statement", "statement")
"""What a reader can be sure of; `strange` is a wording of nobody's, `shifted` numbers that count two questions more."""

OTHER_LABELS = {
    "fr": ("Jamais", "Rarement", "Parfois", "Souvent", "Toujours"),
    "en": ("Very poor", "Poor", "Fair", "Good", "Excellent"),
}
UNHEARD = {
    "fr": ("Bof bof", "Bof", "Mouais", "Chouette", "Trop chouette"),
    "en": ("Meh meh", "Meh", "Hmm", "Neat", "Very neat"),
}
FOUR = {
    "fr": ("Pas du tout d’accord", "Plutôt pas d’accord", "Plutôt d’accord", "Tout à fait d’accord"),
    "en": ("Strongly disagree", "Disagree", "Agree", "Strongly agree"),
}
KAM = {"fr": "KAM", "en": "KAM"}
GROUP = {"fr": "Groupe", "en": "Group"}
COMMENT = {"fr": "Un commentaire ?", "en": "Any comment?"}
SIX = {
    "fr": (
        "Pas du tout d’accord",
        "Pas d’accord",
        "Plutôt pas d’accord",
        "Plutôt d’accord",
        "D’accord",
        "Tout à fait d’accord",
    ),
    "en": ("Strongly disagree", "Disagree", "Somewhat disagree", "Somewhat agree", "Agree", "Strongly agree"),
}
TITLE = {"fr": "Dans quelle mesure êtes-vous d’accord ?", "en": "How far do you agree?"}


@dataclass(frozen=True)
class Wording:
    """One survey's way of writing: language, headings of items, answers, and what stands for no answer.

    `answer`: `digit`, `label` (the model's own), `number and label` (`5 - …`), or what nobody can be sure of: `other`,
    `unheard`, `reversed`, `four` or
    `six` labels, `shifted` (codes from 10 on), `coded` (`A1`).
    """

    model: Model
    language: str = "fr"
    heading: str = "code"
    answer: str = "digit"
    none: str = ""

    def item(self, item: Item) -> str:
        """The heading of an item."""
        number, statement = self.model.item_index[item.code] + 1, item.text.in_(self.language)
        other = self.model.items[number % len(self.model.items)].text.in_(self.language)
        return {
            "code": item.code,
            "code and statement": f"{item.code} - {statement}",
            "number and statement": f"{number}. {statement}",
            "statement": statement,
            "shifted": f"{item.code[:1]}{number + 2:0{len(item.code) - 1}d} - {statement}",
            "wrong statement": f"{item.code} - {other}",
            "strange": f"Affirmation que personne ne connaît, la {number}e de la série",
        }[self.heading]

    @property
    def items(self) -> list[str]:
        """The headings of all items, in order."""
        return [self.item(item) for item in self.model.items]

    def value(self, value: int | None) -> object:
        """An answer as it stands in its cell."""
        if value is None:
            return self.none
        return value if self.answer == "digit" else self._text(value)

    def _text(self, value: int) -> str:
        scale, place = self.model.scale, value - self.model.scale.minimum
        labels = [label.in_(self.language) for label in scale.labels]
        if self.answer == "shifted":
            return str(9 + value)
        if self.answer == "coded":
            return f"A{place + 1}"
        if self.answer == "four":
            return FOUR[self.language][min(place, 3)]
        if self.answer == "six":
            return SIX[self.language][place if place < 3 else place + 1]
        if self.answer == "unheard":
            return UNHEARD[self.language][place]
        if self.answer == "other":
            return OTHER_LABELS[self.language][place]
        if self.answer == "reversed":
            return f"{scale.maximum - place} - {labels[place]}"
        return f"{value} - {labels[place]}" if self.answer == "number and label" else labels[place]

    def values(self, one: Answered) -> list[object]:
        """A questionnaire's cells, one an item; an item that was not asked is empty."""
        codes = (item.code for item in self.model.items)
        return [self.value(one.answers[code]) if code in one.answers else "" for code in codes]

    def group(self, one: Answered) -> str:
        """The rater's group, in words."""
        return self.model.group(one.group).name.in_(self.language)

    @property
    def who(self) -> list[str]:
        """Headings of the two questions that say whom the questionnaire is about, and from which side."""
        return [KAM[self.language], GROUP[self.language]]

    def about(self, one: Answered) -> list[str]:
        """The answers to these two."""
        return [one.kam, self.group(one)]

    @property
    def comment(self) -> str:
        """The question for a free text."""
        return COMMENT[self.language]

    @property
    def title(self) -> str:
        """The question over all statements, where a tool shows them as one table."""
        return TITLE[self.language]


def stamped(one: Answered, form: str = "%Y-%m-%d %H:%M:%S") -> Sequence[str]:
    """When it was begun and ended."""
    return one.started.strftime(form), one.ended.strftime(form)

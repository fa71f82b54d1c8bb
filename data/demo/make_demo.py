"""Makes the demonstration files: M. MARTIN's answers as a wide workbook, and a made-up team over two campaigns.

    python data/demo/make_demo.py

Nobody of "Novalis Démo (fictif)" exists. Every answer comes out of one seeded generator: each KAM has a general level
and factors where they are stronger or weaker; self, managers and clients see them through their own bias; clients
differ from each other and leave blanks. The 2025 campaign is written in the wide layout (xlsx), 2026 in the long one
(csv), so that the folder shows both. What respondents wrote is made up too, M. MARTIN's comments among it, and stands
in comments.csv: it takes no part in the figures.
"""

import csv
import datetime
import random
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Font

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
COMMENTS = HERE / "comments.csv"
MARTIN = ROOT / "tests" / "golden" / "martin_responses.csv"
SEED = 20260413
COMPANY = "Novalis Démo (fictif)"
TEAM = "Grands comptes"
SPRING_2025 = ("Printemps 2025", datetime.date(2025, 4, 7))
SPRING_2026 = ("Printemps 2026", datetime.date(2026, 4, 13))
INDUSTRY, SERVICES, PUBLIC = "Industrie", "Services", "Secteur public"
WHO = ("campagne", "date", "kam", "kam_id", "societe", "equipe", "groupe", "repondant", "segment")
MARTIN_DATE = datetime.date(2026, 3, 16)

Row = list[object]


@dataclass(frozen=True)
class DemoKam:
    """One made-up KAM: how good they are, how they see themselves, who answered, where they progressed."""

    code: str
    name: str
    level: float
    bias: float
    clients: tuple[tuple[str, ...], tuple[str, ...]]
    managers: int = 1
    self_in_first: bool = True
    gains: dict[str, float] = field(default_factory=dict)


def _clients(industry: int = 0, services: int = 0, public: int = 0) -> tuple[str, ...]:
    return (INDUSTRY,) * industry + (SERVICES,) * services + (PUBLIC,) * public


KAMS = (
    DemoKam("D01", "A. BELKACEM", 0.35, -0.25, (_clients(3, 3), _clients(3, 3, 3)), gains={"F3": 0.5, "F8": 0.3}),
    DemoKam(
        "D02", "C. DELAUNAY", 0.10, 0.45, (_clients(4, 3), _clients(4, 4)), gains={"F1": 0.7, "F5": 0.5, "F10": 0.4}
    ),
    DemoKam("D03", "É. RIVOIRE", 0.55, 0.05, (_clients(3, 3), _clients(3, 4)), 2, gains={"F6": 0.3}),
    DemoKam("D04", "F. OSTERMANN", -0.30, 0.70, (_clients(2, 3), _clients(5, 2)), gains={"F2": -0.3}),
    DemoKam("D05", "I. N’DIAYE", 0.20, 0.10, (_clients(0, 3, 3), _clients(0, 3, 3)), gains={"F9": 0.4, "F13": 0.6}),
    DemoKam(
        "D06", "J. LE GOFF", -0.05, 0.30, (_clients(3), _clients(4, 1, 1)), gains={"F4": 0.8, "F7": 0.6, "F12": 0.5}
    ),
    DemoKam("D07", "O. SANTINI", -0.20, -0.10, (_clients(2, 2), _clients(2, 2)), self_in_first=False),
    DemoKam("D08", "S. KOWALSKA", 0.30, 0.20, (_clients(1, 1), _clients(2)), gains={"F11": 0.3}),
    DemoKam("D09", "Y. TRAN", -0.10, -0.35, (_clients(0, 1), _clients()), gains={"F1": 0.4, "F2": 0.4, "F3": 0.4}),
)


def tables() -> dict[str, list[Row]]:
    """Every demonstration file as rows, headings first; the same at each run."""
    model = tomllib.loads((ROOT / "data" / "models" / "kamescope.toml").read_text(encoding="utf-8"))
    factors = {item: factor["code"] for factor in model["factors"] for item in _items(factor)}
    asked = {group["code"]: group.get("items", list(factors)) for group in model["groups"]}
    sheets = list(_campaigns(factors, asked, model["scale"]))
    questions = {question["code"]: question["text"]["fr"] for question in model["open_questions"]}
    return {
        "martin_xyz.xlsx": martin(questions),
        "novalis_printemps_2025.xlsx": _wide(sheets[0], list(factors)),
        "novalis_printemps_2026.csv": _long(sheets[1]),
    }


def _items(factor: dict) -> list[str]:
    places = factor.get("sub_factors", [factor])
    return [item["code"] for place in places for item in place["items"]]


def comments(file: str) -> dict[tuple[str, str, str], dict[str, str]]:
    """What respondents of a file wrote: (KAM, group, respondent) → question → text."""
    found: dict[tuple[str, str, str], dict[str, str]] = {}
    with COMMENTS.open(encoding="utf-8", newline="") as lines:
        for line in csv.DictReader(lines, delimiter=";"):
            if line["fichier"] == file:
                who = (line["kam"], line["groupe"], line["repondant"])
                found.setdefault(who, {})[line["question"]] = line["texte"]
    return found


def martin(questions: dict[str, str]) -> list[Row]:
    """M. MARTIN's answers, with the campaign's date, and a column for each open question (code → text)."""
    with MARTIN.open(encoding="utf-8", newline="") as file:
        headings, *rows = csv.reader(file, delimiter=";")
    first = headings.index("Q1")
    made = [
        [row[0], MARTIN_DATE, *row[1:first], *(int(cell) if cell else None for cell in row[first:])] for row in rows
    ]
    written = comments("martin_xyz.xlsx")
    kam, group, who = (headings.index(name) + 1 for name in ("kam", "groupe", "repondant"))
    for row in made:
        said = written.get((str(row[kam]), str(row[group]), str(row[who])), {})
        row += [said.get(code) for code in questions]
    return [[headings[0], "date", *headings[1:], *questions.values()], *made]


def _normal(rng: random.Random, spread: float) -> float:
    """A roughly normal number made of uniform ones, whose sequence no version of Python changes."""
    return spread * (sum(rng.random() for _ in range(12)) - 6)


def _campaigns(factors: dict[str, str], asked: dict[str, list[str]], scale: dict) -> Iterator[list[tuple[Row, dict]]]:
    """Two campaigns, each a list of (who, answers by item)."""
    rng = random.Random(SEED)
    hard = {item: _normal(rng, 0.3) for item in factors}
    people = {kam.code: _Person(kam, factors, hard, rng) for kam in KAMS}
    for wave, (campaign, date) in enumerate((SPRING_2025, SPRING_2026)):
        sheet = []
        for kam in KAMS:
            for group, respondent, segment, view in people[kam.code].raters(wave, rng):
                who = [campaign, date, kam.name, kam.code, COMPANY, TEAM, group, respondent, segment]
                sheet.append((who, view.answers(asked[group.lower()], factors, scale, rng)))
        yield sheet


@dataclass(frozen=True)
class _View:
    """How one rater sees one KAM: a shift by factor, noise from answer to answer, a share of blanks."""

    truth: dict[str, float]
    shift: dict[str, float]
    noise: float
    blanks: float

    def answers(self, items: list[str], factors: dict[str, str], scale: dict, rng: random.Random) -> dict[str, int]:
        """The rater's answers; a blank is not there."""
        given = {}
        for item in items:
            score = self.truth[item] + self.shift[factors[item]] + _normal(rng, self.noise)
            if rng.random() >= self.blanks:
                given[item] = min(max(round(score), scale["min"]), scale["max"])
        return given


class _Person:
    def __init__(self, kam: DemoKam, factors: dict[str, str], hard: dict[str, float], rng: random.Random) -> None:
        self.kam, self.factors = kam, factors
        self.codes = list(dict.fromkeys(factors.values()))
        self.strength = {code: _normal(rng, 0.5) for code in self.codes}
        self.detail = {item: hard[item] + _normal(rng, 0.25) for item in factors}
        self.blind = {code: kam.bias + _normal(rng, 0.35) for code in self.codes}
        self.severity = {code: _normal(rng, 0.25) - 0.3 for code in self.codes}
        self.taste = {segment: _normal(rng, 0.2) for segment in (INDUSTRY, SERVICES, PUBLIC)}

    def truth(self, wave: int) -> dict[str, float]:
        """The level behind each item, progress included from the second wave on."""
        gain = self.kam.gains if wave else {}
        factors = self.factors.items()
        base = 3.4 + self.kam.level
        return {item: base + self.strength[code] + self.detail[item] + gain.get(code, 0.0) for item, code in factors}

    def raters(self, wave: int, rng: random.Random) -> Iterator[tuple[str, str, str | None, _View]]:
        """Group, id, segment and view of everyone who answered in a wave."""
        truth = self.truth(wave)
        if wave or self.kam.self_in_first:
            yield "Self", "s1", None, _View(truth, self.blind, 0.45, 0.01)
        for number in range(1, self.kam.managers + 1):
            yield "Manager", f"m{number}", None, _View(truth, self.severity, 0.45, 0.02)
        for number, segment in enumerate(self.kam.clients[wave], start=1):
            mood = 0.35 + self.taste[segment] + _normal(rng, 0.3)
            shift = {code: mood + _normal(rng, 0.15) for code in self.codes}
            yield "Client", f"c{number}", segment, _View(truth, shift, 0.6, 0.07)


def _wide(sheet: list[tuple[Row, dict]], items: list[str]) -> list[Row]:
    return [[*WHO, *items], *([*who, *(answers.get(item) for item in items)] for who, answers in sheet)]


def _long(sheet: list[tuple[Row, dict]]) -> list[Row]:
    written = comments("novalis_printemps_2026.csv")
    kam, group, respondent = (WHO.index(name) for name in ("kam", "groupe", "repondant"))
    rows = [
        [*who, item, value]
        for who, answers in sheet
        for item, value in {**answers, **written.get((who[kam], who[group], who[respondent]), {})}.items()
    ]
    return [[*WHO, "item", "reponse"], *rows]


def write(name: str, rows: list[Row]) -> None:
    """Write one file beside this script."""
    if name.endswith(".csv"):
        with (HERE / name).open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file, delimiter=";").writerows(rows)
        return
    book = Workbook()
    sheet = book.active
    sheet.title = "Réponses" if "martin" in name else "Réponses (fictives)"
    for row in rows:
        sheet.append(row)
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for cell in sheet["B"][1:]:
        cell.number_format = "dd/mm/yyyy"
    sheet.freeze_panes = "A2"
    book.save(HERE / name)


if __name__ == "__main__":
    for made, content in tables().items():
        write(made, content)

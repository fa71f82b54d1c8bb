"""Makes the demonstration of the manager's other instruments: a file each, of the made-up team of make_demo.py.

    python data/demo/make_levers.py

No client, seller or opportunity in them exists. They are made to tell something: a reserve of rich clients hardly
served, a company that hangs on one seller more than a year ago, targets that too few reach. A file whose name ends in
a year is of that year, the one beside it of 2026.
"""

import csv
import datetime
import random
import tomllib
from pathlib import Path

from make_demo import INDUSTRY, KAMS, PUBLIC, SERVICES, TEAM

HERE = Path(__file__).parent / "levers"
QUIZ = HERE.parents[1] / "quizzes" / "kam_roles.toml"
SEED = 20260601
NAMES = tuple(kam.name for kam in KAMS)
WEIGHT = {"Renouvellements": 50, "Taux de marge": 30, "Nouveaux clients": 20}
TARGET = {"Renouvellements": 20, "Taux de marge": 30, "Nouveaux clients": 5}
"""What is tried on targets.csv: weights in percent, and a target for everybody."""

Row = list[object]


def tables() -> dict[str, list[Row]]:
    """Every file as rows, headings first; the same at each run."""
    rng = random.Random(SEED)
    clients = _clients(rng)
    return {
        "roles_2025.csv": _roles(rng, 0.0),
        "roles.csv": _roles(rng, 0.6),
        "portfolio_2025.csv": _portfolio(clients, "before"),
        "portfolio.csv": _portfolio(clients, "revenue"),
        "abc.csv": _abc(clients),
        "dependence.csv": _dependence(clients),
        "tasks.csv": _tasks(),
        "targets.csv": _targets(),
        "indicators.csv": _indicators(rng),
    }


# Roles: how good somebody is at the right reflex, and the role that they fall back on

SKILLS = {
    "A. BELKACEM": (1.1, "watcher"),
    "C. DELAUNAY": (0.5, "networker"),
    "É. RIVOIRE": (1.8, "businessman"),
    "F. OSTERMANN": (-0.9, "networker"),
    "I. N’DIAYE": (0.6, "conductor"),
    "J. LE GOFF": (-0.4, "conductor"),
    "O. SANTINI": (-0.2, "watcher"),
    "S. KOWALSKA": (0.9, "businessman"),
    "Y. TRAN": (0.1, "watcher"),
}


def _roles(rng: random.Random, gained: float) -> list[Row]:
    quiz = tomllib.loads(QUIZ.read_text(encoding="utf-8"))
    rows: list[Row] = [["kam", "question", "réponse"]]
    for name in NAMES:
        skill, role = SKILLS[name]
        # Those who were furthest from the role gained most, but for one, who lost some.
        skill += gained * (-0.4 if name == "F. OSTERMANN" else 1 - skill / 3)
        for number, question in enumerate(quiz["questions"], start=1):
            liked = [
                answer["points"] * skill / 2 + 1.5 * (answer["role"] == role) + 2 * rng.random()
                for answer in question["answers"]
            ]
            rows.append([name, number, "ABC"[liked.index(max(liked))]])
    return rows


# Clients, of portfolio and crossed ABC

FIRST = ("Aldouvre", "Brémontel", "Cassidoine", "Dorvane", "Estrelle", "Fauvergne", "Gravelune", "Hautemarne-Sud")
FIRST += ("Isolade", "Jorvault", "Kermadine", "Lourmance", "Mirevaux", "Nordhal", "Ombrelle", "Pontavenne", "Quintaval")
TRADES = {
    INDUSTRY: ("Plastiques", "Fonderies", "Emballages", "Machines"),
    SERVICES: ("Assurances", "Transports", "Conseil", "Hôtels"),
    PUBLIC: ("Agglomération", "Hôpitaux", "Habitat", "Formation"),
}
SEGMENTS = (INDUSTRY, SERVICES, PUBLIC)
SHARES = {"É. RIVOIRE": 0.7, "F. OSTERMANN": 0.14, "O. SANTINI": 0.3, "Y. TRAN": 0.35}
"""The usual share of a KAM's clients; of the others, 0.55."""
SIZES = {"É. RIVOIRE": 0.6, "F. OSTERMANN": 0.4}
"""Powers of ten by which a KAM's clients are larger than others."""
BEFORE = {"É. RIVOIRE": 0.5, "F. OSTERMANN": 1.1}
"""What was usually bought a year ago, in parts of what is bought now; of the others, 0.85."""


def _clients(rng: random.Random) -> list[dict]:
    """Sixty-eight clients; the potential of a few is unknown, or smaller than what they buy."""
    found: list[dict] = []
    for number in range(68):
        kam = NAMES[number % len(NAMES)]
        segment = SEGMENTS[number % len(SEGMENTS)]
        name = f"{FIRST[number % len(FIRST)]} {TRADES[segment][number // len(FIRST) % 4]}"
        size = 4.2 + 1.5 * rng.random() + SIZES.get(kam, 0)
        potential = round(10**size / 500) * 500
        usual = SHARES.get(kam, 0.55)
        share = min(0.97, max(0.02, usual + 0.5 * (rng.random() - 0.5)))
        revenue = round(potential * share / 100) * 100
        before = round(revenue * (BEFORE.get(kam, 0.85) + 0.2 * rng.random()) / 100) * 100
        # Visits go to who is near and pleasant, not to who could buy more.
        visits = round(1 + 9 * rng.random() * (1.4 if potential < 60_000 else 0.7))
        client = {"client": name, "kam": kam, "segment": segment, "revenue": revenue, "potential": potential}
        found.append(client | {"before": before, "visits": visits})
    found[7]["potential"] = found[40]["potential"] = None
    found[21]["potential"] = round(found[21]["revenue"] * 0.8 / 500) * 500
    return found


def _portfolio(clients: list[dict], revenue: str) -> list[Row]:
    rows = [[each["client"], each["kam"], each[revenue], each["potential"], each["segment"]] for each in clients]
    return [["client", "kam", "chiffre d'affaires", "potentiel", "segment"], *rows]


def _abc(clients: list[dict]) -> list[Row]:
    keys = ("client", "kam", "revenue", "potential", "before", "visits")
    headings: Row = ["client", "kam", "chiffre d'affaires", "potentiel", "année précédente", "visites"]
    return [headings, *([each[key] for key in keys] for each in clients)]


# Sellers: the KAMs with what their clients buy, and another team; all hangs on one person, more so than a year ago

OTHERS = (
    ("B. ALCANTARA", 175_000, 190_000),
    ("D. VERMEIRE", 160_000, 150_000),
    ("G. HOSSEINI", 140_000, 155_000),
    ("L. PRIGENT", 130_000, 120_000),
    ("N. ZAMORA", 95_000, 110_000),
)


def _dependence(clients: list[dict]) -> list[Row]:
    rows: list[Row] = [["vendeur", "équipe", "période", "chiffre d'affaires"]]
    for period, key, place in (("2025", "before", 1), ("2026", "revenue", 2)):
        for name in NAMES:
            rows.append([name, TEAM, period, sum(each[key] for each in clients if each["kam"] == name)])
        rows += [[other[0], "Régions", period, other[place]] for other in OTHERS]
    return rows


# Where the time goes: task, stage, duration, frequency, complexity, added value, minutes, times a month, lever chosen

TASKS: tuple[Row, ...] = (
    ["Saisir les comptes rendus de visite", "Suivi", 2, 3, 1, 1, 25, 32, "automatiser"],
    ["Relancer les factures impayées", "Suivi", 2, 3, 1, 1, 15, 24, "externaliser"],
    ["Préparer les devis courants", "Offre", 3, 3, 2, 2, 50, 18, ""],
    ["Chercher des coordonnées de contacts", "Prospection", 2, 3, 1, 1, 10, 40, "externaliser"],
    ["Prendre les rendez-vous", "Prospection", 2, 3, 2, 2, 12, 30, ""],
    ["Répondre aux appels d’offres", "Offre", 3, 2, 3, 3, 420, 2, ""],
    ["Mettre en page les propositions", "Offre", 3, 2, 2, 1, 90, 6, ""],
    ["Rencontrer les décideurs", "Découverte", 3, 3, 3, 3, 75, 20, ""],
    ["Négocier les contrats cadres", "Négociation", 3, 1, 3, 3, 240, 2, ""],
    ["Suivre les livraisons au téléphone", "Suivi", 2, 3, 1, 2, 8, 60, ""],
    ["Remplir le tableau des ventes du mois", "Suivi", 2, 1, 1, 1, 120, 1, "automatiser"],
    ["Se déplacer", "Découverte", 3, 3, 2, 1, 55, 22, "réorganiser"],
    ["Écrire le plan de compte", "Découverte", 3, 1, 3, 3, 180, 1, ""],
    ["Former les nouveaux utilisateurs", "Suivi", 2, 2, 2, 2, 60, 4, ""],
)


def _tasks() -> list[Row]:
    headings: Row = ["tâche", "étape", "durée", "fréquence", "complexité", "valeur ajoutée", "minutes", "fois par mois"]
    return [[*headings, "levier"], *TASKS]


# Last year's figures, on which next year's targets are tried: renewals, margin, new clients, bonus in percent

RESULTS = (
    ("É. RIVOIRE", 26, 35, 6, 112),
    ("A. BELKACEM", 22, 33, 5, 104),
    ("S. KOWALSKA", 21, 29, 6, 101),
    ("I. N’DIAYE", 19, 29, 5, 100),
    ("C. DELAUNAY", 19, 30, 4, 98),
    ("J. LE GOFF", 19, 26, 5, 95),
    ("Y. TRAN", 18, 28, 5, 96),
    ("O. SANTINI", 15, 22, 3, 80),
    ("F. OSTERMANN", 12, 13, 1, 62),
)


def _targets() -> list[Row]:
    return [["vendeur", *WEIGHT, "prime de l'an dernier"], *map(list, RESULTS)]


# Opportunities: services cost most to win, and one KAM has too few of them for a verdict

ORIGINS = ("Recommandation", "Salon", "Appel entrant", "Prospection")
WINS = {INDUSTRY: 0.5, SERVICES: 0.25, PUBLIC: 0.4}
HOURS = {INDUSTRY: 18, SERVICES: 42, PUBLIC: 30}
AMOUNTS = {INDUSTRY: 46_000, SERVICES: 31_000, PUBLIC: 58_000}
FIRST_DAY, LAST_DAY = datetime.date(2025, 1, 6), datetime.date(2026, 4, 10)


def _indicators(rng: random.Random) -> list[Row]:
    headings: Row = ["kam", "segment", "origine", "créée", "close", "état", "montant", "heures", "coût"]
    rows: list[Row] = []
    for number in range(150):
        kam = NAMES[int(rng.random() * (len(NAMES) - 1))] if number % 25 else NAMES[-1]
        segment, origin = SEGMENTS[int(rng.random() * 3)], ORIGINS[int(rng.random() * 4)]
        created = FIRST_DAY + datetime.timedelta(days=int(rng.random() * (LAST_DAY - FIRST_DAY).days))
        closed = created + datetime.timedelta(days=int(20 + 130 * rng.random()))
        chance = WINS[segment] + {"Recommandation": 0.2, "Prospection": -0.1}.get(origin, 0.0)
        state = "ouverte" if closed > LAST_DAY else "gagnée" if rng.random() < chance else "perdue"
        hours = round(HOURS[segment] * (0.5 + rng.random()))
        amount = round(AMOUNTS[segment] * (0.4 + 1.2 * rng.random()) / 500) * 500
        day = "" if state == "ouverte" else closed.isoformat()
        rows.append([kam, segment, origin, created.isoformat(), day, state, amount, hours, hours * 65])
    return [headings, *sorted(rows, key=lambda row: str(row[3]))]


def written(rows: list[Row]) -> list[list[str]]:
    """Rows as the file has them."""
    return [["" if cell is None else str(cell) for cell in row] for row in rows]


if __name__ == "__main__":
    HERE.mkdir(exist_ok=True)
    for made, content in tables().items():
        with (HERE / made).open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file, delimiter=";").writerows(written(content))

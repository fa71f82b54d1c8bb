"""Writing checked questionnaires in one transaction: wholly in, or wholly out (DESIGN sections 4 and 7)."""

import base64
import datetime
import hashlib
import hmac
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field

import duckdb
import pandas as pd

from kamescope.errors import Issue
from kamescope.model import SELF, Model
from kamescope.model_file import model_from_source
from kamescope.naming import same_key
from kamescope.store.connect import Store, run

Waits = Callable[[int, Mapping[str, int], Mapping[str, int]], bool]
"""(group, counted by partition value, arriving by partition value) → whether the arriving ones must wait."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """What one file brings: checked frames (see `ingest.checked`) and the line for the journal."""

    file: str
    layout: str
    sha256: str
    options: str
    model: Model
    respondents: pd.DataFrame
    answers: pd.DataFrame
    blanks: int
    segment_key: str = ""
    issues: tuple[Issue, ...] = ()
    demo: bool = False
    fictitious: bool = False
    release: bool = False


@dataclass(slots=True)
class Written:
    """What became of a delivery; errors among the issues mean that nothing was kept."""

    respondents: int = 0
    skipped: int = 0
    waiting: int = 0
    issues: list[Issue] = field(default_factory=list)

    @property
    def refused(self) -> bool:
        """Whether an error kept the file out."""
        return any(issue.is_error for issue in self.issues)


class Refused(Exception):
    """Undoes the transaction of a refused delivery."""


def already_imported(store: Store, sha256: str, options: str) -> tuple[str, int, int, int] | None:
    """(layout, respondents, answers, blanks) of an earlier import of the same bytes with the same options."""
    return store.run("import_same", sha256=sha256, options=options).fetchone()


def write_delivery(store: Store, delivery: Delivery, waits: Waits, keep: bool = True) -> Written:
    """Write a delivery in one transaction; nothing is kept where it is refused or `keep` is false."""
    written = Written()
    try:
        with store.transaction(keep) as cursor:
            _Writer(cursor, delivery, written).write(waits)
            if written.refused:
                raise Refused
    except Refused:
        pass
    return written


def release(cursor: duckdb.DuckDBPyConnection, campaign_id: int, kam_id: int, rater_group: int) -> None:
    """What waited in one group of one KAM counts from now on."""
    place = {"campaign_id": campaign_id, "kam_id": kam_id, "rater_group": rater_group}
    for query in ("release_answers", "forget_waiting_answers", "release_respondents"):
        run(cursor, query, **place)


def token(secret: str, kind: str, key: str) -> str:
    """A short opaque name, stable in one database: twelve characters of a keyed hash."""
    digest = hmac.new(secret.encode(), f"{kind}:{key}".encode(), hashlib.sha256).digest()
    return base64.b32encode(digest)[:12].decode().lower()


class _Writer:
    """One delivery on one cursor."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection, delivery: Delivery, written: Written) -> None:
        self.cursor = cursor
        self.delivery = delivery
        self.written = written
        self.secret = run(cursor, "meta", key="secret").fetchone()[0]
        ids = run(cursor, "next_ids").fetchone()
        self.model_id, self.campaign_id, self.kam_id, self.import_id, self.respondent_id = ids

    def write(self, waits: Waits) -> None:
        """Campaigns and KAMs, then who is new, then who must wait, then the rows."""
        staged = self.stage(self.delivery.respondents)
        if self.written.refused:
            return
        self.cursor.register("staged_answers", self.delivery.answers)
        self.cursor.register("staged", staged)
        known = run(self.cursor, "known_before").fetchall()
        self.refuse_changes(staged, known)
        if self.written.refused:
            return
        staged = self.number_new(staged, {position for position, *_ in known})
        self.decide_states(staged, waits)
        self.cursor.register("staged", staged)
        run(self.cursor, "forget_filled_in")
        for query in ("insert_respondents", "insert_answers", "insert_waiting_answers"):
            facts = {"import_id": self.import_id} if query == "insert_respondents" else {}
            run(self.cursor, query, **facts)
        if not self.delivery.demo and known:
            run(self.cursor, "adopt", import_id=self.import_id, respondents=[old for _, old, _ in known])
        self.journal()

    def stage(self, respondents: pd.DataFrame) -> pd.DataFrame:
        """The respondents with the ids of their campaign and KAM, and their partition value."""
        model_id = self.find_model()
        campaigns = self.find_campaigns(respondents, model_id)
        kams, pairs = self.find_kams(respondents), {}
        people = list(zip(respondents["kam_id"], respondents["company"], respondents["kam"], strict=True))
        staged = pd.DataFrame(
            {
                "position": range(len(respondents)),
                "campaign_id": [campaigns[same_key(name)] for name in respondents["campaign"]],
                "kam_id": [kams[kam_key(*person, self.delivery.fictitious)] for person in people],
                "rater_group": respondents["group"].to_numpy(),
                "source_id": respondents["respondent"].astype(object).to_numpy(),
                "row": respondents["row"].to_numpy(),
                "answers": respondents["answers"].to_numpy(),
                "segment": [self.segment(attributes) for attributes in respondents["attributes"]],
                "attributes": [json.dumps(attributes, ensure_ascii=False) for attributes in respondents["attributes"]],
            }
        )
        for pair, team in zip(
            zip(staged["campaign_id"], staged["kam_id"], strict=True), respondents["team"], strict=True
        ):
            pairs[pair] = pairs.get(pair) or team
        self.enrol(pairs)
        return staged

    def segment(self, attributes: Mapping[str, str]) -> str:
        """The value of the model's partition attribute; blank is a value."""
        return " ".join(attributes.get(self.delivery.segment_key, "").split())

    def find_model(self) -> int:
        """The id of the delivery's model, recorded where it is new."""
        model = self.delivery.model
        row = self.one("SELECT model_id FROM models WHERE fingerprint = ?", model.fingerprint)
        if row:
            return row[0]
        self.insert("models", self.model_id, model.fingerprint, model.code, model.version, model.source)
        return self.model_id

    def find_campaigns(self, respondents: pd.DataFrame, model_id: int) -> dict[str, int]:
        """Campaign key → id; a campaign keeps its model and its date."""
        found: dict[str, int] = {}
        for name, rows in respondents.groupby("campaign", sort=False):
            key = same_key(name)
            row = self.one("SELECT campaign_id, model_id FROM campaigns WHERE key = ?", key)
            if row and row[1] != model_id:
                self.refuse_model(name, row[1])
            if row or key in found:
                found.setdefault(key, row[0] if row else 0)
                continue
            dates = [day for day in rows["date"] if isinstance(day, datetime.date)]
            date = min(dates, default=datetime.date.today())
            self.insert("campaigns", self.campaign_id, key, token(self.secret, "campaign", key), name, date, model_id)
            found[key] = self.campaign_id
            self.campaign_id += 1
        return found

    def refuse_model(self, campaign: str, model_id: int) -> None:
        """A campaign has one model from its first import on."""
        kept = model_from_source(self.one("SELECT source FROM models WHERE model_id = ?", model_id)[0])
        mine = self.delivery.model
        facts = {"campaign": campaign, "kept": f"{kept.code} {kept.version}", "given": f"{mine.code} {mine.version}"}
        self.written.issues.append(Issue("error", "campaign_model_differs", facts=facts))

    def find_kams(self, respondents: pd.DataFrame) -> dict[str, int]:
        """KAM key → id."""
        found: dict[str, int] = {}
        for source_id, company, name in respondents[["kam_id", "company", "kam"]].drop_duplicates().itertuples(False):
            key = kam_key(source_id, company, name, self.delivery.fictitious)
            if key in found:
                continue
            row = self.one("SELECT kam_id, name FROM kams WHERE key = ?", key)
            if row:
                found[key] = row[0]
                if same_key(row[1]) != same_key(name):
                    facts = {"value": source_id, "names": f"{row[1]}, {name}", "kept": row[1]}
                    first = respondents["row"][respondents["kam_id"] == source_id].min()
                    self.written.issues.append(Issue("warning", "kam_name_differs", int(first), facts=facts))
                continue
            known_as = source_id if isinstance(source_id, str) and source_id else None
            person = (known_as, name, company, self.delivery.fictitious)
            self.insert("kams", self.kam_id, key, token(self.secret, "kam", key), *person)
            found[key] = self.kam_id
            self.kam_id += 1
        return found

    def enrol(self, pairs: Mapping[tuple[int, int], str]) -> None:
        """Record who is rated in which campaign, and the team where the file names one."""
        place = "campaign_id = ? AND kam_id = ?"
        for (campaign, kam), team in pairs.items():
            row = self.one(f"SELECT team FROM enrolments WHERE {place}", int(campaign), int(kam))
            if row is None:
                self.insert("enrolments", int(campaign), int(kam), team or "")
            elif team and not row[0]:
                self.cursor.execute(f"UPDATE enrolments SET team = ? WHERE {place}", [team, int(campaign), int(kam)])

    def refuse_changes(self, staged: pd.DataFrame, known: list[tuple[int, int, bool]]) -> None:
        """The same questionnaire with other answers, or a second self-rating, refuses the file."""
        rows = staged["row"].tolist()
        names = self.delivery.respondents["kam"].tolist()
        self.written.skipped = sum(not changed for _, _, changed in known)
        for position, _, changed in sorted(known):
            if changed:
                facts = {"kam": names[position], "respondent": staged["source_id"].iloc[position]}
                self.written.issues.append(Issue("error", "respondent_changed", rows[position], facts=facts))
        here_before = {position for position, *_ in known}
        self_index = self.delivery.model.group_index[SELF]
        for (position,) in sorted(run(self.cursor, "self_before", self=self_index).fetchall()):
            if position not in here_before:
                facts = {"kam": names[position]}
                self.written.issues.append(Issue("error", "self_exists", rows[position], facts=facts))

    def number_new(self, staged: pd.DataFrame, known: set[int]) -> pd.DataFrame:
        """Only the questionnaires that are new, each with an id."""
        new = staged[~staged["position"].isin(known)].reset_index(drop=True)
        new["respondent_id"] = range(self.respondent_id, self.respondent_id + len(new))
        new["state"] = ["counted" if answers else "empty" for answers in new["answers"]]
        self.written.respondents = len(new)
        return new

    def decide_states(self, staged: pd.DataFrame, waits: Waits) -> None:
        """Let late questionnaires wait, or release those that waited with them (DESIGN 4)."""
        counted: dict[tuple, Counter[str]] = defaultdict(Counter)
        waiting: dict[tuple, Counter[str]] = defaultdict(Counter)
        for *place, waits_already, segment, count in run(self.cursor, "counts_before").fetchall():
            (waiting if waits_already else counted)[tuple(place)][segment] += count
        arriving = staged[staged["state"] == "counted"]
        rows_of = dict(list(arriving.groupby(["campaign_id", "kam_id", "rater_group"])))
        for place in [*rows_of, *(waiting.keys() - rows_of.keys())]:
            rows = rows_of.get(place, arriving.iloc[:0])
            late = Counter(rows["segment"]) + waiting[place]
            if not self.delivery.release and waits(int(place[2]), counted[place], late):
                if len(rows):
                    staged.loc[rows.index, "state"] = "waiting"
                    self.written.waiting += len(rows)
                    self.say_waiting(rows, late.total())
            elif waiting[place]:
                release(self.cursor, *map(int, place))

    def say_waiting(self, rows: pd.DataFrame, late: int) -> None:
        """Tell the administrator which late answers wait for how many others."""
        group = self.delivery.model.groups[int(rows["rater_group"].iloc[0])]
        kam = self.delivery.respondents["kam"].iloc[int(rows["position"].iloc[0])]
        facts = {"kam": kam, "group": group.name, "late": late, "minimum": group.minimum}
        self.written.issues.append(Issue("warning", "late_answers_wait", int(rows["row"].min()), facts=facts))

    def journal(self) -> None:
        """Write the line of the journal: file, digest, what the file holds, how much of it was known, issues."""
        delivery, issues = self.delivery, [*self.delivery.issues, *self.written.issues]
        kept = [asdict(issue) for issue in issues]
        run(
            self.cursor,
            "insert_import",
            import_id=self.import_id,
            file=delivery.file,
            layout=delivery.layout,
            sha256=delivery.sha256,
            options=delivery.options,
            respondents=len(delivery.respondents),
            answers=len(delivery.answers),
            blanks=delivery.blanks,
            skipped=self.written.skipped,
            demo=delivery.demo,
            released=delivery.release,
            issues=json.dumps(kept, ensure_ascii=False, default=str),
        )

    def one(self, sql: str, *facts: object) -> tuple | None:
        """One row of a small look-up; nothing is left unread, or the cursor would take no frame."""
        rows = self.cursor.execute(sql, facts).fetchall()
        return rows[0] if rows else None

    def insert(self, table: str, *values: object) -> None:
        """One row into one of the small tables."""
        self.cursor.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(values))})", values)


def kam_key(source_id: object, company: str, name: str, fictitious: bool) -> str:
    """What makes a KAM the same person: the source's id where given, else company and name.

    Fictitious people have keys of their own, so that nobody's answers ever mix with the demo's.
    """
    prefix = "fictitious|" if fictitious else ""
    if isinstance(source_id, str) and source_id:
        return f"{prefix}id|{same_key(source_id)}"
    return f"{prefix}name|{same_key(company)}|{same_key(name)}"

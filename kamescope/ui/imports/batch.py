"""The files somebody has dropped and not imported yet: read once, kept for the session, looked at again and again."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import streamlit as st

from kamescope.errors import ContentError
from kamescope.naming import same_key
from kamescope.service import (
    NOTHING_AGREED,
    FileFacts,
    FileMapping,
    FileReport,
    ImportRequest,
    Options,
    Preview,
    Rated,
    Understood,
    Upload,
    file_key,
    merged,
    normal,
    read_mapping,
    write_mapping,
)
from kamescope.ui import data

KEY = "imports_batch"
READY, ASKS, CAMPAIGN, REFUSED, ALREADY = "ready", "asks", "campaign", "refused", "already"
COLUMN_CODES = frozenset(
    (
        *("confirm_columns", "confirm_comments", "confirm_roles", "columns_open", "roles_missing", "heading_missing"),
        *("item_unknown", "item_ambiguous", "item_twice", "heading_twice", "respondent_conflict"),
    )
)
LEGEND_CODES = frozenset(("legend_turned", "legend_unclear"))
ANSWER_CODES = LEGEND_CODES | frozenset(
    (
        *("confirm_answers", "answers_contradict", "numbers_open"),
        *("answer_not_number", "answer_not_whole", "answer_out_of_scale"),
    )
)
TURN_CODES = frozenset(("heading_reversed",))
WORD_CODES = frozenset(("confirm_group_words", "group_unknown"))
CAMPAIGN_CODES = frozenset(("sheets_of_years",))
WHO_CODES = frozenset(("confirm_kam", "confirm_group", "kam_missing", "group_missing", "kam_ambiguous"))
PEOPLE_CODES = frozenset(("kam_looks_like",))
HIDDEN_CODES = frozenset(("hidden_rows", "hidden_columns", "hidden_sheets"))
QUESTIONS = (
    COLUMN_CODES | ANSWER_CODES | TURN_CODES | WORD_CODES | WHO_CODES | PEOPLE_CODES | HIDDEN_CODES | CAMPAIGN_CODES
)
"""Errors that a person can settle on the page; all others are in the file itself."""
REPLACING = frozenset(("respondent_changed", "respondents_changed", "self_exists", "respondent_details_differ"))
DOUBLING = frozenset(
    (
        *("nameless_same_answers", "rater_again", "rater_twice", "rows_alike"),
        *("respondents_alike", "same_people", "ids_alike", "ids_rewritten"),
    )
)


@dataclass(frozen=True)
class FileLook:
    """One file of the batch: as it is read under what is agreed, and under what is proposed as well.

    `options` are the choices that matter to this file (`replace`, `keep_duplicates`, `release`, `collecting`), `late`
    how many of its questionnaires would wait. `recalled` is what was agreed earlier for such files, `saved` in which
    campaign.
    """

    position: str
    upload: Upload
    bare: Preview
    now: Preview
    offered: Preview
    request: ImportRequest
    needs_campaign: bool
    options: frozenset[str] = frozenset()
    late: int = 0
    saved: str = ""
    recalled: FileMapping = NOTHING_AGREED

    @cached_property
    def lacks(self) -> frozenset[str]:
        """What the file does not say and may be given once for all: `date`, `company`, `team`."""
        if self.now.understood is None:
            return frozenset()
        said = {use.use for use in self.now.understood.columns}
        return frozenset({"date", "company", "team"} - said)

    def campaigns(self, given: str) -> set[str]:
        """The campaigns that the file is for, as it says or as is given."""
        return {given} - {""} if self.needs_campaign else {rated.campaign for rated in self.now.rated}

    @property
    def kind(self) -> str:
        """What files share that share one mapping; "" where the file is not recognised."""
        return self.bare.understood.headings if self.bare.understood else ""

    @property
    def read(self) -> Understood:
        """How the file is understood under what is agreed; LookupError where it is not recognised."""
        return _recognised(self.now)

    @property
    def proposed(self) -> Understood:
        """How it is understood under what is proposed as well; LookupError where it is not recognised."""
        return _recognised(self.offered)

    @cached_property
    def errors(self) -> frozenset[str]:
        """The codes of everything that still refuses the file."""
        return _errors(self.now)

    @property
    def state(self) -> str:
        """`ready`, `asks` (a person has to say), `campaign` (only that is missing), `refused` or `already`."""
        if "already_imported" in (self.now.report.status, self.offered.report.status):
            return ALREADY
        if not self.errors:
            return READY
        if self.errors & QUESTIONS and self.kind:
            return ASKS
        return CAMPAIGN if self.errors == {"campaign_missing"} else REFUSED


def _recognised(seen: Preview) -> Understood:
    if seen.understood is None:
        raise LookupError(seen.report.file)
    return seen.understood


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one file, and whom it is about."""

    report: FileReport
    rated: tuple[Rated, ...]


@dataclass(frozen=True, slots=True)
class Filled:
    """What a person filled in at once for one kind of files, not confirmed yet.

    `times`: how often, by what was filled in; each time starts that list afresh.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, int | None] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    times: Mapping[str, int] = field(default_factory=dict)


@dataclass
class Batch:
    """What one session is importing; `turn` grows whenever its tables must start afresh.

    `date` is the day of the new campaign where a person chose it; `together` is what the files just imported share.
    """

    uploads: dict[str, Upload] = field(default_factory=dict)
    campaign: str = ""
    date: datetime.date | None = None
    company: str = ""
    team: str = ""
    agreed: dict[str, FileMapping] = field(default_factory=dict)
    filled: dict[str, Filled] = field(default_factory=dict)
    left_out: dict[tuple[str, str], frozenset[int]] = field(default_factory=dict)
    replace: bool = False
    release: bool = False
    keep_duplicates: bool = False
    collecting: bool = False
    results: tuple[Result, ...] = ()
    together: str = ""
    turn: int = 0
    previews: dict[tuple, Preview] = field(default_factory=dict)

    def add(self, upload: Upload) -> None:
        """Take a file in, and look at it; the same one twice is one."""
        position = _position(upload)
        self.uploads[position] = upload
        self.look(position)

    def remove(self, position: str) -> None:
        """Leave a file out."""
        self.uploads.pop(position, None)
        self.turn += 1

    def agree(self, kind: str, mapping: FileMapping) -> None:
        """Keep what a person agreed to for files with these headings."""
        self.agreed[kind] = mapping
        self.filled.pop(kind, None)
        self.turn += 1

    def fill_columns(self, kind: str, columns: Mapping[str, str]) -> None:
        """Let the list of columns start from this; what was chosen in other lists stays."""
        self._fill(kind, "columns", replace(self.filled.get(kind, Filled()), columns=dict(columns)))

    def fill_labels(self, kind: str, labels: Mapping[str, int | None]) -> None:
        """Let the list of answers start from this."""
        self._fill(kind, "labels", replace(self.filled.get(kind, Filled()), labels=dict(labels)))

    def fill_words(self, kind: str, groups: Mapping[str, str]) -> None:
        """Let the list of words for groups start from this."""
        self._fill(kind, "words", replace(self.filled.get(kind, Filled()), words=dict(groups)))

    def leave_out(self, position: str, name: str, row: int) -> bool:
        """Set aside a questionnaire of a file or sheet by its row; false where no questionnaire is there."""
        before = self.left_out.get((position, name), frozenset())
        self.left_out[position, name] = before | {row}
        seen = self.look(position).offered.understood
        if seen and any(each.row == row and not each.kept for each in seen.set_aside):
            return True
        self.left_out[position, name] = before
        return False

    def looks(self) -> list[FileLook]:
        """Every file as it stands."""
        self._forget()
        return [self.look(position) for position in self.uploads]

    def look(self, position: str) -> FileLook:
        """One file as it stands."""
        upload = self.uploads[position]
        bare = self._seen(upload, self._request(upload, NOTHING_AGREED, None))
        kind = bare.understood.headings if bare.understood else ""
        needed = "campaign_missing" in _errors(bare)
        campaign = (self.campaign or None) if needed else None
        plain = self._request(upload, self.agreed.get(kind, NOTHING_AGREED), campaign)
        request, options, late = self._chosen(upload, plain)
        now = self._seen(upload, request)
        offered, saved, source = now, NOTHING_AGREED, ""
        if _errors(now) & QUESTIONS and now.understood:
            if kind not in self.agreed:
                saved, source = _saved(kind, campaign, now)
            proposal = merged([now.understood.proposal, saved])
            offered = self._seen(upload, self._request(upload, proposal, campaign))
        return FileLook(position, upload, bare, now, offered, request, needed, options, late, source, saved)

    def insisting(self, request: ImportRequest) -> ImportRequest:
        """A request with every choice of the batch, whether it matters or not."""
        keep = self.keep_duplicates or request.options.mapping.keep_duplicates
        mapping = replace(request.options.mapping, keep_duplicates=keep)
        options = replace(request.options, mapping=mapping)
        return replace(request, options=options, replace=self.replace, release=self.release)

    def _fill(self, kind: str, what: str, filled: Filled) -> None:
        self.filled[kind] = replace(filled, times={**filled.times, what: filled.times.get(what, 0) + 1})

    def _chosen(self, upload: Upload, plain: ImportRequest) -> tuple[ImportRequest, frozenset[str], int]:
        """The request with those of the batch's choices that matter to this file, which they are, and how many wait.

        A choice that changes nothing must not make the same bytes another import.
        """
        codes = {issue.code for issue in self._seen(upload, plain).report.issues}
        options = {name for name, of in (("replace", REPLACING), ("keep_duplicates", DOUBLING)) if codes & of}
        request = replace(plain, replace=self.replace and "replace" in options)
        if self.keep_duplicates and "keep_duplicates" in options:
            mapping = replace(plain.options.mapping, keep_duplicates=True)
            request = replace(request, options=replace(plain.options, mapping=mapping))
        seen = self._seen(upload, request)
        known, late = set(map(same_key, campaigns())), seen.report.waiting
        if late:
            options.add("release")
        if seen.rated and not known & {same_key(rated.campaign) for rated in seen.rated}:
            options.add("collecting")
        closed = self.collecting and "collecting" in options
        return replace(request, release=self.release and late > 0, collecting=closed), frozenset(options), late

    def _request(self, upload: Upload, mapping: FileMapping, campaign: str | None) -> ImportRequest:
        files = _of_file(mapping, upload.name)
        for (position, name), rows in self.left_out.items():
            if rows and position == _position(upload):
                facts = files.get(name, FileFacts())
                files[name] = replace(facts, drop=tuple(sorted({*facts.drop, *rows})))
        own = replace(mapping, files=files)
        given = Options(campaign=campaign, mapping=own, company=self.company or None, team=self.team or None)
        return ImportRequest(data.default_model(), options=given)

    def _seen(self, upload: Upload, request: ImportRequest) -> Preview:
        asked = (write_mapping(request.options.mapping), request.replace, request.release, self.company, self.team)
        key = (data.version(), upload.name, upload.sha256, request.options.campaign, *asked)
        if key not in self.previews:
            self.previews[key] = data.door().preview(upload, request)
        return self.previews[key]

    def _forget(self) -> None:
        """Drop what was seen of other files, or of another state of the data."""
        held = {(upload.name, upload.sha256) for upload in self.uploads.values()}
        version = data.version()
        self.previews = {key: seen for key, seen in self.previews.items() if key[0] == version and key[1:3] in held}


def batch() -> Batch:
    """The session's batch."""
    return st.session_state.setdefault(KEY, Batch())


def campaigns() -> list[str]:
    """The names of the campaigns there are, the latest first."""
    return list(dict.fromkeys(entry.campaign.name for entry in data.door().enrolled()))


def _errors(preview: Preview) -> frozenset[str]:
    return frozenset(issue.code for issue in preview.report.issues if issue.is_error) - {"more_issues"}


def _position(upload: Upload) -> str:
    """What the batch calls a file."""
    return f"{upload.sha256[:16]}{normal(upload.name)}"


def _of_file(mapping: FileMapping, file: str) -> dict[str, FileFacts]:
    """What is said of one file: another one's KAM must not make the same bytes another import."""
    own = file_key(file)
    return {name: facts for name, facts in mapping.files.items() if name == own or name.startswith(f"{own}/")}


def _saved(kind: str, campaign: str | None, preview: Preview) -> tuple[FileMapping, str]:
    """What was agreed to earlier for such files, first in the same campaign; and that campaign's name."""
    wanted = {same_key(name) for name in (campaign, *(rated.campaign for rated in preview.rated)) if name}
    found = [saved for saved in data.door().saved_mappings() if saved.headings == kind and saved.source]
    for saved in sorted(found, key=lambda saved: same_key(saved.campaign.name) not in wanted):
        try:
            return read_mapping(saved.source), saved.campaign.name
        except ContentError:
            continue
    return NOTHING_AGREED, ""

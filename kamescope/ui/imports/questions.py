"""One card for each kind of headings: what a person has to settle, and, folded, everything that was understood."""

from collections.abc import Callable

import streamlit as st

from kamescope.errors import ContentError
from kamescope.i18n import Words
from kamescope.service import NOTHING_AGREED, merged, read_mapping, write_mapping
from kamescope.ui.frame import card
from kamescope.ui.imports import lists
from kamescope.ui.imports.batch import LEGEND_CODES, PEOPLE_CODES, QUESTIONS, WORD_CODES, Batch, Filled
from kamescope.ui.imports.columns import choose_columns, repeated
from kamescope.ui.imports.fill import offer_numbers, offer_order, offer_proposed, offer_words, with_filled
from kamescope.ui.imports.hidden import choose_hidden, name_campaigns
from kamescope.ui.imports.kinds import Edits, Kind, agreed, asked_labels
from kamescope.ui.imports.likeness import choose_people
from kamescope.ui.imports.lists import NO_ANSWER
from kamescope.ui.imports.mark import kind_position, mark
from kamescope.ui.imports.notes import told
from kamescope.ui.imports.rows import leave_out
from kamescope.ui.imports.who import choose_who
from kamescope.ui.text import plain

LISTED = 12


def show_kind(batch: Batch, kind: Kind, say: Words) -> None:
    """The card of one kind of files."""
    kind = with_filled(kind, batch.filled.get(kind.headings, Filled()))
    settled = "agreed" if kind.headings in batch.agreed else "understood"
    title = say(f"import.kind.{'asks' if kind.asks else settled}")
    with card(title, _files(kind, say)):
        mark(kind_position(kind.headings))
        if kind.asks and (campaign := next((look.saved for look in kind.looks if look.saved), "")):
            st.info(say("import.kind.saved", campaign=plain(campaign)), icon=":material/history:")
        edits = _Tables(batch, kind, say).show()
        _other_errors(kind, say)
        _confirm(batch, kind, edits, say)


class _Tables:
    """Shows each table where it belongs: open where something is in doubt, folded where all is clear."""

    def __init__(self, batch: Batch, kind: Kind, say: Words) -> None:
        self.batch, self.kind, self.say = batch, kind, say
        self.key = f"imports_{kind.headings}_{batch.turn}"
        self.times = batch.filled.get(kind.headings, Filled()).times
        self.columns: dict[str, str] = {}
        self.labels: dict[str, int | None] = {}
        self.words: dict[str, str] = {}
        self.turned: dict[str, bool] = {}
        self.people: dict[str, str] = {}
        self.who: dict[str, tuple[str, str]] = {}
        self.kept: dict[str, bool] = {}
        self.hidden: dict[str, str] = {}
        self.campaigns: dict[str, str] = {}
        self.open = 0

    def fresh(self, name: str) -> str:
        """The key of a list that starts afresh whenever it is filled in at once."""
        return f"{self.key}_{name}_{self.times.get(name, 0)}"

    def show(self) -> Edits:
        kind = self.kind
        doubtful = [row for row in kind.columns if row.doubt]
        asked = {
            "who": any(row.doubt for row in kind.who),
            "people": bool(_errors(kind) & PEOPLE_CODES),
            "columns": bool(doubtful),
            "labels": asked_labels(kind),
            "turned": any(row.doubt for row in kind.turns),
            "words": any(row.doubt for row in kind.words) or bool(_errors(kind) & WORD_CODES),
        }
        if any(row.doubt for row in kind.hidden):
            self.show_hidden()
        if any(row.doubt for row in kind.sheets):
            self.show_sheets()
        if asked["who"]:
            self.show_who()
        if asked["people"]:
            self.show_people()
        if asked["columns"]:
            self.show_columns(True)
        if asked["labels"]:
            self.show_labels()
        if asked["turned"]:
            self.show_turned()
        if asked["words"]:
            self.show_words()
        if kind.exclusions:
            self.show_asides()
        with st.expander(self.say("import.understood.title"), icon=":material/visibility:", key=f"{self.key}_all"):
            self.rest(asked)
        told_by = (self.columns, self.labels, self.words, self.turned, self.who, self.people, self.kept, self.hidden)
        facts = (*told_by, self.campaigns)
        return Edits(*facts, self.open, self.twice())

    def rest(self, asked: dict[str, bool]) -> None:
        """What nobody needs to look at, and may."""
        _privacy(self.kind, self.say)
        if self.kind.hidden and not any(row.doubt for row in self.kind.hidden):
            self.show_hidden()
        if self.kind.sheets and not any(row.doubt for row in self.kind.sheets):
            self.show_sheets()
        if self.kind.who and not asked["who"]:
            self.show_who()
        if self.kind.people and not asked["people"]:
            self.show_people()
        if any(not row.doubt for row in self.kind.columns):
            self.show_columns(False)
        if self.kind.labels and not asked["labels"]:
            self.show_labels()
        if self.kind.turns and not asked["turned"]:
            self.show_turned()
        if self.kind.words and not asked["words"]:
            self.show_words()
        leave_out(self.batch, self.kind, self.say)

    def title(self, name: str, **facts: object) -> None:
        with st.container(gap=None):
            st.markdown(f"**{self.say(f'import.{name}.title')}**")
            st.markdown(f":small[:gray[{self.say(f'import.{name}.words', **facts)}]]")

    def show_who(self) -> None:
        with st.container(gap="small"):
            self.title("who")
            self.who = choose_who(self.kind, f"{self.key}_who", self.say)
        for kam, group in self.who.values():
            self.open += (self.kind.needs_kam and not kam) or (self.kind.needs_group and not group)

    def show_hidden(self) -> None:
        with st.container(gap="small"):
            self.title("hidden")
            self.hidden = choose_hidden(self.kind.hidden, f"{self.key}_hidden", self.say)
        self.open += sum(not choice for choice in self.hidden.values())

    def show_sheets(self) -> None:
        with st.container(gap="small"):
            self.title("sheets")
            self.campaigns = name_campaigns(self.kind.sheets, f"{self.key}_sheets", self.say)
        self.open += sum(not campaign for campaign in self.campaigns.values())

    def show_people(self) -> None:
        with st.container(gap="small"):
            self.title("people")
            found = choose_people(self.kind, f"{self.key}_people", self.say)
        self.open += sum(not who for who in found.values())
        before = {each.key: each for each in self.kind.people}
        self.people = {key: who for key, who in found.items() if who and who != before[key].said}

    def show_columns(self, doubtful: bool) -> None:
        rows = [row for row in self.kind.columns if row.doubt is doubtful]
        name = "columns" if doubtful else "columns_sure"
        with st.container(gap="small"):
            self.title("comments" if doubtful and all(row.use == "comment" for row in rows) else name)
            at_once = st.container(gap="small")
            key = self.fresh(name) if doubtful else f"{self.key}_{name}"
            found = choose_columns(self.kind, rows, key, self.say)
            self.columns |= found
            self.open += sum(not value for value in found.values())
            if doubtful:
                with at_once:  # above the list, which may be long
                    offer_order(self.batch, self.kind, self.columns, self.say)
                self.leftovers()

    def leftovers(self) -> None:
        """The statements that no column holds."""
        held = {row.value for row in self.kind.columns if not row.doubt} | set(self.columns.values())
        absent = [item.code for item in self.kind.model.items if item.code not in held]
        if absent:
            listed = self.say.series(absent[:LISTED]) + (" …" if len(absent) > LISTED else "")
            st.markdown(f":small[:gray[{self.say('import.columns.left', len(absent), codes=listed)}]]")

    def show_labels(self) -> None:
        rows = self.kind.labels
        with st.container(gap="small"):
            self.title("labels", best=self.kind.model.scale.maximum, worst=self.kind.model.scale.minimum)
            self.legend()
            found = lists.choose_labels(self.kind, rows, self.fresh("labels"), self.say)
            self.direction(found)
            given = {key: None if value == NO_ANSWER else int(value) for key, value in found.items() if value}
            offer_proposed(self.batch, self.kind, given, self.say)
            offer_numbers(self.batch, self.kind, given, self.say)
        self.open += sum(not value for value in found.values())
        # What one label is worth tells of the others: whoever changes one says them all.
        if asked_labels(self.kind) or any(given.get(row.key) != row.value for row in rows):
            self.labels = given

    def legend(self) -> None:
        """What the files themselves say of their scale, where that is why these answers are asked about."""
        issues = (issue for look in self.kind.looks for issue in look.now.report.issues if issue.code in LEGEND_CODES)
        for code, written in dict.fromkeys((issue.code, str(issue.facts["value"])) for issue in issues):
            st.markdown(self.say(f"import.labels.{code}", written=plain(written)))

    def direction(self, found: dict[str, str]) -> None:
        """Which label is the best and which the worst, so that a reversed scale is seen."""
        values = {row.written: int(found[row.key]) for row in self.kind.labels if found[row.key] not in ("", NO_ANSWER)}
        if len(set(values.values())) > 1:
            best, worst = max(values, key=values.__getitem__), min(values, key=values.__getitem__)
            facts = {"high": values[best], "low": values[worst], "best": plain(best), "worst": plain(worst)}
            st.markdown(f":small[{self.say('import.labels.direction', **facts)}]")

    def show_words(self) -> None:
        with st.container(gap="small"):
            self.title("words")
            found = lists.choose_words(self.kind, self.kind.words, self.fresh("words"), self.say)
            offer_words(self.batch, self.kind, found, self.say)
        self.open += sum(not group for group in found.values())
        before = {row.key: row for row in self.kind.words}
        self.words = {key: group for key, group in found.items() if before[key].doubt or group != before[key].group}

    def show_turned(self) -> None:
        with st.container(gap="small"):
            self.title("turned")
            found = lists.choose_turns(self.kind.turns, f"{self.key}_turned", self.say)
        self.open += sum(value is None for value in found.values())
        self.turned = {key: value for key, value in found.items() if value is not None}

    def show_asides(self) -> None:
        with st.container(gap="small"):
            self.title("asides")
            self.kept = lists.choose_asides(
                self.kind.exclusions, f"{self.key}_{len(self.kind.exclusions)}_asides", self.say
            )

    def twice(self) -> tuple[str, ...]:
        before = {row.key: row.value for row in self.kind.columns}
        changed = any(value != before[key] for key, value in self.columns.items())
        return repeated(self.columns, self.kind.model) if changed else ()


def _files(kind: Kind, say: Words) -> str:
    names = [plain(look.upload.name) for look in kind.looks]
    more = len(names) - 3
    shown = names if more < 2 else [*names[:3], say("import.kind.more", more)]
    layout = say(f"import.layout.{kind.looks[0].read.layout}")
    facts = {"layout": layout, "files": say.series(shown)}
    return say("import.kind.files" if kind.asks else "import.kind.files_sure", len(kind.looks), **facts)


def _errors(kind: Kind) -> frozenset[str]:
    return frozenset().union(*(look.errors for look in kind.looks))


def _privacy(kind: Kind, say: Words) -> None:
    """What becomes of personal columns."""
    uses = ("personal", "free_text", "email")
    dropped = {use: [row.heading for row in kind.columns if row.use == use] for use in uses}
    for use, headings in dropped.items():
        if headings:
            listed = say.series(say("quoted", text=plain(heading)) for heading in headings[:LISTED])
            st.markdown(say(f"import.privacy.{use}", listed=listed))
    if not any(dropped.values()):
        st.markdown(say("import.privacy.none"))


def _other_errors(kind: Kind, say: Words) -> None:
    """What no answer on this page settles; said here too, so that nobody confirms in vain."""
    found = [
        (look.upload.name, issue)
        for look in kind.looks
        for issue in look.offered.report.issues
        if issue.is_error and issue.code not in QUESTIONS | {"campaign_missing", "more_issues"}
    ]
    if found and kind.asks:
        name, issue = found[0]
        sentence = say("import.kind.others", len(found), file=plain(name), first=plain(told(issue, say)))
        st.warning(sentence, icon=":material/warning:")


def _confirm(batch: Batch, kind: Kind, edits: Edits, say: Words) -> None:
    mapping = agreed(kind, edits)
    changed = kind.asks or mapping != kind.base
    if edits.open and changed:
        st.markdown(f":small[:orange[{say('import.kind.open', edits.open)}]]")
    if edits.twice:
        st.warning(say("import.kind.twice", codes=say.series(edits.twice)), icon=":material/warning:")
    with st.container(horizontal=True, vertical_alignment="center"):
        if changed:
            st.button(
                say("import.kind.confirm" if kind.asks else "import.kind.apply"),
                type="primary",
                icon=":material/check:",
                disabled=bool(edits.open or edits.twice),
                key=f"imports_confirm_{kind.headings}",
                on_click=batch.agree,
                args=(kind.headings, mapping),
            )
        _as_file(batch, kind, say)


def _as_file(batch: Batch, kind: Kind, say: Words) -> None:
    """The mapping to keep as a file, and back."""
    position = st.popover(say("import.toml.title"), icon=":material/description:", type="tertiary")
    with position, st.container(key=f"imports-toml-{kind.headings}"):
        st.markdown(f":small[{say('import.toml.words')}]")
        st.download_button(
            say("import.toml.save"),
            lambda: write_mapping(kind.base, kind.still_open if kind.asks else {}).encode(),
            f"{say('import.toml.file')}.toml",
            "application/toml",
            key=f"imports_toml_{kind.headings}",
            icon=":material/download:",
            on_click="ignore",
        )
        key = f"imports_load_{kind.headings}_{batch.turn}"
        loaded = st.file_uploader(say("import.toml.load"), ["toml"], key=key, max_upload_size=1)
        if loaded is not None:
            _load(batch, kind, loaded.name, loaded.getvalue(), say, st.error)


def _load(batch: Batch, kind: Kind, name: str, content: bytes, say: Words, complain: Callable[[str], object]) -> None:
    try:
        said = read_mapping(content.decode("utf-8", errors="replace"), name)
    except ContentError as error:
        complain(plain(say.shown(error)))
        return
    batch.agree(kind.headings, merged([batch.agreed.get(kind.headings, NOTHING_AGREED), said]))
    st.rerun()

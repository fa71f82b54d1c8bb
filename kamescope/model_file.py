"""Reading a model from its TOML file: every fault is found and named by file, table and key."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from kamescope.errors import ModelError
from kamescope.model import (
    COMMENT_ORIGINALS,
    ENVIRONMENT,
    MARKS,
    OVERALL,
    PERCENT_RULES,
    PROTECTED_FROM,
    SELF,
    Factor,
    Item,
    Model,
    OpenQuestion,
    RaterGroup,
    Scale,
    SubFactor,
    Text,
)
from kamescope.toml_file import TomlReader, read_toml

DEFAULT_MINIMUM = 3
LEAST_WRITERS = 3
"""Fewer who wrote to one open question than this would be told by their words."""
MOST_OPEN_QUESTIONS = 20
SCALE_LIMIT = 100
MOST_ITEMS = 2000


def load_model(path: Path) -> Model:
    """Read and check a model file and the private aliases beside it (`<name>.aliases.toml`).

    Raises ModelError listing everything that is wrong, each with its table and key.
    """
    model = model_from_data(read_toml(path, ModelError), path.name)
    beside = path.with_name(f"{path.stem}.aliases.toml")
    if not beside.exists():
        return model
    return with_aliases(model, read_toml(beside, ModelError).get("aliases", {}), beside.name)


def model_from_source(source: str) -> Model:
    """A model from its canonical JSON, as the database keeps it."""
    return model_from_data(json.loads(source), "database")


def other_words(model: Model, other: Model) -> dict[str, list[str]]:
    """What another model calls the items of this one, beside its own words; what another item is called is left out."""
    own = {word for item in model.items for word in (*_statements(item), *item.aliases)}
    items = (item for item in other.items if item.code in model.item_index)
    words = {item.code: [each for each in (*_statements(item), *item.aliases) if each not in own] for item in items}
    return {code: each for code, each in words.items() if each}


def _statements(item: Item) -> Iterator[str]:
    return (text for _, text in item.text.versions)


def model_from_data(data: Mapping[str, object], file: str) -> Model:
    """Check the parsed content of a model file and freeze it; ModelError lists what is wrong."""
    reader = _ModelReader(file)
    model = reader.model(data)
    if reader.issues:
        raise ModelError(file, tuple(reader.issues))
    return model


def with_aliases(model: Model, aliases: object, file: str) -> Model:
    """The same model whose items also answer to other wordings; the fingerprint does not change.

    `aliases` as its file says, unchecked. Raises ModelError listing everything that is wrong with them.
    """
    reader = _ModelReader(file)
    table = reader.table({"aliases": aliases}, "aliases", "model")
    extra = {code: reader.strings(table, code, "aliases") for code in table}
    for code in extra.keys() - model.item_index.keys():
        reader.error("model_unknown_item", "aliases", code, value=code)
    if reader.issues:
        raise ModelError(file, tuple(reader.issues))

    def wider(sub_factor: SubFactor) -> SubFactor:
        items = (replace(item, aliases=item.aliases + extra.get(item.code, ())) for item in sub_factor.items)
        return replace(sub_factor, items=tuple(items))

    factors = (replace(f, sub_factors=tuple(map(wider, f.sub_factors))) for f in model.factors)
    return replace(model, factors=tuple(factors))


def also_called(model: Model, other: Model) -> Model:
    """The same model whose items also answer to the words of another one, wherever these are not another item's own."""
    words = other_words(model, other)
    return with_aliases(model, words, "database") if words else model


class Minimums(NamedTuple):
    """How many answers to an item, and how many who wrote to an open question, protected groups need."""

    items: int
    writers: int


class _ModelReader(TomlReader):
    """Reads a model's tables one by one and collects what is wrong instead of stopping at the first."""

    def model(self, data: Mapping[str, object]) -> Model:
        """The whole model; usable only if `issues` stayed empty."""
        self.only(data, "model", _MODEL_KEYS)
        scale = self.scale(self.table(data, "scale", "model"))
        settings = self.table(data, "settings", "model", required=False)
        self.only(settings, "settings", _SETTINGS_KEYS)
        factors = tuple(self.factors(data))
        codes = [item.code for factor in factors for item in factor.items]
        groups = tuple(self.groups(data, codes, self.minimums(settings)))
        self.unique_codes(factors, groups)
        marked = self.share(settings, "gap_marked", 0.25)
        explore = self.share(settings, "gap_to_explore", 0.125)
        if explore > marked:
            self.error("model_thresholds", "settings", "gap_to_explore", low=explore, high=marked)
        return Model(
            code=self.code(data, "model"),
            version=str(data.get("version", "1")),
            name=self.text(data, "name", "model", default=str(data.get("code", ""))),
            scale=scale,
            groups=groups,
            factors=factors,
            partition=self.partition(data),
            partition_name=self.text(data, "partition_name", "model", default=str(data.get("partition", ""))),
            gap_marked=marked,
            gap_to_explore=explore,
            source=json.dumps(data, ensure_ascii=False, sort_keys=True, default=str),
            open_questions=tuple(self.open_questions(data, [group.code for group in groups], codes)),
            comment_originals=self.choice(settings, "comment_originals", COMMENT_ORIGINALS),
        )

    def minimums(self, settings: Mapping[str, object]) -> Minimums:
        """How many answers to an item, and how many who wrote, a protected group needs."""
        items = self.whole(settings, "item_minimum", "settings", 1, default=2)
        writers = self.whole(settings, "comment_minimum", "settings", 1, default=LEAST_WRITERS)
        if writers < LEAST_WRITERS:
            self.error("model_writers", "settings", "comment_minimum", minimum=writers, least=LEAST_WRITERS)
        return Minimums(items, writers)

    def scale(self, table: Mapping[str, object]) -> Scale:
        """The scale, the right way up."""
        self.only(table, "scale", ("min", "max", "percent", "labels"))
        low = self.whole(table, "min", "scale", -SCALE_LIMIT, default=1)
        high = self.whole(table, "max", "scale", -SCALE_LIMIT, default=5)
        rule = table.get("percent", "of_max")
        if low >= high or high > SCALE_LIMIT:
            self.error("model_scale", "scale", "max", low=low, high=high, limit=SCALE_LIMIT)
        if rule not in PERCENT_RULES:
            self.error("model_choice", "scale", "percent", value=rule, choices=", ".join(PERCENT_RULES))
        elif rule == "of_max" and (low < 0 or high <= 0):
            self.error("model_percent", "scale", "percent", low=low, high=high)
        return Scale(low, high, str(rule), self.labels(table, max(high - low + 1, 0)))

    def labels(self, table: Mapping[str, object], expected: int) -> tuple[Text, ...]:
        """One label for each answer of the scale, lowest first, or none."""
        given = table.get("labels")
        if given is None:
            return ()
        if not isinstance(given, Mapping):
            self.error("model_type", "scale", "labels", expected="{ … }")
            return ()
        lists = {str(lang): self.strings(given, lang, "scale.labels") for lang in given}
        for language, labels in lists.items():
            if len(labels) != expected:
                self.error("model_labels", "scale", f"labels.{language}", count=len(labels), expected=expected)
                return ()
        return tuple(Text(tuple(zip(lists, row, strict=True))) for row in zip(*lists.values(), strict=True))

    def groups(self, data: Mapping[str, object], items: list[str], least: Minimums) -> Iterator[RaterGroup]:
        """The rater groups, each with a mark of its own."""
        tables = self.tables(data, "groups", "model")
        taken = {str(table["mark"]) for table in tables[: len(MARKS)] if "mark" in table}
        free = [mark for mark in MARKS if mark not in taken]
        if len(tables) > len(MARKS):
            self.error("model_too_many_groups", "groups", "groups", count=len(tables), most=len(MARKS))
        if tables and not any(table.get("code") == SELF for table in tables):
            self.error("model_no_self", "groups", "code", value=SELF)
        for table in tables[: len(MARKS)]:
            code = self.code(table, "groups")
            mark = str(table["mark"]) if "mark" in table else free.pop(0)
            yield self.group(table, f"groups.{code}", code, mark, items, least)

    def group(
        self, table: Mapping[str, object], where: str, code: str, mark: str, items: list[str], least: Minimums
    ) -> RaterGroup:
        """One rater group and its protection (docs/design.md 4)."""
        self.only(table, where, _GROUP_KEYS)
        own = code == SELF
        minimum = self.whole(table, "minimum", where, 1, default=1 if own else DEFAULT_MINIMUM)
        attributable = self.flag(table, "attributable", where, default=own)
        if minimum < DEFAULT_MINIMUM and not attributable:
            self.error("model_minimum", where, "minimum", minimum=minimum, least=DEFAULT_MINIMUM)
        if mark not in MARKS:
            self.error("model_choice", where, "mark", value=mark, choices=", ".join(MARKS))
        asked = self.strings(table, "items", where) if "items" in table else tuple(items)
        for item in asked:
            if item not in items:
                self.error("model_unknown_item", where, "items", value=item)
        if not asked:
            self.error("model_empty", where, "items")
        name = self.text(table, "name", where)
        protected = minimum >= PROTECTED_FROM
        return RaterGroup(
            code=code,
            name=name,
            plural=self.text(table, "plural", where, default=name),
            short=self.text(table, "short", where, default=name),
            alone=self.text(table, "alone", where, default=name),
            minimum=minimum,
            item_minimum=least.items if protected else 1,
            comment_minimum=least.writers if protected else 1,
            attributable=attributable,
            mark=mark,
            words=(code, *self.strings(table, "words", where)) if "words" in table else (code,),
            items=frozenset(asked),
        )

    def factors(self, data: Mapping[str, object]) -> Iterator[Factor]:
        """The factors in the file's order."""
        for table in self.tables(data, "factors", "model"):
            code = self.code(table, "factors")
            where = f"factors.{code}"
            self.only(table, where, _FACTOR_KEYS)
            name = self.text(table, "name", where)
            sub_factors = tuple(self.sub_factors(table, where, code, name))
            definition = self.text(table, "definition", where, default="")
            importance = self.text(table, "importance", where, default="")
            yield Factor(code, name, definition, importance, sub_factors, self.lexicon(table, where))

    def lexicon(self, table: Mapping[str, object], where: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The words that comments speak of a factor with, by language."""
        given = self.table(table, "lexicon", where, required=False)
        return tuple((language, self.strings(given, language, f"{where}.lexicon")) for language in given)

    def sub_factors(self, table: Mapping[str, object], where: str, code: str, name: Text) -> Iterator[SubFactor]:
        """The factor's sub-factors, or its own items as the only one."""
        if ("items" in table) == ("sub_factors" in table):
            key = "items" if "items" in table else "sub_factors"
            self.error("model_items_or_sub_factors" if "items" in table else "model_empty", where, key)
            return
        if "items" in table:
            yield SubFactor(code, name, tuple(self.items(table, where)))
            return
        for sub in self.tables(table, "sub_factors", where):
            sub_code = self.code(sub, f"{where}.sub_factors")
            where = f"sub_factors.{sub_code}"
            self.only(sub, where, ("code", "name", "items"))
            yield SubFactor(sub_code, self.text(sub, "name", where), tuple(self.items(sub, where)))

    def items(self, table: Mapping[str, object], where: str) -> Iterator[Item]:
        """The items of one sub-factor."""
        for item in self.tables(table, "items", where):
            code = self.code(item, f"{where}.items")
            where = f"items.{code}"
            self.only(item, where, ("code", "text", "aliases", "reversed"))
            aliases = self.strings(item, "aliases", where) if "aliases" in item else ()
            turned = self.flag(item, "reversed", where, default=False)
            yield Item(code, self.text(item, "text", where), aliases, turned)

    def open_questions(self, data: Mapping[str, object], groups: list[str], items: list[str]) -> Iterator[OpenQuestion]:
        """The open questions, each with the groups that are asked it: all, unless listed."""
        tables = self.tables(data, "open_questions", "model") if "open_questions" in data else []
        if len(tables) > MOST_OPEN_QUESTIONS:
            self.error("model_open_count", "model", "open_questions", count=len(tables), most=MOST_OPEN_QUESTIONS)
        codes = [self.code(table, "open_questions") for table in tables]
        self.duplicates([code for code in codes if code != str(None)], "open_questions", OVERALL)
        for table, code in zip(tables, codes, strict=True):
            where = f"open_questions.{code}"
            self.only(table, where, ("code", "text", "groups"))
            if code in items:
                self.error("model_open_is_item", where, "code", value=code)
            asked = self.strings(table, "groups", where) if "groups" in table else tuple(groups)
            for group in asked:
                if group not in groups:
                    self.error("model_unknown_group", where, "groups", value=group, choices=", ".join(groups))
            if not asked:
                self.error("model_empty", where, "groups")
            yield OpenQuestion(code, self.text(table, "text", where), tuple(each for each in groups if each in asked))

    def unique_codes(self, factors: tuple[Factor, ...], groups: tuple[RaterGroup, ...]) -> None:
        """No code stands for two things, and no item belongs to two sub-factors."""
        homes: dict[str, list[str]] = {}
        for factor in factors:
            for sub_factor in factor.sub_factors:
                for item in sub_factor.items:
                    homes.setdefault(item.code, []).append(sub_factor.code)
        for code, places in homes.items():
            if len(set(places)) > 1:
                self.error("model_item_twice", f"items.{code}", "code", value=code, places=", ".join(places))
        items = [item.code for factor in factors for item in factor.items if len(set(homes[item.code])) == 1]
        subs = [sub.code for factor in factors if not factor.is_plain for sub in factor.sub_factors]
        codes = [factor.code for factor in factors] + subs + items
        self.duplicates(codes, "factors", OVERALL)
        self.duplicates([group.code for group in groups], "groups", ENVIRONMENT)
        self.duplicates([group.mark for group in groups], "groups", "", key="mark")
        if not 1 <= len(homes) <= MOST_ITEMS:
            self.error("model_item_count", "factors", "items", count=len(homes), most=MOST_ITEMS)

    def duplicates(self, codes: list[str], table: str, reserved: str, key: str = "code") -> None:
        """Note every code (or mark) that is used twice or reserved."""
        for code, count in Counter(codes).items():
            if count > 1:
                self.error("model_duplicate", table, key, value=code, count=count)
            if code == reserved:
                self.error("model_reserved", table, key, value=code)

    def partition(self, data: Mapping[str, object]) -> str | None:
        """The one attribute that may filter respondents."""
        value = data.get("partition")
        if value is not None and not (isinstance(value, str) and value.strip()):
            self.error("model_type", "model", "partition", expected='"…"')
            return None
        return value

    def choice(self, table: Mapping[str, object], key: str, choices: tuple[str, ...]) -> str:
        """One of a few words, the first unless said."""
        value = table.get(key, choices[0])
        if value not in choices:
            self.error("model_choice", "settings", key, value=value, choices=", ".join(choices))
        return str(value)

    def share(self, table: Mapping[str, object], key: str, default: float) -> float:
        """A share of the scale's range, above 0 and up to 1."""
        value = table.get(key, default)
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= 1:
            self.error("model_share", "settings", key, value=value)
            return default
        return float(value)


_MODEL_KEYS = (
    "code",
    "version",
    "name",
    "partition",
    "partition_name",
    "scale",
    "settings",
    "groups",
    "factors",
    "open_questions",
)
_FACTOR_KEYS = ("code", "name", "definition", "importance", "lexicon", "items", "sub_factors")
_SETTINGS_KEYS = ("item_minimum", "comment_minimum", "comment_originals", "gap_marked", "gap_to_explore")
_GROUP_KEYS = ("code", "name", "plural", "short", "alone", "minimum", "attributable", "mark", "words", "items")

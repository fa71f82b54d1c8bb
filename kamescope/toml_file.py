"""Files of ours in TOML: read, and every fault named by file, table and key instead of stopping at the first."""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from kamescope.errors import ContentError, Issue, TomlError
from kamescope.model import Text
from kamescope.regular import read_regular

MOST_MEGABYTES = 10
CODE = re.compile(r"[A-Za-z0-9_.-]{1,32}")
_LINE_ENDS = re.compile("[ \t\r\n\f\v\x1c-\x1e\x85\u2028\u2029]+")
_UNSHOWN = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


class Refused(Protocol):
    """How a file is refused: its name, and what is wrong with it."""

    def __call__(self, file: str, issues: tuple[Issue, ...]) -> TomlError: ...


def read_toml(path: Path, refused: Refused) -> dict[str, object]:
    """The content of a TOML file; raises what `refused` is where there is none that can be read."""
    try:
        return tomllib.loads(read_regular(path, MOST_MEGABYTES).decode("utf-8-sig"))
    except ContentError as error:
        raise refused(path.name, (Issue("error", "model_unreadable", facts={"file": path.name}),)) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        facts = {"file": path.name, "reason": str(error)}
        raise refused(path.name, (Issue("error", "model_syntax", facts=facts),)) from error


class TomlReader:
    """Reads tables one by one and collects what is wrong."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.issues: list[Issue] = []

    def error(self, code: str, table: str, key: str, **facts: object) -> None:
        """Note one fault with its file, table and key."""
        facts |= {"file": self.file, "table": table, "key": key}
        self.issues.append(Issue("error", code, column=f"{table}.{key}", facts=facts))

    def only(self, table: Mapping[str, object], where: str, known: tuple[str, ...]) -> None:
        """A key nobody reads is a typing error, not a comment."""
        for key in table:
            if key not in known:
                self.error("model_unknown_key", where, key, choices=", ".join(known))

    def table(self, data: Mapping[str, object], key: str, where: str, required: bool = True) -> Mapping[str, object]:
        """A sub-table, empty where it is missing."""
        value = data.get(key, {})
        if not isinstance(value, Mapping):
            self.error("model_type", where, key, expected="{ … }")
            return {}
        if required and key not in data:
            self.error("model_key_missing", where, key)
        return value

    def tables(self, data: Mapping[str, object], key: str, where: str) -> list[Mapping[str, object]]:
        """An array of tables with at least one entry."""
        value = data.get(key, [])
        if not isinstance(value, list) or not all(isinstance(entry, Mapping) for entry in value):
            self.error("model_type", where, key, expected="[{ … }, { … }]")
            return []
        if not value:
            self.error("model_empty", where, key)
        return value

    def strings(self, table: Mapping[str, object], key: str, where: str) -> tuple[str, ...]:
        """A list of strings."""
        value = table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(entry, str) for entry in value):
            self.error("model_type", where, key, expected='["…", "…"]')
            return ()
        return tuple(value)

    def flag(self, table: Mapping[str, object], key: str, where: str, default: bool) -> bool:
        """True or false; a text such as "no" is neither, and must not lift a protection."""
        value = table.get(key, default)
        if not isinstance(value, bool):
            self.error("model_type", where, key, expected="true | false")
            return default
        return value

    def whole(self, table: Mapping[str, object], key: str, where: str, least: int, default: int) -> int:
        """A whole number not below `least`."""
        value = table.get(key, default)
        if isinstance(value, bool) or not isinstance(value, int) or value < least:
            self.error("model_number", where, key, value=value, least=least)
            return default
        return value

    def code(self, table: Mapping[str, object], where: str) -> str:
        """A code: letters, digits, `_`, `.`, `-`, at most 32."""
        value = table.get("code")
        if value is None:
            self.error("model_key_missing", where, "code")
        elif not (isinstance(value, str) and CODE.fullmatch(value)):
            self.error("model_code", where, "code", value=value)
        return str(value)

    def text(self, table: Mapping[str, object], key: str, where: str, default: str | Text | None = None) -> Text:
        """A text: one string, or one string for each language."""
        value = table.get(key)
        if value is None and default is not None:
            return default if isinstance(default, Text) else Text((("", default),))
        if isinstance(value, str) and value.strip():
            return Text((("", _one_line(value)),))
        if isinstance(value, Mapping) and value and all(isinstance(v, str) and v.strip() for v in value.values()):
            return Text(tuple((str(language), _one_line(v)) for language, v in value.items()))
        self.error("model_key_missing" if value is None else "model_text", where, key)
        return Text((("", ""),))


def _one_line(text: str) -> str:
    """A text on one line, its no-break spaces kept, without the characters that nothing can show."""
    return _UNSHOWN.sub("", _LINE_ENDS.sub(" ", text)).strip()

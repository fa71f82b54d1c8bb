"""How the product runs on this machine: open, or for people who sign in; one file, checked when the program starts."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path

from kamescope import places
from kamescope.errors import SettingsError
from kamescope.toml_file import TomlReader, read_toml

NAMED = "KAMESCOPE_SETTINGS"
"""The environment's variable that says where the file is."""
SECRET = "KAMESCOPE_PROXY_SECRET"
"""The environment's variable that may hold the secret of the proxy in front, in place of the file."""
BESIDE = places.ROOT / "kamescope.toml"
HERE = ("127.0.0.1", "localhost")
"""The names that every machine has for itself."""
SECRET_LENGTH = 16
HEADER = re.compile(r"[A-Za-z0-9-]{1,64}")
HOST = re.compile(r"[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?")


class Mode(StrEnum):
    """Who looks: nobody in particular, who sees everything; or a person known by e-mail."""

    OPEN = "open"
    SIGNED_IN = "signed_in"


class By(StrEnum):
    """How somebody is known: by a provider of identities, or by a header that a proxy in front sets."""

    OIDC = "oidc"
    HEADER = "header"


class Sharing(StrEnum):
    """When results are given to the KAM, the manager and the lead: once somebody says so, or at once."""

    WHEN_SHARED = "when_shared"
    AT_ONCE = "at_once"


@dataclass(frozen=True, slots=True)
class SignIn:
    """How people are known.

    `verified`: the provider's claim that says that the e-mail is theirs. `header` has the e-mail, and is believed where
    `secret_header` has the secret.
    """

    by: By = By.OIDC
    verified: str = "email_verified"
    header: str = ""
    secret_header: str = ""
    secret: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that the file may say; `hosts`: under which names the server may be called, beside its own."""

    mode: Mode = Mode.OPEN
    sign_in: SignIn = SignIn()
    hosts: tuple[str, ...] = ()
    contact: str = ""
    session_hours: int = 12
    shared: Sharing = Sharing.WHEN_SHARED
    audit_months: int = 24
    retention_months: int | None = None

    @property
    def is_open(self) -> bool:
        """Whether nobody signs in."""
        return self.mode is Mode.OPEN

    @property
    def at_once(self) -> bool:
        """Whether results are given to everybody concerned as soon as there are any."""
        return self.shared is Sharing.AT_ONCE


def place() -> Path | None:
    """Where the settings are: `$KAMESCOPE_SETTINGS`, else `kamescope.toml` beside the program, if there is one."""
    if named := os.environ.get(NAMED):
        return Path(named)
    return BESIDE if BESIDE.exists() else None


def settings() -> Settings:
    """The settings in force, read once; the open mode where there is no file. Raises SettingsError, as `load`."""
    return _read(place(), os.environ.get(SECRET, ""))


@cache
def _read(path: Path | None, secret: str) -> Settings:
    return Settings() if path is None else load(path, secret)


def load(path: Path, secret: str = "") -> Settings:
    """Read and check a file; `secret`: the proxy's, where it is not in the file.

    Raises SettingsError listing everything that is wrong, each with its table and key.
    """
    reader = _SettingsReader(path.name)
    found = reader.settings(read_toml(path, SettingsError), secret)
    if reader.issues:
        raise SettingsError(path.name, tuple(reader.issues))
    return found


class _SettingsReader(TomlReader):
    """Reads the settings and collects what is wrong."""

    def settings(self, data: Mapping[str, object], secret: str) -> Settings:
        """All of them; usable only if `issues` stayed empty."""
        self.only(data, TOP, _KEYS)
        mode = Mode(self.choice(data, "mode", TOP, tuple(Mode)))
        table = self.table(data, "identity", TOP, required=mode is Mode.SIGNED_IN)
        months = self.whole(data, "retention_months", TOP, 1, 1) if "retention_months" in data else None
        return Settings(
            mode,
            self.identity(table, secret) if table else SignIn(),
            self.hosts(data),
            self.word(data, "contact", TOP) if "contact" in data else "",
            self.whole(data, "session_hours", TOP, 1, _DEFAULT.session_hours),
            Sharing(self.choice(data, "shared", TOP, tuple(Sharing))),
            self.whole(data, "audit_months", TOP, 1, _DEFAULT.audit_months),
            months,
        )

    def identity(self, table: Mapping[str, object], secret: str) -> SignIn:
        """How people are known: a header counts for nothing without the secret that only the proxy has."""
        by = By(self.choice(table, "by", "identity", tuple(By)))
        if by is By.OIDC:
            self.only(table, "identity", ("by", "verified"))
            return SignIn(by, self.word(table, "verified", "identity") if "verified" in table else _OIDC.verified)
        self.only(table, "identity", ("by", "header", "secret_header", "secret"))
        header, secret_header = (self.header(table, key) for key in ("header", "secret_header"))
        if header and header.lower() == secret_header.lower():
            self.error("settings_same_header", "identity", "secret_header")
        kept = secret if secret and "secret" not in table else self.word(table, "secret", "identity")
        if kept and len(kept) < SECRET_LENGTH:
            self.error("settings_short_secret", "identity", "secret", least=SECRET_LENGTH)
        return SignIn(by, header=header, secret_header=secret_header, secret=kept)

    def hosts(self, data: Mapping[str, object]) -> tuple[str, ...]:
        """Names of machines, without scheme and port."""
        named = tuple(host.lower() for host in self.strings(data, "hosts", TOP))
        for host in named:
            if not HOST.fullmatch(host):
                self.error("settings_host", TOP, "hosts", value=host)
        return named

    def header(self, table: Mapping[str, object], key: str) -> str:
        """The name of a header."""
        named = self.word(table, key, "identity")
        if named and not HEADER.fullmatch(named):
            self.error("settings_header", "identity", key, value=named)
        return named

    def word(self, table: Mapping[str, object], key: str, where: str) -> str:
        """A text that has to be there."""
        value = table.get(key)
        if isinstance(value, str) and value.strip():
            return value.strip()
        if value is None:
            self.error("model_key_missing", where, key)
        else:
            self.error("model_type", where, key, expected='"…"')
        return ""

    def choice(self, table: Mapping[str, object], key: str, where: str, choices: tuple[str, ...]) -> str:
        """One of a few words, the first where nothing is said."""
        value = table.get(key, choices[0])
        if value in choices:
            return str(value)
        self.error("model_choice", where, key, value=value, choices=", ".join(choices))
        return choices[0]


TOP = "settings"
_DEFAULT, _OIDC = Settings(), SignIn()
_KEYS = (
    "mode",
    "identity",
    "hosts",
    "contact",
    "session_hours",
    "shared",
    "audit_months",
    "retention_months",
)

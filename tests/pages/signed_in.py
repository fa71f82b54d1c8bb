"""People who sign in, on the demonstration: what is granted to them, and what their browser would show."""

import time
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from kamescope import settings
from kamescope.service import GrantRequest, everything
from kamescope.ui import data
from kamescope.ui.menu import MENU
from tests.pages.app import session

SECRET = "0123456789abcdef"
OIDC = 'mode = "signed_in"\nsession_hours = 12\n{more}\n[identity]\nby = "oidc"\n'
HEADER = (
    'mode = "signed_in"\n{more}\n[identity]\nby = "header"\nheader = "X-Email"\n'
    f'secret_header = "X-Secret"\nsecret = "{SECRET}"\n'
)
ENTRIES = {entry.key: entry for part in MENU.values() for entry in part}


def say_settings(monkeypatch: pytest.MonkeyPatch, folder: Path, text: str = OIDC, more: str = "") -> None:
    """Put settings in force."""
    path = folder / f"kamescope_{len(list(folder.iterdir()))}.toml"
    path.write_text(text.format(more=more), encoding="utf-8")
    monkeypatch.setenv(settings.NAMED, str(path))


def grant(role: str, email: str, **on: str) -> None:
    """Give somebody a role, as the owner of the machine does."""
    everything(data.store()).grant(GrantRequest(role, email, **on))


def revoke(role: str, email: str, **on: str) -> None:
    """Take it away."""
    everything(data.store()).revoke(GrantRequest(role, email, **on))


def audited(what: str) -> list[tuple[str, str, str, str]]:
    """(who, role, KAM, campaign) of every line about that, the oldest first."""
    lines = everything(data.store()).audit()
    return [(line.who, line.role, line.on, line.campaign) for line in reversed(lines) if line.what == what]


def user(email: str, hours: float = 0, **claims: object) -> dict[str, object]:
    """What a provider says of somebody who signed in so many hours ago."""
    issued = {"is_logged_in": True, "email": email, "email_verified": True, "iat": int(time.time() - hours * 3600)}
    return issued | claims


def seen_by(who: dict[str, object], /, page: str = "", **query: str) -> AppTest:
    """A new session of somebody who signed in, at an address: the page of the menu or what is in its place."""
    path = ENTRIES[page].path if page in ENTRIES else page
    test = session("overview", {"url": f"http://127.0.0.1:8501/{path}"}, **query)
    test._page_hash = calc_hash(path) if path else ""
    test.user = who
    return test.run()

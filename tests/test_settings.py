"""The settings: the open mode where nobody says anything, and every fault named by file, table and key."""

from pathlib import Path

import pytest

from kamescope import settings as read
from kamescope.errors import SettingsError
from kamescope.i18n import LANGUAGES, words
from kamescope.settings import By, Mode, Settings, Sharing, SignIn, load, settings

SECRET = "0123456789abcdef"
HEADER = f'[identity]\nby = "header"\nheader = "X-Email"\nsecret_header = "X-Secret"\nsecret = "{SECRET}"\n'
OIDC = '[identity]\nby = "oidc"\n'


@pytest.fixture
def written(tmp_path: Path):
    def write(text: str) -> Path:
        path = tmp_path / "kamescope.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def faults(path: Path, secret: str = "") -> list[tuple[str, str]]:
    """(code, table.key) of everything that is wrong."""
    with pytest.raises(SettingsError) as caught:
        load(path, secret)
    assert caught.value.code == "settings_invalid"
    for language in LANGUAGES:
        for each in (caught.value, *caught.value.issues):
            assert words(language).error(each).startswith("kamescope.toml"), each.code
    return [(issue.code, issue.column) for issue in caught.value.issues]


def test_nobody_says_anything(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.delenv(read.NAMED, raising=False)
    monkeypatch.setattr(read, "BESIDE", tmp_path / "kamescope.toml")
    assert settings() == Settings()
    assert settings().is_open and not settings().at_once
    (tmp_path / "kamescope.toml").write_text("session_hours = 3", encoding="utf-8")
    assert settings().session_hours == 3


def test_a_file_that_is_named_and_not_there_is_not_the_open_mode(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv(read.NAMED, str(tmp_path / "kamescope.toml"))
    with pytest.raises(SettingsError) as caught:
        settings()
    assert [issue.code for issue in caught.value.issues] == ["model_unreadable"]


def test_everything_that_may_be_said(written):
    text = (
        'mode = "signed_in"\nhosts = ["KAM.example.com"]\ncontact = "Mme Y"\nsession_hours = 8\nshared = "at_once"\n'
        "audit_months = 6\nretention_months = 36\n"
    )
    identity = SignIn(By.HEADER, header="X-Email", secret_header="X-Secret", secret=SECRET)
    expected = Settings(Mode.SIGNED_IN, identity, ("kam.example.com",), "Mme Y", 8, Sharing.AT_ONCE, 6, 36)
    assert load(written(text + HEADER)) == expected
    verified = load(written('mode = "signed_in"\n[identity]\nby = "oidc"\nverified = "xms_edov"')).sign_in
    assert verified == SignIn(By.OIDC, "xms_edov")


def test_the_secret_may_come_from_the_environment_and_is_in_no_text(written):
    path = written('mode = "signed_in"\n' + HEADER.replace(f'secret = "{SECRET}"\n', ""))
    found = load(path, SECRET)
    assert found.sign_in.secret == SECRET
    assert SECRET not in repr(found)
    assert faults(path) == [("model_key_missing", "identity.secret")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('mod = "open"', ("model_unknown_key", "settings.mod")),
        ('mode = "closed"', ("model_choice", "settings.mode")),
        ("mode = true", ("model_choice", "settings.mode")),
        ("mode = [1]", ("model_choice", "settings.mode")),
        ('mode = "signed_in"', ("model_key_missing", "settings.identity")),
        ("identity = 3", ("model_type", "settings.identity")),
        ('session_hours = "12"', ("model_number", "settings.session_hours")),
        ("session_hours = 0", ("model_number", "settings.session_hours")),
        ("audit_months = 1.5", ("model_number", "settings.audit_months")),
        ("retention_months = 0", ("model_number", "settings.retention_months")),
        ('shared = "never"', ("model_choice", "settings.shared")),
        ('hosts = "kam.example.com"', ("model_type", "settings.hosts")),
        ('hosts = ["https://kam.example.com"]', ("settings_host", "settings.hosts")),
        ('hosts = ["*"]', ("settings_host", "settings.hosts")),
        ("contact = 3", ("model_type", "settings.contact")),
        ('[identity]\nby = "cookie"', ("model_choice", "identity.by")),
        (OIDC + 'header = "X-Email"', ("model_unknown_key", "identity.header")),
        (OIDC + "verified = true", ("model_type", "identity.verified")),
        (HEADER + "verified = 'x'", ("model_unknown_key", "identity.verified")),
        (HEADER.replace("X-Email", "X Email"), ("settings_header", "identity.header")),
        (HEADER.replace("X-Email", "x-secret"), ("settings_same_header", "identity.secret_header")),
        (HEADER.replace(SECRET, "short"), ("settings_short_secret", "identity.secret")),
        (HEADER.replace(f'"{SECRET}"', "12345678901234567890"), ("model_type", "identity.secret")),
        ("mode = ", ("model_syntax", None)),
    ],
)
def test_what_is_wrong_is_named(written, text: str, expected: tuple[str, str | None]):
    assert faults(written(text)) == [expected]

"""The examples of `deploy/` name what the product has: variables, settings, commands, ports; and fit one another."""

import json
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
import yaml

from kamescope import settings
from kamescope.cli import cli
from kamescope.places import KEY_FILE, ROOT, Server
from kamescope.service import ImportRequest, everything, open_store
from kamescope.ui.guard import HEADERS
from kamescope.ui.identity import NEEDED
from tests import postgres
from tests.ingest.files import as_csv
from tests.pages.databases import sheet
from tests.support import kamescope_model

DEPLOY = ROOT / "deploy"
FILES = [*sorted(path for path in DEPLOY.iterdir() if path.is_file()), ROOT / "docs" / "operating.md"]
HEALTH = "/_stcore/health"
RUN = "/run/secrets/"
OTHERS = {"PGPASSFILE", "TZ", "HOME", "POSTGRES_PASSWORD_FILE"}
"""Variables of others: libpq's, the system's, PostgreSQL's image's."""
PROXY = {"KAMESCOPE_ROUTE_SECRET"}
"""What only the example of Caddy reads."""
BY_HAND = {"tls.pem", "tls.key"}
"""Secrets that somebody else makes."""
SECTIONS = {
    "Unit": "Description Documentation After Wants",
    "Service": "Type User Group WorkingDirectory ExecStart Restart RestartSec TimeoutStopSec LimitNOFILE MemoryMax "
    "Environment LoadCredential StateDirectory StateDirectoryMode UMask CapabilityBoundingSet LockPersonality "
    "NoNewPrivileges PrivateDevices PrivateTmp ProcSubset ProtectClock ProtectControlGroups ProtectHome "
    "ProtectHostname ProtectKernelLogs ProtectKernelModules ProtectKernelTunables ProtectProc ProtectSystem RemoveIPC "
    "RestrictAddressFamilies RestrictNamespaces RestrictRealtime RestrictSUIDSGID SystemCallArchitectures "
    "SystemCallFilter SystemCallErrorNumber",
    "Install": "WantedBy",
}
"""Of systemd.exec(5), systemd.service(5), systemd.unit(5) and systemd.resource-control(5)."""


def text(name: str) -> str:
    """A file of the folder."""
    return (DEPLOY / name).read_text(encoding="utf-8")


COMPOSE: dict[str, Any] = yaml.safe_load(text("compose.yaml"))
SERVICES: dict[str, Any] = COMPOSE["services"]
OURS = {name: service for name, service in SERVICES.items() if service["image"] == "kamescope"}


def variables() -> set[str]:
    """Those that the program reads."""
    found = {
        name
        for path in (ROOT / "kamescope").rglob("*.py")
        for name in re.findall(r'"(KAMESCOPE_\w+)"', path.read_text())
    }
    assert KEY_FILE in found
    return found


def understood(words: list[str]) -> dict[str, Any]:
    """What the command line takes some words for; it does nothing with them."""
    context = cli.commands[words[0]].make_context(words[0], words[1:])
    return context.params


def mounted(secret: str | dict[str, str]) -> str:
    """The name of a secret that a service is given."""
    return secret if isinstance(secret, str) else secret["source"]


@pytest.mark.parametrize(
    "path", [*sorted(DEPLOY.iterdir()), ROOT / "docs" / "operating.md"], ids=lambda path: path.name
)
def test_variables_are_the_product_s(path: Path):
    if path.is_file():
        assert set(re.findall(r"\bKAMESCOPE_\w+", path.read_text(encoding="utf-8"))) <= variables() | PROXY


@pytest.mark.parametrize("name", SERVICES)
def test_what_a_service_refers_to_is_there(name: str):
    service = SERVICES[name]
    assert set(service.get("depends_on", ())) <= set(SERVICES)
    assert set(service["networks"]) <= set(COMPOSE["networks"])
    assert set(map(mounted, service.get("secrets", ()))) <= set(COMPOSE["secrets"])
    for volume in service.get("volumes", ()):
        source = volume.partition(":")[0]
        assert (DEPLOY / source).is_file() if source.startswith("./") else source in COMPOSE["volumes"]
    read = [
        value.removeprefix("/run/secrets/")
        for value in service.get("environment", {}).values()
        if value.startswith("/run/secrets/")
    ]
    assert set(read) <= set(map(mounted, service["secrets"] if read else ()))
    for needed, how in service.get("depends_on", {}).items():
        is_watched = "healthcheck" in SERVICES[needed] or needed in OURS
        assert is_watched or how["condition"] != "service_healthy"


@pytest.mark.parametrize("name", OURS)
def test_a_service_of_ours_knows_its_database_its_key_and_its_words(name: str):
    service = OURS[name]
    told = service["environment"]
    assert set(told) <= variables() | OTHERS
    role = re.fullmatch(r"postgresql://(\w+)@database/kamescope", told["KAMESCOPE_DB"]).group(1)
    assert role == ("kam_app" if name.startswith("app") else "kam_owner")
    assert told["PGPASSFILE"] == f"/run/secrets/{role.removeprefix('kam_')}_pgpass"
    assert any(told[KEY_FILE].startswith(f"{each.partition(':')[2]}/") for each in service["volumes"])
    if "command" in service:
        understood(service["command"])
    assert service["build"]["dockerfile"] == "deploy/Dockerfile"
    assert service["read_only"]


def test_all_read_the_same_clock():
    assert len({SERVICES[name]["environment"]["TZ"] for name in [*OURS, "database"]}) == 1


def test_secrets_are_made_by_the_script_once_and_closed(tmp_path: Path):
    (tmp_path / "chown").write_text("#!/bin/sh\n")
    (tmp_path / "chown").chmod(0o755)
    folder = tmp_path / "secrets"

    def made() -> dict[str, str]:
        path = {"PATH": f"{tmp_path}:/usr/bin:/bin"}
        subprocess.run(["sh", str(DEPLOY / "secrets.sh"), str(folder)], check=True, env=path)
        return {file.name: file.read_text() for file in folder.iterdir()}

    first = made()
    assert made() == first
    assert {file.stat().st_mode & 0o777 for file in folder.iterdir()} == {0o600}
    files = {Path(secret["file"]) for secret in COMPOSE["secrets"].values()}
    assert {path.name for path in files if path.parent.name == "secrets"} == set(first) | BY_HAND
    assert all((DEPLOY / path).is_file() for path in files if path.parent.name != "secrets")
    provider = tomllib.loads(first["oidc.toml"])["auth"]
    assert set(provider) == set(NEEDED)
    assert len(provider["cookie_secret"]) == 64
    for role in ("owner", "app"):
        host, port, database, user, password = first[f"{role}_pgpass"].strip().split(":")
        assert (host, port, database, user) == ("database", "5432", "kamescope", f"kam_{role}")
        assert f"{user} LOGIN PASSWORD '{password}'" in first["roles.sql"]


def test_settings_are_read_and_everybody_calls_the_server_by_the_same_name():
    found = settings.load(DEPLOY / "kamescope.toml")
    assert not found.is_open
    (host,) = found.hosts
    assert set(re.findall(r"server_name (\S+);", text("nginx.conf"))) == {host}
    assert f"\n{host} {{" in text("Caddyfile")
    assert f"Host {host}" in text("Caddyfile")
    assert f"https://{host}/oauth2callback" in text("secrets.sh")


def test_the_image_has_what_it_copies_and_listens_where_it_says():
    lines = [line for line in text("Dockerfile").replace("\\\n", "").splitlines() if line and not line.startswith("#")]
    told = [(word, rest) for word, _, rest in (line.partition(" ") for line in lines)]
    copied = [source for word, rest in told if word == "COPY" for source in rest.split()[:-1]]
    kept = {line.removeprefix("!") for line in text("Dockerfile.dockerignore").splitlines() if line.startswith("!")}
    assert set(copied) == kept
    assert all((ROOT / source).exists() for source in copied)
    (command,) = (json.loads(rest) for word, rest in told if word == "CMD")
    port = understood(command)["port"]
    said = dict(told)
    assert said["EXPOSE"] == str(port)
    assert f"http://127.0.0.1:{port}{HEALTH}" in said["HEALTHCHECK"]
    assert said["USER"] == "kamescope"
    assert re.search(r"app_user=(\d+)", text("secrets.sh")).group(1) in re.findall(r"--uid (\d+)", text("Dockerfile"))
    assert re.findall(r"pip install .*?(-r \S+)", text("Dockerfile")) == ["-r requirements.txt"]
    assert OURS["app1"]["command"] == command
    for server in ("nginx.conf", "Caddyfile"):
        assert set(re.findall(r"\b(app\d):(\d+)", text(server))) == {("app1", str(port)), ("app2", str(port))}


def test_proxies_let_in_what_the_application_takes_and_nobody_s_own_name():
    most = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text())["server"]["maxUploadSize"]
    nginx, caddy = text("nginx.conf"), text("Caddyfile")
    assert most < int(re.search(r"client_max_body_size (\d+)m;", nginx).group(1)) < most + 10
    assert most < int(re.search(r"max_size (\d+)MiB", caddy).group(1)) < most + 10
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for key in ("header", "secret_header"):
        name = re.search(rf'^{key} = "(.+)"$', readme, re.MULTILINE).group(1)
        assert f'proxy_set_header {name} "";' in nginx
        assert f"header_up -{name}" in caddy
    assert HEALTH in caddy
    # What the application says about its pages it says itself.
    for header in HEADERS:
        assert f"add_header {header.decode()}" not in nginx.lower()


def understands(*words: str) -> None:
    """A program finds nothing wrong with a file."""
    environment = {"KAMESCOPE_ROUTE_SECRET": "x", "HOME": "/nonexistent"}
    ran = subprocess.run(words, capture_output=True, text=True, env=environment)
    assert ran.returncode == 0, ran.stderr
    assert "[warn]" not in ran.stderr


def test_programs_that_are_here_understand_their_files(tmp_path: Path):
    if nginx := shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/bin"):
        key, certificate = tmp_path / "kamescope.key", tmp_path / "kamescope.pem"
        asked = f"req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -keyout {key} -out {certificate}"
        subprocess.run(["openssl", *asked.split()], check=True, capture_output=True)
        here = re.sub(r"\bapp\d:", "127.0.0.1:", text("nginx.conf")).replace("/etc/ssl", str(tmp_path))
        (tmp_path / "nginx.conf").write_text(here.replace("/run/", f"{tmp_path}/").replace("/dev/stdout", "off;#"))
        ran = subprocess.run(
            [nginx, "-t", "-p", tmp_path, "-c", tmp_path / "nginx.conf"], capture_output=True, text=True
        )
        assert ran.returncode == 0, ran.stderr
        assert "warn" not in ran.stderr
    if caddy := shutil.which("caddy"):
        understands(caddy, "validate", "--adapter", "caddyfile", "--config", str(DEPLOY / "Caddyfile"))
    if systemd := shutil.which("systemd-analyze"):
        # The program is not installed here; what else there is to say is said, and not by the end alone.
        here = text("kamescope.service").replace("/opt/kamescope/.venv/bin/python", sys.executable)
        (tmp_path / "kamescope.service").write_text(here)
        ran = subprocess.run([systemd, "verify", tmp_path / "kamescope.service"], capture_output=True, text=True)
        assert (ran.returncode, ran.stderr) == (0, "")


def unit() -> Iterator[tuple[str, str, str]]:
    """(section, directive, value) of the unit of systemd."""
    section = ""
    for line in text("kamescope.service").splitlines():
        if line.startswith("["):
            section = line.strip("[]")
        elif line and not line.startswith("#"):
            name, sign, value = line.partition("=")
            assert sign
            yield section, name, value


def test_the_unit_of_systemd_says_what_systemd_and_the_product_know():
    assert {section for section, _, _ in unit()} == set(SECTIONS)
    for section, name, _ in unit():
        assert name in SECTIONS[section].split()
    told = [(name, value) for _, name, value in unit()]
    (start,) = (value for name, value in told if name == "ExecStart")
    program, _, words = start.partition(" -m kamescope ")
    assert program.endswith("/.venv/bin/python")
    assert understood(words.split())["headless"]
    environment = dict(value.partition("=")[::2] for name, value in told if name == "Environment")
    assert set(environment) <= variables() | OTHERS
    state = f"/var/lib/{dict(told)['StateDirectory']}"
    assert environment["HOME"] == state
    assert environment[KEY_FILE].startswith(f"{state}/")
    credential = dict(told)["LoadCredential"].partition(":")[0]
    assert environment["PGPASSFILE"] == f"%d/{credential}"


@pytest.mark.postgresql
def test_the_owner_makes_the_tables_and_the_application_works_with_them(tmp_path: Path):
    cluster = postgres.Cluster()
    psql = shutil.which("psql") or "psql"

    def run(*words: str) -> None:
        subprocess.run([psql, cluster.address, "--quiet", "--set", "ON_ERROR_STOP=1", *words], check=True)

    run("--command", "CREATE ROLE kam_owner LOGIN; CREATE ROLE kam_app LOGIN; CREATE ROLE another LOGIN")
    run("--file", str(DEPLOY / "database.sql"))

    def of(role: str) -> Server:
        return Server(f"postgresql://{role}@127.0.0.1:{cluster.port}/kamescope", tmp_path / "kamescope.key")

    open_store(of("kam_owner")).close()
    store = open_store(of("kam_app"))
    content = as_csv(sheet(kamescope_model(), "A. FIRST", [("self", 1), ("manager", 1)]))
    report = everything(store).import_file("first.csv", content, ImportRequest(kamescope_model()))
    assert report.status == "imported"
    store.close()
    with psycopg.connect(of("kam_app").address, autocommit=True) as connection:
        for change in ("DROP TABLE answers", "ALTER TABLE answers ADD more INTEGER", "CREATE TABLE own (a INTEGER)"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(change)
    with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
        psycopg.connect(of("another").address)
    cluster.end()

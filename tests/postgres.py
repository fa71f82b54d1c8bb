"""A PostgreSQL server for tests, and databases on it: the one that `KAMESCOPE_TEST_PG` names, else one of our own.

Ours is started once a process, on this machine alone, and knows of no disk that it must wait for. A server does not run
as root: then it is the system's own user `postgres`.
"""

import atexit
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from functools import cache
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

from kamescope.places import Server

NAMED = "KAMESCOPE_TEST_PG"
INSTALLED = "/usr/lib/postgresql"
QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off", "max_connections=60")
SORTED_BY_BYTES = "ENCODING 'UTF8' LOCALE 'C.UTF-8' TEMPLATE template0"
LOCKED = "locked_out"
"""The role on our own server that has to say a password."""
_NUMBERS = count(1)


@cache
def address() -> str:
    """The address of the server, as somebody who may make databases there."""
    return os.environ.get(NAMED) or Cluster().address


@cache
def key_folder() -> Path:
    """Where the keys of databases of tests lie."""
    folder = Path(tempfile.mkdtemp(prefix="kamescope-keys-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def server(database: str, key: Path | None = None) -> Server:
    """A database of the server."""
    parts = urlsplit(address())
    return Server(urlunsplit(parts._replace(path=f"/{database}")), key or key_folder() / "kamescope.key")


def made(like: str = "") -> str:
    """The name of a new database: empty, or a copy of another one, to which nobody may be connected.

    Copied by its files, which costs half of the other way where nothing waits for the disk.
    """
    name = f"kamescope_{os.getpid()}_{next(_NUMBERS)}"
    command(f"CREATE DATABASE {name} {f'TEMPLATE {like} STRATEGY FILE_COPY' if like else SORTED_BY_BYTES}")
    return name


def dropped(database: str) -> None:
    """Drop a database, whoever is connected to it."""
    command(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")


def command(sql: str, database: str = "") -> list[tuple]:
    """Run SQL as who may make databases; what it found."""
    with _connection(database) as connection:
        found = connection.execute(sql)
        return found.fetchall() if found.description else []


def _connection(database: str) -> psycopg.Connection:
    return psycopg.connect(server(database).address if database else address(), autocommit=True)


class Cluster:
    """A server of our own, until this process ends."""

    def __init__(self, *more: str) -> None:
        """`more`: addresses of this machine on which it listens besides."""
        self.hosts = ("127.0.0.1", *more)
        self.folder = Path(tempfile.mkdtemp(prefix="kamescope-pg-"))
        atexit.register(self.end)
        if os.getuid() == 0:
            shutil.chown(self.folder, "postgres")
        self.data = self.folder / "data"
        self._run("initdb", "-D", self.data, "-E", "UTF8", "--locale=C.UTF-8", "-A", "trust", "-U", "postgres", "-N")
        # They have to say a password. By name: patterns came with PostgreSQL 16.
        rules = self.data / "pg_hba.conf"
        near = "".join(f"host all postgres {host}/24 trust\n" for host in more)
        rules.write_text(f"host all {LOCKED} 127.0.0.1/32 scram-sha-256\n{near}{rules.read_text()}")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.start()
        self.address = f"postgresql://postgres@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        """Start it, and wait until it answers."""
        told = [f"-p {self.port}", f"-h {','.join(self.hosts)}", f"-k {self.folder}", *(f"-c {each}" for each in QUICK)]
        self._run("pg_ctl", "-D", self.data, "-l", self.folder / "log", "-o", " ".join(told), "-w", "start")

    def new(self) -> str:
        """The address of a new database."""
        name = f"new_{next(_NUMBERS)}"
        with psycopg.connect(self.address, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} {SORTED_BY_BYTES}")
        return f"{self.address.rpartition('/')[0]}/{name}"

    def give(self, file: Path) -> None:
        """Make a file of its own, empty."""
        file.touch(mode=0o600)
        if os.getuid() == 0:
            shutil.chown(file, "postgres")

    def stop(self) -> None:
        """Stop it at once; who is connected is cut off."""
        self._run("pg_ctl", "-D", self.data, "-m", "fast", "-w", "stop")

    def end(self) -> None:
        """Stop it, and leave nothing."""
        if (self.data / "postmaster.pid").exists():
            self._run("pg_ctl", "-D", self.data, "-m", "immediate", "-w", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, program: str, *words: object) -> None:
        before = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
        subprocess.run([*before, _program(program), *map(str, words)], check=True, stdout=subprocess.DEVNULL, cwd="/")


def _program(name: str) -> str:
    newest = max(_installed(), default=None, key=lambda path: float(path.parts[-3]))
    return str(newest.with_name(name)) if newest else name


def _installed() -> Iterator[Path]:
    yield from Path(INSTALLED).glob("*/bin/pg_ctl")

"""A host that vanishes in the middle of a change: its line to the server goes dead, and nobody is told.

`python -m tests.store.vanishing ADDRESS KEY STATE` is what runs on it: it begins a change, says so, and goes no
further; `idle`: the server waits for its next word, `copying`: for more of the rows that it was sending.
"""

import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

from kamescope.places import ROOT, Server
from kamescope.service import open_store

IDLE, COPYING = "idle", "copying"
GATE, GUEST = "10.213.77.1", "10.213.77.2"
"""The two ends of the cable to a namespace."""


class Line:
    """A line to a port of this machine, through which from a moment on nothing gets any more.

    On every machine, whatever it lets us do. It is a host that hangs rather than one that is gone: our own machine goes
    on telling the server that somebody is there, and only its patience within a change ends that.
    """

    before: tuple[str, ...] = ()

    def __init__(self) -> None:
        self._is_dead, self._over = threading.Event(), threading.Event()
        self._open = [socket.create_server(("127.0.0.1", 0))]

    def at(self, port: int) -> str:
        """Where a server that listens on a port of this machine is, through the line."""
        threading.Thread(target=self._accept, args=(port,), daemon=True).start()
        return f"127.0.0.1:{self._open[0].getsockname()[1]}"

    def vanish(self) -> None:
        """From now on nothing gets through; nothing is closed either."""
        self._is_dead.set()

    def close(self) -> None:
        """Let go of both ends."""
        self._over.set()
        for each in self._open:
            each.close()

    def _accept(self, port: int) -> None:
        with suppress(OSError):
            while True:
                near, _ = self._open[0].accept()
                far = socket.create_connection(("127.0.0.1", port))
                self._open += [near, far]
                for ends in ((near, far), (far, near)):
                    threading.Thread(target=self._carry, args=ends, daemon=True).start()

    def _carry(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while content := source.recv(65536):
                if self._is_dead.is_set():
                    self._over.wait()
                target.sendall(content)
        if not self._is_dead.is_set():
            with suppress(OSError):
                target.shutdown(socket.SHUT_WR)


class Namespace:
    """A network of its own on this machine, on whose cable a server listens, and which is pulled."""

    def __init__(self) -> None:
        self._name, end = f"kam{os.getpid()}", f"kam{os.getpid()}"
        self.before = ("ip", "netns", "exec", self._name)
        _ip(f"netns add {self._name}")
        try:
            _ip(f"link add {end} type veth peer name out netns {self._name}")
            _ip(f"addr add {GATE}/30 dev {end}")
            _ip(f"link set {end} up")
            _ip(f"-n {self._name} addr add {GUEST}/30 dev out")
            self.come_back()
        except subprocess.CalledProcessError:
            self.close()
            raise

    def at(self, port: int) -> str:
        """Where a server that listens on our end is, for a host of this network."""
        return f"{GATE}:{port}"

    def vanish(self) -> None:
        """Pull the cable."""
        _ip(f"-n {self._name} link set out down")

    def come_back(self) -> None:
        """Put the cable in."""
        _ip(f"-n {self._name} link set out up")

    def close(self) -> None:
        """Take the network away, the cable with it."""
        _ip(f"netns del {self._name}")


def _ip(command: str) -> None:
    subprocess.run(["ip", *command.split()], check=True, capture_output=True)


@cache
def may_make_networks() -> bool:
    """Whether this machine lets us have networks of our own."""
    try:
        Namespace().close()
    except (OSError, subprocess.CalledProcessError):
        return False
    return True


@contextmanager
def changing(host: Line | Namespace, server: Server, state: str) -> Iterator[None]:
    """Somebody on a host in the middle of a change; in the end their program is killed."""
    command = [*host.before, sys.executable, "-m", "tests.store.vanishing", server.address, str(server.key), state]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout.readline() == f"{state}\n"
        yield
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def main(address: str, key: str, state: str) -> None:
    """Begin a change, and go no further."""
    with open_store(Server(address, Path(key))).transaction() as cursor:
        cursor.execute("DELETE FROM answers")
        if state == COPYING:
            with cursor._connection.cursor().copy("COPY answers FROM STDIN") as copy:
                copy.write("")
                _wait(state)
        _wait(state)


def _wait(state: str) -> None:
    print(state, flush=True)
    time.sleep(600)


if __name__ == "__main__":
    main(*sys.argv[1:])

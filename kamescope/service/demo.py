"""The demonstration: M. MARTIN's real figures and a fictitious team, loaded on a first start, removed in one click."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

from kamescope.model import Model
from kamescope.service.files import FileReport, ImportRequest, import_file
from kamescope.store import undo
from kamescope.store.connect import Store


def import_demo(store: Store, folder: Path, model: Model) -> Iterator[tuple[float, FileReport]]:
    """Import the demo's files one by one; yields the share done and the report of each."""
    entries = tomllib.loads((folder / "demo.toml").read_text(encoding="utf-8"))["files"]
    for done, entry in enumerate(entries, start=1):
        request = ImportRequest(default_model=model, demo=True, fictitious=entry["fictitious"])
        content = (folder / entry["file"]).read_bytes()
        yield done / len(entries), import_file(store, entry["file"], content, request)


def has_demo(store: Store) -> bool:
    """Whether the demo is in the database."""
    return store.run("demo_count").fetchall()[0][0] > 0


def remove_demo(store: Store) -> None:
    """Remove everything that only the demo brought, in one transaction."""
    undo.forget_demo(store)

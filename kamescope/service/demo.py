"""The demonstration: M. MARTIN's real figures and a fictitious team, loaded on a first start, removed in one click."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from kamescope.model import Model
from kamescope.service.files import FileReport, ImportRequest, import_file, open_upload
from kamescope.service.levers import LeverRequest, keep_levers
from kamescope.service.viewer import Scope
from kamescope.store import undo
from kamescope.store.connect import Store


def import_demo(store: Store, scope: Scope, folder: Path, model: Model) -> Iterator[tuple[float, FileReport]]:
    """Import the demo's files one by one; yields the share done and the report of each.

    With the last of them the instruments' files are kept, which name its people.
    """
    told = tomllib.loads((folder / "demo.toml").read_text(encoding="utf-8"))
    entries = told["files"]
    for done, entry in enumerate(entries, start=1):
        request = ImportRequest(default_model=model, demo=True, fictitious=entry["fictitious"])
        content = (folder / entry["file"]).read_bytes()
        report = import_file(store, entry["file"], content, request)
        if done == len(entries) and not report.refused:
            _keep_levers(store, scope, folder, told.get("levers", ()))
        yield done / len(entries), report


def _keep_levers(store: Store, scope: Scope, folder: Path, entries: Iterable[Mapping[str, Any]]) -> None:
    """Keep the files of the manager's instruments, all of them made up."""
    files = []
    for entry in entries:
        upload = open_upload(Path(entry["file"]).name, (folder / entry["file"]).read_bytes())
        choices = entry.get("choices", {})
        asked = LeverRequest(entry["instrument"], held_on=entry["day"], choices=choices, fictitious=True)
        files.append((upload, asked))
    keep_levers(store, scope, files)


def has_demo(store: Store) -> bool:
    """Whether the demo is in the database."""
    return store.run("demo_count").fetchall()[0][0] > 0


def remove_demo(store: Store) -> None:
    """Remove everything that only the demo brought, in one transaction."""
    undo.forget_demo(store)

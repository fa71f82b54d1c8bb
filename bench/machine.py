"""What the figures were taken on: no host name, no path."""

import os
import platform
import shutil
import subprocess
from importlib.metadata import version


def description() -> str:
    """Cores, memory, load and the versions that matter, in a few lines."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    packages = ", ".join(f"{name} {version(name)}" for name in ("duckdb", "streamlit"))
    return (
        f"{os.cpu_count()} cores ({platform.machine()}), {memory:.0f} GiB of memory, load {os.getloadavg()[0]:.1f}\n"
        f"Python {platform.python_version()}, {packages}, {_chromium()}"
    )


def _chromium() -> str:
    found = shutil.which("chromium")
    if found is None:
        return "no Chromium"
    said = subprocess.run([found, "--version"], capture_output=True, text=True, check=False).stdout
    return " ".join(said.split()[:2]) or "Chromium"

"""Where the product keeps its data."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "data"
DEMO = DATA / "demo"
DEFAULT_MODEL = DATA / "models" / "kamescope.toml"
QUIZ = DATA / "quizzes" / "kam_roles.toml"
DEFAULT_DATABASE = DATA / "kamescope.duckdb"


LANGUAGE = "KAMESCOPE_LANGUAGE"
"""Set where somebody started the server in a language: it says in that one what it finds as it starts."""

NO_DEMO = "KAMESCOPE_NO_DEMO"
"""Set where somebody named the database: the demo is for the default one only."""


def database() -> Path:
    """The database in use: `$KAMESCOPE_DB`, else the default one."""
    return Path(os.environ.get("KAMESCOPE_DB") or DEFAULT_DATABASE)

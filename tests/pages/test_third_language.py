"""A language is a folder of catalogues: one more of them, and the whole product speaks it.

Made up from the English one, every word respelt, under a code that CLDR knows and that writes numbers unlike French and
English: in Basque 13.6% is `% 13,6`, and 1,250 is `1.250`.
"""

import io
import json
import re
import shutil
import string
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from kamescope import places
from kamescope.i18n import HERE, LANGUAGES, NBSP, messages
from tests.pages.databases import People
from tests.store.damage import copied
from tests.support import kamescope_model

BASQUE = "eu"
_KEPT = re.compile(
    r"`[^`]*`|https?://\S+|:material/\w+:|:[a-z-]+\[|\{[^{}]*\}|&[A-Za-z]+;?|--[a-z-]+|\.[a-z]+\b|<[^>]*>|\w+@\w+"
)
"""What stands in a sentence and is no word: code, addresses, icons, colours, facts, marks of a page, options."""
_RESPELT = str.maketrans("aeiouAEIOU", "àèìòùÀÈÌÒÙ")
_TOKEN = re.compile(r"[a-z]+(?:\.[a-z0-9_]+)+")
_WRITTEN_OTHERWISE = re.compile(r".{0,30}(?:\d\.\d{1,2}(?!\d)|\d[\u00a0\u202f]?%|\d\u202f\d|\d,\d{3}(?!\d))")
"""A decimal point, a percent sign behind its figure, a French space or an English comma between thousands."""
PRODUCTS = ("command", "page", "pdf", "deck", "workbook", "comparison", "questionnaire", "entry", "csv")


def respelt(text: str) -> str:
    """An English text whose every word with a vowel is in no catalogue."""
    ends = [0, *(end for found in _KEPT.finditer(text) for end in found.span()), len(text)]
    pieces = (text[start:end] for start, end in pairwise(ends))
    return "".join(piece if number % 2 else _translated(piece) for number, piece in enumerate(pieces))


def _translated(piece: str) -> str:
    """Words in other letters, the figures that a sentence gives as an example in another writing."""
    figures = re.sub(r"(\d)\.(\d)", r"\1,\2", piece)
    return re.sub(r"(\d+)%", rf"%{NBSP}\1", figures).translate(_RESPELT)


def made_up(room: Path) -> bytes:
    """A room's catalogue in the third language."""
    english = read_po(io.BytesIO(room.read_bytes()))
    catalogue = Catalog(BASQUE)
    for message in english:
        if message.id:
            form = message.string
            text = tuple(map(respelt, form)) if isinstance(form, tuple) else respelt(form)
            catalogue.add(message.id, text)
    written = io.BytesIO()
    write_po(written, catalogue, width=0)
    return written.getvalue()


@pytest.fixture(scope="module")
def spoken(demo_people: People, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What says something → what it says, in a copy of the product that has one folder more."""
    house = tmp_path_factory.mktemp("house")
    for folder in ("kamescope", "pages", "data/models", "data/quizzes", ".streamlit"):
        shutil.copytree(places.ROOT / folder, house / folder)
    shutil.copy(places.ROOT / "app.py", house)
    folder = house / HERE.relative_to(places.ROOT) / BASQUE
    folder.mkdir()
    for room in (HERE / "en").glob("*.po"):
        (folder / room.name).write_bytes(made_up(room))
    database, out = copied(demo_people.path, house / "demo.duckdb"), house / "spoken.json"
    command = [sys.executable, "-m", "tests.pages.everything", BASQUE, database, out]
    ended = subprocess.run(
        command, cwd=house, env={"PYTHONPATH": f"{house}:{places.ROOT}"}, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stderr
    return json.loads(out.read_text(encoding="utf-8"))


def sentences(language: str) -> Iterator[str]:
    """What the catalogues of a language say between the facts, long enough to be nothing else."""
    for catalogue in messages(language).values():
        for message in catalogue:
            for form in message.string if isinstance(message.string, tuple) else [message.string] * bool(message.id):
                for literal, *_ in string.Formatter().parse(form):
                    piece = literal.strip()
                    if len(piece.split()) > 2 and respelt(piece) != piece:
                        yield piece


@pytest.mark.deep
def test_every_product_speaks_it(spoken: dict[str, str]) -> None:
    assert {name.split(" ")[0].rstrip(",") for name in spoken} == set(PRODUCTS)
    assert all(re.search("[àèìòù]", text) for text in spoken.values())


@pytest.mark.deep
def test_no_sentence_is_french_or_english(spoken: dict[str, str]) -> None:
    files = (*(places.DEMO / "levers").glob("*.csv"), *(places.DATA / "quizzes").glob("*.toml"))
    own = kamescope_model().source + "".join(path.read_text(encoding="utf-8-sig") for path in files)
    others = {piece for language in LANGUAGES for piece in sentences(language)}
    assert len(others) > 1000
    found = {(name, piece) for name, text in spoken.items() for piece in others if piece in text and piece not in own}
    assert found == set()


@pytest.mark.deep
def test_no_key_stands_where_a_sentence_should(spoken: dict[str, str]) -> None:
    keys = {
        key[0] if isinstance(key, tuple) else key
        for catalogue in messages("fr").values()
        for key in (message.id for message in catalogue if message.id)
    }
    assert {name: found for name, text in spoken.items() if (found := keys & set(_TOKEN.findall(text)))} == {}


@pytest.mark.deep
def test_numbers_are_written_its_own_way(spoken: dict[str, str]) -> None:
    seen = {name: text for name, text in spoken.items() if not re.match("csv|.*all of it$", name)}
    assert {name: found for name, text in seen.items() if (found := _WRITTEN_OTHERWISE.findall(text))} == {}
    assert all(";" in text and not re.search(r"\d\.\d", text) for name, text in spoken.items() if name[:3] == "csv")
    for name in ("command scores", "pdf", "deck", "page overview"):
        assert re.search(rf"%{NBSP}\d", spoken[name]), name


def test_papers_say_which_language_they_are_in(spoken: dict[str, str]) -> None:
    assert spoken["pdf"].startswith("language: eu\n")
    assert "language: eu-ES" in spoken["deck"].splitlines()

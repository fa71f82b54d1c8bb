"""Every issue the room can raise has its sentence in both languages, and no sentence is left over."""

import re
from pathlib import Path

import kamescope.ingest
from kamescope.i18n import messages

ROOM = Path(kamescope.ingest.__file__).parent
RAISED = re.compile(r'"([a-z]+(?:_[a-z]+)+)"')


def test_codes_and_sentences_match():
    written = {code for path in ROOM.rglob("*.py") for code in RAISED.findall(path.read_text(encoding="utf-8"))}
    for language in ("fr", "en"):
        keys = {str(message.id) for message in messages(language)["ingest"] if message.id}
        assert all(key.startswith("error.") for key in keys)
        assert {key.removeprefix("error.") for key in keys} <= written | {"file_empty"}


def test_both_languages_fill_in_the_same_facts():
    french, english = (
        {m.id: set(re.findall(r"{(\w+)}", m.string)) for m in messages(each)["ingest"]} for each in ("fr", "en")
    )
    assert french == english

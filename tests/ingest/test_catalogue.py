"""Every issue the room can raise has its sentence in both languages, and no sentence is left over."""

import re
from pathlib import Path

from babel.messages.catalog import Message

import kamescope.ingest
from kamescope.i18n import messages

ROOM = Path(kamescope.ingest.__file__).parent
RAISED = re.compile(r'"([a-z]+(?:_[a-z]+)+)"')


def test_codes_and_sentences_match():
    written = {code for path in ROOM.rglob("*.py") for code in RAISED.findall(path.read_text(encoding="utf-8"))}
    for language in ("fr", "en"):
        keys = {_key(message) for message in messages(language)["ingest"] if message.id}
        assert all(key.startswith("error.") for key in keys)
        assert {key.removeprefix("error.") for key in keys} <= written | {"file_empty"}


def test_both_languages_fill_in_the_same_facts():
    french, english = (
        {_key(m): set(re.findall(r"{(\w+)}", " ".join(_versions(m)))) for m in messages(each)["ingest"]}
        for each in ("fr", "en")
    )
    assert french == english


def _key(message: Message) -> str:
    return message.id[0] if isinstance(message.id, tuple) else str(message.id)


def _versions(message: Message) -> tuple[str, ...]:
    """The sentence, or its singular and its plural."""
    return message.string if isinstance(message.string, tuple) else (str(message.string),)

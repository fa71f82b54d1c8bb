"""Opaque names: keyed hashes that are stable in one database and mean nothing elsewhere."""

import base64
import hmac
from collections.abc import Iterable

from kamescope.lookalikes import plain_id
from kamescope.naming import same_key

_BYTES = 10
_CHARACTERS = 16
"""So many characters are so many bytes of the hash."""
_KEPT = 12


def token(secret: str, kind: str, key: str) -> str:
    """A short opaque name, stable in one database: twelve characters of a keyed hash."""
    return tokens(secret, kind, [key])[0]


def tokens(secret: str, kind: str, keys: Iterable[str]) -> list[str]:
    """The opaque names of many keys, spelled at once: a large file has many thousand of them."""
    encoded = secret.encode()
    digests = (hmac.digest(encoded, f"{kind}:{key}".encode(), "sha256")[:_BYTES] for key in keys)
    # Ten bytes are sixteen signs of base32 with nothing left over: all are spelled in one go and cut apart.
    spelled = base64.b32encode(b"".join(digests)).decode().lower()
    return [spelled[at : at + _KEPT] for at in range(0, len(spelled), _CHARACTERS)]


def kam_key(source_id: object, company: str, name: str, fictitious: bool) -> str:
    """What makes a KAM the same person: the source's id where given, else company and name.

    Fictitious people have keys of their own, so that nobody's answers ever mix with the demo's.
    """
    prefix = "fictitious|" if fictitious else ""
    if isinstance(source_id, str) and source_id:
        return f"{prefix}id|{same_key(source_id)}"
    return f"{prefix}name|{same_key(company)}|{same_key(name)}"


def rater_tokens(secret: str, emails: Iterable[object]) -> list[str | None]:
    """What is kept of raters' e-mails, None where there is none (survey tools write `anonymous` there)."""
    written = [email.strip().casefold() if isinstance(email, str) and "@" in email else None for email in emails]
    return _where_given(secret, "rater", written)


def respondent_token(secret: str, source_id: str) -> str | None:
    """What is kept of a respondent's id."""
    return respondent_tokens(secret, [source_id])[0]


def respondent_tokens(secret: str, ids: Iterable[str | None]) -> list[str | None]:
    """What is kept of respondents' ids: the same one is known again, and nobody can read it."""
    return _where_given(secret, "respondent", [each and same_key(each) for each in ids])


def plain_token(secret: str, source_id: str) -> str | None:
    """The same of an id as a spreadsheet may have rewritten it."""
    return plain_tokens(secret, [source_id])[0]


def plain_tokens(secret: str, ids: Iterable[str | None]) -> list[str | None]:
    """The same of ids as a spreadsheet may have rewritten them: `007` and `7` are one."""
    return _where_given(secret, "plain", [each and plain_id(each) for each in ids])


def _where_given(secret: str, kind: str, keys: list[str | None]) -> list[str | None]:
    made = iter(tokens(secret, kind, (key for key in keys if key is not None)))
    return [None if key is None else next(made) for key in keys]

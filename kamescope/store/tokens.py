"""Opaque names: keyed hashes that are stable in one database and mean nothing elsewhere."""

import base64
import hmac

from kamescope.lookalikes import plain_id
from kamescope.naming import same_key

_BYTES = 10
"""Sixteen characters of the hash, of which twelve are kept: a large file has many thousand of them."""


def token(secret: str, kind: str, key: str) -> str:
    """A short opaque name, stable in one database: twelve characters of a keyed hash."""
    digest = hmac.digest(secret.encode(), f"{kind}:{key}".encode(), "sha256")
    return base64.b32encode(digest[:_BYTES])[:12].decode().lower()


def kam_key(source_id: object, company: str, name: str, fictitious: bool) -> str:
    """What makes a KAM the same person: the source's id where given, else company and name.

    Fictitious people have keys of their own, so that nobody's answers ever mix with the demo's.
    """
    prefix = "fictitious|" if fictitious else ""
    if isinstance(source_id, str) and source_id:
        return f"{prefix}id|{same_key(source_id)}"
    return f"{prefix}name|{same_key(company)}|{same_key(name)}"


def rater_token(secret: str, email: object) -> str | None:
    """What is kept of a rater's e-mail, None where there is none (survey tools write `anonymous` there)."""
    if not isinstance(email, str) or "@" not in email:
        return None
    return token(secret, "rater", email.strip().casefold())


def respondent_token(secret: str, source_id: str) -> str:
    """What is kept of a respondent's id: the same one is known again, and nobody can read it."""
    return token(secret, "respondent", same_key(source_id))


def plain_token(secret: str, source_id: str) -> str:
    """The same of an id as a spreadsheet may have rewritten it: `007` and `7` are one."""
    return token(secret, "plain", plain_id(source_id))

"""Who looks, as a provider of identities or a proxy in front says: the one place that asks Streamlit for it."""

import datetime
import hmac
import json
import math
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import urlsplit

import streamlit as st
from starlette.requests import HTTPConnection
from streamlit.web.server.starlette import starlette_websocket
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from kamescope.errors import RequestError
from kamescope.service import email_of
from kamescope.settings import HERE, By, SignIn, settings

Values = Callable[[str], Sequence[str]]
"""The values of a header, by its name."""
VERIFIED = {"true", "1"}
"""How providers write that an e-mail is verified."""
NEEDED = ("redirect_uri", "cookie_secret", "client_id", "client_secret", "server_metadata_url")
"""What Streamlit wants to know of a provider."""
_SINCE = "identity_since"


class Visitor(NamedTuple):
    """Somebody known by e-mail, and since when they are signed in."""

    email: str
    since: datetime.datetime


def visitor() -> Visitor:
    """Who looks in this run.

    Raises RequestError: `sign_in_needed`, `sign_in_unverified`, `sign_in_over`; `sign_in_no_header` where the proxy in
    front does not say who it is.
    """
    how = settings().sign_in
    if how.by is By.HEADER:
        return still_in(Visitor(of_headers(st.context.headers.get_all, how), _first_seen()))
    return still_in(of_claims(dict(st.user), how))


def of_request(request: HTTPConnection) -> Visitor:
    """Who asks for something that is no page: a file. Errors as `visitor`."""
    how = settings().sign_in
    if how.by is By.HEADER:
        return Visitor(of_headers(request.headers.getlist, how), datetime.datetime.now(datetime.UTC))
    return still_in(of_claims(_cookie(request), how))


def _cookie(request: HTTPConnection) -> Mapping[str, object]:
    """The claims in the cookie that Streamlit signed, as it reads them itself; none where the signature is wrong."""
    signed = starlette_websocket._get_signed_cookie_with_chunks(request.cookies, USER_COOKIE_NAME)
    claims: Mapping[str, object] = json.loads(signed) if signed else {}
    return claims


def of_claims(claims: Mapping[str, object], how: SignIn) -> Visitor:
    """Who the claims of a provider are about; their e-mail counts only where it is said to be verified.

    Raises RequestError `sign_in_needed`, `sign_in_unverified`.
    """
    if not claims.get("is_logged_in"):
        raise RequestError("sign_in_needed")
    if str(claims.get(how.verified)).lower() not in VERIFIED:
        raise RequestError("sign_in_unverified")
    return Visitor(_email(claims.get("email")), _moment(claims.get("iat")))


def of_headers(values: Values, how: SignIn) -> str:
    """The e-mail that the proxy in front sends, believed only with its secret. RequestError `sign_in_no_header`."""
    said, secrets = values(how.header), values(how.secret_header)
    # Of two headers of one name one would be the visitor's own.
    if len(said) != 1 or len(secrets) != 1 or not hmac.compare_digest(secrets[0].encode(), how.secret.encode()):
        raise RequestError("sign_in_no_header")
    return _email(said[0])


def still_in(found: Visitor) -> Visitor:
    """The same; RequestError `sign_in_over` where they signed in too long ago, whatever their cookie says."""
    if datetime.datetime.now(datetime.UTC) - found.since >= datetime.timedelta(hours=settings().session_hours):
        raise RequestError("sign_in_over")
    return found


def sign_in() -> None:
    """Go to the provider."""
    st.login()


def sign_out() -> None:
    """Forget who this is in the browser, and at the provider where it can."""
    st.logout()


def can_sign_out() -> bool:
    """Whether signing out is ours to do, and not the proxy's."""
    return settings().sign_in.by is By.OIDC


def check_provider() -> None:
    """See at the start that the provider is told and leads back here. RequestError `sign_in_keys`, `sign_in_host`."""
    if settings().is_open or settings().sign_in.by is not By.OIDC:
        return
    told: Mapping[str, object] = st.secrets.get("auth", {}) if st.secrets.load_if_toml_exists() else {}
    if missing := [key for key in NEEDED if not told.get(key)]:
        raise RequestError("sign_in_keys", keys=", ".join(missing))
    host = urlsplit(str(told["redirect_uri"])).hostname
    if host not in (*HERE, *settings().hosts):
        raise RequestError("sign_in_host", host=str(host))


def _email(said: object) -> str:
    try:
        return email_of(str(said or ""))
    except RequestError as error:
        raise RequestError("sign_in_unverified") from error


def _moment(said: object) -> datetime.datetime:
    """When a token was issued; of one that does not say it is over."""
    if isinstance(said, bool) or not isinstance(said, int | float) or not math.isfinite(said):
        raise RequestError("sign_in_over")
    return datetime.datetime.fromtimestamp(said, datetime.UTC)


def _first_seen() -> datetime.datetime:
    """When this session began: a proxy does not say since when it knows somebody."""
    since: datetime.datetime = st.session_state.setdefault(_SINCE, datetime.datetime.now(datetime.UTC))
    return since

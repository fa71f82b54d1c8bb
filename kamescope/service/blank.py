"""Whom a blank questionnaire is for: what a person types, completed by what the database knows."""

from collections.abc import Sequence
from dataclasses import replace

from kamescope.errors import RequestError
from kamescope.ingest.words import group_words
from kamescope.model import Model
from kamescope.naming import same_key, tidy
from kamescope.questionnaire import Addressee
from kamescope.records import Kam
from kamescope.service.choose import choose
from kamescope.service.people import Participation, people
from kamescope.service.viewer import Scope
from kamescope.store.connect import Store


def addressee(
    store: Store, scope: Scope, default_model: Model, campaign: str, kam: str = "", group: str = ""
) -> Addressee:
    """The campaign (name or token), KAM (name, id or token) and group (code or any word files use) meant.

    A known campaign brings its model, a known KAM their id, company and team; what the database does not know is
    taken as written, since questionnaires go out before anything comes back. "" leaves KAM or group open.
    Raises RequestError: `kam_ambiguous`, `group_unknown`.
    """
    everybody = people(store, scope)
    inside = [entry for entry in everybody if _is(entry, campaign)]
    model = inside[0].model if inside else default_model
    known = _known(inside, kam) or _known(everybody, kam)
    meant = inside[0].campaign.name if inside else tidy(campaign)
    wanted = Addressee(model=model, campaign=meant, kam=tidy(kam), group=_group(model, group))
    if known is None:
        return wanted
    # A KAM without an id of their own is known by company and name: the token is ours alone.
    own = "" if known.id == known.token else known.id
    return replace(wanted, kam=known.name, kam_id=own, company=known.company, team=known.team)


def _is(entry: Participation, campaign: str) -> bool:
    return entry.campaign.token == campaign or same_key(entry.campaign.name) == same_key(campaign)


def _known(everybody: Sequence[Participation], kam: str) -> Kam | None:
    """The KAM meant, as the latest campaign has them; None where nobody is called that."""
    latest = {entry.kam.token: entry for entry in reversed(everybody)}
    try:
        return choose(tuple(latest.values()), kam).kam
    except RequestError as error:
        if error.code == "kam_unknown":
            return None
        raise


def _group(model: Model, word: str) -> str:
    if not word.strip():
        return ""
    words = group_words(model)
    place = words.position(word)
    if place is None:
        raise RequestError("group_unknown", value=word, words=words.understood)
    return model.groups[place].code

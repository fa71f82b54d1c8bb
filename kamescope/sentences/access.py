"""Who did what, who may see what, what was released to whom."""

from kamescope.analysis.version_change import VersionChange
from kamescope.i18n import Words
from kamescope.model import Model
from kamescope.records import Release
from kamescope.sentences.names import in_words, place_name

UNNAMED = {"command line": "audit.command_line", "anyone": "audit.anyone"}
"""What the audit writes where nobody signed in."""

OWN = "kam"
"""The role in which somebody is the KAM themself."""


def author(who: str, say: Words) -> str:
    """Who did something, as the audit writes it: an e-mail, or in words what stands for one."""
    return say(UNNAMED[who]) if who in UNNAMED else who


def released(release: Release, say: Words) -> str:
    """`KAM, manager et responsable, à partir du 3 mars 2026 (version 1 du 2 mars 2026)`."""
    roles = say.listing(say(f"role.{role}") for role in release.roles)
    made = say.date(release.released_at.date())
    return say("release.stands", roles=roles, day=say.date(release.opens), version=release.version, made=made)


def released_shortly(release: Release, say: Words) -> str:
    """`KAM et manager, dès le 3 mars 2026`."""
    roles = say.listing(say(f"role.{role}") for role in release.roles)
    return say("release.short", roles=roles, day=say.date(release.opens))


def version(release: Release, say: Words) -> str:
    """A release that was reopened: its number and its days."""
    made, reopened = release.released_at.date(), release.reopened_at
    day = say.date(reopened.date()) if reopened else ""
    return say("release.version", version=release.version, made=say.date(made), day=day)


def version_changes(change: VersionChange, model: Model, before: str, after: str, say: Words) -> str:
    """`De la version 1 à la version 2 : clients 3 → 6 ; 9 facteurs sur 13 changent.`"""
    parts = [
        say(
            "version.group",
            group=in_words(model.group(code).plural, say),
            before=say.number(old),
            after=say.number(new),
        )
        for code, old, new in change.groups
    ]
    if change.factors:
        parts.append(say("version.factors", len(change.factors), whole=say.number(len(model.factors))))
    if change.whole and (sides := tuple(map(say.percent, change.whole)))[0] != sides[1]:
        parts.append(say("version.environment", before=sides[0], after=sides[1]))
    if change.reworded:
        parts.append(say("version.reworded"))
    told = say("version.and").join(parts) or say("version.same")
    return say("version.changes", before=before, after=after, changes=told)


def returned(count: int, sent: int | None, say: Words) -> str:
    """`8 sur 9`, or `8 questionnaires`: what came back, of those sent where that is known."""
    if sent is None:
        return say("count.questionnaires", count)
    return say("quality.out_of", part=say.number(count), whole=say.number(sent))


def deed(what: str, say: Words) -> str:
    """What somebody did, as the audit writes it, in words; one that is not known here as it is written."""
    key = f"audit.did.{what}"
    return say(key) if say.knows(key) else what


def roles(written: str, say: Words) -> str:
    """The roles that somebody had, as the audit writes them, in words."""
    return say.series(say(key) if say.knows(key := f"role.{each}") else each for each in written.split("+"))


def granted(role: str, company: str, team: str, kam: str, say: Words) -> str:
    """A grant as people say it, "" what it is not on: `coach de l’équipe Nord (XYZ)`; `kam` by name."""
    name = say(f"role.{role}")
    if kam:
        return say("grant.own" if role == OWN else "grant.kam", role=name, kam=kam)
    if team:
        return say("grant.team", role=name, team=place_name(team, company))
    return say("grant.company", role=name, company=company) if company else name

"""What is granted, in words: as whom, on what; names of KAMs told apart."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kamescope import sentences
from kamescope.analysis.people import told_apart
from kamescope.i18n import Words
from kamescope.naming import alphabetical
from kamescope.records import Kam
from kamescope.service import Account, Grant, On
from kamescope.ui import data
from kamescope.ui.text import plain

MOST_NAMED = 40


@dataclass(frozen=True, slots=True)
class Everybody:
    """Who is known by e-mail, and the KAMs there are (by token, in the order of their names) with what each is called.

    `is_open`: nobody signs in, so that what is granted acts on nobody yet.
    """

    accounts: tuple[Account, ...]
    kams: Mapping[str, Kam]
    names: Mapping[str, str]
    is_open: bool


def everybody() -> Everybody:
    """As this run's viewer may see them."""
    door = data.door()
    kams = {entry.kam.token: entry.kam for entry in door.enrolled()}
    kams = dict(sorted(kams.items(), key=lambda each: alphabetical(each[1].name)))
    names = dict(zip(kams, told_apart(list(kams.values())), strict=True))
    return Everybody(door.persons(), kams, names, not door.viewer.roles)


def called(account: Account) -> str:
    """A person by name, by e-mail where there is none."""
    return account.name or account.email


def address(email: str) -> str:
    """An e-mail for Markdown, as a text: it would else be made a link that opens a program for mail."""
    return plain(email).replace(r"\@", ":gray[@]")


def who(account: Account) -> str:
    """A person for Markdown, by name, by e-mail where there is none."""
    return plain(account.name) if account.name else address(account.email)


def granted(grant: Grant, names: Mapping[str, str], say: Words) -> str:
    """One grant as people say it: `coach de l’équipe Nord (XYZ)`; a KAM who is gone by what is known of them."""
    kam = names.get(grant.token, grant.kam) if grant.on is On.KAM else ""
    return sentences.granted(grant.role, grant.company, grant.team, kam, say)


def named(names: Iterable[str], say: Words) -> str:
    """The first of many names, and how many more there are."""
    found = list(names)
    more = len(found) - MOST_NAMED
    told = say.series(found[:MOST_NAMED])
    return f"{told} {say('import.kind.more', more)}" if more > 0 else told

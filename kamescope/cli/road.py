"""How far each KAM is, and to whom results are released: `state`, `release`, `reopen`."""

import datetime
from collections.abc import Iterable, Iterator

import click

from kamescope import sentences, service
from kamescope.cli.choice import about_one_kam
from kamescope.cli.context import Context, with_json
from kamescope.errors import RequestError
from kamescope.i18n import Words
from kamescope.service import Release, Road, Service

_STATE = ("column.kam", "filter.campaign", "cli.heading.state", "column.questionnaires", "road.talk", "road.release")


@click.command("state")
@click.option("--kam", help="KAM, by id or name; else everybody.")
@click.option("--campaign", help="Campaign, by name or code.")
@click.option("--go-on/--wait", "goes_on", default=None, help="Go on although a group lacks, or wait for it again.")
@click.option("--prepared/--unprepared", default=None, help="Say that the conversation is prepared, or not yet.")
@click.option("--talk", metavar="DATE", help="Day of the conversation, as 2026-03-31; empty forgets it.")
@with_json
def state_command(
    context: Context,
    kam: str | None,
    campaign: str | None,
    goes_on: bool | None,
    prepared: bool | None,
    talk: str | None,
) -> None:
    """List how far each KAM is, or say of one how far they are."""
    says = any(each is not None for each in (goes_on, prepared, talk))
    if says and kam is None:
        raise RequestError("state_whom")
    with context.door(to_write=says) as door:
        if kam is not None:
            pair = _pair(door, kam, campaign)
            if goes_on is not None:
                door.go_on(*pair, goes_on)
            if prepared is not None:
                door.prepare(*pair, prepared)
            if talk is not None:
                door.set_talk(*pair, _day(talk) if talk.strip() else None)
            found = [_road(door, pair)]
        elif campaign is not None:
            token = service.in_campaign(door.people(), campaign)[0].campaign.token
            found = [road for road in door.roads() if road.campaign.token == token]
        else:
            found = list(door.roads())
    context.show([document(road) for road in found], lambda: _table(context.say, found))


@click.command("release")
@about_one_kam
@click.option("--to", default=",".join(service.RECIPIENTS), show_default=True, help="Roles, parted by commas.")
@click.option("--on", "opens", metavar="DATE", help="From which day on, as 2026-03-31; else from today.")
@with_json
def release_command(context: Context, kam: str, campaign: str | None, to: str, opens: str | None) -> None:
    """Give a KAM's results to roles; nothing of them moves any more until they are reopened."""
    day = _day(opens) if opens else None
    with context.door(to_write=True) as door:
        pair = _pair(door, kam, campaign)
        door.release_to(*pair, [each for each in to.split(",") if each.strip()], day)
        road = _road(door, pair)
    context.show(document(road), lambda: _table(context.say, [road]))


@click.command("reopen")
@about_one_kam
@with_json
def reopen_command(context: Context, kam: str, campaign: str | None) -> None:
    """Take a release back, and let in what waited for it."""
    with context.door(to_write=True) as door:
        pair = _pair(door, kam, campaign)
        waiting = door.reopen(*pair)
        road = _road(door, pair)
    context.show(document(road) | {"waiting": waiting}, lambda: _reopened(context.say, road, waiting))


def document(road: Road) -> dict[str, object]:
    """The document of one KAM in one campaign."""
    return {
        "id": road.kam.id,
        "kam": road.kam.name,
        "campaign": road.campaign.name,
        "state": road.step,
        "returned": road.returned,
        "sent": road.sent,
        "missing": list(road.missing),
        "goes_on": road.marks.goes_on,
        "prepared": road.marks.prepared,
        "talk": road.marks.talk.isoformat() if road.marks.talk else None,
        "releases": releases(road.releases),
    }


def releases(every: Iterable[Release]) -> list[dict[str, object]]:
    """Every version of what was released."""
    return [
        {
            "version": each.version,
            "to": list(each.roles),
            "on": each.opens.isoformat(),
            "released_at": each.released_at.isoformat(timespec="seconds"),
            "by": each.who,
            "reopened_at": each.reopened_at.isoformat(timespec="seconds") if each.reopened_at else None,
            "kept": each.kept,
        }
        for each in every
    ]


def _table(say: Words, found: Iterable[Road]) -> Iterator[list[str]]:
    yield [say(key) for key in _STATE]
    for road in found:
        talk = say.date(road.marks.talk) if road.marks.talk else ""
        stands = sentences.released(road.release, say) if road.release else ""
        returned = sentences.returned(road.returned, road.sent, say)
        yield [road.kam.name, road.campaign.name, say(f"road.step.{road.step}"), returned, talk, stands]


def _reopened(say: Words, road: Road, waiting: int) -> Iterator[list[str]]:
    yield [say("release.reopened", kam=road.kam.name)]
    if waiting:
        yield [say("count.wait", waiting)]


def _pair(door: Service, kam: str, campaign: str | None) -> tuple[str, str]:
    entry = service.choose(door.people(), kam, campaign)
    return entry.campaign.token, entry.kam.token


def _road(door: Service, pair: tuple[str, str]) -> Road:
    return next(road for road in door.roads() if (road.campaign.token, road.kam.token) == pair)


def _day(text: str) -> datetime.date:
    """A day as people type it here; RequestError `day_unreadable`."""
    try:
        return datetime.date.fromisoformat(text.strip())
    except ValueError:
        raise RequestError("day_unreadable", day=text) from None

"""What came back from each group of each KAM: figures against those sent, and where each stands in words."""

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from kamescope.analysis.quality import KamReturns, Returns, State
from kamescope.charts.fragment import Fragment, fragment, mark_picture, tag
from kamescope.charts.theme import Look, mark_of
from kamescope.i18n import Words
from kamescope.model import Model, RaterGroup

_CSS = """
@root table{width:100%;border-collapse:collapse;table-layout:fixed;margin:0}
@root th,@root td{padding:.5rem .6rem;border:0;font-weight:400;text-align:left;vertical-align:top}
@root tr{border-bottom:1px solid var(--kms-line)}
@root tbody tr:last-child{border-bottom:0}
@root thead th{color:var(--kms-muted);font-size:.8125rem;vertical-align:bottom;overflow-wrap:anywhere}
@root .kms-who{padding-left:0;overflow-wrap:anywhere}
@root .kms-company{display:block;color:var(--kms-muted);font-size:.8125rem}
@root .kms-num{font-variant-numeric:tabular-nums;white-space:nowrap}
@root .kms-of{color:var(--kms-muted)}
@root .kms-figure{margin-right:.4rem}
@root .kms-state{display:inline-block;font-size:.8125rem;line-height:1.35;color:var(--kms-muted)}
@root .kms-masked,@root .kms-waiting,@root .kms-nothing,@root .kms-excess{border-radius:.25rem;padding:0 .35rem}
@root .kms-masked{color:var(--kms-alarm);background:var(--kms-alarm-tint);font-weight:600}
@root .kms-waiting,@root .kms-excess{color:var(--kms-accent);background:var(--kms-tint)}
@root .kms-nothing{color:var(--kms-warn);background:var(--kms-warn-tint)}
@root .kms-incomplete{color:var(--kms-text)}
@root .kms-bar{display:block;height:3px;margin-top:5px;border-radius:2px;background:var(--kms-line);overflow:hidden}
@root .kms-bar span{display:block;height:100%}
@root .kms-done{opacity:.35}
@root .kms-least{display:block;font-size:.75rem}
@root .kms-only-narrow{display:none}
@container (max-width:@limit){
@root table,@root tbody{display:block}
@root thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
@root tr{display:grid;grid-template-columns:repeat(auto-fill,minmax(8.5rem,1fr));gap:.4rem .75rem;padding:.7rem 0}
@root tbody th,@root tbody td{display:block;padding:0}
@root tbody .kms-who{grid-column:1/-1;font-weight:600}
@root tbody .kms-who .kms-company{font-weight:400}
@root .kms-only-narrow{display:block;color:var(--kms-muted);font-size:.75rem}
}
"""


def returns_table(model: Model, entries: Sequence[KamReturns], groups: Sequence[str], look: Look) -> Fragment:
    """One row for each KAM given, one column for each group: received of sent, a bar, and the state in words."""
    say = look.words
    table = tag(
        "table",
        tag("caption", say("quality.table_caption"), class_="kms-sr"),
        _head(model, groups, look),
        tag("tbody", *(_row(model, entry, groups, look) for entry in entries), role="rowgroup"),
        role="table",
    )
    alarm, warn = look.palette.quadrants["blind_spot"], look.palette.quadrants["shared_progress"]
    colours = {"alarm": alarm[0], "alarm-tint": alarm[1], "warn": warn[0], "warn-tint": warn[1]}
    return fragment("returns", _CSS, 160 + 130 * len(groups), look, table, **colours)


def returns_rows(
    model: Model, entries: Sequence[KamReturns], groups: Sequence[str], say: Words
) -> list[dict[str, object]]:
    """One row for each KAM and group, to download; what is not to be said is null."""
    return [
        {
            say("filter.kam"): entry.kam.name,
            say("tables.csv.company"): entry.kam.company,
            say("tables.csv.group"): say.group(model.group(each.group.code), each.group.respondents),
            say("quality.column_returned"): each.group.respondents,
            say("quality.column_sent"): each.sent,
            say("quality.column_minimum"): each.group.minimum,
            say("quality.column_waiting"): each.waiting,
            say("quality.column_empty"): each.empty,
            say("quality.column_blank"): _share(each),
            say("tables.csv.status"): state_words(each, say),
        }
        for entry in entries
        for each in entry.groups
        if each.group.code in groups
    ]


def state_words(each: Returns, say: Words) -> str:
    """Where a group stands, in a few words: `encore 1 pour être montré`, `complet`."""
    if each.state is State.MASKED:
        return say("quality.state_masked", each.wanting)
    if each.state is State.WAITING:
        return say("quality.state_waiting", each.waiting)
    if each.state in (State.INCOMPLETE, State.EXCESS):
        return say(f"quality.state_{each.state}", abs(each.difference))
    return say(f"quality.state_{each.state}")


def _share(each: Returns) -> float | None:
    return None if each.group.non_response is None else round(each.group.non_response, 4)


def _head(model: Model, groups: Sequence[str], look: Look) -> Markup:
    say = look.words
    names = (tag("th", *_heading(model, code, look), scope="col", role="columnheader") for code in groups)
    first = tag("th", say("filter.kam"), scope="col", role="columnheader", class_="kms-who")
    return tag("thead", tag("tr", first, *names, role="row"), role="rowgroup")


def _heading(model: Model, code: str, look: Look) -> Iterator[object]:
    """The mark and name of a group, and its minimum where it is protected."""
    group, say = model.group(code), look.words
    yield from (mark_picture(model, code, look), " ", say.group(group))
    if group.protected:
        yield tag("span", say("quality.minimum", minimum=say.number(group.minimum)), class_="kms-least")


def _row(model: Model, entry: KamReturns, groups: Sequence[str], look: Look) -> Markup:
    company = tag("span", entry.kam.company, class_="kms-company") if entry.kam.company else ""
    return tag(
        "tr",
        tag("th", entry.kam.name, company, scope="row", role="rowheader", class_="kms-who"),
        *(_cell(model.group(each.group.code), each, model, look) for each in entry.groups if each.group.code in groups),
        role="row",
    )


def _cell(group: RaterGroup, each: Returns, model: Model, look: Look) -> Markup:
    say = look.words
    name = tag("span", mark_picture(model, group.code, look), " ", say.text(group.short), class_="kms-only-narrow")
    sent = "" if each.sent is None else tag("span", say("quality.of_sent", sent=say.number(each.sent)), class_="kms-of")
    figure = tag("span", say.number(each.group.respondents), sent, class_="kms-num kms-figure")
    state = tag("span", state_words(each, say), class_=f"kms-state kms-{each.state}")
    return tag("td", name, figure, state, _bar(group, each, model, look), role="cell", title=_told(group, each, say))


def _bar(group: RaterGroup, each: Returns, model: Model, look: Look) -> Markup | str:
    """How far the group is: towards those sent, else towards the minimum."""
    goal = each.sent if each.sent is not None else group.minimum
    share = min(each.group.respondents / goal, 1) if goal else 1
    filled = tag("span", style=f"width:{share * 100:.0f}%;background:{look.palette.groups[mark_of(model, group.code)]}")
    css = "kms-bar kms-done" if each.state in (State.SHOWN, State.COMPLETE) else "kms-bar"
    return tag("span", filled, class_=css, aria_hidden="true")


def _told(group: RaterGroup, each: Returns, say: Words) -> str:
    """The tooltip: everything that may be said of the group, in words."""
    parts = [say("quality.received", each.group.respondents)]
    if each.sent is not None:
        parts.append(say("quality.sent", each.sent))
    if each.waiting:
        parts.append(say("quality.state_waiting", each.waiting))
    if each.empty:
        parts.append(say("quality.empty", each.empty))
    if (share := each.group.non_response) is not None:
        parts.append(say("card.non_response", share=say.percent(share * 100, 1)))
    parts.append(say("quality.minimum", minimum=say.number(group.minimum)))
    return say("quality.told", group=say.group(group, each.group.respondents), facts=say.series(parts))

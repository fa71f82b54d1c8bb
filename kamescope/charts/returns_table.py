"""What came back from each group of each KAM: figures against those sent, and where each stands in words."""

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from kamescope.analysis.quality import KamReturns, Returns, State
from kamescope.charts.fragment import Fragment, fragment, mark_picture, tag
from kamescope.charts.table import Content, HtmlTable, TableColumn, content
from kamescope.charts.table_cells import bar, label
from kamescope.charts.table_style import labelled
from kamescope.charts.theme import Look
from kamescope.i18n import Words
from kamescope.model import Model, RaterGroup
from kamescope.records import Kam

_CSS = labelled(
    """
@root{--kms-pad:.5rem .6rem}
@root .kms-part{overflow-wrap:anywhere}
@root .kms-company{display:block;color:var(--kms-muted);font-size:.8125rem}
@root .kms-num{white-space:nowrap;margin-right:.4rem}
@root .kms-of{color:var(--kms-muted)}
@root .kms-state{display:inline-block;font-size:.8125rem;line-height:1.35;color:var(--kms-muted)}
@root .kms-masked,@root .kms-waiting,@root .kms-nothing,@root .kms-excess{border-radius:.25rem;padding:0 .35rem}
@root .kms-masked{color:var(--kms-alarm);background:var(--kms-alarm-tint);font-weight:600}
@root .kms-waiting,@root .kms-excess{color:var(--kms-accent);background:var(--kms-tint)}
@root .kms-nothing{color:var(--kms-warn);background:var(--kms-warn-tint)}
@root .kms-incomplete{color:var(--kms-text)}
@root .kms-done{opacity:.35}
""",
    """
@root tr{grid-template-columns:repeat(auto-fill,minmax(8.5rem,1fr));gap:.4rem .75rem;padding:.7rem 0}
@root tbody .kms-part{font-weight:600}
@root .kms-company{font-weight:400}
@root .kms-label{line-height:inherit}
""",
)


def returns_table(model: Model, entries: Sequence[KamReturns], groups: Sequence[str], look: Look) -> Fragment:
    """One row for each KAM given, one column for each group: received of sent, a bar, and the state in words."""
    say = look.words
    drawn = HtmlTable(
        say("quality.table_caption"),
        (
            TableColumn(content(say("filter.kam")), lambda entry: _name(entry.kam), "kms-part"),
            *(_column(model, code, look) for code in groups),
        ),
    )
    alarm, warn = look.palette.quadrants["blind_spot"], look.palette.quadrants["shared_progress"]
    colours = {"alarm": alarm[0], "alarm-tint": alarm[1], "warn": warn[0], "warn-tint": warn[1]}
    return fragment("returns", _CSS, 160 + 130 * len(groups), look, drawn.of(entries), **colours)


def returns_rows(
    model: Model, entries: Sequence[KamReturns], groups: Sequence[str], say: Words
) -> list[dict[str, object]]:
    """One row for each KAM and group, to download; what is not to be said is null."""
    return [
        {
            say("filter.kam"): entry.kam.name,
            say("column.company"): entry.kam.company,
            say("column.group"): say.group(model.group(each.group.code), each.group.respondents),
            say("quality.column_returned"): each.group.respondents,
            say("quality.column_sent"): each.sent,
            say("column.minimum"): each.group.minimum,
            say("column.waiting"): each.waiting,
            say("quality.column_empty"): each.empty,
            say("quality.column_blank"): _share(each),
            say("column.status"): state_words(each, say),
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
        return say("import.done.waiting", each.waiting)
    if each.state in (State.INCOMPLETE, State.EXCESS):
        return say(f"quality.state_{each.state}", abs(each.difference))
    return say(f"quality.state_{each.state}")


def _share(each: Returns) -> float | None:
    return None if each.group.non_response is None else round(each.group.non_response, 4)


def _name(kam: Kam) -> Content:
    return content(kam.name, tag("span", kam.company, class_="kms-company") if kam.company else "")


def _column(model: Model, code: str, look: Look) -> TableColumn[KamReturns]:
    return TableColumn(content(*_heading(model, code, look)), lambda entry: _cell(entry.of(code), model, look))


def _heading(model: Model, code: str, look: Look) -> Iterator[object]:
    """The mark and name of a group, and its minimum where it is protected."""
    group, say = model.group(code), look.words
    yield from (mark_picture(model, code, look), " ", say.group(group))
    if group.protected:
        yield tag("span", say("quality.minimum", minimum=say.number(group.minimum)), class_="kms-note")


def _cell(each: Returns, model: Model, look: Look) -> Content:
    group, say = model.group(each.group.code), look.words
    name = label(mark_picture(model, group.code, look), " ", say.text(group.short))
    sent = "" if each.sent is None else tag("span", say("quality.of_sent", sent=say.number(each.sent)), class_="kms-of")
    figure = tag("span", say.number(each.group.respondents), sent, class_="kms-num")
    state = tag("span", state_words(each, say), class_=f"kms-state kms-{each.state}")
    return content(name, figure, state, _bar(group, each, model, look), title=_told(group, each, say))


def _bar(group: RaterGroup, each: Returns, model: Model, look: Look) -> Markup:
    """How far the group is: towards those sent, else towards the minimum."""
    goal = each.sent if each.sent is not None else group.minimum
    share = min(each.group.respondents / goal, 1) if goal else 1
    is_done = each.state in (State.SHOWN, State.COMPLETE)
    return bar(model, group.code, share, look, "kms-bar" + " kms-done" * is_done)


def _told(group: RaterGroup, each: Returns, say: Words) -> str:
    """The tooltip: everything that may be said of the group, in words."""
    parts = [say("quality.received", each.group.respondents)]
    if each.sent is not None:
        parts.append(say("quality.sent", each.sent))
    if each.waiting:
        parts.append(say("import.done.waiting", each.waiting))
    if each.empty:
        parts.append(say("quality.empty", each.empty))
    if (share := each.group.non_response) is not None:
        parts.append(say("card.non_response", share=say.percent(share * 100, 1)))
    parts.append(say("quality.minimum", minimum=say.number(group.minimum)))
    return say("quality.told", group=say.group(group, each.group.respondents), facts=say.series(parts))

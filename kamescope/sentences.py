"""The sentences that pages, reports, slides and workbooks share: who answered, what is filtered, what is held back.

Names come from files and models. `name` is what the place of the sentence does to them before they are told: a page
makes them harmless in Markdown, a report takes them as they are.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from kamescope.analysis import dispersion
from kamescope.analysis.conversation import QUADRANT_OF, Caution, CautionKind
from kamescope.analysis.dispersion import DIVIDED, SHARED, average_deviation
from kamescope.analysis.evidence import Evidence, evidence
from kamescope.analysis.gaps import Highlights, Spread, WholeGap, factor_gap, gap_of, thresholds
from kamescope.analysis.headline import Distance, Headline, Split, SplitFactor, WidestGap
from kamescope.analysis.plan import Basis, Goal, PlanStep, PlanTitle, kept_footing
from kamescope.analysis.plan_review import PlanReview
from kamescope.analysis.published import Dispersion, Level, NearnessTold, Published, codes, text_of
from kamescope.analysis.questions import OTHERWISE, ProposedQuestion, TalkStep, is_asked_of
from kamescope.analysis.ranking import Ranking
from kamescope.analysis.reliability import FEW_ANSWERS, asked, changes_class, like_for_like, little, makers
from kamescope.analysis.scores import mean
from kamescope.analysis.version_change import VersionChange
from kamescope.errors import Issue
from kamescope.i18n import NBSP, Words
from kamescope.model import ENVIRONMENT, OVERALL, SELF, Factor, Model, Text
from kamescope.naming import in_sentence
from kamescope.privacy import SPREAD_MINIMUM, FilterState, GroupResult, Status
from kamescope.records import Campaign, Release

Name = Callable[[str], str]

LITTLE = "◌"
"""Beside a figure that rests on little, and before what it rests on."""

NAMED_AT_MOST = 3
"""More groups than this are counted rather than named in a note."""

UNNAMED = {"command line": "audit.command_line", "anyone": "audit.anyone"}
"""What the audit writes where nobody signed in."""

OWN = "kam"
"""The role in which somebody is the KAM themself."""

LISTED_AT_MOST = 6
"""More people than this are counted rather than named in a sentence."""

ERASED = {
    "respondents": "count.questionnaires",
    "answers": "count.answers",
    "comments": "count.comments",
    "kams": "count.kams",
    "campaigns": "erase.campaigns",
    "enrolments": "erase.enrolments",
    "expected": "erase.expected",
    "models": "erase.models",
    "imports": "erase.imports",
    "mappings": "erase.mappings",
    "grants": "erase.grants",
    "persons": "erase.persons",
    "releases": "erase.releases",
    "versions": "erase.versions",
    "plans": "erase.plans",
    "prepared": "erase.prepared",
    "notes": "erase.notes",
}
"""What each kind of rows that an erasure takes away is called, with its count."""

WORKED = (2, 3)
"""How many answer lowest and how many highest in the worked example of how far answers lie apart."""

RULES = (
    "score",
    "percent",
    "environment",
    "gap",
    "window",
    "top",
    "highlights",
    "reliability",
    "nearness",
    "non_response",
)
"""The formulas that everybody may read, in the order in which they build on one another."""


def sources(published: Published, say: Words) -> str:
    """`1 auto-évaluation, 1 manager et 3 clients`: the questionnaires that the figures come from, if any."""
    groups = (published.group(code) for code in published.published_groups)
    return say.listing(counted(published.model, group, say) for group in groups)


def dated(campaign: Campaign, say: Words, name: Name = str) -> str:
    """A campaign and when it was."""
    return say("head.campaign", name=name(campaign.name), date=say.date(campaign.date))


def located(issue: Issue, say: Words) -> str:
    """What is wrong in a file, begun with its row and the heading of its column, where it has them."""
    sentence = say.error(issue)
    if issue.row is None:
        return sentence
    if issue.column is None:
        return say("at_row", row=issue.row, sentence=sentence)
    return say("at_cell", row=issue.row, column=issue.column, sentence=sentence)


def erased(rows: Mapping[str, int], say: Words) -> list[str]:
    """What an erasure takes away, kind by kind."""
    return [say(ERASED[kind], count) for kind, count in rows.items()]


def beside_erased(lines: int, traces: int, waiting: int, say: Words) -> list[str]:
    """What it changes beside: lines of the journal, traces, and questionnaires that begin to wait."""
    counts = {"lines": lines, "traces": traces, "waiting": waiting}
    return [say(f"erase.{what}", count) for what, count in counts.items() if count]


def held(holdings: Iterable[int], say: Words) -> str:
    """How many imports, questionnaires and answers a database was found to hold."""
    kinds = ("count.imports", "count.questionnaires", "count.answers")
    counts = [say(kind, count) for kind, count in zip(kinds, holdings, strict=True)]
    return say("check.holds", counts=say.listing(counts))


def checked(name: str, holdings: Iterable[int], faults: Mapping[str, int], say: Words) -> list[str]:
    """What was read of a database of that name, what does not agree in it how often, and whether it is sound."""
    wrong = [say(f"check.fault.{code}", count) for code, count in faults.items()]
    return [held(holdings, say), *wrong, say("check.bad" if wrong else "check.good", file=name)]


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


def place_name(team: str, company: str) -> str:
    """A team with its company: `Nord (XYZ)`."""
    return f"{team} ({company})" if company else team


def granted(role: str, company: str, team: str, kam: str, say: Words) -> str:
    """A grant as people say it, "" what it is not on: `coach de l’équipe Nord (XYZ)`; `kam` by name."""
    name = say(f"role.{role}")
    if kam:
        return say("grant.own" if role == OWN else "grant.kam", role=name, kam=kam)
    if team:
        return say("grant.team", role=name, team=place_name(team, company))
    return say("grant.company", role=name, company=company) if company else name


@dataclass(frozen=True, slots=True)
class HeadlineStyle:
    """How a headline is written: the score of a code and column, in which `unit`, names, and what matters most."""

    figure: Callable[[str, str], str]
    unit: str
    name: Name = str
    stress: Name = str


def headline(published: Published, found: Headline, say: Words, style: HeadlineStyle) -> str:
    """The first sentence about a KAM.

    « Clients 92 %, manager 59 % : 33 points d’écart sur 100. M. MARTIN se voit entre les deux, à 73 %. »
    """
    kam = style.name(unbroken(published.kam.name))
    if isinstance(found, Split):
        told = [say("headline.split", **_apart(published, found.apart, say, style))]
        if found.stand is not None:
            told.append(say(f"headline.self_{found.stand}", kam=kam, score=style.figure(OVERALL, SELF)))
        return " ".join(told)
    if isinstance(found, SplitFactor):
        factor = style.stress(factor_name(published.model, found.apart.code, say, style.name))
        told = [say("headline.split_factor", factor=factor, **_apart(published, found.apart, say, style))]
        return " ".join([*told, say("headline.split_others", found.others)] if found.others else told)
    facts = {"own": style.figure(OVERALL, SELF), "environment": style.figure(OVERALL, ENVIRONMENT), "kam": kam}
    if isinstance(found, Distance):
        way = "above" if found.gap.gap > 0 else "below"
        gap = style.stress(_distance(published.model, found.gap.gap, say, style.unit))
        return say(f"headline.distance_{way}", gap=gap, **facts)
    if isinstance(found, WidestGap):
        factor = style.stress(factor_name(published.model, found.gap.code, say, style.name))
        return say("headline.gap", factor=factor, gap=say.points(found.gap.gap), **facts)
    return say("headline.agreement", **facts)


def _apart(published: Published, apart: Spread, say: Words, style: HeadlineStyle) -> dict[str, str]:
    """Two groups, what each says, and how far apart that is."""
    groups = (apart.highest, apart.lowest)
    high, low = (style.name(sides(published, [group], say)) for group in groups)
    facts = {"high": high, "low": low, "high_begins": high[:1].upper() + high[1:]}
    facts |= dict(zip(("high_score", "low_score"), (style.figure(apart.code, group) for group in groups), strict=True))
    return facts | {"size": style.stress(_distance(published.model, apart.size, say, style.unit))}


def _distance(model: Model, points: float, say: Words, unit: str) -> str:
    """A distance and its scale: `33 points d’écart sur 100`, `1,63 point d’écart sur l’échelle de 1 à 5`."""
    scale, size = model.scale, abs(points)
    if unit == "percent":
        return say("headline.of_hundred", round(scale.percent(size) - scale.percent(0)))
    ends = {"low": say.number(scale.minimum), "high": say.number(scale.maximum)}
    return say("headline.of_scale", points=say.number(size, 2), **ends)


def unbroken(text: str) -> str:
    """A name that does not break over two lines."""
    return text.replace(" ", NBSP)


def clinging(text: str) -> str:
    """A name with no lone `/` at the start of a line."""
    return text.replace(" /", f"{NBSP}/")


def short_name(model: Model, column: str, say: Words) -> str:
    """The shortest name of a group, or of the environment."""
    return say("environment") if column == ENVIRONMENT else say.text(model.group(column).short)


def in_words(text: Text, say: Words) -> str:
    """A label of the model as it stands inside a sentence."""
    return in_sentence(say.text(text))


def few_of(names: Sequence[str], say: Words) -> str:
    """Some names in a sentence, those beyond the sixth counted: `A. PETIT, B. ROY et 12 autres`."""
    shown = [unbroken(name) for name in names[:LISTED_AT_MOST]]
    more = len(names) - len(shown)
    return say.listing([*shown, say("team.others", more)] if more else shown)


def counted(model: Model, group: GroupResult, say: Words) -> str:
    """`3 clients`, `1 manager`: how many questionnaires of a group, in words."""
    names = model.group(group.code)
    name = names.name if say.is_one(group.respondents) else names.plural
    return f"{say.number(group.respondents)}{NBSP}{unbroken(in_sentence(say.text(name)))}"


def filters(
    published: Published,
    groups: Sequence[str] | None,
    factors: Sequence[str] | None,
    say: Words,
    name: Name = str,
    segment_gone: bool = False,
) -> str:
    """Which filters are active and what they do, as one sentence; None lists all.

    `segment_gone`: a link asked for a partition value that may not be looked at alone here.
    """
    parts = [_segment(published, say, name, segment_gone)]
    if groups is not None:
        names = (name(short_name(published.model, code, say)) for code in groups)
        parts.append(say("filter.part_groups", groups=say.listing(names)))
    if factors is not None:
        parts.append(say("filter.part_factors", factors=say.listing(factors)))
    said = say("apart").join(part for part in parts if part)
    return say("filter.active", filters=said) if said else say("filter.none")


def masked_group(model: Model, group: GroupResult, say: Words, name: Name = str) -> str:
    """Why nothing of a group is shown."""
    plural = name(say.text(model.group(group.code).plural))
    return say("head.masked", group.respondents, group=plural, minimum=say.number(group.minimum))


def attributable(model: Model, say: Words, name: Name = str) -> str:
    """Which groups are shown from a single answer; nothing where there is none but self."""
    alone = [group for group in model.groups if group.attributable and not group.is_self]
    if not alone:
        return ""
    return say("foot.attributable", groups=say.listing(name(in_sentence(say.text(group.name))) for group in alone))


def partly_rated(published: Published, found: Highlights, say: Words, name: Name = str) -> str:
    """« Noté par une partie seulement de l’environnement : F6 Management du business (manager seul). »"""
    if not found.partly_rated:
        return ""
    model, parts = published.model, []
    for code, raters in found.partly_rated:
        many = len(raters) > 1
        texts = (model.group(rater).plural if many else model.group(rater).alone for rater in raters)
        parts.append(f"{code} {factor_name(model, code, say, name)} ({name(say.listing(map(say.text, texts)))})")
    return say("highlight.partly", len(parts), factors=say.listing(parts))


def factor_name(model: Model, code: str, say: Words, name: Name = str) -> str:
    """The name of a factor, a lone `/` never at the start of a line."""
    return clinging(name(say.text(model.factor_of[code].name)))


def no_highlight(published: Published, kind: str, say: Words) -> str:
    """Why there are no `strengths`, `areas` or `gaps` to speak about first."""
    if kind != "gaps":
        return say("highlight.none")
    if not any(gap_of(published, Level.FACTOR, factor.code).kind for factor in published.model.factors):
        return say("highlight.none_gap")
    return say("brief.no_gap", explore=say.number(thresholds(published.model)[0], 2))


def overall_notes(published: Published, say: Words, name: Name = str) -> dict[str, str]:
    """Under each overall score: non-response of the group, or who the environment is."""
    notes = {}
    for group in published.groups:
        if group.non_response is not None:
            notes[group.code] = say("card.non_response", share=say.percent(group.non_response * 100, 1))
        elif group.status is Status.MASKED:
            closed = published.campaign.collecting
            notes[group.code] = say("card.collecting" if closed else "card.masked", minimum=say.number(group.minimum))
        else:
            notes[group.code] = say("card.nobody")
    plurals = (published.model.group(code).plural for code in published.environment_groups)
    names = [name(in_sentence(say.text(plural))) for plural in plurals]
    if len(names) > NAMED_AT_MOST:
        notes[ENVIRONMENT] = say("card.environment_many", count=say.number(len(names)))
    elif names:
        notes[ENVIRONMENT] = say("card.environment", len(names), groups=say.listing(names))
    else:
        notes[ENVIRONMENT] = say("card.collecting" if published.campaign.collecting else "card.nobody")
    return notes


def factor_notes(published: Published, factor: Factor, say: Words) -> dict[str, str]:
    """Under each score of a factor: answers given out of those asked, and the gap under the environment."""
    notes = {}
    for group in published.groups:
        items = asked(published.model, factor, group.code)
        cell = published.cell(Level.FACTOR, factor.code, group.code)
        if cell.is_published:
            notes[group.code] = say("factor.answers", cell.answers, possible=say.number(items * group.respondents))
        else:
            why = "tip.masked_short" if cell.status is Status.MASKED else "factor.unanswered"
            notes[group.code] = say(why if items else "factor.not_asked")
    gap = gap_of(published, Level.FACTOR, factor.code)
    if gap.gap is not None:
        notes[ENVIRONMENT] = say("factor.gap", gap=say.points(gap.gap), kind=say(f"gap.{gap.kind}"))
    return notes


def partly_asked(published: Published, factor: Factor, say: Words) -> str:
    """Who is asked only some of a factor's items, so that its gap is not the mean of its sub-factors' gaps."""
    told = []
    for code in published.environment_groups:
        items = asked(published.model, factor, code)
        if 0 < items < len(factor.items):
            name = in_sentence(say.text(published.model.group(code).plural))
            told.append(say("factor.partly_asked", items, group=name, items=say.number(len(factor.items))))
    return say("factor.partly_asked_so", groups=say.listing(told)) if told else ""


def rests_on(published: Published, code: str, say: Words, column: str = ENVIRONMENT) -> str:
    """« clients : 1 item sur 4, 2 réponses »: what a factor's figure stands on where that is little; else nothing."""
    told = []
    for found in little(published, code, column):
        name = in_sentence(say.text(published.model.group(found.group).plural))
        told.append(say("footing.of", found.asked, group=name, items=say.number(found.items)))
        told[-1] += say("footing.from", found.answers)
    return say.listing(told)


def little_marked(published: Published, codes: Iterable[str], say: Words) -> str:
    """What the mark of what rests on little says, where a factor listed wears it."""
    is_there = any(little(published, code) for code in codes)
    return say("footing.mark", few=say.number(FEW_ANSWERS)) if is_there else ""


def over_same_items(published: Published, code: str, say: Words) -> str:
    """« à items égaux +1,14 pt, marqué »: the gap of a factor like for like where its class changes; else nothing."""
    same = changes_class(published, code)
    return "" if same is None else _fair(same, say)


def fair(published: Published, code: str, say: Words) -> str:
    """The same wherever the sides rated different items, of whatever class."""
    same, gap = like_for_like(published, code), factor_gap(published, code)
    if same is None or gap.gap is None or say.signed(same.gap) == say.signed(gap.gap):
        return ""
    return _fair(same, say)


def seen_by(published: Published, code: str, say: Words) -> str:
    """« côté manager, pas côté clients »: who makes the gap of a factor, where not everybody does; else nothing."""
    found = makers(published, code)
    if found is None or not found.groups or not found.others:
        return ""
    return say("made.by", groups=sides(published, found.groups, say), others=sides(published, found.others, say))


def nearness(published: Published, factor: Factor, say: Words, groups: Sequence[str], untold: bool = True) -> str:
    """« D’un répondant à l’autre : clients, réponses proches. », as `nearness_told`."""
    told = nearness_told(published, factor, say, groups, untold)
    return say("nearness", told=told) if told else ""


def nearness_told(published: Published, factor: Factor, say: Words, groups: Sequence[str], untold: bool = False) -> str:
    """« clients, réponses proches »: how near answers lie to a factor, and if asked why it is not told.

    Of groups of two people or more; nothing where there is none.
    """
    found = {group: published.dispersions.get((factor.code, group)) for group in groups}
    return say("apart").join(
        _nearness(published, group, each, say)
        for group, each in found.items()
        if isinstance(each, NearnessTold) or (each is not None and untold)
    )


def _nearness(published: Published, group: str, found: Dispersion, say: Words) -> str:
    name = sides(published, [group], say)
    if not isinstance(found, NearnessTold):
        return say(f"nearness.{found.why}", group=name, few=say.number(SPREAD_MINIMUM))
    told = say(f"nearness.{found.nearness}", group=name)
    if found.items < found.asked:
        told += say("nearness.of", found.items, items=say.number(found.asked))
    return told


def sides(published: Published, groups: Sequence[str], say: Words) -> str:
    """Groups by as many as answered, in a sentence: `manager et clients`."""
    counts = ((published.model.group(code), published.group(code).respondents) for code in groups)
    return say.listing(in_sentence(say.group(group, count)) for group, count in counts)


def _fair(same: WholeGap, say: Words) -> str:
    return say("footing.fair", gap=say.points(same.gap), kind=say(f"gap.{same.kind}"))


def tied_out(ranking: Ranking, group: str, say: Words) -> str:
    """How many items equal the last of a group's list and had no room in it."""
    count = ranking.tied_out.get(group, 0)
    return say("tables.tied_out", count) if count else say("tables.tied_out_none")


def gap_rule(model: Model, say: Words) -> str:
    """How gaps are counted and from where they are marked, with the thresholds in force."""
    explore, marked = thresholds(model)
    facts = {"low": say.number(model.scale.minimum), "high": say.number(model.scale.maximum)}
    return say("gap.rule", explore=say.number(explore, 2), marked=say.number(marked, 2), **facts)


def rule(model: Model, key: str, say: Words) -> tuple[str, str]:
    """Title and text (Markdown) of one of `RULES`, with the scale and the thresholds in force."""
    explore, marked = thresholds(model)
    options = model.scale.span + 1
    facts = {
        "midpoint": say.percent(model.scale.percent(model.scale.midpoint)),
        "explore": say.number(explore, 2),
        "marked": say.number(marked, 2),
        "formula": say(f"help.formula_{model.scale.percent_rule}"),
        "few": say.number(FEW_ANSWERS),
        "spread_minimum": say.number(SPREAD_MINIMUM),
        "options": say.number(options),
        "close": say.number(options * SHARED, 2),
        "opposed": say.number(options * DIVIDED, 2),
    }
    told = [say(f"help.{key}", **facts)]
    if key == "score" and (turned := [item.code for item in model.items if item.reversed]):
        bounds = {"low": say.number(model.scale.minimum), "high": say.number(model.scale.maximum)}
        told.append(say("help.reversed", len(turned), codes=say.listing(turned), **bounds))
    return say(f"help.{key}_title"), " ".join(told)


def nearness_worked(model: Model, say: Words) -> str:
    """How near answers lie, worked out for some at both ends of the scale, and what is left untold."""
    scale = model.scale
    answers = [*[scale.minimum] * WORKED[0], *[scale.maximum] * WORKED[1]]
    deviation = average_deviation(Counter(answers))
    return say(
        "help.nearness_worked",
        answers=say.series(map(say.number, answers)),
        mean=say.number(mean(answers), 2),
        deviation=say.number(deviation, 2),
        word=say(f"nearness.word.{dispersion.nearness(scale, deviation)}"),
    )


def confidentiality(model: Model, say: Words, name: Name = str) -> tuple[str, str]:
    """Title and text (Markdown) of the rules that protect respondents, group by group."""
    groups = "\n".join(
        say(
            "help.group_protected" if group.protected else "help.group_open",
            group.minimum,
            name=name(say.text(group.plural)),
        )
        for group in model.groups
    )
    fewest = max((group.item_minimum for group in model.groups), default=1)
    return say("help.privacy_title"), say("help.privacy", groups=groups, item_minimum=say.number(fewest))


def rules(model: Model, say: Words) -> list[tuple[str, str]]:
    """Titles and texts (Markdown) of all `RULES`, then of those that protect respondents."""
    return [*(rule(model, key, say) for key in RULES), confidentiality(model, say)]


def plan_name(model: Model, basis: Basis, say: Words) -> str:
    """The factor or item of a priority, by its name or statement; by its code where the model has it no more."""
    if basis.code not in codes(model, basis.level):
        return basis.code
    text = say.text(text_of(model, basis.level, basis.code))
    return clinging(text) if basis.level is Level.FACTOR else text


def in_plan(model: Model, title: PlanTitle, say: Words) -> str:
    """`F12 New business`; of an item its code and its factor, for its statement is long."""
    if title.level is Level.FACTOR:
        return f"{title.code}{NBSP}{factor_name(model, title.code, say)}"
    return f"{title.code}{NBSP}({model.factor_of[title.code].code})"


def plan_review(found: PlanReview, key: str, say: Words, name: Name = str) -> str:
    """What a plan's review shows, by the text of `key`, and how many of the protected groups answered both times."""
    told = [say(key, before=name(found.before.name), after=name(found.after.name))]
    for each in found.answered:
        counts = {"before": say.number(each.before), "after": say.number(each.after)}
        told.append(say("plan.answered", group=name(say.text(found.model.group(each.group).plural)), **counts))
    return " ".join(told)


def plan_little(model: Model, basis: Basis, say: Words) -> str:
    """« clients : 2 réponses »: the protected groups whose part in the figures of that day rests on little."""
    told = []
    for found in kept_footing(model, basis):
        name = in_sentence(say.text(model.group(found.group).plural))
        told.append(say("footing.of", found.asked, group=name, items=say.number(found.items)))
        told[-1] += say("footing.from", found.answers)
    return say.listing(told)


def plan_goal(goal: Goal, say: Words) -> str:
    """« Quand je prépare un rendez-vous, je note deux besoins »."""
    return say("plan.goal", when=goal.when, then=goal.then)


def plan_step(step: PlanStep, say: Words) -> str:
    """What a step of a plan is called: `premier pas`, `point à 30 jours`."""
    return say("plan.step", days=say.number(step.days)) if step.days else say("plan.first_step")


def question(published: Published, asked: ProposedQuestion, say: Words) -> str:
    """A question of the catalogue, with the factor's name, the groups that differ and the item to quote in it.

    One that no longer fits the factor (since it was kept, answers came in) is asked of it in general; nothing where the
    questionnaire has no such factor.
    """
    if asked.factor is None:
        return say(f"question.{asked.code}") if say.knows(f"question.{asked.code}") else ""
    if asked.factor not in codes(published.model, Level.FACTOR):
        return ""
    found = evidence(published, asked.factor)
    code = asked.code if is_asked_of(published.model, asked.code, found) else OTHERWISE
    return say(f"question.{code}", **_question_facts(published, found, say))


def _question_facts(published: Published, found: Evidence, say: Words) -> dict[str, str]:
    makers, apart, item = found.makers, found.apart, found.quoted
    return {
        "factor": say("quoted", text=factor_name(published.model, found.code, say)),
        "groups": sides(published, makers.groups, say) if makers else "",
        "others": sides(published, makers.others, say) if makers else "",
        "high": sides(published, [apart.highest], say) if apart else "",
        "low": sides(published, [apart.lowest], say) if apart else "",
        "unrated": sides(published, found.unrated, say),
        "item": say("quoted", text=say.statement(published.model.item(item.code))) if item else "",
    }


def talk_step(step: TalkStep, say: Words) -> str:
    """What a step of a conversation is called; that of a quadrant as the quadrant."""
    return say(f"quadrant.{QUADRANT_OF[step]}" if step in QUADRANT_OF else f"talk.step.{step}")


def caution(published: Published, step: TalkStep, found: Caution, say: Words) -> str:
    """What to read before a step is spoken about.

    « F10, F2, F7, F1 et F3 : l’écart n’existe que côté manager. Côté clients, la note est au niveau de
    l’auto-évaluation, ou au-dessus. »
    """
    key = f"talk.caution.{found.kind}"
    if found.kind in (CautionKind.SIDED, CautionKind.APART):
        key = f"talk.caution.{found.kind}_{step}"
    groups, others = (sides(published, some, say) for some in (found.groups, found.others))
    return say(key, factors=say.listing(found.codes), groups=groups, others=others, mark=LITTLE)


def _segment(published: Published, say: Words, name: Name, gone: bool) -> str:
    model, value = published.model, published.where
    if value is None:
        return say("filter.part_segment_gone") if gone else ""
    shown = name(value) if value else say("filter.segment_missing")
    part = say("filter.part_segment", name=in_sentence(name(say.text(model.partition_name))), value=shown)
    if all(group.filter is not FilterState.APPLIED for group in published.groups):
        part += say("filter.part_segment_idle")
    for what, key in (
        (FilterState.APPLIED, "filter.part_segment_on"),
        (FilterState.TOO_FEW, "filter.part_segment_off"),
        (FilterState.INSEPARABLE, "filter.part_segment_apart"),
    ):
        touched = [model.group(group.code) for group in published.groups if group.filter is what]
        if touched:
            part += say(key, groups=say.listing(name(in_sentence(say.text(group.plural))) for group in touched))
    return part

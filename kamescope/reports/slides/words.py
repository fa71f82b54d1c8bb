"""What several slides say: figures, names, marks of groups, and where everything comes from."""

from collections.abc import Iterable, Sequence

from kamescope import sentences
from kamescope.analysis.gaps import Gap, GapClass, WholeGap
from kamescope.analysis.published import Level
from kamescope.analysis.scores import settled
from kamescope.charts.axis import unit_text
from kamescope.charts.figures import ROLLED_UP, cell_text
from kamescope.charts.names import group_label, part_name
from kamescope.charts.theme import LIGHT, SIGNS, mark_of
from kamescope.model import ENVIRONMENT
from kamescope.naming import in_sentence
from kamescope.privacy import Status
from kamescope.reports.brief import Brief
from kamescope.reports.slides.text import Run

GAP_COLORS = {GapClass.MARKED: LIGHT.accent, GapClass.TO_EXPLORE: LIGHT.text, GapClass.ALIGNED: LIGHT.muted}
_WIDE, _ASKED = (GapClass.MARKED, GapClass.TO_EXPLORE), 3


def shown(brief: Brief) -> tuple[str, ...]:
    """The groups listed that are published, in model order."""
    return tuple(group for group in brief.groups if group in brief.published.published_groups)


def name(brief: Brief, level: Level, code: str) -> str:
    """The name of a factor or sub-factor, the statement of an item, or the words for the whole."""
    if level is Level.OVERALL and len(brief.factors) < len(brief.model.factors):
        return brief.say("slides.whole", len(brief.model.factors))
    return part_name(brief.model, level, code, brief.say).replace(" /", "\N{NO-BREAK SPACE}/")


def heading(brief: Brief, code: str) -> str:
    """Code and name of a factor."""
    return f"{code} {name(brief, Level.FACTOR, code)}"


def scored(brief: Brief, code: str) -> str:
    """Code, name and environment's figure of a factor: F13 Développement de compte (92 %)."""
    return f"{heading(brief, code)} ({score(brief, Level.FACTOR, code, ENVIRONMENT)})"


def score(brief: Brief, level: Level, code: str, group: str) -> str:
    """A figure as a text, in the unit of its level."""
    if level is Level.ITEM:
        return cell_text(brief.published.cell(level, code, group), brief.item_look)
    return rolled(brief, level, code, group)


def rolled(brief: Brief, level: Level, code: str, group: str) -> str:
    """A figure as a text, in the unit of what stands above the items."""
    return cell_text(brief.published.cell(level, code, group), brief.look, ROLLED_UP)


def spoken(brief: Brief, groups: Iterable[str], parts: Sequence[tuple[Level, str]]) -> str:
    """What a chart shows, group by group: every figure of it as a text."""
    say, told = brief.say, []
    for group in groups:
        shown = say.series(f"{code} {rolled(brief, level, code, group)}" for level, code in parts)
        told.append(say("slides.alt_series", name=group_label(brief.published, group, say), figures=shown))
    return say("chart.sentence", text=say("apart").join(told))


def value(brief: Brief, level: Level, code: str, group: str) -> float | None:
    """A figure as a chart holds it: percent or points by the unit; None where nothing is published."""
    cell = brief.published.cell(level, code, group)
    if not cell.is_published:
        return None
    return settled(cell.score if brief.look.unit == "points" else cell.percent)


def sign(brief: Brief, group: str, after: str = " ", size: float = 0) -> Run:
    """The mark of a group in its colour."""
    mark = mark_of(brief.model, group)
    return Run(SIGNS[mark] + after, LIGHT.groups[mark], size=size)


def signed_figures(brief: Brief, code: str, size: float) -> tuple[Run, ...]:
    """The marks of the groups shown and what each gives a factor: ◆ 73 %  ● 83 %."""
    runs: list[Run] = []
    for group in shown(brief):
        figure_text = score(brief, Level.FACTOR, code, group).replace(" ", "\N{NO-BREAK SPACE}")
        runs += [sign(brief, group, "\N{NO-BREAK SPACE}", size), Run(f"{figure_text}  ", LIGHT.muted, size=size)]
    return tuple(runs)


def gap_text(brief: Brief, gap: Gap) -> str:
    """A gap and its class in words: −1,50 marqué."""
    if gap.gap is None:
        return brief.say("no_data")
    return brief.say("slides.gap", gap=brief.say.signed(gap.gap), kind=brief.say(f"gap.{gap.kind}"))


def barely(brief: Brief, code: str) -> str:
    """« clients : 1 item sur 4 »: the groups that were asked less than half of a factor; nothing without any."""
    return sentences.barely_asked(brief.published, brief.model.factor_of[code], brief.say)


def groups_named(brief: Brief, groups: Iterable[str]) -> str:
    """Groups in a sentence."""
    return brief.say.listing(group_label(brief.published, group, brief.say) for group in groups)


def unit(brief: Brief) -> str:
    """The unit of the figures above the items, as a sentence."""
    return brief.say("slides.unit", unit=unit_text(brief.model.scale, brief.look))


def source(brief: Brief, *rules: str) -> tuple[str, ...]:
    """Where a slide's figures come from: campaign, model, answers of published groups, filters, formulas."""
    say, published = brief.say, brief.published
    answered = [
        say("slides.notes.answered", who=sentences.counted(brief.model, group, say), answers=answers(brief, group.code))
        for group in published.groups
        if group.status is Status.PUBLISHED
    ]
    told = [
        say(
            "slides.notes.source",
            campaign=published.campaign.name,
            date=say.date(published.campaign.date),
            model=say.text(brief.model.name),
            version=brief.model.version,
        ),
        say("slides.notes.groups", groups=say.listing(answered)) if answered else say("empty.nothing_published"),
        *masked(brief),
        brief.filters,
    ]
    return (*told, *(stated(brief, key) for key in rules))


def answers(brief: Brief, code: str) -> str:
    """How many answers a published group gave, of how many asked."""
    group = brief.published.group(code)
    possible = brief.say.number(group.respondents * group.asked)
    return brief.say("factor.answers", group.answers, possible=possible)


def masked(brief: Brief) -> list[str]:
    """Why nothing is shown of the groups that are masked."""
    groups = (group for group in brief.published.groups if group.status is Status.MASKED)
    return [sentences.masked_group(brief.model, group, brief.say) for group in groups]


def unshown(brief: Brief) -> str:
    """« Clients : 2 questionnaires reçus, non montrés »: the masked groups in a few words; nothing without any."""
    say, told = brief.say, []
    for group in brief.published.groups:
        if group.status is Status.MASKED:
            plural = say.text(brief.model.group(group.code).plural)
            told.append(say("slides.unshown", group.respondents, group=plural))
    return say("apart").join(told)


def viewed(brief: Brief, lead: str) -> str:
    """A lead, and whose view the environment is where it is that of one group only."""
    groups = brief.published.environment_groups
    if len(groups) != 1:
        return lead
    name = in_sentence(group_label(brief.published, groups[0], brief.say))
    return f"{lead} {brief.say('slides.one_view', group=name)}"


def received(brief: Brief) -> str:
    """« D’après 2 questionnaires : 1 auto-évaluation et 1 manager. »: what the figures come from, published alone."""
    published = brief.published
    if not published.published_groups:
        return brief.say("empty.nothing_published")
    total = sum(published.group(code).respondents for code in published.published_groups)
    return brief.say("slides.received", total, who=sentences.sources(published, brief.say))


def stated(brief: Brief, key: str) -> str:
    """A rule, its title before it, without Markdown."""
    title, text = sentences.rule(brief.model, key, brief.say)
    return brief.say("slides.notes.rule", title=title, text=bare(text))


def bare(markdown: str) -> str:
    """A text without the stars that make letters bold in a page, paragraphs on one line."""
    return " ".join(markdown.replace("**", "").split("\n")).replace("  ", " ")


def gaps_side(brief: Brief, above: bool) -> list[WholeGap]:
    """The widest gaps worth a question where self is above the environment, or below; at most three."""
    told = [gap for gap in brief.gaps if gap.kind in _WIDE and (gap.gap > 0) is above]
    return sorted(told, key=lambda gap: -settled(abs(gap.gap)))[:_ASKED]

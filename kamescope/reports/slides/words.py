"""What several slides say: figures, names, marks of groups, and where everything comes from."""

from collections.abc import Iterable, Iterator, Sequence

from kamescope import sentences
from kamescope.analysis.conversation import ConversationStep
from kamescope.analysis.gaps import Gap, GapClass, WholeGap
from kamescope.analysis.published import Cell, Level
from kamescope.analysis.questions import TalkStep
from kamescope.analysis.scores import settled
from kamescope.charts.axis import unit_text
from kamescope.charts.figures import ROLLED_UP, cell_text
from kamescope.charts.names import group_label, part_name
from kamescope.charts.theme import LIGHT, SIGNS, Look, mark_of
from kamescope.model import ENVIRONMENT
from kamescope.naming import in_sentence
from kamescope.privacy import Status
from kamescope.reports.report_spec import ReportSpec
from kamescope.reports.slides.text import Run

GAP_COLORS = {GapClass.MARKED: LIGHT.accent, GapClass.TO_EXPLORE: LIGHT.text, GapClass.ALIGNED: LIGHT.muted}
_ASKED = 3
_QUESTIONS = 3
"""So many questions of a step stand in the notes of a slide."""


def name(spec: ReportSpec, level: Level, code: str) -> str:
    """The name of a factor or sub-factor, the statement of an item, or the words for the whole."""
    if level is Level.OVERALL and len(spec.factors) < len(spec.model.factors):
        return spec.say("slides.whole", len(spec.model.factors))
    return sentences.clinging(part_name(spec.model, level, code, spec.say))


def heading(spec: ReportSpec, code: str) -> str:
    """Code and name of a factor."""
    return f"{code} {name(spec, Level.FACTOR, code)}"


def scored(spec: ReportSpec, code: str) -> str:
    """Code, name and environment's figure of a factor: F13 Développement de compte (92 %)."""
    return f"{heading(spec, code)} ({spec.figure(Level.FACTOR, code, ENVIRONMENT)})"


def rolled(spec: ReportSpec, level: Level, code: str, group: str) -> str:
    """A figure as a text, in the unit of what stands above the items."""
    return cell_text(spec.published.cell(level, code, group), spec.look, ROLLED_UP)


def spoken(spec: ReportSpec, groups: Iterable[str], parts: Sequence[tuple[Level, str]]) -> str:
    """What a chart shows, group by group: every figure of it as a text."""
    say, told = spec.say, []
    for group in groups:
        shown = say.series(f"{code} {rolled(spec, level, code, group)}" for level, code in parts)
        told.append(say("slides.alt_series", name=group_label(spec.published, group, say), figures=shown))
    return say("chart.sentence", text=say("apart").join(told))


def value(spec: ReportSpec, level: Level, code: str, group: str) -> float | None:
    """A figure as a chart holds it: percent or points by the unit; None where nothing is published."""
    return plotted(spec.published.cell(level, code, group), spec.look)


def plotted(cell: Cell, look: Look) -> float | None:
    """The same of any cell."""
    if not cell.is_published:
        return None
    return settled(cell.score if look.unit == "points" else cell.percent)


def sign(spec: ReportSpec, group: str, after: str = " ", size: float = 0) -> Run:
    """The mark of a group in its colour."""
    mark = mark_of(spec.model, group)
    return Run(SIGNS[mark] + after, LIGHT.groups[mark], size=size)


def signed_figures(spec: ReportSpec, code: str, size: float) -> tuple[Run, ...]:
    """The marks of the groups shown and what each gives a factor: ◆ 73 %  ● 83 %."""
    runs: list[Run] = []
    for group in spec.shown:
        figure_text = spec.figure(Level.FACTOR, code, group).replace(" ", "\N{NO-BREAK SPACE}")
        runs += [sign(spec, group, "\N{NO-BREAK SPACE}", size), Run(f"{figure_text}  ", LIGHT.muted, size=size)]
    return tuple(runs)


def gap_text(spec: ReportSpec, gap: Gap) -> str:
    """A gap and its class in words: −1,50 marqué."""
    if gap.gap is None:
        return spec.say("no_data")
    return spec.say("slides.gap", gap=spec.say.points(gap.gap), kind=spec.say(f"gap.{gap.kind}"))


def barely(spec: ReportSpec, code: str) -> str:
    """« clients : 1 item sur 4 »: the groups that were asked less than half of a factor; nothing without any."""
    return sentences.rests_on(spec.published, code, spec.say)


def groups_named(spec: ReportSpec, groups: Iterable[str]) -> str:
    """Groups in a sentence."""
    return spec.say.listing(group_label(spec.published, group, spec.say) for group in groups)


def unit(spec: ReportSpec) -> str:
    """The unit of the figures above the items, as a sentence."""
    return spec.say("slides.unit", unit=unit_text(spec.model.scale, spec.look))


def source(spec: ReportSpec, *rules: str) -> tuple[str, ...]:
    """Where a slide's figures come from: campaign, model, answers of published groups, filters, formulas."""
    say, published = spec.say, spec.published
    answered = [
        say("slides.notes.answered", who=sentences.counted(spec.model, group, say), answers=answers(spec, group.code))
        for group in published.groups
        if group.status is Status.PUBLISHED
    ]
    told = [
        say(
            "slides.notes.source",
            campaign=published.campaign.name,
            date=say.date(published.campaign.date),
            model=say.text(spec.model.name),
            version=spec.model.version,
        ),
        say("slides.notes.groups", groups=say.listing(answered)) if answered else say("empty.nothing_published"),
        *spec.held_back,
        spec.filters,
    ]
    return (*told, *(stated(spec, sentences.rule(spec.model, key, say)) for key in rules))


def to_say(spec: ReportSpec, *steps: TalkStep) -> tuple[str, ...]:
    """What to say and to ask at a slide, from the steps of the conversation that it serves; empty steps say nothing.

    Of factors that the view does not list nothing is said; where groups are left out, no question tells them apart.
    """
    told = [each for each in spec.talk if each.step in steps and not each.is_empty]
    return tuple(line for step in told for line in _spoken(spec, step))


def _spoken(spec: ReportSpec, step: ConversationStep) -> Iterator[str]:
    say, is_whole = spec.say, spec.listed.groups is None
    name = sentences.talk_step(step.step, say)
    yield say("slides.notes.talk", step=name, aim=say(f"talk.aim.{step.step}"))
    for caution in step.cautions if is_whole else ():
        if set(caution.codes) <= set(spec.codes):
            yield say("slides.notes.before", text=sentences.caution(spec.published, step.step, caution, say))
    asked = [each for each in step.questions if each.factor is None or (is_whole and each.factor in spec.codes)]
    for each in asked[:_QUESTIONS]:
        yield say("slides.notes.ask", question=sentences.question(spec.published, each, say))


def answers(spec: ReportSpec, code: str) -> str:
    """How many answers a published group gave, of how many asked."""
    group = spec.published.group(code)
    possible = spec.say.number(group.respondents * group.asked)
    return spec.say("factor.answers", group.answers, possible=possible)


def unshown(spec: ReportSpec) -> str:
    """« Clients : 2 questionnaires reçus, non montrés »: the masked groups in a few words; nothing without any."""
    say, told = spec.say, []
    for group in spec.masked:
        plural = say.text(spec.model.group(group.code).plural)
        told.append(say("slides.unshown", group.respondents, group=plural))
    return say("apart").join(told)


def viewed(spec: ReportSpec, lead: str) -> str:
    """A lead, and whose view the environment is where it is that of one group only."""
    groups = spec.published.environment_groups
    if len(groups) != 1:
        return lead
    name = in_sentence(group_label(spec.published, groups[0], spec.say))
    return f"{lead} {spec.say('slides.one_view', group=name)}"


def received(spec: ReportSpec) -> str:
    """« D’après 2 questionnaires : 1 auto-évaluation et 1 manager. »: what the figures come from, published alone."""
    published = spec.published
    if not published.published_groups:
        return spec.say("empty.nothing_published")
    total = sum(published.group(code).respondents for code in published.published_groups)
    return spec.say("slides.received", total, who=sentences.sources(published, spec.say))


def stated(spec: ReportSpec, rule: tuple[str, str]) -> str:
    """A rule, its title before it, without the stars that make letters bold in a page, paragraphs on one line."""
    title, text = rule
    bare = " ".join(text.replace("**", "").split("\n")).replace("  ", " ")
    return spec.say("slides.notes.rule", title=title, text=bare)


def wide(gaps: Iterable[Gap]) -> list[WholeGap]:
    """Those of the gaps that are to explore or marked."""
    return [gap for gap in gaps if gap.kind in (GapClass.TO_EXPLORE, GapClass.MARKED)]


def gaps_side(spec: ReportSpec, above: bool) -> list[WholeGap]:
    """The widest gaps worth a question where self is above the environment, or below; at most three."""
    told = [gap for gap in wide(spec.gaps) if (gap.gap > 0) is above]
    return sorted(told, key=lambda gap: -settled(abs(gap.gap)))[:_ASKED]

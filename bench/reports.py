"""The report of one KAM against the layout engine and the chart engine alone, and a campaign of them on all cores."""

import random
import resource
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date

import typst

from bench.ratio import Ratio, clocked
from kamescope import places
from kamescope.analysis.published import Published
from kamescope.analysis.scores import roll_up
from kamescope.model import Model
from kamescope.model_file import load_model
from kamescope.privacy import publish_groups
from kamescope.records import Campaign, ItemCount, Kam, RespondentCount
from kamescope.reports import document as documents
from kamescope.reports import figures, pdf
from kamescope.reports.report_spec import RenderOptions, ReportSpec
from kamescope.reports.worker_pool import Format, Job, worker_pool

DAY = date(2026, 1, 1)
WARM = 3
ANSWERS = 4
"""Questionnaires of each group but self."""


@dataclass(frozen=True, slots=True)
class Bare:
    """What the two engines are given for one report: the specifications of its charts, and everything to lay out."""

    specs: tuple[dict, ...]
    sources: dict[str, bytes]


def measured(reports: int, campaign: int, say: Callable[[str], None]) -> Iterator[Ratio | str]:
    """One report to the bare engines, where the time goes, and a campaign on all cores to as many in a row."""
    model = load_model(places.DEFAULT_MODEL)
    pairs = [(spec(model, 2 * n), bare(spec(model, 2 * n + 1))) for n in range(reports + WARM)]
    for ours, baseline in pairs[:WARM]:
        pdf.report_pdf(ours), _engines(baseline)
    say("engines warm")
    ours, engines = clocked([_whole, lambda pair: _clock(_engines, pair[1])], pairs[WARM:])
    yield Ratio("one report, to its charts and its pages by the bare engines", ours, engines, 1.3)
    yield _shares(pairs[WARM:])
    yield from _campaign(model, campaign, say)


def spec(model: Model, seed: int) -> ReportSpec:
    """A made-up KAM: one self-rating, a few questionnaires of every other group."""
    return ReportSpec(_published(model, random.Random(seed)), RenderOptions(made_on=DAY))


def bare(made: ReportSpec) -> Bare:
    """The same document taken apart."""
    specs, drawn = [], figures.svg

    def noting(chart, width=figures.WIDTH):
        specs.append({**chart.spec, "width": width})
        return drawn(chart, width)

    figures.svg = noting
    try:
        sources = pdf.sources(documents.document(made))
    finally:
        figures.svg = drawn
    return Bare(tuple(specs), sources)


def _whole(pair: tuple[ReportSpec, Bare]) -> float:
    return _clock(pdf.report_pdf, pair[0])


def _engines(made: Bare) -> None:
    for spec in made.specs:
        figures.vl_convert.vegalite_to_svg(spec)
    typst.compile(made.sources, font_paths=pdf.fonts(), pdf_standards=pdf.STANDARDS, format="pdf")


def _shares(pairs: list[tuple[ReportSpec, Bare]]) -> str:
    """Where the time of one report goes, in percent; charts and pages are drawn once more, of KAMs not seen before."""
    model = pairs[0][0].model
    charts = pages = everything = 0.0
    for number in range(len(pairs)):
        made = spec(model, 10_000 + number)
        taken = bare(spec(model, 20_000 + number))
        everything += _clock(pdf.report_pdf, made)
        charts += _clock(lambda taken=taken: [figures.vl_convert.vegalite_to_svg(spec) for spec in taken.specs])
        pages += _clock(
            lambda taken=taken: typst.compile(
                taken.sources, font_paths=pdf.fonts(), pdf_standards=pdf.STANDARDS, format="pdf"
            )
        )
    rest = everything - charts - pages
    shares = ", ".join(
        f"{name} {part / everything:.0%}" for name, part in (("charts", charts), ("pages", pages), ("our own", rest))
    )
    return f"of one report: {shares}"


def _campaign(model: Model, count: int, say: Callable[[str], None]) -> Iterator[Ratio | str]:
    """As many reports by a process a core as by one process, in two turns."""
    half = max(count // 2, 2)
    turns = [(30_000 + turn * half, half) for turn in range(2)]
    many, alone = clocked([lambda turn: _pressed(model, turn, None), lambda turn: _pressed(model, turn, 1)], turns)
    say(f"{2 * half} reports made twice")
    yield Ratio(f"{half} reports by a process a core, to one process", many, alone)
    workers = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    mine = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    yield f"at most {workers:.0f} MB in a worker, {mine:.0f} MB in the process that asks"


def _pressed(model: Model, turn: tuple[int, int], workers: int | None) -> float:
    first, count = turn
    start = time.perf_counter()
    with closing(worker_pool((Job(spec(model, first + n), Format.PDF) for n in range(count)), workers)) as results:
        if not all(done.content for done in results):
            raise SystemExit("a report failed")
    return time.perf_counter() - start


def _published(model: Model, chance: random.Random) -> Published:
    low, high = model.scale.minimum, model.scale.maximum
    group_counts, items = [], []
    for place, group in enumerate(model.groups):
        count = 1 if group.is_self else ANSWERS
        group_counts.append(RespondentCount(place, "", count, count * len(group.items)))
        for index, item in enumerate(model.items):
            if item.code in group.items:
                total = sum(chance.randint(low, high) for _ in range(count))
                items.append(ItemCount(place, index, "", count, total))
    groups = publish_groups(model, group_counts, items)
    kam = Kam("k", "k", f"Kam {chance.randint(1, 9999)}", "XYZ", "", True)
    return Published(model, Campaign("c", "Campaign", DAY), kam, groups, roll_up(model, groups))


def _clock(act: Callable[..., object], *given: object) -> float:
    start = time.perf_counter()
    act(*given)
    return time.perf_counter() - start

"""Decks to look at: briefs as unlike one another as can be, and what stands on their slides."""

import datetime
import io
import random
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from pptx import Presentation
from pptx.chart.chart import Chart
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide
from pptx.table import Table

from kamescope.analysis.published import Published
from kamescope.model import Model
from kamescope.model_file import model_from_data
from kamescope.reports.report_spec import Listed, RenderOptions, ReportSpec
from kamescope.reports.slides import debrief_slides
from tests.support import Questionnaire, kamescope_model, martin, martin_questionnaires, other_model, publish

MADE_ON = datetime.date(2026, 3, 10)
FRENCH, ENGLISH = (RenderOptions(language, made_on=MADE_ON, data_version=12) for language in ("fr", "en"))
_PADDING = "négociation complexe et développement durable des comptes stratégiques"


def invented(groups: int, factors: int, parts: int = 2, prefix: str = "", long: bool = False) -> Model:
    """A model of that size; `long`: every name has 60 characters; `prefix` begins every name."""

    def named(text: str) -> str:
        return f"{prefix}{text} {_PADDING}"[:60].strip() if long else f"{prefix}{text}"

    numbers, subs = iter(range(1, 10_000)), iter(range(1, 1_000))

    def sub_factor() -> dict:
        items = [{"code": f"Q{next(numbers)}", "text": named("Énoncé ") + (_PADDING * 2 if long else "")} for _ in "ab"]
        return {"code": f"SF{next(subs)}", "name": named("Partie"), "items": items}

    def factor(number: int) -> dict:
        subs = [sub_factor() for _ in range(parts)]
        return {"code": f"F{number}", "name": named(f"Facteur {number}"), "sub_factors": subs}

    raters = [{"code": "self", "name": named("Auto"), "minimum": 1, "attributable": True}]
    raters.append({"code": "boss", "name": named("Chef"), "minimum": 1, "attributable": True})
    raters += [{"code": f"g{number}", "name": named(f"Groupe {number}"), "minimum": 3} for number in range(2, groups)]
    return model_from_data(
        {
            "code": "invented",
            "name": named("Modèle"),
            "version": "1",
            "scale": {"min": 1, "max": 5, "percent": "of_max"},
            "groups": raters,
            "factors": [factor(number) for number in range(1, factors + 1)],
        },
        "invented.toml",
    )  # fmt: skip


def answered(model: Model, least: int = 0) -> Published:
    """Every group just complete, or of `least` people, answers by chance but always the same."""
    chance, scale = random.Random(7), model.scale
    sheets = []
    for group in model.groups:
        asked = [item.code for item in model.items if item.code in group.items]
        for _ in range(max(group.minimum, least)):
            answers = {code: chance.randint(scale.minimum, scale.maximum) for code in asked}
            sheets.append(Questionnaire(group.code, answers))
    return publish(model, sheets)


def without(*groups: str) -> Published:
    """M. MARTIN's results without some groups."""
    return publish(kamescope_model(), [sheet for sheet in martin_questionnaires() if sheet.group not in groups])


def masked(sheets: list[Mapping[str, int]]) -> Published:
    """M. MARTIN's results with these answers of customers only."""
    others = [sheet for sheet in martin_questionnaires() if sheet.group != "client"]
    return publish(kamescope_model(), [*others, *(Questionnaire("client", dict(answers)) for answers in sheets)])


@cache
def specs() -> dict[str, ReportSpec]:
    """Name → brief: languages, sizes, units, groups missing or masked."""
    two = [sheet.answers for sheet in martin_questionnaires() if sheet.group == "client"][:2]
    return {
        "martin_fr": ReportSpec(martin(), FRENCH),
        "martin_en": ReportSpec(martin(), ENGLISH),
        "points": ReportSpec(martin(), FRENCH, Listed(unit="points", n=30)),
        "filtered": ReportSpec(martin(), FRENCH, Listed(groups=("self", "client"), factors=("F1", "F6", "F9", "F12"))),
        "other": ReportSpec(answered(other_model()), FRENCH),
        "near": ReportSpec(answered(kamescope_model(), 5), FRENCH, Listed(factors=("F3", "F10", "F11"))),
        "smallest": ReportSpec(answered(invented(2, 2)), FRENCH),
        "largest": ReportSpec(answered(invented(8, 30, long=True)), FRENCH),
        "many_parts": ReportSpec(answered(invented(6, 10, parts=12, long=True)), ENGLISH),
        "no_client": ReportSpec(without("client"), FRENCH),
        "no_self": ReportSpec(without("self"), FRENCH),
        "masked": ReportSpec(masked(two), FRENCH),
        "nothing": ReportSpec(publish(kamescope_model(), []), FRENCH),
    }


@cache
def written(name: str) -> bytes:
    """The deck of a brief, as bytes."""
    return debrief_slides(specs()[name])


def opened(content: bytes) -> Deck:
    """The deck."""
    return Presentation(io.BytesIO(content))


@cache
def slides(name: str) -> tuple[Slide, ...]:
    """The slides of a brief's deck, to look at only."""
    return tuple(opened(written(name)).slides)


def charts(slide: Slide) -> list[Chart]:
    """The native charts of a slide."""
    return [shape.chart for shape in slide.shapes if shape.has_chart]


def tables(slide: Slide) -> list[Table]:
    """The native tables of a slide."""
    return [shape.table for shape in slide.shapes if shape.has_table]


def texts(table: Table) -> list[list[str]]:
    """What the cells say."""
    return [[cell.text_frame.text for cell in row.cells] for row in table.rows]


def sheet_of(chart: Chart) -> Worksheet:
    """The sheet inside a chart."""
    return load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob)).active


def columns_of(chart: Chart) -> dict[str, list[float | None]]:
    """The series of a chart with categories, as the workbook inside it has them."""
    heads, *rows = sheet_of(chart).iter_rows(values_only=True)
    return {head: [row[place] for row in rows] for place, head in enumerate(heads) if place}


def everything(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Every part of a file, and of the workbooks inside it."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for entry in package.infolist():
            part = package.read(entry)
            yield entry.filename, part
            if entry.filename.endswith(".xlsx"):
                yield from ((f"{entry.filename}/{name}", inner) for name, inner in everything(part))


def called(spec: ReportSpec, **facts: object) -> ReportSpec:
    """The same brief about somebody called otherwise."""
    published = spec.published
    return replace(spec, published=replace(published, kam=replace(published.kam, **facts)))

"""Everything that the product says in one language: `python -m tests.pages.everything LANGUAGE DATABASE OUT [more]`.

OUT is JSON: what says it → what it says; with `more`, the pages in other views too, of somebody of a team. A process of
its own, because languages are looked for once, at the start.
"""

import datetime
import io
import json
import os
import re
import sys
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pypdfium2
import streamlit as st
from click.testing import CliRunner
from lxml import etree
from streamlit.testing.v1 import AppTest

from kamescope import cli
from kamescope.places import Server, written
from kamescope.questionnaire import Addressee
from kamescope.reports.comparison import render as make_comparison
from kamescope.reports.entry import blank_wide
from kamescope.reports.names import Format
from kamescope.reports.questionnaire import blank_questionnaire
from kamescope.reports.render import render
from kamescope.reports.report_spec import RenderOptions, ReportSpec
from kamescope.store.connect import open_store
from tests.pages.app import ALL_PAGES, charts, faults, html, opened, sent, shown, widget_labels
from tests.pages.databases import closed
from tests.reports.comparisons import about, team, whole
from tests.support import kamescope_model, martin

Views = Sequence[tuple[str, str, Mapping[str, str]]]
"""Whose pages, what is said of it, and the rest of the address."""
DAY = datetime.date(2026, 11, 23)
_ATTRIBUTE = re.compile(r'(?:title|aria-label|alt)="([^"]*)"')
_PATH = re.compile(r"M-?[\d.]+,")
_PLAIN = ("MARTIN", "", {})
_OTHER = {
    "unit": "points",
    "n": "5",
    "side": "bottom",
    "level": "sub_factor",
    "cut": "midpoint",
    "show": "gap",
    "order": "F3",
    "counts": "yes",
    "mode": "close",
    "regard": "client",
    "environment": "client",
}
MORE = (
    _PLAIN,
    ("BELKACEM", ", other view", _OTHER),
    ("BELKACEM", ", cohorts", {"rows": "cohort", "show": "difference"}),
)
_TABLES = (
    ("kams",),
    ("scores", "--kam", "M. MARTIN"),
    ("top", "--kam", "M. MARTIN"),
    ("window", "--kam", "M. MARTIN"),
    ("compare", "--campaign", "Printemps 2026"),
    ("progress", "--kam", "A. BELKACEM", "--from", "Printemps 2025", "--to", "Printemps 2026"),
    ("imports",),
)


def told(language: str, database: Path, views: Views = (_PLAIN,)) -> Iterator[tuple[str, str]]:
    """What says something, and what it says."""
    for arguments in _TABLES:
        yield f"command {arguments[0]}", _ran("--db", str(database), "--lang", language, *arguments)
    render_options = RenderOptions(language, made_on=DAY, data_version=7)
    spec = ReportSpec(martin(), render_options)
    yield "pdf", _pdf(render(spec, Format.PDF))
    yield "deck", _office(render(spec, Format.PPTX))
    yield "workbook", _office(render(spec, Format.XLSX))
    comparison = whole(team(kamescope_model(), 9), said=replace(about(render_options=render_options), filters=""))
    yield "comparison, pdf", _pdf(make_comparison(comparison, Format.PDF))
    yield "comparison, slide", _office(make_comparison(comparison, Format.PPTX))
    whom = Addressee(kamescope_model(), "Vague 1", "A. WHOLE", "client")
    yield "questionnaire", _office(blank_questionnaire(whom, language))
    yield "entry", _office(blank_wide(whom, language))
    yield from pages(language, database, views)


def pages(
    language: str, database: Path | Server, views: Views, kinds: tuple[str, ...] = (".csv",)
) -> Iterator[tuple[str, str]]:
    """What every page says in these views, and the files of these kinds that it offers."""
    os.environ["KAMESCOPE_DB"] = written(database)
    store = open_store(database)
    people = closed(database, store)
    files = taken(kinds)
    for page in ALL_PAGES:
        for kam, name, view in views:
            test = opened(page, lang=language, **people.link(kam), **view)
            assert faults(test) == [], page
            yield f"page {page}{name}", _seen(test)
            yield f"page {page}{name}, all of it", sent(test)
    yield from files.items()


def taken(kinds: tuple[str, ...]) -> dict[str, str]:
    """What files of these kinds say that pages offer from now on in this process."""
    files: dict[str, str] = {}
    offer = st.download_button

    def kept(label: str, data: bytes | Callable[[], bytes], file_name: str, *rest: str, **options: object) -> bool:
        if file_name.endswith(kinds):
            content = data() if callable(data) else data
            files[f"{file_name.rpartition('.')[2]} {file_name}"] = as_text(file_name, content)
        return offer(label, data, file_name, *rest, **options)

    st.download_button = kept
    return files


def as_text(name: str, content: bytes) -> str:
    """What a table says; of any other file a hash of its bytes."""
    return content.decode("utf-8-sig") if name.endswith(".csv") else sha256(content).hexdigest()


def _seen(test: AppTest) -> str:
    """What a reader sees or is read out: texts, tables, labels, what charts write."""
    drawn = (text for spec in charts(test) for text in _texts(json.loads(spec)))
    return "\n".join((shown(test), *_ATTRIBUTE.findall(html(test)), *widget_labels(test), *drawn))


def _texts(part: object, written: bool = False) -> Iterator[str]:
    """The texts of a specification: its description, and what stands in its data; no expression and no outline."""
    if isinstance(part, dict):
        for key, value in part.items():
            yield from _texts(value, written or key in ("description", "datasets", "values", "title"))
    elif isinstance(part, list):
        for value in part:
            yield from _texts(value, written)
    elif written and isinstance(part, str) and not _PATH.match(part):
        yield part


def _ran(*arguments: str) -> str:
    ended = CliRunner().invoke(cli.cli, arguments)
    assert ended.exception is None, (arguments, ended.exception)
    return ended.output


def _pdf(content: bytes) -> str:
    pages = [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(content)]
    language = re.search(rb"/Lang ?\((.*?)\)", content)
    return "\n".join([f"language: {language[1].decode() if language else ''}", *pages])


def _office(content: bytes) -> str:
    """The letters of every part of a file, and the languages that they are said to be in."""
    found = []
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        for name in parts.namelist():
            if name.endswith(".xml"):
                tree = etree.fromstring(parts.read(name))
                found += tree.xpath("//*[local-name() = 't']/text()")
                found += [f"language: {value}" for value in {*tree.xpath("//@lang")}]
    return "\n".join(found)


if __name__ == "__main__":
    spoken, kept, out, *more = sys.argv[1:]
    Path(out).write_text(json.dumps(dict(told(spoken, Path(kept), MORE if more else (_PLAIN,)))), encoding="utf-8")

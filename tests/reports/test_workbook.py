"""The results workbook: every figure as published, nothing masked, data that stays data, charts that read."""

import datetime
import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, settings
from openpyxl.utils import range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from kamescope.analysis.gaps import gap_of
from kamescope.analysis.published import Level, Published, listed
from kamescope.analysis.scores import settled
from kamescope.analysis.window import POOLED, own_cut, place, window_gaps
from kamescope.charts.theme import SIGNS
from kamescope.i18n import words
from kamescope.model import ENVIRONMENT, OVERALL, Model
from kamescope.model_file import model_from_data
from kamescope.privacy import Status
from kamescope.reports.report_spec import Listed, RenderOptions, ReportSpec, Section
from kamescope.reports.workbook import results_workbook
from kamescope.reports.workbook.paper import FIRST, HEADING
from kamescope.sentences import nearness_told, short_name
from tests.reports.papers import LANGUAGES, opened
from tests.reports.specs import CASES
from tests.strategies import cases
from tests.support import Questionnaire, kamescope_model, martin, martin_questionnaires, other_model, publish

DAY = datetime.date(2026, 4, 2)
TABLES = ("results", "sub_factors", "items", "lists", "window")


def render_options(language: str = "fr", sections: tuple[Section, ...] = tuple(Section)) -> RenderOptions:
    """An edition of a known day."""
    return RenderOptions(language, sections, DAY, 7)


def answered(model: Model, counts: dict[str, int], shift: dict[str, int] | None = None) -> Published:
    """So many questionnaires of each group; `shift` changes what a group answers, not how much."""
    scale, sheets = model.scale, []
    for group, count in counts.items():
        asked = [item.code for item in model.items if item.code in model.group(group).items]
        for number in range(count):
            move = (shift or {}).get(group, 0) + number
            values = [scale.minimum + (3 * at + move) % (scale.span + 1) for at in range(len(asked))]
            sheets.append(Questionnaire(group, dict(zip(asked, values, strict=True))))
    return publish(model, sheets)


def other() -> Published:
    """The other model: a group masked, some items asked of few."""
    return answered(other_model(), {"self": 1, "manager": 1, "peer": 4, "team": 2})


@cache
def big_model() -> Model:
    """30 factors with names of 60 characters, 8 groups."""
    name = "Nom de soixante caractères " * 2 + "essais"
    groups = ["self", *(f"g{number}" for number in range(1, 8))]
    data = {
        "code": "big",
        "name": name,
        "scale": {"min": 1, "max": 7, "percent": "of_max"},
        "groups": [{"code": code, "name": f"Groupe {code}", "minimum": 1 if code == "self" else 3} for code in groups],
        "factors": [
            {"code": f"X{at}", "name": f"{name}{at}", "items": [{"code": f"I{at}", "text": name * 3}]}
            for at in range(1, 31)
        ],
    }
    return model_from_data(data, "big.toml")


def sheet(content: bytes, name: str, language: str = "fr") -> Worksheet:
    """A sheet by its key."""
    return opened(content)[words(language)(f"workbook.sheet_{name}")]


def headings(page: Worksheet) -> list[str]:
    """The headings of the table, in one line each, without the marks of groups."""
    found = []
    for cell in page[HEADING + 1]:
        if cell.value is None:
            break
        found.append(re.sub(f"^[{''.join(SIGNS.values())}] ", "", cell.value).replace("\n", " "))
    return found


def rows(page: Worksheet) -> Iterator[dict[str, object]]:
    """The rows that the filter covers, by heading."""
    names, last = headings(page), int(re.search(r"\d+$", page.auto_filter.ref)[0])
    for cells in page.iter_rows(FIRST + 1, last, 1, len(names), values_only=True):
        yield dict(zip(names, cells, strict=True))


def parts(content: bytes) -> dict[str, str]:
    """The parts of the file as text."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def charts(content: bytes) -> list[str]:
    """The charts, in the order of the sheets."""
    return [text for name, text in sorted(parts(content).items()) if name.startswith("xl/charts/chart")]


def said(content: bytes) -> str:
    """All that is in the file, as one text."""
    return "\n".join(parts(content).values())


# The figures


def test_how_near_answers_lie_stands_beside_a_factor_where_it_may_be_told():
    say, head = words("fr"), words("fr")("help.nearness_title")
    published = answered(kamescope_model(), {"self": 1, "manager": 1, "client": 5})
    spec = ReportSpec(published, render_options())
    told = {row[say("column.code")]: row[head] for row in rows(sheet(results_workbook(spec), "results"))}
    found = {each.code: nearness_told(published, each, say, spec.groups) for each in published.model.factors}
    assert {code: text or "" for code, text in told.items()} == found
    assert any(found.values()) and not all(found.values()), "F6 is not asked of clients"
    assert head not in headings(sheet(results_workbook(ReportSpec(martin(), render_options())), "results"))


def expected(published: Published, level: Level, code: str, unit: str, language: str) -> dict[str, object]:
    """What the row of a code holds of every group, by heading."""
    say, found = words(language), {}
    for group in (*(group.code for group in published.groups), ENVIRONMENT):
        cell = published.cell(level, code, group)
        name = say(f"workbook.in_{unit}", name=short_name(published.model, group, say)).replace("\n", " ")
        if group != ENVIRONMENT and published.group(group).status is not Status.PUBLISHED:
            name += f" ({say('masked' if published.group(group).status is Status.MASKED else 'no_data')})"
        missing = say("masked" if cell.status is Status.MASKED else "no_data")
        value = cell.percent and cell.percent / 100 if unit == "percent" else cell.score
        found[name] = value if cell.is_published else missing
    return found


def assert_figures(row: dict[str, object], wanted: dict[str, object]) -> None:
    """The figures to full precision, the words where there are none."""
    for name, value in wanted.items():
        assert row[name] == (pytest.approx(value, abs=1e-12) if isinstance(value, float) else value), name


@pytest.mark.sample(4)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("make", [martin, other])
@pytest.mark.parametrize(
    ("name", "level", "units"),
    [
        ("results", Level.FACTOR, ("percent", "points")),
        ("sub_factors", Level.SUB_FACTOR, ("percent", "points")),
        ("items", Level.ITEM, ("points",)),
    ],
)
def test_every_figure_is_the_published_one(name, level, units, make, language):
    published, say = make(), words(language)
    found = {row[say("column.code")]: row for row in rows(sheet(content(make, language), name, language))}
    assert list(found) == list(listed(published.model, level, None))
    for code, row in found.items():
        for unit in units:
            wanted = expected(published, level, code, unit, language)
            if name == "results" and unit == "percent":
                wanted = {key: value if isinstance(value, float) else None for key, value in wanted.items()}
            assert_figures(row, wanted)
        gap = gap_of(published, level, code)
        kind = say(f"gap.{gap.kind.value}") if gap.kind else None
        wanted = say("no_data") if gap.gap is None else settled(gap.gap)
        assert_figures(row, {say("workbook.gap").replace("\n", " "): wanted, say("column.gap_kind"): kind})


@cache
def content(make, language: str = "fr") -> bytes:
    """The whole workbook."""
    return results_workbook(ReportSpec(make(), render_options(language)))


def test_the_whole_stands_under_the_factors_out_of_reach_of_a_sort():
    page, published = sheet(content(martin), "results"), martin()
    last = FIRST + len(published.model.factors)
    assert page.auto_filter.ref.endswith(str(last))
    assert [cell.value for cell in page[last + 1]] == [None] * page.max_column
    values = [cell.value for cell in page[last + 2]]
    scores = [
        published.cell(Level.OVERALL, OVERALL, group).score for group in ("self", "manager", "client", ENVIRONMENT)
    ]
    assert values[1] == words("fr")("tables.level.overall")
    assert values[6:10] == pytest.approx(scores)


def test_figures_are_shown_as_the_language_writes_them():
    for language, percent in (("fr", '0"\u00a0"%'), ("en", "0%")):
        page = sheet(content(martin, language), "results", language)
        formats = [cell.number_format for cell in page[FIRST + 1]]
        assert formats[2:6] == [percent] * 4
        assert formats[6:11] == ["0.00"] * 4 + ['+0.00;"−"0.00;0.00']
    assert sheet(content(martin), "items")[FIRST + 1][4].number_format == "0.0"


def test_items_are_in_percent_where_the_view_asks_for_it():
    page = sheet(results_workbook(ReportSpec(martin(), render_options(), Listed(unit="percent"))), "items")
    published = martin()
    for row in rows(page):
        assert_figures(row, expected(published, Level.ITEM, row["Code"], "percent", "fr"))


@pytest.mark.parametrize("make", [martin, other])
def test_both_lists_of_every_group_with_what_they_have_in_common(make):
    spec, say = ReportSpec(make(), render_options()), words("fr")
    found = list(rows(sheet(content(make), "lists")))
    wanted = [
        (say("top.bottom" if ranking.bottom else "top.top"), item.rank, item.code, item.score, bool(item.common_with))
        for ranking in (spec.top, spec.bottom) for items in ranking.groups.values() for item in items
    ]  # fmt: skip
    assert [(row["Liste"], row["Rang"], row["Code"], row["Score"], bool(row["Commun avec"])) for row in found] == [
        (*first, pytest.approx(score), common) for *first, score, common in wanted
    ]


@pytest.mark.parametrize("make", [martin, other])
def test_the_window_is_that_of_the_brief(make):
    spec, say = ReportSpec(make(), render_options()), words("fr")
    found = list(rows(sheet(content(make), "window")))
    assert [row["Code"] for row in found] == [point.code for point in spec.window.points]
    for row, point in zip(found, spec.window.points, strict=True):
        sides = list(row.values())[2:4]
        wanted = [point.gap.self_percent, point.gap.environment_percent]
        assert sides == [None if side is None else pytest.approx(side / 100) for side in wanted]
        assert row["Quadrant"] == (say(f"quadrant.{point.quadrant.value}") if point.quadrant else say("no_data"))


def test_the_window_asked_for_is_the_one_told():
    published = martin()
    gaps = window_gaps(published, Level.SUB_FACTOR, POOLED)
    asked = place(gaps, Level.SUB_FACTOR, own_cut(gaps))
    made = results_workbook(ReportSpec(published, render_options(), asked_window=asked, environment=POOLED))
    assert [row["Code"] for row in rows(sheet(made, "window"))] == [gap.code for gap in gaps]
    assert words("fr")("workbook.pooled") in said(made)


# What is listed


@pytest.mark.deep
def test_filters_leave_out_columns_and_rows_never_the_environment():
    wanted = Listed(groups=("manager",), factors=("F2", "F5", "F6"))
    spec = ReportSpec(martin(), render_options(), wanted)
    made = results_workbook(spec)
    page = sheet(made, "results")
    assert [row["Code"] for row in rows(page)] == ["F2", "F5", "F6"]
    assert headings(page)[2:6] == [
        "Manager en\u00a0%",
        "Environnement en\u00a0%",
        "Manager en points",
        "Environnement en points",
    ]
    items = [item.code for factor in spec.factors for item in factor.items]
    assert [row["Code"] for row in rows(sheet(made, "items"))] == items
    for name in TABLES:
        assert sheet(made, name).cell(3, 1).value == spec.filters
    assert spec.filters in said(made)


@pytest.mark.parametrize(
    ("section", "names"),
    [
        (Section.RESULTS, ("results", "sub_factors")),
        (Section.FACTORS, ("items",)),
        (Section.TOP, ("lists",)),
        (Section.BOTTOM, ("lists",)),
        (Section.WINDOW, ("window",)),
        (Section.SUMMARY, ()),
    ],
)
def test_a_section_left_out_leaves_its_sheets_out(section, names):
    only = results_workbook(ReportSpec(martin(), render_options(sections=(section,))))
    assert opened(only).sheetnames == [words("fr")(f"workbook.sheet_{name}") for name in (*names, "method")]


def test_one_list_alone_where_only_that_one_is_asked_for():
    only = results_workbook(ReportSpec(martin(), render_options(sections=(Section.BOTTOM,))))
    assert {row["Liste"] for row in rows(sheet(only, "lists"))} == {words("fr")("top.bottom")}


# Confidentiality


def test_nothing_of_a_masked_group_is_anywhere():
    model = other_model()
    counts = {"self": 1, "manager": 1, "peer": 3, "team": 3}
    first, second = (
        results_workbook(ReportSpec(answered(model, counts, {"team": shift}), render_options())) for shift in (0, 5)
    )
    assert first == second
    assert results_workbook(ReportSpec(answered(model, counts, {"peer": 5}), render_options())) != first


def test_a_masked_group_is_told_in_words():
    published = other()
    team, say = published.group("team"), words("fr")
    assert team.status is Status.MASKED
    page = sheet(content(other), "method")
    (row,) = [cells for cells in page.iter_rows(values_only=True)
              if cells[0] == published.model.group("team").plural.in_("fr")]  # fmt: skip
    assert row[1:] == (team.respondents, team.minimum, None, None, None, say("masked"))
    assert any("Équipe en\u00a0% (masqué)" in heading for heading in headings(sheet(content(other), "results")))


def test_the_same_brief_gives_the_same_bytes():
    assert results_workbook(ReportSpec(martin(), render_options())) == content(martin)


# Data that stays data


@pytest.mark.parametrize(
    "name", ["=1+1", "+33 6", "-x", "@SUM(A1)", '=HYPERLINK("http://x","y")', "http://x.fr", "A!B1"]
)
def test_no_name_becomes_a_formula_a_link_or_a_reference(name):
    data = {
        "code": "m",
        "name": name,
        "scale": {"min": 1, "max": 5},
        "groups": [{"code": "self", "name": name}, {"code": "a", "name": name, "minimum": 3}],
        "factors": [
            {"code": f"X{at}", "name": name, "items": [{"code": f"I{at}", "text": name}]} for at in range(1, 5)
        ],
    }
    published = answered(model_from_data(data, "m.toml"), {"self": 1, "a": 3})
    kam, campaign = replace(published.kam, name=name, company=name), replace(published.campaign, name=name)
    made = results_workbook(ReportSpec(replace(published, kam=kam, campaign=campaign), render_options()))
    assert not any("<f>" in text for part, text in parts(made).items() if part.startswith("xl/worksheets/"))
    assert "hyperlink" not in "".join(part for part in parts(made) if "rels" in part) + said(made).replace(name, "")
    references = re.findall(r"<c:f>([^<]*)</c:f>", "".join(charts(made)))
    assert references and all(re.match(r"'?(Résultats|Fenêtre)'?!\$", reference) for reference in references)
    statements = [cell for cell in sheet(made, "items")["B"] if cell.value == name]
    assert len(statements) == 4
    assert all(cell.quotePrefix == (name[0] in "=+-@") for cell in statements)


def test_what_no_workbook_holds_is_left_out_and_a_long_foot_is_cut():
    published = martin()
    kam = replace(published.kam, name="A\x01d\uffffa & fils " + "x" * 300)
    page = sheet(results_workbook(ReportSpec(replace(published, kam=kam), render_options())), "results")
    assert page["A1"].value.startswith("Ada & fils x")
    foot = page.oddFooter
    assert "Ada && fils" in foot.left.text and "&P" in foot.right.text
    assert len(foot.left.text + foot.right.text) < 255


def test_the_properties_name_whose_it_is_and_no_author():
    properties = opened(content(martin)).properties
    assert properties.title == "M. MARTIN · XYZ · Campagne XYZ"
    assert "KAMeSCOPE" in properties.subject
    assert (properties.creator, properties.lastModifiedBy) == ("KAMeSCOPE", "KAMeSCOPE")
    assert properties.created.date() == DAY
    assert results_workbook(ReportSpec(martin()))


# How it reads and prints


@pytest.mark.sample(4)
@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("make", [martin, other])
def test_a_table_filters_scrolls_and_prints(make, name):
    page = sheet(content(make), name)
    frozen = {"lists": "E5"}.get(name, "C5")
    assert page.freeze_panes == frozen
    assert page.auto_filter.ref.startswith("A4:")
    assert page.print_title_rows == "$4:$4"
    assert page.page_setup.paperSize == 9
    assert page.oddFooter.left.text == "M. MARTIN · Campagne XYZ"
    assert page.sheet_properties.pageSetUpPr.fitToPage
    named = headings(page)
    assert len(set(named)) == len(named)
    assert page.cell(FIRST, len(named) + 1).value is None or name == "results"


A4 = {"portrait": (190, 266), "landscape": (277, 179)}
"""Millimetres within the margins."""
MILLIMETRES = 25.4 / 96
READ = 0.5


def printed_size(page: Worksheet) -> tuple[float, float]:
    """How wide and how high what is printed of a sheet is at its natural size, in millimetres."""
    _, _, columns, rows = range_boundaries(page.print_area.split("!")[1])
    widths = {}
    for letter, held in page.column_dimensions.items():
        widths |= dict.fromkeys(range(held.min, held.max + 1), held.width) if held.width else {letter: 0}
    across = sum(int(widths.get(column, 8.43 + 0.72) * 7) for column in range(1, columns + 1))
    down = sum(page.row_dimensions[row].height or 15 for row in range(1, rows + 1))
    return across * MILLIMETRES, down * MILLIMETRES * 4 / 3


def scales(page: Worksheet) -> dict[str, float]:
    """How small the sheet becomes on one page, upright and across."""
    wide, high = printed_size(page)
    return {name: min(across / wide, down / high) for name, (across, down) in A4.items()}


@pytest.mark.sample(4)
@pytest.mark.parametrize("name", [*TABLES, "method"])
@pytest.mark.parametrize("make", [martin, other])
def test_a_sheet_is_printed_on_one_page_where_it_can_be_read_there(make, name):
    page = sheet(content(make), name)
    whole, chosen = scales(page), page.page_setup.orientation
    assert page.page_setup.fitToWidth in (1, None), "never cut across, and one is what is not said"
    if page.page_setup.fitToHeight in (1, None):
        assert whole[chosen] == max(whole.values())
        assert whole[chosen] >= READ
    else:
        assert max(whole.values()) < READ * 1.1, "only what would be too small takes several pages"
        assert chosen == "landscape"


@pytest.mark.deep
def test_short_sheets_are_on_one_page_and_long_ones_are_not():
    one = {name for name in (*TABLES, "method") if sheet(content(martin), name).page_setup.fitToHeight != 0}
    assert one == {"results", "sub_factors", "window", "method"}


@pytest.mark.parametrize("name", [*TABLES, "method"])
def test_all_that_a_sheet_says_is_printed_but_for_what_its_charts_read(name):
    page = sheet(content(martin), name)
    _, _, columns, rows = range_boundaries(page.print_area.split("!")[1])
    beyond = [cell for row in page.iter_rows() for cell in row if cell.value is not None and cell.row > rows]
    right = [cell for cell in page[HEADING + 1] if cell.value is not None and cell.column > columns]
    assert beyond == []
    assert all(cell.font.size == 9 for cell in right)


def test_many_factors_are_as_wide_as_a_page_and_their_charts_begin_another():
    page = sheet(results_workbook(CASES["thirty factors"]()), "results")
    assert page.row_breaks.brk
    wide, _ = printed_size(page)
    assert wide * page.page_setup.scale / 100 <= A4["landscape"][0]


def test_marked_gaps_are_violet_and_bold_in_figure_and_word():
    page = sheet(content(martin), "results")
    for cells in page.iter_rows(FIRST + 1, FIRST + 13):
        gap, kind = cells[10], cells[11]
        marked = kind.value == words("fr")("gap.marked")
        assert (gap.font.color.rgb == "FF5B4BB8") == (kind.font.color.rgb == "FF5B4BB8") == marked
        assert gap.font.bold == kind.font.bold == (kind.value != words("fr")("gap.aligned"))


# Charts


def references(chart: str, part: str) -> list[str]:
    """The cells that the series of a chart read."""
    return re.findall(f"<c:{part}>.*?<c:f>([^<]*)</c:f>", chart)


def test_the_radar_reads_the_percents_of_the_table_and_draws_no_zero():
    radar = charts(content(martin))[0]
    assert "<c:radarChart>" in radar
    assert references(radar, "val") == [f"Résultats!${letter}$5:${letter}$17" for letter in "CDE"]
    assert references(radar, "cat") == ["Résultats!$A$5:$A$17"] * 3
    assert "dispBlanksAs" not in radar  # Absent means a gap, as Excel 2007 wrote it.
    client = radar.split("<c:ser>")[3]
    kept = re.search("<c:val>.*</c:val>", client)[0]
    missing = [at for at, factor in enumerate(martin().model.factors)
               if not martin().cell(Level.FACTOR, factor.code, "client").is_published]  # fmt: skip
    assert missing
    assert sorted(map(int, re.findall(r'<c:pt idx="(\d+)"', kept))) == [at for at in range(13) if at not in missing]
    for at in missing:
        assert sheet(content(martin), "results").cell(FIRST + 1 + at, 5).value is None


def test_the_gaps_are_sorted_and_each_stands_under_its_class():
    page, spec = sheet(content(martin), "results"), ReportSpec(martin(), render_options())
    first = page.max_column - 3
    block = list(page.iter_rows(FIRST + 1, FIRST + 13, first, first + 3, values_only=True))
    kinds = [page.cell(HEADING + 1, first + at).value for at in (1, 2, 3)]
    found = [(cells[0].split()[0], kinds[at], value) for cells in block for at, value in enumerate(cells[1:])
             if value is not None]  # fmt: skip
    assert found == [(gap.code, words("fr")(f"gap.{gap.kind.value}"), pytest.approx(gap.gap)) for gap in spec.gaps]


def test_the_window_chart_has_a_series_for_each_quadrant_with_its_codes():
    window, scatter = ReportSpec(martin(), render_options()).window, charts(content(martin))[2]
    assert "<c:scatterChart>" in scatter
    series = scatter.split("<c:ser>")[1:]
    quadrants = {point.quadrant for point in window.points if point.quadrant}
    assert len(series) == len(quadrants) + 2
    codes = [code for each in series for code in re.findall(r"<a:t>([^<]*)</a:t>", each)]
    assert sorted(set(codes) & {point.code for point in window.points}) == sorted(
        point.code for point in window.points if point.quadrant
    )


def test_charts_say_in_words_what_they_are():
    drawings = "".join(text for name, text in parts(content(martin)).items() if name.startswith("xl/drawings/drawing"))
    assert len(re.findall(r'descr="[^"]*M. MARTIN', drawings)) == 3


# Other models


@pytest.mark.deep
def test_thirty_factors_and_eight_groups():
    model = big_model()
    published = answered(model, {group.code: 1 if group.is_self else 3 for group in model.groups})
    made = results_workbook(ReportSpec(published, render_options()))
    assert len(list(rows(sheet(made, "results")))) == 30
    assert len(headings(sheet(made, "results"))) == 2 + 2 * 9 + 2
    assert len(references(charts(made)[0], "val")) == 8


def test_a_model_of_two_factors_without_answers_from_others():
    data = {
        "code": "small",
        "name": "small",
        "scale": {"min": 0, "max": 10, "percent": "of_range"},
        "groups": [{"code": "self", "name": "Moi"}, {"code": "a", "name": "Eux", "minimum": 3}],
        "factors": [{"code": f"X{at}", "name": "f", "items": [{"code": f"I{at}", "text": "t"}]} for at in (1, 2)],
    }
    published = answered(model_from_data(data, "small.toml"), {"self": 1})
    made = results_workbook(ReportSpec(published, render_options()))
    assert charts(made) == []
    assert words("fr")("perception.no_cut") in said(made)
    assert [row["Eux en points (n.d.)"] for row in rows(sheet(made, "results"))] == ["n.d."] * 2


def test_no_clients_and_no_self_rating():
    sheets = [each for each in martin_questionnaires() if each.group == "manager"]
    made = results_workbook(ReportSpec(publish(kamescope_model(), sheets), render_options("en")))
    radar, *others = charts(made)
    assert len(references(radar, "val")) == 1
    assert others == []
    assert {row["Quadrant"] for row in rows(sheet(made, "window", "en"))} == {words("en")("no_data")}


@pytest.mark.deep
@settings(max_examples=12)
@given(cases(protected=True))
def test_any_model_makes_a_workbook_that_opens(case):
    with warnings.catch_warnings():
        warnings.simplefilter("error", UserWarning)
        made = results_workbook(ReportSpec(case.published(), render_options()))
    found = [row["Code"] for row in rows(sheet(made, "items"))]
    assert found == [item.code for item in case.model.items]


def test_nothing_listed_is_an_empty_table():
    made = results_workbook(ReportSpec(martin(), render_options(), Listed(groups=(), factors=())))
    assert headings(sheet(made, "results"))[2:4] == ["Environnement en\u00a0%", "Environnement en points"]
    assert sheet(made, "results").auto_filter.ref is None


# The method


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_method_says_who_answered_by_which_rules_from_which_data(language):
    say, published = words(language), martin()
    page = sheet(content(martin, language), "method", language)
    told = "\n".join(str(cell) for cells in page.iter_rows(values_only=True) for cell in cells if cell is not None)
    for text in ("M. MARTIN", "XYZ", say.date(DAY), say.date(published.campaign.date), published.model.fingerprint,
                 say("help.gap_title"), say("help.privacy_title"), say("filter.none"),
                 say("foot.attributable", groups="manager")):  # fmt: skip
        assert text in told
    assert "**" not in told
    counts = [cells for cells in page.iter_rows(values_only=True) if isinstance(cells[1], int | float) and cells[2]]
    assert [cells[1:5] for cells in counts] == [(1, 1, 81, 80), (1, 1, 81, 81), (3, 3, 132, 114)]
    assert counts[2][5] == pytest.approx(18 / 132)

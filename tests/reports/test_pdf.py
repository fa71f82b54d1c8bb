"""The PDF that a KAM receives, read back: every figure, every page number, the tags, what it must not hold."""

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings

from kamescope.analysis.published import Level
from kamescope.comments import BLACK, Comment, CommentState, Passage
from kamescope.errors import KamescopeError, RequestError
from kamescope.i18n import words
from kamescope.reports import pdf
from kamescope.reports.document import document
from kamescope.reports.report_spec import Listed, ReportSpec, Section, sections_named
from tests.reports.pages import Box, bookmarks, case, collisions, faults, plain, reader, tags, texts, unspaced, whole
from tests.reports.specs import CASES, EDITION, ENGLISH, FEW, renamed, sized, two_clients
from tests.strategies import Case, cases
from tests.support import kamescope_model, martin, martin_expected, martin_questionnaires, publish

FR = words("fr")
KEPT = f"Tient parole à {BLACK}"
SAID = (Passage("keep", "manager", (Comment("key", KEPT, KEPT, CommentState.KEPT),), attributable=True),)
CONTRADICTED = {
    (cell["factor"], cell["group"]): cell["from_items"]
    for cell in martin_expected()["printed_cells_that_contradict_the_items"]
}


def shown(value: float | None) -> str:
    """A mean as the printed report shows it."""
    return FR("no_data") if value is None else FR.number(value, 1)


# M. MARTIN, as printed


@pytest.mark.parametrize("item", martin_expected()["items"], ids=lambda item: f"Q{item['number']}")
def test_every_item_row_has_the_printed_means(item):
    statement = kamescope_model().items[item["number"] - 1]
    means = [shown(item["printed_mean"][group]) for group in ("self", "manager", "client")]
    row = " ".join([statement.code, plain(FR.text(statement.text)), *means])
    assert unspaced(row) in unspaced(whole(case("martin")))


@pytest.mark.parametrize("factor", martin_expected()["factors"], ids=lambda factor: factor["code"])
def test_the_factor_table_has_the_printed_percents_but_for_the_two_recorded_cells(factor):
    percents = [
        CONTRADICTED.get((factor["code"], group), factor["printed_percent"].get(group))
        for group in ("self", "manager", "client")
    ]
    figures = [plain(FR.percent(percent)) if percent is not None else FR("no_data") for percent in percents]
    name = plain(FR.text(kamescope_model().factor_of[factor["code"]].name))
    assert " ".join([factor["code"], name, *figures]) in whole(case("martin"))


def test_exactly_two_printed_cells_are_contradicted():
    assert len(CONTRADICTED) == 2


def test_who_answered_and_what_was_left_blank_is_as_printed():
    text = whole(case("martin"))
    assert "Auto-évaluation 1 81 80 1,2 %" in text
    assert "Manager 1 81 81 0,0 %" in text
    assert "Clients 3 44 114 13,6 %" in text


def test_the_common_items_of_manager_and_clients_are_spelled_out():
    best = next(text for text in texts(case("martin")) if "Top 10 + Les 10" in text)
    spelled = best.split(FR("report.common"))[1]
    assert {"Q60", "Q61", "Q78", "Q79", "Q81"} <= set(re.findall(r"Q\d+", spelled))
    worst = next(text for text in texts(case("martin")) if "Top 10 − Les 10" in text)
    assert {"Q11", "Q25", "Q66"} <= set(re.findall(r"Q\d+", worst.split(FR("report.common"))[1]))


def test_the_summary_names_strengths_areas_and_gaps_by_the_rules():
    page = texts(case("martin"))[2]
    told = ReportSpec(martin()).highlights
    for code in (*told.strengths, *told.areas, *(gap.code for gap in told.gaps)):
        assert f"{code} " in page
    assert "F6 Management du business (manager seul)" in page


def test_the_last_page_states_rules_thresholds_data_and_date():
    page = texts(case("martin"))[-1]
    for said in (FR("help.score_title"), FR("help.privacy_title"), "dès 0,50, marqué dès 1,00", "23 novembre 2026"):
        assert plain(said) in page
    assert f"Empreinte du modèle {kamescope_model().fingerprint[:16]}" in page
    assert "Version des données 7" in page


def test_the_summary_says_on_what_the_environment_disagrees():
    page = texts(case("martin"))[2]
    assert "F4 Soutenance de l’offre 97 % 49 % 2,38 points entre clients et manager" in page


def test_a_strength_that_stands_on_few_items_says_so():
    page = texts(case("martin"))[2]
    assert "F12 New business 85 %" in page
    assert "clients : 1 item sur 4" in page


def test_a_factor_that_a_group_rates_in_part_explains_its_gap():
    assert "clients : 2 items sur 8" in texts(case("martin"))[17]
    assert "clients : 2 items sur 8. L’écart du facteur n’est donc pas" in texts(case("martin"))[17]


def test_the_window_names_its_cut_and_who_speaks_alone():
    page = texts(case("martin"))[9]
    assert "Seuil : moyenne des points, axe par axe, soit 72,8 %" in page
    assert "Management du business (manager seul)" in page


def test_filters_say_what_overall_scores_cover_and_who_counts_unseen():
    text = whole(case("one group, short lists"))
    assert "Les scores d’ensemble portent sur les 13 facteurs du modèle." in text
    assert "1 manager, non affiché, compte dans l’environnement." in text
    assert "Ensemble (13 facteurs)" in text


def test_a_segment_that_nobody_has_is_said_to_be_without_effect():
    published = publish(kamescope_model(), martin_questionnaires(), "bar")
    spec = ReportSpec(published, EDITION, FEW)
    assert "« bar », sans effet" in plain(spec.filters)


@pytest.mark.deep
def test_a_masked_group_is_no_source():
    cover = texts(case("two clients"))[0]
    assert "D’après 1 auto-évaluation et 1 manager" in cover
    assert "Reçus, non montrés car trop peu nombreux : 2 clients" in cover


# Contents and structure


@pytest.mark.deep
@pytest.mark.parametrize("name", ["martin", "another model", "thirty factors"])
def test_every_entry_of_the_contents_points_to_its_page(name):
    content = case(name)
    found = bookmarks(content)
    contents = texts(content)[1]
    pages = reader(content)
    for depth, title, page in found[1:]:
        assert re.search(re.escape(title) + r"[ .]*" + f" {page}( |$)", contents), title
        assert title in texts(content)[page - 1], (depth, title)
    targets = [
        pages.pages[1]["/Annots"][place].get_object()["/Dest"].get_object()[0] for place in range(len(found) - 1)
    ]
    assert [pages.get_page_number(target.get_object()) + 1 for target in targets] == [page for _, _, page in found[1:]]


def test_every_factor_is_bookmarked_and_two_that_fit_whole_share_a_page():
    found = [title for depth, title, _ in bookmarks(case("martin")) if depth == 1]
    names = [f"{factor.code} {plain(FR.text(factor.name))}" for factor in kamescope_model().factors]
    assert found == names
    pages = [page for depth, _, page in bookmarks(case("martin")) if depth == 1]
    alone = list(range(pages[0], pages[0] + 8))
    assert pages == [*alone, *[alone[-1] + 1] * 2, *[alone[-1] + 2] * 2, alone[-1] + 3]


@pytest.mark.deep
@pytest.mark.parametrize("name", ["martin", "martin in English", "another model", "two factors, two groups"])
def test_a_factor_with_room_on_a_page_is_whole_and_its_head_names_it(name):
    spec, content = CASES[name](), case(name)
    begins = {title.split()[0]: page for depth, title, page in bookmarks(content) if depth == 1}
    for factor in spec.factors:
        page = texts(content)[begins[factor.code] - 1]
        assert all(item.code in page.split() for item in factor.items), factor.code
        codes = [code for code, number in begins.items() if number == begins[factor.code]]
        assert f"{plain(spec.say('report.details'))} · {', '.join(codes)}" in page


def test_it_declares_archival_and_accessible_and_has_what_these_ask_for():
    content = case("martin")
    root = reader(content).trailer["/Root"]
    metadata = root["/Metadata"].get_object().get_data().decode()
    assert re.search(r"pdfaid:part>2<", metadata)
    assert re.search(r"pdfaid:conformance>A<", metadata)
    assert re.search(r"pdfuaid:part>1<", metadata)
    assert root["/MarkInfo"]["/Marked"].value is True
    assert root["/Lang"] == "fr"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert reader(content).metadata.title == "Rapport 360° de M. MARTIN, Campagne XYZ"


def test_every_figure_says_what_it_shows():
    found = [tag for tag in tags(case("martin")) if tag.get("/S") == "/Figure"]
    sub_factored = sum(not factor.is_plain for factor in kamescope_model().factors)
    assert len(found) == 3 + sub_factored
    assert all(len(tag["/Alt"]) > 60 for tag in found)


@pytest.mark.deep
def test_tables_are_tagged_as_tables_with_heads():
    kinds = [tag.get("/S") for tag in tags(case("martin"))]
    assert kinds.count("/Table") >= 16
    assert kinds.count("/TH") > 100
    assert kinds.count("/H1") == 9


def test_every_font_is_embedded():
    fonts = [
        font.get_object()
        for page in reader(case("martin")).pages
        for font in page["/Resources"].get("/Font", {}).values()
    ]
    for font in fonts:
        below = font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
        assert {"/FontFile2", "/FontFile3"} & below.keys()
    assert len(fonts) > 20


@pytest.mark.deep
def test_long_tables_repeat_their_head():
    pages = [text for text in texts(case("thirty factors")) if "Facteur Auto" in text]
    assert len(pages) >= 2


# Words


def test_french_is_set_as_french_and_english_as_english():
    french, english = case("martin"), case("martin in English")
    assert "4,5" in whole(french)
    assert "13,6 %" in whole(french)
    assert "4.5" in whole(english)
    assert "13.6%" in whole(english)
    assert "Self-rating" in whole(english)
    assert not re.search(r"\b(écart|réponses|Clients?, au)\b", whole(english))
    assert reader(english).trailer["/Root"]["/Lang"] == "en"


def test_the_filters_are_stated_and_change_what_is_listed():
    spec = ReportSpec(martin(), EDITION, Listed(("self", "client"), ("F1", "F9"), 3))
    content = pdf.report_pdf(spec)
    text = whole(content)
    assert text.count(plain(spec.filters)) == 2
    assert "groupes affichés" in text
    assert [title for depth, title, _ in bookmarks(content) if depth == 1] == [
        "F1 Recherche de leads",
        "F9 Comportements professionnels",
    ]
    assert "Top 3 +" in text
    assert "F2 Lobbying" not in text.split(FR("page.overview"), 2)[2].split("F9")[0]


def test_comments_are_told_as_they_were_kept_and_masked_groups_are_said():
    only = replace(EDITION, sections=(Section.COMMENTS,))
    masked = Passage("keep", "client", masked=True)
    text = whole(pdf.report_pdf(ReportSpec(martin(), only, FEW, comments=(*SAID, masked))))
    assert "Tient parole à" in text and FR("page.comments") in text
    assert plain(FR("comments.report_masked", group="Clients", least="3")) in text
    none = document(ReportSpec(martin(), only, FEW, comments=(masked,))).data["parts"]
    assert [part["kind"] for part in none] == ["rules"], "no section where there is no comment"


@pytest.mark.deep
@pytest.mark.parametrize("left_out", Section)
def test_a_section_left_out_is_not_there(left_out):
    sections = tuple(section for section in Section if section is not left_out)
    spec = ReportSpec(martin(), replace(EDITION, sections=sections), FEW, comments=SAID)
    kinds = [part["kind"] for part in document(spec).data["parts"]]
    everything = [part["kind"] for part in document(replace_sections(spec, tuple(Section))).data["parts"]]
    assert len(kinds) == len(everything) - 1
    assert kinds[-1] == "rules"


def replace_sections(spec: ReportSpec, sections: tuple[Section, ...]) -> ReportSpec:
    """The same brief with other sections."""
    return replace(spec, render_options=replace(spec.render_options, sections=sections))


def test_sections_are_named_in_any_order_and_an_unknown_one_is_refused():
    assert sections_named(["window", "summary"]) == (Section.SUMMARY, Section.WINDOW)
    assert sections_named([]) == tuple(Section)
    with pytest.raises(RequestError, match="section_unknown"):
        sections_named(["summary", "nothing"])


@pytest.mark.parametrize(
    "name",
    [
        '#panic("x") *a* _b_ $c$ <d> @e [f] \\',
        "=1+1",
        "bell\x07 \x00",
        "李小龍",
        "محمد",
        "Zoë 🚀 Łukasz",
        "Иван Петров",
    ],
    ids=["typst", "formula", "control", "chinese", "arabic", "emoji", "cyrillic"],
)
def test_any_name_is_only_letters(name):
    published = renamed(sized(2, 1), name, name)
    content = pdf.report_pdf(ReportSpec(published, replace(EDITION, sections=(Section.SUMMARY,))))
    visible = re.sub(r"[\x00-\x1f]", "", name)
    if visible.isascii() or "П" in visible:
        assert plain(visible) in texts(content)[0]
    assert reader(content).metadata.title == f"Rapport 360° de {visible}, Campagne XYZ"


def test_a_layout_that_warns_is_refused(monkeypatch):
    monkeypatch.setattr(pdf, "_templates", lambda: {"main.typ": b'#set text(font: "No Such Font")\nx'})
    with pytest.raises(KamescopeError, match="report_not_laid_out"):
        pdf.report_pdf(CASES["two factors, two groups"]())


# What may not be in it


@pytest.mark.deep
def test_what_a_masked_group_answered_changes_not_one_byte():
    one, other = (pdf.report_pdf(ReportSpec(two_clients(answer), EDITION, FEW)) for answer in (1, 5))
    assert one == other


def test_a_masked_group_is_told_in_words_and_by_its_count_alone():
    text = whole(case("two clients"))
    assert "2 questionnaires reçus, il en faut au moins 3" in text
    assert "Clients 2 44 masqué masqué" in text


@pytest.mark.deep
def test_the_same_brief_gives_the_same_bytes():
    assert pdf.report_pdf(CASES["nobody"]()) == case("nobody")


def test_nothing_but_published_figures_is_in_the_data():
    spec = CASES["two clients"]()
    place = spec.groups.index("client")
    for part in document(spec).data["parts"]:
        if part["kind"] == "factors":
            rows = [row for factor in part["factors"] for block in factor["blocks"] for row in block["rows"]]
            told = {row["cells"][place]["text"] for row in rows}
            assert told == {"masqué", "n.d."}
            assert all(mark["mark"] != "mark-square.svg" for row in rows for mark in row["marks"])


# How it lies on the page


@pytest.mark.deep
@pytest.mark.parametrize("name", CASES)
def test_nothing_lies_on_anything_else_or_leaves_the_page(name):
    assert faults(case(name)) == []


def test_the_search_for_faults_finds_them():
    one = Box(100, 100, 160, 110)
    assert list(collisions([one, Box(150, 105, 200, 115)]))
    assert not list(collisions([one, Box(100, 109, 160, 119)]))


def test_m_martin_takes_22_pages_and_none_is_left_nearly_empty():
    pages = texts(case("martin"))
    assert len(pages) == 22
    assert min(len(text) for text in pages[1:]) > 600


def test_pictures_of_the_pages_are_there_to_be_looked_at():
    spec = CASES["two factors, two groups"]()
    pages = pdf.report_pages(spec, ppi=20)
    assert len(pages) == len(reader(case("two factors, two groups")).pages)
    assert all(page.startswith(b"\x89PNG") for page in pages)


@pytest.mark.deep
@settings(max_examples=8, deadline=None)
@given(cases())
def test_any_model_and_any_answers_give_a_report(made: Case):
    content = pdf.report_pdf(ReportSpec(made.published(), ENGLISH))
    assert faults(content) == []
    overall = made.published().cell(Level.OVERALL, "ALL", "environment")
    if overall.is_published:
        assert words("en").percent(overall.percent) in texts(content)[2]

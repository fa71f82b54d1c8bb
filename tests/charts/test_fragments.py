"""The HTML fragments: what they say, what they never say, and that a model's texts stay texts."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from urllib.parse import unquote

import pytest
from markupsafe import escape

from kamescope.analysis.published import Level, Published, codes
from kamescope.analysis.ranking import rank_items
from kamescope.charts import fragment as fragments
from kamescope.charts.brief import BriefCard, BriefLine, brief
from kamescope.charts.figures import cell_text, points_text, tooltip
from kamescope.charts.fragment import Fragment, blend, mark_svg, narrow_columns, tag
from kamescope.charts.item_table import item_rows, item_table, lanes, ticks
from kamescope.charts.link_menu import Link, link_menu
from kamescope.charts.score_table import score_rows, score_table
from kamescope.charts.theme import DARK, LIGHT, SHAPES, Look, Palette
from kamescope.charts.tiles import Tile, tiles
from kamescope.charts.top_items import CARD, GAP, common_sentence, curves, links, top_items, top_rows
from kamescope.i18n import LANGUAGES, messages
from kamescope.model import ENVIRONMENT, MARKS, Model, Scale, Text
from kamescope.naming import in_sentence
from tests.contrast import contrast
from tests.support import Questionnaire, kamescope_model, martin, martin_questionnaires, other_model, publish

FR = Look("fr", unit="points")
EN = Look("en", unit="points")
PERCENT = Look("fr", unit="percent")
VOID = {"img", "col", "br"}
NBSP = "\N{NO-BREAK SPACE}"
HOSTILE = 'Gère <script>alert("x")</script> & *R&D* </style></table> "bien"'


@dataclass
class Node:
    """An element of a parsed fragment."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list = field(default_factory=list)

    @property
    def text(self) -> str:
        """All text inside, spaces collapsed, soft hyphens dropped."""
        raw = "".join(child if isinstance(child, str) else child.text for child in self.children)
        return re.sub(r"[ \n]+", " ", raw.replace("\N{SOFT HYPHEN}", ""))

    @property
    def classes(self) -> set[str]:
        """Its classes."""
        return set(self.attributes.get("class", "").split())

    def walk(self) -> Iterable["Node"]:
        """Itself and every element below."""
        yield self
        for child in self.children:
            if isinstance(child, Node):
                yield from child.walk()

    def all(self, name: str = "", css: str = "") -> list["Node"]:
        """The elements below of that name and class."""
        return [node for node in self.walk() if (not name or node.name == name) and (not css or css in node.classes)]


class Tree(HTMLParser):
    """Parses a fragment and fails on elements that are not closed in order."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Node("")
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list) -> None:
        node = Node(tag, {key: value or "" for key, value in attrs})
        self.open[-1].children.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().name == tag

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def parse(fragment: Fragment) -> Node:
    """The fragment as a tree, without its style sheet's text."""
    tree = Tree()
    tree.feed(fragment.html)
    tree.close()
    assert tree.open == [tree.root]
    for style in tree.root.all("style"):
        style.children.clear()
    return tree.root


def groups(model: Model) -> list[str]:
    """All groups of a model."""
    return [group.code for group in model.groups]


def masked_clients() -> Published:
    """M. MARTIN with two clients only: fewer than the three needed."""
    answers = list(martin_questionnaires())
    answers.remove(next(one for one in answers if one.group == "client"))
    return publish(kamescope_model(), answers)


def others(seed: int = 7) -> Published:
    """Five groups on a scale from 0 to 10, all published."""
    model = other_model()
    asked = [item.code for item in model.items]
    found = []
    for place, (group, count) in enumerate({"self": 1, "manager": 1, "peer": 4, "team": 5, "partner": 3}.items()):
        for one in range(count):
            kept = [code for code in asked if code in model.group(group).items]
            answers = {code: (seed * k + 3 * place + one) % 11 for k, code in enumerate(kept)}
            found.append(Questionnaire(group, answers))
    return publish(model, found)


def with_texts(text: str) -> Published:
    """M. MARTIN under a model in which every name and statement is `text`."""
    model = kamescope_model()
    said = Text((("fr", text), ("en", text)))
    factors = tuple(
        replace(
            factor,
            name=said,
            sub_factors=tuple(
                replace(sub, name=said, items=tuple(replace(item, text=said) for item in sub.items))
                for sub in factor.sub_factors
            ),
        )
        for factor in model.factors
    )
    raters = tuple(replace(group, name=said, plural=said, short=said) for group in model.groups)
    return publish(replace(model, factors=factors, groups=raters), martin_questionnaires())


def everything(published: Published, look: Look) -> list[Fragment]:
    """Each fragment there is, for one KAM."""
    model = published.model
    return [
        top_items(published, rank_items(published), look),
        top_items(published, rank_items(published, bottom=True), look),
        *(item_table(published, factor.code, groups(model), look) for factor in model.factors),
        *(score_table(published, level, codes(model, level), groups(model), look) for level in Level),
        tiles(model, [_tile(look.words.text(model.factors[0].name))], look),
        brief(model, [_card(published, look)], look),
        link_menu(
            "<b>", [("<b>", [Link("overview", look.words.text(model.factors[0].name), "radar")])], "overview", look
        ),
    ]


def _tile(name: str) -> Tile:
    return Tile("self", name, name, notes=("<b>", ""), help="<b>")


def _card(published: Published, look: Look) -> BriefCard:
    """A card that says in every place what the model does."""
    model = published.model
    said = [look.words.text(factor.name) for factor in model.factors]
    lines = tuple(
        BriefLine(factor.code, name, (("environment", name), ("self", name)), "marked", name, (name, name))
        for factor, name in zip(model.factors, said, strict=True)
    )
    return BriefCard(said[0], said[0], ("self", "environment"), lines, said[0])


def headings(table: Node) -> list[str]:
    """The column headings of a table."""
    return [cell.text.strip() for cell in table.all("thead")[0].all("th")]


def row_of(table: Node, code: str) -> Node:
    """The row whose heading begins with that code."""
    return next(row for row in table.all("tr") if any(mark.text == code for mark in row.all("span", "kms-code")))


def values_of(row: Node) -> list[str]:
    """What the figure cells of a row say."""
    return [cell.all("span")[0].text for cell in row.all("td", "kms-num")]


# Elements


def test_text_is_escaped_unless_it_is_html():
    assert tag("p", "a < b & c", title='say "x"') == '<p title="say &#34;x&#34;">a &lt; b &amp; c</p>'
    assert tag("p", tag("b", "<")) == "<p><b>&lt;</b></p>"
    assert tag("span", aria_label="x", class_=None) == '<span aria-label="x"></span>'
    assert escape(3) == "3"


@pytest.mark.parametrize("mark", sorted({*SHAPES, *MARKS}))
def test_every_mark_has_its_own_drawing(mark: str):
    drawn = {other: mark_svg(other, "#123456") for other in SHAPES}
    assert "#123456" in drawn[mark]
    assert [other for other, drawing in drawn.items() if drawing == drawn[mark]] == [mark]


def test_a_rim_parts_a_mark_from_its_neighbours():
    assert 'stroke="#FFFFFF"' in mark_svg("star", "#123456", halo="#FFFFFF")
    assert "stroke" not in mark_svg("star", "#123456")


def test_an_unknown_mark_is_refused():
    with pytest.raises(KeyError):
        mark_svg("banana", "#123456")


def test_figures_follow_the_unit_and_say_what_is_missing():
    cell = martin().cell(Level.FACTOR, "F1", "manager")
    assert cell_text(cell, FR) == "2,3"
    assert cell_text(cell, EN) == "2.3"
    assert cell_text(cell, PERCENT) == f"47{NBSP}%"
    assert cell_text(martin().cell(Level.ITEM, "Q1", "client"), FR) == "n.d."
    assert cell_text(masked_clients().cell(Level.ITEM, "Q4", "client"), FR) == "masqué"


def test_figures_wrap_in_even_rows_on_a_phone():
    assert [narrow_columns(cells) for cells in (1, 4, 5, 6, 7, 10, 11)] == [1, 4, 5, 3, 4, 5, 4]


@pytest.mark.parametrize("look", [FR, EN, Look("fr", True), Look("en", True, "points")])
def test_fragments_are_inert_and_scoped(look: Look):
    for published in (martin(), others(), masked_clients()):
        for fragment in everything(published, look):
            tree = parse(fragment)
            assert not tree.all("script") and not tree.all("svg") and not tree.all("link")
            assert not any("href" in link.attributes for link in tree.all("a")), "where it leads is the page's"
            assert "http" not in fragment.html.replace("http://www.w3.org/2000/svg", "")
            assert all(node.attributes["src"].startswith("data:image/svg+xml,") for node in tree.all("img"))
            assert not [key for node in tree.walk() for key in node.attributes if key.startswith("on")]
            assert all(name.startswith("kms") for node in tree.walk() for name in node.classes)
            root = next(iter(sorted(tree.all("div", "kms")[0].classes - {"kms"})))
            sheet = fragment.html.split("<style>")[1].split("</style>")[0]
            selectors = [part for part in re.findall(r"([^{}]+)\{", sheet) if not part.strip().startswith("@container")]
            assert all(f".{root}" in one for part in selectors for one in part.split(","))
            assert "<" not in sheet and "@root" not in sheet and "@limit" not in sheet


def test_texts_of_a_model_stay_texts():
    published = with_texts(HOSTILE)
    for fragment in everything(published, FR):
        tree = parse(fragment)
        assert not tree.all("script")
        assert "<script" not in fragment.html
        assert fragment.html.count("</style>") == 1
    tree = parse(item_table(published, "F1", groups(published.model), FR))
    assert HOSTILE in row_of(tree, "Q1").text
    cards = parse(top_items(published, rank_items(published), FR)).all("li")
    assert cards[0].attributes["title"] == HOSTILE


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_text_is_readable_on_every_ground(palette: Palette):
    tint = fragments._colours(Look(dark=palette is DARK))["tint"]
    for ground in (palette.background, tint):
        for colour in (palette.text, palette.muted, palette.accent):
            assert contrast(colour, ground) >= 4.5


def test_colours_blend():
    assert blend("#FFFFFF", "#000000", 0.5) == "#808080"
    assert blend("#123456", "#FFFFFF", 1) == "#123456"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_of_the_tables_are_complete(language: str):
    def said(spoken: str) -> dict[str, object]:
        found = (message for message in messages(spoken)["tables"] if message.id)
        return {one.id if isinstance(one.id, str) else one.id[0]: one.string for one in found}

    there = said(language)
    assert set(there) == set(said("fr"))
    assert all(all(text) if isinstance(text, tuple) else text for text in there.values())


# The best and the worst items


def test_top_items_stand_in_a_list_for_each_group():
    ranking = rank_items(martin())
    tree = parse(top_items(martin(), ranking, FR))
    assert [title.text.strip() for title in tree.all("h3")] == ["Auto-évaluation", "Manager", "Clients"]
    listed = [[card.all("span", "kms-code")[0].text for card in column.all("li")] for column in tree.all("ol")]
    assert listed == [[item.code for item in items] for items in ranking.groups.values()]
    assert [note.text for note in tree.all("p", "kms-note")] == [
        f"{ranking.tied_out[group]} items ex æquo non retenus" for group in ranking.groups
    ]


def test_a_card_says_score_code_statement_and_factor():
    model = kamescope_model()
    card = parse(top_items(martin(), rank_items(martin()), FR)).all("ol")[1].all("li")[0]
    assert card.all("b")[0].text == "5,0"
    assert card.all("b")[0].attributes["title"] == f"Manager{NBSP}: 100{NBSP}% · 5,0 sur 5 · 1 réponse"
    assert card.all("span", "kms-code")[0].text == "Q79"
    assert card.all("span", "kms-text")[0].text == model.items[model.item_index["Q79"]].text.in_("fr")
    assert card.all("span", "kms-factor")[0].text.startswith("F13 ")
    assert parse(top_items(martin(), rank_items(martin()), PERCENT)).all("b")[0].text == f"100{NBSP}%"


def test_common_items_are_named_to_those_who_see_no_curve():
    ranking = rank_items(martin())
    tree = parse(top_items(martin(), ranking, FR))
    for column, items in zip(tree.all("ol"), ranking.groups.values(), strict=True):
        for card, item in zip(column.all("li"), items, strict=True):
            assert ("kms-common" in card.classes) == bool(item.common_with)
            assert len(card.all("span", "kms-also")) == bool(item.common_with)
    manager = {card.all("span", "kms-code")[0].text: card for card in tree.all("ol")[1].all("li")}
    assert manager["Q79"].all("span", "kms-also")[0].text == f"Aussi chez{NBSP}: Clients"
    assert manager["Q80"].all("span", "kms-also")[0].text == f"Aussi chez{NBSP}: Auto-évaluation"


def test_links_join_neighbouring_lists_and_pass_those_without_the_item():
    ranking = rank_items(martin())
    found = list(links(ranking))
    places = {group: [item.code for item in items] for group, items in ranking.groups.items()}
    own, manager, client = places.values()
    expected = {(0, own.index(code), 2, client.index(code)) for code in ("Q9", "Q10", "Q64")}
    expected |= {(0, own.index("Q80"), 1, manager.index("Q80"))}
    expected |= {(1, manager.index(c), 2, client.index(c)) for c in ("Q60", "Q61", "Q78", "Q79", "Q81")}
    assert set(found) == expected and len(found) == len(expected)


def test_an_item_in_three_lists_is_linked_from_each_to_the_next():
    ranking = rank_items(others(), groups=["self", "peer", "team", "partner"])
    places = [{item.code: row for row, item in enumerate(items)} for items in ranking.groups.values()]
    shared = {code: [(at, rows[code]) for at, rows in enumerate(places) if code in rows] for code in ranking.common}
    assert any(len(found) > 2 for found in shared.values())
    assert len(list(links(ranking))) == sum(len(found) - 1 for found in shared.values())
    assert len(curves(ranking)) == len(list(links(ranking)))


def test_a_curve_past_a_column_runs_between_its_cards():
    paths = curves(rank_items(martin()))
    passing = [path for path in paths if "H" in path]
    assert len(passing) == 3
    heights = [float(re.search(r",([\d.]+)H", path)[1]) for path in passing]
    assert all(0 < height % (CARD + GAP) < GAP for height in heights)
    assert len(set(heights)) == len(heights)
    assert all(path.startswith("M") and path.split(" ")[-1].count(",") == 1 for path in paths)


def test_the_curves_are_one_picture_hidden_from_screen_readers():
    overlay = parse(top_items(martin(), rank_items(martin()), FR)).all("img", "kms-curves")
    assert len(overlay) == 1
    assert overlay[0].attributes["aria-hidden"] == "true"
    drawing = unquote(overlay[0].attributes["src"])
    assert 'preserveAspectRatio="none"' in drawing and "non-scaling-stroke" in drawing
    assert drawing.count("<path") == 9
    assert LIGHT.accent in drawing


def test_more_than_four_groups_have_words_instead_of_curves():
    published = others()
    tree = parse(top_items(published, rank_items(published), FR))
    assert len(tree.all("ol")) == 5
    assert not tree.all("img", "kms-curves")
    assert tree.all("span", "kms-also") and not tree.all("div", "kms-linked")


def test_no_curves_without_common_items():
    tree = parse(top_items(martin(), rank_items(martin(), groups=["manager"]), FR))
    assert len(tree.all("ol")) == 1
    assert not tree.all("img", "kms-curves") and not tree.all("li", "kms-common")
    assert common_sentence(martin(), rank_items(martin(), groups=["manager"]), FR) == ""


def test_an_empty_list_says_so():
    ranking = rank_items(martin(), factors=["F6"])
    assert ranking.groups["client"] == ()
    tree = parse(top_items(martin(), ranking, FR))
    assert tree.all("section")[2].all("p", "kms-empty")[0].text == "Ce groupe n’a noté aucun des items retenus."
    assert parse(top_items(martin(), rank_items(martin(), groups=[]), FR)).all("p", "kms-empty")


def test_common_items_in_a_sentence():
    expected = (
        "Auto-évaluation et manager s’accordent sur 1 item (Q80). "
        "Auto-évaluation et clients s’accordent sur 3 items (Q9, Q10, Q64). "
        "Manager et clients s’accordent sur 5 items (Q79, Q60, Q61, Q78, Q81)."
    )
    assert common_sentence(martin(), rank_items(martin()), FR) == expected
    english = common_sentence(martin(), rank_items(martin(), groups=["manager", "client"], bottom=True), EN)
    assert english.startswith("Manager and clients agree on 3 items (") and "Q66" in english
    none = common_sentence(martin(), rank_items(martin(), n=1, groups=["self", "manager"]), EN)
    assert none == "No item is common to two groups."


def test_names_inside_a_sentence_keep_their_initials():
    assert [in_sentence(name) for name in ("Clients", "Équipe", "N+1", "RH", "")] == [
        "clients",
        "équipe",
        "N+1",
        "RH",
        "",
    ]


def test_top_rows_hold_raw_values():
    rows = top_rows(martin(), rank_items(martin()), FR)
    assert len(rows) == 30
    first = rows[10]
    assert first["Rang"] == 1 and first["Code"] == "Q79" and first["Groupe"] == "Manager"
    assert first["Score"] == 5.0 and first["Pourcentage"] == 100.0 and first["Aussi chez"] == "Clients"
    assert first["Statut"] == "publié" and first["Facteur"].startswith("F13")


# The items of a factor


def test_item_table_has_a_heading_for_each_column_and_sub_factor():
    tree = parse(item_table(martin(), "F1", groups(kamescope_model()), FR))
    assert headings(tree)[2:] == ["Auto", "Manager", "Clients", "Écart (pt)"]
    assert all(cell.attributes["scope"] == "col" for cell in tree.all("thead")[0].all("th"))
    assert "1 à 5" in tree.all("caption")[0].text
    assert len(tree.all("tbody")) == 3
    assert tree.all("tr", "kms-over")[0].text.strip() == "SF1 Prise de RDV"
    assert len(tree.all("tr", "kms-row")) == 8
    assert not parse(item_table(martin(), "F9", ["self"], FR)).all("tr", "kms-over")


def test_item_table_gives_figures_and_words():
    tree = parse(item_table(martin(), "F1", groups(kamescope_model()), FR))
    assert values_of(row_of(tree, "Q1")) == ["4,0", "2,0", "n.d."]
    assert values_of(row_of(tree, "Q5")) == ["4,0", "2,0", "4,3"]
    titles = [cell.attributes["title"] for cell in row_of(tree, "Q5").all("td", "kms-num")]
    assert titles[2] == f"Clients{NBSP}: 87{NBSP}% · 4,3 sur 5 · 3 réponses"
    asked = row_of(tree, "Q1").all("td", "kms-num")[2].attributes["title"]
    assert asked == f"Clients{NBSP}: non disponible, question non posée à ce groupe"
    english = parse(item_table(martin(), "F1", ["client"], EN))
    assert values_of(row_of(english, "Q1")) == ["n/a"]


def test_a_gap_shows_its_class():
    tree = parse(item_table(martin(), "F1", ["self"], FR))
    marked, explored, aligned = (row_of(tree, code).all("td", "kms-gap")[0] for code in ("Q1", "Q5", "Q7"))
    assert "kms-marked" in marked.classes and marked.text.startswith("+2,00, marqué")
    assert "kms-to_explore" in explored.classes and explored.text.startswith("+0,83, à explorer")
    assert "kms-aligned" in aligned.classes and aligned.text.startswith("+0,33")
    assert marked.attributes["title"].endswith(f"+2,00{NBSP}pt (marqué)")


def test_marks_stand_where_the_scores_are():
    strip = row_of(parse(item_table(martin(), "F1", groups(kamescope_model()), FR)), "Q4").all("img", "kms-at")
    assert [mark.attributes["style"].split(";")[0] for mark in strip] == ["left:100.00%", "left:25.00%", "left:87.50%"]
    assert strip[0].attributes["title"].startswith("Auto-évaluation")
    assert all("top:calc(50% + 0px)" in mark.attributes["style"] for mark in strip)


def test_no_mark_hides_another():
    row = row_of(parse(item_table(martin(), "F1", groups(kamescope_model()), FR)), "Q8")
    styles = [mark.attributes["style"] for mark in row.all("img", "kms-at")]
    assert len(styles) == len(set(styles)) == 3
    assert lanes({"a": 0.5, "b": 0.5}) == {"a": (-0.5, 2), "b": (0.5, 2)}
    assert lanes({"a": 0.5, "b": 0.2, "c": 0.53}) == {"a": (-0.5, 2), "b": (0.0, 1), "c": (0.5, 2)}
    crowd = lanes(dict.fromkeys("abcde", 1.0))
    assert sorted(offset for offset, _ in crowd.values()) == [-2, -1, 0, 1, 2]
    assert lanes({"a": 0.75, "b": 0.75 + 1 / 12}) == {"a": (0, 1), "b": (0, 1)}


def test_ticks_stand_for_each_value_of_a_short_scale():
    assert ticks(Scale(1, 5)) == (1, 2, 3, 4, 5)
    assert len(ticks(Scale(0, 10))) == 11
    assert ticks(Scale(0, 100)) == (0, 100)


def test_item_table_refuses_what_is_no_factor():
    for code in ("SF1", "Q1", "F99"):
        with pytest.raises(KeyError):
            item_table(martin(), code, ["self"], FR)


def test_item_rows_hold_raw_values():
    rows = item_rows(martin(), "F1", groups(kamescope_model()), EN)
    assert len(rows) == 8 * 3
    wanted = next(row for row in rows if row["Code"] == "Q5" and row["Group"] == "Clients")
    assert wanted["Score"] == 4.3333 and wanted["Percent"] == 86.67 and wanted["Answers"] == 3
    missing = next(row for row in rows if row["Code"] == "Q1" and row["Group"] == "Clients")
    assert missing["Score"] is None and missing["Status"] == "n/a" and missing["Sub-factor"] == "SF1"


# The scores


def test_score_table_has_a_row_for_each_code():
    model = kamescope_model()
    tree = parse(score_table(martin(), Level.FACTOR, codes(model, Level.FACTOR), groups(model), PERCENT))
    assert headings(tree) == ["Facteur", "Auto", "Manager", "Clients", "Environnement", "Écart (pt)"]
    rows = tree.all("tbody")[0].all("tr")
    assert [row.all("span", "kms-code")[0].text for row in rows] == list(codes(model, Level.FACTOR))
    assert values_of(rows[0]) == [f"{n}{NBSP}%" for n in (77, 47, 88, 67)]
    assert rows[0].all("th")[0].attributes["scope"] == "row"
    manager = rows[0].all("td", "kms-num")[1].attributes["title"]
    assert manager == f"Manager{NBSP}: 47{NBSP}% · 2,33 sur 5 · 8 réponses"
    whole = rows[0].all("td", "kms-num")[3].attributes["title"]
    assert f"moyenne de{NBSP}: Manager, Clients · 21 réponses" in whole


def test_bars_start_at_the_minimum_and_never_stand_for_missing_data():
    model = kamescope_model()
    tree = parse(score_table(martin(), Level.FACTOR, ["F1", "F6"], groups(model), PERCENT))
    widths = [bar.children[0].attributes["style"] for bar in row_of(tree, "F1").all("span", "kms-bar")]
    assert widths[1] == f"width:33.3%;background:{LIGHT.groups['circle']}"
    f6 = row_of(tree, "F6").all("td", "kms-num")
    assert f6[2].text.strip() == "n.d." and not f6[2].all("span", "kms-bar")
    assert "manager" in f6[3].attributes["title"].lower() and "Clients" not in f6[3].attributes["title"]


def test_every_level_has_its_names():
    model = other_model()
    published = others()
    for level in Level:
        tree = parse(score_table(published, level, codes(model, level), groups(model), EN))
        assert len(tree.all("tbody")[0].all("tr")) == len(codes(model, level))
    overall = parse(score_table(published, Level.OVERALL, codes(model, Level.OVERALL), ["self"], EN))
    assert overall.all("tbody")[0].all("th")[0].text.strip() == "Overall"
    assert "ALL" not in overall.text


def test_a_scale_that_begins_elsewhere_is_told_whole():
    model = replace(kamescope_model(), scale=Scale(-2, 2, "of_range"), source="elsewhere")
    assert points_text(model.scale, 1.25, FR.words, 1) == "1,3 (échelle de −2 à 2)"
    assert points_text(kamescope_model().scale, 4.25, EN.words, 1) == "4.3 out of 5"


def test_gap_and_environment_do_not_depend_on_the_groups_listed():
    alone = parse(score_table(martin(), Level.FACTOR, ["F1"], [], PERCENT))
    assert values_of(row_of(alone, "F1")) == [f"67{NBSP}%"]
    assert row_of(alone, "F1").all("td", "kms-gap")[0].text.startswith("+0,47")


def test_no_code_no_table():
    tree = parse(score_table(martin(), Level.FACTOR, [], ["self"], FR))
    assert tree.all("p", "kms-empty") and not tree.all("table")


def test_score_rows_hold_raw_values():
    rows = score_rows(martin(), Level.FACTOR, ["F1", "F6"], groups(kamescope_model()), EN)
    assert [row["Group"] for row in rows[:4]] == ["Self-rating", "Manager", "Clients", "Environment"]
    assert rows[1]["Score"] == 2.3333 and rows[1]["Percent"] == 46.67 and rows[1]["Answers"] == 8
    assert rows[1]["Gap"] == 0.4722 and rows[1]["Gap class"] == "aligned"
    assert rows[6]["Status"] == "n/a" and rows[6]["Score"] is None and rows[6]["Answers"] is None


# What is masked


def test_a_masked_group_says_why_and_shows_no_figure():
    published = masked_clients()
    names = groups(published.model)
    for level in Level:
        listed = codes(published.model, level)
        tree = parse(score_table(published, level, listed, names, FR))
        for row in tree.all("tbody")[0].all("tr"):
            cell = row.all("td", "kms-num")[names.index("client")]
            assert cell.text.strip() in ("masqué", "n.d.")
            assert not cell.all("span", "kms-bar")
            assert "%" not in cell.attributes["title"] and "sur 5" not in cell.attributes["title"]
        hidden = [row for row in score_rows(published, level, listed, names, FR) if row["Groupe"] == "Clients"]
        assert len(hidden) == len(listed)
        assert all(row["Score"] is row["Pourcentage"] is row["Réponses"] is None for row in hidden)
    table = parse(item_table(published, "F1", names, FR))
    told = row_of(table, "Q4").all("td", "kms-num")[2].attributes["title"]
    assert told == f"Clients{NBSP}: masqué, moins de 3 répondants"
    assert not [mark for mark in table.all("img", "kms-at") if "Clients" in mark.attributes["title"]]
    assert "client" not in rank_items(published).groups


def test_a_masked_group_is_no_part_of_the_environment_told():
    tree = parse(score_table(masked_clients(), Level.FACTOR, ["F1"], ["client"], FR))
    assert f"moyenne de{NBSP}: Manager · 8 réponses" in row_of(tree, "F1").all("td", "kms-num")[1].attributes["title"]


def test_an_item_with_too_few_answers_is_masked_in_words():
    answers = list(martin_questionnaires())
    clients = [place for place, one in enumerate(answers) if one.group == "client"]
    for place in clients[1:]:
        kept = {code: value for code, value in answers[place].answers.items() if code != "Q5"}
        answers[place] = answers[place]._replace(answers=kept)
    published = publish(kamescope_model(), answers)
    cell = row_of(parse(item_table(published, "F1", ["client"], FR)), "Q5").all("td", "kms-num")[0]
    assert cell.text.strip() == "masqué"
    assert cell.attributes["title"] == f"Clients{NBSP}: masqué, trop peu de réponses"


def test_nobody_and_silence_have_their_words():
    model = kamescope_model()
    nobody = publish(model, [one for one in martin_questionnaires() if one.group != "client"])
    title = tooltip(nobody, Level.ITEM, "Q4", "client", FR.words)
    assert title == f"Client{NBSP}: non disponible, aucun questionnaire rendu"
    silent = publish(model, [Questionnaire("self", {"Q1": 3})])
    assert tooltip(silent, Level.ITEM, "Q2", "self", FR.words).endswith("sans réponse")
    assert tooltip(silent, Level.ITEM, "Q2", ENVIRONMENT, FR.words).endswith("aucune réponse")
    alone = publish(model, [one for one in masked_clients_answers() if one.group != "manager"])
    assert "masqué" in tooltip(alone, Level.ITEM, "Q4", ENVIRONMENT, FR.words)


def masked_clients_answers() -> list[Questionnaire]:
    """Self, manager and two clients."""
    answers = list(martin_questionnaires())
    answers.remove(next(one for one in answers if one.group == "client"))
    return answers


@pytest.mark.parametrize(("count", "abreast"), [(1, 1), (3, 3), (4, 4), (5, 3), (6, 3), (7, 4), (9, 3)])
def test_tiles_stand_in_rows_as_even_as_can_be(count: int, abreast: int):
    drawn = tiles(kamescope_model(), [_tile(str(number)) for number in range(count)], FR).html
    assert f"--kms-abreast:{abreast}" in drawn
    assert drawn.count('class="kms-note"') == count, "an empty note is none"

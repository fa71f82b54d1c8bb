"""Filters: what they change and what they never change, the sentence that says so, the address that keeps them."""

import json
import re
from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block

from kamescope.i18n import words
from kamescope.ui.address import Address, read, write
from tests.pages.app import KAM_PAGES, charts, faults, heading, html, metrics, opened, pickables, shown, turned, widget
from tests.pages.databases import People
from tests.support import kamescope_model

FRENCH = words("fr")


def chosen(test: AppTest, kind: str, key: str, value: object) -> AppTest:
    """The page after a choice in a widget."""
    widget(test, kind, f"view_{key}").set_value(value)
    return test.run()


def reset(test: AppTest) -> AppTest:
    """The page after one click on the reset button."""
    next(button for button in test.button if button.label == FRENCH("filter.reset")).click()
    return test.run()


def can_reset(test: AppTest) -> bool:
    """Whether the reset button is there."""
    return any(button.label == FRENCH("filter.reset") for button in test.button)


def control(test: AppTest) -> str:
    """What is written on the control that holds the filters."""
    return next(label for label in popovers(test.main) if label.startswith(FRENCH("filter.open")))


def popovers(block: Block) -> Iterator[str]:
    """What is written on everything that opens."""
    for child in block.children.values():
        if isinstance(child, Block):
            if child.proto and child.proto.HasField("popover"):
                yield child.proto.popover.label
            yield from popovers(child)


def rows(test: AppTest) -> list[str]:
    """The factor codes of the overview's table, in order."""
    return re.findall(r">(F\d+)<", pickables(test)["table"])


def test_without_a_filter_there_is_no_sentence_about_any_and_nothing_to_reset(demo: People) -> None:
    test = opened("overview", **demo.link("MARTIN"))
    assert control(test) == FRENCH("filter.open")
    assert FRENCH("filter.active", filters="") not in shown(test)
    assert not can_reset(test)


def test_the_control_of_the_filters_counts_them(demo: People) -> None:
    test = opened("overview", **demo.link("MARTIN"), groups="client", factors="F1,F2")
    assert control(test) == FRENCH("filter.open_active", 2)
    assert control(reset(test)) == FRENCH("filter.open")


def test_a_groups_filter_hides_groups_and_changes_no_figure(demo: People) -> None:
    whole = opened("overview", **demo.link("MARTIN"))
    test = chosen(opened("overview", **demo.link("MARTIN")), "pills", "groups", ["self", "client"])
    own, _manager, clients, environment = metrics(whole)
    assert metrics(test) == [own, clients, environment], (
        "the environment keeps the manager: a filter lists, it never counts"
    )
    assert FRENCH("filter.active", filters=FRENCH("filter.part_groups", groups="Auto et Clients")) in shown(test)
    assert test.query_params["groups"] == "self,client"
    assert "Manager" not in charts(test)[0]
    assert metrics(reset(test)) == metrics(whole)
    assert "groups" not in test.query_params


@pytest.mark.parametrize("groups", [[], ["self", "manager", "client"]], ids=["none", "all"])
def test_no_group_or_every_group_chosen_is_no_filter(demo: People, groups: list[str]) -> None:
    test = chosen(opened("overview", **demo.link("MARTIN"), groups="client"), "pills", "groups", groups)
    assert "groups" not in test.query_params
    assert len(metrics(test)) == 4
    assert faults(test) == []


def test_a_factors_filter_lists_those_factors_on_every_page(demo: People) -> None:
    test = chosen(opened("overview", **demo.link("MARTIN")), "multiselect", "factors", ["F5", "F2"])
    assert test.query_params["factors"] == "F2,F5" or test.query_params["factors"] == "F5,F2"
    assert FRENCH("filter.active", filters=FRENCH("filter.part_factors", factors="F2 et F5")) in shown(test)
    assert rows(test) == ["F2", "F5"]
    assert metrics(test) == metrics(opened("overview", **demo.link("MARTIN"))), "a filter lists, it never counts"
    factors = kamescope_model().factor_of
    for page, codes in (("top_items", re.compile(r"\b(Q\d+)\b")), ("perception", re.compile(r"\b(F\d+)\b"))):
        turned(test, page)
        assert faults(test) == []
        text = shown(test)
        assert {factors[code].code for code in codes.findall(text)} == {"F2", "F5"}
    turned(test, "factor")
    assert "F2" in heading(test), "the first factor listed"
    reset(test)
    assert "factors" not in test.query_params


@pytest.mark.deep
def test_filters_are_kept_from_page_to_page(demo: People) -> None:
    test = opened("overview", **demo.link("RIVOIRE", "2025"), groups="client,self", factors="F1,F3,F4", unit="points")
    for page in (*KAM_PAGES, "method", "overview"):
        turned(test, page)
        assert faults(test) == []
        assert test.query_params == demo.link("RIVOIRE", "2025") | {
            "groups": "client,self",
            "factors": "F1,F3,F4",
            "unit": "points",
        }


def test_a_link_opens_the_same_view_in_a_new_session(demo: People) -> None:
    test = chosen(opened("overview", **demo.link("MARTIN")), "multiselect", "factors", ["F3", "F7"])
    chosen(test, "pills", "groups", ["client"])
    again = opened("overview", **test.query_params)
    assert shown(again) == shown(test)
    assert charts(again) == charts(test)


def test_the_address_to_copy_is_the_address_of_the_view(demo: People) -> None:
    test = opened("factor", **demo.link("MARTIN"), factor="F7", factors="F7,F8")
    (button,) = [each for each in test.main.get("bidi_component") if each.proto.id.endswith("browser")]
    assert json.loads(button.proto.json)["offers"], "it copies what the address bar says"
    assert heading(opened("factor", **test.query_params)) == heading(test)


def test_another_kam_is_shown_in_their_campaign(demo: People) -> None:
    test = chosen(opened("overview", **demo.link("MARTIN")), "selectbox", "kam", demo.find("TRAN").kam.token)
    assert test.query_params == demo.link("TRAN", "2026"), "their latest campaign"
    chosen(test, "selectbox", "campaign", demo.find("TRAN", "2025").campaign.token)
    assert test.query_params == demo.link("TRAN", "2025")
    chosen(test, "selectbox", "kam", demo.find("SANTINI").kam.token)
    assert test.query_params == demo.link("SANTINI", "2025"), "the campaign stays where the KAM is in it"
    assert heading(test).startswith("O. SANTINI")


def test_real_people_stand_before_made_up_ones_in_the_list(demo: People) -> None:
    options = widget(opened("overview"), "selectbox", "view_kam").options
    assert "MARTIN" in options[0]
    assert all(option.endswith("(fictif)") for option in options[1:])


def test_a_segment_filter_changes_the_clients_and_says_so(demo: People) -> None:
    whole = opened("overview", **demo.link("RIVOIRE"))
    segments = widget(whole, "selectbox", "view_segment")
    assert not segments.proto.disabled
    place = segments.options.index("Industrie")
    before = metrics(whole)
    test = segments.select_index(place).run()
    assert faults(test) == []
    assert "segment de clientèle « Industrie »" in shown(test).replace("\N{NO-BREAK SPACE}", " ")
    after = metrics(test)
    assert after[:2] == before[:2], "self and managers carry no segment and are not filtered"
    assert after[2] != before[2]
    assert re.fullmatch("[a-z2-7]{12}", test.query_params["segment"]), "a token, not the segment's name"
    assert metrics(opened("overview", **test.query_params)) == after
    assert metrics(reset(test)) == before


def test_a_segment_filter_is_off_and_says_why_where_a_value_has_too_few(demo: People) -> None:
    for name in ("OSTERMANN", "MARTIN", "KOWALSKA"):
        segments = widget(opened("overview", **demo.link(name)), "selectbox", "view_segment")
        assert segments.proto.disabled
        assert segments.proto.help == FRENCH("filter.segment_off")
        assert len(segments.options) == 1, "no value is named where it could not be chosen"


@pytest.mark.parametrize("page", KAM_PAGES)
def test_a_link_with_a_segment_that_may_not_be_seen_shows_everybody_and_says_so(demo: People, page: str) -> None:
    allowed = opened("overview", **demo.link("RIVOIRE"))
    segments = widget(allowed, "selectbox", "view_segment")
    token = segments.select_index(1).run().query_params["segment"]
    whole = opened(page, **demo.link("OSTERMANN"))
    test = opened(page, **demo.link("OSTERMANN"), segment=token)
    assert faults(test) == []
    assert FRENCH("filter.part_segment_gone") in shown(test)
    assert metrics(test) == metrics(whole)
    assert html(test) == html(whole)
    assert can_reset(test)


@pytest.mark.sample(8)
@pytest.mark.parametrize("page", KAM_PAGES)
@pytest.mark.parametrize(
    "nonsense",
    [
        {
            "groups": "nobody",
            "factors": "F99,Q1",
            "factor": "F99",
            "n": "-3",
            "percent": "x",
            "cut": "?",
            "level": "all",
        },
        {"unit": "kg", "lang": "de", "side": "left", "environment": "self", "segment": "Industrie", "more": "1"},
        {"n": "9999", "percent": "9999", "groups": ",,", "factors": ",", "environment": "pooled"},
        {"n": "²", "percent": "٣", "environment": "nobody", "groups": "<b>", "cut": "value"},
    ],
)
def test_nonsense_in_the_address_is_ignored(demo: People, page: str, nonsense: dict[str, str]) -> None:
    test = opened(page, **demo.link("MARTIN"), **nonsense)
    assert faults(test) == []
    assert heading(test).startswith("M. MARTIN")
    assert read(test.query_params) == read(write(read(test.query_params)))


def test_top_n_and_side_are_in_the_address_and_change_the_lists(demo: People) -> None:
    test = opened("top_items", **demo.link("MARTIN"))
    assert html(test).count("<li") == 30
    chosen(test, "segmented_control", "n", 3)
    assert html(test).count("<li") == 9
    assert test.query_params["n"] == "3"
    before = shown(test)
    chosen(test, "segmented_control", "side", "bottom")
    assert test.query_params["side"] == "bottom"
    assert FRENCH("top.title_bottom", n="3") in shown(test)
    assert shown(test) != before
    assert shown(opened("top_items", **test.query_params)) == shown(test)


@pytest.mark.deep
def test_the_window_s_cut_level_and_environment_are_in_the_address(demo: People) -> None:
    test = opened("perception", **demo.link("MARTIN"))
    seen = {charts(test)[0]}
    for name, value in (("cut", "midpoint"), ("level", "sub_factor"), ("environment", "client"), ("cut", "value")):
        chosen(test, "segmented_control", name, value)
        assert faults(test) == []
        assert test.query_params[name] == value
        seen.add(charts(test)[0])
    chosen(test, "number_input", "percent", 85)
    assert test.query_params["percent"] == "85"
    assert len(seen | {charts(test)[0]}) == 5, "each choice draws another window; 60 is the midpoint"
    assert charts(opened("perception", **test.query_params)) == charts(test)


def test_a_factor_is_chosen_in_a_list_or_by_the_steps_beside_it(demo: People) -> None:
    test = opened("factor", **demo.link("MARTIN"))
    assert heading(test) == "M. MARTIN F1 Recherche de leads"
    assert [button.label for button in test.main.button if button.proto.disabled] == [FRENCH("factor.previous")]
    next(button for button in test.main.button if button.label == "F2").click().run()
    assert test.query_params["factor"] == "F2"
    assert heading(test) == "M. MARTIN F2 Lobbying"
    chosen(test, "selectbox", "factor", "F13")
    assert test.query_params["factor"] == "F13"
    assert heading(test).startswith("M. MARTIN F13")
    assert [button.label for button in test.main.button if button.proto.disabled] == [FRENCH("factor.next")]


def test_the_language_switch_keeps_the_view(demo: People) -> None:
    test = opened("top_items", **demo.link("RIVOIRE"), factors="F1,F2", n="5")
    chosen(test, "segmented_control", "lang", "en")
    assert test.query_params == demo.link("RIVOIRE") | {"factors": "F1,F2", "n": "5", "lang": "en"}
    assert words("en")("page.top_items") in heading(test)


def test_the_unit_changes_every_figure_and_stays(demo: People) -> None:
    test = opened("overview", **demo.link("MARTIN"))
    chosen(test, "segmented_control", "unit", "points")
    assert all(re.fullmatch(r"\d,\d\d", value) for value in metrics(test))
    turned(test, "factor")
    assert all(re.fullmatch(r"\d,\d\d|n\.d\.", value) for value in metrics(test))
    assert Address().unit == ""
    assert test.query_params["unit"] == "points"

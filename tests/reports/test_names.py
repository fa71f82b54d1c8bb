"""What downloads are called."""

import pytest

from kamescope.reports.names import blank_name
from tests.reports.papers import somebody


@pytest.mark.parametrize(
    ("facts", "name"),
    [
        ({}, "questionnaire_ete-2026_c-lefevre_client.xlsx"),
        ({"kam": "../../etc/passwd"}, "questionnaire_ete-2026_etc-passwd_client.xlsx"),
        ({"kam": 'a\\b:c*?"<>|d\n'}, "questionnaire_ete-2026_a-b-c-d_client.xlsx"),
        ({"kam": "李雷"}, "questionnaire_ete-2026_李雷_client.xlsx"),
        ({"kam": "...", "campaign": "x" * 300}, f"questionnaire_{'x' * 40}-0d4e2_client.xlsx"),
    ],
)
def test_a_name_is_readable_and_safe(facts, name):
    assert blank_name(somebody(**facts), "fr") == name


def test_a_table_is_named_for_what_is_fixed():
    assert blank_name(somebody("", kam=""), "fr", wide=True) == "saisie_ete-2026.xlsx"
    assert blank_name(somebody("", kam=""), "en", wide=True) == "entry_ete-2026.xlsx"

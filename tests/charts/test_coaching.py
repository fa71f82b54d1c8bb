"""Whom to coach on what, drawn: figures, reasons, arrows and links; and the same rows to download."""

import datetime
import re

from kamescope.analysis.changes import Before
from kamescope.analysis.priorities import Reason, ReasonKind, priorities
from kamescope.charts.coaching import CoachingLine, CoachingList, coaching, coaching_rows, reason_text
from kamescope.charts.theme import Look
from kamescope.i18n import MINUS, NBSP, words
from kamescope.records import Campaign
from tests.support import kamescope_model, panel_of
from tests.test_priorities import answers, rated

BEFORE = Campaign("c0", "Automne", datetime.date(2025, 9, 1))
TEAM = (
    rated(5, answers(3), answers(3)),
    rated(3, answers(4), answers(4)),
    rated(5, answers(1), answers(1), clients=2),
    [],
)
LOOK = Look()


def listed(shared: tuple[str, ...] = ()) -> CoachingList:
    """A KAM who sees themself higher and fell, one of whom all is well, one with a client too few, one not heard."""
    panel = panel_of(kamescope_model(), TEAM)
    old = panel_of(kamescope_model(), [rated(None, answers(4), answers(4))])
    found = priorities(panel, [Before(old, frozenset({"k0"}))], None, True)
    lines = (CoachingLine(one, one.kam.name, BEFORE if one.kam.token == "k0" else None) for one in found)
    return CoachingList(panel, tuple(lines), frozenset(shared), frozenset())


def drawn(found: CoachingList) -> list[str]:
    """Each KAM's row, as HTML."""
    html = coaching(found, LOOK).html
    return html.split("<li")[1:]


def text(html: str) -> str:
    """What is read of it."""
    return re.sub(r" +", " ", re.sub(r"<[^>]*>", " ", html))


def test_a_row_says_from_how_many_which_factors_and_why():
    first, *_ = drawn(listed())
    told = text(first)
    assert f"KAM{NBSP}00" in told
    assert f"1{NBSP}manager" in told
    assert f"3{NBSP}clients" in told
    assert f"se voit plus haut{NBSP}: +2,00{NBSP}pt" in told
    assert f"recule {MINUS}1,00{NBSP}pt depuis Automne" in told
    assert f"Clients 60{NBSP}%" in told


def test_the_weightiest_reason_alone_is_a_chip():
    (first, *_), chip = drawn(listed()), 'class="kms-chip"'
    assert first.count(chip) == 2, "one a priority"
    assert first.index(chip) < first.index('class="kms-less"')


def test_each_factor_opens_its_page_of_that_kam():
    first, *others = drawn(listed())
    assert re.findall(r'data-pick="(.*?)"', first) == ["k0:F1", "k0:F2"]
    assert 'data-pick="k0:F1"' in first
    assert not any("data-pick" in row for row in others)


def test_what_several_share_is_marked():
    first, *_ = drawn(listed(("F2",)))
    assert first.count("kms-shared") == 1


def test_who_has_no_priority_is_told_why():
    _, well, few, alone = map(text, drawn(listed()))
    assert words("fr")("who.nothing") in well
    assert f"Encore 1{NBSP}client à interroger" in few
    assert words("fr")("who.unheard") in alone


def test_every_kam_is_in_the_table_to_download():
    rows = coaching_rows(listed(), Look("en"))
    assert [row["Code"] for row in rows] == ["F1", "F2", "", "", ""]
    assert len({tuple(row) for row in rows}) == 1, "one table"
    assert rows[0]["Self above all (points)"] == 2.0
    assert rows[0]["Fallen (points)"] == 1.0
    assert rows[0]["Campaign before"] == "Automne"
    assert f"Still to ask: 1{NBSP}client" in rows[3]["Remark"]


def test_reasons_in_words():
    say = words("fr")
    told = {kind: reason_text(Reason(kind, 0.75), say) for kind in ReasonKind}
    assert told[ReasonKind.BELOW] == f"sous la moyenne{NBSP}: {MINUS}0,75{NBSP}pt"
    assert told[ReasonKind.SPLIT] == f"avis opposés{NBSP}: 0,75{NBSP}pt"

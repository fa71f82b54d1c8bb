"""The first sentence about a KAM: who disagrees with whom, or else what stands out."""

from hypothesis import given

from kamescope.analysis.gaps import GapClass, gap_of
from kamescope.analysis.headline import Agreed, Distance, Split, SplitFactor, Stand, WidestGap, headline
from kamescope.analysis.published import Level, Published
from kamescope.analysis.reliability import little
from kamescope.model import OVERALL
from tests.strategies import Case, cases
from tests.support import Questionnaire, kamescope_model, martin, publish

ASKED = {group.code: [item for item in group.items] for group in kamescope_model().groups}


def shown(own: int, manager: int, client: int, but: dict[str, dict[str, int]] | None = None) -> Published:
    """A KAM of whom each group says one answer throughout, but for some items."""
    values = {"self": own, "manager": manager, "client": client}
    sheets = [
        Questionnaire(group, {code: (but or {}).get(group, {}).get(code, value) for code in ASKED[group]})
        for group, value in values.items()
        for _ in range(3 if group == "client" else 1)
    ]
    return publish(kamescope_model(), sheets)


def of_factor(code: str, value: int) -> dict[str, int]:
    """One answer to all items of a factor."""
    return {item.code: value for item in kamescope_model().factor_of[code].items}


def test_m_martin_s_clients_and_manager_disagree():
    found = headline(martin())
    assert isinstance(found, Split)
    assert (found.apart.highest, found.apart.lowest, found.stand) == ("client", "manager", Stand.BETWEEN)
    assert round(found.apart.size, 2) == 1.63


def test_self_may_lie_above_or_below_both():
    assert headline(shown(5, 2, 4)).stand is Stand.ABOVE
    assert headline(shown(1, 2, 4)).stand is Stand.BELOW
    assert headline(shown(4, 2, 4)).stand is Stand.BETWEEN


def test_else_self_and_the_environment():
    found = headline(shown(5, 4, 4))
    assert isinstance(found, Distance)
    assert found.gap.gap == 1


def test_else_a_factor_on_which_groups_disagree():
    found = headline(shown(4, 4, 4, {"manager": of_factor("F1", 2)}))
    assert isinstance(found, SplitFactor)
    assert (found.apart.code, found.others) == ("F1", 0)


def test_else_the_widest_gap():
    found = headline(shown(4, 4, 4, {"self": of_factor("F9", 2)}))
    assert isinstance(found, WidestGap)
    assert found.gap.code == "F9"


def test_else_agreement():
    assert isinstance(headline(shown(4, 4, 4)), Agreed)


def test_what_rests_on_little_is_never_the_headline():
    assert isinstance(headline(shown(4, 4, 4, {"client": of_factor("F12", 1)})), Agreed)


def test_nothing_to_set_against_another():
    assert headline(publish(kamescope_model(), [Questionnaire("self", {"Q1": 4})])) is None


@given(cases())
def test_agreement_is_never_said_over_a_solid_gap(case: Case):
    published = case.published()
    if isinstance(headline(published), Agreed):
        assert gap_of(published, Level.OVERALL, OVERALL).kind == GapClass.ALIGNED
        for factor in published.model.factors:
            rated = all(
                published.cell(Level.FACTOR, factor.code, group).is_published for group in published.environment_groups
            )
            gap = gap_of(published, Level.FACTOR, factor.code)
            assert gap.kind in (None, GapClass.ALIGNED) or little(published, factor.code) or not rated

"""The conversation: minutes, what each step gives to speak about, what to read before, which question fits where."""

import datetime
from fractions import Fraction

import pytest
from hypothesis import given

from kamescope.analysis.conversation import (
    LEADING,
    LENGTHS,
    MINUTES,
    BroughtUp,
    Caution,
    CautionKind,
    ConversationStep,
    Preparation,
    PriorityRank,
    clock,
    conversation,
)
from kamescope.analysis.evidence import Quoted, evidence
from kamescope.analysis.published import Published
from kamescope.analysis.questions import MOST_PROPOSED, OFFERS, ProposedQuestion, TalkStep, Trait, proposed, traits
from kamescope.errors import RequestError
from kamescope.i18n import LANGUAGES, words
from kamescope.i18n import messages as catalogues
from kamescope.sentences import caution, question, talk_step
from tests import reference_views
from tests.reference import Reference, nine
from tests.strategies import Case, cases
from tests.support import Questionnaire, kamescope_model, martin, martin_questionnaires, publish

FRENCH = words("fr")


def by_step(published: Published, length: int = 60) -> dict[TalkStep, ConversationStep]:
    """The steps by what they are."""
    return {each.step: each for each in conversation(published, length)}


def codes(step: ConversationStep) -> tuple[list[str], list[str]]:
    """The factors to speak about, and those in reserve."""
    return [each.code for each in step.evidence], [each.code for each in step.reserve]


# Minutes


@pytest.mark.parametrize("place", range(len(LENGTHS)))
def test_the_minutes_of_a_length_add_up_to_it(place: int):
    assert tuple(MINUTES) == tuple(TalkStep)
    assert sum(minutes[place] for minutes in MINUTES.values()) == LENGTHS[place]


def test_clock_times_from_the_start():
    steps = conversation(martin(), 60)
    told = dict(zip(TalkStep, clock(steps, datetime.time(14)), strict=True))
    assert told[TalkStep.BLIND] == (datetime.time(14, 24), datetime.time(14, 34))
    assert told[TalkStep.CLOSE][1] == datetime.time(15)
    assert clock(steps, datetime.time(23, 30))[-1][1] == datetime.time(0, 30)


def test_a_length_that_is_not_offered_is_refused():
    with pytest.raises(RequestError) as refused:
        conversation(martin(), 50)
    assert refused.value.code == "length_unknown"


def test_a_step_without_factors_is_empty_and_its_time_goes_to_priorities():
    """Of self alone there is nothing to set against another."""
    alone = [sheet for sheet in martin_questionnaires() if sheet.group == "self"]
    steps = by_step(publish(kamescope_model(), alone))
    empty = [step for step, each in steps.items() if each.is_empty]
    assert empty == [TalkStep.RECOGNISED, TalkStep.HIDDEN, TalkStep.BLIND, TalkStep.DISAGREEMENT, TalkStep.SHARED]
    assert all((steps[step].minutes, steps[step].questions) == (0, ()) for step in empty)
    assert steps[TalkStep.PRIORITIES].minutes == 9 + 6 + 8 + 10 + 9 + 4


# M. MARTIN


def test_what_m_martin_s_steps_speak_about():
    steps = by_step(martin())
    assert codes(steps[TalkStep.RECOGNISED]) == (["F13", "F9", "F5"], [])
    assert codes(steps[TalkStep.HIDDEN]) == (["F12", "F11", "F8"], [])
    assert codes(steps[TalkStep.BLIND]) == (["F10", "F2", "F7"], ["F1", "F3"])
    assert codes(steps[TalkStep.DISAGREEMENT])[0] == ["F4", "F7", "F1"]
    assert codes(steps[TalkStep.SHARED]) == (["F4", "F6"], []), "F6, which clients do not rate, last"


def test_m_martin_s_blind_spots_are_all_the_manager_s_alone():
    blind = by_step(martin())[TalkStep.BLIND]
    first = blind.cautions[0]
    assert first == Caution(CautionKind.SIDED, ("F10", "F2", "F7", "F1", "F3"), ("manager",), ("client",))
    assert caution(martin(), TalkStep.BLIND, first, FRENCH).startswith(
        "F10, F2, F7, F1 et F3\u00a0: l’écart n’existe que côté manager. "
        "Côté clients, la note est au niveau de l’auto-évaluation, ou au-dessus."
    )


def test_what_is_shared_by_the_mean_alone_is_said_to_be():
    shared = by_step(martin())[TalkStep.SHARED]
    assert shared.cautions[:2] == (
        Caution(CautionKind.APART, ("F4",), ("client",), ("manager",)),
        Caution(CautionKind.PARTLY, ("F6",), (), ("client",)),
    )
    asked = {each.code for each in shared.questions if each.factor == "F4"}
    assert "shared_apart" in asked and "shared_start" not in asked


def test_the_evidence_of_one_factor():
    found = evidence(martin(), "F10")
    assert {column: round(figure.percent) for column, figure in found.figures} == {
        "self": 80,
        "manager": 47,
        "client": 81,
        "environment": 64,
    }
    assert found.makers is not None and (found.makers.groups, found.makers.others) == (("manager",), ("client",))
    assert isinstance(found.quoted, Quoted)
    assert (found.quoted.code, found.quoted.size) == ("Q66", 2)


def test_traits_say_between_whom():
    known = traits(kamescope_model(), evidence(martin(), "F10"))
    assert {Trait.ABOVE, Trait.SIDED, Trait.OPEN_MAKERS, Trait.OPEN_LOWEST, Trait.WITH_HIGHEST} <= known
    assert not known & {Trait.EVERYBODY, Trait.PROTECTED_MAKERS, Trait.LITTLE, Trait.BELOW}
    assert Trait.LITTLE in traits(kamescope_model(), evidence(martin(), "F12"))


def test_of_a_protected_group_nobody_is_sought():
    """The clients alone lie below: no question asks which situation they thought of, or to ask them."""
    five, two = ({item.code: point for item in kamescope_model().items} for point in (5, 2))
    theirs = {code: two[code] for code in kamescope_model().group("client").items}
    sheets = [Questionnaire("self", five | {"Q1": 1}), Questionnaire("manager", five)]
    published = publish(kamescope_model(), [*sheets, *[Questionnaire("client", theirs)] * 5])
    asked = {each.code for step in conversation(published) for each in step.questions if each.factor}
    assert "apart_accounts" in asked or "blind_pattern" in asked
    assert not asked & {"blind_situation", "blind_ask", "apart_last", "apart_next"}


def test_questions_change_factors_and_stand_once():
    asked = by_step(martin())[TalkStep.BLIND].questions
    assert [each.factor for each in asked[:3]] == ["F10", "F2", "F7"]
    assert asked[0] == ProposedQuestion("blind_other_side", "F10")
    assert (
        question(martin(), asked[0], FRENCH)
        == "Sur «\u00a0Positionnement conseil\u00a0», que voit-on côté manager que l’on ne voit pas côté clients\u00a0?"
    )


def test_a_question_that_fits_no_longer_is_asked_in_general():
    kept = ProposedQuestion("blind_everybody", "F10")
    assert question(martin(), kept, FRENCH) == FRENCH("question.any", factor="«\u00a0Positionnement conseil\u00a0»")
    assert question(martin(), ProposedQuestion("blind_everybody", "F99"), FRENCH) == ""


# What a coach prepared


def test_flags_stand_by_rank_and_two_alike_are_seen():
    kept = Preparation(
        brought_up=(
            BroughtUp("F4", PriorityRank.LATER),
            BroughtUp("F10", PriorityRank.SECOND),
            BroughtUp("F7"),
            BroughtUp("F11", PriorityRank.FIRST),
        )
    )
    assert kept.flagged == ("F11", "F10", "F4", "F7")
    assert kept.priorities == ("F11", "F10")
    assert kept.ranks_twice == ()
    twice = Preparation(brought_up=(BroughtUp("F1", PriorityRank.FIRST), BroughtUp("F2", PriorityRank.FIRST)))
    assert twice.ranks_twice == (PriorityRank.FIRST,)


# The catalogue


def test_every_question_is_offered_somewhere_and_none_is_offered_without_words():
    offered = {code for offer in OFFERS for code in offer.codes} | {"any"}
    for language in LANGUAGES:
        said = {str(each.id) for each in catalogues(language)["questions"] if each.id}
        assert said == {f"question.{code}" for code in offered}
    assert len(offered) > 60


@pytest.mark.parametrize("each", [each for each in catalogues("fr")["questions"] if each.id], ids=lambda each: each.id)
def test_a_question_is_open_and_judges_nobody(each):
    said = str(each.string)
    assert said.endswith("\u00a0?")
    assert "ourquoi" not in said
    assert not {" il ", " elle ", " ils "} & {f" {word} " for word in said.lower().replace("’", " ").split()}
    openings = ("qu", "sur ", "à ", "au", "de ", "dans ", "comment", "lequel", "laquelle", "si ", "par ", "sans ", "{")
    assert said.lower().startswith((*openings, "après ", "devant "))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_proposed_question_is_a_whole_sentence(language: str):
    say = words(language)
    for step in conversation(martin()):
        assert talk_step(step.step, say)
        for each in step.questions:
            said = question(martin(), each, say)
            assert said and "{" not in said and "  " not in said, each


# Against a second calculation


def slow_steps(reference: Reference) -> dict[str, list[str]]:
    """The factors of each step, from the reference's own windows, gaps and disagreements."""
    gaps = [reference_views.gap(reference, "factor", code) for code in reference.codes("factor")]
    cut, groups = reference_views.own_cut(gaps), reference.environment_groups()
    found: dict[str, list[tuple]] = {}
    for place, figure in enumerate(gaps):
        quadrant = reference_views.quadrant(figure, cut)
        if quadrant is None:
            continue
        unrated = any(reference.table["factor", figure.code, group].status != "published" for group in groups)
        first = {
            "recognised_strength": -figure.others,
            "hidden_strength": figure.gap,
            "blind_spot": -figure.gap,
            "shared_progress": figure.others,
        }[quadrant]
        # Equal ones as they stand in the window: by the environment, then by model order.
        found.setdefault(quadrant, []).append((unrated, nine(first), -nine(figure.others), place, figure.code))
    steps = {quadrant: [row[-1] for row in sorted(rows)] for quadrant, rows in found.items()}
    wide = reference_views.disagreements(reference, len(gaps))
    return steps | {"disagreement": [row[0] for row in wide]}


NAMES = {
    TalkStep.RECOGNISED: "recognised_strength",
    TalkStep.HIDDEN: "hidden_strength",
    TalkStep.BLIND: "blind_spot",
    TalkStep.SHARED: "shared_progress",
    TalkStep.DISAGREEMENT: "disagreement",
}


@given(cases())
def test_steps_equal_the_slow_reference(case: Case):
    published, reference = case.published(), case.reference()
    exact, groups = slow_steps(reference), ["self", *reference.environment_groups()]
    for length in LENGTHS:
        steps = by_step(published, length)
        assert sum(step.minutes for step in steps.values()) == length
    for step, name in NAMES.items():
        lead, reserve = codes(steps[step])
        assert [*lead, *reserve] == exact.get(name, [])
        assert len(lead) == min(LEADING, len([*lead, *reserve]))
        assert steps[step].is_empty is (lead == [])
        assert len(steps[step].questions) <= MOST_PROPOSED
        for each in steps[step].cautions:
            if each.kind in (CautionKind.SIDED, CautionKind.APART):
                assert each.groups and each.others, "one side alone is nothing to be told apart"
        for each in steps[step].evidence:
            assert each.quoted == evidence(published, each.code).quoted
            assert (each.quoted.size if each.quoted else None) == pytest.approx(widest(reference, each.code, groups))


def widest(reference: Reference, code: str, groups: list[str]) -> Fraction | None:
    """The widest spread of one item among self and groups."""
    factor = next(factor for factor in reference.data["factors"] if factor["code"] == code)
    items = [item for _, listed in reference.sub_factors(factor) for item in listed]
    rows = ([reference.table["item", item, group].score for group in groups] for item in items)
    sizes = [max(row) - min(row) for row in ([score for score in row if score is not None] for row in rows) if row[1:]]
    return max(sizes, default=None)


@given(cases())
def test_what_a_question_says_of_a_factor_is_so(case: Case):
    """Every proposed question fits, and names no group that is not shown."""
    published = case.published()
    for step in conversation(published):
        again = proposed(published.model, step.step, step.evidence)
        assert step.questions == (() if step.is_empty else again)
        assert len({each.code for each in step.questions}) == len(step.questions)
        for each in step.questions:
            said = question(published, each, FRENCH)
            assert said and "côté  " not in said and "côté ?" not in said

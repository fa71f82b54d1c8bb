"""Whoever may import and knows an id learns nothing by trying answers under it: right and wrong are told alike."""

import dataclasses

import pytest

from kamescope.errors import RequestError
from kamescope.ingest import Options
from kamescope.ingest.mapping import FileMapping
from kamescope.service import FileReport, ImportRequest, Store, everything
from tests.service.sheets import TEAM, Sheet, changed, loaded, published, returned, several, shown, weak, wide
from tests.support import other_model, publish

PEERS = several("peer", 5)
MODEL = other_model()
WAYS = {
    "plain": {},
    "kept": {"keep": True},
    "replaced": {"replace": True},
    "replaced at once": {"replace": True, "release": True},
    "replaced, another segment": {"replace": True, "sheet": {"value": "Sud"}},
    "replaced beside one who is new": {"replace": True, "beside": several("peer", 1, first=9)},
    "replaced beside three who are new": {"replace": True, "beside": several("peer", 3, first=9)},
    "another campaign": {"sheet": {"campaign": "Automne"}},
    "another campaign, collected": {"sheet": {"campaign": "Automne"}, "collecting": True},
    "another group": {"sheet": {"group": "manager"}},
    "another protected group": {"sheet": {"group": "team"}},
    "another KAM": {"sheet": {"kam": "Bob"}},
    "a namesake": {"sheet": {"kam": "MARTIN Ada", "kam_id": "7", "company": "ABC"}},
    "a weaker model": {"sheet": {"campaign": "Automne"}, "model": weak()},
    "no id": {"nameless": True},
}
FEWER_THAN_LIKENESS = 7


def guessed(person: Sheet, count: int, wrong: int) -> Sheet:
    """So many answers of somebody, the last of them wrong."""
    right = list(person.answers.items())[:count]
    given = {code: (value + (place >= count - wrong)) % 11 for place, (code, value) in enumerate(right)}
    return person.but(answers=given)


def tried(store: Store, sheets: list[Sheet], **how: object) -> FileReport:
    """What a dry run of these guesses tells."""
    changes, beside = how.pop("sheet", {}), how.pop("beside", [])
    rows = [*(sheet.but(**changes) for sheet in sheets), *beside]
    model, options = how.pop("model", MODEL), Options(mapping=FileMapping(keep_duplicates=how.pop("keep", False)))
    without = ["repondant"] if how.pop("nameless", False) else []
    without += [] if any(sheet.value for sheet in rows) else ["site"]
    asked = {"default_model": model, "options": options, "dry_run": True, **how}
    return everything(store).import_file("try.csv", wide(rows, model, without), ImportRequest(**asked))


def told(report: FileReport) -> str:
    """Everything that a report says but the file's digest."""
    return repr(dataclasses.replace(report, sha256=""))


@pytest.fixture
def five(store: Store) -> Store:
    """Five peers are shown."""
    loaded(store, [*TEAM[:2], *PEERS])
    return store


@pytest.mark.deep
@pytest.mark.parametrize("way", WAYS)
def test_right_and_wrong_guesses_are_told_alike(five: Store, way: str):
    """Of one person one answer, or as many as likeness is not told of; of three people two answers each."""
    for count in (1, FEWER_THAN_LIKENESS):
        tries = [[guessed(PEERS[0], count, wrong)] for wrong in (0, count)]
        assert len({told(tried(five, sheets, **WAYS[way])) for sheets in tries}) == 1, count
    tries = [
        [guessed(person, 2, wrong) for person, wrong in zip(PEERS, pattern, strict=False)]
        for pattern in ((0, 0, 0), (2, 2, 0), (2, 2, 2))
    ]
    assert len({told(tried(five, sheets, **WAYS[way])) for sheets in tries}) == 1


@pytest.mark.deep
@pytest.mark.parametrize(
    "tries",
    [
        [[guessed(PEERS[0], 1, wrong), *PEERS[1:]] for wrong in (0, 1)],
        [[guessed(PEERS[0], FEWER_THAN_LIKENESS, wrong), *PEERS[1:]] for wrong in (0, 1, FEWER_THAN_LIKENESS)],
        [[guessed(peer, 1, each < wrong) for each, peer in enumerate(PEERS)] for wrong in (0, 1, 2, 5)],
    ],
    ids=["one answer", "seven answers", "one answer of each"],
)
def test_what_was_undone_is_guessed_no_better(five: Store, tries: list[list[Sheet]]):
    """Undone, they are known again: whether what comes in their place may be shown is told by no dry run."""
    everything(five).undo(1)
    assert len({told(tried(five, sheets)) for sheets in tries}) == 1
    report = tried(five, tries[0])
    assert [issue.code for issue in report.issues] == ["changed_answers_wait"]


@pytest.mark.deep
@pytest.mark.parametrize("wrong", [0, 1])
def test_a_guess_that_is_kept_is_told_alike_too(five: Store, wrong: int):
    """What waits is said to be possible, by a sentence that says the same whatever was answered; so is its release."""
    before = shown(five)
    report = loaded(five, [guessed(PEERS[0], 1, wrong), *several("peer", 1, first=9)], replace=True)
    assert [(issue.code, dict(issue.facts).get("late")) for issue in report.issues] == [
        ("late_answers_wait", 1),
        ("changed_answers_wait", None),
    ]
    (waits,) = everything(five).waiting()
    assert (waits.late, waits.held, shown(five)) == (1, 0, before)
    line = everything(five).journal()[0]
    assert (line.waiting, line.corrected, line.released) == (1, True, False)
    assert not everything(five).journal()[1].corrected, "one line a group offers to count what waits there"
    assert tuple(everything(five).release_import(line.id)) == (1, 0)
    assert everything(five).journal()[0].released


@pytest.mark.deep
def test_the_changed_answers_of_an_import_can_be_counted_at_once(base: Store):
    loaded(base, changed(1), replace=True)
    everything(base).release_import(2)
    assert published(base).cells == publish(MODEL, returned([*TEAM[:2], *changed(1), *TEAM[3:]])).cells
    with pytest.raises(RequestError, match="import_unknown"):
        everything(base).release_import(7)
